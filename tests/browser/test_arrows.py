"""What query and key arrows do beyond what every figure does: tips follow the mouse, weights outlast a swap."""

from playwright.sync_api import expect

from tests.browser.figures import drag
from tests.browser.figures.arrows import FIGURE


def test_a_tip_follows_the_mouse_and_stays_in_the_plane(show):
    page = show(FIGURE.make())
    box = page.root.get_by_role("group", name="The query and the keys").bounding_box()
    tip = page.root.get_by_role("slider", name="Tip of the query")
    to = (box["x"] + 0.25 * box["width"], box["y"] + 0.3 * box["height"])
    drag(page.root, tip, to)
    now = tip.bounding_box()
    assert abs(now["x"] + now["width"] / 2 - to[0]) < 2 and abs(now["y"] + now["height"] / 2 - to[1]) < 2
    drag(page.root, tip, (box["x"] + 2 * box["width"], box["y"] - 50))
    page.press("Shift+Enter")
    assert page.model("saved")["answer"]["query"] == [2, 2]


def test_the_query_is_on_top_where_tips_meet(show):
    page = show(FIGURE.make())
    page.change(answer={**FIGURE.states[0], "query": FIGURE.states[0]["keys"][1]})
    drag(page.root, page.root.get_by_role("slider", name="Tip of the query"), (100, 200))
    page.press("Shift+Enter")
    answer = page.model("saved")["answer"]
    assert answer["keys"] == FIGURE.states[0]["keys"] and answer["query"] != answer["keys"][1]


def test_weights_outlast_a_swap_of_values(show):
    page = show(FIGURE.make())
    weights = page.root.get_by_role("group", name="Weights").locator(".value")
    before = weights.all_inner_texts()
    carried = page.root.locator(".carried")
    expect(carried).to_have_text(["animal’s", "street’s", "tired’s"])
    page.root.get_by_role("button", name="street and tired").click()
    expect(carried).to_have_text(["animal’s", "tired’s", "street’s"])
    assert weights.all_inner_texts() == before
