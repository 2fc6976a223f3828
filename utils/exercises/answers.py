"""What a notebook calls for its questions: choose, predict, explore, record."""
import ast
import io
import pprint
import sys
import textwrap

from IPython import get_ipython

from utils import progress, widgets
from utils.widgets.fields import brief

from .checks import insist
from .evaluation import evaluate, specification
from .recorded import unusable
from .specification import Choice, Exercise, Exploration, Prediction

COLUMNS = 72  # of what is printed: as many as a narrow window of JupyterLab has
MADE_BY = {Choice: "choose", Prediction: "predict", Exploration: "explore", Exercise: "check"}


def _task(id, kind):
    """The specification with this id. Raises KeyError if there is none, TypeError if it is of another kind."""
    spec = specification(id)
    if not isinstance(spec, kind):
        raise TypeError(f"{id!r} is not for {MADE_BY[kind]}, but for {MADE_BY[type(spec)]}: {MADE_BY[type(spec)]}({id!r})")
    return spec


def choose(id):
    """The widget of the choice `id`. Show it, answer, then `record` it in the next cell."""
    spec = _task(id, Choice)
    return widgets.Choose(spec.id, spec.prompt, [vars(option) for option in spec.options], kind=spec.kind)


def predict(id):
    """The widget of the prediction `id`. Show it, answer, then `record` it in the next cell."""
    spec = _task(id, Prediction)
    return widgets.Predict(spec.id, spec.prompt, spec.low, spec.high, spec.unit, log=spec.log, digits=spec.digits,
                           says=spec.says)


def explore(id, **given):
    """The figure of the exploration `id`, of what the notebook gives it. Work it, then `record` it below.

    given: what the figure draws besides what the task itself sets, such as the tensors of a lesson's model.
    """
    spec = _task(id, Exploration)

    def judge(answer):
        outcome = evaluate(id, answer)
        return outcome.status == "passed", f"{outcome.headline} {outcome.diagnosis}"

    return spec.figure(id=spec.id, prompt=spec.prompt, judge=judge, **spec.given, **given)


def record(widget, answer=None):
    """Keep a widget's answer in the notebook: this cell's own text becomes record(…, answer={…}).

    Run again, it gives the widget that answer back, or keeps a newer one. Where the front end cannot rewrite
    a cell, the printed line can be copied into it.
    """
    if not getattr(widget, "id", ""):
        raise TypeError(f"record takes what choose, predict or explore gave, not {brief(widget)}")
    spec = specification(widget.id)
    given = widget.answer if widget.answer is not None else answer
    outcome = evaluate(widget.id, given)
    if given is None:
        _say("Nothing to record yet: answer above, then run this cell again.")
    elif unusable(spec, given):
        _say(f"{outcome.headline} {outcome.diagnosis}")
    elif problem := widget.misfit(given):
        _say(f"The answer in this cell does not fit this figure: {problem}. Answer again above, and run this cell.")
    else:
        # What only stands in the cell may be another's: the course's in a solution, or an older copy's.
        new = widget.answer not in (None, widget.recorded) or widget.id not in progress.answers()
        before = widget.recorded or (None if answer is None or unusable(spec, answer) else answer)
        widget.answer = given
        given = widget.recorded = widget.to_record(before)
        outcome = evaluate(widget.id, given)
        if new:
            progress.keep_answer(widget.id, given)
        _say(f"Recorded: {widget.text_of_answer()}")
        if isinstance(spec, Exploration):  # the figure that says so may be out of view
            _say(f"{outcome.headline} {outcome.diagnosis}")
        if given != answer:
            _rewrite(given, sys._getframe(1).f_lineno)
    if outcome.status != "passed":
        insist(f"{widget.id}: {outcome.headline} {outcome.diagnosis}")


def _rewrite(answer, line):
    """Put `answer` into the call of `record` at this line of the running cell."""
    shell = get_ipython()
    if not hasattr(shell, "kernel"):
        return
    pending = shell.payload_manager.read_payload()
    cell = next((p["text"] for p in pending if p.get("source") == "set_next_input" and p.get("replace")),
                shell.get_parent()["content"]["code"])
    try:
        shell.set_next_input(with_answer(cell, answer, line), replace=True)
    except (SyntaxError, ValueError):
        print(f"This cell cannot be rewritten. Type it into the call of record:\n{_literal(answer)}")
        return
    print(f"The cell keeps it. If your editor does not show that, type it in:\n{_literal(answer)}")


def _say(words):
    """Print sentences in lines that break between words: JupyterLab would break a long one anywhere."""
    print(textwrap.fill(words, COLUMNS, break_long_words=False, break_on_hyphens=False))


def _literal(answer):
    lines = pprint.pformat(answer, width=COLUMNS - len("answer="), compact=True, sort_dicts=False)
    return "answer=" + lines.replace("\n", "\n" + " " * len("answer="))


def with_answer(cell, answer, line):
    """The text of `cell` with answer=… in the call of `record` on `line` (from 1); all else as it was.

    Raises SyntaxError if the cell is not plain Python, ValueError if the line has no such call, or several.
    """
    calls = [node for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.Call)
             and getattr(node.func, "id", getattr(node.func, "attr", "")) == "record"
             and node.lineno <= line <= node.end_lineno]
    if len(calls) != 1 or not calls[0].args:
        raise ValueError(f"no single call of record on line {line}")
    call, = calls
    widget = ast.get_source_segment(cell, call.args[0])
    name = ast.get_source_segment(cell, call.func)
    lines = io.BytesIO(cell.replace("\r\n", "\n").replace("\r", "\n").encode()).readlines()  # as ast counts them
    start = sum(map(len, lines[:call.lineno - 1])) + call.col_offset
    end = sum(map(len, lines[:call.end_lineno - 1])) + call.end_col_offset
    whole = b"".join(lines)
    new = (whole[:start] + f"{name}({widget}, answer={answer!r})".encode() + whole[end:]).decode()
    ast.parse(new)
    return new
