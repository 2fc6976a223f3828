"""The language model as lesson 11 exports it: torch agrees in values and gradients, and what is said of it holds."""
import pytest
import torch
from torch import nn

from tests.reference.agreement import CLOSE, assert_alike, slopes, some
from utils.reference import GPT, block_of, generate, sample

B, T, V, D_MODEL, N_HEADS, N_LAYERS, CONTEXT = 3, 7, 11, 24, 4, 3, 9
IDS = torch.randint(V, (B, T), generator=torch.Generator().manual_seed(5))


class Theirs(nn.Module):
    """The same model of torch's own parts."""

    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(D_MODEL, N_HEADS, 4 * D_MODEL, dropout=0.0, batch_first=True,
                                           norm_first=True)
        self.embedding, self.places = nn.Embedding(V, D_MODEL), nn.Embedding(CONTEXT, D_MODEL)
        self.stack = nn.TransformerEncoder(layer, N_LAYERS, norm=nn.LayerNorm(D_MODEL), enable_nested_tensor=False)
        self.to_logits = nn.Linear(D_MODEL, V, bias=False)

    def forward(self, ids):
        T = ids.shape[1]
        x = self.embedding(ids) + self.places(torch.arange(T))
        return self.to_logits(self.stack(x, mask=torch.ones(T, T).triu(1).bool(), is_causal=True))


def models(dtype=torch.float64):
    """Torch's model, with numbers in which no layer is like another, and ours with its weights."""
    torch.manual_seed(2)
    theirs = Theirs()
    with torch.no_grad():
        for name, weights in theirs.named_parameters():
            if "self_attn" not in name:  # whose biases stay at zero, as ours has none
                weights += 0.1 * torch.randn_like(weights)
    theirs, ours = theirs.to(dtype), GPT(V, D_MODEL, N_HEADS, N_LAYERS, CONTEXT).to(dtype)
    ours.load_state_dict({
        "embedding": theirs.embedding.weight, "places": theirs.places.weight, "gain": theirs.stack.norm.weight,
        "bias": theirs.stack.norm.bias, "W_out": theirs.to_logits.weight.T,
        **{f"blocks.{i}.{name}": weights for i, layer in enumerate(theirs.stack.layers)
           for name, weights in block_of(layer).items()}})
    return theirs, ours


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("ids", [IDS, IDS[:1, :1], IDS[:, :4]], ids=["long", "one", "short"])
def test_torchs_encoder_behind_a_causal_mask_agrees_in_values_and_gradients(ids, dtype):
    theirs, ours = models(dtype)
    output, wanted = ours(ids), theirs(ids)
    got = dict(zip(dict(ours.named_parameters()), slopes(output, *ours.parameters())))
    of_torch = dict(zip(dict(theirs.named_parameters()), slopes(wanted, *theirs.parameters())))
    pairs = {"embedding": of_torch["embedding.weight"], "places": of_torch["places.weight"],
             "gain": of_torch["stack.norm.weight"], "bias": of_torch["stack.norm.bias"],
             "W_out": of_torch["to_logits.weight"].T}
    for i in range(N_LAYERS):
        layer, block = f"stack.layers.{i}.", f"blocks.{i}."
        W_q, W_k, W_v = of_torch[f"{layer}self_attn.in_proj_weight"].T.chunk(3, dim=1)
        pairs |= {f"{block}attention.W_q": W_q, f"{block}attention.W_k": W_k, f"{block}attention.W_v": W_v,
                  f"{block}attention.W_o": of_torch[f"{layer}self_attn.out_proj.weight"].T}
        for j in (1, 2):
            pairs |= {f"{block}W_{j}": of_torch[f"{layer}linear{j}.weight"].T,
                      f"{block}b_{j}": of_torch[f"{layer}linear{j}.bias"],
                      f"{block}gain_{j}": of_torch[f"{layer}norm{j}.weight"],
                      f"{block}bias_{j}": of_torch[f"{layer}norm{j}.bias"]}
    assert got.keys() == pairs.keys()
    assert_alike((output, *got.values()), (wanted, *(pairs[name] for name in got)), CLOSE[dtype])


def test_what_comes_later_changes_nothing_before_it_and_what_came_changes_all_after():
    _, ours = models()
    other = IDS.clone()
    other[:, 3] = (other[:, 3] + 1) % V
    change = (ours(other) - ours(IDS)).abs().amax(dim=(0, 2))
    assert (change[:3] == 0).all() and (change[3:] > 1e-4).all()


