"""What the masters become on disk."""

import json
import os
import re
import shutil
from pathlib import Path

import jupytext
import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupytext.sync_contentsmanager import build_sync_jupytext_contents_manager_class

from tests.authoring.small_course import SPECIFIED, cells, edit, files
from utils.authoring import build, derive_lesson, verify
from utils.authoring.master import Cell, Master
from utils.authoring.notebooks import cell_ids, lesson_notebook


def test_every_derived_file_is_there(root):
    assert sorted(files(root)) == [
        "lessons/01_parts.ipynb", "lessons/01_parts.py", "lessons/02_halves.ipynb", "lessons/02_halves.py",
        "solutions/01_parts.ipynb", "solutions/01_parts.py",
        "solutions/02_halves.ipynb", "solutions/02_halves.py",
        "utils/reference/__init__.py", "utils/reference/halves.py", "utils/reference/parts.py",
    ]
    assert verify(root, SPECIFIED) == []


def test_the_lesson_has_blanks_and_no_recorded_answer(root):
    lesson = {cell.metadata.get("exercise"): cell.source for cell in cells(root, "lessons/01_parts.ipynb")}
    assert lesson["double"] == 'def double(x):\n    """Twice x."""\n    raise NotImplementedError("double")'
    assert lesson["Doubler"].count('\n        raise NotImplementedError("Doubler")') == 2
    for suffix in (".ipynb", ".py"):
        text = (root / f"lessons/01_parts{suffix}").read_text()
        assert "record(guess)" in text and "3.0" not in text and "SOLUTION" not in text
    assert 'answer={\\"value\\": 3.0}' in (root / "solutions/01_parts.ipynb").read_text()


def test_recorded_answers_are_cut_where_they_stand():
    on_one_line = code("é = 1; record(a, answer={'é': ')'}); record(b, answer=1)  # done")
    over_several = code("record(\n    a,\n    answer=[1,\n2],\n)\nrecord(b, 3)\nrecord(c)")
    assert on_one_line.posed == "é = 1; record(a); record(b)  # done"
    assert over_several.posed == "record(\n    a)\nrecord(b)\nrecord(c)"


def test_the_notebooks_are_valid_and_say_where_they_come_from(root):
    for path in root.rglob("*.ipynb"):
        text = path.read_text()
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
        assert text.endswith("}\n") and not any(cell.get("outputs") for cell in notebook.cells)
        assert f'"generated": "from solutions/{path.stem}.py by make notebooks"' in text
        assert notebook.metadata.kernelspec.name == "python3"
        assert notebook.metadata.language_info.name == "python"
    header = (root / "lessons/01_parts.py").read_text().split("# ---")[1]
    assert "#     generated: from solutions/01_parts.py by make notebooks\n" in header


def test_the_text_form_round_trips(root):
    text = (root / "lessons/01_parts.py").read_text()
    notebook = jupytext.reads(text, fmt="py:percent")
    assert jupytext.writes(notebook, fmt="py:percent") == text
    pair = cells(root, "lessons/01_parts.ipynb")
    assert [cell.source for cell in notebook.cells] == [cell.source for cell in pair]


@pytest.fixture
def jupyterlab(root):
    """What opens and saves JupyterLab's notebooks, in the small course with the course's own settings of jupytext."""
    shutil.copy(Path(__file__).parents[2] / "jupytext.toml", root)
    return build_sync_jupytext_contents_manager_class(LargeFileManager)(root_dir=str(root))


def date(path, moment):
    os.utime(path, (moment, moment))


@pytest.mark.parametrize("newer", [".py", ".ipynb"])
def test_a_save_of_a_master_changes_no_more_than_its_header(root, jupyterlab, newer):
    name = "solutions/01_parts"
    for suffix in (".py", ".ipynb"):
        date(root / f"{name}{suffix}", 2_000_000_000 if suffix == newer else 1_000_000_000)
    before = files(root)
    jupyterlab.save(jupyterlab.get(f"{name}.ipynb"), f"{name}.ipynb")
    changed = [path for path, content in files(root).items() if content != before[path]]
    assert changed == [f"{name}.py"]
    body = (root / f"{name}.py").read_text().split("# ---\n")[2]
    assert body == before[f"{name}.py"].decode().split("# ---\n")[2]
    assert build(root, SPECIFIED) == []


