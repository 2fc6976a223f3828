# right: by orders from a generator of its own
def is_permutation_equivariant(layer, x):
    generator = torch.Generator().manual_seed(0)
    answer = layer(x)
    apart = []
    for _ in range(60):
        order = torch.randperm(x.shape[1], generator=generator)
        apart.append((layer(x[:, order]) - answer[:, order]).abs().max())
    return bool(max(apart) <= 1e-5 * answer.abs().max())

# right: the first row changes places with each
def is_permutation_equivariant(layer, x, tolerance=1e-5):
    right = layer(x)
    for t in range(x.shape[1]):
        order = list(range(x.shape[1]))
        order[0], order[t] = order[t], order[0]
        if not torch.allclose(layer(x[:, order]), right[:, order], rtol=0, atol=tolerance * right.abs().max().item()):
            return False
    return True

# right: the shuffled answer is put back
def is_permutation_equivariant(layer, x):
    T, answer = x.shape[1], layer(x)
    generator = torch.Generator().manual_seed(0)
    for _ in range(100):
        order = torch.randperm(T, generator=generator)
        back = order.argsort()
        if torch.any((layer(x[:, order])[:, back] - answer).abs() > 1e-5 * answer.abs().max()):
            return False
    return True

# right: a product with a matrix of one one a row
def is_permutation_equivariant(layer, x):
    answer, T = layer(x), x.shape[1]

    def same(P):
        return (layer(P @ x) - P.to(answer.dtype) @ answer).abs().max() <= 1e-5 * answer.abs().max()

    swaps = []
    for t in range(T - 1):
        P = torch.eye(T, dtype=x.dtype)
        P[[t, t + 1]] = P[[t + 1, t]]
        swaps.append(P)
    return all(same(P).item() for P in swaps)

# right: in copies, with index_select
def is_permutation_equivariant(layer, x):
    with torch.no_grad():
        base = layer(x)
        limit = 1e-5 * float(base.abs().max())
        order = torch.arange(x.shape[1])
        for t in range(x.shape[1] - 1):
            swapped = order.clone()
            swapped[t], swapped[t + 1] = order[t + 1], order[t]
            out = layer(torch.index_select(x, 1, swapped))
            if float((out - torch.index_select(base, 1, swapped)).abs().max()) > limit:
                return False
        return True

# right: reversed, moved round, and swapped
def is_permutation_equivariant(layer, x):
    T, answer = x.shape[1], layer(x)
    places = torch.arange(T)
    swapped = places.clone()
    swapped[:2] = places[:2].flip(0)
    orders = [places.flip(0), swapped] + [places.roll(n) for n in range(1, T)]
    return not any((layer(x[:, o]) - answer[:, o]).norm(p=math.inf) > 1e-5 * answer.norm(p=math.inf) for o in orders)

# told: It asks whether the answer stays as it was.
def is_permutation_equivariant(layer, x):
    before = layer(x)
    for t in range(x.shape[1] - 1):
        order = list(range(x.shape[1]))
        order[t], order[t + 1] = order[t + 1], order[t]
        if (layer(x[:, order]) - before).abs().max() > 1e-5 * before.abs().max():
            return False
    return True

# told: It asks for equal numbers to the last digit.
def is_permutation_equivariant(layer, x):
    for t in range(x.shape[1] - 1):
        order = list(range(x.shape[1]))
        order[t], order[t + 1] = order[t + 1], order[t]
        if (layer(x[:, order]) != layer(x)[:, order]).any():
            return False
    return True

# told: What counts as rounding is a fixed number.
def is_permutation_equivariant(layer, x):
    answer = layer(x)
    for t in range(x.shape[1] - 1):
        order = list(range(x.shape[1]))
        order[t], order[t + 1] = order[t + 1], order[t]
        if (layer(x[:, order]) - answer[:, order]).abs().max() > 1e-5:
            return False
    return True

# told: Each number is held to its own size
def is_permutation_equivariant(layer, x):
    answer = layer(x)
    for t in range(x.shape[1] - 1):
        order = list(range(x.shape[1]))
        order[t], order[t + 1] = order[t + 1], order[t]
        if not torch.allclose(answer[:, order], layer(x[:, order])):
            return False
    return True

# told: The only order that is tried is the reversed one.
def is_permutation_equivariant(layer, x):
    answer = layer(x)
    return bool((layer(x.flip(1)) - answer.flip(1)).abs().max() <= 1e-5 * answer.abs().max())

# told: The rows are only moved round in a circle
def is_permutation_equivariant(layer, x):
    answer = layer(x)
    return all(bool((layer(x.roll(n, 1)) - answer.roll(n, 1)).abs().max() <= 1e-5 * answer.abs().max())
               for n in range(x.shape[1]))

# told: Only the first two rows are ever swapped.
def is_permutation_equivariant(layer, x):
    order = list(range(x.shape[1]))
    order[:2] = order[:2][::-1]
    answer = layer(x)
    return bool((layer(x[:, order]) - answer[:, order]).abs().max() <= 1e-5 * answer.abs().max())

# told: The order that it tries is the one that was there
def is_permutation_equivariant(layer, x):
    order = torch.arange(x.shape[1])
    return bool((layer(x[:, order]) - layer(x)[:, order]).abs().max() <= 1e-5 * layer(x).abs().max())

# told: It changes the order of the texts in the batch
def is_permutation_equivariant(layer, x):
    answer = layer(x)
    for t in range(len(x) - 1):
        order = list(range(len(x)))
        order[t], order[t + 1] = order[t + 1], order[t]
        if (layer(x[order]) - answer[order]).abs().max() > 1e-5 * answer.abs().max():
            return False
    return True

# told: Small differences pass for rounding.
def is_permutation_equivariant(layer, x):
    answer = layer(x)
    for t in range(x.shape[1] - 1):
        order = list(range(x.shape[1]))
        order[t], order[t + 1] = order[t + 1], order[t]
        if (layer(x[:, order]) - answer[:, order]).abs().max() > 1e-2 * answer.abs().max():
            return False
    return True


# wrong: the differences are added with their signs
def is_permutation_equivariant(layer, x):
    answer = layer(x)
    for t in range(x.shape[1] - 1):
        order = list(range(x.shape[1]))
        order[t], order[t + 1] = order[t + 1], order[t]
        if (layer(x[:, order]) - answer[:, order]).sum() > 1e-5 * answer.abs().max():
            return False
    return True

# told: Only the first two rows are ever swapped.
def is_permutation_equivariant(layer, x):
    answer = layer(x)
    for t in range(x.shape[1] - 1):
        order = list(range(x.shape[1]))
        order[t], order[t + 1] = order[t + 1], order[t]
        return bool((layer(x[:, order]) - answer[:, order]).abs().max() <= 1e-5 * answer.abs().max())

# wrong: the sorted rows are compared
def is_permutation_equivariant(layer, x):
    answer = layer(x)
    shuffled = layer(x.flip(1))
    return bool((shuffled.sort(1).values - answer.sort(1).values).abs().max() <= 1e-5 * answer.abs().max())
