# right: by torch's own functions
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.size(1)
        x = F.embedding(ids, self.embedding) + self.places[None, :T]
        mask = torch.tril(torch.ones(T, T)).bool()
        for block in self.blocks:
            x = block(x, mask=mask)
        return F.linear(F.layer_norm(x, (x.size(-1),), self.gain, self.bias), self.W_out.T)

# right: with one-hot rows, and a mask with all its axes
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        B, T = ids.shape
        one_hot = F.one_hot(ids, len(self.embedding)).to(self.embedding.dtype)
        x = one_hot @ self.embedding + self.places[torch.arange(T)]
        places = torch.arange(T)
        may = (places[None, :] <= places[:, None]).expand(B, 1, T, T)
        for i in range(len(self.blocks)):
            x = self.blocks[i](x, may)
        return torch.einsum("btd,dv->btv", layer_norm(x, self.gain, self.bias), self.W_out)

# right: a text at a time
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        return torch.cat([self.read(text[None]) for text in ids])

    def read(self, ids):
        x = self.embedding[ids] + self.places[:ids.shape[1]]
        for block in self.blocks:
            x = block(x, causal_mask(ids.shape[1]))
        return layer_norm(x, self.gain, self.bias, 1e-5) @ self.W_out

# right: without a mask, each place from what stands before it
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        return torch.stack([self.last(ids[:, :t + 1]) for t in range(ids.shape[1])], dim=1)

    def last(self, ids):
        x = self.embedding[ids] + self.places[:ids.shape[1]]
        for block in self.blocks:
            x = block(x, causal_mask(ids.shape[1]))
        return layer_norm(x[:, -1], self.gain, self.bias) @ self.W_out

# right: by index_select and reduce
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        import functools
        T = ids.shape[1]
        rows = self.embedding.index_select(0, ids.flatten()).reshape(*ids.shape, -1)
        x = torch.add(rows, self.places.narrow(0, 0, T))
        x = functools.reduce(lambda x, block: block(x, causal_mask(T)), self.blocks, x)
        return torch.matmul(layer_norm(x, gain=self.gain, bias=self.bias), self.W_out)

# right: in place, and with another default
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids, mask=None):
        x = self.embedding[ids]
        x += self.places[:x.shape[1]]
        mask = causal_mask(x.shape[1]) if mask is None else mask
        for block in self.blocks:
            x = block(x, mask)
        x = layer_norm(x, self.gain, self.bias)
        return (x.flatten(0, 1) @ self.W_out).unflatten(0, ids.shape)

# told: There is no mask:
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = block(h)
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# told: The mask is turned round:
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = block(h, torch.ones(T, T).triu().bool())
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# told: The mask is inverted:
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = block(h, torch.ones(T, T).triu(1).bool())
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# told: The mask shuts out the place itself.
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = block(h, torch.ones(T, T).tril(-1) > 0)
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# told: Only the first block has the mask.
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        h = self.blocks[0](h, causal_mask(T))
        for block in self.blocks[1:]:
            h = block(h)
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# told: The places are missing:
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids]
        for block in self.blocks:
            h = block(h, causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# told: Every place gets the row of place 0.
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[0]
        for block in self.blocks:
            h = block(h, causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# told: The rows are multiplied by
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        h = h * h.shape[-1] ** 0.5
        for block in self.blocks:
            h = block(h, causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# told: The last norm is missing:
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = block(h, causal_mask(T))
        return h @ self.W_out

# told: These are logarithms of shares.
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = block(h, causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return F.log_softmax(h @ self.W_out, dim=-1)

# told: These are shares.
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = block(h, causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return torch.softmax(h @ self.W_out, dim=2)

# told: These are the logits of the last place.
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = block(h, causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return h[:, -1] @ self.W_out

# told: Only the first block is used.
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        h = self.blocks[0](h, causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# told: The blocks are used from the last to the first.
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in reversed(self.blocks):
            h = block(h, causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# told: Only the last block has the mask.
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        *before, last = self.blocks
        for block in before:
            h = block(h)
        return layer_norm(last(h, causal_mask(T)), self.gain, self.bias) @ self.W_out

# told: The places are added before every block.
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids]
        for block in self.blocks:
            h = block(h + self.places[:T], causal_mask(T))
        return layer_norm(h, self.gain, self.bias) @ self.W_out

# told: The last norm comes after every block.
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = layer_norm(block(h, causal_mask(T)), self.gain, self.bias)
        return h @ self.W_out

# told: The first block is used again and again.
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h, first = self.embedding[ids] + self.places[:T], self.blocks[0]
        for _ in range(len(self.blocks)):
            h = first(h, causal_mask(T))
        return layer_norm(h, self.gain, self.bias) @ self.W_out

# wrong: every block reads the embedding
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = h + block(self.embedding[ids], causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# wrong: only the embedding is multiplied by the root of the width
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] * self.embedding.shape[1] ** 0.5 + self.places[:T]
        for block in self.blocks:
            h = block(h, causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# wrong: places counted from 1
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places.roll(-1, 0)[:T]
        for block in self.blocks:
            h = block(h, causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# wrong: the norm before the blocks
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        h = layer_norm(h, self.gain, self.bias)
        for block in self.blocks:
            h = block(h, causal_mask(T))
        return h @ self.W_out

# wrong: a norm without gain and bias
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = block(h, causal_mask(T))
        h = F.layer_norm(h, h.shape[-1:])
        return h @ self.W_out

# wrong: the same embedding for what comes out
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = block(h, causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.embedding.T

# wrong: a window of three places
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] + self.places[:T]
        for block in self.blocks:
            h = block(h, causal_mask(T).triu(-2))
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out

# wrong: the places of a text multiplied
class GPT(nn.Module):
    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        T = ids.shape[1]
        h = self.embedding[ids] * self.places[:T]
        for block in self.blocks:
            h = block(h, causal_mask(T))
        h = layer_norm(h, self.gain, self.bias)
        return h @ self.W_out
