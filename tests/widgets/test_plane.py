"""Points in the plane, their blend and their distance."""
import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from utils.widgets.plane import apart, blend, named_points, point

within = st.floats(-1, 1)
places = st.tuples(within, within)


@given(st.lists(places, min_size=1, max_size=8), st.data())
def test_a_blend_lies_among_its_points(points, data):
    amounts = data.draw(st.lists(st.floats(0.01, 1), min_size=len(points), max_size=len(points)))
    place = blend(points, [amount / math.fsum(amounts) for amount in amounts])
    for axis in (0, 1):
        values = [values[axis] for values in points]
        assert min(values) - 1e-9 <= place[axis] <= max(values) + 1e-9


@given(places, places)
def test_a_distance_is_as_long_both_ways(one, other):
    assert apart(one, other) == apart(other, one) == pytest.approx(math.dist(one, other), abs=1e-9)


@pytest.mark.parametrize("points", [
    [[0.1, 0.25], [-1, 1]],
    torch.tensor([[0.1, 0.25], [-1, 1]]),
    list(torch.tensor([[0.1, 0.25], [-1, 1]])),
    ((torch.tensor(0.1), 0.25), (-1, 1)),
])
def test_tensors_are_points_too(points):
    assert named_points(("a", "b"), points, 2) == (["a", "b"], [[0.1, 0.25], [-1, 1]])


@pytest.mark.parametrize("values, message", [
    ([1.1, 0], r"the place must lie within 1 of the axes, not at \[1.1, 0\]"),
    ([1], "the place must be two numbers"),
    (1.0, "the place must be two numbers"),
    ([0, math.nan], "y of the place must be a finite number"),
    (["a", 0], "x of the place must be a finite number"),
])
def test_what_is_no_point_is_refused(values, message):
    with pytest.raises(ValueError, match=message):
        point(values, "the place")


@pytest.mark.parametrize("words, points, message", [
    (["a"], [[0, 0]], "room for 2 to 3 words, not 1"),
    ("abcd", [[0, 0]] * 4, "room for 2 to 3 words, not 4"),
    ("aa", [[0, 0]] * 2, "different texts"),
    (["a", ""], [[0, 0]] * 2, "different texts"),
    (["a", 1], [[0, 0]] * 2, "different texts"),
    ("ab", [[0, 0]], "2 words need as many points, not 1"),
    ("ab", [[0, 0], [0, 2]], r"points\[1\] must lie within 1"),
])
def test_what_has_no_place_is_refused(words, points, message):
    with pytest.raises(ValueError, match=message):
        named_points(words, points, 3)
