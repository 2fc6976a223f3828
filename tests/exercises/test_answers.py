"""record, choose and predict, outside and inside a notebook."""
import pytest

from tests.browser.figures.what_it_means import FIGURE
from utils import choose, explore, predict, progress, record, widgets
from utils.exercises import NotPassed, specifications
from utils.exercises.answers import _literal, with_answer


def test_nothing_to_record(capsys):
    record(predict("whisper"))
    assert "Nothing to record yet" in capsys.readouterr().out
    assert progress.answers() == {}


def test_an_answer_is_kept(capsys):
    widget = predict("whisper")
    widget.answer = {"value": 12.5}
    record(widget)
    assert widget.recorded == {"value": 12.5}
    assert progress.answers() == {"whisper": {"value": 12.5}}


def test_the_literal_gives_a_fresh_widget_its_answer_back():
    widget = choose("pairs")
    record(widget, answer={"choice": "twice"})
    assert widget.answer == widget.recorded == {"choice": "twice"}


def test_a_newer_answer_wins_over_the_literal():
    widget = choose("pairs")
    record(widget, answer={"choice": "twice"})
    widget.answer = {"choice": "four times"}
    assert "Changed since recorded" in widget.status
    record(widget, answer={"choice": "twice"})
    assert widget.recorded == {"choice": "four times", "tries": ["twice"]}


@pytest.mark.parametrize("literal", [
    3, "twice", {"choice": "nonsense"}, {"value": 3}, {}, {"choice": ["twice"]}, {"choice": "twice", "tries": "twice"},
    {"choice": "twice", "tries": ["nonsense"]}, {"choice": "twice", "tries": None}, {"choice": "twice", "more": 1},
])
def test_a_literal_that_fits_nothing_is_said_and_not_kept(literal, capsys):
    widget = choose("pairs")
    record(widget, answer=literal)
    assert "The recorded answer cannot be read: " in capsys.readouterr().out
    assert widget.recorded is None and progress.answers() == {}


def test_tries_are_kept_in_the_cell_and_by_progress():
    widget = choose("pairs")
    for key in ("the same", "twice", "twice"):
        widget.answer = {"choice": key}
        record(widget)
    assert widget.recorded == {"choice": "twice", "tries": ["the same"]} == progress.answers()["pairs"]


def test_the_literal_gives_the_tries_back_to_a_fresh_widget_and_to_a_newer_answer():
    literal = {"choice": "twice", "tries": ["the same"]}
    again, newer = choose("pairs"), choose("pairs")
    record(again, answer=literal)
    assert again.recorded == literal and again.status == "Recorded."
    newer.answer = {"choice": "four times"}
    record(newer, answer=literal)
    assert newer.recorded == {"choice": "four times", "tries": ["the same", "twice"]}


@pytest.mark.parametrize("literal", [7, {"choice": "nonsense"}, {"choice": "twice", "tries": "the same"}])
def test_a_literal_that_cannot_be_read_leaves_a_newer_answer_without_tries(literal):
    widget = choose("pairs")
    widget.answer = {"choice": "four times"}
    record(widget, answer=literal)
    assert widget.recorded == {"choice": "four times"}


def test_strictly_a_wrong_or_missing_answer_raises(monkeypatch):
    monkeypatch.setenv("ONEHOP_STRICT", "1")
    record(choose("pairs"), answer={"choice": "four times"})
    for literal in (None, {"choice": "twice"}):
        with pytest.raises(NotPassed, match="pairs"):
            record(choose("pairs"), answer=literal)


@pytest.mark.parametrize(("cell", "line", "expected"), [
    ("record(guess)", 1, "record(guess, answer={'value': 2.0})"),
    ("record(guess, answer={'value': 1.0})", 1, "record(guess, answer={'value': 2.0})"),
    ("# «é»\nx = 1\nrecord(\n    guess,\n)  # ü\ny = 2\n", 3,
     "# «é»\nx = 1\nrecord(guess, answer={'value': 2.0})  # ü\ny = 2\n"),
    ("'«é»'; record(guess); z", 1, "'«é»'; record(guess, answer={'value': 2.0}); z"),
    ("record(a)\nrecord(b)", 2, "record(a)\nrecord(b, answer={'value': 2.0})"),
    ("# \u2028 \x0c \x85\nrecord(g)\ny", 2, "# \u2028 \x0c \x85\nrecord(g, answer={'value': 2.0})\ny"),
    ("x = 1\r\nrecord(g)\r\ny", 2, "x = 1\nrecord(g, answer={'value': 2.0})\ny"),
    ("if x:\n\trecord(\tg)", 2, "if x:\n\trecord(g, answer={'value': 2.0})"),
    ("utils.record(widgets[0])", 1, "utils.record(widgets[0], answer={'value': 2.0})"),
])
def test_the_cell_is_rewritten_and_nothing_else_in_it(cell, line, expected):
    assert with_answer(cell, {"value": 2.0}, line) == expected


