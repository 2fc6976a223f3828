"""Fading: how much of a gradient reaches the first step, for a recurrent weight and a gap."""
from .base import front_end
from .explorable import Explorable
from .fields import Maybe, Number, OneOf, Whole
from .numbers import fixed, grouped, part, plural, written

SIZES = (1, 16, 256)


class Fading(Explorable):
    """The gradient of the last state with respect to the first, behind a prediction.

    What it teaches: on its way back the gradient is multiplied by the recurrent weight once a step, so it shrinks
    or grows by a power, and a larger state changes nothing about that. (The misconception: "it forgets because
    the state is small".) The network is the linear one: a state of `size` numbers, turned and multiplied by
    `weight` at each step, for which the norm of the gradient is weight ** gap at every size.

    The curve is hidden until the learner has said, in `guess`, how much is left at the weight and the gap of the
    start: a power of ten.
    """

    FIELDS = {"weight": Number(0.5, 1.2), "gap": Whole(1, 40), "size": OneOf(SIZES), "guess": Maybe(Number(-6, 2))}

    _esm, _css = front_end("recordable", "explorable", "fading", parts=("numbers", "slider", "prediction", "powers", "plot"))

    def __init__(self, weight=0.9, gap=20, size=16, **task):
        super().__init__({"weight": weight, "gap": gap, "size": size, "guess": None}, **task)

    def said(self, state):
        weight, gap = fixed(state["weight"]), state["gap"]
        asked = plural(self.start["gap"], "step"), fixed(self.start["weight"])
        if state["guess"] is None:
            moved = (state["weight"], gap) != (self.start["weight"], self.start["gap"])
            return (f"{f'The weight is {weight}, the gap {gap}. ' if moved else ''}How much of the gradient is left "
                    f"after {asked[0]} at a weight of {asked[1]}? Say it, and the curve appears.")
        left = state["weight"] ** gap
        ends = (f"After {plural(gap, 'step')} the gradient is {_amount(left)} times what it was" if left > 1
                else f"At a gap of {gap}, {_amount(left)} of the gradient is left")
        return (f"{ends}: {weight} to the power of {gap}, with a state of {state['size']}. For {asked[0]} at "
                f"{asked[1]} you said {written(10 ** state['guess'], 2)}.")

    def table(self, state):
        steps = [k for k in (0, 1, 2, 5, 10, 20, 30, 40) if k < state["gap"]] + [state["gap"]]
        seen = steps if state["guess"] is not None else []
        return ["steps back", "left of the gradient"], [[str(k), _amount(state["weight"] ** k)] for k in seen]


def _amount(left):
    """What is left of one, or has become of it: 1469.8 is "1,470"."""
    words = part(left)
    return grouped(int(words)) if words.isdigit() else words
