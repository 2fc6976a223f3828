"""The names of the field, as the lessons specify them and as a lesson ends with them."""

import re

import pytest

from utils import terms
from utils.exercises import lessons

TERMS = [(lesson, term) for lesson in lessons for term in lesson.terms]
ASKED_FOR = (
    "vanishing gradient, exploding gradient, backpropagation through time, hidden state, sequential dependency, "
    "cross-entropy, perplexity, negative log-likelihood, embedding, logit, one-hot, held-out loss, learning-rate schedule, "
    "gradient clipping, orthogonal initialisation, forget gate, input gate, output gate, update gate, reset gate, "
    "cell state, half-life, singular value, time complexity"
).split(", ")


def test_each_is_introduced_once_and_none_is_missing():
    names = [term.name for _, term in TERMS]
    assert len(set(names)) == len(names)
    assert set(ASKED_FOR) <= set(names)


@pytest.mark.parametrize("term", [term for _, term in TERMS], ids=lambda term: term.name)
def test_each_is_one_sentence_with_its_source(term):
    assert re.fullmatch(r"[^|\n]+[^.]\.", term.sentence) and ". " not in term.sentence
    assert re.search(r"[A-Z].* (1[89]|20)\d\d\b", term.source) and "|" not in term.source


@pytest.mark.parametrize("lesson", [lesson for lesson in lessons if lesson.terms], ids=lambda lesson: lesson.stem)
def test_a_lesson_ends_with_the_names_that_it_has_introduced(lesson):
    table = terms(lesson.number).data.splitlines()
    assert table[2:] == [f"| **{term.name}** | {term.sentence} | {term.source} |" for term in lesson.terms]
    assert {line.count("|") for line in table} == {4}


def test_there_are_no_terms_of_a_lesson_that_is_not():
    with pytest.raises(KeyError, match="77"):
        terms("77")
