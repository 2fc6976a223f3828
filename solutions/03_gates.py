# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   onehop:
#     reference: recurrent
# ---

# %% [markdown]
# # 03 Gates
#
# **Can a state be told what to keep?**
#
# A plain recurrent network makes its whole state anew at every symbol. We give it gates. At the end we can write one step of a GRU and of an LSTM from nothing, say from one number how long a state keeps, and show what gates change. It takes about an hour.

# %%
import math

import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, explore, figures, measuring, predict, progress, record
from utils import scoreboard, terms, yours
from utils.training import held_out_loss, learning_rate_at, set_seed, train

recurrent_step, recurrent_unroll = yours("recurrent_step"), yours("recurrent_unroll")
next_symbol_loss = yours("next_symbol_loss")

# %% [markdown]
# ## What the plain network loses
#
# *Recall* is the second task of the course: hear a symbol, then some distractors, then repeat the symbol when asked. Symbols are the numbers 0 to 7, distractors 8 to 15, the request is 16. Here are two texts with a gap of 5:

# %%
heard, wanted = corpora.recall(2, 5, 8, set_seed(1))
heard, wanted

# %% [markdown]
# The network is that of [lesson 01](01_recurrence.ipynb) without its embedding, written so that it can read with any step. The plain step has one set of weights and one row of numbers as its state. Steps with gates need more of both, which then stand side by side: `sets` and `parts` say how many. What the network says is computed from the first part.

# %%
class Reader(nn.Module):
    def __init__(self, step, n_symbols, n_answers, d_h, sets=1, parts=1, keep_bias=0.0):
        super().__init__()
        self.step, self.d_h, self.d_state = step, d_h, parts * d_h
        self.W_x = nn.Parameter(torch.randn(n_symbols, sets * d_h))
        self.W_h = nn.Parameter(torch.randn(d_h, sets * d_h) / d_h**0.5)
        self.b = nn.Parameter(torch.zeros(sets * d_h))
        self.b.data[d_h:2 * d_h] = keep_bias  # the second set, where there is one, is the gate that keeps
        self.to_logits = nn.Linear(d_h, n_answers)

    def read(self, symbols, state):  # (B, T), (B, d_state)
        x = F.one_hot(symbols, len(self.W_x)).float()  # (B, T, n_symbols)
        step = lambda x, state: self.step(x, state, self.W_x, self.W_h, self.b)
        return recurrent_unroll(x, state, step)  # (B, T, d_state)

    def forward(self, symbols):
        states = self.read(symbols, torch.zeros(len(symbols), self.d_state))
        return self.to_logits(states[..., :self.d_h])  # (B, T, n_answers)

# %% [markdown]
# There are many networks to train in this lesson. Each gets the same short training: 150 batches of 64 texts, half as many as in lesson 02. `learn_to_recall` does what `train` does, without the picture: AdamW, which moves the weights, the schedule of lesson 01, and torch's own form of our `clip_gradient`. Then come 512 new texts, and we count how often the answer after the request is right. Guessing is right once in eight. What was trained across a gap of 40 gets a row on the scoreboard.

# %%
def learn_to_recall(model, gap, generator, steps=150):
    optimizer = torch.optim.AdamW(model.parameters(), betas=(0.9, 0.99), weight_decay=0.0)
    for step in range(steps):
        heard, wanted = corpora.recall(64, gap, 8, generator)
        loss = F.cross_entropy(model(heard)[:, -1], wanted)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.param_groups[0]["lr"] = learning_rate_at(step / steps, 5e-3)
        optimizer.step()

@torch.no_grad()
def share_right(model, gap, generator):
    heard, wanted = corpora.recall(512, gap, 8, generator)
    return (model(heard)[:, -1].argmax(dim=-1) == wanted).float().mean().item()

def recalls(name, gap, step, seed=1, **build):
    generator = set_seed(seed)
    model = Reader(step, 17, 8, d_h=64, **build)
    start = measuring.work()
    learn_to_recall(model, gap, generator)
    seconds = measuring.work() - start
    right = share_right(model, gap, generator)
    print(f"{name}, gap {gap}: {right:.0%} right")
    if gap == 40:
        n_parameters = sum(p.numel() for p in model.parameters())
        progress.keep_score("Recall", f"{name}, gap {gap}", score=100 * right, parameters=n_parameters,
                            seconds=seconds, parts=[step, recurrent_unroll])
    return right

