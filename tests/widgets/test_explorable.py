"""What holds for every figure that a learner works with."""
import pytest

from utils.widgets import Fading, StepClock
from utils.widgets.recordable import Recordable

ANSWER = {"weight": 0.89, "gap": 20, "size": 16, "guess": -1.0}


def judge(answer):
    return answer["weight"] < 0.9, "Not yet. <Too> much." if answer["weight"] >= 0.9 else "Right."


@pytest.fixture(autouse=True)
def new_session(monkeypatch):
    monkeypatch.setattr(Recordable, "_given", {})


@pytest.fixture
def task():
    return Fading(id="task", prompt="Lose <nine> tenths.", judge=judge)


def test_the_state_is_the_start_and_then_the_answer(task):
    assert task.state == task.start and task.status == "Nothing changed yet."
    task.answer = ANSWER
    assert task.state == ANSWER and task.status == "Not recorded yet: run the next cell."


def test_a_recorded_answer_is_judged(task):
    task.answer = task.recorded = {**ANSWER, "weight": 0.95}
    assert task.verdict == {"right": False, "words": "Not yet. <Too> much."}
    task.answer = ANSWER
    assert task.status.startswith("Changed since recorded") and "Not yet" not in task.text()
    task.recorded = ANSWER
    assert task.verdict == {"right": True, "words": "Right."} and task.status == "Recorded."
    task.recorded = None
    assert task.verdict is None


def test_what_does_not_fit_is_refused_and_changes_nothing(task):
    for answer in ({}, {**ANSWER, "weight": 9}, {**ANSWER, "size": 3}):
        for trait in ("answer", "recorded", "start"):
            with pytest.raises(ValueError, match="^task: "):
                setattr(task, trait, answer)
    assert task.answer is None and task.recorded is None
    with pytest.raises(ValueError, match="^Fading: 'gap' is a whole number from 1 to 40, not 41"):
        Fading(gap=41)


def test_a_figure_may_be_narrower_than_its_class():
    figure = StepClock("abc")
    assert figure.misfit({"length": 3, "tick": 0, "cores": 1}) == ""
    assert figure.misfit({"length": 4, "tick": 0, "cores": 1}) == "'length' is a whole number from 1 to 3, not 4"
    assert figure.misfit({"length": 3}).startswith("an answer here has 'length', 'tick', 'cores'")


def test_what_a_page_sends_is_taken_and_checked(task):
    task._handle_custom_msg({"type": "save", "changes": {"answer": ANSWER}}, [])
    assert task.answer == ANSWER
    task._handle_custom_msg({"type": "save", "changes": {"answer": {"weight": "x" * 9}}}, [])  # is logged
    assert task.answer == ANSWER
    assert Fading(id="task").answer == ANSWER  # in the same session, the cell run again
    assert Fading().answer is None


def test_text_holds_the_task_the_state_its_table_and_the_verdict(task):
    task.answer = task.recorded = {**ANSWER, "gap": 1}
    assert task.text().splitlines() == [
        "Lose <nine> tenths.",
        "At a gap of 1, 0.89 of the gradient is left: 0.89 to the power of 1, with a state of 16. For 20 steps "
        "at 0.90 you said 0.1.",
        "  steps back  left of the gradient", "  0           1.0", "  1           0.89", "Right.", "Recorded."]


def test_without_a_task_there_is_nothing_to_record():
    figure = Fading()
    assert "record" not in figure.text() and figure.text().startswith("How much of the gradient is left")


def test_the_still_form_is_text_and_a_table(task):
    task.answer = ANSWER
    still = task.still()
    assert still == task._repr_mimebundle_()[0]["text/html"]
    assert "<p>Lose &lt;nine&gt; tenths.</p>" in still and "<td>20</td><td>0.097</td>" in still
    assert "<script" not in still and "<nine>" not in still


def test_shares_are_shaded_in_the_still_form(monkeypatch):
    monkeypatch.setattr(Fading, "table", lambda self, state: (["word", "weight"], [["<a>", 0.25], ["b", 1.0]]))
    still = Fading().still()
    assert '<td>&lt;a&gt;</td><td style="background:rgb(0 114 178 / 0.15)">0.25</td>' in still
    assert 'rgb(0 114 178 / 0.60)">1.00</td>' in still


def test_an_answer_given_on_a_figure_of_another_size_is_let_go():
    long, short = (StepClock(["x"] * length, id="clock") for length in (9, 3))
    long.set_state({"answer": {"length": 9, "tick": 1, "cores": 1}})
    assert StepClock(["x"] * 9, id="clock").answer == long.answer
    assert StepClock(["x"] * 3, id="clock").answer is None and short.answer is None
