"""A learner's evening: solve, record, write notes, pull a changed course, renew. All of it is there, whatever the clocks say."""

import json
import os
import shutil
import subprocess
from itertools import permutations
from pathlib import Path

import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupytext.sync_contentsmanager import build_sync_jupytext_contents_manager_class

from tests.authoring.small_course import SPECIFIED, cells, edit
from utils import cli, progress, work
from utils.authoring import build, verify

PROJECT = Path(__file__).parents[2]
ANSWER = "def double(x):\n    return x + x  # mine"
RECORDED = "record(guess, answer={'value': 2.5})"


def git(folder, *arguments):
    command = ["git", "-c", "user.name=Learner", "-c", "user.email=learner@example.invalid", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture
def course(root):
    """The small course as a repository that others clone."""
    for name in (".gitignore", ".gitattributes", "jupytext.toml"):
        shutil.copy(PROJECT / name, root)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    return root


def commit(course):
    git(course, "add", "--all")
    git(course, "commit", "--quiet", "--message=The course")


@pytest.fixture
def clone(course, tmp_path_factory, monkeypatch):
    """A learner's clone, with its own work folder."""
    clone = tmp_path_factory.mktemp("learner") / "one hop"
    git(course, "clone", "--quiet", str(course), str(clone))
    monkeypatch.delenv("ONEHOP_WORK")
    monkeypatch.setattr(cli, "ROOT", clone)
    monkeypatch.setattr(work, "ROOT", clone)
    return clone


def onehop(*arguments):
    cli.main(list(arguments))


def lab(monkeypatch):
    """What `onehop lab` does before JupyterLab is there."""
    from jupyterlab.labapp import LabApp

    monkeypatch.setattr(LabApp, "launch_instance", lambda arguments: None)
    onehop("lab")


def evening(clone):
    """Answer, record, note and try in JupyterLab, and save; what passes and is recorded is kept."""
    manager = build_sync_jupytext_contents_manager_class(LargeFileManager)(root_dir=str(clone))
    model = manager.get("work/01_parts.ipynb")
    notebook = model["content"]["cells"]
    next(cell for cell in notebook if "def double" in cell["source"])["source"] = ANSWER
    next(cell for cell in notebook if cell["source"] == "record(guess)")["source"] = RECORDED
    notebook.insert(2, {"cell_type": "markdown", "id": "note", "metadata": {}, "source": "A note of mine."})
    trial = {"cell_type": "code", "id": "trial", "metadata": {}, "source": "double(21)", "outputs": [], "execution_count": 3}
    notebook.insert(4, trial)
    manager.save(model, "work/01_parts.ipynb")
    progress.keep_source("double", ANSWER)
    progress.keep_answer("size", {"value": 2.5})
    progress.keep_score("Write it", "mine", score=1.5, parameters=2, seconds=3)


def later(course, clone):
    """The course changes a lesson, and the learner pulls."""
    edit(course / "solutions/01_parts.py", "A sentence.", "A new sentence.")
    build(course, SPECIFIED)
    commit(course)
    git(clone, "pull", "--quiet")


def assert_all_is_there(clone):
    sources = [cell.source for cell in cells(clone, "work/01_parts.ipynb")]
    assert sources[2:5] == ["A note of mine.", ANSWER, "double(21)"] and sources[6] == RECORDED
    assert progress.source("double") == ANSWER + "\n" and progress.answers() == {"size": {"value": 2.5}}
    assert [row["model"] for row in progress.scores()] == ["mine"]


def test_a_course_that_was_pulled_is_renewed_with_all_that_was_done(course, clone, monkeypatch, capsys):
    lab(monkeypatch)
    evening(clone)
    assert git(clone, "status", "--porcelain") == "" and verify(clone, SPECIFIED) == []
    later(course, clone)
    assert_all_is_there(clone)
    lab(monkeypatch)
    assert "work/01_parts.ipynb is older than the course. `onehop renew 01`" in capsys.readouterr().out
    assert_all_is_there(clone)
    onehop("renew", "01")
    assert_all_is_there(clone)
    assert "A new sentence. Another one." in [cell.source for cell in cells(clone, "work/01_parts.ipynb")]
    assert "A new sentence. Another one." not in [cell.source for cell in cells(clone, "work/01_parts.old-1.ipynb")]
    assert git(clone, "status", "--porcelain") == "" and verify(clone, SPECIFIED) == []
    lab(monkeypatch)
    assert "older" not in capsys.readouterr().out


FILES = ("work/01_parts.ipynb", "lessons/01_parts.ipynb", "lessons/01_parts.py")


@pytest.mark.parametrize("order", list(permutations((1_000_000_000, 2_000_000_000, 4_000_000_000))))
def test_no_order_of_times_and_no_clock_decides_anything(order, course, clone, monkeypatch):
    """Every file touched in every order, some in years to come, before the pull and after it."""
    def touch():
        for name, moment in zip(FILES, order, strict=True):
            os.utime(clone / name, (moment, moment))

    lab(monkeypatch)
    evening(clone)
    touch()
    later(course, clone)
    touch()
    lab(monkeypatch)
    onehop("renew", "01")
    assert_all_is_there(clone)
    assert build(clone, SPECIFIED) == [] and git(clone, "status", "--porcelain") == ""


def test_a_learner_who_worked_in_lessons_finds_it_in_the_copy(clone, monkeypatch):
    """Saved there by an editor that knows of no pairs, with the text form newer, as old, or older."""
    path = clone / "lessons/01_parts.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][2]["source"] = ANSWER
    path.write_text(json.dumps(notebook))
    for moment in (1_000_000_000, 2_000_000_000, 3_000_000_000):
        os.utime(path, (2_000_000_000, 2_000_000_000))
        os.utime(path.with_suffix(".py"), (moment, moment))
        (clone / "work/01_parts.ipynb").unlink(missing_ok=True)
        lab(monkeypatch)
        assert cells(clone, "work/01_parts.ipynb")[2].source == ANSWER
