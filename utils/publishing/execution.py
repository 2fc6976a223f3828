"""The solved notebooks, executed, and kept for as long as nothing changes that they depend on."""

import hashlib
import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from utils import work

from .errors import BookError
from .outputs import WIDGET

CELL_SECONDS = 120
APART = ("authoring", "cli.py", "grading", "publishing")  # no lesson imports these parts of utils/
# The text of each widget when the last cell has run, and what else a page needs of it, by the id of its model.
# ipywidgets keeps its widgets there and nowhere public.
LAST_WORDS = """
import json
from ipywidgets.widgets.widget import _instances
print(json.dumps({id: {"text": widget.text(), "recorded": getattr(widget, "recorded", None) is not None,
                       **{name: getattr(widget, name)() for name in ("still", "without_kernel")
                          if hasattr(widget, name)}}
                  for id, widget in _instances.items() if hasattr(widget, "text")}))
"""


def executed(path: Path, root: Path, say=lambda words: None) -> nbformat.NotebookNode:
    """The notebook at `path` with its outputs, from .cache/book/ below `root` where they are still good.

    Its metadata gains, all by the model ids of widgets: `widgets`, Jupyter's own record of their state at the
    end; `first_states`, that in which one was first shown, where it is another; `last_words`, a dict with
    `text`, what a widget says at the end, `recorded`, whether it has a recorded answer, and, where it has them,
    `still`, its picture as HTML, and `without_kernel`, what a page needs of it besides its state. `say` is told
    what takes long.
    Raises BookError with the place where a cell fails, takes more than CELL_SECONDS, or ends its kernel.
    """
    kept = root / ".cache" / "book" / f"{path.stem}-{key(path, root)}.ipynb"
    if kept.exists():
        return nbformat.read(kept, as_version=4)
    say(f"{path.stem}: executing its cells, which takes a minute or two")
    began = time.monotonic()
    notebook = _execute(path, root)
    say(f"{path.stem}: executed in {time.monotonic() - began:.0f} s")
    try:
        work.write(kept, nbformat.writes(notebook))
        for old in set(kept.parent.glob(f"{path.stem}-*.ipynb")) - {kept}:
            old.unlink()
    except OSError as error:  # a full disk, or a file of the folder's name
        say(f"{path.stem}: could not be kept ({error}), and is executed again next time")
    return notebook


def key(path: Path, root: Path) -> str:
    """A digest of what a notebook's outputs depend on: itself, the course's code, the lock, this Python."""
    files = [path, root / "requirements.lock", Path(__file__)]
    utils = root / "utils"
    files += [
        file
        for suffix in ("py", "js", "css")
        for file in sorted(utils.rglob(f"*.{suffix}"))
        if file.relative_to(utils).parts[0] not in APART
    ]
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(f"\n{file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def place(path: Path, number: int) -> str:
    """Where to mend cell `number`, from 1, of a solved notebook: in its master."""
    return f"solutions/{path.stem}.py, cell {number}"


class _Client(NotebookClient):
    """Keeps the state in which each widget was first shown."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.first_states = {}

    def process_message(self, msg, cell, cell_index):
        output = super().process_message(msg, cell, cell_index)
        id = (output or {}).get("data", {}).get(WIDGET, {}).get("model_id")
        if id in self.widget_state:
            self.first_states.setdefault(id, dict(self.widget_state[id]))
        return output


def _execute(path, root):
    notebook = nbformat.read(path, as_version=4)
    running = 0

    def begin(cell, cell_index):
        nonlocal running
        running = cell_index + 1

    # This Python's own kernel, whatever kernels the user has.
    manager = AsyncKernelManager(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    with TemporaryDirectory(prefix="onehop-") as folder:
        environment = {
            **os.environ,
            "ONEHOP_STRICT": "1",
            "ONEHOP_WORK": folder,
            "PYTHONPATH": os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")])),
        }
        client = _Client(
            notebook,
            km=manager,
            timeout=CELL_SECONDS,
            store_widget_state=True,
            coalesce_streams=True,
            on_cell_start=begin,
            resources={"metadata": {"path": folder}},
            extra_arguments=["--log-level=ERROR"],
        )
        client.owns_km = True  # so that it ends the kernel too
        notebook.cells.append(nbformat.v4.new_code_cell(LAST_WORDS))
        try:
            client.execute(env=environment)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise BookError(
                [f"{place(path, running)}: {_reason(error, notebook.cells[running - 1])}"]
            ) from error
    # A page names no folder of the machine that made it.
    notebook = nbformat.reads(nbformat.writes(notebook).replace(json.dumps(folder)[1:-1], "work"), as_version=4)
    notebook.metadata.last_words = json.loads(notebook.cells.pop().outputs[0].text)
    notebook.metadata.first_states = {
        id: state for id, state in client.first_states.items() if state != client.widget_state[id]
    }
    return notebook


def _reason(error, cell):
    if isinstance(error, CellExecutionError):
        mend = "mend the cell, run make notebooks, and build again"
        if error.ename == "AssertionError":
            mend += "; where the clock decides, a machine with nothing else to do may be all that is missing"
        return f"it raised {error.ename}: {error.evalue or cell.source}; {mend}"
    if isinstance(error, CellTimeoutError):
        return f"it ran for more than {CELL_SECONDS} s; no cell may take over a minute"
    return "its kernel died, most likely for want of memory; run the lesson in JupyterLab to see where"
