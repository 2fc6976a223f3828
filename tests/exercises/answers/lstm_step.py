# right: by slices
def lstm_step(x, state, W_x, W_h, b):
    d = len(W_h)
    h, c = state[:, :d], state[:, d:]
    sums = x @ W_x + h @ W_h + b
    i, f, o = (torch.sigmoid(sums[:, k * d:(k + 1) * d]) for k in (0, 1, 3))
    c = f * c + i * torch.tanh(sums[:, 2 * d:3 * d])
    return torch.hstack([o * torch.tanh(c), c])

# right: into a tensor of its own
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.split(W_h.shape[0], dim=1)
    i, f, g, o = F.linear(torch.cat([x, h], 1), torch.cat([W_x, W_h], 0).T, b).unflatten(1, (4, -1)).unbind(1)
    new = torch.empty_like(state)
    cell = torch.addcmul(f.sigmoid() * c, i.sigmoid(), g.tanh())
    new[:, h.shape[1]:] = cell
    new[:, :h.shape[1]] = o.sigmoid() * cell.tanh()
    return new

# right: by the weights
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.tensor_split(2, dim=-1)
    i, f, g, o = (x @ X + h @ H + bias for X, H, bias in zip(W_x.chunk(4, 1), W_h.chunk(4, 1), b.chunk(4)))
    c = c * f.sigmoid() + (2 * torch.sigmoid(2 * g) - 1) * i.sigmoid()
    return torch.stack([c.tanh() * o.sigmoid(), c], 1).flatten(1)

# right: torch's own cell
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=1)
    return torch.cat(torch.lstm_cell(x, (h, c), W_x.t(), W_h.t(), b, torch.zeros_like(b)), dim=1)

# right: two biases that add up to one
def lstm_step(x, state, W_x, W_h, b, share=0.25):
    h, c = torch.chunk(state, 2, dim=-1)
    sums = (x @ W_x + share * b) + (h @ W_h + (1 - share) * b)
    gates = torch.sigmoid(sums)
    d = h.shape[-1]
    c = gates[:, d:2 * d] * c + gates[:, :d] * sums[:, 2 * d:3 * d].tanh()
    return torch.cat((gates[:, 3 * d:] * c.tanh(), c), dim=-1)

# right: text by text
def lstm_step(x, state, W_x, W_h, b):
    new = []
    for row, both in zip(x, state):
        h, c = both.chunk(2)
        i, f, g, o = (row @ W_x + h @ W_h + b).chunk(4)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        new.append(torch.cat([o.sigmoid() * c.tanh(), c]))
    return torch.stack(new)

# told: The input gate and the forget gate have changed places.
def lstm_step(x, state, W_x, W_h, b):
    d = len(W_h)
    h, c = state[:, :d], state[:, d:]
    s = x @ W_x + h @ W_h + b
    f, i, g, o = s[:, :d].sigmoid(), s[:, d:2 * d].sigmoid(), s[:, 2 * d:3 * d].tanh(), s[:, 3 * d:].sigmoid()
    c = f * c + i * g
    return torch.cat([o * c.tanh(), c], 1)

# told: The candidate g and the output gate o have changed places.
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, 1)
    s = x @ W_x + h @ W_h + b
    i, f, o = torch.sigmoid(s[:, :3 * len(W_h)]).chunk(3, 1)
    c = f * c + i * torch.tanh(s[:, 3 * len(W_h):])
    return torch.cat([o * torch.tanh(c), c], 1)

# told: All four go through a sigmoid.
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, 1)
    i, f, g, o = torch.sigmoid(x @ W_x + h @ W_h + b).chunk(4, 1)
    c = f * c + i * g
    return torch.cat([o * torch.tanh(c), c], 1)

# told: All four go through a tanh.
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, 1)
    i, f, g, o = torch.tanh(x @ W_x + h @ W_h + b).chunk(4, 1)
    c = f * c + i * g
    return torch.cat([o * torch.tanh(c), c], 1)

# told: The new h is `o * c`.
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, -1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return torch.cat([o.sigmoid() * c, c], -1)

# told: The new state is joined as [c, h].
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, -1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return torch.cat([c, o.sigmoid() * c.tanh()], -1)

# told: It returns h and c as two things.
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, -1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c

# told: h is made of the old c.
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, -1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    h = o.sigmoid() * c.tanh()
    return torch.cat([h, f.sigmoid() * c + i.sigmoid() * g.tanh()], -1)

# told: A number is added to the forget gate's sum
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, -1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    c = (f + 1.0).sigmoid() * c + i.sigmoid() * g.tanh()
    return torch.cat([o.sigmoid() * c.tanh(), c], -1)

# told: It writes 1 − f of the candidate
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, -1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    c = torch.lerp(g.tanh(), c, f.sigmoid())
    return torch.cat([o.sigmoid() * c.tanh(), c], -1)

# told: The result is right, but the given state is overwritten
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, -1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    c.mul_(f.sigmoid()).add_(i.sigmoid() * g.tanh())
    return torch.cat([o.sigmoid() * c.tanh(), c], -1)

# told: The value is right, but the old c is cut off
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, -1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    c = f.sigmoid() * c.data + i.sigmoid() * g.tanh()
    return torch.cat([o.sigmoid() * c.tanh(), c], -1)

# told: The bias `b` is not used.
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, -1)
    i, f, g, o = torch.cat([x, h], -1).matmul(torch.cat([W_x, W_h])).chunk(4, -1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return torch.cat([o.sigmoid() * c.tanh(), c], -1)

# wrong: a sigmoid that overflows
def lstm_step(x, state, W_x, W_h, b):
    def sigmoid(s):
        return s.exp() / (s.exp() + 1)

    h, c = state.chunk(2, -1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    c = sigmoid(f) * c + sigmoid(i) * g.tanh()
    return torch.cat([sigmoid(o) * c.tanh(), c], -1)

# wrong: the gates look at the new cell
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, -1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return torch.cat([(o + c).sigmoid() * c.tanh(), c], -1)

# wrong: the cell is kept between −10 and 10
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, -1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    c = (f.sigmoid() * c + i.sigmoid() * g.tanh()).clamp(-10, 10)
    return torch.cat([o.sigmoid() * c.tanh(), c], -1)

# wrong: stacked instead of joined
def lstm_step(x, state, W_x, W_h, b):
    h, c = state.chunk(2, -1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return torch.stack([o.sigmoid() * c.tanh(), c], -1).flatten(1)

# wrong: the state cut into every second number
def lstm_step(x, state, W_x, W_h, b):
    h, c = state[:, 0::2], state[:, 1::2]
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, -1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return torch.cat([o.sigmoid() * c.tanh(), c], -1)
