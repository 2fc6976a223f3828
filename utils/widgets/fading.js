// Fading: the gradient against the steps back, on a logarithmic axis, behind a prediction.
const NAME = "fading";
const STEPS = [0, 1, 2, 5, 10, 20, 30, 40];

// What is left of one, or has become of it.
const amount = (left) => (left > 1 ? grouped(significant(left)) : part(left));

function draw(tools) {
  const { model, root } = tools;
  const view = explorable(tools, ["steps back", "left of the gradient"]);
  const controls = {
    weight: slider({ label: "Recurrent weight", min: 0.5, max: 1.2, step: 0.01, words: fixed,
      change: (weight) => view.change({ weight }) }),
    gap: slider({ label: "Gap", min: 1, max: 40, words: (gap) => plural(gap, "step"), change: (gap) => view.change({ gap }) }),
    size: choice({ label: "Size of the state", options: [[1, "1"], [16, "16"], [256, "256"]],
      change: (size) => view.change({ size }) }),
  };
  controls.guess = prediction(tools, { min: -6, max: 2, step: 0.1, words: (power) => written(10 ** power, 2),
    next: controls.weight.node, give: (guess) => view.change({ guess }) });
  const plot_ = plot({
    label: "The norm of the gradient against the steps back", x: [0, 40], y: [1e-6, 1e4], logY: true,
    xLabel: "steps back", yLabel: "norm of the gradient",
  });
  const curve = plot_.line("gradient"), gap = plot_.line("gap");
  const guess = svg("path", { class: "guess", d: "M0 -7L7 0L0 7L-7 0Z" });
  const left = svg("circle", { class: "left", r: 6 });
  const words = svg("text");
  plot_.g.append(left, guess, words);
  view.figure.append(controls.guess.node, plot_.node,
    el("div", { class: "controls" }, controls.weight.node, controls.gap.node, controls.size.node),
    el("p", { class: "quiet" }, "The network here is linear: at each step it turns its state and multiplies it by "
      + "the weight."));

  view.show((now) => {
    const start = model.get("start"), asked = [plural(start.gap, "step"), fixed(start.weight)];
    const seen = now.guess !== null, end = now.weight ** now.gap, weight = fixed(now.weight);
    const moved = now.weight !== start.weight || now.gap !== start.gap;
    root.dataset.left = seen ? end : "";
    for (const [name, control] of Object.entries(controls)) control.show(now[name]);
    const last = now.weight < 1 ? Math.min(40, -6 / Math.log10(now.weight)) : 40; // where it leaves the plot
    curve(seen ? [[0, 1], [last, now.weight ** last]] : []); // straight, on this axis
    gap([[now.gap, 1e-6], [now.gap, 1e4]]);
    attribute(left, "visibility", seen ? null : "hidden");
    attribute(guess, "visibility", seen ? null : "hidden");
    const [x, y] = [plot_.x(now.gap), plot_.y(end)];
    attribute(left, "transform", `translate(${x} ${y})`);
    attribute(guess, "transform", `translate(${plot_.x(start.gap)} ${plot_.y(10 ** (now.guess ?? 0))})`);
    const early = now.gap < 20; // the words go where there is room for them
    attribute(words, "text-anchor", early ? "start" : "end");
    attribute(words, "transform", `translate(${early ? x + 12 : x - 12} ${early ? y - 10 : y + 18})`);
    write(words, seen ? amount(end) : "");
    return {
      words: seen
        ? `${end > 1 ? `After ${plural(now.gap, "step")} the gradient is ${amount(end)} times what it was`
          : `At a gap of ${now.gap}, ${amount(end)} of the gradient is left`}: ${weight} to the power of ${
          now.gap}, with a state of ${now.size}. For ${asked[0]} at ${asked[1]} you said ${
          written(10 ** now.guess, 2)}.`
        : `${moved ? `The weight is ${weight}, the gap ${now.gap}. ` : ""}How much of the gradient is left after ${
          asked[0]} at a weight of ${asked[1]}? Say it, and the curve appears.`,
      rows: () => !seen ? [] : [...STEPS.filter((k) => k < now.gap), now.gap]
        .map((k) => [String(k), amount(now.weight ** k)]),
    };
  });
}
