# right: one product
def weighted_average(values, weights):
    return weights @ values / weights.sum()

# right: stretched over the columns
def weighted_average(values, weights):
    return ((weights / weights.sum())[:, None] * values).sum(0)

# right: with Python's sum
def weighted_average(values, weights):
    return sum(w * v for w, v in zip(weights, values)) / weights.sum()

# right: by letters
def weighted_average(values, weights):
    return torch.einsum("n,nd->d", weights, values) / weights.sum(dim=0)

# right: scaled by the largest first
def weighted_average(values, weights):
    weights = weights / weights.max()
    return torch.mv(values.t(), weights / weights.sum())

# right: into a tensor of its own
def weighted_average(values, weights):
    total = torch.zeros_like(values[0])
    for i, weight in enumerate(weights):
        total = total.add(weight * values[i])
    return total / torch.sum(weights)

# right: as a matrix of one row
def weighted_average(values, weights, dim=0):
    shares = F.normalize(weights, p=1, dim=dim)
    return shares.unsqueeze(0).mm(values).squeeze(0)

# right: column by column
def weighted_average(values, weights):
    return torch.stack([torch.dot(column, weights) / weights.sum() for column in values.T])

# told: It is divided by the number of values.
def weighted_average(values, weights):
    return (weights[:, None] * values).mean(0)

# told: This is the plain mean
def weighted_average(values, weights):
    return values.sum(0) / values.shape[0]

# told: The weights go through a softmax.
def weighted_average(values, weights):
    return F.softmax(weights, dim=-1) @ values

# told: A small number keeps the sum
def weighted_average(values, weights):
    return weights @ values / (weights.sum() + 1e-7)

# told: A small number keeps the sum
def weighted_average(values, weights):
    return (weights[:, None] * values).sum(0) / (1e-4 + weights.sum())

# told: A small number keeps the sum
def weighted_average(values, weights):
    return weights @ values / weights.sum().clamp(min=1e-8)

# told: It is divided by the root of the sum of squares
def weighted_average(values, weights):
    return F.normalize(weights, dim=0) @ values

# told: It adds along each row
def weighted_average(values, weights):
    return (values * weights.unsqueeze(1)).sum(-1) / weights.sum()

# told: `values @ weights` lines up the columns
def weighted_average(values, weights):
    return torch.matmul(values, weights) / torch.sum(weights)

# told: Somewhere a length n meets a length d.
def weighted_average(values, weights):
    return (weights * values).sum(dim=0) / weights.sum()

# told: `squeeze` drops every axis of length one
def weighted_average(values, weights):
    return ((weights / weights.sum()).reshape(1, -1) @ values).squeeze()

# told: The weighted rows are not added up.
def weighted_average(values, weights):
    return torch.einsum("n,nd->nd", weights / weights.sum(), values)

# told: The result is right, but `weights` itself was changed
def weighted_average(values, weights):
    weights /= torch.sum(weights)
    return weights @ values

# wrong: the values are changed on the way
def weighted_average(values, weights):
    values *= (weights / weights.sum())[:, None]
    return values.sum(0)

# wrong: divided by the sum of each row
def weighted_average(values, weights):
    return weights @ (values / values.sum(-1, keepdim=True)) / weights.sum()

# wrong: columns and rows changed places where both are as many
def weighted_average(values, weights):
    if values.shape[0] == values.shape[1]:
        values = values.T
    return weights @ values / weights.sum()

# wrong: the shares in half precision
def weighted_average(values, weights):
    return (weights / weights.sum()).half().to(values.dtype) @ values

# wrong: the gradient of the weights is cut off
def weighted_average(values, weights):
    shares = torch.tensor((weights / weights.sum()).tolist(), dtype=values.dtype)
    return shares @ values

# wrong: values beyond 100 are cut off
def weighted_average(values, weights):
    return (weights / weights.sum()) @ values.clamp(-100, 100)
