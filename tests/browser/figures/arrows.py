"""Query and key arrows, of lesson 06."""

from tests.browser.figures import Figure, drag


def turn(root):
    """Drag the tip of the query to the left of the middle."""
    tip = root.get_by_role("slider", name="Tip of the query")
    tip.scroll_into_view_if_needed()
    box = root.get_by_role("group", name="The query and the keys").bounding_box()
    drag(root, tip, (box["x"] + 0.3 * box["width"], box["y"] + 0.25 * box["height"]))


KEYS = [[1.1, 0.5], [-0.4, 1.1], [-0.3, -1.0]]
FIGURE = Figure(
    id="query_key_value",
    lesson="06",
    cell='explore("query_key_value")',
    by_mouse=turn,
    by_keyboard=("Tab*4", "Enter", "Shift+Tab", "ArrowLeft*11", "ArrowUp*5"),
    states=(
        {"query": [-0.8, 1.2], "keys": KEYS, "values": [1, 0, 2]},
        {"query": [0, 0], "keys": KEYS, "values": [2, 0, 1]},
        {"query": [2, -2], "keys": [[-2, 2], [2, 2], [2, -2]], "values": [0, 1, 2]},
        {"query": [-0.02, 0.3], "keys": [[0, 0], [-2, -1.55], [0.5, 0]], "values": [0, 2, 1]},
    ),
)
