// The status line of an answer that `record` can keep, in the words of Recordable.status.

const canonical = (value) => JSON.stringify(value, (_, inner) =>
  inner && typeof inner === "object" && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner);

function statusLine({ model, root, follow }) {
  const words = el("span");
  const line = el("p", { class: "status" }, el("span", { class: "dot", "aria-hidden": "true" }), words);
  follow(["answer", "recorded", "unanswered"], () => {
    const answer = model.get("answer"), recorded = model.get("recorded");
    const [state, text] = !answer && !recorded ? ["unanswered", model.get("unanswered")]
      : recorded && canonical(answer) === canonical(recorded) ? ["recorded", "Recorded."]
      : model.get("static") ? ["unrecorded", "This page keeps no answers; the notebook does."]
      : !recorded ? ["unrecorded", "Not recorded yet: run the next cell."]
      : ["changed", "Changed since recorded: run the record cell again to keep the change."];
    root.dataset.status = state;
    write(words, text);
  });
  return line;
}
