"""How far the learner has come: the map of lessons, the scoreboard, and both as text."""
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from IPython.display import Markdown

from utils import figures, progress
from utils.widgets.numbers import plural

from .catalogue import lessons
from .evaluation import evaluate
from .specification import Exercise, Prediction

NOTEBOOKS = Path(__file__).parents[2] / "lessons"
TASKS = {"Recall": "right, %", "Say it": "phoneme errors, %", "Write it": "nats per character"}
SIGNS = {"✓": "passed, or answered", "✗": "recorded, and not right yet", "○": "open"}


def scoreboard(task):
    """The scoreboard of a task ("Recall", "Say it" or "Write it") as a figure."""
    return figures.scoreboard(progress.scores(task), task=task, unit=TASKS[task])


def lesson_map():
    """The lessons with their questions, and what was done of each, as a Markdown table."""
    rows = ["| lesson | question | exercises | choices, figures, predictions | points |", "|---|---|---|---|---|"]
    solved = []
    for lesson, tasks in _standing():
        cells = [", ".join(f"{task.sign} {task.spec.id}" for task in tasks if isinstance(task.spec, Exercise) is asked)
                 for asked in (True, False)]
        rows.append(f"| [{lesson.number} {lesson.name.replace('_', ' ')}]({lesson.stem}.ipynb) | {lesson.question} "
                    f"| {cells[0]} | {cells[1]} | {_points(tasks)} |")
        solved += [f"`{task.spec.id}`" for task in tasks if task.by_course]
    legend = " · ".join(f"{sign} {words}" for sign, words in SIGNS.items()) + ". A prediction has no points."
    by_course = [f"\nSolved by the course: {', '.join(solved)}."] if solved else []
    return Markdown("\n".join([*rows, "", legend, *by_course]))


def terms(lesson):
    """The names that a lesson (by its number, "01") has introduced, each in a sentence, as a Markdown table.

    Raises KeyError where there is no such lesson.
    """
    introduced = {known.number: known.terms for known in lessons}[lesson]
    rows = ["| name | what it means | from |", "|---|---|---|"]
    rows += [f"| **{term.name}** | {term.sentence} | {term.source} |" for term in introduced]
    return Markdown("\n".join(rows))


def report():
    """The same as text, with the scoreboard, for the terminal."""
    lines = []
    for lesson, tasks in _standing():
        lines.append(f"{lesson.number} {lesson.name.replace('_', ' ')}: {_points(tasks)} points")
        for task in tasks:
            more = [task.what, *(["solved by the course"] if task.by_course else []),
                    *([SIGNS["✗"]] if task.sign == "✗" else [])]
            lines.append(f"   {task.sign} {task.spec.id} ({', '.join(more)})")
    for task, unit in TASKS.items():
        rows = progress.scores(task)
        lines += [f"\n{task} ({unit})"] * bool(rows)
        lines += [f"   {r['score']:8.3f}  {r['model']}: {r['parameters']:,} parameters, {r['seconds']:.0f} s"
                  f"{'' if r['own'] else ', the course’s parts'}" for r in rows]
    return "\n".join([*lines, f"\nKept in {progress.folder()}"])


@dataclass(frozen=True)
class Task:
    """How one task of a lesson stands: its specification, a key of SIGNS, the points earned, who solved it."""

    spec: Any
    sign: str
    points: int
    by_course: bool = False

    @property
    def what(self):
        return "prediction" if isinstance(self.spec, Prediction) else plural(self.spec.points, "point")


def _standing():
    """Each lesson that is written, with its Tasks in their order."""
    passed, answers = progress.passed(), progress.answers()

    def standing(spec):
        if isinstance(spec, Exercise):
            done, by_course = spec.id in passed, progress.by_course(progress.source(spec.id))
            return Task(spec, "✓" if done else "○", spec.points * done, by_course)
        outcome = evaluate(spec.id, answers.get(spec.id))
        sign = {"passed": "✓", "wrong": "✗", "not_attempted": "○"}[outcome.status]
        return Task(spec, sign, outcome.points)

    for lesson in lessons:
        if (NOTEBOOKS / f"{lesson.stem}.ipynb").exists():
            yield lesson, [standing(spec) for spec in lesson.specifications]


def _points(tasks):
    return f"{sum(task.points for task in tasks)} of {sum(task.spec.points for task in tasks)}"
