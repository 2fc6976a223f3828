"""Every figure in a real notebook: by mouse, by keyboard, recorded, and there again after whatever a learner does.

They all stand in one notebook: JupyterLab and its kernel start once for them, and no figure may disturb another.
"""

import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.figures import all_figures
from tests.browser.page import CONTROLS, PICTURES, mixed, press, severe

FIGURES = all_figures()
CELLS = len(FIGURES[0].cells)
PAPER = {"light": mixed(255, 255, 255), "dark": mixed(17, 17, 17)}


def root_of(notebook, place):
    """The figure at `place`, from 0, of a notebook of figures."""
    root = notebook.cell(CELLS * place + 1).locator(".onehop")
    expect(root).to_be_visible()
    return root


def record(notebook, place):
    """Run the record cell of the figure at `place`, as a learner does who has just let go of it."""
    notebook.cell(CELLS * place + 2).locator(".cm-content").click()
    assert notebook.run_cell(CELLS * place + 2)
    return root_of(notebook, place)


def assert_answered(notebook, answers):
    """All figures show the answers that were recorded."""
    for place, figure in enumerate(FIGURES):
        root = root_of(notebook, place)
        expect(root).to_have_attribute("data-status", "recorded")
        expect(root).to_have_attribute("data-right", "true")
        expect(root.locator(".reading")).to_have_text(answers[figure.id])


def test_an_evening_with_the_figures(notebook, lab):
    cells = [cell for figure in FIGURES for cell in figure.cells]
    notebook.open(lab.write("work/figures.ipynb", cells))
    expect(notebook.page.locator(".jp-Dialog")).to_have_count(0)  # no question for a kernel
    assert notebook.run_all()
    assert not notebook.errors()

    answers = {}
    for place, figure in enumerate(FIGURES):
        root = root_of(notebook, place)
        expect(root).to_have_attribute("data-status", "unanswered")
        figure.by_mouse(root)
        expect(root).to_have_attribute("data-status", "unrecorded")
        root = record(notebook, place)
        expect(root).to_have_attribute("data-status", "recorded")
        root.get_by_role("button", name="Start again").press("Enter")
        expect(root).to_have_attribute("data-status", "changed")
        for cell in range(2):  # a fresh figure, with its first control in reach
            assert notebook.run_cell(CELLS * place + cell)
        root = root_of(notebook, place)
        expect(root).to_have_attribute("data-status", "unanswered")
        root.locator(CONTROLS).first.focus()
        press(notebook.page, "b", "x", "d", "d", *figure.by_keyboard)  # letters that mean something to a notebook
        answers[figure.id] = root.locator(".reading").inner_text()
        root = record(notebook, place)
        expect(root).to_have_attribute("data-status", "recorded")
        expect(root.locator(".reading")).to_have_text(answers[figure.id])
        expect(root).to_have_attribute("data-right", "true")
        assert f"record({figure.id}, answer={{" in notebook.source(CELLS * place + 2)
    assert len(notebook.model()["cells"]) == len(cells)
    look(notebook)

    notebook.save()
    notebook.reload()
    notebook.save()  # where widgets' own saved state is lost
    notebook.restart()
    assert notebook.run_all()
    assert_answered(notebook, answers)
    handed_in = lab.root / "handed in" / "figures.ipynb"
    handed_in.parent.mkdir(exist_ok=True)
    shutil.copy(lab.root / notebook.path, handed_in)
    notebook.open("handed in/figures.ipynb")
    assert notebook.run_all()
    assert_answered(notebook, answers)


def look(notebook):
    """Write a picture of each figure in both themes, and let axe look too."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    height = notebook.page.viewport_size["height"]
    notebook.resize(2000)  # so that the highest is in view as a whole
    for theme, paper in PAPER.items():
        notebook.theme(theme)
        for place, figure in enumerate(FIGURES):
            root = root_of(notebook, place)
            expect(root.locator(".body")).to_have_css("background-color", paper)
            root.screenshot(path=PICTURES / f"lab_{figure.id}_{theme}.png")
            found = severe(notebook.page, f".onehop-{root.get_attribute('class').split('onehop-')[1].split()[0]}")
            assert not found, "\n".join(found)
    notebook.theme("light")
    notebook.resize(height)


def test_a_change_just_before_a_run_is_not_lost(notebook, lab):
    """ipywidgets holds a second change back until the kernel has answered the first."""
    (figure,) = (figure for figure in FIGURES if figure.id == "lost_by_powers")
    notebook.open(lab.write("work/figures_in_a_hurry.ipynb", figure.cells))
    assert notebook.run_all()
    root_of(notebook, 0).get_by_role("slider", name="Recurrent weight").focus()
    for round in range(5):
        press(notebook.page, "ArrowRight*9", "ArrowLeft*2")
        shown = root_of(notebook, 0).locator(".reading").inner_text()
        root = record(notebook, 0)
        expect(root).to_have_attribute("data-status", "recorded")
        expect(root.locator(".reading")).to_have_text(shown)
        root.get_by_role("slider", name="Recurrent weight").focus()


def test_an_edit_goes_on_while_the_kernel_writes(notebook, lab):
    """A control keeps its focus and its value when the kernel changes the figure meanwhile."""
    (figure,) = (figure for figure in FIGURES if figure.id == "lost_by_powers")
    judge_often = "import threading, time\ndef judge_often():\n    for round in range(40):\n        time.sleep(0.05)\n" \
                  f"        {figure.id}.recorded = {{**{figure.id}.start, 'weight': 0.5 + round / 100}}\n" \
                  "writer = threading.Thread(target=judge_often)\nwriter.start()"
    notebook.open(lab.write("work/figures_judged.ipynb", [*figure.cells, judge_often, "writer.join()"]))
    for cell in range(4):
        assert notebook.run_cell(cell)
    root = root_of(notebook, 0)
    slider = root.get_by_role("slider", name="Gap")
    slider.focus()
    for gap in range(21, 36):
        press(notebook.page, "ArrowRight")
        expect(slider).to_be_focused()
        expect(slider).to_have_attribute("aria-valuetext", f"{gap} steps")
        notebook.page.wait_for_timeout(60)
    expect(root).to_have_attribute("data-status", "changed")
    expect(slider).to_have_attribute("aria-valuetext", "35 steps")
    assert notebook.run_cell(4)
    expect(record(notebook, 0)).to_have_attribute("data-status", "recorded")
    assert "'gap': 35" in notebook.source(2)
