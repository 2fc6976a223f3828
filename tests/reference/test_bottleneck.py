"""Lesson 04's reference: torch's GRU agrees, what fills up changes nothing, and the edit distance is a distance."""
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from utils.error_rates import alignment
from utils.reference.recurrent import Decoder, Encoder, edit_distance, encode, greedy_decode, sequence_loss

CLOSE = {torch.float32: 1e-5, torch.float64: 1e-10}
WORDS = st.text("abc", max_size=6)


@pytest.fixture(params=CLOSE, ids=str)
def dtype(request):
    return request.param


def built(kind, dtype, n=9, d_e=3, d_h=8):
    torch.manual_seed(0)
    return kind(n, d_e, d_h).to(dtype)


def letters_of(*lengths, n=9):
    letters = torch.randint(1, n, (len(lengths), max(lengths)), generator=torch.Generator().manual_seed(1))
    return letters * (torch.arange(max(lengths)) < torch.tensor(lengths)[:, None])


def carry_over(gru, parts):
    """The weights of our GRUs in a torch.nn.GRU, with its second bias at zero."""
    values = {}
    for part, way in zip(parts, ("", "_reverse")):
        values |= {f"weight_ih_l0{way}": part.W_x.T, f"weight_hh_l0{way}": part.W_h.T, f"bias_ih_l0{way}": part.b,
                   f"bias_hh_l0{way}": torch.zeros_like(part.b)}
    gru.load_state_dict(values)


def test_the_encoder_is_torchs_bidirectional_gru_on_packed_words(dtype):
    encoder, letters = built(Encoder, dtype), letters_of(5, 2, 7, 1)
    gru = nn.GRU(3, 4, batch_first=True, bidirectional=True).to(dtype)
    carry_over(gru, (encoder.from_left, encoder.from_right))
    packed = nn.utils.rnn.pack_padded_sequence(encoder.embedding(letters), (letters != 0).sum(1), batch_first=True,
                                               enforce_sorted=False)
    states, last = gru(packed)
    states, _ = nn.utils.rnn.pad_packed_sequence(states, batch_first=True)
    last = last.transpose(0, 1).flatten(1)
    ours, vector = encoder(letters)
    there = letters != 0
    assert torch.allclose(ours[there], states[there], rtol=0, atol=CLOSE[dtype])
    assert torch.allclose(vector, last, rtol=0, atol=CLOSE[dtype])

    weights = torch.linspace(-1, 1, vector.numel(), dtype=dtype).reshape(vector.shape)
    own = torch.autograd.grad((vector * weights).sum(), [encoder.embedding.weight, encoder.from_right.W_h])
    theirs = torch.autograd.grad((last * weights).sum(), [encoder.embedding.weight, gru.weight_hh_l0_reverse])
    assert torch.allclose(own[0], theirs[0], rtol=0, atol=10 * CLOSE[dtype])
    assert torch.allclose(own[1], theirs[1].T, rtol=0, atol=10 * CLOSE[dtype])


def test_what_fills_up_changes_no_state_of_a_letter_and_no_vector(dtype):
    encoder, letters = built(Encoder, dtype), letters_of(5, 2, 7)
    states, vector = encoder(letters)
    for row, n in enumerate((5, 2, 7)):
        alone, vector_alone = encoder(letters[row:row + 1, :n])
        assert torch.allclose(states[row, :n], alone[0], rtol=0, atol=CLOSE[dtype])
        assert torch.allclose(vector[row], vector_alone[0], rtol=0, atol=CLOSE[dtype])
    wider, same = encoder(F.pad(letters, (0, 6)))
    assert torch.equal(wider[:, :7][letters != 0], states[letters != 0]) and torch.equal(same, vector)
    (slope,) = torch.autograd.grad(vector.sum(), encoder.embedding.weight)
    assert not slope[0].any() and slope[1:].any()  # what stands for no letter learns nothing


def test_the_vector_is_the_ends_of_the_two_ways(dtype):
    encoder, letters = built(Encoder, dtype), letters_of(6, 4)
    states, vector = encoder(letters)
    for row, n in enumerate((6, 4)):
        assert torch.equal(vector[row], torch.cat([states[row, n - 1, :4], states[row, 0, 4:]]))


