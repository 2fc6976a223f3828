// Word order: a sentence to reorder and to move on, its clocks, and the weights between its words.
const NAME = "word-order";
const BASE = 10000, PLACES = 40, HANDS = 4;
const KINDS = {
  none: ["none", "Without positions", "A word has the same query and key at every place."],
  added: ["sinusoids, added", "With sinusoids added",
    "Where a hand points makes two numbers. They are added to the word’s query and key."],
  rotated: ["rotation", "With queries and keys rotated",
    "Each pair of numbers of a word’s query and key is turned by the angle of one hand."],
};

function draw(tools) {
  const { model } = tools;
  const words = model.get("words"), size = words.length, first = words.map((_, word) => word);
  const queries = model.get("q"), keys = model.get("k"), wide = queries[0].length;
  const view = explorable(tools, ["query", ...words]);
  let picked = 0; // the word that the buttons move and whose weights are the arcs
  const positions = choice({ label: "Positions",
    options: Object.entries(KINDS).map(([kind, [name]]) => [kind, name]),
    change: (positions) => view.change({ positions }) });
  const moved = slider({ label: "Everything moves on by", min: 0, max: PLACES, words: (by) => plural(by, "place"),
    change: (moved) => view.change({ moved }) });
  const row = tokens({ label: "The sentence: pick a word", count: size, pick: (place) => {
    picked = view.now().order[place];
    redraw(view.now());
  } });
  const dials = words.map(() => dial());
  const buttons = [[-1, "◀ Move earlier"], [1, "Move later ▶"]].map(([by, text]) =>
    el("button", { type: "button", onclick: () => shift(by) }, text));
  const grid = matrix({ label: "Weights of each word over each word", rows: size, columns: size });
  const means = el("p", { class: "quiet" });
  view.figure.append(positions.node, moved.node, el("div", { class: "sides" },
    el("div", { class: "sentence", style: `--count:${size}` }, row.node,
      el("div", { class: "dials", "aria-hidden": "true" }, ...dials.map((one) => one.node)),
      el("div", { class: "controls" }, ...buttons), means),
    el("div", {}, el("p", { class: "title" }, "Weights: queries down, keys across"),
      el("p", { class: "quiet" }, "The words keep their original order here."), grid.node,
      el("p", { class: "quiet" }, "▲ more, ▼ less than in the original order at place 0"))));

  function dial() {
    const hands = Array.from({ length: Math.min(HANDS, wide / 2) }, (_, i) =>
      svg("path", { d: `M0 0V${-0.9 + 0.17 * i}`, "stroke-width": 0.05 + 0.045 * i }));
    const place = el("span");
    return { hands, place, node: el("div", { class: "dial" },
      svg("svg", { viewBox: "-1.1 -1.1 2.2 2.2" }, svg("circle", { r: 1 }), ...hands), place) };
  }
  function shift(by) {
    const order = [...view.now().order], place = order.indexOf(picked);
    if (place + by < 0 || place + by >= size) return;
    [order[place], order[place + by]] = [order[place + by], order[place]];
    view.change({ order });
  }
  function placed(row, place, kind) {
    if (kind === "none") return row;
    return row.map((value, i) => {
      const angle = place / BASE ** ((i - (i % 2)) / wide), sin = Math.sin(angle), cos = Math.cos(angle);
      if (kind === "added") return value + (i % 2 ? cos : sin);
      return i % 2 ? row[i - 1] * sin + value * cos : value * cos - row[i + 1] * sin;
    });
  }
  function weigh({ order, positions: kind, moved: on }) {
    const at = (rows) => rows.map((row, word) => placed(row, order.indexOf(word) + on, kind));
    const k = at(keys), dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
    return at(queries).map((query) => softmax(k.map((key) => dot(query, key) / Math.sqrt(wide))));
  }
  const largest = (a, b) => Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - b[i][j]))));
  const amount = (change) => (change > 1e-9 ? significant(change) : ""); // less is rounding

  function redraw(now) {
    const weights = weigh(now), before = weigh({ ...now, order: first, moved: 0 });
    const place = now.order.indexOf(picked), same = now.order.every((word, at) => word === at);
    positions.show(now.positions);
    moved.show(now.moved);
    row.show({ words: now.order.map((word) => words[word]), picked: place,
      weights: now.order.map((word) => weights[picked][word]) });
    buttons.forEach((button, i) => attribute(button, "aria-disabled", place === (i ? size - 1 : 0) && "true"));
    dials.forEach(({ node, hands, place: number }, at) => {
      attribute(node, "data-still", now.positions === "none");
      write(number, `place ${at + now.moved}`);
      hands.forEach((hand, i) => attribute(hand, "transform",
        `rotate(${(((at + now.moved) / BASE ** ((2 * i) / wide)) * 180 / Math.PI).toFixed(1)})`));
    });
    write(means, KINDS[now.positions][2]);
    const mark = (change) => (Math.abs(change) < 0.005 ? "" : change > 0 ? "more" : "less");
    const marks = weights.map((row, i) => row.map((weight, j) => mark(weight - before[i][j])));
    grid.show({ rowNames: words, columnNames: words, shares: weights, marks,
      words: weights.map((row, i) => row.map((weight, j) =>
        ({ more: "▲", less: "▼" }[marks[i][j]] ?? "") + fixed(weight))) });

    const byOrder = amount(largest(weights, weigh({ ...now, order: first })));
    const byMove = amount(largest(weights, weigh({ ...now, moved: 0 })));
    const order = same ? "in their original order"
      : `as “${now.order.map((word) => words[word]).join(" ")}”, and ${
        byOrder ? `the new order changes a weight by up to ${byOrder}`
        : "no weight moved: attention does not know the order"}`;
    const move = !now.moved ? "The sentence starts at place 0."
      : `Moving everything on by ${now.moved} changes ${byMove ? `a weight by up to ${byMove}` : "no weight"}.`;
    return {
      words: `${KINDS[now.positions][1]}, the words stand ${order}. ${move}`,
      rows: () => weights.map((row, word) => [words[word], ...row]),
    };
  }
  view.show(redraw);
}
