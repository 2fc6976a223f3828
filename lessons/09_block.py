# ---
# jupyter:
#   jupytext:
#     cell_metadata_filter: tags,exercise,-all
#     notebook_metadata_filter: onehop,-jupytext.text_representation.jupytext_version
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   onehop:
#     generated: from solutions/09_block.py by make notebooks
#     reference: transformer
# ---

# %% [markdown]
# # 09 Block
#
# **What else is in a layer?**
#
# We stack attention on attention and see what is left of a sentence. Three things mend it: a way past each layer, a common size for the rows, and neurons between the looks. At the end we can write the block that transformers are stacked of, and say which stacks train at which depth. It takes about an hour.

# %%
import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, explore, figures, predict, progress, record, scoreboard
from utils import terms, yours
from utils.reference import projections_of
from utils.training import set_seed, train

MultiHeadAttention, causal_mask = yours("MultiHeadAttention"), yours("causal_mask")
gradient_by_distance, recall_accuracy = yours("gradient_by_distance"), yours("recall_accuracy")

# %% [markdown]
# ## Attention on attention
#
# What a query reads is a blend. What does a blend of blends hold, and a blend of those? Here are ten words of 32 numbers, and twelve layers with four heads each, as they begin.

# %%
generator = set_seed(1)
sentence = torch.randn(1, 10, 32)
looks = [MultiHeadAttention(32, 4) for _ in range(12)]


# %% [markdown]
# We want to know how much the words still differ. Take from each row the mean of all rows; what is left is what makes it this word and no other. Its size, compared with that of the whole rows, is the share that tells words apart.

# %%
def apart(x):
    """Percent of the rows' size that tells them apart. x: (1, T, d_model)."""
    return (100 * (x - x.mean(dim=1, keepdim=True)).norm() / x.norm()).item()

apart(sentence)

# %%
guess = predict("left_after_six")
guess

# %%
record(guess)


# %%
def through(layers, x):
    """The share that tells the rows apart, before the first layer and after each."""
    shares = [apart(x)]
    for layer in layers:
        x = layer(x)
        shares.append(apart(x))
    return shares

with torch.no_grad():
    alone = through([lambda x, look=look: look(x)[0] for look in looks], sentence)
guess.reveal(alone[6])

# %% [markdown]
# ## A way past
#
# Dong and others (2021) proved it of stacks of attention alone: the rows come together doubly exponentially with depth, which means that each layer multiplies the exponent. No read-out can then say which word stood where.
#
# A layer that is to change a row a little need not build it anew. Let it say what is to be added:

# %%
with torch.no_grad():
    past = through([lambda x, look=look: x + look(x)[0] for look in looks], sentence)
gone = next(layers for layers, share in enumerate(alone) if share < 1e-4)  # what is left is rounding
figures.curves(
    range(13), {"attention alone": alone, "with a way past": past}, log_y=True,
    title=f"By attention alone all words are one after {gone} layers; with a way past, {past[-1]:.0f} % tells them apart "
          "after twelve",
    x_label="layers", y_label="tells the words apart (%)",
    alt=f"On a logarithmic axis the share falls from {alone[0]:.0f} % to what rounding leaves within {gone} layers of "
        f"attention alone, and to {past[-1]:.0f} % after twelve where each layer adds to what came in.",
)

# %% [markdown]
# The sum `x + layer(x)` is a **residual connection**, or skip connection (He and others, 2015). They compared networks for pictures: without it, 34 layers had a higher error in training than 18; with it, a lower one. The row that runs past all layers, to which each of them adds, is called the **residual stream**.

# %% [markdown]
# What does it do to the gradient? We have a tool for that. `gradient_by_distance(model, inputs)` of lesson 02 asks how strongly the last output of a model depends on what came in k steps before. A step is a layer now: to the row before each of sixteen layers of neurons we add a nudge, and ask how strongly the last row depends on it.

# %%
d, depth = 64, 16
Ws = torch.randn(depth, d, d) / d**0.5
start, nudges = torch.randn(8, d), torch.zeros(8, depth, d)

def stack(way_past):
    def rows(nudges):  # (B, depth, d), one for each layer
        h, after = start, []
        for W, nudge in zip(Ws, nudges.unbind(dim=1)):
            h = h + nudge
            h = way_past * h + torch.relu(h @ W)
            after.append(h)
        return torch.stack(after, dim=1)
    return rows


