// Weighted blend: amounts of some words as bars, and their weighted average among the words' points.
const NAME = "weighted-blend";
const COUNTS = { 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight" };

function shares(amounts) {
  const whole = amounts.reduce((sum, amount) => sum + amount, 0);
  return whole ? amounts.map((amount) => amount / whole) : null;
}

function draw(tools) {
  const { model, root } = tools;
  const [words, points, target, ring] = ["words", "points", "target", "ring"].map((name) => model.get(name));
  const view = explorable(tools, ["word", "amount", "weight"]);
  const drawing = plane({ label: "The words as points, their blend, and the target" });
  const [cx, cy] = drawing.at(target);
  drawing.g.append(svg("circle", { class: "target", cx, cy, r: ring * drawing.scale }));
  const shown = blended(drawing, points, words);
  drawing.g.lastChild.before(labelAt([cx, cy], "target", true)); // the diamond of the blend may cross it
  const amounts = bars({ label: "Amount", names: words, step: 0.05,
    edit: (index, amount) => view.change({ amounts: view.now().amounts.with(index, amount) }) });
  const weights = bars({ label: "Weights", names: words, words: percent });
  view.figure.append(el("div", { class: "planes" }, el("div", {},
    el("p", { class: "quiet" }, "The words, and their blend: the diamond"), drawing.node), el("div", {},
    el("p", { class: "quiet" }, "The amount of each word: drag, or ← → to choose and ↑ ↓ to change"), amounts.node,
    el("p", { class: "quiet" }, "Its weight: the amount divided by the sum of all"), weights.node)));

  view.show((now) => {
    const weight = shares(now.amounts), place = weight && blend(points, weight);
    const gap = place && apart(place, target);
    amounts.show(now.amounts);
    weights.show(weight ?? words.map(() => 0), weight ? undefined : words.map(() => "none"));
    shown(weight, place);
    attribute(root, "data-hit", weight && gap <= ring);
    return { words: said(weight, gap),
      rows: () => words.map((word, index) => [word, fixed(now.amounts[index]), weight?.[index] ?? 0]) };
  });

  function said(weight, gap) {
    if (!weight) return "There is no weight at all: nothing to blend.";
    const held = words.flatMap((word, index) => (weight[index] ? [`${percent(weight[index])} ${word}`] : []));
    const end = `${fixed(gap)} from the target${gap <= ring ? ", inside the ring" : ""}.`;
    if (held.length === 1)
      return `All weight is on ${words[weight.findIndex(Boolean)]}: the blend is that word alone, ${end}`;
    const where = held.length === 2 ? "on the line between the two" : `among the ${COUNTS[held.length]}`;
    return `${held.join(", ")}: the blend lies ${where}, ${end}`;
  }
}
