// The plane, y upwards, as a square drawing, and named points that are blended in it.

const apart = ([a, b], [c, d]) => Math.sqrt((a - c) * (a - c) + (b - d) * (b - d));

// plane({ label, reach, edge, role }) shows -reach to reach, and an edge around it, in a drawing of 300 by 300. It
// gives `node`, `g` for marks, at(point) -> [x, y] of the drawing, from([x, y]) -> point, and `scale`, how long
// one is. A drawing with controls in it is a "group".
function plane({ label, reach = 1, edge = 38, role = "img" }) {
  const half = 150, scale = (half - edge) / reach;
  const g = svg("g");
  const node = svg("svg", { class: "plane", viewBox: `0 0 ${2 * half} ${2 * half}`, role, "aria-label": label },
    svg("path", { class: "axes", d: `M0 ${half}H${2 * half}M${half} 0V${2 * half}` }), g);
  return { node, g, scale, at: ([x, y]) => [half + x * scale, half - y * scale],
    from: ([x, y]) => [(x - half) / scale, (half - y) / scale] };
}

// Lines of text beside a place of the drawing: show([x, y], [along, up], lines) writes them in that direction from
// it, a unit vector, and never outside the drawing. Their width is guessed: to measure it would cost a layout.
function label(count = 1) {
  const lines = Array.from({ length: count }, (_, index) => svg("tspan", { dy: index ? 14 : null }));
  const node = svg("text", { class: "label" }, ...lines);
  return { node, show([x, y], [along, up], words) {
    const side = along > 0.4 ? 0 : along < -0.4 ? 1 : 0.5; // how much of the text lies to the left of its anchor
    const wide = 7.4 * Math.max(...words.map((line) => line.length)) + 4, high = 14 * count;
    const left = Math.min(298 - wide * (1 - side), Math.max(2 + wide * side, x + 17 * along));
    const middle = y - up * (15 + (high / 2) * Math.abs(up));
    const top = Math.min(298 - high, Math.max(2, middle - high / 2));
    attribute(node, "y", (top + 11).toFixed(1));
    attribute(node, "text-anchor", ["start", "middle", "end"][2 * side]);
    words.forEach((line, index) => {
      write(lines[index], line);
      attribute(lines[index], "x", left.toFixed(1));
    });
  } };
}

// A label that stays where it is, above its place, or below it.
function labelAt(place, words, below) {
  const text = label();
  text.show(place, [0, below ? -1 : 1], [words]);
  return text.node;
}

// Discs with their names, a line from each to the blend as thick as its weight, and a diamond where the blend is.
// Gives show(weights, place); a place of null is no blend.
function blended(drawing, points, names) {
  const lines = points.map(() => svg("path", { class: "share" }));
  const discs = points.map((point) => {
    const [cx, cy] = drawing.at(point);
    return svg("circle", { class: "point", cx, cy, r: 6 });
  });
  const words = points.map((point, index) => labelAt(drawing.at(point), names[index], point[1] < 0));
  const mark = svg("path", { class: "blend", d: "M0 -9L9 0L0 9L-9 0Z" });
  drawing.g.append(...lines, ...discs, ...words, mark);
  return (weights, place) => {
    const to = place && drawing.at(place).map((value) => value.toFixed(1)).join(" ");
    lines.forEach((line, index) => {
      const weight = place ? weights[index] : 0;
      attribute(line, "d", weight > 0 && `M${drawing.at(points[index]).join(" ")}L${to}`);
      line.style.strokeWidth = `${(1 + 15 * weight).toFixed(2)}px`;
      attribute(discs[index], "data-empty", !(weight > 0));
    });
    attribute(mark, "visibility", !place && "hidden");
    if (place) attribute(mark, "transform", `translate(${to})`);
  };
}
