"""Words and tensors that a lesson gives a figure."""
import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from utils.widgets.given import rounded, words_of

ROWS = [[0.1, 0.25], [-1.0, 1.0]]


@given(st.lists(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), min_size=1, max_size=4), st.integers(0, 6))
def test_numbers_are_rounded_without_a_negative_zero(rows, digits):
    found = rounded("rows", rows, len(rows), 3, digits=digits)
    for row, given_row in zip(found, rows, strict=True):
        assert row == pytest.approx(given_row, rel=1e-12, abs=0.5000001 * 10**-digits)
        assert all(number == pytest.approx(round(number, digits), rel=1e-15) for number in row)
        assert all(math.copysign(1, number) == 1 for number in row if number == 0)


@pytest.mark.parametrize("rows", [
    ROWS, tuple(map(tuple, ROWS)), torch.tensor(ROWS), torch.tensor(ROWS, dtype=torch.bfloat16).requires_grad_(),
    list(torch.tensor(ROWS)), ((torch.tensor(0.1), 0.25), (-1, 1)),
    np.array(ROWS), [np.array([0.1, 0.25]), (-1, 1)],
])  # fmt: skip
def test_tensors_lists_and_tuples_are_the_same(rows):
    found = rounded("rows", rows, 2, 2, digits=2)
    assert found == ROWS and {type(number) for row in found for number in row} == {float}


def test_whole_numbers_become_floats_and_a_length_may_be_a_range():
    assert str(rounded("scores", torch.tensor([1, 0]), range(1, 4))) == "[1.0, 0.0]"
    assert rounded("scores", [3, -3], 2, within=3) == [3, -3]


@pytest.mark.parametrize("numbers, shape, within, message", [
    (ROWS, (2, 3), 1, r"^rows must be of shape \(2, 3\), not \(2, 2\)$"),
    (ROWS, (2,), 1, r"of shape \(2,\), not \(2, 2\)$"),
    (ROWS, (range(3, 7), 2), 1, r"of shape \(3 to 6, 2\), not \(2, 2\)$"),
    ([], (range(1, 3),), 1, r"of shape \(1 to 2,\), not \(0,\)$"),
    (1.0, (2,), 1, r"of shape \(2,\), not \(\)$"),
    ([[1.0], [1.0, 0.0]], (2, 1), 1, "^rows must have rows of one length$"),
    ([1.0, [1.0]], (2,), 1, "^rows must have rows of one length$"),
    ([0, math.nan], (2,), 1, "^rows must hold numbers from -1 to 1, and one is nan$"),
    ([0, 1.5], (2,), 1, "^rows must hold numbers from -1 to 1, and one is 1.5$"),
    (torch.tensor([0, -math.inf]), (2,), math.inf, "^rows must hold finite numbers, and one is -inf$"),
    ([0.0, "a"], (2,), math.inf, "^rows must hold numbers alone, not"),
    ([0.0, None], (2,), math.inf, "^rows must hold numbers alone, not"),
    ([True, False], (2,), math.inf, "^rows must hold numbers alone, not"),
])  # fmt: skip
def test_what_does_not_fit_is_named(numbers, shape, within, message):
    with pytest.raises(ValueError, match=message):
        rounded("rows", numbers, *shape, within=within)


def test_words_are_a_list():
    assert words_of("words", ("the", "bird", "the"), 2, 3) == ["the", "bird", "the"]
    assert words_of("letters", "ab", 2, 3, different=True) == ["a", "b"]


@pytest.mark.parametrize("words, different, message", [
    ("a", False, r"^names must be 2 to 3 texts, none of them empty, not \['a'\]$"),
    ("abcd", False, "^names must be 2 to 3 texts"),
    (["a", ""], False, "none of them empty"),
    (["a", " "], False, "none of them empty"),
    (["a", 1], False, "texts"),
    (["a", ["b"]], True, "texts"),
    ("aa", True, "^names must be 2 to 3 different texts"),
])  # fmt: skip
def test_what_are_no_words_is_refused(words, different, message):
    with pytest.raises(ValueError, match=message):
        words_of("names", words, 2, 3, different=different)
