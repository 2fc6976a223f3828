"""Answers as people write them, and the numbers with which they are tried."""
import re
from pathlib import Path

import pytest

SEEDS = (0, pytest.param(20_26, marks=pytest.mark.thorough))


def answers(id):
    """Answers as people write them, from answers/ID.py: (kind, words, text).

    kind: "right"; "told", with the beginning of the sentence that it is told; or "wrong", where no known mistake fits.
    """
    text = (Path(__file__).parent / "answers" / f"{id}.py").read_text(encoding="utf-8")
    parts = re.split(r"^# (right|told|wrong): (.*)\n", text, flags=re.MULTILINE)[1:]
    return list(zip(parts[::3], parts[1::3], parts[2::3]))
