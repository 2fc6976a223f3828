"""The attention explorer in Python: what it asks of a model, what it says of it, and what it refuses."""

import functools
import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.widgets import Explorer
from utils.widgets.recordable import Recordable

WORDS = ["a", "b", "c"]
VOCABULARY = ["a", "b", "c", "d"]


def look(words, on_scores):
    """Two layers of one causal head. The answer is "a" by what the last word reads of it in the second."""
    number = torch.tensor([float(VOCABULARY.index(word)) for word in words])
    hidden = ~torch.ones(3, 3).tril().bool()
    first = on_scores(0, (0.1 * number[None] + number[:, None]).masked_fill(hidden, -math.inf)[None]).softmax(-1)
    x = number + first[0] @ number
    second = on_scores(1, (-x[None].expand(3, 3)).masked_fill(hidden, -math.inf)[None]).softmax(-1)
    share = second[0, -1, 0].item()
    return {"a": share, "other": 1 - share}


@pytest.fixture
def explorer():
    return Explorer(look, WORDS, VOCABULARY, layer=1)


def state(explorer, **changes):
    return {**explorer.start, **changes}


def test_the_start_shows_the_strongest_edge_of_the_last_word(explorer):
    assert explorer.start["query"] == 2 and explorer.start["key"] == 0
    assert explorer.start["answer"] == "a"
    assert explorer.said(explorer.start).startswith("The model answers a (")
    heads, rows = explorer.table(explorer.start)
    assert [row[0] for row in rows] == WORDS and len(heads) == 4
    assert sum(row[2] for row in rows) == pytest.approx(1)


def test_the_numbers_without_an_edge_are_those_of_the_model_with_it_cut(explorer):
    start = explorer.start
    for key in (0, 1, 2):
        cut = state(explorer, cut=[[1, 0, 2, key]])
        assert dict(explorer._asked(cut)["answers"])["a"] == explorer.table(start)[1][key][3]
    assert explorer.table(state(explorer, cut=[[1, 0, 2, 0]]))[1][0][1:] == ["cut", 0, "–"]


@pytest.mark.parametrize("whole, cut, points, words", [
    (0.986, 0.934, -6, "Without that edge, yes has 93 %."),  # by the percents as they are shown, not by 5.2 in all
    (0.986, 0.963, -3, "Without that edge, yes still has 96 %: the answer hangs on no edge"),
    (0.730, 0.824, 9, "Without that edge, yes even has 82 %: the answer hangs on no edge"),
])
def test_points_and_sentences_agree_with_the_percents_beside_them(whole, cut, points, words):
    def look(words, on_scores):
        scores = on_scores(0, torch.tensor([[[0.0, -math.inf, -math.inf], [9.0, 0.0, -math.inf], [0.0, 9.0, 0.0]]]))
        share = whole if math.isfinite(scores[0, 2, 1]) else cut
        return {"no": 1 - share, "yes": share}

    explorer = Explorer(look, ["a", "b", "a"], VOCABULARY)
    assert explorer.looks[0]["row"]["points"] == [0, points, 0]
    said = explorer.said(explorer.start)
    assert "“a” (word 3) reads “b” most" in said and words in said
    assert "“a” (word 1) reads itself most" in explorer.said(state(explorer, query=0, key=0))
    assert [name for name, _ in explorer.looks[0]["answers"]] == ["yes", "no"]


def test_the_last_edge_of_a_row_has_no_number():
    explorer = Explorer(look, WORDS, VOCABULARY, query=0)
    assert explorer.said(explorer.start).endswith("It has nothing else to read.")
    assert explorer.table(explorer.start)[1] == [["a", "0.00", 1.0, "–"]]


def test_edits_and_temperature_reach_the_model_and_the_layers_after(explorer):
    before = explorer._asked(explorer.start)
    edited = state(explorer, edits=[[0, 0, 2, 0, 9.0]])
    assert explorer._asked(edited)["scores"][0] == before["scores"][0]  # the scores as the model made them
    assert explorer._asked(edited)["scores"][1] != before["scores"][1]
    edited = state(explorer, edits=[[1, 0, 2, 1, 30.0]])
    assert dict(explorer._asked(edited)["answers"])["a"] == 0
    assert explorer.said(edited).startswith("With 1 score edited, the model answers other (100 %).")
    flat = state(explorer, temperature=10)
    assert max(explorer._weights(flat)) < max(explorer._weights(explorer.start))
    assert explorer.said(flat).startswith("With a temperature of 10.0, the model")


def ask(explorer, state):
    """What a page sends that wants to know of a state."""
    explorer._take(explorer, {"type": "ask", "state": state}, [])


