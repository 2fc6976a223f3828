"""Every figure that a learner works with, without a kernel: by mouse, by keyboard alone, in words, in both themes.

The same in JupyterLab, with a kernel, is in test_figures_in_lab.py.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.figures import all_figures
from tests.browser.page import CONTROLS, CUT, PICTURES, severe
from utils.exercises import Exploration, evaluate, specifications
from utils.widgets.numbers import fixed

FIGURES = all_figures()
TASKS = {id: spec for id, spec in specifications.items() if isinstance(spec, Exploration)}
every = pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)


def test_every_exploration_has_its_figure():
    assert sorted(figure.id for figure in FIGURES) == sorted(TASKS)


@every
def test_the_page_says_what_python_says(show, figure):
    widget = figure.make()
    page = show(widget)
    page.root.locator(".below summary").press("Enter")
    told = set()
    for state in (widget.start, *figure.states, *specifications[figure.id].right):
        page.change(answer=state)
        expect(page.root.locator(".reading")).to_have_text(widget.said(state))
        heads, rows = widget.table(state)
        table = page.root.locator(".below table")
        expect(table.locator("thead th")).to_have_text(heads)
        cells = [cell if isinstance(cell, str) else fixed(cell) for row in rows for cell in row]
        expect(table.locator("tbody td")).to_have_text(cells)
        told.add(widget.said(state))
    assert len(told) > 2


@every
def test_by_mouse(show, figure):
    widget = figure.make()
    page = show(widget)
    expect(page.root).to_have_attribute("data-status", "unanswered")
    before = page.root.locator(".reading").inner_text()
    figure.by_mouse(page.root)
    expect(page.root).to_have_attribute("data-status", "unrecorded")
    expect(page.root.locator(".reading")).not_to_have_text(before)
    page.says(page.root.locator(".reading").inner_text())
    page.press("Shift+Enter")  # whatever was held back leaves now
    answer = page.model("saved")["answer"]
    assert widget.misfit(answer) == "" and answer != widget.start


@every
def test_by_keyboard_alone_to_the_answer(show, figure):
    widget = figure.make()
    page = show(widget)
    page.press("Tab", *figure.by_keyboard, "Shift+Enter")
    answer = page.model("saved")["answer"]
    assert widget.misfit(answer) == ""
    outcome = evaluate(figure.id, answer)
    assert outcome.status == "passed", (answer, outcome.diagnosis)
    page.says(page.root.locator(".reading").inner_text())
    assert page.page.evaluate("leaked.filter((key) => key !== 'Shift')") == ["Tab", "Enter"]


@every
def test_a_recorded_answer_is_judged_and_a_change_is_said(show, figure):
    widget = figure.make()
    page = show(widget)
    near = specifications[figure.id].near[0]
    for answer, sentence in ((near.answer, near.sentence), (specifications[figure.id].right[0], "Right.")):
        widget.answer = widget.recorded = answer
        page.change(answer=answer, recorded=answer, verdict=widget.verdict)
        expect(page.root).to_have_attribute("data-status", "recorded")
        expect(page.root).to_have_attribute("data-right", str(sentence == "Right.").lower())
        expect(page.root.locator(".verdict")).to_contain_text(sentence.replace("`", ""))
        said = page.root.locator(".verdict").inner_text().removeprefix("✓").removeprefix("✗").strip()
        expect(page.root.locator("[aria-live]")).to_have_text(f"Recorded. {said}")
    page.root.get_by_role("button", name="Start again").press("Enter")
    expect(page.root).to_have_attribute("data-status", "changed")
    widget.answer = None
    expect(page.root.locator(".status")).to_have_text(widget.status)
    expect(page.root.locator(".verdict")).to_be_empty()
    expect(page.root.locator(".reading")).to_have_text(widget.said(widget.start))
    figure.by_mouse(page.root)
    expect(page.root.locator(".status")).to_contain_text("Changed since recorded")
    expect(page.root.locator(".verdict")).to_be_empty()


@pytest.mark.parametrize("id", [id for id, task in TASKS.items() if task.figure.VIEW])
def test_to_look_elsewhere_leaves_what_is_recorded(show, id):
    (figure,) = (figure for figure in FIGURES if figure.id == id)
    widget, recorded = figure.make(), specifications[id].right[0]
    page = show(widget)
    widget.answer = widget.recorded = recorded
    page.change(answer=recorded, recorded=recorded, verdict=widget.verdict)
    verdict = page.root.locator(".verdict").inner_text()
    for name in widget.VIEW:
        widget.answer = {**recorded, name: abs(recorded[name] - 1)}
        page.change(answer=widget.answer)
        expect(page.root).to_have_attribute("data-status", "recorded")
        expect(page.root.locator(".status")).to_have_text(widget.status)
        expect(page.root.locator(".verdict")).to_have_text(verdict)
        assert widget.verdict["words"] in widget.text()


@every
def test_plain_keys_stay_in_the_figure(show, figure):
    page = show(figure.make())
    for control in page.root.locator(CONTROLS).all():
        if control.is_visible():
            control.focus()
            page.press("b", "x", "ArrowDown", "Delete")
    assert page.page.evaluate("leaked") == []


@every
def test_it_fits_and_axe_finds_nothing_serious(show, figure):
    page = show(figure.make())
    page.change(answer=figure.states[0])
    page.page.add_style_tag(content=":root { color-scheme: light dark }")
    PICTURES.mkdir(parents=True, exist_ok=True)
    for width, scheme in ((900, "light"), (900, "dark"), (360, "dark"), (360, "light")):
        page.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.page.set_viewport_size({"width": width, "height": 800})
        assert page.page.evaluate("document.documentElement.scrollWidth") <= width
        assert not page.root.locator("svg").evaluate_all(CUT)
        page.page.screenshot(path=PICTURES / f"{figure.id}_{width}_{scheme}.png", full_page=True)
        if (width, scheme) in ((900, "light"), (360, "dark")):  # each width and each theme once: it takes long
            found = severe(page.page)
            assert not found, "\n".join(found)
