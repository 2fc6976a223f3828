# right: by complex numbers
def rotate(x, positions, base=10000.0):
    pairs = torch.view_as_complex(x.reshape(*x.shape[:-1], -1, 2).contiguous().double())
    frequency = base ** (-torch.arange(0, x.shape[-1], 2).double() / x.shape[-1])
    angle = positions.double().unsqueeze(-1) * frequency
    return torch.view_as_real(pairs * torch.exp(1j * angle)).flatten(-2).to(x.dtype)

# right: x cos + (the other of the pair) sin
def rotate(x, positions, base=10000.0):
    d = x.size(-1)
    exponent = torch.arange(0, d, 2, dtype=torch.float64).repeat_interleave(2) / d
    angle = positions.unsqueeze(-1).double() / base**exponent
    other = torch.stack([-x[..., 1::2], x[..., 0::2]], dim=-1).flatten(-2)
    return x * angle.cos().to(x) + other * angle.sin().to(x)

# right: a matrix for each pair
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = positions.to(torch.float64)[..., None] * torch.tensor([base ** (-2 * j / d) for j in range(d // 2)],
                                                                   dtype=torch.float64)
    cos, sin = angle.cos(), angle.sin()
    R = torch.stack([torch.stack([cos, -sin], -1), torch.stack([sin, cos], -1)], -2).to(x.dtype)
    return (R @ x.unflatten(-1, (d // 2, 2)).unsqueeze(-1)).squeeze(-1).flatten(-2)

# right: into an empty tensor
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    out = torch.empty_like(x)
    for j in range(d // 2):
        angle = positions.double() * base ** (-2 * j / d)
        cos, sin = angle.cos().to(x.dtype), angle.sin().to(x.dtype)
        out[..., 2 * j] = x[..., 2 * j] * cos - x[..., 2 * j + 1] * sin
        out[..., 2 * j + 1] = x[..., 2 * j] * sin + x[..., 2 * j + 1] * cos
    return out

# right: einsum over the pair, with logarithms
def rotate(x, positions, base=10000.0, dtype=torch.float64):
    d = x.shape[-1]
    frequency = torch.exp(-math.log(base) * torch.arange(0, d, 2, dtype=dtype) / d)
    angle = torch.einsum("...t,j->...tj", positions.to(dtype), frequency)
    turn = torch.stack([angle.cos(), -angle.sin(), angle.sin(), angle.cos()], -1).unflatten(-1, (2, 2)).to(x.dtype)
    turn = turn.expand(*x.shape[:-1], d // 2, 2, 2)
    return torch.einsum("...jab,...jb->...ja", turn, x.unflatten(-1, (-1, 2))).reshape(x.shape)

# right: the angles in the type of x, at least in float32
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    dtype = torch.promote_types(x.dtype, torch.float32)
    angle = positions.to(dtype).unsqueeze(-1) * base ** (-torch.arange(0, d, 2, dtype=dtype) / d)
    even, odd = x.unflatten(-1, (d // 2, 2)).unbind(-1)
    return torch.stack((even * angle.cos() - odd * angle.sin(), odd * angle.cos() + even * angle.sin()), -1).flatten(-2)

# told: The given positions are not used
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = torch.arange(x.shape[-2]).double()[:, None] * base ** (-torch.arange(0, d, 2).double() / d)
    cos, sin, a, b = angle.cos().to(x), angle.sin().to(x), x[..., ::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)

# told: It turns the other way.
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = -positions.double()[..., None] * base ** (-torch.arange(0, d, 2).double() / d)
    cos, sin, a, b = angle.cos().to(x), angle.sin().to(x), x[..., ::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)

# told: It pairs dimension i with i + d/2
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = positions.double()[..., None] * base ** (-torch.arange(0, d, 2).double() / d)
    cos, sin = torch.cat([angle.cos()] * 2, -1).to(x), torch.cat([angle.sin()] * 2, -1).to(x)
    a, b = x.chunk(2, -1)
    return x * cos + torch.cat([-b, a], -1) * sin

# told: The turned pairs come back as two halves.
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = positions.double()[..., None] * base ** (-torch.arange(0, d, 2).double() / d)
    cos, sin, a, b = angle.cos().to(x), angle.sin().to(x), x[..., ::2], x[..., 1::2]
    return torch.cat([a * cos - b * sin, a * sin + b * cos], -1)

# told: Nothing is turned.
def rotate(x, positions, base=10000.0):
    return x.clone()

# told: The base is always 10000.
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = positions.double()[..., None] * 10000 ** (-torch.arange(0, d, 2).double() / d)
    cos, sin, a, b = angle.cos().to(x), angle.sin().to(x), x[..., ::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)

# told: All pairs turn by the same angle.
def rotate(x, positions, base=10000.0):
    angle = positions.double()[..., None]
    cos, sin, a, b = angle.cos().to(x), angle.sin().to(x), x[..., ::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)

# told: The exponent is half as large as it should be
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = positions.double()[..., None] * base ** (-torch.arange(d // 2).double() / d)
    cos, sin, a, b = angle.cos().to(x), angle.sin().to(x), x[..., ::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)

# told: The frequencies grow
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = positions.double()[..., None] * base ** (torch.arange(0, d, 2).double() / d)
    cos, sin, a, b = angle.cos().to(x), angle.sin().to(x), x[..., ::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)

# told: Sine and cosine have changed places
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = positions.double()[..., None] * base ** (-torch.arange(0, d, 2).double() / d)
    cos, sin, a, b = angle.sin().to(x), angle.cos().to(x), x[..., ::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)

# told: A sign is wrong, so that lengths change
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = positions.double()[..., None] * base ** (-torch.arange(0, d, 2).double() / d)
    cos, sin, a, b = angle.cos().to(x), angle.sin().to(x), x[..., ::2], x[..., 1::2]
    return torch.stack([b * sin + a * cos, b * cos + a * sin], -1).flatten(-2)

# wrong: the second of a pair is made of the first as it is already turned
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = positions.double()[..., None] * base ** (-torch.arange(0, d, 2).double() / d)
    cos, sin, a, b = angle.cos().to(x), angle.sin().to(x), x[..., ::2], x[..., 1::2]
    a = a * cos - b * sin
    b = a * sin + b * cos
    return torch.stack([a, b], -1).flatten(-2)

# wrong: sinusoids are added
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = positions.double()[..., None] * base ** (-torch.arange(0, d, 2).double() / d)
    return x + torch.stack([angle.sin(), angle.cos()], -1).flatten(-2).to(x)

# wrong: angles go round after a whole number of turns, in degrees
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = torch.deg2rad(positions.double()[..., None] * base ** (-torch.arange(0, d, 2).double() / d))
    cos, sin, a, b = angle.cos().to(x), angle.sin().to(x), x[..., ::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)

# wrong: float64 comes back
def rotate(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = positions.double()[..., None] * base ** (-torch.arange(0, d, 2).double() / d)
    cos, sin, a, b = angle.cos(), angle.sin(), x[..., ::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)
