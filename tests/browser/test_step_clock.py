"""The step clock, beyond what holds for every figure: its lanes, and a clock that plays."""

from playwright.sync_api import expect

from utils.widgets import StepClock
from utils.widgets.step_clock import LANES


def test_it_steps_and_its_cores_work(show):
    clock = show(StepClock(list("whispers"), lanes=LANES))
    clock.press("Tab*2", "Enter*2")
    expect(clock.root).to_have_attribute("data-tick", "2")
    clock.says("Tick 2 of 8, recurrence: position 2 reads “h”; 6 positions wait.")
    recurrence, attention = (clock.root.locator(f'[data-lane="{lane}"]') for lane in LANES)
    expect(recurrence.locator('[data-state="now"]')).to_have_count(1)
    clock.press("Tab*3", "ArrowRight*3")
    expect(clock.root).to_have_attribute("data-cores", "8")
    expect(recurrence).to_have_attribute("data-done", "8")
    expect(recurrence).to_contain_text("1 of 8 cores works; the other 7 have nothing to start on.")
    expect(attention).to_have_attribute("data-done", "1")
    clock.press("Shift+Tab", "Home")
    expect(clock.root).to_have_attribute("data-length", "1")
    expect(clock.root).to_have_attribute("data-tick", "1")
    clock.press("Shift+Tab", "Enter")
    expect(clock.root).to_have_attribute("data-tick", "0")
    clock.press("Shift+Enter")
    assert clock.model("saved")["answer"] == {"length": 1, "tick": 0, "cores": 8}


def test_it_plays_to_the_end(show):
    clock = show(StepClock(list("word")))
    clock.press("Tab", "Enter")
    expect(clock.root).to_have_attribute("data-playing", "true")
    expect(clock.root).to_have_attribute("data-tick", "4")
    expect(clock.root).to_have_attribute("data-playing", "false")
    clock.says("nobody waits")


def test_a_clock_that_plays_stops_when_it_starts_again(show):
    clock = show(StepClock(list("whispers")))
    clock.press("Tab", "Enter")
    expect(clock.root).to_have_attribute("data-tick", "2")
    clock.root.get_by_role("button", name="Start again").press("Enter")
    expect(clock.root).to_have_attribute("data-playing", "false")
    clock.page.wait_for_timeout(900)
    expect(clock.root).to_have_attribute("data-tick", "0")


def test_without_a_task_nothing_is_asked_to_be_recorded(show):
    clock = show(StepClock(list("word")))
    clock.press("Tab*2", "Enter")
    expect(clock.root).to_have_attribute("data-tick", "1")
    expect(clock.root.locator(".status, .prompt")).to_have_count(0)
