// Axes with round numbers, and lines to draw in them. Sizes are in the units of the drawing, 640 wide, or 400 on a page
// that is narrow as it is drawn: there it is as high, and its text as large.
//
// plot({ label, x: [low, high], y: [low, high], logX, logY, xLabel, yLabel, height }) gives `node`, `x(value)`,
// `y(value)`, `line(kind)` -> show(points), and `g`, for marks of the figure's own. logX is the number in whose
// powers the axis counts, such as 2.
function plot({
  label, x: [left, right], y: [low, high], logX = 0, logY = false, xLabel, yLabel, height = 250,
}) {
  const narrow = window.innerWidth <= 480, WIDTH = narrow ? 400 : 640, EDGE = { left: 74, right: 24, top: 12, bottom: 42 };
  const floor = height - EDGE.bottom, deep = (value) => (logY ? Math.log10(value) : value);
  const far = (value) => (logX ? Math.log(value) / Math.log(logX) : value);
  const wide = (WIDTH - EDGE.left - EDGE.right) / (far(right) - far(left));
  const x = (value) => EDGE.left + (far(value) - far(left)) * wide;
  const y = (value) => {
    const share = (deep(value) - deep(low)) / (deep(high) - deep(low));
    return floor - Math.min(1, Math.max(0, share)) * (floor - EDGE.top);
  };
  const powers = Array.from({ length: Math.round(Math.log10(high / low)) + 1 }, (_, i) => low * 10 ** i);
  const down = logY ? powers.filter((_, i) => i % Math.ceil(powers.length / 6) === 0) : roundNumbers(low, high, 5);
  const along = logX ? Array.from({ length: Math.round(far(right / left)) + 1 }, (_, i) => left * logX ** i)
    : roundNumbers(left, right, 8);
  const tick = (value) => {
    const power = Math.round(Math.log10(value));
    if (!logY || Math.abs(power) < 3) return String(+value.toPrecision(6)).replace("-", "−");
    return powerOfTen(power);
  };
  const text = (words, at) => svg("text", { "text-anchor": "middle", ...at }, words);
  const g = svg("g");
  const node = svg("svg", { class: narrow ? "plot narrow" : "plot", viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": label },
    svg("g", { class: "axes" },
      svg("path", { d: `M${EDGE.left} ${EDGE.top}V${floor}H${WIDTH - EDGE.right}` }),
      ...down.flatMap((value) => [
        svg("path", { class: "rule", d: `M${EDGE.left} ${y(value)}H${WIDTH - EDGE.right}` }),
        text(tick(value), { x: EDGE.left - 8, y: y(value) + 4, "text-anchor": "end" })]),
      ...along.map((value) => text(String(value), { class: "along", x: x(value), y: floor + 18 })),
      text(xLabel, { x: (EDGE.left + WIDTH) / 2, y: height - 4 }),
      text(yLabel, { transform: `translate(14 ${(EDGE.top + floor) / 2}) rotate(-90)` })), g);
  const line = (kind) => {
    const path = svg("path", { class: `line ${kind}` });
    g.append(path);
    return (points) => attribute(path, "d",
      points.map(([a, b], i) => `${i ? "L" : "M"}${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join(""));
  };
  return { node, g, x, y, line };
}
