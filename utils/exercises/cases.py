"""What cases are made of: numbers from the generator of their seed, and the functions that an answer is given."""
import inspect
from dataclasses import replace

import torch

from .worker import Built


def normal(generator, *shape, scale=1.0, dtype=torch.float32):
    """Numbers around zero, of two decimals, so that an example can be read."""
    return (scale * torch.randn(shape, generator=generator, dtype=dtype)).round(decimals=2)


def built(make, **values):
    """What `make(**values)` returns, a function; it is made where the answer runs."""
    return Built(inspect.getsource(make), make.__name__, values)


def scaled(case, **factors):
    """The same case with some of its inputs, by name, multiplied."""
    return replace(case, inputs={**case.inputs, **{name: by * case.inputs[name] for name, by in factors.items()}})
