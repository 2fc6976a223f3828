"""Scores, masked weights and their blend: torch agrees, and what a mask hides is as good as not there."""
import pytest
import torch
import torch.nn.functional as F

from utils.reference.attention import additive_scores, blend, masked_softmax

CLOSE = {torch.float32: 1e-5, torch.float64: 1e-10}
MASKS = {"none": (), "keys": (7,), "pairs": (5, 7), "texts": (3, 1, 1, 7), "heads": (2, 5, 7), "all": (3, 2, 5, 7)}


def some(*shape, dtype=torch.float64, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=dtype).requires_grad_()


def mask(*shape):
    """Some pairs may attend; where whole rows can differ, the first query may attend nowhere."""
    may = torch.rand(shape, generator=torch.Generator().manual_seed(1)) < 0.6
    if len(shape) > 1 and shape[-2] > 1:
        may[..., 0, :] = False
    return may


def gradients(output, *inputs):
    weights = torch.linspace(-1, 1, output.numel(), dtype=output.dtype).reshape(output.shape)
    return torch.autograd.grad((output * weights).sum(), inputs)


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("shape", MASKS.values(), ids=MASKS)
def test_weights_and_blend_are_those_of_torch(shape, dtype):
    q, k, v = (some(3, 2, n, d, dtype=dtype, seed=n + d) for n, d in ((5, 4), (7, 4), (7, 6)))
    may = mask(*shape)
    ours = blend(masked_softmax(q @ k.mT / 2, may), v)
    theirs = F.scaled_dot_product_attention(q, k, v, attn_mask=may.expand(3, 2, 5, 7))
    for one, other in zip((ours, *gradients(ours, q, k, v)), (theirs, *gradients(theirs, q, k, v))):
        torch.testing.assert_close(one, other, rtol=CLOSE[dtype], atol=CLOSE[dtype])


@pytest.mark.parametrize("dtype", CLOSE)
def test_a_score_is_a_small_network_of_its_own_pair(dtype):
    query, keys, W_q, W_k, v = inputs = [some(*shape, dtype=dtype, seed=sum(shape)) for shape in (
        (3, 5, 4), (3, 7, 6), (4, 8), (6, 8), (8,))]
    pairs = torch.cat([query.repeat_interleave(7, dim=1), keys.repeat(1, 5, 1)], dim=-1)  # (3, 5 · 7, 4 + 6)
    ours = additive_scores(*inputs)
    theirs = F.linear(F.linear(pairs, torch.cat([W_q, W_k]).T).tanh(), v[None]).reshape(3, 5, 7)
    for one, other in zip((ours, *gradients(ours, *inputs)), (theirs, *gradients(theirs, *inputs))):
        torch.testing.assert_close(one, other, rtol=CLOSE[dtype], atol=CLOSE[dtype])


def test_keys_in_another_order_give_scores_in_that_order_and_the_same_blend():
    query, keys, values, order = some(3, 5, 4), some(3, 7, 6), some(3, 7, 2), torch.randperm(7)
    weights = some(4, 8), some(6, 8), some(8)
    scores, moved = additive_scores(query, keys, *weights), additive_scores(query, keys[:, order], *weights)
    torch.testing.assert_close(moved, scores[..., order])
    torch.testing.assert_close(blend(moved.softmax(-1), values[:, order]), blend(scores.softmax(-1), values))


def test_a_row_shares_out_one_whole_or_nothing_and_nothing_to_what_is_hidden():
    may = mask(3, 2, 5, 7)
    weights = masked_softmax(20 * some(3, 2, 5, 7), may)
    assert (weights[~may] == 0).all() and (weights >= 0).all()
    torch.testing.assert_close(weights.sum(-1), may.any(-1).double())


@pytest.mark.filterwarnings("ignore:Anomaly Detection")
@pytest.mark.parametrize("size", [1.0, 300.0, 1e30])
def test_no_size_of_score_makes_nan_on_either_way(size):
    scores = some(3, 5, 7, dtype=torch.float32)
    with torch.autograd.detect_anomaly(check_nan=True):
        (slope,) = gradients(masked_softmax(size * scores, mask(3, 5, 7)), scores)
    assert slope.isfinite().all() and (slope[:, 0] == 0).all()


def test_what_is_added_to_every_score_of_a_row_changes_nothing():
    scores, may = some(3, 5, 7), mask(3, 5, 7)
    torch.testing.assert_close(masked_softmax(scores + 50 * some(3, 5, 1), may), masked_softmax(scores, may))


def test_padding_changes_nothing_and_learns_nothing():
    scores, values, more, longer = some(3, 5, 7), some(3, 7, 2), some(3, 5, 4, seed=2), some(3, 4, 2, seed=3)
    alone = blend(masked_softmax(scores, torch.tensor(True)), values)
    padded = blend(masked_softmax(torch.cat([scores, 100 * more], -1), torch.arange(11) < 7), torch.cat([values, longer], 1))
    torch.testing.assert_close(padded, alone)
    assert all((slope == 0).all() for slope in gradients(padded, more, longer))
