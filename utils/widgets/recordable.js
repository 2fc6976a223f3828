// The status line of an answer that `record` can keep, in the words of Recordable.status.

// An answer as text, its names in order, without those that make it no other one.
const canonical = (model, answer) => JSON.stringify(Object.entries(model.get(answer) ?? {})
  .filter(([name]) => !model.get("view").includes(name)).sort());

// Whether the answer is the one that was recorded, whatever is in `view`.
const kept = (model) => canonical(model, "answer") === canonical(model, "recorded");

function statusLine({ model, root, follow }) {
  const words = el("span");
  const line = el("p", { class: "status" }, el("span", { class: "dot", "aria-hidden": "true" }), words);
  follow(["answer", "recorded", "unanswered"], () => {
    const answer = model.get("answer"), recorded = model.get("recorded");
    const [state, text] = !answer && !recorded ? ["unanswered", model.get("unanswered")]
      : kept(model) ? ["recorded", "Recorded."]
      : model.get("static") ? ["unrecorded", "This page keeps no answers; the notebook does."]
      : !recorded ? ["unrecorded", "Not recorded yet: run the next cell."]
      : ["changed", answer ? "Changed since recorded: run the record cell again to keep the change."
        : "At the start again. The record cell brings the recorded answer back."];
    root.dataset.status = state;
    write(words, text);
  });
  return line;
}
