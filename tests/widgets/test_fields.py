"""The fields of an answer: what they admit, and how they say it."""
import math

import pytest

from utils.widgets.fields import Bits, Maybe, Number, OneOf, Order, Row, Text, Whole, misfit

FIELDS = {"weight": Number(0, 1.5), "gap": Whole(1, 40)}


@pytest.mark.parametrize("kind, admitted, refused", [
    (Number(0, 1.5), [0, 1.5, 0.25, 1], [-0.1, 2, math.nan, math.inf, True, "1", None, [1]]),
    (Whole(1, 40), [1, 40], [0, 41, 1.0, True, "1", None]),
    (OneOf((1, 16)), [1, 16], [True, 1.0, 2, "1", None]),
    (OneOf(("before", "after")), ["before"], ["", "Before", 0, ["before"]]),
    (Maybe(Whole(1, 4)), [None, 1], [0, "1", False]),
    (Text(3), ["", "abc"], ["abcd", 3, None]),
    (Row(Whole(0, 1), 2, 3), [[0, 1], [1, 1, 1]], [[0], [0] * 4, [0, 2], (0, 1), "01", {0: 0, 1: 1}]),
    (Row(Row(Text(2), 1, 1), 1, 2), [[["ab"]], [["a"], ["b"]]], [[], ["ab"], [["abc"]]]),
    (Order(3), [[0, 1, 2], [2, 0, 1]],
     [[0, 1], [0, 1, 1], [1, 2, 3], [0, 1, 2, 3], (0, 1, 2), [0, 1, 2.0], [False, 1, 2], "012"]),
])
def test_what_a_kind_admits(kind, admitted, refused):
    assert all(map(kind.admits, admitted))
    assert not any(map(kind.admits, refused))


@pytest.mark.parametrize("answer, words", [
    ({"weight": 1, "gap": 3}, ""),
    ({"weight": 2, "gap": 3}, "'weight' is a number from 0 to 1.5, not 2"),
    ({"weight": 1, "gap": 3.5}, "'gap' is a whole number from 1 to 40, not 3.5"),
    ({"weight": 1}, "an answer here has 'weight', 'gap', and this is {'weight': 1}"),
    ({"weight": 1, "gap": 3, "more": 0}, "an answer here has 'weight', 'gap'"),
    ([1, 3], "an answer here has"),
    (None, "an answer here has"),
])
def test_a_misfit_is_named(answer, words):
    assert misfit(FIELDS, answer).startswith(words) and bool(misfit(FIELDS, answer)) == bool(words)


def test_every_kind_says_what_it_is():
    kind = Row(Maybe(OneOf(("a", "b"))), 1, 3)
    assert str(kind) == "a list of 1 to 3, each one of 'a', 'b', or None"
    assert str(Row(Text(5), 2, 2)) == "a list of 2, each a text of at most 5 characters"
    assert str(Row(Bits(3, 3), 1, 2)) == "a list of 1 to 2, each a text of 3 zeros and ones"
    assert str(Order(3)) == "each of 0 to 2 once"
