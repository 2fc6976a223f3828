# ---
# jupyter:
#   jupytext:
#     cell_metadata_filter: tags,exercise,-all
#     notebook_metadata_filter: onehop,-jupytext.text_representation.jupytext_version
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   onehop:
#     generated: from solutions/11_language_model.py by make notebooks
#     reference: language_model
# ---

# %% [markdown]
# # 11 Language model
#
# **Why did it take over?**
#
# x

# %%
import math

import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, figures, measuring, progress, recipe, record
from utils import scoreboard, terms, yours
from utils.training import device, held_out_loss, set_seed, train
from utils.widgets.numbers import significant

EncoderBlock, causal_mask, layer_norm = yours("EncoderBlock"), yours("causal_mask"), yours("layer_norm")
lstm_step, recurrent_unroll = yours("lstm_step"), yours("recurrent_unroll")
next_symbol_loss, softmax = yours("next_symbol_loss"), yours("softmax")


# %% exercise="GPT" tags=["export"]
class GPT(nn.Module):
    """A language model of blocks that see nothing later: at each place the logits of the next symbol.

    GPT(n_symbols, d_model, n_heads, n_layers, context_length) has an `embedding`: (n_symbols, d_model), a row for
    each of the `places`: (context_length, d_model), the `blocks`, n_layers of EncoderBlock(d_model, n_heads,
    4 · d_model), `gain` and `bias` of a last layer norm, each (d_model,), and W_out: (d_model, n_symbols). Called with
    ids: (B, T), T at most context_length, it returns logits (B, T, n_symbols); those at place t depend on
    ids[:, :t + 1] alone. Source: Radford et al. 2018; the norms as in Radford et al. 2019.
    """

    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        raise NotImplementedError("GPT")


# %%
GPT = check("GPT", GPT)


# %% exercise="sample" tags=["export"]
def sample(logits, temperature, top_k, top_p, draw):
    """Draw the next symbol from what a model says, the unlikely ones left out.

    logits: (B, V), any numbers, also large ones; temperature: above 0, which they are divided by; top_k: how many of
    the likeliest symbols are kept, of equal ones those with the smaller ids first, or None for all; top_p: of these,
    the fewest that come to a share of top_p or more together, the likeliest first, or None for all. The others get a
    share of 0, and those that are kept are one together again. draw(shares) is handed the shares (B, V), and what it
    returns is returned. Sources: Fan et al. 2018 for top_k, Holtzman et al. 2019 for top_p.
    """
    raise NotImplementedError("sample")


# %%
sample = check("sample", sample)


# %% exercise="generate" tags=["export"]
@torch.no_grad()
def generate(model, ids, n_new, context_length, pick=None):
    """Write on: add one symbol at a time, each of which is read before the next.

    model(ids) takes integers (B, T), T from 1 to context_length, and returns logits (B, T, V); ids: (B, T), the texts
    so far, T from 1 on; n_new: how many symbols to add; context_length: how many symbols the model is given, the last
    ones, or all where there are fewer; pick(logits) takes the logits of the last place, (B, V), and returns the new
    symbols (B,); without it, the likeliest are taken. Returns the texts (B, T + n_new).
    """
    raise NotImplementedError("generate")


# %%
generate = check("generate", generate)

# %%
terms("11")
