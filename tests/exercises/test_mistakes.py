"""Every exercise's wrong answers: known mistakes get their own sentence, others none that is untrue of them."""
import inspect
import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from tests.exercises.written import SEEDS, answers
from utils.exercises import InProcess, evaluate, evaluation
from utils.exercises.mistakes import implementations


@pytest.fixture(autouse=True)
def hasty(quickly, monkeypatch):
    """`make check` does not look for the smallest example of each of a thousand answers; most of the time goes there."""
    if quickly:
        monkeypatch.setattr(evaluation.Desk, "_smallest", lambda desk, tried: next(one for one in tried if one[2]))


@pytest.mark.parametrize("seed", SEEDS)
def test_each_mistake_is_rejected_with_its_own_sentence(spec, seed):
    """So no two of them do the same on all cases. Other spellings are tried with the second seed."""
    for mistake in spec.mistakes:
        for answer in implementations(mistake, spec.id)[:1 if seed == SEEDS[0] else None]:
            outcome = evaluate(spec.id, answer, seed)
            assert outcome.status in ("wrong", "raised"), mistake
            assert outcome.diagnosis == mistake.sentence
            assert outcome.points == 0


def test_each_wrong_answer_is_rejected_and_told_only_what_is_true_of_it(spec):
    known = {one.sentence for one in (*spec.mistakes, *spec.properties)}
    for kind, words, text in answers(spec.id):
        if kind != "right":
            outcome = evaluate(spec.id, text, runner=InProcess())
            assert outcome.status in ("wrong", "raised"), (words, outcome)
            told = outcome.diagnosis if outcome.diagnosis in known else ""
            assert told.startswith(words) if kind == "told" else not told, (words, outcome)


def test_mistakes_stand_alone(spec):
    """They use only what an answer has in a process of its own."""
    allowed = {"math": math, "torch": torch, "nn": nn, "F": F}
    for function in (mistake.answer for mistake in spec.mistakes if callable(mistake.answer)):
        names = inspect.getclosurevars(function)
        assert not names.nonlocals and set(names.globals) <= set(allowed), function.__name__
