// A question with given answers: native radio buttons or check boxes, or a list with up and down buttons.
const NAME = "choose";

function draw(tools) {
  const { model, root, body } = tools;
  const ordering = model.get("kind") === "order";
  root.dataset.kind = model.get("kind");
  const prompt = rich(model.get("prompt"));
  const list = el(ordering ? "ol" : "div", { class: "options" });
  const field = el("fieldset", {}, el("legend", { class: "prompt" }, ...prompt), list);
  body.append(field);
  const update = (ordering ? drawOrder : drawChoices)(tools, list);
  field.append(statusLine(tools));
  tools.follow(["answer", "feedback"], update);
  announceFeedback(tools);
}

// What the author says about an option, once the answer is recorded.
function verdictOf(model, key, node) {
  const said = model.get("feedback")[key];
  attribute(node, "data-right", said ? String(said.right) : null);
  if (!said) return node.replaceChildren();
  node.replaceChildren(
    el("strong", {}, el("span", { class: "symbol", "aria-hidden": "true" }, said.right ? "✓" : "✗"),
      capital(said.words)),
    ...(said.explanation ? [el("span", { class: "why" }, ...rich(said.explanation))] : []));
}

const capital = (words) => words[0].toUpperCase() + words.slice(1);

function announceFeedback({ model, say }) {
  model.on("change:feedback", () => {
    const feedback = model.get("feedback");
    const told = model.get("options").filter(({ key }) => feedback[key])
      .map(({ key, text }) => `${text}: ${feedback[key].words}. ${feedback[key].explanation}`);
    if (told.length) say(`Recorded. ${told.join(" ")}`);
  });
}

function drawChoices({ model, save }, list) {
  const many = model.get("kind") === "many";
  const name = unique("question"); // the radio buttons of one view belong together
  const rows = model.get("options").map(({ key, text }, place) => {
    const id = `${name}-${place}`;
    const input = el("input", {
      type: many ? "checkbox" : "radio", name, id, value: key, onchange: keep,
      "aria-describedby": `${id}-verdict`,
    });
    const verdict = el("div", { class: "verdict", id: `${id}-verdict` });
    const row = el("div", { class: "option", "data-key": key },
      input, el("label", { for: id }, ...rich(text)), verdict);
    list.append(row);
    return { key, input, verdict, row };
  });

  function keep() {
    const chosen = rows.filter(({ input }) => input.checked).map(({ key }) => key);
    save({ answer: !chosen.length ? null : many ? { choices: chosen } : { choice: chosen[0] } });
  }

  return () => {
    const answer = model.get("answer") ?? {};
    const chosen = answer.choices ?? [answer.choice];
    for (const { key, input, verdict, row } of rows) {
      input.checked = chosen.includes(key);
      row.dataset.chosen = input.checked;
      verdictOf(model, key, verdict);
    }
  };
}

function drawOrder({ model, save, say }, list) {
  const options = model.get("options");
  const order = () => model.get("answer")?.order ?? options.map(({ key }) => key);
  const rows = new Map(options.map(({ key, text }) => {
    const verdict = el("div", { class: "verdict" });
    const button = (words, symbol, step) => el("button", {
      type: "button", class: words, onclick: () => move(key, step, words),
      "aria-label": `Move ${words}: ${text}`,
    }, symbol);
    const up = button("up", "↑", -1), down = button("down", "↓", 1);
    const row = el("li", { class: "option", "data-key": key },
      el("span", { class: "text" }, ...rich(text)), el("span", { class: "moves" }, up, down), verdict);
    return [key, { row, up, down, verdict }];
  }));
  list.append(...[...rows.values()].map(({ row }) => row));
  const accept = el("button", { type: "button", class: "accept", onclick: () => {
    rows.get(order()[0]).up.focus();
    save({ answer: { order: order() } });
    say("This order is your answer.");
  } }, "This order is my answer");
  list.after(accept);

  function move(key, step, words) {
    const keys = order(), from = keys.indexOf(key), to = from + step;
    if (to < 0 || to >= keys.length) return;
    [keys[from], keys[to]] = [keys[to], keys[from]];
    save({ answer: { order: keys } });
    rows.get(key)[words].focus(); // a node that moves loses the focus
    const text = options.find((option) => option.key === key).text;
    say(`${text}: now ${to + 1} of ${keys.length}.`);
  }

  return () => {
    accept.hidden = model.get("answer") !== null;
    order().forEach((key, place) => {
      const { row, up, down, verdict } = rows.get(key);
      if (list.children[place] !== row) list.insertBefore(row, list.children[place]);
      attribute(up, "aria-disabled", place === 0 && "true");
      attribute(down, "aria-disabled", place === options.length - 1 && "true");
      verdictOf(model, key, verdict);
    });
  };
}
