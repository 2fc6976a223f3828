"""The step clock."""
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.widgets.step_clock import CORES, LONGEST, StepClock


@given(st.integers(1, LONGEST), st.sampled_from(CORES))
def test_cores_divide_attention_and_leave_recurrence_as_it_is(length, cores):
    clock = StepClock(["x"] * length, lanes=("recurrence", "attention"))
    clock.cores = cores
    positions = range(1, length + 1)
    assert [clock.done_at("recurrence", position) for position in positions] == list(positions)
    ticks = [clock.done_at("attention", position) for position in positions]
    assert max(ticks) == math.ceil(length / cores)
    assert max(map(ticks.count, ticks)) <= cores  # no core works twice in a tick
    assert clock.last_tick == length


def test_attention_alone_is_done_in_one_tick_with_a_core_for_each():
    clock = StepClock(list("whispers"), lanes=("attention",))
    assert clock.last_tick == 8
    clock.cores = 8
    assert clock.last_tick == 1


def test_the_clock_stops_at_the_end():
    clock = StepClock(list("whisper"))
    clock.tick = 100
    assert clock.tick == 7
    clock.length = 3
    assert clock.tick == 3


def test_text_is_a_table():
    clock = StepClock(list("hi "), traces=[1.0, 0.5, 0.25], lanes=("recurrence", "attention"))
    clock.cores, clock.tick = 2, 1
    lines = clock.text().splitlines()
    assert lines[:3] == ["tick 1 of 3, 2 cores", "Recurrence is done after 3 ticks.",
                         "Attention is done after 2 ticks."]
    assert [line.split() for line in lines[4:]] == [
        ["1", "'h'", "1", "1", "1.000"], ["2", "'i'", "2", "1", "0.500"], ["3", "'", "'", "3", "2", "0.250"]]


@pytest.mark.parametrize("symbols, options, message", [
    ([], {}, "1 to 24 symbols, not 0"),
    ("x" * 25, {}, "1 to 24 symbols, not 25"),
    ("ab", {"lanes": ("gates",)}, "unknown lanes"),
    ("ab", {"lanes": ()}, "unknown lanes"),
    ("ab", {"traces": [1.0]}, "2 symbols need as many traces, not 1"),
    ("ab", {"traces": [1.0, -0.1]}, "position 2 is below zero"),
    ("ab", {"traces": [math.nan, 0.0]}, "position 1 must be a finite number"),
])
def test_what_does_not_fit_is_refused(symbols, options, message):
    with pytest.raises(ValueError, match=message):
        StepClock(symbols, **options)


@pytest.mark.parametrize("length", [0, 4])
def test_a_length_beyond_the_symbols_is_refused(length):
    clock = StepClock(list("abc"))
    with pytest.raises(ValueError, match="between 1 and 3"):
        clock.length = length
