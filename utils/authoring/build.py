"""Write what the masters give."""

from collections.abc import Mapping
from pathlib import Path

from utils import work

from .course import Course
from .keeping import changed, replace
from .master import MasterError, read_master
from .notebooks import lesson_notebook
from .reference import import_problem


def build(root: Path, specified: Mapping[str, str] | None = None) -> list[Path]:
    """Write every derived file whose content changes; returns their paths, those of removed files included.

    A lesson that is other than the course gave it is moved aside first, and its new paths are returned too.
    Nothing is written unless all masters are sound. `specified` maps the id of each exercise, prediction and
    choice to its lesson ("01"); by default utils.exercises says. Raises MasterError, or OSError.
    """
    course = Course(root, specified)
    stale = [path for path, text in course.files.items() if read(path) != text]
    if any(path.parent.name == "reference" for path in stale):  # the trial takes the seconds that torch takes
        if problem := import_problem(course.modules):
            raise MasterError([problem])
    kept = []
    going = [path for path in [*course.orphans, *stale] if path.parent.name == "lessons"]
    for lesson in sorted({path.with_suffix("") for path in going}):
        pair = [path for path in (lesson.with_suffix(".ipynb"), lesson.with_suffix(".py")) if path.exists()]
        if pair and changed(lesson.with_suffix(".ipynb")):
            kept += replace({path: course.files.get(path) for path in pair})
    for path in course.orphans:
        path.unlink(missing_ok=True)
    for path in stale:
        work.write(path, course.files[path])
    return sorted({*course.orphans, *kept, *stale})


def derive_lesson(master_path: Path) -> dict[str, str]:
    """The lesson of one master: the text of its ".ipynb" and of its ".py". Raises MasterError."""
    return lesson_notebook(read_master(Path(master_path)))


def read(path: Path) -> str | None:
    """The text of a derived file, whatever its bytes; None where there is none."""
    return path.read_text(encoding="utf-8", errors="surrogateescape") if path.is_file() else None
