"""Draw the README's pictures anew, from the lessons' own figures and widgets: `make pictures`."""

import os
from tempfile import TemporaryDirectory
from unittest import mock

import nbformat
from nbclient import NotebookClient

from tests.browser.lab import ROOT, Notebook, browse, fresh_page, serve_copy
from utils import figures, scoreboard

PICTURES = ROOT / "book" / "pictures"
ALMOST = """def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h @ W_h.T + b)"""
PANEL = ["import torch\nfrom utils import check", ALMOST, "recurrent_step = check('recurrent_step', recurrent_step)"]
GATES = [
    "from utils import explore",
    "figure = explore('gate_by_gate')",
    "figure.answer = {'gates': [1.0] * 6 + [0.5] + [1.0] * 4 + [0.8] * 9}\nfigure",
]


BOARDS = {"Recall": "recall", "Say it": "say_it", "Write it": "write_it"}


def scoreboards():
    """What each task's board shows after all solved lessons, one after the other, which takes half an hour."""
    with TemporaryDirectory() as folder, mock.patch.dict(os.environ, ONEHOP_WORK=folder):
        for path in sorted((ROOT / "solutions").glob("*.ipynb")):
            print(path.stem, flush=True)
            NotebookClient(nbformat.read(path, as_version=4), timeout=600).execute(cwd=ROOT)
        for task, name in BOARDS.items():
            scoreboard(task).save(PICTURES / f"scoreboard_{name}.svg")


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    scoreboards()
    figures.hops(8).save(PICTURES / "hops.svg")
    with TemporaryDirectory() as folder, serve_copy(folder) as lab, browse() as browser:
        with fresh_page(browser, scale=2) as page:
            notebook = Notebook(page, lab)
            for name, cells in (("panel", PANEL), ("gates", GATES)):
                notebook.open(lab.write(f"work/picture_{name}.ipynb", cells))
                notebook.run_all()
                notebook.cell(2).locator("[data-status]").first.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
