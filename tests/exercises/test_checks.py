"""check, yours and hint, as a notebook calls them."""
import functools
import linecache

import pytest
import torch

from utils import check, hint, progress, reference, yours
from utils.exercises import NotPassed
from utils.exercises.checks import text_of
from utils.widgets import Panel

RIGHT = "def neuron(x, weights, bias):\n    return torch.relu(x @ weights + bias)\n"


def cell(source, name, **names):
    """What a notebook's cell defines: compiled under a name that is no file, with the other cells' names around."""
    filename = f"<cell {hash(source)}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    namespace = {"torch": torch, **names}
    exec(compile(source, filename, "exec"), namespace)
    return namespace[name]


def test_a_right_answer_is_returned_and_kept(capsys):
    answer = cell(RIGHT, "neuron")
    assert check("neuron", answer) is answer
    assert progress.source("neuron") == RIGHT
    assert "Passed" in capsys.readouterr().out


def test_a_wrong_answer_gives_the_reference_and_its_diagnosis(capsys):
    assert check("neuron", lambda x, weights, bias: x @ weights + bias) is reference.neuron
    printed = capsys.readouterr().out
    assert "The weighted sum is right. What is missing" in printed and "expected" in printed and "the course's own" in printed
    assert progress.source("neuron") is None


def test_a_blank_is_not_attempted(capsys):
    def neuron(x, weights, bias):
        raise NotImplementedError("neuron")

    assert check("neuron", neuron) is reference.neuron
    assert "Not attempted" in capsys.readouterr().out


@pytest.mark.parametrize("disguise", [lambda f: f, functools.partial, lambda f: lambda *inputs: f(*inputs)])
def test_the_reference_handed_back_does_not_pass(disguise, capsys):
    assert check("neuron", disguise(reference.neuron)) is reference.neuron
    assert "the course's own" in capsys.readouterr().out
    assert progress.source("neuron") is None


def test_the_reference_typed_in_passes():
    answer = cell(RIGHT, "neuron")
    assert check("neuron", answer) is answer


def test_an_answer_that_leans_on_another_cell_is_told_so(capsys):
    source = "def neuron(x, weights, bias):\n    return bend(x @ weights + bias)\n"
    assert check("neuron", cell(source, "neuron", bend=torch.relu)) is reference.neuron
    assert "needs `bend`, which its cell does not define" in capsys.readouterr().out
    assert progress.source("neuron") is None


@pytest.mark.parametrize("answer", [None, 3, "text", print, torch.relu, [], lambda: 1 / 0])
def test_nothing_is_raised_whatever_comes(answer):
    assert check("neuron", answer) is reference.neuron


def test_strictly_everything_but_a_pass_raises(monkeypatch):
    monkeypatch.setenv("ONEHOP_STRICT", "1")
    check("neuron", cell(RIGHT, "neuron"))
    with pytest.raises(NotPassed, match="neuron: wrong"):
        check("neuron", lambda x, weights, bias: x @ weights)
    with pytest.raises(NotPassed, match="not_attempted"):
        check("neuron", reference.neuron)


SOLVED = "def neuron(x, weights, bias):\n    ### BEGIN SOLUTION\n    return torch.relu(x @ weights + bias)\n    ### END SOLUTION\n"


def test_what_the_course_solved_is_not_said_to_be_your_own(capsys):
    blank = cell("def neuron(*inputs):\n    raise NotImplementedError('neuron')\n", "neuron")
    answer = cell(SOLVED, "neuron")
    assert check("neuron", answer) is answer
    shown = capsys.readouterr().out
    assert "Solved by the course. The notebook goes on with the course's own `neuron`." in shown
    yours("neuron")
    assert capsys.readouterr().out == "neuron: solved by the course in lesson 00.\n"
    check("neuron", blank)
    assert "of yours has passed before" not in capsys.readouterr().out
    check("neuron", cell(RIGHT, "neuron"))
    assert "with your own `neuron`" in capsys.readouterr().out
    check("neuron", blank)
    assert "of yours has passed before" in capsys.readouterr().out


def test_an_answer_that_does_not_pass_by_itself_is_not_gone_on_with(capsys):
    check("neuron", cell(SOLVED.replace("torch.relu(", "bend("), "neuron", bend=torch.relu))
    shown = capsys.readouterr().out
    assert "goes on with the course's own `neuron`" in shown and "Solved" not in shown


def test_a_later_failure_keeps_what_passed(capsys):
    check("neuron", cell(RIGHT, "neuron"))
    check("neuron", lambda *inputs: None)
    assert progress.source("neuron") == RIGHT


def test_yours_is_the_reference_until_it_passed(capsys):
    assert yours("neuron") is reference.neuron
    assert "lesson 00" in capsys.readouterr().out
    check("neuron", cell(RIGHT, "neuron"))
    own = yours("neuron")
    assert own is not reference.neuron
    assert own(torch.ones(2), torch.ones(2), torch.tensor(1.0)) == 3
    assert "your own" in capsys.readouterr().out
    assert text_of(own, "neuron") == RIGHT


def test_an_answer_goes_on_with_the_learners_own_earlier_ones(capsys):
    step = ("def recurrent_step(x, h, W_x, W_h, b):\n"
            "    return torch.tanh(x @ W_x + h @ W_h + b) + 0 * neuron(x, W_x[:, 0], b[0])[:, None]\n")
    check("recurrent_step", cell(step, "recurrent_step", neuron=reference.neuron))
    assert progress.source("recurrent_step") == step
    assert text_of(yours("recurrent_step").__globals__["neuron"], "neuron") != RIGHT
    check("neuron", cell(RIGHT, "neuron"))
    assert text_of(yours("recurrent_step").__globals__["neuron"], "neuron") == RIGHT


def test_what_yours_gives_passes_again():
    check("neuron", cell(RIGHT, "neuron"))
    own = yours("neuron")
    assert check("neuron", own) is own


@pytest.mark.parametrize("source", ["import no_such_module\n", "x = 1\n", "exit(3)\n"])
def test_a_kept_source_that_no_longer_runs(source, capsys):
    progress.keep_source("neuron", source)
    assert yours("neuron") is reference.neuron
    assert "no longer runs" in capsys.readouterr().out


def test_hints_come_one_at_a_time(capsys):
    Panel._revealed.clear()
    said = []
    for _ in range(4):
        hint("neuron")
        said.append(capsys.readouterr().out.strip())
    assert len(set(said)) == 4 and said[-1] == "That was the last hint."


def test_an_unknown_exercise_names_the_nearest():
    with pytest.raises(KeyError, match="neuron"):
        check("neurone", print)
    with pytest.raises(KeyError, match="neuron"):
        yours("neurone")


def test_progress_that_cannot_be_written_stops_nothing(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("ONEHOP_WORK", str(tmp_path / "file"))
    answer = cell(RIGHT, "neuron")
    assert check("neuron", answer) is answer
    assert "could not be kept" in capsys.readouterr().out
