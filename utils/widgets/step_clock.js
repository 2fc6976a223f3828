// The step clock: positions against ticks, as a line of people, for recurrence and for attention.
const NAME = "step-clock";
const CORES = [1, 2, 4, 8];
const PACE = 700; // ms a tick
const TITLES = {
  recurrence: ["Recurrence", "each waits for the message of the one before"],
  attention: ["Attention", "everyone sees everyone, nobody waits for a message"],
};

const doneAt = (lane, position, cores) => (lane === "recurrence" ? position : Math.ceil(position / cores));
const visible = (symbol) => ({ " ": "␣", "\n": "⏎", "\t": "⇥" })[symbol] ?? symbol;
const spoken = (symbol) => ({ " ": "a space", "\n": "a line break", "\t": "a tab" })[symbol] ?? `“${symbol}”`;

function draw(tools) {
  const { model, root, body } = tools;
  const symbols = model.get("symbols"), traces = model.get("traces"), lanes = model.get("lanes");
  const view = explorable(tools, ["position", "symbol", ...lanes.map((lane) => `${lane}: done at tick`),
    ...(traces ? ["left of the first symbol"] : [])]);
  const state = (changes) => {
    const { length, tick, cores } = { ...view.now(), ...changes };
    const last = Math.max(...lanes.map((lane) => doneAt(lane, length, cores)));
    return { length, cores, last, tick: Math.min(tick, last) };
  };

  const clock = dial();
  const rows = lanes.map((lane) => laneOf(lane, symbols, lane === "recurrence" ? traces : null));
  const button = (name, onclick, words) => el("button", { type: "button", class: name, onclick }, words);
  const play = button("main play", () => (timer ? pause() : start()), "");
  const step = button("step", () => {
    pause();
    advance();
    view.tell();
  }, "Step");
  const rewind = button("rewind", () => change({ tick: 0 }), "Back to tick 0");
  const controls = {
    length: slider({ label: "Length", min: 1, max: symbols.length, words: (length) => plural(length, "position"),
      change: (length) => change({ length }) }),
    cores: choice({ label: "Cores", options: CORES.map((count) => [count, String(count)]),
      change: (cores) => change({ cores }) }),
  };
  view.figure.append(...rows.map((row) => row.node),
    el("div", { class: "controls" }, clock.node, el("div", { class: "buttons" }, play, step, rewind),
      controls.length.node, controls.cores.node));

  let timer = null;
  function start() {
    if (state().tick === state().last) view.keep({ tick: 0 });
    root.dataset.playing = true;
    write(play, "Pause");
    view.keep({ tick: state().tick }); // playing, it has an answer
    timer = setInterval(advance, PACE);
    advance();
  }
  function pause() {
    clearInterval(timer);
    timer = null;
    root.dataset.playing = false;
    write(play, "Play");
  }
  function advance() {
    const { tick, last } = state();
    if (tick < last) view.keep({ tick: tick + 1 });
    if (timer && tick + 1 >= last) {
      pause();
      view.tell();
    }
  }
  function change(changes) {
    pause();
    view.change({ ...changes, tick: state(changes).tick }); // a shorter line may be done already
  }

  pause();
  view.show(() => {
    if (timer && !model.get("answer")) pause(); // at the start again
    const now = state();
    Object.assign(root.dataset, now);
    clock.show(now);
    for (const row of rows) row.show(now);
    attribute(step, "aria-disabled", now.tick === now.last && "true");
    for (const [name, control] of Object.entries(controls)) control.show(now[name]);
    return { words: readingOf(now, symbols, lanes), rows: () => symbols.slice(0, now.length).map((symbol, index) => [
      String(index + 1), visible(symbol), ...lanes.map((lane) => String(doneAt(lane, index + 1, now.cores))),
      ...(traces ? [fixed(traces[index], 3)] : [])]) };
  });
  const sizes = new ResizeObserver(([{ contentRect }]) => {
    root.dataset.roomy = contentRect.width / symbols.length >= 36;
  });
  sizes.observe(body);
  return () => {
    pause();
    sizes.disconnect();
  };
}

function readingOf({ tick, last, length, cores }, symbols, lanes) {
  const lane = lanes[0], ready = (position) => doneAt(lane, position, cores);
  const positions = Array.from({ length }, (_, index) => index + 1);
  const working = positions.filter((position) => ready(position) === tick);
  const waiting = positions.filter((position) => ready(position) > tick).length;
  const reads = !tick ? "nobody has read yet"
    : !working.length ? "all have read"
    : working.length === 1 ? `position ${working[0]} reads ${spoken(symbols[working[0] - 1])}`
    : `positions ${working[0]} to ${working.at(-1)} read`;
  const wait = !waiting ? "nobody waits" : waiting === 1 ? "1 position waits" : `${waiting} positions wait`;
  const end = plural(doneAt(lane, length, cores), "tick");
  const others = lanes.slice(1).map((name) => `, ${name} after ${doneAt(name, length, cores)}`);
  return `Tick ${tick} of ${last}${lanes.length > 1 ? `, ${lane}` : ""}: ${reads}; ${wait}. On ${
    plural(cores, "core")}, ${lane} is done after ${end}${others.join("")}.`;
}