@pytest.mark.parametrize("name", ["lessons/01_parts", "work/01_parts", "work/Untitled", "mine/01_parts", "work/solutions/01_parts"])
@pytest.mark.parametrize("twin", [None, 1_000_000_000, 4_000_000_000])
def test_no_other_notebook_has_a_text_form_that_is_read_or_written(root, jupyterlab, name, twin):
    notebook, text = root / f"{name}.ipynb", root / f"{name}.py"
    notebook.parent.mkdir(parents=True, exist_ok=True)
    if not notebook.exists():
        shutil.copy(root / "lessons/01_parts.ipynb", notebook)
    text.unlink(missing_ok=True)
    if twin:
        text.write_text("# %%\n'of the text form'\n")
        date(text, twin)
    before = files(root)
    model = jupyterlab.get(f"{name}.ipynb")
    assert "of the text form" not in str(model["content"])
    jupyterlab.save(model, f"{name}.ipynb")
    assert files(root) == before
    model["content"]["cells"][0]["source"] += "\nA note."
    jupyterlab.save(model, f"{name}.ipynb")
    assert [path for path, content in files(root).items() if content != before.get(path)] == [f"{name}.ipynb"]
    assert "A note." in jupyterlab.get(f"{name}.ipynb")["content"]["cells"][0]["source"]


def test_a_lesson_is_no_pair_whatever_a_user_has_set_for_all_notebooks(root):
    everywhere = build_sync_jupytext_contents_manager_class(LargeFileManager)(root_dir=str(root), formats="ipynb,py:percent")
    (root / "elsewhere").mkdir()
    shutil.copy(root / "lessons/01_parts.ipynb", root / "elsewhere")
    nbformat.write(nbformat.v4.new_notebook(), root / "elsewhere/own.ipynb")
    for name in ("01_parts", "own"):
        everywhere.save(everywhere.get(f"elsewhere/{name}.ipynb"), f"elsewhere/{name}.ipynb")
    assert [path.name for path in root.glob("elsewhere/*.py")] == ["own.py"]


def test_the_reference_reads_as_written_by_hand(root):
    assert (root / "utils/reference/halves.py").read_text() == '''\
# Generated by make notebooks from solutions/02_halves.py; edit there.
"""Built in lesson 02, halves."""

import math

import torch

from .parts import double


def halve(x):
    return x / double(RATE)


RATE = math.sqrt(1)


# What is left.
@torch.no_grad()
def rest(x):
    return x - halve(x)
'''
    assert (root / "utils/reference/__init__.py").read_text() == '''\
# Generated by make notebooks from solutions/; edit there.
"""What the learner builds, as the masters solve it."""

from .halves import RATE, halve, rest
from .parts import Doubler, double

__all__ = [
    "Doubler",
    "RATE",
    "double",
    "halve",
    "rest",
]
'''


def test_two_masters_feed_one_module_in_their_order(root):
    edit(root / "solutions/02_halves.py", "reference: halves", "reference: parts")
    changed = [path.relative_to(root).as_posix() for path in build(root, SPECIFIED)]
    assert "utils/reference/halves.py" in changed and not (root / "utils/reference/halves.py").exists()
    text = (root / "utils/reference/parts.py").read_text()
    assert text.startswith(
        "# Generated by make notebooks from solutions/01_parts.py and solutions/02_halves.py; edit there.\n"
        '"""Built in lesson 01, parts and lesson 02, halves."""\n'
    )
    assert re.findall(r"^(?:def|class) (\w+)", text, re.MULTILINE) == ["double", "Doubler", "halve", "rest"]


def test_a_second_build_and_touched_files_change_nothing(root):
    before = files(root)
    assert build(root, SPECIFIED) == []
    for old, new in [
        ("solutions/*.py", "**/*.ipynb"), ("**/*.ipynb", "solutions/*.py"), ("**/*.ipynb", "**/*.py")
    ]:
        for pattern, moment in (old, 1_000_000_000), (new, 4_000_000_000):
            for path in root.glob(pattern):
                os.utime(path, (moment, moment))
        assert build(root, SPECIFIED) == []
    assert files(root) == before


def test_a_build_from_nothing_gives_the_same_bytes(root, tmp_path_factory):
    other = tmp_path_factory.mktemp("a folder with spaces")
    (other / "solutions").mkdir()
    for master in root.glob("solutions/*.py"):
        (other / "solutions" / master.name).write_text(master.read_text())
    build(other, SPECIFIED)
    assert files(other) == files(root)


