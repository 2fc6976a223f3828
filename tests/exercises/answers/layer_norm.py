# right: a mean by einsum
def layer_norm(x, gain, bias, eps=1e-5):
    n = x.shape[-1]
    mean = torch.einsum("...i->...", x) / n
    away = x - mean[..., None]
    scale = (torch.einsum("...i,...i->...", away, away) / n + eps).sqrt()
    return torch.einsum("...i,i,...->...i", away, gain, 1 / scale) + bias

# right: torch's own
def layer_norm(x, gain, bias, eps=1e-5):
    return F.layer_norm(x, gain.shape, gain, bias, eps)

# right: by var_mean
def layer_norm(x, gain, bias, eps=1e-5):
    variance, mean = torch.var_mean(x, dim=-1, keepdim=True, unbiased=False)
    return torch.rsqrt(variance + eps) * (x - mean) * gain + bias

# right: by sums
def layer_norm(x, gain, bias, eps=1e-5):
    n = x.size(-1)
    away = x - x.sum(-1, keepdim=True) / n
    return bias + away / torch.sqrt((away * away).sum(-1, keepdim=True) / n + eps) * gain

# right: a correction of zero, and one more keyword
def layer_norm(x, gain, bias, eps=1e-5, dim=-1):
    mean, variance = x.mean(dim).unsqueeze(dim), x.var(dim, correction=0).unsqueeze(dim)
    return torch.addcmul(bias, gain, (x - mean) * (variance + eps) ** -0.5)

# right: row by row
def layer_norm(x, gain, bias, eps=1e-5):
    rows = x.reshape(-1, x.shape[-1])
    normed = [(row - row.mean()) / ((row - row.mean()).pow(2).mean() + eps).sqrt() for row in rows]
    return torch.stack(normed).reshape(x.shape) * gain + bias

# told: The squares are divided by d_model − 1,
def layer_norm(x, gain, bias, eps=1e-5):
    return (x - x.mean(-1, keepdim=True)) / torch.sqrt(x.var(-1, keepdim=True) + eps) * gain + bias

# told: eps is added to the root.
def layer_norm(x, gain, bias, eps=1e-5):
    return gain * (x - x.mean(-1, keepdim=True)) / (x.std(-1, keepdim=True, unbiased=False) + eps) + bias

# told: eps is not used.
def layer_norm(x, gain, bias, eps=1e-5):
    return gain * (x - x.mean(-1, keepdim=True)) / x.std(-1, keepdim=True, unbiased=False) + bias

# told: eps is always 1e-5.
def layer_norm(x, gain, bias, eps=1e-5):
    return F.layer_norm(x, gain.shape, gain, bias)

# told: Gain and bias have changed places
def layer_norm(x, gain, bias, eps=1e-5):
    return F.layer_norm(x, gain.shape, bias, gain, eps)

# told: The gain is missing
def layer_norm(x, gain, bias, eps=1e-5):
    return F.layer_norm(x, gain.shape, None, bias, eps)

# told: The bias is missing
def layer_norm(x, gain, bias, eps=1e-5):
    return F.layer_norm(x, gain.shape, gain, None, eps)

# told: Mean and variance are those of all numbers together.
def layer_norm(x, gain, bias, eps=1e-5):
    return (x - x.mean()) / (x.var(unbiased=False) + eps).sqrt() * gain + bias

# told: The mean is not taken away.
def layer_norm(x, gain, bias, eps=1e-5):
    return gain * x / (x.pow(2).mean(-1, keepdim=True) + eps).sqrt() + bias

# told: The mean is taken away for the variance only.
def layer_norm(x, gain, bias, eps=1e-5):
    return gain * x * (x.var(-1, keepdim=True, correction=0) + eps).rsqrt() + bias

# told: The bias is multiplied by the gain.
def layer_norm(x, gain, bias, eps=1e-5):
    return gain * (F.layer_norm(x, gain.shape, eps=eps) + bias)

# wrong: both, a biased mean of squares without the mean's square
def layer_norm(x, gain, bias, eps=1e-5):
    centred = x - x.mean(-1, keepdim=True)
    return gain * centred / (x.pow(2).mean(-1, keepdim=True) + eps).sqrt() + bias

# wrong: the sum of the squares
def layer_norm(x, gain, bias, eps=1e-5):
    centred = x - x.mean(-1, keepdim=True)
    return gain * centred / (centred.pow(2).sum(-1, keepdim=True) + eps).sqrt() + bias

# wrong: the mean is cut off
def layer_norm(x, gain, bias, eps=1e-5):
    centred = x - x.mean(-1, keepdim=True).detach()
    return gain * centred / (centred.pow(2).mean(-1, keepdim=True) + eps).sqrt() + bias

# wrong: the difference of two large numbers
def layer_norm(x, gain, bias, eps=1e-5):
    mean = x.mean(-1, keepdim=True)
    return gain * (x - mean) / ((x.float() ** 2).mean(-1, keepdim=True) - mean**2 + eps).sqrt() + bias
