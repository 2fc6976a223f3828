// A slider with its name before it and its value in words behind it.
function slider({ label, min, max, step = 1, words = String, change }) {
  const take = () => change(Number(input.value));
  const input = el("input", { // a click takes the value where the thumb stands already
    type: "range", min, max, step, "aria-label": label, oninput: take, onclick: take,
  });
  const value = el("output");
  const node = el("div", { class: "slider" }, el("span", { "aria-hidden": "true" }, label), input, value);
  return { node, show(number) {
    input.value = number;
    write(value, words(number));
    attribute(input, "aria-valuetext", words(number));
  } };
}

// One of a few: radio buttons under a legend. options: [value, words] pairs.
function choice({ label, options, change }) {
  const name = unique("choice");
  const inputs = options.map(([value]) =>
    el("input", { type: "radio", name, value, onchange: () => change(value) }));
  const node = el("fieldset", { class: "choice" }, el("legend", {}, label),
    ...options.map(([, words], place) => el("label", {}, inputs[place], words)));
  return { node, show: (chosen) => inputs.forEach((input, place) => {
    input.checked = options[place][0] === chosen;
  }) };
}
