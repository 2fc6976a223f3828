// A prediction: a slider, and a button that gives what it says, once. The figure has no answer from it before.
//
// prediction(tools, { min, max, step, words, next, give(value) }): the focus goes on to `next`, a node.
// show(value) of what was given, or null.
function prediction({ model }, { words, next, give, ...range }) {
  let said = null;
  const { node: row, show } = slider({ label: "Your prediction", ...range,
    words: (value) => (value === null ? "none yet" : words(value)),
    change: (value) => {
      said = value;
      draw(null);
    } });
  const button = el("button", { type: "button", onclick: () => {
    if (said === null) return;
    next.querySelector("input").focus();
    give(said);
  } });
  function draw(given) {
    show(given ?? said);
    attribute(row.querySelector("input"), "disabled", given !== null);
    attribute(button, "hidden", given !== null);
    attribute(button, "aria-disabled", said === null && "true");
    write(button, said === null ? "Move the slider first." : "That is my prediction");
  }
  return { node: el("div", { class: "prediction" }, row, button), show(given) {
    if (!model.get("answer")) said = null;
    draw(given);
  } };
}
