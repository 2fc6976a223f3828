# right: torch's own
def sequence_loss(logits, targets, pad):
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1), ignore_index=pad)

# right: lesson 01's, on what counts
def sequence_loss(logits, targets, pad):
    there = targets != pad
    return next_symbol_loss(logits[there][None], targets[there][None])

# right: the prices times the mask
def sequence_loss(logits, targets, pad):
    there = (targets != pad).to(logits.dtype)
    targets = targets.where(targets != pad, 0)
    price = -F.log_softmax(logits, -1).gather(2, targets.unsqueeze(2)).squeeze(2)
    return (price * there).sum() / there.sum()

# right: the symbols on axis 1
def sequence_loss(logits, targets, pad):
    return nn.CrossEntropyLoss(ignore_index=pad)(logits.transpose(1, 2), targets)

# right: text by text
def sequence_loss(logits, targets, pad):
    total, n = 0.0, 0
    for text, symbols in zip(logits, targets):
        there = symbols != pad
        if there.any():
            total = total + F.cross_entropy(text[there], symbols[there], reduction="sum")
            n += there.sum()
    return total / n

# right: place by place
def sequence_loss(logits, targets, pad):
    prices = []
    for b in range(targets.shape[0]):
        for t in range(targets.shape[1]):
            if targets[b, t] != pad:
                prices.append(logits[b, t].logsumexp(0) - logits[b, t, targets[b, t]])
    return torch.stack(prices).mean()

# right: each price, and the mask, by torch
def sequence_loss(logits, targets, pad, weight=None):
    price = F.cross_entropy(logits.flatten(0, 1), targets.flatten().where(targets.flatten() != pad, 0), weight,
                            reduction="none")
    return price.masked_select((targets != pad).flatten()).mean()

# told: What is filled up has a price too here.
def sequence_loss(logits, targets, pad):
    return F.cross_entropy(logits.transpose(1, 2), targets.clamp(max=logits.shape[-1] - 1))

# told: The prices of what is filled up are made zero
def sequence_loss(logits, targets, pad):
    price = F.cross_entropy(logits.transpose(1, 2), targets, ignore_index=pad, reduction="none")
    return price.mean()

# told: It takes the mean of each text first
def sequence_loss(logits, targets, pad):
    price = F.cross_entropy(logits.transpose(1, 2), targets, ignore_index=pad, reduction="none")
    n = (targets != pad).sum(1)
    return (price.sum(1) / n.clamp(min=1)).mean()

# told: It divides by the number of texts.
def sequence_loss(logits, targets, pad):
    return F.cross_entropy(logits.transpose(1, 2), targets, ignore_index=pad, reduction="sum") / len(logits)

# told: It adds the prices of all symbols.
def sequence_loss(logits, targets, pad):
    return F.cross_entropy(logits.transpose(1, 2), targets, ignore_index=pad, reduction="sum")

# told: The mask is the wrong way round
def sequence_loss(logits, targets, pad):
    price = F.cross_entropy(logits.transpose(1, 2), targets, reduction="none")
    return price[targets == pad].mean()

# told: It takes 0 for what fills up
def sequence_loss(logits, targets, pad):
    return F.cross_entropy(logits.transpose(1, 2), targets, ignore_index=0)

# told: The sign is wrong
def sequence_loss(logits, targets, pad):
    return -F.cross_entropy(logits.transpose(1, 2), targets, ignore_index=pad)

# told: It is right for small logits.
def sequence_loss(logits, targets, pad):
    p = logits.softmax(-1).gather(-1, targets[..., None])[..., 0]
    return -p.log()[targets != pad].mean()

# told: `.item()` gives a plain number
def sequence_loss(logits, targets, pad):
    return F.cross_entropy(logits.transpose(1, 2), targets, ignore_index=pad).item()

# told: This is right in bits.
def sequence_loss(logits, targets, pad):
    return F.cross_entropy(logits.transpose(1, 2), targets, ignore_index=pad) / math.log(2)

# told: The softmax runs along the text
def sequence_loss(logits, targets, pad):
    log_p = logits.log_softmax(1).gather(-1, targets[..., None])[..., 0]
    return -log_p[targets != pad].mean()

# wrong: the softmax over all places together
def sequence_loss(logits, targets, pad):
    log_p = (logits - logits.flatten(1).logsumexp(1)[:, None, None]).gather(-1, targets[..., None])[..., 0]
    return -log_p[targets != pad].mean()

# wrong: the perplexity
def sequence_loss(logits, targets, pad):
    return F.cross_entropy(logits.transpose(1, 2), targets, ignore_index=pad).exp()

# wrong: what fills up may not be said either
def sequence_loss(logits, targets, pad):
    logits = torch.cat([logits[..., :pad], torch.full_like(logits[..., :1], -1e9), logits[..., pad + 1:]], -1)
    return F.cross_entropy(logits[..., :].transpose(1, 2), targets, ignore_index=pad)

# wrong: up to the first that fills up
def sequence_loss(logits, targets, pad):
    there = (targets != pad).int().cumprod(1).bool()
    price = F.cross_entropy(logits.transpose(1, 2), targets, reduction="none")
    return price[there].mean()
