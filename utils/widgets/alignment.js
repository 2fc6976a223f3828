// Alignment: scores of sounds over letters to edit; the chosen row's weights, their blend, and what it says.
const NAME = "alignment";
const HIGHEST = 25;

function draw(tools) {
  const { model } = tools;
  const [letters, sounds, values, base, vocabulary] =
    ["letters", "sounds", "values", "base", "vocabulary"].map((name) => model.get(name));
  const view = explorable(tools, ["sound", ...letters, "says"]);

  const edit = (row, column, score) => view.change({ row, column, scores: view.now().scores.map((scores, i) =>
    scores.map((old, j) => (i === row && j === column ? score : old))) });
  const step = (row, column, by) => {
    const score = view.now().scores[row][column] + by;
    edit(row, column, Number(Math.min(HIGHEST, Math.max(-HIGHEST, score)).toFixed(4)));
  };
  const grid = matrix({ label: "Scores: sounds over letters", rows: sounds.length, columns: letters.length, step,
    act: (row, column) => view.change({ row, column }) });
  const says = sounds.map(() => el("span"));
  let chosen = "";
  const score = slider({ label: "Chosen score", min: -HIGHEST, max: HIGHEST, step: 0.1,
    words: (value) => `${chosen} ${fixed(value, 1)}`,
    change: (value) => edit(view.now().row, view.now().column, value) });

  const weights = bars({ label: "Weights of the row", names: letters });
  const top = bars({ label: "The three likeliest sounds", names: ["", "", ""] });
  const added = vocabulary.map(() => el("i")), peak = el("b");
  const strip = el("div", { class: "strip", role: "img" }, ...added, peak);
  const largest = Math.max(...values.flat().map(Math.abs), 1e-9);
  const titles = Array.from({ length: 3 }, () => el("span"));
  const panel = (title, note, ...parts) => el("div", { class: "panel" },
    el("p", {}, el("strong", {}, title), " ", el("span", { class: "quiet" }, note)), ...parts);
  view.figure.append(
    panel("Scores", "shaded by weight; choose one, + and − change it",
      el("div", { class: "board" }, grid.node,
        el("div", { class: "says", "aria-hidden": "true" }, el("span", {}, "says"), ...says)),
      score.node),
    panel("Weights", titles[0], weights.node),
    panel("Blended vector", titles[1], strip),
    panel("Prediction", titles[2], top.node));

  view.show((now) => {
    const rows = now.scores.map((scores, row) => {
      const weights = softmax(scores);
      const vector = blend(values, weights);
      const shares = softmax(vector.map((part, v) => base[row][v] + part));
      return { weights, vector, shares, best: shares.indexOf(Math.max(...shares)) };
    });
    const { row, column } = now, { vector, shares, best } = rows[row], wanted = sounds[row];
    grid.show({ rowNames: sounds, columnNames: letters, shares: rows.map((each) => each.weights),
      words: now.scores.map((scores) => scores.map((value) => fixed(value, 1))) });
    grid.cells.forEach((cells, i) => cells.forEach((cell, j) =>
      attribute(cell, "aria-selected", String(i === row && j === column))));
    rows.forEach((each, i) => {
      const sound = vocabulary[each.best], right = sound === sounds[i];
      write(says[i], `${right ? "✓" : "✗"} ${sound}`);
      attribute(says[i], "class", right ? "right" : "wrong");
    });
    chosen = `${wanted}, ${letters[column]}:`;
    score.show(now.scores[row][column]);

    weights.show(rows[row].weights);
    write(titles[0], `the softmax of the row of ${wanted}`);
    write(titles[1], `what ${wanted} gets from the letters, for each of ${vocabulary.length} sounds`);
    write(titles[2], `what the row of ${wanted} says`);
    vector.forEach((part, v) => {
      added[v].style.transform = `scaleY(${(part / largest).toFixed(3)})`;
    });
    const most = vector.indexOf(Math.max(...vector));
    added.forEach((bar, v) => attribute(bar, "class", v === most && "most"));
    write(peak, `${vocabulary[most]} ${fixed(vector[most], 1)}`);
    peak.style.left = `${Math.min(90, Math.max(8, (100 * (most + 0.5)) / vocabulary.length))}%`;
    attribute(strip, "aria-label",
      `The blended vector adds most to ${vocabulary[most]}, ${fixed(vector[most], 1)}.`);
    const order = shares.map((_, v) => v).sort((a, b) => shares[b] - shares[a] || a - b).slice(0, 3);
    top.show(order.map((v) => shares[v]));
    order.forEach((v, i) => {
      write(top.columns[i].name, vocabulary[v]);
      attribute(top.columns[i].node, "data-wanted", vocabulary[v] === wanted && "true");
    });

    const reads = rows[row].weights, heavy = Math.max(...reads), sound = vocabulary[best];
    const missed = sound === wanted ? "" : `, where ${wanted} is wanted`;
    return {
      words: `${chosen} ${fixed(now.scores[row][column], 1)}. The row of ${wanted} reads ${
        letters[reads.indexOf(heavy)]} most, ${fixed(heavy)}, and says ${sound} (${fixed(shares[best])})${
        missed}. The whole word: ${rows.map((each) => vocabulary[each.best]).join(" ")}.`,
      rows: () => rows.map((each, i) => [sounds[i], ...each.weights, vocabulary[each.best]]),
    };
  });
}
