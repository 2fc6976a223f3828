// A field for a whole number, with its name before it; null while it holds none from 0 to `max`, and then it says so.
function entry({ label, max, change }) {
  const input = el("input", { type: "number", min: 0, max, step: 1, oninput: () => {
    const number = read(), wrong = number === null && (input.value !== "" || input.validity.badInput);
    attribute(input, "aria-invalid", wrong && "true");
    write(note, wrong ? `A whole number from 0 to ${grouped(max)}, please.` : "");
    change(number);
  } });
  const note = el("span", { class: "quiet", role: "status" });
  const node = el("div", { class: "entry" }, el("label", {}, el("span", {}, label), input), note);
  function read() {
    const number = Number(input.value);
    return input.value !== "" && Number.isInteger(number) && number >= 0 && number <= max ? number : null;
  }
  return { node, show(number) {
    if (read() === number && (number !== null || input.matches(":focus"))) return; // half a number, as it is typed
    input.value = number ?? "";
    attribute(input, "aria-invalid", null);
    write(note, "");
  } };
}
