"""From a question to the end of its section, a master names no result of it."""

import pytest

from tests.authoring.small_course import HEADER
from utils.authoring.master import read_master
from utils.authoring.suspense import given_away
from utils.exercises import Choice, Option, Prediction

SPECIFIED = {
    "heard": Prediction("heard", "Twenty people pass on nine tenths. What does the last one hear, of 100?",
                        0, 100, "percent", "It hears {value:.0f} %."),
    "looks": Choice("looks", "Twice as many people come. How many looks?", (
        Option("twice", "Twice as many.", "Count again."),
        Option("four times", "Four times as many.", "Right.", right=True))),
}
PREDICTED = HEADER + """\
# %% [markdown]
# # 03 More
#
# In lesson 02 we took 64 numbers.

# %%
guess = predict("heard")
guess

# %%
record(guess, answer={"value": 33.0})

# %% [markdown]
# BETWEEN

# %%
shares = 0.9 ** torch.arange(20)
guess.reveal(shares[-1])

# %%
figures.curves(shares, title="TITLE", alt=f"A curve that ends at {shares[-1]:.2f}. ALT")

# %% [markdown]
# BELOW
#
# ## Next
#
# Whoever wants may read here that 13.5 % are left.

# %%
expect("the last one", shares[-1])
"""
CHOSEN = HEADER + """\
# %% [markdown]
# # 03 More

# %%
question = choose("looks")
question

# %%
record(question, answer={"choice": "four times"})

# %%
figures.curves(looks, title="TITLE", alt="A curve")

# %% [markdown]
# BELOW
#
# ## Next
#
# Twice the people have four times the looks.
"""


def told(folder, text, old="", new=""):
    """What is told of this master, with one text for another."""
    assert old in text
    path = folder / "03_more.py"
    path.write_text(text.replace(old, new))
    return list(given_away(read_master(path), SPECIFIED))


def assert_said(problems, expected):
    """That one problem is told, of the cell that `expected` names, and how it begins."""
    (said,), (cell, words) = problems, expected.split(": ", 1)
    assert f"/03_more.py, {cell} (" in said and f"): {words}" in said


def test_a_master_that_tells_nothing(tmp_path):
    assert told(tmp_path, PREDICTED) == told(tmp_path, CHOSEN) == []


@pytest.mark.parametrize(("old", "new", "problem"), [
    ("BETWEEN", "Only 13.5 % arrive.", "cell 4: before the result of 'heard' a sentence says '13.5'"),
    ("BETWEEN", "A seventh arrives.", "cell 4: before the result of 'heard' a sentence says 'a seventh'"),
    ("BETWEEN", "About fifteen.", "cell 4: before the result of 'heard' a sentence says 'fifteen'"),
    ("BETWEEN", "There are 64 of them.", "cell 4: before the result of 'heard' a sentence says '64'"),
    ("# BETWEEN", "# ## What 13 percent mean", "cell 4: before the result of 'heard' a heading says '13'"),
    ("TITLE", "A seventh is left", "cell 6: just below the result of 'heard' a title says 'a seventh'"),
    ("TITLE", "Seven of them are left", "cell 6: just below the result of 'heard' a title says 'seven'"),
    (". ALT", ", below 14", "cell 6: just below the result of 'heard' an alternative text says '14'"),
    ("BELOW", "The last one hears 13.5 %.",
     "cell 7: just below the result of 'heard' a sentence says '13.5'"),
    ("shares = 0.9", "a_seventh = shares = 0.9",
     "cell 5: before the result of 'heard' a variable is called 'a_seventh'"),
    ("guess.reveal", "print('13 % are left')\nguess.reveal",
     "cell 5: before the result of 'heard' a text says '13'"),
    ("# BELOW\n", "# Below.\n\n# %%\nexpect('it', looks, below=20)\n\n# %% [markdown]\n# BELOW\n",
     "cell 8: just below the result of 'heard' an expect tells what comes"),
    ("guess.reveal(shares[-1])", "shares[-1]",
     "cell 2: no cell below answers the question 'heard'; add guess.reveal(…)"),
])
def test_what_gives_a_prediction_away(tmp_path, old, new, problem):
    assert_said(told(tmp_path, PREDICTED, old, new), problem)


