"""The course's own answers at the sizes that their docstrings let in."""
import math

import pytest
import torch

from utils import reference


@pytest.mark.parametrize(("bias", "life"), [
    (-1e30, 0.0), (0.0, 1.0), (80.0, math.log(2) * math.exp(80)), (95.0, math.inf), (110.0, math.inf), (1e30, math.inf),
])
def test_no_gate_is_so_far_open_that_it_keeps_for_less_than_no_time(bias, life):
    assert reference.forget_bias_half_life(torch.tensor(bias)).item() == pytest.approx(life)


@pytest.mark.parametrize("size", [1e-30, 1.0, 3e20, 5e37])
def test_a_gradient_of_any_size_is_shortened_to_the_limit(size):
    one, other = reference.clip_gradient([torch.tensor([3 * size, 0.0]), torch.tensor([[-4 * size]])], size)
    assert (one / size).tolist() == pytest.approx([0.6, 0.0]) and (other / size).item() == pytest.approx(-0.8)
