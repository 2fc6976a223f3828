"""Try an answer against its specification and say what came of it."""
import dataclasses
import difflib
import math
import textwrap

import torch

from .catalogue import specifications
from .mistakes import implementations
from .outcomes import outcome_of
from .recorded import evaluate_recorded
from .runners import InProcess
from .specification import Choice, Exploration, Prediction
from .worker import Built, Foreign, call, plain_torch

TOLERANCE = {torch.float64: 1e-6, torch.float32: 1e-4, torch.bfloat16: 2e-2, torch.float16: 1e-2}


def specification(id):
    """The specification with this id. Raises KeyError, with the nearest ids, if there is none."""
    if id not in specifications:
        near = difflib.get_close_matches(str(id), specifications, n=3) or sorted(specifications)
        raise KeyError(f"there is no exercise {id!r}; did you mean {' or '.join(near)}?")
    return specifications[id]


def evaluate(id, answer, seed=0, runner=None):
    """Try an answer; never raises because of the answer.

    For an exercise the answer is a function or class, or with `runner=Separate()` the source text of the
    cell that defines it. For a choice, a prediction or an exploration it is the recorded dict. The seed chooses the cases.
    Returns an Outcome.
    """
    spec = specification(id)
    if isinstance(spec, (Choice, Prediction, Exploration)):
        return evaluate_recorded(spec, answer)
    if runner is None:
        runner = InProcess()
        if not callable(answer):
            return outcome_of(spec, "wrong", f"`{id}` is {_kind(answer)}, not a function.",
                            f"Define it with `def {id}(…):` and give `check` the function itself, "
                            f"without brackets after its name.")
    failed = runner.load(answer, id)
    if failed:
        return _failure(spec, None, failed)

    with plain_torch():
        cases = spec.cases(torch.Generator().manual_seed(seed))
    replies = []
    for case in cases:
        replies.append(runner.call(case, spec.seconds))
        if replies[-1].timeout or replies[-1].died or _is_blank(spec, replies[-1]):
            break
    verdicts = [_judge(spec, case, reply) for case, reply in zip(cases, replies)]
    wrong = [verdict for verdict in verdicts if verdict]
    if wrong:
        tally = f"Right on {len(verdicts) - len(wrong)} of {len(cases)} examples."
        verdict = dataclasses.replace(wrong[0], headline=wrong[0].headline or tally)
        if verdict.status in ("wrong", "raised"):
            tried = list(zip(cases, replies, verdicts))
            verdict = dataclasses.replace(verdict, diagnosis=_known(spec, tried) or verdict.diagnosis)
        return verdict
    return outcome_of(spec, "passed", f"Right on all {len(cases)} examples.", printed=replies[0].printed)


# One reply against the oracle ----------------------------------------------------------------------------


def _judge(spec, case, reply):
    """None if the reply is right, else the Outcome that says why not."""
    if reply.raised or reply.timeout:
        return _failure(spec, case, reply)
    expected, gradients = _expected(spec, case)
    problem = difference(reply.value, expected)
    if not problem and reply.changed:
        problem = (f"It changes {_names(reply.changed)} in place. Whoever called it still needs the old "
                   f"values: make a new tensor instead.")
    if not problem:
        broken = next((p for p in spec.properties if not p.holds(case, reply.value)), None)
        problem = broken and broken.sentence
    if not problem and case.gradient:
        problem = _gradient_difference(case, reply.gradients, gradients)
    if problem:
        return outcome_of(spec, "wrong", "", problem, example=_example(case, reply, expected), printed=reply.printed)
    return None


def _expected(spec, case):
    """What the oracle returns for the case, and the gradients if the case asks for them."""
    reply = call(lambda *_: spec.oracle(case), dataclasses.replace(case, init=None, gradient=False), 60.0)
    if reply.raised:
        raise RuntimeError(f"the oracle of {spec.id} raised {reply.raised.type}: {reply.raised.message}")
    if not case.gradient:
        return reply.value, None

    def differentiable(*values):
        inputs = {name: given if isinstance(given, Built) else value
                  for (name, given), value in zip(case.inputs.items(), values)}
        return spec.oracle(dataclasses.replace(case, inputs=inputs))

    return reply.value, call(differentiable, dataclasses.replace(case, init=None), 60.0).gradients


