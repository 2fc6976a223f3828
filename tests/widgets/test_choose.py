"""Questions with given answers."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.widgets.choose import Choose

OPTIONS = [{"key": "same", "text": "The same", "explanation": "On paper.", "right": False},
           {"key": "equal", "text": "All equal", "explanation": "A constant moves all.", "right": False},
           {"key": "nan", "text": "It breaks", "explanation": "Infinity over infinity.", "right": True}]
STEPS = [{"key": key, "text": key.capitalize(), "explanation": f"Why {key}."}
         for key in ("read", "mix", "squash")]


def sent(widget):
    """What the page holds, as text."""
    return str({name: value for name, value in widget.get_state().items() if name not in ("_esm", "_css")})


def test_nothing_is_given_away_before_the_answer_is_recorded():
    widget = Choose("q", "What happens?", OPTIONS)
    widget.answer = {"choice": "same"}
    assert "On paper." not in sent(widget) and "right" not in sent(widget)
    assert widget.feedback == {}


def test_a_wrong_choice_gets_its_own_explanation_and_nothing_else_is_said():
    widget = Choose("q", "What happens?", OPTIONS)
    widget.recorded = widget.answer = {"choice": "same"}
    assert widget.feedback["explanations"] == {"same": "On paper."} and not widget.feedback["right"]
    for shown in (sent(widget), widget.text()):
        assert "On paper." in shown and "Choose again" in shown
        assert not any(given_away in shown for given_away in ("A constant", "Infinity", "✓", "this one is right"))
    widget.recorded = None
    assert widget.feedback == {}


def test_a_right_choice_gets_its_own_explanation():
    widget = Choose("q", "What happens?", OPTIONS)
    widget.recorded = {"choice": "nan"}
    assert widget.feedback == {"right": True, "words": "right", "remark": "",
                               "explanations": {"nan": "Infinity over infinity."}}


def test_many_is_told_one_wrong_option_at_a_time_and_then_that_more_are_right():
    two = [*OPTIONS, {"key": "none", "text": "Nothing", "explanation": "Indeed.", "right": True}]
    widget = Choose("q", "Which?", two, kind="many")
    widget.recorded = widget.answer = {"choices": ["nan", "equal", "same"]}
    assert widget.recorded == {"choices": ["same", "equal", "nan"]}  # the order of the options
    assert widget.text_of_answer() == "The same; All equal; It breaks"
    assert widget.feedback["explanations"] == {"same": "On paper."}
    widget.recorded = {"choices": ["nan"]}
    assert widget.feedback["explanations"] == {} and "More of them are right." in widget.text()
    assert "✓" not in widget.text()
    widget.recorded = {"choices": ["none", "nan"]}
    assert widget.feedback["right"] and list(widget.feedback["explanations"]) == ["nan", "none"]


def test_an_order_is_told_its_first_misplaced_one_and_not_where_it_belongs():
    widget = Choose("q", "Which first?", STEPS, kind="order")
    widget.recorded = {"order": ["read", "squash", "mix"]}
    assert widget.feedback["explanations"] == {"squash": "Why squash."}
    assert widget.feedback["words"] == "not in its place"
    widget.recorded = {"order": ["read", "mix", "squash"]}
    assert widget.feedback["right"] and len(widget.feedback["explanations"]) == 3


TRIES = {"one": ("choice", ["same", "equal", "nan"]), "many": ("choices", [["same", "nan"], ["equal"], ["nan"]]),
         "order": ("order", [["nan", "same", "equal"], ["equal", "same", "nan"], ["same", "equal", "nan"]])}


@pytest.mark.parametrize("kind", TRIES)
def test_what_was_wrong_before_stays_with_the_answer(kind):
    name, (first, second, right) = TRIES[kind]

    def keep(*given):
        widget.answer = {name: given[0]}
        before = widget.recorded
        widget.recorded = widget.to_record(before)
        return widget.recorded

    widget = Choose("q", "What happens?", OPTIONS, kind=kind)
    assert keep(first) == keep(first) == {name: first}  # the same again is no other try
    assert "Tried before" not in widget.text()
    assert keep(second) == {name: second, "tries": [first]}
    assert keep(right) == keep(right) == {name: right, "tries": [first, second]}
    assert widget.answer == {name: right} and widget.kept and widget.status == "Recorded."
    assert "Tried before: " in widget.text() and widget.text().count(" | ") == 1
    assert keep(first) == {name: first, "tries": [first, second]}  # a right answer is no wrong try
    again = Choose("q", "What happens?", OPTIONS, kind=kind)
    again.answer = again.recorded = {name: right, "tries": [first, second]}
    assert again.to_record(again.recorded) == {name: right, "tries": [first, second]} and again.kept


def test_many_tries_in_another_order_are_the_same_try():
    widget = Choose("q", "Which?", OPTIONS, kind="many")
    widget.answer = {"choices": ["same", "nan"]}
    assert widget.to_record({"choices": ["nan", "same"]}) == {"choices": ["same", "nan"]}


@given(st.text(), st.integers(2, 6))
def test_order_is_shown_in_another_order_that_the_id_decides(id, count):
    steps = [{"key": str(place), "text": "", "explanation": ""} for place in range(count)]
    shown = [[option["key"] for option in Choose(id, "", steps, kind="order").options] for _ in range(2)]
    assert shown[0] == shown[1] != [step["key"] for step in steps]
    assert sorted(shown[0]) == [step["key"] for step in steps]


def test_text_of_each_state():
    widget = Choose("q", "What happens?", OPTIONS)
    assert widget.text().splitlines() == ["What happens?", "  ( ) The same [same]", "  ( ) All equal [equal]",
                                          "  ( ) It breaks [nan]", "Nothing chosen yet."]
    widget.answer = {"choice": "same"}
    assert "(•) The same" in widget.text() and "run the next cell" in widget.text()
    widget.recorded = {"choice": "same"}
    assert widget.text().splitlines()[1:3] == ["  (•) The same [same]", "      ✗ not right: On paper."]
    assert widget.text().splitlines()[-2:] == ["Choose again, and run the record cell again.", "Recorded."]


def test_text_of_the_other_kinds():
    many = Choose("q", "Which?", OPTIONS, kind="many")
    many.answer = {"choices": ["same", "nan"]}
    assert many.text().count("[x]") == 2
    order = Choose("q", "Which first?", STEPS, kind="order")
    order.answer = {"order": ["mix", "read", "squash"]}
    assert "  1. Mix [mix]\n  2. Read [read]" in order.text()


@pytest.mark.parametrize("options, kind, message", [
    (OPTIONS, "some", "unknown kind 'some'"),
    (OPTIONS[:1], "one", "at least two options"),
    ([OPTIONS[0], OPTIONS[0], OPTIONS[2]], "one", "two options: same"),
    ([{"key": "a", "text": "A", "right": True}, OPTIONS[0]], "one", "lacks explanation"),
    (OPTIONS[:2], "one", "one option must be right, not 0"),
    ([{**option, "right": True} for option in OPTIONS], "one", "one option must be right, not 3"),
    (OPTIONS[:2], "many", "no option is right"),
])
def test_a_wrong_question_is_refused(options, kind, message):
    with pytest.raises(ValueError, match=f"^q: .*{message}"):
        Choose("q", "", options, kind=kind)


@pytest.mark.parametrize("kind, answer", [
    ("one", {"choice": "other"}), ("one", {"choices": ["same"]}), ("one", {}),
    ("many", {"choices": "same"}), ("many", {"choices": ["same", "same"]}), ("many", {"choices": [["same"]]}),
    ("order", {"order": ["same", "equal"]}), ("order", {"order": ["same", "same", "equal"]}),
    ("one", {"choice": "same", "other": 1}), ("one", {"choice": "same", "tries": "nan"}),
    ("one", {"choice": "same", "tries": ["nan", "other"]}), ("one", {"choice": "same", "tries": [["nan"]]}),
    ("one", {"choice": "same", "tries": [None]}), ("one", {"choice": "same", "tries": {"nan": 1}}),
    ("many", {"choices": ["same"], "tries": ["nan"]}), ("many", {"choices": ["same"], "tries": [["nan", "nan"]]}),
    ("order", {"order": ["same", "equal", "nan"], "tries": [["same"]]}),
])
def test_an_answer_that_does_not_fit_is_refused(kind, answer):
    widget = Choose("q", "", OPTIONS, kind=kind)
    for trait in ("answer", "recorded"):
        with pytest.raises(ValueError, match="^q: .*(fit the options|an answer here has|is a list)"):
            setattr(widget, trait, answer)
        assert getattr(widget, trait) is None
