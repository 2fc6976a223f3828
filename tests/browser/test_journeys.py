"""What a learner does over an evening: answer, record, come back, and find it all again."""

import shutil

import pytest
from playwright.sync_api import expect

STEP = '''def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h @ W_h + b)  # my own'''
QUESTION = ["from utils import choose, record", "question = choose('pairs')\nquestion", "record(question)"]


@pytest.fixture
def answered(notebook, lab, request):
    """A notebook of the test's own with a question, answered with the keyboard and recorded."""
    notebook.open(lab.write(f"lessons/{request.node.name}.ipynb", QUESTION))
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
    assert RECORDED in (lab.root / answered.path).with_suffix(".py").read_text()
    answered.reload()
    answered.save()  # where widgets' own saved state is lost
    answered.restart()
    answered.run_all()
    assert_restored(answered)
    shutil.copy(lab.root / answered.path, lab.root / "lessons/handed_in.ipynb")
    answered.open("lessons/handed_in.ipynb")
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
    notebook.open(lab.write("lessons/journey_solve.ipynb", [
        "import torch\nfrom utils import check, progress",
        STEP,
        "recurrent_step = check('recurrent_step', recurrent_step)",
        "progress.keep_score('Write it', 'my network', score=1.5, parameters=9, seconds=1, parts=[recurrent_step])",
    ]))
    assert notebook.run_all()
    expect(notebook.cell(2).locator("[data-status]").first).to_have_attribute("data-status", "passed")
    notebook.open(lab.write("lessons/journey_later.ipynb", [
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
    notebook.open(lab.write("lessons/journey_fail.ipynb", [
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
    notebook.open(lab.write("lessons/journey_quick.ipynb", ["from utils import explore", "explore('lost_by_powers')"]))
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
