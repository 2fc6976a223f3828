# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   onehop:
#     reference: attention
# ---

# %% [markdown]
# # 07 Many heads
#
# **Why look more than once?**
#
# A query of [lesson 06](06_attention.ipynb) looks once: it has one set of weights and reads one blend. We ask it for two things at once. Then we give it several looks for the price of one, measure what they buy, and take them away again one by one. At the end we can write the attention layer that transformers are made of, and say of a head what hangs on it. It takes about an hour.

# %%
import copy
import math

import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, explore, figures, measuring, predict, progress, record
from utils import scoreboard, terms, yours
from utils.training import learning_rate_at, set_seed, train

generator = set_seed(1)

# %%
attention = yours("attention")

# %% [markdown]
# ## Two things at once
#
# Here is a list of eight pairs, a name and a value each, and a request for two of the names. The values are wanted, in the order in which the names are asked for.

# %%
names, values, wanted, targets = corpora.look_up(1, 2, generator)
letters = "abcdefghijklmnop"
print(*[f"{letters[name]} = {value}" for name, value in zip(names[0], values[0])], sep=", ")
print("wanted:", *[letters[name] for name in wanted[0]], " answers:", *targets[0].tolist())

# %% [markdown]
# A pair becomes one row of numbers: an embedding of its name plus one of its value. The request becomes one row too, of its two names, each embedded by its place in the request. One layer lets the request look at the pairs, and from what it has read a matrix reads off both answers, with 16 logits for each.

# %%
class LookUp(nn.Module):
    """A request reads pairs through one layer, and every answer is read off what has come back."""

    def __init__(self, layer, d_model, n_wanted=2, read_out=None):
        super().__init__()
        self.of_names, self.of_values = (nn.Parameter(0.3 * torch.randn(16, d_model)) for _ in range(2))
        self.of_requests = nn.Parameter(0.3 * torch.randn(n_wanted, 16, d_model))
        self.layer = layer
        self.read_out = read_out or nn.Linear(d_model, n_wanted * 16)

    def forward(self, names, values, wanted):
        pairs = self.of_names[names] + self.of_values[values]  # (B, 8, d_model)
        places = torch.arange(wanted.shape[1])
        request = self.of_requests[places, wanted].sum(dim=1, keepdim=True)  # (B, 1, d_model)
        output, self.weights = self.layer(request, source=pairs)
        return self.read_out(output[:, 0]).unflatten(-1, (-1, 16))  # (B, n_wanted, 16)

# %% [markdown]
# The layer is that of lesson 06, but for one thing: the queries come from one sequence and the keys and values from another, its `source`. That is called **cross-attention**.

# %%
class OneLook(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model) / d_model**0.5) for _ in range(3))

    def forward(self, x, source):
        return attention(x @ self.W_q, source @ self.W_k, source @ self.W_v)

# %% [markdown]
# Every model of this lesson gets the same training: 400 batches of 128 lists. Every twenty batches we note the processor seconds so far, and how often both answers are right on 2000 other lists. (Guessing both is right once in 256.)

# %%
@torch.no_grad()
def right(model, n_wanted=2):
    """(2000, n_wanted): which answers are right."""
    names, values, wanted, targets = corpora.look_up(2000, n_wanted, torch.Generator().manual_seed(0))
    return model(names, values, wanted).argmax(dim=-1) == targets

def percent(answers):  # (…) booleans
    return 100 * answers.float().mean(dim=0)

