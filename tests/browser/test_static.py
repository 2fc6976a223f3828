"""The widgets of an executed notebook on a page of their own, opened from its file with the network off.

A notebook with one of each, executed once. Pictures go to .cache/widgets/, to be looked at.
"""

import copy
import re

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from playwright.sync_api import expect

from tests.browser.figures import predict
from tests.browser.lab import ROOT
from tests.browser.page import PICTURES, press, severe
from tests.publishing.small_book import small_book, write
from utils.publishing.execution import executed
from utils.publishing.outputs import WIDGET
from utils.publishing.static import static_page
from utils.publishing.views import STATES

NO_ANSWERS = "This page keeps no answers; the notebook does."
CELLS = {
    "panel": """from utils.widgets import *
Panel({"id": "static_test", "title": "A neuron", "status": "wrong", "points": 0, "max_points": 2,
       "minutes": 5, "difficulty": 1, "diagnosis": "The `bias` is missing."}, ["Look.", "Look again."])""",
    "choose": """question = Choose("question", "Which `one`?", [
    {"key": "one", "text": "One", "explanation": "Why one.", "right": False},
    {"key": "two", "text": "Two", "explanation": "Why two.", "right": True}])
question""",
    "predict": 'guess = Predict("guess", "How much?", 0, 4, "nats")\nguess',
    "answers": """question.answer = question.recorded = {"choice": "two"}
guess.answer = guess.recorded = {"value": 2.0}
guess.reveal(1.7)""",
    "clock": 'clock = StepClock(list("whispers"), lanes=("recurrence", "attention"))\nclock',
    "clock-again": "clock",
    "curve": """curve = TrainingCurve({"uniform": 4.17, "unigram": 3.31}, "2 s")
display(curve)
for step in range(1, 101):
    curve.update(step, 4.2 / step**0.15, held_out=2.3 if step % 50 == 0 else None, fraction=step / 100)
curve.finish("100 steps in 2 s.")""",
    "figure": "Fading(weight=0.9, gap=20)",
    "slider": "import ipywidgets\nipywidgets.IntSlider(7)",
}
# Says what its model does, in a line each.
PROBE = """export default { render({ model, el }) {
    const heard = [], hear = (event) => () => heard.push(event + " " + JSON.stringify(model.get("x")));
    const [once, gone] = [hear("once"), hear("gone")];
    model.on("change:x", once);
    model.on("change:x", gone);
    model.on("change:y", hear("other"));
    model.set("x", { a: [1] });
    model.set("x", { a: [2] });
    model.off("change:x", gone);
    model.set("x", { a: [3] });
    model.off();
    model.set("x", null);
    model.save_changes();
    model.send({ type: "anything" });
    heard.push(String(model.get("static")), String(model.get("nothing")));
    el.textContent = heard.join("; ");
} }"""


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """The notebook, executed."""
    root = small_book(tmp_path_factory.mktemp("static") / "course")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))  # whose widgets the kernel is to find
        return executed(write(root / "solutions/00_welcome.ipynb", CELLS), root)


@pytest.fixture
def opened(page, notebook, tmp_path):
    """`opened()` opens the page of the notebook, or of another, from its file; nothing may go wrong in it."""
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type != "log" else None)
    page.context.set_offline(True)

    def opened(notebook=notebook):
        file = tmp_path / "page.html"
        file.write_text(static_page(notebook, "Widgets"), "utf-8")
        page.goto(file.as_uri())
        return page

    yield opened
    assert not wrong


def root(page, name, place=0):
    return page.locator(f".onehop-{name}").nth(place)


def test_every_widget_of_ours_is_drawn_and_a_foreign_one_keeps_its_words(opened):
    page = opened()
    expect(page.locator("[data-drawn]")).to_have_count(7)
    expect(page.locator("[data-model]:not([data-drawn])")).to_have_count(0)
    expect(page.locator(".view pre")).to_have_text(["IntSlider(value=7)"])
    expect(page.get_by_role("heading")).to_have_text(["Widgets", "Which one?", "How much?"])
    expect(root(page, "training-curve")).to_have_attribute("data-step", "100")
    expect(root(page, "training-curve").locator(".chart path.smooth")).to_have_attribute("d", re.compile("^M"))


def test_two_views_of_a_clock_stay_in_step_by_keyboard_and_mouse(opened):
    page = opened()
    first, second = root(page, "step-clock", 0), root(page, "step-clock", 1)
    first.get_by_role("button", name="Step").focus()
    press(page, "Enter*2")
    for clock in (first, second):
        expect(clock).to_have_attribute("data-tick", "2")
    second.get_by_role("button", name="Back to tick 0").click()
    for clock in (first, second):
        expect(clock).to_have_attribute("data-tick", "0")
    second.get_by_role("radio", name="8").click()
    expect(first).to_have_attribute("data-cores", "8")


