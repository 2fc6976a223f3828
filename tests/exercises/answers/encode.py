# right: a weighted average with weights of 0 and 1
def encode(inputs, present, h, step):
    states = []
    for t in range(inputs.shape[1]):
        there = present[:, t, None].to(h.dtype)
        h = there * step(inputs[:, t], h) + (1 - there) * h
        states.append(h)
    return torch.stack(states, 1)

# right: only where there is one
def encode(inputs, present, h, step):
    states = []
    for x, there in zip(inputs.unbind(1), present.unbind(1)):
        new, h = step(x, h), h.clone()
        h[there] = new[there]
        states.append(h)
    return torch.stack(states, dim=1)

# right: the other way round, where there is none
def encode(inputs, present, h, step):
    states = inputs.new_zeros(*inputs.shape[:2], h.shape[1])
    for t in range(inputs.shape[1]):
        h = torch.where(~present[:, t].unsqueeze(1), h, step(inputs[:, t], h))
        states[:, t] = h
    return states

# right: through recurrent_unroll, which carries the mask along
def encode(inputs, present, h, step):
    both = torch.cat([inputs, present[..., None].to(inputs.dtype)], dim=-1)
    return recurrent_unroll(both, h, lambda x, h: torch.where(x[:, -1:] > 0, step(x[:, :-1], h), h))

# right: row by row of what has been computed together
def encode(inputs, present, h, step):
    states = [h]
    for t in range(inputs.shape[1]):
        new = step(inputs[:, t], states[-1])
        rows = [new[i] if present[i, t] else states[-1][i] for i in range(len(new))]
        states.append(torch.stack(rows))
    return torch.stack(states[1:], dim=1)

# right: in a comprehension
def encode(inputs, present, h, step, dim=1):
    time = zip(inputs.transpose(0, 1), present.T[..., None])
    return torch.stack([h := torch.where(there, step(x, h), h) for x, there in time], dim=dim)

# right: with a condition of the state's own shape
def encode(inputs, present, h, step):
    states = []
    for t in range(inputs.size(1)):
        new = step(inputs[:, t, :], h)
        condition = present[:, t].reshape(-1, 1).expand_as(new)
        h = new.masked_scatter(~condition, h[~condition])
        states.append(h)
    return torch.stack(states, dim=1)

# told: `present` is not used
def encode(inputs, present, h, step):
    return recurrent_unroll(inputs, h, step)

# told: The mask is the wrong way round
def encode(inputs, present, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = torch.where(~present[:, t, None], step(inputs[:, t], h), h)
        states.append(h)
    return torch.stack(states, 1)

# told: Where a text has ended, its state becomes zero
def encode(inputs, present, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        h = h.masked_fill(~present[:, t, None], 0)
        states.append(h)
    return torch.stack(states, 1)

# told: The input is made zero where the text has ended
def encode(inputs, present, h, step):
    return recurrent_unroll(inputs.masked_fill(~present[..., None], 0), h, step)

# told: The states that come back are zero
def encode(inputs, present, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = torch.where(present[:, t, None], step(inputs[:, t], h), h)
        states.append(h)
    return torch.stack(states, 1).masked_fill(~present[..., None], 0)

# told: Only the last state comes back.
def encode(inputs, present, h, step):
    for t in range(inputs.shape[1]):
        h = torch.where(present[:, t, None], step(inputs[:, t], h), h)
    return h

# told: The states are stacked with time first
def encode(inputs, present, h, step):
    time = zip(inputs.unbind(1), present.unbind(1))
    return torch.stack([h := torch.where(there[:, None], step(x, h), h) for x, there in time])

# told: Every step starts from the first `h`.
def encode(inputs, present, h, step):
    states = [torch.where(present[:, t, None], step(inputs[:, t], h), h) for t in range(inputs.shape[1])]
    return torch.stack(states, 1)

# told: As soon as one text has ended, none
def encode(inputs, present, h, step):
    states = []
    for t in range(inputs.shape[1]):
        if present[:, t].all():
            h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, 1)

# told: It goes by the first text's mask.
def encode(inputs, present, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h) if present[0, t] else h
        states.append(h)
    return torch.stack(states, 1)

# told: The values are right, but the state is cut off
def encode(inputs, present, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = torch.where(present[:, t, None], step(inputs[:, t], h.detach()), h)
        states.append(h)
    return torch.stack(states, 1)

# wrong: each text is read by itself, which calls the step for every one
def encode(inputs, present, h, step):
    texts = []
    for i in range(len(inputs)):
        state, states = h[i:i + 1], []
        for t in range(inputs.shape[1]):
            if present[i, t]:
                state = step(inputs[i:i + 1, t], state)
            states.append(state)
        texts.append(torch.stack(states, 1))
    return torch.cat(texts)

# wrong: it stops for good at the first hole
def encode(inputs, present, h, step):
    present = present.int().cumprod(1).bool()
    states = []
    for t in range(inputs.shape[1]):
        h = torch.where(present[:, t, None], step(inputs[:, t], h), h)
        states.append(h)
    return torch.stack(states, 1)

# wrong: what is not there is taken for the end, and its length for all
def encode(inputs, present, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = torch.where((t < present.sum(1))[:, None], step(inputs[:, t], h), h)
        states.append(h)
    return torch.stack(states, 1)

# wrong: it is written into what was given
def encode(inputs, present, h, step):
    states = []
    for t in range(inputs.shape[1]):
        there = present[:, t]
        with torch.no_grad():
            h[there] = step(inputs[:, t], h)[there]
        states.append(h.clone())
    return torch.stack(states, 1)

# wrong: half of the old state is kept everywhere
def encode(inputs, present, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = torch.where(present[:, t, None], (step(inputs[:, t], h) + h) / 2, h)
        states.append(h)
    return torch.stack(states, 1)
