"""The widgets in a real browser: by keyboard, in both themes, at every width, with a kernel and without.

Without: a page that imports each widget's module through a Blob URL and hands it a model of its own, as a
static page of the book does. With: a notebook in JupyterLab. Pictures go to .cache/widgets/, to be looked at.
"""

from itertools import combinations, permutations

import pytest
from playwright.sync_api import expect

from tests.browser.page import CUT, PICTURES, mixed
from utils import explore
from utils.widgets import Choose, Panel, Predict, StepClock, TrainingCurve

OUTCOME = {
    "id": "browser_test", "title": "A <b>neuron</b>", "status": "wrong", "points": 0, "max_points": 2,
    "minutes": 5, "difficulty": 1, "headline": "3 of 4 cases differ.",
    "diagnosis": "The `bias` is missing: <img src=x>.",
    "example": {"input": [{"name": "x", "value": "tensor([[1., 2.]])", "shape": "(1, 2)"}],
                "expected": {"value": "3.5", "shape": "()"}, "got": {"value": "3.0", "shape": "(1,)"}},
}  # fmt: skip
OPTIONS = [
    {"key": key, "text": key.capitalize(), "explanation": f"Why {key}.", "right": key == "two"}
    for key in ("one", "two", "three")
]


def everything():
    """One of each, in a state with much to show."""
    predicted = Predict("guess", "How much?", 0, 4, "nats")
    predicted.answer = predicted.recorded = {"value": 2.0}
    predicted.reveal(1.7)
    chosen = Choose("question", "Which of these words, of which there are many, is right?", OPTIONS)
    chosen.answer = chosen.recorded = {"choice": "one"}
    ordered = Choose("order", "In which order?", OPTIONS, kind="order")
    clock = StepClock(list("hello, who is there?"), [0.8**t for t in range(20)], ("recurrence", "attention"))
    clock.answer = {"length": 20, "tick": 3, "cores": 8}
    curve = TrainingCurve({"uniform": 4.17, "unigram": 3.31}, "40 s")
    for step in range(1, 101):
        curve.update(step, 4 / step**0.2, held_out=2.5 if step % 50 == 0 else None, fraction=step / 100)
    curve.finish("Held-out loss 2.50 nats per character.")
    open_guess = Predict("open", "How many?", 1, 1000, "times", log=True)
    return Panel(OUTCOME, ["Look."]), chosen, ordered, open_guess, predicted, clock, curve


def test_panel_shows_hostile_text_as_text(show):
    panel = show(Panel(OUTCOME))
    expect(panel.root).to_have_attribute("data-status", "wrong")
    expect(panel.root).to_contain_text("A <b>neuron</b>")
    expect(panel.root).to_contain_text("<img src=x>")
    expect(panel.root.locator("img, b")).to_have_count(0)
    expect(panel.root.locator(".diagnosis code")).to_have_text("bias")
    rows = ["x(1, 2)tensor([[1., 2.]])", "expected()3.5", "got(1,)3.0"]
    expect(panel.root.locator("tbody tr")).to_have_text(rows)
    panel.says("Not right yet. 3 of 4 cases differ.")


WIDE = "tensor([[" + ", ".join(f"{place}.0001" for place in range(40)) + "]])"


@pytest.mark.parametrize("width", [390, 700, 1400])
def test_shapes_stay_in_view_and_long_values_scroll_by_themselves(show, width):
    inputs = [{"name": "hidden_states", "value": WIDE, "shape": "(1, 40)", "after": WIDE},
              {"name": "step", "value": "tanh(x + h)", "shape": "a function of (B, 3) and (B, 4) that gives (B, 4)"}]
    result = {"value": WIDE, "shape": "(2, 3, 40)"}
    panel = show(Panel({**OUTCOME, "example": {"input": inputs, "expected": result, "got": result}}))
    panel.page.set_viewport_size({"width": width, "height": 900})
    table = panel.root.locator("table")
    values = table.locator("td.value .scroll")
    expect(values).to_have_count(5)
    expect(values.first).to_have_attribute("tabindex", "0")
    values.first.focus()
    panel.press("ArrowRight*9")
    panel.page.wait_for_function("box => box.scrollLeft > 0", arg=values.first.element_handle())
    assert values.last.evaluate("(box) => [box.scrollLeft, box.scrollWidth > box.clientWidth]") == [0, True]
    inside = table.evaluate("""(table) => [...table.querySelectorAll("tbody :is(th, .shape), td.value .scroll")].map((part) => {
        const box = part.getBoundingClientRect(), around = table.getBoundingClientRect();
        return part.scrollWidth <= part.clientWidth + 1 || part.matches(".scroll") ? box.left >= around.left
            && box.right <= around.right + 1 : part.textContent;
    })""")
    assert inside == [True] * 15
    boxes = [cell.bounding_box() for cell in table.locator("tbody tr").first.locator("th, td").all()]
    for one, other in zip(boxes, boxes[1:]):  # none over the other
        assert one["x"] + one["width"] <= other["x"] + 1 or one["y"] + one["height"] <= other["y"] + 1


