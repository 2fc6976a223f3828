"""A learner's copies of the lessons, in the work folder: made, begun afresh, and brought up to the course."""

from contextlib import suppress
from pathlib import Path

import nbformat

from utils import work

from .build import derive_lesson
from .keeping import replace
from .reading import Unreadable, read_notebook
from .renewal import Renewal, merged


def lesson_names(root: Path) -> list[str]:
    """The names of the course's lessons, in their order."""
    return sorted(path.stem for path in root.glob("solutions/[0-9][0-9]_*.py"))


def copy_missing(root: Path, folder: Path) -> list[Path]:
    """Copy each lesson that is not in the folder yet, as a whole or not at all; returns the copies. Raises OSError.

    What somebody has written in lessons/ all the same goes along.
    """
    missing = [name for name in lesson_names(root) if not (folder / f"{name}.ipynb").exists()]
    for name in missing:
        work.write(folder / f"{name}.ipynb", _handed_out(root, name))
    return [folder / f"{name}.ipynb" for name in missing]


def older(root: Path, folder: Path) -> list[str]:
    """The lessons whose copies, as far as they can be read, are of another version of the course."""
    names = []
    for name in lesson_names(root):
        with suppress(OSError, Unreadable):
            copy, _ = read_notebook(folder / f"{name}.ipynb")
            course, _ = read_notebook(root / "lessons" / f"{name}.ipynb")
            if copy.metadata.get("given") != course.metadata.get("given"):
                names.append(name)
    return names


def reset(root: Path, folder: Path, name: str) -> list[Path]:
    """Put a fresh copy of a lesson in place; returns where the old one is kept. Raises OSError: nothing has changed then."""
    return replace({folder / f"{name}.ipynb": nbformat.writes(_fresh(root, name)) + "\n"})


def renew(root: Path, folder: Path, name: str) -> tuple[Renewal, list[Path]]:
    """Put the lesson, as the course gives it now, in place of its copy, with what the learner did in that.

    Returns that, and where the old copy is kept; where the course has nothing new for it, it stays as it is. Raises
    Unreadable where there is no reading it, and OSError; nothing has changed then.
    """
    copy = folder / f"{name}.ipynb"
    old, fault = read_notebook(copy)
    renewal = merged(old, _fresh(root, name))
    same = not fault and _contents(old) == _contents(renewal.lesson)
    return renewal, [] if same else replace({copy: nbformat.writes(renewal.lesson) + "\n"})


def _contents(notebook):
    return notebook.metadata.get("given"), [(cell.get("id"), cell.cell_type, cell.source) for cell in notebook.cells]


def _fresh(root, name) -> nbformat.NotebookNode:
    return nbformat.reads(derive_lesson(root / "solutions" / f"{name}.py")[".ipynb"], as_version=4)


def _handed_out(root, name) -> str:
    """The text of the lesson in lessons/, if it can be read; as the course gives it otherwise."""
    path = root / "lessons" / f"{name}.ipynb"
    try:
        _, fault = read_notebook(path)
    except (OSError, Unreadable) as error:
        fault = str(error)
    return derive_lesson(root / "solutions" / f"{name}.py")[".ipynb"] if fault else path.read_text(encoding="utf-8")
