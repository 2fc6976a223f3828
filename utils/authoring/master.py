"""A master: one lesson, written by hand as a py:percent notebook in solutions/."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import jupytext
from IPython.core.inputtransformer2 import TransformerManager

from utils.names import DEFINITIONS, QUESTIONS, names

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
MARKER = re.compile(r"\s*#+\s*(begin|end)\s+solution\b", re.IGNORECASE)  # also catches a misspelt marker
KEYS = {"exercise", "tags"}


class MasterError(ValueError):
    """What has to be mended in the masters; `problems` has one message each."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Cell:
    master: str  # "solutions/01_recurrence.py"
    number: int  # from 1
    kind: str  # "code", "markdown" or "raw"
    source: str
    metadata: dict
    spacing: dict = field(default_factory=dict)  # jupytext's notes on unusual blank lines around the cell

    @property
    def exercise(self) -> str | None:
        return self.metadata.get("exercise")

    @property
    def tags(self) -> list[str]:
        return self.metadata.get("tags", [])

    @property
    def place(self) -> str:
        """File, number, and the exercise or the first words, for messages."""
        first_line = self.source.partition("\n")[0]
        words = first_line if len(first_line) <= 40 else first_line[:40].rstrip() + "..."
        return f"{self.master}, cell {self.number} ({self.exercise or words})"

    @cached_property
    def python(self) -> str:
        """The source with the notebook's magics turned into calls; empty unless this is code."""
        return TransformerManager().transform_cell(self.source) if self.kind == "code" else ""

    @property
    def regions(self) -> list[tuple[int, int]]:
        """First and last line (from 0) of each solution region. Raises ValueError for unpaired markers."""
        spans, begin = [], None
        for number, line in enumerate(self.source.split("\n")):
            if not MARKER.match(line):
                continue
            at = f"line {number + 1}"
            if line.strip() not in (BEGIN, END):
                raise ValueError(f"{at}, '{line.strip()}': write {BEGIN} or {END}")
            if line.strip() == BEGIN:
                if begin is not None:
                    raise ValueError(f"{at}: a region opens within a region; put {END} before it")
                begin = number
            elif begin is None:
                raise ValueError(f"{at}: a region closes that was not opened; put {BEGIN} before it")
            else:
                spans.append((begin, number))
                begin = None
        if begin is not None:
            raise ValueError(f"line {begin + 1}: a region opens and is not closed; put {END} after it")
        return spans

    @property
    def blank(self) -> str:
        """The statement that stands in the lesson for each region."""
        return f'raise NotImplementedError("{self.exercise}")'

    @property
    def stub(self) -> str:
        """The source with each region blanked."""
        lines = self.source.split("\n")
        for begin, end in reversed(self.regions):
            lines[begin : end + 1] = [lines[begin].partition("#")[0] + self.blank]
        return "\n".join(lines)

    @property
    def posed(self) -> str:
        """The source as the lesson has it: blanks for regions, and no recorded answers."""
        return unanswered(self.stub) if self.records else self.stub

    @property
    def records(self) -> bool:
        return self.kind == "code" and "record(" in self.source

    @property
    def solved(self) -> str:
        """The source without the markers of its regions."""
        return "\n".join(line for line in self.source.split("\n") if not MARKER.match(line))

    @property
    def questions(self) -> set[str]:
        """Ids of the predictions, choices and explorations that this cell asks."""
        return {
            call.args[0].value
            for call in _calls(self.python, QUESTIONS)
            if isinstance(call.args[0], ast.Constant)
        }


@dataclass(frozen=True)
class Master:
    name: str  # "solutions/01_recurrence.py"
    header: dict  # notebook metadata: kernelspec, onehop
    cells: list[Cell]

    @property
    def stem(self) -> str:
        return Path(self.name).stem

    @property
    def lesson(self) -> str:
        return self.stem[:2]

    @property
    def reference(self) -> str:
        """Module of utils/reference that the `export` cells go to; empty if the header does not say."""
        onehop = self.header.get("onehop")
        return str(onehop.get("reference", "")) if isinstance(onehop, dict) else ""


def read_master(path: Path) -> Master:
    """Parse one master. Raises MasterError with all that is wrong with it by itself."""
    name = f"{path.parent.name}/{path.name}"
    try:
        notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    except Exception as error:  # jupytext lets through whatever YAML and the file system raise
        raise MasterError([f"{name}: cannot be read as a py:percent notebook: {error}"]) from error
    cells = []
    for number, cell in enumerate(notebook.cells, start=1):
        spacing = {key: value for key, value in cell.metadata.items() if key.startswith("lines_to_")}
        metadata = {key: value for key, value in cell.metadata.items() if key not in spacing}
        # A source that ends in a newline would not round-trip.
        source = cell.source.rstrip().lstrip("\n")
        cells.append(Cell(name, number, cell.cell_type, source, metadata, spacing))
    header = {key: value for key, value in notebook.metadata.items() if key != "jupytext"}
    master = Master(name, header, cells)
    problems = [*_header_problems(master), *(p for cell in cells for p in _cell_problems(cell))]
    if not problems:
        problems = list(_gpu_problems(cells))
    if problems:
        raise MasterError(problems)
    return master


