"""The panel of a check."""
import json

import pytest

from utils.widgets.panel import WORDS, Panel

OUTCOME = {"id": "neuron", "title": "A neuron", "status": "wrong", "points": 0, "max_points": 2, "minutes": 5,
           "difficulty": 1, "headline": "3 of 4 cases differ.", "diagnosis": "The `bias` is missing.",
           "using": "The notebook goes on with the course's own `neuron`."}
EXAMPLE = {"input": [{"name": "x", "value": "tensor([[1., 2.],\n        [3., 4.]])", "shape": "(2, 2)"}],
           "expected": {"value": "3.5", "shape": "()"}, "got": {"value": "3.0", "shape": "(1,)"}}
HINTS = ["Look at the shapes.", "Add the bias."]


@pytest.fixture(autouse=True)
def new_session(monkeypatch):
    monkeypatch.setattr(Panel, "_revealed", {})


def press(panel):
    """What the page sends when the button is pressed."""
    panel._handle_custom_msg({"type": "next_hint"}, [])


def test_text_has_everything_but_the_hints():
    text = Panel({**OUTCOME, "example": EXAMPLE, "printed": "one\ntwo"}, HINTS).text()
    for part in ("Not right yet: A neuron", "0 of 2 points", "3 of 4 cases differ.", "The `bias` is missing.",
                 "x  shape (2, 2)", "expected  shape ()", "got  shape (1,)", "    two", OUTCOME["using"],
                 'Hints: 2. In a notebook with widgets, press ‘Next hint’; otherwise hint("neuron").'):
        assert part in text
    assert "      tensor([[1., 2.],\n              [3., 4.]])" in text  # columns stay below each other
    assert HINTS[0] not in text


@pytest.mark.parametrize("status", WORDS)
def test_text_says_each_status_in_words(status):
    assert Panel({**OUTCOME, "status": status}).text().startswith(WORDS[status])


def test_text_names_the_line_that_raised():
    text = Panel({**OUTCOME, "status": "raised", "error": "ValueError: no",
                  "line": {"number": 4, "source": "    return x / 0"}}).text()
    assert "ValueError: no" in text and "Line 4 of your answer:\n    return x / 0" in text


def test_nobody_is_offered_hints_after_passing():
    assert "Hints" not in Panel({**OUTCOME, "status": "passed"}, HINTS).text()


@pytest.mark.parametrize("change, message", [({"status": "fine"}, "unknown status 'fine'"),
                                             ({"title": None}, "lacks title")])
def test_a_wrong_outcome_is_refused(change, message):
    outcome = {key: value for key, value in {**OUTCOME, **change}.items() if value is not None}
    with pytest.raises(ValueError, match=message):
        Panel(outcome)


def test_hints_stay_in_the_kernel_until_asked_for():
    panel = Panel(OUTCOME, HINTS)
    assert panel.hint_count == 2
    assert HINTS[0] not in json.dumps({name: str(value) for name, value in panel.get_state().items()})
    press(panel)
    assert panel.hints == HINTS[:1]


def test_hints_come_one_at_a_time_and_end():
    panel = Panel(OUTCOME, HINTS)
    assert [panel.next_hint() for _ in range(4)] == [*HINTS, None, None]
    assert panel.hints == HINTS


def test_hints_are_remembered_when_the_check_runs_again():
    press(Panel(OUTCOME, HINTS))
    again = Panel(OUTCOME, HINTS)
    assert again.hints == HINTS[:1]
    press(again)
    assert again.hints == HINTS
    assert Panel({**OUTCOME, "id": "other"}, HINTS).hints == []


def test_an_older_panel_catches_up():
    first, second = Panel(OUTCOME, HINTS), Panel(OUTCOME, HINTS)
    press(second)
    press(first)
    assert first.hints == HINTS


def test_other_messages_are_ignored():
    panel = Panel(OUTCOME, HINTS)
    panel._handle_custom_msg({"type": "all_hints"}, [])
    assert panel.hints == []
