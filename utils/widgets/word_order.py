"""Word order: what the order of the words does to attention, without positions and with them."""
import math

import traitlets

from .base import front_end
from .explorable import Explorable
from .fields import OneOf, Order, Row, Whole
from .given import rounded, words_of
from .numbers import significant, softmax

BASE = 10_000
PLACES = 40  # how far the sentence can be moved on
KINDS = {
    "none": "Without positions",
    "added": "With sinusoids added",
    "rotated": "With queries and keys rotated",
}


class WordOrder(Explorable):
    """A sentence to reorder and to move on, and the attention weights between its words, by word and not by place.

    What it teaches: attention sees a set, so that without positions no weight depends on the order; sinusoids
    make the weights depend on where the words stand, rotation on how far apart they stand only. (The
    misconception: "attention knows order".) The matrix keeps the words in their original order, so that a number
    that changes is a weight that changed.

    The sinusoids of Vaswani et al. 2017, section 3.5, are added to queries and keys alike, as if W_q and W_k left
    them as they are. The rotation is that of Su et al. 2021 (RoFormer), section 3.2.2: the numbers 2i and 2i + 1
    turn together. In both, the angle at a place is place / 10000^(2i / d).

    words: n of them, 3 to 6, each another. queries, keys: (n, d), before positions, d even, 2 to 1024. Raises
    ValueError where they do not fit each other.
    """

    FIELDS = {"order": Row(Whole(0, 5), 3, 6), "positions": OneOf(tuple(KINDS)), "moved": Whole(0, PLACES)}

    words = traitlets.List().tag(sync=True)
    q = traitlets.List().tag(sync=True)
    k = traitlets.List().tag(sync=True)

    _esm, _css = front_end("recordable", "explorable", "word_order",
                           parts=("numbers", "slider", "matrix", "tokens"))

    def __init__(self, words, queries, keys, **task):
        self.words = words_of("words", words, 3, 6, different=True)
        size = len(self.words)
        self.q = rounded("queries", queries, size, range(2, 1025))
        wide = len(self.q[0])
        if wide % 2:
            raise ValueError(f"queries must have an even number of columns, to be turned in pairs, not {wide}")
        self.k = rounded("keys", keys, size, wide)
        super().__init__({"order": list(range(size)), "positions": "none", "moved": 0},
                         fields={"order": Order(size)}, **task)

    def weights(self, state):
        """The weights of each word over each word, both in the words' original order, (n, n)."""
        place = {word: place + state["moved"] for place, word in enumerate(state["order"])}
        queries, keys = ([_placed(row, place[word], state["positions"]) for word, row in enumerate(rows)]
                         for rows in (self.q, self.k))
        scale = math.sqrt(len(queries[0]))
        return [softmax([sum(map(math.prod, zip(query, key))) / scale for key in keys]) for query in queries]

    def changes(self, state):
        """The largest change of a weight by the order alone, and by the move alone."""
        now = self.weights(state)
        others = {"order": sorted(state["order"])}, {"moved": 0}
        return [_largest_change(now, self.weights(state | other)) for other in others]

    def said(self, state):
        by_order, by_move = map(_amount, self.changes(state))
        if state["order"] == sorted(state["order"]):
            order = "the words stand in their original order"
        else:
            stand = " ".join(self.words[word] for word in state["order"])
            known = (f"the new order changes a weight by up to {by_order}" if by_order
                     else "no weight moved: attention does not know the order")
            order = f"the words stand as “{stand}”, and {known}"
        moved = state["moved"]
        if not moved:
            move = "The sentence starts at place 0."
        else:
            changes = f"changes a weight by up to {by_move}" if by_move else "changes no weight"
            move = f"Moving everything on by {moved} {changes}."
        return f"{KINDS[state['positions']]}, {order}. {move}"

    def table(self, state):
        return ["query", *self.words], [[word, *row] for word, row in zip(self.words, self.weights(state))]


def _placed(row, place, positions):
    """A query or a key at a place."""
    if positions == "none":
        return row
    placed = []
    for even in range(0, len(row), 2):
        angle = place / BASE ** (even / len(row))
        a, b, sin, cos = row[even], row[even + 1], math.sin(angle), math.cos(angle)
        placed += [a + sin, b + cos] if positions == "added" else [a * cos - b * sin, a * sin + b * cos]
    return placed


def _largest_change(a, b):
    return max(abs(x - y) for row, other in zip(a, b) for x, y in zip(row, other))


def _amount(change):
    """A change of a weight in digits; "" where only rounding is left of it."""
    return significant(change) if change > 1e-9 else ""
