"""Gate, of lesson 03."""

from tests.browser.figures import Figure, drag


def shut_step_four(root):
    gate = root.get_by_role("slider", name="Gate of step, 4", exact=True)
    gate.scroll_into_view_if_needed()
    box = gate.bounding_box()
    drag(root, gate, (box["x"] + box["width"] / 2, box["y"] + box["height"] + 20))


FIGURE = Figure(
    id="gate_by_gate",
    lesson="03",
    cell='explore("gate_by_gate")',
    by_mouse=shut_step_four,
    by_keyboard=("End", "Tab", "ArrowRight*13", "Home"),
    states=(
        {"gates": [0.95] * 13 + [0.4] * 2 + [0.1] + [0.8] * 4},
        {"gates": [0.95] * 20},
        {"gates": [0] * 20},
        {"gates": [1] * 20},
        {"gates": [0.3] + [1] * 19},
        {"gates": [1] * 19 + [0]},
        {"gates": [1, 0.123] + [0.77] * 18},
    ),
)
