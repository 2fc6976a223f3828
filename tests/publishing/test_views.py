"""The widgets of a notebook on a page without a kernel: their places, and what the page carries to draw them."""

import json
import re
from html.parser import HTMLParser

from ipywidgets import IntSlider
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tests.browser.page import public
from utils.publishing.outputs import WIDGET
from utils.publishing.static import static_page
from utils.publishing.views import STATES, Views
from utils.widgets import Choose, Fading, Panel, Predict, StepClock, TrainingCurve

OPTIONS = [
    {"key": "one", "text": "One", "explanation": "Because of one.", "right": False},
    {"key": "two", "text": "Two", "explanation": "Because of two.", "right": True},
]
HOSTILE = [
    "</script><script>alert(1)</script>", "<!--", "]]>", "{{#include a.md}}", "{{{", "\u2028\u2029", "\n\n", "&lt;", "\\",
    "`$x$`", "**", '"',
]  # fmt: skip


def shown(*widgets):
    """A notebook that shows each widget in a cell of its own, in the state that it has now."""
    cells = [
        new_code_cell(outputs=[new_output("display_data", bundle(widget))]) for widget in widgets
    ]
    notebook = new_notebook(cells=cells)
    notebook.metadata.first_states = {widget.model_id: widget.get_state() for widget in widgets}
    return ended(notebook, *widgets)


def bundle(widget):
    """What a kernel sends of a widget that is shown."""
    made = widget._repr_mimebundle_()
    return made[0] if isinstance(made, tuple) else made


def ended(notebook, *widgets):
    """The notebook whose widgets are now in the state in which they end."""
    states = {widget.model_id: {"state": widget.get_state()} for widget in widgets}
    notebook.metadata.widgets = {STATES: {"state": states}}
    notebook.metadata.last_words = {
        widget.model_id: {"text": widget.text(), "recorded": getattr(widget, "recorded", None) is not None}
        | {name: getattr(widget, name)() for name in ("still", "without_kernel") if hasattr(widget, name)}
        for widget in widgets
        if hasattr(widget, "text")
    }
    return notebook


def places(notebook):
    """The page's views, and the place of each output."""
    views = Views(notebook, '<p class="notice">In the lesson.</p>')
    return views, [views.place(cell.outputs[0].data) for cell in notebook.cells]


