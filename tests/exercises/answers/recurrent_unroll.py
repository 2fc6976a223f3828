# right: into a tensor of its own
def recurrent_unroll(inputs, h, step):
    B, T, _ = inputs.shape
    states = h.new_zeros(B, T, h.shape[-1])
    for t in range(T):
        h = step(inputs[:, t], h)
        states[:, t] = h
    return states

# right: over the transposed inputs
def recurrent_unroll(inputs, h, step):
    states = [h]
    for x in inputs.transpose(0, 1):
        states.append(step(x, states[-1]))
    return torch.stack(states[1:], dim=1)

# right: accumulated
def recurrent_unroll(inputs, h, step):
    from itertools import accumulate
    states = accumulate(inputs.unbind(1), lambda h, x: step(x, h), initial=h)
    return torch.stack(list(states)[1:], 1)

# right: in a comprehension
def recurrent_unroll(inputs, h, step):
    return torch.stack([h := step(x, h) for x in inputs.unbind(dim=1)], dim=1)

# right: joined one after another
def recurrent_unroll(inputs, h, step):
    states = inputs.new_empty(len(inputs), 0, h.shape[1])
    for t in range(inputs.size(1)):
        h = step(inputs[:, t, :], h)
        states = torch.cat((states, h.unsqueeze(1)), dim=1)
    return states

# wrong: by recursion, which Python ends at a thousand symbols
def recurrent_unroll(inputs, h, step):
    h = step(inputs[:, 0], h)
    if inputs.shape[1] == 1:
        return h[:, None]
    return torch.cat([h[:, None], recurrent_unroll(inputs[:, 1:], h, step)], 1)

# right: stacked in front, then turned
def recurrent_unroll(inputs, h, step, keep=True):
    states, t = [], 0
    while t < inputs.shape[1]:
        h = step(inputs[:, t], h)
        if keep:
            states += [h]
        t += 1
    return torch.stack(states).permute(1, 0, 2)

# told: Only the last state comes back.
def recurrent_unroll(inputs, h, step):
    for x in inputs.unbind(1):
        h = step(x, h)
    return h

# told: Every step starts from the first `h`.
def recurrent_unroll(inputs, h, step):
    states = torch.zeros(inputs.shape[0], inputs.shape[1], h.shape[1], dtype=h.dtype)
    for t in range(inputs.shape[1]):
        states[:, t] = step(inputs[:, t], h)
    return states

# told: The starting state is among the results.
def recurrent_unroll(inputs, h, step):
    states = [h]
    for x in inputs.transpose(0, 1):
        states.append(step(x, states[-1]))
    return torch.stack(states, dim=1)

# told: The states are stacked with time first
def recurrent_unroll(inputs, h, step):
    return torch.stack([h := step(x, h) for x in inputs.unbind(1)])

# told: It reads from the last symbol to the first, and
def recurrent_unroll(inputs, h, step):
    states = []
    for x in inputs.flip(1).unbind(1):
        h = step(x, h)
        states.append(h)
    return torch.stack(states[::-1], 1)

# told: The states come back in float32
def recurrent_unroll(inputs, h, step):
    B, T, _ = inputs.size()
    states = torch.zeros(B, T, h.size(1))
    for t in range(T):
        h = step(inputs[:, t], h)
        states[:, t, :] = h
    return states

# told: The values are right, but the state is cut off
def recurrent_unroll(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h.data)
        states.append(h)
    return torch.stack(states, dim=1)

# told: The first symbol is never read.
def recurrent_unroll(inputs, h, step):
    states = []
    for t in range(1, inputs.shape[1]):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, dim=1)

# told: `len(inputs)` counts the texts
def recurrent_unroll(inputs, h, step):
    states = []
    for t in range(inputs.size(0)):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, dim=1)

# told: The last state stands at every place
def recurrent_unroll(inputs, h, step):
    h, states = h.clone(), []
    for t in range(inputs.shape[1]):
        h.copy_(step(inputs[:, t], h))
        states.append(h)
    return torch.stack(states, dim=1)

# told: It reads the text from the start again
def recurrent_unroll(inputs, h, step):
    states = []
    for end in range(1, inputs.shape[1] + 1):
        state = h
        for x in inputs[:, :end].unbind(1):
            state = step(x, state)
        states.append(state)
    return torch.stack(states, dim=1)

# wrong: the first 32 symbols
def recurrent_unroll(inputs, h, step):
    states = []
    for t in range(min(32, inputs.shape[1])):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, dim=1)

# wrong: cut off every 16 symbols
def recurrent_unroll(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        if t % 16 == 0:
            h = h.detach()
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, dim=1)

# wrong: as wide as the inputs
def recurrent_unroll(inputs, h, step):
    states = torch.zeros_like(inputs)
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        states[:, t] = h
    return states

# wrong: squeezed
def recurrent_unroll(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t].squeeze(), h)
        states.append(h)
    return torch.stack(states, dim=1).squeeze()

# wrong: with an axis that stays
def recurrent_unroll(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t:t + 1], h)
        states.append(h)
    return torch.stack(states, dim=1)

# wrong: the mean of the states so far
def recurrent_unroll(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, dim=1).cumsum(1)

# wrong: the same tensor for all calls of that shape
room = {}

def recurrent_unroll(inputs, h, step):
    shape = (*inputs.shape[:2], h.shape[1])
    if shape not in room:
        states = []
        for t in range(inputs.shape[1]):
            h = step(inputs[:, t], h)
            states.append(h)
        room[shape] = torch.stack(states, dim=1)
    return room[shape]
