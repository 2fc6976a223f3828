# right: head by head
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.W_q = nn.Parameter(torch.randn(d_model, d_model) / d_model**0.5)
        self.W_k = nn.Parameter(torch.randn(d_model, d_model) / d_model**0.5)
        self.W_v = nn.Parameter(torch.randn(d_model, d_model) / d_model**0.5)
        self.W_o = nn.Parameter(torch.randn(d_model, d_model) / d_model**0.5)

    def forward(self, x, mask=None, source=None):
        if source is None:
            source = x
        output, weights = 0, []
        full = (len(x), self.n_heads, x.shape[1], source.shape[1])
        mask = torch.ones(full, dtype=torch.bool) if mask is None else mask.expand(full)
        for h in range(self.n_heads):
            part = slice(h * self.d_head, (h + 1) * self.d_head)
            blend, shares = attention(x @ self.W_q[:, part], source @ self.W_k[:, part], source @ self.W_v[:, part], mask[:, h])
            output = output + blend @ self.W_o[part]
            weights.append(shares)
        return output, torch.stack(weights, dim=1)

# right: by einsum
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        for name in ("W_q", "W_k", "W_v", "W_o"):
            setattr(self, name, nn.Parameter(torch.zeros(d_model, d_model)))
            nn.init.xavier_uniform_(getattr(self, name))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        apart = lambda W: W.reshape(len(W), self.n_heads, -1)
        q = torch.einsum("btm,mhd->bhtd", x, apart(self.W_q))
        k = torch.einsum("btm,mhd->bhtd", source, apart(self.W_k))
        v = torch.einsum("btm,mhd->bhtd", source, apart(self.W_v))
        blends, weights = attention(q, k, v, mask=mask)
        return torch.einsum("bhtd,hdm->btm", blends, self.W_o.reshape(self.n_heads, -1, len(self.W_o))), weights

# right: with a softmax of its own
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.h = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = [nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4)]

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        q, k, v = [split_heads(y @ W, self.h) for y, W in ((x, self.W_q), (source, self.W_k), (source, self.W_v))]
        scores = q @ k.mT / math.sqrt(q.size(-1))
        if mask is not None:
            scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = F.softmax(scores, dim=-1)
        if mask is not None:
            weights = weights * mask
        return merge_heads(weights @ v) @ self.W_o, weights

# right: heads in the batch
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model) / d_model) for _ in range(4))

    def split(self, x):
        B, T, d_model = x.shape
        return x.reshape(B, T, self.n_heads, -1).transpose(1, 2).reshape(B * self.n_heads, T, -1)

    def forward(self, x, mask=None, source=None):
        B, T_q, d_model = x.shape
        source = x if source is None else source
        if mask is not None:
            mask = mask.expand(B, self.n_heads, T_q, source.shape[1]).flatten(0, 1)
        blends, weights = attention(self.split(x @ self.W_q), self.split(source @ self.W_k), self.split(source @ self.W_v), mask)
        blends = blends.reshape(B, self.n_heads, T_q, -1).transpose(1, 2).reshape(B, T_q, d_model)
        return blends @ self.W_o, weights.reshape(B, self.n_heads, T_q, -1)

# right: torch's attention for the output
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.empty(d_model, d_model).normal_()) for _ in range(4))

    def forward(self, x, mask=None, source=None, more=None):
        source = source if source is not None else x
        q = split_heads(F.linear(x, self.W_q.T), self.n_heads)
        k = split_heads(F.linear(source, self.W_k.T), self.n_heads)
        v = split_heads(F.linear(source, self.W_v.T), self.n_heads)
        eye = torch.eye(source.shape[1], dtype=x.dtype).expand(*k.shape[:2], -1, -1)
        _, weights = attention(q, k, eye, mask)
        return F.linear(merge_heads(weights @ v), self.W_o.T), weights

# right: keys and values in one product
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q = nn.Parameter(torch.randn(d_model, d_model))
        self.W_k = nn.Parameter(torch.randn(d_model, d_model))
        self.W_v = nn.Parameter(torch.randn(d_model, d_model))
        self.W_o = nn.Parameter(torch.randn(d_model, d_model))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        k, v = (source @ torch.cat([self.W_k, self.W_v], dim=1)).chunk(2, dim=-1)
        heads = [split_heads(y, self.n_heads) for y in (x @ self.W_q, k, v)]
        blends, weights = attention(*heads, mask)
        return torch.cat(blends.unbind(1), dim=-1) @ self.W_o, weights

# told: The scores are divided by √d_model.
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        q, k, v = (split_heads(y, self.n_heads) for y in (x @ self.W_q, source @ self.W_k, source @ self.W_v))
        scores = q @ k.transpose(-2, -1) / x.shape[-1] ** 0.5
        weights = masked_softmax(scores, torch.ones_like(scores, dtype=torch.bool) if mask is None else mask)
        return merge_heads(weights @ v) @ self.W_o, weights

# told: W_o is not used.
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        q, k, v = (split_heads(y, self.n_heads) for y in (x @ self.W_q, source @ self.W_k, source @ self.W_v))
        blends, weights = attention(q, k, v, mask)
        return merge_heads(blends), weights

