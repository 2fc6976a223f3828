// Depth: the size of rows on their way up a stack of layers, and of the gradient on its way down, on one axis.
const NAME = "depth";
const EPS = 1e-5, LOW = 1e-4, HIGH = 1e4;
const KEPT = "in the band all the way";
const STEPS = [0, 1, 2, 4, 8, 16, 24, 32];
const PAST = { no: "", yes: "x + " };
const NORM = {
  none: (past) => `${past}layer(x)`,
  before: (past) => `${past}layer(norm(x))`,
  behind: (past) => `norm(${past}layer(x))`,
};

const factorOf = (power) => Number((2 ** power).toFixed(2));
const mean = (row) => row.reduce((sum, number) => sum + number, 0) / row.length;
const sizeOf = (rows) => Math.sqrt(mean(rows.flat().map((number) => number * number)));
const times = (row, W) => W[0].map((_, j) => row.reduce((sum, number, i) => sum + number * W[i][j], 0));
const timesTurned = (row, W) => W.map((weights) => weights.reduce((sum, weight, j) => sum + weight * row[j], 0));

function norm(row) {
  const middle = mean(row), centred = row.map((number) => number - middle);
  const deviation = Math.sqrt(mean(centred.map((number) => number * number)) + EPS);
  return { normed: centred.map((number) => number / deviation), deviation };
}

// The gradient before a norm of `row`, from that behind it.
function throughNorm(row, gradient) {
  const { normed, deviation } = norm(row), middle = mean(gradient);
  const along = mean(gradient.map((number, i) => number * normed[i]));
  return gradient.map((number, i) => (number - middle - normed[i] * along) / deviation);
}

// Ones and minus ones: Walsh's functions, but for the first, which is ones alone.
function signs(count, wide) {
  const odd = (number) => (number ? (number & 1) ^ odd(number >> 1) : 0);
  return Array.from({ length: count }, (_, row) => Array.from({ length: wide }, (_, i) => 1 - 2 * odd((row + 1) & i)));
}

