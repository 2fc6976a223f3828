"""A learner's copies: made once, begun afresh, brought up to the course, looked over, and never lost."""

import json
import shutil

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.authoring.small_course import SPECIFIED, cells, edit, files
from utils.authoring import Unreadable, build, copy_missing, findings, older, renew, reset
from utils.reading import read_notebook

ANSWER = "def double(x):\n    return x + x  # MINE"


@pytest.fixture
def work(root):
    """A work folder with both lessons, the first of them worked in."""
    copy_missing(root, root / "work")
    change(root / "work/01_parts.ipynb", answer)
    return root / "work"


def change(path, how):
    notebook = json.loads(path.read_text())
    how(notebook["cells"])
    path.write_text(json.dumps(notebook, indent=1))


def answer(notebook):
    notebook[2]["source"] = ANSWER
    notebook.insert(1, new_markdown_cell("A note, MINE."))


def build_later(root):
    edit(root / "solutions/01_parts.py", "A sentence.", "A new sentence.")
    build(root, SPECIFIED)


def test_the_lessons_are_copied_without_their_text_forms_and_only_once(root):
    copies = copy_missing(root, root / "work")
    assert copies == [root / "work/01_parts.ipynb", root / "work/02_halves.ipynb"]
    for copy in copies:
        assert copy.read_bytes() == (root / "lessons" / copy.name).read_bytes()
    for path in copies:
        path.write_text("mine")
    copies[0].unlink()
    assert copy_missing(root, root / "work") == copies[:1]
    assert sorted(path.name for path in (root / "work").iterdir()) == ["01_parts.ipynb", "02_halves.ipynb"]
    assert copies[1].read_text() == "mine"


def test_what_somebody_wrote_in_lessons_goes_along(root):
    change(root / "lessons/01_parts.ipynb", answer)
    copy_missing(root, root / "work")
    assert cells(root, "work/01_parts.ipynb")[3].source == ANSWER
    assert older(root, root / "work") == []


@pytest.mark.parametrize("text", [None, "{", "\ufeff{}"])
def test_a_lesson_that_cannot_be_read_is_copied_as_its_master_gives_it(root, text):
    whole = (root / "lessons/01_parts.ipynb").read_bytes()
    if text is None:
        (root / "lessons/01_parts.ipynb").unlink()
    else:
        (root / "lessons/01_parts.ipynb").write_text(text)
    copy_missing(root, root / "work")
    assert (root / "work/01_parts.ipynb").read_bytes() == whole


def test_a_copy_of_an_earlier_course_is_older_and_no_other(root, work):
    assert older(root, work) == []
    build_later(root)
    assert older(root, work) == ["01_parts"]
    renew(root, work, "01_parts")
    assert older(root, work) == []
    for text in ("{", "{}"):
        (work / "01_parts.ipynb").write_text(text)
        assert older(root, work) == []  # the doctor's


def test_a_reset_puts_a_fresh_copy_and_keeps_the_old(root, work):
    before = files(work)
    assert reset(root, work, "01_parts") == [work / "01_parts.old-1.ipynb"]
    after = files(work)
    assert after["01_parts.old-1.ipynb"] == before["01_parts.ipynb"]
    assert after["01_parts.ipynb"] == (root / "lessons/01_parts.ipynb").read_bytes()
    assert reset(root, work, "01_parts") == [work / "01_parts.old-2.ipynb"]
    (work / "02_halves.ipynb").unlink()
    assert reset(root, work, "02_halves") == []
    assert (work / "02_halves.ipynb").exists()


def test_to_renew_keeps_the_old_and_carries_the_work(root, work):
    before = files(work)
    build_later(root)
    renewal, kept = renew(root, work, "01_parts")
    assert kept == [work / "01_parts.old-1.ipynb"] and kept[0].read_bytes() == before["01_parts.ipynb"]
    text = (work / "01_parts.ipynb").read_text()
    assert renewal.answers == ["double"] and text.count("MINE") == 2 and "A new sentence." in text


def test_a_copy_for_which_the_course_has_nothing_new_stays_as_it_is(root, work):
    before = files(work)
    assert renew(root, work, "01_parts")[1] == [] and files(work) == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_to_renew_mends_another_encoding(root, work, encoding):
    copy = work / "01_parts.ipynb"
    change(copy, lambda cells: cells.append(new_markdown_cell("déjà vu")))
    copy.write_text(json.dumps(json.loads(copy.read_text()), ensure_ascii=False), encoding=encoding)
    _, kept = renew(root, work, "01_parts")
    notebook, fault = read_notebook(copy)
    assert fault == "" and "déjà vu" in [cell.source for cell in notebook.cells] and "MINE" in copy.read_text()
    assert len(kept) == 1


def test_what_cannot_be_read_is_not_renewed(root, work):
    (work / "01_parts.ipynb").write_text('{"cells": [')
    before = files(work)
    with pytest.raises(Unreadable, match="half-written"):
        renew(root, work, "01_parts")
    assert files(work) == before


def found(root, work):
    return [(what.replace(f"{work}/", ""), mend.replace(f"{work}/", "")) for what, mend in findings(root, work)]