class Scripts(HTMLParser):
    """The script elements of a page as a browser cuts them out: by id, and how many there are."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.count, self._open = {}, 0, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "script":
            self._open = dict(attributes).get("id", "drawing")
            self.count += 1

    def handle_data(self, data):
        if self._open:
            self.texts[self._open] = self.texts.get(self._open, "") + data

    def handle_endtag(self, tag):
        if tag == "script":
            self._open = None


def carried(page):
    """The front ends and the models that a page carries."""
    scripts = Scripts(page)
    assert scripts.count == 3
    return (json.loads(scripts.texts[f"onehop-{name}"]) for name in ("fronts", "models"))


def test_a_page_carries_all_that_a_widget_would_send_and_its_own_front_end():
    widgets = [Choose("question", "Which?", OPTIONS), StepClock(list("ab")), Fading()]
    views, _ = places(shown(*widgets))
    fronts, models = carried(views.scripts())
    assert list(models) == [widget.model_id for widget in widgets]
    for widget in widgets:
        model = models[widget.model_id]
        assert model["state"] == public(widget) | (widget.without_kernel() if isinstance(widget, Choose) else {})
        assert fronts[model["front"]] == {"module": str(widget._esm), "style": str(widget._css)}


def test_each_front_end_is_there_once_and_two_views_of_a_widget_share_its_model():
    one, other = StepClock(list("ab")), StepClock(list("abc"))
    views, (first, second, third) = places(shown(one, other, one))
    fronts, models = carried(views.scripts())
    assert len(fronts) == 1 and len(models) == 2
    assert first == third != second
    for html, widget in ((first, one), (second, other)):
        assert f'<div class="view" data-model="{widget.model_id}">' in html


def test_hostile_strings_end_no_script_and_come_out_as_they_went_in():
    widget = StepClock(HOSTILE)
    views, (place,) = places(shown(widget))
    html = views.scripts()
    _, models = carried(html)
    assert models[widget.model_id]["state"]["symbols"] == HOSTILE
    data = html.split('<script type="module">')[0]
    assert not re.search("<(?!/?script)|{{|\u2028|\u2029", data)
    assert html.count("<script") == html.count("</script>") == 3
    assert not re.search(r"\n\s*\n", html) and "\n" not in place  # where Markdown would begin


def test_a_widget_without_a_front_end_of_its_own_stays_words():
    views, (place,) = places(shown(IntSlider(7)))
    assert '<div class="view"><pre class="words">IntSlider(value=7)</pre>' in place
    assert "In the lesson." in place and "data-model" not in place
    assert views.scripts() == ""


def test_a_widget_without_an_answer_is_as_it_was_in_the_end():
    curve = TrainingCurve(budget="2 s")
    notebook = shown(curve)
    curve.update(7, 2.5)
    curve.finish("Done.")
    views, (place,) = places(ended(notebook, curve))
    assert "step 7, training loss 2.50" in place and "step 0" not in place and "<details>" not in place
    _, models = carried(views.scripts())
    assert models[curve.model_id]["state"]["losses"] == [[7, 2.5]]


def test_a_question_starts_open_and_what_it_said_in_the_end_is_folded():
    question = Choose("question", "Which?", OPTIONS)
    notebook = shown(question)
    question.answer = question.recorded = {"choice": "two"}
    views, (place,) = places(ended(notebook, question))
    before, after = place.split("<details><summary>The course’s answer</summary>")
    assert "( ) Two" in before and "Because" not in before
    assert "(•) Two" in after and "Because of two." in after
    _, models = carried(views.scripts())
    state = models[question.model_id]["state"]
    assert state["answer"] is state["recorded"] is None and state["feedback"] == {}
    assert [(told["key"], told["right"]) for told in state["told"]] == [("one", False), ("two", True)]


def test_a_state_that_never_changed_is_kept_once_and_used_for_both():
    question = Choose("question", "Which?", OPTIONS)
    question.answer = question.recorded = {"choice": "two"}
    notebook = shown(question)
    notebook.metadata.first_states = {}
    views, _ = places(notebook)
    _, models = carried(views.scripts())
    assert models[question.model_id]["state"]["answer"] == {"choice": "two"}


def test_a_widget_that_has_gone_is_as_it_was_first_shown():
    curve = TrainingCurve()
    notebook = shown(curve)
    curve.finish("Done.")
    ended(notebook, curve).metadata.last_words = {}
    views, (place,) = places(notebook)
    assert "step 0" in place and "Done." not in place + views.scripts()


def test_a_still_picture_stands_instead_of_the_words():
    figure, answered = Fading(), Fading(id="fading", prompt="How <much>?")
    notebook = shown(figure, answered)
    figure.answer = answered.answer = answered.recorded = {"weight": 0.5, "gap": 2, "size": 1, "guess": -1.0}
    _, (end, start) = places(ended(notebook, figure, answered))
    assert '<div class="shown"><p>At a gap of 2' in end and "<td>0.25</td>" in end and "<pre" not in end
    before, after = start.split("<details>")
    assert "<p>How &lt;much&gt;?</p>" in before and "0.25" not in before and "<pre" not in before
    assert "At a gap of 2" in after


def test_the_lines_of_a_table_do_not_break():
    outcome = {
        "id": "views_test", "title": "A neuron", "status": "wrong", "points": 0, "max_points": 2, "minutes": 5,
        "difficulty": 1, "example": {"input": [{"name": "x", "value": "1.0", "shape": "(1,)"}],
                                     "expected": {"value": "3.5", "shape": "()"}, "got": {"value": "3", "shape": "()"}},
    }  # fmt: skip
    _, (panel, guess) = places(shown(Panel(outcome), Predict("guess", "How much?", 0, 4, "nats")))
    assert '<pre class="words table">' in panel
    assert '<pre class="words">' in guess


def test_a_page_of_widgets_alone():
    notebook = shown(Choose("question", "Which `<one>`?", OPTIONS), StepClock(list("ab")))
    notebook.cells.insert(0, new_code_cell(outputs=[new_output("stream", text="printed")]))
    page = static_page(notebook, "1 < 2")
    assert page.startswith('<!doctype html>\n<html lang="en">') and "<title>1 &lt; 2</title>" in page
    assert '<meta name="viewport"' in page and '<meta name="color-scheme" content="light dark">' in page
    assert page.count("<h2>") == 1 and "<h2>Which &lt;one&gt;?</h2>" in page
    assert page.index("( ) One") < page.index("Tick 0 of 2") and "printed" not in page
    fronts, models = carried(page)
    assert len(fronts) == len(models) == 2
