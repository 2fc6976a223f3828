"""What is handed in and given out: the same bytes for the same files, and nothing that does not belong."""

import os
import zipfile

import pytest

from tests.authoring.small_course import edit, lay_out
from tests.full_disk import on_a_full_disk
from utils import cli, doctor
from utils.authoring import copy_missing, hand_out, lesson_names, reset
from utils.grading import Collection
from utils.packing import pack


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of two lessons in a folder of its own, with copies of them in work/."""
    root = tmp_path / "course"
    root.mkdir()
    lay_out(root)
    copy_missing(root, root / "work")
    monkeypatch.setattr(cli, "ROOT", root)
    monkeypatch.setattr(doctor, "ROOT", root)
    monkeypatch.setenv("ONEHOP_WORK", str(root / "work"))
    monkeypatch.chdir(tmp_path)
    return root


def names(path):
    return sorted(zipfile.ZipFile(path).namelist())


def test_a_learner_packs_lessons_and_progress(course, tmp_path, capsys):
    for name in ("01_parts.old-1.ipynb", "mine.ipynb", ".01_parts.part", "progress/passed/double.py",
                 "progress/answers/size.json"):
        (course / "work" / name).parent.mkdir(parents=True, exist_ok=True)
        (course / "work" / name).write_text("x")
    os.symlink("/etc/passwd", course / "work/progress/passed/linked.py")
    cli.main(["pack", "Ann Lee"])
    assert names(tmp_path / "Ann Lee.zip") == ["work/01_parts.ipynb", "work/02_halves.ipynb",
                                               "work/progress/answers/size.json", "work/progress/passed/double.py"]
    assert "has 2 lessons and your progress" in capsys.readouterr().out
    before = (tmp_path / "Ann Lee.zip").read_bytes()
    cli.main(["pack", "Ann Lee"])
    assert (tmp_path / "Ann Lee.zip").read_bytes() == before
    _, ended = on_a_full_disk(pack, course / "work", tmp_path / "Ann Lee.zip")
    assert ended.startswith("OSError") and (tmp_path / "Ann Lee.zip").read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))


def test_with_nothing_to_pack_it_says_so(course, tmp_path, monkeypatch):
    monkeypatch.setenv("ONEHOP_WORK", str(tmp_path / "empty"))
    with pytest.raises(SystemExit, match="there is no lesson in"):
        cli.main(["pack", "Ann"])
    assert not (tmp_path / "Ann.zip").exists()


def test_what_is_packed_is_what_the_grader_takes(tmp_path):
    (tmp_path / "work").mkdir()
    (tmp_path / "work/00_welcome.ipynb").write_text("{}")
    (tmp_path / "all").mkdir()
    pack(tmp_path / "work", tmp_path / "all/Ann Lee.zip")
    with Collection(tmp_path / "all") as collection:
        assert [(file.student, file.lesson) for file in collection.files] == [("Ann Lee", "00_welcome")]


def test_a_handout_has_no_solution_and_works_by_itself(course, tmp_path):
    edit(course / "lessons/01_parts.ipynb", 'raise NotImplementedError(\\"double\\")', "return x + x  # mine")
    (course / "utils/__pycache__").mkdir()
    (course / "utils/__pycache__/x.pyc").write_bytes(b"")
    cli.main(["handout", "given.zip"])
    given = names(tmp_path / "given.zip")
    assert "one-hop/lessons/01_parts.ipynb" in given and "one-hop/lessons/02_halves.py" in given
    assert not [name for name in given if any(part in name for part in ("solutions", "tests", "pycache", "work/"))]
    zipfile.ZipFile(tmp_path / "given.zip").extractall(tmp_path / "there")
    there = tmp_path / "there/one-hop"
    text = (there / "lessons/01_parts.ipynb").read_text()
    assert "NotImplementedError" in text and "mine" not in text and "BEGIN SOLUTION" not in text
    assert lesson_names(there) == ["01_parts", "02_halves"]
    copy_missing(there, there / "work")
    edit(there / "work/01_parts.ipynb", 'raise NotImplementedError(\\"double\\")', "return 3")
    assert reset(there, there / "work", "01_parts") and (there / "work/01_parts.ipynb").read_text() == text


def test_the_doctor_finds_a_handout_sound(course, tmp_path, monkeypatch):
    hand_out(course, tmp_path / "given.zip")
    zipfile.ZipFile(tmp_path / "given.zip").extractall(tmp_path / "there")
    monkeypatch.setattr(doctor, "ROOT", tmp_path / "there/one-hop")
    assert [(finding.what, finding.mend) for finding in doctor.lessons()] == [("2 lessons, without their masters", "")]
