"""Properties of the ways to tell a model the order."""
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from utils.reference import (
    SelfAttention, alibi_bias, attention, causal_mask, is_permutation_equivariant, masked_softmax, rotate,
    sinusoidal_positions,
)

EXACT = {torch.float32: 1e-5, torch.float64: 1e-10}


def rows(*shape, seed=0, dtype=torch.float64):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


# Who knows an order --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", EXACT)
@pytest.mark.parametrize("T", [1, 3, 17])
def test_attention_knows_no_order_and_what_is_masked_or_marked_does(T, dtype):
    torch.manual_seed(0)
    layer, x = SelfAttention(6).to(dtype), rows(2, T, 6, dtype=dtype)
    marks = sinusoidal_positions(T, 6).to(dtype)
    with torch.no_grad():
        assert is_permutation_equivariant(lambda x: layer(x)[0], x)
        for knows in (lambda x: layer(x, causal_mask(T))[0], lambda x: layer(x + marks)[0],
                      lambda x: by_turning(layer, x), lambda x: by_price(layer, x)):
            assert is_permutation_equivariant(knows, x) == (T == 1)


def by_turning(layer, x):
    q, k, v = (x @ W for W in (layer.W_q, layer.W_k, layer.W_v))
    places = torch.arange(x.shape[1])
    return attention(rotate(q, places), rotate(k, places), v)[0]


def by_price(layer, x):
    q, k, v = (x @ W for W in (layer.W_q, layer.W_k, layer.W_v))
    everyone = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool)
    return masked_softmax(q @ k.mT / 6**0.5 + alibi_bias(1, x.shape[1]), everyone) @ v


def test_torchs_own_attention_knows_no_order_and_a_recurrent_layer_does():
    torch.manual_seed(0)
    x = rows(2, 9, 8, dtype=torch.float32)
    several, in_order = nn.MultiheadAttention(8, 2, batch_first=True), nn.GRU(8, 5, batch_first=True)
    with torch.no_grad():
        assert is_permutation_equivariant(lambda x: several(x, x, x)[0], x)
        assert not is_permutation_equivariant(lambda x: in_order(x)[0], x)


def test_asking_leaves_the_rows_and_the_random_numbers_as_they_were():
    x = rows(2, 5, 3)
    before, state = x.clone(), torch.get_rng_state()
    assert is_permutation_equivariant(lambda x: x - x.mean(1, keepdim=True), x)
    assert torch.equal(x, before) and torch.equal(torch.get_rng_state(), state)


# Sinusoids -----------------------------------------------------------------------------------------------------


def test_the_first_place_is_zeros_and_ones_and_all_rows_are_of_one_length():
    table = sinusoidal_positions(500, 32)
    assert torch.equal(table[0], torch.tensor([0.0, 1.0] * 16))
    torch.testing.assert_close(table.norm(dim=1), torch.full((500,), 4.0))
    assert len(table.unique(dim=0)) == 500


def test_the_products_of_two_places_depend_on_their_distance_only_and_a_turn_leads_from_one_to_the_other():
    table = sinusoidal_positions(64, 16).double()
    products = table @ table.T
    for distance in range(64):
        of_distance = products.diagonal(distance)
        torch.testing.assert_close(of_distance, of_distance[:1].expand_as(of_distance), rtol=0, atol=1e-5)
    cosine_first = table.unflatten(1, (8, 2)).flip(2).flatten(1)  # as an arrow that turns
    torch.testing.assert_close(rotate(cosine_first[:50], torch.tensor(10).expand(50)), cosine_first[10:60], rtol=0, atol=1e-5)


# Rotary --------------------------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(st.integers(-2000, 2000), st.integers(1, 4), st.integers(1, 8), st.floats(2.0, 1e6))
def test_rotary_scores_depend_on_distance_only(moved, T, pairs, base):
    for dtype, near in {torch.float32: 1e-5, torch.float64: 1e-10}.items():
        q, k = rows(2, T, 2 * pairs, seed=1, dtype=dtype), rows(2, T, 2 * pairs, seed=2, dtype=dtype)
        places = torch.arange(T)
        here = rotate(q, places, base) @ rotate(k, places, base).mT
        there = rotate(q, places + moved, base) @ rotate(k, places + moved, base).mT
        torch.testing.assert_close(here, there, rtol=0, atol=near * 10)


@settings(max_examples=50)
@given(st.floats(-500, 500), st.floats(-500, 500))
def test_turns_add_up_and_go_back_and_keep_lengths(one, other):
    x = rows(3, 5, 8)
    once, then = (torch.full((5,), place, dtype=torch.float64) for place in (one, other))
    torch.testing.assert_close(rotate(rotate(x, once), then), rotate(x, once + then), rtol=0, atol=1e-9)
    torch.testing.assert_close(rotate(rotate(x, once), -once), x, rtol=0, atol=1e-10)
    torch.testing.assert_close(rotate(x, once).norm(dim=-1), x.norm(dim=-1), rtol=0, atol=1e-10)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_rotate_keeps_the_type_and_far_places_keep_their_digits(dtype):
    x, places = rows(2, 3, 6, dtype=torch.float64).to(dtype), torch.tensor([0, 5, 100_003])
    turned = rotate(x, places)
    assert turned.dtype == dtype and torch.equal(turned[:, 0], x[:, 0])
    near = {torch.float16: 5e-3, torch.bfloat16: 5e-2, torch.float32: 1e-6, torch.float64: 1e-12}[dtype]
    torch.testing.assert_close(turned.double(), rotate(x.double(), places), rtol=0, atol=near)


def test_positions_may_differ_from_text_to_text():
    x, places = rows(2, 4, 3, 6), torch.tensor([[0, 1, 2], [7, 8, 9]])
    turned = rotate(x, places[:, None])
    for text in range(2):
        torch.testing.assert_close(turned[text], rotate(x[text], places[text]))


def test_gradients_flow_through_a_turn_and_are_turned_back():
    x, places = rows(2, 5, 4).requires_grad_(), torch.arange(5)
    into = rows(2, 5, 4, seed=3)
    (gradient,) = torch.autograd.grad(rotate(x, places), x, into)
    torch.testing.assert_close(gradient, rotate(into, -places), rtol=0, atol=1e-12)


# ALiBi ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n_heads", [1, 2, 3, 8, 12])
def test_the_price_grows_with_the_distance_and_falls_by_one_factor_from_head_to_head(n_heads):
    bias = alibi_bias(n_heads, 7).double()
    assert bias.shape == (n_heads, 7, 7) and torch.equal(bias, bias.mT)
    assert (bias.diagonal(dim1=1, dim2=2) == 0).all()
    steps = bias[:, 1:, 0] - bias[:, :-1, 0]
    torch.testing.assert_close(steps, steps[:, :1].expand_as(steps), rtol=1e-6, atol=1e-7)
    torch.testing.assert_close(-steps[-1, 0], torch.tensor(2.0**-8, dtype=torch.float64), rtol=1e-6, atol=0)
    torch.testing.assert_close(steps[1:, 0] / steps[:-1, 0], torch.full((n_heads - 1,), 2 ** (-8 / n_heads)).double(),
                               rtol=1e-6, atol=0)


def test_the_slopes_of_eight_heads_are_those_of_the_paper():
    assert alibi_bias(8, 2)[:, 0, 1].tolist() == [-(0.5**i) for i in range(1, 9)]


def test_a_longer_text_has_the_same_bias_where_it_is_as_long():
    assert torch.equal(alibi_bias(4, 9)[:, :5, :5], alibi_bias(4, 5))
