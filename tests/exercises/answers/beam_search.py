# right: text by text, in lists
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# right: side by side, what ends being looked at one by one
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    B, lowest = len(h), -torch.inf
    state = h[:, None].expand(B, width, *h.shape[1:]).flatten(0, 1)
    last = h.new_full((B * width,), start, dtype=torch.long)
    total = torch.full((B, width), lowest)
    total[:, 0] = 0
    kept = torch.full((B, width, longest), end)
    best, answer, n_answer = torch.full((B,), lowest, dtype=torch.float64), torch.full((B, longest), end), [1] * B
    for n in range(1, longest + 1):
        logits, state = step(last, state)
        V = logits.shape[-1]
        sums = total[:, :, None] + F.log_softmax(logits, -1).reshape(B, width, V)
        total, flat = sums.reshape(B, width * V).topk(width)
        parent, symbol = torch.div(flat, V, rounding_mode="floor"), flat % V
        kept = kept.gather(1, parent[:, :, None].expand(-1, -1, longest)).clone()
        kept[:, :, n - 1] = symbol
        which = parent + width * torch.arange(B)[:, None]
        state, last = state[which.flatten()], symbol.flatten()
        for row in range(B):
            for place in range(width):
                value = total[row, place].item()
                if value == lowest or not (symbol[row, place] == end or n == longest):
                    continue
                value = value / ((5 + n) / 6) ** length_penalty
                total[row, place] = lowest
                if value > best[row]:
                    best[row], answer[row], n_answer[row] = value, kept[row, place], n
        if (total == lowest).all():
            break
    return answer[:, :max(n_answer)]

# right: of each text at once, all that lives
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for state in h.split(1):
        totals, said, done = torch.zeros(1), torch.zeros(1, 0, dtype=torch.long), []
        last = torch.tensor([start])
        while len(said) and said.shape[1] < longest:
            logits, state = step(last, state)
            log_p = logits.log_softmax(-1)
            sums = (totals[:, None] + log_p).flatten()
            totals, flat = sums.sort(descending=True)
            totals, flat = totals[:width], flat[:width]
            parent, last = flat // log_p.shape[1], flat % log_p.shape[1]
            said, state = torch.cat([said[parent], last[:, None]], 1), state[parent]
            over = (last == end) | (said.shape[1] == longest)
            penalty = ((5 + said.shape[1]) / 6) ** length_penalty
            done += [((total / penalty).item(), row.tolist()) for total, row in zip(totals[over], said[over])]
            totals, said, state, last = totals[~over], said[~over], state[~over], last[~over]
        answers.append(max(done)[1])
    most = max(map(len, answers))
    return torch.tensor([row + [end] * (most - len(row)) for row in answers])

