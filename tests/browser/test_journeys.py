"""What a learner does over an evening: answer, record, come back, and find it all again, in a newer lesson too."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import expect

from tests.browser.lab import KERNEL, Notebook, serve_copy
from utils.authoring.notebooks import given
from utils.authoring.renewal import merged

STEP = '''def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h @ W_h + b)  # my own'''
QUESTION = ["from utils import choose, record", "question = choose('pairs')\nquestion", "record(question)"]


@pytest.fixture
def answered(notebook, lab, request):
    """A notebook of the test's own with a question, answered with the keyboard and recorded."""
    notebook.open(lab.write(f"work/{request.node.name}.ipynb", QUESTION))
    notebook.run_all()
    option = notebook.cell(1).get_by_role("radio").nth(1)
    option.focus()
    notebook.page.keyboard.press("Space")
    expect(status(notebook)).to_have_attribute("data-status", "unrecorded")
    notebook.run_cell(2)
    expect(status(notebook)).to_have_attribute("data-status", "recorded")
    return notebook


def status(notebook):
    return notebook.cell(1).locator("[data-kind]").first


RECORDED = "record(question, answer={'choice': 'twice'})"


def test_a_recorded_answer_survives_restart_reload_saving_and_copying(answered, lab):
    assert answered.source(2) == RECORDED
    answered.save()
    assert RECORDED in (lab.root / answered.path).read_text(encoding="utf-8")
    answered.reload()
    answered.save()  # where widgets' own saved state is lost
    answered.restart()
    answered.run_all()
    assert_restored(answered)
    shutil.copy(lab.root / answered.path, lab.root / "work/handed_in.ipynb")
    answered.open("work/handed_in.ipynb")
    answered.run_all()
    assert_restored(answered)


def assert_restored(notebook):
    expect(notebook.cell(1).get_by_role("radio").nth(1)).to_be_checked()
    expect(status(notebook)).to_have_attribute("data-status", "recorded")
    assert notebook.source(2) == RECORDED


def test_a_change_is_said_until_it_is_recorded_and_what_was_wrong_is_kept(answered):
    answered.cell(1).get_by_role("radio").nth(2).check()
    expect(status(answered)).to_have_attribute("data-status", "changed")
    answered.run_cell(2)
    expect(status(answered)).to_have_attribute("data-status", "recorded")
    kept = "record(question, answer={'choice': 'four times', 'tries': ['twice']})"
    assert answered.source(2) == kept
    answered.save()
    answered.reload()
    answered.restart()
    answered.run_all()
    expect(status(answered)).to_have_attribute("data-status", "recorded")
    expect(status(answered)).to_contain_text("Tried before: Twice as many")
    assert answered.source(2) == kept


def test_what_passed_here_is_there_in_another_notebook(notebook, lab):
    notebook.open(lab.write("work/journey_solve.ipynb", [
        "import torch\nfrom utils import check, progress",
        STEP,
        "recurrent_step = check('recurrent_step', recurrent_step)",
        "progress.keep_score('Write it', 'my network', score=1.5, parameters=9, seconds=1, parts=[recurrent_step])",
    ]))
    assert notebook.run_all()
    expect(notebook.cell(2).locator("[data-status]").first).to_have_attribute("data-status", "passed")
    notebook.open(lab.write("work/journey_later.ipynb", [
        "import inspect\nfrom utils import scoreboard, yours",
        "recurrent_step = yours('recurrent_step')",
        "'my own' in inspect.getsource(recurrent_step)",
        "scoreboard('Write it')",
    ]))
    assert notebook.run_all()
    assert "your own" in notebook.outputs(1)[0]["text"]
    assert notebook.outputs(2)[0]["data"]["text/plain"] == "True"
    expect(notebook.cell(3).get_by_text("my network")).to_be_visible()
    expect(notebook.cell(3).get_by_text("yours", exact=True)).to_be_visible()