function draw(tools) {
  const { model, root } = tools;
  const matrices = model.get("weights"), begin = model.get("rows"), band = model.get("band"), deepest = matrices.length;
  const sent = signs(begin.length, begin[0].length);
  const view = explorable(tools, ["after layer", "rows", "gradient"]);
  const controls = {
    layers: slider({ label: "Layers", min: 1, max: deepest, change: (layers) => view.change({ layers }) }),
    factor: slider({ label: "Weights times", min: -2, max: 2, step: 0.5, words: (power) => written(factorOf(power)),
      change: (power) => view.change({ factor: factorOf(power) }) }),
    way_past: choice({ label: "Way past", options: Object.keys(PAST).map((past) => [past, past]),
      change: (way_past) => view.change({ way_past }) }),
    norm: choice({ label: "Norm", options: Object.keys(NORM).map((where) => [where, where]),
      change: (norm) => view.change({ norm }) }),
  };
  const layer = el("code");
  const plot_ = plot({
    label: "The size of the rows and of the gradient over the layers, each compared with where it begins",
    x: [0, deepest], y: [LOW, HIGH], logY: true, height: 270,
    xLabel: "layers, from the bottom to the top", yLabel: "times its size at first",
  });
  const [left, right, top, bottom] = [plot_.x(0), plot_.x(deepest), plot_.y(band), plot_.y(1 / band)];
  plot_.g.append(svg("rect", { class: "band", x: left, y: top, width: right - left, height: bottom - top }),
    ...[[top, band], [bottom, 1 / band]].map(([y, edge]) =>
      svg("text", { x: left - 8, y: y + 4, "text-anchor": "end" }, String(edge))));
  const end = plot_.line("end");
  const ways = [way("up", "rows, on their way up →", () => svg("circle", { r: 6 })),
    way("down other", "gradient, on its way down ←", () => svg("path", { d: "M0 -8L8 0L0 8L-8 0Z" }))];
  plot_.g.append(...ways.map((one) => one.mark));
  view.figure.append(
    el("div", { class: "controls" }, el("div", {}, controls.layers.node, controls.factor.node),
      el("div", {}, controls.way_past.node, controls.norm.node)),
    el("p", {}, "Each layer: ", layer), el("div", { class: "keys" }, ...ways.map((one) => one.node)), plot_.node,
    el("p", { class: "quiet" }, `A layer is relu(x W), and a norm has no gain and bias. Both begin at one, the rows on `
      + `the left, the gradient on the right. The band is from ${1 / band} to ${band} times.`));

  // A line, a mark at its end, and a key with the same mark, for points from where it begins.
  function way(kind, name, shape) {
    const line = plot_.line(kind), last = el("strong"), [mark, sample] = [shape(), shape()];
    for (const each of [mark, sample]) attribute(each, "class", `mark ${kind}`);
    const node = el("p", {}, svg("svg", { viewBox: "-9 -9 18 18", "aria-hidden": "true" }, sample),
      `${name} `, last);
    return { node, mark, show(points) {
      const seen = within(points), [at, size] = seen.at(-1);
      line(seen);
      attribute(mark, "transform", `translate(${plot_.x(at)} ${plot_.y(size)})`);
      write(last, `× ${written(points.at(-1)[1], 2)}`);
    } };
  }

  // Of a line, what is in the picture until it first leaves it.
  function within(points) {
    const out = points.findIndex(([, size]) => size < LOW || size > HIGH);
    if (out < 0) return points;
    const [[a, from], [b, to]] = points.slice(out - 1), edge = to < LOW ? LOW : HIGH;
    return [...points.slice(0, out), [a + (b - a) * Math.log(edge / from) / Math.log(to / from), edge]];
  }

  function sizes(now) {
    const weights = matrices.slice(0, now.layers).map((W) => W.map((row) => row.map((weight) => now.factor * weight)));
    const past = (row, sum) => (now.way_past === "yes" ? sum.map((number, i) => number + row[i]) : sum);
    const rows = [begin], bent = [];
    for (const W of weights) {
      const read = rows.at(-1).map((row) => (now.norm === "before" ? norm(row).normed : row));
      const added = read.map((row) => times(row, W).map((number) => Math.max(0, number)));
      const out = rows.at(-1).map((row, i) => past(row, added[i]));
      bent.push(added);
      rows.push(now.norm === "behind" ? out.map((row) => norm(row).normed) : out);
    }
    const gradients = [sent];
    for (let l = now.layers - 1; l >= 0; l--)
      gradients.unshift(rows[l].map((row, i) => {
        const added = bent[l][i];
        const arrived = now.norm === "behind" ? throughNorm(past(row, added), gradients[0][i]) : gradients[0][i];
        const through = timesTurned(arrived.map((number, j) => (added[j] > 0 ? number : 0)), weights[l]);
        return past(arrived, now.norm === "before" ? throughNorm(row, through) : through);
      }));
    const [first, last] = [sizeOf(begin), sizeOf(sent)];
    return [rows.map((each) => sizeOf(each) / first), gradients.map((each) => sizeOf(each) / last)];
  }

  view.show((now) => {
    const [up, down] = sizes(now), beyond = (size) => !(size >= 1 / band && size <= band);
    const left = up.findIndex(beyond), lost = down.findLastIndex(beyond);
    const stack = NORM[now.norm](PAST[now.way_past]);
    controls.layers.show(now.layers);
    controls.factor.show(Math.log2(now.factor));
    controls.way_past.show(now.way_past);
    controls.norm.show(now.norm);
    write(layer, stack);
    end([[now.layers, LOW], [now.layers, HIGH]]);
    ways[0].show(up.map((size, l) => [l, size]));
    ways[1].show(down.map((size, l) => [l, size]).reverse());
    attribute(root, "data-hit", left < 0 && lost < 0);
    const out = left < 0 ? KEPT : `leaving the band at layer ${left}`;
    const back = lost < 0 ? KEPT : `leaving it at ${lost ? `layer ${lost}` : "the bottom"}`;
    return {
      words: `${plural(now.layers, "layer")} of ${stack}, weights times ${written(now.factor)}: the rows come out ${
        written(up.at(-1), 2)} times as large, ${out}; the gradient arrives ${
        written(down[0], 2)} times as large, ${back}.`,
      rows: () => [...STEPS.filter((l) => l < now.layers), now.layers].map((l) =>
        [String(l), written(up[l], 2), written(down[l], 2)]),
    };
  });
}
