"""Recorded answers: what is read, what counts, and what a wrong one is told."""
import pytest

from utils.exercises import Choice, Option, evaluate
from utils.exercises.recorded import evaluate_recorded, unusable

OPTIONS = tuple(Option(key, key.upper(), f"Why {key}.", key in "bd") for key in "abcd")
MANY = Choice("many", "Which?", OPTIONS, kind="many")
ORDER = Choice("order", "Which first?", OPTIONS, kind="order")


@pytest.mark.parametrize("tries", [[], ["twice"], ["twice", "the same", "twice"], ["twice"] * 500])
def test_the_final_answer_counts_whatever_was_tried(tries):
    assert evaluate("pairs", {"choice": "four times", "tries": tries}).points == 1
    wrong = evaluate("pairs", {"choice": "twice", "tries": tries})
    assert (wrong.status, wrong.points) == ("wrong", 0)


@pytest.mark.parametrize("tries", [
    None, "twice", {"twice": 1}, ("twice",), ["thrice"], [["twice"]], [None], [3], ["twice", float("nan")], 10**5000,
], ids=lambda tries: type(tries).__name__)
def test_tries_that_cannot_be_read_make_an_answer_unusable(tries):
    outcome = evaluate("pairs", {"choice": "four times", "tries": tries})
    assert outcome.status == "wrong" and outcome.points == 0
    assert outcome.headline.startswith("The recorded answer cannot be read: ") and len(outcome.headline) < 300


@pytest.mark.parametrize(("spec", "answer", "told"), [
    (MANY, {"choices": ["c", "a", "b"]}, "Why a."), (MANY, {"choices": ["b"]}, "More of them are right."),
    (MANY, {"choices": []}, "More of them are right."), (ORDER, {"order": list("abdc")}, "Why d."),
])
def test_a_wrong_answer_is_told_of_one_of_its_own_options_alone(spec, answer, told):
    outcome = evaluate_recorded(spec, answer)
    assert (outcome.status, outcome.diagnosis) == ("wrong", told)


@pytest.mark.parametrize(("spec", "answer"), [
    (MANY, {"choices": ["d", "b"], "tries": [["a"], ["a", "b"]]}),
    (ORDER, {"order": list("abcd"), "tries": [list("dcba")]}),
])
def test_right_answers_of_the_other_kinds(spec, answer):
    assert evaluate_recorded(spec, answer).status == "passed"


@pytest.mark.parametrize(("spec", "answer"), [
    (MANY, {"choices": ["b", "d"], "tries": ["a"]}), (MANY, {"choices": ["b", "d"], "tries": [["a", "a"]]}),
    (MANY, {"choice": "b"}), (ORDER, {"order": list("abcd"), "tries": [["a"]]}), (ORDER, {"order": "abcd"}),
])
def test_what_is_no_answer_of_the_kind(spec, answer):
    assert unusable(spec, answer)
