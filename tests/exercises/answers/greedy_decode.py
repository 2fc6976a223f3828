# right: until none is left
def greedy_decode(step, h, start, end, longest):
    symbols, columns = h.new_full((h.shape[0],), start, dtype=torch.long), []
    alive = torch.ones(h.shape[0], dtype=torch.bool)
    for _ in range(longest):
        logits, h = step(symbols, h)
        symbols = torch.where(alive, logits.argmax(1), end)
        columns.append(symbols)
        alive = alive & (symbols != end)
        if not alive.any():
            break
    return torch.stack(columns, 1)

# right: cut to size afterwards
def greedy_decode(step, h, start, end, longest):
    B = len(h)
    said = torch.full((B, longest), end)
    symbols = torch.full((B,), start)
    for t in range(longest):
        logits, h = step(symbols, h)
        symbols = logits.max(-1).indices
        said[:, t] = symbols
        ended = (said[:, :t + 1] == end).any(1)
        if ended.all():
            break
    after = ((said == end).cumsum(1) - (said == end).int()) > 0
    return said.masked_fill(after, end)[:, :t + 1]

# right: what is said after the end is put right as it comes
def greedy_decode(step, h, start, end, longest):
    said = torch.full((len(h), 1), start)
    while said.shape[1] <= longest:
        logits, h = step(said[:, -1], h)
        best = torch.argmax(logits, dim=-1, keepdim=True)
        done = (said[:, 1:] == end).any(1, keepdim=True)
        said = torch.cat([said, torch.where(done, torch.full_like(best, end), best)], dim=1)
        if (said[:, 1:] == end).any(1).all():
            break
    return said[:, 1:]

# right: without gradients, in lists
@torch.no_grad()
def greedy_decode(step, h, start, end, longest):
    texts = [[] for _ in h]
    symbols = torch.tensor([start] * len(h))
    for _ in range(longest):
        logits, h = step(symbols, h)
        symbols = logits.topk(1).indices[:, 0]
        for text, symbol in zip(texts, symbols.tolist()):
            text.append(end if end in text else symbol)
        if all(end in text for text in texts):
            break
    return torch.tensor(texts)

# right: the likeliest by its probability
def greedy_decode(step, h, start, end, longest, choose=None):
    choose = choose or (lambda logits: logits.double().log_softmax(-1).argmax(-1))
    said, last = [], torch.full((h.size(0),), start)
    finished = torch.zeros_like(last, dtype=torch.bool)
    for _ in range(longest):
        logits, h = step(last, h)
        last = choose(logits)
        last[finished] = end
        said += [last]
        finished |= last == end
        if bool(finished.all()):
            break
    return torch.stack(said).T.contiguous()

# right: it reads on as it would have said, and shows the end
def greedy_decode(step, h, start, end, longest):
    own, said, ended = torch.full((len(h),), start), [], torch.zeros(len(h), dtype=torch.bool)
    for _ in range(longest):
        logits, h = step(own, h)
        own = logits.argmax(-1)
        said.append(torch.where(ended, end, own))
        ended = ended | (own == end)
        if ended.all():
            break
    return torch.stack(said, dim=-1)

# told: After its end a text goes on talking
def greedy_decode(step, h, start, end, longest):
    symbols, said = torch.full((len(h),), start), []
    ended = torch.zeros(len(h), dtype=torch.bool)
    for _ in range(longest):
        logits, h = step(symbols, h)
        symbols = logits.argmax(-1)
        said.append(symbols)
        ended |= symbols == end
        if ended.all():
            break
    return torch.stack(said, 1)

# told: It goes on to `longest`
def greedy_decode(step, h, start, end, longest):
    symbols, said = torch.full((len(h),), start), []
    ended = torch.zeros(len(h), dtype=torch.bool)
    for _ in range(longest):
        logits, h = step(symbols, h)
        symbols = logits.argmax(-1).masked_fill(ended, end)
        said.append(symbols)
        ended |= symbols == end
    return torch.stack(said, 1)

# told: It stops as soon as one text has ended
def greedy_decode(step, h, start, end, longest):
    symbols, said = torch.full((len(h),), start), []
    for _ in range(longest):
        logits, h = step(symbols, h)
        symbols = logits.argmax(-1)
        said.append(symbols)
        if (symbols == end).any():
            break
    return torch.stack(said, 1)

# told: It says the least likely symbol.
def greedy_decode(step, h, start, end, longest):
    symbols, said = torch.full((len(h),), start), []
    ended = torch.zeros(len(h), dtype=torch.bool)
    while len(said) < longest and not ended.all():
        logits, h = step(symbols, h)
        symbols = (-logits).argmax(-1).masked_fill(ended, end)
        said.append(symbols)
        ended |= symbols == end
    return torch.stack(said, 1)