function dial() {
  const circle = (name, r, more) => svg("circle", { class: name, cx: 32, cy: 32, r, ...more });
  const marks = svg("path", { class: "marks" });
  const hand = svg("line", { class: "hand", x1: 32, y1: 32, x2: 32, y2: 11 });
  const part = circle("part", 28, { pathLength: 1, transform: "rotate(-90 32 32)" });
  const node = svg("svg", { class: "dial", viewBox: "0 0 64 64", "aria-hidden": "true" },
    circle("face", 28), part, marks, hand, circle("pin", 3));
  return { node, show: ({ tick, last }) => {
    attribute(marks, "d", Array.from({ length: last }, (_, index) => {
      const angle = (index / last) * 2 * Math.PI, at = (radius) =>
        `${(32 + radius * Math.sin(angle)).toFixed(2)} ${(32 - radius * Math.cos(angle)).toFixed(2)}`;
      return `M${at(21)}L${at(24)}`;
    }).join(""));
    hand.style.transform = `rotate(${tick / last}turn)`;
    attribute(part, "stroke-dasharray", `${tick / last} 2`);
  } };
}

function laneOf(lane, symbols, traces) {
  const arcsDone = svg("path", { class: "done" }), arcsNow = svg("path", { class: "now" });
  const arcs = svg("svg", { class: "arcs", preserveAspectRatio: "none" }, arcsDone, arcsNow);
  const cells = symbols.map((symbol, index) => {
    const fill = el("span", { class: "fill" });
    const left = el("span", { class: "left" });
    const node = el("div", { class: "cell" },
      el("span", { class: "head" }), el("span", { class: "trunk" }, fill),
      el("span", { class: "symbol" }, visible(symbol)), traces ? left : "");
    return { node, fill, left, position: index + 1 };
  });
  const line = el("div", { class: "line", "aria-hidden": "true" }, arcs, ...cells.map(({ node }) => node));
  const cores = el("span", { class: "meter", "aria-hidden": "true" }), words = el("span");
  const [title, motto] = TITLES[lane];
  const node = el("div", { class: "lane", "data-lane": lane },
    el("div", { class: "name" }, el("strong", {}, title), " ", el("span", { class: "quiet" }, motto)),
    line, el("div", { class: "usage" }, cores, words));

  const show = ({ length, tick, cores: count }) => {
    const paths = { done: [], now: [] };
    let busy = 0;
    for (const { node: cell, fill, left, position } of cells) {
      cell.hidden = position > length;
      if (cell.hidden) continue;
      const at = doneAt(lane, position, count), share = traces ? traces[position - 1] : 1;
      const kind = at < tick ? "done" : at === tick ? "now" : "waiting";
      busy += kind === "now";
      cell.dataset.state = kind;
      fill.style.height = kind === "waiting" ? "0" : `${Math.min(1, share) * 100}%`;
      write(left, kind === "waiting" ? "" : share.toFixed(2));
      const from = lane === "recurrence" ? [position - 1]
        : Array.from({ length }, (_, index) => index + 1).filter((other) => other !== position);
      if (kind !== "waiting")
        paths[kind].push(...from.filter(Boolean).map((other) => arc(other, position, length)));
    }
    node.style.setProperty("--length", length);
    attribute(arcs, "viewBox", `0 0 ${length} 1`);
    attribute(arcsDone, "d", paths.done.join(""));
    attribute(arcsNow, "d", paths.now.join(""));
    const end = doneAt(lane, length, count);
    node.dataset.done = end;
    const bars = Array.from({ length: count }, (_, index) => el("i", { "data-busy": index < busy }));
    cores.replaceChildren(...bars);
    write(words, `${usage(tick, busy, count)}Done after ${plural(end, "tick")}.`);
  };
  return { node, show };
}

function usage(tick, busy, cores) {
  if (!tick) return "";
  if (cores === 1) return busy ? "The one core works. " : "The one core is idle. ";
  if (busy === cores) return `${cores === 2 ? "Both" : `All ${cores}`} cores work. `;
  if (!busy) return `${cores === 2 ? "Both" : `All ${cores}`} cores are idle. `;
  const [verb, idle] = [busy === 1 ? "works" : "work", cores - busy];
  const others = idle === 1 ? "other has" : `other ${idle} have`;
  return `${busy} of ${cores} cores ${verb}; the ${others} nothing to start on. `;
}

// An arc over the heads from one position to another, in a box that is `length` wide and 1 high.
function arc(from, to, length) {
  const [start, end] = [from - 0.5, to - 0.5];
  const rise = 1 - (0.35 + 0.65 * Math.abs(end - start) / length) * 1.9;
  return `M${start} 1Q${(start + end) / 2} ${rise.toFixed(3)} ${end} 1`;
}