def test_a_failing_check_names_the_learners_line_and_helps(notebook, lab):
    notebook.open(lab.write("work/journey_fail.ipynb", [
        "from utils import check",
        "def neuron(x, weights, bias):\n    return x.no_such_thing",
        "neuron = check('neuron', neuron)",
        "class neuron:\n    def __init__(self, x, weights, bias):\n        while True: pass",
        "neuron = check('neuron', neuron)",
        "1 + 1",
    ]))
    assert notebook.run_all()
    panel = notebook.cell(2).locator("[data-status]").first
    expect(panel).to_have_attribute("data-status", "raised")
    expect(panel).to_contain_text("return x.no_such_thing")
    panel.get_by_role("button", name="hint").focus()
    notebook.page.keyboard.press("Enter")
    expect(panel).to_contain_text("multiply each input by its weight")
    expect(notebook.cell(4).locator("[data-status]").first).to_have_attribute("data-status", "timeout")
    assert notebook.outputs(5)[0]["data"]["text/plain"] == "2"


def test_no_quick_edit_is_lost_while_the_kernel_answers(notebook, lab):
    """Some of thirty keys are held back in the page when what it said before would come back from the kernel."""
    notebook.open(lab.write("work/journey_quick.ipynb", ["from utils import explore", "explore('lost_by_powers')"]))
    assert notebook.run_all()
    gap = notebook.cell(1).get_by_role("slider", name="Gap")
    for wait in (15, 30, 45):
        gap.press("Home")
        notebook.page.wait_for_timeout(500)
        for _ in range(30):
            notebook.page.keyboard.press("ArrowRight")
            notebook.page.wait_for_timeout(wait)
        notebook.page.wait_for_timeout(500)
        expect(gap).to_have_value("31")


NEURON = "def neuron(x, weights, bias):\n    return torch.relu(x @ weights + bias)  # mine"


@pytest.fixture
def evening(page, tmp_path):
    """The first lesson, in a copy of the course of the test's own."""
    with serve_copy(tmp_path) as lab:
        notebook = Notebook(page, lab)
        notebook.open("work/00_welcome.ipynb")
        yield notebook


def onehop(notebook, *arguments):
    """What a command prints that the learner types in the course's folder."""
    environment = {name: value for name, value in os.environ.items() if name != "ONEHOP_WORK"}
    run = subprocess.run([sys.executable, "-m", "utils.cli", *arguments], cwd=notebook.lab.root, capture_output=True,
                         env=environment | {"PYTHONPATH": str(notebook.lab.root)}, encoding="utf-8")  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def insert_below(notebook, index, source):
    notebook.evaluate("(panel, index) => { panel.content.activeCellIndex = index }", index)
    notebook.execute("notebook:insert-cell-below")
    notebook.write(index + 1, source)


def test_a_newer_lesson_has_the_evening_before(evening):
    """The lesson's exercise is solved, a guess recorded, a note and a cell added; then the course changes the lesson."""
    evening.write(evening.find("def neuron"), NEURON)
    insert_below(evening, 0, "whispers = 'my own cell'")
    guess = evening.find('predict("whisper")')
    evening.run_cell(evening.find("import platform"))
    evening.run_cell(guess)
    evening.cell(guess).get_by_role("slider").press("ArrowRight")
    expect(evening.cell(guess)).to_contain_text("Not recorded yet")
    evening.run_cell(guess + 1)
    recorded = evening.source(guess + 1)
    assert recorded.startswith("record(guess, answer={")
    evening.save()

    master = evening.lab.root / "solutions/00_welcome.py"
    with master.open("a", encoding="utf-8") as text:
        text.write("\n# %% [markdown]\n# A new last word.\n")
    onehop(evening, "notebooks")
    said = onehop(evening, "renew", "00")
    assert "with   answers: neuron" in said and "whisper" in said and "whispers = 'my own cell'" in said and "look" not in said

    evening.open("work/00_welcome.ipynb")
    assert evening.model()["cells"][-1]["source"] == "A new last word."
    assert evening.source(evening.find("def neuron")) == NEURON
    assert evening.source(evening.find('predict("whisper")') + 1) == recorded
    assert evening.source(1) == "whispers = 'my own cell'"
    check = evening.find('check("neuron"')
    for index in (evening.find("import platform"), evening.find("def neuron"), check):
        evening.run_cell(index)
    expect(evening.cell(check).locator("[data-status]").first).to_have_attribute("data-status", "passed")
    assert not list(evening.lab.root.glob("lessons/*.old-*"))


