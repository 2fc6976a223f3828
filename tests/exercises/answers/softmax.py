# right: the largest away, by max
def softmax(x, dim):
    e = torch.exp(x - x.max(dim=dim, keepdim=True).values)
    return e / e.sum(dim=dim, keepdim=True)

# right: less the logarithm of the sum
def softmax(x, dim):
    return (x - torch.logsumexp(x, dim, keepdim=True)).exp()

# right: torch's own
def softmax(x, dim, dtype=None):
    return F.softmax(x, dim=dim, dtype=dtype)

# right: by way of the logarithm
def softmax(x, dim):
    return F.log_softmax(x, dim).exp()

# right: the axis brought to the end and back
def softmax(x, dim):
    rows = x.movedim(dim, -1)
    rows = rows - rows.amax(-1)[..., None]
    powers = torch.exp(rows)
    return torch.div(powers, powers.sum(-1)[..., None]).movedim(-1, dim)

# right: one slice after the other
def softmax(x, dim):
    most = x.detach().amax(dim)
    slices = [(part - most).exp() for part in x.unbind(dim)]
    total = sum(slices)
    return torch.stack([part / total for part in slices], dim)

# right: a norm of powers, all positive
def softmax(x, dim):
    return F.normalize((x - x.amax(dim, keepdim=True)).exp(), p=1, dim=dim)

# told: It is right for small scores.
def softmax(x, dim):
    return torch.exp(x) / torch.exp(x).sum(dim=dim, keepdim=True)

# told: The largest score of the whole tensor is taken away.
def softmax(x, dim):
    e = torch.exp(x - torch.max(x))
    return e / e.sum(dim, keepdim=True)

# told: The softmax always runs along the last axis.
def softmax(x, dim):
    return F.softmax(x, dim=-1)

# told: The softmax always runs along the first axis.
def softmax(x, dim):
    return x.softmax(0)

# told: All weights of the tensor sum to one together.
def softmax(x, dim):
    return x.flatten().softmax(0).view_as(x)

# told: These are the logarithms of the weights.
def softmax(x, dim):
    return F.log_softmax(x, dim)

# told: It stands the wrong way round
def softmax(x, dim):
    return F.softmin(x, dim)

# told: A sigmoid looks at one score alone.
def softmax(x, dim):
    return torch.sigmoid(x)

# told: These are powers, and do not sum to one
def softmax(x, dim):
    x = x - x.amax(dim, keepdim=True)
    return torch.exp(x)

# told: Everything goes to the largest score.
def softmax(x, dim):
    hard = torch.zeros_like(x)
    return hard.scatter(dim, x.argmax(dim, keepdim=True), 1.0)

# told: The result is right, but `x` itself is overwritten.
def softmax(x, dim):
    x.sub_(x.amax(dim, keepdim=True))
    e = x.exp()
    return e / e.sum(dim, keepdim=True)

# wrong: a sharper softmax
def softmax(x, dim):
    return F.softmax(2 * x, dim)

# wrong: shared out by size, without exponentials
def softmax(x, dim):
    return x.abs() / x.abs().sum(dim, keepdim=True)

# wrong: rounded
def softmax(x, dim):
    return F.softmax(x, dim).round(decimals=2)

# wrong: one more place that gets nothing
def softmax(x, dim):
    e = (x - x.amax(dim, keepdim=True)).exp()
    return e / (1 + e.sum(dim, keepdim=True))

# told: Everything goes to the largest score.
def softmax(x, dim):
    w = F.softmax(x, dim)
    hard = (w == w.amax(dim, keepdim=True)).to(x.dtype)
    return hard + w - w.detach()
