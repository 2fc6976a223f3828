"""Where the derived files on disk differ from what the masters give."""

import difflib
import re
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path

import jupytext

from utils.reading import Unreadable, decoded, read_notebook

from .build import read
from .course import Course
from .master import Cell, MasterError

REMEDY = "run make notebooks"


def verify(root: Path, specified: Mapping[str, str] | None = None) -> list[str]:
    """A message for each derived file that is not what its master gives, or for each fault of the masters.

    `specified` as for `build`.
    """
    try:
        course = Course(root, specified)
    except MasterError as error:
        return error.problems
    messages = [f"{_name(path, root)}: its master is gone; {REMEDY}" for path in course.orphans]
    for path, text in course.files.items():
        name, found = _name(path, root), read(path)
        if found is None:
            messages.append(f"{name}: missing; {REMEDY}")
        elif found != text and path.parent.name == "reference":
            line = _first_difference(found.split("\n"), text.split("\n"))
            messages.append(f"{name}, line {line}: stale; {REMEDY}")
        elif found != text and (fault := _fault(path)):
            messages.append(f"{name}: it {fault}; {REMEDY}")
        elif found != text:
            messages += _notebook_differences(name, found, text, course.exercises)
    return messages


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _fault(path: Path) -> str:
    """How a file cannot be read, as the end of a sentence; empty if it can."""
    try:
        return read_notebook(path)[1] if path.suffix == ".ipynb" else decoded(path.read_bytes())[1]
    except Unreadable as error:
        return str(error)


def _outside_blanks(found: str, stub: str, blank: str) -> str | None:
    """How `found` differs from the stub, other than by what stands in place of a blank."""
    statement = re.escape(blank)
    kept = [re.escape(part) for part in re.split(rf"^ *{statement}$", stub, flags=re.MULTILINE)]
    # In place of a blank: the blank, or anything that is not the blank with something around it.
    if re.fullmatch(rf"(?: *{statement}|(?s:(?!{statement}).)*)".join(kept), found):
        return None
    changes = [line for line in difflib.ndiff(stub.split("\n"), found.split("\n"))
               if line[0] in "+-" and line[2:].strip() not in ("", blank)]
    # A line that is gone was outside the blanks; a line that is new may be in one.
    for sign, verb in (("-", "lacks"), ("+", "adds")):
        for line in changes:
            if line[0] == sign:
                return f"{verb} '{line[2:].strip()}'"
    return None


def _notebook_differences(name: str, found: str, text: str, exercises: dict[str, Cell]) -> list[str]:
    form = "ipynb" if name.endswith(".ipynb") else "py:percent"
    try:
        cells = jupytext.reads(found, fmt=form).cells
    except Exception as error:  # jupytext lets through whatever YAML raises
        return [f"{name}: cannot be read as a notebook ({error}); {REMEDY}"]
    stubs = []
    for number, cell in enumerate(cells, start=1):
        master = exercises.get(cell.metadata.get("exercise")) if name.startswith("lessons/") else None
        if master and (change := _outside_blanks(cell.source, master.stub, master.blank)):
            stubs.append(f"{name}, cell {number} ({master.exercise}): outside the blanks it {change}, "
                         f"unlike {master.master}; edit that file, then {REMEDY}")
    if stubs:
        return stubs
    number = _first_difference(_contents(cells), _contents(jupytext.reads(text, fmt=form).cells))
    return [f"{name}, cell {number}: stale; {REMEDY}" if number else f"{name}: stale; {REMEDY}"]


def _contents(cells: list) -> list[dict]:
    """Cells without their ids, which jupytext makes up for the text form."""
    return [{key: value for key, value in cell.items() if key != "id"} for cell in cells]


def _first_difference(found: list, expected: list) -> int | None:
    """Number, from 1, of the first item that differs."""
    pairs = enumerate(zip_longest(found, expected), start=1)
    return next((number for number, (old, new) in pairs if old != new), None)
