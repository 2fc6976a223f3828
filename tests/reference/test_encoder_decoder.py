"""What lesson 10 exports: torch agrees in values and gradients, and what the lesson says of masks and search holds."""
import itertools
import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from tests.reference.agreement import CLOSE, assert_alike, may, slopes, some
from utils.reference import (
    DecoderBlock,
    Transformer,
    beam_search,
    block_of,
    causal_mask,
    decoder_block_of,
    greedy_decode,
    sinusoidal_positions,
    smoothed_loss,
    warmup_schedule,
)

pytestmark = pytest.mark.filterwarnings("ignore:enable_nested_tensor")

B, T_Q, T_K, D_MODEL, N_HEADS, D_FF = 3, 6, 7, 24, 4, 40
MEMORY_MASKS = {"none": None, "padding": (B, 1, 1, T_K), "pairs": (T_Q, T_K), "all": (B, N_HEADS, T_Q, T_K)}


def shaken(module):
    """With gains and biases that are not those of the start, but for the attentions', which ours does not have."""
    with torch.no_grad():
        for name, weights in module.named_parameters():
            if "norm" in name or "linear" in name:
                weights += 0.3 * torch.randn_like(weights)
    return module


def decoder_blocks(norm_first, dtype=torch.float64):
    torch.manual_seed(2)
    theirs = shaken(nn.TransformerDecoderLayer(D_MODEL, N_HEADS, D_FF, dropout=0.0, batch_first=True,
                                               norm_first=norm_first, dtype=dtype))
    ours = DecoderBlock(D_MODEL, N_HEADS, D_FF, norm_first).to(dtype)
    ours.load_state_dict(decoder_block_of(theirs))
    return theirs, ours


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("shape", MEMORY_MASKS.values(), ids=MEMORY_MASKS)
@pytest.mark.parametrize("norm_first", [True, False])
def test_torchs_decoder_layer_agrees_in_values_and_gradients(norm_first, shape, dtype):
    theirs, ours = decoder_blocks(norm_first, dtype)
    x, memory = some(B, T_Q, D_MODEL, dtype=dtype).requires_grad_(), some(B, T_K, D_MODEL, dtype=dtype, seed=1)
    memory.requires_grad_()
    open_to = may(shape) if shape else None
    hidden = None if open_to is None else ~open_to.expand(B, N_HEADS, T_Q, T_K).flatten(0, 1)
    output, wanted = (ours(x, memory, causal_mask(T_Q), open_to),
                      theirs(x, memory, tgt_mask=~causal_mask(T_Q), memory_mask=hidden))
    got = slopes(output, x, memory, *(ours.W_1, ours.across.W_o, ours.gain_across, ours.gain_2))
    from_torch = slopes(wanted, x, memory, theirs.linear1.weight, theirs.multihead_attn.out_proj.weight,
                        theirs.norm2.weight, theirs.norm3.weight)
    from_torch = (*from_torch[:2], from_torch[2].T, from_torch[3].T, *from_torch[4:])
    assert_alike((output, *got), (wanted, *from_torch), CLOSE[dtype])


@pytest.mark.parametrize("norm_first", [True, False])
def test_a_query_that_may_read_nothing_of_the_memory_has_gradients_and_none_of_it(norm_first):
    _, ours = decoder_blocks(norm_first)
    x, memory = some(B, T_Q, D_MODEL).requires_grad_(), some(B, T_K, D_MODEL, seed=1).requires_grad_()
    mask = may((T_Q, T_K))
    mask[2] = False
    output = ours(x, memory, causal_mask(T_Q), mask)
    assert all(slope.isfinite().all() for slope in slopes(output, x, memory, *ours.parameters()))
    (slope,) = torch.autograd.grad(ours(x, memory, None, mask)[:, 2].sum(), memory)
    assert (slope == 0).all()


def test_biases_in_the_cross_attention_are_told():
    theirs, _ = decoder_blocks(True)
    with torch.no_grad():
        theirs.multihead_attn.in_proj_bias[3] = 0.1
    with pytest.raises(ValueError, match="biases"):
        decoder_block_of(theirs)


