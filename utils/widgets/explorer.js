// Attention explorer. The weights follow in the page, the answer comes from the kernel as `seen`, or from `looks`.
const NAME = "explorer";
const PATIENCE = 3000, KEPT = 99;

const asked = ({ words, temperature, edits, cut }) => JSON.stringify([words, temperature, edits, cut]);
const without = (edges, edge) => edges.filter((other) => String(other.slice(0, 4)) !== String(edge));
const shut = (mark) => /hidden|cut/.test(mark);

function draw(tools) {
  const { model, root, save, send, say } = tools;
  const view = explorable(tools, ["word", "score", "weight", "the answer without this edge"]);
  const start = model.get("start"), count = start.words.length, alone = model.get("static");
  const ready = model.get("looks"), looks = new Map();
  let now = start, shown = ready[0], scores, marks, weights, edited, selected, armed, patience;

  function keep(look) {
    const name = JSON.stringify(look.of), rows = looks.get(name)?.rows ?? {};
    if (look.row) rows[look.row.at] = look.row;
    looks.set(name, { ...look, rows });
    if (looks.size > KEPT) looks.delete([...looks.keys()][ready.length]);
  }
  for (const look of [...ready, model.get("seen")]) if (look) keep(look);
  const lookAt = (state) => looks.get(asked(state));
  const rowNow = () => lookAt(now)?.rows[[now.layer, now.head, now.query]];
  const known = () => rowNow() || lookAt(now)?.problem;
  const change = (changes) => view.change({ ...changes, answer: lookAt({ ...now, ...changes })?.answer ?? "" });

  const edge = (query, key) => [now.layer, now.head, query, key];
  const fresh = () => String(shown.of[0]) === String(now.words); // the scores are those of this sentence
  function setScore(query, key, to) {
    if (marks[query][key] === "hidden") return;
    if (!fresh()) { // an edit would be one of a score of the sentence before
      score.show(scores[now.query][now.key]);
      return view.tell();
    }
    const here = edge(query, key), old = shown.scores[now.layer][now.head][query][key];
    to = +(to ?? old).toFixed(3);
    change({ query, key, edits: [...without(now.edits, here), ...(to === old ? [] : [[...here, to]])] });
  }
  function toggle() {
    const { query, key } = now, here = edge(query, key), cut = without(now.cut, here);
    if (marks[query][key] === "cut") change({ cut });
    else if (marks[query].filter((mark) => !shut(mark)).length > 1) change({ cut: [...cut, here] });
    else say("A word has to read something.");
  }
  function pick(query, key, pointed) { // who points at an edge the first time wants to look at it
    const here = String(edge(query, key)), same = query === now.query && key === now.key;
    if (same && pointed && armed !== here) view.tell();
    else if (same) toggle();
    else if (marks[query][key] !== "hidden") change({ query, key });
    armed = here;
  }

  const sentence = tokens({ label: "The sentence", count, pick: (query) =>
    change({ query, key: weights[query].indexOf(Math.max(...weights[query])) }) });
  const losses = start.words.map(() =>
    sentence.node.appendChild(el("span", { class: "loss", "aria-hidden": "true" }, el("i"), el("span"))));
  const swap = el("select", { onchange: () => change({ words: now.words.with(now.query, swap.value) }) },
    ...Object.entries(model.get("vocabulary")).map(([label, words]) =>
      el("optgroup", { label }, ...words.map((word) => el("option", {}, word)))));
  const place = el("span"), edgeName = el("strong"), answers = el("div", { class: "answers" });
  const one = (name, things) => choice({
    label: name, options: things.map((_, index) => [index, `${index + 1}`]),
    change: (index) => change({ [name.toLowerCase()]: index }),
  });
  const number = (label, min, max, change) =>
    slider({ label, min, max, step: 0.1, words: (value) => fixed(value, 1), change });
  const layer = one("Layer", shown.scores), head = one("Head", shown.scores[0]);
  const temperature = number("Temperature", 0.2, 5, (temperature) => change({ temperature }));
  const score = number("Score", -40, 40, (value) => setScore(now.query, now.key, value));
  const cutter = el("button", { type: "button", onclick: toggle });
  const restorer = el("button", { type: "button", onclick: () => edited && setScore(now.query, now.key) },
    "Put the score back");
  const grid = matrix({ label: "Weights: queries down, keys across", rows: count, columns: count,
    act: pick, step: (query, key, by) => setScore(query, key, scores[query][key] + by / 2) });
  const hint = (words) => el("p", { class: "quiet" }, words);
  root.classList.toggle("long", count > 16);
  view.figure.append(
    el("div", {}, hint("Above: what the marked word reads."), sentence.node,
      hint("Below: how many points the answer gains or loses without that one edge.")),
    el("div", { class: "asked" }, el("label", {}, place, swap), answers), view.reading,
    el("div", { class: "inside" }, el("div", {},
      hint("Weights: the word of a row reads those of the columns; hatched, it may not."), grid.node),
    el("div", { class: "side" },
      el("div", { class: "controls" }, layer.node, head.node), temperature.node,
      el("div", { class: "edge" }, edgeName, score.node, el("div", { class: "controls" }, cutter, restorer)),
      hint("In the matrix, a click or Enter picks an edge, a second one cuts it; + and − change its score. The "
        + "temperature divides the scores of every layer."))));

  function drawWeights() {
    const { words, query, key } = now;
    const here = (edge) => edge[0] === now.layer && edge[1] === now.head, raw = shown.scores[now.layer][now.head];
    scores = raw.map((line) => [...line]);
    marks = raw.map((line) => line.map((value) => (value === null ? "hidden" : "")));
    for (const [, , q, k, value] of now.edits.filter(here)) [scores[q][k], marks[q][k]] = [value, "edited"];
    for (const [, , q, k] of now.cut.filter(here)) marks[q][k] = "cut";
    weights = scores.map((line, q) =>
      softmax(line.map((value, k) => (shut(marks[q][k]) ? -Infinity : value / now.temperature))));
    grid.show({ rowNames: words, columnNames: words, shares: weights, marks, words: count <= 16
      && weights.map((line, q) => line.map((weight, k) =>
        (marks[q][k] === "cut" ? "×" : weight < 0.005 ? "" : fixed(weight)))) });
    sentence.show({ words, picked: query, weights: fresh() ? weights[query] : null });
    if (!sentence.node.matches(":focus-within")) sentence.go(query, false);
    sentence.buttons.forEach((button, i) => attribute(button, "data-swapped", words[i] !== start.words[i]));
    const isCut = marks[query][key] === "cut";
    selected?.removeAttribute("aria-selected");
    attribute(selected = grid.cells[query][key], "aria-selected", "true");
    if (!grid.node.matches(":focus-within")) grid.go(query, key, false);
    score.show(scores[query][key]);
    write(edgeName, `${words[query]} → ${words[key]}: ${
      isCut ? "cut" : fresh() ? percent(weights[query][key]) : "…"}`);
    edited = now.edits.length > without(now.edits, edge(query, key)).length;
    attribute(restorer, "aria-disabled", !edited && "true");
    write(cutter, `${isCut ? "Mend" : "Cut"} this edge`);
  }

  function drawAnswer(row) {
    losses.forEach((node, key) => {
      const points = row?.points[key] ?? "", mark = marks[now.query][key];
      node.firstChild.style.height = `${Math.abs(points) * 0.4}px`;
      attribute(node, "data-mark", points > 0 ? "gain" : mark);
      write(node.lastChild, mark === "cut" ? mark : points === "" ? "" : `${points > 0 ? "+" : ""}${fixed(points, 0)}`);
    });
    answers.replaceChildren(...shown.answers.map(([name, share]) =>
      el("div", { "data-most": name === shown.answer }, el("span", {}, name), el("span", { class: "bar" },
        el("i", { style: `width:${100 * share}%` })), el("span", {}, percent(share)))));
  }

  function giveUp() {
    patience = null;
    if (known()) return;
    write(view.reading, "The kernel has not answered yet. It may be busy; if it was restarted, run the cells "
      + "above and then this one.");
    view.tell();
  }
  // One question at a time: a kernel that had to answer every key press would answer the last one late.
  function ask() {
    if (patience || alone || known()) return;
    send({ type: "ask", state: now });
    patience = setTimeout(giveUp, PATIENCE);
  }

  // What a page without a kernel can say of a row that nobody asked for: not what cutting its edges does.
  function bare(look) {
    const row = weights[now.query], most = Math.max(...row);
    return look ? `The model answers ${look.answer} (${percent(look.answers[0][1])}). “${now.words[now.query]}” reads “${
      now.words[row.indexOf(most)]}” most: ${percent(most)} of its weight. This page has no kernel, so what the `
      + "answer is without that edge is not known here."
      : "This page has no kernel, so the answer to this is not known here.";
  }

  const redraw = view.show((state) => {
    now = state;
    const look = lookAt(now), row = rowNow(), { words, query } = now;
    if (look?.answers) shown = look;
    drawWeights();
    drawAnswer(row);
    layer.show(now.layer);
    head.show(now.head);
    temperature.show(now.temperature);
    write(place, `Word ${query + 1}`);
    swap.value = words[query];
    if (alone) for (const option of swap.options)
      option.disabled = !lookAt({ ...now, words: words.with(query, option.value) });
    root.dataset.current = Boolean(row || (alone && look));
    attribute(root, "data-stale", !fresh());
    ask();
    return { rows: () => row?.table ?? [],
      words: row?.words ?? look?.problem ?? (alone ? bare(look) : "The model is asked …") };
  });

  model.on("change:seen", () => {
    const seen = model.get("seen"), { answer } = seen, waited = patience;
    clearTimeout(patience);
    patience = null;
    keep(seen);
    if (JSON.stringify(seen.of) !== asked(now)) return ask(); // the page has moved on
    if (!now.answer && answer) save({ answer: { ...now, answer } });
    redraw();
    if (waited) view.tell();
  });
  return () => clearTimeout(patience);
}
