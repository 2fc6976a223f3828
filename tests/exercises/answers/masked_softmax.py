# right: with minus infinity, and zeros in the end
def masked_softmax(scores, mask):
    weights = F.softmax(scores.masked_fill(~mask, float("-inf")), dim=-1)
    return weights.masked_fill(~mask, 0.0)

# right: what is not a number becomes nothing
def masked_softmax(scores, mask):
    scores = torch.where(mask, scores, torch.tensor(-torch.inf, dtype=scores.dtype))
    return torch.nan_to_num(scores.softmax(-1), nan=0.0)

# right: by hand, from the highest that may be read
def masked_softmax(scores, mask):
    low = scores.masked_fill(~mask, -torch.inf)
    highest = low.amax(dim=-1, keepdim=True)
    highest = torch.where(highest.isfinite(), highest, torch.zeros_like(highest))
    powers = torch.exp(low - highest)
    total = powers.sum(dim=-1, keepdim=True)
    return powers / torch.where(total == 0, torch.ones_like(total), total)

# right: rows that may read nothing are left alone, then emptied
def masked_softmax(scores, mask):
    mask = mask.expand(scores.shape)
    nowhere = ~mask.any(dim=-1, keepdim=True)
    weights = torch.softmax(scores.masked_fill(~mask & ~nowhere, -torch.inf), dim=-1)
    return weights * ~nowhere

# right: by logarithms
def masked_softmax(scores, mask):
    lowest = torch.finfo(scores.dtype).min
    weights = scores.masked_fill(torch.logical_not(mask), lowest).log_softmax(dim=-1).exp()
    return torch.where(mask, weights, torch.zeros_like(weights))

# right: row by row, among those that may be read
def masked_softmax(scores, mask):
    rows, may = scores.reshape(-1, scores.shape[-1]), mask.expand_as(scores).reshape(-1, scores.shape[-1])
    weights = []
    for row, keys in zip(rows, may):
        open_keys = keys.nonzero()[:, 0]
        weights.append(torch.zeros_like(row).index_put((open_keys,), row[open_keys].softmax(0)))
    return torch.stack(weights).reshape(scores.shape)

# right: with an argument that nobody needs
def masked_softmax(scores, mask, dim=-1):
    hidden = mask == False
    weights = scores.clone().masked_fill_(hidden, -math.inf).softmax(dim)
    return weights.masked_fill(hidden, 0)

# told: The mask comes after the softmax
def masked_softmax(scores, mask):
    return scores.softmax(dim=-1) * mask

# told: A query that may attend nowhere gets `nan`
def masked_softmax(scores, mask):
    return torch.where(mask, scores, -torch.inf).softmax(dim=-1)

# told: A query that may attend nowhere gets equal weights
def masked_softmax(scores, mask):
    return scores.masked_fill(mask.logical_not(), torch.finfo(scores.dtype).min).softmax(-1)

# told: What is masked has a score that is only low.
def masked_softmax(scores, mask):
    return F.softmax(scores.masked_fill(~mask, -1e9), dim=-1)

# told: Scores can lie below the number that was filled in
def masked_softmax(scores, mask):
    return F.softmax(scores.masked_fill(~mask, -1e9), dim=-1) * mask

# told: The mask is not used.
def masked_softmax(scores, mask):
    return torch.softmax(scores, dim=-1)

# told: The mask is the wrong way round.
def masked_softmax(scores, mask):
    return scores.masked_fill(mask, -torch.inf).softmax(dim=-1).masked_fill(mask, 0)

# told: What may not be read has the score 0
def masked_softmax(scores, mask):
    return (scores * mask).softmax(dim=-1) * mask

# told: It is right for small scores.
def masked_softmax(scores, mask):
    powers = scores.exp().masked_fill(~mask, 0)
    return powers / powers.sum(dim=-1, keepdim=True).clamp(min=1e-30)

# told: Masked keys are still there when the exponentials are taken
def masked_softmax(scores, mask):
    powers = torch.exp(scores - scores.max(dim=-1, keepdim=True).values).masked_fill(~mask, 0)
    return powers / powers.sum(-1, keepdim=True).clamp_min(1e-30)

# told: The weights are right. But in a row that may attend nowhere
def masked_softmax(scores, mask):
    wall = torch.zeros(scores.shape, dtype=scores.dtype).masked_fill(~mask, -torch.inf)
    return torch.nan_to_num((scores + wall).softmax(dim=-1))

# told: The result is right, but `masked_fill_` writes into the given scores.
def masked_softmax(scores, mask):
    scores.masked_fill_(~mask, -torch.inf)
    return scores.softmax(dim=-1).masked_fill(~mask, 0)

# told: All weight goes to the best key.
def masked_softmax(scores, mask):
    best = scores.masked_fill(~mask, -torch.inf).argmax(dim=-1, keepdim=True)
    return torch.zeros_like(scores).scatter(-1, best, 1.0) * mask

# told: The softmax runs over the queries
def masked_softmax(scores, mask):
    return scores.masked_fill(~mask, -1e38).softmax(dim=-2) * mask

# told: The weights are right. But in a row that may attend nowhere
def masked_softmax(scores, mask):
    return (scores + mask.to(scores.dtype).log()).softmax(-1).nan_to_num(0.0)

# wrong: a small number keeps the division whole
def masked_softmax(scores, mask):
    low = scores.masked_fill(~mask, -torch.inf)
    powers = (low - low.amax(-1, keepdim=True).clamp(min=-1e30)).exp()
    return powers / (powers.sum(-1, keepdim=True) + 1e-5)

# wrong: a row that may read nothing reads everything
def masked_softmax(scores, mask):
    mask = mask | ~mask.any(dim=-1, keepdim=True)
    return scores.masked_fill(~mask, -torch.inf).softmax(dim=-1)

# wrong: a mask of another shape is not stretched
def masked_softmax(scores, mask):
    weights = torch.zeros_like(scores)
    weights[mask] = scores[mask].exp()
    return weights / weights.sum(-1, keepdim=True).clamp(min=1e-30)

# wrong: the scores that are left are shifted by the mean
def masked_softmax(scores, mask):
    powers = (scores - scores.mean(-1, keepdim=True)).exp() * mask
    return powers / powers.sum(-1, keepdim=True).clamp(min=1e-30)
