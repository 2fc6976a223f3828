// The panel of a check. Its hints are in the kernel until they are asked for.
const NAME = "panel";

const STATES = {
  passed: ["✓", "Passed"],
  wrong: ["✗", "Not right yet"],
  raised: ["!", "Stopped with an error"],
  timeout: ["…", "Ran out of time"],
  not_attempted: ["○", "Not attempted yet"],
  crashed: ["!", "The check itself failed"],
};

function draw({ model, root, body, say, follow }) {
  const content = el("div", { class: "content" });
  const hints = el("ol", { class: "hints", "aria-label": "Hints" });
  const ask = el("button", { type: "button", class: "hint", onclick: request });
  const absent = el("p", { class: "absent quiet", hidden: true },
    "Hints come from the kernel, and it has not answered. Is it running? Then run the check's cell again.");
  const help = el("div", { class: "help" }, hints, el("div", {}, ask), absent);
  body.append(content, help);

  let patience = null;
  function request() {
    if (ask.getAttribute("aria-disabled")) return;
    clearTimeout(patience);
    patience = setTimeout(() => {
      absent.hidden = false;
      say(absent.textContent);
    }, 2500);
    model.send({ type: "next_hint" });
  }

  follow(["outcome"], () => {
    const outcome = model.get("outcome");
    const [symbol, words] = STATES[outcome.status];
    root.dataset.status = outcome.status;
    attribute(root, "aria-label", `Check of ${outcome.title}: ${words}`);
    content.replaceChildren(...contents(outcome, symbol, words));
    const told = [`${outcome.title}: ${words}.`, outcome.headline, outcome.diagnosis].filter(Boolean).join(" ");
    if (!model.get("static")) say(told); // there no check has just run
  });

  follow(["hints", "hint_count", "outcome"], () => {
    const shown = model.get("hints"), count = model.get("hint_count");
    const closed = model.get("static") || model.get("outcome").status === "passed";
    help.hidden = !count || (closed && !shown.length);
    const before = hints.children.length;
    for (const hint of shown.slice(before)) hints.append(el("li", {}, ...rich(hint)));
    root.dataset.hints = shown.length;
    ask.hidden = closed;
    attribute(ask, "aria-disabled", shown.length >= count && "true");
    write(ask, shown.length >= count ? `All ${plural(count, "hint")} shown`
      : `Next hint (${shown.length + 1} of ${count})`);
    if (patience && shown.length > before) {
      clearTimeout(patience);
      patience = null;
      absent.hidden = true;
      say(`Hint ${shown.length} of ${count}: ${shown.at(-1)}`);
    }
  });
  return () => clearTimeout(patience);
}

function contents(outcome, symbol, words) {
  const { example, line } = outcome;
  const effort = `about ${plural(outcome.minutes, "minute")}, difficulty ${outcome.difficulty} of 5`;
  return [
    el("header", {},
      el("span", { class: "mark", "aria-hidden": "true" }, symbol),
      el("div", { class: "title" }, el("strong", {}, outcome.title), el("span", { class: "words" }, words)),
      el("div", { class: "worth" },
        el("strong", {}, `${outcome.points} of ${plural(outcome.max_points, "point")}`),
        el("span", { class: "quiet" }, effort))),
    outcome.headline && el("p", { class: "headline" }, ...rich(outcome.headline)),
    outcome.diagnosis && el("p", { class: "diagnosis" }, ...rich(outcome.diagnosis)),
    outcome.error && scroller("Error", el("code", { class: "block" }, outcome.error)),
    line && el("figure", {},
      el("figcaption", { class: "quiet" }, `Line ${line.number} of your answer`),
      scroller("Line of your answer", el("code", { class: "block" }, line.source.trim()))),
    example && exampleTable(example),
    outcome.printed && el("details", {},
      el("summary", {}, "What your answer printed"),
      scroller("What your answer printed", el("code", { class: "block" }, outcome.printed))),
    outcome.using && el("p", { class: "using quiet" }, ...rich(outcome.using)),
  ].filter(Boolean);
}

function exampleTable({ input, expected, got }) {
  const row = (kind, name, value, shape) => el("tr", { class: kind },
    el("th", { scope: "row" }, name),
    el("td", { class: "shape" }, shape || "–"),
    el("td", { class: "value" }, scroller(`${name}, value`, el("code", { class: "value" }, value))));
  const given = ({ name, value, shape, after }) => after === undefined ? [row("input", name, value, shape)]
    : [row("input", `${name}, before`, value, shape), row("input", `${name}, after`, after, shape)];
  return el("table", { class: "example" },
    el("caption", {}, "The smallest example that fails"),
    el("thead", {}, el("tr", {}, ...["", "shape", "value"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {},
      ...input.flatMap(given),
      row("expected", "expected", expected.value, expected.shape),
      row("got", "got", got.value, got.shape)));
}
