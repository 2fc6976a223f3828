# right: by reshape
def split_heads(x, n_heads):
    B, T, d_model = x.shape
    return x.reshape(B, T, n_heads, d_model // n_heads).transpose(1, 2)

# right: a list of pieces, stacked
def split_heads(x, n_heads):
    return torch.stack(x.chunk(n_heads, dim=-1), dim=1)

# right: a loop over slices
def split_heads(x, n_heads):
    d_head = x.shape[-1] // n_heads
    heads = [x[:, :, d_head * h:d_head * h + d_head] for h in range(n_heads)]
    return torch.stack(heads, 1)

# right: by permute, with more keywords
def split_heads(x, n_heads, dim=-1):
    return x.unflatten(dim, (n_heads, x.size(dim) // n_heads)).permute(0, 2, 1, 3)

# right: into an empty tensor
def split_heads(x, n_heads):
    B, T, d_model = x.shape
    d_head = d_model // n_heads
    heads = x.new_zeros(B, n_heads, T, d_head)
    for h in range(n_heads):
        heads[:, h] = x[..., h * d_head:(h + 1) * d_head]
    return heads

# right: by index
def split_heads(x, n_heads):
    columns = torch.arange(x.shape[2]).reshape(n_heads, -1)
    return x[:, :, columns].movedim(2, 1)

# right: each text for itself
def split_heads(x, n_heads):
    return torch.stack([torch.stack(text.tensor_split(n_heads, dim=1)) for text in x])

# told: The numbers are read off in one row and given the new shape
def split_heads(x, n_heads):
    B, T, d_model = x.shape
    return x.reshape(B, n_heads, T, d_model // n_heads)

# told: The heads stand after the places
def split_heads(x, n_heads):
    return x.reshape(*x.shape[:2], n_heads, -1)

# told: A head gets every n_heads-th number.
def split_heads(x, n_heads):
    return torch.stack([x[:, :, h::n_heads] for h in range(n_heads)], dim=1)

# told: It makes heads of n_heads numbers.
def split_heads(x, n_heads):
    return torch.stack(x.split(n_heads, dim=-1), dim=1)

# told: The heads come first of all.
def split_heads(x, n_heads):
    return torch.stack(x.chunk(n_heads, dim=-1))

# told: The last two axes have changed places
def split_heads(x, n_heads):
    B, T, d_model = x.shape
    return x.mT.reshape(B, n_heads, d_model // n_heads, T)

# told: This is a list of heads.
def split_heads(x, n_heads):
    d_head = x.shape[-1] // n_heads
    return [x[..., h * d_head:(h + 1) * d_head] for h in range(n_heads)]

# told: The last head stands first.
def split_heads(x, n_heads):
    return torch.stack(x.chunk(n_heads, dim=-1)[::-1], dim=1)

# told: Every head has the whole width.
def split_heads(x, n_heads):
    return torch.stack([x] * n_heads, dim=1)

# wrong: the texts are shared out among the heads
def split_heads(x, n_heads):
    B, T, d_model = x.shape
    return x.reshape(n_heads, B, T, -1).transpose(0, 1)

# wrong: the numbers of each head are turned over
def split_heads(x, n_heads):
    return x.unflatten(-1, (n_heads, -1)).transpose(1, 2).flip(-1)

# wrong: heads and batch as one axis
def split_heads(x, n_heads):
    return x.unflatten(-1, (n_heads, -1)).transpose(1, 2).flatten(0, 1)

# wrong: always two heads
def split_heads(x, n_heads):
    return torch.stack(x.chunk(2, dim=-1), dim=1)

# wrong: one number for each head
def split_heads(x, n_heads):
    return x.unflatten(-1, (n_heads, -1)).transpose(1, 2).mean(-1, keepdim=True)