def test_the_gradient_of_each_place_reaches_itself_and_what_came_before_alone():
    _, ours = models()
    output = ours(IDS)
    reached = torch.stack([torch.autograd.grad(output[:, t].square().sum(), ours.places, retain_graph=True)[0]
                           .abs().amax(dim=1) for t in range(T)])  # (T, CONTEXT)
    before = torch.arange(CONTEXT) <= torch.arange(T)[:, None]
    assert (reached[~before] == 0).all() and (reached[before] > 1e-6).all()


def test_a_text_is_read_alike_alone_and_in_a_batch():
    _, ours = models()
    assert_alike([ours(IDS[1:2])], [ours(IDS)[1:2]], 1e-10)


def shares_of(logits, temperature=1.0, top_k=None, top_p=None):
    return sample(logits, temperature, top_k, top_p, draw=lambda shares: shares)


@pytest.mark.parametrize("dtype", CLOSE)
def test_with_everything_kept_the_shares_are_torchs_softmax(dtype):
    logits = 4 * some(B, V, dtype=dtype)
    assert_alike([shares_of(logits, 0.7)], [(logits / 0.7).softmax(-1)], CLOSE[dtype])
    assert_alike([shares_of(logits, 0.7, top_k=V + 3, top_p=1.0)], [(logits / 0.7).softmax(-1)], CLOSE[dtype])


@pytest.mark.parametrize("top_p", [0.001, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("top_k", [None, 1, 4])
def test_the_nucleus_is_the_smallest_set_that_reaches_top_p(top_k, top_p):
    logits = 2 * some(200, V)
    full, cut = shares_of(logits, 1.3, top_k), shares_of(logits, 1.3, top_k, top_p)
    kept = cut > 0
    assert torch.allclose(cut.sum(-1), torch.ones(200).double())
    assert kept[torch.arange(200), logits.argmax(-1)].all()
    together = torch.where(kept, full, 0)
    assert (together.sum(-1) >= top_p - 1e-12).all()
    assert (together.sum(-1) - torch.where(kept, full, 2).amin(-1) < top_p).all()  # without its least likely one
    assert (torch.where(kept, full, 2).amin(-1) >= torch.where(kept, -1, full).amax(-1)).all()
    assert_alike([cut], [together / together.sum(-1, keepdim=True)], 1e-10)


def test_of_equal_logits_the_smaller_ids_are_kept():
    wanted = torch.tensor([1 / 3] * 3 + [0.0] * (V - 3)).expand(2, V)
    assert_alike([shares_of(torch.zeros(2, V), top_k=3)], [wanted], 1e-6)


def test_what_is_drawn_comes_as_often_as_its_share():
    logits, generator = some(1, V).repeat(20_000, 1), torch.Generator().manual_seed(0)
    drawn = sample(logits, 0.8, 6, 0.9, generator)
    counted = torch.bincount(drawn, minlength=V) / len(drawn)
    wanted = shares_of(logits[:1], 0.8, 6, 0.9)[0]
    assert (counted[wanted == 0] == 0).all()
    assert (counted - wanted).abs().max() < 4 * (0.25 / len(drawn)) ** 0.5  # four standard deviations at most


def test_it_writes_on_from_the_window_and_from_nothing_before_it():
    _, ours = models()
    texts = generate(ours, IDS, 12, CONTEXT)
    assert torch.equal(texts[:, :T], IDS) and texts.shape == (B, T + 12)
    for end in range(T, T + 12):
        window = texts[:, max(0, end - CONTEXT):end]
        assert torch.equal(texts[:, end], ours(window)[:, -1].argmax(-1))
    other = IDS.clone()
    other[:, 0] = (other[:, 0] + 1) % V
    assert torch.equal(generate(ours, torch.cat([other, IDS[:, 1:]], 1), 5, T - 1)[:, -5:],
                       generate(ours, IDS, 5, T - 1)[:, -5:])


def test_the_same_draws_write_the_same_text_and_none_is_in_the_way_of_training():
    _, ours = models()

    def write(seed):
        generator = torch.Generator().manual_seed(seed)
        return generate(ours, IDS, 20, CONTEXT, lambda logits: sample(logits, 1.0, None, 0.95, generator))

    assert torch.equal(write(1), write(1)) and not torch.equal(write(1), write(2))
    assert torch.is_grad_enabled() and all(weights.requires_grad for weights in ours.parameters())
