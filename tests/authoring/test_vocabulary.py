"""Each term stands in bold where it is met, and nothing else does but what begins an item."""

import pytest

from tests.authoring.small_course import HEADER
from utils.authoring.master import read_master
from utils.authoring.vocabulary import unnamed
from utils.exercises import Term

TERMS = (Term("hidden state", "What is carried along.", "Elman 1990"),
         Term("one-hot", "A one among zeros.", "Hinton 1986"))
MASTER = HEADER + """\
# %% [markdown]
# # 03 More
#
# **How is it called?**

# %% [markdown]
# It is the **hidden
# state**, and in *italics* something else.

# %% [markdown]
# **One-hot** is a row. **Exercise: `f`.** Two points.

# %%
terms("03")

# %% [markdown]
# - **What it means:** much.
"""


def told(folder, old="", new="", terms=TERMS):
    assert old in MASTER
    path = folder / "03_more.py"
    path.write_text(MASTER.replace(old, new))
    problems = unnamed(read_master(path), terms)
    return [problem.removeprefix(f"{folder.name}/03_more.py") for problem in problems]


def test_a_master_that_names_everything_once(tmp_path):
    assert told(tmp_path) == []


def test_a_master_without_terms(tmp_path):
    path = tmp_path / "03_more.py"
    path.write_text(HEADER + "# %% [markdown]\n# # 03 More\n")
    assert list(unnamed(read_master(path), ())) == []


@pytest.mark.parametrize(("old", "new", "problem"), [
    ("**One-hot**", "One-hot",
     ": the term 'one-hot' stands in bold 0 times; write **one-hot** once, where it is met"),
    ("a row.", "a **one-hot** row.",
     ": the term 'one-hot' stands in bold 2 times; write **one-hot** once, where it is met"),
    ("*italics*", "**italics**",
     ", cell 2 (It is the **hidden): **italics** is bold and no term of this lesson; "
     "specify it in utils/exercises/lessons/lesson_03.py, or write *italics*"),
    ("# %%\nterms(\"03\")\n", "", ": it introduces terms, so it ends with one cell terms(\"03\")"),
    ("terms(\"03\")", "terms(\"02\")", ": it introduces terms, so it ends with one cell terms(\"03\")"),
])
def test_what_does_not_fit(tmp_path, old, new, problem):
    assert told(tmp_path, old, new) == [problem]


def test_a_term_below_the_table(tmp_path):
    problems = told(tmp_path, "much.", "**one-hot** rows.")
    assert problems[0] == (", cell 5 (- **What it means:** **one-hot** rows.): the term **one-hot** stands below "
                           "the table of terms; name it where it is met")
