// Gate: a row of forget gates to set, and under each what is left of the message after its step.
const NAME = "gate";

const trace = (share) => (share === 0 ? "0" : share < 0.01 ? "<.01" : fixed(share));

function alike(keep) {
  if (keep === 0) return "Every gate is shut.";
  if (keep === 1) return "Every gate is wide open, and nothing is lost.";
  const halfLife = Math.log(0.5) / Math.log(keep);
  return `Every gate keeps ${fixed(keep)}, which is a half-life of ${fixed(halfLife, 1)} steps.`;
}

function draw(tools) {
  const view = explorable(tools, ["step", "gate", "left"]);
  const names = view.now().gates.map((_, i) => String(i + 1)), steps = names.length;
  let differ = false;
  const all = slider({ label: "All gates", min: 0, max: 1, step: 0.01,
    words: (keep) => (differ ? "they differ" : fixed(keep)),
    change: (keep) => view.change({ gates: names.map(() => keep) }) });
  const gates = bars({ label: "Gate of step", names, step: 0.05, edit: (index, keep) =>
    view.change({ gates: view.now().gates.map((gate, i) => (i === index ? keep : gate)) }) });
  const left = bars({ label: "Left of the message after step", names });
  left.node.setAttribute("aria-hidden", "true"); // the words and the table say it
  gates.node.classList.add("gates");
  left.node.classList.add("left");
  const title = (words, note) => el("p", { class: "title" }, words, " ", el("span", { class: "quiet" }, note));
  view.figure.append(all.node,
    title("The gate of each step", "1 keeps all, 0 nothing; drag, or ← → to choose and ↑ ↓ to change"), gates.node,
    title("What is left of the message", "the dashed line is a half"), left.node);

  view.show((now) => {
    const least = Math.min(...now.gates), most = Math.max(...now.gates);
    differ = least !== most;
    all.show(now.gates.reduce((sum, gate) => sum + gate, 0) / steps);
    gates.show(now.gates);
    let product = 1;
    const shares = now.gates.map((gate) => (product *= gate));
    left.show(shares, shares.map(trace));
    shares.forEach((share, i) => attribute(left.columns[i].node, "data-left", share >= 0.5 ? "half" : null));
    const [halves, traces] = [0.5, 0.01].map((least) => shares.filter((share) => share >= least).length);
    const how = differ
      ? `The gates differ; that of step ${now.gates.indexOf(least) + 1} keeps least, ${fixed(least)}.`
      : alike(least);
    const long = halves
      ? `At least half is left through step ${halves}` : "Less than half is left from the first step";
    const gone = traces < steps
      ? `less than a hundredth from step ${traces + 1} on` : "a hundredth or more to the end";
    return {
      words: `${how} ${long}, ${gone}.`,
      rows: () => shares.map((share, i) => [names[i], now.gates[i], share >= 0.01 ? share : "less than 0.01"]),
    };
  });
}
