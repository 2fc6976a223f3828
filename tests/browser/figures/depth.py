"""Depth, of lesson 09."""

from tests.browser.figures import Figure

FIGURE = Figure(
    id="thirty_two_layers",
    lesson="09",
    picture="curve",
    setup="import torch\ngenerator = torch.Generator().manual_seed(9)\n"
          "layers = torch.randn(32, 24, 24, generator=generator) / 24**0.5\n"
          "rows = torch.randn(8, 24, generator=generator)",
    cell='explore("thirty_two_layers", weights=layers, rows=rows)',
    by_mouse=lambda root: root.get_by_role("radio", name="before").click(),
    by_keyboard=("End", "Tab", "ArrowLeft*2", "Tab", "ArrowRight", "Tab", "ArrowRight"),
    states=(
        {"layers": 32, "factor": 1.41, "way_past": "no", "norm": "none"},
        {"layers": 32, "factor": 0.25, "way_past": "no", "norm": "none"},
        {"layers": 1, "factor": 4, "way_past": "yes", "norm": "none"},
        {"layers": 32, "factor": 4, "way_past": "yes", "norm": "none"},
        {"layers": 17, "factor": 0.35, "way_past": "no", "norm": "before"},
        {"layers": 24, "factor": 2.83, "way_past": "no", "norm": "behind"},
        {"layers": 8, "factor": 4, "way_past": "yes", "norm": "behind"},
        {"layers": 32, "factor": 0.5, "way_past": "yes", "norm": "none"},
    ),
)
