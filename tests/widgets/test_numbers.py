"""Numbers for a reader. That the page writes the same is in tests/browser/test_numbers.py."""
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.widgets.numbers import apart, blend, fixed, percent, plural, significant, softmax, written

places = st.tuples(st.floats(-1, 1), st.floats(-1, 1))


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


@pytest.mark.parametrize("value, words", [
    (1e-4, "10⁻⁴"), (0.00025, "2.5 × 10⁻⁴"), (-3e-12, "−3 × 10⁻¹²"), (1e6, "10⁶"), (999999.7, "10⁶"), (0.001, "0.001"),
    (12500, "12,500"), (-0.5, "−0.5"), (0, "0"), (1 / 3, "0.333333"), (1.2345678e9, "1.23457 × 10⁹"),
])
def test_written(value, words):
    assert written(value) == words


def test_plural():
    assert [plural(count, "tick") for count in (0, 1, 2)] == ["0 ticks", "1 tick", "2 ticks"]


def test_percent():
    assert [percent(share) for share in (0, 0.125, 0.996, 1)] == ["0 %", "13 %", "100 %", "100 %"]


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=8), st.floats(-100, 100))
def test_softmax_is_made_of_shares_and_blind_to_a_shift(scores, shift):
    weights = softmax(scores)
    assert math.isclose(sum(weights), 1) and min(weights) >= 0
    assert softmax([score + shift for score in scores]) == pytest.approx(weights, abs=1e-9)


def test_softmax_leaves_out_what_is_minus_infinity():
    assert softmax([0.0, -math.inf, 0.0]) == [0.5, 0.0, 0.5]


@given(st.lists(places, min_size=1, max_size=8), st.data())
def test_a_blend_lies_among_its_points(points, data):
    amounts = data.draw(st.lists(st.floats(0.01, 1), min_size=len(points), max_size=len(points)))
    place = blend(points, [amount / math.fsum(amounts) for amount in amounts])
    for axis in (0, 1):
        values = [values[axis] for values in points]
        assert min(values) - 1e-9 <= place[axis] <= max(values) + 1e-9


def test_a_blend_is_as_wide_as_its_rows():
    assert blend([[1.0, 0.0, 4.0], [0.0, 2.0, 0.0]], [0.25, 0.75]) == [0.25, 1.5, 1.0]


@given(places, places)
def test_a_distance_is_as_long_both_ways(one, other):
    assert apart(one, other) == apart(other, one) == pytest.approx(math.dist(one, other), abs=1e-9)
