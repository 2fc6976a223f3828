"""Depth: what becomes of rows on their way up a stack of layers, and of the gradient on its way down."""
import numpy as np
import traitlets

from .base import front_end
from .explorable import Explorable
from .fields import Number, OneOf, Whole
from .given import rounded
from .numbers import plural, written

DEEPEST = 32
EPS = 1e-5  # under the root of a norm, as in lesson 09
BAND = 10  # how many times as large, or as small, still counts as kept
KEPT = "in the band all the way"
STEPS = (0, 1, 2, 4, 8, 16, 24, 32)  # what the table shows
STACKS = {  # (way past, norm): what a layer makes of x
    ("no", "none"): "layer(x)",
    ("no", "before"): "layer(norm(x))",
    ("no", "behind"): "norm(layer(x))",
    ("yes", "none"): "x + layer(x)",
    ("yes", "before"): "x + layer(norm(x))",
    ("yes", "behind"): "norm(x + layer(x))",
}


class Depth(Explorable):
    """A stack of layers of neurons: the size of the rows after each, and of the gradient that gets there from the top.

    What it teaches: without a way past, each layer multiplies rows and gradient, and with it, each multiplies them by
    one plus something; a norm alone holds the rows and not the gradient; a way past and a norm together hold both.
    (The misconception: "depth is a matter of the norm".) A layer is relu(x @ W). The norm is layer normalization
    without gain and bias, before the layer or behind the sum.

    weights: (L, d, d), of 2 to 32 layers. rows: (n, d), what comes in, 1 to 16 rows of 4 to 32 numbers. Raises
    ValueError where they do not fit each other.
    Source: Poole et al. 2016, for sizes on the way up, Schoenholz et al. 2017, for gradients on the way down.
    """

    FIELDS = {"layers": Whole(1, DEEPEST), "factor": Number(0.25, 4), "way_past": OneOf(("no", "yes")),
              "norm": OneOf(("none", "before", "behind"))}

    weights = traitlets.List().tag(sync=True)
    rows = traitlets.List().tag(sync=True)
    band = traitlets.Int(BAND).tag(sync=True)

    _esm, _css = front_end("recordable", "explorable", "depth", parts=("numbers", "slider", "powers", "plot"))

    def __init__(self, weights, rows, **task):
        self.rows = rounded("rows", rows, range(1, 17), range(4, 33))
        wide = len(self.rows[0])
        self.weights = rounded("weights", weights, range(2, DEEPEST + 1), wide, wide, digits=3)
        deepest = len(self.weights)
        super().__init__({"layers": min(16, deepest), "factor": 1, "way_past": "no", "norm": "none"},
                         fields={"layers": Whole(1, deepest)}, **task)

    def sizes(self, state):
        """Of the rows before the first layer and after each, and of the gradient there: two lists, (layers + 1,).

        Each is the root mean square over all numbers, compared with where the way begins: of the rows with what came
        in, of the gradient with what is sent down at the top, ones and minus ones, in another pattern for each row.
        """
        weights = state["factor"] * np.array(self.weights[:state["layers"]])
        past, norm = state["way_past"] == "yes", state["norm"]
        rows = [np.array(self.rows)]
        for W in weights:
            x = rows[-1]
            out = past * x + np.maximum(0, (_normed(x) if norm == "before" else x) @ W)
            rows.append(_normed(out) if norm == "behind" else out)

        gradients = [_signs(*rows[0].shape)]
        for x, W in zip(rows[-2::-1], weights[::-1]):
            read = _normed(x) if norm == "before" else x
            added = np.maximum(0, read @ W)
            arrived = gradients[-1]
            if norm == "behind":
                arrived = _through_norm(past * x + added, arrived)
            through = (arrived * (added > 0)) @ W.T
            gradients.append(past * arrived + (_through_norm(x, through) if norm == "before" else through))
        up, down = ([_size(each) / _size(way[0]) for each in way] for way in (rows, gradients))
        return up, down[::-1]

    def said(self, state):
        up, down = self.sizes(state)
        stack = STACKS[state["way_past"], state["norm"]]
        left = next((layer for layer, size in enumerate(up) if _beyond(size)), None)
        lost = next((layer for layer in reversed(range(len(down))) if _beyond(down[layer])), None)
        out = KEPT if left is None else f"leaving the band at layer {left}"
        back = KEPT if lost is None else f"leaving it at {f'layer {lost}' if lost else 'the bottom'}"
        return (f"{plural(state['layers'], 'layer')} of {stack}, weights times {written(state['factor'])}: the rows "
                f"come out {written(up[-1], 2)} times as large, {out}; the gradient arrives "
                f"{written(down[0], 2)} times as large, {back}.")

    def table(self, state):
        up, down = self.sizes(state)
        shown = [layer for layer in STEPS if layer < state["layers"]] + [state["layers"]]
        return ["after layer", "rows", "gradient"], [
            [str(layer), written(up[layer], 2), written(down[layer], 2)] for layer in shown]


def _beyond(size):
    return not 1 / BAND <= size <= BAND


def _size(x):
    return np.sqrt(np.mean(x * x))


def _signs(count, wide):
    """Ones and minus ones, (count, wide): Walsh's functions, but for the first, which is ones alone."""
    return np.array([[1 - 2 * ((row & number).bit_count() % 2) for number in range(wide)]
                     for row in range(1, count + 1)], dtype=float)


def _normed(x):
    centred = x - x.mean(axis=1, keepdims=True)
    return centred / _deviation(x)


def _deviation(x):
    return np.sqrt(x.var(axis=1, keepdims=True) + EPS)


def _through_norm(x, gradient):
    """The gradient before a norm of x, from that behind it, each (n, d)."""
    normed = _normed(x)
    along = normed * (gradient * normed).mean(axis=1, keepdims=True)
    return (gradient - gradient.mean(axis=1, keepdims=True) - along) / _deviation(x)
