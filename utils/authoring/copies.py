"""A learner's copies of the lessons, in the work folder: made, begun afresh, renewed, and looked over."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from utils import work
from utils.reading import Unreadable, read_notebook
from utils.terminal import onehop

from .build import derive_lesson
from .keeping import replace
from .notebooks import is_generated

if TYPE_CHECKING:  # elsewhere where it is needed: it loads torch, for which `onehop lab` does not wait
    from .renewal import Renewal


class Restorable(Exception):
    """A copy that is damaged, of which JupyterLab has kept what it held before it was last saved."""

    def __init__(self, copy: Path, reason: Unreadable, kept: Path):
        self.what = f"{copy} {reason}"
        self.mend = f"open it in JupyterLab, which restores it from {kept.name} beside it"
        super().__init__(f"{self.what}; {self.mend}")


def lesson_names(root: Path) -> list[str]:
    """The names of the course's lessons, in their order. What learners were handed out has no masters."""
    return sorted(path.stem for path in root.glob("solutions/[0-9][0-9]_*.py")) or \
        sorted(path.stem for path in root.glob("lessons/[0-9][0-9]_*.ipynb"))


def copy_missing(root: Path, folder: Path) -> list[Path]:
    """Copy each lesson that is not in the folder yet, as a whole or not at all; returns the copies.

    What somebody has written in lessons/ all the same goes along. Raises OSError.
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
    """Put a fresh copy of a lesson in place; returns where the old one is kept.

    Raises Restorable, or OSError; nothing has changed then.
    """
    copy = folder / f"{name}.ipynb"
    with suppress(OSError, Unreadable):
        _read(copy)
    return replace({copy: _text(_fresh(root, name))})


def renew(root: Path, folder: Path, name: str) -> "tuple[Renewal, list[Path]]":
    """Put the lesson, as the course gives it now, in place of its copy, with what the learner did in that.

    Returns that, and where the old copy is kept; where the course has nothing new for it, it stays as it is.
    Raises Unreadable where there is no reading it, Restorable, or OSError; nothing has changed then.
    """
    from .renewal import merged

    copy = folder / f"{name}.ipynb"
    old, fault = _read(copy)
    renewal = merged(old, _fresh(root, name))
    same = not fault and _contents(old) == _contents(renewal.lesson)
    return renewal, [] if same else replace({copy: _text(renewal.lesson)})


def findings(root: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """What is wrong with the copies, and how to mend it."""
    from .renewal import of_several

    outdated = older(root, folder)
    for name in lesson_names(root):
        copy = folder / f"{name}.ipynb"
        renew = f"run `{onehop()} renew {name[:2]}`"
        reset = f"run `{onehop()} reset {name[:2]}`, which keeps it beside a fresh one"
        try:
            notebook, fault = _read(copy)
        except (FileNotFoundError, NotADirectoryError):
            continue  # it is made when the work folder is opened next
        except Restorable as error:
            yield error.what, error.mend
            continue
        except (OSError, Unreadable) as error:
            saved = copy.parent / ".ipynb_checkpoints" / f"{name}-checkpoint.ipynb"
            also = f"; what JupyterLab saved before is {saved}" if saved.exists() else ""
            yield f"{copy} {error if isinstance(error, Unreadable) else work.reason(error)}", reset + also
            continue
        if fault:
            yield f"{copy} {fault}", f"{renew}, which reads it all the same"
        elif name in outdated:
            yield f"{copy} is older than the course", f"{renew}, which carries over what you did"
        for exercise, cells in _exercises(notebook, root / "lessons" / copy.name):
            if len(cells) > 1:
                yield f"{copy} has {len(cells)} cells marked as `{exercise}`", of_several(cells, exercise)
            elif not cells:
                yield f"{copy} has no code cell with `{exercise}`", f"{renew}, which brings it back"
    for path in sorted(folder.glob("[0-9][0-9]_*")):
        if path.suffix == ".ipynb" and path.stem not in lesson_names(root) and is_generated(path):
            yield f"{path} is of no lesson of the course any more", "give it another name to keep it"
        elif path.suffix == ".py" and path.stem in lesson_names(root):
            yield f"{path} is read by nothing", f"copy what only it has into {path.stem}.ipynb, and delete it"


def _exercises(copy, lesson) -> Iterator[tuple[str, list[nbformat.NotebookNode]]]:
    """For each exercise of a lesson, as far as that can be read, the cells of its copy that are marked as it.

    A cell that was merged with another has no mark, and counts where it defines the exercise.
    """
    from utils.exercises.cells import defines

    from .renewal import marked

    code = [cell for cell in copy.cells if cell.cell_type == "code"]
    marks = marked(code)
    with suppress(OSError, Unreadable):
        course, _ = read_notebook(lesson)
        for exercise in filter(None, (cell.metadata.get("exercise") for cell in course.cells)):
            yield exercise, marks.get(exercise) or [cell for cell in code if defines(cell.source, exercise)][:1]


def _read(copy):
    """As read_notebook does it. Raises Restorable where JupyterLab was ended while it saved."""
    try:
        return read_notebook(copy)
    except Unreadable as reason:
        kept = copy.with_name(f".~{copy.name}")  # which JupyterLab takes away when it has saved
        with suppress(OSError, Unreadable):
            read_notebook(kept)
            raise Restorable(copy, reason, kept) from None
        raise


def _text(notebook) -> str:
    """The text of a notebook's file. Half of a character, which UTF-8 cannot hold, is escaped as JSON has it."""
    return nbformat.writes(notebook).encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _contents(notebook):
    cells = [(cell.get("id"), cell.cell_type, cell.source) for cell in notebook.cells]
    return notebook.metadata.get("given"), cells


def _fresh(root, name) -> nbformat.NotebookNode:
    return nbformat.reads(_as_given(root, name), as_version=4)


def _as_given(root, name) -> str:
    """The text of the lesson's notebook as the course gives it."""
    master = root / "solutions" / f"{name}.py"
    if not master.parent.exists():  # in what learners were handed out
        return (root / "lessons" / f"{name}.ipynb").read_text(encoding="utf-8")
    return derive_lesson(master)[".ipynb"]


def _handed_out(root, name) -> str:
    """The text of the lesson in lessons/, if it can be read; as the course gives it otherwise."""
    path = root / "lessons" / f"{name}.ipynb"
    try:
        _, fault = read_notebook(path)
    except (OSError, Unreadable) as error:
        fault = str(error)
    if fault:
        return _as_given(root, name)
    return path.read_text(encoding="utf-8")