def difference(got, expected):
    """What distinguishes `got` from `expected`, as a sentence; "" if they agree within the tolerance."""
    if got is None:
        return "It returns None. Is there a `return`?"
    if isinstance(expected, (tuple, list)):
        if not isinstance(got, (tuple, list)) or len(got) != len(expected):
            return f"It should return {len(expected)} things; it returns {_kind(got)}."
        found = [difference(g, e) for g, e in zip(got, expected)]
        place = next((i for i, sentence in enumerate(found) if sentence), None)
        return "" if place is None else f"Result {place + 1} of {len(expected)}: {found[place]}"
    if isinstance(expected, torch.Tensor):
        return _tensor_difference(got, expected)
    if isinstance(expected, float):
        if isinstance(got, (int, float)) and not isinstance(got, bool):
            return "" if math.isclose(got, expected, rel_tol=1e-6, abs_tol=1e-9) else "The number is not right."
        return f"It should return a number; it returns {_kind(got)}."
    if type(got) is not type(expected):
        return f"It should return {_kind(expected)}; it returns {_kind(got)}."
    return "" if got == expected else "The value is not right."


def _tensor_difference(got, expected):
    if not isinstance(got, torch.Tensor):
        return f"It should return a tensor; it returns {_kind(got)}."
    if got.shape != expected.shape:
        return f"The shape should be {_shape(expected)}; it is {_shape(got)}."
    if got.dtype != expected.dtype:
        return f"The type of number should be {_dtype(expected)}, as in the inputs; it is {_dtype(got)}."
    if expected.is_floating_point() and got.isnan().any() and not expected.isnan().any():
        return "There is `nan` in the result: somewhere 0 / 0, inf − inf or the logarithm of a negative number."
    tolerance = TOLERANCE.get(expected.dtype, 0.0)
    close = torch.allclose(got, expected, rtol=tolerance, atol=tolerance, equal_nan=True)
    return "" if close else "The shape is right, the values are not."


def _gradient_difference(case, got, expected):
    names = [n for n, x in case.inputs.items() if isinstance(x, torch.Tensor) and x.is_floating_point()]
    cut = "The value is right, but training cannot reach {}: {} is cut off from the result by `.item()`, " \
          "`.detach()`, `.data`, `torch.tensor(…)` or `no_grad`."
    if got is None or len(got) != len(names):
        return cut.format("the parameters", "everything")
    for name, g, e in zip(names, got, expected):
        if g is None and e is not None:
            return cut.format(f"`{name}`", f"`{name}`")
        if e is not None and difference(g, e):
            return f"The value is right, but its gradient with respect to `{name}` is not: " \
                   f"part of the way back to `{name}` is cut off."
    return ""


# Outcomes ------------------------------------------------------------------------------------------------


def _known(spec, tried):
    """The sentence of the known mistake that this answer makes; "" if it makes none.

    tried: (case, reply, verdict) of each example. Such a mistake does the same on every example that came out
    right, and on more than half of those that did not: an answer may have another fault besides.
    """
    wrong = sum(verdict is not None for *_, verdict in tried)
    fewest, sentence = wrong + 1, ""  # the fewest wrong examples that a mistake leaves unexplained
    for mistake in spec.mistakes:
        for answer in implementations(mistake, spec.id):
            unexplained = 0
            for case, reply, verdict in tried:
                if not _alike(reply, call(answer, case, spec.seconds)):
                    unexplained += 1 if verdict else wrong
                if unexplained >= min(fewest, (wrong + 1) // 2):
                    break
            else:
                fewest, sentence = unexplained, mistake.sentence
    return sentence


def _alike(a, b):
    if a.timeout or b.timeout or a.changed != b.changed:
        return False
    if a.raised or b.raised:
        return bool(a.raised and b.raised) and (a.raised.type, a.raised.message) == (b.raised.type, b.raised.message)
    return _same_value(a.value, b.value) and _same_value(a.gradients, b.gradients)


def _same_value(a, b):
    if a is None or b is None:
        return a is b
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(_same_value, a, b))
    return type(a) is type(b) and not difference(a, b)


