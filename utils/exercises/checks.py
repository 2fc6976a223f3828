"""What a notebook calls for its exercises: check, yours, hint."""
import contextlib
import dataclasses
import functools
import inspect
import linecache
import os
import types

from IPython import get_ipython
from IPython.display import display

from utils import progress
from utils.widgets import Panel

from .catalogue import lesson_of, specifications
from .cells import defines, definition_in
from .earlier import earlier, reference
from .earlier import source as source_of
from .evaluation import evaluate, specification
from .outcomes import Outcome
from .runners import InProcess
from .worker import describe, file_of, load


class NotPassed(AssertionError):
    """Under ONEHOP_STRICT=1: an exercise or a recorded answer that did not pass."""


def check(id, answer):
    """Try `answer`, show what came of it, and return the function to go on with.

    That is `answer` itself if it passed, the course's own otherwise. Nothing is raised because of the answer,
    unless ONEHOP_STRICT is 1. Raises KeyError if there is no exercise of that id.
    """
    spec = specification(id)
    ours = reference(id)
    text = None
    if _made_by(answer) is ours:
        outcome = Outcome(id, "not_attempted", 0, spec.points,
                          f"This `{id}` is the course's own, given out by an earlier check.",
                          f"Run the cell that defines your `{id}`, then this one again.")
    elif text := text_of(answer, id):
        outcome = evaluate(id, text, runner=InProcess())
    else:
        outcome = _without_text(evaluate(id, answer))
    passed = outcome.status == "passed"
    source = definition_in(text, id).lstrip("\n") if passed else None
    if passed:
        progress.keep_source(id, source)
    elif outcome.status == "not_attempted" and whose(progress.source(id)) == "your own":
        before = f"An answer of yours has passed before: `yours(\"{id}\")` has it."
        outcome = dataclasses.replace(outcome, diagnosis=outcome.diagnosis or before)
    show(panel(outcome, source))
    if not passed:
        insist(f"{id}: {outcome.status}. {outcome.headline} {outcome.diagnosis} {outcome.error}")
    return answer if passed else ours


def yours(id):
    """The learner's own answer to exercise `id` if it has passed, the course's otherwise; says which.

    What an answer uses of earlier exercises is the learner's own too, where that has passed.
    """
    specification(id)
    source = progress.source(id)
    lesson = lesson_of[id]
    if source is None:
        print(f"{id}: the course's own, until yours passes in lesson {lesson.number}.")
        return reference(id)
    try:
        own = load(source, id, earlier(source, id, lambda id: progress.source(id) or source_of(id)))
    except (Exception, SystemExit) as error:
        raised = describe(error, None)
        print(f"{id}: the course's own, because yours no longer runs ({raised.type}: {raised.message}). "
              f"Check it again in lesson {lesson.number}.")
        return reference(id)
    if progress.by_course(source):
        print(f"{id}: solved by the course in lesson {lesson.number}.")
    else:
        print(f"{id}: your own, passed on {progress.passed()[id]:%d %B %Y}.")
    return own


def hint(id):
    """Print the next hint to exercise `id`; the buttons of its panels count on from it."""
    blank = Outcome(id, "not_attempted", 0, specification(id).points, "")
    print(panel(blank).next_hint() or "That was the last hint.")


def whose(source):
    """Whose answer `source`, which has passed, is; the course's where None has."""
    return "the course's own" if source is None or progress.by_course(source) else "your own"


def panel(outcome, source=None):
    """The panel that shows an outcome, with its exercise's hints. source: that of an answer which passed."""
    spec = specifications[outcome.id]
    solved = "Solved by the course. " if progress.by_course(source) else ""
    return Panel({**vars(outcome), "title": spec.title, "minutes": spec.minutes, "difficulty": spec.difficulty,
                  "using": f"{solved}The notebook goes on with {whose(source)} `{outcome.id}`."}, list(spec.hints))


def show(widget):
    """Display a widget, or print its text where there is no notebook."""
    display(widget) if hasattr(get_ipython(), "kernel") else print(widget.text())


def insist(message):
    """Raise NotPassed under ONEHOP_STRICT=1."""
    if os.environ.get("ONEHOP_STRICT") == "1":
        raise NotPassed(message)


def text_of(answer, id):
    """The text of the cell, or of the file, that defines `answer` as `id`; None if there is none to be had.

    It is looked up by the name under which the answer's code was compiled; where that leads nowhere (`%%time`, or a
    compiled object), and the notebook's own `id` is this answer, it is the last cell that was run and defines `id`.
    """
    filename = file_of(_made_by(answer))
    text = "".join(linecache.getlines(filename)) if filename else ""
    if defines(text, id):
        return text
    shell = get_ipython()
    run = shell.history_manager.input_hist_raw if shell and shell.user_ns.get(id) is answer else []
    return next((cell for cell in reversed(run) if defines(cell, id)), None)


def _made_by(answer):
    """The function or class behind a decorator, a partial, a method, or an object that can be called."""
    with contextlib.suppress(Exception):  # an object with a __getattr__ of its own
        while isinstance(answer, functools.partial):
            answer = answer.func
        answer = inspect.unwrap(getattr(answer, "__func__", answer))
        if not isinstance(answer, (type, types.FunctionType, types.BuiltinFunctionType)):
            return type(answer)
    return answer


def _without_text(outcome):
    """The outcome of an answer without a text, which cannot pass: later lessons and the grader have only that."""
    if outcome.status != "passed":
        return outcome
    why = (f"No cell that was run defines it as `{outcome.id}`, and later lessons and the grader have only such a "
           f"cell. Define it with `def {outcome.id}(…):`.")
    return dataclasses.replace(outcome, status="wrong", points=0, headline="Right here, but not by itself.",
                               diagnosis=why)
