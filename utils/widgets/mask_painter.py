"""Mask painter: who may attend to whom, and what a mask does before the softmax or after it."""
import math

import traitlets

from .base import front_end
from .explorable import Explorable
from .fields import Bits, Number, OneOf, Row
from .given import rounded, words_of
from .numbers import fixed, softmax


class MaskPainter(Explorable):
    """A mask to paint, beside the weights that come out under it and the sum of each row.

    What it teaches: minus infinity before the softmax takes a word out of the sum that a row is divided by, so
    that the others share the whole; a zero after it leaves the word in that sum, so that the row sums to less than
    one and the hidden score still moves every other weight. (The misconception: "zeroing after the softmax is the
    same thing".) A query that may attend nowhere gets zeros. `raised` is added to every hidden score, to see that.

    words: T of them, 3 to 8. scores: (T, T), queries by keys. mask: the T rows of the start, strings of "1" (may
    attend) and "0"; by default each word sees itself and what came before it. way: where the mask acts at the
    start, "before" the softmax or "after" it. Raises ValueError where they do not fit each other.
    """

    FIELDS = {"mask": Row(Bits(3, 8), 3, 8), "way": OneOf(("before", "after")), "raised": Number(0, 5)}

    words = traitlets.List().tag(sync=True)
    scores = traitlets.List().tag(sync=True)

    _esm, _css = front_end("recordable", "explorable", "mask_painter", parts=("numbers", "slider", "matrix"))

    def __init__(self, words, scores, mask=None, way="after", **task):
        self.words = words_of("words", words, 3, 8)
        size = len(self.words)
        self.scores = rounded("scores", scores, size, size)
        if mask is None:
            mask = ["1" * (query + 1) + "0" * (size - query - 1) for query in range(size)]
        if len(mask) != size:
            raise ValueError(f"the mask of this figure is for {len(mask)} words, not for {size}")
        super().__init__({"mask": list(mask), "way": way, "raised": 0},
                         fields={"mask": Row(Bits(size, size), size, size)}, **task)

    def weights(self, state):
        """The weights under the mask of `state`, (T, T)."""
        rows = []
        for scores, open_ in zip(self.scores, state["mask"]):
            seen = [mark == "1" for mark in open_]
            if state["way"] == "before":
                scores = [score if see else -math.inf for score, see in zip(scores, seen)]
            else:
                scores = [score if see else score + state["raised"] for score, see in zip(scores, seen)]
            shares = softmax(scores) if any(seen) else [0.0] * len(seen)
            rows.append([share if see else 0.0 for share, see in zip(shares, seen)])
        return rows

    def said(self, state):
        sums = list(map(sum, self.weights(state)))
        size = len(self.words)
        painted = f"{''.join(state['mask']).count('1')} of {size * size} pairs may attend."
        raised = f", {fixed(state['raised'], 1)} higher now," if state["raised"] else ""
        empty = next((word for word, row in zip(self.words, state["mask"]) if "1" not in row), None)
        nowhere = f" “{empty}” may attend nowhere and gets zeros." if empty else ""
        least = sums.index(min(sums))
        short = f"and the row of “{self.words[least]}” sums to {fixed(sums[least])}."
        if state["way"] == "before":
            whole = "every row with a word to attend to sums to one" if empty else "rows sum to one"
            sentence = f"the hidden scores{raised} count nowhere, and {whole}."
        elif "0" in "".join(state["mask"]):
            sentence = f"the hidden scores{raised} still count in what each row is divided by, {short}"
        else:
            sentence = "nothing is hidden, and every row sums to one."
        acts = "Minus infinity before" if state["way"] == "before" else "Zero after"
        return f"{acts} the softmax: {sentence}{nowhere} {painted}"

    def table(self, state):
        rows = [
            [word, *(weight if mark == "1" else "hidden" for weight, mark in zip(weights, marks)), sum(weights)]
            for word, weights, marks in zip(self.words, self.weights(state), state["mask"])]
        return ["query", *self.words, "sum"], rows
