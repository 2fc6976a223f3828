"""Files put together in a zip, always to the same bytes: what a learner hands in, and what the course gives out."""

import os
import re
import secrets
import zipfile
from collections.abc import Mapping
from pathlib import Path

from utils import work

LESSON = re.compile(r"\d\d_\w+\.ipynb")


def pack(folder: Path, path: Path) -> list[str]:
    """Put the lessons of a work folder, and the progress, into a zip; returns the names of the lessons.

    Writes nothing where there is no lesson. Raises OSError.
    """
    lessons = [file for file in sorted(folder.glob("*.ipynb")) if LESSON.fullmatch(file.name)]
    progress = sorted(folder.glob("progress/*/*"))
    files = [file for file in [*lessons, *progress] if file.is_file() and not file.is_symlink()]
    if lessons:
        write_zip({f"work/{file.relative_to(folder).as_posix()}": file.read_bytes() for file in files}, path)
    return [file.name for file in lessons]


def write_zip(files: Mapping[str, bytes], path: Path):
    """Write a zip as a whole or not at all. Raises OSError."""
    work.make(path.parent)
    draft = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with zipfile.ZipFile(draft, "x", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