# %%
slope = choose("slope_with_residual")
slope

# %%
record(slope)

# %%
plain, residual = (gradient_by_distance(stack(way_past), nudges) for way_past in (0, 1))
figures.curves(
    range(depth), {"without": plain, "with": residual}, log_y=True,
    title=f"Fifteen layers further down, the gradient is {plain[-1] / plain[0]:.1g} times as large without a way past, "
          f"{residual[-1] / residual[0]:.0f} times with",
    x_label="layers before the last", y_label="norm of the gradient",
    alt="Two lines on a logarithmic axis, the norm of the gradient over the depth, without and with residuals.",
)

# %% [markdown]
# Each layer's factor is now one plus something, where it was the something alone. So nothing gets lost on the way down: at each layer, what comes through the neurons is added to what comes past them. On the way up the same happens to the rows, and what is added is not taken away again:

# %%
with torch.no_grad():
    sizes = stack(1)(nudges).norm(dim=2).mean(dim=0)  # (depth,)
print(f"after one layer {sizes[0]:.0f}, after sixteen {sizes[-1]:.0f}")

# %% [markdown]
# ## A common size
#
# A layer that was fit for rows of one size gets rows of another. Let us bring a row to a size by hand: take its mean away, and divide by how far its numbers lie from it.

# %%
row = torch.tensor([3.0, 7.0, 5.0, 1.0])
centred = row - row.mean()
centred, centred.square().mean()

# %%
centred / centred.square().mean().sqrt()


# %% [markdown]
# Mean 0 and mean square 1, whatever the row was. What if all its numbers are equal? Then we divide by zero, so a small $\varepsilon$ stands under the root. And so that the layer may choose another size and another middle for each number, it gets two rows to learn, a **gain and bias**:
#
# $$\text{gain} \cdot \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \text{bias}$$
#
# where $\mu$ is the mean of the row's numbers, and the variance $\sigma^2$ the mean of the squares of $x - \mu$.
#
# This is **layer normalization** (Ba and others, 2016). It looks at one row and at nothing else: not at other words, not at other texts.
#
# **Exercise: `layer_norm`.** Three points, ten minutes.

# %% exercise="layer_norm" tags=["export"]
def layer_norm(x, gain, bias, eps=1e-5):
    """Bring each row to mean 0 and mean square 1, then to a gain and a bias that are learned.

    x: (..., d_model), each row by itself; gain, bias: (d_model,); eps: added to the variance, which is the mean of
    the squares, under the root. Returns (..., d_model). Source: Ba et al. 2016.
    """
    raise NotImplementedError("layer_norm")


# %%
layer_norm = check("layer_norm", layer_norm)


# %% [markdown]
# ## Neurons at each place
#
# Attention moves things between places. Of what it moves it makes weighted sums, and the only thing in it that is not linear is how the weights are made. To work on what has arrived, each place has neurons: a layer of `d_ff` of them, with a ReLU, and a matrix back to the width. They are the same neurons at every place, and they see only that place. Hence the name, **position-wise feed-forward network** (Vaswani and others, 2017):
#
# $$\max(0,\; x W_1 + b_1)\, W_2 + b_2$$
#
# **Exercise: `feed_forward`.** Two points, five minutes.

# %% exercise="feed_forward" tags=["export"]
def feed_forward(x, W_1, b_1, W_2, b_2):
    """Two layers of neurons with a ReLU between them, the same at every place.

    x: (B, T, d_model); W_1: (d_model, d_ff); b_1: (d_ff,); W_2: (d_ff, d_model); b_2: (d_model,).
    Returns (B, T, d_model). Source: Vaswani et al. 2017, section 3.3.
    """
    raise NotImplementedError("feed_forward")


# %%
feed_forward = check("feed_forward", feed_forward)


# %% [markdown]
# ## The block
#
# Attention, then neurons, each with a way past and with a norm: that is an **encoder block**. Where does the norm stand? In 2017 it stood behind the sum, `norm(x + layer(x))`: **post-norm**. Today it mostly stands before the layer, `x + layer(norm(x))`: **pre-norm**. Then nothing stands in the way past, from the bottom of the stack to its top.
#
# **Exercise: `EncoderBlock`.** Four points, fifteen minutes. For both places of the norm.

