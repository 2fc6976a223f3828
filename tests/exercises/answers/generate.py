# right: into a tensor that is there
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    B, T = ids.shape
    out = torch.cat([ids, ids.new_zeros(B, n_new)], dim=1)
    for end in range(T, T + n_new):
        out[:, end] = pick(model(out[:, max(0, end - context_length):end])[:, -1, :])
    return out

# right: text by text
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    texts = []
    for text in ids:
        for _ in range(n_new):
            text = torch.cat([text, pick(model(text[None, -context_length:])[:, -1])])
        texts.append(text)
    return torch.stack(texts)

# right: with a list of columns
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    columns = list(ids.unbind(dim=1))
    while len(columns) < ids.shape[1] + n_new:
        logits = model(torch.stack(columns[-context_length:], dim=1))
        columns.append(pick(logits[:, logits.shape[1] - 1]))
    return torch.stack(columns, dim=1)

# right: by itself
def generate(model, ids, n_new, context_length, pick=None):
    if n_new == 0:
        return ids
    start = max(ids.shape[1] - context_length, 0)
    with torch.no_grad():
        logits = model(ids[:, start:]).select(1, -1)
    longer = torch.hstack([ids, (logits.max(1)[1] if pick is None else pick(logits)).unsqueeze(1)])
    return generate(model, longer, n_new - 1, context_length, pick)

# right: what was read apart from what is new
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    window, new = ids[:, -context_length:], []
    for i in range(n_new):
        new.append(pick(model(window)[:, -1])[:, None])
        window = torch.cat((window, new[-1]), 1)
        window = window[:, max(0, window.shape[1] - context_length):]
    return torch.cat((ids, *new), 1)

# right: with the places of the window by number
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for end in range(ids.size(1), ids.size(1) + n_new):
        places = torch.arange(max(0, end - context_length), end)
        last = model(ids.index_select(1, places))[:, len(places) - 1]
        ids = F.pad(ids, (0, 1))
        ids[:, -1] = pick(last)
    return ids

# told: The whole text is read,
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        window = ids
        new = pick(model(window)[:, -1])
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids

# told: It reads the first characters of the text.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        window = ids[:, :context_length]
        new = pick(model(window)[:, -1])
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids

# told: The window is one character too short.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        window = ids[:, -(context_length - 1 or 1):]
        new = pick(model(window)[:, -1])
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids

# told: The window is one character too long.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        window = ids[:, -(context_length + 1):]
        new = pick(model(window)[:, -1])
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids

# told: Only the last character is read.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        window = ids[:, -1:]
        new = pick(model(window)[:, -1])
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids

# told: These are the logits of the first place,
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        window = ids[:, -context_length:]
        new = pick(model(window)[:, 0])
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids

# told: It takes the mean over the places.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        window = ids[:, -context_length:]
        new = pick(model(window).mean(dim=1))
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids

# told: It always takes the likeliest.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        window = ids[:, -context_length:]
        new = model(window)[:, -1].argmax(dim=-1)
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids

# told: Without `pick` it takes the least likely.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmin(-1))
    for _ in range(n_new):
        window = ids[:, -context_length:]
        new = pick(model(window)[:, -1])
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids

# told: Only what is new comes back.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    start = ids.shape[1]
    for _ in range(n_new):
        ids = torch.cat([ids, pick(model(ids[:, -context_length:])[:, -1])[:, None]], dim=1)
    return ids[:, start:]

# told: It writes one character more than n_new.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(-1, n_new):
        window = ids[:, -context_length:]
        new = pick(model(window)[:, -1])
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids

# told: It writes one character less than n_new.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(1, n_new):
        window = ids[:, -context_length:]
        new = pick(model(window)[:, -1])
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids

# told: n_new is taken as the length in the end.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    while ids.shape[1] < n_new:
        ids = torch.cat([ids, pick(model(ids[:, -context_length:])[:, -1])[:, None]], dim=1)
    return ids

# told: The new character is put before the text.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        window = ids[:, -context_length:]
        new = pick(model(window)[:, -1])
        ids = torch.cat([new[:, None], ids], dim=1)
    return ids

# wrong: all at once from one reading
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    new = pick(model(ids[:, -context_length:])[:, -1])
    return torch.cat([ids, new[:, None].expand(-1, n_new)], dim=1)

# wrong: the window stands still
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    window = ids[:, -context_length:]
    for _ in range(n_new):
        ids = torch.cat([ids, pick(model(window)[:, -1])[:, None]], dim=1)
    return ids

# wrong: what was given is forgotten once something is new
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    new = ids[:, -1:]
    for i in range(n_new):
        read = ids if i == 0 else new[:, 1:]
        new = torch.cat([new, pick(model(read[:, -context_length:])[:, -1])[:, None]], dim=1)
    return torch.cat([ids, new[:, 1:]], dim=1)

# wrong: every text gets what the first one says
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        window = ids[:, -context_length:]
        new = pick(model(window)[:1, -1]).expand(len(ids))
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids

# wrong: as numbers with a point
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        window = ids[:, -context_length:]
        new = pick(model(window)[:, -1])
        ids = torch.cat([ids, new[:, None].double()], dim=1)
    return ids

# told: `pick` is handed shares.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        said = F.softmax(model(ids[:, -context_length:]), dim=-1)
        ids = torch.cat([ids, pick(said[:, -1])[:, None]], dim=1)
    return ids

# told: `pick` is handed logarithms of shares.
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        said = F.log_softmax(model(ids[:, -context_length:]), dim=-1)
        ids = torch.cat([ids, pick(said[:, -1])[:, None]], dim=1)
    return ids

# wrong: stops where a character comes again
def generate(model, ids, n_new, context_length, pick=None):
    pick = pick or (lambda logits: logits.argmax(-1))
    for _ in range(n_new):
        new = pick(model(ids[:, -context_length:])[:, -1])
        if (new == ids[:, -1]).all():
            break
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids
