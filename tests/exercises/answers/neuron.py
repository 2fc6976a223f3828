# right: the sum by hand
def neuron(x, weights, bias):
    return ((x * weights).sum(-1) + bias).clamp(min=0)

# right: by a choice
def neuron(x, weights, bias):
    y = x @ weights + bias
    return torch.where(y > 0, y, torch.zeros_like(y))

# right: by letters
def neuron(x, weights, bias):
    return torch.relu(torch.einsum("...d,d->...", x, weights) + bias)

# right: by torch's layer, with an axis added and taken away
def neuron(x, weights, bias):
    return F.relu(F.linear(x, weights.unsqueeze(0), bias.unsqueeze(0))).squeeze(-1)

# right: row by row, whatever stands before
def neuron(x, weights, bias):
    rows = [torch.dot(row, weights) + bias for row in x.reshape(-1, x.shape[-1])]
    return torch.stack(rows).reshape(x.shape[:-1]).clamp_min(0)

# right: half of the sum and its size
def neuron(x, weights, bias, factor=0.5):
    total = torch.matmul(x, weights)
    total += bias
    return factor * (total + total.abs())

# right: times whether it is on
def neuron(x, weights, bias):
    def on(y):
        return (y > 0).to(y.dtype)

    y = bias + (weights * x).sum(dim=-1)
    return y * on(y)

# told: The bias is added after the nonlinearity.
def neuron(x, weights, bias):
    return F.relu((x * weights).sum(-1)) + bias

# told: The bias is added once for every input.
def neuron(x, weights, bias):
    total = 0
    for i in range(x.shape[-1]):
        total = total + x[..., i] * weights[i] + bias
    return torch.relu(total)

# told: It adds over the whole batch.
def neuron(x, weights, bias):
    return torch.sum(weights * x).add(bias).clamp(0)

# told: `max` and `if` ask one yes or no
def neuron(x, weights, bias):
    y = x @ weights + bias
    if y < 0:
        y = 0 * y
    return y

# told: `max` and `if` ask one yes or no
def neuron(x, weights, bias):
    return max(0, (x * weights).sum(-1) + bias)

# told: Large sums are cut off
def neuron(x, weights, bias):
    return torch.clamp(x @ weights + bias, 0, 50)

# told: Large sums are cut off
def neuron(x, weights, bias):
    return F.hardtanh(x @ weights + bias, 0.0, 1.0)

# told: It keeps what is negative
def neuron(x, weights, bias):
    return -F.relu(-(x @ weights + bias))

# told: Negative sums come back positive.
def neuron(x, weights, bias):
    y = x @ weights + bias
    return torch.where(y < 0, -y, y)

# told: The nonlinearity is a softened rectifier.
def neuron(x, weights, bias):
    y = x @ weights + bias
    return torch.where(y > 0, y, 0.01 * y)

# told: The products are there, but they are not added up
def neuron(x, weights, bias):
    return torch.relu(torch.mul(x, weights) + bias)

# told: It averages the products.
def neuron(x, weights, bias):
    return torch.relu((x * weights).sum(-1) / len(weights) + bias)

# wrong: right until a row is as long as the batch
def neuron(x, weights, bias):
    if x.dim() == 2 and x.shape[0] == x.shape[1]:
        x = x.T
    return torch.relu(x @ weights + bias)

# wrong: the weights first, which fits one row
def neuron(x, weights, bias):
    return torch.relu(weights @ x + bias)

# wrong: the largest of two
def neuron(x, weights, bias):
    return torch.max(x @ weights + bias, 0)

# wrong: whether it is on
def neuron(x, weights, bias):
    return (x @ weights + bias > 0).float()

# wrong: no gradient comes through
def neuron(x, weights, bias):
    with torch.no_grad():
        return torch.relu(x @ weights + bias)

# wrong: numbers of the list, not tensors
def neuron(x, weights, bias):
    y = x @ weights + bias
    return [max(0.0, value) for value in y.flatten().tolist()]

# told: `squeeze` drops every axis of length one
def neuron(x, weights, bias):
    return F.linear(x, weights[None], bias[None]).relu().squeeze()

# wrong: the first eight inputs
def neuron(x, weights, bias):
    return torch.relu(x[..., :8] @ weights[:8] + bias)
