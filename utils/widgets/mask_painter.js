// Mask painter: who may attend to whom, beside the weights that come out and the sum of each row.
const NAME = "mask-painter";

function draw(tools) {
  const { model } = tools;
  const words = model.get("words"), scores = model.get("scores"), size = words.length;
  const view = explorable(tools, ["query", ...words, "sum"]);
  let brush = "1"; // what the pointer paints: its first cell says
  const way = choice({ label: "The mask acts", options: [["before", "minus infinity before the softmax"],
    ["after", "zero after it"]], change: (way) => view.change({ way }) });
  const raised = slider({ label: "Raise hidden scores by", min: 0, max: 5, step: 0.5, words: (by) => fixed(by, 1),
    change: (raised) => view.change({ raised }) });
  const mask = matrix({ label: "Mask: may a query, down, attend to a key, across", rows: size, columns: size,
    act: (row, column) => {
      brush = view.now().mask[row][column] === "1" ? "0" : "1";
      paint(row, column);
    }, sweep: paint });
  const out = matrix({ label: "Weights, and the sum of each row", rows: size, columns: size + 1 });
  const part = (title, axes, grid) => el("div", {}, el("p", { class: "title" }, title),
    el("p", { class: "quiet" }, axes), grid.node);
  view.figure.append(way.node, raised.node, el("div", { class: "grids" },
    part("Who may attend", "queries down, keys across; click a cell, or drag over several", mask),
    part("The weights that come out", "shaded by weight, hatched where hidden", out)));

  function paint(row, column) {
    const rows = [...view.now().mask];
    if (rows[row][column] === brush) return;
    rows[row] = rows[row].slice(0, column) + brush + rows[row].slice(column + 1);
    view.change({ mask: rows });
  }
  function weigh(now) {
    return scores.map((row, query) => {
      const seen = [...now.mask[query]].map((mark) => mark === "1");
      const hidden = (score) => (now.way === "before" ? -Infinity : score + now.raised);
      const taken = row.map((score, key) => (seen[key] ? score : hidden(score)));
      const shares = seen.includes(true) ? softmax(taken) : row;
      return shares.map((share, key) => (seen[key] ? share : 0));
    });
  }

  view.show((now) => {
    const weights = weigh(now), sums = weights.map((row) => row.reduce((sum, weight) => sum + weight, 0));
    const open = now.mask.map((row) => [...row].map((mark) => mark === "1"));
    const count = open.flat().filter(Boolean).length;
    way.show(now.way);
    raised.show(now.raised);
    mask.show({ rowNames: words, columnNames: words, shares: open.map((row) => row.map(Number)),
      words: open.map((row) => row.map((may) => (may ? "✓" : ""))),
      marks: open.map((row) => row.map((may) => (may ? "open" : "hidden"))) });
    open.forEach((row, query) => row.forEach((may, key) => attribute(mask.cells[query][key], "aria-label",
      `${words[query]} to ${words[key]}: ${may ? "may attend" : "hidden"}`)));
    out.show({ rowNames: words, columnNames: [...words, "sum"], shares: weights.map((row) => [...row, 0]),
      words: weights.map((row, query) =>
        [...row.map((weight, key) => (open[query][key] ? fixed(weight) : "")), fixed(sums[query])]),
      marks: weights.map((row, query) =>
        [...row.map((_, key) => (open[query][key] ? "" : "hidden")), sums[query] > 0.995 ? "whole" : "short"]) });

    const higher = now.raised ? `, ${fixed(now.raised, 1)} higher now,` : "";
    const empty = words.find((_, query) => !open[query].includes(true));
    const least = sums.indexOf(Math.min(...sums));
    const short = `and the row of “${words[least]}” sums to ${fixed(sums[least])}.`;
    const acts = now.way === "before" ? "Minus infinity before" : "Zero after";
    const whole = empty ? "every row with a word to attend to sums to one" : "rows sum to one";
    const sentence = now.way === "before" ? `the hidden scores${higher} count nowhere, and ${whole}.`
      : count < size * size ? `the hidden scores${higher} still count in what each row is divided by, ${short}`
      : "nothing is hidden, and every row sums to one.";
    const nowhere = empty ? ` “${empty}” may attend nowhere and gets zeros.` : "";
    return {
      words: `${acts} the softmax: ${sentence}${nowhere} ${count} of ${size * size} pairs may attend.`,
      rows: () => weights.map((row, query) =>
        [words[query], ...row.map((weight, key) => (open[query][key] ? weight : "hidden")), sums[query]]),
    };
  });
}
