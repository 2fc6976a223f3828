"""Heads as lesson 07 exports them: torch agrees in values, weights and gradients, and what must not get through does not."""
import pytest
import torch
from torch import nn

from tests.reference.agreement import CLOSE, assert_alike, masks, may, slopes, some
from utils.reference import MultiHeadAttention, SelfAttention, causal_mask, merge_heads, projections_of, split_heads

B, T_Q, T_K, D_MODEL = 3, 5, 7, 24
MASKS = masks(B, 4, T_Q, T_K)


def layers(n_heads, dtype=torch.float64, **biases):
    """A layer of torch's and ours with its weights."""
    torch.manual_seed(2)
    theirs = nn.MultiheadAttention(D_MODEL, n_heads, batch_first=True, dtype=dtype, **biases)
    ours = MultiHeadAttention(D_MODEL, n_heads).to(dtype)
    ours.load_state_dict(projections_of(theirs))
    return theirs, ours


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("mask", MASKS.values(), ids=MASKS)
@pytest.mark.parametrize("cross", [False, True], ids=["self", "cross"])
def test_torch_agrees_in_values_weights_and_gradients(cross, mask, dtype):
    theirs, ours = layers(4, dtype)
    x = some(B, T_Q if cross else T_K, D_MODEL, dtype=dtype).requires_grad_()
    source = some(B, T_K, D_MODEL, dtype=dtype, seed=1).requires_grad_() if cross else x
    shape = mask and tuple(x.shape[1] if n == T_Q else n for n in mask)
    open_to = may(shape) if mask else None
    hidden = None if open_to is None else ~open_to.expand(B, 4, x.shape[1], T_K).flatten(0, 1)
    output, weights = ours(x, open_to, source if cross else None)
    wanted, shares = theirs(x, source, source, attn_mask=hidden, average_attn_weights=False)
    leaves = [x, source] if cross else [x]
    own = [ours.W_q, ours.W_k, ours.W_v, ours.W_o]
    got = slopes(output, *leaves, *own)
    of_torch = slopes(wanted, *leaves, theirs.in_proj_weight, theirs.out_proj.weight)
    matrices = [*of_torch[-2].T.chunk(3, dim=1), of_torch[-1].T]
    assert_alike((output, weights, *got), (wanted, shares, *of_torch[:len(leaves)], *matrices), CLOSE[dtype])


@pytest.mark.parametrize("n_heads", [1, 2, 3, 6, 24])
def test_any_number_of_heads_that_divides_the_width(n_heads):
    theirs, ours = layers(n_heads)
    x, source = some(B, T_Q, D_MODEL), some(B, T_K, D_MODEL, seed=1)
    wanted, shares = theirs(x, source, source, average_attn_weights=False)
    assert_alike(ours(x, source=source), (wanted, shares), 1e-10)
    assert sum(p.numel() for p in ours.parameters()) == 4 * D_MODEL**2


def test_biases_of_zero_are_taken_for_none_and_others_are_told():
    theirs, ours = layers(4, bias=True)  # torch begins them at zero
    x = some(B, T_Q, D_MODEL)
    assert_alike(ours(x)[:1], theirs(x, x, x)[:1], 1e-10)
    for bias in (theirs.in_proj_bias, theirs.out_proj.bias):
        with torch.no_grad():
            bias[3] = 0.1
        with pytest.raises(ValueError, match="biases"):
            projections_of(theirs)
        with torch.no_grad():
            bias[3] = 0


def test_a_number_of_heads_that_does_not_divide_the_width_is_told():
    with pytest.raises(ValueError, match="5 heads cannot share 24 numbers"):
        MultiHeadAttention(24, 5)


def test_one_head_is_self_attention_and_a_matrix_behind_it():
    ours, alone = MultiHeadAttention(D_MODEL, 1), SelfAttention(D_MODEL)
    alone.load_state_dict({name: weight for name, weight in ours.state_dict().items() if name != "W_o"})
    x, mask = some(B, T_K, D_MODEL, dtype=torch.float32), causal_mask(T_K)
    blend, weights = alone(x, mask)
    assert_alike(ours(x, mask), (blend @ ours.W_o, weights[:, None]), 1e-5)


def test_heads_are_parts_of_the_width_and_merging_undoes_the_split():
    x = some(B, T_Q, D_MODEL)
    heads = split_heads(x, 6)
    assert heads.shape == (B, 6, T_Q, 4) and torch.equal(heads[:, 2], x[..., 8:12])
    assert torch.equal(merge_heads(heads), x) and torch.equal(split_heads(merge_heads(heads), 6), heads)


