"""The effect of the scaling, of lesson 06."""

from tests.browser.figures import Figure, predict

FIGURE = Figure(
    id="why_scale",
    lesson="06",
    cell='explore("why_scale")',
    by_mouse=predict,
    by_keyboard=("ArrowRight", "Tab", "Enter", "ArrowRight*5"),
    states=(
        {"d": 64, "guess": 32},
        {"d": 1, "guess": 1},
        {"d": 1024, "guess": 1024},
        {"d": 16, "guess": 256},
        {"d": 512, "guess": None},
    ),
)
