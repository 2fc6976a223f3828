# right: by comparing places
def causal_mask(T):
    place = torch.arange(T)
    return place[:, None] >= place

# right: what is not above the diagonal
def causal_mask(T):
    return ~torch.ones(T, T, dtype=torch.bool).triu(diagonal=1)

# right: numbers, and then a comparison
def causal_mask(T, device=None):
    return torch.tril(torch.ones(T, T, device=device)) == 1

# right: row by row
def causal_mask(T):
    mask = torch.zeros(T, T, dtype=torch.bool)
    for query in range(T):
        mask[query, :query + 1] = True
    return mask

# right: from a list
def causal_mask(T):
    return torch.tensor([[key <= query for key in range(T)] for query in range(T)])

# right: torch's own, which adds
def causal_mask(T):
    return nn.Transformer.generate_square_subsequent_mask(T) == 0

# right: the diagonal, summed up downwards
def causal_mask(T):
    return torch.eye(T).cumsum(0).bool()

# told: It is turned over
def causal_mask(T):
    return torch.arange(T)[:, None] <= torch.arange(T)

# told: The diagonal is closed
def causal_mask(T):
    return torch.arange(T)[:, None] > torch.arange(T)

# told: True and False are exchanged
def causal_mask(T):
    return torch.triu(torch.ones(T, T), diagonal=1).bool()

# told: These are numbers
def causal_mask(T):
    return torch.tril(torch.ones(T, T))

# told: This is a mask to be added
def causal_mask(T):
    return nn.Transformer.generate_square_subsequent_mask(T)

# told: Nothing is closed
def causal_mask(T):
    return torch.full((T, T), True)

# told: Each query sees itself alone.
def causal_mask(T):
    return torch.eye(T) == 1

# told: It has an axis too many.
def causal_mask(T):
    return torch.ones(1, T, T).tril().bool()

# told: Each query sees one key too many
def causal_mask(T):
    place = torch.arange(T)
    return place[:, None] + 1 >= place

# wrong: one size for all
def causal_mask(T):
    return torch.ones(64, 64, dtype=torch.bool).tril()[:T, :T]

# wrong: a window of four
def causal_mask(T):
    gap = torch.arange(T)[:, None] - torch.arange(T)
    return (gap >= 0) & (gap < 4)

# wrong: a list
def causal_mask(T):
    return [[key <= query for key in range(T)] for query in range(T)]
