# right: the rows by a method
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# right: all in forward
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def forward(self, read, said):
        B, T_k = read.shape
        may_read = read.ne(0).reshape(B, 1, 1, T_k)
        memory = math.sqrt(self.d_model) * self.read_embedding(read)
        memory = memory + sinusoidal_positions(T_k, self.d_model)
        for block in self.encoder:
            memory = block(memory, mask=may_read)
        memory = self.encoder_norm(memory)
        x = math.sqrt(self.d_model) * self.said_embedding(said)
        x = x + sinusoidal_positions(said.shape[1], self.d_model)
        for block in self.decoder:
            x = block(x, memory=memory, mask=causal_mask(said.shape[1]), memory_mask=may_read)
        return self.to_logits(self.decoder_norm(x))

# right: masks for every query
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read > 0)[:, None, None, :].expand(-1, 1, read.shape[1], -1)
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read > 0)[:, None, None, :].expand(-1, 1, said.shape[1], -1)
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# right: a causal mask by comparison
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = torch.arange(said.shape[1])[:, None] >= torch.arange(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# right: embeddings by indexing
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding.weight[ids] * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# right: what fills up is zero in the memory, which nobody reads
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x) * (read != 0)[..., None]

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# right: what is filled up among the sounds is hidden, too
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1]) & (said != 0)[:, None, None]
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# right: stacks folded, and a keyword more
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def encode(self, read):
        may = (read != 0)[:, None, None]
        x = self.read_embedding(read) * self.d_model**0.5 + sinusoidal_positions(read.shape[1], self.d_model)
        return self.encoder_norm(self.through(self.encoder, x, may))

    def through(self, blocks, x, *rest):
        return x if len(blocks) == 0 else self.through(blocks[1:], blocks[0](x, *rest), *rest)

    def decode(self, said, memory, read, last=False):
        x = self.said_embedding(said) * self.d_model**0.5 + sinusoidal_positions(said.shape[1], self.d_model)
        x = self.through(self.decoder, x, memory, causal_mask(said.shape[1]), (read != 0)[:, None, None])
        return self.to_logits(self.decoder_norm(x[:, -1:] if last else x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: There are no positions.
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: The embeddings are not multiplied
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: The embeddings are multiplied by d_model.
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: The positions are multiplied
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return (embedding(ids) + sinusoidal_positions(ids.shape[1], self.d_model)) * self.d_model**0.5

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: The decoder sees what comes later
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, None, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: The causal mask is turned round
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = torch.ones(said.shape[1], said.shape[1], dtype=torch.bool).triu()
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: A place of what was said does not see itself.
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = torch.ones(said.shape[1], said.shape[1], dtype=torch.bool).tril(-1)
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: The decoder reads what fills up
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: The encoder reads what fills up
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: What fills up is read by both
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: The masks have changed places
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, causal_mask(read.shape[1]))
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, None, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: The encoder does not see what comes later
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may & causal_mask(read.shape[1]))
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: What was read is not used
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, torch.zeros_like(memory), earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: Only the first block of the encoder
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        x = self.encoder[0](x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: Only the first block of the decoder
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        x = self.decoder[0](x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: With norm_first, the memory is not normed
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return x

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: With norm_first, what goes to the logits
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(x)

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# told: It returns shares.
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x)).softmax(dim=-1)

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# wrong: positions from one
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1] + 1, self.d_model)[1:]

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# wrong: the decoder's blocks read its own rows as memory
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, x, earlier, None)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# wrong: the first text's mask for all
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:1, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:1, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# wrong: log shares
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = block(x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x)).log_softmax(-1)

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# wrong: every block of the decoder the same
class Transformer(nn.Module):
    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        self.encoder = nn.ModuleList(EncoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[0]))
        self.decoder = nn.ModuleList(DecoderBlock(d_model, n_heads, d_ff, norm_first) for _ in range(depths[1]))
        after = nn.LayerNorm if norm_first else nn.Identity
        self.encoder_norm, self.decoder_norm = after(d_model), after(d_model)
        self.to_logits = nn.Linear(d_model, n_said)

    def rows(self, embedding, ids):
        return embedding(ids) * self.d_model**0.5 + sinusoidal_positions(ids.shape[1], self.d_model)

    def encode(self, read):
        x, may = self.rows(self.read_embedding, read), (read != 0)[:, None, None]
        for block in self.encoder:
            x = block(x, may)
        return self.encoder_norm(x)

    def decode(self, said, memory, read):
        x, may = self.rows(self.said_embedding, said), (read != 0)[:, None, None]
        earlier = causal_mask(said.shape[1])
        for block in self.decoder:
            x = self.decoder[0](x, memory, earlier, may)
        return self.to_logits(self.decoder_norm(x))

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)