def test_the_output_is_a_sum_over_heads_and_a_head_without_its_rows_of_w_o_is_silent():
    _, ours = layers(4)
    x = some(B, T_Q, D_MODEL)
    whole, weights = ours(x)
    parts = torch.zeros_like(whole)
    for head in range(4):
        alone = MultiHeadAttention(D_MODEL, 4).double()
        alone.load_state_dict(ours.state_dict())
        with torch.no_grad():
            alone.W_o.unflatten(0, (4, -1))[[other for other in range(4) if other != head]] = 0
        blend = weights[:, head] @ (x @ ours.W_v)[..., 6 * head:6 * head + 6]
        assert_alike(alone(x)[:1], [blend @ ours.W_o[6 * head:6 * head + 6]], 1e-10)
        parts += alone(x)[0]
    assert_alike([parts], [whole], 1e-10)


def test_a_query_that_may_attend_nowhere_reads_nothing_and_teaches_nothing():
    _, ours = layers(4)
    x, source = some(B, T_Q, D_MODEL).requires_grad_(), some(B, T_K, D_MODEL, seed=1)
    mask = may((T_Q, T_K))
    mask[2] = False
    output, weights = ours(x, mask, source)
    assert (output[:, 2] == 0).all() and (weights[:, :, 2] == 0).all()
    gradients = slopes(output, x, *ours.parameters())
    assert all(gradient.isfinite().all() for gradient in gradients) and (gradients[0][:, 2] == 0).all()
    one_head = torch.ones(4, T_Q, T_K, dtype=torch.bool)
    one_head[1] = False  # a head that may attend nowhere, and others that may
    output, weights = ours(x, one_head, source)
    assert output.isfinite().all() and (weights[:, 1] == 0).all() and (weights[:, 0] > 0).all()


def test_nothing_later_comes_through_a_causal_mask():
    _, ours = layers(4)
    x = some(B, T_K, D_MODEL).requires_grad_()
    output, weights = ours(x, causal_mask(T_K))
    for t in range(T_K):
        (slope,) = torch.autograd.grad(output[:, t].sum(), x, retain_graph=True)
        assert (slope[:, t + 1:] == 0).all() and (slope[:, :t + 1] != 0).any(dim=2).all()
        changed = x.detach().clone()
        changed[:, t + 1:] += 10
        assert torch.equal(ours(changed, causal_mask(T_K))[0][:, :t + 1], output[:, :t + 1])
    assert (weights.triu(1) == 0).all()


def test_words_in_another_order_give_the_same_answers_in_that_order():
    _, ours = layers(4)
    x, order = some(B, T_K, D_MODEL), torch.tensor([4, 0, 6, 2, 1, 5, 3])
    output, weights = ours(x)
    shuffled, mixed = ours(x[:, order])
    assert_alike((shuffled, mixed), (output[:, order], weights[:, :, order][..., order]), 1e-10)
    asked = some(B, T_Q, D_MODEL, seed=1)  # whoever reads a source does not notice its order
    assert_alike(ours(asked, source=x[:, order])[:1], ours(asked, source=x)[:1], 1e-10)


def test_padding_never_changes_what_is_read():
    _, ours = layers(4)
    x, source = some(B, T_Q, D_MODEL), some(B, T_K, D_MODEL, seed=1)
    real = torch.arange(T_K) < torch.tensor([7, 4, 2])[:, None]  # (B, T_K)
    padded = torch.where(real[..., None], source, 1e3 * some(B, T_K, D_MODEL, seed=3)).requires_grad_()
    output, _ = ours(x, real[:, None, None], padded)
    for text, n in enumerate((7, 4, 2)):
        assert_alike([output[text]], ours(x[text:text + 1], source=source[text:text + 1, :n])[0], 1e-10)
    (slope,) = slopes(output, padded)
    assert (slope[~real] == 0).all()


def test_masks_of_heads_reach_their_own_head_and_no_other():
    _, ours = layers(4)
    x = some(B, T_K, D_MODEL)
    mask = torch.ones(4, T_K, T_K, dtype=torch.bool)
    mask[2] = causal_mask(T_K)
    _, everywhere = ours(x)
    _, weights = ours(x, mask)
    assert (weights[:, 2].triu(1) == 0).all()
    others = [0, 1, 3]
    assert_alike([weights[:, others]], [everywhere[:, others]], 1e-10)
