# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   onehop:
#     reference: language_model
# ---

# %% [markdown]
# # 11 Language model
#
# **Why did it take over?**
#
# We take the encoder away from the transformer, and what is left goes on with any text. At the end we can build a GPT, draw texts from it in four ways, and say from our own measurements where it is ahead of a recurrent network, where it is not, and what decides that. It takes about an hour.

# %%
import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, figures, measuring, predict, progress, record
from utils import scoreboard, terms, yours
from utils.training import device, held_out_loss, set_seed, train

EncoderBlock, layer_norm, causal_mask = yours("EncoderBlock"), yours("layer_norm"), yours("causal_mask")
next_symbol_loss = yours("next_symbol_loss")

# %% [markdown]
# ## What is left
#
# A decoder that nobody reads for has no one to look at but itself. Its blocks are those of [lesson 09](09_block.ipynb), under a mask that hides what comes later, and it says at each place what comes next. So one text of 64 characters is 64 exercises at once, and they are answered in parallel. Such a model is called **decoder-only**, or a **causal language model**; that of Radford and others (2018) is the GPT, a generative pretrained transformer.
#
# It is a row for each symbol, a row for each place, blocks, a norm, and neurons that say which symbol comes next. What it can look back at, the number of its places, is its **context length**.
#
# **Exercise: `GPT`.** Five points, twenty minutes.

# %% exercise="GPT" tags=["export"]
class GPT(nn.Module):
    """A stack of causal blocks that says at each place what comes next.

    GPT(n_symbols, d_model, n_heads, n_layers, context) has `embedding`, an nn.Embedding(n_symbols, d_model), the
    parameter `places`: (context, d_model), `blocks`, an nn.ModuleList of n_layers EncoderBlock(d_model, n_heads,
    4 * d_model), the parameters `gain` and `bias`: (d_model,), of the last layer_norm, and `to_logits`, an
    nn.Linear(d_model, n_symbols). Called with ids: (B, T) int64, it returns logits (B, T, n_symbols): embedding plus
    places, the blocks under a causal mask, the norm, the logits. Raises ValueError where T is more than context.
    Source: Radford et al. 2018; the norms stand as in Radford et al. 2019.
    """

    def __init__(self, n_symbols, d_model, n_heads, n_layers, context):
        super().__init__()
        self.embedding = nn.Embedding(n_symbols, d_model)
        self.places = nn.Parameter(torch.randn(context, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.to_logits = nn.Linear(d_model, n_symbols)

    def forward(self, ids):
        ### BEGIN SOLUTION
        T = ids.shape[1]
        if T > len(self.places):
            raise ValueError(f"A context of {len(self.places)} places has no room for {T} symbols.")
        x = self.embedding(ids) + self.places[:T]  # (B, T, d_model)
        for block in self.blocks:
            x = block(x, causal_mask(T))
        return self.to_logits(layer_norm(x, self.gain, self.bias))
        ### END SOLUTION

# %%
GPT = check("GPT", GPT)

# %% [markdown]
# ## Which comes next?
#
# A language model gives a share to each symbol. To write, one must be chosen.

# %% [markdown]
# **Exercise: `sample`.** Four points, fifteen minutes.

# %% exercise="sample" tags=["export"]
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None):
    """Draw the next symbol of each text.

    logits: (B, n); temperature: above 0, by which the logits are divided. Then come the likeliest top_k of them, where
    it is given (from 1; more than n is all), and of the shares of these the likeliest whose sum reaches top_p, where it
    is given (above 0, up to 1): the fewest that reach it, among them the one that steps over it. Shares are made anew
    from those that are left, and torch.multinomial(shares, 1, generator=generator) draws. Returns (B,) int64.
    Raises ValueError where temperature, top_k or top_p are outside their bounds.
    Source: Fan et al. 2018 (top-k), Holtzman et al. 2019 (top-p).
    """
    ### BEGIN SOLUTION
    if temperature <= 0 or (top_k is not None and top_k < 1) or (top_p is not None and not 0 < top_p <= 1):
        raise ValueError(f"temperature {temperature} must be above 0, top_k {top_k} from 1, top_p {top_p} in (0, 1].")
    ordered, places = (logits / temperature).sort(dim=-1, descending=True)  # (B, n), the likeliest first
    shares = ordered[:, :top_k].softmax(dim=-1)
    if top_p is not None:
        before = shares.cumsum(dim=-1) - shares  # what those before it sum to
        shares = shares * (before < top_p)
    drawn = torch.multinomial(shares, 1, generator=generator)  # (B, 1), of the ordered
    return places.gather(1, drawn)[:, 0]
    ### END SOLUTION

# %%
sample = check("sample", sample)

# %% [markdown]
# **Exercise: `generate`.** Three points, ten minutes.

# %% exercise="generate" tags=["export"]
def generate(model, ids, n, context, generator=None, **how):
    """Go on with texts, one symbol after the other.

    model: from ids (B, T) to logits (B, T, n_symbols), T up to context; ids: (B, T_0) int64, T_0 from 1; n: how many
    symbols to add; how: what else `sample` takes. Each symbol is drawn by `sample` from the logits at the last place,
    and is read before the next; the model never sees more than the last `context`. Returns (B, T_0 + n).
    """
    ### BEGIN SOLUTION
    for _ in range(n):
        with torch.no_grad():
            logits = model(ids[:, -context:])[:, -1]  # (B, n_symbols)
        ids = torch.cat([ids, sample(logits, generator=generator, **how)[:, None]], dim=1)
    return ids
    ### END SOLUTION

# %%
generate = check("generate", generate)

# %% [markdown]
# What the field calls these things:

# %%
terms("11")
