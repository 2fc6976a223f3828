"""What heads share and what they cost."""
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from utils.widgets import Heads
from utils.widgets.numbers import grouped

WORDS = ["the", "bird", "was"]


def weights_of(*numbers):
    return {n: torch.full((n, 3, 3), 1 / 3) for n in numbers}


@given(st.sampled_from((1, 2, 4, 8)), st.integers(1, 8))
def test_the_bill_is_that_of_every_head_together(n_heads, own):
    """Of each head: T rows by three matrices (d_model, own) and one (own, d_model); T queries by T keys, twice."""
    wide, size = n_heads * own, len(WORDS)
    projections = n_heads * (3 * size * wide * own + size * own * wide)
    scores_and_blend = n_heads * (size * own * size + size * size * own)
    assert Heads(wide, WORDS, weights_of(n_heads)).cost() == (projections, scores_and_blend)


@pytest.mark.parametrize("n_heads", [1, 2, 8])
def test_torch_counts_the_same_parameters_for_every_number_of_heads(n_heads):
    layer = nn.MultiheadAttention(64, n_heads, bias=False)
    assert sum(weight.numel() for weight in layer.parameters()) == 4 * 64 * 64 == 16384


def test_the_start_has_the_fewest_heads_and_no_count():
    widget = Heads(8, WORDS, weights_of(4, 2))
    assert widget.state == {"n_heads": 2, "off": "00", "parameters": None}
    assert "2 heads, each with 4 of the 8 numbers; none is silent." in widget.said(widget.state)


def test_a_silent_head_is_in_the_table():
    rows = Heads(8, WORDS, weights_of(2)).table({"n_heads": 2, "off": "01", "parameters": None})[1]
    assert rows == [["1", "1 to 4", "speaks", "the to the, 0.33"], ["2", "5 to 8", "silent", "none"]]


def test_thousands_have_commas():
    assert [grouped(number) for number in (0, 999, 1000, 1048576)] == ["0", "999", "1,000", "1,048,576"]


@pytest.mark.parametrize("given, problem", [
    ({"d_model": 9}, "2 heads cannot share 9 numbers"),
    ({"weights": {}}, "at least one number of heads"),
    ({"weights": torch.zeros(2, 3, 3)}, "weights must be a dict"),
    ({"weights": {"2": torch.zeros(2, 3, 3)}}, "weights must be a dict"),
    ({"weights": {2: torch.zeros(2, 3, 4)}}, r"weights\[2\] must be of shape \(2, 3, 3\), not \(2, 3, 4\)"),
    ({"words": ["the"]}, "words must be 2 to 12 texts"),
])
def test_what_does_not_fit_is_said(given, problem):
    with pytest.raises(ValueError, match=problem):
        Heads(**{"d_model": 8, "words": WORDS, "weights": weights_of(2)} | given)


@pytest.mark.parametrize("answer, problem", [
    ({"n_heads": 4, "off": "0000", "parameters": None}, "'n_heads' is one of 1, 2, not 4"),
    ({"n_heads": 2, "off": "000", "parameters": None}, "'off' has a mark for each of 2 heads"),
    ({"n_heads": 2, "off": "02", "parameters": None}, "'off' is a text of 1 to 16 zeros and ones"),
])
def test_an_answer_of_another_figure_is_said(answer, problem):
    assert problem in Heads(8, WORDS, weights_of(1, 2)).misfit(answer)
