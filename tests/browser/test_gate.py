"""The gate in the browser: one number for all, then one gate, and what is left below it."""

from playwright.sync_api import expect

from utils.widgets import Gate


def test_what_is_left_follows_the_gates(show):
    page = show(Gate())
    left = page.root.locator(".left .value")
    everything = page.root.get_by_role("slider", name="All gates")
    everything.fill("1")
    expect(left).to_have_text(["1.00"] * 20)
    page.root.get_by_role("slider", name="Gate of step, 3", exact=True).focus()
    page.press("PageDown*2")
    expect(left).to_have_text(["1.00"] * 2 + ["0.50"] * 18)
    expect(everything).to_have_attribute("aria-valuetext", "they differ")
    page.press("Home")
    expect(left).to_have_text(["1.00"] * 2 + ["0"] * 18)
    everything.fill("0.1")
    expect(left).to_have_text(["0.10", "0.01"] + ["<.01"] * 18)
    expect(everything).to_have_attribute("aria-valuetext", "0.10")
