"""What distinguishes a result from the one that was expected."""
import math

import torch

from .words import dtype_of, kind_of, shape_of

TOLERANCE = {  # relative, and what the rounding of numbers of size 1 makes at least
    torch.float64: (1e-6, 1e-14), torch.float32: (1e-4, 1e-6),
    torch.bfloat16: (2e-2, 2e-4), torch.float16: (1e-2, 1e-4),
}
NUMBERS = ("the values are not.", "The number is not right.")  # how a sentence ends where only these are wrong


def difference(got, expected, blur=1):
    """What distinguishes `got` from `expected`, as a sentence; "" if they agree within the tolerance.

    blur: times as much as TOLERANCE says may rounding make.
    """
    if got is None:
        return "It returns None. Is there a `return`?"
    if isinstance(expected, (tuple, list)):
        if not isinstance(got, (tuple, list)) or len(got) != len(expected):
            return f"It should return {len(expected)} things; it returns {kind_of(got)}."
        found = [difference(g, e, blur) for g, e in zip(got, expected)]
        place = next((i for i, sentence in enumerate(found) if sentence), None)
        return "" if place is None else f"Result {place + 1} of {len(expected)}: {found[place]}"
    if isinstance(expected, dict) and isinstance(got, dict):
        alike = got.keys() == expected.keys() and not any(difference(got[name], expected[name]) for name in expected)
        return "" if alike else "The value is not right."
    if isinstance(expected, torch.Tensor):
        return _tensor_difference(got, expected, blur)
    if isinstance(expected, float):
        if isinstance(got, (int, float)) and not isinstance(got, bool):
            return "" if math.isclose(got, expected, rel_tol=1e-6, abs_tol=1e-9) else "The number is not right."
        return f"It should return a number; it returns {kind_of(got)}."
    if type(got) is not type(expected):
        return f"It should return {kind_of(expected)}; it returns {kind_of(got)}."
    return "" if got == expected else "The value is not right."


def _tensor_difference(got, expected, blur):
    if not isinstance(got, torch.Tensor):
        return f"It should return a tensor; it returns {kind_of(got)}."
    if got.shape != expected.shape:
        return f"The shape should be {shape_of(expected)}; it is {shape_of(got)}."
    if got.dtype != expected.dtype:
        return f"The type of number should be {dtype_of(expected)}, as in the inputs; it is {dtype_of(got)}."
    if torch.equal(got, expected):
        return ""
    if expected.is_floating_point() and got.isnan().any() and not expected.isnan().any():
        return "There is `nan` in the result: somewhere 0 / 0, inf − inf or the logarithm of a negative number."
    tolerance, rounding = TOLERANCE.get(expected.dtype, (0.0, 0.0))

    def close(least):
        return torch.allclose(got, expected, rtol=tolerance, atol=max(least, blur * rounding), equal_nan=True)

    # Small where all that is expected is small; how small, hardly any result asks.
    alike = close(tolerance) and (close(0.0) or close(tolerance * min(1.0, _largest(expected))))
    return "" if alike else "The shape is right, the values are not."


def _largest(tensor):
    finite = tensor[tensor.isfinite()].double().abs()  # True and False too
    return finite.max().item() if len(finite) else 0.0


def gradient_difference(case, got, expected):
    """What distinguishes the gradients for the case's inputs and weights, as a sentence; "" if they agree."""
    given = {**case.inputs, **case.weights}
    names = [n for n, x in given.items() if isinstance(x, torch.Tensor) and x.is_floating_point()]
    cut = "The value is right, but training cannot reach {}: {} is cut off from the result by `.item()`, " \
          "`.detach()`, `.data`, `torch.tensor(…)` or `no_grad`."
    if got is None or len(got) != len(names):
        return cut.format("the parameters", "everything")
    for name, g, e in zip(names, got, expected):
        if g is None and e is not None:
            return cut.format(f"`{name}`", f"`{name}`")
        if e is not None and difference(g, e, blur=30):  # what saturates has gradients of few digits
            what = "it is `nan` somewhere. A `torch.where` goes back through the branch that it does not take, too." \
                if g.isnan().any() and not e.isnan().any() else \
                "part of the way back is cut off, or another one, as by `detach`, a clamp or rounding."
            return f"The value is right, but its gradient with respect to `{name}` is not: {what}"
    return ""
