"""What holds for every widget: its front end's text, its plain text, and what it is without a kernel."""
import re
import subprocess
import sys

import pytest

from tests.browser.figures import all_figures
from utils import widgets
from utils.widgets.base import ROOM, delivered, front_end
from utils.widgets.recordable import Recordable

OPTIONS = [{"key": "a", "text": "One", "explanation": "Because.", "right": True},
           {"key": "b", "text": "Two", "explanation": "Because not.", "right": False}]
OUTCOME = {"id": "neuron", "title": "A neuron", "status": "passed", "points": 2, "max_points": 2,
           "minutes": 5, "difficulty": 1}
MAKE = {figure.id: figure.make for figure in all_figures()} | {
    "Choose": lambda: widgets.Choose("question", "Which?", OPTIONS),
    "Panel": lambda: widgets.Panel(OUTCOME),
    "Predict": lambda: widgets.Predict("guess", "How much?", 0, 4, "nats"),
    "TrainingCurve": lambda: widgets.TrainingCurve({"uniform": 4.17}),
}
NAMESPACE = "http://www.w3.org/2000/svg"  # a name that no browser asks for


def test_no_size_hangs_on_the_pages_own_root():
    """A rem is 10 px in the book and 16 elsewhere."""
    for file in ROOM.rglob("*.[cj]s*"):
        assert not re.search(r"\d(rem|vw)\b", file.read_text("utf-8")), file.name


def test_every_widget_is_made_here():
    made = {type(make()).__name__ for make in MAKE.values()}
    assert made | {"Explorable"} == set(widgets.__all__)


@pytest.mark.parametrize("name", MAKE)
def test_front_end_is_small_and_asks_nothing_of_a_network(name):
    widget = MAKE[name]()
    module, style = str(widget._esm), str(widget._css)
    assert len(module.encode()) < 24_000  # with all its parts; each file is below 15_000
    assert module.count("export default") == 1 and module.count("const NAME =") == 1
    for text in (module.replace(NAMESPACE, ""), style):
        assert not re.search(r"http|//\w+\.|\bimport\b|url\(|fetch\(|innerHTML|outerHTML|eval\(", text)


def test_every_file_of_the_front_end_belongs_to_a_widget():
    texts = "".join(str(MAKE[name]()._esm) for name in MAKE)
    for path in ROOM.rglob("*.js"):
        assert path.stat().st_size < 15_000 and delivered(path) in texts, path.name
        assert path.with_suffix(".css").exists(), path.name
        assert path.parent.name == "parts" or path.with_suffix(".py").exists(), path.name


def test_front_end_without_a_file_names_it():
    with pytest.raises(FileNotFoundError, match="nowhere.js"):
        front_end("nowhere")


@pytest.mark.parametrize("name", MAKE)
def test_plain_text_is_whole_beside_the_view(name):
    widget = MAKE[name]()
    data, _ = widget._repr_mimebundle_()
    assert data["text/plain"] == widget.text() == str(widget)
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id


def test_long_text_is_not_cut():
    widget = widgets.Choose("question", "Which? " * 100, OPTIONS)
    assert "Which? " * 100 in widget._repr_mimebundle_()[0]["text/plain"]


def test_widgets_work_in_a_plain_script():
    script = ("from utils.widgets import StepClock, TrainingCurve\n"
              "clock = StepClock(['a', 'b'])\n"
              "curve = TrainingCurve(); curve.update(1, 2.0, fraction=0.5); curve.finish('Done.')\n"
              "print(clock); print(curve)")
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOM.parents[1], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "Tick 0 of 2" in run.stdout and run.stdout.endswith("Done.\n")


def test_status_says_each_state():
    widget = MAKE["Choose"]()
    assert widget.status == "Nothing chosen yet."
    widget.answer = {"choice": "a"}
    assert widget.status == "Not recorded yet: run the next cell."
    widget.recorded = {"choice": "a"}
    assert widget.status == "Recorded."
    widget.answer = {"choice": "b"}
    assert widget.status.startswith("Changed since recorded")
    widget.answer = None
    assert widget.status == "At the start again. The record cell brings the recorded answer back."


def test_an_answer_given_on_a_page_outlives_its_cell_run_again(monkeypatch):
    monkeypatch.setattr(Recordable, "_given", {})
    MAKE["Predict"]().answer = {"value": 1.0}
    assert MAKE["Predict"]().answer is None  # not given on a page
    MAKE["Predict"]().set_state({"answer": {"value": 1.5}})
    again = MAKE["Predict"]()
    assert again.answer == {"value": 1.5} and again.recorded is None
    assert MAKE["Choose"]().answer is None
    again.set_state({"answer": None})
    assert MAKE["Predict"]().answer is None


@pytest.mark.parametrize("name, answer, words", [("Choose", {"choice": "b"}, "Two"),
                                                 ("Predict", {"value": 1.5}, "1.5 nats")])
def test_text_of_answer(name, answer, words):
    widget = MAKE[name]()
    with pytest.raises(ValueError, match="no answer yet"):
        widget.text_of_answer()
    widget.answer = answer
    assert widget.text_of_answer() == words
