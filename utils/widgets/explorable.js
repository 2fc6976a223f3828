// A figure to work with: the task above it, its state in words and as a table below it.
//
// explorable(tools, heads) gives `figure`, the element to draw in; `reading`, where its words stand; `now()`, the
// state; `change(changes)`, which makes the changed state the answer and says it in words, or `keep(changes)` and
// `tell()`, one by one; and `show(update)`: update(state) draws, and returns { words, rows() }. What show returns
// draws again, for what comes from elsewhere than the state.
function explorable(tools, heads) {
  const { model, root, body, save, say, follow } = tools;
  const task = model.get("id") !== "";
  const figure = el("div", { class: "figure" });
  const reading = el("p", { class: "reading" }), verdict = el("p", { class: "verdict" });
  const table = tableOf(heads);
  const details = el("details", { ontoggle: fill },
    el("summary", {}, "As a table"), scroller("The figure as a table", table.node));
  const again = el("button", { type: "button", class: "again", onclick: () => {
    save({ answer: null });
    say(`As it was. ${reading.textContent}`);
  } }, "Start again");
  const prompt = model.get("prompt");
  body.append(prompt ? el("p", { class: "prompt" }, ...rich(prompt)) : "", figure, reading,
    el("div", { class: "below" }, details, again), ...(task ? [verdict, statusLine(tools)] : []));

  let rows = () => [];
  function fill() {
    if (details.open) table.show(rows());
  }
  const now = () => model.get("answer") ?? model.get("start");
  const keep = (changes) => save({ answer: { ...now(), ...changes } });
  const tell = () => say(reading.textContent);
  function change(changes) {
    keep(changes);
    tell();
  }
  function show(update) {
    const redraw = () => {
      const shown = update(now());
      rows = shown.rows;
      write(reading, shown.words.replaceAll(" %", "\u00a0%"));
      fill();
      attribute(again, "aria-disabled", !model.get("answer") && "true");
    };
    follow(["answer", "start"], redraw);
    follow(["answer", "recorded", "verdict"], () => { // of another answer than this one, it says nothing
      const said = kept(model) && model.get("verdict");
      attribute(root, "data-right", said ? String(said.right) : null);
      verdict.replaceChildren(...(said ? [el("strong", { "aria-hidden": "true" }, said.right ? "✓ " : "✗ "),
        ...rich(said.words)] : []));
    });
    for (const trait of ["recorded", "verdict"]) model.on(`change:${trait}`, () =>
      verdict.firstChild && say(`Recorded. ${verdict.textContent.slice(2)}`));
    return redraw;
  }
  return { figure, reading, now, keep, tell, change, show };
}

// A table of strings, and of numbers for shares, whose cells stay and are written anew.
function tableOf(heads) {
  const body = el("tbody");
  const node = el("table", {},
    el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))), body);
  return { node, show: (rows) => {
    while (body.rows.length > rows.length) body.lastChild.remove();
    rows.forEach((row, place) => {
      const line = body.rows[place] ?? body.appendChild(el("tr", {}, ...row.map(() => el("td"))));
      row.forEach((cell, column) =>
        write(line.cells[column], typeof cell === "string" ? cell : cell.toFixed(2)));
    });
  } };
}
