// A field for a whole number, with its name before it; null while it holds none from 0 to `max`.
function entry({ label, max, change }) {
  const input = el("input", { type: "number", min: 0, max, step: 1, oninput: () => change(read()) });
  const node = el("label", { class: "entry" }, el("span", {}, label), input);
  function read() {
    const number = Number(input.value);
    return input.value !== "" && Number.isInteger(number) && number >= 0 && number <= max ? number : null;
  }
  return { node, show(number) {
    if (read() !== number) input.value = number ?? ""; // half a number stays while it is typed
  } };
}
