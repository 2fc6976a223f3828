"""A lesson that somebody has worked in is kept when a fresh one takes its place."""

import json
from pathlib import Path

PAIR = (".ipynb", ".py")


def set_aside(lesson: Path) -> list[Path]:
    """Move both files of a lesson to NAME.old-N beside it, N the next free number; returns their new paths.

    lesson: the path of either file. A file that is not there is passed over.
    """
    number = 1
    while any(_old(lesson, number, suffix).exists() for suffix in PAIR):
        number += 1
    moved = []
    for suffix in PAIR:
        if lesson.with_suffix(suffix).exists():
            moved.append(lesson.with_suffix(suffix).rename(_old(lesson, number, suffix)))
    return moved


def worked_in(lesson: Path) -> bool:
    """Whether the notebook of a lesson was run, or a blank in it filled. One that cannot be read counts too."""
    try:
        cells = json.loads(lesson.with_suffix(".ipynb").read_text(encoding="utf-8"))["cells"]
        return any(map(_touched, cells))
    except FileNotFoundError:
        return False
    except (ValueError, KeyError, TypeError, AttributeError):
        return True


def _touched(cell: dict) -> bool:
    exercise = cell["metadata"].get("exercise")
    filled = exercise and f'NotImplementedError("{exercise}")' not in "".join(cell["source"])
    return bool(filled or cell.get("outputs") or cell.get("execution_count"))


def _old(lesson: Path, number: int, suffix: str) -> Path:
    return lesson.with_name(f"{lesson.stem}.old-{number}{suffix}")