# %%
gaps = [5, 10, 20, 40]
right = {"plain": [recalls("plain", gap, recurrent_step) for gap in gaps]}

# %% [markdown]
# The plain network has 64 numbers to keep one of eight symbols in. Room is not what it lacks.

# %% [markdown]
# ## A number that is left alone
#
# In the plain step, everything that is to stay must go through $W_h$ and the tanh, at every symbol, and come out unharmed. What if we left it alone instead, but for a share?

# %%
h = torch.tensor(1.0)
for t in range(1, 6):
    h = 0.95 * h
    print(t, f"{h:.3f}")

# %% [markdown]
# That is a *leaky* state: it keeps 95 % at each step, without a matrix and without a tanh. The share should be learned. Training adds and subtracts, and a share must stay between 0 and 1. The *sigmoid* sees to that, and what is learned is the number inside, a bias $a$:
#
# $$\sigma(a) = \frac{1}{1 + e^{-a}}$$
#
# (This $\sigma$ is not the singular value of lesson 02.)

# %%
biases = torch.tensor([0.0, 1.0, 3.0, 5.0])
keep = torch.sigmoid(biases)
keep

# %% [markdown]
# Zero keeps half. A bias of 3 keeps a little more than 95 %. How long does that last?

# %%
guess = predict("open_gate")
guess

# %%
record(guess, answer={"value": 20.0})

# %%
steps = torch.arange(121)
left = keep[:, None] ** steps  # (4, 121)
with_half = (left > 0.5).sum(dim=1) - 1  # the last step after which more than a half is left
guess.reveal(with_half[2])

# %%
figures.curves(
    steps, {f"bias {bias:g}": share for bias, share in zip(biases.tolist(), left)},
    laws={"one half": torch.full((121,), 0.5)},
    title=f"A bias of {biases[2]:g} keeps a half for {with_half[2]} steps, one of {biases[3]:g} for {with_half[3]}",
    x_label="steps", y_label="share left",
    alt="A curve over the steps for each bias. More than a half is left: " + ", ".join(
        f"with a bias of {bias:g} through step {n}" for bias, n in zip(biases, with_half)
    ) + ".",
)

# %% [markdown]
# The number of steps after which a half is left is called the **half-life**, as with radium. It follows from the bias. But look at this first:

# %%
wide_open = torch.sigmoid(torch.tensor(20.0))
wide_open, wide_open.log()

# %% [markdown]
# A step loses next to nothing here, and the machine has no number so near to 1: the gate is rounded, its logarithm is zero, and a half-life computed from it would be infinite. But it is the logarithm that we need, not the gate. It follows from the formula above, and torch has functions that compute such a logarithm without the rounding on the way.
#
# **Exercise: `forget_bias_half_life`.** Two points, eight minutes. For a bias of any size.

# %% exercise="forget_bias_half_life" tags=["export"]
def forget_bias_half_life(bias):
    """After how many steps half of a state is left, if each keeps sigmoid(bias) of it and writes nothing.

    bias: (...), any numbers, also large ones. Returns (...), in steps, not rounded, through which gradients
    flow. Source: Gers et al. 2000, for the forget gate.
    """
    ### BEGIN SOLUTION
    return -math.log(2) / F.logsigmoid(bias)
    ### END SOLUTION

# %%
forget_bias_half_life = check("forget_bias_half_life", forget_bias_half_life)

# %%
[f"{steps:,.1f}" for steps in forget_bias_half_life(torch.tensor([0.0, 1.0, 3.0, 5.0, 20.0]))]

# %% [markdown]
# From one step to very many, on a scale that training can walk along.

# %% [markdown]
# ## A gate that looks
#
# With one share for all that is read there is no good choice: where new symbols come in, the old ones soon go, and where the old ones stay, nothing new comes in. So let the share depend on what is read. Here a 1 comes first, with a mark that it matters, and then noise without one.

# %%
set_seed(1)
x = torch.cat([torch.ones(1), 0.7 * torch.randn(40)])
matters = torch.cat([torch.ones(1), torch.zeros(40)])
leaky, gated = [torch.tensor(0.0)], [torch.tensor(0.0)]
for t in range(41):
    leaky.append(0.7 * leaky[-1] + 0.3 * x[t])
    share = torch.sigmoid(6 - 12 * matters[t])
    gated.append(share * gated[-1] + (1 - share) * x[t])

