"""How far the learner has come: the map of lessons, the scoreboard, and both as text."""
from pathlib import Path

from IPython.display import Markdown

from utils import figures, progress

from .catalogue import lessons
from .specification import Exercise

NOTEBOOKS = Path(__file__).parents[2] / "lessons"
TASKS = {"Recall": "right, %", "Say it": "phoneme errors, %", "Write it": "nats per character"}


def scoreboard(task):
    """The scoreboard of a task ("Recall", "Say it" or "Write it") as a figure."""
    return figures.scoreboard(progress.scores(task), task=task, unit=TASKS[task])


def lesson_map():
    """The lessons with their questions, and which exercises have passed, as a Markdown table."""
    rows = ["| lesson | question | exercises | points |", "|---|---|---|---|"]
    for lesson, done, exercises in _standing():
        names = ", ".join(f"{'✓' if e.id in done else '○'} {e.id}" for e in exercises)
        points = sum(e.points for e in exercises if e.id in done)
        rows.append(f"| [{lesson.number} {lesson.name.replace('_', ' ')}]({lesson.stem}.ipynb) | {lesson.question} "
                    f"| {names} | {points} of {sum(e.points for e in exercises)} |")
    return Markdown("\n".join(rows))


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
    for lesson, done, exercises in _standing():
        lines.append(f"{lesson.number} {lesson.name.replace('_', ' ')}")
        lines += [f"   {'✓' if e.id in done else '○'} {e.id} ({e.points} points)" for e in exercises]
    for task, unit in TASKS.items():
        rows = progress.scores(task)
        lines += [f"\n{task} ({unit})"] * bool(rows)
        lines += [f"   {r['score']:8.3f}  {r['model']}: {r['parameters']:,} parameters, {r['seconds']:.0f} s"
                  f"{'' if r['own'] else ', the course’s parts'}" for r in rows]
    return "\n".join([*lines, f"\nKept in {progress.folder()}"])


def _standing():
    done = progress.passed()
    written = [lesson for lesson in lessons if (NOTEBOOKS / f"{lesson.stem}.ipynb").exists()]
    for lesson in written:
        yield lesson, done, [spec for spec in lesson.specifications if isinstance(spec, Exercise)]
