"""The gate's arithmetic, its words and what it refuses."""
import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from utils.reference import forget_bias_half_life
from utils.widgets import Gate
from utils.widgets.gate import STEPS, half_life, left_after

GATES = st.lists(st.floats(0, 1), min_size=STEPS, max_size=STEPS)


@given(GATES)
def test_what_is_left_is_the_product_and_never_comes_back(gates):
    left = left_after(gates)
    assert len(left) == STEPS and math.isclose(left[-1], math.prod(gates), abs_tol=1e-12)
    assert left == sorted(left, reverse=True)


@given(GATES)
def test_every_state_is_said_and_tabled(gates):
    gate = Gate()
    gate.answer = {"gates": gates}
    assert gate.text().count("\n") >= STEPS and gate.still().count("<tr>") == STEPS + 1


@pytest.mark.parametrize("bias", [-3.0, 0.0, 1.0, 3.0, 5.0])
def test_half_life_is_that_of_the_lesson(bias):
    keep = torch.sigmoid(torch.tensor(bias, dtype=torch.float64))
    expected = forget_bias_half_life(torch.tensor(bias, dtype=torch.float64))
    assert math.isclose(half_life(keep.item()), expected.item(), rel_tol=1e-9)


@pytest.mark.parametrize("gates, words", [
    ([0.95] * 20, "Every gate keeps 0.95, which is a half-life of 13.5 steps. At least half is left through step "
                  "13, a hundredth or more to the end."),
    ([0.5] * 20, "Every gate keeps 0.50, which is a half-life of 1.0 steps. At least half is left through step 1, "
                 "less than a hundredth from step 7 on."),
    ([1] * 20, "Every gate is wide open, and nothing is lost. At least half is left through step 20, a hundredth "
               "or more to the end."),
    ([0] * 20, "Every gate is shut. Less than half is left from the first step, less than a hundredth from step 1 "
               "on."),
    ([1] * 13 + [0] + [1] * 6, "The gates differ; that of step 14 keeps least, 0.00. At least half is left "
                               "through step 13, less than a hundredth from step 14 on."),
])
def test_words(gates, words):
    assert Gate().said({"gates": gates}) == words


@pytest.mark.parametrize("keep", [-0.1, 1.5, math.nan, "0.9", True])
def test_a_share_lies_between_nothing_and_all(keep):
    with pytest.raises(ValueError, match="Gate: 'gates' is a list of 20, each a number from 0 to 1"):
        Gate(keep)
