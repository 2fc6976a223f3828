"""Every fault of a master is told with its file, its cell and the mend, and nothing is written."""

import dataclasses

import pytest

from tests.authoring.small_course import HEADER, SPECIFIED, edit, files
from utils.authoring import MasterError, build, course, derive_lesson
from utils.exercises import Lesson, Prediction, Term, specifications

REGION = "    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n"


def problems(root, specified=SPECIFIED):
    before = files(root)
    with pytest.raises(MasterError) as caught:
        build(root, specified)
    assert files(root) == before
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def problem_of_cell(folder, cell):
    """The one problem of a master that has this cell after a cell of prose."""
    path = folder / "solutions" / "03_more.py"
    path.parent.mkdir()
    path.write_text(f"{HEADER}# %% [markdown]\n# # 03 More\n\n{cell}")
    with pytest.raises(MasterError) as caught:
        derive_lesson(path)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ('# %% exercise="f"\ndef f():\n    ### BEGIN SOLUTION\n    return 1\n',
         "cell 2 (f): line 2: a region opens and is not closed; put ### END SOLUTION after it"),
        ('# %% exercise="f"\ndef f():\n    return 1\n    ### END SOLUTION\n',
         "cell 2 (f): line 3: a region closes that was not opened; put ### BEGIN SOLUTION before it"),
        (f'# %% exercise="f"\ndef f():\n    ### BEGIN SOLUTION\n{REGION}',
         "cell 2 (f): line 3: a region opens within a region; put ### END SOLUTION before it"),
        ('# %% exercise="f"\ndef f():\n    # begin solution\n    return 1\n    ### END SOLUTION\n',
         "cell 2 (f): line 2, '# begin solution': write ### BEGIN SOLUTION or ### END SOLUTION"),
        (f"# %%\ndef f():\n{REGION}",
         'cell 2 (def f():): a solution region outside an exercise; add exercise="name" to the cell'),
        ('# %% exercise="f"\ndef f():\n    return 1\n',
         "cell 2 (f): an exercise without a solution region; "
         "put ### BEGIN SOLUTION and ### END SOLUTION around the answer"),
        (f'# %% exercise="g"\ndef f():\n{REGION}',
         "cell 2 (g): an exercise cell defines a function or class of that name; this one does not"),
        ('# %% exercise="f"\ndef f():\n    """F."""\n'
         "    ### BEGIN SOLUTION\n    # 1\n\n    ### END SOLUTION\n",
         "cell 2 (f): the region at line 3 is empty; put the answer between its markers"),
        ('# %% exercise="f"\ndef f(x):\n'
         "    ### BEGIN SOLUTION\n    if x:\n    ### END SOLUTION\n        return 1\n",
         "cell 2 (f): the stub would not run, unexpected indent at line 3: return 1; "
         "let the region hold whole statements of one block"),
        ('# %% exercise="f"\n### BEGIN SOLUTION\ndef f(x):\n    return 1\n### END SOLUTION\n',
         "cell 2 (f): the stub loses its name; leave the line that defines it outside the region"),
        ('# %% exercise="F"\nclass F:\n    ### BEGIN SOLUTION\n    x = 1\n    ### END SOLUTION\n',
         "cell 2 (F): the stub would raise as soon as the cell runs, at line 2; "
         "put the region within a function's body"),
        (f'# %% exercise="f"\ndef f():\n{REGION}y = f()\n',
         "cell 2 (f): the cell defines and uses f, so the stub would raise; "
         "move 'y = f()' to a cell of its own"),
        ('# %% [markdown] exercise="f"\n# prose\n',
         "cell 2 (f): an exercise or export must be a code cell, and this one is markdown"),
        ('# %% tags=["export"]\n# %timeit 3\n',
         "cell 2 (%timeit 3): line 1 is not Python (invalid syntax): %timeit 3"),
        ("# %%\nx = 1\ny = = 2\n", "cell 2 (x = 1): line 2 is not Python (invalid syntax): y = = 2"),
        ("# %% [markdown]\n# # #?\n",
         "cell 2 (#?): jupytext does not read this cell back as it is written; word it differently"),
        ("# %% Heading\nx = 1\n",
         "cell 2 (x = 1): unknown key 'title' in the cell's first line; only exercise and tags are kept"),
        ('# %% excercise="f"\nx = 1\n',
         "cell 2 (x = 1): unknown key 'excercise' in the cell's first line; only exercise and tags are kept"),
        ('# %% tags=["gpu"]\nfast, slow = 1, 2\n\n# %%\ndef f():\n    return fast\n',
         "cell 3 (def f():): uses 'fast' of cell 2, which is tagged gpu and does not run everywhere; "
         "define it here, or tag this cell gpu too"),
        ("# %%\nx = 1\nif x:\n    assert x > 0\n",
         "cell 2 (x = 1): an assert would end the lesson; say what is expected with "
         "expect(name, value, below=...)"),
        ('# %% tags=["gpu"]\nx = 1\n\n# %%\nx += 1\n',
         "cell 3 (x += 1): uses 'x' of cell 2, which is tagged gpu and does not run everywhere; "
         "define it here, or tag this cell gpu too"),
    ],
)
def test_a_faulty_cell(tmp_path, cell, problem):
    assert problem_of_cell(tmp_path, cell) == f"solutions/03_more.py, {problem}"


