# right: flattened
def next_symbol_loss(logits, targets):
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))

# right: picked out
def next_symbol_loss(logits, targets):
    return -logits.log_softmax(-1).gather(-1, targets[..., None]).mean()

# right: the logarithm of the sum less the logit
def next_symbol_loss(logits, targets):
    return (logits.logsumexp(-1) - logits.gather(-1, targets[..., None])[..., 0]).mean()

# right: the symbols on axis 1
def next_symbol_loss(logits, targets):
    return F.cross_entropy(logits.transpose(1, 2), targets)

# right: the largest of each place taken away by hand
def next_symbol_loss(logits, targets):
    z = logits - logits.max(dim=-1, keepdim=True).values.detach()
    log_p = z - z.exp().sum(-1, keepdim=True).log()
    return -torch.take_along_dim(log_p, targets.unsqueeze(-1), -1).mean()

# right: one of V, by one-hot rows
def next_symbol_loss(logits, targets):
    wanted = F.one_hot(targets, logits.shape[-1]).bool()
    return -F.log_softmax(logits, dim=-1)[wanted].mean()

# right: by two indices
def next_symbol_loss(logits, targets):
    log_p = logits.flatten(0, 1).log_softmax(1)
    return F.nll_loss(log_p, targets.flatten(), reduction="sum") / targets.numel()

# right: text by text, place by place
def next_symbol_loss(logits, targets):
    losses = []
    for text, symbols in zip(logits, targets):
        for z, symbol in zip(text, symbols):
            losses.append(torch.logsumexp(z, 0) - z[symbol])
    return torch.stack(losses).mean()

# right: torch's own class
def next_symbol_loss(logits, targets):
    loss = nn.CrossEntropyLoss(reduction="none")
    return loss(logits.movedim(-1, 1), targets).mean()

# told: It adds the losses of all symbols.
def next_symbol_loss(logits, targets):
    return F.cross_entropy(logits.transpose(1, 2), targets, reduction="sum")

# told: It gives a loss for each symbol or each text.
def next_symbol_loss(logits, targets):
    return F.cross_entropy(logits.transpose(1, 2), targets, reduction="none").mean(-1)

# told: The softmax is taken twice
def next_symbol_loss(logits, targets):
    p = torch.softmax(logits, dim=-1)
    return F.cross_entropy(p.reshape(-1, p.shape[-1]), targets.reshape(-1))

# told: It is right for small logits. Far below the largest
def next_symbol_loss(logits, targets):
    p = F.softmax(logits, -1)
    return F.nll_loss(p.log().flatten(0, 1), targets.flatten())

# told: It is right for small logits. `exp` overflows
def next_symbol_loss(logits, targets):
    e = torch.exp(logits)
    p = e / torch.sum(e, dim=2, keepdim=True)
    return -torch.log(p.gather(2, targets.unsqueeze(2))).mean()

# told: It is right for small logits. `exp` overflows
def next_symbol_loss(logits, targets):
    picked = logits.gather(-1, targets[..., None]).squeeze(-1)
    return (torch.log(torch.exp(logits).sum(-1)) - picked).mean()

# told: A small number, added or as a clamp
def next_symbol_loss(logits, targets):
    p = logits.softmax(-1).clamp(min=1e-9)
    return -p.gather(-1, targets[..., None]).log().mean()

# told: A small number, added or as a clamp
def next_symbol_loss(logits, targets):
    p = logits.softmax(-1).gather(-1, targets[..., None])
    return -torch.log(p + 1e-6).mean()

# told: Large logits are cut off
def next_symbol_loss(logits, targets):
    return F.cross_entropy(logits.clamp(-100, 100).transpose(1, 2), targets)

# told: The largest of all logits is taken away.
def next_symbol_loss(logits, targets):
    e = (logits - logits.max()).exp()
    return -(e / e.sum(-1, keepdim=True)).log().gather(-1, targets[..., None]).mean()

# told: The softmax runs along the text
def next_symbol_loss(logits, targets):
    return -F.log_softmax(logits, dim=1).gather(-1, targets[..., None]).mean()

# told: This is right in bits
def next_symbol_loss(logits, targets):
    p = logits.log_softmax(-1).gather(-1, targets[..., None]) / math.log(2)
    return -p.mean()

# told: `.item()` gives a plain number
def next_symbol_loss(logits, targets):
    return F.cross_entropy(logits.transpose(1, 2), targets).item()

# wrong: the logits of symbol 0 are left out
def next_symbol_loss(logits, targets):
    return F.cross_entropy(logits.transpose(1, 2), targets, ignore_index=0)

# wrong: each symbol a question of its own
def next_symbol_loss(logits, targets):
    wanted = F.one_hot(targets, logits.shape[-1]).to(logits.dtype)
    return F.binary_cross_entropy_with_logits(logits, wanted)

# wrong: the squares of what is missing
def next_symbol_loss(logits, targets):
    wanted = F.one_hot(targets, logits.shape[-1])
    return ((logits.softmax(-1) - wanted) ** 2).sum(-1).mean()

# wrong: smoothed
def next_symbol_loss(logits, targets):
    return F.cross_entropy(logits.transpose(1, 2), targets, label_smoothing=0.1)

# wrong: the first 32 places
def next_symbol_loss(logits, targets):
    log_p = logits.log_softmax(-1)[:, :32]
    return -log_p.gather(-1, targets[:, :32, None]).mean()

# wrong: a view of what the lesson hands over in slices
def next_symbol_loss(logits, targets):
    return F.cross_entropy(logits.view(-1, logits.shape[-1]), targets.view(-1))

# told: The value is right, but the logits are cut off
def next_symbol_loss(logits, targets):
    with torch.no_grad():
        return F.cross_entropy(logits.transpose(1, 2), targets)
