"""Write what the masters give."""

import os
from collections.abc import Mapping
from pathlib import Path

from .course import Course
from .keeping import set_aside, worked_in
from .master import MasterError, read_master
from .notebooks import lesson_notebook
from .reference import import_problem


def build(root: Path, specified: Mapping[str, str] | None = None) -> list[Path]:
    """Write every derived file whose content changes; returns their paths, those of removed files included.

    A lesson that somebody has worked in is moved aside first, and its new paths are returned too. Nothing is
    written unless all masters are sound. `specified` maps the id of each exercise, prediction and
    choice to its lesson ("01"); by default utils.exercises says. Raises MasterError.
    """
    course = Course(root, specified)
    stale = [path for path, text in course.files.items() if read(path) != text]
    if any(path.parent.name == "reference" for path in stale):  # the trial takes the seconds that torch takes
        if problem := import_problem(course.modules):
            raise MasterError([problem])
    for path in course.orphans:
        path.unlink()
    lessons = {path.with_suffix(".ipynb") for path in stale if path.parent.name == "lessons"}
    kept = [path for lesson in sorted(lessons) if worked_in(lesson) for path in set_aside(lesson)]
    stale = [path for path, text in course.files.items() if read(path) != text]
    for path in stale:
        write(path, course.files[path])
    return sorted(course.orphans + kept + stale)


def renew_lesson(root: Path, name: str) -> list[Path]:
    """Put a fresh copy of lesson `name` ("01_recurrence") in place of the pair there.

    Returns where the old pair is kept. Raises MasterError.
    """
    fresh = derive_lesson(root / "solutions" / f"{name}.py")
    kept = set_aside(root / "lessons" / f"{name}.ipynb")
    for suffix, text in fresh.items():
        write(root / "lessons" / f"{name}{suffix}", text)
    return kept


def derive_lesson(master_path: Path) -> dict[str, str]:
    """The lesson of one master: the text of its ".ipynb" and of its ".py". Raises MasterError."""
    return lesson_notebook(read_master(Path(master_path)))


def read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def write(path: Path, text: str) -> None:
    """Write as a whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.write_text(text, encoding="utf-8", newline="\n")
    os.replace(draft, path)