def test_what_a_gpu_cell_may_share(tmp_path):
    path = tmp_path / "03_more.py"
    path.write_text(HEADER + """\
# %% tags=["gpu"]
import time
for i in range(3):
    x = [y for y in range(i)]

# %% tags=["gpu"]
time.sleep(x)

# %%
x = 1
y = x
for i in range(3):
    print(i)

# %%
x, i
""")
    derive_lesson(path)


def test_long_first_words_are_cut(tmp_path):
    problem = problem_of_cell(tmp_path, f"# %% Title\nx = '{50 * 'a'}'\n")
    assert f"cell 2 (x = '{35 * 'a'}...): unknown key" in problem


def test_a_header_without_kernel_or_module_and_a_bad_name(tmp_path):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "more.py").write_text("# %%\nx = 1\n")
    assert problems(tmp_path, {}) == [
        "solutions/more.py: name it NN_name.py, as in 01_recurrence.py",
        "solutions/more.py: the header has no kernelspec; add "
        "kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}",
        "solutions/more.py: the header does not say which module of utils/reference its exports go to; "
        "add onehop: {reference: module}",
    ]


def test_a_header_of_another_shape(tmp_path):
    path = tmp_path / "03_more.py"
    path.write_text(HEADER.replace("{reference: parts}", "parts"))
    with pytest.raises(MasterError, match="/03_more.py: the header does not say which module"):
        derive_lesson(path)


def test_a_header_that_is_not_yaml(tmp_path):
    path = tmp_path / "03_more.py"
    path.write_text(HEADER.replace("#   onehop", "#  onehop"))
    with pytest.raises(MasterError, match="03_more.py: cannot be read as a py:percent notebook: while"):
        derive_lesson(path)


def test_a_master_that_is_not_text(tmp_path):
    path = tmp_path / "03_more.py"
    path.write_bytes(b"# %%\nx = '\xff'\n")
    with pytest.raises(MasterError, match="03_more.py: cannot be read as a py:percent notebook: 'utf-8'"):
        derive_lesson(path)


def test_the_problems_of_all_masters_come_together(root):
    edit(root / "solutions/01_parts.py", "# %% [markdown]\n# A sentence", "# %% A\n# A sentence")
    edit(root / "solutions/02_halves.py", "    ### END SOLUTION\n", "")
    assert [problem.partition(" (")[0] for problem in problems(root)] == [
        "solutions/01_parts.py, cell 6", "solutions/02_halves.py, cell 1"
    ]