# right: those that end stay, marked as ended, and a keyword more
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6, sign=-1):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further = sorted(further, key=lambda one: sign * one[0])
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# right: a heap of extensions
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            order = sorted(range(len(further)), key=lambda i: (-further[i][0], i))
            living = []
            for one in map(further.__getitem__, order[:width]):
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# right: without gradients, with the lengths in a tensor
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    with torch.no_grad():
        B = len(h)
        beams = torch.arange(B).repeat_interleave(width)
        h, last = h[beams], torch.full((B * width,), start)
        total = torch.where(torch.arange(B * width) % width == 0, 0.0, -torch.inf)
        said = torch.full((B * width, 0), end)
        finished, scores = torch.full((B, longest), end), torch.full((B,), -torch.inf)
        lengths = torch.zeros(B, dtype=torch.long)
        for n in range(1, longest + 1):
            logits, h = step(last, h)
            sums = (total[:, None] + logits - logits.logsumexp(-1, keepdim=True)).reshape(B, -1)
            total, flat = torch.topk(sums, width, dim=-1)
            parents = (flat // logits.shape[-1] + torch.arange(B)[:, None] * width).reshape(-1)
            last, total = (flat % logits.shape[-1]).reshape(-1), total.reshape(-1)
            h, said = h.index_select(0, parents), torch.cat([said.index_select(0, parents), last[:, None]], 1)
            over = (last == end) if n < longest else torch.ones_like(last, dtype=torch.bool)
            normed = torch.where(over, total / ((n + 5) / 6) ** length_penalty, -torch.inf).reshape(B, width)
            value, place = normed.max(-1)
            for row in (value > scores).nonzero().flatten().tolist():
                finished[row, :n] = said[row * width + place[row]]
                lengths[row] = n
            scores = torch.maximum(scores.to(value.dtype), value)
            total = torch.where(last == end, -torch.inf, total)
            if not (total > -torch.inf).any():
                break
        return finished[:, :int(lengths.max())]

# told: What has ended is compared by its total
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0], one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# told: It divides by the length to the power
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / n**length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# told: It divides by the length. Divide
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / n, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# told: It multiplies by the penalty
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] * ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# told: The length is counted without
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((4 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# told: It stops at the first end.
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    B, lowest = len(h), -torch.inf
    state = h[:, None].expand(B, width, *h.shape[1:]).flatten(0, 1)
    last = h.new_full((B * width,), start, dtype=torch.long)
    total = torch.full((B, width), lowest)
    total[:, 0] = 0
    kept = torch.full((B, width, longest), end)
    best, answer, n_answer = torch.full((B,), lowest), torch.full((B, longest), end), [1] * B
    for n in range(1, longest + 1):
        logits, state = step(last, state)
        V = logits.shape[-1]
        sums = total[:, :, None] + F.log_softmax(logits, -1).reshape(B, width, V)
        total, flat = sums.reshape(B, width * V).topk(width)
        parent, symbol = torch.div(flat, V, rounding_mode="floor"), flat % V
        kept = kept.gather(1, parent[:, :, None].expand(-1, -1, longest)).clone()
        kept[:, :, n - 1] = symbol
        which = parent + width * torch.arange(B)[:, None]
        state, last = state[which.flatten()], symbol.flatten()
        for row in range(B):
            for place in range(width):
                value = total[row, place].item()
                if value == lowest or not (symbol[row, place] == end or n == longest):
                    continue
                value = value / ((5 + n) / 6) ** length_penalty
                total[row, place] = lowest
                if value > best[row]:
                    best[row], answer[row], n_answer[row] = value, kept[row, place], n
        if (symbol == end).any():
            break
    return answer[:, :max(n_answer)]

# told: What has ended goes on living.
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                living.append(one)
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# told: The states are not put in order
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    B, lowest = len(h), -torch.inf
    state = h[:, None].expand(B, width, *h.shape[1:]).flatten(0, 1)
    last = h.new_full((B * width,), start, dtype=torch.long)
    total = torch.full((B, width), lowest)
    total[:, 0] = 0
    kept = torch.full((B, width, longest), end)
    best, answer, n_answer = torch.full((B,), lowest), torch.full((B, longest), end), [1] * B
    for n in range(1, longest + 1):
        logits, state = step(last, state)
        V = logits.shape[-1]
        sums = total[:, :, None] + F.log_softmax(logits, -1).reshape(B, width, V)
        total, flat = sums.reshape(B, width * V).topk(width)
        parent, symbol = torch.div(flat, V, rounding_mode="floor"), flat % V
        kept = kept.gather(1, parent[:, :, None].expand(-1, -1, longest)).clone()
        kept[:, :, n - 1] = symbol
        which = parent + width * torch.arange(B)[:, None]
        last = symbol.flatten()
        for row in range(B):
            for place in range(width):
                value = total[row, place].item()
                if value == lowest or not (symbol[row, place] == end or n == longest):
                    continue
                value = value / ((5 + n) / 6) ** length_penalty
                total[row, place] = lowest
                if value > best[row]:
                    best[row], answer[row], n_answer[row] = value, kept[row, place], n
        if (total == lowest).all():
            break
    return answer[:, :max(n_answer)]

# told: The logits are added up
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# told: Shares are added up.
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# told: It says what `greedy_decode` says
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:1]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# told: Only the last symbol counts.
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# told: What ends first is
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max([one for one in done if len(one[1]) == len(done[0][1])], key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# told: It stops one symbol early
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    B, lowest = len(h), -torch.inf
    state = h[:, None].expand(B, width, *h.shape[1:]).flatten(0, 1)
    last = h.new_full((B * width,), start, dtype=torch.long)
    total = torch.full((B, width), lowest)
    total[:, 0] = 0
    kept = torch.full((B, width, longest), end)
    best, answer, n_answer = torch.full((B,), lowest), torch.full((B, longest), end), [1] * B
    for n in range(1, longest):
        logits, state = step(last, state)
        V = logits.shape[-1]
        sums = total[:, :, None] + F.log_softmax(logits, -1).reshape(B, width, V)
        total, flat = sums.reshape(B, width * V).topk(width)
        parent, symbol = torch.div(flat, V, rounding_mode="floor"), flat % V
        kept = kept.gather(1, parent[:, :, None].expand(-1, -1, longest)).clone()
        kept[:, :, n - 1] = symbol
        which = parent + width * torch.arange(B)[:, None]
        state, last = state[which.flatten()], symbol.flatten()
        for row in range(B):
            for place in range(width):
                value = total[row, place].item()
                if value == lowest or not (symbol[row, place] == end or n == longest):
                    continue
                value = value / ((5 + n) / 6) ** length_penalty
                total[row, place] = lowest
                if value > best[row]:
                    best[row], answer[row], n_answer[row] = value, kept[row, place], n
        if (total == lowest).all():
            break
    return answer[:, :max(n_answer)]

# wrong: the worst are kept
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=False)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# wrong: the best that lives, if it is better than what ended
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if done and (not living or living[0][0] < max(done)[0]):
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# wrong: the start is among what was said
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [start], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# wrong: each hypothesis keeps its own likeliest symbol
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            if n > 1:
                of_each = [further[i:i + len(logits[0])] for i in range(0, len(further), len(logits[0]))]
                further = [max(group, key=lambda one: one[0]) for group in of_each]
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])

# wrong: the end is cut off
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    answers = []
    for row in range(len(h)):
        living, done = [(0.0, [], h[row:row + 1])], []
        for n in range(1, longest + 1):
            further = []
            for total, said, state in living:
                last = torch.tensor([said[-1] if said else start])
                logits, new = step(last, state)
                for symbol, log_p in enumerate(logits[0].log_softmax(-1).tolist()):
                    further.append((total + log_p, said + [symbol], new))
            further.sort(key=lambda one: one[0], reverse=True)
            living = []
            for one in further[:width]:
                if one[1][-1] == end or n == longest:
                    done.append((one[0] / ((5 + n) / 6) ** length_penalty, one[1]))
                else:
                    living.append(one)
            if not living:
                break
        answers.append(max(done, key=lambda one: one[0])[1])
    answers = [said[:-1] if said[-1] == end and len(said) > 1 else said for said in answers]
    most = max(len(said) for said in answers)
    return torch.tensor([said + [end] * (most - len(said)) for said in answers])