# told: The heads are cut by a plain `reshape`
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads, self.d_head = n_heads, d_model // n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        B, T_q, T_k = len(x), x.shape[1], source.shape[1]
        q = (x @ self.W_q).reshape(B, self.n_heads, T_q, self.d_head)
        k = (source @ self.W_k).reshape(B, self.n_heads, T_k, self.d_head)
        v = (source @ self.W_v).reshape(B, self.n_heads, T_k, self.d_head)
        blends, weights = attention(q, k, v, mask)
        return blends.transpose(1, 2).reshape(B, T_q, -1) @ self.W_o, weights

# told: The weights are the mean of all heads
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        q, k, v = (split_heads(y, self.n_heads) for y in (x @ self.W_q, source @ self.W_k, source @ self.W_v))
        blends, weights = attention(q, k, v, mask)
        return merge_heads(blends) @ self.W_o, weights.sum(1) / self.n_heads

# told: `source` is not used
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        q, k, v = (split_heads(x @ W, self.n_heads) for W in (self.W_q, self.W_k, self.W_v))
        blends, weights = attention(q, k, v, mask)
        return merge_heads(blends) @ self.W_o, weights

# told: The mask is not handed on to `attention`.
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        q, k, v = (split_heads(y, self.n_heads) for y in (x @ self.W_q, source @ self.W_k, source @ self.W_v))
        weights = (q @ k.mT / q.shape[-1] ** 0.5).softmax(-1)
        return merge_heads(weights @ v) @ self.W_o, weights

# told: The heads stand after the places
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        B = len(x)
        q = (x @ self.W_q).reshape(B, x.shape[1], self.n_heads, -1)
        k = (source @ self.W_k).reshape(B, source.shape[1], self.n_heads, -1)
        v = (source @ self.W_v).reshape(B, source.shape[1], self.n_heads, -1)
        blends, weights = attention(q, k, v, mask)
        return blends.flatten(2) @ self.W_o, weights

# told: Only the output comes back.
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        q, k, v = (split_heads(y, self.n_heads) for y in (x @ self.W_q, source @ self.W_k, source @ self.W_v))
        return merge_heads(attention(q, k, v, mask)[0]) @ self.W_o

# told: These are `nn.Linear` layers
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q = nn.Linear(d_model, d_model, bias=False)
        self.W_k = nn.Linear(d_model, d_model, bias=False)
        self.W_v = nn.Linear(d_model, d_model, bias=False)
        self.W_o = nn.Linear(d_model, d_model, bias=False)

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        q, k, v = (split_heads(y, self.n_heads) for y in (self.W_q(x), self.W_k(source), self.W_v(source)))
        blends, weights = attention(q, k, v, mask)
        return self.W_o(merge_heads(blends)), weights

# wrong: each head sees its own part of x alone
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def own(self, y, W):
        blocks = W.reshape(self.n_heads, len(W) // self.n_heads, self.n_heads, -1)
        blocks = torch.stack([blocks[h, :, h] for h in range(self.n_heads)])
        return split_heads(y, self.n_heads) @ blocks

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        blends, weights = attention(self.own(x, self.W_q), self.own(source, self.W_k), self.own(source, self.W_v), mask)
        return merge_heads(blends) @ self.W_o, weights

# wrong: all heads look as head 0 does
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        q, k, v = (split_heads(y, self.n_heads) for y in (x @ self.W_q, source @ self.W_k, source @ self.W_v))
        blends, weights = attention(q[:, :1].expand_as(q), k[:, :1].expand_as(k), v, mask)
        return merge_heads(blends) @ self.W_o, weights

# wrong: the mask of the first head for all
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        q, k, v = (split_heads(y, self.n_heads) for y in (x @ self.W_q, source @ self.W_k, source @ self.W_v))
        if mask is not None and mask.dim() == 4:
            mask = mask[:, :1]
        blends, weights = attention(q, k, v, mask)
        return merge_heads(blends) @ self.W_o, weights

# wrong: a row that may attend nowhere attends everywhere
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        q, k, v = (split_heads(y, self.n_heads) for y in (x @ self.W_q, source @ self.W_k, source @ self.W_v))
        scores = q @ k.mT / q.shape[-1] ** 0.5
        if mask is not None:
            scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = scores.softmax(-1)
        return merge_heads(weights @ v) @ self.W_o, weights

# wrong: a mask where none is given, of the past
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        if source is None and mask is None:
            mask = causal_mask(x.shape[1])
        source = x if source is None else source
        q, k, v = (split_heads(y, self.n_heads) for y in (x @ self.W_q, source @ self.W_k, source @ self.W_v))
        blends, weights = attention(q, k, v, mask)
        return merge_heads(blends) @ self.W_o, weights

# wrong: the mean over the heads is added
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.n_heads = n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(4))

    def forward(self, x, mask=None, source=None):
        source = x if source is None else source
        q, k, v = (split_heads(y, self.n_heads) for y in (x @ self.W_q, source @ self.W_k, source @ self.W_v))
        blends, weights = attention(q, k, v, mask)
        return merge_heads(blends + blends.mean(1, keepdim=True)) @ self.W_o, weights
