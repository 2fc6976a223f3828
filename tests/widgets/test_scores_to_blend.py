"""Scores to softmax to blend."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from utils.widgets import ScoresToBlend
from utils.widgets.numbers import fixed

scores = st.lists(st.integers(-50, 50).map(lambda tenths: tenths / 10), min_size=2, max_size=6)
halves = st.integers(-10, 10).map(lambda half: half / 2)


def figure(scores, values=None):
    return ScoresToBlend([f"word {i}" for i in range(len(scores))], scores, values or [0.0] * len(scores))


def weights_of(widget, state):
    return [row[3] for row in widget.table(state)[1][:-1]]


@given(scores, halves)
def test_a_constant_added_to_all_moves_no_weight(scores, shift):
    widget = figure(scores)
    state = {"scores": scores, "shift": shift}
    assert weights_of(widget, state) == pytest.approx(weights_of(widget, widget.start))
    if shift:
        way = "higher" if shift > 0 else "lower"
        assert widget.said(state) == (f"Every score is {fixed(abs(shift), 1)} {way}, and no weight has moved: "
                                      f"only differences count.")


@given(scores, st.integers(1, 50).map(lambda tenths: tenths / 10))
def test_what_one_score_gains_comes_from_all_the_others(scores, by):
    widget = figure(scores)
    raised = {"scores": [round(scores[0] + by, 1), *scores[1:]], "shift": 0.0}
    before, after = weights_of(widget, widget.start), weights_of(widget, raised)
    assert sum(after) == pytest.approx(1) and after[0] > before[0]
    assert all(new < old for new, old in zip(after[1:], before[1:]))
    taken = sum(before[1:]) - sum(after[1:])
    assert f"took {fixed(taken) if taken >= 0.005 else 'less than 0.01'} from the others" in widget.said(raised)


def test_weights_and_blend_are_those_of_torch():
    given = torch.tensor([1.2, -0.4, 0.3])
    values = torch.tensor([[1.0, 0.2], [-0.8, 1.0], [0.4, -0.6]])
    widget = ScoresToBlend(["a", "b", "c"], given, values)
    weights = given.softmax(0)
    assert weights_of(widget, widget.start) == pytest.approx(weights.tolist())
    assert widget.table(widget.start)[1][-1][-1] == ", ".join(map(fixed, (weights @ values).tolist()))


def test_values_may_be_numbers():
    assert ScoresToBlend(["a", "b"], [0, 0], torch.tensor([1.0, 2.0])).table(
        {"scores": [0.0, 0.0], "shift": 0.0})[1][-1][-1] == "1.50"


def test_the_words_say_what_a_lead_is_worth():
    widget = figure([1.0, 2.0, 0.0])
    assert widget.said({"scores": [1.8, 1.1, 0.0], "shift": -2.0}) == (
        "The weights are 0.60, 0.30 and 0.10. “word 0” scores 0.7 above “word 1” and weighs 2.0 times as much, e "
        "to the power of 0.7. Adding −2.0 to all of them changed no weight.")
    assert "score the same and weigh the same" in widget.said({"scores": [3.0, 3.0, 0.0], "shift": 0.0})


def test_a_lead_worth_thousands_is_grouped():
    assert "weighs 22,026 times as much, e to the power of 10.0." in figure([10.0, 0.0]).text()


@pytest.mark.parametrize("answer, message", [
    ({"scores": [1.0, 2.0], "shift": 0.0}, "'scores' is a list of 3, each"),
    ({"scores": [1.0, 9.5, 0.0], "shift": 1.0}, "from −10 to 10, not 10.5"),
    ({"scores": [1.0, 2.0, 0.0]}, "an answer here has"),
])
def test_an_answer_of_another_figure_is_told(answer, message):
    widget = figure([1.0, 2.0, 0.0])
    assert message in widget.misfit(answer)
    with pytest.raises(ValueError, match=message):
        widget.answer = answer


@pytest.mark.parametrize("words, scores, values, message", [
    (["a"], [1.0], [1.0], "2 to 6 different texts"),
    (["a", "a"], [1.0, 2.0], [1.0, 2.0], "2 to 6 different texts"),
    (["a", "b"], [1.0], [1.0, 2.0], r"scores must be of shape \(2,\), not \(1,\)"),
    (["a", "b"], [1.0, 2.0], [[1.0], [1.0, 2.0]], "values must have rows of one length"),
    (["a", "b"], [1.0, 2.0], [[], []], r"values must be of shape \(2, 1 to 4\), not \(2, 0\)"),
    (["a", "b"], [1.0, float("nan")], [1.0, 2.0], "scores must hold finite numbers, and one is nan"),
    (["a", "b"], [1.0, 2.0], [1.0, "x"], "values must hold numbers alone, not"),
    (["a", "b"], [1.0, 11.0], [1.0, 2.0], "from −10 to 10"),
])
def test_what_does_not_fit_is_refused(words, scores, values, message):
    with pytest.raises(ValueError, match=message):
        ScoresToBlend(words, scores, values)