@pytest.mark.parametrize("cell", [
    "%time record(g)", "record(a); record(b)", "keep = record; keep(g)", "record(widget=g)", "",
])
def test_a_cell_that_cannot_be_rewritten_is_left_alone(cell):
    with pytest.raises((SyntaxError, ValueError)):
        with_answer(cell, {"value": 2.0}, 1)


def test_what_is_printed_breaks_between_words(capsys):
    figure, task = explore("gate_by_gate"), specifications["gate_by_gate"]
    for given in (task.right[0], task.near[0].answer):
        figure.answer = given
        record(figure)
        printed = capsys.readouterr().out
        assert max(map(len, printed.splitlines())) <= 72
        assert " ".join(printed.split()).startswith(" ".join(f"Recorded: {figure.text_of_answer()}".split()))


@pytest.mark.parametrize("answer", [{"choice": "four times", "tries": ["twice"]}, {"gates": [0.12345] * 40},
                                    {"order": [f"a rather long key of number {place}" for place in range(9)]}])
def test_a_literal_to_type_in_is_python_whose_lines_are_short(answer):
    text = _literal(answer)
    assert max(map(len, text.splitlines())) <= 72
    assert eval(f"dict({text})") == {"answer": answer}


def test_progress_that_cannot_be_written_stops_nothing(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("ONEHOP_WORK", str(tmp_path / "file"))
    widget = choose("pairs")
    record(widget, answer={"choice": "twice"})
    assert widget.recorded == {"choice": "twice"}
    assert "could not be kept" in capsys.readouterr().out


@pytest.mark.parametrize(("make", "id", "mend"), [
    (explore, "recall_far", "predict"), (choose, "four_ticks", "explore"), (predict, "pairs", "choose"),
    (explore, "neuron", "check"),
])
def test_a_task_of_another_kind_is_told_by_what_it_is_made(make, id, mend):
    with pytest.raises(TypeError, match=rf"{mend}\('{id}'\)"):
        make(id)


@pytest.mark.parametrize("other", ["four_ticks", None, widgets.Gate()])
def test_what_sets_no_task_cannot_be_recorded(other):
    with pytest.raises(TypeError, match="record takes what choose, predict or explore gave"):
        record(other)


def test_an_argument_that_no_figure_takes_is_named():
    with pytest.raises(TypeError, match="StepClock takes no 'trace'"):
        explore("four_ticks", trace=[1.0] * 16)


def test_the_answer_of_a_model_is_asked_anew_whatever_the_cell_says(capsys):
    explorer = FIGURE.make()
    wide = {**explorer.start, "words": [*explorer.start["words"][:-1], "wide"]}
    for said in ("", "animal", "street"):
        record(explorer, answer={**wide, "answer": said})
        assert explorer.recorded == {**wide, "answer": "street"} == progress.answers()["what_it_means"]
        assert explorer.verdict["right"] and "\nRight. Both nouns stand" in capsys.readouterr().out
    explorer.answer = None
    record(explorer, answer={**explorer.start, "answer": "street"})
    assert explorer.recorded["answer"] == "animal"
    assert "\nNot yet. No word is another yet." in capsys.readouterr().out


def test_an_answer_that_only_stands_in_a_cell_replaces_none_that_was_given():
    mine = predict("whisper")
    mine.answer = {"value": 12.0}
    record(mine)
    solution = predict("whisper")
    record(solution, answer={"value": 30.0})
    record(solution, answer={"value": 30.0})
    assert solution.recorded == {"value": 30.0} and progress.answers()["whisper"] == {"value": 12.0}
    solution.answer = {"value": 15.0}
    record(solution, answer={"value": 30.0})
    assert progress.answers()["whisper"]["value"] == 15.0
