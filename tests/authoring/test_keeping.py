"""Nothing that somebody did is lost when a fresh lesson takes its place."""

import json
import os

import pytest

from tests.authoring.small_course import SPECIFIED, edit, files
from utils.authoring import build, verify
from utils.authoring.keeping import changed, replace

PLACE = 2  # of the exercise `double`


def note(notebook):
    notebook["cells"].insert(1, {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": ["MINE"]})


def answer(notebook):
    notebook["cells"][PLACE]["source"] = ["def double(x):\n", "    return x + x  # MINE"]


def answer_below(notebook):
    below = notebook["cells"][PLACE] | {"id": "mine", "metadata": {}, "source": ["def double(x):  # MINE\n", "    return x"]}
    notebook["cells"].insert(PLACE + 1, below)


def half_an_answer(notebook):
    notebook["cells"][PLACE]["source"].insert(2, "    y = x  # MINE\n")


def recorded(notebook):
    cell, = (cell for cell in notebook["cells"] if cell["source"] == ["record(guess)"])
    cell["source"] = ["record(guess, answer={'value': 13.5})  # MINE"]


def moved(notebook):
    notebook["cells"].append(notebook["cells"].pop(1))


def deleted(notebook):
    del notebook["cells"][1]


def run(notebook):
    notebook["cells"][1]["execution_count"] = 1


def printed(notebook):
    notebook["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["MINE"]}]


def tagged(notebook):
    notebook["cells"][1]["metadata"]["tags"] = ["mine"]


def attached(notebook):
    notebook["cells"][0]["attachments"] = {"mine.png": {"image/png": "AAAA"}}


def in_the_metadata(notebook):
    notebook["metadata"]["mine"] = "MINE"


def without_what_was_given(notebook):
    del notebook["metadata"]["given"]


WORK = [note, answer, answer_below, half_an_answer, recorded, moved, deleted, run, printed, tagged, attached, in_the_metadata,
        without_what_was_given]  # fmt: skip


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("work", WORK)
def test_a_build_moves_aside_what_is_not_as_it_was_given(root, work, later):
    """Also where the master has changed meanwhile."""
    path = root / "lessons/01_parts.ipynb"
    notebook = json.loads(path.read_text())
    work(notebook)
    path.write_text(json.dumps(notebook, indent=1) + "\n")
    assert changed(path)
    before = files(root)
    if later:
        edit(root / "solutions/01_parts.py", "Another one.", "And one more.")
    written = build(root, SPECIFIED)
    after = files(root)
    assert root / "lessons/01_parts.old-1.ipynb" in written
    for suffix in (".ipynb", ".py"):
        assert after[f"lessons/01_parts.old-1{suffix}"] == before[f"lessons/01_parts{suffix}"]
    assert "lessons/02_halves.old-1.ipynb" not in after
    assert verify(root, SPECIFIED) == [] and build(root, SPECIFIED) == []


@pytest.mark.parametrize("times", [(1, 2), (2, 1), (1, 1)])
def test_a_build_moves_aside_a_text_form_that_was_changed_whatever_the_times(root, times):
    edit(root / "lessons/01_parts.py", 'raise NotImplementedError("double")', "return x  # MINE")
    for suffix, time in zip((".ipynb", ".py"), times, strict=True):
        os.utime(root / f"lessons/01_parts{suffix}", (time, time))
    build(root, SPECIFIED)
    assert "MINE" in (root / "lessons/01_parts.old-1.py").read_text()
    assert verify(root, SPECIFIED) == []


def test_a_build_overwrites_what_was_only_generated(root):
    edit(root / "solutions/01_parts.py", "Another one.", "And one more.")
    (root / "lessons/02_halves.py").unlink()
    build(root, SPECIFIED)
    assert not list(root.glob("lessons/*.old-*"))


def test_what_was_done_in_a_lesson_that_has_left_the_course_is_kept(root):
    edit(root / "lessons/02_halves.ipynb", "def halve(x)", "def halve(x, mine)")
    (root / "solutions/02_halves.py").unlink()
    build(root, {id: lesson for id, lesson in SPECIFIED.items() if lesson == "01"})
    left = sorted(path.name for path in root.glob("lessons/02*"))
    assert left == ["02_halves.old-1.ipynb", "02_halves.old-1.py"]


@pytest.mark.parametrize("data", [b"", b"{", b"{}", b'{"cells": [3]}', b"[]", "\ufeff{}".encode(), "{}".encode("utf-16"),
                                  b"{\xff}"])  # fmt: skip
def test_what_cannot_be_read_counts_as_changed_and_is_kept(root, data):
    path = root / "lessons/01_parts.ipynb"
    assert not changed(path)
    path.write_bytes(data)
    assert changed(path)
    build(root, SPECIFIED)
    assert (root / "lessons/01_parts.old-1.ipynb").read_bytes() == data and verify(root, SPECIFIED) == []


def test_the_same_in_another_encoding_is_a_change(root):
    for name, encoding in (("01_parts.ipynb", "utf-8-sig"), ("02_halves.py", "utf-16")):
        path = root / "lessons" / name
        path.write_text(path.read_text(), encoding=encoding)
        assert changed(path.with_suffix(".ipynb"))


def test_a_replacement_keeps_the_old_under_a_number_that_is_free_for_all(tmp_path):
    pair = [tmp_path / "a.ipynb", tmp_path / "a.py"]
    for path in pair:
        path.write_text(f"old {path.suffix}")
    (tmp_path / "a.old-1.py").write_text("older still")
    kept = replace({path: "new" for path in pair})
    assert kept == [tmp_path / "a.old-2.ipynb", tmp_path / "a.old-2.py"]
    assert [path.read_text() for path in kept + pair] == ["old .ipynb", "old .py", "new", "new"]
    assert (tmp_path / "a.old-1.py").read_text() == "older still"


@pytest.mark.parametrize("call", range(6))
def test_a_replacement_that_fails_leaves_everything_as_it_was(call, tmp_path, monkeypatch):
    """At each of its steps: two texts are written, two files moved aside, two put in place."""
    pair = [tmp_path / "a.ipynb", tmp_path / "a.py"]
    for path in pair:
        path.write_text(f"old {path.suffix}")
    before, calls = files(tmp_path), []

    def failing(function):
        def once(*arguments):
            calls.append(function)
            if len(calls) == call + 1:
                raise OSError(28, "No space left on device")
            return function(*arguments)

        return once

    for name in ("fsync", "rename", "replace"):
        monkeypatch.setattr(os, name, failing(getattr(os, name)))
    with pytest.raises(OSError, match="No space left"):
        replace({path: "new" for path in pair})
    assert len(calls) > call and files(tmp_path) == before
