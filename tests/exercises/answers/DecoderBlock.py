# right: a loop over the layers
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look), (three, think)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return x

# right: written out from the inside
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        if not self.norm_first:
            x = two(look(y := one(own(x) + x)) + y)
            return three(think(x) + x)
        y = own(one(x)) + x
        z = look(two(y)) + y
        return think(three(z)) + z

# right: a method for each place of the norm
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def before(self, x, memory, mask, memory_mask):
        x = x + self.attention(layer_norm(x, self.gain_1, self.bias_1), mask=mask)[0]
        query = layer_norm(x, self.gain_across, self.bias_across)
        read, weights = self.across(query, mask=memory_mask, source=memory)
        x = x + read
        return x + feed_forward(layer_norm(x, self.gain_2, self.bias_2), self.W_1, self.b_1, self.W_2, self.b_2)

    def after(self, x, memory, mask, memory_mask):
        x = layer_norm(x + self.attention(x, mask)[0], self.gain_1, self.bias_1)
        x = layer_norm(x + self.across(x, memory_mask, memory)[0], self.gain_across, self.bias_across)
        return layer_norm(x + feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2), self.gain_2, self.bias_2)

    def forward(self, x, memory, mask=None, memory_mask=None):
        return (self.before if self.norm_first else self.after)(x, memory, mask, memory_mask)

# right: by norms that may do nothing
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        same = lambda x, gain, bias: x
        before, after = (layer_norm, same) if self.norm_first else (same, layer_norm)
        x = after(x + self.attention(before(x, self.gain_1, self.bias_1), mask)[0], self.gain_1, self.bias_1)
        asks = before(x, self.gain_across, self.bias_across)
        x = after(x + self.across(asks, memory_mask, memory)[0], self.gain_across, self.bias_across)
        said = feed_forward(before(x, self.gain_2, self.bias_2), self.W_1, self.b_1, self.W_2, self.b_2)
        return after(x + said, self.gain_2, self.bias_2)

# right: torch's norm and linear
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def norm(self, x, which):
        return F.layer_norm(x, x.shape[-1:], getattr(self, f"gain_{which}"), getattr(self, f"bias_{which}"))

    def around(self, x, which, layer):
        return x + layer(self.norm(x, which)) if self.norm_first else self.norm(x + layer(x), which)

    def forward(self, x, memory, mask=None, memory_mask=None):
        x = self.around(x, 1, lambda x: self.attention(x, mask)[0])
        x = self.around(x, "across", lambda x: self.across(x, memory_mask, memory)[0])
        return self.around(x, 2, lambda x: F.linear(F.relu(F.linear(x, self.W_1.T, self.b_1)), self.W_2.T, self.b_2))

# right: heads by hand, and a keyword more
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def look(self, x, memory, may):
        n = self.across.n_heads
        q = split_heads(x @ self.across.W_q, n)
        k, v = (split_heads(memory @ W, n) for W in (self.across.W_k, self.across.W_v))
        blends, self.weights = attention(q, k, v, may)
        return merge_heads(blends) @ self.across.W_o

    def forward(self, x, memory, mask=None, memory_mask=None, keep=False):
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        if self.norm_first:
            x = x + self.attention(layer_norm(x, self.gain_1, self.bias_1), mask)[0]
            x = x + self.look(layer_norm(x, self.gain_across, self.bias_across), memory, memory_mask)
            return x + think(layer_norm(x, self.gain_2, self.bias_2))
        x = layer_norm(x + self.attention(x, mask)[0], self.gain_1, self.bias_1)
        x = layer_norm(x + self.look(x, memory, memory_mask), self.gain_across, self.bias_across)
        return layer_norm(x + think(x), self.gain_2, self.bias_2)

# right: without the encoder block
class DecoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention, self.across = MultiHeadAttention(d_model, n_heads), MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        for name in ("1", "across", "2"):
            setattr(self, f"gain_{name}", nn.Parameter(torch.ones(d_model)))
            setattr(self, f"bias_{name}", nn.Parameter(torch.zeros(d_model)))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look), (three, think)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return x

# told: The way past the attention to what was said
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        x = own(one(x)) if self.norm_first else one(own(x))
        for norm, layer in ((two, look), (three, think)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return x

# told: The way past the attention to the memory
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look), (three, think)):
            past = 0 if layer is look else x
            x = past + layer(norm(x)) if self.norm_first else norm(past + layer(x))
        return x

# told: The way past the neurons
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return think(three(x)) if self.norm_first else three(think(x))

# told: What was read is not used
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (three, think)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return x

# told: The second attention looks at what was said
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, mask)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look), (three, think)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return x

# told: The first attention is not
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look), (three, think)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return x

# told: The attention to the memory is not
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, source=memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look), (three, think)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return x

# told: The norm always comes first.
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look), (three, think)):
            x = x + layer(norm(x)) 
        return x

# told: The norm always stands behind
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look), (three, think)):
            x = norm(x + layer(x))
        return x

# told: The two places of the norm
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look), (three, think)):
            x = x + layer(norm(x)) if not self.norm_first else norm(x + layer(x))
        return x

# told: It looks at the memory before
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((two, look), (one, own), (three, think)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return x

# told: With norm_first, the memory is normed
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, two(memory) if self.norm_first else memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look), (three, think)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return x

# told: The second attention uses gain_1
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look), (three, think)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return x

# wrong: what was said is read by the neurons alone
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        y = own(one(x)) if self.norm_first else own(x)
        z = look(two(x)) if self.norm_first else look(x)
        x = x + y + z
        return x + think(three(x)) if self.norm_first else three(think(x) + x)

# wrong: two looks side by side
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        if self.norm_first:
            x = x + own(one(x)) + look(two(x))
            return x + think(three(x))
        x = two(one(x + own(x)) + look(x))
        return three(x + think(x))

# wrong: the memory asks
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(memory, None, x)[0].mean(1, keepdim=True)
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (two, look), (three, think)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return x

# wrong: the norms of the second and the third layer exchanged
class DecoderBlock(EncoderBlock):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        one = lambda x: layer_norm(x, self.gain_1, self.bias_1)
        two = lambda x: layer_norm(x, self.gain_across, self.bias_across)
        three = lambda x: layer_norm(x, self.gain_2, self.bias_2)
        own = lambda x: self.attention(x, mask)[0]
        look = lambda x: self.across(x, memory_mask, memory)[0]
        think = lambda x: feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)
        for norm, layer in ((one, own), (three, look), (two, think)):
            x = x + layer(norm(x)) if self.norm_first else norm(x + layer(x))
        return x
