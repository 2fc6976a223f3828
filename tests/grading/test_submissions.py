"""A notebook is read as data, however it was moved about in, and what cannot be read is said, never raised."""

import json

import pytest

from tests.grading.handed_in import RECORDED, answered, as_bytes, blank, cell_of, solution
from utils.exercises import evaluate
from utils.grading.submissions import read

DEFINITION = "def neuron(x, weights, bias):\n    return torch.relu(x @ weights + bias)"


def submission(data, suffix=".ipynb"):
    data = data if isinstance(data, bytes) else as_bytes(data)
    return read("Ann", "00_welcome", "Ann/00_welcome.ipynb", suffix, data)


def moved(change):
    """What becomes of a lesson with the neuron solved, as a dict, by `change(notebook, cell, its place)`."""
    notebook = json.loads(answered("00_welcome", {"neuron": DEFINITION}))
    cell = cell_of(notebook, "neuron")
    change(notebook["cells"], cell, notebook["cells"].index(cell))
    return submission(notebook)


def flags(found):
    return [sentence for id, sentence in found.flags]


def test_a_solution_is_read_whole():
    found = submission(solution("00_welcome"))
    assert (found.flags, found.problem) == ((), "")
    assert found.recorded.keys() == {"whisper", "pairs"}
    assert all(len(answer.texts) == 1 for answer in found.answers.values())
    assert all(evaluate(id, answer).status == "passed" for id, answer in found.recorded.items())


def test_the_text_form_reads_as_the_notebook_does():
    text = (f'# %%\nguess = predict("whisper")\n\n# %%\nrecord(guess, answer={{"value": 12.0}})\n\n'
            f'# %% exercise="neuron"\n{DEFINITION}\n')
    found = submission(text.encode(), ".py")
    assert found.answers["neuron"].texts == (DEFINITION + "\n",) and found.recorded == {"whisper": {"value": 12.0}}


# What JupyterLab makes of a cell


def test_a_copied_cell_is_tried_in_both_forms():
    other = DEFINITION.replace("relu", "tanh")
    found = moved(lambda cells, cell, at: cells.insert(at, {**cell, "source": other, "id": "c"}))
    assert [("tanh" in text) for text in found.answers["neuron"].texts] == [True, False]
    assert flags(found) == ["2 cells define it. All were tried, and the best counts."]


def test_a_split_cell_is_tried_put_together():
    first, second = DEFINITION.split("\n")

    def split(cells, cell, at):
        cell["source"] = first + "\n    '''The output.'''"
        cells.insert(at + 1, {**cell, "source": second, "id": "c"})

    found = moved(split)
    assert evaluate("neuron", _loaded(found.answers["neuron"].texts[0])).status == "passed"
    assert "perhaps after a split" in flags(found)[0]


def _loaded(text):
    from utils.exercises.worker import load
    return load(text, "neuron")


def test_a_cell_merged_with_its_check_is_found():
    def merge(cells, cell, at):
        cells[at]["source"] += "\n\nneuron = check('neuron', neuron)"
        cells[at]["metadata"] = {}
        del cells[at + 1]

    found = moved(merge)
    assert found.answers["neuron"].texts[0].rstrip() == DEFINITION
    assert "carries its mark" in flags(found)[0]


def test_a_cell_merged_with_prose_is_said():
    def merge(cells, cell, at):
        cell["cell_type"], cell["source"] = "markdown", "Write it.\n\n" + cell["source"]

    found = moved(merge)
    assert not found.answers["neuron"].texts and "is markdown now" in found.answers["neuron"].said


def test_a_missing_and_a_renamed_cell_are_said():
    found = moved(lambda cells, cell, at: cells.remove(cell))
    assert found.answers["neuron"].said == "No cell defines `neuron`."

    def rename(cells, cell, at):
        cell["metadata"]["exercise"], cell["source"] = "neurone", DEFINITION.replace("neuron", "neurone")

    found = moved(rename)
    assert found.answers["neuron"].said == "No cell defines `neuron`."
    assert flags(found) == ["A cell is marked as `neurone`, which lesson 00 does not ask for."]


def test_points_of_ones_own_are_said():
    found = moved(lambda cells, cell, at: cell["metadata"].update(nbgrader={"points": 1000}))
    assert flags(found) == ["A cell says that it is worth 1000 points. Nothing goes by that."]


def test_a_cell_that_is_not_python_goes_to_the_desk_which_says_so():
    found = submission(answered("00_welcome", {"neuron": "def neuron(x) return 3"}))
    outcome = evaluate("neuron", found.answers["neuron"].texts[0], runner=object())
    assert outcome.diagnosis.startswith("The cell is not Python")


# Recorded answers


