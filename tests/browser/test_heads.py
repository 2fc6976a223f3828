"""Heads to knock out: one tab stop, and as many of them as share the width."""

from playwright.sync_api import expect

from tests.browser.figures import heads


def test_heads_are_one_tab_stop_and_as_many_as_share_the_width(show):
    page = show(heads.FIGURE.make())
    cards = page.root.get_by_role("group", name="Heads to knock out").get_by_role("button")
    stops = page.root.locator(".head[tabindex='0']")
    for n_heads in (16, 4):
        page.root.get_by_role("radio", name=str(n_heads), exact=True).click()
        expect(cards).to_have_count(n_heads)
        expect(page.root.locator(".share:visible")).to_have_count(n_heads)
        page.press("Tab", "End", "Space")
        expect(cards.last).to_be_focused()
        expect(cards.last).to_have_attribute("aria-pressed", "true")
        expect(stops).to_have_count(1)
    cards.nth(1).click()
    expect(page.root.locator(".share[data-off]:visible")).to_have_text(["2", "4"])
    page.root.get_by_role("radio", name="1", exact=True).click()
    expect(page.root.locator(".head:visible")).to_have_attribute("tabindex", "0")
    expect(page.root.locator(".share[data-off]:visible")).to_have_count(0)


def test_the_count_is_what_stands_in_the_field(show):
    page = show(heads.FIGURE.make())
    field = page.root.get_by_role("spinbutton", name="Parameters of the layer")
    for typed, counted in (("12", 12), ("12.5", None), ("", None), ("-4", None), ("123456789", None), ("7", 7)):
        field.fill(typed)
        page.press("Shift+Enter")
        assert page.model("saved")["answer"]["parameters"] == counted
        expect(field).to_have_value(typed)
    for typed in ("7", "123456789012"):  # the second is none
        field.fill(typed)
        page.root.get_by_role("button", name="Start again").click()
        expect(field).to_have_value("")
        expect(field).not_to_have_attribute("aria-invalid", "true")
