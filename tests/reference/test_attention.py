"""Attention as lesson 06 exports it: torch agrees, in values and gradients, and what must not get through does not."""
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from utils.reference import SelfAttention, attention, causal_mask, softmax

CLOSE = {torch.float32: 1e-5, torch.float64: 1e-10}
TYPES = pytest.mark.parametrize("dtype", CLOSE, ids=str)


def near(a, b):
    return torch.allclose(a, b, rtol=0, atol=CLOSE[b.dtype])


def drawn(*shape, dtype=torch.float64, seed=0):
    return torch.randn(shape, dtype=dtype, generator=torch.Generator().manual_seed(seed)).requires_grad_()


def gradients(result, tensors):
    """Of a mixture of the results, in which every number counts differently."""
    mixture = (result * torch.arange(result.numel(), dtype=result.dtype).reshape(result.shape).cos()).sum()
    return torch.autograd.grad(mixture, tensors, retain_graph=True)


# Softmax ---------------------------------------------------------------------------------------------------------


@TYPES
@pytest.mark.parametrize("dim", [0, 1, 2, -1, -2])
def test_softmax_is_torchs_in_values_and_gradients(dim, dtype):
    x = drawn(3, 4, 5, dtype=dtype)
    own, torchs = softmax(x, dim), F.softmax(x, dim)
    assert near(own, torchs)
    assert near(*(gradients(weights, [x])[0] for weights in (own, torchs)))


@TYPES
@pytest.mark.parametrize("shift", [-1e4, -100.0, 0.0, 100.0, 1e4])
def test_what_is_added_to_all_scores_changes_no_weight(shift, dtype):
    x = (64 * drawn(3, 4, dtype=dtype)).detach().round() / 64  # so that adding does not round
    assert near(softmax(x + shift, 1), softmax(x, 1))


def test_a_score_of_minus_infinity_gets_nothing_and_takes_nothing():
    x = torch.tensor([[1.0, -torch.inf, 2.0]], dtype=torch.float64, requires_grad=True)
    weights = softmax(x, 1)
    assert near(weights[:, [0, 2]], softmax(x[:, [0, 2]], 1)) and weights[0, 1] == 0
    assert gradients(weights, [x])[0].isfinite().all()


# Masks -----------------------------------------------------------------------------------------------------------

CLOSED = torch.tensor([[True, False, True, True, False], [False] * 5, [True] * 5, [False, True, False, False, False]])
MASKS = {  # for (2, 3, 4, 5): B, heads, T_q, T_k
    "none": None,
    "for all alike": torch.rand(4, 5, generator=torch.Generator().manual_seed(1)) < 0.6,
    "padding, by the text": (torch.arange(5) < torch.tensor([3, 5])[:, None])[:, None, None],
    "by the head": torch.rand(3, 4, 5, generator=torch.Generator().manual_seed(2)) < 0.6,
    "each its own": torch.rand(2, 3, 4, 5, generator=torch.Generator().manual_seed(3)) < 0.6,
    "queries that may attend nowhere": CLOSED,
    "a text that may attend nowhere": torch.tensor([True, False])[:, None, None, None],
}


@TYPES
@pytest.mark.parametrize("mask", MASKS.values(), ids=MASKS)
def test_attention_is_torchs_in_values_and_gradients(mask, dtype):
    given = [drawn(2, 3, *shape, dtype=dtype, seed=seed) for seed, shape in enumerate([(4, 6), (5, 6), (5, 7)])]
    q, k, v = given
    output, weights = attention(q, k, v, mask)
    torchs = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    assert near(output, torchs) and near(weights @ v, torchs)
    assert all(map(near, gradients(output, given), gradients(torchs, given)))
    assert all(gradient.isfinite().all() for gradient in gradients(weights, (q, k)))


