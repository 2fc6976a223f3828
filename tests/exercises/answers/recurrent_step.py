# right: in one
def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h @ W_h + b)

# right: one product of what stands side by side
def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(torch.cat([x, h], 1) @ torch.cat([W_x, W_h], 0) + b)

# right: two layers
def recurrent_step(x, h, W_x, W_h, b):
    return (F.linear(x, W_x.T) + F.linear(h, W_h.T, b)).tanh()

# right: a tanh is a sigmoid, stretched
def recurrent_step(x, h, W_x, W_h, b):
    return 2 * torch.sigmoid(2 * (x @ W_x + h @ W_h + b)) - 1

# right: by letters
def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(torch.einsum("bi,ij->bj", x, W_x) + torch.einsum("bi,ij->bj", h, W_h) + b)

# right: added up in a tensor of its own
def recurrent_step(x, h, W_x, W_h, b):
    z = torch.addmm(b, x, W_x)
    z += h.mm(W_h)
    return z.tanh()

# right: row by row
def recurrent_step(x, h, W_x, W_h, b):
    return torch.stack([torch.tanh(W_x.T @ x[i] + W_h.T @ h[i] + b) for i in range(len(x))])

# right: torch's own cell
def recurrent_step(x, h, W_x, W_h, b):
    return torch.rnn_tanh_cell(x, h, W_x.t(), W_h.t(), b, torch.zeros_like(b))

# told: The bias is added twice.
def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh((x @ W_x + b) + (h @ W_h + b))

# told: `W_h` is transposed.
def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(F.linear(h, W_h, b) + x @ W_x)

# told: There are two tanhs
def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + b) + torch.tanh(h @ W_h)

# told: The bias is added outside the tanh.
def recurrent_step(x, h, W_x, W_h, b):
    return b + (x @ W_x + h @ W_h).tanh()

# told: The old state is added as it is.
def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(torch.matmul(x, W_x) + h + b)

# told: The nonlinearity is a sigmoid
def recurrent_step(x, h, W_x, W_h, b):
    z = x @ W_x + h @ W_h + b
    return 1 / (1 + torch.exp(-z))

# told: It is right for small sums.
def recurrent_step(x, h, W_x, W_h, b):
    z = x @ W_x + h @ W_h + b
    up, down = torch.exp(z), torch.exp(-z)
    return (up - down) / (up + down)

# told: It is right for small sums.
def recurrent_step(x, h, W_x, W_h, b):
    e = torch.exp(2 * (x @ W_x + h @ W_h + b))
    return (e - 1) / (e + 1)

# told: The result is right, but `h` itself is overwritten.
def recurrent_step(x, h, W_x, W_h, b):
    h[:] = torch.tanh(x @ W_x + h @ W_h + b)
    return h

# told: It returns two things.
def recurrent_step(x, h, W_x, W_h, b):
    new = torch.tanh(x @ W_x + h @ W_h + b)
    return new, new

# told: The value is right, but the old state is cut off
def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h.detach() @ W_h + b)

# wrong: a cut where a tanh bends
def recurrent_step(x, h, W_x, W_h, b):
    return (x @ W_x + h @ W_h + b).clamp(-1, 1)

# wrong: transposed where nothing complains
def recurrent_step(x, h, W_x, W_h, b):
    W_x = W_x.T if W_x.shape[0] == W_x.shape[1] else W_x
    return torch.tanh(x @ W_x + h @ W_h + b)

# wrong: half of each
def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(0.5 * (x @ W_x + h @ W_h) + b)

# wrong: an average with the old state
def recurrent_step(x, h, W_x, W_h, b):
    return 0.5 * h + 0.5 * torch.tanh(x @ W_x + h @ W_h + b)

# wrong: an axis of length one is lost
def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h @ W_h + b).squeeze()

# wrong: inputs above 10 are cut off
def recurrent_step(x, h, W_x, W_h, b):
    return torch.tanh(x.clamp(-10, 10) @ W_x + h @ W_h + b)

# wrong: the state of the last call
kept = {}

def recurrent_step(x, h, W_x, W_h, b):
    h = kept.get(h.shape, h)
    kept[h.shape] = torch.tanh(x @ W_x + h @ W_h + b)
    return kept[h.shape]
