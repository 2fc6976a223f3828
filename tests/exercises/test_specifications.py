"""Every specification's own promises: right answers pass, here and in another process, and tasks judge what is recorded."""
import dataclasses
import math
import re

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from tests.exercises.written import SEEDS, answers
from utils import reference
from utils.exercises import (
    Choice,
    Exploration,
    InProcess,
    Prediction,
    evaluate,
    evaluation,
    lessons,
    specifications,
)
from utils.exercises.cells import definition_in
from utils.exercises.earlier import earlier
from utils.exercises.mistakes import definition, texts
from utils.exercises.worker import Built, encode, load
from utils.widgets import fields

EXPLORATIONS = [spec for spec in specifications.values() if isinstance(spec, Exploration)]
CHOICES = [spec for spec in specifications.values() if isinstance(spec, Choice)]


def named(spec):
    return spec.id


def tensors(value):
    """All tensors that a case's inputs hold, also those in lists and those that a function is built from."""
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, Built):
        return tensors(value.values)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [tensor for item in inner for tensor in tensors(item)]


@pytest.mark.parametrize("seed", SEEDS)
def test_each_right_answer_passes(spec, seed, quickly):
    outcome = evaluate(spec.id, getattr(reference, spec.id), seed)
    assert (outcome.status, outcome.points) == ("passed", spec.points), outcome
    for words, text in [(words, text) for kind, words, text in answers(spec.id) if kind == "right"]:
        if quickly:  # of the others, the plain examples
            desk = evaluation.Desk(spec, InProcess(), definition_in(text, spec.id), earlier(text, spec.id))
            assert desk.load() is None, words
            tried = desk._run(evaluation._cases(spec.cases, seed))
            assert not [verdict for *_, verdict in tried if verdict], words
        else:
            outcome = evaluate(spec.id, text, seed, InProcess())
            assert outcome.status == "passed", (words, outcome)


def test_a_property_holds_of_what_is_expected(spec):
    for case in spec.cases(torch.Generator().manual_seed(0)):
        assert all(one.holds(case, spec.oracle(case)) for one in spec.properties)


def test_there_are_enough_of_them(spec):
    kinds = [kind for kind, *_ in answers(spec.id)]
    assert len({mistake.sentence for mistake in spec.mistakes}) == len(spec.mistakes) >= 4
    assert kinds.count("right") >= 6 and kinds.count("told") + kinds.count("wrong") >= 12
    assert spec.hints and spec.points > 0 and 1 <= spec.difficulty <= 5


def test_cases_tell_axes_and_types_apart(spec):
    cases = spec.cases(torch.Generator().manual_seed(0))
    given = [tensors(case.inputs) for case in cases]
    floats = {x.dtype for inputs in given for x in inputs if x.is_floating_point()}
    assert not floats or {torch.float32, torch.float64} <= floats
    assert not any(given) or any(len(set(x.shape)) == x.dim() > 1 for inputs in given for x in inputs), \
        "some input has unequal lengths on every axis"
    shown = [value for value in cases[0].inputs.values() if not isinstance(value, Built)]  # of those, the source is
    assert sum(x.numel() for x in tensors(shown)) <= 20, "the first example is small enough to read"


def test_another_seed_gives_other_cases(spec):
    first, second = (encode(spec.cases(torch.Generator().manual_seed(seed))[-1].inputs) for seed in (0, 1))
    assert first != second


ENDLESS = """
def {id}(*inputs):
    while True:
        try:
            pass
        except Exception:
            pass
"""
RAISING = """
def {id}(*inputs):
    value = inputs[0]
    return value.no_such_thing
"""
BLANK = """
def {id}(*inputs):
    raise NotImplementedError("{id}")
"""


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["right", "wrong", "raising", "endless", "blank"])
def test_the_same_outcome_in_a_process_of_its_own(spec, kind, separate, hurry):
    if kind == "endless":
        hurry(spec.id)
    source = {
        "right": lambda: definition(getattr(reference, spec.id), spec.id),
        "wrong": lambda: texts(spec.mistakes[0], spec.id)[0],
        "raising": lambda: RAISING.format(id=spec.id),
        "endless": lambda: ENDLESS.format(id=spec.id),
        "blank": lambda: BLANK.format(id=spec.id),
    }[kind]()
    here = evaluate(spec.id, load(source, spec.id, earlier(source, spec.id)))
    there = evaluate(spec.id, source, runner=separate)
    status = {"right": "passed", "wrong": "wrong", "raising": "raised", "endless": "timeout",
              "blank": "not_attempted"}[kind]
    assert here == there
    assert here.status == status


@pytest.mark.parametrize("spec", CHOICES, ids=named)
def test_every_option_is_explained_and_some_are_right(spec):
    assert any(option.right for option in spec.options) or spec.kind == "order"
    assert len({option.explanation for option in spec.options}) == len(spec.options)
    assert all(option.explanation.strip() for option in spec.options)