def test_panel_asks_the_kernel_for_a_hint(show):
    panel = show(Panel(OUTCOME, ["Look at the `bias`.", "Add it."]))
    panel.press("Tab", "Enter")
    assert panel.model("sent") == [{"type": "next_hint"}]
    panel.change(hints=["Look at the `bias`."])
    expect(panel.root).to_have_attribute("data-hints", "1")
    expect(panel.root.locator(".hints li")).to_have_text(["Look at the bias."])
    expect(panel.root.get_by_role("button", name="Next hint (2 of 2)")).to_be_focused()
    panel.says("Hint 1 of 2")
    panel.press("Space")
    panel.change(hints=["Look at the `bias`.", "Add it."])
    expect(panel.root.get_by_role("button", name="All 2 hints shown")).to_be_focused()
    panel.press("Enter")
    assert len(panel.model("sent")) == 2


def test_panel_says_that_no_kernel_answers(show):
    panel = show(Panel(OUTCOME, ["Look."]))
    panel.press("Tab", "Enter")
    panel.says("Hints come from the kernel, and it has not answered.")
    expect(panel.root.locator(".absent")).to_be_visible()
    panel.change(hints=["Look."])
    expect(panel.root.locator(".absent")).to_be_hidden()


def test_choose_one_by_keyboard(show):
    widget = Choose("question", "Which?", OPTIONS)
    question = show(widget)
    expect(question.root).to_have_attribute("data-status", "unanswered")
    question.press("Tab", "Space")
    expect(question.root).to_have_attribute("data-status", "unrecorded")
    assert question.model("saved")["answer"] == {"choice": "one"}
    question.press("ArrowDown")
    expect(question.root.locator('[data-chosen="true"]')).to_have_attribute("data-key", "two")
    question.press("Shift+Enter")  # runs the cell below: what was chosen must be on its way
    assert question.model("saved")["answer"] == {"choice": "two"}
    widget.answer = widget.recorded = {"choice": "two"}
    question.change(recorded=widget.recorded, feedback=widget.feedback)
    expect(question.root).to_have_attribute("data-status", "recorded")
    expect(question.root.locator(".verdict[data-right]")).to_have_text("✓RightWhy two.")
    question.says("Recorded. Two: right. Why two.")
    question.press("ArrowDown")
    expect(question.root).to_have_attribute("data-status", "changed")


def test_a_wrong_choice_explains_itself_and_gives_nothing_away(show):
    widget = Choose("question", "Which?", OPTIONS)
    question = show(widget)
    question.press("Tab", "Space", "Shift+Enter")
    for key, tries in (("one", []), ("three", ["one"]), ("two", ["one", "three"])):
        widget.answer = {"choice": key}
        widget.recorded = widget.to_record(widget.recorded)
        question.change(answer=widget.answer, recorded=widget.recorded, feedback=widget.feedback)
        expect(question.root.locator(".verdict[data-right]")).to_have_count(1)
        expect(question.root.locator(f'[data-key="{key}"] .verdict')).to_contain_text(f"Why {key}.")
        before = " | ".join(map(str.capitalize, tries))
        expect(question.root.locator(".tried")).to_have_text(f"Tried before: {before}" if tries else "")
        question.says(f"Why {key}.")
        shown = question.page.content()
        if key != "two":
            assert "Why two." not in shown and "✓" not in shown
            expect(question.root.locator(".remark")).to_have_text("Choose again, and run the record cell again.")
            question.says("Choose again")
            question.root.get_by_label("Two").press("Space")  # it is still open
            expect(question.root).to_have_attribute("data-status", "changed")
    expect(question.root).to_have_attribute("data-told", "right")
    expect(question.root.locator(".remark")).to_be_empty()


