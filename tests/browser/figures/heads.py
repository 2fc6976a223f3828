"""Heads, of lesson 07."""

from tests.browser.figures import Figure

FIGURE = Figure(
    id="share_the_width",
    lesson="07",
    picture="matrix",
    size=6,
    setup="import torch\ngenerator = torch.Generator().manual_seed(7)\n"
          "weights = {n: (2 * torch.randn(n, 6, 6, generator=generator)).softmax(-1) for n in (1, 2, 4, 8, 16)}",
    cell='explore("share_the_width", weights=weights)',
    by_mouse=lambda root: root.get_by_role("radio", name="4").click(),
    by_keyboard=("ArrowRight*3", "Tab", "ArrowRight*2", "Enter", "End", "Space", "Tab", *"16384"),
    states=(
        {"n_heads": 8, "off": "00100010", "parameters": None},
        {"n_heads": 1, "off": "1", "parameters": 0},
        {"n_heads": 16, "off": "0000000000000001", "parameters": 1048576},
        {"n_heads": 2, "off": "11", "parameters": 999},
        {"n_heads": 4, "off": "0000", "parameters": None},
    ),
)
