"""Kinds of wrong answers, made of the course's own: right, but for one thing. Of no exercise does one pass.

A kind yields pairs of what it was done to and an answer; it yields nothing where an exercise has no such thing: an
axis that its docstring names, an operation in which it could go wrong, an input of that type.
"""
import copy
import dataclasses
import functools
import inspect
import itertools
import re

import pytest
import torch
import torch.nn.functional as F
from torch.overrides import TorchFunctionMode

from utils.exercises import evaluate, evaluation, specifications
from utils.exercises.cases import tiny
from utils.exercises.differences import difference
from utils.exercises.earlier import reference
from utils.exercises.worker import Built, call

EDGE = 20  # from where on float32 has rounded a sigmoid to 1


# The course's own answer, and what goes in -------------------------------------------------------------------


def answer(spec, change):
    """The course's own answer with change(right, inputs) in the place of right(*inputs)."""
    own = reference(spec.id)
    if not isinstance(own, type):
        return lambda *inputs: change(own, list(inputs))

    class Changed(own):
        def __call__(self, *inputs):
            return change(super().__call__, list(inputs))

    return Changed


@functools.cache
def cases(spec_id, seed=0):
    return specifications[spec_id].cases(torch.Generator().manual_seed(seed))


def names(spec):
    return list(cases(spec.id)[0].inputs)


def is_float(value):
    return isinstance(value, torch.Tensor) and value.is_floating_point()


def floats(spec):
    """Places and names of the inputs that are tensors of floats, or lists of them."""
    for place, (name, value) in enumerate(cases(spec.id)[0].inputs.items()):
        if all(map(is_float, value if isinstance(value, list) else [value])):
            yield place, name


def docstring(spec):
    return inspect.getdoc(reference(spec.id))


@functools.cache
def axes(spec_id):
    """The axes of each tensor that goes in, as the docstring names them: {"x": ("B", "d_in"), …}."""
    found = re.findall(r"(\w+): \(([^()]*)\)", docstring(specifications[spec_id]))
    given = cases(spec_id)[0].inputs
    return {name: tuple(axis.strip() for axis in inside.split(",") if axis.strip())
            for name, inside in found if name in given}


def lengths(spec, inputs):
    """How long each axis is in these inputs, by its name; those that "…" stands for are counted."""
    found = {}
    for name, value in zip(names(spec), inputs):
        of = axes(spec.id).get(name, ())
        if of[:1] == ("...",):
            found["..."] = value.dim() - len(of) + 1
        found.update({axis: n for axis, n in zip(reversed(of), reversed(value.shape)) if axis.isidentifier()})
    return found


def named(spec):
    return sorted({axis for of in axes(spec.id).values() for axis in of if axis.isidentifier()})


def each(value, change):
    """change of every tensor and number in a result or an input."""
    if isinstance(value, (list, tuple)):
        return type(value)(each(item, change) for item in value)
    return change(value) if isinstance(value, torch.Tensor) or type(value) in (int, float) else value


def put(inputs, place, change):
    """The inputs with the one at that place changed."""
    return [each(value, change) if i == place else value for i, value in enumerate(inputs)]


def results(spec):
    return [call(reference(spec.id), case, 10.0).value for case in cases(spec.id)]


# Sizes and shapes ----------------------------------------------------------------------------------------------


def wrong_where(spec, holds):
    """An answer that is wrong where holds(lengths) is true."""
    def change(right, inputs):
        value = right(*inputs)
        return each(value, lambda x: x + 1) if holds(lengths(spec, inputs)) else value

    return answer(spec, change)


def breaks_off_after_32(spec):
    for axis in named(spec):
        yield axis, wrong_where(spec, lambda n, axis=axis: n[axis] > 32)


def counts_in_eight_bits(spec):
    first = next(iter(axes(spec.id).values()), ("...",))[0]
    if first.isidentifier():
        yield first, wrong_where(spec, lambda n: n[first] > 255)
    yield from rewritten(spec, sum=lambda func, x, *rest, **options: x.to(torch.uint8).sum(dtype=torch.uint8)
                         if x.dtype == torch.bool else None)


def fails_where_an_axis_is_one(spec):
    for axis in named(spec):
        yield axis, wrong_where(spec, lambda n, axis=axis: n[axis] == 1)


def fails_where_axes_are_alike(spec):
    for a, b in itertools.combinations(named(spec), 2):
        yield f"{a} = {b}", wrong_where(spec, lambda n, a=a, b=b: n[a] == n[b])


def fails_where_axes_differ(spec):
    for a, b in itertools.combinations(named(spec), 2):
        yield f"{a} ≠ {b}", wrong_where(spec, lambda n, a=a, b=b: n[a] != n[b])


