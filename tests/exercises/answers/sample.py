# right: by ranks
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    shares = F.softmax(logits / temperature, dim=-1)
    order = torch.argsort(shares if logits.shape[1] == 0 else logits, dim=-1, descending=True, stable=True)
    rank = order.argsort(dim=-1)
    if top_k is not None:
        shares = shares.masked_fill(rank >= top_k, 0)
        shares = shares / shares.sum(-1, keepdim=True)
    if top_p is not None:
        in_order = shares.gather(-1, order)
        before = torch.cat([torch.zeros_like(in_order[:, :1]), in_order.cumsum(-1)[:, :-1]], dim=-1)
        shares = torch.where(before.gather(-1, rank) < top_p, shares, 0)
        shares = shares / shares.sum(-1, keepdim=True)
    drawn_from = shares
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# right: text by text
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    rows = []
    for row in logits:
        order = sorted(range(len(row)), key=lambda id: (-row[id].item(), id))
        if top_k is not None:
            order = order[:top_k]
        shares = torch.softmax(row[order] / temperature, dim=0)
        if top_p is not None:
            n = 1
            while n < len(order) and shares[:n].sum() < top_p:
                n += 1
            order, shares = order[:n], shares[:n] / shares[:n].sum()
        out = torch.zeros_like(row)
        out[order] = shares
        rows.append(out)
    drawn_from = torch.stack(rows)
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# right: with −∞ for what is left out, as libraries do it
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    logits = logits / temperature
    order = logits.argsort(dim=-1, descending=True, stable=True)
    rank = torch.empty_like(order).scatter_(-1, order, torch.arange(logits.shape[-1]).expand_as(order))
    if top_k is not None:
        logits = logits.masked_fill(rank >= top_k, float("-inf"))
    if top_p is not None:
        ordered = logits.gather(-1, order)
        sums = ordered.softmax(-1).cumsum(-1)
        remove = sums >= top_p
        remove[..., 1:] = remove[..., :-1].clone()
        remove[..., 0] = False
        logits = logits.masked_fill(remove.gather(-1, rank), float("-inf"))
    drawn_from = logits.softmax(-1)
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# right: by a count of what is kept
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    V = logits.shape[-1]
    k = V if top_k is None else min(top_k, V)
    values, ids = torch.sort(logits, dim=-1, descending=True, stable=True)
    values, ids = values[:, :k] / temperature, ids[:, :k]
    p = torch.exp(values - values.logsumexp(-1, keepdim=True))
    if top_p is not None:
        n = 1 + (p.cumsum(-1)[:, :-1] < top_p).sum(-1, keepdim=True)
        p = p * (torch.arange(k) < n)
        p = p / p.sum(-1, keepdim=True)
    out = logits.new_zeros(logits.shape)
    out.scatter_(1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# right: powers of the shares are a temperature, too
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    log_p = logits.log_softmax(-1) / temperature
    log_p, ids = log_p.sort(dim=1, descending=True, stable=True)
    keep = torch.ones_like(log_p, dtype=torch.bool)
    if top_k:
        keep[:, top_k:] = False
    p = torch.where(keep, log_p, -torch.inf).softmax(-1)
    if top_p:
        before = p.cumsum(-1).roll(1, -1)
        before[:, 0] = 0
        p = p * (before < top_p)
        p = p / p.sum(-1, keepdim=True)
    back = ids.argsort(-1)
    drawn_from = p.gather(-1, back)
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# right: in two functions
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    def among(x, keep):
        return x.masked_fill(~keep, -math.inf)

    x = logits / temperature
    ids = x.sort(dim=-1, descending=True, stable=True).indices
    x = x.gather(-1, ids)
    place = torch.arange(x.shape[-1])
    x = among(x, place < (top_k or len(place)))
    if top_p is not None:
        p = softmax(x, -1)
        x = among(x, (p.cumsum(-1) - p < top_p) | (place == 0))
    drawn_from = torch.zeros_like(x).scatter_add(-1, ids, softmax(x, -1))
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: The temperature is not used.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: The logits are multiplied by the temperature.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(temperature * logits, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: The temperature divides the shares, after the softmax.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1) / temperature
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: top-k keeps one more than top_k.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k + 1], ids[:, :top_k + 1]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: Where logits are equal, more than top_k are kept.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x = x.masked_fill(x < x[:, :top_k][:, -1:], -torch.inf)
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: top_k is not used.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if False:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: top-k keeps the least likely ones.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, -top_k:], ids[:, -top_k:]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: top-p drops the symbol with which the sum reaches top_p. It
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) <= top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: Each share is compared with a limit.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p >= 1 - top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: top_p is not used.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if False:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: What top-p leaves is not brought
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: The shares are handed to `draw` as they were sorted.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = p
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# told: It always takes the likeliest.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    return out.max(-1).indices

# told: It draws by itself.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    return out.multinomial(1).squeeze(-1)

# told: top-p goes by the shares among all symbols.
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
    if top_k is not None:
        p, ids = p[:, :top_k], ids[:, :top_k]
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p / p.sum(-1, keepdim=True))
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# wrong: top-p goes by the shares without the temperature
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where((x * temperature).softmax(-1).cumsum(-1) - (x * temperature).softmax(-1) < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# wrong: sorted along the texts
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=0, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# wrong: what is left out keeps a little
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.full_like(logits, 1e-3)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# wrong: changes the logits
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    logits /= temperature
    x, ids = torch.sort(logits, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# wrong: another order among equals
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits.flip(-1) / temperature, dim=-1, descending=True, stable=True)
    ids = logits.shape[-1] - 1 - ids
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# wrong: everything in float32
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits.float() / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1).to(logits.dtype)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# wrong: a softmax that overflows
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.exp() / x.exp().sum(-1, keepdim=True)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# wrong: top-k fails where there are fewer
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        best = x.topk(top_k, dim=-1)
        x, ids = best.values, ids.gather(-1, best.indices)
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where(p.cumsum(-1) - p < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)

# wrong: the sum of top-p goes over all texts
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    x, ids = torch.sort(logits / temperature, dim=-1, descending=True, stable=True)
    if top_k is not None:
        x, ids = x[:, :top_k], ids[:, :top_k]
    p = x.softmax(-1)
    if top_p is not None:
        p = torch.where((p.cumsum(-1) - p).mean(0) < top_p, p, 0)
        p = p / p.sum(-1, keepdim=True)
    out = torch.zeros_like(logits)
    out.scatter_(-1, ids, p)
    drawn_from = out
    if draw is None:
        return torch.multinomial(drawn_from, 1, generator=generator).squeeze(1)
    return draw(drawn_from)
