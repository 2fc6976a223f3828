"""What a lesson expects of what it has measured: one line, and never the end of the lesson."""
import math

from utils.widgets.numbers import significant, written

from .catalogue import specifications
from .checks import insist

UNEXPECTED = "Not as expected"  # the tests of the notebooks look for it in what a cell has printed
OTHERWISE = ("A training that was interrupted can do this, or a cell that was changed or left out: run the cells "
             "above once more, in their order.")


def expect(name, value, *, above=None, below=None, unit="", otherwise=OTHERWISE):
    """Say what was measured and what was expected of it; where it falls outside, also why that may be.

    name: what was measured, or without above and below the id of the question that it answers: its specification
    then says what it is called and what is expected. value: a float, or a tensor of one number; nan is never as
    expected. above and below: the numbers between which it should lie, or one of them. otherwise: what may have led
    elsewhere and what to try, in whole sentences. Nothing is raised because of the value, unless ONEHOP_STRICT is 1.
    Raises ValueError where nothing is expected.
    """
    if above is below is None and (expected := getattr(specifications.get(name), "expected", None)):
        name, above, below, unit = expected.what, expected.above, expected.below, expected.unit
    if above is None and below is None or None not in (above, below) and above >= below:
        raise ValueError(f"{name}: say what is expected, above= or below= a number, or between two; "
                         f"here they are {above} and {below}.")
    value = float(value.item() if hasattr(value, "item") else value)  # a tensor may know its gradient
    bounds = " and ".join(f"{side} {_bound(bound)}" for side, bound in (("above", above), ("below", below))
                          if bound is not None)
    met = (above is None or value > above) and (below is None or value < below)
    said = f"{name}: {_number(value)}{' ' * bool(unit)}{unit}. {'Expected' if met else UNEXPECTED}: {bounds}."
    print(said if met else f"{said} {otherwise}")
    if not met:
        insist(said)


def _number(value):
    if not math.isfinite(value):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 1000 else significant(value, 3)


def _bound(bound):
    return f"{bound:,.0f}".replace("-", "−") if bound == round(bound) else written(bound, 4)
