"""Scores to softmax to blend, of lesson 06."""

from tests.browser.figures import Figure

FIGURE = Figure(
    id="scores_to_weights",
    lesson="06",
    cell='explore("scores_to_weights")',
    by_mouse=lambda root: root.get_by_role("slider", name="Score, animal").click(position={"x": 5, "y": 20}),
    by_keyboard=("PageUp", "ArrowUp*3", "ArrowRight", "PageDown*2", "ArrowUp", "Tab", "ArrowLeft*4"),
    states=(
        {"scores": [1.8, 2.0, 0.0], "shift": 0.0},
        {"scores": [1.0, 2.0, -10.0], "shift": 0},
        {"scores": [1.0, 2.0, 0.0], "shift": 7.5},
        {"scores": [1.0, 2.0, 0.0], "shift": -10},
        {"scores": [10.0, 2.0, 0.0], "shift": -3.5},
        {"scores": [10.0, -10.0, -9.9], "shift": 0.0},
        {"scores": [0.3, 0.3, -0.1], "shift": 0.5},
        {"scores": [-0.5, 0.5, -1.5], "shift": 1.5},
        {"scores": [1.0, 2.0, -8.0], "shift": 2.0},
    ),
)
