"""A prediction in a figure: nothing is shown before it was given, and it is given once."""

import pytest
from playwright.sync_api import expect

from tests.browser.figures import all_figures

PREDICTED = [figure for figure in all_figures() if figure.id in ("lost_by_powers", "why_scale")]


@pytest.mark.parametrize("figure", PREDICTED, ids=lambda figure: figure.id)
def test_a_prediction_is_given_before_anything_is_seen(show, figure):
    widget = figure.make()
    page = show(widget)
    asked = page.root.locator(".reading")
    slider = page.root.get_by_role("slider", name="Your prediction")
    button = page.root.locator(".prediction button")
    page.press("Tab*2", "Enter")
    expect(button).to_have_text("Move the slider first.")
    expect(button).to_have_attribute("aria-disabled", "true")
    for key in ("ArrowRight", "ArrowLeft", "Home"):
        slider.press(key)
        expect(asked).to_have_text(widget.said(widget.start))
    assert page.model("saved") is None
    button.press("Enter")
    expect(asked).to_contain_text("you said" if figure.id == "lost_by_powers" else "You said")
    expect(slider).to_be_disabled()
    expect(button).to_be_hidden()
    expect(page.root.locator("input:focus")).to_have_count(1)
    page.root.get_by_role("button", name="Start again").press("Enter")
    expect(slider).to_have_attribute("aria-valuetext", "none yet")
    expect(button).to_have_text("Move the slider first.")
    expect(asked).to_have_text(widget.said(widget.start))


def test_a_prediction_stays_that_of_the_start(show):
    figure = PREDICTED[0]
    page = show(figure.make())
    page.change(answer={"weight": 1.2, "gap": 20, "size": 16, "guess": 0})
    diamond = page.root.locator("path.guess")
    place = diamond.get_attribute("transform")
    page.change(answer={"weight": 1.1, "gap": 40, "size": 16, "guess": 0})
    expect(diamond).to_have_attribute("transform", place)


def test_a_curve_that_falls_below_the_plot_leaves_it(show):
    page = show(PREDICTED[0].make())
    curve = page.root.locator("path.gradient")
    ends = []
    for weight in (0.5, 0.9):  # a half to the power of 20 is a millionth, the lowest that is drawn
        page.change(answer={"weight": weight, "gap": 20, "size": 16, "guess": 0})
        ends.append(curve.get_attribute("d").split("L")[-1].split())
    across = [float(x) for x, _ in ends]
    assert (across[0] - 74) / (across[1] - 74) == pytest.approx(19.93 / 40, abs=0.002)
    assert float(ends[0][1]) > float(ends[1][1])