def test_the_model_is_asked_once_for_a_state():
    asked = []

    def counted(words, on_scores):
        asked.append(words)
        return look(words, on_scores)

    explorer = Explorer(counted, WORDS, VOCABULARY)
    before = len(asked)
    explorer.text(), explorer.still()
    assert len(asked) == before
    swapped = state(explorer, words=["a", "d", "c"], answer="")
    explorer.set_state({"answer": swapped})
    assert len(asked) == before + 1  # a state on the way to another costs one run
    for _ in range(2):
        ask(explorer, swapped)
        assert len(asked) == before + 4  # and one that is asked for, one for each edge of the row
    assert all(words != asked[0] for words in asked[before:])


def test_what_a_page_sends_gets_the_answer_of_the_model(explorer):
    explorer.set_state({"answer": state(explorer, words=["d", "b", "c"], answer="street")})
    assert explorer.answer["answer"] == "other" and explorer.seen is None
    ask(explorer, explorer.answer)
    assert explorer.seen["of"] == [["d", "b", "c"], 1.0, [], []]
    assert explorer.seen["answer"] == "other" and len(explorer.seen["row"]["points"]) == 3
    assert explorer.seen["row"]["words"] == explorer.said(explorer.answer)


def test_what_is_recorded_is_told_without_being_asked(explorer):
    explorer.answer = explorer.recorded = state(explorer, words=["d", "b", "c"], answer="other")
    assert explorer.seen["row"]["words"] == explorer.said(explorer.recorded)
    explorer.recorded = None
    assert explorer.seen["answer"] == "other"


def test_what_is_ready_is_told_at_once():
    explorer = Explorer(look, WORDS, VOCABULARY, ready=[{"words": ["d", "b", "c"]}, {"layer": 1}])
    assert [told["of"][0] for told in explorer.looks] == [WORDS, ["d", "b", "c"], WORDS]
    assert [told["row"]["at"] for told in explorer.looks] == [[0, 0, 2], [0, 0, 2], [1, 0, 2]]
    with pytest.raises(ValueError, match="ready: the vocabulary has no word 'x'"):
        Explorer(look, WORDS, VOCABULARY, ready=[{"words": ["x", "b", "c"]}])


def test_a_model_that_raises_is_said_and_stops_nothing(explorer):
    def broken(words, on_scores):
        raise RuntimeError("no such word")

    explorer._look = broken
    explorer.set_state({"answer": state(explorer, words=["d", "d", "c"])})
    ask(explorer, explorer.answer)
    assert explorer.seen["problem"] == "The model raised RuntimeError: no such word"
    assert explorer.answer["answer"] == ""


REFUSED = {
    "no dict": (lambda start: [], "an answer here has"),
    "a word of no vocabulary": (lambda start: {**start, "words": ["a", "b", "x"]}, "no word 'x'"),
    "too many words": (lambda start: {**start, "words": [*"abca"]}, "3 words, not 4"),
    "no words": (lambda start: {**start, "words": []}, "words"),
    "words that are none": (lambda start: {**start, "words": ["a", "b", {"c": 1}]}, "words"),
    "a layer too many": (lambda start: {**start, "layer": 2}, "2 layers of 1 heads"),
    "a negative head": (lambda start: {**start, "head": -1}, "head"),
    "a query too far": (lambda start: {**start, "query": 3}, "3 words, counted from 0"),
    "an edge that the mask hides": (lambda start: {**start, "query": 0, "key": 2}, "the mask hides it"),
    "an edit that opens the mask": (lambda start: {**start, "edits": [[0, 0, 0, 1, 5.0]]}, "the mask hides it"),
    "a cut of the wrong shape": (lambda start: {**start, "cut": [[0, 0, 1]]}, "cut"),
    "a cut that is a number": (lambda start: {**start, "cut": 3}, "cut"),
    "an index of a fraction": (lambda start: {**start, "cut": [[0, 0, 1.5, 0]]}, "cut"),
    "an edge twice": (lambda start: {**start, "cut": [[0, 0, 2, 0]] * 2}, "named twice"),
    "nothing left to read": (lambda start: {**start, "cut": [[0, 0, 1, 0], [0, 0, 1, 1]]},
                             "every edge of word 2 is cut"),
    "a score that is endless": (lambda start: {**start, "edits": [[0, 0, 2, 0, math.inf]]}, "edits"),
    "a score that is no number": (lambda start: {**start, "edits": [[0, 0, 2, 0, math.nan]]}, "edits"),
    "a huge index": (lambda start: {**start, "query": 10**400}, "query"),
    "a huge score": (lambda start: {**start, "edits": [[0, 0, 2, 0, 10**400]]}, "edits"),
    "no temperature": (lambda start: {**start, "temperature": 0}, "temperature"),
    "a thousand cuts": (lambda start: {**start, "cut": [[0, 0, 2, 0]] * 1000}, "cut"),
}


