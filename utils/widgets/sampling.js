// Sampling: which symbols can follow two texts, under one temperature, top-k and top-p.
const NAME = "sampling";
const SHOWN = 16;

function draw(tools) {
  const { model } = tools;
  const symbols = model.get("symbols"), texts = model.get("texts"), goal = model.get("goal");
  const view = explorable(tools, ["after", "can follow", "likeliest", "its share", "as hard as among"]);
  const count = symbols.length, shown = Math.min(SHOWN, count);
  const goals = [ // how many are in the box, and what is asked of how many are left
    { text: texts[0], asked: 1, words: "this one alone", met: (left) => left === 1 },
    { text: texts[1], asked: goal, words: `these ${goal} at least`, met: (left) => left >= goal },
  ];
  const ways = model.get("logits").map((logits, which) => {
    const order = [...logits.keys()].sort((a, b) => logits[b] - logits[a]);
    return { order, logits: order.map((i) => logits[i]), ...column(order, logits, goals[which]) };
  });
  const controls = {
    temperature: slider({ label: "Temperature", min: 0.2, max: 3, step: 0.1, words: (by) => fixed(by, 1),
      change: (temperature) => change({ temperature }) }),
    top_k: slider({ label: "Top-k", min: 1, max: count, words: (k) => (k === count ? "all" : String(k)),
      change: (k) => change({ top_k: k === count ? null : k }) }),
    top_p: slider({ label: "Top-p", min: 0.05, max: 1, step: 0.05, words: (p) => fixed(p),
      change: (top_p) => change({ top_p }) }),
  };
  view.figure.append(el("div", { class: "controls" }, ...Object.values(controls).map(({ node }) => node)),
    el("div", { class: "texts" }, ...ways.map(({ node }) => node)),
    el("p", { class: "quiet" }, "Outlined: the share that the model gives. Filled: the share that is drawn from. "
      + "In the box: what is to be left."));

  function column(order, logits, { text, asked, words, met }) {
    const first = softmax(order.map((i) => logits[i]));
    const at = (shares, place) => (place < shown ? shares[place] ?? 0
      : shares.slice(shown).reduce((sum, share) => sum + share, 0));
    const names = order.slice(0, shown).map((i) => symbols[i]);
    if (count > shown) names.push(`${count - shown} more`);
    const bars = names.map((name, place) => {
      const fill = el("span", { class: "fill" }), share = el("span", { class: "share" });
      const outline = el("span", { class: "outline", style: `width:${100 * at(first, place)}%` });
      const row = el("div", { class: "row" }, el("span", { class: "symbol" }, name),
        el("span", { class: "track" }, fill, outline), share);
      return { row, fill, share };
    });
    const rows = bars.map(({ row }) => row);
    const caption = el("p", { class: "asked" });
    const box = el("div", { class: "goal" }, ...rows.slice(0, asked), caption);
    const left = el("strong");
    const node = el("div", { class: "text" }, el("p", {}, "After ", el("code", {}, text), ": ", left),
      el("div", { "aria-hidden": "true" }, box, ...rows.slice(asked)));
    return { node, show(shares) {
      write(left, `${shares.length} of ${count} left`);
      write(caption, (met(shares.length) ? "✓ " : "") + words);
      attribute(box, "data-met", met(shares.length));
      bars.forEach(({ row, fill, share }, place) => {
        const out = place >= shares.length, now = at(shares, place);
        fill.style.width = `${100 * now}%`;
        write(share, out ? "out" : now < 0.005 ? "< 1 %" : percent(now));
        attribute(row, "data-out", out);
      });
    } };
  }

  function sharesOf(logits, now) {
    const kept = softmax(logits.map((logit) => logit / now.temperature).slice(0, now.top_k ?? count));
    let size = 1, reached = kept[0];
    while (size < kept.length && (now.top_p === 1 || reached < now.top_p)) reached += kept[size++];
    return kept.slice(0, size).map((share) => share / reached);
  }

  function change(changes) {
    const now = { ...view.now(), ...changes };
    view.change({ ...changes, left: ways.map(({ logits }) => sharesOf(logits, now).length) });
  }

  view.show((now) => {
    const all = ways.map(({ logits }) => sharesOf(logits, now));
    controls.temperature.show(now.temperature);
    controls.top_k.show(now.top_k ?? count);
    controls.top_p.show(now.top_p);
    ways.forEach((way, which) => way.show(all[which]));
    const among = (shares) =>
      fixed(Math.exp(-shares.reduce((sum, share) => sum + (share ? share * Math.log(share) : 0), 0)), 1);
    const likeliest = (which) => symbols[ways[which].order[0]];
    const after = all.map((shares, which) => `after “${texts[which]}” ${
      plural(shares.length, "symbol")} can follow, “${likeliest(which)}” with ${
      percent(shares[0])}, as hard as choosing among ${among(shares)}`);
    return {
      words: `Temperature ${fixed(now.temperature, 1)}, top-k ${now.top_k ?? "all"}, top-p ${fixed(now.top_p)}: ${
        after.join("; ")}.${all.every((shares, which) => goals[which].met(shares.length)) ? " The goal is met." : ""}`,
      rows: () => all.map((shares, which) =>
        [texts[which], String(shares.length), likeliest(which), shares[0], among(shares)]),
    };
  });
}