# %%
figures.curves(
    torch.arange(1, 42), {"leaky": leaky[1:], "gated": gated[1:]}, laws={"what came first": torch.ones(41)},
    title=f"A 1 was read, then noise: the gated state is at {gated[-1]:.2f}, the leaky one at {leaky[-1]:.2f}",
    x_label="symbols read", y_label="state",
    alt=f"Two curves over forty steps of noise. Gated: from {min(gated[1:]):.2f} to {max(gated[1:]):.2f}. "
        f"Leaky: from {min(leaky[1:]):.2f} to {max(leaky[1:]):.2f}.",
)

# %% [markdown]
# The 6 is a bias and the −12 a weight: `share` is a neuron with a sigmoid, and what it looks at, it can learn. Such a neuron, by which another number is multiplied, is called a **gate**. In a network it sees the symbol and the state, and there is one gate for each number of the state.

# %%
question = choose("gate_decides")
question

# %%
record(question, answer={"choice": "640"})

# %% [markdown]
# Two texts are read with random weights and a state of twelve numbers. The figure shows what share the gates keep.

# %%
set_seed(1)
W_x, W_h, bias = 2 * torch.randn(17, 12), torch.randn(12, 12) / 12**0.5, torch.tensor(1.0)

def opened(symbols):
    h, shares = torch.zeros(12), []
    for symbol in symbols:
        shares.append(torch.sigmoid(W_x[symbol] + h @ W_h + bias))
        h = shares[-1] * h + (1 - shares[-1]) * torch.tanh(W_x[symbol])
    return torch.stack(shares)

# %%
shares = torch.cat([opened(text) for text in heard])
figures.tape(
    shares, [f"{symbol}" for symbol in heard.flatten()], value_label="share kept",
    title=f"{shares.numel()} shares, from {shares.min():.2f} to {shares.max():.2f}",
    alt=f"A table of {shares.shape[1]} rows and {shares.shape[0]} columns of shares.",
)

# %% [markdown]
# Suppose a task asks for two things: to keep a symbol until it is wanted, and then to let it go. Below are twenty gates in a row, and what is left of a message that passes them.

# %%
message = explore("gate_by_gate")
message

# %%
record(message, answer={"gates": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1]})

# %% [markdown]
# ## The GRU
#
# Now a whole step, the **gated recurrent unit**. By a gate $z$, the **update gate**, the old state is blended with a candidate $n$ for the new one. A second gate $r$, the **reset gate**, says how much of the old state the candidate looks at.
#
# $$r = \sigma(x W_x^r + h W_h^r + b^r) \qquad z = \sigma(x W_x^z + h W_h^z + b^z)$$
# $$n = \tanh(x W_x^n + b^n + r \odot (h W_h^n))$$
# $$h_\text{new} = (1 - z) \odot n + z \odot h$$

# %% [markdown]
# With $z$ at 1 a number is left alone; with $z$ at 0 and $r$ at 1 this is the plain step. It is a weighted average again. ($\odot$ multiplies number by number. Papers differ in which way round $z$ stands and where $r$ goes; this is how torch has it.)

# %% [markdown]
# The three sets of weights stand side by side in each matrix, r, z, n, so that one product with each computes all.
#
# **Exercise: `gru_step`.** Four points, fifteen minutes.

# %% exercise="gru_step" tags=["export"]
def gru_step(x, h, W_x, W_h, b):
    """Read one symbol: blend the old state with a candidate.

    x: (B, d_in); h: (B, d_h); W_x: (d_in, 3 · d_h); W_h: (d_h, 3 · d_h); b: (3 · d_h,). Side by side, d_h
    columns each, stand reset gate r, update gate z and candidate n. Returns the new state (B, d_h), of which
    z is the old one's share. Source: Cho et al. 2014; as torch has it, r multiplies h @ W_h, not h (b is one
    of torch's two biases).
    """
    ### BEGIN SOLUTION
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)  # (B, d_h) each
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h
    ### END SOLUTION

# %%
gru_step = check("gru_step", gru_step)

