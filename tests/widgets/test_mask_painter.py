"""The weights of the mask painter: what a mask does before the softmax and after it."""
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from utils.widgets import MaskPainter

WORDS = ["the", "bird", "was", "tired"]
SCORES = torch.randn(4, 4, generator=torch.Generator().manual_seed(0))
masks = st.lists(st.text("01", min_size=4, max_size=4), min_size=4, max_size=4)


@given(masks, st.floats(0, 5))
def test_before_the_softmax_no_hidden_score_counts(mask, raised):
    painter = MaskPainter(WORDS, SCORES)
    weights = torch.tensor(painter.weights({"mask": mask, "way": "before", "raised": raised}))
    seen = torch.tensor([[mark == "1" for mark in row] for row in mask])
    expected = torch.tensor(painter.scores).masked_fill(~seen, -torch.inf).softmax(-1).nan_to_num()
    torch.testing.assert_close(weights, expected)


@given(masks, st.floats(0.5, 5))
def test_after_the_softmax_every_hidden_score_counts(mask, raised):
    painter = MaskPainter(WORDS, SCORES)
    plain, higher = (painter.weights({"mask": mask, "way": "after", "raised": by}) for by in (0, raised))
    for marks, row, less in zip(mask, plain, higher):
        if "1" in marks and "0" in marks:
            assert sum(less) < sum(row) < 1
        else:
            assert sum(row) == pytest.approx(marks.count("1") / 4)


def test_a_query_that_may_attend_nowhere_is_said():
    painter = MaskPainter(WORDS, SCORES, mask=["1000", "0000", "1110", "1111"], way="before")
    assert painter.said(painter.state).startswith(
        "Minus infinity before the softmax: the hidden scores count nowhere, and every row with a word to attend "
        "to sums to one. “bird” may attend nowhere and gets zeros.")


def test_without_a_mask_each_word_sees_what_came_before_it():
    assert MaskPainter(WORDS, SCORES).start["mask"] == ["1000", "1100", "1110", "1111"]


@pytest.mark.parametrize("given, problem", [
    ({"words": ["the", "bird"]}, "words must be 3 to 8 texts"),
    ({"words": ["the", "", "was", "tired"]}, "none of them empty"),
    ({"scores": SCORES[:3]}, r"scores must be of shape \(4, 4\), not \(3, 4\)"),
    ({"scores": SCORES / 0}, "scores must hold finite numbers"),
    ({"scores": [[1.0] * 4, [1.0] * 3, [1.0] * 4, [1.0] * 4]}, "scores must have rows of one length"),
    ({"mask": ["100", "110", "111"]}, "the mask of this figure is for 3 words, not for 4"),
    ({"mask": ["1000", "1100", "1110", "111x"]}, "'mask' is a list"),
    ({"way": "beside"}, "'way' is one of"),
])
def test_what_does_not_fit_is_said(given, problem):
    with pytest.raises(ValueError, match=problem):
        MaskPainter(**{"words": WORDS, "scores": SCORES} | given)
