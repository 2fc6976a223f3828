"""Books to try: one of two notebooks, small enough to read whole, and the course's own without outputs."""

import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from utils.exercises import lessons
from utils.publishing import execution

ROOT = Path(__file__).parents[2]
SOLUTION = '''\
def neuron(x, weights, bias):
    """One neuron."""
    ### BEGIN SOLUTION
    return max(0, x * weights + bias)
    ### END SOLUTION'''
FIRST = {
    "title": "# 00 First\n\nWhat is `$1`? It costs $p \\cdot n$. On to [the second](01_recurrence.ipynb#The-long-way).",
    "exercise-neuron": SOLUTION,
    "run": "print('one line')\nneuron(1, 2, 3)",
}
SECOND = {"title": "# 01 Second", "way": "## The long way\n\n[Back](00_welcome.ipynb)", "sum": "1 + 1"}


def small_book(root, first=FIRST, second=SECOND):
    """Write a book of two lessons below `root`; cells are sources by id, of which prose begins with #, [ or !."""
    copy_book(root)
    (root / "requirements.lock").write_text("nothing\n")
    (root / "book/SUMMARY.md").write_text(
        "[One Hop](index.md)\n- [00 First](../solutions/00_welcome.ipynb)\n- [01 Second](../solutions/01_recurrence.ipynb)\n"
        "---\n[Terms](terms.md)\n"
    )
    for name, cells in (("00_welcome", first), ("01_recurrence", second)):
        cells = cells | named(name)
        write(root / "solutions" / f"{name}.ipynb", cells)
        posed = {
            id: source.replace(SOLUTION, 'def neuron():\n    raise NotImplementedError("neuron")')
            for id, source in cells.items()
        }
        write(root / "lessons" / f"{name}.ipynb", posed)
    return root


def named(stem):
    """Cells that introduce each term of the course's lesson of this name, under a heading of its own."""
    terms = next(lesson.terms for lesson in lessons if lesson.stem == stem)
    return {f"term{place}": f"## Place {place}\n\nThis is **{term.name}**." for place, term in enumerate(terms)}


def write(path, cells):
    """Write a notebook; a cell whose id begins with `exercise-` is that exercise."""
    path.parent.mkdir(exist_ok=True)
    made = []
    for id, source in cells.items():
        cell = (new_markdown_cell if source.startswith(("#", "[", "!")) else new_code_cell)(source, id=id)
        if id.startswith("exercise-"):
            cell.metadata.exercise = id.removeprefix("exercise-")
        made.append(cell)
    nbformat.write(new_notebook(cells=made), path)
    return path


def course_book(root, executed=()):
    """Copy the course's own book below `root`. Only the lessons in `executed` are to run; others show nothing."""
    copy_book(root)
    shutil.copy(ROOT / "requirements.lock", root)
    for folder in ("lessons", "solutions"):
        (root / folder).mkdir()
        for path in (ROOT / folder).glob("[0-9][0-9]_*.ipynb"):
            shutil.copy(path, root / folder)
    for path in (root / "solutions").glob("*.ipynb"):
        if path.stem not in executed:
            keep(path, root)
    return root


def keep(path, root, outputs=None):
    """Let a notebook count as executed, with `outputs` of its cells by their ids, and without any other."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.last_words, notebook.metadata.first_states = {}, {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [new_output("display_data", data) for data in (outputs or {}).get(cell.id, [])]
    kept = root / ".cache/book" / f"{path.stem}-{execution.key(path, root)}.ipynb"
    kept.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, kept)


def copy_book(root):
    root.mkdir(exist_ok=True)
    shutil.copy(ROOT / "book.toml", root)
    shutil.copytree(ROOT / "book", root / "book")
