"""Clocks that we move, values that we make: what is measured here does not depend on the machine."""

import math
import time

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from utils.measuring import (
    Times, fit_decay, fit_power, gradient_norm, peak_memory, sequential_steps, times, wall, work,
)

LENGTHS = [64, 128, 256, 512, 1024]


class Clock:
    """A clock that stands still until somebody works."""

    def __init__(self):
        self.now, self.worked = 0.0, []

    def __call__(self):
        return self.now

    def work(self, name, seconds):
        """A function of length for `times`; preparing takes an hour."""
        def prepare(length):
            self.now += 3600

            def call():
                self.worked.append((name, length))
                self.now += seconds(length)
            return call
        return prepare


def test_each_call_is_timed_and_its_preparation_is_not():
    clock = Clock()
    measured = times({"line": clock.work("line", lambda T: T / 8), "square": clock.work("square", lambda T: T * T)},
                     [2, 4], repeats=3, clock=clock)
    assert measured.lengths == (2, 4)
    assert measured.rounds["line"].shape == (3, 2)
    assert measured.least("line").tolist() == measured.median("line").tolist() == [0.25, 0.5]
    assert measured.least("square").tolist() == [4, 16]


def test_all_take_turns_after_one_warm_up_each():
    clock = Clock()
    times({name: clock.work(name, lambda T: 1.0) for name in "ab"}, [2, 4], repeats=2, clock=clock)
    once = [("a", 2), ("b", 2), ("a", 4), ("b", 4)]
    assert clock.worked == once * 3


def test_the_warm_up_is_not_counted():
    clock, cold = Clock(), set()

    def seconds(length):
        return 0.5 if length in cold else (cold.add(length), 99.0)[1]

    assert times({"a": clock.work("a", seconds)}, [2, 4], clock=clock).least("a").tolist() == [0.5, 0.5]


def test_a_busy_spell_moves_neither_the_least_nor_the_median():
    rounds = torch.tensor([[1.0, 4.0], [9.0, 40.0], [1.5, 4.5]], dtype=torch.float64)
    measured = Times((1, 2), {"a": rounds})
    assert measured.least("a").tolist() == [1.0, 4.0]
    assert measured.median("a").tolist() == [1.5, 4.5]


def test_who_waits_does_not_work():
    asleep = {"sleep": lambda milliseconds: lambda: time.sleep(milliseconds / 1000)}
    assert times(asleep, [100], 1, clock=wall).least("sleep") >= 0.09
    assert work is wall or times(asleep, [100], 1, clock=work).least("sleep") < 0.05


@pytest.mark.parametrize(("functions", "lengths", "repeats"), [({}, [1], 1), ({"a": Clock().work}, [], 1),
                                                               ({"a": Clock().work}, [1], 0)])
def test_nothing_to_time(functions, lengths, repeats):
    with pytest.raises(ValueError, match="at least one function, one length and one repeat"):
        times(functions, lengths, repeats)


@given(exponent=st.floats(-3, 3), scale=st.floats(1e-6, 1e6))
def test_an_exact_power_is_found_exactly(exponent, scale):
    law = fit_power(LENGTHS, [scale * T**exponent for T in LENGTHS])
    assert law.exponent == pytest.approx(exponent, abs=1e-9)
    assert law.scale == pytest.approx(scale, rel=1e-6)
    assert law.spread < 1e-9
    assert torch.allclose(law(LENGTHS), torch.tensor([scale * T**exponent for T in LENGTHS], dtype=torch.float64))


@given(factor=st.floats(0.2, 3), scale=st.floats(1e-3, 1e3))
def test_an_exact_decay_is_found_exactly(factor, scale):
    law = fit_decay(torch.arange(12), torch.tensor([scale * factor**k for k in range(12)], dtype=torch.float64))
    assert law.factor == pytest.approx(factor, rel=1e-9)
    assert law.scale == pytest.approx(scale, rel=1e-6)
    assert law.spread < 1e-9
    assert law(5).item() == pytest.approx(scale * factor**5, rel=1e-6)


@pytest.mark.parametrize("bad", range(5))
def test_one_bad_point_moves_the_exponent_less_than_least_squares_do(bad):
    values = [1e-9 * T**2 for T in LENGTHS]
    values[bad] *= 5
    law = fit_power(LENGTHS, values)
    x, y = torch.tensor(LENGTHS).double().log(), torch.tensor(values).double().log()
    least_squares = ((x - x.mean()) * (y - y.mean())).sum() / (x - x.mean()).square().sum()
    assert abs(law.exponent - 2) < 0.3
    assert abs(law.exponent - 2) <= abs(least_squares - 2) + 1e-9


def test_the_spread_is_the_most_that_leaving_one_out_moves_it():
    values = [1.0, 2.2, 3.9, 8.5, 15.0]
    law = fit_power(LENGTHS, values)
    without = [fit_power(LENGTHS[:i] + LENGTHS[i + 1:], values[:i] + values[i + 1:]).exponent for i in range(5)]
    assert law.spread == pytest.approx(max(abs(e - law.exponent) for e in without))


