// A live loss curve: what was read, the smoothed training loss, the held-out loss, and the levels to beat.
const NAME = "training-curve";
const REACH = 8; // points on each side
const FRAME = { left: 46, top: 10, bottom: 40, height: 280 };
const LETTER = 7.6; // of the levels' names, at most, in pixels

function draw({ model, root, body, say, follow }) {
  const levels = Object.entries(model.get("levels")).sort((a, b) => b[1] - a[1]);
  const unit = model.get("unit"), budget = model.get("budget");
  const bar = el("progress", { max: 1, "aria-label": `Training${budget && ` for ${budget}`}` });
  const left = el("span", { class: "time" }), numbers = el("p", { class: "numbers" });
  const message = el("p", { class: "message" });
  const raw = svg("path", { class: "raw" }), smooth = svg("path", { class: "smooth" });
  const held = svg("path", { class: "held" });
  const [axes, ladder, ends] = ["axes", "ladder", "ends"].map((name) => svg("g", { class: name }));
  const chart = svg("svg", { class: "chart", role: "img" }, axes, ladder, raw, smooth, held, ends);
  const heldKey = el("span", { class: "held" }, "held-out");
  const key = el("div", { class: "key", "aria-hidden": "true" },
    el("span", { class: "smooth" }, "training, smoothed"), heldKey);
  body.append(el("div", { class: "top" }, bar, left), numbers, chart, key, message);

  const half = () => {
    const used = model.get("fraction");
    return used >= 0.5 && used < 1 && !model.get("finished");
  };
  // The levels' names stand beside the plot, or where it is too narrow for that, above their lines.
  const margin = 16 + LETTER * Math.max(0, ...levels.map((level) => labelOf(level).length));
  const beside = () => margin < 0.45 * width;
  let width = 0, drawn = "", halfSaid = half();
  const sizes = new ResizeObserver(([{ contentRect }]) => {
    width = contentRect.width;
    show();
  });
  sizes.observe(body);

  function show() {
    if (!width) return;
    const losses = model.get("losses"), heldOut = model.get("held_out");
    const { x, y, ticks } = scales(losses, heldOut);
    const frame = JSON.stringify([width, ticks]);
    if (frame !== drawn) drawFrame(x, y, ticks);
    drawn = frame;
    const curve = smoothed(losses);
    attribute(raw, "d", path(losses, x, y));
    attribute(smooth, "d", path(curve, x, y));
    heldKey.hidden = !heldOut.length;
    attribute(held, "d", heldOut.map(([step, loss]) => diamond(x(step), y(loss))).join(""));
    ends.replaceChildren(...(curve.length && !model.get("finished")
      ? [svg("circle", { class: "smooth", cx: x(curve.at(-1)[0]), cy: y(curve.at(-1)[1]), r: 4 })] : []));
    tell(curve, heldOut);
  }

  // Axes that seldom change: from the start the ladder is in view, and the steps expected by the end.
  function scales(losses, heldOut) {
    const all = [...levels, ...losses, ...heldOut].map(([, loss]) => loss);
    const [least, most] = all.length ? [Math.min(...all), Math.max(...all)] : [0, 1];
    const [bottom, top] = [Math.floor(least * 2 - 0.3) / 2, Math.ceil(most * 2 + 0.1) / 2];
    const fraction = model.get("fraction"), step = Math.max(model.get("step"), 1);
    const steps = model.get("finished") ? step : niceAbove(fraction ? step / fraction : step);
    const right = beside() ? margin : 12;
    const across = width - FRAME.left - right, down = FRAME.height - FRAME.top - FRAME.bottom;
    return {
      x: (value) => FRAME.left + (value / steps) * across,
      y: (value) => FRAME.top + ((top - value) / (top - bottom)) * down,
      ticks: {
        x: losses.length ? roundNumbers(0, steps, width < 520 ? 3 : 5).filter(Number.isInteger) : [],
        y: roundNumbers(bottom, top, 5),
        steps,
      },
    };
  }

  function drawFrame(x, y, ticks) {
    attribute(chart, "viewBox", `0 0 ${width} ${FRAME.height}`);
    attribute(chart, "width", width);
    attribute(chart, "height", FRAME.height);
    const [start, end, floor] = [x(0), x(ticks.steps), FRAME.height - FRAME.bottom];
    axes.replaceChildren(
      svg("path", { d: `M${start} ${FRAME.top}V${floor}H${end}` }),
      ...ticks.y.flatMap((value) => [
        svg("path", { d: `M${start - 4} ${y(value)}H${start}` }),
        svg("text", { x: start - 8, y: y(value) + 4, "text-anchor": "end" }, value.toFixed(1))]),
      ...ticks.x.flatMap((value) => [
        svg("path", { d: `M${x(value)} ${floor}v4` }),
        svg("text", { x: x(value), y: floor + 18, "text-anchor": "middle" }, value.toLocaleString("en"))]),
      svg("text", { x: (start + end) / 2, y: FRAME.height - 4, "text-anchor": "middle" }, "step"),
      svg("text", { "text-anchor": "middle",
        transform: `translate(11 ${(FRAME.top + floor) / 2}) rotate(-90)` }, unit));
    let lowest = -Infinity;
    ladder.replaceChildren(...levels.flatMap(([name, loss]) => {
      lowest = Math.max(y(loss), lowest + 15); // labels keep apart where levels are close
      const [line, at] = beside() ? [`H${end}L${end + 8} ${lowest}`, { x: end + 12, y: lowest + 4 }]
        : [`H${end}`, { x: end, y: Math.max(lowest, FRAME.top + 16) - 4, "text-anchor": "end" }];
      return [svg("path", { d: `M${start} ${y(loss)}${line}` }), svg("text", at, labelOf([name, loss]))];
    }));
  }

  function tell(curve, heldOut) {
    const fraction = model.get("fraction"), seconds = model.get("seconds_left");
    const finished = model.get("finished");
    Object.assign(root.dataset, { step: model.get("step"), finished, points: curve.length });
    bar.value = fraction;
    const share = `${Math.round(fraction * 100)}%${budget && ` of ${budget}`}`;
    write(left, finished ? (fraction > 0.98 ? "finished" : `stopped at ${share}`)
      : seconds === null ? "starting" : `${share}, ${plural(Math.ceil(seconds), "second")} left`);
    const read = [["training", curve], ["held-out", heldOut]].filter(([, points]) => points.length)
      .map(([name, points]) => `${name} ${points.at(-1)[1].toFixed(2)}`);
    const words = read.length
      ? `Step ${model.get("step").toLocaleString("en")}: ${read.join(", ")} ${unit}.` : "No step yet.";
    write(numbers, words);
    attribute(chart, "aria-label", `Loss against step. ${words} Levels: ${
      levels.map(([name, loss]) => `${name} ${loss.toFixed(2)}`).join(", ") || "none"}.`);
    write(message, model.get("message"));
  }

  follow(["losses", "held_out", "step", "fraction", "message", "finished"], show);
  // Said twice in a training, not at every step.
  model.on("change:fraction", () => {
    if (half() && !halfSaid) say(`Half of the time is used. ${numbers.textContent}`);
    halfSaid ||= half();
  });
  model.on("change:finished", () => {
    if (model.get("finished")) say(`${numbers.textContent} ${model.get("message")}`);
  });
  return () => sizes.disconnect();
}

const labelOf = ([name, loss]) => `${name} ${loss.toFixed(2)}`;
const path = (points, x, y) =>
  points.map(([step, loss], i) => `${i ? "L" : "M"}${x(step).toFixed(1)} ${y(loss).toFixed(1)}`).join("");
const diamond = (x, y) => `M${x.toFixed(1)} ${(y - 5).toFixed(1)}l5 5l-5 5l-5 -5z`;

// The mean of the points on both sides: a mean of those before alone would lag behind the fall.
function smoothed(points) {
  return points.map(([step], i) => {
    const reach = Math.min(REACH, i), near = points.slice(i - reach, i + reach + 1);
    return [step, near.reduce((sum, [, loss]) => sum + loss, 0) / near.length];
  });
}

// The next number with two digits and then zeros.
function niceAbove(number) {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(number)) - 1);
  return Math.ceil(number / unit) * unit;
}
