// Heads: the width as a bar that they share, a small matrix of weights for each, and the bill.
const NAME = "heads";

function draw(tools) {
  const { model } = tools;
  const words = model.get("words"), offered = model.get("offered"), weights = model.get("weights");
  const wide = model.get("d_model"), size = words.length, most = Math.max(...offered);
  const view = explorable(tools, ["head", "its numbers", "state", "strongest weight"]);
  const count = choice({ label: "Heads", options: offered.map((n) => [n, String(n)]),
    change: (n) => view.change({ n_heads: n, off: "0".repeat(n) }) });
  const parameters = entry({ label: "Parameters of the layer", max: 99_999_999,
    change: (parameters) => view.change({ parameters }) });
  const line = (name, ...children) => [el("span", { class: "what" }, name), el("span", {}, ...children)];
  const [blend, projections, matrices] = ["", "", ""].map((text) => el("span", {}, text));
  let here = 0;
  const cards = Array.from({ length: most }, (_, head) => card(head));
  const bar = Array.from({ length: most }, (_, head) => el("span", { class: "share" }, String(head + 1)));
  view.figure.append(count.node,
    el("div", {}, el("p", { class: "title" }, `The width: ${wide} numbers for each word`),
      el("div", { class: "width", "aria-hidden": "true" }, ...bar)),
    el("div", {}, el("p", { class: "title" }, "Attention weights of each head"),
      el("p", { class: "quiet" },
        `Queries down, keys across: ${words.join(" ")}. Press a head to knock it out.`),
      el("div", { class: "cards", role: "group", "aria-label": "Heads to knock out" },
        ...cards.map((one) => one.node))),
    el("div", { class: "bill" },
      ...line("Scores and blend", blend), ...line("Projections", projections), ...line("Matrices", matrices)),
    parameters.node);

  function card(head) {
    const cells = Array.from({ length: size * size }, (_, place) => svg("rect", {
      x: place % size, y: Math.floor(place / size), width: 0.94, height: 0.94 }));
    const state = el("span", { class: "state", "aria-hidden": "true" });
    const node = el("button", { type: "button", class: "head", "aria-label": `Knock out head ${head + 1}`,
      onclick: () => {
        go(head, false);
        const off = [...view.now().off];
        off[head] = off[head] === "1" ? "0" : "1";
        view.change({ off: off.join("") });
      },
      onfocus: () => go(head, false),
      onkeydown: (event) => {
        const last = view.now().n_heads - 1;
        const to = { ArrowLeft: head - 1, ArrowRight: head + 1, Home: 0, End: last }[event.key];
        if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        go(Math.min(last, Math.max(0, to)));
      } },
    svg("svg", { viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" }, ...cells,
      svg("path", { class: "cross", d: `M0 0L${size} ${size}M${size} 0L0 ${size}` })),
    el("span", { class: "name" }, `head ${head + 1}`), state);
    return { node, cells, state };
  }
  function go(head, focus = true) {
    here = head;
    cards.forEach(({ node }, place) => attribute(node, "tabindex", place === head ? "0" : "-1"));
    if (focus) cards[head].node.focus({ preventScroll: true });
  }

  view.show((now) => {
    const n = now.n_heads, own = wide / n, shown = weights[offered.indexOf(n)];
    const off = [...now.off].map((mark) => mark === "1"), silent = off.filter(Boolean).length;
    const of = n === 1 ? "1 head" : `${n} heads`;
    count.show(n);
    parameters.show(now.parameters);
    if (here >= n || !cards[here].node.hasAttribute("tabindex")) go(Math.min(here, n - 1), false);
    cards.forEach(({ node, cells, state }, head) => {
      node.hidden = bar[head].hidden = head >= n;
      if (head >= n) return;
      attribute(node, "aria-pressed", String(off[head]));
      attribute(bar[head], "data-off", off[head]);
      bar[head].style.setProperty("--own", wide > 128 ? 1 : own); // finer lines would fill it
      write(state, off[head] ? "silent" : "speaks");
      cells.forEach((cell, place) => attribute(cell, "fill-opacity",
        off[head] ? 0 : (0.06 + 0.94 * shown[head][Math.floor(place / size)][place % size]).toFixed(3)));
    });
    const [projected, blended] = [4 * size * wide ** 2, 2 * size ** 2 * wide];
    write(blend, `${of} × 2 · ${size} · ${size} · ${own} = ${grouped(blended)} multiplications`);
    write(projections, `${of} × 4 · ${size} · ${wide} · ${own} = ${grouped(projected)} multiplications`);
    write(matrices, `W_q, W_k, W_v of ${wide} × ${own} for each head, and its ${own} × ${wide} of W_o`);

    const shared = n > 1 ? `${of}, each with ${own} of the ${wide} numbers` : `1 head, with all ${wide} numbers`;
    const are = silent === 1 ? "is" : "are";
    const quiet = silent ? `${silent} ${are} silent, ${silent * own} of the ${wide} numbers` : "none is silent";
    const said = now.parameters === null ? "" : ` You say ${grouped(now.parameters)} parameters.`;
    return {
      words: `${shared}; ${quiet}. The layer’s matrix products take ${
        grouped(projected + blended)} multiplications, with any number of heads, silent or not.${said}`,
      rows: () => off.map((out, head) => [String(head + 1), `${head * own + 1} to ${head * own + own}`,
        ...(out ? ["silent", "none"] : ["speaks", strongest(shown[head])])]),
    };
  });

  function strongest(matrix) {
    const top = Math.max(...matrix.flat()), query = matrix.findIndex((row) => row.includes(top));
    return `${words[query]} to ${words[matrix[query].indexOf(top)]}, ${fixed(top)}`;
  }
}
