"""The step clock, of lesson 02."""

from tests.browser.figures import Figure

FIGURE = Figure(
    id="four_ticks",
    lesson="02",
    cell='explore("four_ticks")',
    by_mouse=lambda root: root.get_by_role("button", name="Step").click(),
    by_keyboard=("Tab*3", "Home", "ArrowRight*3", "Tab", "ArrowRight"),
    states=(
        {"length": 16, "tick": 2, "cores": 8},
        {"length": 12, "tick": 12, "cores": 2},
        {"length": 1, "tick": 9, "cores": 1},
        {"length": 9, "tick": 8, "cores": 4},
    ),
)