def learn(model, generator, n_wanted=2, steps=400):
    optimizer = torch.optim.AdamW(model.parameters(), betas=(0.9, 0.99), weight_decay=0.0)
    spent, curve = 0.0, []
    for step in range(1, steps + 1):
        start = measuring.work()
        *inputs, targets = corpora.look_up(128, n_wanted, generator)
        loss = F.cross_entropy(model(*inputs).flatten(0, 1), targets.flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.param_groups[0]["lr"] = learning_rate_at((step - 1) / steps, 1e-2)
        optimizer.step()
        spent += measuring.work() - start
        if step % 20 == 0:
            curve.append((spent, percent(right(model, n_wanted).all(dim=1)).item()))
    return torch.tensor(curve)  # (20, 2): seconds, percent

# %%
guess = predict("both_right")
guess

# %%
record(guess, answer={"value": 50.0})

# %%
generator = set_seed(1)
one_look = LookUp(OneLook(48), 48)
curve_of_one = learn(one_look, generator)
both = percent(right(one_look).all(dim=1))
guess.reveal(both)

# %%
each = percent(right(one_look))
print(f"the first answer: {each[0]:.0f} % right, the second: {each[1]:.0f} %, together {each.sum():.0f} %")

# %% [markdown]
# Where did it look? Four requests to the same list, one a row:

# %%
names, values = torch.arange(8).expand(4, 8), torch.randint(16, (4, 8), generator=generator)
wanted = torch.tensor([[0, 5], [5, 0], [2, 3], [6, 1]])
pairs = [f"{letters[name]}" for name in range(8)]
requests = [f"{letters[a]}, then {letters[b]}" for a, b in wanted]

# %%
with torch.no_grad():
    one_look(names, values, wanted)
on_first, on_second = one_look.weights[:, 0].gather(1, wanted).mean(dim=0)
figures.heat_map(
    one_look.weights[:, 0], requests, pairs,
    title=f"One look: {on_first:.2f} of the weight on what is asked for first, {on_second:.2f} on the second",
    x_label="key (pair)", y_label="query (request)", value_label="weight",
    alt="A row of weights over the pairs for each request.",
)

# %% [markdown]
# It looked at both, and about equally. But the weights sum to one, and what comes back is one row of numbers, in which both values lie on top of each other. What does it make of that row?

# %%
with torch.no_grad():
    *inputs, targets = corpora.look_up(2000, 2, torch.Generator().manual_seed(0))
    answers = one_look(*inputs).argmax(dim=-1)  # (2000, 2)
among = percent((answers[:, :, None] == targets[:, None]).any(dim=-1).all(dim=-1))
alike = percent(answers[:, 0] == answers[:, 1])
print(f"both answers are among the two values asked for: {among:.0f} %; both are the same value: {alike:.0f} %")

# %% [markdown]
# It has found the two values, and cannot tell which of them was asked for first. So mostly it says one of them twice, and one answer is right and the other wrong: together the two came to little more than 100 % above.

# %% [markdown]
# ## Two looks for the price of one
#
# So let it look twice. The plain way would be a second layer beside the first, at twice the cost. A cheaper way is to share: a query has 48 numbers, and 24 of them may ask for one thing and 24 for another. Each part, with its own part of the keys and values, is called a **head**.

# %%
x, source = torch.randn(1, 1, 48), torch.randn(1, 8, 48)
W_q, W_k, W_v = torch.randn(3, 48, 48) / 48**0.5
q, k, v = x @ W_q, source @ W_k, source @ W_v

# %%
blend_0, weights_0 = attention(q[..., :24], k[..., :24], v[..., :24])
blend_1, weights_1 = attention(q[..., 24:], k[..., 24:], v[..., 24:])
torch.cat([weights_0, weights_1], dim=1)

# %% [markdown]
# Two rows of weights where there was one, and the same three matrices. The two blends of 24 numbers stand side by side, and the width is 48 again.

# %%
torch.cat([blend_0, blend_1], dim=-1).shape

# %% [markdown]
# With many heads we do not want to call `attention` for each. It takes any axes before the last two, so one call can serve all heads if they have an axis of their own: (B, T, d_model) is to become (B, n_heads, T, d_head). Two words of four numbers each, and two heads. Is it a matter of giving the tensor its new shape?

# %%
words = torch.tensor([[[11, 12, 13, 14], [21, 22, 23, 24]]])  # (1, 2, 4): word 1, word 2
words.view(1, 2, 2, 2)

# %% [markdown]
# The first head has all of word 1 and nothing of word 2. Such a head can compare a word with its own other half and with nothing else. No error is raised. Each head is to have all words, and its part of their numbers.
#
# **Exercise: `split_heads`.** Two points, six minutes.

# %% exercise="split_heads" tags=["export"]
def split_heads(x, n_heads):
    """Share the width among heads, so that each has all places and its own part of the numbers.

    x: (B, T, d_model); n_heads: an integer that divides d_model. Returns (B, n_heads, T, d_head), with
    d_head = d_model / n_heads; the first d_head numbers of a place are head 0's, the next head 1's.
    """
    ### BEGIN SOLUTION
    return x.unflatten(-1, (n_heads, -1)).transpose(1, 2)
    ### END SOLUTION

# %%
split_heads = check("split_heads", split_heads)

# %%
split_heads(words, 2)

# %% [markdown]
# And back again.
#
# **Exercise: `merge_heads`.** Two points, five minutes.

# %% exercise="merge_heads" tags=["export"]
def merge_heads(x):
    """Put what the heads have read side by side again, the inverse of `split_heads`.

    x: (B, n_heads, T, d_head). Returns (B, T, d_model), with d_model = n_heads · d_head, head 0's numbers first.
    """
    ### BEGIN SOLUTION
    return x.transpose(1, 2).flatten(2)
    ### END SOLUTION

# %%
merge_heads = check("merge_heads", merge_heads)

# %% [markdown]
# One thing is missing. What head 0 has read stands in the first numbers, what head 1 has read in the last ones, and nothing combines the two. A last matrix $W_o$ mixes them. This is **multi-head attention**:
#
# $$\text{head}_i = \text{attention}(x W_q^i,\; s W_k^i,\; s W_v^i) \qquad \text{output} = [\text{head}_1, \dots, \text{head}_h]\, W_o$$
#
# Here $s$ is the source, and $W_q^i$ are those columns of $W_q$ that make head $i$'s part. (Vaswani et al. 2017, section 3.2.2.)

# %% [markdown]
# **Exercise: `MultiHeadAttention`.** Five points, fifteen minutes. It looks at another sequence if it is given one, and at its own otherwise.

# %% exercise="MultiHeadAttention" tags=["export"]
class MultiHeadAttention(nn.Module):
    """Attention with several looks: each head has its part of the width, and weights of its own.

    MultiHeadAttention(d_model, n_heads) has the parameters W_q, W_k, W_v and W_o, each (d_model, d_model) and normal
    at the start, of standard deviation 1/√d_model, and no biases. Called with x: (B, T_q, d_model), which asks; mask: (B, n_heads, T_q, T_k), booleans, True where a query
    may attend to a key, or what broadcasts to that, or None; source: (B, T_k, d_model), which is read, x itself if
    None. Returns the output (B, T_q, d_model) and the weights (B, n_heads, T_q, T_k). A query that may attend
    nowhere has zeros in both. Raises ValueError where n_heads does not divide d_model.
    Source: Vaswani et al. 2017, section 3.2.2.
    """

    def __init__(self, d_model, n_heads):
        super().__init__()
        if d_model % n_heads:
            raise ValueError(f"{n_heads} heads cannot share {d_model} numbers evenly.")
        self.n_heads = n_heads
        ### BEGIN SOLUTION
        matrices = (nn.Parameter(torch.randn(d_model, d_model) / d_model**0.5) for _ in range(4))
        self.W_q, self.W_k, self.W_v, self.W_o = matrices
        ### END SOLUTION

    def forward(self, x, mask=None, source=None):
        ### BEGIN SOLUTION
        source = x if source is None else source
        q = split_heads(x @ self.W_q, self.n_heads)  # (B, n_heads, T_q, d_head)
        k = split_heads(source @ self.W_k, self.n_heads)  # (B, n_heads, T_k, d_head)
        v = split_heads(source @ self.W_v, self.n_heads)
        blends, weights = attention(q, k, v, mask)  # (B, n_heads, T_q, d_head)
        return merge_heads(blends) @ self.W_o, weights
        ### END SOLUTION

# %%
MultiHeadAttention = check("MultiHeadAttention", MultiHeadAttention)

# %% [markdown]
# torch has this layer as well. It keeps the same numbers, transposed, and three of the matrices in one. With its weights in ours, both should say the same:

# %% tags=["export"]
def projections_of(layer):
    """The matrices of a torch.nn.MultiheadAttention as MultiHeadAttention has them, for `load_state_dict`.

    layer: without biases or with biases of zero, and of one width for queries, keys and values. Returns
    W_q, W_k, W_v and W_o by name, each (d_model, d_model). Raises ValueError where it has biases other than zero.
    """
    biases = [bias for bias in (layer.in_proj_bias, layer.out_proj.bias) if bias is not None]
    if any(bias.any() for bias in biases):
        raise ValueError("The layer has biases, and MultiHeadAttention has none.")
    W_q, W_k, W_v = layer.in_proj_weight.detach().T.chunk(3, dim=1)
    return {"W_q": W_q, "W_k": W_k, "W_v": W_v, "W_o": layer.out_proj.weight.detach().T}

# %%
theirs, ours = nn.MultiheadAttention(48, 4, bias=False, batch_first=True), MultiHeadAttention(48, 4)
ours.load_state_dict(projections_of(theirs))
x, source = torch.randn(2, 5, 48), torch.randn(2, 8, 48)
gap = (theirs(x, source, source)[0] - ours(x, source=source)[0]).abs().max().item()
gap

# %% [markdown]
# ## Asked again
#
# The same task and the same training, with two heads of 24 numbers each.

# %%
generator = set_seed(1)
two_heads = LookUp(MultiHeadAttention(48, 2), 48)
curve_of_two = learn(two_heads, generator)
percent(right(two_heads)), percent(right(two_heads).all(dim=1))

# %%
with torch.no_grad():
    two_heads(names, values, wanted)
by_head = two_heads.weights[:, :, 0].transpose(0, 1)  # (2, 4, 8): head, request, pair
asked_for = by_head.gather(2, wanted.expand(2, 4, 2)).mean(dim=1)  # (2, 2): head, first or second
most, which = asked_for.max(dim=1)
figures.heat_map(
    by_head.flatten(0, 1), [f"head {head}: {asked}" for head in (0, 1) for asked in requests], pairs,
    title=", ".join(f"head {head} reads what is asked for {('first', 'second')[which[head]]} ({most[head]:.2f})"
                    for head in (0, 1)).capitalize(),
    x_label="key (pair)", y_label="query (request)", value_label="weight",
    alt="Rows of weights over the eight pairs: four requests as head 0 sees them, and the same four as head 1 does.",
)

# %% [markdown]
# Nobody told the heads who is to read what.

# %% [markdown]
# ## What it costs
#
# The parameters can be counted. Below is a layer 64 wide over six words, made with `MultiHeadAttention` and not yet trained. A head can be silenced there: noughts take the place of its blend, and the others stay as they are.

# %%
six_words = torch.randn(1, 6, 64)
with torch.no_grad():
    at_start = {n_heads: MultiHeadAttention(64, n_heads)(six_words)[1][0] for n_heads in (1, 2, 4, 8, 16)}
share = explore("share_the_width", weights=at_start)
share

# %%
record(share, answer={"n_heads": 8, "off": "00010010", "parameters": 16384})

# %% [markdown]
# Is nothing dearer? Bytes can be counted, here for a text of 256 words:

# %%
def parameters(model):
    return sum(p.numel() for p in model.parameters())

long_text, bytes_of = torch.randn(1, 256, 64), {}
for n_heads in (1, 2, 4, 8, 16):
    layer = MultiHeadAttention(64, n_heads)
    bytes_of[n_heads] = measuring.peak_memory(lambda: layer(long_text))
    print(f"heads: {n_heads:2}   parameters: {parameters(layer):,}   memory: {bytes_of[n_heads] / 1e6:4.1f} MB")

# %% [markdown]
# Each head has a table of weights of its own, one number for each query and key, to be held and to be put through a softmax. The matrices and their products are shared, the tables are not.

# %% [markdown]
# ## Is it true that one head cannot?
#
# "One head can look at one thing only": so it stands in many a text. Our first model looked at two. What it could not do was to give two answers, since both had about the same weight. Weights may differ, though. Say that 0.7 lies on value 2, which is asked for first, and 0.3 on value 5:

# %%
blend = 0.7 * F.one_hot(torch.tensor(2), 8) + 0.3 * F.one_hot(torch.tensor(5), 8)
blend

# %% [markdown]
# Now both are in there, in their order. To read off the first we take the largest number. What about the second? The read-out is a matrix. One that changes every sign makes the smallest number the largest:

# %%
(-blend).argmax()

# %% [markdown]
# This is a value that nobody has asked for. The one that we want lies in the middle, between the one that has more and those that have nothing.

# %%
question = choose("undo_the_blend")
question

# %%
record(question, answer={"choice": "neurons"})

# %% [markdown]
# We try the last three. The look is that of before, `MultiHeadAttention` with one head now. (Its fourth matrix, $W_o$, adds nothing where one matrix reads the answers off.)

# %%
def with_read_out(d_model, n_hidden, between=nn.ReLU):
    read_out = nn.Sequential(nn.Linear(d_model, n_hidden), between(), nn.Linear(n_hidden, 32))
    return LookUp(MultiHeadAttention(d_model, 1), d_model, read_out=read_out)

trials = {
    "one matrix, twice the steps": (lambda: LookUp(MultiHeadAttention(48, 1), 48), 800),
    "two matrices": (lambda: with_read_out(48, 96, between=nn.Identity), 400),
    "two matrices, a ReLU between": (lambda: with_read_out(48, 96), 400),
}

# %%
one_head, read_off = {}, {}
for name, (build, steps) in trials.items():
    generator = set_seed(1)
    one_head[name] = build()
    learn(one_head[name], generator, steps=steps)
    first, second = percent(right(one_head[name]))
    read_off[name] = percent(right(one_head[name]).all(dim=1))
    print(f"{name}: the first {first:.0f} % right, the second {second:.0f} %, both {read_off[name]:.0f} %")

# %%
best = max(read_off, key=read_off.get)
with torch.no_grad():
    one_head[best](names, values, wanted)
looks = one_head[best].weights[:, 0, 0]  # (4, 8)
seen = looks.gather(1, wanted).mean(dim=0)
figures.heat_map(
    looks, requests, pairs,
    title=f"One head, read off by {best}: {seen[0]:.2f} of its weight on the first, {seen[1]:.2f} on the second",
    x_label="key (pair)", y_label="query (request)", value_label="weight",
    alt="A row of weights over the pairs for each request.",
)

# %% [markdown]
# So the sentence is too strong. One head returns one blend. If its weights differ, two things lie in it in their order, and it depends on what stands behind the layer whether they can be told apart. In a transformer neurons do stand behind every layer of attention (lesson 09). Then what are heads good for?

# %% [markdown]
# ## What heads buy
#
# We compare models with the same number of parameters. Two heads 48 wide have no hidden layer. One head needs one, and there are two ways to pay for it: it stays 48 wide and has few neurons, 19, or it is narrower, 32 wide, and has 118. Three starts each.

# %%
builds = {"two heads": lambda: LookUp(MultiHeadAttention(48, 2), 48),
          "one head (48 wide)": lambda: with_read_out(48, 19), "one head (32 wide)": lambda: with_read_out(32, 118)}
{name: parameters(build()) for name, build in builds.items()}

# %%
runs = {}
for name, build in builds.items():
    for seed in (1, 2, 3):
        generator = set_seed(seed)
        runs[name, seed] = learn(build(), generator)

# %% [markdown]
# Is a step as dear in all of them? Here are the processor seconds, beside those of two heads. Then how far each has come, as the mean of its three starts.

# %%
spent = {name: sum(runs[name, seed][-1, 0] for seed in (1, 2, 3)).item() for name in builds}
costs = {name: spent[name] / spent["two heads"] for name in builds}
costs

# %%
means = {name: sum(runs[name, seed][:, 1] for seed in (1, 2, 3)) / 3 for name in builds}
after_100 = {name: mean[4].item() for name, mean in means.items()}
figures.curves(
    range(20, 401, 20), means,
    title="Both right after 100 steps: " + ", ".join(f"{name} {value:.0f} %" for name, value in after_100.items()),
    x_label="steps", y_label="both answers right (%)",
    alt="Three rising curves, both answers right in percent after 100 and after 400 steps: " + "; ".join(
        f"{name} {after_100[name]:.0f} and {mean[-1]:.0f}" for name, mean in means.items()) + ".",
)

# %% [markdown]
# One head arrives too, where it has the neurons. But with as many parameters two looks are learned sooner than one look and its undoing, in steps and in seconds.

# %% [markdown]
# ## Too few, and too many
#
# A width that is shared can also be shared too far. We halve it to 24 numbers, so that it is scarce, and ask for one, two or three things, with 1 to 12 heads. Every model has four matrices of 24 by 24; only the number of looks differs.

# %%
n_heads_tried, n_wanted_tried = (1, 2, 3, 4, 12), (1, 2, 3)

def tried(n_heads, n_wanted, steps=400):
    generator = set_seed(1)
    model = LookUp(MultiHeadAttention(24, n_heads), 24, n_wanted)
    return learn(model, generator, n_wanted, steps)[-1, 1]

# %%
all_right = torch.tensor([[tried(n_heads, n_wanted) for n_heads in n_heads_tried] for n_wanted in n_wanted_tried])
all_right

# %%
best = n_heads_tried[all_right[2].argmax()]
figures.heat_map(
    all_right, [f"{n} wanted" for n in n_wanted_tried], [f"{n}" for n in n_heads_tried],
    title=f"Three wanted: {all_right[2, 0]:.0f} % with one head, {all_right[2].max():.0f} with {best}, "
          f"{all_right[2, -1]:.0f} with {n_heads_tried[-1]}",
    x_label="heads", y_label="look-ups", value_label="all answers right (%)",
    alt="A table of percents: " + "; ".join(
        f"{n} wanted: " + ", ".join(f"{p:.0f}" for p in row) for n, row in zip(n_wanted_tried, all_right)) + ".",
)

# %% [markdown]
# On the left there are fewer looks than things to look for. On the right a head has 24 / 12 = 2 numbers to tell 16 names apart with. Two wanted, twelve heads, and twice the steps:

# %%
longer = tried(12, 2, steps=800)
all_right[1, -1], longer

# %% [markdown]
# The paper of 2017 has such a row for translation from English to German (Vaswani et al., table 3): at equal cost, one head of 512 numbers was 0.9 BLEU worse than the best number of heads, and with too many of them quality dropped as well. (BLEU counts, from 0 to 100, how much of a translation stands in those of people.)

# %% [markdown]
# ## Take one away
#
# What the heads have read goes through $W_o$, and each head's numbers through rows of their own. So the output is a sum, with one part from each head, and a head whose rows are zero is silent.

# %%
def without(model, heads):
    """The same model with these heads silent."""
    model = copy.deepcopy(model)
    rows = model.layer.W_o.data.unflatten(0, (model.layer.n_heads, -1))  # (n_heads, d_head, d_model)
    rows[list(heads)] = 0
    return model

# %%
question = choose("knock_one_out")
question

# %%
record(question, answer={"choice": "one of them"})

# %%
left = torch.stack([percent(right(without(two_heads, heads))) for heads in ([], [0], [1])])
higher, lower = left[1:].max(dim=1).values.min(), left[1:].min(dim=1).values.max()
figures.heat_map(
    left, ["none", "head 0", "head 1"], ["first", "second"],
    title=f"With one of two heads: {higher:.0f} % right of one answer, {lower:.0f} % of the other",
    x_label="answer", y_label="silent", value_label="right (%)",
    alt="Percent right of the first and of the second answer: " + "; ".join(
        f"silent {name}, {a:.0f} and {b:.0f}" for name, (a, b) in zip(("none", "head 0", "head 1"), left)) + ".",
)

# %% [markdown]
# ## Heads to spare
#
# Here the picture of the weights and the knock-out say the same. They need not. Let us train with eight heads, and silence one after another, each time the one that is missed least.

# %%
generator = set_seed(1)
eight_heads = LookUp(MultiHeadAttention(48, 8), 48)
learn(eight_heads, generator)
silent, trail = [], [percent(right(eight_heads))]
while len(silent) < 8:
    others = [head for head in range(8) if head not in silent]
    scores = {head: percent(right(without(eight_heads, [*silent, head]))) for head in others}
    silent.append(max(scores, key=lambda head: scores[head].sum()))
    trail.append(scores[silent[-1]])
trail = torch.stack(trail)  # (9, 2)

# %%
spare = int((trail.min(dim=1).values > 95).sum()) - 1
figures.curves(
    range(9), {"first answer": trail[:, 0], "second answer": trail[:, 1]}, laws={"guessing": [6.25] * 9},
    title=f"{spare} of 8 heads can go, and more than 95 % of either answer are still right",
    x_label="heads silenced", y_label="right (%)",
    alt=f"Right answers in percent as heads are silenced: the first " + ", ".join(f"{p:.0f}" for p in trail[:, 0])
        + "; the second " + ", ".join(f"{p:.0f}" for p in trail[:, 1]) + ".",
)

# %%
with torch.no_grad():
    *inputs, targets = corpora.look_up(2000, 2, torch.Generator().manual_seed(0))
    eight_heads(*inputs)
asked = (inputs[0][:, None] == inputs[2][:, :, None]).float()  # (2000, 2, 8): where the names that are asked for stand
looked = torch.einsum("bhk,bak->ha", eight_heads.weights[:, :, 0], asked) / 2000  # (8, 2)
figures.heat_map(
    looked[silent], [f"{place}. head {head}" for place, head in enumerate(silent, start=1)], ["first", "second"],
    title=f"Among the {spare} that can go is one with {looked[silent[:max(spare, 1)]].sum(dim=1).max():.2f} of its "
          "weight on what is asked for",
    x_label="key (pair asked for)", y_label="query, by head", value_label="mean weight",
    alt="The weight of each head on the pair asked for first and on the second, in the order of their silencing.",
)

# %% [markdown]
# A head that looks at the right place may still be one that nobody needs, because others read the same. To leave out for good what is hardly missed is called **pruning**. Michel et al. (2019) silenced heads of trained models for translation: a large part of them could go without much harm, and in some layers all but one. Voita et al. (2019) had the training itself give up heads of an encoder: 38 of 48 went, for 0.15 BLEU, and those that stayed longest did work that can be named, such as looking at the neighbouring word.

# %% [markdown]
# ## The scoreboard
#
# The layer on *Recall*: the request looks back at all that was read, 42 symbols here, and reads off the one that is no distractor. Nothing has to be carried across the gap.

# %%
class Recaller(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.embedding = nn.Parameter(0.3 * torch.randn(17, d_model))
        self.layer = MultiHeadAttention(d_model, n_heads)
        self.to_logits = nn.Linear(d_model, 8)

    def forward(self, heard):  # (B, T)
        x = self.embedding[heard]
        return self.to_logits(self.layer(x[:, -1:], source=x)[0])  # (B, 1, 8)

# %%
def loss_on_batch(model):
    heard, target = corpora.recall(64, 40, 8, generator)
    return F.cross_entropy(model(heard)[:, -1], target)

generator = set_seed(1)
recaller = Recaller(64, 2)
history = train(recaller, loss_on_batch, steps=150, learning_rate=5e-3, levels={"guessing": math.log(8)}, unit="nats")

# %%
recall_accuracy = yours("recall_accuracy")
with torch.no_grad():
    recalled = {gap: recall_accuracy(recaller, *corpora.recall(1000, gap, 8, generator)) for gap in (5, 40, 400)}
recalled

# %%
progress.keep_score("Recall", "two heads, gap 40", score=recalled[40], parameters=parameters(recaller),
                    seconds=history.seconds, parts=[MultiHeadAttention, split_heads, merge_heads, attention])
scoreboard("Recall")

# %% [markdown]
# ## What we have measured

# %%
expect("both_right", both)
expect("one look, its weight on the one of the two that gets less", min(on_first, on_second), above=0.25)
expect("two heads, both answers right", percent(right(two_heads).all(dim=1)), above=95, unit="percent")
expect("one look, both answers among the two values", among, above=90, unit="percent")
expect("one look, the same value twice", alike, above=60, unit="percent")
expect("undo_the_blend", read_off["two matrices, a ReLU between"])
expect("one head and one matrix, twice the steps", read_off["one matrix, twice the steps"], below=45, unit="percent")
expect("one head and two matrices", read_off["two matrices"], below=45, unit="percent")
expect("between our layer and torch's", gap, below=1e-5)
expect("both right after 100 steps, two heads before the better of one", after_100["two heads"]
       - max(after_100["one head (48 wide)"], after_100["one head (32 wide)"]), above=30, unit="points")
expect("one head 32 wide and 118 neurons, after 400 steps", means["one head (32 wide)"][-1], above=95, unit="percent")
steps_to_95 = {name: 20 * (1 + (mean > 95).int().argmax().item()) for name, mean in means.items()}
expect("seconds to 95 %, one head 32 wide beside two heads", steps_to_95["one head (32 wide)"] / steps_to_95["two heads"]
       * costs["one head (32 wide)"], above=1.2, unit="times as many")
expect("memory of sixteen heads, beside that of one", bytes_of[16] / bytes_of[1], above=3, unit="times as much")
expect("three wanted, one head", all_right[2, 0], below=10, unit="percent")
expect("three wanted, the best number of heads", all_right[2].max(), above=90, unit="percent")
expect("three wanted, twelve heads", all_right[2, -1], below=50, unit="percent")
expect("two wanted, twelve heads, what twice the steps add", longer - all_right[1, -1], above=0, unit="percent")
expect("knock_one_out", higher)
expect("the answer that is lost with a head, right", lower, below=25, unit="percent")
expect("heads of eight that can go", spare, above=2.5)
expect("two heads on Recall, across 40", recalled[40], above=95, unit="percent")

# %% [markdown]
# - **What it means:** heads share a width, so several looks have the parameters and multiplications of one, and each can go where it is needed. One head can serve two ends if neurons behind it undo the blend; two heads with as many parameters do it sooner. Heads beyond the things to look for are spare.
# - **What is missing:** we listed the pairs in any order, and it made no difference. Could it make one? How does attention know who came first? That is [lesson 08](08_word_order.ipynb).
#
# What the field calls these things:

# %%
terms("07")

# %% [markdown]
# Three questions to take along:
#
# 1. Eight heads are split by a plain `view`, in training and in use. Which pairs of words can never look at each other?
# 2. A head has two numbers for its queries and keys. Draw sixteen keys as points in a plane: which of them can a query pick out, and which can never have the largest score?
# 3. What would you have to measure before you say of a head that it "looks for the subject"?
