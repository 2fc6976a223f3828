"""The effect of the division by sqrt(d)."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from utils.exercises import specifications
from utils.widgets import Scaling
from utils.widgets.numbers import softmax
from utils.widgets.scaling import gap_of_the_best, measure, norm_of_gradient

WHY_SCALE = specifications["why_scale"]


def random(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@given(st.lists(st.floats(-15, 15), min_size=2, max_size=12))
def test_the_gradient_is_that_of_autograd(scores):
    scores = torch.tensor(scores, dtype=torch.float64)
    jacobian = torch.autograd.functional.jacobian(lambda x: x.softmax(0), scores)
    assert norm_of_gradient(softmax(scores.tolist())) == pytest.approx(jacobian.norm().item(), rel=1e-6, abs=1e-12)


def test_a_gradient_too_small_for_a_float_is_still_positive():
    assert 0 < norm_of_gradient(softmax([0.0, -2000.0])) < 1e-200


def test_each_number_is_that_of_torch():
    queries, keys = random(5, 16), random(3, 16, seed=1)
    for step in measure(queries.tolist(), keys.tolist()):
        d = step["d"]
        for place, scale in enumerate((1.0, math.sqrt(d))):
            scores = queries[:, :d] @ keys[:, :d].T / scale
            weights = scores.softmax(-1)
            entropy = -(weights * weights.log2()).sum(-1)
            jacobians = torch.diag_embed(weights) - weights[:, :, None] * weights[:, None, :]
            assert step["weights"][place] == pytest.approx(weights[0].tolist(), abs=1e-4)
            assert step["spread"][place] == pytest.approx(scores.square().mean().sqrt().item(), rel=6e-3)
            assert step["entropy"][place] == pytest.approx(entropy.median().item(), abs=1e-4)
            norms = jacobians.flatten(1).norm(dim=1)
            assert step["gradient"][place] == pytest.approx(norms.median().item(), rel=6e-3)


def test_d_runs_over_the_powers_of_two_that_the_vectors_have():
    widget = Scaling(random(2, 20), random(3, 20), d=16)
    assert [step["d"] for step in widget.course] == [1, 2, 4, 8, 16]
    assert widget.misfit({"d": 32, "guess": None}) == "'d' is one of 1, 2, 4, 8, 16, not 32"
    assert widget.misfit({"d": 16, "guess": 64}) == "'guess' is one of 1, 2, 4, 8, 16, or None, not 64"
    assert widget.misfit({"d": 3, "guess": None})


def test_one_query_may_come_alone():
    query, keys = random(8), random(2, 8, seed=1)
    assert Scaling(query, keys).course == Scaling(query[None], keys).course


def test_the_gap_of_the_best():
    assert gap_of_the_best(2) == pytest.approx(0.6745 * math.sqrt(2), abs=1e-3)  # half of |N(0, 2)|
    ordered = random(100_000, 8).sort().values
    assert gap_of_the_best(8) == pytest.approx((ordered[:, -1] - ordered[:, -2]).median().item(), abs=0.01)


def test_the_task_shows_the_law_and_no_luck():
    """Spread like sqrt(d); a gradient that follows its law; and an answer that rounding cannot move."""
    widget = WHY_SCALE.figure(**WHY_SCALE.given)
    left = {}
    for step in widget.course:
        d, (without, scaled) = step["d"], step["gradient"]
        left[d] = without / scaled
        assert step["spread"][0] == pytest.approx(math.sqrt(d), rel=0.25)
        assert step["spread"][1] == pytest.approx(1.0, abs=0.25)
        assert scaled == pytest.approx(0.36, abs=0.03)
        if d >= 32:
            assert abs(math.log(without / (2 * math.exp(-widget.gap * math.sqrt(d))))) < 0.5
    assert left[64] > 0.15 and left[128] < 0.05
    assert all(left[d] > left[2 * d] for d in (8, 16, 32, 64, 128, 256, 512))


def test_the_gradients_wait_for_the_prediction():
    widget = WHY_SCALE.figure(**WHY_SCALE.given)
    assert {cell for row in widget.table({"d": 4, "guess": None})[1] for cell in row[-2:]} == {"?"}
    assert "gradient through" not in widget.said({"d": 4, "guess": None})
    assert widget.table({"d": 4, "guess": 64})[1][7] == ["128", "10.9", "1.0", "0.07", "2.57", "0.014", "0.37"]


@pytest.mark.parametrize("queries, keys, message", [
    ([], random(2, 4), r"queries must be of shape \(1 to 1024, 4\), not \(0,\)"),
    (random(2, 4), random(1, 4), r"keys must be of shape \(2 to 12, 2 to 1024\), not \(1, 4\)"),
    (random(2, 4), random(13, 4), r"keys must be of shape \(2 to 12, 2 to 1024\), not \(13, 4\)"),
    (random(2, 4), random(3, 5), r"queries must be of shape \(1 to 1024, 5\), not \(2, 4\)"),
    (random(2, 1), random(2, 1), r"2 to 1024\), not \(2, 1\)"),
    (random(2, 1025), random(2, 1025), r"2 to 1024\), not \(2, 1025\)"),
    (random(4), random(4), r"2 to 1024\), not \(4,\)"),
    (random(2, 4) * math.nan, random(2, 4), "queries must hold finite numbers, and one is nan"),
])
def test_what_does_not_fit_is_refused(queries, keys, message):
    with pytest.raises(ValueError, match=message):
        Scaling(queries, keys)
