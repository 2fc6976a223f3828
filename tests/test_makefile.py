"""What `make` does before a target: .venv is made once, wholly, and again only where it must be."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Both notes its calls; `-m venv` puts the second in place of a Python.
PYTHON = """#!/bin/sh
case "$*" in
  "-m venv"*) echo venv >> calls; mkdir -p .venv/bin; cp "$0" .venv/bin/python; rm -f .venv/installed ;;
  "-m pip"*) echo "$*" >> calls; test ! -e broken ;;
  "-c import sys;"*) test ! -e old ;;
  "-c import ensurepip"*) test ! -e bare ;;
esac
"""


@pytest.fixture
def folder(tmp_path):
    """A folder with a space in its name, the Makefile, and a Python that only notes what it is asked."""
    folder = tmp_path / "one hop"
    folder.mkdir()
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    (folder / "python").write_text(PYTHON)
    (folder / "python").chmod(0o755)
    return folder


def make(folder, *arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    (folder / "calls").write_text("")
    process = subprocess.run(
        ["make", "PYTHON=./python", *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    return process, (folder / "calls").read_text().splitlines()


def test_help_says_each_target_in_a_line(folder):
    process, calls = make(folder, "help")
    for target in ("lab", "test", "check", "notebooks", "book", "lock"):
        assert f"\n  make {target} " in "\n" + process.stdout
    assert calls == []


def test_the_first_call_installs_torch_then_the_lock_then_the_course(folder):
    process, calls = make(folder, "setup")
    assert process.returncode == 0, process.stderr
    assert [call.split()[-1] for call in calls] == ["venv", "torch", "requirements.lock", "."]


def test_the_second_call_does_nothing(folder):
    make(folder, "setup")
    assert make(folder, "setup")[1] == []


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_list_is_installed_in_place(folder, name):
    make(folder, "setup")
    later = (folder / ".venv/installed").stat().st_mtime + 10
    os.utime(folder / name, (later, later))
    assert [call.split()[-1] for call in make(folder, "setup")[1]] == ["torch", "requirements.lock", "."]


def test_an_install_that_was_cut_short_starts_over(folder):
    (folder / "broken").touch()
    assert make(folder, "setup")[0].returncode != 0
    (folder / "broken").unlink()
    assert make(folder, "setup")[1][0] == "venv"


def test_an_environment_that_moved_with_its_folder_is_made_anew(folder):
    make(folder, "setup")
    folder = folder.rename(folder.with_name("moved hop"))
    assert make(folder, "setup")[1][0] == "venv"


def test_an_index_for_torch_is_asked_for_torch_alone(folder):
    calls = make(folder, "setup", "TORCH_INDEX=file:///wheels")[1]
    assert [call.endswith("--extra-index-url file:///wheels torch") for call in calls] == [False, True, False, False]


@pytest.mark.parametrize("fault, words", [("old", "Python 3.11, 3.12 or 3.13"), ("bare", "python3-venv")])
def test_a_python_that_will_not_do_is_named_with_the_mend(folder, fault, words):
    (folder / fault).touch()
    process, calls = make(folder, "lab")
    assert process.returncode != 0
    assert words in process.stderr
    assert "Traceback" not in process.stderr
    assert calls == []
