# right: by slices
def gru_step(x, h, W_x, W_h, b):
    d = h.shape[-1]
    gates = torch.sigmoid(x @ W_x[:, :2 * d] + h @ W_h[:, :2 * d] + b[:2 * d])
    r, z = gates[:, :d], gates[:, d:]
    n = torch.tanh(x @ W_x[:, 2 * d:] + b[2 * d:] + r * (h @ W_h[:, 2 * d:]))
    return n + z * (h - n)

# right: by lerp
def gru_step(x, h, W_x, W_h, b):
    from_x, from_h = F.linear(x, W_x.T, b).chunk(3, -1), F.linear(h, W_h.T).chunk(3, -1)
    r, z = (torch.sigmoid(a + c) for a, c in zip(from_x[:2], from_h[:2]))
    return torch.lerp(torch.tanh(from_x[2] + r * from_h[2]), h, z)

# right: by the weights
def gru_step(x, h, W_x, W_h, b):
    (X_r, X_z, X_n), (H_r, H_z, H_n), (b_r, b_z, b_n) = W_x.chunk(3, 1), W_h.chunk(3, 1), b.chunk(3)
    r = (x @ X_r + h @ H_r + b_r).sigmoid()
    z = (x @ X_z + h @ H_z + b_z).sigmoid()
    n = (x @ X_n + b_n + r * (h @ H_n)).tanh()
    return z * h + n - z * n

# right: torch's own cell
def gru_step(x, h, W_x, W_h, b):
    return torch.gru_cell(x, h, W_x.t(), W_h.t(), b, torch.zeros_like(b))

# right: with an axis for the three
def gru_step(x, h, W_x, W_h, b):
    B, d = h.shape
    X, H = (x @ W_x + b).reshape(B, 3, d), (h @ W_h).reshape(B, 3, d)
    r, z = torch.sigmoid(X[:, :2] + H[:, :2]).unbind(1)
    return (1 - z) * torch.tanh(X[:, 2] + r * H[:, 2]) + z * h

# right: into a copy
def gru_step(x, h, W_x, W_h, b, sigmoid=torch.sigmoid):
    x_r, x_z, x_n = torch.split(torch.addmm(b, x, W_x), h.shape[1], dim=1)
    h_r, h_z, h_n = torch.split(h.mm(W_h), h.shape[1], dim=1)
    z = sigmoid(x_z + h_z)
    new = h.clone()
    new *= z
    new += (1 - z) * torch.tanh(x_n + sigmoid(x_r + h_r) * h_n)
    return new

# right: a gate by its own formula
def gru_step(x, h, W_x, W_h, b):
    def gate(s):
        return 0.5 * (1 + torch.tanh(s / 2))

    x_r, x_z, x_n = torch.einsum("bi,ij->bj", x, W_x).add(b).tensor_split(3, dim=-1)
    h_r, h_z, h_n = torch.einsum("bi,ij->bj", h, W_h).tensor_split(3, dim=-1)
    z = gate(x_z + h_z)
    return torch.tanh(x_n + gate(x_r + h_r) * h_n) * (1 - z) + h * z

# told: The update gate is the wrong way round.
def gru_step(x, h, W_x, W_h, b):
    d = h.shape[1]
    X, H = x @ W_x + b, h @ W_h
    r = torch.sigmoid(X[:, :d] + H[:, :d])
    z = torch.sigmoid(X[:, d:2 * d] + H[:, d:2 * d])
    n = torch.tanh(X[:, 2 * d:] + r * H[:, 2 * d:])
    return h + z * (n - h)

# told: The two gates have changed places.
def gru_step(x, h, W_x, W_h, b):
    d = h.shape[1]
    X, H = x @ W_x + b, h @ W_h
    z = torch.sigmoid(X[:, :d] + H[:, :d])
    r = torch.sigmoid(X[:, d:2 * d] + H[:, d:2 * d])
    n = torch.tanh(X[:, 2 * d:] + r * H[:, 2 * d:])
    return (1 - z) * n + z * h

# told: r multiplies the state before `W_h` does
def gru_step(x, h, W_x, W_h, b):
    d = h.shape[1]
    r, z = torch.sigmoid(x @ W_x[:, :2 * d] + h @ W_h[:, :2 * d] + b[:2 * d]).chunk(2, 1)
    n = torch.tanh(x @ W_x[:, 2 * d:] + (r * h) @ W_h[:, 2 * d:] + b[2 * d:])
    return (1 - z) * n + z * h

# told: r multiplies the whole sum of the candidate.
def gru_step(x, h, W_x, W_h, b):
    r, z, n = (x @ W_x + h @ W_h + b).chunk(3, dim=-1)
    r, z = r.sigmoid(), z.sigmoid()
    return (1 - z) * torch.tanh(r * n) + z * h

# told: The reset gate r is not used
def gru_step(x, h, W_x, W_h, b):
    _, z, n = (x @ W_x + h @ W_h + b).chunk(3, dim=-1)
    z = z.sigmoid()
    return z * h + (1 - z) * n.tanh()

# told: In the candidate, the bias is multiplied by r.
def gru_step(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h + b).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h

# told: The bias is added twice
def gru_step(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h + b).chunk(3, dim=-1)
    z = torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + torch.sigmoid(x_r + h_r) * h_n)
    return n - z * n + z * h

# told: It takes every third column.
def gru_step(x, h, W_x, W_h, b):
    X, H = (x @ W_x + b).view(len(x), -1, 3), (h @ W_h).view(len(x), -1, 3)
    r, z = torch.sigmoid(X[..., 0] + H[..., 0]), torch.sigmoid(X[..., 1] + H[..., 1])
    return (1 - z) * torch.tanh(X[..., 2] + r * H[..., 2]) + z * h

# told: It is right for small sums.
def gru_step(x, h, W_x, W_h, b):
    def sigmoid(s):
        return torch.exp(s) / (1 + torch.exp(s))

    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h

# told: The result is right, but `h` itself is overwritten.
def gru_step(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    h[:] = (1 - z) * torch.tanh(x_n + r * h_n) + z * h
    return h

# told: Nothing of the old state is kept
def gru_step(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n)

# told: The gates see only the symbol.
def gru_step(x, h, W_x, W_h, b):
    d = h.shape[1]
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r), torch.sigmoid(x_z)
    return (1 - z) * torch.tanh(x_n + r * (h @ W_h[:, 2 * d:])) + z * h

# wrong: the last two have changed places
def gru_step(x, h, W_x, W_h, b):
    x_r, x_n, x_z = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_n, h_z = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h

# wrong: a rectifier for the candidate
def gru_step(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.relu(x_n + r * h_n) + z * h

# wrong: the reset gate's own complement
def gru_step(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + (1 - r) * h_n) + z * h

# wrong: one gate for all numbers
def gru_step(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid((x_z + h_z).mean(-1, keepdim=True))
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h

# wrong: the state is kept within −1 and 1
def gru_step(x, h, W_x, W_h, b):
    h = h.clamp(-1, 1)
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h
