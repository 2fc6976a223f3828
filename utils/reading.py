"""A notebook as it is found on the disk, whoever saved it, and however."""

import codecs
import json
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4.nbjson import to_notebook

KINDS = ("code", "markdown", "raw")


class Unreadable(ValueError):
    """A file that is no notebook. The message says why, as the end of a sentence."""


def read_notebook(path: Path) -> tuple[NotebookNode, str]:
    """The notebook, and what keeps JupyterLab from reading it, as the end of a sentence; "" if nothing does.

    Raises Unreadable, or OSError.
    """
    return notebook_of(path.read_bytes())


def notebook_of(data: bytes) -> tuple[NotebookNode, str]:
    """As read_notebook does it, of the bytes of a file."""
    text, fault = decoded(data)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("is half-written or damaged") from None
    if not _is_notebook(content):
        raise Unreadable("is no notebook")
    return to_notebook(content), fault


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file that should be in UTF-8, and how it is not."""
    for mark, encoding, fault in (
        (codecs.BOM_UTF8, "utf-8-sig", "begins with a byte order mark"),
        (codecs.BOM_UTF16_LE, "utf-16", "is in UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16", "is in UTF-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), fault
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "is not in UTF-8"


def _is_notebook(content) -> bool:
    return (
        isinstance(content, dict)
        and isinstance(content.get("metadata"), dict)
        and isinstance(content.get("cells"), list)
        and all(map(_is_cell, content["cells"]))
    )


def _is_cell(cell) -> bool:
    return (
        isinstance(cell, dict)
        and cell.get("cell_type") in KINDS
        and isinstance(cell.get("metadata"), dict)
        and (isinstance(cell.get("source"), str) or _are_lines(cell.get("source")))
    )


def _are_lines(source) -> bool:
    return isinstance(source, list) and all(isinstance(line, str) for line in source)
