"""Small models that were trained once: a kernel and a worker of their own need not train them again."""

import functools
import hashlib
import inspect
import os
from pathlib import Path

import torch

from utils import corpora

KEPT = Path(__file__).parents[2] / ".cache" / "weights"


def trained_once(train):
    """A decorator for `train()`: what it returns is kept in a file, until its module or the corpora change."""
    sources = (Path(inspect.getfile(module)).read_bytes() for module in (train, corpora))
    file = KEPT / f"{hashlib.sha256(b''.join(sources)).hexdigest()}.pt"

    @functools.cache
    @functools.wraps(train)
    def trained():
        if not file.exists():
            KEPT.mkdir(parents=True, exist_ok=True)
            mine = file.with_suffix(f".{os.getpid()}")
            torch.save(train(), mine)
            mine.replace(file)  # at once: another worker may be reading
        return torch.load(file, weights_only=False)  # ours: the whole model, not its weights alone

    return trained
