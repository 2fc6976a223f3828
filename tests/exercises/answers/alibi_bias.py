# right: by loops
def alibi_bias(n_heads, T):
    bias = torch.zeros(n_heads, T, T)
    for head in range(n_heads):
        for query in range(T):
            for key in range(T):
                bias[head, query, key] = -abs(query - key) * 2 ** (-8 * (head + 1) / n_heads)
    return bias

# right: a power of the first slope
def alibi_bias(n_heads, T):
    first = 2 ** (-8 / n_heads)
    slopes = torch.tensor([first**i for i in range(1, n_heads + 1)]).view(n_heads, 1, 1)
    place = torch.arange(T).float()
    return slopes * -torch.abs(place.view(1, T, 1) - place.view(1, 1, T))

# right: einsum
def alibi_bias(n_heads, T, device=None):
    slopes = torch.exp2(-8 * torch.arange(1, n_heads + 1, device=device) / n_heads)
    place = torch.arange(T, device=device)
    return torch.einsum("h,qk->hqk", slopes, -(place[None] - place[:, None]).abs().float())

# right: by cdist
def alibi_bias(n_heads, T):
    place = torch.arange(T, dtype=torch.float64)[:, None]
    slopes = 2 ** -torch.linspace(8 / n_heads, 8, n_heads, dtype=torch.float64)
    return (-torch.cdist(place, place, p=1) * slopes[:, None, None]).float()

# right: both triangles
def alibi_bias(n_heads, T):
    back = (torch.arange(T)[:, None] - torch.arange(T)).clamp(min=0)
    distance = back + back.T
    return torch.stack([-(2.0 ** (-8 * i / n_heads)) * distance for i in range(1, n_heads + 1)])

# right: the smaller of the two
def alibi_bias(n_heads, T):
    i = torch.arange(T)
    return torch.minimum(i[:, None] - i, i - i[:, None]) * (2.0 ** (-8 / n_heads * torch.arange(1, n_heads + 1))).reshape(-1, 1, 1)

# told: The sign is turned round
def alibi_bias(n_heads, T):
    slopes = 2.0 ** (-8 * torch.arange(1, n_heads + 1) / n_heads)
    return slopes[:, None, None] * (torch.arange(T)[:, None] - torch.arange(T)).abs()

# told: The distance has a sign, so keys after the query win.
def alibi_bias(n_heads, T):
    slopes = 2.0 ** (-8 * torch.arange(1, n_heads + 1) / n_heads)
    return slopes[:, None, None] * (torch.arange(T) - torch.arange(T)[:, None])

# told: The distance has a sign, so keys before the query win
def alibi_bias(n_heads, T):
    slopes = 2.0 ** (-8 * torch.arange(1, n_heads + 1) / n_heads)
    return slopes[:, None, None] * (torch.arange(T)[:, None] - torch.arange(T))

# told: Keys after the query cost nothing.
def alibi_bias(n_heads, T):
    slopes = 2.0 ** (-8 * torch.arange(1, n_heads + 1) / n_heads)
    return slopes[:, None, None] * (torch.arange(T) - torch.arange(T)[:, None]).tril()

# told: What comes later gets −∞.
def alibi_bias(n_heads, T):
    slopes = 2.0 ** (-8 * torch.arange(1, n_heads + 1) / n_heads)
    bias = -slopes[:, None, None] * (torch.arange(T)[:, None] - torch.arange(T)).abs()
    return bias + torch.full((T, T), -math.inf).triu(1)

# told: Each slope is half the one before
def alibi_bias(n_heads, T):
    slopes = 0.5 ** torch.arange(1, n_heads + 1)
    return -slopes[:, None, None] * (torch.arange(T)[:, None] - torch.arange(T)).abs()

# told: The slopes begin at 1.
def alibi_bias(n_heads, T):
    slopes = 2.0 ** (-8 * torch.arange(n_heads) / n_heads)
    return -slopes[:, None, None] * (torch.arange(T)[:, None] - torch.arange(T)).abs()

# told: The heads are in reverse
def alibi_bias(n_heads, T):
    slopes = 2.0 ** (-8 * torch.arange(n_heads, 0, -1) / n_heads)
    return -slopes[:, None, None] * (torch.arange(T)[:, None] - torch.arange(T)).abs()

# told: The distance is squared.
def alibi_bias(n_heads, T):
    slopes = 2.0 ** (-8 * torch.arange(1, n_heads + 1) / n_heads)
    return -slopes[:, None, None] * (torch.arange(T)[:, None] - torch.arange(T)) ** 2

# told: The heads lie along the last axis.
def alibi_bias(n_heads, T):
    slopes = 2.0 ** (-8 * torch.arange(1, n_heads + 1) / n_heads)
    return -slopes * (torch.arange(T)[:, None] - torch.arange(T)).abs()[:, :, None]

# told: It goes through an exponential already.
def alibi_bias(n_heads, T):
    slopes = 2.0 ** (-8 * torch.arange(1, n_heads + 1) / n_heads)
    return torch.exp(-slopes[:, None, None] * (torch.arange(T)[:, None] - torch.arange(T)).abs())

# wrong: the slopes of the published code, where n_heads is no power of two
def alibi_bias(n_heads, T):
    def slopes(n):
        if math.log2(n).is_integer():
            return [2.0 ** (-8 * i / n) for i in range(1, n + 1)]
        power = 2 ** math.floor(math.log2(n))
        return slopes(power) + slopes(2 * power)[0::2][:n - power]

    return -torch.tensor(slopes(n_heads))[:, None, None] * (torch.arange(T)[:, None] - torch.arange(T)).abs()

# wrong: whole numbers
def alibi_bias(n_heads, T):
    slopes = 2.0 ** (-8 * torch.arange(1, n_heads + 1) / n_heads)
    return (-slopes[:, None, None] * (torch.arange(T)[:, None] - torch.arange(T)).abs()).long()

# wrong: only the last query
def alibi_bias(n_heads, T):
    slopes = 2.0 ** (-8 * torch.arange(1, n_heads + 1) / n_heads)
    return -slopes[:, None] * torch.arange(T - 1, -1, -1)
