"""Alignment in the browser: one edited score, and all that follows from it."""

from playwright.sync_api import expect

from tests.browser.figures.alignment import FIGURE
from tests.widgets.test_alignment import GIVEN
from utils.exercises import specifications
from utils.widgets import Alignment


def test_an_edit_moves_weights_blend_and_sound_of_its_row_alone(show):
    page = show(Alignment(**GIVEN))
    says, strip = page.root.locator(".says span"), page.root.locator(".strip")
    weights = page.root.get_by_role("group", name="Weights of the row").locator(".value")
    expect(says).to_have_text(["says", "✗ K", "✓ OW"])
    expect(weights).to_have_text(["0.95", "0.02", "0.02", "0.02"])
    expect(strip).to_have_attribute("aria-label", "The blended vector adds most to K, 4.7.")

    page.press("Tab", "ArrowRight", "+*7")
    expect(weights).to_have_text(["0.05", "0.95", "0.00", "0.00"])
    expect(strip).to_have_attribute("aria-label", "The blended vector adds most to N, 4.8.")
    expect(says).to_have_text(["says", "✓ N", "✓ OW"])
    expect(page.root.get_by_role("group", name="likeliest").locator(".name")).to_have_text(["N", "K", "OW"])
    assert page.model("saved")["answer"]["scores"][1] == GIVEN["scores"][1]


def test_the_slider_edits_the_chosen_cell(show):
    page = show(Alignment(**GIVEN))
    page.root.get_by_role("gridcell").nth(6).click()
    expect(page.root.get_by_role("gridcell", selected=True)).to_have_text("3.0")
    score = page.root.get_by_role("slider", name="Chosen score")
    expect(score).to_have_attribute("aria-valuetext", "OW, o: 3.0")
    score.fill("-1.5")
    expect(page.root.get_by_role("gridcell").nth(6)).to_have_text("−1.5")
    page.root.get_by_role("gridcell").nth(6).press("-")
    expect(score).to_have_attribute("aria-valuetext", "OW, o: −2.5")


def test_a_score_stays_within_its_bounds(show):
    page = show(Alignment(**GIVEN))
    page.press("Tab", "+*24", "Shift+Enter")
    assert page.model("saved")["answer"]["scores"][0][0] == 25


def test_on_the_trained_weights_the_diagonal_says_another_word_and_the_right_answers_say_this_one():
    phone = FIGURE.make()
    assert "The whole word: F OW N." not in phone.said(phone.start)
    assert [row[-1] for row in phone.table(phone.start)[1]][0] == "F"
    for answer in specifications["mend_alignment"].right:
        assert phone.said(answer).endswith("The whole word: F OW N."), phone.said(answer)
