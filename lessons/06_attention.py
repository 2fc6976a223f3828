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
#     generated: from solutions/06_attention.py by make notebooks
#     reference: attention
# ---

# %% [markdown]
# # 06 Attention
#
# **What is a query, what is a key?**

# %%
import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, explore, figures, measuring, predict, progress, record
from utils import scoreboard, terms, yours
from utils.training import set_seed, train

masked_softmax = yours("masked_softmax")


# %% exercise="softmax" tags=["export"]
def softmax(x, dim):
    """Make weights of scores: positive, together one along `dim`.

    x: (...), any numbers, also large ones, and −∞ for what gets no weight; dim: the axis along which the weights
    sum to one. Returns (...), through which gradients flow. Source: Bridle 1990.
    """
    raise NotImplementedError("softmax")


# %%
softmax = check("softmax", softmax)


# %% exercise="causal_mask" tags=["export"]
def causal_mask(T):
    """Who may attend to whom where nobody sees what comes later.

    T: the length. Returns (T, T) of booleans, queries down and keys across: True where the key is not after the
    query.
    """
    raise NotImplementedError("causal_mask")


# %%
causal_mask = check("causal_mask", causal_mask)


# %% exercise="attention" tags=["export"]
def attention(q, k, v, mask=None):
    """Scaled dot-product attention: each query reads a blend of the values, by how well it matches their keys.

    q: (..., T_q, d_k); k: (..., T_k, d_k); v: (..., T_k, d_v); mask: (..., T_q, T_k), booleans, True where the query
    may attend to the key, or what broadcasts to that; None lets every query attend everywhere. Returns the output
    (..., T_q, d_v) and the weights (..., T_q, T_k). A query that may attend nowhere has zeros in both.
    Source: Vaswani et al. 2017, section 3.2.1.
    """
    raise NotImplementedError("attention")


# %%
attention = check("attention", attention)


# %% exercise="SelfAttention" tags=["export"]
class SelfAttention(nn.Module):
    """Attention of a sequence to itself: queries, keys and values are all made of it.

    SelfAttention(d_model) has the matrices W_q, W_k and W_v, each (d_model, d_model), and no biases. Called with
    x: (B, T, d_model) and a mask as in `attention`, it returns as `attention` does: the output (B, T, d_model) and
    the weights (B, T, T). Source: Vaswani et al. 2017; the name is of Lin et al. 2017.
    """

    def __init__(self, d_model):
        super().__init__()
        raise NotImplementedError("SelfAttention")

    def forward(self, x, mask=None):
        raise NotImplementedError("SelfAttention")


# %%
SelfAttention = check("SelfAttention", SelfAttention)

# %%
figure = explore("blend_to_target")
figure

# %%
record(figure)

# %%
figure = explore("scores_to_weights")
figure

# %%
record(figure)

# %%
figure = explore("query_key_value")
figure

# %%
record(figure)

# %%
figure = explore("why_scale")
figure

# %%
record(figure)

# %%
figure = explore("find_the_leak", words="a b c d e f".split(), scores=torch.randn(6, 6))
figure

# %%
record(figure)

# %%
figure = explore("what_it_means", look=lambda words, on_scores: (on_scores(0, torch.zeros(1, 12, 12)), {"street": 1.0})[1])
figure

# %%
record(figure)
