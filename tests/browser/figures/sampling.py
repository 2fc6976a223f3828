"""Sampling, of lesson 11."""

from tests.browser.figures import Figure

FIGURE = Figure(
    id="leave_out_the_unlikely",
    lesson="11",
    setup="symbols = list('abcdefghijklmnopqrstuvwxyz ')\n"
          "sure = [6.0 if symbol == 'e' else 0.0 for symbol in symbols]\n"
          "many = [-0.12 * place for place in range(27)]",
    cell='explore("leave_out_the_unlikely", symbols=symbols, texts=["to th", "the "], logits=[sure, many])',
    by_mouse=lambda root: root.get_by_role("slider", name="Top-p").click(),
    by_keyboard=("Tab", "Tab", "ArrowLeft*4"),
    states=(
        {"temperature": 0.5, "top_k": None, "top_p": 1, "left": [27, 27]},
        {"temperature": 1, "top_k": 6, "top_p": 1, "left": [6, 6]},
        {"temperature": 1, "top_k": 12, "top_p": 0.8, "left": [1, 8]},
        {"temperature": 1, "top_k": None, "top_p": 0.95, "left": [6, 21]},
    ),
)
