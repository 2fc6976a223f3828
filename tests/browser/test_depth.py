"""A stack of layers: two lines over its height, drawn until they leave the picture."""

import pytest
from playwright.sync_api import expect

from tests.browser.figures import depth
from utils.exercises import specifications
from utils.widgets.depth import STACKS


def points(page, kind):
    """The points of a line, as (x, y) in the drawing."""
    path = page.root.locator(f".line.{kind}").get_attribute("d")
    return [tuple(map(float, point.split())) for point in path[1:].split("L")]


def inside(page):
    """The drawing's box: left, right, top, bottom."""
    frame = page.root.locator(".axes path").first.get_attribute("d")  # M left top V bottom H right
    (left, top), (bottom, right) = (part.split(sep) for part, sep in zip(frame[1:].split("V"), " H"))
    return tuple(map(float, (left, right, top, bottom)))


def test_each_line_begins_at_one_and_goes_the_whole_way(show):
    page = show(depth.FIGURE.make())
    page.change(answer={"layers": 32, "factor": 0.5, "way_past": "yes", "norm": "before"})
    left, right, top, bottom = inside(page)
    up, down = points(page, "up"), points(page, "down")
    assert len(up) == len(down) == 33
    assert up[0] == (left, (top + bottom) / 2) and down[0] == (right, (top + bottom) / 2)
    assert up[-1][0] == right and down[-1][0] == left
    expect(page.root).to_have_attribute("data-hit", "")
    page.change(answer={"layers": 8, "factor": 4, "way_past": "yes", "norm": "before"})
    assert points(page, "up")[-1][0] == points(page, "down")[0][0] == pytest.approx(left + (right - left) / 4, abs=0.1)
    expect(page.root).not_to_have_attribute("data-hit", "")


@pytest.mark.parametrize("factor, way_past, edge", [(0.5, "no", 3), (4, "yes", 2)])
def test_a_line_ends_where_it_leaves_the_picture(show, factor, way_past, edge):
    page = show(depth.FIGURE.make())
    page.change(answer={"layers": 32, "factor": factor, "way_past": way_past, "norm": "none"})
    box = inside(page)
    for kind in ("up", "down"):
        *before, last = points(page, kind)
        assert len(before) < 20 and last[1] == box[edge]
        assert all(box[2] < y < box[3] for _, y in before)


def test_the_band_holds_what_is_right_and_not_what_nearly_is(show):
    task = specifications[depth.FIGURE.id]
    page = show(depth.FIGURE.make())
    held = set()
    for way_past, norm in STACKS:
        page.change(answer={"layers": 32, "factor": 0.5, "way_past": way_past, "norm": norm})
        if page.root.get_attribute("data-hit") is not None:
            held.add((way_past, norm))
    assert held == {(answer["way_past"], answer["norm"]) for answer in task.right}


def test_the_keys_say_where_the_lines_end(show):
    widget = depth.FIGURE.make()
    page = show(widget)
    state = {"layers": 32, "factor": 0.5, "way_past": "no", "norm": "none"}
    page.change(answer=state)
    *_, (_, rows, _) = widget.table(state)[1]
    gradient = widget.table(state)[1][0][2]
    expect(page.root.locator(".keys strong")).to_have_text([f"× {rows}", f"× {gradient}"])
    expect(page.root.locator("code")).to_have_text("layer(x)")


def test_every_stop_of_the_factor_is_an_answer(show):
    widget = depth.FIGURE.make()
    page = show(widget)
    slider = page.root.get_by_role("slider", name="Weights times")
    slider.press("Home")
    for factor in (0.25, 0.35, 0.5, 0.71, 1, 1.41, 2, 2.83, 4):
        expect(slider).to_have_attribute("aria-valuetext", str(factor))
        slider.press("ArrowRight")
    page.press("Shift+Enter")
    assert page.model("saved")["answer"] == {**widget.start, "factor": 4}