def test_what_the_lessons_specify_is_held_against_their_masters(root, monkeypatch):
    """What a result is given away by, and how a term is named, is tried in detail elsewhere."""
    size = Prediction("size", "How large?", 0, 9, "", "It is {value}.")
    double, doubler, halve = (dataclasses.replace(specifications["neuron"], id=id)
                              for id in ("double", "Doubler", "halve"))
    first = Lesson("01", "parts", "?", (size, double, doubler), (Term("part", "One of many.", "Euclid"),))
    monkeypatch.setattr(course, "_lessons", lambda: [first, Lesson("02", "halves", "?", (halve,))])
    edit(root / "solutions/01_parts.py", "# A sentence.", "# A **part**. It is 13.")
    edit(root / "solutions/01_parts.py", '# %% tags=["gpu"]', """\
# %%
guess.reveal(3)

# %% [markdown]
# ## Names

# %%
terms("01")

# %% tags=["gpu"]""")
    assert problems(root, None) == [
        "solutions/01_parts.py, cell 6 (A **part**. It is 13. Another one.): before the result of 'size' "
        "a sentence says '13'; let the output say it, from the number that was measured"
    ]
    edit(root / "solutions/01_parts.py", "**part**. It is 13", "part")
    assert problems(root, None) == [
        "solutions/01_parts.py: the term 'part' stands in bold 0 times; write **part** once, where it is met"
    ]


def test_specifications_and_masters_that_do_not_meet(root):
    specified = {"double": "01", "Doubler": "02", "halve": "02", "forgotten": "01", "later": "05"}
    assert problems(root, specified) == [
        "solutions/01_parts.py, cell 4: question 'size' has no specification; "
        "add one to utils/exercises/lessons/lesson_01.py",
        "solutions/01_parts.py, cell 7: exercise 'Doubler' is specified for lesson 02; "
        "move that to utils/exercises/lessons/lesson_01.py",
        "utils/exercises/lessons/lesson_01.py: 'forgotten' is specified, but no cell of solutions/01_parts.py "
        "asks for it; add the cell, or take it out",
    ]  # not of 'later', whose lesson has no master yet


def test_an_exercise_without_specification(root):
    specified = {id: lesson for id, lesson in SPECIFIED.items() if id != "halve"}
    assert problems(root, specified) == [
        "solutions/02_halves.py, cell 1: exercise 'halve' has no specification; "
        "add one to utils/exercises/lessons/lesson_02.py"
    ]


def test_an_exercise_id_and_a_number_that_are_taken(root):
    edit(root / "solutions/02_halves.py", 'exercise="halve"', 'exercise="double"')
    edit(root / "solutions/02_halves.py", "def halve", "def double")
    (root / "solutions/02_halves.py").rename(root / "solutions/01_halves.py")
    assert problems(root)[:2] == [
        "solutions/01_parts.py: lesson 01 is already solutions/01_halves.py; give this one another number",
        "solutions/01_parts.py, cell 3 (double): exercise 'double' is already in solutions/01_halves.py, "
        "cell 1; rename one of them",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("return x - halve(x)", "return x - mystery(x)",
         "solutions/02_halves.py, cell 2 (RATE = math.sqrt(1)): the export uses 'mystery', which "
         "neither an export nor torch defines: return x - mystery(x); export the cell that defines it"),
        ("# What is left.", "import re",
         "solutions/02_halves.py, cell 2 (RATE = math.sqrt(1)): an export imports nothing, but has "
         "'import re'; math, torch, nn and F are at hand, and so is every other export"),
        ("def rest(x)", "def double(x)",
         "solutions/02_halves.py, cell 2 (RATE = math.sqrt(1)): exports 'double', as solutions/01_parts.py, "
         "cell 3 (double) does; rename one of them"),
        ("RATE = math.sqrt(1)", "RATE = 1\nLIMIT = math.sqrt(-1)",
         "solutions/02_halves.py, cell 2 (RATE = 1): the export does not import, "
         "ValueError: math domain error, at 'LIMIT = math.sqrt(-1)'; mend that line"),
        ("RATE = math.sqrt(1)", "RATE = rest(1)",
         "solutions/02_halves.py, cell 2 (RATE = rest(1)): the export does not import, "
         "NameError: name 'rest' is not defined, at 'RATE = rest(1)'; mend that line"),
    ],
)
def test_a_faulty_export(root, old, new, problem):
    edit(root / "solutions/02_halves.py", old, new)
    assert problems(root) == [problem]


def test_exports_that_import_each_other(root):
    edit(root / "solutions/01_parts.py", "return 2 * x", "return 2 * x * RATE")
    (problem,) = problems(root)
    assert problem.startswith("utils/reference/") and "the export does not import, ImportError: " in problem
