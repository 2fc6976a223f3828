// A prediction on a scale, and the measured number beside it once it is known.
const NAME = "predict";
const STEPS_A_DECADE = 40; // each moves a number of two digits

function draw(tools) {
  const { model, root, body, save, say, follow } = tools;
  const traits = ["low", "high", "unit", "log", "digits"];
  const [low, high, unit, log, digits] = traits.map((name) => model.get(name));
  const decimals = Math.max(0, digits - Math.ceil(Math.log10(high - low)));
  const ends = log ? [Math.log10(low), Math.log10(high)] : [low, high];

  // A number as Predict._number writes it, in text and in figures.
  const significant = (number) => Math.max(0, digits - 1 - Math.floor(Math.log10(number)));
  const rounded = (number) => Number(log ? number.toPrecision(digits) : number.toFixed(decimals));
  const plain = (number) => rounded(number).toFixed(log ? significant(number) : decimals);
  const thousands = (digits) => digits.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
  const said = (number) => (log && (number < 1e-3 || number >= 1e6) ? written(number, digits) : thousands(plain(number)));
  const withUnit = (number) => `${said(number)} ${unit}`.trim();
  const share = (number) => {
    const place = ((log ? Math.log10(number) : number) - ends[0]) / (ends[1] - ends[0]);
    return Math.min(1, Math.max(0, place));
  };

  const slider = el("input", {
    type: "range", min: ends[0], max: ends[1], "aria-label": `Prediction${unit && `, in ${unit}`}`,
    step: log ? 1 / STEPS_A_DECADE : 10 ** -decimals,
    oninput: touched, onclick: touched, onkeydown: (event) => [" ", "Enter"].includes(event.key) && touched(),
  });
  const field = el("input", {
    type: "number", step: "any", min: low, max: high, oninput: typed, onchange: settled,
    "aria-label": `Prediction as a number${unit && `, in ${unit}`}`,
  });
  const guess = mark("guess", "You said"), actual = mark("actual", "Measured");
  const between = el("div", { class: "between" });
  const marks = el("div", { class: "marks" }, between, ...guess.nodes, ...actual.nodes);
  const axis = el("div", { class: "axis", "aria-hidden": "true" }, ...tickNumbers().map((number) =>
    el("span", { style: `left:${share(number) * 100}%` }, el("i"), el("b", {}, written(number)))));
  const scale = el("div", { class: "scale" }, slider, marks, axis);
  const number = el("div", { class: "number" }, field, el("span", { class: "quiet" }, unit));
  const sentence = el("p", { class: "sentence" });
  body.append(el("p", { class: "prompt" }, ...rich(model.get("prompt"))),
    el("div", { class: "entry" }, scale, number), sentence, statusLine(tools));

  function tickNumbers() {
    if (!log) return roundNumbers(low, high, 5);
    const factors = ends[1] - ends[0] < 2 ? [1, 2, 5] : [1];
    const all = [];
    for (let power = Math.floor(ends[0]); power <= ends[1]; power++)
      all.push(...factors.map((factor) => factor * 10 ** power));
    const within = all.filter((number) => share(number) > 0.08 && share(number) < 0.92);
    return [low, ...within.filter((_, place) => place % Math.ceil(within.length / 6) === 0), high];
  }
  function keep(value) { save({ answer: { value } }); }
  function touched() {
    const place = Number(slider.value);
    keep(Math.min(high, Math.max(low, rounded(log ? 10 ** place : place))));
  }
  function typed() {
    const value = field.valueAsNumber;
    if (value >= low && value <= high) keep(value);
  }
  function settled() {
    const value = field.valueAsNumber;
    if (value < low || value > high) {
      keep(Math.min(high, Math.max(low, value)));
      say(`The scale goes from ${said(low)} to ${withUnit(high)}.`);
    }
    field.value = model.get("answer") ? plain(model.get("answer").value) : "";
  }

  function mark(kind, words) {
    const label = el("div", { class: `label ${kind}` }), point = el("div", { class: `point ${kind}` });
    return { nodes: [label, point], show: (value) => {
      for (const node of [label, point]) node.hidden = value === null;
      if (value === null) return;
      const place = share(value);
      label.style.left = point.style.left = `${place * 100}%`;
      label.style.transform = `translateX(${-place * 100}%)`;
      label.replaceChildren(words, " ", el("strong", {}, withUnit(value)));
    } };
  }

  follow(["answer", "actual", "sentence"], () => {
    const value = model.get("answer")?.value ?? null, measured = model.get("actual");
    const open = measured === null;
    root.dataset.revealed = !open;
    root.dataset.touched = value !== null;
    slider.hidden = number.hidden = !open;
    marks.hidden = open;
    slider.value = value === null ? (ends[0] + ends[1]) / 2 : log ? Math.log10(value) : value;
    attribute(slider, "aria-valuetext", value === null ? "no prediction yet" : withUnit(value));
    if (document.activeElement !== field) field.value = value === null ? "" : plain(value);
    guess.show(value);
    actual.show(open ? null : measured);
    between.hidden = open || value === null;
    if (!between.hidden) {
      const [from, to] = [share(value), share(measured)].sort((a, b) => a - b);
      between.style.left = `${from * 100}%`;
      between.style.width = `${(to - from) * 100}%`;
    }
    write(sentence, model.get("sentence"));
    sentence.hidden = !model.get("sentence");
  });
  model.on("change:sentence", () => say(model.get("sentence")));
}