def test_a_question_is_open_and_says_that_the_page_keeps_no_answer(opened):
    page = opened()
    question, guess = root(page, "choose"), root(page, "predict")
    expect(question).to_have_attribute("data-status", "unanswered")
    expect(question).not_to_contain_text("Why two.")
    question.get_by_label("One").click()
    expect(question.locator(".status")).to_have_text(NO_ANSWERS)
    expect(question.locator('[data-chosen="true"]')).to_have_attribute("data-key", "one")
    expect(question.locator(".verdict:not(:empty)")).to_have_text(["✗Not rightWhy one."])
    expect(question.locator("[aria-live]")).to_have_text("One: not right. Why one. Choose again.")
    expect(question).not_to_contain_text("Why two.")
    press(page, "ArrowDown")
    expect(question.locator(".verdict:not(:empty)")).to_have_text(["✓RightWhy two."])
    expect(question.locator("[aria-live]")).to_have_text("Two: right. Why two.")
    expect(guess).to_have_attribute("data-revealed", "false")
    guess.get_by_role("slider").focus()
    press(page, "ArrowRight*3")
    expect(guess.get_by_role("spinbutton")).to_have_value("2.3")
    expect(guess.locator(".status")).to_have_text(NO_ANSWERS)


def test_an_answer_of_the_notebook_is_folded_below(opened):
    page = opened()
    after = page.locator("details", has_text="The course’s answer")
    expect(after).to_have_count(2)
    words = after.first.get_by_text("Why two.")
    expect(words).to_be_hidden()
    after.first.locator("> summary").press("Enter")
    expect(words).to_be_visible()


def test_a_panel_offers_no_hint_that_only_a_kernel_has(opened):
    page = opened()
    panel = root(page, "panel")
    expect(panel).to_contain_text("The bias is missing.")
    expect(panel.get_by_role("button")).to_have_count(0)
    # Its edge says the outcome, also where the front ends of other widgets come after its own.
    expect(panel.locator(".body")).to_have_css("border-left-width", "4px")
    page.wait_for_timeout(300)  # in which it would have begun to speak
    expect(panel.locator("[aria-live]")).to_be_empty()


def test_a_figure_is_worked_by_mouse(opened):
    page = opened()
    figure = root(page, "fading")
    predict(figure)
    expect(figure.locator(".reading")).to_contain_text("of the gradient is left")


def test_without_scripts_the_words_stand(browser, notebook, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(static_page(notebook, "Widgets"), "utf-8")
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator(".view")).to_have_count(8)
    for words in ("✗ Not right yet: A neuron", "( ) One [one]", "A number from 0.0 to 4.0 nats.", "100 steps"):
        expect(page.locator(".view pre", has_text=words).first).to_be_visible()
    for head in ("position", "steps back"):
        expect(page.locator(".view table th", has_text=head).first).to_be_visible()
    expect(page.locator(".onehop")).to_have_count(0)
    context.close()


def test_a_front_end_that_fails_leaves_its_words_and_the_others_work(page, notebook, tmp_path):
    broken = copy.deepcopy(notebook)
    states = [model["state"] for model in broken.metadata.widgets[STATES].state.values()]
    for trait, module in (("symbols", "import './nowhere.js'"),
                          ("losses", "export default { render() { throw Error('no') } }")):  # fmt: skip
        next(state for state in states if trait in state)["_esm"] = module
    file = tmp_path / "page.html"
    file.write_text(static_page(broken, "Widgets"), "utf-8")
    page.goto(file.as_uri())
    expect(page.locator("[data-drawn]")).to_have_count(4)
    failed = page.locator("[data-model]:not([data-drawn])")
    expect(failed.locator(".notice")).to_have_text(["This cannot be drawn here; its words are above."] * 3)
    for place, words in enumerate(("Tick 0 of 8", "Tick 0 of 8", "100 steps in 2 s.")):
        expect(failed.nth(place)).to_contain_text(words)


def test_a_model_does_what_one_of_jupyterlab_does(opened):
    output = new_output("display_data", {WIDGET: {"model_id": "m1"}, "text/plain": "a probe"})
    probe = new_notebook(cells=[new_code_cell(outputs=[output])])
    probe.metadata.widgets = {STATES: {"state": {"m1": {"state": {"_esm": PROBE, "x": {"a": [1]}}}}}}
    probe.metadata.first_states, probe.metadata.last_words = {}, {}
    heard = ['once {"a":[2]}', 'gone {"a":[2]}', 'once {"a":[3]}', "true", "undefined"]
    expect(opened(probe).locator("[data-drawn]")).to_have_text("; ".join(heard))


@pytest.mark.parametrize("width", [360, 1000])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_and_axe_finds_nothing_serious(opened, width, scheme):
    page = opened()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    expect(page.locator("[data-drawn]")).to_have_count(7)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"static_{width}_{scheme}.png", full_page=True)
    found = severe(page)
    assert not found, "\n".join(found)
