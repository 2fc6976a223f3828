# right: counted without gradients
def recall_accuracy(model, inputs, targets):
    with torch.no_grad():
        guesses = model(inputs)[:, -1, :].argmax(dim=1)
    return 100 * (guesses == targets).sum().item() / len(targets)

# right: text by text
def recall_accuracy(model, inputs, targets):
    right = 0
    for text, target in zip(inputs, targets):
        right += int(model(text[None])[0, -1].argmax() == target)
    return 100.0 * right / len(inputs)

# right: by shares, which have the same order
def recall_accuracy(model, inputs, targets):
    guesses = torch.softmax(model(inputs)[:, -1], dim=-1).max(dim=-1).indices
    return float((guesses == targets).double().mean()) * 100

# right: the mean of ones and zeros
def recall_accuracy(model, inputs, targets):
    return 100 * (model(inputs)[:, -1].argmax(1) == targets).float().mean().item()

# right: by lists
def recall_accuracy(model, inputs, targets, percent=100.0):
    rows, wanted = model(inputs)[:, -1].tolist(), targets.tolist()
    right = [row.index(max(row)) == target for row, target in zip(rows, wanted)]
    return percent * sum(right) / len(right)

# right: no other logit is higher
def recall_accuracy(model, inputs, targets):
    logits = model(inputs)[:, -1]
    own = logits.gather(1, targets[:, None])
    return 100 * (logits > own).sum(1).eq(0).sum().item() / targets.numel()

# right: by what is best of the sorted
def recall_accuracy(model, inputs, targets):
    guesses = model(inputs).select(1, -1).topk(1, dim=-1).indices.squeeze(-1)
    return torch.count_nonzero(guesses == targets).item() / targets.shape[0] * 100

# told: This is the share, from 0 to 1.
def recall_accuracy(model, inputs, targets):
    guesses = model(inputs)[:, -1].argmax(-1)
    return (guesses == targets).float().mean().item()

# told: It returns a tensor.
def recall_accuracy(model, inputs, targets):
    guesses = model(inputs)[:, -1].argmax(-1)
    return (guesses == targets).float().mean() * 100

# told: The count is kept in 8 bits
def recall_accuracy(model, inputs, targets):
    right = torch.zeros((), dtype=torch.uint8)
    for hit in model(inputs)[:, -1].argmax(-1) == targets:
        right += hit.to(torch.uint8)
    return 100 * right.item() / len(targets)

# told: The number is rounded.
def recall_accuracy(model, inputs, targets):
    right = (model(inputs)[:, -1].argmax(-1) == targets).sum().item()
    return round(100 * right / len(targets), 2)

# told: What is behind the point is cut off.
def recall_accuracy(model, inputs, targets):
    right = (model(inputs)[:, -1].argmax(-1) == targets).sum().item()
    return 100 * right // len(targets)

# told: It takes the guess at the first place
def recall_accuracy(model, inputs, targets):
    return 100 * (model(inputs)[:, 0].argmax(-1) == targets).double().mean().item()

# told: It counts the guesses at every place.
def recall_accuracy(model, inputs, targets):
    guesses = model(inputs).argmax(-1)
    return 100 * (guesses == targets.unsqueeze(1)).double().mean().item()

# told: The argmax runs over the texts
def recall_accuracy(model, inputs, targets):
    guesses = torch.argmax(model(inputs)[:, -1], dim=0)
    return 100 * (guesses == targets).sum().item() / len(targets)

# told: The logits are squeezed before the argmax
def recall_accuracy(model, inputs, targets):
    p = torch.sigmoid(model(inputs)[:, -1])
    return 100 * (p.argmax(-1) == targets).sum().item() / len(targets)

# told: This is the mean probability
def recall_accuracy(model, inputs, targets):
    p = model(inputs)[:, -1].softmax(-1)
    return 100 * p[torch.arange(len(targets)), targets].mean().item()

# told: The model may be any function
def recall_accuracy(model, inputs, targets):
    model.eval()
    guesses = model(inputs)[:, -1].argmax(-1)
    return 100 * (guesses == targets).sum().item() / len(targets)

# told: What is behind the point is cut off.
def recall_accuracy(model, inputs, targets):
    return torch.tensor(100 * (model(inputs)[:, -1].argmax(-1) == targets).double().mean()).long().item()

# wrong: the best starts at zero
def recall_accuracy(model, inputs, targets):
    right = 0
    for row, target in zip(model(inputs)[:, -1].tolist(), targets.tolist()):
        best, guess = 0.0, 0
        for symbol, logit in enumerate(row):
            if logit > best:
                best, guess = logit, symbol
        right += guess == target
    return 100 * right / len(targets)

# wrong: a hundred texts at most
def recall_accuracy(model, inputs, targets):
    guesses = model(inputs[:100])[:, -1].argmax(-1)
    return 100 * (guesses == targets[:100]).sum().item() / len(targets[:100])

# wrong: among the best two
def recall_accuracy(model, inputs, targets):
    best = model(inputs)[:, -1].topk(min(2, model(inputs).shape[-1])).indices
    return 100 * (best == targets[:, None]).any(-1).double().mean().item()

# wrong: guesses as shares, rounded
def recall_accuracy(model, inputs, targets):
    p = model(inputs)[:, -1].softmax(-1)
    return 100 * (p.gather(1, targets[:, None]) > 0.5).double().mean().item()

# wrong: exponentials without care
def recall_accuracy(model, inputs, targets):
    e = model(inputs)[:, -1].exp()
    p = e / e.sum(-1, keepdim=True)
    return 100 * (p.argmax(-1) == targets).sum().item() / len(targets)

# wrong: squeezed
def recall_accuracy(model, inputs, targets):
    guesses = model(inputs)[:, -1].squeeze().argmax(-1)
    return 100 * (guesses == targets).sum().item() / len(guesses)

# wrong: symbol 0 does not count
def recall_accuracy(model, inputs, targets):
    guesses = model(inputs)[:, -1].argmax(-1)
    return 100 * ((guesses == targets) & (targets > 0)).sum().item() / len(targets)