# The whole


READ = torch.tensor([[4, 2, 3, 1, 5], [3, 6, 0, 0, 0], [1, 1, 2, 0, 0]])
SAID = torch.tensor([[1, 5, 7, 3], [1, 4, 4, 2], [1, 8, 2, 0]])


def transformers(norm_first, dtype=torch.float64):
    """Torch's and ours, with the same weights. Torch's norms at the ends are taken off where the norm comes last."""
    torch.manual_seed(3)
    theirs = shaken(nn.Transformer(D_MODEL, N_HEADS, 2, 3, D_FF, dropout=0.0, batch_first=True, norm_first=norm_first,
                                   dtype=dtype))
    ours = Transformer(7, 9, D_MODEL, N_HEADS, D_FF, (2, 3), norm_first).to(dtype)
    for blocks, layers, carry in ((ours.encoder, theirs.encoder.layers, block_of),
                                  (ours.decoder, theirs.decoder.layers, decoder_block_of)):
        for block, layer in zip(blocks, layers, strict=True):
            block.load_state_dict(carry(layer))
    if norm_first:
        ours.encoder_norm.load_state_dict(theirs.encoder.norm.state_dict())
        ours.decoder_norm.load_state_dict(theirs.decoder.norm.state_dict())
    else:
        theirs.encoder.norm = theirs.decoder.norm = None
    return theirs, ours


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("norm_first", [True, False])
def test_torchs_transformer_agrees_in_values_and_gradients(norm_first, dtype):
    theirs, ours = transformers(norm_first, dtype)

    def rows(embedding, ids):
        return embedding(ids) * math.sqrt(D_MODEL) + sinusoidal_positions(ids.shape[1], D_MODEL)

    filled = READ == 0
    wanted = ours.to_logits(theirs(rows(ours.read_embedding, READ), rows(ours.said_embedding, SAID),
                                   tgt_mask=~causal_mask(SAID.shape[1]), src_key_padding_mask=filled,
                                   memory_key_padding_mask=filled))
    output = ours(READ, SAID)
    leaves = ours.read_embedding.weight, ours.said_embedding.weight, ours.to_logits.weight
    got = slopes(output, *leaves, ours.encoder[0].W_1, ours.decoder[2].across.W_v)
    from_torch = slopes(wanted, *leaves, theirs.encoder.layers[0].linear1.weight,
                        theirs.decoder.layers[2].multihead_attn.in_proj_weight)
    from_torch = (*from_torch[:3], from_torch[3].T, from_torch[4][2 * D_MODEL:].T)
    assert_alike((output, *got), (wanted, *from_torch), CLOSE[dtype])


@pytest.mark.parametrize("norm_first", [True, False])
def test_what_comes_later_and_what_fills_up_move_nothing(norm_first):
    _, ours = transformers(norm_first)
    logits, later = ours(READ, SAID), SAID.clone()
    later[:, 2:] = torch.tensor([6, 5])
    assert_alike([ours(READ, later)[:, :2]], [logits[:, :2]], 1e-10)
    assert (ours(READ, later)[:, 2:] != logits[:, 2:]).any()
    assert_alike([ours(F.pad(READ, (0, 4)), SAID)], [logits], 1e-10)
    assert_alike([ours(READ[1:2, :2], SAID[1:2])], [logits[1:2]], 1e-10)


@pytest.mark.parametrize("norm_first", [True, False])
def test_every_letter_is_read_and_one_step_at_a_time_comes_to_the_same(norm_first):
    _, ours = transformers(norm_first)
    logits, memory = ours(READ, SAID), ours.encode(READ)
    one_by_one = [ours.decode(SAID[:, :t + 1], memory, READ)[:, -1] for t in range(SAID.shape[1])]
    assert_alike([torch.stack(one_by_one, dim=1)], [logits], 1e-10)
    for place in range(5):
        changed = READ.clone()
        changed[0, place] = READ[0, place] % 6 + 1
        assert (ours(changed, SAID)[0] - logits[0]).abs().amax(dim=1).min() > 1e-6  # at every place of what is said


