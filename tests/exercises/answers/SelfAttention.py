# right: three parameters, one by one
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        scale = d_model ** -0.5
        self.W_q = nn.Parameter(scale * torch.randn(d_model, d_model))
        self.W_k = nn.Parameter(scale * torch.randn(d_model, d_model))
        self.W_v = nn.Parameter(scale * torch.randn(d_model, d_model))

    def forward(self, x, mask=None):
        q, k, v = x @ self.W_q, x @ self.W_k, x @ self.W_v
        return attention(q, k, v, mask)

# right: registered by name, in one product
class SelfAttention(nn.Module):
    def __init__(self, d_model, scale=1.0):
        super().__init__()
        for name in ("W_v", "W_q", "W_k"):
            start = torch.empty(d_model, d_model).normal_(std=scale * d_model**-0.5)
            self.register_parameter(name, nn.Parameter(start))

    def forward(self, x, mask=None):
        q, k, v = (x @ torch.cat([self.W_q, self.W_k, self.W_v], dim=1)).chunk(3, dim=-1)
        return attention(q, k, v, mask=mask)

# right: written out
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.d_model = d_model
        empty = [torch.empty(d_model, d_model) for _ in range(3)]
        self.W_q, self.W_k, self.W_v = (nn.Parameter(nn.init.xavier_normal_(W)) for W in empty)

    def forward(self, x, mask=None):
        scores = (x @ self.W_q) @ (x @ self.W_k).mT / math.sqrt(self.d_model)
        weights = scores.softmax(-1) if mask is None else masked_softmax(scores, mask)
        return weights @ (x @ self.W_v), weights

# right: queries and keys by one matrix of scores
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(3))

    def forward(self, x, mask=None):
        output, weights = attention(x @ (self.W_q @ self.W_k.T), x, x, mask)
        return output @ self.W_v, weights

# right: by F.linear and letters
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q = nn.Parameter(torch.rand(d_model, d_model) - 0.5)
        self.W_k = nn.Parameter(torch.rand(d_model, d_model) - 0.5)
        self.W_v = nn.Parameter(torch.rand(d_model, d_model) - 0.5)

    def forward(self, x, mask=None):
        q = F.linear(x, self.W_q.T)
        k = torch.einsum("btd,de->bte", x, self.W_k)
        return attention(q, k, torch.matmul(x, self.W_v), mask)

# right: it looks at the mask itself
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        shape = (d_model, d_model)
        self.W_q, self.W_k, self.W_v = map(nn.Parameter, (torch.randn(shape), torch.randn(shape), torch.randn(shape)))

    def forward(self, x, mask=None):
        if mask is None:
            mask = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool)
        return attention(x @ self.W_q, x @ self.W_k, x @ self.W_v, mask)

# told: The mask is not handed on
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(3))

    def forward(self, x, mask=None):
        q, k, v = x @ self.W_q, x @ self.W_k, x @ self.W_v
        return attention(q, k, v)

# told: W_q and W_k have changed places
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(3))

    def forward(self, x, mask=None):
        return attention(x @ self.W_k, x @ self.W_q, x @ self.W_v, mask=mask)

# told: x itself is blended.
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(3))

    def forward(self, x, mask=None):
        return attention(x @ self.W_q, x @ self.W_k, x, mask)

# told: The keys are blended.
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(3))

    def forward(self, x, mask=None):
        k = x @ self.W_k
        return attention(x @ self.W_q, k, k, mask)

# told: The matrices are transposed.
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(3))

    def forward(self, x, mask=None):
        return attention(F.linear(x, self.W_q), F.linear(x, self.W_k), F.linear(x, self.W_v), mask)

# told: Only the output comes back.
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(3))

    def forward(self, x, mask=None):
        output, weights = attention(x @ self.W_q, x @ self.W_k, x @ self.W_v, mask)
        return output

# told: These are `nn.Linear` layers
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q = nn.Linear(d_model, d_model, bias=False)
        self.W_k = nn.Linear(d_model, d_model, bias=False)
        self.W_v = nn.Linear(d_model, d_model, bias=False)

    def forward(self, x, mask=None):
        return attention(self.W_q(x), self.W_k(x), self.W_v(x), mask)

# told: The matrices are plain tensors
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (torch.randn(d_model, d_model) for _ in range(3))

    def forward(self, x, mask=None):
        return attention(x @ self.W_q, x @ self.W_k, x @ self.W_v, mask)

# told: x is added to the output.
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(3))

    def forward(self, x, mask=None):
        output, weights = attention(x @ self.W_q, x @ self.W_k, x @ self.W_v, mask)
        return x + output, weights

# wrong: one matrix for the whole batch to attend in
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(3))

    def forward(self, x, mask=None):
        rows = x.flatten(0, 1)
        output, weights = attention(rows @ self.W_q, rows @ self.W_k, rows @ self.W_v)
        return output.view_as(x), weights

# wrong: divided twice
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.scale = d_model ** -0.5
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(3))

    def forward(self, x, mask=None):
        return attention(x @ self.W_q * self.scale, x @ self.W_k, x @ self.W_v, mask)

# wrong: a mask of its own besides
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(3))

    def forward(self, x, mask=None):
        causal = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool).tril()
        return attention(x @ self.W_q, x @ self.W_k, x @ self.W_v, causal if mask is None else causal & mask)

# wrong: a bias
class SelfAttention(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model)) for _ in range(3))
        self.b = nn.Parameter(torch.zeros(d_model))

    def forward(self, x, mask=None):
        return attention(x @ self.W_q, x @ self.W_k, x @ self.W_v + self.b, mask)