def test_an_edited_sentence_changes_its_cell_alone(root):
    names = ["lessons/01_parts.ipynb", "lessons/01_parts.py", "solutions/01_parts.ipynb"]
    before = {name: cells(root, name) for name in names if name.endswith(".ipynb")}
    edit(root / "solutions/01_parts.py", "A sentence.", "One sentence.")
    assert [path.relative_to(root).as_posix() for path in build(root, SPECIFIED)] == names
    for name, old in before.items():
        pairs = enumerate(zip(old, cells(root, name), strict=True))
        assert [number for number, (was, now) in pairs if was != now] == [5]


def test_an_inserted_cell_keeps_the_others_ids(root):
    old = cells(root, "lessons/01_parts.ipynb")
    prose = "# %% [markdown]\n# A sentence"
    edit(root / "solutions/01_parts.py", prose, f"# %%\ndouble(3)\n\n{prose}")
    build(root, SPECIFIED)
    new = cells(root, "lessons/01_parts.ipynb")
    assert new[:5] + new[6:] == old


def test_a_cell_has_one_id_in_lesson_and_solution(root):
    ids = [cell.id for cell in cells(root, "lessons/01_parts.ipynb")]
    assert ids == [cell.id for cell in cells(root, "solutions/01_parts.ipynb")]
    assert [id for id in ids if id.startswith("exercise-")] == ["exercise-double", "exercise-Doubler"]


def test_equal_cells_keep_their_ids_when_prose_or_another_such_cell_comes_between():
    def ids(*sources):
        return dict(zip([*sources], cell_ids([code(source.rstrip("*")) for source in sources]), strict=True))

    # A star tells equal cells apart here; it is no part of the source.
    first, second, other = "a = choose('a')", "a = choose('b')", "a = choose('c')"
    before = ids(first, "record(a)", second, "record(a)*")
    after = ids(first, "record(a)", other, "record(a)**", second, "record(a)*")
    assert {source: after[source] for source in before} == before
    assert len(set(after.values())) == 6


def code(source):
    return Cell("solutions/01_parts.py", 1, "code", source, {})


# No sign of a magic: jupytext loses one in a comment, and such a cell is refused.
words = st.text(st.sampled_from("ab é=(1)\n\t'#,[-x]\":$`*_\\{}~|;@"), max_size=30)
random_cells = st.lists(st.tuples(st.sampled_from(["code", "markdown"]), words), max_size=6)


@given(random_cells)
def test_cells_round_trip_through_the_lessons_text_form(drawn):
    """Leading and trailing blank space is cut from each cell, as `read_master` does."""
    kept = [(kind, source.rstrip().lstrip("\n")) for kind, source in drawn]
    master = Master(
        "solutions/01_parts.py",
        {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
         "onehop": {"reference": "parts"}},
        [Cell("solutions/01_parts.py", number, *cell, {}) for number, cell in enumerate(kept, start=1)],
    )
    forms = lesson_notebook(master)
    read = jupytext.reads(forms[".py"], fmt="py:percent")
    assert [(cell.cell_type, cell.source) for cell in read.cells] == kept
    ids = [cell["id"] for cell in json.loads(forms[".ipynb"])["cells"]]
    assert len(set(ids)) == len(kept) and all(re.fullmatch("[a-zA-Z0-9-_]{1,64}", id) for id in ids)


def test_only_marked_files_are_removed_with_their_master(root):
    kept = root / "lessons" / "02_halves.old-1.ipynb"
    kept.write_text((root / "lessons/02_halves.ipynb").read_text())
    own = [root / name for name in ("lessons/notes.py", "lessons/broken.ipynb", "utils/reference/extra.py")]
    for path in own:
        path.write_text("# made by hand\n")
    (root / "solutions" / "02_halves.py").unlink()
    specified = {id: lesson for id, lesson in SPECIFIED.items() if lesson == "01"}
    assert verify(root, specified)[0] == "lessons/02_halves.ipynb: its master is gone; run make notebooks"
    build(root, specified)
    assert not [name for name in files(root) if "halves" in name and "old-1" not in name]
    assert kept.exists() and all(path.exists() for path in own)


def test_derive_lesson_gives_what_build_writes(root):
    for suffix, text in derive_lesson(root / "solutions/01_parts.py").items():
        assert (root / f"lessons/01_parts{suffix}").read_text() == text


def test_line_endings_of_another_system_are_not_stale(root):
    path = root / "lessons/01_parts.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert verify(root, SPECIFIED) == []
