# right: by unsqueeze
def additive_scores(query, keys, W_q, W_k, v):
    q = torch.matmul(query, W_q).unsqueeze(2)
    k = torch.matmul(keys, W_k).unsqueeze(1)
    return torch.matmul(torch.tanh(q + k), v)

# right: by einsum
def additive_scores(query, keys, W_q, W_k, v):
    q = torch.einsum("bqd,da->bqa", query, W_q)
    k = torch.einsum("bkd,da->bka", keys, W_k)
    return torch.einsum("bqka,a->bqk", (q[:, :, None] + k[:, None]).tanh(), v)

# right: a loop over the queries
def additive_scores(query, keys, W_q, W_k, v):
    offered = keys @ W_k
    rows = []
    for t in range(query.shape[1]):
        asked = query[:, t] @ W_q
        rows.append(torch.tanh(asked[:, None, :] + offered) @ v)
    return torch.stack(rows, dim=1)

# right: a loop over the keys
def additive_scores(query, keys, W_q, W_k, v):
    asked = query @ W_q
    columns = [(torch.tanh(asked + (keys[:, t] @ W_k).unsqueeze(1)) * v).sum(-1) for t in range(keys.shape[1])]
    return torch.stack(columns, dim=-1)

# right: one matrix over both, side by side
def additive_scores(query, keys, W_q, W_k, v):
    B, T_q, T_k = len(query), query.shape[1], keys.shape[1]
    pairs = torch.cat([query[:, :, None].expand(B, T_q, T_k, -1), keys[:, None].expand(B, T_q, T_k, -1)], dim=-1)
    return torch.tanh(pairs @ torch.cat([W_q, W_k])) @ v

# right: by F.linear, with a keyword
def additive_scores(query, keys, W_q, W_k, v, activation=torch.tanh):
    hidden = activation(F.linear(query, W_q.t()).unsqueeze(-2) + F.linear(keys, W_k.t()).unsqueeze(-3))
    return F.linear(hidden, v[None]).squeeze(-1)

# right: text by text
def additive_scores(query, keys, W_q, W_k, v):
    scores = [torch.tanh((q @ W_q)[:, None] + (k @ W_k)[None]) @ v for q, k in zip(query, keys)]
    return torch.stack(scores)

# right: a tanh from exponentials
def additive_scores(query, keys, W_q, W_k, v):
    total = (query @ W_q)[:, :, None, :] + (keys @ W_k)[:, None, :, :]
    return ((2 * torch.sigmoid(2 * total) - 1) * v).sum(dim=3)

# told: The tanh is missing.
def additive_scores(query, keys, W_q, W_k, v):
    return (query @ W_q @ v)[:, :, None] + (keys @ W_k @ v)[:, None, :]

# told: Queries and keys have changed places in the result.
def additive_scores(query, keys, W_q, W_k, v):
    return torch.tanh((keys @ W_k)[:, :, None] + (query @ W_q)[:, None]) @ v

# told: The tanh comes after `@ v`.
def additive_scores(query, keys, W_q, W_k, v):
    return torch.tanh((query @ W_q @ v).unsqueeze(-1) + (keys @ W_k @ v).unsqueeze(-2))

# told: Query and key each go through a tanh of their own.
def additive_scores(query, keys, W_q, W_k, v):
    q, k = torch.tanh(query @ W_q), torch.tanh(keys @ W_k)
    return (q @ v)[:, :, None] + (k @ v)[:, None]

# told: Query and key are multiplied. These scores are called additive
def additive_scores(query, keys, W_q, W_k, v):
    return torch.einsum("bqka,a->bqk", torch.tanh(torch.einsum("bqa,bka->bqka", query @ W_q, keys @ W_k)), v)

# told: Query and key are multiplied, without a tanh.
def additive_scores(query, keys, W_q, W_k, v):
    return (query @ W_q * v) @ (keys @ W_k).mT

# told: These are weights already.
def additive_scores(query, keys, W_q, W_k, v):
    scores = torch.tanh((query @ W_q).unsqueeze(2) + (keys @ W_k).unsqueeze(1)) @ v
    return F.softmax(scores, dim=2)

# told: The d_a numbers are added up without v.
def additive_scores(query, keys, W_q, W_k, v):
    return torch.tanh((query @ W_q).unsqueeze(2) + (keys @ W_k).unsqueeze(1)).sum(3)

# told: The key is taken away from the query.
def additive_scores(query, keys, W_q, W_k, v):
    return torch.tanh((query @ W_q).unsqueeze(2) - (keys @ W_k).unsqueeze(1)) @ v

# told: The scores are divided by the root of d_a.
def additive_scores(query, keys, W_q, W_k, v):
    return torch.tanh((query @ W_q).unsqueeze(2) + (keys @ W_k).unsqueeze(1)) @ v / math.sqrt(W_q.shape[1])

# told: Only the first query asks
def additive_scores(query, keys, W_q, W_k, v):
    row = torch.tanh((query[:, 0] @ W_q)[:, None] + keys @ W_k) @ v
    return row[:, None].expand(-1, query.shape[1], -1)

# told: The sum goes through a sigmoid.
def additive_scores(query, keys, W_q, W_k, v):
    return ((query @ W_q)[:, :, None] + (keys @ W_k)[:, None]).sigmoid() @ v

# told: The value is right, but `detach` cuts off the keys
def additive_scores(query, keys, W_q, W_k, v):
    return torch.tanh((query @ W_q)[:, :, None] + (keys.detach() @ W_k.detach())[:, None]) @ v

# wrong: a score for the pairs in step alone
def additive_scores(query, keys, W_q, W_k, v):
    n = min(query.shape[1], keys.shape[1])
    return torch.tanh(query[:, :n] @ W_q + keys[:, :n] @ W_k) @ v

# wrong: the softmax over the queries
def additive_scores(query, keys, W_q, W_k, v):
    return (torch.tanh((query @ W_q)[:, :, None] + (keys @ W_k)[:, None]) @ v).softmax(dim=1)

# wrong: the matrices have changed places
def additive_scores(query, keys, W_q, W_k, v):
    return torch.tanh((query @ W_k)[:, :, None] + (keys @ W_q)[:, None]) @ v

# wrong: the weights of another layer
def additive_scores(query, keys, W_q, W_k, v):
    return nn.Linear(len(v), 1)(torch.tanh((query @ W_q)[:, :, None] + (keys @ W_k)[:, None])).squeeze(-1)

# wrong: the length of the text is squeezed away
def additive_scores(query, keys, W_q, W_k, v):
    return (torch.tanh((query @ W_q)[:, :, None] + (keys @ W_k)[:, None]) @ v[:, None]).squeeze()

# wrong: weights made in single precision
def additive_scores(query, keys, W_q, W_k, v):
    return (torch.tanh((query @ W_q)[:, :, None].float() + (keys @ W_k)[:, None].float()) @ v.float()).to(v.dtype)