def takes_any_shape_for_one(spec):
    if any(of[:1] == ("...",) for of in axes(spec.id).values()):
        for count in range(4):
            yield f"{count} axes", wrong_where(spec, lambda n, count=count: n["..."] == count)


def transposes_what_is_square(spec):
    for place, name in enumerate(names(spec)):
        of = axes(spec.id).get(name, ())
        if len(of) >= 2 and not (set(re.findall(r"\w+", of[-1])) & set(re.findall(r"\w+", of[-2]))):
            yield name, answer(spec, lambda right, inputs, place=place: right(*put(
                inputs, place, lambda x: x.mT if x.dim() >= 2 and x.shape[-1] == x.shape[-2] else x)))


def squeezes_the_result(spec):
    if any(isinstance(value, torch.Tensor) and value.dim() for value in results(spec)):
        yield "result", answer(spec, lambda right, inputs: right(*inputs).squeeze())


def flattens_the_result(spec):
    if any(isinstance(value, torch.Tensor) and value.dim() != 1 for value in results(spec)):
        yield "result", answer(spec, lambda right, inputs: right(*inputs).flatten())


def takes_the_first_of_a_list(spec):
    for place, name in enumerate(names(spec)):
        if isinstance(cases(spec.id)[0].inputs[name], list):
            for most in (1, 2, 32):
                yield f"{name}[:{most}]", answer(spec, lambda right, inputs, place=place, most=most: [
                    *right(*[value[:most] if i == place else value for i, value in enumerate(inputs)]),
                    *inputs[place][most:]])
            yield "0-d", answer(spec, lambda right, inputs, place=place: [
                x + 1 if x.dim() == 0 else x for x in right(*inputs)])
            yield "one tensor", answer(spec, lambda right, inputs, place=place: [
                x + (len(inputs[place]) == 1) for x in right(*inputs)])


# Values --------------------------------------------------------------------------------------------------------


def on_each_input(spec, change, unless=""):
    for place, name in floats(spec):
        if not (unless and re.search(rf"{name}: [^;.]*{unless}", docstring(spec))):
            yield name, answer(spec, lambda right, inputs, place=place: right(*put(inputs, place, change)))


def cuts_off_at_100(spec):
    yield from on_each_input(spec, lambda x: x.clamp(-100, 100))


def moves_what_is_tiny(spec):
    """Where tiny inputs have tiny results."""
    of_tiny = call(reference(spec.id), tiny(cases(spec.id)[0]), 10.0).value
    if all(is_float(x) and x.abs().max() < 1e-7 for x in (of_tiny if isinstance(of_tiny, list) else [of_tiny])):
        for move in (lambda x: torch.where(x.abs() < 1e-7, 0, x), lambda x: x + 1e-8):
            yield "result", answer(spec, lambda right, inputs, move=move: each(right(*inputs), move))


def drops_the_sign(spec):
    yield from on_each_input(spec, abs, unless="positive")


def ignores_an_input(spec):
    yield from on_each_input(spec, torch.zeros_like)


def goes_by_another_limit(spec):
    for place, name in enumerate(names(spec)):
        if isinstance(cases(spec.id)[0].inputs[name], float):
            for by in (0.0, 0.9, 1.1):  # times it, or one instead
                yield f"{name} by {by}", answer(spec, lambda right, inputs, place=place, by=by: right(*put(
                    inputs, place, lambda number: number * by or 1.0)))


def does_nothing_where_little_is_to_do(spec):
    """What would be changed by less than a tenth comes back as it is."""
    for place, name in floats(spec):
        def close(got, given, to=1.1):
            return len(got) == len(given) and all(
                x.shape == y.shape and x.norm() <= to * y.norm() and y.norm() <= to * x.norm() for x, y in zip(got, given))

        given = [case.inputs.get(name) for case in cases(spec.id)]
        if isinstance(given[0], list) and any(close(got, value, 1.0) for got, value in zip(results(spec), given)):
            yield name, answer(spec, lambda right, inputs, place=place: (
                inputs[place] if close(got := right(*inputs), inputs[place]) else got))


class Rewritten(TorchFunctionMode):
    """Some operations of an answer done otherwise. `met`: how many of them came."""

    def __init__(self, **changes):
        super().__init__()
        self.changes, self.met, self.within = changes, 0, False

    def run(self, right, inputs):
        with self:
            return right(*[self.as_it_is(x) if callable(x) else x for x in inputs])

    def as_it_is(self, function):
        """A function that the answer is given, which is not the answer's own."""
        def call(*inputs):
            self.within = True
            value = function(*inputs)
            self.within = False
            return value

        return call

    def __torch_function__(self, func, types, args=(), kwargs=None):
        change = self.changes.get(getattr(func, "__name__", "")) or self.changes.get("every")
        value = change and not self.within and change(func, *args, **(kwargs or {}))
        if not isinstance(value, torch.Tensor):
            return func(*args, **(kwargs or {}))
        self.met += 1
        return value