# told: Every step starts from the first state.
def greedy_decode(step, h, start, end, longest):
    symbols, said = torch.full((len(h),), start), []
    ended = torch.zeros(len(h), dtype=torch.bool)
    while len(said) < longest and not ended.all():
        symbols = step(symbols, h)[0].argmax(-1).masked_fill(ended, end)
        said.append(symbols)
        ended |= symbols == end
    return torch.stack(said, 1)

# told: It reads the start sign again and again.
def greedy_decode(step, h, start, end, longest):
    said, ended = [], torch.zeros(len(h), dtype=torch.bool)
    while len(said) < longest and not ended.all():
        logits, h = step(torch.full((len(h),), start), h)
        said.append(logits.argmax(-1).masked_fill(ended, end))
        ended |= said[-1] == end
    return torch.stack(said, 1)

# told: It begins with 0
def greedy_decode(step, h, start, end, longest):
    symbols, said = h.new_zeros(len(h)).long(), []
    ended = torch.zeros(len(h), dtype=torch.bool)
    while len(said) < longest and not ended.all():
        logits, h = step(symbols, h)
        symbols = logits.argmax(-1).masked_fill(ended, end)
        said.append(symbols)
        ended |= symbols == end
    return torch.stack(said, 1)

# told: It says one symbol more than `longest`.
def greedy_decode(step, h, start, end, longest):
    symbols, said = torch.full((len(h),), start), []
    ended = torch.zeros(len(h), dtype=torch.bool)
    for _ in range(longest + 1):
        logits, h = step(symbols, h)
        symbols = logits.argmax(-1).masked_fill(ended, end)
        said.append(symbols)
        ended |= symbols == end
        if ended.all():
            break
    return torch.stack(said, 1)

# told: The start sign is among what was said.
def greedy_decode(step, h, start, end, longest):
    said = [torch.full((len(h),), start)]
    ended = torch.zeros(len(h), dtype=torch.bool)
    while len(said) <= longest and not ended.all():
        logits, h = step(said[-1], h)
        said.append(logits.argmax(-1).masked_fill(ended, end))
        ended |= said[-1] == end
    return torch.stack(said, 1)

# told: The symbols are stacked with time first
def greedy_decode(step, h, start, end, longest):
    symbols, said = torch.full((len(h),), start), []
    ended = torch.zeros(len(h), dtype=torch.bool)
    while len(said) < longest and not ended.all():
        logits, h = step(symbols, h)
        symbols = logits.argmax(-1).masked_fill(ended, end)
        said.append(symbols)
        ended |= symbols == end
    return torch.stack(said)

# told: A text that has ended is taken up again
def greedy_decode(step, h, start, end, longest):
    symbols, said = torch.full((len(h),), start), []
    while len(said) < longest:
        logits, h = step(symbols, h)
        symbols = logits.argmax(-1)
        said.append(symbols)
        if (symbols == end).all():
            break
    return torch.stack(said, 1)

# told: It returns lists.
def greedy_decode(step, h, start, end, longest):
    symbols, said = torch.full((len(h),), start), []
    ended = torch.zeros(len(h), dtype=torch.bool)
    while len(said) < longest and not ended.all():
        logits, h = step(symbols, h)
        symbols = logits.argmax(-1).masked_fill(ended, end)
        said.append(symbols)
        ended |= symbols == end
    return torch.stack(said, 1).tolist()

# wrong: drawn, not the likeliest
def greedy_decode(step, h, start, end, longest):
    symbols, said = torch.full((len(h),), start), []
    ended = torch.zeros(len(h), dtype=torch.bool)
    while len(said) < longest and not ended.all():
        logits, h = step(symbols, h)
        symbols = torch.multinomial(logits.softmax(-1), 1)[:, 0].masked_fill(ended, end)
        said.append(symbols)
        ended |= symbols == end
    return torch.stack(said, 1)

# wrong: of probabilities where those of large logits are all one
def greedy_decode(step, h, start, end, longest):
    symbols, said = torch.full((len(h),), start), []
    ended = torch.zeros(len(h), dtype=torch.bool)
    while len(said) < longest and not ended.all():
        logits, h = step(symbols, h)
        symbols = (20 * logits).sigmoid().argmax(-1).masked_fill(ended, end)
        said.append(symbols)
        ended |= symbols == end
    return torch.stack(said, 1)

# wrong: the logits of all steps
def greedy_decode(step, h, start, end, longest):
    symbols, said = torch.full((len(h),), start), []
    ended = torch.zeros(len(h), dtype=torch.bool)
    while len(said) < longest and not ended.all():
        logits, h = step(symbols, h)
        symbols = logits.argmax(-1).masked_fill(ended, end)
        said.append(logits)
        ended |= symbols == end
    return torch.stack(said, 1)
