"""Draw the README's pictures anew, from the lessons' own figures and widgets: `make pictures`."""

from tempfile import TemporaryDirectory

from tests.browser.lab import ROOT, Notebook, browse, fresh_page, serve_copy
from utils import figures

PICTURES = ROOT / "book" / "pictures"
ALMOST = """def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h @ W_h.T + b)"""
PANEL = ["import torch\nfrom utils import check", ALMOST, "recurrent_step = check('recurrent_step', recurrent_step)"]
GATES = [
    "from utils import explore",
    "figure = explore('gate_by_gate')",
    "figure.answer = {'gates': [1.0] * 6 + [0.5] + [1.0] * 4 + [0.8] * 9}\nfigure",
]


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
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
