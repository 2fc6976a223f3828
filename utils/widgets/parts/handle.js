// A handle in a drawing, dragged by mouse or touch, moved by the arrow keys: by `step`, with Shift by a tenth.
//
// handle({ label, step, reach, at(point) -> [x, y] of the drawing, from([x, y]) -> point, words(point), move(point) })
// gives `node` and show(point). A point is whatever two numbers the figure thinks in, y upwards,
// each from -reach to reach.
function handle({ label, step, reach, at, from, words, move }) {
  let here = [0, 0];
  const node = svg("circle", {
    class: "handle", r: 9, tabindex: 0, role: "slider", "aria-label": label, "aria-valuemin": -reach,
    "aria-valuemax": reach,
    onkeydown(event) {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
      if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const by = event.shiftKey ? step / 10 : step;
      move(here.map((value, axis) => Number((value + way[axis] * by).toFixed(3))));
    },
    onpointerdown(event) {
      if (event.button) return;
      node.setPointerCapture(event.pointerId);
      node.focus({ preventScroll: true });
      event.preventDefault();
    },
    onpointermove(event) {
      if (!node.hasPointerCapture(event.pointerId)) return;
      const point = new DOMPoint(event.clientX, event.clientY);
      const { x, y } = point.matrixTransform(node.ownerSVGElement.getScreenCTM().inverse());
      move(from([x, y]).map((value) => Number(value.toFixed(2))));
    },
  });
  return { node, show(point) {
    here = point;
    const [cx, cy] = at(point);
    attribute(node, "cx", cx.toFixed(2));
    attribute(node, "cy", cy.toFixed(2));
    attribute(node, "aria-valuenow", point[0]);
    attribute(node, "aria-valuetext", words(point));
  } };
}
