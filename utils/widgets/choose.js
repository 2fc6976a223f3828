// A question with given answers: native radio buttons or check boxes, or a list with up and down buttons.
const NAME = "choose";
const FIELD = { one: "choice", many: "choices", order: "order" };

function draw(tools) {
  const { model, root, body } = tools;
  const ordering = model.get("kind") === "order";
  root.dataset.kind = model.get("kind");
  const prompt = rich(model.get("prompt"));
  const list = el(ordering ? "ol" : "div", { class: "options" });
  const field = el("fieldset", {}, el("legend", { class: "prompt" }, ...prompt), list);
  const remark = el("p", { class: "remark" }), tried = el("p", { class: "tried quiet" });
  body.append(field);
  const update = (ordering ? drawOrder : drawChoices)(tools, list);
  field.append(remark, tried, statusLine(tools));
  tools.follow(["answer", "feedback"], () => {
    update();
    const told = feedbackOf(model);
    attribute(root, "data-told", told.explanations && (told.right ? "right" : "wrong"));
    write(remark, told.remark ?? "");
  });
  tools.follow(["recorded"], () => write(tried, triedBefore(model)));
  model.on("change:feedback", () => spoken(model) && tools.say(`Recorded. ${spoken(model)}`));
}

// What is said of the recorded answer, and on a page without a kernel of the one that is chosen now.
function feedbackOf(model) {
  if (!model.get("told")) return model.get("feedback");
  if (!model.get("answer")) return {};
  const options = model.get("told"), kind = model.get("kind");
  const given = [model.get("answer")[FIELD[kind]]].flat();
  const wrong = kind === "order" ? given.filter((key, place) => key !== options[place].key)
    : options.filter(({ key, right }) => given.includes(key) && !right).map(({ key }) => key);
  const lacking = kind !== "order" && options.some(({ key, right }) => right && !given.includes(key));
  const right = !wrong.length && !lacking;
  const explained = right ? given : wrong.slice(0, 1);
  return {
    right,
    words: kind === "order" ? (right ? "in its place" : "not in its place") : right ? "right" : "not right",
    remark: right ? "" : explained.length ? "Choose again." : "More of them are right. Choose again.",
    explanations: Object.fromEntries(options.filter(({ key }) => explained.includes(key))
      .map(({ key, explanation }) => [key, explanation])),
  };
}

const textOf = (model, key) => model.get("options").find((option) => option.key === key).text;

function triedBefore(model) {
  const tries = model.get("recorded")?.tries ?? [];
  const words = tries.map((given) => [given].flat().map((key) => textOf(model, key)).join("; "));
  return words.length ? `Tried before: ${words.join(" | ")}` : "";
}

// What the author says about an option.
function verdictOf(model, key, node) {
  const { right, words, explanations } = feedbackOf(model);
  const explanation = explanations?.[key];
  attribute(node, "data-right", explanation === undefined ? null : String(right));
  if (explanation === undefined) return node.replaceChildren();
  node.replaceChildren(
    el("strong", {}, el("span", { class: "symbol", "aria-hidden": "true" }, right ? "✓" : "✗"), capital(words)),
    el("span", { class: "why" }, ...rich(explanation)));
}

const capital = (words) => words[0].toUpperCase() + words.slice(1);

function spoken(model) {
  const { words, explanations = {}, remark } = feedbackOf(model);
  const told = Object.entries(explanations).map(([key, why]) => `${textOf(model, key)}: ${words}. ${why}`);
  return [...told, remark].filter(Boolean).join(" ");
}

// What is said at once: on a page without a kernel, also what is told of the answer.
const atOnce = (model, ...words) => [...words, model.get("told") && spoken(model)].filter(Boolean).join(" ");

function drawChoices({ model, save, say }, list) {
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
    if (atOnce(model)) say(atOnce(model));
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
    say(atOnce(model, "This order is your answer."));
  } }, "This order is my answer");
  list.after(accept);

  function move(key, step, words) {
    const keys = order(), from = keys.indexOf(key), to = from + step;
    if (to < 0 || to >= keys.length) return;
    [keys[from], keys[to]] = [keys[to], keys[from]];
    save({ answer: { order: keys } });
    rows.get(key)[words].focus(); // a node that moves loses the focus
    say(atOnce(model, `${textOf(model, key)}: now ${to + 1} of ${keys.length}.`));
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