@pytest.mark.parametrize(("old", "new", "problem"), [
    ("TITLE", "Twice the people, four times the looks",
     "cell 4: just below the result of 'looks' a title says what the right option 'four times' says"),
    ("BELOW", "So there are four times as many looks.",
     "cell 5: just below the result of 'looks' a sentence says what the right option 'four times' says"),
    ("record(question, answer={\"choice\": \"four times\"})", "question",
     "cell 2: no cell below answers the question 'looks'; add record(question)"),
    ("question = choose(\"looks\")", "choose(\"looks\")",
     "cell 2: the question 'looks' has no name to be recorded by; write question = …"),
])
def test_what_gives_a_choice_away(tmp_path, old, new, problem):
    assert_said(told(tmp_path, CHOSEN, old, new), problem)


@pytest.mark.parametrize(("revealed", "expected"), [
    ("shares[-1]", "shares[-1]"), ("shares[-1]", "100 * shares[-1]"), ("100 * shares[-1]", "abs(shares[-1] - 0.5)"),
    ("shares[-1]", "max(shares)"), ("shares", "shares[-1]"), ("shares[-1]", "shares[-1].item()"),
    ("shares[-1] / shares[0]", "torch.log(shares[0] / shares[-1])"), ("torch.log(shares[-1])", "shares[-1]"),
    ("shares[-1]", "heard"), ("heard", "shares[-1]"), ("runs['long way'][2]", "max(runs['long way'][1:])"),
])
def test_an_expect_that_shows_the_bounds_of_an_answer(tmp_path, revealed, expected):
    text = PREDICTED.replace("shares = ", "import torch\n\nheard = shares[-1]\nshares = ").replace(
        "guess.reveal(shares[-1])", f"guess.reveal({revealed})").replace('one", shares[-1]', f'one", {expected}, above=13')
    assert_said(told(tmp_path, text), "cell 8: expect('the last one', …) shows the bounds of what answers 'heard'")


def test_an_expect_that_shows_the_bounds_above_the_question_or_of_what_another_measures(tmp_path):
    early = PREDICTED.replace("# %%\nguess = ", '# %%\nexpect("it", shares[-1], below=14)\n\n# %%\nguess = ')
    assert "cell 2 (" in told(tmp_path, early)[0]
    chosen = CHOSEN + '\n# %%\nexpect("looks", looks[-1] / looks[0])\nexpect("many", looks[-1] / looks[0], above=3.9)\n'
    assert_said(told(tmp_path, chosen), "cell 6: expect('many', …) shows the bounds of what answers 'looks'")


@pytest.mark.parametrize("line", [
    'expect("heard", shares[-1])', 'expect("it", shares[0], above=13)', 'expect("it", shares_of_all, above=13)',
    'expect("it", torch.tensor(3.0), above=13)', 'expect("it", shares[-1] - expected, otherwise="Again.")',
])
def test_an_expect_that_shows_no_answer(tmp_path, line):
    text = PREDICTED.replace("shares = ", "import torch\n\nshares = ").replace(
        "guess.reveal(", "guess.reveal(torch.ones(1) * ")
    assert told(tmp_path, text, 'expect("the last one", shares[-1])', line) == []


@pytest.mark.parametrize(("text", "old", "new"), [
    (PREDICTED, "BETWEEN", "The twenty of them pass on nine tenths, 0.9 of 100. There are two things to see."),
    (PREDICTED, "BETWEEN", "See `f(13)`, [below](13_more.ipynb) and lesson 07. The third is a rank, $x_3$ is not."),
    (PREDICTED, "BELOW", "It was among 64 numbers that we took before."),
    (PREDICTED, "TITLE", "{shares[-1]:.0%} is left"),
    (CHOSEN, "TITLE", "Looks of 10, 20 and 40 people"),
    (CHOSEN, "BELOW", "Each of the four has his own."),
])
def test_what_gives_nothing_away(tmp_path, text, old, new):
    assert told(tmp_path, text, old, new) == []
