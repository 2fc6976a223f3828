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
#     generated: from solutions/05_looking_back.py by make notebooks
#     reference: attention
# ---

# %% [markdown]
# # 05 Looking back
#
# **What if the decoder could look again?**
#
# It takes about an hour.

# %%
import torch
import torch.nn.functional as F
from torch import nn

from utils import check, explore, record


# %% [markdown]
# ## Scores
#
# **Exercise: `additive_scores`.** Four points, twelve minutes.

# %% exercise="additive_scores" tags=["export"]
def additive_scores(query, keys, W_q, W_k, v):
    """How well each key fits each query, as a small network sees it.

    query: (B, T_q, d_q); keys: (B, T_k, d_k); W_q: (d_q, d_a); W_k: (d_k, d_a); v: (d_a,).
    Returns (B, T_q, T_k): v · tanh(query W_q + key W_k), for every query and every key of the same text.
    Source: Bahdanau et al. 2014.
    """
    raise NotImplementedError("additive_scores")


# %%
additive_scores = check("additive_scores", additive_scores)


# %% [markdown]
# **Exercise: `masked_softmax`.** Four points, fifteen minutes.

# %% exercise="masked_softmax" tags=["export"]
def masked_softmax(scores, mask):
    """Weights that are shared out among the keys that a query may attend to.

    scores: (..., T_q, T_k), any numbers, also large ones; mask: bool, broadcasts to (..., T_q, T_k), True =
    may attend. Returns weights (..., T_q, T_k): 0 where the mask is False, else in proportion to exp(score),
    together 1 for each query. A query that may attend nowhere gets zeros, and so does its gradient.
    """
    raise NotImplementedError("masked_softmax")


# %%
masked_softmax = check("masked_softmax", masked_softmax)


# %% [markdown]
# **Exercise: `blend`.** Two points, six minutes.

# %% exercise="blend" tags=["export"]
def blend(weights, values):
    """For each query the sum of the values, each times its weight.

    weights: (..., T_q, T_k), of any sum; values: (..., T_k, d_v). Returns (..., T_q, d_v).
    """
    raise NotImplementedError("blend")


# %%
blend = check("blend", blend)