def test_laws_say_themselves():
    assert str(fit_power(LENGTHS, LENGTHS)) == "length to the power of 1.00 ± 0.00"
    assert str(fit_decay([0, 1, 2], [4, 2, 1])) == "times 0.500 ± 0.000 at each step"


def test_where_two_laws_meet():
    line, square = (fit_power(LENGTHS, [scale * T**power for T in LENGTHS]) for scale, power in ((300, 1), (1, 2)))
    assert line.meets(square) == square.meets(line) == pytest.approx(300)
    with pytest.raises(ValueError, match="do not meet"):
        line.meets(line)


@pytest.mark.parametrize(("lengths", "values", "words"), [
    ([1, 2], [1, 2], "at least 3 points, not 2"),
    ([1, 2, 3], [1, 2], "3 places and 2 values"),
    ([1, 2, 2], [1, 2, 3], "same place"),
    ([0, 1, 2], [1, 2, 3], "lengths must be above zero"),
    ([1, 2, 3], [1, 0, 3], "values must be above zero"),
    ([1, 2, 3], [1, -2, 3], "values must be above zero"),
    ([1, 2, 3], [1, math.nan, 3], "values must be finite"),
    ([1, 2, 3], [1, math.inf, 3], "values must be finite"),
])
def test_what_has_no_law_is_said(lengths, values, words):
    with pytest.raises(ValueError, match=words):
        fit_power(lengths, values)


def test_a_decay_may_start_at_distance_nothing():
    assert fit_decay([0, 1, 2], [1, 0.5, 0.25]).factor == pytest.approx(0.5)
    with pytest.raises(ValueError, match="values must be above zero"):
        fit_decay([0, 1, 2], [1, 0, 0])


# Memory


@pytest.mark.parametrize("length", [10, 100])
def test_the_table_of_all_pairs_is_counted_and_so_is_what_comes_of_it(length):
    q, k, v = torch.randn(3, length, 8)
    assert peak_memory(lambda: (q @ k.T) @ v) == 4 * (length * length + length * 8)


def test_what_is_freed_makes_room():
    def one_after_another():
        for _ in range(5):
            torch.ones(1000).sum()

    def side_by_side():
        return [torch.ones(1000) for _ in range(5)]

    assert 4000 < peak_memory(one_after_another) < 4100
    assert peak_memory(side_by_side) == 5 * 4000


def test_views_and_writing_in_place_take_nothing():
    x = torch.ones(1000)
    assert peak_memory(lambda: x.add_(1).view(10, 100).T) == 0


def test_what_waits_for_the_way_back_is_counted():
    x = torch.ones(1000, requires_grad=True)

    def chain():
        y = x
        for _ in range(10):
            y = y.tanh()
        return y

    def without():
        with torch.no_grad():
            return chain()

    assert peak_memory(chain) == 10 * 4000
    assert peak_memory(without) == 2 * 4000


# Waiting


@pytest.mark.parametrize("length", [1, 7, 300])
@pytest.mark.parametrize("gradient", [False, True])
def test_a_chain_is_as_long_as_it_is(length, gradient):
    x = torch.ones(3, requires_grad=gradient)

    def chain():
        y = x
        for _ in range(length):
            y = y.tanh()
        return y

    assert sequential_steps(chain) == length


def test_side_by_side_does_not_wait():
    x = torch.ones(3)
    assert sequential_steps(lambda: [x.tanh() for _ in range(50)]) == 1
    assert sequential_steps(lambda: torch.stack([x.tanh() for _ in range(50)])) == 2


def test_the_longest_way_counts():
    x = torch.ones(3)
    assert sequential_steps(lambda: x.sin().sin().sin() + x.cos()) == 4
    assert sequential_steps(lambda: (x.sin().sin().sin(), x.cos())) == 3


def test_a_view_and_a_start_from_nothing_do_not_count():
    x = torch.ones(2, 3)
    assert sequential_steps(lambda: x.T[1:].reshape(4)) == 1  # this reshape copies
    assert sequential_steps(lambda: x.T[1:].unsqueeze(0)[0]) == 0
    assert sequential_steps(lambda: torch.zeros(3)) == 0
    assert sequential_steps(lambda: torch.zeros(2, 3) + x) == 1


def test_what_is_written_in_place_waits_too():
    def row_by_row():
        rows = torch.zeros(5, 3)
        for i in range(1, 5):
            rows[i] = rows[i - 1].sin()
        return rows

    assert sequential_steps(row_by_row) == 8


# Gradients


def test_the_norm_is_that_of_all_gradients_together():
    a, b = torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor(5.0, requires_grad=True)
    result = (a * torch.tensor([3.0, 4.0])).sum() + 12 * b
    assert gradient_norm(result, [a, b]) == pytest.approx(13)
    assert a.grad is None and gradient_norm(result, [a]) == pytest.approx(5)


def test_it_is_torchs_own_norm():
    layer = torch.nn.Linear(5, 4)
    loss = layer(torch.randn(7, 5)).square().mean()
    norm = gradient_norm(loss, layer.parameters())
    loss.backward()
    assert norm == pytest.approx(torch.nn.utils.get_total_norm(p.grad for p in layer.parameters()).item())
