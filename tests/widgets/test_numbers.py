"""Numbers for a reader. That the page writes the same is in tests/browser/test_numbers.py."""
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.widgets.numbers import fixed, percent, significant, softmax


@pytest.mark.parametrize("value, digits, words", [
    (0.125, 2, "0.13"), (-0.125, 2, "−0.13"), (2.5, 0, "3"), (-0.001, 2, "0.00"), (0, 1, "0.0"), (-3, 0, "−3"),
    (1234.5, 0, "1235"), (1.005, 2, "1.00"),  # the double below 1.005
])
def test_fixed(value, digits, words):
    assert fixed(value, digits) == words


@pytest.mark.parametrize("value, words", [(0.1234, "0.12"), (0.00123, "0.0012"), (12.3, "12"), (1234, "1234"),
                                          (1, "1.0"), (0, "0"), (-0.5, "−0.50")])
def test_significant(value, words):
    assert significant(value) == words


def test_percent():
    assert [percent(share) for share in (0, 0.125, 0.996, 1)] == ["0 %", "13 %", "100 %", "100 %"]


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=8), st.floats(-100, 100))
def test_softmax_is_made_of_shares_and_blind_to_a_shift(scores, shift):
    weights = softmax(scores)
    assert math.isclose(sum(weights), 1) and min(weights) >= 0
    assert softmax([score + shift for score in scores]) == pytest.approx(weights, abs=1e-9)


def test_softmax_leaves_out_what_is_minus_infinity():
    assert softmax([0.0, -math.inf, 0.0]) == [0.5, 0.0, 0.5]
