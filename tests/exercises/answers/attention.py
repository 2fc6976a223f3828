# right: in letters
def attention(q, k, v, mask=None):
    scores = torch.einsum("...qd,...kd->...qk", q, k) / math.sqrt(q.shape[-1])
    weights = softmax(scores, -1) if mask is None else masked_softmax(scores, mask)
    return torch.einsum("...qk,...kd->...qd", weights, v), weights

# right: the query divided first, minus infinity, and the empty rows mended
def attention(q, k, v, mask=None):
    scores = (q / q.shape[-1] ** 0.5) @ k.mT
    if mask is not None:
        scores = scores.masked_fill(mask.logical_not(), float("-inf"))
    weights = F.softmax(scores, dim=-1)
    if mask is not None:
        weights = weights.masked_fill(~mask, 0.0)
    return torch.matmul(weights, v), weights

# right: torch's own, and the weights as what it makes of a unit matrix
def attention(q, k, v, mask=None):
    def read(values):
        return F.scaled_dot_product_attention(q, k, values, attn_mask=mask)

    if mask is not None:
        mask = mask.expand(*q.shape[:-1], k.shape[-2])
    unit = torch.eye(k.shape[-2], dtype=v.dtype).expand(*k.shape[:-1], k.shape[-2])
    return read(v), read(unit)

# right: one query after the other
def attention(q, k, v, mask=None, dropout=0.0):
    if mask is not None:
        mask = torch.broadcast_to(mask, (*q.shape[:-1], k.shape[-2]))
    outputs, rows = [], []
    for t in range(q.shape[-2]):
        scores = (q[..., t, None, :] * k).sum(-1) / k.shape[-1] ** 0.5
        if mask is None:
            row = torch.softmax(scores, -1)
        else:
            row = masked_softmax(scores, mask[..., t, :])
        outputs.append((row[..., None] * v).sum(-2))
        rows.append(row)
    return torch.stack(outputs, -2), torch.stack(rows, -2)

# right: a mask of all True where there is none
def attention(q, k, v, mask=None):
    scores = q @ k.transpose(-1, -2) * q.size(-1) ** -0.5
    if mask is None:
        mask = torch.ones_like(scores, dtype=torch.bool)
    weights = masked_softmax(scores, mask)
    return blend(weights, v), weights

# right: half the root on either side
def attention(q, k, v, mask=None):
    root = q.shape[-1] ** 0.25
    scores = torch.matmul(q / root, (k / root).swapaxes(-1, -2))
    if mask is None:
        w = softmax(scores, dim=scores.dim() - 1)
    else:
        w = softmax(torch.where(mask, scores, torch.tensor(-1e30, dtype=q.dtype)), dim=-1) * mask
    return w @ v, w

# right: hidden from the powers, before the sum
def attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
    powers = (scores - scores.amax(-1, keepdim=True)).exp()
    if mask is not None:
        powers = powers * mask
    weights = powers / powers.sum(-1, keepdim=True).clamp(min=1e-20)
    return weights @ v, weights

# told: The scores are not divided by √d_k.
def attention(q, k, v, mask=None):
    scores = torch.einsum("...qd,...kd->...qk", q, k)
    weights = softmax(scores, -1) if mask is None else masked_softmax(scores, mask)
    return weights @ v, weights

# told: The scores are divided by d_k.
def attention(q, k, v, mask=None):
    scores = torch.matmul(q, k.mT) / k.size(-1)
    weights = F.softmax(scores, -1) if mask is None else masked_softmax(scores, mask)
    return weights @ v, weights

# told: It is divided by the root of the values' width.
def attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(v.shape[-1])
    weights = softmax(scores, -1) if mask is None else masked_softmax(scores, mask)
    return weights @ v, weights

# told: It is divided by the root of the number of keys.
def attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(k.shape[-2])
    weights = softmax(scores, -1) if mask is None else masked_softmax(scores, mask)
    return weights @ v, weights

# told: The weights sum to one down the columns
def attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    if mask is not None:
        scores = scores.masked_fill(mask == False, float("-inf"))
    weights = F.softmax(scores, dim=-2)
    return weights @ v, weights

# told: The mask acts after the softmax
def attention(q, k, v, mask=None):
    weights = F.softmax(q @ k.mT / q.shape[-1] ** 0.5, -1)
    if mask is not None:
        weights = weights.masked_fill(~mask, 0)
    return weights @ v, weights

# told: The keys are blended.
def attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    weights = softmax(scores, -1) if mask is None else masked_softmax(scores, mask)
    return torch.einsum("...qk,...kd->...qd", weights, k), weights

# told: The mask is not used.
def attention(q, k, v, mask=None):
    weights = F.softmax(q @ k.mT / math.sqrt(q.shape[-1]), dim=-1)
    return weights @ v, weights

# told: The mask is turned round
def attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    weights = softmax(scores, -1) if mask is None else masked_softmax(scores, mask == 0)
    return weights @ v, weights

# told: A query that may attend nowhere gets `nan`
def attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    if mask is not None:
        scores = torch.where(mask, scores, float("-inf"))
    weights = F.softmax(scores, -1)
    return weights @ v, weights

# told: A query that may attend nowhere blends all values alike
def attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    if mask is not None:
        scores = torch.where(mask, scores, -1e9)
    weights = F.softmax(scores, -1)
    return weights @ v, weights

# told: The hidden scores are set to zero
def attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, 0)
    weights = F.softmax(scores, -1)
    return weights @ v, weights

# told: Only the output comes back.
def attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    return (softmax(scores, -1) if mask is None else masked_softmax(scores, mask)) @ v

# told: Each query reads the one key with the best score
def attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, -1e30)
    best = scores.argmax(-1, keepdim=True)
    weights = torch.zeros_like(scores).scatter(-1, best, 1.0)
    return weights @ v, weights

# told: It takes axes 1 and 2
def attention(q, k, v, mask=None):
    scores = torch.matmul(q, k.transpose(1, 2)) / q.shape[-1] ** 0.5
    weights = softmax(scores, -1) if mask is None else masked_softmax(scores, mask)
    return torch.matmul(weights, v), weights

# wrong: hidden scores fifty lower, which is not far enough
def attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    weights = softmax(scores, -1) if mask is None else softmax(scores - 50 * ~mask, -1) * mask.any(-1, keepdim=True)
    return weights @ v, weights

# told: A query that may attend nowhere gets `nan`
def attention(q, k, v, mask=None):
    weights = F.softmax(q @ k.mT / q.shape[-1] ** 0.5, -1)
    if mask is not None:
        weights = weights * mask
        weights = weights / weights.sum(-1, keepdim=True)
    return weights @ v, weights

# wrong: the values scaled too
def attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    weights = softmax(scores, -1) if mask is None else masked_softmax(scores, mask)
    return weights @ v / v.shape[-1] ** 0.5, weights

# wrong: always causal
def attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    if mask is None:
        mask = torch.ones(scores.shape[-2:], dtype=torch.bool).tril()
    weights = masked_softmax(scores, mask)
    return weights @ v, weights

# wrong: cosines in place of products
def attention(q, k, v, mask=None):
    scores = F.normalize(q, dim=-1) @ F.normalize(k, dim=-1).mT
    weights = softmax(scores, -1) if mask is None else masked_softmax(scores, mask)
    return weights @ v, weights

# wrong: queries and keys exchanged
def attention(q, k, v, mask=None):
    scores = (k @ q.mT / q.shape[-1] ** 0.5)
    weights = softmax(scores, -1) if mask is None else masked_softmax(scores, mask)
    return weights @ v, weights