def answer_of(name):
    return f"def {name}(x):\n    return x  # mine"


def test_an_answer_is_found_whatever_jupyterlab_has_made_of_its_cell(notebook, lab):
    """Each exercise of a lesson is answered, and then its cell is copied, cut, split, merged or turned to prose."""
    names = ("copied", "cut", "turned", "split", "merged", "unmarked", "broken", "prosed")
    lesson = new_notebook(metadata={"kernelspec": KERNEL})
    for name in names:
        lesson.cells += [
            new_markdown_cell(f"Before {name}.", id=f"prose-{name}"),
            new_code_cell(f'def {name}(x):\n    raise NotImplementedError("{name}")', id=f"exercise-{name}",
                          metadata={"exercise": name}),
            new_code_cell(f"{name} = check('{name}', {name})", id=f"check-{name}"),
        ]  # fmt: skip
    lesson.metadata["given"] = given(lesson)
    nbformat.write(lesson, lab.root / "work/moved.ipynb")
    notebook.open("work/moved.ipynb")

    def at(name, *commands, beside=0):
        """Answer an exercise, and execute commands at its cell, or at the one above (-1) or below (1)."""
        index = notebook.find(f"def {name}")
        notebook.write(index, answer_of(name))
        notebook.evaluate("(panel, index) => { panel.content.deselectAll(); panel.content.activeCellIndex = index }",
                          index + beside)
        for command in commands:
            notebook.execute(f"notebook:{command}")

    at("copied", "copy-cell", "paste-cell-below")
    at("cut", "cut-cell", "paste-cell-below")
    at("turned", "change-cell-to-markdown")
    at("split")
    notebook.evaluate("""(panel) => {
        panel.content.mode = "edit";
        panel.content.activeCell.editor.setCursorPosition({ line: 1, column: 4 });
    }""")
    notebook.execute("notebook:split-cell-at-cursor")
    at("merged", "merge-cell-below")
    at("unmarked", "merge-cell-above", beside=1)
    at("broken", "merge-cell-above")
    at("prosed", "merge-cell-below", beside=-1)
    notebook.save()

    saved = nbformat.read(lab.root / "work/moved.ipynb", 4)
    marked = [cell.metadata.get("exercise") for cell in saved.cells if cell.cell_type == "code"]
    assert marked.count("copied") == marked.count("split") == 2
    assert not {"unmarked", "prosed", "turned"} & set(marked)  # which is why an answer is not told by its mark alone
    renewal = merged(saved, lesson)
    code = [cell.source.strip() for cell in renewal.lesson.cells if cell.cell_type == "code"]
    everything = [cell.source.strip() for cell in renewal.lesson.cells]
    assert code.count(answer_of("copied")) == 2 and code.count(answer_of("cut")) == code.count(answer_of("turned")) == 1
    assert everything[everything.index("def split(x):") + 1] == "return x  # mine"
    for name in ("merged", "unmarked"):
        assert code.count(f"{answer_of(name)}\n\n{name} = check('{name}', {name})") == 1
    for name in ("broken", "prosed"):
        assert everything.count(f"Before {name}.\n\n{answer_of(name)}") == 1
    said = "\n".join(renewal.said)
    assert "2 cells are marked as `copied`" in said and "2 cells are marked as `split`" in said
    assert "`broken`: The cell is not Python" in said and "`prosed` is markdown now" in said
    assert not any(f"`{name}`" in said for name in ("cut", "turned", "merged", "unmarked"))
