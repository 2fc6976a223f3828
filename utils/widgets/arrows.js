// Arrows: a query and keys, the weights of their dot products, and the blend of the values that sit at the keys.
const NAME = "arrows";
const REACH = 2;

function draw(tools) {
  const { model } = tools;
  const words = model.get("words"), points = model.get("points");
  const view = explorable(tools, ["key", "query · key", "weight", "value"]);
  const space = plane({ label: "The query and the keys", reach: REACH, edge: 18, role: "group" });
  const keys = words.map((word, index) => arrow(space, { name: word, words: `Tip of the key of ${word}`,
    move: (tip) => view.change({ keys: view.now().keys.with(index, tip) }) }));
  const query = arrow(space, { name: "query", words: "Tip of the query", count: 1,
    move: (tip) => view.change({ query: tip }) });
  space.g.append(query.shaft, ...keys.map((key) => key.shaft)); // the query is the thicker one
  for (const layer of ["text", "handle"]) space.g.append(...[...keys, query].map((one) => one[layer]));
  query.shaft.classList.add("query");

  const weights = bars({ label: "Weights", names: words, words: percent });
  const carried = weights.columns.map(({ node }) => node.appendChild(el("span", { class: "carried" })));
  const out = plane({ label: "The values and their blend" });
  const shown = blended(out, points, words.map((word) => `${word}’s value`));
  const pairs = words.flatMap((_, one) => words.slice(one + 1).map((_, more) => [one, one + 1 + more]));
  const swaps = pairs.map(([one, other]) => el("button", { type: "button", onclick: () => swap(one, other) },
    `${words[one]} and ${words[other]}`));
  const panel = (title, ...parts) => el("div", {}, el("p", { class: "quiet" }, title), ...parts);
  view.figure.append(
    el("div", { class: "planes" },
      panel("Drag the tips, or use the arrow keys, with Shift for small steps. Beside each key: query · key", space.node),
      panel("Weights: softmax of query · key", weights.node,
        el("p", { class: "quiet" }, "Below each key: its value now")),
      panel("Values, and what comes out", out.node)),
    el("div", { class: "controls swaps", role: "group", "aria-label": "Swap the values of" },
      el("span", { "aria-hidden": "true" }, "Swap the values of"), ...swaps));

  function swap(one, other) {
    const values = [...view.now().values];
    [values[one], values[other]] = [values[other], values[one]];
    view.change({ values });
  }

  view.show((now) => {
    const scores = now.keys.map(([x, y]) => now.query[0] * x + now.query[1] * y), weight = softmax(scores);
    const place = blend(now.values.map((value) => points[value]), weight);
    query.show(now.query, ["query"]);
    keys.forEach((key, index) => { // beside the key, on the side where the query is not
      const [x, y] = now.keys[index], side = now.query[0] * y < now.query[1] * x ? -1 : 1;
      key.show([x, y], [words[index], fixed(scores[index])], side);
    });
    weights.show(weight);
    carried.forEach((node, index) => {
      write(node, `${words[now.values[index]]}’s`);
      attribute(node, "data-moved", now.values[index] !== index);
    });
    shown(points.map((_, value) => weight[now.values.indexOf(value)]), place);
    const gaps = points.map((point) => apart(place, point));
    const read = words.map((word, index) => `${word} with ${percent(weight[index])}`).join(", ");
    return {
      words: `The query, ${fixed(apart(now.query, [0, 0]), 1)} long, reads ${read}. What comes out is nearest to ${
        words[gaps.indexOf(Math.min(...gaps))]}’s value.${now.values.some((value, index) => value !== index)
        ? " Values have changed places, and no weight has changed by that." : ""}`,
      rows: () => words.map((word, index) =>
        [word, fixed(scores[index]), weight[index], `${words[now.values[index]]}’s`]),
    };
  });
}

// An arrow from the middle, with a handle around its tip and `count` lines of text beside it.
function arrow(space, { name, words, count = 2, move }) {
  const shaft = svg("path", { class: "arrow" }), text = label(count), middle = space.at([0, 0]);
  const tip = handle({
    label: words, step: 0.2, reach: REACH, at: space.at, from: space.from,
    words: ([x, y]) => `${name} at ${fixed(x)}, ${fixed(y)}`,
    move: (point) => move(point.map((value) => Math.min(REACH, Math.max(-REACH, value)))),
  });
  return { shaft, text: text.node, handle: tip.node, show(point, lines, way) {
    const [reached, inward] = [Math.max(...point.map(Math.abs)), point[0] * point[1] < 0 ? -1 : 1];
    const side = way ?? (reached > 0.8 * REACH ? inward : 0); // no room ahead of the tip: beside it
    const long = apart(point, [0, 0]), [along, up] = long ? point.map((value) => value / long) : [0, 1];
    const [x, y] = space.at(point), place = (...two) => two.map((value) => value.toFixed(1)).join(" ");
    const corner = (width) => place(x - 11 * along + width * up, y + 11 * up + width * along);
    attribute(shaft, "d", `M${place(...middle)}L${place(x, y)}L${corner(6)}L${corner(-6)}L${place(x, y)}`);
    text.show([x, y], side ? [-side * up, side * along] : [along, up], lines);
    tip.show(point);
  } };
}
