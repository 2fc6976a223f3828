"""What `verify` says about derived files that are not what the masters give."""

import ast
import shutil
from pathlib import Path

import pytest

from tests.authoring.small_course import SPECIFIED, edit
from utils.authoring import build, verify

PROJECT = Path(__file__).parents[2]


def test_the_course_itself_is_fresh():
    assert verify(PROJECT) == []


@pytest.mark.thorough
def test_a_second_build_of_the_course_changes_nothing(tmp_path):
    for folder in ("solutions", "lessons", "utils/reference"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    assert build(tmp_path) == []


def test_the_course_s_reference_imports_torch_math_and_itself():
    modules = sorted((PROJECT / "utils" / "reference").glob("*.py"))
    assert modules
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert {alias.name.partition(".")[0] for alias in node.names} <= {"torch", "math"}, path
            elif isinstance(node, ast.ImportFrom):
                assert node.module == "torch" if node.level == 0 else node.level == 1, path


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("lessons/01_parts.ipynb", "def double(x):", "def double(x, y):",
         "lessons/01_parts.ipynb, cell 3 (double): outside the blanks it lacks 'def double(x):', "
         "unlike solutions/01_parts.py; edit that file, then run make notebooks"),
        ("lessons/01_parts.py", '    """Twice x."""\n', '    """Twice x."""\n    # A hint.\n',
         "lessons/01_parts.py, cell 3 (double): outside the blanks it adds '# A hint.', "
         "unlike solutions/01_parts.py; edit that file, then run make notebooks"),
        ("lessons/01_parts.py", "\n\n    def forward", "\n\n        print()\n    def forward",
         "lessons/01_parts.py, cell 7 (Doubler): outside the blanks it adds 'print()', "
         "unlike solutions/01_parts.py; edit that file, then run make notebooks"),
        ("lessons/01_parts.py", "    def forward(self, x):\n", "    def forward(self, y):\n",
         "lessons/01_parts.py, cell 7 (Doubler): outside the blanks it lacks 'def forward(self, x):', "
         "unlike solutions/01_parts.py; edit that file, then run make notebooks"),
        ("lessons/01_parts.py", 'raise NotImplementedError("double")', "y = x + x\n    return y",
         "lessons/01_parts.py, cell 3: stale; run make notebooks"),
        ("lessons/01_parts.py", "record(guess)", "record(guess, answer={'value': 1})",
         "lessons/01_parts.py, cell 5: stale; run make notebooks"),
        ("lessons/01_parts.ipynb", '"exercise-double"', '"another-id"',
         "lessons/01_parts.ipynb: stale; run make notebooks"),
        ("solutions/01_parts.ipynb", "return 2 * x", "return x + x",
         "solutions/01_parts.ipynb, cell 3: stale; run make notebooks"),
        ("solutions/01_parts.ipynb", '"outputs": []', '"outputs": [{"output_type": "error"}]',
         "solutions/01_parts.ipynb, cell 2: stale; run make notebooks"),
        ("utils/reference/parts.py", "return 2 * x", "return x + x",
         "utils/reference/parts.py, line 9: stale; run make notebooks"),
        ("solutions/01_parts.py", "A sentence.", "One sentence.",
         "lessons/01_parts.py, cell 6: stale; run make notebooks"),
    ],
)
def test_a_difference_is_named_with_its_file_and_cell(root, name, old, new, message):
    edit(root / name, old, new)
    assert message in verify(root, SPECIFIED)


def test_a_file_that_is_missing_or_no_file_is_named(root):
    (root / "lessons/02_halves.py").unlink()
    (root / "lessons/01_parts.ipynb").unlink()
    (root / "lessons/01_parts.ipynb").mkdir()
    assert verify(root, SPECIFIED) == [f"lessons/{name}: missing; run make notebooks" for name in ("01_parts.ipynb", "02_halves.py")]
    build(root, SPECIFIED)
    assert verify(root, SPECIFIED) == []


@pytest.mark.parametrize("name", ["lessons/01_parts.ipynb", "lessons/01_parts.py", "solutions/01_parts.ipynb"])
@pytest.mark.parametrize(("encoding", "fault"), [
    ("utf-8-sig", "begins with a byte order mark"), ("utf-16", "is in UTF-16"), ("latin-1", "is not in UTF-8")])
def test_a_file_in_another_encoding_is_named_with_it(root, name, encoding, fault):
    edit(root / "solutions/01_parts.py", "A sentence.", "Une phrase, à lire.")
    build(root, SPECIFIED)
    (root / name).write_text((root / name).read_text(encoding="utf-8"), encoding=encoding)
    assert verify(root, SPECIFIED) == [f"{name}: it {fault}; run make notebooks"]
    build(root, SPECIFIED)
    assert verify(root, SPECIFIED) == []


def test_a_half_written_notebook_is_named(root):
    (root / "lessons/01_parts.ipynb").write_text('{"cells": [')
    assert verify(root, SPECIFIED) == ["lessons/01_parts.ipynb: it is half-written or damaged; run make notebooks"]


def test_a_fault_of_a_master_is_told_too(root):
    edit(root / "solutions/02_halves.py", "    ### END SOLUTION\n", "")
    assert verify(root, SPECIFIED) == [
        "solutions/02_halves.py, cell 1 (halve): line 2: a region opens and is not closed; "
        "put ### END SOLUTION after it"
    ]
