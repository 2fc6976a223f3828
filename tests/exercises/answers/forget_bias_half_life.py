# right: by the logarithm of the sigmoid
def forget_bias_half_life(bias):
    return math.log(0.5) / F.logsigmoid(bias)

# right: by softplus
def forget_bias_half_life(bias):
    return math.log(2) / F.softplus(-bias)

# right: by logaddexp
def forget_bias_half_life(bias):
    return math.log(2) / torch.logaddexp(torch.zeros_like(bias), -bias)

# right: two formulas, each where it is safe, and nothing that overflows in the other branch
def forget_bias_half_life(bias):
    wide, shut = bias.clamp(min=0), bias.clamp(max=0)
    lost = torch.where(bias > 0, torch.log1p(torch.exp(-wide)), torch.log1p(torch.exp(shut)) - shut)
    return math.log(2) / lost

# right: to base two
def forget_bias_half_life(bias):
    return -1 / (torch.nn.functional.logsigmoid(bias) / math.log(2.0))

# right: number by number
def forget_bias_half_life(bias):
    lives = [-math.log(2) / F.logsigmoid(b) for b in bias.reshape(-1)]
    return torch.stack(lives).reshape(bias.shape)

# right: by a class of torch's
def forget_bias_half_life(bias, left=0.5):
    return torch.full_like(bias, left).log() / nn.LogSigmoid()(bias)

# told: It is right for small biases. For others the gate
def forget_bias_half_life(bias):
    gate = torch.sigmoid(bias)
    return torch.log(torch.tensor(0.5, dtype=bias.dtype)) / torch.log(gate)

# told: It is right for small biases. For others the gate
def forget_bias_half_life(bias):
    e = torch.exp(bias)
    return math.log(0.5) / torch.log(e / (1 + e))

# told: It is right for open gates.
def forget_bias_half_life(bias):
    return math.log(2) / torch.exp(-bias).log1p()

# told: It is right for small biases. Beside the 1
def forget_bias_half_life(bias):
    return math.log(2) / torch.log(1 + torch.exp(-bias))

# told: A small number, added or as a clamp
def forget_bias_half_life(bias):
    return -math.log(2) / torch.log(torch.sigmoid(bias) + 1e-8)

# told: Large biases are cut off at a limit.
def forget_bias_half_life(bias):
    return math.log(2) / F.softplus(-bias.clamp(-50, 50))

# told: This is the time until 1/e is left
def forget_bias_half_life(bias):
    return -1.0 / F.logsigmoid(bias)

# told: The size is right and the sign is not
def forget_bias_half_life(bias):
    return math.log(0.5) / F.softplus(-bias)

# told: It takes away the same amount at each step.
def forget_bias_half_life(bias):
    return 0.5 / (1 - torch.sigmoid(bias))

# told: It is rounded to whole steps.
def forget_bias_half_life(bias):
    return torch.ceil(math.log(2) / F.softplus(-bias))

# told: Python's `math` takes single numbers.
def forget_bias_half_life(bias):
    gate = 1 / (1 + math.exp(-bias))
    return math.log(0.5) / math.log(gate)

# told: The value is right, but the bias is cut off
def forget_bias_half_life(bias):
    with torch.no_grad():
        return -math.log(2) / F.logsigmoid(bias)

# wrong: the gradient at zero is that of one side only
def forget_bias_half_life(bias):
    small = torch.log1p(torch.exp(-bias.abs()))
    return math.log(0.5) / torch.where(bias > 0, -small, bias - small)

# wrong: a choice whose other branch overflows on the way back
def forget_bias_half_life(bias):
    return math.log(2) / torch.where(bias > 0, torch.log1p(torch.exp(-bias)), torch.log1p(torch.exp(bias)) - bias)

# told: It is rounded to whole steps.
def forget_bias_half_life(bias):
    gate, left, n = torch.sigmoid(bias), torch.ones_like(bias), torch.zeros_like(bias)
    for _ in range(1000):
        left = left * gate
        n = n + (left > 0.5)
    return n

# wrong: no gate is wider than a float32 can say
def forget_bias_half_life(bias):
    gate = torch.sigmoid(bias).clamp(1e-7, 1 - 1e-7)
    return -math.log(2) / gate.log()

# wrong: flattened
def forget_bias_half_life(bias):
    return -math.log(2) / F.logsigmoid(bias.flatten())

# wrong: an axis of length one is lost
def forget_bias_half_life(bias):
    return -math.log(2) / F.logsigmoid(bias.squeeze())

# wrong: in float32 whatever comes
def forget_bias_half_life(bias):
    return (-math.log(2) / F.logsigmoid(bias.float())).to(bias.dtype)

# wrong: the half-life of the slope
def forget_bias_half_life(bias):
    gate = torch.sigmoid(bias)
    return -math.log(2) / torch.log(gate * (1 - gate))