def _is_blank(spec, reply):
    raised = reply.raised
    return bool(raised) and raised.type == "NotImplementedError" and raised.message == spec.id


def _failure(spec, case, reply):
    """The Outcome of a reply that is no value: blank, raised or out of time."""
    if _is_blank(spec, reply):
        return outcome_of(spec, "not_attempted", "Replace the line with `raise` by your answer.")
    example = case and _example(case, reply, _expected(spec, case)[0])
    if reply.timeout:
        return outcome_of(spec, "timeout", f"It was still running after {spec.seconds:g} seconds, and was stopped.",
                        "Is there a loop that never ends?", example=example, printed=reply.printed)
    raised = reply.raised
    line = raised.source and {"number": raised.number, "source": raised.source}
    return outcome_of(spec, "raised", "" if case else "The cell itself does not run.",
                    "Use torch's functions here, not numpy's." if "numpy()" in raised.message else "",
                    example=example, line=line or None, error=f"{raised.type}: {raised.message}".rstrip(": "),
                    printed=reply.printed)


def _example(case, reply, expected):
    entries = {**(case.init or {}), **case.weights, **case.inputs}
    if reply.raised or reply.timeout:
        got = {"shape": "", "value": "no result in time" if reply.timeout else f"{reply.raised.type}, no result"}
        wanted = _entry(expected)
    else:
        digits = 4 if show(reply.value) != show(expected) else 10  # so that a small difference can be seen
        got, wanted = _entry(reply.value, digits), _entry(expected, digits)
    return {"input": [{"name": name, **_entry(value)} for name, value in entries.items()],
            "expected": wanted, "got": got}


# Values in words -----------------------------------------------------------------------------------------


def _entry(value, digits=4):
    return {"shape": _shapes(value), "value": show(value, digits)}


def show(value, digits=4, room=600):
    """`value` as text for a person, numbers to `digits` digits, cut to `room` characters."""
    text = _show(value, digits)
    return text if len(text) <= room else text[:room].rstrip() + " …"


def _show(value, digits):
    if isinstance(value, torch.Tensor):
        few = value if value.numel() <= 64 else value.flatten()[:6]
        text = _show(few.tolist(), digits)
        return text if few is value else f"{text[:-1]}, …]"
    if isinstance(value, float):
        return f"{value:.{digits}g}"
    if isinstance(value, Foreign):
        return value.kind
    if isinstance(value, Built):
        return "\n".join([textwrap.dedent(value.source).strip(), *(
            f"{name} = {_show(given, digits)}" for name, given in value.values.items())])
    if not isinstance(value, (list, tuple)):
        return value if isinstance(value, str) else repr(value)
    parts = [_show(item, digits) for item in value]
    if any(isinstance(item, torch.Tensor) for item in value):
        return "\n".join(parts)
    if value and isinstance(value[0], list):
        return "[" + textwrap.indent(",\n".join(parts), " ")[1:] + "]"
    return f"[{', '.join(parts)}]"


def _shapes(value):
    if isinstance(value, torch.Tensor):
        return _shape(value)
    if isinstance(value, (list, tuple)) and any(isinstance(item, torch.Tensor) for item in value):
        return ", ".join(map(_shapes, value))
    return ""


def _shape(tensor):
    return f"({', '.join(map(str, tensor.shape))}{',' if tensor.dim() == 1 else ''})"


def _dtype(tensor):
    return str(tensor.dtype).removeprefix("torch.")


def _kind(value):
    if isinstance(value, Foreign):
        return value.kind
    if isinstance(value, torch.Tensor):
        return f"a tensor of shape {_shape(value)}"
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} of {len(value)}"
    name = {"int": "an integer", "float": "a number", "str": "a text", "NoneType": "None"}
    return name.get(type(value).__name__, f"something of type {type(value).__name__}")


def _names(names):
    return " and ".join(f"`{name}`" for name in names)
