"""What a computation costs, as a function of length: time, memory, waiting, gradients; and the laws behind."""

import itertools
import math
import statistics
import sys
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

# Time ----------------------------------------------------------------------------------------------------

wall = time.perf_counter  # what one waits
# What the processor spends on us, which no other program lengthens; for one thread on a quiet machine it is what
# one waits. Windows counts it in ticks of 16 ms, too coarse for a call.
work = time.process_time if sys.platform != "win32" else wall


@dataclass(frozen=True)
class Times:
    """How long each function took at each length; see `times`."""

    lengths: tuple[int, ...]
    rounds: dict[str, torch.Tensor] = field(repr=False)  # name -> (repeats, n_lengths) float64, in seconds

    def least(self, name):
        """The shortest time at each length, (n_lengths,) in seconds: what else runs here only ever adds."""
        return self.rounds[name].amin(dim=0)

    def median(self, name):
        """The median time at each length, (n_lengths,) in seconds: what one waits, with all that runs here."""
        return self.rounds[name].median(dim=0).values


def times(functions: dict[str, Callable], lengths: Sequence[int], repeats=7, clock=wall):
    """Take the time of each function at each length, `repeats` times.

    functions: by name; function(length) prepares what is needed and returns the call to be timed, which takes
    nothing. Every call is made once untimed, to warm up. Then each round times all of them in turn, so that a
    busy spell of the machine falls on all alike and not on one. clock gives seconds: `wall`, which waits for a
    GPU, or `work`. Returns a Times. Raises ValueError without functions, lengths or repeats.
    """
    if not functions or not len(lengths) or repeats < 1:
        raise ValueError("times needs at least one function, one length and one repeat.")
    calls = {(name, i): prepare(length) for i, length in enumerate(lengths)
             for name, prepare in functions.items()}
    for call in calls.values():
        call()
    rounds = {name: torch.zeros(repeats, len(lengths), dtype=torch.float64) for name in functions}
    for round in range(repeats):
        for (name, i), call in calls.items():
            _finish()
            start = clock()
            call()
            _finish()
            rounds[name][round, i] = clock() - start
    return Times(tuple(lengths), rounds)


def _finish():
    if torch.cuda.is_initialized():
        torch.cuda.synchronize()


# Memory, waiting and gradients: exact, whatever else the machine does --------------------------------------


def peak_memory(call):
    """The most bytes that tensors made during call() take up at one time.

    What was there before does not count, nor what a kernel of torch takes for itself while it works. On the
    CPU, or on one GPU; the same call always gives the same number.
    """
    with _Ledger() as ledger:
        kept = call()  # what is returned is still there at the end
    del kept
    return ledger.peak


def sequential_steps(call):
    """How many operations call() has to do one after another: the longest chain in which each needs the last.

    No number of cores makes it shorter. A view costs nothing and does not count, nor does what is made from
    nothing (zeros, random numbers); what writes in place waits for all that was written there before.
    """
    with _Chains() as chains:
        call()
    return chains.longest


class _Ledger(TorchDispatchMode):
    """Counts the bytes of every storage that an operation makes, until it is freed."""

    def __init__(self):
        super().__init__()
        self.now = self.peak = 0
        self.known = weakref.WeakSet()

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        given = _storages((args, kwargs))
        result = operation(*args, **(kwargs or {}))
        for storage in _storages(result):
            if storage not in self.known and storage not in given:  # no view, nor written in place
                self.known.add(storage)
                self._enter(storage.nbytes())
                weakref.finalize(storage, self._enter, -storage.nbytes())
        return result

    def _enter(self, size):
        self.now += size
        self.peak = max(self.peak, self.now)


class _Chains(TorchDispatchMode):
    """Keeps for every storage how long the chain of operations is that led to it."""

    def __init__(self):
        super().__init__()
        self.longest = 0
        self.chain = weakref.WeakKeyDictionary()  # storage -> operations

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        given = _storages((args, kwargs))
        result = operation(*args, **(kwargs or {}))
        before = max((self.chain.get(storage, 0) for storage in given), default=-1)
        for storage in _storages(result):
            if storage not in given or operation._schema.is_mutable:
                self.chain[storage] = before + 1
                self.longest = max(self.longest, before + 1)
        return result