@pytest.mark.parametrize("kind, answers", [
    ("one", [{"choice": option["key"]} for option in OPTIONS]),
    ("many", [{"choices": list(keys)} for size in (1, 2, 3) for keys in combinations(["one", "two", "three"], size)]),
    ("order", [{"order": list(keys)} for keys in permutations(["one", "two", "three"])]),
])
def test_a_page_without_a_kernel_tells_of_each_answer_what_python_does(show, kind, answers):
    options = [*OPTIONS[:2], {**OPTIONS[2], "right": kind == "many"}]
    widget = Choose("question", "Which?", options, kind=kind)
    page = show(widget)
    page.change(static=True, **widget.without_kernel())
    said = set()
    for answer in answers:
        page.change(answer=answer)
        widget.answer = widget.recorded = answer
        told = widget.feedback
        expect(page.root).to_have_attribute("data-told", "right" if told["right"] else "wrong")
        mark = "✓" if told["right"] else "✗"
        texts = [f"{mark}{told['words'].capitalize()}{why}" for why in told["explanations"].values()]
        expect(page.root.locator(".verdict[data-right]")).to_have_count(len(texts))
        assert sorted(page.root.locator(".verdict[data-right]").all_text_contents()) == sorted(texts)
        expect(page.root.locator(".remark")).to_have_text(
            told["remark"].replace("Choose again, and run the record cell again.", "Choose again."))
        said.add(page.root.locator(".remark").inner_text())
    assert len(said) == (3 if kind == "many" else 2)


def test_choose_many_by_keyboard(show):
    question = show(Choose("question", "Which?", OPTIONS, kind="many"))
    question.press("Tab", "Tab", "Tab", "Space", "Shift+Tab", "Shift+Tab", "Space")
    question.press("Shift+Enter")
    assert question.model("saved")["answer"] == {"choices": ["one", "three"]}
    question.press("Space", "Tab", "Tab", "Space")
    expect(question.root).to_have_attribute("data-status", "unanswered")


def test_choose_order_by_keyboard(show):
    widget = Choose("question", "In which order?", OPTIONS, kind="order")
    first, second, third = (option["key"] for option in widget.options)
    question = show(widget)
    rows = question.root.locator(".option")
    question.press("Tab", "Enter")  # up, which the first cannot go
    expect(question.root).to_have_attribute("data-status", "unanswered")
    question.press("Tab", "Enter")  # down
    expect(question.root).to_have_attribute("data-status", "unrecorded")
    for place, key in enumerate((second, first, third)):
        expect(rows.nth(place)).to_have_attribute("data-key", key)
    question.says(f"{first.capitalize()}: now 2 of 3.")
    question.press("Enter")  # the button went along, and has the focus
    question.press("Shift+Enter")
    assert question.model("saved")["answer"] == {"order": [second, third, first]}
    expect(question.root.get_by_role("button", name=f"Move down: {first.capitalize()}")).to_be_focused()


def test_the_order_shown_can_be_the_answer(show):
    widget = Choose("question", "In which order?", OPTIONS, kind="order")
    question = show(widget)
    question.root.get_by_role("button", name="This order is my answer").press("Enter")
    question.press("Shift+Enter")
    assert question.model("saved")["answer"] == {"order": [option["key"] for option in widget.options]}


def test_two_views_of_a_question_do_not_share_their_buttons(show):
    questions = show(Choose("question", "Which?", OPTIONS), Choose("question", "Which?", OPTIONS))
    questions.roots.first.get_by_label("One").check()
    questions.roots.last.get_by_label("Two").check()
    expect(questions.roots.first.get_by_label("One")).to_be_checked()


def test_predict_by_keyboard(show):
    guess = show(Predict("guess", "How much?", 0, 4, "nats"))
    slider, field = guess.root.get_by_role("slider"), guess.root.get_by_role("spinbutton")
    expect(slider).to_have_attribute("aria-valuetext", "no prediction yet")
    expect(guess.root).to_have_attribute("data-touched", "false")
    guess.press("Tab")
    expect(guess.root).to_have_attribute("data-status", "unanswered")
    guess.press("Enter")  # the middle can be meant
    expect(field).to_have_value("2.0")
    guess.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "1.7 nats")
    guess.press("Tab", "Control+a", "3", ".", "2", "5", "Shift+Enter")
    assert guess.model("saved")["answer"] == {"value": 3.25}
    guess.press("Control+a", "9", "Tab")
    expect(field).to_have_value("4.0")
    guess.says("The scale goes from 0.0 to 4.0 nats.")


def test_predict_on_a_log_scale(show):
    guess = show(Predict("guess", "How many?", 1, 10000, "times", log=True))
    guess.press("Tab", "Enter")
    expect(guess.root.get_by_role("slider")).to_have_attribute("aria-valuetext", "100 times")
    guess.press("End")
    expect(guess.root.get_by_role("slider")).to_have_attribute("aria-valuetext", "10,000 times")
    guess.press("Shift+Enter")
    assert guess.model("saved")["answer"] == {"value": 10000}


