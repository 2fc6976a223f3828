"""Scores to softmax to blend: scores on both sides of zero, and a constant for which they have room."""

import pytest
from playwright.sync_api import expect

from utils import explore


@pytest.fixture
def figure(show):
    return show(explore("scores_to_weights"))


def test_a_score_follows_the_mouse_above_zero_and_below(figure):
    track = figure.root.get_by_role("slider", name="Score, animal")
    fill = track.locator(".fill")
    box = track.bounding_box()
    mouse = figure.page.mouse
    mouse.move(box["x"] + 5, box["y"] + 100)
    mouse.down()
    for down, score in ((50, 5.0), (150, -5.0), (500, -10.0)):
        mouse.move(box["x"] + 5, box["y"] + down)
        assert float(track.get_attribute("aria-valuenow")) == pytest.approx(score, abs=0.15)
        drawn = fill.bounding_box()
        assert drawn["height"] == pytest.approx(abs(score) * 10, abs=3)
        zero = drawn["y"] + (drawn["height"] if score > 0 else 0)
        assert zero == pytest.approx(box["y"] + 100, abs=3)
    mouse.up()
    figure.says("Lowering “animal” by 11.0 gave 0.24 to the others")


def test_a_constant_moves_the_scores_and_no_weight(figure):
    shift = figure.root.get_by_role("slider", name="Add to all")
    weights = figure.root.get_by_role("group", name="Weight").locator(".value")
    before = weights.all_inner_texts()
    for key, words in (("End", "8.0 higher"), ("Home", "10.0 lower")):  # as far as the scores have room
        shift.press(key)
        expect(figure.root.locator(".reading")).to_contain_text(f"Every score is {words}")
        assert weights.all_inner_texts() == before


def test_the_constant_stays_where_it_is_while_the_room_changes(figure):
    figure.change(answer={"scores": [1.0, 2.0, -0.7], "shift": 0.0})
    shift = figure.root.get_by_role("slider", name="Add to all")
    expect(shift).to_have_value("0")
    shift.press("ArrowLeft")
    shift.press("Home")
    figure.press("Shift+Enter")
    assert figure.model("saved")["answer"]["shift"] == -9  # in whole steps


def test_a_score_is_set_where_it_is_shown_whatever_is_added(figure):
    figure.change(answer={"scores": [1.0, 2.0, 0.0], "shift": -4.0})
    figure.root.get_by_role("slider", name="Score, animal").press("ArrowUp")
    figure.press("Shift+Enter")
    assert figure.model("saved")["answer"] == {"scores": [1.1, 2, 0], "shift": -4}
    figure.root.get_by_role("slider", name="Score, animal").press("End")
    figure.press("Shift+Enter")
    assert figure.model("saved")["answer"]["scores"] == [14, 2, 0]
