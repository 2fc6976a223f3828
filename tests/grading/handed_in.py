"""Submissions as learners hand them in, made from the lessons as they are handed out."""

import json
from pathlib import Path

from utils.exercises import Exercise, specifications
from utils.exercises.earlier import source
from utils.grading.submissions import LESSONS

ROOT = Path(__file__).parents[2]
RECORDED = {"whisper": {"value": 12.0}, "pairs": {"choice": "four times", "tried": []}}


def blank(lesson):
    """The notebook of a lesson, as it is handed out, as a dict."""
    return json.loads((ROOT / "lessons" / f"{lesson}.ipynb").read_text(encoding="utf-8"))


def cell_of(notebook, id):
    return next(cell for cell in notebook["cells"] if cell["metadata"].get("exercise") == id)


def answered(lesson, answers):
    """A lesson with these texts in its exercises' cells, by id, as the bytes of a notebook."""
    notebook = blank(lesson)
    for id, text in answers.items():
        cell_of(notebook, id)["source"] = text
    return as_bytes(notebook)


def solved(lesson, **others):
    """A lesson with the course's own answers, but for others."""
    return answered(lesson, {spec.id: source(spec.id) for spec in LESSONS[lesson].specifications
                             if isinstance(spec, Exercise)} | others)


def solution(lesson):
    return (ROOT / "solutions" / f"{lesson}.ipynb").read_bytes()


def as_bytes(notebook):
    return json.dumps(notebook).encode()


def write(folder, files):
    """Write files, by their paths in a folder."""
    for path, data in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder


def points(lesson):
    return sum(spec.points for spec in LESSONS[lesson].specifications)


def exercise(id):
    return specifications[id]
