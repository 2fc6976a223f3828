"""Where the work folder is, and that a file in it is written whole or not at all."""
import os
import subprocess

import pytest

from utils import work


@pytest.mark.parametrize(("variable", "place"), [
    (None, "work"), ("", "work"), ("mine", "mine"), ("a/../b c", "b c"), ("../mine", "../mine")])
def test_it_is_in_the_clone_from_wherever_it_is_asked(variable, place, monkeypatch, tmp_path):
    monkeypatch.delenv("ONEHOP_WORK")
    if variable is not None:
        monkeypatch.setenv("ONEHOP_WORK", variable)
    monkeypatch.chdir(tmp_path)
    assert work.folder() == (work.ROOT / place).resolve()


def test_an_absolute_one_is_taken_and_a_home_is_found(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable, place in ((str(tmp_path / "mine"), "mine"), ("~/mine", "mine"), ("~", "")):
        monkeypatch.setenv("ONEHOP_WORK", variable)
        assert work.folder() == tmp_path / place


def test_a_file_is_written_with_its_folder_and_the_rights_of_any_file(tmp_path):
    work.write(tmp_path / "new/deep/a.txt", "é\n")
    assert (tmp_path / "new/deep/a.txt").read_bytes() == "é\n".encode()
    (tmp_path / "b.txt").touch()
    assert (tmp_path / "new/deep/a.txt").stat().st_mode == (tmp_path / "b.txt").stat().st_mode


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failed_write_keeps_the_old_and_leaves_nothing(step, tmp_path, monkeypatch):
    work.write(tmp_path / "a.txt", "old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError):
        work.write(tmp_path / "a.txt", "new")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]


def test_no_folder_that_git_knows_can_be_the_work_folder_and_others_can(monkeypatch):
    tracked = subprocess.run(["git", "ls-tree", "-d", "--name-only", "HEAD"], cwd=work.ROOT, capture_output=True, text=True)
    for name in (*tracked.stdout.split(), ".", ".git", ".venv", "build", "lessons/deep", "work/../utils"):
        monkeypatch.setenv("ONEHOP_WORK", name)
        assert work.misplaced().startswith("ONEHOP_WORK is "), name
    for name in ("", "mine", "work", "work/mine", "..", "../lessons"):
        monkeypatch.setenv("ONEHOP_WORK", name)
        assert work.misplaced() == "", name


def test_a_link_to_the_course_is_the_course(monkeypatch, tmp_path):
    (tmp_path / "link").symlink_to(work.ROOT / "lessons")
    monkeypatch.setenv("ONEHOP_WORK", str(tmp_path / "link"))
    assert "which is the course's own" in work.misplaced()


@pytest.mark.parametrize(("place", "hidden"), [("mine", True), ("a/b", True), ("work", False), ("../mine", False)])
def test_git_sees_nothing_of_a_work_folder_that_is_made_in_the_clone(monkeypatch, tmp_path, place, hidden):
    clone = tmp_path / "clone"
    clone.mkdir()
    monkeypatch.setattr(work, "ROOT", clone)
    monkeypatch.setenv("ONEHOP_WORK", place)
    assert work.obstacle(work.folder()) == ""
    work.write(work.folder() / "progress/a.txt", "mine")
    ignored = work.folder() / ".gitignore"
    assert ignored.exists() is hidden
    if hidden:
        ignored.write_text("!a.txt")  # a learner's own, once it is there
        work.write(work.folder() / "b.txt", "mine")
        assert ignored.read_text() == "!a.txt"
