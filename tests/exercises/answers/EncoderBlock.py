# right: a method for each place of the norm
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def before(self, x, mask):
        x = x + self.attention(layer_norm(x, self.gain_1, self.bias_1), mask, None)[0]
        return feed_forward(layer_norm(x, self.gain_2, self.bias_2), self.W_1, self.b_1, self.W_2, self.b_2) + x

    def after(self, x, mask):
        x = layer_norm(self.attention(x, mask)[0] + x, self.gain_1, self.bias_1)
        return layer_norm(feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2) + x, self.gain_2, self.bias_2)

    def forward(self, x, mask=None):
        return (self.before if self.norm_first else self.after)(x, mask)

# right: by a norm that may do nothing
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def forward(self, x, mask=None):
        same = lambda x, gain, bias: x
        before, after = (layer_norm, same) if self.norm_first else (same, layer_norm)
        read, weights = self.attention(before(x, self.gain_1, self.bias_1), mask)
        x = after(x + read, self.gain_1, self.bias_1)
        said = feed_forward(before(x, self.gain_2, self.bias_2), self.W_1, self.b_1, self.W_2, self.b_2)
        return after(x + said, self.gain_2, self.bias_2)

# right: in parts
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            return (y := x + self.attend(one(x), mask)) + self.think(two(y))
        y = one(x + self.attend(x, mask))
        return two(y + self.think(y))

# right: a loop over the halves
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def forward(self, x, mask=None):
        attend = lambda rows: self.attention(rows, mask=mask)[0]
        think = lambda rows: feed_forward(rows, self.W_1, self.b_1, self.W_2, self.b_2)
        for layer, gain, bias in ((attend, self.gain_1, self.bias_1), (think, self.gain_2, self.bias_2)):
            if self.norm_first:
                x = layer(layer_norm(x, gain, bias)) + x
            else:
                x = layer_norm(layer(x) + x, gain, bias)
        return x

# right: torch's norm and linear
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def forward(self, x, mask=None):
        norm = lambda x, i: F.layer_norm(x, x.shape[-1:], getattr(self, f"gain_{i}"), getattr(self, f"bias_{i}"))
        think = lambda x: F.linear(F.relu(F.linear(x, self.W_1.T, self.b_1)), self.W_2.T, self.b_2)
        read, _ = self.attention(norm(x, 1) if self.norm_first else x, mask)
        x = x + read if self.norm_first else norm(x + read, 1)
        said = think(norm(x, 2) if self.norm_first else x)
        return x + said if self.norm_first else norm(x + said, 2)

# right: other numbers at the start, and a keyword more
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True, eps=1e-5):
        super().__init__()
        self.first, self.eps = norm_first, eps
        for name, shape in {"W_1": (d_model, d_ff), "b_1": (d_ff,), "W_2": (d_ff, d_model), "b_2": (d_model,)}.items():
            setattr(self, name, nn.Parameter(torch.randn(shape) * 0.1))
        for i in (1, 2):
            setattr(self, f"gain_{i}", nn.Parameter(torch.ones(d_model)))
            setattr(self, f"bias_{i}", nn.Parameter(torch.zeros(d_model)))
        self.attention = MultiHeadAttention(d_model, n_heads)

    def sublayer(self, x, gain, bias, layer):
        if self.first:
            return x + layer(layer_norm(x, gain, bias, self.eps))
        return layer_norm(x + layer(x), gain, bias, self.eps)

    def forward(self, x, mask=None):
        x = self.sublayer(x, self.gain_1, self.bias_1, lambda rows: self.attention(rows, mask)[0])
        return self.sublayer(x, self.gain_2, self.bias_2,
                             lambda rows: feed_forward(rows, self.W_1, self.b_1, self.W_2, self.b_2))

# told: The way past the attention is forgotten
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            return (y := self.attend(one(x), mask)) + self.think(two(y))
        y = one(self.attend(x, mask))
        return two(y + self.think(y))

# told: The way past the neurons is forgotten
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            return self.think(two(x + self.attend(one(x), mask)))
        y = one(x + self.attend(x, mask))
        return two(self.think(y))

# told: There is no way past the layers
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            return self.think(two(self.attend(one(x), mask)))
        return two(self.think(one(self.attend(x, mask))))

# told: The two places of the norm are exchanged
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            y = one(x + self.attend(x, mask)); return two(y + self.think(y))
        y = x + self.attend(one(x), mask)
        return y + self.think(two(y))

# told: The mask is not handed on
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            return (y := x + self.attend(one(x), None)) + self.think(two(y))
        y = one(x + self.attend(x, None))
        return two(y + self.think(y))

# told: The mask is turned round
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            return (y := x + self.attend(one(x), None if mask is None else ~mask)) + self.think(two(y))
        y = one(x + self.attend(x, None if mask is None else ~mask))
        return two(y + self.think(y))

# told: Without norm_first, only what the attention says is normed.
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            return (y := x + self.attend(one(x), mask)) + self.think(two(y))
        y = x + one(self.attend(x, mask))
        return two(y + self.think(y))

# told: With norm_first, the normed rows go past the attention.
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            x = one(x); y = x + self.attend(x, mask); return y + self.think(two(y))
        y = one(x + self.attend(x, mask))
        return two(y + self.think(y))

# told: With norm_first, the normed rows go past the neurons.
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            y = two(x + self.attend(one(x), mask)); return y + self.think(y)
        y = one(x + self.attend(x, mask))
        return two(y + self.think(y))

# told: With norm_first, the neurons read rows that are not normed.
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            y = x + self.attend(one(x), mask); return y + self.think(y)
        y = one(x + self.attend(x, mask))
        return two(y + self.think(y))

# told: With norm_first, the attention reads rows that are not normed.
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            y = x + self.attend(x, mask); return y + self.think(two(y))
        y = one(x + self.attend(x, mask))
        return two(y + self.think(y))

# told: With norm_first, what the attention has added gets lost
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            return x + self.think(two(x + self.attend(one(x), mask)))
        y = one(x + self.attend(x, mask))
        return two(y + self.think(y))

# wrong: the halves side by side
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            return x + self.attend(one(x), mask) + self.think(two(x))
        y = one(x + self.attend(x, mask))
        return two(y + self.think(y))

# wrong: neurons before attention
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            y = x + self.think(two(x)); return y + self.attend(one(y), mask)
        y = one(x + self.attend(x, mask))
        return two(y + self.think(y))

# wrong: a norm more at the end
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            y = x + self.attend(one(x), mask); return two(y + self.think(two(y)))
        y = one(x + self.attend(x, mask))
        return two(y + self.think(y))

# wrong: norms exchanged
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        if self.norm_first:
            y = x + self.attend(two(x), mask); return y + self.think(one(y))
        y = two(x + self.attend(x, mask))
        return one(y + self.think(y))

# told: The norm always comes first.
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        return (y := x + self.attend(one(x), mask)) + self.think(two(y))

# told: The norm always stands behind the sum.
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def attend(self, x, mask):
        return self.attention(x, mask)[0]

    def think(self, x):
        return feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

    def norms(self):
        return (lambda x: layer_norm(x, self.gain_1, self.bias_1)), (lambda x: layer_norm(x, self.gain_2, self.bias_2))

    def forward(self, x, mask=None):
        one, two = self.norms()
        y = one(x + self.attend(x, mask))
        return two(y + self.think(y))