def test_there_is_nothing_to_find_in_what_a_learner_does(root, work):
    change(work / "01_parts.ipynb", lambda cells: cells.append(new_code_cell("1 / 0")))
    (work / "02_halves.ipynb").unlink()
    reset(root, work, "01_parts")
    (work / "Untitled.ipynb").write_text("{}")
    assert found(root, work) == []


@pytest.mark.parametrize(("text", "why"), [("", "is half-written or damaged"), ("{}", "is no notebook")])
def test_a_copy_that_is_broken_is_found_with_what_jupyterlab_saved_before(root, work, text, why):
    (work / "01_parts.ipynb").write_text(text)
    mend = "run `onehop reset 01`, which keeps it beside a fresh one"
    assert found(root, work) == [(f"01_parts.ipynb {why}", mend)]
    saved = work / ".ipynb_checkpoints/01_parts-checkpoint.ipynb"
    saved.parent.mkdir()
    saved.touch()
    mend += "; what JupyterLab saved before is .ipynb_checkpoints/01_parts-checkpoint.ipynb"
    assert found(root, work) == [(f"01_parts.ipynb {why}", mend)]


def test_a_copy_that_jupyterlab_can_restore_is_found_as_that(root, work):
    kept = work / ".~01_parts.ipynb"
    shutil.copy(work / "01_parts.ipynb", kept)
    assert found(root, work) == []  # a copy that can be read needs none
    (work / "01_parts.ipynb").write_text("")
    assert found(root, work) == [("01_parts.ipynb is half-written or damaged",
                                  "open it in JupyterLab, which restores it from .~01_parts.ipynb beside it")]


def test_half_of_a_character_is_carried_over(root, work):
    halves = ["a note \ud83d", "'\udc80'"]
    change(work / "01_parts.ipynb", lambda cells: cells.extend([
        new_markdown_cell(halves[0]), new_code_cell(halves[1])]))
    change(work / "01_parts.ipynb", lambda cells: cells[3].update(source=ANSWER + " \ud83d"))
    build_later(root)
    renew(root, work, "01_parts")
    sources = [cell["source"] for cell in json.loads((work / "01_parts.ipynb").read_text(encoding="utf-8"))["cells"]]
    assert ["".join(source) for source in sources[-2:]] == halves and "".join(sources[3]) == ANSWER + " \ud83d"


def test_a_folder_in_a_copy_s_place_is_found(root, work):
    (work / "01_parts.ipynb").unlink()
    (work / "01_parts.ipynb").mkdir()
    (what, mend), = found(root, work)
    assert "directory" in what and "onehop reset 01" in mend
    assert len(reset(root, work, "01_parts")) == 1 and found(root, work) == []


def test_a_copy_in_another_encoding_and_an_older_one_are_found(root, work):
    build_later(root)
    assert found(root, work) == [
        ("01_parts.ipynb is older than the course", "run `onehop renew 01`, which carries over what you did")]
    copy = work / "02_halves.ipynb"
    copy.write_text(copy.read_text(), encoding="utf-16")
    assert found(root, work)[1] == ("02_halves.ipynb is in UTF-16", "run `onehop renew 02`, which reads it all the same")
    for name in ("01_parts", "02_halves"):
        renew(root, work, name)
    assert found(root, work) == []


def test_an_exercise_s_cell_that_is_twice_or_gone_is_found(root, work):
    change(work / "01_parts.ipynb", lambda cells: cells.append(cells[3] | {"id": "copy"}))
    change(work / "02_halves.ipynb", lambda cells: cells.pop(0))
    assert found(root, work) == [
        ("01_parts.ipynb has 2 cells marked as `double`",
         "put parts of the answer together in one cell, and delete what is only a copy"),
        ("02_halves.ipynb has no code cell with `halve`", "run `onehop renew 02`, which brings it back")]
    renew(root, work, "02_halves")
    change(work / "01_parts.ipynb", lambda cells: cells.pop())
    assert found(root, work) == []


def test_an_exercise_s_cell_that_was_merged_is_there_and_one_in_markdown_is_not(root, work):
    change(work / "01_parts.ipynb", lambda cells: cells[3].update(metadata={}, id="merged"))
    assert found(root, work) == []
    change(work / "01_parts.ipynb", lambda cells: cells[3].update(cell_type="markdown"))
    assert [what for what, _ in found(root, work)] == ["01_parts.ipynb has no code cell with `double`"]


def test_a_text_form_and_a_copy_of_a_lesson_that_has_left_are_found(root, work):
    shutil.copy(root / "lessons/02_halves.py", work)
    assert found(root, work) == [
        ("02_halves.py is read by nothing", "copy what only it has into 02_halves.ipynb, and delete it")]
    (work / "02_halves.py").unlink()
    (root / "solutions/02_halves.py").unlink()
    assert found(root, work) == [
        ("02_halves.ipynb is of no lesson of the course any more", "give it another name to keep it")]
    (work / "02_halves.ipynb").rename(work / "my_halves.ipynb")
    assert found(root, work) == []