def texts_of(part):
    """Every text of a specification, as a learner is shown it."""
    if isinstance(part, str):
        return [part]
    if dataclasses.is_dataclass(part):
        return [text for field in dataclasses.fields(part) if field.name != "answer"
                for text in texts_of(getattr(part, field.name))]
    return [text for item in part for text in texts_of(item)] if isinstance(part, (tuple, list)) else []


@pytest.mark.parametrize("spec", specifications.values(), ids=named)
def test_only_code_is_set_apart_in_what_is_shown(spec):
    """A figure shows what stands in backticks as code, and an asterisk as an asterisk: a word stands in “these”."""
    assert not [text for text in texts_of(spec) if re.search(r"\*\b[^*]+\b\*", re.sub(r"`[^`]*`", "", text))]


def test_ids_are_unique_and_lessons_in_order():
    ids = [spec.id for lesson in lessons for spec in lesson.specifications]
    assert len(set(ids)) == len(ids)
    assert [lesson.number for lesson in lessons] == sorted(lesson.number for lesson in lessons)
    assert all(re.fullmatch(r"[A-Za-z_]\w*", id) for id in ids)


def test_predictions_have_room_around_what_comes():
    for spec in specifications.values():
        if isinstance(spec, Prediction):
            assert spec.low < spec.high and (not spec.log or spec.low > 0)


def anything(kind):
    """A strategy for whatever a field of this kind admits."""
    if isinstance(kind, fields.Whole):
        return st.integers(kind.low, kind.high)
    if isinstance(kind, fields.Number):
        return st.floats(kind.low, kind.high)
    if isinstance(kind, fields.OneOf):
        return st.sampled_from(kind.options)
    if isinstance(kind, fields.Maybe):
        return st.none() | anything(kind.of)
    if isinstance(kind, fields.Text):
        return st.text(max_size=kind.longest)
    if isinstance(kind, fields.Bits):
        return st.text("01", min_size=kind.least, max_size=kind.most)
    if isinstance(kind, fields.Each):
        return st.tuples(*map(anything, kind.kinds)).map(list)
    return st.lists(anything(kind.of), min_size=kind.least, max_size=kind.most)


@pytest.mark.parametrize("spec", EXPLORATIONS, ids=named)
def test_a_task_accepts_what_is_right_and_rejects_what_is_near(spec):
    for answer in spec.right:
        outcome = evaluate(spec.id, answer)
        assert (outcome.status, outcome.points, outcome.diagnosis) == ("passed", spec.points, spec.shows), answer
    for near in spec.near:
        outcome = evaluate(spec.id, near.answer)
        assert (outcome.status, outcome.points, outcome.diagnosis) == ("wrong", 0, near.sentence), near.answer
    assert len(spec.right) >= 2 and len({near.sentence for near in spec.near}) >= 3


@pytest.mark.parametrize("spec", EXPLORATIONS, ids=named)
def test_a_task_judges_whatever_its_figure_can_record(spec):
    @settings(max_examples=100)
    @given(st.fixed_dictionaries({name: anything(kind) for name, kind in spec.figure.FIELDS.items()}))
    def judged(answer):
        assert evaluate(spec.id, answer).status in ("passed", "wrong")

    judged()


@pytest.mark.parametrize("spec", EXPLORATIONS, ids=named)
@pytest.mark.parametrize("answer", [{}, [], "x", 3, {"other": 1}, True])
def test_a_task_says_what_it_cannot_read(spec, answer):
    outcome = evaluate(spec.id, answer)
    assert outcome.status == "wrong" and "cannot be read" in outcome.headline


RECORDED = [id for id, spec in specifications.items() if isinstance(spec, (Choice, Exploration, Prediction))]
STRANGE = {
    "huge": 16**5000, "huge, in a list": [-(16**5000)],  # Python writes no whole number of so many digits
    "a long text": "x" * 10**7, "a long list": [0.5] * 10**6, "nan": math.nan, "complex": 1j, "a dict": {1: {}},
    "bytes": b"", "true": True,
}


@pytest.mark.parametrize("value", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("id", RECORDED)
def test_what_nobody_could_record_is_said_in_a_few_words(id, value):
    spec = specifications[id]
    fields = {Choice: ("choice", "choices", "order"), Prediction: ("value",)}.get(type(spec)) or spec.figure.FIELDS
    for answer in (value, *({**getattr(spec, "right", [{}])[0], name: value} for name in fields)):
        outcome = evaluate(id, answer)
        assert outcome.status == "wrong" and len(outcome.headline + outcome.diagnosis) < 1000


@pytest.mark.parametrize("spec", [s for s in specifications.values() if isinstance(s, Prediction)], ids=named)
def test_what_a_prediction_says_holds_the_number_and_is_whole(spec):
    one, other = (spec.says.format(value=value) for value in (0.31 * spec.high, 0.62 * spec.high))
    assert one != other and one.endswith((".", ".)"))
