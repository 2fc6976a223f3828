"""What a notebook calls for its exercises: check, yours, hint."""
import dataclasses
import inspect
import linecache
import os
import re
import textwrap
from pathlib import Path

from IPython import get_ipython
from IPython.display import display

from utils import progress
from utils.widgets import Panel

from .catalogue import lesson_of, specifications
from .evaluation import evaluate, specification
from .mistakes import reference
from .outcomes import Outcome
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
    source = None
    if answer is ours:
        outcome = Outcome(id, "not_attempted", 0, spec.points,
                          f"This `{id}` is the course's own, given out by an earlier check.",
                          f"Run the cell that defines your `{id}`, then this one again.")
    else:
        outcome = evaluate(id, answer)
        if outcome.status == "passed":
            source = source_of(answer)
            outcome = _alone(spec, source, outcome)
    passed = outcome.status == "passed"
    if passed:
        keep(progress.keep_source, id, source)
    elif outcome.status == "not_attempted" and whose(progress.source(id)) == "your own":
        before = f"An answer of yours has passed before: `yours(\"{id}\")` has it."
        outcome = dataclasses.replace(outcome, diagnosis=outcome.diagnosis or before)
    show(panel(outcome, source if passed else None))
    if not passed:
        insist(f"{id}: {outcome.status}. {outcome.headline} {outcome.diagnosis} {outcome.error}")
    return answer if passed else ours


def yours(id):
    """The learner's own answer to exercise `id` if it has passed, the course's otherwise; says which."""
    specification(id)
    source = progress.source(id)
    lesson = lesson_of[id]
    if source is None:
        print(f"{id}: the course's own, until yours passes in lesson {lesson.number}.")
        return reference(id)
    try:
        own = load(source, id)
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
    """The panel that shows an outcome, with its exercise's hints. source: what the notebook goes on with, if it passed."""
    spec = specifications[outcome.id]
    solved = "Solved by the course. " if progress.by_course(source) else ""
    return Panel({**vars(outcome), "title": spec.title, "minutes": spec.minutes, "difficulty": spec.difficulty,
                  "using": f"{solved}The notebook goes on with {whose(source)} `{outcome.id}`."}, list(spec.hints))


def show(widget):
    """Display a widget, or print its text where there is no notebook."""
    display(widget) if hasattr(get_ipython(), "kernel") else print(widget.text())


def keep(write, id, what):
    """Write to the learner's progress with `write(id, what)`; where that cannot be, say so and go on."""
    try:
        write(id, what)
    except OSError as error:
        print(f"{id} could not be kept in {progress.folder()} ({error.strerror}). "
              f"Set ONEHOP_PROGRESS to a folder that can be written to.")


def insist(message):
    """Raise NotPassed under ONEHOP_STRICT=1."""
    if os.environ.get("ONEHOP_STRICT") == "1":
        raise NotPassed(message)


def source_of(answer):
    """The text of the cell, or of the definition in a file, that `answer` comes from; None if not to be had."""
    filename = file_of(answer)
    if filename and not Path(filename).exists():
        return "".join(linecache.getlines(filename)) or None
    try:
        return textwrap.dedent(inspect.getsource(answer))
    except Exception:  # no source, or an object that answers to every name
        return None


def _alone(spec, source, outcome):
    """The outcome, unless the cell does not pass by itself: later lessons and the grader have only it."""
    try:
        alone = evaluate(spec.id, load(source, spec.id)) if source else None
    except Exception as error:
        alone = Outcome(spec.id, "raised", 0, spec.points, "", error=f"{type(error).__name__}: {error}")
    if alone and alone.status == "passed":
        return outcome
    name = alone and re.search(r"name '(\w+)' is not defined", alone.error)
    what = f"It needs `{name[1]}`, which another cell defines." if name else \
        "The rest of this notebook must not be needed for it." if alone else "Its source cannot be found."
    return Outcome(spec.id, "wrong", 0, spec.points, "Right here, but not by itself.",
                   f"{what} Later lessons and the grader have only the cell that defines `{spec.id}`: "
                   f"put everything it uses into that cell.")