# %% [markdown]
# ## The LSTM
#
# The **long short-term memory** is the older of the two, and it separates more. What it keeps, the **cell state** $c$, is one thing, and what it says, $h$, another. The **input gate** $i$ says how much is written, the **forget gate** $f$, in spite of its name, how much is kept, the candidate $g$ what is written, and the **output gate** $o$ how much is said.
#
# $$i = \sigma(x W_x^i + h W_h^i + b^i) \qquad f = \sigma(x W_x^f + h W_h^f + b^f)$$
# $$g = \tanh(x W_x^g + h W_h^g + b^g) \qquad o = \sigma(x W_x^o + h W_h^o + b^o)$$
# $$c_\text{new} = f \odot c + i \odot g \qquad h_\text{new} = o \odot \tanh(c_\text{new})$$

# %% [markdown]
# The four sets of weights stand side by side in this order, i, f, g, o. Along $c$ there is no matrix and no tanh. (In 1997 everything was kept for ever; the forget gate came three years later.)

# %% [markdown]
# Our `recurrent_unroll` hands on one tensor, so h and c stand side by side in it.
#
# **Exercise: `lstm_step`.** Four points, fifteen minutes.

# %% exercise="lstm_step" tags=["export"]
def lstm_step(x, state, W_x, W_h, b):
    """Read one symbol: keep a share of c, write to it, and say a share of it as h.

    x: (B, d_in); state: (B, 2 · d_h), h and c side by side; W_x: (d_in, 4 · d_h); W_h: (d_h, 4 · d_h);
    b: (4 · d_h,). Side by side, d_h columns each, stand input gate i, forget gate f, candidate g and output
    gate o. Returns the new state (B, 2 · d_h), h and c side by side.
    Source: Hochreiter and Schmidhuber 1997; Gers et al. 2000 for the forget gate.
    """
    ### BEGIN SOLUTION
    h, c = state.chunk(2, dim=-1)  # (B, d_h) each
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)  # (B, d_h) each
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h = torch.sigmoid(o) * torch.tanh(c)
    return torch.cat([h, c], dim=-1)
    ### END SOLUTION

# %%
lstm_step = check("lstm_step", lstm_step)

# %% [markdown]
# ## Does the law hold?
#
# The half-life was computed from a bias alone. In a network, symbol and state push the gates as well, and something is written all the time. So we measure, as in lesson 01: a GRU with random weights reads the same symbols from two different states, and we follow the difference until a half of it is left. (`keep_bias` sets the bias of the gate that keeps, z or f: it is the second set of weights in both.)

# %%
@torch.no_grad()
def measured_half_life(bias, seed=1):
    set_seed(seed)
    network = Reader(gru_step, 17, 8, d_h=64, sets=3, keep_bias=bias)
    symbols, start = torch.randint(8, 16, (64, 200)), torch.randn(64, 64)
    difference = network.read(symbols, start) - network.read(symbols, torch.zeros(64, 64))
    left = torch.cat([start.norm()[None], difference.norm(dim=(0, 2))]) / start.norm()
    n = (left > 0.5).sum()  # the first step after which less than a half is left
    return (n - 1 + (left[n - 1] - 0.5) / (left[n - 1] - left[n])).item()  # on a straight line from n - 1 to n

# %%
biases = torch.arange(6.0)
measured = torch.tensor([measured_half_life(bias) for bias in biases])
ratio = measured / forget_bias_half_life(biases)
ratio

# %%
figures.curves(
    biases, {"measured": measured}, laws={"from the bias": forget_bias_half_life(biases)}, log_y=True,
    title=f"Measured, a network keeps {ratio.min():.2f} to {ratio.max():.2f} times as long as its bias says",
    x_label="bias of the update gate", y_label="half-life in steps",
    alt=f"On a logarithmic axis, the measured half-life goes from {measured[0]:.1f} steps at a bias of 0 to "
        f"{measured[-1]:.0f} at 5, beside the dashed law.",
)

# %% [markdown]
# Where a gate is half shut, at a bias of 0, what is newly written is made from the old state too, and carries some of the difference on. Where it is wide open, equal pushes to both sides do not even out: from 4, a push down by one costs more than a push up by one can win.

# %%
torch.sigmoid(torch.tensor([3.0, 4.0, 5.0]))

# %% [markdown]
# Between the two the bias alone tells us a good deal.

# %% [markdown]
# ## Recall again
#
# Now the gates may learn. They begin with a bias of 3, nearly open. All else is as for the plain network: the batches, the number of them, the learning rate, the size of the state.