def rewritten(spec, what="operations", **changes):
    """The course's own answer with these operations done otherwise, if it uses any of them."""
    mode = Rewritten(**changes)
    wrong = answer(spec, mode.run)
    for case in cases(spec.id):
        call(wrong, dataclasses.replace(case, gradient=False), 10.0)
        if mode.met:
            yield what, wrong
            return


def adds_an_epsilon(spec):
    """Where it makes a difference at all: what a softmax divides by is never below one."""
    def differs(wrong):
        own = reference(spec.id)
        return any(difference(call(wrong, case, 10.0).value, call(own, case, 10.0).value)
                   for each in cases(spec.id) for case in (each, tiny(each)))

    for epsilon in (1e-5, 1e-7, 1e-9):
        made = rewritten(
            spec, epsilon,
            __truediv__=lambda func, x, y: x / (y + epsilon), div=lambda func, x, y: x / (y + epsilon),
            __rdiv__=lambda func, x, y: y / (x + epsilon), __rtruediv__=lambda func, x, y: y / (x + epsilon),
            log=lambda func, x: (x + epsilon).log(),
            log_softmax=lambda func, x, dim=None, **options: (x.softmax(dim) + epsilon).log(),
            logsigmoid=lambda func, x: (x.sigmoid() + epsilon).log(),
        )
        yield from ((what, wrong) for what, wrong in made if differs(wrong))


def lets_exponentials_overflow(spec):
    yield from rewritten(
        spec,
        softmax=lambda func, x, dim=None, **options: x.exp() / x.exp().sum(dim, keepdim=True),
        log_softmax=lambda func, x, dim=None, **options: x - x.exp().sum(dim, keepdim=True).log(),
        logsumexp=lambda func, x, dim: x.exp().sum(dim).log(),
        sigmoid=lambda func, x: x.exp() / (1 + x.exp()),
        logsigmoid=lambda func, x: -(1 + (-x).exp()).log(),
        tanh=lambda func, x: (x.exp() - (-x).exp()) / (x.exp() + (-x).exp()),
    )


def takes_the_largest_of_squeezed_numbers(spec):
    for squeezed in (torch.sigmoid, torch.tanh, lambda x: x.clamp(min=0), lambda x: x.exp() / x.exp().sum()):
        yield from rewritten(spec, argmax=lambda func, x, *rest, **options: squeezed(x).argmax(*rest, **options))


def computes_in_float32(spec):
    def single(value):
        return value.float() if is_float(value) else value

    def every(func, *args, **options):
        if not any(is_float(x) and x.dtype == torch.float64 for x in itertools.chain(args, *(
                x for x in args if isinstance(x, (list, tuple))))):
            return None
        value = func(*[each(x, single) for x in args], **options)
        return value.double() if is_float(value) else value

    yield from rewritten(spec, every=every)


def returns_float32(spec):
    if any(is_float(value) and value.dtype != torch.float32 for value in results(spec)):
        yield "result", answer(spec, lambda right, inputs: right(*inputs).float())


# Between two calls ---------------------------------------------------------------------------------------------


def remembers_by_shape(spec):
    kept = {}

    def change(right, inputs):
        key = tuple(tuple(x.shape) for x in inputs if isinstance(x, torch.Tensor)) or len(inputs[0])
        return kept.setdefault(key, right(*inputs))

    yield "results", answer(spec, change)


def remembers_by_place_in_memory(spec):
    kept = {}

    def change(right, inputs):
        key = str([(x.data_ptr(), x.shape) if isinstance(x, torch.Tensor) else id(x) for given in inputs
                   for x in (given if isinstance(given, list) else [given]) if not callable(x)])
        return kept.setdefault(key, right(*inputs))

    given = cases(spec.id)[0].inputs.values()
    if any(isinstance(x, (torch.Tensor, Built)) for value in given for x in (value if isinstance(value, list) else [value])):
        yield "results", answer(spec, change)


def leaves_the_process_otherwise(spec):
    for change in (lambda: torch.set_default_dtype(torch.float64), lambda: torch.manual_seed(0)):
        yield "process", answer(spec, lambda right, inputs, change=change: (right(*inputs), change())[0])


def adds_up_over_calls(spec):
    last = {}

    def change(right, inputs):
        value = right(*inputs)
        key = str(each(value, lambda x: getattr(x, "shape", ())))
        last[key] = copy.deepcopy(each(value, lambda x: x.detach() if isinstance(x, torch.Tensor) else x)), last.get(key)
        before = last[key][1]
        return value if before is None else not value if isinstance(value, bool) else each(value, lambda x: x + 1)

    yield "results", answer(spec, change)


