"""Gate: what a forget gate at each step leaves of a message."""
import math
from itertools import accumulate
from operator import mul

from .base import front_end
from .explorable import Explorable
from .fields import Number, Row
from .numbers import fixed

STEPS = 20


class Gate(Explorable):
    """Twenty steps, a forget gate at each, and the share of a message that is left after each.

    What it teaches: what is left is the product of all gates so far. One number for all steps says only how fast
    it fades, by its half-life; gates that differ keep for as long as they should, and then let go. (The
    misconception: "a gate decides once".)

    keep: the share that every gate keeps at the start, 0 to 1. Raises ValueError for another.
    Source: Gers et al. 2000, for the forget gate.
    """

    FIELDS = {"gates": Row(Number(0, 1), STEPS, STEPS)}

    _esm, _css = front_end("recordable", "explorable", "gate", parts=("numbers", "slider", "bars"))

    def __init__(self, keep=0.9, **task):
        super().__init__({"gates": [keep] * STEPS}, **task)

    def said(self, state):
        gates = state["gates"]
        least = min(gates)
        alike = least == max(gates)
        how = _alike(least) if alike else (
            f"The gates differ; that of step {gates.index(least) + 1} keeps least, {fixed(least)}.")
        left = left_after(gates)
        halves, traces = sum(share >= 0.5 for share in left), sum(share >= 0.01 for share in left)
        long = (f"At least half is left through step {halves}" if halves
                else "Less than half is left from the first step")
        gone = (f"less than a hundredth from step {traces + 1} on" if traces < STEPS
                else "a hundredth or more to the end")
        return f"{how} {long}, {gone}."

    def table(self, state):
        left = left_after(state["gates"])
        rows = [[str(step), gate, share if share >= 0.01 else "less than 0.01"]
                for step, (gate, share) in enumerate(zip(state["gates"], left), 1)]
        return ["step", "gate", "left"], rows


def left_after(gates):
    """The share of a message that is left after each step: the product of the gates so far."""
    return list(accumulate(gates, mul))


def half_life(keep):
    """After how many steps half is left where every gate is `keep`, between 0 and 1; see lesson 03."""
    return math.log(0.5) / math.log(keep)


def _alike(keep):
    if keep == 0:
        return "Every gate is shut."
    if keep == 1:
        return "Every gate is wide open, and nothing is lost."
    return f"Every gate keeps {fixed(keep)}, which is a half-life of {fixed(half_life(keep), 1)} steps."
