"""The notebooks that a master becomes: the solved one, and the lesson in both its forms."""

import hashlib
import json
from pathlib import Path

import jupytext
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from .master import KEYS, Cell, Master, MasterError

# The same filters as in jupytext.toml, so that a save in JupyterLab writes what we write.
FILTERS = {
    "cell_metadata_filter": "tags,exercise,-all",
    "notebook_metadata_filter": "onehop,-jupytext.text_representation.jupytext_version",
}
LANGUAGE = {
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "pygments_lexer": "ipython3",
}
NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


def mark(stem: str) -> str:
    """What a generated notebook says of itself."""
    return f"from solutions/{stem}.py by make notebooks"


def is_generated(path: Path) -> bool:
    """Whether the notebook at `path`, of either form, carries the mark, for its own name."""
    try:
        metadata = jupytext.read(path).metadata
        return (metadata.get("generated") or metadata["onehop"]["generated"]) == mark(path.stem)
    except Exception:  # no such key, or whatever JSON and YAML raise
        return False


def solved_notebook(master: Master) -> str:
    """The .ipynb beside the master, which is its text form.

    Where jupytext saw the two differ, JupyterLab would refuse to open them, or write the difference into the
    master: so the blank lines are noted, and the mark is where the text form does not show it.
    """
    cells = [(cell.source, cell.metadata | cell.spacing) for cell in master.cells]
    return _ipynb(_notebook(master, cells, {"generated": mark(master.stem)}))


def lesson_notebook(master: Master) -> dict[str, str]:
    """The lesson's two forms, by suffix. Raises MasterError for a cell that the text form does not keep.

    The notebook says that it is no pair, wherever it is copied, and keeps what the course has given in it.
    """
    onehop = master.header["onehop"] | {"generated": mark(master.stem)}
    notebook = _notebook(master, [(cell.posed, cell.metadata) for cell in master.cells], {"onehop": onehop})
    text = text_form(notebook)
    read = jupytext.reads(text, fmt="py:percent").cells
    for cell, written, found in zip(master.cells, notebook.cells, read, strict=False):
        if written.source != found.source:
            problem = "jupytext does not read this cell back as it is written; word it differently"
            raise MasterError([f"{cell.place}: {problem}"])
    notebook.metadata.jupytext["formats"] = "ipynb"
    notebook.metadata["given"] = given(notebook)
    return {".ipynb": _ipynb(notebook), ".py": text}


def text_form(notebook: nbformat.NotebookNode) -> str:
    """The .py that reads as the lesson does."""
    metadata = {key: value for key, value in notebook.metadata.items() if key != "given"}
    metadata["jupytext"] = {key: value for key, value in metadata["jupytext"].items() if key != "formats"}
    return jupytext.writes(new_notebook(cells=notebook.cells, metadata=metadata), fmt="py:percent")


def given(notebook: nbformat.NotebookNode) -> list[str]:
    """What the notebook holds, in short: a digest of its metadata, then each cell's id with a digest of it.

    A lesson keeps its own in its metadata, by which it is told where somebody has changed it since, and what.
    """
    lines = [f"metadata {fingerprint(notebook.metadata, but='given')}"]
    return lines + [f"{cell.get('id')} {fingerprint(cell, but='id')}" for cell in notebook.cells]


def fingerprint(part: dict, but: str) -> str:
    """A digest of a cell, or of a notebook's metadata, without one of its keys."""
    return _digest(json.dumps({key: value for key, value in part.items() if key != but}, sort_keys=True))


def plain(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The cell as the course would give it: without outputs, what an editor notes, and how it ends lines and cells."""
    metadata = {key: value for key, value in cell.metadata.items() if key in KEYS}
    attached = {"attachments": cell.attachments} if cell.get("attachments") else {}
    source = cell.source.replace("\r\n", "\n").rstrip("\n")
    return NEW_CELL[cell.cell_type](source, metadata=metadata, **attached)


def cell_ids(cells: list[Cell]) -> list[str]:
    """An id for each cell, which no edit or insertion elsewhere in the notebook changes.

    An id comes from the cell's exercise or its content. The second and later of equal cells also take the
    code cell before them into account: `record(guess)` after another question is another cell.
    """
    ids, code_before = [], ""
    for cell in cells:
        content = json.dumps([cell.kind, cell.metadata, cell.source], sort_keys=True)
        id = f"exercise-{cell.exercise}" if cell.exercise else _digest(content)
        while id in ids:
            id = _digest(content + code_before)
            code_before = id
        if cell.kind == "code":
            code_before = id
        ids.append(id)
    return ids


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _notebook(master: Master, contents: list[tuple[str, dict]], marked: dict) -> nbformat.NotebookNode:
    """The notebook with these sources and metadata for its cells, and `marked` in its own metadata."""
    cells = [
        NEW_CELL[cell.kind](source, metadata=metadata, id=id)
        for cell, (source, metadata), id in zip(master.cells, contents, cell_ids(master.cells), strict=True)
    ]
    metadata = master.header | {"jupytext": dict(FILTERS), "language_info": LANGUAGE} | marked
    return new_notebook(cells=cells, metadata=metadata)


def _ipynb(notebook: nbformat.NotebookNode) -> str:
    return nbformat.writes(notebook) + "\n"
