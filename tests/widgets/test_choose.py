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


def test_a_wrong_choice_gets_its_own_explanation_and_the_right_one_is_marked():
    widget = Choose("q", "What happens?", OPTIONS)
    widget.recorded = widget.answer = {"choice": "same"}
    assert widget.feedback == {"same": {"right": False, "explanation": "On paper.", "words": "not right"},
                               "nan": {"right": True, "explanation": "", "words": "this one is right"}}
    widget.recorded = None
    assert widget.feedback == {}


def test_a_right_choice_gets_its_own_explanation():
    widget = Choose("q", "What happens?", OPTIONS)
    widget.recorded = {"choice": "nan"}
    assert widget.feedback == {
        "nan": {"right": True, "explanation": "Infinity over infinity.", "words": "right"}}


def test_many():
    widget = Choose("q", "Which?", OPTIONS, kind="many")
    widget.recorded = widget.answer = {"choices": ["nan", "same"]}
    assert widget.recorded == {"choices": ["same", "nan"]}  # the order of the options
    assert {key: said["right"] for key, said in widget.feedback.items()} == {"same": False, "nan": True}
    assert widget.text_of_answer() == "The same; It breaks"


def test_order_says_where_each_belongs():
    widget = Choose("q", "Which first?", STEPS, kind="order")
    widget.recorded = {"order": ["read", "squash", "mix"]}
    assert [said["words"] for said in widget.feedback.values()] == \
        ["in its place", "belongs in place 3", "belongs in place 2"]
    assert all(said["explanation"] for said in widget.feedback.values())


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
    assert "✗ not right: On paper." in widget.text() and "✓ this one is right" in widget.text()
    assert "Infinity" not in widget.text()


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
])
def test_an_answer_that_does_not_fit_is_refused(kind, answer):
    widget = Choose("q", "", OPTIONS, kind=kind)
    for trait in ("answer", "recorded"):
        with pytest.raises(ValueError, match="no answer to 'q'"):
            setattr(widget, trait, answer)
        assert getattr(widget, trait) is None
