"""Fading: how much of a gradient reaches the first step, for a recurrent weight and a gap."""
from .base import front_end
from .explorable import Explorable
from .fields import Maybe, Number, OneOf, Whole
from .numbers import fixed, part, significant

SIZES = (1, 16, 256)


class Fading(Explorable):
    """The gradient of the last state with respect to the first, behind a prediction.

    What it teaches: on its way back the gradient is multiplied by the recurrent weight once a step, so it shrinks
    or grows by a power, and a larger state changes nothing about that. (The misconception: "it forgets because
    the state is small".) The network is the linear one: a state of `size` numbers, turned and multiplied by
    `weight` at each step, for which the norm of the gradient is weight ** gap at every size.

    The curve is hidden until the learner has said, in `guess`, how much is left: a power of ten.
    """

    FIELDS = {"weight": Number(0.5, 1.2), "gap": Whole(1, 40), "size": OneOf(SIZES), "guess": Maybe(Number(-6, 2))}

    _esm, _css = front_end("recordable", "explorable", "fading", parts=("numbers", "slider", "plot"))

    def __init__(self, weight=0.9, gap=20, size=16, **task):
        super().__init__({"weight": weight, "gap": gap, "size": size, "guess": None}, **task)

    def said(self, state):
        weight, gap = fixed(state["weight"]), state["gap"]
        if state["guess"] is None:
            return (f"The weight is {weight}, the gap {gap}. How much of the gradient is left at the first step? "
                    f"Say it, and the curve appears.")
        left = state["weight"] ** gap
        return (f"At a gap of {gap}, {part(left)} of the gradient is left: {weight} to the power of {gap}, with a "
                f"state of {state['size']}. You said {significant(10 ** state['guess'])}.")

    def table(self, state):
        steps = [k for k in (0, 1, 2, 5, 10, 20, 30, 40) if k < state["gap"]] + [state["gap"]]
        seen = steps if state["guess"] is not None else []
        return ["steps back", "left of the gradient"], [[str(k), part(state["weight"] ** k)] for k in seen]
