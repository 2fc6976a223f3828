# right: by reshape
def merge_heads(x):
    B, n_heads, T, d_head = x.shape
    return x.transpose(1, 2).reshape(B, T, n_heads * d_head)

# right: heads put side by side
def merge_heads(x):
    return torch.cat(x.unbind(1), dim=-1)

# right: made contiguous, then a view
def merge_heads(x):
    B, h, T, d = x.size()
    return x.permute(0, 2, 1, 3).contiguous().view(B, T, h * d)

# right: a loop that fills
def merge_heads(x):
    B, h, T, d = x.shape
    merged = x.new_zeros(B, T, h * d)
    for i in range(h):
        merged[:, :, i * d:(i + 1) * d] = x[:, i]
    return merged

# right: joined two at a time
def merge_heads(x):
    merged = x[:, 0]
    for i in range(1, x.shape[1]):
        merged = torch.cat([merged, x[:, i]], 2)
    return merged

# right: place by place
def merge_heads(x, start=2):
    return torch.stack([x[:, :, t].flatten(1) for t in range(x.shape[2])], dim=1)

# right: the axes from the end
def merge_heads(x):
    return x.movedim(-3, -2).flatten(-2, -1)

# told: The numbers are read off in one row and given the new shape
def merge_heads(x):
    B, h, T, d = x.shape
    return x.reshape(B, T, h * d)

# told: `view` cannot do it
def merge_heads(x):
    return x.transpose(1, 2).view(len(x), x.shape[2], -1)

# told: The heads' numbers are shuffled into each other.
def merge_heads(x):
    return torch.stack(x.unbind(1), dim=-1).flatten(2)

# told: The heads' texts are put one after another.
def merge_heads(x):
    return torch.cat(x.unbind(1), dim=1)

# told: The heads are added up.
def merge_heads(x):
    return sum(x.unbind(1))

# told: This is the mean of the heads.
def merge_heads(x):
    return x.sum(dim=1) / x.shape[1]

# told: This is the first head alone.
def merge_heads(x):
    return x.select(1, 0)

# told: Places and d_head have become one axis.
def merge_heads(x):
    B, h, T, d = x.shape
    return x.reshape(B, h, T * d)

# told: The last head stands first.
def merge_heads(x):
    return torch.cat(x.unbind(1)[::-1], dim=-1)

# told: The places come first of all.
def merge_heads(x):
    return torch.stack([x[:, :, t].flatten(1) for t in range(x.shape[2])])

# wrong: the widths side by side, but with the axes still there
def merge_heads(x):
    return x.transpose(1, 2)

# wrong: the largest of the heads
def merge_heads(x):
    return x.amax(dim=1)

# wrong: the last head is left out
def merge_heads(x):
    return torch.cat(x.unbind(1)[:-1] or x.unbind(1), dim=-1)

# wrong: texts one after another as well
def merge_heads(x):
    return x.transpose(1, 2).flatten(2).flatten(0, 1)