def demands_what_lies_side_by_side(spec):
    for place, name in enumerate(names(spec)):
        given = [case.inputs.get(name) for case in cases(spec.id)]
        if all(isinstance(x, torch.Tensor) for x in given) and max(x.dim() for x in given) > 1:
            yield name, answer(spec, lambda right, inputs, place=place: right(*put(
                inputs, place, lambda x: x.view(-1).view(x.shape))))
        if isinstance(given[0], Built):
            yield name, answer(spec, lambda right, inputs, place=place: right(*[
                (lambda *read, call=x: (y := call(*read)).view(-1).view(y.shape)) if i == place else x
                for i, x in enumerate(inputs)]))


def leaves_a_mark_on_an_input(spec):
    for place, name in floats(spec):
        def asks(right, inputs, place=place):
            value = right(*inputs)
            each(inputs[place], lambda x: x.requires_grad_())
            return value

        def writes(right, inputs, place=place):
            value = right(*copy.deepcopy(inputs)) if not any(x.requires_grad for x in inputs if is_float(x)) else right(*inputs)
            with torch.no_grad():
                each(inputs[place], lambda x: x.mul_(2))
            return value

        yield f"{name}, requires_grad", answer(spec, asks)
        yield f"{name}, written to", answer(spec, writes)


# The way back --------------------------------------------------------------------------------------------------


def with_gradients(spec):
    """The inputs with respect to which the result is differentiated."""
    return list(floats(spec)) if any(case.gradient for case in cases(spec.id)) else []


def cuts_the_gradient_off(spec):
    for place, name in with_gradients(spec):
        yield name, answer(spec, lambda right, inputs, place=place: right(*put(inputs, place, torch.Tensor.detach)))


def loses_the_gradient_at_the_edges(spec):
    for place, name in with_gradients(spec):
        if re.search(rf"{name}: [^;.]*any numbers", docstring(spec)):
            for where, edge in {"zero": lambda x: x == 0, "wide": lambda x: x >= EDGE, "narrow": lambda x: x <= -EDGE}.items():
                yield f"{name}, {where}", answer(spec, lambda right, inputs, place=place, edge=edge: right(*put(
                    inputs, place, lambda x: torch.where(edge(x), x.detach(), x))))


def weights(spec):
    """The names of the weights of an exercise's class; none of a function."""
    return sorted({name for case in cases(spec.id) for name in case.weights})


def keeps_a_weight_from_training(spec):
    def detached(right, inputs, name):
        path, _, leaf = name.rpartition(".")
        part = right.__self__.get_submodule(path)._parameters
        kept, part[leaf] = part[leaf], part[leaf].detach()
        try:
            return right(*inputs)
        finally:
            part[leaf] = kept

    for name in weights(spec):
        yield name, answer(spec, functools.partial(detached, name=name))
    if weights(spec):
        yield "all of them", answer(spec, lambda right, inputs: torch.no_grad()(right)(*inputs))


KINDS = [
    breaks_off_after_32, counts_in_eight_bits, fails_where_an_axis_is_one, fails_where_axes_are_alike,
    fails_where_axes_differ, takes_any_shape_for_one, transposes_what_is_square, squeezes_the_result,
    flattens_the_result, takes_the_first_of_a_list, cuts_off_at_100, moves_what_is_tiny, drops_the_sign,
    ignores_an_input, goes_by_another_limit, does_nothing_where_little_is_to_do, adds_an_epsilon,
    lets_exponentials_overflow, takes_the_largest_of_squeezed_numbers, computes_in_float32, returns_float32,
    remembers_by_shape, remembers_by_place_in_memory, leaves_the_process_otherwise, adds_up_over_calls,
    demands_what_lies_side_by_side, leaves_a_mark_on_an_input, cuts_the_gradient_off, loses_the_gradient_at_the_edges,
    keeps_a_weight_from_training,
]


class HastyDesk(evaluation.Desk):
    """Only finds whether an answer passes, not how often it is right, on what small example it fails, and why."""

    def _run(self, cases):
        tried = []
        while len(tried) < len(cases) and self._right(tried):
            tried += super()._run([cases[len(tried)]])
        return tried

    def _smallest(self, tried):
        return tried[-1]

    def _known(self, tried):
        return ""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_exercise_lets_this_kind_pass(kind, spec, monkeypatch):
    monkeypatch.setattr(evaluation, "Desk", HastyDesk)
    passed = [what for what, wrong in kind(spec) if evaluate(spec.id, wrong).status == "passed"]
    assert not passed