def _storages(values):
    return [x.untyped_storage() for x in tree_leaves(values) if isinstance(x, torch.Tensor)]


def gradient_norm(result, tensors):
    """The length of the gradient of a scalar with respect to all `tensors` together, as a float.

    result: a scalar tensor; tensors: those it was computed from, each asking for its gradient.
    """
    gradients = torch.autograd.grad(result, list(tensors), retain_graph=True)
    return math.sqrt(sum(g.double().square().sum().item() for g in gradients))


# Laws ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Power:
    """The law scale · length ^ exponent; leaving out any one point moves the exponent by `spread` at most."""

    exponent: float
    spread: float
    scale: float

    def __call__(self, lengths):
        return self.scale * torch.as_tensor(lengths, dtype=torch.float64) ** self.exponent

    def __str__(self):
        return f"length to the power of {self.exponent:.2f} ± {self.spread:.2f}"

    def meets(self, other):
        """The length at which two laws give the same. Raises ValueError if their exponents are the same."""
        if self.exponent == other.exponent:
            raise ValueError(f"Two laws with the same exponent, {self.exponent:g}, do not meet.")
        return (self.scale / other.scale) ** (1 / (other.exponent - self.exponent))


@dataclass(frozen=True)
class Decay:
    """The law scale · factor ^ distance; leaving out any one point moves the factor by `spread` at most."""

    factor: float
    spread: float
    scale: float

    def __call__(self, distances):
        return self.scale * self.factor ** torch.as_tensor(distances, dtype=torch.float64)

    def __str__(self):
        return f"times {self.factor:.3f} ± {self.spread:.3f} at each step"


def fit_power(lengths, values):
    """The Power that fits values (n,) at lengths (n,), all above zero, n at least 3.

    On logarithmic axes a power is a straight line. Its exponent is the median of the slopes between all pairs
    of points, which a bad point or two among many do not move (Theil 1950, Sen 1968). Raises ValueError for
    fewer points, for equal lengths, and for what has no logarithm.
    """
    exponent, spread, start = _line(_logarithms("lengths", lengths), _logarithms("values", values))
    return Power(exponent, spread, math.exp(start))


def fit_decay(distances, values):
    """The Decay that fits values (n,), all above zero, at distances (n,), n at least 3, as in `fit_power`."""
    slope, spread, start = _line(_numbers("distances", distances), _logarithms("values", values))
    factor = math.exp(slope)
    return Decay(factor, factor * math.expm1(spread), math.exp(start))


def _line(x, y):
    """Slope, the most that it moves when one point is left out, and the height at 0, all by medians."""
    if len(x) != len(y):
        raise ValueError(f"There are {len(x)} places and {len(y)} values: one value for each.")
    if len(x) < 3:
        raise ValueError(f"A law is fitted to at least 3 points, not {len(x)}.")
    if len(set(x)) < len(x):
        raise ValueError("Two points stand at the same place: take the median of their values first.")
    points = list(zip(x, y))
    slope = _slope(points)
    spread = max(abs(_slope(points[:i] + points[i + 1:]) - slope) for i in range(len(points)))
    return slope, spread, statistics.median(b - slope * a for a, b in points)


def _slope(points):
    return statistics.median((d - b) / (c - a) for (a, b), (c, d) in itertools.combinations(points, 2))


def _logarithms(name, values):
    numbers = _numbers(name, values)
    if min(numbers, default=1.0) <= 0:
        raise ValueError(f"{name} must be above zero to have a logarithm, not {min(numbers):g}.")
    return [math.log(number) for number in numbers]


def _numbers(name, values):
    numbers = torch.as_tensor(values, dtype=torch.float64).detach().flatten().tolist()
    if not all(map(math.isfinite, numbers)):
        raise ValueError(f"{name} must be finite numbers, not {numbers}.")
    return numbers
