# right: by which part of the plan it is
def warmup_schedule(step, d_model, warmup):
    if step < warmup:
        return step / (warmup * math.sqrt(warmup * d_model))
    return 1 / math.sqrt(step * d_model)

# right: the least of a list
def warmup_schedule(step, d_model, warmup):
    return min([1 / step**0.5, step / warmup**1.5]) / d_model**0.5

# right: a height times a shape
def warmup_schedule(step, d_model, warmup):
    height = (d_model * warmup) ** -0.5
    return height * min(step / warmup, (warmup / step) ** 0.5)

# right: in logarithms
def warmup_schedule(step, d_model, warmup):
    log = min(-0.5 * math.log(step), math.log(step) - 1.5 * math.log(warmup))
    return math.exp(log - 0.5 * math.log(d_model))

# right: with pow, and a factor more
def warmup_schedule(step, d_model, warmup, factor=1.0):
    return factor * pow(d_model, -0.5) * min(pow(step, -0.5), step * pow(warmup, -1.5))

# right: by torch
def warmup_schedule(step, d_model, warmup):
    x = torch.tensor([float(step)], dtype=torch.float64)
    return (d_model**-0.5 * torch.minimum(x.rsqrt(), x * warmup**-1.5)).item()

# told: The greater of the two counts
def warmup_schedule(step, d_model, warmup):
    return d_model**-0.5 * max(step**-0.5, step * warmup**-1.5)

# told: The width is not used
def warmup_schedule(step, d_model, warmup):
    return min(step**-0.5, step / warmup**1.5)

# told: A wider model gets a higher rate
def warmup_schedule(step, d_model, warmup):
    return math.sqrt(d_model) * min(1 / math.sqrt(step), step * warmup**-1.5)

# told: The rise has the power −1/2
def warmup_schedule(step, d_model, warmup):
    return min(step**-0.5, step / warmup**0.5) / d_model**0.5

# told: The warm-up is off by one: it counts
def warmup_schedule(step, d_model, warmup):
    n = step + 1
    return d_model**-0.5 * min(n**-0.5, n * warmup**-1.5)

# told: The warm-up is off by one: the first
def warmup_schedule(step, d_model, warmup):
    n = step - 1
    return 0.0 if n == 0 else d_model**-0.5 * min(n**-0.5, n * warmup**-1.5)

# told: It goes on rising
def warmup_schedule(step, d_model, warmup):
    return step / (d_model * warmup**3) ** 0.5

# told: There is no warm-up
def warmup_schedule(step, d_model, warmup):
    return (d_model * step) ** -0.5

# told: It stays at its height
def warmup_schedule(step, d_model, warmup):
    return (d_model * warmup) ** -0.5 * min(1, step / warmup)

# told: It is a share of the highest rate.
def warmup_schedule(step, d_model, warmup):
    return step / warmup if step < warmup else 1.0

# wrong: it falls in a line
def warmup_schedule(step, d_model, warmup):
    return (d_model * warmup) ** -0.5 * min(step / warmup, max(0, 2 - step / warmup))

# wrong: it falls with the step
def warmup_schedule(step, d_model, warmup):
    return (d_model * warmup) ** -0.5 * min(step / warmup, warmup / step)

# wrong: it begins to fall a step late
def warmup_schedule(step, d_model, warmup):
    return d_model**-0.5 * min(max(step - 1, 1) ** -0.5, step * warmup**-1.5)

# wrong: whole numbers
def warmup_schedule(step, d_model, warmup):
    return d_model**-0.5 * (step // warmup if step < warmup else step**-0.5)

# wrong: of the width itself
def warmup_schedule(step, d_model, warmup):
    return min(step**-0.5, step * warmup**-1.5) / d_model
