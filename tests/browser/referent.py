"""A small transformer that says whom *it* means, for the attention explorer's page until lesson 06 trains one."""

import functools

import torch
import torch.nn.functional as F
from torch import nn

from tests.browser.weights import trained_once
from utils.corpora import WHO_IS_IT_WORDS, who_is_it


class Layer(nn.Module):
    """Causal attention and a feed-forward network, each added to what came in."""

    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.before_attention, self.before_feed_forward = nn.LayerNorm(d_model), nn.LayerNorm(d_model)
        self.project, self.merge = nn.Linear(d_model, 3 * d_model), nn.Linear(d_model, d_model)
        wide = 2 * d_model
        self.feed_forward = nn.Sequential(nn.Linear(d_model, wide), nn.ReLU(), nn.Linear(wide, d_model))

    def forward(self, x, on_scores):
        B, T, d_model = x.shape
        heads = self.project(self.before_attention(x)).view(B, T, 3, self.n_heads, -1)
        q, k, v = heads.permute(2, 0, 3, 1, 4)  # each (B, n_heads, T, d_head)
        scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
        scores = scores.masked_fill(~torch.ones(T, T).tril().bool(), -torch.inf)
        blend = on_scores(scores).softmax(-1) @ v
        x = x + self.merge(blend.transpose(1, 2).reshape(B, T, d_model))
        return x + self.feed_forward(self.before_feed_forward(x))


class Referent(nn.Module):
    """Reads a sentence and names a word, at the last word: it alone has read them all."""

    def __init__(self, d_model=64, n_heads=2, n_layers=2, length=12):
        super().__init__()
        self.words = nn.Embedding(len(WHO_IS_IT_WORDS), d_model)
        self.places = nn.Embedding(length, d_model)
        self.layers = nn.ModuleList(Layer(d_model, n_heads) for _ in range(n_layers))
        self.name = nn.Sequential(nn.LayerNorm(d_model), nn.Linear(d_model, len(WHO_IS_IT_WORDS)))

    def forward(self, ids, on_scores=lambda layer, scores: scores):
        x = self.words(ids) + self.places.weight[:ids.shape[1]]
        for number, layer in enumerate(self.layers):
            x = layer(x, functools.partial(on_scores, number))
        return self.name(x[:, -1])  # (B, n_words)


@trained_once
def trained():
    """A Referent that names whom *it* means."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # two that wait for each other on a busy machine are many times slower
    with torch.random.fork_rng():
        torch.manual_seed(6)
        model = Referent()
    generator = torch.Generator().manual_seed(6)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for _ in range(150):
        ids, targets = who_is_it(64, generator)
        loss = F.cross_entropy(model(ids), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    torch.set_num_threads(threads)
    return model.eval()


def look(words, on_scores):
    """What the model answers to a list of words, as {word: probability}, its scores handed through `on_scores`."""
    ids = torch.tensor([[WHO_IS_IT_WORDS.index(word) for word in words]])
    model = trained()
    with torch.no_grad():
        named = model(ids, lambda layer, scores: on_scores(layer, scores[0])[None])[0].softmax(-1)
    return dict(zip(WHO_IS_IT_WORDS, named.tolist()))


def swapped(word):
    """The lesson's sentence with another last word."""
    return "the animal did not cross the street because it was too".split() + [word]


READY = (  # what a page without a kernel can answer
    {"layer": 1, "cut": [[1, 0, 11, 1]]},
    {"layer": 1, "cut": [[1, 0, 11, 1], [1, 1, 11, 1]]},
    {"layer": 1, "edits": [[1, 0, 11, 6, 20]], "key": 6},
    {"layer": 1, "temperature": 5},
    {"layer": 0, "head": 1, "cut": [[0, 1, 11, 6]], "edits": [[0, 1, 11, 3, -1.5], [0, 0, 11, 3, 2]],
     "temperature": 0.5},
    {"layer": 0, "query": 0, "key": 0},
    *({"words": swapped(word), "layer": layer, "head": head}
      for word in ("tired", "wide", "steep", "hungry") for layer in (0, 1) for head in (0, 1)),
)
