# right: through layers of torch's
def feed_forward(x, W_1, b_1, W_2, b_2):
    heard = torch.maximum(torch.matmul(x, W_1).add(b_1), torch.zeros((), dtype=x.dtype))
    return torch.matmul(heard, W_2).add(b_2)

# right: by where
def feed_forward(x, W_1, b_1, W_2, b_2):
    heard = b_1 + x @ W_1
    return b_2 + torch.where(heard > 0, heard, 0.0) @ W_2

# right: by F.linear
def feed_forward(x, W_1, b_1, W_2, b_2):
    return F.linear(F.relu(F.linear(x, W_1.T, b_1)), W_2.T, b_2)

# right: by einsum
def feed_forward(x, W_1, b_1, W_2, b_2):
    heard = (torch.einsum("btm,mf->btf", x, W_1) + b_1).clamp(min=0)
    return torch.einsum("btf,fm->btm", heard, W_2) + b_2

# right: place by place
def feed_forward(x, W_1, b_1, W_2, b_2):
    return torch.stack([(x[:, t] @ W_1 + b_1).relu() @ W_2 + b_2 for t in range(x.shape[1])], dim=1)

# right: all places as one batch
def feed_forward(x, W_1, b_1, W_2, b_2, bend=torch.relu):
    rows = x.reshape(-1, x.shape[-1])
    return torch.addmm(b_2, bend(torch.addmm(b_1, rows, W_1)), W_2).reshape(x.shape)

# told: The ReLU is missing
def feed_forward(x, W_1, b_1, W_2, b_2):
    return F.linear(F.linear(x, W_1.T, b_1), W_2.T, b_2)

# told: The ReLU stands after the second matrix.
def feed_forward(x, W_1, b_1, W_2, b_2):
    return F.relu(x @ W_1 @ W_2 + b_1 @ W_2 + b_2)

# told: There is a second ReLU at the end.
def feed_forward(x, W_1, b_1, W_2, b_2):
    return F.relu(F.relu(x @ W_1 + b_1) @ W_2 + b_2)

# told: b_1 is added after the ReLU.
def feed_forward(x, W_1, b_1, W_2, b_2):
    return (F.relu(x @ W_1) + b_1) @ W_2 + b_2

# told: b_1 is missing.
def feed_forward(x, W_1, b_1, W_2, b_2):
    return F.relu(x @ W_1) @ W_2 + b_2

# told: b_2 is missing.
def feed_forward(x, W_1, b_1, W_2, b_2):
    return F.relu(x @ W_1 + b_1) @ W_2

# told: x is added to the output.
def feed_forward(x, W_1, b_1, W_2, b_2):
    return x + F.relu(x @ W_1 + b_1) @ W_2 + b_2

# told: This is the GELU.
def feed_forward(x, W_1, b_1, W_2, b_2):
    return F.gelu(x @ W_1 + b_1) @ W_2 + b_2

# told: This is the tanh.
def feed_forward(x, W_1, b_1, W_2, b_2):
    return (x @ W_1 + b_1).tanh() @ W_2 + b_2

# told: This is the sigmoid.
def feed_forward(x, W_1, b_1, W_2, b_2):
    return (x @ W_1 + b_1).sigmoid() @ W_2 + b_2

# wrong: a leaky bend
def feed_forward(x, W_1, b_1, W_2, b_2):
    return F.leaky_relu(x @ W_1 + b_1) @ W_2 + b_2

# wrong: a bend that is cut off at six
def feed_forward(x, W_1, b_1, W_2, b_2):
    return F.relu6(x @ W_1 + b_1) @ W_2 + b_2

# wrong: no biases at all
def feed_forward(x, W_1, b_1, W_2, b_2):
    return F.relu(x @ W_1) @ W_2