# %% exercise="EncoderBlock" tags=["export"]
class EncoderBlock(nn.Module):
    """Attention and neurons, each with a way past and a norm.

    EncoderBlock(d_model, n_heads, d_ff, norm_first=True) has `attention`, a MultiHeadAttention(d_model, n_heads),
    and the parameters of `feed_forward`, W_1: (d_model, d_ff), b_1: (d_ff,), W_2: (d_ff, d_model) and b_2: (d_model,),
    and of `layer_norm`, gain_1 and bias_1 for the attention, gain_2 and bias_2 for the neurons, each (d_model,). At the
    start matrices are normal, of standard deviation one over the root of their first length, gains 1, biases 0.
    Called with x: (B, T, d_model) and a mask as in `MultiHeadAttention`, or None, it returns (B, T, d_model): with
    norm_first twice x + layer(norm(x)), else twice norm(x + layer(x)).
    Source: Vaswani et al. 2017; the norm first as in Xiong et al. 2020.
    """

    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__()
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.W_1, self.b_1 = nn.Parameter(torch.randn(d_model, d_ff) / d_model**0.5), nn.Parameter(torch.zeros(d_ff))
        self.W_2, self.b_2 = nn.Parameter(torch.randn(d_ff, d_model) / d_ff**0.5), nn.Parameter(torch.zeros(d_model))
        self.gain_1, self.gain_2 = (nn.Parameter(torch.ones(d_model)) for _ in range(2))
        self.bias_1, self.bias_2 = (nn.Parameter(torch.zeros(d_model)) for _ in range(2))

    def forward(self, x, mask=None):
        raise NotImplementedError("EncoderBlock")


# %%
EncoderBlock = check("EncoderBlock", EncoderBlock)


# %% [markdown]
# Torch has this block, too. Its weights go into ours, which then says the same:

# %% tags=["export"]
def block_of(layer):
    """The weights of a torch.nn.TransformerEncoderLayer as EncoderBlock has them, for `load_state_dict`.

    layer: with ReLU, and without biases in its attention or with biases of zero there. Returns tensors by name.
    Raises ValueError where the attention has biases other than zero.
    """
    weights = {f"attention.{name}": matrix for name, matrix in projections_of(layer.self_attn).items()}
    for i, linear, norm in ((1, layer.linear1, layer.norm1), (2, layer.linear2, layer.norm2)):
        weights |= {f"W_{i}": linear.weight.detach().T, f"b_{i}": linear.bias.detach(),
                    f"gain_{i}": norm.weight.detach(), f"bias_{i}": norm.bias.detach()}
    return weights


# %%
theirs = nn.TransformerEncoderLayer(32, 4, 128, dropout=0.0, batch_first=True, norm_first=True)
block = EncoderBlock(32, 4, 128)
block.load_state_dict(block_of(theirs))
with torch.no_grad():
    from_torch = (block(sentence) - theirs(sentence)).abs().max().item()
from_torch

# %% [markdown]
# Where are the numbers of a block? `d_ff` is four times the width, as in 2017.

# %%
numbers = {name: weights.numel() for name, weights in block.named_parameters()}
in_neurons = 100 * sum(numbers[name] for name in ("W_1", "b_1", "W_2", "b_2")) / sum(numbers.values())
numbers, in_neurons

# %% [markdown]
# Two thirds of a block's numbers are in its neurons.

# %% [markdown]
# ## Up and down
#
# Two choices, then: whether there is a way past, and where the norm stands, if there is one. What do they do to a stack, before it is trained at all? On the way up we follow the size of the rows, and on the way down that of the gradient; together this is called **signal propagation**. Here are up to 32 layers of neurons, of weights drawn as before, which the figure can multiply by a factor, and eight rows that come in. Both lines begin at 1, and a stack is kept in order if both stay in the band between a tenth and ten.

# %%
layers, rows = torch.randn(32, 24, 24) / 24**0.5, torch.randn(8, 24)
joined = explore("thirty_two_layers", weights=layers, rows=rows)
joined

# %%
record(joined)


# %% [markdown]
# Of a stack that has not been trained that is all one can say: that nothing in it is out of bounds. Whether it learns is another question.

