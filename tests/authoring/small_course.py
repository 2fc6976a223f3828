"""A course of two lessons, small enough to read whole, for the tests of authoring."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from utils.authoring import build

HEADER = """\
# ---
# jupyter:
#   kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}
#   onehop: {reference: parts}
# ---

"""
SPECIFIED = {"double": "01", "Doubler": "01", "size": "01", "halve": "02"}
FIRST = HEADER + """\
# %% [markdown]
# # 01 Parts
#
# What is in a part?

# %%
import torch
from torch import nn

# %% exercise="double" tags=["export"]
def double(x):
    \"\"\"Twice x.\"\"\"
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %%
guess = predict("size")

# %%
record(guess, answer={"value": 3.0})

# %% [markdown]
# A sentence. Another one.

# %% exercise="Doubler" tags=["export"]
class Doubler(nn.Module):
    def __init__(self, size):
        super().__init__()
        ### BEGIN SOLUTION
        self.size = size
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return double(x)
        ### END SOLUTION

# %% tags=["gpu"]
there = torch.ones(3, device="cuda")
for i in range(3):
    there = double(there)

# %%
# %timeit double(3)
for i in range(3):
    print(i)
"""
SECOND = HEADER.replace("parts", "halves") + """\
# %% exercise="halve" tags=["export"]
def halve(x):
    ### BEGIN SOLUTION
    return x / double(RATE)
    ### END SOLUTION

# %% tags=["export"]
RATE = math.sqrt(1)
# What is left.
@torch.no_grad()
def rest(x):
    return x - halve(x)
"""


def lay_out(root):
    """Put the course under `root`, built."""
    for name, content in _built().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


@cache
def _built():
    with TemporaryDirectory() as folder:
        solutions = Path(folder, "solutions")
        solutions.mkdir()
        (solutions / "01_parts.py").write_text(FIRST)
        (solutions / "02_halves.py").write_text(SECOND)
        build(folder, SPECIFIED)
        return files(Path(folder))


def files(root):
    """The bytes of each file, but for the checkpoints of JupyterLab."""
    paths = [path for path in root.rglob("*") if path.is_file() and path.parent.name != ".ipynb_checkpoints"]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def cells(root, name):
    return nbformat.read(root / name, as_version=4).cells


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