def test_encode_reads_where_there_is_something_and_nowhere_else(dtype):
    generator = torch.Generator().manual_seed(2)
    inputs = torch.randn(4, 6, 3, generator=generator, dtype=dtype, requires_grad=True)
    present = torch.rand(4, 6, generator=generator) < 0.5
    h = torch.randn(4, 3, generator=generator, dtype=dtype)
    states = encode(inputs, present, h, lambda x, h: torch.tanh(0.5 * h + x))
    before = torch.cat([h[:, None], states[:, :-1]], 1)
    assert torch.equal(states[~present], before[~present])
    assert (states[present] != before[present]).all()
    (slope,) = torch.autograd.grad(states[:, -1].sum(), inputs)
    assert torch.equal(slope.abs().sum(-1) > 0, present)


def test_the_decoder_is_torchs_gru_and_a_step_is_a_column_of_it(dtype):
    decoder, h = built(Decoder, dtype), torch.randn(4, 8, dtype=dtype)
    sounds = letters_of(6, 6, 6, 6)
    gru = nn.GRU(3, 8, batch_first=True).to(dtype)
    carry_over(gru, (decoder.gru,))
    states = decoder(sounds, h)
    assert torch.allclose(states, gru(decoder.embedding(sounds), h[None])[0], rtol=0, atol=CLOSE[dtype])
    for t in range(6):
        logits, h = decoder.step(sounds[:, t], h)
        assert torch.allclose(h, states[:, t], rtol=0, atol=CLOSE[dtype])
        assert torch.allclose(logits, decoder.to_logits(states)[:, t], rtol=0, atol=CLOSE[dtype])


def test_what_is_said_is_the_likeliest_after_what_was_said():
    decoder, h = built(Decoder, torch.float64), 3 * torch.randn(20, 8, dtype=torch.float64)
    said = greedy_decode(decoder.step, h, 1, 2, 15)
    read = torch.cat([torch.ones(20, 1, dtype=torch.long), said[:, :-1]], 1)
    likeliest = decoder.to_logits(decoder(read, h)).argmax(-1)
    open_until = (said == 2).cumsum(1) - (said == 2).int() == 0  # up to and with the first end
    assert torch.equal(said[open_until], likeliest[open_until]) and (said[~open_until] == 2).all()
    assert said.shape[1] <= 15 and torch.equal(greedy_decode(decoder.step, h, 1, 2, 4), said[:, :4])


@pytest.mark.parametrize("pad", [0, 3])
def test_the_loss_is_torchs_and_what_fills_up_is_free(dtype, pad):
    generator = torch.Generator().manual_seed(3)
    logits = torch.randn(4, 7, 5, generator=generator, dtype=dtype, requires_grad=True)
    targets = torch.randint(5, (4, 7), generator=generator)
    ours = sequence_loss(logits, targets, pad)
    theirs = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=pad)
    assert torch.allclose(ours, theirs, rtol=0, atol=CLOSE[dtype])
    (own,), (other,) = (torch.autograd.grad(loss, logits) for loss in (ours, theirs))
    assert torch.allclose(own, other, rtol=0, atol=CLOSE[dtype])
    assert not own[targets == pad].any()
    more = F.pad(logits, (0, 0, 0, 3)), F.pad(targets, (0, 3), value=pad)
    assert torch.allclose(sequence_loss(*more, pad), ours, rtol=0, atol=CLOSE[dtype])


@given(WORDS, WORDS, WORDS)
def test_the_edit_distance_is_a_distance_and_that_of_the_error_rates(a, b, c):
    assert edit_distance(a, b) == edit_distance(b, a) == edit_distance(a[::-1], b[::-1])
    assert (edit_distance(a, b) == 0) == (a == b)
    assert edit_distance(a, c) <= edit_distance(a, b) + edit_distance(b, c)
    assert abs(len(a) - len(b)) <= edit_distance(a, b) <= max(len(a), len(b))
    assert edit_distance(c + a, c + b) == edit_distance(a, b)
    assert edit_distance(a, b) == sum(x != y for x, y in alignment(a, b))
