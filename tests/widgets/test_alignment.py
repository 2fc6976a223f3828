"""The alignment's arithmetic against torch, its words, and what it refuses."""
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from utils.widgets import Alignment

GIVEN = {
    "letters": ["k", "n", "o", "w"], "sounds": ["N", "OW"], "vocabulary": ["K", "N", "OW"],
    "scores": [[4.0, 0.0, 0.0, 0.0], [0.0, 0.0, 3.0, 0.0]],
    "values": [[5.0, 0, 0], [0, 5.0, 0], [0, 0, 5.0], [0, 0, 1.0]], "base": [[0.0, 0, 0], [0, 0, 0.5]],
}  # fmt: skip


def test_words_and_table():
    alignment = Alignment(**GIVEN)
    assert alignment.said(alignment.start) == (
        "N, k: 4.0. The row of N reads k most, 0.95, and says K (0.98), where N is wanted. The whole word: K OW.")
    assert alignment.said({**alignment.start, "row": 1}) == (
        "OW, k: 0.0. The row of OW reads o most, 0.87, and says OW (0.98). The whole word: K OW.")
    heads, rows = alignment.table(alignment.start)
    assert heads == ["sound", "k", "n", "o", "w", "says"] and [row[-1] for row in rows] == ["K", "OW"]
    assert "0.95" in alignment.text() and alignment.still().count("<tr>") == 3


@given(st.integers(0, 10_000))
def test_as_torch_computes_it(seed):
    generator = torch.Generator().manual_seed(seed)
    letters, sounds, size = (torch.randint(low, 9, (1,), generator=generator).item() for low in (1, 1, 3))
    scores, values, base = (3 * torch.randn(shape, generator=generator, dtype=torch.float64)
                            for shape in ((sounds, letters), (letters, size), (sounds, size)))
    vocabulary = [str(place) for place in range(size)]
    alignment = Alignment(["a"] * letters, vocabulary[:1] * sounds, scores, values, base, vocabulary)
    weights = torch.tensor(alignment.weights(alignment.state), dtype=torch.float64)
    shares = torch.tensor([alignment.prediction(row, each.tolist()) for row, each in enumerate(weights)],
                          dtype=torch.float64)
    torch.testing.assert_close(weights, scores.mul(10).round().div(10).softmax(dim=-1))  # scores have one decimal
    torch.testing.assert_close(shares, (base + weights @ values).softmax(dim=-1), atol=1e-3, rtol=1e-3)


@pytest.mark.parametrize("wrong, words", [
    ({"sounds": ["N", "AW"]}, "the vocabulary has no 'AW'"),
    ({"sounds": ["N"]}, r"scores must be of shape \(1, 4\), not \(2, 4\)"),
    ({"letters": list("knew!")}, r"scores must be of shape \(2, 5\), not \(2, 4\)"),
    ({"scores": [[1, 2, 3, 4], [1, 2, 3]]}, "scores must have rows of one length"),
    ({"scores": [[0, 0, 0, 26], [0, 0, 0, 0]]}, "'scores' is a list"),
    ({"values": torch.zeros(4, 2)}, r"values must be of shape \(4, 3\), not \(4, 2\)"),
    ({"base": [[0, 0, float("nan")], [0, 0, 0]]}, "base must hold finite numbers, and one is nan"),
    ({"vocabulary": ["N", "OW"]}, "vocabulary must be 3 to 200 texts"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        Alignment(**GIVEN | wrong)


@pytest.mark.parametrize("answer, words", [
    ({"row": 2, "column": 0, "scores": GIVEN["scores"]}, "'row' is a whole number from 0 to 1, not 2"),
    ({"row": 0, "column": 4, "scores": GIVEN["scores"]}, "'column' is a whole number from 0 to 3, not 4"),
    ({"row": 0, "column": 0, "scores": [[0, 0, 0, 0]]}, "'scores' is a list of 2, each a list of 4"),
    ({"row": 0, "column": 0, "scores": [[0, 0, 0, 0], [0, 0, 0]]}, "'scores' is a list of 2, each a list of 4"),
])  # fmt: skip
def test_an_answer_about_another_word_is_refused(answer, words):
    with pytest.raises(ValueError, match=words):
        Alignment(**GIVEN).answer = answer


def test_numbers_are_rounded_where_the_page_gets_them():
    alignment = Alignment(**GIVEN | {"base": torch.full((2, 3), -1e-9), "scores": torch.full((2, 4), 1.26)})
    assert alignment.base == [[0.0] * 3] * 2 and alignment.start["scores"] == [[1.3] * 4] * 2
    assert str(alignment.base[0][0]) == "0.0"
