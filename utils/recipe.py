"""Today's recipe: a transformer's block as it is built since about 2024, and the optimizers that go with it.

The course gives it where lessons 10 and 11 race; lesson 14 takes it apart and builds each part.
"""

import torch
import torch.nn.functional as F
from torch import nn

from utils.reference import causal_mask, merge_heads, rotate, sinusoidal_positions, split_heads


def normed(x):
    """RMS norm without a gain: each row at mean square 1, its mean left where it is. Zhang and Sennrich 2019."""
    return F.rms_norm(x, x.shape[-1:])


class Attention(nn.Module):
    """Attention with query–key norm: each head's queries and keys are brought to one size before they meet.

    Called with x: (B, T_q, d_model), memory: (B, T_k, d_model), what is looked at, a mask that broadcasts to
    (B, n_heads, T_q, T_k), True = may attend, or None, and whether queries and keys are turned by their places
    (rotary positions, for a text that looks at itself). Returns (B, T_q, d_model).
    Sources: Henry et al. 2020 (query–key norm), Su et al. 2021 (rotary positions).
    """

    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model, bias=False) for _ in range(4))
        nn.init.zeros_(self.W_o.weight)  # so that a new block adds nothing

    def forward(self, x, memory, mask=None, turned=True):
        q, k, v = (split_heads(rows, self.n_heads) for rows in (self.W_q(x), self.W_k(memory), self.W_v(memory)))
        q, k = normed(q), normed(k)  # (B, n_heads, T, d_head)
        if turned:
            places = torch.arange(x.shape[1], device=x.device)
            q, k = rotate(q, places), rotate(k, places)
        return self.W_o(merge_heads(F.scaled_dot_product_attention(q, k, v, mask)))


class Block(nn.Module):
    """A block of today: norm first, rotary positions, query–key norm, and neurons with a squared ReLU.

    Block(d_model, n_heads, d_ff, cross=False, dropout=0.0); with cross it also looks at a memory, as the decoder of
    2017 does; dropout is the part of the numbers that each part adds which is left out at random in training.
    Called with x: (B, T, d_model), a mask that broadcasts to (B, n_heads, T, T), memory: (B, T_k, d_model) and its
    mask, which broadcasts to (B, n_heads, T, T_k). Returns (B, T, d_model). Source of the squared ReLU: So et al. 2021.
    """

    def __init__(self, d_model, n_heads, d_ff, cross=False, dropout=0.0):
        super().__init__()
        self.attention = Attention(d_model, n_heads)
        self.across = Attention(d_model, n_heads) if cross else None
        self.dropout = nn.Dropout(dropout)
        self.into, self.out = nn.Linear(d_model, d_ff, bias=False), nn.Linear(d_ff, d_model, bias=False)
        nn.init.zeros_(self.out.weight)

    def forward(self, x, mask=None, memory=None, memory_mask=None):
        rows = normed(x)
        x = x + self.dropout(self.attention(rows, rows, mask))
        if self.across:
            x = x + self.dropout(self.across(normed(x), memory, memory_mask, turned=False))
        return x + self.dropout(self.out(self.into(normed(x)).relu().square()))


class EncoderDecoder(nn.Module):
    """The learner's `Transformer` with such blocks, and with rows that know their neighbours.

    EncoderDecoder(n_read, n_said, d_model, n_heads, d_ff, depths=(2, 1), beside=1, dropout=0.0): the row of a symbol
    that is read is the sum of embeddings of itself and of `beside` symbols on each side, each by a table of its own;
    that of a symbol that is said, of itself and of those before it. The sinusoids of lesson 08 are added, since rotary
    positions do not tell how far a place of the one text is from one of the other. `encode`, `decode` and a call are as
    in `Transformer`.
    """

    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(2, 1), beside=1, dropout=0.0):
        super().__init__()
        self.beside, self.dropout = beside, nn.Dropout(dropout)
        self.read_embeddings, self.said_embeddings = (
            nn.ModuleList(nn.Embedding(n, d_model) for _ in range(1 + sides * beside))
            for n, sides in ((n_read, 2), (n_said, 1)))
        self.encoder, self.decoder = (nn.ModuleList(Block(d_model, n_heads, d_ff, cross, dropout)
                                                    for _ in range(depth))
                                      for depth, cross in zip(depths, (False, True)))
        self.to_logits = nn.Linear(d_model, n_said, bias=False)

    def rows(self, embeddings, ids):
        T = ids.shape[1]
        padded = F.pad(ids, (self.beside, self.beside))
        rows = sum(embedding(padded[:, i:i + T]) for i, embedding in enumerate(embeddings))  # from `beside` before on
        return self.dropout(normed(rows + sinusoidal_positions(T, rows.shape[-1]).to(rows)))

    def encode(self, read):
        x, may_read = self.rows(self.read_embeddings, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may_read)
        return normed(x)

    def decode(self, said, memory, read):
        x, may_read = self.rows(self.said_embeddings, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1]).to(said.device)
        for block in self.decoder:
            x = block(x, earlier, memory, may_read)
        return self.to_logits(normed(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)


class LastSymbols(nn.Module):
    """A row for each place that knows the last few symbols: the sum of an embedding of each, by a table of its own.

    LastSymbols(n_symbols, d_model, back=3). Called with ids: (B, T), it returns (B, T, d_model); before the first
    symbol stands one that is none of them.
    """

    def __init__(self, n_symbols, d_model, back=3):
        super().__init__()
        self.none = n_symbols
        self.tables = nn.ModuleList(nn.Embedding(n_symbols + 1, d_model) for _ in range(back))

    def forward(self, ids):
        padded = F.pad(ids, (len(self.tables) - 1, 0), value=self.none)
        return sum(table(padded[:, i:i + ids.shape[1]]) for i, table in enumerate(self.tables))


class GPT(nn.Module):
    """The learner's `GPT` with such blocks, over rows that know the last three symbols.

    GPT(n_symbols, d_model, n_heads, n_layers). Called with ids: (B, T), of any length, it returns logits
    (B, T, n_symbols).
    """

    def __init__(self, n_symbols, d_model, n_heads, n_layers):
        super().__init__()
        self.rows = LastSymbols(n_symbols, d_model)
        self.blocks = nn.ModuleList(Block(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.to_logits = nn.Linear(d_model, n_symbols, bias=False)
        nn.init.zeros_(self.to_logits.weight)

    def forward(self, ids):
        x, earlier = normed(self.rows(ids)), causal_mask(ids.shape[1]).to(ids.device)
        for block in self.blocks:
            x = block(x, earlier)
        return self.to_logits(normed(x))


def optimizers(model, matrices=0.02, rest=0.01):
    """Muon for the matrices inside the model's blocks, Adam for all else: a list for `train`.

    matrices, rest: their learning rates. Muon makes each step of a matrix nearly orthogonal, so that it turns rows in
    all directions alike, not mostly in the few in which the gradients lie. Source: Jordan et al. 2024.
    """
    inside = {weights for part in model.modules() if isinstance(part, Block)
              for weights in part.parameters() if weights.dim() == 2}
    outside = [weights for weights in model.parameters() if weights not in inside]
    return [torch.optim.Muon([weights for weights in model.parameters() if weights in inside], lr=matrices,
                             weight_decay=0.0),
            torch.optim.Adam(outside, lr=rest, betas=(0.9, 0.95))]
