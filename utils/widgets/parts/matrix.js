// A matrix with its rows and columns named: shaded cells with their numbers, worked as a grid with one tab stop.
//
// matrix({ label, rows, columns, act(row, column, pointed), step(row, column, by) }): arrow keys, home and end move;
// Enter, Space and a click, which is `pointed`, act; + and - step where it is given. With `sweep`, a pointer acts as it
// is pressed, and sweep(row, column) is called for each cell that it passes until it is let go. rows and columns are
// counts.
// show({ rowNames, columnNames, shares, words, marks }): shares shade the cells from 0 to 1; words are written in
// them, or null for none; marks, a string for each cell's data-mark, or null. With more than MANY cells, their shades
// are one picture under the grid: to style and paint a thousand cells anew takes longer than a frame.
const MANY = 256;
function matrix({ label, rows, columns, act, step, sweep }) {
  const idle = !act && !step, dense = rows * columns > MANY;
  let here = [0, 0], pressed = null; // pressed: the cell that a pressed pointer came to last
  const cells = [], heads = [];
  const names = Array.from({ length: columns }, () => el("span", { class: "name", role: "columnheader" }));
  const lines = Array.from({ length: rows }, (_, row) => {
    heads.push(el("span", { class: "name", role: "rowheader" }));
    cells.push(Array.from({ length: columns }, (_, column) =>
      el("span", { class: "cell", role: "gridcell", tabindex: row || column ? -1 : 0 })));
    return el("div", { role: "row", class: "line" }, heads[row], ...cells[row]);
  });
  const node = el("div", {
    class: `matrix ${sweep ? "swept" : ""} ${dense ? "dense" : ""}`, style: `--columns:${columns};--rows:${rows}`,
    role: "grid", "aria-label": label, "aria-readonly": idle && "true",
    onclick: (event) => !(sweep && event.detail) && at(event.target, (row, column) => { // detail: by a pointer
      go(row, column);
      act?.(row, column, event.detail > 0);
    }),
    ...(sweep && {
      onpointerdown: (event) => !event.button && at(event.target, (row, column) => {
        event.preventDefault(); // no text is selected
        event.target.releasePointerCapture(event.pointerId); // a finger's, so that it reaches other cells
        pressed = [row, column];
        go(row, column);
        act(row, column);
      }),
      onpointerover: (event) => pressed && at(event.target, (row, column) => {
        if (!event.buttons) return pressed = null;
        const [down, right] = [row - pressed[0], column - pressed[1]];
        const far = Math.max(Math.abs(down), Math.abs(right)); // a quick hand leaves cells out
        for (let i = far - 1; i >= 0; i--)
          sweep(row - Math.round((down * i) / far), column - Math.round((right * i) / far));
        pressed = [row, column];
      }),
      onpointerleave: () => { pressed = null; },
    }),
    onfocusin: (event) => at(event.target, (row, column) => go(row, column, false)),
    onkeydown: press,
  }, el("div", { role: "row", class: "line" },
    el("span", { class: "name", role: "columnheader" }), ...names), ...lines);
  const picture = dense && el("canvas", { width: columns, height: rows, "aria-hidden": "true" });
  if (dense) node.append(picture);

  function paint(shares, marks) {
    const context = picture.getContext("2d");
    context.clearRect(0, 0, columns, rows);
    context.fillStyle = "#0072B2"; // --blue, which is not known before the figure is on the page
    shares.forEach((line, row) => line.forEach((share, column) => {
      context.globalAlpha = 0.06 + 0.94 * share;
      if (marks?.[row][column] !== "hidden") context.fillRect(column, row, 1, 1);
    }));
  }
  function at(target, call) {
    const row = lines.indexOf(target.closest(".line")), column = cells[row]?.indexOf(target.closest(".cell"));
    if (column >= 0) call(row, column);
  }
  function go(row, column, focus = true) {
    attribute(cells[here[0]][here[1]], "tabindex", "-1");
    here = [Math.min(rows - 1, Math.max(0, row)), Math.min(columns - 1, Math.max(0, column))];
    const cell = cells[here[0]][here[1]];
    attribute(cell, "tabindex", "0");
    if (focus) cell.focus({ preventScroll: true });
  }
  function press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey && event.key === "Enter") return;
    const [row, column] = here;
    const to = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1], Home: [row, 0], End: [row, columns - 1],
    }[event.key];
    const by = step && { "+": 1, "=": 1, "-": -1 }[event.key];
    const acts = act && ["Enter", " "].includes(event.key);
    if (!to && !by && !acts) return;
    event.preventDefault();
    if (to) go(...to);
    else if (by) step(row, column, by);
    else act(row, column);
  }
  return { node, cells, go, show({ rowNames, columnNames, shares, words, marks }) {
    rowNames.forEach((name, row) => write(heads[row], name));
    columnNames.forEach((name, column) => write(names[column], name));
    if (dense) paint(shares, marks);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const cell = cells[row][column];
        if (!dense) cell.style.setProperty("--share", shares[row][column].toFixed(2));
        write(cell, words ? words[row][column] : "");
        attribute(cell, "data-mark", marks?.[row][column] || null);
        if (idle) attribute(cell, "aria-label", cell.dataset.mark === "hidden" && "hidden");
      }
  } };
}
