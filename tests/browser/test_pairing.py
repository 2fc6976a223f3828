"""A lesson is a notebook and a .py: whichever is newer, opening and saving work and lose nothing."""

import os

import nbformat
import pytest

CELLS = ["# A lesson", "1 + 1"]


@pytest.fixture
def pair(notebook, lab, request):
    """A saved pair in lessons/, as its path without the suffix and its two files."""
    name = request.node.name.split("[")[0]
    notebook.open(lab.write(f"lessons/{name}.ipynb", CELLS))
    notebook.save()
    return f"lessons/{name}.ipynb", lab.root / f"lessons/{name}.ipynb", lab.root / f"lessons/{name}.py"


@pytest.mark.parametrize("older", ["ipynb", "py"])
def test_a_pair_opens_runs_and_saves_whichever_file_is_older(notebook, pair, older):
    path, ipynb, py = pair
    age(ipynb if older == "ipynb" else py)
    notebook.open(path)
    assert notebook.run_all() and notebook.outputs(1)
    notebook.save()
    assert nbformat.read(ipynb, 4).cells[1].outputs
    assert "1 + 1" in py.read_text()


def test_saving_writes_both_files(notebook, pair):
    path, ipynb, py = pair
    set_source(notebook, 1, "2 + 3")
    notebook.save()
    assert nbformat.read(ipynb, 4).cells[1].source == "2 + 3"
    assert "2 + 3" in py.read_text()


def test_what_was_saved_opens_again_after_the_py_aged(notebook, pair):
    path, ipynb, py = pair
    set_source(notebook, 1, "2 + 3")
    assert notebook.run_all()
    notebook.save()
    age(py)
    notebook.open(path)
    assert notebook.source(1) == "2 + 3"
    assert notebook.outputs(1)


def set_source(notebook, index, source):
    notebook.evaluate(
        "(panel, [index, source]) => { panel.context.model.cells.get(index).sharedModel.setSource(source) }",
        [index, source],
    )


def age(file):
    """Make a file a minute older than it is, as an unpacked archive or a clone may have it."""
    then = file.stat().st_mtime - 60
    os.utime(file, (then, then))
