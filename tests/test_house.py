"""The house as the design draws it: imports run one way, down, and the reference stands alone."""

import ast
from pathlib import Path

import pytest

UTILS = Path(__file__).parents[1] / "utils"
GROUND = {"reference", "recipe", "speller", "corpora", "counts", "error_rates", "training", "measuring", "figures", "widgets",
          "progress", "names", "packing", "reading", "terminal", "work"}
UPPER = {"authoring", "grading", "publishing"}
COMMAND = {"cli", "doctor"}
ROOMS = sorted(path.stem for path in UTILS.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists())


def imported(room):
    """The rooms of utils that a room's files import."""
    path = UTILS / room
    found = set()
    for file in path.rglob("*.py") if path.is_dir() else [path.with_suffix(".py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module] if node.module != "utils" else [f"utils.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            found |= {name.split(".")[1] for name in names if name.startswith("utils.")}
    return found - {room}


def allowed(room):
    if room in COMMAND:
        return set(ROOMS)
    if room == "__init__":
        return {"exercises"}
    if room in UPPER:
        return GROUND | {"exercises"}
    if room == "exercises":
        return GROUND
    return {"recipe": {"reference"}, "speller": {"corpora", "recipe"}, "training": {"figures", "widgets"},
            "progress": {"work"}, "packing": {"work"}}.get(room, set())


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_down(room):
    assert imported(room) <= allowed(room)


def test_every_room_has_its_floor():
    assert set(ROOMS) <= GROUND | UPPER | COMMAND | {"__init__", "exercises"}


def test_the_worker_stands_alone():
    """A sandbox gets only this file, the interpreter and torch."""
    tree = ast.parse((UTILS / "exercises" / "worker.py").read_text(encoding="utf-8"))
    names = {getattr(node, "module", None) or node.names[0].name
             for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))}
    assert not any(name.startswith(("utils", ".")) for name in names)
    assert all(getattr(node, "level", 0) == 0 for node in ast.walk(tree))


@pytest.mark.parametrize("file", sorted(UTILS.rglob("*.py")), ids=lambda file: file.name)
def test_every_module_says_what_it_is(file):
    assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