@pytest.mark.parametrize("low, high, log, digits", [(0, 4, False, 2), (0, 100, False, 3), (0, 1, False, 2),
                                                    (-5, 5, False, 2), (1, 1e6, True, 2), (1e-4, 1, True, 3)])
def test_predict_writes_numbers_as_its_text_does(show, low, high, log, digits):
    widget = Predict("guess", "How much?", low, high, "units", log=log, digits=digits)
    parts = [part / 7 for part in range(8)]
    values = [low * (high / low) ** part if log else low + (high - low) * part for part in parts]
    page = show(widget)
    for value in values:
        widget.answer = {"value": value}
        page.change(answer=widget.answer)
        expect(page.root.get_by_role("slider")).to_have_attribute("aria-valuetext", widget.text_of_answer())


def test_predict_closes_when_the_result_is_known(show):
    widget = Predict("guess", "How much?", 0, 4, "nats")
    guess = show(widget)
    widget.answer = {"value": 2.0}
    widget.reveal(1.7)
    guess.change(answer=widget.answer, actual=widget.actual, sentence=widget.sentence)
    expect(guess.root).to_have_attribute("data-revealed", "true")
    expect(guess.root.locator("input:visible")).to_have_count(0)
    expect(guess.root.locator(".label")).to_have_text(["You said 2.0 nats", "Measured 1.7 nats"])
    guess.says("You said 2.0 nats, measured 1.7: 0.3 apart.")


def test_training_curve_follows_the_training(show):
    curve = show(TrainingCurve({"uniform": 4.17, "unigram": 3.31}, "40 s"))
    expect(curve.root).to_have_attribute("data-step", "0")
    expect(curve.root.locator(".key .held")).to_be_hidden()
    curve.change(losses=[[1, 4.0], [2, 3.0]], held_out=[[2, 3.1]], step=2, seconds_left=19.5, fraction=0.5)
    expect(curve.root).to_have_attribute("data-step", "2")
    expect(curve.root.locator(".key .held")).to_be_visible()
    expect(curve.root).to_contain_text("50% of 40 s, 20 seconds left")
    expect(curve.root.locator(".ladder text")).to_have_text(["uniform 4.17", "unigram 3.31"])
    curve.says("Half of the time is used. Step 2:")
    curve.change(fraction=1, message="Held-out loss 3.10.", finished=True)
    expect(curve.root).to_have_attribute("data-finished", "true")
    curve.says("Held-out loss 3.10.")


@pytest.mark.parametrize("width", [390, 700, 1400])
def test_no_label_of_a_training_is_cut(show, width):
    levels = {"uniform": 4.17, "a bigram table of all pairs": 2.46, "NOBODY KNOWS WHICH": 3.0}
    curve = TrainingCurve(levels, "40 s")
    for step in range(1, 1001):
        curve.update(step, 4 / step**0.1, held_out=2.5 if step % 500 == 0 else None, fraction=step / 1000)
    page = show(curve)
    page.page.set_viewport_size({"width": width, "height": 600})
    expect(page.root.locator(".ladder text")).to_have_count(3)
    page.page.wait_for_function("(chart) => chart.getBoundingClientRect().right <= innerWidth", arg=page.root.locator(".chart").element_handle())
    assert not page.root.locator("svg").evaluate_all(CUT)


@pytest.mark.parametrize("gap", [1, 2, 19, 20, 40])
def test_the_words_in_a_plot_are_whole(show, gap):
    figure = explore("lost_by_powers")
    figure.answer = {**figure.start, "weight": 0.5, "gap": gap, "guess": -6}
    for width in (390, 900):
        page = show(figure)
        page.page.set_viewport_size({"width": width, "height": 600})
        expect(page.root.locator(".plot .left")).to_be_visible()
        assert not page.root.locator("svg").evaluate_all(CUT)


def test_plain_keys_stay_in_the_widget_and_the_notebook_gets_its_own(show):
    page = show(*everything())
    controls = page.page.locator(".onehop :is(button, summary, input):visible")
    assert controls.count() > 20
    for control in controls.all():
        control.focus()
        page.press("b", "x", "ArrowDown", "Delete")
    assert page.page.evaluate("leaked") == []
    controls.first.focus()
    page.press("Escape", "Shift+Enter", "Control+s")
    assert page.page.evaluate("leaked") == ["Escape", "Enter", "Control", "s"]


