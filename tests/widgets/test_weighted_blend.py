"""The weighted blend."""
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from utils.exercises import specifications
from utils.widgets import WeightedBlend
from utils.widgets.numbers import apart, blend
from utils.widgets.weighted_blend import RING, shares

WORDS, POINTS = ["a", "b", "c"], [[-1, 0], [1, 0], [0, 1]]
amounts = st.lists(st.integers(0, 20).map(lambda step: step / 20), min_size=4, max_size=4)
TASK = specifications["blend_to_target"]


def made(**task):
    return WeightedBlend(POINTS, WORDS, [0, 0.4], **task)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=8), st.sampled_from((0.25, 0.5, 1)))
def test_shares_are_one_together_and_go_by_no_common_factor(given_amounts, factor):
    assume(max(given_amounts) > 1e-9)
    weights = shares(given_amounts)
    assert sum(weights) == pytest.approx(1)
    assert shares([factor * amount for amount in given_amounts]) == pytest.approx(weights)


@pytest.mark.parametrize("amounts, words", [
    ([1, 0, 0], "All weight is on a: the blend is that word alone, 1.08 from the target."),
    ([0.5, 0.5, 0], "50 % a, 50 % b: the blend lies on the line between the two, 0.40 from the target."),
    ([0.3, 0.3, 0.4],
     "30 % a, 30 % b, 40 % c: the blend lies among the three, 0.00 from the target, inside the ring."),
    ([0, 0, 0], "There is no weight at all: nothing to blend."),
])
def test_said(amounts, words):
    assert made().said({"amounts": amounts}) == words


def test_table():
    heads, rows = made().table({"amounts": [0.5, 0, 0.5]})
    assert heads == ["word", "amount", "weight"]
    assert rows == [["a", "0.50", 0.5], ["b", "0.00", 0.0], ["c", "0.50", 0.5]]
    assert [row[2] for row in made().table({"amounts": [0, 0, 0]})[1]] == [0, 0, 0]


def test_amounts_of_other_words_are_refused():
    with pytest.raises(ValueError, match="'amounts' is a list of 3, each"):
        made().answer = {"amounts": [0, 1]}
    with pytest.raises(ValueError, match="target must hold numbers from -1 to 1, and one is 1.4"):
        WeightedBlend(POINTS, WORDS, [0, 1.4])


@given(amounts)
def test_no_fewer_than_three_words_reach_the_target_of_the_task(amounts):
    if sum(amount > 0 for amount in amounts) < 3:
        assert TASK.judge({"amounts": amounts})


@given(amounts)
def test_the_task_names_a_word_that_helps(amounts):
    missing = TASK.judge({"amounts": amounts})
    assume("A larger share" in missing)
    points, target, words = (TASK.given[name] for name in ("points", "target", "words"))
    index = next(index for index, word in enumerate(words) if f"`{word}`" in missing)
    weights = shares(amounts)
    more = shares([weight + (place == index) * 1e-4 for place, weight in enumerate(weights)])
    assert RING < apart(blend(points, more), target) < apart(blend(points, weights), target) + 1e-12
