# right: torch's own
def clip_gradient(grads, max_norm):
    parameters = [nn.Parameter(torch.zeros_like(g)) for g in grads]
    for parameter, g in zip(parameters, grads):
        parameter.grad = g.clone()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    return [parameter.grad for parameter in parameters]

# right: one long row
def clip_gradient(grads, max_norm):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    if norm <= max_norm:
        return list(grads)
    return [g / norm * max_norm for g in grads]

# right: with the small number of torch's own
def clip_gradient(grads, max_norm):
    norm = math.sqrt(sum((g**2).sum().item() for g in grads))
    return [g * min(1.0, max_norm / (norm + 1e-6)) for g in grads]

# right: the norm of the norms
def clip_gradient(grads, max_norm):
    norm = torch.stack([torch.linalg.vector_norm(g) for g in grads]).norm()
    return [g * torch.clamp(max_norm / norm, max=1.0) for g in grads]

# right: by the larger of two
def clip_gradient(grads, max_norm):
    total = sum(torch.sum(g * g) for g in grads) ** 0.5
    return [g * max_norm / torch.clamp(total, min=max_norm) for g in grads]

# right: copies, shortened in place
def clip_gradient(grads, max_norm, kind=2):
    copies = [g.clone() for g in grads]
    norm = torch.norm(torch.stack([torch.norm(g, kind) for g in copies]), kind)
    if norm > max_norm:
        for g in copies:
            g.mul_(max_norm / norm)
    return copies

# right: as it is where it is equal
def clip_gradient(grads, max_norm):
    squares = 0.0
    for g in grads:
        squares += float((g * g).sum())
    norm = squares**0.5
    return [g if norm < max_norm else g * (max_norm / norm) for g in grads]

# told: Each tensor is shortened by itself
def clip_gradient(grads, max_norm):
    return [g * max_norm / g.norm() if g.norm() > max_norm else g for g in grads]

# told: Each number is cut off at `max_norm`, which turns
def clip_gradient(grads, max_norm):
    return [torch.clamp(g, min=-max_norm, max=max_norm) for g in grads]

# told: A gradient that is shorter than `max_norm` is lengthened.
def clip_gradient(grads, max_norm):
    norm = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    return [g / norm * max_norm for g in grads]

# told: A gradient that is shorter than `max_norm` is lengthened.
def clip_gradient(grads, max_norm):
    norm = torch.sqrt(sum(g.pow(2).sum() for g in grads))
    return [g * max_norm / (norm + 1e-6) for g in grads]

# told: It goes by the longest tensor.
def clip_gradient(grads, max_norm):
    norm = max([g.norm().item() for g in grads])
    return [g * min(1, max_norm / norm) if norm else g for g in grads]

# told: It goes by the last tensor.
def clip_gradient(grads, max_norm):
    for g in grads:
        norm = g.norm()
    return [g * (max_norm / norm) if norm > max_norm else g for g in grads]

# told: The norms of the tensors are added.
def clip_gradient(grads, max_norm):
    norm = sum(torch.linalg.norm(g.flatten()) for g in grads)
    scale = max_norm / norm if norm > max_norm else 1
    return [g * scale for g in grads]

# told: It goes by the square of the norm.
def clip_gradient(grads, max_norm):
    norm = sum((g**2).sum() for g in grads)
    return [g * (max_norm / norm) if norm > max_norm else g for g in grads]

# told: A norm a little above `max_norm` is let through.
def clip_gradient(grads, max_norm):
    norm = math.sqrt(sum((g**2).sum().item() for g in grads))
    return [g * max_norm / norm if norm > 1.1 * max_norm else g for g in grads]

# told: The result is right, but what was given is overwritten
def clip_gradient(grads, max_norm):
    norm = math.sqrt(sum((g**2).sum().item() for g in grads))
    if norm > max_norm:
        for g in grads:
            g *= max_norm / norm
    return grads

# told: It is right until a gradient is zero
def clip_gradient(grads, max_norm):
    norm = math.sqrt(sum(float(g.square().sum()) for g in grads))
    scale = min(max_norm / norm, 1.0)
    return [g * scale for g in grads]

# told: It is shortened to 1
def clip_gradient(grads, max_norm):
    norm = torch.cat([g.flatten() for g in grads]).norm()
    return [g / norm if norm > max_norm else g for g in grads]

# told: It returns the norm as well.
def clip_gradient(grads, max_norm):
    norm = math.sqrt(sum((g**2).sum().item() for g in grads))
    scale = min(1.0, max_norm / max(norm, max_norm))
    return [g * scale for g in grads], norm

# wrong: zero makes nan of the root's quotient
def clip_gradient(grads, max_norm):
    norm = torch.cat([g.flatten() for g in grads]).norm()
    unit = [g / norm for g in grads]
    return [g * torch.clamp(norm, max=max_norm) for g in unit]

# wrong: the first two tensors
def clip_gradient(grads, max_norm):
    norm = torch.sqrt(grads[0].square().sum() + grads[-1].square().sum())
    return [g * (max_norm / norm) if norm > max_norm else g for g in grads]

# told: What comes back is still longer than `max_norm`.
def clip_gradient(grads, max_norm):
    norm = math.sqrt(sum((g**2).sum().item() for g in grads))
    return [g * (1.5 * max_norm / norm) if norm > max_norm else g for g in grads]

# told: What comes back is still longer than `max_norm`.
def clip_gradient(grads, max_norm):
    norm = math.sqrt(sum((g**2).sum().item() for g in grads))
    return [g * ((norm - max_norm) / norm) if norm > max_norm else g for g in grads]

# wrong: as a tuple
def clip_gradient(grads, max_norm):
    norm = math.sqrt(sum((g**2).sum().item() for g in grads))
    scale = max_norm / norm if norm > max_norm else 1.0
    return map(lambda g: scale * g, grads)

# wrong: flat
def clip_gradient(grads, max_norm):
    norm = math.sqrt(sum((g**2).sum().item() for g in grads))
    scale = max_norm / norm if norm > max_norm else 1.0
    return [scale * g.flatten() for g in grads]
