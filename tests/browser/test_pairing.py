"""A notebook in work/ or lessons/ is one file: a .py beside it is neither read nor written, whatever its time."""

import os

import nbformat
import pytest


@pytest.mark.parametrize("folder", ["work", "lessons"])
def test_a_save_writes_the_notebook_and_nothing_else(notebook, lab, folder):
    path = lab.write(f"{folder}/alone.ipynb", ["# A lesson", "1 + 1"])
    notebook.open(path)
    notebook.write(1, "2 + 3")
    notebook.save()
    assert [file.name for file in (lab.root / folder).glob("alone*")] == ["alone.ipynb"]
    assert nbformat.read(lab.root / path, 4).cells[1].source == "2 + 3"


@pytest.mark.parametrize("moment", [1_000_000_000, 4_000_000_000])
def test_a_lesson_opens_as_it_was_saved_beside_a_py_of_any_time(notebook, lab, moment):
    name = notebook.lab.root / "work/00_welcome"
    twin = name.with_suffix(".py")
    twin.write_text((lab.root / "lessons/00_welcome.py").read_text(encoding="utf-8"), encoding="utf-8")
    os.utime(twin, (moment, moment))
    before = twin.read_bytes()
    notebook.open("work/00_welcome.ipynb")
    notebook.write(0, f"# Mine, of {moment}")
    notebook.save()
    notebook.open("work/00_welcome.ipynb")
    assert notebook.source(0) == f"# Mine, of {moment}"
    assert twin.read_bytes() == before
    twin.unlink()
