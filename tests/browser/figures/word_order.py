"""Word order, of lesson 08."""

from tests.browser.figures import Figure

FIGURE = Figure(
    id="order_from_where",
    lesson="08",
    picture="matrix",
    size=5,
    setup="import torch\nwords = 'the dog bit a man'.split()\n"
          "queries, keys = 1.5 * torch.randn(2, 5, 8, generator=torch.Generator().manual_seed(8))",
    cell='explore("order_from_where", words=words, queries=queries, keys=keys)',
    by_mouse=lambda root: root.get_by_role("button", name="Move later").click(),
    by_keyboard=("ArrowRight*2", "Tab", "PageUp*5", "Tab", "ArrowRight*4", "Enter", "Tab", "Enter"),
    states=(
        {"order": [0, 4, 2, 3, 1], "positions": "added", "moved": 20},
        {"order": [0, 4, 2, 3, 1], "positions": "none", "moved": 1},
        {"order": [0, 1, 2, 3, 4], "positions": "rotated", "moved": 33},
        {"order": [0, 1, 2, 3, 4], "positions": "added", "moved": 0},
        {"order": [4, 0, 1, 2, 3], "positions": "rotated", "moved": 40},
    ),
)
