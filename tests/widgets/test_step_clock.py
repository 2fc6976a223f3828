"""The step clock."""
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.widgets.step_clock import CORES, LONGEST, StepClock, done_at


BOTH = ("recurrence", "attention")


@given(st.integers(1, LONGEST), st.sampled_from(CORES))
def test_cores_divide_attention_and_leave_recurrence_as_it_is(length, cores):
    positions = range(1, length + 1)
    assert [done_at("recurrence", position, cores) for position in positions] == list(positions)
    ticks = [done_at("attention", position, cores) for position in positions]
    assert max(ticks) == math.ceil(length / cores)
    assert max(map(ticks.count, ticks)) <= cores  # no core works twice in a tick
    state = {"length": length, "tick": 0, "cores": cores}
    assert StepClock(["x"] * LONGEST, lanes=BOTH).last_tick(state) == length


def test_attention_alone_is_done_in_one_tick_with_a_core_for_each():
    clock = StepClock(list("whispers"), lanes=("attention",))
    assert clock.last_tick(clock.state) == 8
    assert clock.last_tick({**clock.state, "cores": 8}) == 1


def test_the_clock_stops_at_the_end():
    clock = StepClock(list("whisper"))
    assert clock.said({"length": 3, "tick": 7, "cores": 1}).startswith("Tick 3 of 3: position 3 reads “i”; nobody waits.")


def test_text_is_a_table():
    clock = StepClock(list("hi "), traces=[1.0, 0.5, 0.25], lanes=BOTH)
    clock.answer = {"length": 3, "tick": 1, "cores": 2}
    lines = clock.text().splitlines()
    assert lines[0] == ("Tick 1 of 3, recurrence: position 1 reads “h”; 2 positions wait. "
                        "On 2 cores, recurrence is done after 3 ticks, attention after 2.")
    assert [line.split() for line in lines[2:]] == [
        ["1", "h", "1", "1", "1.000"], ["2", "i", "2", "1", "0.500"], ["3", "␣", "3", "2", "0.250"]]


@pytest.mark.parametrize("symbols, options, message", [
    ([], {}, "1 to 24 symbols, not 0"),
    ("x" * 25, {}, "1 to 24 symbols, not 25"),
    ("ab", {"lanes": ("gates",)}, "unknown lanes"),
    ("ab", {"lanes": ()}, "unknown lanes"),
    ("ab", {"traces": [1.0]}, r"traces must be of shape \(2,\), not \(1,\)"),
    ("ab", {"traces": [1.0, -0.1]}, "traces must not be below zero, and one is -0.1"),
    ("ab", {"traces": [math.nan, 0.0]}, "traces must hold finite numbers, and one is nan"),
])
def test_what_does_not_fit_is_refused(symbols, options, message):
    with pytest.raises(ValueError, match=message):
        StepClock(symbols, **options)


@pytest.mark.parametrize("length, message", [(0, "from 1 to 3, not 0"), (4, "from 1 to 3, not 4")])
def test_a_length_beyond_the_symbols_is_refused(length, message):
    clock = StepClock(list("abc"))
    with pytest.raises(ValueError, match=message):
        clock.answer = {"length": length, "tick": 0, "cores": 1}
    assert clock.answer is None