@pytest.mark.parametrize("mask", MASKS.values(), ids=MASKS)
def test_weights_share_one_whole_among_what_is_open(mask):
    weights = attention(drawn(2, 3, 4, 6), drawn(2, 3, 5, 6, seed=1), drawn(2, 3, 5, 7, seed=2), mask)[1]
    open_ = torch.ones_like(weights, dtype=torch.bool) if mask is None else mask.expand_as(weights)
    assert ((weights > 0) == open_).all()
    assert near(weights.sum(-1), open_.any(-1).double())


def test_the_leading_axes_are_any():
    q, k, v = drawn(4, 6), drawn(5, 6, seed=1), drawn(5, 7, seed=2)
    alone = attention(q, k, v, CLOSED)
    for more in ((2,), (2, 3), (2, 3, 1, 2)):
        for one, many in zip(alone, attention(*(x.expand(*more, *x.shape) for x in (q, k, v)), CLOSED)):
            assert near(many, one.expand(*more, *one.shape))


def test_a_causal_mask_is_a_lower_triangle():
    for T in (1, 2, 7):
        assert torch.equal(causal_mask(T), torch.tensor([[key <= query for key in range(T)] for query in range(T)]))


# A layer ---------------------------------------------------------------------------------------------------------


def layer(d_model=6):
    torch.manual_seed(0)
    return SelfAttention(d_model).double()


@TYPES
@pytest.mark.parametrize("mask", [None, causal_mask(5)], ids=["no mask", "causal"])
def test_a_layer_is_torchs_with_one_head_and_its_weights(mask, dtype):
    own, x = layer().to(dtype), drawn(2, 5, 6, dtype=dtype)
    torchs = nn.MultiheadAttention(6, 1, bias=False, batch_first=True, dtype=dtype)
    torchs.in_proj_weight.data = torch.cat([own.W_q, own.W_k, own.W_v], dim=1).T
    torchs.out_proj.weight.data = torch.eye(6, dtype=dtype)
    output, weights = own(x, mask)
    expected, expected_weights = torchs(x, x, x, attn_mask=None if mask is None else ~mask)
    assert near(output, expected) and near(weights, expected_weights)
    own_gradients = gradients(output, [x, own.W_q, own.W_k, own.W_v])
    x_gradient, packed = gradients(expected, [x, torchs.in_proj_weight])
    assert all(map(near, own_gradients, (x_gradient, *(part.T for part in packed.chunk(3)))))


def test_words_that_change_places_take_their_outputs_along():
    x, order = drawn(2, 5, 6), torch.tensor([3, 0, 4, 2, 1])
    (output, weights), (moved, moved_weights) = layer()(x), layer()(x[:, order])
    assert near(moved, output[:, order]) and near(moved_weights, weights[:, order][:, :, order])


def test_no_output_depends_on_a_later_word():
    x = drawn(1, 5, 6)
    output = layer()(x, causal_mask(5))[0]
    for t in range(5):
        (slope,) = torch.autograd.grad(output[0, t].sum(), x, retain_graph=True)
        reached = slope[0].abs().sum(dim=1) > 0
        assert reached.tolist() == [place <= t for place in range(5)]
        changed = x.detach().clone()
        changed[:, t + 1:] = 100 * drawn(1, 4 - t, 6, seed=7).detach()
        assert torch.equal(layer()(changed, causal_mask(5))[0][:, :t + 1], output[:, :t + 1])


def test_padding_never_changes_the_output_of_a_real_word():
    x = drawn(1, 3, 6)
    padded = torch.cat([x, 50 * drawn(1, 4, 6, seed=3)], dim=1)
    mask = torch.arange(7) < 3
    assert near(layer()(padded, mask)[0][:, :3], layer()(x)[0])


def test_training_finds_the_three_matrices_and_a_start_of_the_right_size():
    torch.manual_seed(0)
    matrices = dict(SelfAttention(256).named_parameters())
    assert set(matrices) == {"W_q", "W_k", "W_v"}
    assert all(abs(W.std().item() * 16 - 1) < 0.05 for W in matrices.values())
