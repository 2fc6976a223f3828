"""Make an example smaller while an answer still fails on it, so that a person can read it."""
import dataclasses
import time

import torch

from .worker import Built

ENOUGH = 24  # numbers in the inputs; so few can be read
CALLS, SECONDS = 60, 5.0  # at most, for one example


def shrink(case, fails):
    """The smallest case that is made of `case` and on which `fails(case)` still holds."""
    deadline, calls = time.monotonic() + SECONDS, 0
    smaller = True
    while smaller and size(case) > ENOUGH:
        smaller = None
        for candidate in _smaller(case):
            calls += 1
            if calls > CALLS or time.monotonic() > deadline:
                return case
            if fails(candidate):
                case = smaller = candidate
                break
    rounded = mapped(case, lambda tensor: tensor.round(decimals=1) if tensor.is_floating_point() else tensor)
    return rounded if not _is_round(case) and fails(rounded) else case


def _is_round(case):
    """Whether its numbers have two decimals at most, as those written by hand do."""
    floats = [tensor for tensor in _tensors([case.inputs, case.weights]) if tensor.is_floating_point()]
    return all(torch.allclose(tensor, tensor.round(decimals=2), rtol=0, atol=1e-6) for tensor in floats)


def size(case):
    """How many numbers a person has to read."""
    return sum(tensor.numel() for tensor in _tensors([case.inputs, case.init, case.weights]))


def _smaller(case):
    """Cases in which one length is less, wherever it stands: in tensors, in lists, and as a number.

    A length is taken for one and the same wherever it occurs, since the specifications keep the axes of a case
    unequal. Where that does not fit together, the oracle says so.
    """
    lengths = {n for tensor in _tensors([case.inputs, case.init, case.weights]) for n in tensor.shape if n > 2}
    steps = [(length, target) for length in sorted(lengths, reverse=True)
             for target in (2, 3, length // 2, length - 1) if target < length]
    for length, target in sorted(steps, key=lambda step: step[1] in lengths):  # two axes that were made equal stay so
        for blocks in (False, True):
            yield mapped(case, lambda tensor: _narrow(tensor, length, target, blocks),
                          lambda number: target if number == length else number)
    yield mapped(case, lambda tensor: tensor, keep=2)


def _narrow(tensor, length, target, blocks):
    """The first `target` of an axis of `length`; with `blocks` also of each part of one several times as long."""
    for axis, n in enumerate(tensor.shape):
        if n == length or blocks and n in (2 * length, 3 * length, 4 * length):
            parts = tensor.split(length, axis)
            tensor = torch.cat([part.narrow(axis, 0, target) for part in parts], axis)
    if not tensor.is_floating_point() and tensor.numel() and target <= tensor.max() < length:
        tensor = tensor % target  # symbols, of which there are fewer now
    return tensor


def mapped(case, change, number=lambda value: value, keep=None):
    """The case with its tensors and whole numbers changed, and its lists cut to `keep`."""
    def of(value):
        if isinstance(value, torch.Tensor):
            return change(value)
        if isinstance(value, dict):
            return {name: of(item) for name, item in value.items()}
        if isinstance(value, list):
            return [of(item) for item in value[:keep]]
        if isinstance(value, Built):
            return dataclasses.replace(value, values=of(value.values))
        return number(value) if type(value) is int else value

    return dataclasses.replace(case, inputs=of(case.inputs), init=of(case.init), weights=of(case.weights))


def _tensors(value):
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, Built):
        return _tensors(value.values)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [tensor for item in inner for tensor in _tensors(item)]