# The recipe


def test_the_rate_rises_in_a_line_to_its_height_and_falls_with_the_root():
    rates = [warmup_schedule(step, 64, 100) for step in range(1, 1001)]
    assert max(rates) == rates[99] == pytest.approx((64 * 100) ** -0.5)
    assert rates[49] == pytest.approx(rates[99] / 2) and rates[399] == pytest.approx(rates[99] / 2)
    assert rates[0] == pytest.approx(rates[99] / 100)


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("smoothing", [0.0, 0.1, 0.7, 1.0])
@pytest.mark.parametrize("pad", [0, 3])
def test_torchs_smoothed_cross_entropy_agrees_in_values_and_gradients(pad, smoothing, dtype):
    logits = (3 * some(B, 5, 8, dtype=dtype)).requires_grad_()
    targets = torch.randint(8, (B, 5), generator=torch.Generator().manual_seed(1))
    targets[1, 3:] = pad
    ours, wanted = (smoothed_loss(logits, targets, smoothing, pad),
                    F.cross_entropy(logits.transpose(1, 2), targets, ignore_index=pad, label_smoothing=smoothing))
    assert_alike((ours, *slopes(ours, logits)), (wanted, *slopes(wanted, logits)), CLOSE[dtype])


def test_no_loss_is_lower_than_that_of_the_shares_that_are_asked_for():
    wanted = torch.full((8,), 0.1 / 8).double()
    wanted[5] += 0.9
    best = smoothed_loss(wanted.log()[None, None], torch.tensor([[5]]), 0.1, pad=0)
    assert best == pytest.approx(-(wanted * wanted.log()).sum().item())
    for seed in range(5):
        others = wanted.log()[None, None] + 0.1 * some(1, 1, 8, seed=seed)
        assert smoothed_loss(others, torch.tensor([[5]]), 0.1, pad=0) > best


# The search


def speaker(seed, V=4, d_h=5):
    W, among, to_logits = (some(*shape, seed=seed + i) for i, shape in enumerate(((V, d_h), (d_h, d_h), (d_h, V))))

    def step(symbols, h):
        h = torch.sin(2 * W[symbols] + h @ among)
        return h @ to_logits, h
    return step


@pytest.mark.parametrize("seed", range(4))
def test_one_hypothesis_is_greedy_decoding(seed):
    step, h = speaker(10 * seed), some(6, 5, seed=seed)
    assert torch.equal(beam_search(step, h, 0, 1, 9, width=1), greedy_decode(step, h, 0, 1, 9))


@pytest.mark.parametrize("length_penalty", [0.0, 0.6, 2.0])
@pytest.mark.parametrize("seed", range(3))
def test_with_room_for_all_it_finds_the_best_of_everything_that_can_be_said(seed, length_penalty):
    step, h, longest = speaker(10 * seed), some(3, 5, seed=seed), 4
    found = beam_search(step, h, 0, 1, longest, width=4**longest, length_penalty=length_penalty)
    texts = {text[:text.index(1) + 1] if 1 in text else text for text in itertools.product(range(4), repeat=longest)}
    for row, state in enumerate(h[:, None]):
        def score(text, state=state):
            total, last = 0.0, 0
            for symbol in text:
                logits, state = step(torch.tensor([last]), state)
                total, last = total + logits.log_softmax(-1)[0, symbol].item(), symbol
            return total / ((5 + len(text)) / 6) ** length_penalty

        best = max(texts, key=score)
        assert found[row].tolist() == [*best, *[1] * (found.shape[1] - len(best))]


def test_each_text_is_searched_as_if_it_were_alone():
    step, h = speaker(7), some(5, 5)
    found = beam_search(step, h, 0, 1, 8, width=3)
    for row in range(5):
        alone = beam_search(step, h[row:row + 1], 0, 1, 8, width=3)
        assert torch.equal(found[row, :alone.shape[1]], alone[0]) and (found[row, alone.shape[1]:] == 1).all()