# %%
right["GRU"] = [recalls("GRU", gap, gru_step, sets=3, keep_bias=3.0) for gap in gaps]

# %%
right["LSTM"] = [recalls("LSTM", gap, lstm_step, sets=4, parts=2, keep_bias=3.0) for gap in gaps]

# %% [markdown]
# The bias of 3 was our choice. We begin once more, with another.

# %%
half_shut = predict("half_shut")
half_shut

# %%
record(half_shut, answer={"value": 80.0})

# %%
right["GRU, bias 0"] = [recalls("GRU, bias 0", gap, gru_step, sets=3) for gap in gaps]
half_shut.reveal(100 * right["GRU, bias 0"][2])

# %%
reach = {name: max((gap for gap, r in zip(gaps, rights) if r > 0.95), default=0) for name, rights in right.items()}
figures.curves(
    gaps, {name: [100 * r for r in rights] for name, rights in right.items()},
    laws={"guessing": [12.5] * len(gaps)},
    title="Right across so many distractors: " + ", ".join(f"{gap} ({name})" for name, gap in reach.items()),
    x_label="gap (distractors)", y_label="right (%)",
    alt="Right answers in percent over the gaps: " + "; ".join(
        f"{name} " + ", ".join(f"{100 * r:.0f}" for r in rights) for name, rights in right.items()
    ) + ".",
)

# %% [markdown]
# The same GRU, with the same gates to learn, from two starts. What comes back to a gate, to learn from, is presumably the gradient of lesson 02, and that depends on how much of the symbol is left when the request comes.

# %% [markdown]
# We chose the start of the gates, so we owe the plain network the same. Let us make what comes from a symbol three times smaller, so that a distractor shakes the state less. Gaps of 10 and 40, three starts each:

# %%
def gentle(gap, seed):
    generator = set_seed(seed)
    model = Reader(recurrent_step, 17, 8, d_h=64)
    model.W_x.data /= 3
    learn_to_recall(model, gap, generator)
    return share_right(model, gap, generator)

gentle_right = {gap: [gentle(gap, seed) for seed in (1, 2, 3)] for gap in (10, 40)}
gentle_right

# %% [markdown]
# Across the longer gap it is a matter of luck, and another machine may find other numbers. But a plain network is not unable to keep. It can come upon weights that leave a part of its state alone, if it begins near enough. A gate is built so that leaving alone is the easy thing.

# %% [markdown]
# ## The clock again
#
# It remembers further. What about the wait?

# %%
waiting = choose("gated_wait")
waiting

# %%
record(waiting, answer={"choice": "same, longer"})

# %%
cells = {"plain": (recurrent_step, 1, 1), "GRU": (gru_step, 3, 1), "LSTM": (lstm_step, 4, 2)}
set_seed(1)
networks = {name: Reader(step, 17, 8, 256, sets, parts) for name, (step, sets, parts) in cells.items()}

# %% [markdown]
# First the count: how often is the step called for a text of 64 symbols?

# %%
def count_steps(network, symbols):
    calls, step = [], network.step
    network.step = lambda *inputs: calls.append(inputs) or step(*inputs)
    network(symbols)
    network.step = step
    return len(calls)

{name: count_steps(network, torch.randint(17, (1, 64))) for name, network in networks.items()}

# %% [markdown]
# Then the time, as in [lesson 02](02_two_costs.ipynb): all three in turn, in processor time, the least of fifteen rounds.

# %%
def reading(network):
    def prepare(length):
        symbols = torch.randint(17, (32, length))
        return torch.no_grad()(lambda: network(symbols))
    return prepare

# %%
lengths = [16, 32, 64, 128]
ways = {name: reading(network) for name, network in networks.items()}
measured = measuring.times(ways, lengths, repeats=15, clock=measuring.work)
milliseconds = {name: 1000 * measured.least(name) for name in networks}
milliseconds

# %%
in_proportion = milliseconds["plain"][0] * torch.tensor(lengths) / lengths[0]
figures.curves(
    lengths, milliseconds, laws={"in proportion": in_proportion},
    title=f"{lengths[-1]} symbols: " + ", ".join(f"{name} {times[-1]:.0f} ms" for name, times in milliseconds.items()),
    x_label="length of the text (symbols)", y_label="milliseconds",
    alt="Milliseconds over the length: " + "; ".join(
        f"{name} from {times[0]:.1f} to {times[-1]:.0f}" for name, times in milliseconds.items()
    ) + ".",
)

