// Columns with a name below and a value above, which stand on zero or hang from it. With `edit`, each is a slider:
// one tab stop for the row, left and right choose a column, up and down change it by `step` (page up and down by
// five of them), and so does the mouse.
function bars({ label, names, max = 1, min = 0, step = 0.01, words = fixed, edit }) {
  let values = names.map(() => 0), here = 0;
  const share = (value) => (100 * (value - min)) / (max - min), zero = share(Math.min(max, Math.max(min, 0)));
  const round = (value) => Number(Math.min(max, Math.max(min, value)).toFixed(4));
  const columns = names.map((text, index) => {
    const name = el("span", { class: "name" }, text);
    const fill = el("span", { class: "fill" }), value = el("span", { class: "value" });
    const track = el("span", { class: "track", ...(edit && {
      role: "slider", "aria-label": `${label}, ${text}`, "aria-valuemin": min, "aria-valuemax": max,
      "aria-orientation": "vertical", tabindex: index ? -1 : 0,
      onkeydown: (event) => press(event, index),
      onfocus: () => go(index, false),
      onpointerdown: (event) => {
        if (event.button) return;
        event.preventDefault(); // no text is selected while dragging
        track.setPointerCapture(event.pointerId);
        go(index);
        drag(event, index);
      },
      onpointermove: (event) => track.hasPointerCapture(event.pointerId) && drag(event, index),
    }) }, fill);
    const node = el("div", { class: "column" }, value, track, name);
    return { node, track, fill, value, name };
  });

  function go(index, focus = true) {
    attribute(columns[here].track, "tabindex", "-1");
    here = Math.min(names.length - 1, Math.max(0, index));
    attribute(columns[here].track, "tabindex", "0");
    if (focus) columns[here].track.focus({ preventScroll: true });
  }
  function press(event, index) {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[event.key];
    const end = { Home: min, End: max }[event.key];
    if (move === undefined && by === undefined && end === undefined) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (move) go(index + move);
    else edit(index, by ? round(values[index] + by * step) : end);
  }
  function drag(event, index) {
    const { top, height } = columns[index].track.getBoundingClientRect();
    const share = 1 - (event.clientY - top) / height;
    edit(index, round(Math.round((min + share * (max - min)) / step) * step));
  }
  const node = el("div", {
    class: edit ? "bars editable" : "bars", role: "group", "aria-label": label, style: `--zero:${zero}%`,
  }, ...columns.map((column) => column.node));
  return { node, columns, show(now, said = now.map((value) => words(value))) {
    values = now;
    columns.forEach(({ track, fill, value }, index) => {
      const end = share(now[index]);
      fill.style.bottom = `${Math.min(zero, end)}%`;
      fill.style.height = `${Math.abs(end - zero)}%`;
      attribute(fill, "data-below", end < zero);
      write(value, said[index]);
      if (!edit) return;
      attribute(track, "aria-valuenow", now[index]);
      attribute(track, "aria-valuetext", said[index]);
    });
  } };
}