@pytest.mark.parametrize("change, words", REFUSED.values(), ids=REFUSED)
def test_a_hostile_state_is_refused_and_the_figure_goes_on(explorer, change, words):
    hostile = change(explorer.start)
    assert words in explorer.misfit(hostile)
    with pytest.raises(Exception):
        explorer.set_state({"answer": hostile})
    ask(explorer, hostile)
    assert explorer.answer is None and explorer.seen is None
    explorer.set_state({"answer": state(explorer, layer=0)})
    assert explorer.answer["layer"] == 0


indices = st.integers(-1, 3)
edges = st.lists(st.tuples(indices, indices, indices, indices).map(list), max_size=4)


@functools.cache
def shared():
    return Explorer(look, WORDS, VOCABULARY)


@settings(max_examples=80)
@given(st.lists(st.sampled_from([*VOCABULARY, "x"]), min_size=2, max_size=4), indices, indices, edges, edges,
       st.floats(0.05, 20))
def test_what_fits_can_be_said(words, query, key, cut, edits, temperature):
    given = {**shared().start, "words": words, "query": query, "key": key, "cut": cut,
             "edits": [[*edge, 1.5] for edge in edits], "temperature": temperature}
    if not shared().misfit(given):
        assert "the model answers" in shared().said(given).lower()
        assert all(0 <= row[2] <= 1 for row in shared().table(given)[1])


def test_an_answer_of_another_sentence_is_not_taken_up(monkeypatch):
    monkeypatch.setattr(Recordable, "_given", {})
    first = Explorer(look, WORDS, VOCABULARY, id="mine")
    first.set_state({"answer": state(first, layer=1)})
    assert Explorer(look, WORDS, VOCABULARY, id="mine").answer == first.answer
    assert Explorer(look, WORDS, ["a", "b", "c", "e"], id="mine").answer == first.answer
    longer = ["a", "b", "c"][:2]

    def short(words, on_scores):
        on_scores(0, torch.zeros(1, 2, 2))
        return {"yes": 1.0}

    assert Explorer(short, longer, VOCABULARY, id="mine").answer is None


BROKEN = {
    "never calls on_scores": lambda words, on_scores: {"a": 1.0},
    "layer 3 where layer 0 is next": lambda words, on_scores: on_scores(3, torch.zeros(1, 3, 3)) and {},
    r"scores \(n_heads, T, T\)": lambda words, on_scores: {"a": float(on_scores(0, torch.zeros(1, 2, 3)).sum())},
    r"of shape \(n_heads, T, T\), not \(1, 2, 3, 3\)": lambda words, on_scores: on_scores(0, torch.zeros(1, 2, 3, 3)),
    r"of shape \(n_heads, T, T\), not \(3, 3\)": lambda words, on_scores: on_scores(0, torch.zeros(3, 3)),
    "{word: probability}": lambda words, on_scores: on_scores(0, torch.zeros(1, 3, 3)).shape,
    "has none finite": lambda words, on_scores: {
        "a": float(on_scores(0, torch.full((1, 3, 3), -math.inf)).shape[0])},
}


@pytest.mark.parametrize("words", BROKEN)
def test_a_look_that_keeps_to_nothing_is_said_when_it_is_made(words):
    with pytest.raises(ValueError, match=words):
        Explorer(BROKEN[words], WORDS, VOCABULARY)


@pytest.mark.parametrize("changes, words", [({"words": ["a", "b", "x"]}, "no word 'x'"),
                                            ({"layer": 2}, "2 layers"), ({"query": 5}, "3 words")])
def test_what_cannot_be_shown_is_said_when_it_is_made(changes, words):
    with pytest.raises(ValueError, match=words):
        Explorer(**{"look": look, "words": WORDS, "vocabulary": VOCABULARY, **changes})


def test_scores_that_want_a_gradient_are_read_all_the_same():
    def learning(words, on_scores):
        scores = on_scores(0, torch.zeros(1, 3, 3, requires_grad=True))
        return {"a": scores.softmax(-1)[0, 2, 0].item(), "b": 0.0}

    explorer = Explorer(learning, WORDS, {"letters": VOCABULARY})
    cut = state(explorer, cut=[[0, 0, 2, 1]])
    assert explorer.said(cut).startswith("With 1 edge cut, the model answers a (50 %)")


def test_what_a_page_sent_does_not_go_back_to_it(explorer, monkeypatch):
    """It would undo there what has been changed since."""
    sent = []
    monkeypatch.setattr(Explorer, "send_state", lambda self, key=None: sent.append(key))
    explorer.set_state({"answer": state(explorer, words=["d", "b", "c"], answer="")})
    assert explorer.answer["answer"] == "other" and "answer" not in sent
    explorer.answer = state(explorer, words=["a", "d", "c"], answer="")
    assert "answer" in sent