def _header_problems(master: Master) -> Iterator[str]:
    if not re.fullmatch(r"\d\d_[a-z0-9_]+\.py", Path(master.name).name):
        yield f"{master.name}: name it NN_name.py, as in 01_recurrence.py"
    if "name" not in master.header.get("kernelspec", {}):
        yield (f"{master.name}: the header has no kernelspec; add "
               "kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}")
    if not re.fullmatch("[a-z][a-z0-9_]*", master.reference):
        yield (f"{master.name}: the header does not say which module of utils/reference its exports go to; "
               "add onehop: {reference: module}")


def _cell_problems(cell: Cell) -> Iterator[str]:
    for key in sorted(cell.metadata.keys() - KEYS):
        yield f"{cell.place}: unknown key '{key}' in the cell's first line; only exercise and tags are kept"
    try:
        regions = cell.regions
    except ValueError as error:
        yield f"{cell.place}: {error}"
        return
    if regions and not cell.exercise:
        yield f'{cell.place}: a solution region outside an exercise; add exercise="name" to the cell'
        return
    exported = cell.exercise or "export" in cell.tags
    if exported and cell.kind != "code":
        yield f"{cell.place}: an exercise or export must be a code cell, and this one is {cell.kind}"
        return
    # Other cells may use magics; these are also read as plain Python.
    source = cell.source if exported or cell.records else cell.python
    try:
        compile(source, cell.place, "exec", flags=0 if exported else ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        yield f"{cell.place}: line {error.lineno} is not Python ({error.msg}): {(error.text or '').strip()}"
        return
    if any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(cell.python))):
        yield f"{cell.place}: an assert would end the lesson; say what is expected with expect(name, value, below=...)"
    if cell.exercise:
        yield from _exercise_problems(cell, regions)


def _exercise_problems(cell: Cell, regions: list[tuple[int, int]]) -> Iterator[str]:
    if not regions:
        yield f"{cell.place}: an exercise without a solution region; put {BEGIN} and {END} around the answer"
        return
    if cell.exercise not in _definitions(cell.source):
        yield f"{cell.place}: an exercise cell defines a function or class of that name; this one does not"
        return
    lines = cell.source.split("\n")
    for begin, end in regions:
        if all(not line.strip() or line.strip().startswith("#") for line in lines[begin + 1 : end]):
            yield f"{cell.place}: the region at line {begin + 1} is empty; put the answer between its markers"
            return
    try:
        tree = ast.parse(cell.stub)
    except SyntaxError as error:
        yield (f"{cell.place}: the stub would not run, {error.msg} at line {error.lineno}: "
               f"{(error.text or '').strip()}; let the region hold whole statements of one block")
        return
    if cell.exercise not in _definitions(cell.stub):
        yield f"{cell.place}: the stub loses its name; leave the line that defines it outside the region"
        return
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    bodies = [(function.body[0].lineno, function.end_lineno) for function in functions]
    for number, line in enumerate(cell.stub.split("\n"), start=1):
        if line.strip() == cell.blank and not any(first <= number <= last for first, last in bodies):
            yield (f"{cell.place}: the stub would raise as soon as the cell runs, at line {number}; "
                   "put the region within a function's body")
    for statement in tree.body:
        if not isinstance(statement, DEFINITIONS) and cell.exercise in names(ast.unparse(statement))[0]:
            yield (f"{cell.place}: the cell defines and uses {cell.exercise}, so the stub would raise; "
                   f"move '{ast.unparse(statement).partition(chr(10))[0]}' to a cell of its own")


def unanswered(source: str) -> str:
    """The source with each `record(widget, answer=...)` cut down to `record(widget)`."""
    text, line_starts = source.encode(), [0]  # ast counts columns in bytes
    for line in text.splitlines(keepends=True):
        line_starts.append(line_starts[-1] + len(line))
    # From the last call to the first, so that the places of the others stay.
    calls = sorted(_calls(source, {"record"}), key=lambda call: (call.lineno, call.col_offset))
    for call in reversed(calls):
        begin = line_starts[call.args[0].end_lineno - 1] + call.args[0].end_col_offset
        end = line_starts[call.end_lineno - 1] + call.end_col_offset - 1
        text = text[:begin] + text[end:]
    return text.decode()


def _calls(source: str, functions: set[str]) -> list[ast.Call]:
    """The calls of these functions that have an argument."""
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and node.args
        and isinstance(node.func, ast.Name) and node.func.id in functions
    ]


def _definitions(source: str) -> set[str]:
    return {node.name for node in ast.parse(source).body if isinstance(node, DEFINITIONS)}


def _gpu_problems(cells: list[Cell]) -> Iterator[str]:
    definer = {}  # name -> the gpu cell that bound it last
    for cell in cells:
        needs, binds = names(cell.python)
        if "gpu" in cell.tags:
            definer |= dict.fromkeys(binds, cell)
            continue
        for name in sorted(needs & definer.keys()):
            yield (f"{cell.place}: uses '{name}' of cell {definer[name].number}, which is tagged gpu "
                   "and does not run everywhere; define it here, or tag this cell gpu too")
        definer = {name: gpu_cell for name, gpu_cell in definer.items() if name not in binds}
