"""What the order and the place of words do to attention weights."""
import math

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st

from utils.widgets import WordOrder

WORDS = ["the", "dog", "bit", "a", "man"]
QUERIES, KEYS = 1.5 * torch.randn(2, 5, 8, generator=torch.Generator().manual_seed(0))
orders, moves = st.permutations(range(5)), st.integers(0, 40)


@pytest.fixture(scope="module")
def figure():
    return WordOrder(WORDS, QUERIES, KEYS)


def state(order=range(5), positions="none", moved=0):
    return {"order": list(order), "positions": positions, "moved": moved}


@given(orders, moves)
def test_without_positions_each_word_keeps_its_weights(figure, order, moved):
    expected = torch.softmax(QUERIES @ KEYS.T / math.sqrt(8), -1)
    weights = figure.weights(state(order, moved=moved))
    torch.testing.assert_close(torch.tensor(weights), expected, atol=1e-3, rtol=0)
    assert weights == figure.weights(state())


@given(orders, moves)
def test_rotated_only_distance_counts(figure, order, moved):
    by_order, by_move = figure.changes(state(order, "rotated", moved))
    assert by_move < 1e-9
    assert (by_order > 0.001) == (list(order) != sorted(order))


@given(orders, st.integers(1, 40))
def test_added_the_place_itself_counts(figure, order, moved):
    assume(list(order) != sorted(order))
    assert min(figure.changes(state(order, "added", moved))) > 0.001


def test_positions_are_those_of_the_papers(figure):
    place = torch.arange(7, 12)[:, None]
    angle = place / 10000 ** (torch.arange(0, 8, 2) / 8)
    waves = torch.stack([angle.sin(), angle.cos()], -1).flatten(1)
    turn = torch.polar(torch.ones(5, 4), angle)
    for positions, place_ in (
        ("added", lambda x: x + waves),
        ("rotated", lambda x: torch.view_as_real(torch.view_as_complex(x.reshape(5, 4, 2)) * turn).flatten(1)),
    ):
        expected = torch.softmax(place_(QUERIES) @ place_(KEYS).T / math.sqrt(8), -1)
        found = torch.tensor(figure.weights(state(positions=positions, moved=7)))
        torch.testing.assert_close(found, expected, atol=1e-3, rtol=0)


@pytest.mark.parametrize("shown, words", [
    (state([1, 0, 2, 3, 4]), "as “dog the bit a man”, and no weight moved: attention does not know the order."),
    (state(positions="rotated", moved=20), "their original order. Moving everything on by 20 changes no weight."),
    (state(positions="added", moved=20), "Moving everything on by 20 changes a weight by up to 0."),
])
def test_what_moved_is_said(figure, shown, words):
    assert words in figure.said(shown)


@pytest.mark.parametrize("given, problem", [
    ({"words": ["the", "dog", "bit", "the", "man"]}, "words must be 3 to 6 different texts"),
    ({"words": ["the", "dog"]}, "words must be 3 to 6 different texts"),
    ({"queries": QUERIES[:, :7]}, "an even number of columns, to be turned in pairs, not 7"),
    ({"queries": QUERIES[:4]}, r"queries must be of shape \(5, 2 to 1024\), not \(4, 8\)"),
    ({"queries": QUERIES[0]}, r"queries must be of shape \(5, 2 to 1024\), not \(8,\)"),
    ({"keys": KEYS[:, :6]}, r"keys must be of shape \(5, 8\), not \(5, 6\)"),
])
def test_what_does_not_fit_is_said(given, problem):
    with pytest.raises(ValueError, match=problem):
        WordOrder(**{"words": WORDS, "queries": QUERIES, "keys": KEYS} | given)


def test_an_order_has_each_word_once(figure):
    assert "'order' is each of 0 to 4 once" in figure.misfit(state([0, 0, 1, 2, 3]))
