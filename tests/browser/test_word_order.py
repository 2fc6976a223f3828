"""The words of a sentence under the hand: which one moves, and what follows it."""

from playwright.sync_api import expect

from tests.browser.figures import word_order


def test_the_picked_word_moves_and_stays_picked(show):
    page = show(word_order.FIGURE.make())
    words = page.root.get_by_role("group", name="The sentence").get_by_role("button")
    earlier, later = (page.root.get_by_role("button", name=f"Move {way}") for way in ("earlier", "later"))
    expect(earlier).to_have_attribute("aria-disabled", "true")
    earlier.press("Enter")
    expect(page.root).to_have_attribute("data-status", "unanswered")
    words.filter(has_text="man").click()
    expect(page.root).to_have_attribute("data-status", "unanswered")  # to pick is not to answer
    expect(later).to_have_attribute("aria-disabled", "true")
    earlier.click(click_count=2, delay=20)
    expect(words).to_have_text(["the", "dog", "man", "bit", "a"])
    expect(words.nth(2)).to_have_attribute("aria-pressed", "true")
    expect(page.root.get_by_role("columnheader")).to_have_text(["", "the", "dog", "bit", "a", "man"])


def test_the_clocks_go_by_place_and_weights_that_changed_are_marked(show):
    page = show(word_order.FIGURE.make())
    places, marked = page.root.locator(".dial span"), page.root.locator(".cell[data-mark]")
    expect(places).to_have_text([f"place {place}" for place in range(5)])
    page.change(answer={"order": [1, 0, 2, 3, 4], "positions": "none", "moved": 7})
    expect(places).to_have_text([f"place {place}" for place in range(7, 12)])
    expect(marked).to_have_count(0)
    page.change(answer={"order": [0, 1, 2, 3, 4], "positions": "rotated", "moved": 7})
    expect(marked).to_have_count(0)
    page.change(answer={"order": [1, 0, 2, 3, 4], "positions": "rotated", "moved": 7})
    expect(marked.first).to_be_visible()
