"""The block as lesson 09 exports it: torch agrees in values and gradients, and what the lesson says of it holds."""
import pytest
import torch
from torch import nn

from tests.reference.agreement import CLOSE, assert_alike, masks, may, slopes, some
from utils.reference import EncoderBlock, block_of, causal_mask, feed_forward, layer_norm

B, T, D_MODEL, N_HEADS, D_FF = 3, 7, 24, 4, 40
MASKS = masks(B, N_HEADS, T, T)


def blocks(norm_first, dtype=torch.float64):
    """A layer of torch's with gains and biases that are not those of the start, and ours with its weights."""
    torch.manual_seed(2)
    theirs = nn.TransformerEncoderLayer(D_MODEL, N_HEADS, D_FF, dropout=0.0, batch_first=True, norm_first=norm_first,
                                        dtype=dtype)
    with torch.no_grad():
        for weights in (*theirs.norm1.parameters(), *theirs.norm2.parameters()):
            weights += 0.3 * torch.randn_like(weights)
    ours = EncoderBlock(D_MODEL, N_HEADS, D_FF, norm_first).to(dtype)
    ours.load_state_dict(block_of(theirs))
    return theirs, ours


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("shape", [(D_MODEL,), (T, D_MODEL), (B, T, D_MODEL), (2, B, T, 5), (4, 1)])
def test_torchs_layer_norm_agrees_in_values_and_gradients(shape, dtype):
    theirs = nn.LayerNorm(shape[-1], eps=1e-3, dtype=dtype)
    with torch.no_grad():
        theirs.weight.copy_(some(shape[-1], dtype=dtype, seed=3))
        theirs.bias.copy_(some(shape[-1], dtype=dtype, seed=4))
    x = (2 * some(*shape, dtype=dtype) + 1).requires_grad_()
    output, wanted = layer_norm(x, theirs.weight, theirs.bias, 1e-3), theirs(x)
    leaves = x, theirs.weight, theirs.bias
    assert_alike((output, *slopes(output, *leaves)), (wanted, *slopes(wanted, *leaves)), CLOSE[dtype])


def test_a_normed_row_forgets_its_size_and_its_mean():
    x, gain, bias = some(B, T, D_MODEL), torch.ones(D_MODEL).double(), torch.zeros(D_MODEL).double()
    normed = layer_norm(x, gain, bias, 0.0)
    wanted = torch.zeros(B, T).double(), torch.ones(B, T).double()
    assert_alike((normed.mean(-1), normed.square().mean(-1)), wanted, 1e-10)
    assert_alike([layer_norm(300 * x + 7, gain, bias, 0.0)], [normed], 1e-10)
    flat, bias = torch.full((2, 4), 5.0), torch.arange(4.0)
    assert torch.equal(layer_norm(flat, torch.ones(4), bias), bias.expand(2, 4))


def test_neurons_see_their_own_place_only():
    x = some(B, T, 6).requires_grad_()
    weights = some(6, 9, seed=1), some(9, seed=2), some(9, 6, seed=3), some(6, seed=4)
    output = feed_forward(x, *weights)
    (slope,) = torch.autograd.grad(output[:, 2].sum(), x)
    assert (slope[:, 2] != 0).any() and (slope[:, [0, 1, 3, 4, 5, 6]] == 0).all()


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("mask", MASKS.values(), ids=MASKS)
@pytest.mark.parametrize("norm_first", [True, False])
def test_torchs_layer_agrees_in_values_and_gradients(norm_first, mask, dtype):
    theirs, ours = blocks(norm_first, dtype)
    x = some(B, T, D_MODEL, dtype=dtype).requires_grad_()
    open_to = may(mask) if mask else None
    hidden = None if open_to is None else ~open_to.expand(B, N_HEADS, T, T).flatten(0, 1)
    output, wanted = ours(x, open_to), theirs(x, src_mask=hidden)
    got = slopes(output, x, *ours.parameters())
    names = [name for name, _ in ours.named_parameters()]
    of_torch = dict(zip(("x", *dict(theirs.named_parameters())), slopes(wanted, x, *theirs.parameters())))
    W_q, W_k, W_v = of_torch["self_attn.in_proj_weight"].T.chunk(3, dim=1)
    theirs_by_our_names = {"attention.W_q": W_q, "attention.W_k": W_k, "attention.W_v": W_v,
                           "attention.W_o": of_torch["self_attn.out_proj.weight"].T}
    for i in (1, 2):
        theirs_by_our_names |= {f"W_{i}": of_torch[f"linear{i}.weight"].T, f"b_{i}": of_torch[f"linear{i}.bias"],
                                f"gain_{i}": of_torch[f"norm{i}.weight"], f"bias_{i}": of_torch[f"norm{i}.bias"]}
    assert_alike((output, *got), (wanted, of_torch["x"], *(theirs_by_our_names[name] for name in names)), CLOSE[dtype])


@pytest.mark.parametrize("norm_first", [True, False])
def test_a_query_that_may_attend_nowhere_has_its_neurons_and_nothing_else(norm_first):
    _, ours = blocks(norm_first)
    x, mask = some(B, T, D_MODEL).requires_grad_(), may((T, T))
    mask[2] = False
    output = ours(x, mask)
    assert all(slope.isfinite().all() for slope in slopes(ours(x, mask), x, *ours.parameters()))
    (slope,) = torch.autograd.grad(output[:, 2, 0].sum(), x)
    assert (slope[:, 2] != 0).any() and (slope[:, [0, 1, 3, 4, 5, 6]] == 0).all()


@pytest.mark.parametrize("norm_first", [True, False])
def test_nothing_later_comes_through_a_causal_mask_and_padding_never_does(norm_first):
    _, ours = blocks(norm_first)
    x = some(B, T, D_MODEL)
    output = ours(x, causal_mask(T))
    changed = x.clone()
    changed[:, 4:] += 10
    assert_alike([ours(changed, causal_mask(T))[:, :4]], [output[:, :4]], 1e-10)
    real = torch.arange(T) < 5
    padded = torch.where(real[:, None], x, 1e3)
    assert_alike([ours(padded, real)[:, :5]], [ours(x[:, :5])], 1e-10)


def test_with_the_norm_first_a_silent_layer_leaves_the_row_as_it_is():
    _, ours = blocks(True)
    with torch.no_grad():
        for silenced in (ours.attention.W_o, ours.W_2, ours.b_2):
            silenced.zero_()
    x = some(B, T, D_MODEL)
    assert torch.equal(ours(x), x)


def test_words_in_another_order_come_out_in_that_order():
    _, ours = blocks(True)
    x, order = some(B, T, D_MODEL), torch.tensor([4, 0, 6, 2, 1, 5, 3])
    assert_alike([ours(x[:, order])], [ours(x)[:, order]], 1e-10)


def test_biases_in_the_attention_and_uneven_heads_are_told():
    theirs, _ = blocks(True)
    with torch.no_grad():
        theirs.self_attn.in_proj_bias[3] = 0.1
    with pytest.raises(ValueError, match="biases"):
        block_of(theirs)
    with pytest.raises(ValueError, match="5 heads cannot share 24 numbers"):
        EncoderBlock(24, 5, 8)
