# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   onehop:
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
    ### BEGIN SOLUTION
    asked = (query @ W_q)[:, :, None]  # (B, T_q, 1, d_a)
    offered = (keys @ W_k)[:, None]  # (B, 1, T_k, d_a)
    return torch.tanh(asked + offered) @ v
    ### END SOLUTION

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
    ### BEGIN SOLUTION
    lowest = torch.finfo(scores.dtype).min
    weights = scores.masked_fill(~mask, lowest).softmax(dim=-1)
    return weights.masked_fill(~mask, 0)  # of a row that may attend nowhere, all of it
    ### END SOLUTION

# %%
masked_softmax = check("masked_softmax", masked_softmax)

# %% [markdown]
# **Exercise: `blend`.** Two points, six minutes.

# %% exercise="blend" tags=["export"]
def blend(weights, values):
    """For each query the sum of the values, each times its weight.

    weights: (..., T_q, T_k), of any sum; values: (..., T_k, d_v). Returns (..., T_q, d_v).
    """
    ### BEGIN SOLUTION
    return weights @ values
    ### END SOLUTION

# %%
blend = check("blend", blend)

