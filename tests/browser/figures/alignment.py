"""Alignment, of lesson 05, on the weights of a small model that is trained here."""

from tests.browser.figures import Figure

SETUP = """from tests.browser.speller import spelled

phone = spelled("phone", ["F", "OW", "N"])
for row in (1, 2):
    phone["scores"][row, row] = phone["scores"][row].max() + 3"""


def scores(row, column, f=(9, 2, -3, -6, -9), ow=(-4, -5, 0, -6, -7), n=(-5, -4.5, -5, 0, -5.5)):
    return {"row": row, "column": column, "scores": [list(f), list(ow), list(n)]}


FIGURE = Figure(
    id="mend_alignment",
    lesson="05",
    picture="matrix",
    size=3,
    setup=SETUP,
    cell='explore("mend_alignment", **phone)',
    by_mouse=lambda root: root.get_by_role("gridcell").nth(6).click(),
    by_keyboard=("ArrowRight", "ArrowDown", "-*8", "ArrowRight", "ArrowDown", "-*8"),
    states=(
        scores(1, 1, ow=(-4, 2.6, -0.4, -6, -7), n=(-5, -4.5, 3, 0, -5.5)),
        scores(0, 4),
        scores(2, 3, f=(0, 0, 0, 0, 0), ow=(1, 1, 1, 1, 1), n=(25, 25, 25, 25, -25)),
        scores(1, 0, f=(0, 5, 0, 0, 0), ow=(0, 0.3, 0, 0, 0)),
    ),
)
