"""The attention explorer, of lesson 06."""

from tests.browser.figures import Figure
from tests.browser.referent import READY
from utils.exercises import specifications

START = {
    "words": specifications["what_it_means"].given["words"], "layer": 1, "head": 0, "query": 11, "key": 1,
    "temperature": 1.0, "edits": [], "cut": [], "answer": "animal",
}  # fmt: skip

FIGURE = Figure(
    id="what_it_means",
    lesson="06",
    picture="matrix",
    size=12,
    setup="from tests.browser.referent import READY, look",
    cell='explore("what_it_means", look=look, layer=1, ready=READY)',
    by_mouse=lambda root: root.get_by_role("button", name="because").click(),
    by_keyboard=("Tab", "w", "i"),
    states=tuple({**START, **changes} for changes in READY),
)
