// Fading: the gradient against the steps back, on a logarithmic axis, behind a prediction.
const NAME = "fading";
const STEPS = [0, 1, 2, 5, 10, 20, 30, 40];

function draw(tools) {
  const { root } = tools;
  const view = explorable(tools, ["steps back", "left of the gradient"]);
  const controls = {
    weight: slider({ label: "Recurrent weight", min: 0.5, max: 1.2, step: 0.01, words: fixed,
      change: (weight) => view.change({ weight }) }),
    gap: slider({ label: "Gap", min: 1, max: 40, words: (gap) => plural(gap, "step"), change: (gap) => view.change({ gap }) }),
    size: choice({ label: "Size of the state", options: [[1, "1"], [16, "16"], [256, "256"]],
      change: (size) => view.change({ size }) }),
    guess: slider({ label: "Your prediction", min: -6, max: 2, step: 0.1,
      words: (power) => (power === null ? "none yet" : significant(10 ** power)),
      change: (guess) => view.change({ guess }) }),
  };
  const plot_ = plot({
    label: "The norm of the gradient against the steps back", x: [0, 40], y: [1e-6, 1e4], logY: true,
    xLabel: "steps back", yLabel: "norm of the gradient",
  });
  const curve = plot_.line("gradient"), gap = plot_.line("gap");
  const guess = svg("path", { class: "guess", d: "M0 -7L7 0L0 7L-7 0Z" });
  const left = svg("circle", { class: "left", r: 6 });
  const words = svg("text", { "text-anchor": "end" });
  plot_.g.append(left, guess, words);
  view.figure.append(controls.guess.node, plot_.node,
    el("div", { class: "controls" }, controls.weight.node, controls.gap.node, controls.size.node));

  view.show((now) => {
    const seen = now.guess !== null, end = now.weight ** now.gap;
    root.dataset.left = seen ? end : "";
    for (const [name, control] of Object.entries(controls)) control.show(now[name]);
    curve(seen ? STEPS.map((k) => [k, now.weight ** k]) : []);
    gap([[now.gap, 1e-6], [now.gap, 1e4]]);
    attribute(left, "visibility", seen ? null : "hidden");
    attribute(guess, "visibility", seen ? null : "hidden");
    const [x, y] = [plot_.x(now.gap), plot_.y(end)];
    attribute(left, "transform", `translate(${x} ${y})`);
    attribute(guess, "transform", `translate(${x} ${plot_.y(10 ** (now.guess ?? 0))})`);
    attribute(words, "transform", `translate(${x - 12} ${y + 18})`);
    write(words, seen ? part(end) : "");
    return {
      words: seen
        ? `At a gap of ${now.gap}, ${part(end)} of the gradient is left: ${fixed(now.weight)} to the power of ${
          now.gap}, with a state of ${now.size}. You said ${significant(10 ** now.guess)}.`
        : `The weight is ${fixed(now.weight)}, the gap ${now.gap}. How much of the gradient is left at the first step? `
          + "Say it, and the curve appears.",
      rows: () => !seen ? [] : [...STEPS.filter((k) => k < now.gap), now.gap]
        .map((k) => [String(k), part(now.weight ** k)]),
    };
  });
}
