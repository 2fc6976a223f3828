"""Fading, of lesson 02."""

from tests.browser.figures import Figure, predict

FIGURE = Figure(
    id="lost_by_powers",
    lesson="02",
    cell='explore("lost_by_powers")',
    by_mouse=predict,
    by_keyboard=("ArrowRight", "Tab", "Enter", "ArrowRight*18"),
    picture="curve",
    states=(
        {"weight": 0.9, "gap": 20, "size": 16, "guess": -1.0},
        {"weight": 1.2, "gap": 40, "size": 256, "guess": 2},
        {"weight": 0.5, "gap": 40, "size": 1, "guess": -6},
        {"weight": 1.0, "gap": 1, "size": 16, "guess": -0.1},
        {"weight": 0.75, "gap": 7, "size": 16, "guess": None},
    ),
)
