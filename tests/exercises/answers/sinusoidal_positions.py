# right: into a table of zeros
def sinusoidal_positions(T, d_model):
    table = torch.zeros(T, d_model)
    place = torch.arange(T, dtype=torch.float32).unsqueeze(1)
    factor = torch.exp(torch.arange(0, d_model, 2).float() * (-math.log(10000.0) / d_model))
    table[:, 0::2] = torch.sin(place * factor)
    table[:, 1::2] = torch.cos(place * factor)
    return table

# right: number by number
def sinusoidal_positions(T, d_model):
    table = torch.empty(T, d_model)
    for t in range(T):
        for i in range(d_model):
            angle = t / 10000 ** (2 * (i // 2) / d_model)
            table[t, i] = math.cos(angle) if i % 2 else math.sin(angle)
    return table

# right: an outer product
def sinusoidal_positions(T, d_model, base=10000.0):
    angle = torch.outer(torch.arange(T).double(), base ** (-torch.arange(0, d_model, 2).double() / d_model))
    return torch.stack((angle.sin(), angle.cos()), -1).reshape(T, d_model).float()

# right: a cosine is a sine that is shifted
def sinusoidal_positions(T, d_model):
    i = torch.arange(d_model, dtype=torch.float64)
    frequency = 10000 ** (-2 * (i // 2) / d_model)
    return torch.sin(torch.arange(T)[:, None] * frequency + i % 2 * math.pi / 2).to(torch.float32)

# right: einsum and repeat
def sinusoidal_positions(T, d_model):
    exponent = (torch.arange(0, d_model, 2) / d_model).repeat_interleave(2)
    angle = torch.einsum("t,i->ti", torch.arange(T).float(), 10000.0 ** -exponent)
    odd = torch.arange(d_model) % 2 == 1
    return torch.where(odd, angle.cos(), angle.sin())

# right: rows, one after another
def sinusoidal_positions(T, d_model):
    waves = [1 / 10000 ** (2 * j / d_model) for j in range(d_model // 2)]
    return torch.tensor([[f(t * wave) for wave in waves for f in (math.sin, math.cos)] for t in range(T)])

# told: Sine and cosine have changed places.
def sinusoidal_positions(T, d_model):
    table = torch.zeros(T, d_model)
    angle = torch.arange(T)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
    table[:, 1::2], table[:, 0::2] = angle.sin(), angle.cos()
    return table

# told: All sines stand before all cosines.
def sinusoidal_positions(T, d_model):
    table = torch.zeros(T, d_model)
    angle = torch.arange(T)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
    table[:, :d_model // 2], table[:, d_model // 2:] = angle.sin(), angle.cos()
    return table

# told: The cosine has a frequency of its own.
def sinusoidal_positions(T, d_model):
    i = torch.arange(d_model)
    angle = torch.arange(T)[:, None] * 10000.0 ** (-i / d_model)
    return torch.where(i % 2 == 0, angle.sin(), angle.cos())

# told: The exponent is twice as large as it should be.
def sinusoidal_positions(T, d_model):
    angle = torch.arange(T)[:, None] * 10000.0 ** (-2 * torch.arange(0, d_model, 2) / d_model)
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)

# told: The exponent is half as large as it should be
def sinusoidal_positions(T, d_model):
    angle = torch.arange(T)[:, None] * 10000.0 ** (-torch.arange(d_model // 2) / d_model)
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)

# told: The frequencies grow
def sinusoidal_positions(T, d_model):
    angle = torch.arange(T)[:, None] * torch.tensor([10000.0 ** (i / d_model) for i in range(0, d_model, 2)])
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)

# told: The base is another number than 10000.
def sinusoidal_positions(T, d_model):
    angle = torch.arange(T)[:, None] * torch.exp(-torch.arange(0, d_model, 2) / d_model)
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)

# told: The places are counted from 1,
def sinusoidal_positions(T, d_model):
    angle = (torch.arange(T)[:, None] + 1) / 10000.0 ** (torch.arange(0, d_model, 2) / d_model)
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)

# told: All waves have the same frequency.
def sinusoidal_positions(T, d_model):
    angle = torch.arange(T).float()[:, None].expand(T, d_model // 2)
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)

# told: The table lies on its side.
def sinusoidal_positions(T, d_model):
    angle = torch.arange(T) * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)[:, None]
    return torch.stack([angle.sin(), angle.cos()], 1).flatten(0, 1)

# told: The exponents run up to a whole 1
def sinusoidal_positions(T, d_model):
    angle = torch.arange(T)[:, None] * torch.logspace(0, -4, d_model // 2)
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)

# wrong: float64 comes back
def sinusoidal_positions(T, d_model):
    angle = torch.arange(T)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2).double() / d_model)
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)

# wrong: a batch in front
def sinusoidal_positions(T, d_model):
    angle = torch.arange(T)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)[None]

# wrong: the sign of the sine
def sinusoidal_positions(T, d_model):
    angle = torch.arange(T)[:, None] * -(10000.0 ** (-torch.arange(0, d_model, 2) / d_model))
    return torch.stack([angle.sin(), angle.cos()], -1).flatten(1)
