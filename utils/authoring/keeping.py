"""What somebody has worked in is kept when something else takes its place."""

import os
from collections.abc import Mapping
from pathlib import Path

from utils import work
from utils.reading import Unreadable, read_notebook

from .notebooks import given, text_form


def replace(texts: Mapping[Path, str | None]) -> list[Path]:
    """Write files of one name, or none, in place of those that are there; returns where these are kept.

    They are kept beside the new ones, as NAME.old-N, N the next number that is free for all. All of it or
    nothing: where it cannot be, everything is as it was, and OSError is raised.
    """
    number = 1
    while any(_old(path, number).exists() for path in texts):
        number += 1
    drafts, kept = {}, {}
    try:
        for path, text in texts.items():
            if text is not None:
                drafts[path] = work.draft(path, text)
        for path in texts:
            if path.exists():
                kept[path] = path.rename(_old(path, number))
        for path, draft in drafts.items():
            os.replace(draft, path)
    except OSError:
        for path, old in kept.items():
            os.replace(old, path)
        raise
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    return list(kept.values())


def changed(notebook: Path) -> bool:
    """Whether a lesson, or its text form, is other than the course gave it. One that cannot be read is."""
    try:
        found, fault = read_notebook(notebook)
        if fault or found.metadata.get("given") != given(found):
            return True
        text = notebook.with_suffix(".py")
        return text.exists() and text.read_text(encoding="utf-8") != text_form(found)
    except (Unreadable, ValueError, OSError):
        return True


def _old(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}.old-{number}{path.suffix}")
