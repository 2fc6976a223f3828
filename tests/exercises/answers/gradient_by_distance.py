# right: by backward, on a copy
def gradient_by_distance(model, inputs):
    x = inputs.clone().requires_grad_()
    model(x)[:, -1].sum().backward()
    return x.grad.norm(dim=-1).mean(dim=0).flip(0)

# right: text by text
def gradient_by_distance(model, inputs):
    total = 0
    for text in inputs:
        x = text.clone().requires_grad_()
        last = model(x[None])[0, -1]
        slope = torch.autograd.grad(last, x, grad_outputs=torch.ones_like(last))[0]
        total = total + torch.linalg.vector_norm(slope, dim=1)
    return total.flip(0) / len(inputs)

# right: torch.func
def gradient_by_distance(model, inputs):
    return torch.func.grad(lambda x: model(x)[:, -1].sum())(inputs).norm(dim=2).mean(0).flip(0)

# right: the Jacobian of one number
def gradient_by_distance(model, inputs):
    slope = torch.autograd.functional.jacobian(lambda x: model(x)[:, -1].sum(), inputs)
    return slope.square().sum(-1).sqrt().flip(1).mean(0)

# right: distance by distance, on a copy that shares its memory
def gradient_by_distance(model, inputs):
    x = inputs.detach().requires_grad_(True)
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    norms = (slope**2).sum(-1) ** 0.5
    return torch.stack([norms[:, -1 - distance].mean() for distance in range(inputs.shape[1])])

# right: one number of the output after another
def gradient_by_distance(model, inputs, keep=True):
    x = nn.Parameter(inputs.clone())
    last = model(x)[:, -1].sum(0)
    slope = sum(torch.autograd.grad(number, x, retain_graph=keep)[0] for number in last)
    return torch.einsum("btd,btd->bt", slope, slope).sqrt().mean(0).flip(0)

# told: It begins with the first symbol.
def gradient_by_distance(model, inputs):
    x = inputs.clone().requires_grad_(True)
    model(x)[:, -1].sum().backward()
    return x.grad.norm(dim=-1).mean(0)

# told: `requires_grad_()` changes the `inputs`
def gradient_by_distance(model, inputs):
    inputs.requires_grad_()
    model(inputs)[:, -1].sum().backward()
    norms = (inputs.grad**2).sum(-1) ** 0.5
    return torch.stack([norms[:, -1 - distance].mean() for distance in range(inputs.shape[1])])

# told: `requires_grad_()` changes the `inputs`
def gradient_by_distance(model, inputs):
    inputs.requires_grad = True
    slope = torch.autograd.grad(model(inputs)[:, -1].sum(), inputs)[0]
    return slope.norm(dim=-1).mean(0).flip(0)

# told: It adds up all outputs.
def gradient_by_distance(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    loss = model(x).sum()
    loss.backward()
    return torch.flip(x.grad.norm(dim=2).mean(dim=0), dims=[0])

# told: It takes the gradient of the mean of the last outputs.
def gradient_by_distance(model, inputs):
    x = inputs.clone().requires_grad_()
    model(x)[:, -1].mean().backward()
    return x.grad.norm(dim=2).mean(0).flip(0)

# told: It is the mean absolute value.
def gradient_by_distance(model, inputs):
    x = inputs.clone().requires_grad_()
    model(x)[:, -1].sum().backward()
    return x.grad.abs().mean(dim=(0, 2)).flip(0)

# told: It takes one norm over all texts together
def gradient_by_distance(model, inputs):
    x = inputs.clone().requires_grad_()
    model(x)[:, -1].sum().backward()
    return x.grad.transpose(0, 1).flatten(1).norm(dim=1).flip(0)

# told: Only the first text counts here.
def gradient_by_distance(model, inputs):
    x = inputs[:1].clone().requires_grad_()
    model(x)[0, -1].sum().backward()
    return x.grad[0].norm(dim=-1).flip(0)

# told: It is divided by the norm at distance 0
def gradient_by_distance(model, inputs):
    x = inputs.clone().requires_grad_()
    model(x)[:, -1].sum().backward()
    norms = x.grad.norm(dim=-1).mean(0).flip(0)
    return norms / norms.max()

# told: It returns a list.
def gradient_by_distance(model, inputs):
    x = inputs.clone().requires_grad_()
    model(x)[:, -1].sum().backward()
    norms = x.grad.norm(dim=-1).mean(0)
    return [norms[-1 - k].item() for k in range(len(norms))]

# told: These are squares of norms.
def gradient_by_distance(model, inputs):
    x = inputs.clone().requires_grad_()
    model(x)[:, -1].sum().backward()
    return (x.grad * x.grad).sum(-1).mean(0).flip(0)

# told: Nobody asked for gradients
def gradient_by_distance(model, inputs):
    model(inputs)[:, -1].sum().backward()
    return inputs.grad.norm(dim=-1).mean(0).flip(0)

# wrong: the largest number of each place
def gradient_by_distance(model, inputs):
    x = inputs.clone().requires_grad_()
    model(x)[:, -1].sum().backward()
    return x.grad.abs().amax(-1).mean(0).flip(0)

# wrong: by trying a small change, with the digits that float32 has
def gradient_by_distance(model, inputs, small=1e-3):
    norms = []
    for t in range(inputs.shape[1]):
        slopes = []
        for d in range(inputs.shape[2]):
            moved = inputs.clone()
            moved[:, t, d] += small
            slopes.append((model(moved)[:, -1].sum(-1) - model(inputs)[:, -1].sum(-1)) / small)
        norms.append(torch.stack(slopes, -1).norm(dim=-1).mean())
    return torch.stack(norms).flip(0)

# wrong: the median of the texts
def gradient_by_distance(model, inputs):
    x = inputs.clone().requires_grad_()
    model(x)[:, -1].sum().backward()
    return x.grad.norm(dim=-1).median(0).values.flip(0)

# wrong: thirty places back at most
def gradient_by_distance(model, inputs):
    x = inputs.clone().requires_grad_()
    model(x)[:, -1].sum().backward()
    return x.grad.norm(dim=-1).mean(0).flip(0)[:30]

# wrong: with respect to the last input only
def gradient_by_distance(model, inputs):
    x = inputs[:, -1:].clone().requires_grad_()
    model(torch.cat([inputs[:, :-1], x], 1))[:, -1].sum().backward()
    return x.grad.norm(dim=-1).mean(0)

# wrong: a small number added to the norms
def gradient_by_distance(model, inputs):
    x = inputs.clone().requires_grad_()
    model(x)[:, -1].sum().backward()
    return (x.grad.square().sum(-1) + 1e-3).sqrt().mean(0).flip(0)
