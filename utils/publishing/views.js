// Draws the widgets of a page that has no kernel, each in the place of its words. views.py writes the page.
const read = (id) => JSON.parse(document.getElementById(id).textContent);

// What a widget asks of its model in JupyterLab. There is no kernel here to save to or to send to.
function modelOf(traits) {
  const state = { ...traits, static: true };
  const listeners = new Map();
  const of = (event) => listeners.get(event) ?? [];
  return {
    get: (name) => state[name],
    set(name, value) {
      if (JSON.stringify(value) === JSON.stringify(state[name])) return;
      state[name] = value;
      for (const call of of(`change:${name}`)) call();
    },
    on: (event, call) => listeners.set(event, [...of(event), call]),
    off(event, call) {
      for (const name of event ? [event] : listeners.keys())
        listeners.set(name, of(name).filter((other) => call && other !== call));
    },
    save_changes() {},
    send() {},
  };
}

async function load({ module, style }) {
  const url = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
  const { default: widget } = await import(url);
  URL.revokeObjectURL(url);
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  return widget;
}

async function draw(place, front, model) {
  const el = document.createElement("div");
  try {
    await (await front).render({ model, el });
  } catch (error) {
    console.error(error);
    const words = "This cannot be drawn here; its words are above.";
    place.append(Object.assign(document.createElement("p"), { className: "notice", textContent: words }));
    return;
  }
  place.replaceChildren(el);
  place.dataset.drawn = "true";
}

const each = (all, make) => Object.fromEntries(Object.entries(all).map(([key, one]) => [key, make(one)]));
const fronts = each(read("onehop-fronts"), load);
// One model for all views of a widget, so that they stay in step.
const widgets = each(read("onehop-models"), ({ front, state }) => [fronts[front], modelOf(state)]);
for (const place of document.querySelectorAll("[data-model]")) draw(place, ...widgets[place.dataset.model]);
