"""Arrows: a query and keys as arrows in the plane, and the blend of the values that sit at the keys."""
import traitlets

from .base import front_end
from .explorable import Explorable
from .fields import Number, Order, Row, Whole
from .given import rounded, words_of
from .numbers import apart, blend, fixed, percent, softmax

MOST = 4
REACH = 2  # of a query and of a key, along each axis
POINT = Row(Number(-REACH, REACH), 2, 2)


class Arrows(Explorable):
    """A query, keys and values in the plane: turn and stretch the arrows, and let values change places.

    What it teaches: query and keys alone set the weights, by their dot products; values alone set what comes out
    of them; and a longer query makes the weights more unequal. (The misconceptions: "the three are copies of each
    other" and "the values set the weights".) The scores are plain dot products, not yet divided by sqrt(d_k).

    words: n names, n from 2 to 4. keys: (n, 2), from -2 to 2. values: (n, 2), from -1 to 1, the value that each
    word brings along. query: (2,), from -2 to 2. Raises ValueError for what does not fit.

    In a state, values[i] says whose value sits at key i.

    Source: the names, and the weighted sum, of Vaswani et al. 2017, section 3.2.
    """

    FIELDS = {"query": POINT, "keys": Row(POINT, 2, MOST),
              "values": Row(Whole(0, MOST - 1), 2, MOST)}

    _esm, _css = front_end("recordable", "explorable", "arrows", parts=("numbers", "bars", "handle", "plane"))

    words = traitlets.List().tag(sync=True)
    points = traitlets.List().tag(sync=True)  # the values, in the order of their words

    def __init__(self, words, keys, values, query, **task):
        words = words_of("words", words, 2, MOST, different=True)
        size = len(words)
        start = {"query": rounded("query", query, 2, within=REACH),
                 "keys": rounded("keys", keys, size, 2, within=REACH), "values": list(range(size))}
        super().__init__(start, fields={"keys": Row(POINT, size, size), "values": Order(size)}, words=words,
                         points=rounded("values", values, size, 2, within=1), **task)

    def said(self, state):
        weights = softmax(scores(state["query"], state["keys"]))
        read = ", ".join(f"{word} with {percent(weight)}" for word, weight in zip(self.words, weights))
        out = blend([self.points[value] for value in state["values"]], weights)
        gaps = [apart(out, point) for point in self.points]
        nearest = self.words[gaps.index(min(gaps))]
        words = (f"The query, {fixed(apart(state['query'], [0, 0]), 1)} long, reads {read}. What comes out is "
                 f"nearest to {nearest}’s value.")
        if state["values"] != list(range(len(self.words))):
            words += " Values have changed places, and no weight has changed by that."
        return words

    def table(self, state):
        score = scores(state["query"], state["keys"])
        rows = zip(self.words, map(fixed, score), softmax(score), state["values"])
        return (["key", "query · key", "weight", "value"],
                [[word, number, weight, f"{self.words[value]}’s"] for word, number, weight, value in rows])


def scores(query, keys):
    """The dot products of a query (2,) with keys (n, 2)."""
    return [query[0] * x + query[1] * y for x, y in keys]
