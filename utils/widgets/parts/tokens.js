// A row of words to pick from, with arcs above it from the picked one to the others, as thick as their weights.
//
// tokens({ label, count, pick(index) }): one tab stop; left, right, home and end move, Enter and Space pick, as a
// click does. show({ words, picked, weights }): weights, one a word, or null for no arcs.
function tokens({ label, count, pick }) {
  let here = 0;
  const arcs = svg("svg", { class: "arcs", viewBox: `0 0 ${count} 1`, preserveAspectRatio: "none", "aria-hidden": "true" });
  const paths = Array.from({ length: count }, () => arcs.appendChild(svg("path")));
  const buttons = Array.from({ length: count }, (_, index) => el("button", {
    type: "button", class: "token", tabindex: index ? -1 : 0, onclick: () => {
      go(index);
      pick(index);
    },
    onfocus: () => go(index, false),
    onkeydown: (event) => {
      const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: count - 1 }[event.key];
      if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      go(to);
    },
  }));
  function go(index, focus = true) {
    attribute(buttons[here], "tabindex", "-1");
    here = Math.min(count - 1, Math.max(0, index));
    attribute(buttons[here], "tabindex", "0");
    if (focus) buttons[here].focus({ preventScroll: true });
  }
  const node = el("div", { class: "tokens", role: "group", "aria-label": label, style: `--count:${count}` },
    arcs, ...buttons);
  return { node, buttons, go, show({ words, picked, weights }) {
    buttons.forEach((button, index) => {
      write(button, words[index]);
      attribute(button, "aria-pressed", String(index === picked));
      button.style.setProperty("--weight", weights ? weights[index].toFixed(3) : 0);
    });
    paths.forEach((path, index) => {
      const drawn = weights && index !== picked && weights[index] >= 0.01;
      const [start, end] = [picked + 0.5, index + 0.5];
      const rise = 1 - 1.9 * Math.min(1, 0.3 + (0.7 * Math.abs(end - start)) / count);
      attribute(path, "d", drawn ? `M${start} 1Q${(start + end) / 2} ${rise.toFixed(3)} ${end} 1` : null);
      if (drawn) path.style.strokeWidth = `${(1 + 6 * weights[index]).toFixed(2)}px`;
    });
  } };
}
