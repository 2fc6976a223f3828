"""Nothing that a learner did is lost when a fresh lesson takes its place."""

import json

import pytest

from tests.authoring.small_course import SPECIFIED, edit, files
from utils.authoring import build, renew_lesson, verify
from utils.authoring.keeping import worked_in


def work(root, how):
    """Do in lesson 01 what a learner does."""
    path = root / "lessons/01_parts.ipynb"
    notebook = json.loads(path.read_text())
    cell = next(cell for cell in notebook["cells"] if cell["metadata"].get("exercise") == "double")
    if how == "run":
        cell["execution_count"] = 1
    else:
        cell["source"] = ["def double(x):\n", "    return x + x"]
    path.write_text(json.dumps(notebook))
    return files(root)


@pytest.mark.parametrize("how", ["run", "fill"])
def test_a_build_moves_aside_what_was_worked_in(root, how):
    before = work(root, how)
    changed = build(root, SPECIFIED)
    after = files(root)
    assert root / "lessons/01_parts.old-1.ipynb" in changed
    for suffix in (".ipynb", ".py"):
        assert after[f"lessons/01_parts.old-1{suffix}"] == before[f"lessons/01_parts{suffix}"]
    assert "lessons/02_halves.old-1.ipynb" not in after
    assert verify(root, SPECIFIED) == [] and build(root, SPECIFIED) == []


def test_a_build_overwrites_what_was_only_generated(root):
    edit(root / "solutions/01_parts.py", "Another one.", "And one more.")
    build(root, SPECIFIED)
    assert not list(root.glob("lessons/*.old-*"))


def test_renewing_never_overwrites_an_older_copy(root):
    before = work(root, "fill")
    (root / "lessons/01_parts.old-1.py").write_text("older still")
    kept = renew_lesson(root, "01_parts")
    assert kept == [root / "lessons/01_parts.old-2.ipynb", root / "lessons/01_parts.old-2.py"]
    assert kept[0].read_bytes() == before["lessons/01_parts.ipynb"]
    assert (root / "lessons/01_parts.old-1.py").read_text() == "older still"
    assert verify(root, SPECIFIED) == []


def test_renewing_restores_what_was_deleted(root):
    for suffix in (".ipynb", ".py"):
        (root / f"lessons/01_parts{suffix}").unlink()
    assert renew_lesson(root, "01_parts") == []
    assert verify(root, SPECIFIED) == []


@pytest.mark.parametrize("text", ["", "{", "{}", '{"cells": [3]}'])
def test_what_cannot_be_read_counts_as_work(root, text):
    path = root / "lessons/01_parts.ipynb"
    assert not worked_in(path)
    path.write_text(text)
    assert worked_in(path)
