// Scores, the weights that their softmax gives, and the blend of the values by these weights, side by side.
const NAME = "scores-to-blend";
const MOST = 10, STEP = 0.5; // of a score either way; of what is added to all
const times = (ratio) => (ratio >= 999.5 ? grouped(Math.round(ratio)) : significant(ratio));

function draw(tools) {
  const { model } = tools;
  const view = explorable(tools, ["word", "score", "e to the score", "weight", "value"]);
  const words = model.get("words"), values = model.get("values"), { scores: start } = model.get("start");
  const away = (score) => Number(score.toFixed(4));
  const scores = bars({
    label: "Score", names: words, min: -MOST, max: MOST, step: 0.1, words: (score) => fixed(score, 1),
    edit: (index, score) => {
      const now = view.now();
      view.change({ scores: now.scores.map((old, i) => (i === index ? away(score - now.shift) : old)) });
    },
  });
  const shift = slider({ label: "Add to all", min: -MOST, max: MOST, step: STEP, words: (by) => fixed(by, 1),
    change: (by) => view.change({ shift: by }) });
  const weights = bars({ label: "Weight", names: words });
  const before = softmax(start);
  weights.columns.forEach(({ track }, index) => {
    track.append(el("span", { class: "ghost", style: `height:${100 * before[index]}%` }));
  });
  const axes = values[0].length > 1 ? values[0].map((_, i) => `v${"₁₂₃₄"[i]}`) : ["value"];
  const sum = tableOf(["word", "weight", ...axes]);

  const scale = (...marks) => el("div", { class: "scale", "aria-hidden": "true" },
    ...marks.map((mark) => el("span", {}, mark)));
  const stage = (title, note, ...inside) => el("div", { class: "stage" },
    el("p", {}, title, el("span", { class: "quiet" }, note)), el("div", { class: "drawn" }, ...inside));
  const arrow = (...lines) => el("div", { class: "arrow" }, ...lines.map((line) => el("span", {}, ...line)));
  view.figure.append(
    el("div", { class: "stages", style: `--count:${words.length}` },
      stage("Scores", "", scale(String(MOST), "0", `−${MOST}`), scores.node),
      arrow(["e", el("sup", {}, "score")], ["÷ sum"]),
      stage("Weights", "dashed: start", scale("1", "0"), weights.node),
      arrow(["× value"], ["add up"]),
      stage("Blend of the values", "", scroller("The blend", sum.node))),
    el("div", { class: "controls" }, shift.node));

  view.show((now) => {
    const shown = now.scores.map((score) => away(score + now.shift)), shares = softmax(shown);
    const blended = blend(values, shares);
    const range = shift.node.querySelector("input"); // as far as the scores have room, in whole steps
    attribute(range, "min", Math.max(-MOST, Math.ceil((-MOST - Math.min(...now.scores)) / STEP) * STEP));
    attribute(range, "max", Math.min(MOST, Math.floor((MOST - Math.max(...now.scores)) / STEP) * STEP));
    shift.show(now.shift);
    scores.show(shown);
    weights.show(shares);
    sum.show([...words.map((word, i) => [word, fixed(shares[i]), ...values[i].map((number) => fixed(number))]),
      ["blend", "1.00", ...blended.map((number) => fixed(number))]]);
    shares.forEach((share, i) => sum.node.tBodies[0].rows[i].style.setProperty("--weight", share.toFixed(3)));
    const powers = shown.map(Math.exp), whole = powers.reduce((all, power) => all + power, 0);
    const row = (word, score, power, share, numbers) =>
      [word, score, significant(power, 3), share, numbers.map((number) => fixed(number)).join(", ")];
    return {
      words: said(now, shown, shares),
      rows: () => [...words.map((word, i) => row(word, fixed(shown[i], 1), powers[i], shares[i], values[i])),
        row("blend", "", whole, 1, blended)],
    };
  });

  function said(now, shown, shares) {
    const added = fixed(now.shift, 1) === "0.0" ? ""
      : ` Adding ${fixed(now.shift, 1)} to all of them changed no weight.`;
    const changes = shown.map((score, i) => fixed(score - start[i], 1));
    if (changes[0] !== "0.0" && new Set(changes).size === 1)
      return `Every score is ${changes[0].replace("−", "")} ${shown[0] > start[0] ? "higher" : "lower"}, and no `
        + "weight has moved: only differences count.";
    const edited = [...words.keys()].filter((i) => fixed(now.scores[i] - start[i], 1) !== "0.0");
    if (edited.length === 1) {
      const i = edited[0], by = now.scores[i] - start[i], moved = Math.abs(shares[i] - before[i]);
      const [verb, took, whom] = by > 0 ? ["Raising", "took", "from"] : ["Lowering", "gave", "to"];
      const amount = moved < 0.005 ? "less than 0.01" : fixed(moved);
      return `${verb} “${words[i]}” by ${fixed(Math.abs(by), 1)} ${took} ${amount} ${whom} the others: the whole `
        + `stays one.${added}`;
    }
    const [first, second] = [...words.keys()].sort((a, b) => shown[b] - shown[a]);
    const lead = fixed(shown[first] - shown[second], 1);
    const all = `The weights are ${listed(shares.map((share) => fixed(share)))}.`;
    return lead === "0.0"
      ? `${all} “${words[first]}” and “${words[second]}” score the same and weigh the same.${added}`
      : `${all} “${words[first]}” scores ${lead} above “${words[second]}” and weighs ${
        times(shares[first] / shares[second])} times as much, e to the power of ${lead}.${added}`;
  }
}
