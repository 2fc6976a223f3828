"""The mask painter under a dragged pointer."""

import pytest

from tests.browser.figures import mask_painter
from utils.exercises.lessons.lesson_06.explorations import LEAKING


@pytest.fixture
def figure(show):
    return show(mask_painter.FIGURE.make())


def stroke(figure, *points):
    """Press on the first cell of the mask, (row, column), pass the others, and let go."""
    mouse = figure.page.mouse
    for place, (row, column) in enumerate(points):
        line = figure.root.get_by_role("grid").first.get_by_role("row").nth(row + 1)
        box = line.get_by_role("gridcell").nth(column).bounding_box()
        mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        if place == 0:
            mouse.down()
    mouse.up()
    figure.press("Shift+Enter")  # whatever was held back leaves now
    return figure.model("saved")["answer"]["mask"]


def test_a_stroke_paints_what_its_first_cell_became(figure):
    assert stroke(figure, (0, 1), (0, 2), (0, 3))[0] == "111100"
    assert stroke(figure, (5, 0), (5, 5))[5] == "000000"  # a quick hand: the cells between are painted too
    assert stroke(figure, (1, 0), (4, 3))[1:5] == ["010000", "101010", "110100", "101010"]


def test_a_stroke_ends_where_the_pointer_leaves_or_is_let_go(figure):
    changed = stroke(figure, (0, 1))
    assert changed == ["110000", *LEAKING[1:]]
    figure.page.mouse.move(0, 0)
    assert stroke(figure, (0, 1)) == LEAKING
