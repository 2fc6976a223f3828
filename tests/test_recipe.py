"""Today's recipe, against the parts that the learner builds."""

import pytest
import torch

from utils.recipe import GPT, Attention, Block, EncoderDecoder, LastSymbols, normed, optimizers
from utils.reference import attention, causal_mask, merge_heads, rotate, split_heads


@pytest.fixture
def x():
    return torch.randn(2, 7, 16, generator=torch.Generator().manual_seed(1), dtype=torch.float64)


def started(layer):
    """The layer in float64, with no matrix left at zero."""
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for weights in layer.parameters():
            weights.normal_(0, 0.3, generator=generator)
    return layer.double()


@pytest.mark.parametrize("turned", [True, False])
def test_attention_is_the_learners_with_rows_of_one_size(x, turned):
    layer, memory, places = started(Attention(16, 4)), x[:, :5] + 1, torch.arange(7)
    memory = x if turned else memory
    q, k, v = (split_heads(rows, 4) for rows in (layer.W_q(x), layer.W_k(memory), layer.W_v(memory)))
    q, k = normed(q), normed(k)
    if turned:
        q, k = rotate(q, places), rotate(k, places)
    mask = causal_mask(7) if turned else None
    expected = layer.W_o(merge_heads(attention(q, k, v, mask)[0]))
    torch.testing.assert_close(layer(x, memory, mask, turned), expected, atol=1e-10, rtol=1e-10)


def test_queries_and_keys_of_any_size_ask_the_same(x):
    layer = started(Attention(16, 4))
    before = layer(x, x)
    with torch.no_grad():
        layer.W_q.weight *= 30
        layer.W_k.weight *= 0.2
    torch.testing.assert_close(layer(x, x), before, atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("cross", [True, False])
def test_a_new_block_lets_everything_past(x, cross):
    block = Block(16, 4, 32, cross=cross).double()
    torch.testing.assert_close(block(x, causal_mask(7), x), x, atol=0, rtol=0)


def test_the_masks_reach_both_looks(x):
    block, memory = started(Block(16, 4, 32, cross=True)), x.flip(0)
    seen = torch.tensor([[True] * 4 + [False] * 3])  # (1, T_k)
    out = block(x, causal_mask(7), memory, seen)
    later, hidden = x.clone(), memory.clone()
    later[:, 5:] += 1
    hidden[:, 4:] += 1
    torch.testing.assert_close(block(later, causal_mask(7), hidden, seen)[:, :5], out[:, :5], atol=1e-10, rtol=0)
    assert (block(x, causal_mask(7), memory + 1, seen) - out).abs().max() > 1e-3
    assert (block(x, None, memory, seen)[:, 0] - out[:, 0]).abs().max() > 1e-3


def test_neurons_answer_with_the_square(x):
    block = started(Block(16, 4, 32))
    with torch.no_grad():
        block.attention.W_o.weight.zero_()
    hidden = torch.relu(normed(x) @ block.into.weight.T)
    torch.testing.assert_close(block(x), x + hidden**2 @ block.out.weight.T, atol=1e-10, rtol=1e-10)


def test_each_weight_has_one_optimizer_and_only_matrices_of_blocks_have_muon():
    model = torch.nn.ModuleList([torch.nn.Embedding(9, 16), Block(16, 4, 32), Block(16, 4, 32, cross=True),
                                 torch.nn.Linear(16, 9)])
    muon, adam = optimizers(model, matrices=0.3, rest=0.2)
    (of_muon,), (of_adam,) = muon.param_groups, adam.param_groups
    assert isinstance(muon, torch.optim.Muon) and of_muon["lr"] == 0.3 and of_muon["weight_decay"] == 0
    assert of_adam["lr"] == 0.2
    assert len(of_muon["params"]) == 6 + 10
    assert len(of_adam["params"]) == 3
    assert {*of_muon["params"], *of_adam["params"]} == {*model.parameters()}


@pytest.fixture(params=[0, 1, 2])
def whole(request):
    torch.manual_seed(3)
    return started(EncoderDecoder(9, 11, 16, 2, 24, depths=(2, 2), beside=request.param))


READ, SAID = torch.tensor([[3, 5, 8, 2, 4], [7, 6, 0, 0, 0]]), torch.tensor([[1, 4, 9, 10], [1, 3, 2, 2]])


def test_what_fills_up_and_what_comes_later_move_nothing(whole):
    logits, later = whole(READ, SAID), SAID.clone()
    later[:, 2:] += -1
    assert logits.shape == (2, 4, 11)
    torch.testing.assert_close(whole(READ, later)[:, :2], logits[:, :2], atol=1e-10, rtol=0)
    torch.testing.assert_close(whole(torch.nn.functional.pad(READ, (0, 3)), SAID), logits, atol=1e-10, rtol=0)
    torch.testing.assert_close(whole(READ[1:, :2], SAID[1:]), logits[1:], atol=1e-10, rtol=0)


def test_one_step_at_a_time_comes_to_the_same(whole):
    memory = whole.encode(READ)
    steps = [whole.decode(SAID[:, :t + 1], memory, READ)[:, -1] for t in range(SAID.shape[1])]
    torch.testing.assert_close(torch.stack(steps, dim=1), whole(READ, SAID), atol=1e-10, rtol=0)


def test_a_row_is_made_of_its_neighbours_and_of_no_others(whole):
    one, other = torch.tensor([[3, 5, 8, 2, 4, 6, 1]]), torch.tensor([[3, 5, 8, 7, 4, 6, 1]])
    read, said = ((whole.rows(embeddings, one) - whole.rows(embeddings, other)).abs().amax(dim=2)[0] > 1e-6
                  for embeddings in (whole.read_embeddings, whole.said_embeddings))
    away = torch.arange(7) - 3
    assert torch.equal(read, away.abs() <= whole.beside)
    assert torch.equal(said, (away >= 0) & (away <= whole.beside))


def test_a_row_is_the_sum_of_the_last_three_symbols_each_by_its_own_table():
    rows = started(LastSymbols(9, 16))
    oldest, before, own = (table.weight for table in rows.tables)
    out = rows(torch.tensor([[3, 5, 8, 3]]))[0]
    torch.testing.assert_close(out[2], oldest[3] + before[5] + own[8])
    torch.testing.assert_close(out[0], oldest[9] + before[9] + own[3])


def test_a_guess_of_the_language_model_depends_on_all_that_came_and_on_nothing_later():
    model = started(GPT(11, 16, 4, 2))
    changed = SAID[:1].repeat(4, 1)
    changed[torch.arange(4), torch.arange(4)] += -1
    moved = (model(changed) - model(SAID[:1])).abs().amax(dim=2) > 1e-6  # (changed place, place)
    assert torch.equal(moved, causal_mask(4).T)
