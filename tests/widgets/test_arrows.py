"""Query and key arrows."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.exercises import specifications
from utils.widgets import Arrows

WORDS, KEYS, VALUES = ["a", "b", "c"], [[1, 0], [0, 1], [-1, 0]], [[1, 1], [-1, 1], [0, -1]]
START = {"query": [2, 0], "keys": KEYS, "values": [0, 1, 2]}
TASK = specifications["query_key_value"]
tips = st.lists(st.floats(-2, 2), min_size=2, max_size=2)


def made():
    return Arrows(WORDS, KEYS, VALUES, [2, 0])


def weights(state):
    return [row[2] for row in made().table(state)[1]]


@given(tips, st.lists(tips, min_size=3, max_size=3), st.permutations([0, 1, 2]))
def test_values_have_no_say_in_the_weights(query, keys, values):
    state = {"query": query, "keys": keys, "values": values}
    assert weights(state) == weights({**state, "values": [0, 1, 2]})
    assert sum(weights(state)) == pytest.approx(1)


@given(tips, st.floats(0, 1))
def test_a_longer_query_makes_weights_more_unequal(query, factor):
    shorter = {**START, "query": [factor * side for side in query]}
    assert max(weights(shorter)) <= max(weights({**START, "query": query})) + 1e-9


def test_said_and_table():
    widget = made()
    assert widget.said(widget.start) == ("The query, 2.0 long, reads a with 87 %, b with 12 %, c with 2 %. "
                                         "What comes out is nearest to a’s value.")
    swapped = {**START, "values": [1, 0, 2]}
    assert widget.said(swapped) == ("The query, 2.0 long, reads a with 87 %, b with 12 %, c with 2 %. "
                                    "What comes out is nearest to b’s value. "
                                    "Values have changed places, and no weight has changed by that.")
    heads, rows = widget.table(swapped)
    assert heads == ["key", "query · key", "weight", "value"]
    assert [[row[0], row[1], row[3]] for row in rows] == [["a", "2.00", "b’s"], ["b", "0.00", "a’s"],
                                                          ["c", "−2.00", "c’s"]]


@pytest.mark.parametrize("changes, message", [
    ({"keys": KEYS[:2]}, "'keys' is a list of 3, each"),
    ({"values": [0, 1]}, "'values' is each of 0 to 2 once"),
    ({"values": [0, 1, 1]}, "'values' is each of 0 to 2 once"),
    ({"query": [2.1, 0]}, "'query' is a list of 2"),
])
def test_answers_of_other_arrows_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        made().answer = {**START, **changes}


@pytest.mark.parametrize("changes, message", [
    ({"keys": [[3, 0], [0, 1], [1, 1]]}, "keys must hold numbers from -2 to 2, and one is 3"),
    ({"values": [[0, 2], [0, 1], [1, 1]]}, "values must hold numbers from -1 to 1, and one is 2"),
    ({"values": VALUES[:2]}, r"values must be of shape \(3, 2\), not \(2, 2\)"),
    ({"words": ["a", "b", "a"]}, "words must be 2 to 4 different texts"),
    ({"query": [0]}, r"query must be of shape \(2,\), not \(1,\)"),
])
def test_what_does_not_fit_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        Arrows(**{"words": WORDS, "keys": KEYS, "values": VALUES, "query": [2, 0], **changes})


def test_what_is_right_gives_what_the_animal_brought_along():
    widget = Arrows(**TASK.given)
    for answer in TASK.right:
        assert "nearest to animal’s value" in widget.said(answer)
