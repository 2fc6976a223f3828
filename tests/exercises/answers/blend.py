# right: by matmul
def blend(weights, values):
    return torch.matmul(weights, values)

# right: by einsum
def blend(weights, values):
    return torch.einsum("...qk,...kv->...qv", weights, values)

# right: as a sum that is written out
def blend(weights, values):
    return (weights.unsqueeze(-1) * values.unsqueeze(-3)).sum(dim=-2)

# right: key by key
def blend(weights, values):
    total = 0
    for k in range(values.shape[-2]):
        total = total + weights[..., :, k:k + 1] * values[..., k:k + 1, :]
    return total

# right: query by query
def blend(weights, values):
    rows = [(weights[..., q, :, None] * values).sum(-2) for q in range(weights.shape[-2])]
    return torch.stack(rows, dim=-2)

# right: from the other side
def blend(weights, values, transpose=True):
    return (values.mT @ weights.mT).mT

# right: by F.linear, text by text
def blend(weights, values):
    texts = zip(weights.reshape(-1, *weights.shape[-2:]), values.reshape(-1, *values.shape[-2:]))
    blends = torch.stack([F.linear(w, v.T) for w, v in texts])
    return blends.reshape(*weights.shape[:-1], values.shape[-1])

# told: The weights are transposed
def blend(weights, values):
    return weights.transpose(-1, -2) @ values

# told: The sum is divided by the number of keys.
def blend(weights, values):
    return (weights.unsqueeze(-1) * values.unsqueeze(-3)).mean(dim=-2)

# told: The weights go through a softmax
def blend(weights, values):
    return F.softmax(weights, dim=-1) @ values

# told: The weights are made to sum to one.
def blend(weights, values):
    return (weights @ values) / weights.sum(-1, keepdim=True)

# told: Each query gets the value of its heaviest key alone.
def blend(weights, values):
    heaviest = F.one_hot(weights.argmax(-1), weights.shape[-1]).to(values.dtype)
    return heaviest @ values

# told: The blends of all queries are added up.
def blend(weights, values):
    return torch.einsum("...qk,...kv->...v", weights, values)

# told: Each value is multiplied by its weight, and the sum
def blend(weights, values):
    return weights.unsqueeze(-1) * values.unsqueeze(-3)

# told: The result is transposed.
def blend(weights, values):
    return values.mT @ weights.mT

# told: The values are added up without their weights.
def blend(weights, values):
    return torch.ones_like(weights) @ values

# told: Every query gets the mean of all values.
def blend(weights, values):
    return (torch.ones_like(weights) / weights.shape[-1]) @ values

# told: Signs are dropped.
def blend(weights, values):
    return abs(weights) @ values

# told: The value is right, but `detach` cuts off the values.
def blend(weights, values):
    return weights @ values.detach().clone()

# told: The value is right, but `detach` cuts off the weights
def blend(weights, values):
    return weights.detach() @ values

# wrong: the first query alone
def blend(weights, values):
    return weights[..., 0, :] @ values

# wrong: three axes and no other number
def blend(weights, values):
    return torch.bmm(weights, values)

# wrong: the values of the first text for all
def blend(weights, values):
    return weights @ (values[:1] if values.dim() > 2 else values)

# wrong: weights below a hundredth are dropped
def blend(weights, values):
    return weights.where(weights.abs() > 0.01, 0) @ values

# wrong: the mean blend of all rows
def blend(weights, values):
    return (weights @ values).mean(-2, keepdim=True).expand(*weights.shape[:-1], values.shape[-1])