@pytest.mark.parametrize("width", [360, 640, 1000])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_widgets_fit_without_jupyterlab(show, width, scheme):
    page = show(*everything())
    page.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.page.add_style_tag(content=":root { color-scheme: light dark }")
    page.page.set_viewport_size({"width": width, "height": 600})
    for root in page.roots.all():
        box = root.bounding_box()
        assert 0 <= box["x"] and box["x"] + box["width"] <= width
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.page.screenshot(path=PICTURES / f"page_{width}_{scheme}.png", full_page=True)


NOTEBOOK = [
    """from utils.widgets import *
panel = Panel({"id": "browser_test", "title": "A neuron", "status": "wrong", "points": 0, "max_points": 2,
               "minutes": 5, "difficulty": 1, "headline": "3 of 4 cases differ.",
               "diagnosis": "The `bias` is missing."}, ["Look.", "Look again."])
panel""",
    """question = Choose("question", "Which?", [
    {"key": "one", "text": "One", "explanation": "Why one.", "right": False},
    {"key": "two", "text": "Two", "explanation": "Why two.", "right": True}])
question""",
    "question.recorded = question.answer",
    """guess = Predict("guess", "How much?", 0, 4, "nats")
guess""",
    "guess.reveal(1.7)\nguess",
    """StepClock(list("whispers"), [0.8**t for t in range(8)], lanes=("recurrence", "attention"))""",
    """import time
curve = TrainingCurve({"uniform": 4.17, "unigram": 3.31, "bigram": 2.46}, "2 s")
display(curve)
for step in range(1, 101):
    time.sleep(0.02)
    curve.update(step, 4.2 / step**0.15, held_out=2.3 if step % 50 == 0 else None, fraction=step / 100)
curve.finish("100 steps in 2 s.")""",
]


def test_widgets_in_jupyterlab(notebook, lab):
    """Shown, worked by keyboard, answered by the kernel, and drawn in both themes."""
    notebook.open(lab.write("work/widgets.ipynb", NOTEBOOK))
    assert notebook.run_all()

    hint = notebook.cell(0).locator(".onehop button.hint")
    before = len(notebook.model()["cells"])
    hint.focus()
    for key in ("b", "x", "a", "m", "ArrowDown", "d", "d"):  # each means something to a notebook
        notebook.page.keyboard.press(key)
    expect(hint).to_be_focused()
    notebook.page.keyboard.press("Enter")
    expect(notebook.cell(0).locator(".onehop .hints li")).to_have_text(["Look."])
    assert len(notebook.model()["cells"]) == before
    assert notebook.run_cell(0)  # the hint is still there when the check is run again
    expect(notebook.cell(0).locator(".onehop .hints li")).to_have_text(["Look."])

    notebook.cell(1).get_by_label("One").press("Space")
    notebook.page.keyboard.press("Shift+Enter")  # runs the question's own cell again, and the choice stays
    notebook.wait_for_kernel()
    question = notebook.cell(1).locator(".onehop")
    expect(question.get_by_label("One")).to_be_checked()
    expect(question).to_have_attribute("data-status", "unrecorded")
    assert notebook.run_cell(2)
    expect(question).to_have_attribute("data-status", "recorded")
    expect(question.locator('[data-key="one"] .verdict')).to_contain_text("Why one.")
    question.get_by_label("Two").press("Space")
    assert notebook.run_cell(2)
    expect(question.locator('[data-key="two"] .verdict')).to_contain_text("Why two.")
    expect(question.locator('[data-key="one"] .verdict')).to_be_empty()

    assert notebook.run_cell(3)
    notebook.cell(3).get_by_role("slider").press("ArrowLeft")
    assert notebook.run_cell(4)
    for cell in (3, 4):  # the view from before the result, and the one from after it
        guess = notebook.cell(cell).locator(".onehop")
        expect(guess).to_have_attribute("data-revealed", "true")
        expect(guess).to_contain_text("You said 1.9 nats, measured 1.7: 0.2 apart.")

    notebook.cell(5).get_by_role("button", name="Step").press("Enter")
    expect(notebook.cell(5).locator(".onehop")).to_have_attribute("data-tick", "1")
    expect(notebook.cell(6).locator(".onehop")).to_have_attribute("data-finished", "true")

    PICTURES.mkdir(parents=True, exist_ok=True)
    for theme, paper in (("light", mixed(255, 255, 255)), ("dark", mixed(17, 17, 17))):
        notebook.theme(theme)
        for cell in (0, 1, 4, 5, 6):
            widget = notebook.cell(cell).locator(".onehop")
            expect(widget.locator(".body")).to_have_css("background-color", paper)
            widget.screenshot(path=PICTURES / f"lab_{cell}_{theme}.png")
