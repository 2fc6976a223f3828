"""Two texts under one setting: what is left out is struck through."""

import pytest
from playwright.sync_api import expect

from tests.browser.figures import sampling


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
