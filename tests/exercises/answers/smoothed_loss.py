# right: torch's own
def smoothed_loss(logits, targets, smoothing, pad):
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=pad, label_smoothing=smoothing)

# right: with the shares that are wanted, written out
def smoothed_loss(logits, targets, smoothing, pad):
    V = logits.shape[-1]
    there = targets != pad
    wanted = F.one_hot(targets[there], V).to(logits.dtype) * (1 - smoothing) + smoothing / V
    return -(wanted * logits[there].log_softmax(-1)).sum(-1).mean()

# right: first what is there, then the rest
def smoothed_loss(logits, targets, smoothing, pad):
    there = (targets != pad).flatten()
    logits, targets = logits.flatten(0, 1)[there], targets.flatten()[there]
    sure = F.cross_entropy(logits, targets)
    even = -logits.log_softmax(-1).mean()
    return (1 - smoothing) * sure + smoothing * even

# right: by logsumexp
def smoothed_loss(logits, targets, smoothing, pad):
    z = logits.logsumexp(-1)
    right = z - logits.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    all_of_them = z - logits.mean(-1)
    price = right + smoothing * (all_of_them - right)
    there = targets != pad
    return torch.where(there, price, torch.zeros_like(price)).sum() / there.sum()

# right: text by text
def smoothed_loss(logits, targets, smoothing, pad):
    total, n = 0, 0
    for rows, wanted in zip(logits, targets):
        kept = wanted != pad
        log_p = rows[kept].log_softmax(-1)
        right = log_p[torch.arange(len(log_p)), wanted[kept]]
        total = total - (1 - smoothing) * right.sum() - smoothing * log_p.mean(-1).sum()
        n += len(log_p)
    return total / n

# right: einsum, and a keyword more
def smoothed_loss(logits, targets, smoothing, pad, reduce=True):
    V = logits.size(-1)
    mask = (targets != pad).to(logits.dtype)
    q = torch.full_like(logits, smoothing / V)
    q = q.scatter_add(-1, targets[..., None], torch.full_like(logits[..., :1], 1 - smoothing))
    losses = -torch.einsum('btv,btv,bt->bt', q, F.log_softmax(logits, -1), mask)
    return losses.sum() / mask.sum() if reduce else losses

# right: by KL divergence
def smoothed_loss(logits, targets, smoothing, pad):
    V, there = logits.shape[-1], targets != pad
    q = F.one_hot(targets[there], V).to(logits.dtype).lerp(torch.full((), 1 / V, dtype=logits.dtype), smoothing)
    entropy = -torch.where(q > 0, q * q.clamp(min=1e-300 if q.dtype == torch.float64 else 1e-38).log(), 0).sum(-1)
    kl = F.kl_div(logits[there].log_softmax(-1), q, reduction='none').sum(-1)
    return (kl + entropy).mean()

# told: What is filled up has a price
def smoothed_loss(logits, targets, smoothing, pad):
    price = F.cross_entropy(logits.transpose(1, 2), targets, label_smoothing=smoothing, reduction='none')
    return price.mean()

# told: The smoothing gives mass to padding
def smoothed_loss(logits, targets, smoothing, pad):
    log_p = logits.log_softmax(-1)
    right = log_p.gather(-1, targets[..., None])[..., 0]
    return -(1 - smoothing) * right[targets != pad].mean() - smoothing * log_p.mean()

# told: The smoothing is shared out among the other
def smoothed_loss(logits, targets, smoothing, pad):
    V, there = logits.shape[-1], targets != pad
    one = F.one_hot(targets[there], V).to(logits.dtype)
    q = one * (1 - smoothing) + (1 - one) * smoothing / max(1, V - 1)
    return -(q * logits[there].log_softmax(-1)).sum(-1).mean()

# told: The symbol that fills up gets no share
def smoothed_loss(logits, targets, smoothing, pad):
    V, there = logits.shape[-1], targets != pad
    even = torch.ones(V, dtype=logits.dtype)
    even[pad:pad + 1] = 0
    one = F.one_hot(targets[there], V).to(logits.dtype)
    q = one * (1 - smoothing) + smoothing * even / max(1, even.sum())
    return -(q * logits[there].log_softmax(-1)).sum(-1).mean()

# told: Each symbol gets all of the
def smoothed_loss(logits, targets, smoothing, pad):
    log_p = logits.log_softmax(-1)[targets != pad]
    right = log_p.gather(-1, targets[targets != pad][:, None])[:, 0]
    return -((1 - smoothing) * right + smoothing * log_p.sum(-1)).mean()

# told: The target keeps all
def smoothed_loss(logits, targets, smoothing, pad):
    log_p = logits.log_softmax(-1)[targets != pad]
    right = log_p.gather(-1, targets[targets != pad][:, None])[:, 0]
    return -(right + smoothing * log_p.mean(-1)).mean()

# told: The two parts have changed places
def smoothed_loss(logits, targets, smoothing, pad):
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=pad, label_smoothing=1 - smoothing)

# told: The smoothing is not used.
def smoothed_loss(logits, targets, smoothing, pad):
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=pad)

# told: The prices of what is filled up are made zero
def smoothed_loss(logits, targets, smoothing, pad):
    how = dict(ignore_index=pad, label_smoothing=smoothing, reduction='none')
    price = F.cross_entropy(logits.transpose(1, 2), targets, **how)
    return price.mean()

# told: It takes the mean of each text first
def smoothed_loss(logits, targets, smoothing, pad):
    how = dict(ignore_index=pad, label_smoothing=smoothing, reduction='none')
    price = F.cross_entropy(logits.transpose(1, 2), targets, **how)
    return (price.sum(1) / (targets != pad).sum(1).clamp(min=1)).mean()

# told: It adds the prices
def smoothed_loss(logits, targets, smoothing, pad):
    logits, targets = logits.flatten(0, 1), targets.flatten()
    return F.cross_entropy(logits, targets, ignore_index=pad, label_smoothing=smoothing, reduction='sum')

# told: It takes 0 for what fills up
def smoothed_loss(logits, targets, smoothing, pad):
    there = targets != 0
    return F.cross_entropy(logits[there], targets[there], label_smoothing=smoothing)

# told: The sign is wrong
def smoothed_loss(logits, targets, smoothing, pad):
    logits, targets = logits.flatten(0, 1), targets.flatten()
    return -F.cross_entropy(logits, targets, ignore_index=pad, label_smoothing=smoothing)

# told: It is right for small logits.
def smoothed_loss(logits, targets, smoothing, pad):
    log_p = logits.softmax(-1).log()[targets != pad]
    right = log_p.gather(-1, targets[targets != pad][:, None])[:, 0]
    return -((1 - smoothing) * right + smoothing * log_p.mean(-1)).mean()

# told: `.item()` gives a plain number
def smoothed_loss(logits, targets, smoothing, pad):
    logits, targets = logits.flatten(0, 1), targets.flatten()
    return F.cross_entropy(logits, targets, ignore_index=pad, label_smoothing=smoothing).item()

# wrong: the targets are shifted once more
def smoothed_loss(logits, targets, smoothing, pad):
    logits, targets = logits[:, :-1].flatten(0, 1), targets[:, 1:].flatten()
    return F.cross_entropy(logits, targets, ignore_index=pad, label_smoothing=smoothing)

# wrong: logits that are smoothed
def smoothed_loss(logits, targets, smoothing, pad):
    logits = (1 - smoothing) * logits + smoothing * logits.mean(-1, keepdim=True)
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=pad)