# %% [markdown]
# ## Which stacks train?
#
# A task that one look solves: say at each place the symbol before. There are twelve symbols, texts of 16, a table of positions, and a causal mask, which a block takes as well as any. We stack blocks, 32 wide with four heads, and train for 150 batches of 16 texts at a high rate, 0.01, which falls to nothing in the end. Guessing costs $\ln 12 \approx 2.48$ nats.

# %%
class Bare(EncoderBlock):
    """A block without norms."""

    def forward(self, x, mask=None):
        x = x + self.attention(x, mask)[0]
        return x + feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2)

class Stack(nn.Module):
    def __init__(self, depth, block, n_ids=12, T=16):
        super().__init__()
        self.embedding, self.places = nn.Embedding(n_ids, 32), nn.Parameter(torch.randn(T, 32))
        self.blocks = nn.ModuleList(block() for _ in range(depth))
        self.to_logits = nn.Linear(32, n_ids)

    def forward(self, ids):  # (B, T)
        x = self.embedding(ids) + self.places
        for block in self.blocks:
            x = block(x, causal_mask(ids.shape[1]))
        return self.to_logits(x)  # (B, T, n_ids)


# %%
depths, steps = (2, 4, 8, 16), 150

def trained(depth, block, warm_up=0, peak=0.01, seed=1):
    """The loss of each step. warm_up: in how many steps the rate rises to its height."""
    generator = set_seed(seed)
    model = Stack(depth, block)
    optimizer = torch.optim.AdamW(model.parameters(), betas=(0.9, 0.99), weight_decay=0.0)
    losses = []
    for step in range(steps):
        ids = torch.randint(12, (16, 16), generator=generator)
        loss = F.cross_entropy(model(ids)[:, 1:].flatten(0, 1), ids[:, :-1].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.param_groups[0]["lr"] = peak * min(1, (step + 1) / max(1, warm_up)) * (1 - step / steps)
        optimizer.step()
        losses.append(loss.item())
    return losses

def end(losses):
    """The mean of the last twenty."""
    return sum(losses[-20:]) / 20


# %%
def post_norm():
    return EncoderBlock(32, 4, 128, norm_first=False)

runs = {"norm after": [trained(depth, post_norm) for depth in depths]}
[end(losses) for losses in runs["norm after"]]

# %% [markdown]
# Two blocks learn it. Four are hardly better than guessing, eight and sixteen no better. Vaswani and others let the rate rise over the first 4000 of 100,000 steps, which is called a **warm-up**.

# %%
which = choose("which_train")
which

# %%
record(which)

# %%
runs["norm after, warm-up"] = [trained(depth, post_norm, warm_up=30) for depth in depths]

# %%
runs["norm before"] = [trained(depth, lambda: EncoderBlock(32, 4, 128)) for depth in depths]

# %%
runs["no norm"] = [trained(depth, lambda: Bare(32, 4, 128)) for depth in depths]

# %% [markdown]
# Here are the sixteen trainings, a panel for each depth; a point of a line is the mean of ten steps. What ends below half a nat has learned the task.

# %%
losses = {name: [end(run) for run in row] for name, row in runs.items()}
tens = {name: torch.tensor(row).view(len(depths), -1, 10).mean(dim=2) for name, row in runs.items()}
learned = {name: sum(loss < 0.5 for loss in row) for name, row in losses.items()}
figures.multiples(
    range(10, steps + 1, 10), {f"{depth} blocks": {name: rows[i] for name, rows in tens.items()}
                               for i, depth in enumerate(depths)},
    title=f"How many of {len(depths)} depths are learned: " + "; ".join(f"{name} {n}" for name, n in learned.items()),
    x_label="steps", y_label="loss (nats per symbol)", log_y=True,
    alt="Four panels, one a depth, with the loss over the steps on a logarithmic axis, a line for each way to norm. "
        + "; ".join(f"{name}: at the end " + ", ".join(f"{value:.2g}" for value in values) for name, values in losses.items())
        + ".",
)

# %% [markdown]
# Xiong and others (2020) found why the blocks of 2017 want a warm-up: as they begin, the gradients near the last layer are large. With the norm first they are not, and their models trained without one. So it is here with four blocks. Eight and sixteen are not mended by it at this rate. Here are eight blocks of post-norm at 0.003, without a warm-up and with one:

# %%
gentle = [end(trained(8, post_norm, warm_up=warm_up, peak=0.003)) for warm_up in (0, 30)]
gentle


# %% [markdown]
# That is better than guessing, and has not learned it in so few steps. And is a norm needed at all? Without one, our rows grew too long. But who says that the matrices must begin at $1/\sqrt n$? Torch begins those of `nn.Linear` with a standard deviation of $1/\sqrt{3n}$.

# %%
def small():
    block = Bare(32, 4, 128)
    with torch.no_grad():
        for weights in block.parameters():
            if weights.dim() == 2:
                weights /= 3**0.5
    return block

small_start = [end(trained(depth, small)) for depth in depths]
small_start


# %% [markdown]
# Without any norm, all depths learn it, too, from a smaller start. So on this task the norm is not what makes depth possible; it makes the start matter less. Zhang and others (2019) went that way on purpose: they trained deep residual networks without norms, by a start that is the smaller the deeper the network.

# %% [markdown]
# ## The scoreboard
#
# Lesson 06 had *Recall* right with attention alone. Are blocks harder to train for it, one or four of them? They get as many batches, 150 of 64 texts, with a gap of 40.

# %%
def recalls(name, depth, seed=1):
    generator = set_seed(seed)
    model = Stack(depth, lambda: EncoderBlock(32, 4, 128), n_ids=17, T=42)

    def loss_on_batch(model):
        heard, said = corpora.recall(64, 40, 8, generator)
        return F.cross_entropy(model(heard)[:, -1], said)

    history = train(model, loss_on_batch, steps=150, learning_rate=5e-3, unit="nats per symbol")
    with torch.no_grad():
        right = recall_accuracy(model, *corpora.recall(100, 40, 8, generator))
    progress.keep_score("Recall", f"{name}, gap 40", score=right, seconds=history.seconds,
                        parameters=sum(p.numel() for p in model.parameters()), parts=[EncoderBlock])
    return right


# %%
recalled = [recalls("one block", 1), recalls("four blocks", 4)]
print("right across 40: " + ", ".join(f"{right:.0f} %" for right in recalled))

# %%
scoreboard("Recall")

# %% [markdown]
# They are not: each has it right in as many batches.

# %% [markdown]
# ## What we have measured

# %%
expect("left_after_six", alone[6])
expect("with a way past, what tells words apart after twelve layers", past[-1], above=1, unit="percent")
expect("slope_with_residual", (residual[-1] / residual[0]).item())
expect("the same without a way past", (plain[-1] / plain[0]).item(), below=0.2)
expect("our block, apart from torch's", from_torch, below=1e-5)
expect("of a block's numbers, in neurons", in_neurons, above=65, below=68, unit="percent")

# %%
expect("norm after, two blocks", losses["norm after"][0], below=0.5, unit="nats")
expect("norm after, sixteen blocks", losses["norm after"][-1], above=2, unit="nats")
expect("norm after, four blocks, what a warm-up takes off", losses["norm after"][1] - losses["norm after, warm-up"][1],
       above=0.5, unit="nats")
expect("norm after with a warm-up, sixteen blocks", losses["norm after, warm-up"][-1], above=2, unit="nats")
expect("which_train", max(losses["norm before"]))
expect("no norm, eight blocks", losses["no norm"][2], above=2, unit="nats")
expect("no norm and a smaller start, sixteen blocks", small_start[-1], below=0.5, unit="nats")
expect("Recall across 40, the less of one block and four", min(recalled), above=95, unit="percent")
expect("norm after at a lower rate, what a warm-up takes off", gentle[0] - gentle[1], above=0.1, unit="nats")

# %% [markdown]
# - **What we measured:** attention alone makes all rows one; with a way past they come together far more slowly. Norm first trains at every depth that we tried, norm last at two blocks and not at sixteen, and no norm at all where the start is small enough.
# - **What it means:** a transformer is attention plus the ordinary neurons, most of its numbers are in these, and what carries rows and gradients past many layers is a plain sum.
# - **What is missing:** our block reads one text. To translate, one stack must read and another write, and look at what was read. That is lesson 10.
#
# What the field calls these things:

# %%
terms("09")

# %% [markdown]
# Three questions to take along:
#
# 1. A row is multiplied by a hundred. What does a layer with pre-norm add to it, and what is left of that, compared with the row?
# 2. With post-norm a row has gone through $2n$ norms after $n$ blocks. What does each do to what the first layer has added?
# 3. Why is a block without its neurons not the same as one with neurons but without the ReLU?
