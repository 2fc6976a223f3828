"""What learners are given: the course without its masters, its solved notebooks, its tests and its book."""

from pathlib import Path

from utils.packing import write_zip

from .build import derive_lesson
from .copies import lesson_names

GIVEN = (".gitignore", ".jupyter", "LICENSE", "Makefile", "README.md", "environment.yml", "jupytext.toml",
         "pyproject.toml", "requirements.lock", "utils")


def hand_out(root: Path, path: Path) -> list[str]:
    """Write the zip for learners; returns the names of the files in it. Raises MasterError or OSError.

    The lessons are made of the masters, so that nothing that was tried in lessons/ goes out with them.
    """
    found = [file for name in GIVEN for file in [root / name, *sorted((root / name).rglob("*"))] if file.is_file()]
    files = {f"one-hop/{file.relative_to(root).as_posix()}": file.read_bytes() for file in found
             if "__pycache__" not in file.parts and ".ipynb_checkpoints" not in file.parts and file.suffix != ".part"}
    for name in lesson_names(root):
        for suffix, text in derive_lesson(root / "solutions" / f"{name}.py").items():
            files[f"one-hop/lessons/{name}{suffix}"] = text.encode()
    write_zip(files, path)
    return sorted(files)
