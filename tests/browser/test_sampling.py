"""Two texts under one setting: what is left out is marked, and boxes hold what is to be left."""

import pytest
from playwright.sync_api import expect

from tests.browser.figures import sampling
from utils.exercises import specifications

TASK = specifications[sampling.FIGURE.id]


@pytest.mark.parametrize("answer", sampling.FIGURE.states)
def test_what_is_left_out_is_marked(show, answer):
    page = show(sampling.FIGURE.make())
    page.change(answer=answer)
    for text, left in zip(page.root.locator(".text").all(), answer["left"]):
        expect(text.locator(".row:not([data-out])")).to_have_count(min(left, 17))
        expect(text.locator("strong")).to_have_text(f"{left} of 27 left")


def test_the_page_counts_what_python_counts(show):
    widget = sampling.FIGURE.make()
    page = show(widget)
    page.root.get_by_role("slider", name="Top-k").press("ArrowLeft")
    page.root.get_by_role("slider", name="Top-p").press("ArrowLeft")
    page.press("Shift+Enter")
    setting = {"temperature": 1, "top_k": 26, "top_p": 0.95}
    left = [len(shares) for _, shares in widget.shares(setting)]
    assert page.model("saved")["answer"] == {**setting, "left": left}


@pytest.mark.parametrize("answer, met", [*((answer, 2) for answer in TASK.right),
                                         *((near.answer, (near.answer["left"][0] == 1) + (near.answer["left"][1] > 7))
                                           for near in TASK.near)], ids=str)
def test_a_box_says_whether_it_holds_what_is_left(show, answer, met):
    page = show(sampling.FIGURE.make())
    page.change(answer=answer)
    expect(page.root.locator(".goal[data-met]")).to_have_count(met)
