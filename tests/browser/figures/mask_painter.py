"""The mask painter, of lesson 06."""

from tests.browser.figures import Figure
from utils.exercises.lessons.lesson_06.explorations import CAUSAL, LEAKING

FIGURE = Figure(
    id="find_the_leak",
    lesson="06",
    picture="matrix",
    size=6,
    setup="import torch\nwords = 'the bird was too tired today'.split()\n"
          "scores = torch.randn(6, 6, generator=torch.Generator().manual_seed(6))",
    cell='explore("find_the_leak", words=words, scores=scores)',
    by_mouse=lambda root: root.get_by_role("gridcell", name="was to tired: may attend").click(),
    by_keyboard=(
        "ArrowLeft", "Tab*2", "ArrowDown*2", "ArrowRight*4", "Enter", "ArrowDown*2", "ArrowLeft*3", "Space",
    ),
    states=(
        {"mask": LEAKING, "way": "after", "raised": 2.5},
        {"mask": LEAKING, "way": "before", "raised": 5},
        {"mask": ["000000"] * 6, "way": "after", "raised": 0.5},
        {"mask": ["000000", *CAUSAL[1:]], "way": "before", "raised": 0},
        {"mask": ["111111"] * 6, "way": "after", "raised": 1},
    ),
)
