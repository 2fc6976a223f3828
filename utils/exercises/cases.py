"""What cases are made of: numbers, written out or drawn, in shapes that no answer slips through."""
import inspect
from dataclasses import replace

import torch

from .shrinking import mapped
from .worker import Built, Case, maker


def given(dtype=torch.float32, gradient=False, **inputs):
    """A case whose inputs are tensors that are written out, as lists of numbers."""
    tensors = {name: torch.tensor(numbers) for name, numbers in inputs.items()}
    return Case({name: torch.tensor(inputs[name], dtype=dtype) if tensor.is_floating_point() else tensor
                 for name, tensor in tensors.items()}, gradient=gradient)


def normal(generator, *shape, scale=1.0, dtype=torch.float32):
    """Numbers around zero, of two decimals, so that an example can be read."""
    return (scale * torch.randn(shape, generator=generator, dtype=dtype)).round(decimals=2)


def scaled(case, **factors):
    """The same case with some of its inputs, by name, multiplied."""
    return replace(case, inputs={**case.inputs, **{name: by * case.inputs[name] for name, by in factors.items()}})


def tiny(case):
    """The same case with all its numbers a billionth as large, those of functions that are given too."""
    return mapped(case, lambda tensor: 1e-9 * tensor if tensor.is_floating_point() else tensor)


def shapes(drawn, *usual, gradient=True):
    """drawn(*lengths) for every kind of lengths of the axes, tiny in float64 and, where it matters, differentiated.

    The lengths are the usual ones; all alike; all 1; one at a time 1; those of one half and of the other above 64;
    and the first or the last above 256.
    """
    axes, half = range(len(usual)), (len(usual) + 1) // 2
    wide = [65 + k for k in axes]
    lengths = [usual, [3 for _ in axes], [1 for _ in axes], *[[*usual[:k], 1, *usual[k + 1:]] for k in axes],
               [*wide[:half], *usual[half:]], [*usual[:half], *wide[half:]], [300, *usual[1:]], [*usual[:-1], 300]]
    return [*[drawn(*shape) for shape in lengths], tiny(drawn(*usual, dtype=torch.float64)),
            *([drawn(*usual, gradient=True)] if gradient else [])]


# Functions that an answer is given


def built(make, **values):
    """What `make(**values)` returns, a function; it is made where the answer runs."""
    return Built(inspect.getsource(make), make.__name__, values)


def made(function):
    """The function itself, made here, for an oracle to call."""
    return maker(function.source, function.name)(**function.values)


# Steps


def steps(generator, sets=1, state="h", parts=1):
    """Calls of a step that reads a symbol, with several sets of weights and several parts of a state side by side."""
    def drawn(B, d_in, d_h, dtype=torch.float32, gradient=False):
        def some(*shape, scale=0.6):  # small enough that what bends does not saturate
            return normal(generator, *shape, scale=scale, dtype=dtype)

        return Case({"x": some(B, d_in, scale=0.8), state: some(B, parts * d_h), "W_x": some(d_in, sets * d_h),
                     "W_h": some(d_h, sets * d_h), "b": some(sets * d_h)}, gradient=gradient)

    def pulled(by):
        """Large inputs and small weights, or the other way round, and the same products."""
        return scaled(drawn(2, 3, 2, torch.float64), **{"x": by, state: by, "W_x": 1 / by, "W_h": 1 / by})

    def lifted(by):
        """A large bias, which x and its weights take away again, but for digits that float32 does not have."""
        case = drawn(2, 3, 2, torch.float64)
        x, _, W_x, _, b = case.inputs.values()
        x[:, 0], W_x[0], b[:] = 1, W_x[0] - by, b + by
        return case

    return [
        drawn(1, 2, 1), drawn(2, 1, 2), drawn(2, sets, 1), *shapes(drawn, 4, 3, 5), pulled(2000), pulled(1 / 2000),
        lifted(300), scaled(drawn(2, 3, 4), x=200), scaled(drawn(2, 3, 4, gradient=True), x=20),
        scaled(drawn(2, 3, 4), **{state: 0}),
    ]


def by_cell(cell, case):
    """What torch's own cell makes of a step's inputs, with the weights in its layout and its second bias at zero."""
    x, state, W_x, W_h, b = case.inputs.values()
    return cell(x, state, W_x.T, W_h.T, b, torch.zeros_like(b))
