"""The page writes and weighs numbers as Python does."""

import random

import pytest

from utils.widgets import numbers
from utils.widgets.base import ROOM

RANDOM = random.Random(1)
NUMBERS = [0, 1, -1, 0.125, -0.125, 2.5, 1.005, -0.001, 1e-7, 99.5, 0.095] + [
    RANDOM.uniform(-1, 1) * 10 ** RANDOM.randint(-5, 5) for _ in range(200)
]


@pytest.mark.parametrize("name", ["fixed", "significant", "percent", "written", "part"])
def test_numbers_are_written_alike(page, name):
    part = "".join((ROOM / "parts" / f"{name}.js").read_text("utf-8") for name in ("numbers", "powers"))
    written = page.evaluate(f"(numbers) => {{ {part}; return numbers.map((number) => {name}(number)) }}", NUMBERS)
    assert written == [getattr(numbers, name)(number) for number in NUMBERS]


def test_weights_are_alike(page):
    part = (ROOM / "parts" / "numbers.js").read_text("utf-8")
    rows = [[RANDOM.gauss(0, 5) for _ in range(6)] for _ in range(20)]
    weights = page.evaluate(f"(rows) => {{ {part}; return rows.map(softmax) }}", rows)
    for row, ours in zip(rows, weights):
        assert ours == pytest.approx(numbers.softmax(row), abs=1e-12)
