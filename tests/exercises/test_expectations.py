"""expect, as a lesson calls it."""
import math

import pytest
import torch

from utils import expect
from utils.exercises import Choice, Expected, NotPassed, Prediction, specifications
from utils.exercises.expectations import OTHERWISE, UNEXPECTED


@pytest.mark.parametrize("value, bounds, said", [
    (1.7654, {"below": 1.85}, "the loss: 1.77. Expected: below 1.85."),
    (torch.tensor(0.5), {"above": 0}, "the loss: 0.500. Expected: above 0."),
    (torch.tensor(0.25, requires_grad=True), {"above": 0}, "the loss: 0.250. Expected: above 0."),
    (99, {"above": 95.5, "below": 100.5}, "the loss: 99.0. Expected: above 95.5 and below 100.5."),
    (-0.0012, {"above": -6, "unit": "nats"}, "the loss: −0.00120 nats. Expected: above −6."),
    (12_345.6, {"above": 2000 / 3, "below": 50_000}, "the loss: 12,346. Expected: above 666.7 and below 50,000."),
])
@pytest.mark.filterwarnings("error")
def test_what_is_as_expected_is_one_quiet_line(value, bounds, said, capsys):
    expect("the loss", value, **bounds)
    assert capsys.readouterr().out == said + "\n"


@pytest.mark.parametrize("value, bounds, said", [
    (1.85, {"below": 1.85}, f"the loss: 1.85. {UNEXPECTED}: below 1.85. {OTHERWISE}"),
    (0.2, {"above": 0.2, "below": 1}, f"the loss: 0.200. {UNEXPECTED}: above 0.2 and below 1. {OTHERWISE}"),
    (math.nan, {"below": 9}, f"the loss: nan. {UNEXPECTED}: below 9. {OTHERWISE}"),
    (torch.tensor(math.nan), {"above": 9}, f"the loss: nan. {UNEXPECTED}: above 9. {OTHERWISE}"),
    (math.inf, {"above": 0, "below": 9}, f"the loss: inf. {UNEXPECTED}: above 0 and below 9. {OTHERWISE}"),
    (9, {"below": 2, "unit": "s", "otherwise": "Wait."}, f"the loss: 9.00 s. {UNEXPECTED}: below 2. Wait."),
])
def test_what_is_not_says_what_to_try_and_stops_nothing(value, bounds, said, capsys):
    expect("the loss", value, **bounds)
    assert capsys.readouterr().out == said + "\n"


def test_strictly_what_is_not_as_expected_raises(monkeypatch, capsys):
    monkeypatch.setenv("ONEHOP_STRICT", "1")
    expect("the loss", 1.7, below=1.85)
    with pytest.raises(NotPassed, match=f"the loss: 1.90 nats. {UNEXPECTED}: below 1.85"):
        expect("the loss", 1.9, below=1.85, unit="nats")
    assert OTHERWISE in capsys.readouterr().out


@pytest.mark.parametrize("bounds", [{}, {"above": 1, "below": 1}, {"above": 2, "below": 1}])
def test_nothing_is_not_expected(bounds):
    with pytest.raises(ValueError, match="the loss: say what is expected"):
        expect("the loss", 1.0, **bounds)


@pytest.mark.parametrize("question", [
    Prediction("asked", "How much?", 0, 9, "nats", "It is {value}.", expected=Expected("the loss", 1, 2, "nats")),
    Choice("asked", "How much?", (), expected=Expected("the loss", 1, 2, "nats")),
])
def test_what_answers_a_question_is_expected_as_its_specification_says(question, monkeypatch, capsys):
    monkeypatch.setitem(specifications, "asked", question)
    expect("asked", 1.5)
    expect("asked", 2.5, otherwise="Wait.")
    expect("asked", 2.5, below=3)  # only a name
    assert capsys.readouterr().out == (
        f"the loss: 1.50 nats. Expected: above 1 and below 2.\n"
        f"the loss: 2.50 nats. {UNEXPECTED}: above 1 and below 2. Wait.\nasked: 2.50. Expected: below 3.\n")


def test_a_question_without_expectations_expects_nothing(monkeypatch):
    monkeypatch.setitem(specifications, "asked", Choice("asked", "How much?", ()))
    for name in ("asked", "neuron"):
        with pytest.raises(ValueError, match=f"{name}: say what is expected"):
            expect(name, 1.0)
