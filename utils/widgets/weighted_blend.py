"""The weighted blend: amounts of some words, and where their weighted average lies."""
import traitlets

from .base import front_end
from .explorable import Explorable
from .fields import Number, Row
from .given import rounded, words_of
from .numbers import apart, blend, fixed, percent

MOST = 8
COUNTS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}
RING = 0.08  # how near to the target counts as at it


class WeightedBlend(Explorable):
    """Words as points in the plane, an amount of each, and the blend of them, to be brought to a target.

    What it teaches: what attention reads is a weighted average, in which every word has a share, and it can lie
    where no word is. Only the shares of the whole count: twice the amounts give the same blend. (The
    misconception: "attention picks one word".)

    points: (n, 2), from -1 to 1, n from 2 to 8. words: the n names. target: (2,), the middle of the ring.
    At the start the first word has everything. Raises ValueError for what does not fit.

    Source: the weighted sum of values in Vaswani et al. 2017, section 3.2.
    """

    FIELDS = {"amounts": Row(Number(0, 1), 2, MOST)}

    _esm, _css = front_end("recordable", "explorable", "weighted_blend", parts=("numbers", "bars", "plane"))

    words = traitlets.List().tag(sync=True)
    points = traitlets.List().tag(sync=True)
    target = traitlets.List().tag(sync=True)
    ring = traitlets.Float(RING).tag(sync=True)

    def __init__(self, points, words, target, **task):
        words = words_of("words", words, 2, MOST, different=True)
        size = len(words)
        super().__init__({"amounts": [1] + [0] * (size - 1)}, fields={"amounts": Row(Number(0, 1), size, size)},
                         words=words, points=rounded("points", points, size, 2, within=1),
                         target=rounded("target", target, 2, within=1), **task)

    def said(self, state):
        weights = shares(state["amounts"])
        if weights is None:
            return "There is no weight at all: nothing to blend."
        held = [(word, weight) for word, weight in zip(self.words, weights) if weight]
        gap = apart(blend(self.points, weights), self.target)
        end = f"{fixed(gap)} from the target{', inside the ring' if gap <= RING else ''}."
        if len(held) == 1:
            return f"All weight is on {held[0][0]}: the blend is that word alone, {end}"
        where = "on the line between the two" if len(held) == 2 else f"among the {COUNTS[len(held)]}"
        return f"{', '.join(f'{percent(weight)} {word}' for word, weight in held)}: the blend lies {where}, {end}"

    def table(self, state):
        weights = shares(state["amounts"]) or [0] * len(self.words)
        rows = zip(self.words, map(fixed, state["amounts"]), map(float, weights))
        return ["word", "amount", "weight"], [list(row) for row in rows]


def shares(amounts):
    """The weights that amounts make, together one; None where all are zero."""
    whole = 0.0
    for amount in amounts:
        whole += amount
    return [amount / whole for amount in amounts] if whole else None
