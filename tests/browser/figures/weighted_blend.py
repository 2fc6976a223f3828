"""The weighted blend, of lesson 06."""

from tests.browser.figures import Figure

FIGURE = Figure(
    id="blend_to_target",
    lesson="06",
    cell='explore("blend_to_target")',
    by_mouse=lambda root: root.get_by_role("slider", name="Amount, street").click(),
    by_keyboard=("PageDown*2", "ArrowRight*2", "PageUp", "ArrowRight", "PageUp"),
    states=(
        {"amounts": [0.75, 0.25, 0.1, 0.4]},
        {"amounts": [0, 0, 0, 0]},
        {"amounts": [0, 0.35, 0, 1]},
        {"amounts": [0, 0, 0.05, 0]},
        {"amounts": [0.05, 0.05, 0.05, 0.25]},
    ),
)
