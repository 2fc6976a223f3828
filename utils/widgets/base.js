// Shared by every widget. The widget's own text follows: it defines NAME and draw(tools).

const put = (make) => (tag, properties = {}, ...children) => {
  const node = make(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else attribute(node, key, value);
  }
  node.append(...children);
  return node;
};
const SVG = "http://www.w3.org/2000/svg"; // a name: nothing is fetched from it
const el = put((tag) => document.createElement(tag));
const svg = put((tag) => document.createElementNS(SVG, tag));

// false, null and undefined take the attribute away; true sets it empty.
function attribute(node, name, value) {
  if (value === false || value == null) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : value);
}

// Writes only what changed, so that a selection or a screen reader is not disturbed.
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// Text with `code` in backticks, as nodes: what is not code stays text, whatever it holds.
function rich(text) {
  return text.split(/(`[^`]+`)/).filter(Boolean).map((part) =>
    part.length > 2 && part.startsWith("`") && part.endsWith("`") ? el("code", {}, part.slice(1, -1)) : part);
}

// A box for what may be too wide: a tab stop, so that the arrow keys scroll it, but only while it overflows.
function scroller(label, child) {
  const box = el("div", { class: "scroll" }, child);
  new ResizeObserver(() => {
    const over = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
    attribute(box, "tabindex", over && "0");
    attribute(box, "role", over && "group");
    attribute(box, "aria-label", over && label);
  }).observe(box);
  return box;
}

// A name that nothing else on the page has. A counter would not do: each widget has a copy of this text.
const unique = (name) => `onehop-${name}-${Math.random().toString(36).slice(2)}`;

const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function render({ model, el: host }) {
  const live = el("div", { class: "unseen", "aria-live": "polite" });
  const body = el("div", { class: "body" });
  const root = el("section", { class: `onehop onehop-${NAME}` }, body, live);

  // JupyterLab would take a plain letter as one of its own shortcuts ("x" cuts the cell).
  root.addEventListener("keydown", (event) => {
    const theirs = event.ctrlKey || event.altKey || event.metaKey || event.key === "Escape"
      || (event.shiftKey && event.key === "Enter");
    if (theirs) flush();
    else event.stopPropagation();
  });
  root.addEventListener("focusout", () => flush());

  // The first change leaves at once, later ones at most every 150 ms, the last one before the focus leaves.
  // They go as messages of ours: save_changes() holds the second back until the kernel has answered the first,
  // and a cell that is run meanwhile would not see it.
  let timer = null, waiting = {};
  // It throws once the kernel has gone: the figure goes on without one, until its cell runs again.
  function send(message) {
    try { model.send(message); } catch {}
  }
  function flush() {
    if (Object.keys(waiting).length) send({ type: "save", changes: waiting });
    waiting = {};
  }
  function save(changes) {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    Object.assign(waiting, changes);
    if (timer) return;
    flush();
    timer = setTimeout(() => { timer = null; flush(); }, 150);
  }

  // A live region speaks only of what changes after it is on the page, so the words come a moment later.
  let speaking = null;
  function say(words) {
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      live.textContent = "";
      live.textContent = words;
    }, 120);
  }

  // Calls `update` now, and whenever one of the traits changes.
  function follow(names, update) {
    for (const name of names) model.on(`change:${name}`, update);
    update();
  }

  const leave = draw({ model, root, body, save, send, say, follow });
  host.append(root);
  return () => {
    flush();
    clearTimeout(timer);
    clearTimeout(speaking);
    leave?.();
    root.remove();
  };
}

export default { render };