# %%
growth = {name: measuring.fit_power(lengths, times).exponent for name, times in milliseconds.items()}
longer = {name: (times[-1] / milliseconds["plain"][-1]).item() for name, times in milliseconds.items()}
for name in ways:
    print(f"{name}: time grows as length to the power of {growth[name]:.2f}; {longer[name]:.1f} times as long as plain")

# %% [markdown]
# An exponent of one means: twice the length, twice the time. What a step multiplies with can be counted, in its sets of weights.

# %% [markdown]
# ## Write it, with gates
#
# The recipe of lesson 01: 256 numbers of state, 32 pieces of 32 characters. The step is the GRU's, without an embedding, its gates begun with a bias of 1, as those of an LSTM often are (Jozefowicz et al. 2015). It is trained for 400 steps.

# %%
plays = corpora.plays()
n_symbols = len(plays.characters)
generator = set_seed(1)
writer = Reader(gru_step, n_symbols, n_symbols, d_h=256, sets=3, keep_bias=1.0)

# %%
def loss_on_batch(model):
    inputs, targets = corpora.batch(plays.train, 32, 32, generator)
    return next_symbol_loss(model(inputs), targets)

# %%
history = train(
    writer, loss_on_batch, steps=400, learning_rate=8e-3,
    evaluate=lambda model: held_out_loss(model, plays.held_out),
)

# %%
score = held_out_loss(writer, plays.held_out)
n_parameters = sum(p.numel() for p in writer.parameters())
score, n_parameters, history.seconds

# %% [markdown]
# If [lesson 01](01_recurrence.ipynb) has been run on this machine, its row stands beside the new one below. Compare the two, the seconds and the number of steps as well. In a piece of 32 characters there is not much to be kept for long.

# %% [markdown]
# ## The scoreboard

# %%
progress.keep_score("Write it", "GRU", score=score, parameters=n_parameters, seconds=history.seconds,
                    parts=[gru_step, recurrent_unroll, next_symbol_loss])
scoreboard("Write it")

# %%
scoreboard("Recall")

# %% [markdown]
# ## What we have measured
#
# Of the memory:

# %%
expect("plain, right across 5", right["plain"][0], above=0.95)
expect("plain, right across 10", right["plain"][1], below=0.75)
expect("plain, right across 20 and 40", max(right["plain"][2:]), below=0.3)
expect("gates that begin open, right across all gaps", min(right["GRU"] + right["LSTM"]), above=0.95)
expect("half_shut", 100 * right["GRU, bias 0"][2])
expect("a plain network of a gentle start, right across 10", min(gentle_right[10]), above=0.95)
expect("the gated state after forty steps of noise", min(gated[1:]), above=0.85)
expect("measured half-life, times what the bias says, at a bias of 0", ratio[0], above=1.2)
expect("the least of it from 1 to 5", ratio[1:].min(), above=0.75)
expect("the most of it from 1 to 5", ratio[1:].max(), below=1.35)

# %% [markdown]
# Of the time, and of what is written:

# %%
expect("exponents of the time, the least", min(growth.values()), above=0.7)
expect("exponents of the time, the largest", max(growth.values()), below=1.3)
expect("gated_wait", min(longer["GRU"], longer["LSTM"]))
expect(
    "the GRU that writes", score, below=1.95, unit="nats per character",
    otherwise="Fewer than 400 steps can do this: train again, and run the cells below the training.",
)

# %% [markdown]
# - **What it means:** a state can be told what to keep, by neurons that look and learn when to leave a number alone.
# - **What is missing:** kept well or not, all that was read must fit into one row of numbers of a fixed size. Can one vector hold a word? That is lesson 04.
#
# What the field calls these things:

# %%
terms("03")

# %% [markdown]
# Three questions to take along:
#
# 1. Which bias keeps a half for a thousand steps? And how much of a candidate can a GRU write in one step through such a gate?
# 2. The GRU keeps $z$ and writes $1 - z$; the LSTM has two gates for that. What can the LSTM do with a number of its state that the GRU cannot?
# 3. What has to come back to a gate, and from where, before it can learn to stay open?