def record(*calls):
    notebook = blank("00_welcome")
    notebook["cells"] = [cell for cell in notebook["cells"] if "record(" not in "".join(cell["source"])]
    notebook["cells"] += [{"cell_type": "code", "metadata": {}, "source": call, "outputs": [], "execution_count": None}
                          for call in calls]
    return submission(notebook)


def test_recorded_answers_are_literals_with_their_tries():
    answer = {"choice": "four times", "tried": ["twice"]}
    found = record(f"record(guess, answer={RECORDED['whisper']!r})", f"record(question, answer={answer!r})")
    assert found.recorded == {"whisper": RECORDED["whisper"], "pairs": answer}


@pytest.mark.parametrize("call", [
    "record(guess, answer=dict(value=3))", "record(guess, answer=__import__('os').system('true'))", "record(guess",
    "record(guess, answer={[]: 1})", "record(guess, answer=" + "(" * 90 + ")" * 90 + ")",
    "record(guess, answer=" + "-" * 5000 + "1)", "record(guess, answer='\0')", "record(predict(3), answer=4)",
    "%%bash\nrecord"])
def test_what_is_no_literal_is_no_answer(call):
    found = record(call, "record(question, answer={'choice': 'twice'})")
    assert found.problem == "" and "whisper" not in {key for key, value in found.recorded.items() if value != ()}
    assert found.recorded["pairs"] == {"choice": "twice"}


def test_the_last_of_several_recorded_answers_counts_and_is_said():
    found = record("record(guess, answer={'value': 1})", "record(guess, answer={'value': 2})")
    assert found.recorded["whisper"] == {"value": 2} and "The last one counts" in flags(found)[0]


# Broken files

CELLS = [{"cell_type": "code", "metadata": {}, "source": "", "outputs": [], "execution_count": None}]
WHOLE = solution("00_welcome")
BROKEN = {
    "nothing": (b"", "is empty"), "spaces": (b" \n", "is empty"),
    "truncated": (WHOLE[:len(WHOLE) // 2], "half-written"),
    "no JSON": (b"Dear teacher", "half-written"), "a list": (b"[]", "no notebook"),
    "null bytes": (b"\0" * 1000, "null bytes"),
    "null in JSON": (WHOLE[:100] + b"\0" + WHOLE[100:], "null bytes"),
    "format 3": (b'{"worksheets": [], "metadata": {}}', "format 3"),
    "format 5": (json.dumps({"cells": [], "metadata": {}, "nbformat": 5}).encode(), "format 5"),
    "format of text": (json.dumps({"cells": [], "metadata": {}, "nbformat": "x" * 10**6}).encode(), "format 'xxx"),
    "many cells": (json.dumps({"cells": CELLS * 1001, "metadata": {}}).encode(), "1,001 cells"),
    "deep": (b"[" * 10**6, "half-written"), "a huge number": (b'{"cells": ' + b"9" * 10**5 + b"}", "half-written"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "null bytes"),
    "a zip": (b"PK\x03\x04" + b"\0" * 60, "null bytes"),
}


@pytest.mark.parametrize(("data", "why"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_said(data, why):
    found = submission(data)
    assert why in found.problem and found.problem.startswith("The file ") and len(found.problem) < 200
    assert found.answers == {} and len(found.digest) == 16


@pytest.mark.parametrize("data", [
    b"\0" * 100, b"# %%\n\0", b"x" * (2**18 + 1), b"# %%\n" * 40_000, b"#%%\n" * 1001, b"# ---\n# a: &a [*a, *a]\n# ---\n# %%\n", b"\xff" * 1000])
def test_a_broken_text_form_never_raises(data):
    assert not any(answer.texts for answer in submission(data, ".py").answers.values())


HOSTILE = {
    "50 MB": "x = '" + "a" * 50 * 2**20 + "'", "brackets": "(" * 20_000, "minus": "x = " + "-" * 40_000 + "1",
    "a long sum": "x = " + "1+" * 20_000 + "1", "magics": "%time x\n" * 2_000, "help": "x?\n" * 2_000,
    "shell": "x = !ls\n" * 2_000, "null": "x = '\0'", "half a letter": "x = '\ud800'",
    "attributes": "x" + ".a" * 20_000, "f-strings": "f'{" * 300, "lambdas": "lambda: " * 6_000 + "0",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_cell_costs_its_own_exercise_alone(text):
    found = submission(answered("00_welcome", {"neuron": text + "\n" + DEFINITION,
                                               "weighted_average": "def weighted_average(): pass"}))
    assert found.problem == ""
    assert found.answers["weighted_average"].texts == ("def weighted_average(): pass\n",)
    answer = found.answers["neuron"]
    assert answer.texts or answer.said and answer.too_large
