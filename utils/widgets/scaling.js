// Scaling: weights, entropy and gradient against the dimensions, without the division by √d and with it.
const NAME = "scaling";
const SIDES = ["without", "with"];

function draw(tools) {
  const { model } = tools;
  const course = model.get("course"), count = model.get("n_queries"), gap = model.get("gap"), most = course.at(-1).d;
  const view = explorable(tools, ["d", ...["spread", "entropy", "gradient"].flatMap((what) =>
    SIDES.map((side) => `${what} ${side}`))]);
  const names = course[0].weights[0].map((_, i) => String(i + 1)), bits = fixed(Math.log2(names.length));
  const powers = { min: 0, max: course.length - 1, words: (power) => `d = ${2 ** power}` };
  const size = slider({ label: "Dimensions", ...powers, change: (power) => view.change({ d: 2 ** power }) });
  const guess = prediction(tools, { ...powers, next: size.node, give: (power) => view.change({ guess: 2 ** power }) });

  const sides = SIDES.map((side) => {
    const title = el("p"), row = bars({ label: `Weights ${side} the division`, names });
    const numbers = ["Spread of the scores", "Entropy", "Gradient"].map((what) => [el("dt", {}, what), el("dd")]);
    const node = el("div", { class: `side ${side}` }, title, row.node, el("dl", {}, ...numbers.flat()));
    return { node, show(now, place, seen) {
      write(title, place ? `With: scores q · k / √${now.d}` : "Without: scores q · k");
      row.show(now.weights[place]);
      write(numbers[0][1], fixed(now.spread[place], 1));
      write(numbers[1][1], `${fixed(now.entropy[place])} of ${bits} bits`);
      write(numbers[2][1], seen ? part(now.gradient[place]) : "?");
    } };
  });

  const plot_ = plot({
    label: "The gradient through the softmax against the dimensions, without the division and with it",
    x: [1, most], y: [1e-6, 1], logX: 2, logY: true, xLabel: "dimensions d", yLabel: "norm of the gradient",
    height: 230,
  });
  const law = plot_.line("law"), here = plot_.line("here"), lines = [plot_.line("other"), plot_.line("")];
  const fine = Array.from({ length: 8 * course.length }, (_, i) => 2 ** (i / 8)).filter((d) => d <= most)
    .map((d) => [d, 2 * Math.exp(-gap * Math.sqrt(d))]).filter(([, norm]) => norm <= 0.5 && norm > 1e-6);
  const dots = [svg("path", { class: "dot without", d: "M0 -7L7 0L0 7L-7 0Z" }),
    svg("circle", { class: "dot with", r: 6 })];
  const said = svg("path", { class: "guess", d: "M0 -2L7 -14H-7Z" });
  const at = (node, d, norm, right = 0, down = 0) =>
    attribute(node, "transform", `translate(${plot_.x(d) + right} ${plot_.y(norm) + down})`);
  const label = (words, anchor, ...place) => {
    const node = svg("text", { class: "label", "text-anchor": anchor }, words);
    at(node, ...place);
    return node;
  };
  const bend = fine[fine.length >> 1] ?? [1, 1];
  const labels = [label("with", "end", most, course.at(-1).gradient[1], -12, -8),
    label("without", "start", ...bend, 22, -8), label(`law: 2 exp(−${fixed(gap)} √d)`, "end", ...bend, -16, 22)];
  plot_.g.append(...dots, said, ...labels);

  view.figure.append(
    el("div", { class: "controls" }, guess.node, size.node),
    el("div", { class: "sides" }, ...sides.map(({ node }) => node)),
    el("p", { class: "quiet" }, `Bars: the weights of the first query over ${names.length} keys. ${
      count > 1 ? `Entropy and gradient: medians over all ${count} queries. ` : ""}The gradient is that of the `
      + "weights with respect to the scores: the norm of diag(w) − w wᵀ."),
    plot_.node);

  view.show((now) => {
    const place = Math.log2(now.d), step = course[place], seen = now.guess !== null;
    guess.show(seen ? Math.log2(now.guess) : null);
    size.show(place);
    sides.forEach((side, i) => side.show(step, i, seen));
    here([[now.d, 1e-6], [now.d, 1]]);
    law(seen ? fine : []);
    lines.forEach((line, i) => line(seen ? course.map(({ d, gradient }) => [d, gradient[i]]) : []));
    for (const mark of [...dots, said, ...labels]) attribute(mark, "visibility", seen ? null : "hidden");
    dots.forEach((dot, i) => at(dot, now.d, step.gradient[i]));
    at(said, now.guess ?? 1, 1e-6);
    const [without, scaled] = step.gradient, [first, second] = step.entropy.map((entropy) => fixed(entropy));
    return {
      words: seen
        ? `At d = ${now.d} the gradient through the softmax is ${part(without)} without the division by √${now.d} `
          + `and ${part(scaled)} with it, ${part(without / scaled)} times as much. The entropy is ${first} and `
          + `${second} of ${bits} bits. You said d = ${now.guess}.`
        : `At d = ${now.d} the entropy of the weights is ${first} bits without the division by √${now.d} and `
          + `${second} with it, of ${bits}. Say from which d on less than a tenth of the gradient is left, and `
          + "the gradients appear.",
      rows: () => course.map(({ d, spread, entropy, gradient }) => [String(d),
        ...spread.map((number) => fixed(number, 1)), ...entropy.map((number) => fixed(number)),
        ...gradient.map((norm) => (seen ? part(norm) : "?"))]),
    };
  });
}
