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
# # 02 Two costs
#
# **What does reading in order cost?**
#
# We time a network that reads in order, beside a product that looks at all pairs at once. Then we follow an early symbol to the end of a text: what of it arrives in the gradients, and what a trained network recalls. At the end we can fit a law to a measurement, count what has to wait for what, and limit how far a step of training goes. It takes about an hour.

# %%
import math
import os

import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, explore, figures, measuring, predict, progress, record
from utils import scoreboard, terms, yours
from utils.training import set_seed, train
from utils.widgets.numbers import written

generator = set_seed(1)

# %%
recurrent_step = yours("recurrent_step")
recurrent_unroll = yours("recurrent_unroll")
next_symbol_loss = yours("next_symbol_loss")

# %% [markdown]
# ## Two ways to read
#
# A text of `length` symbols, each a row of 64 numbers. The first way is the one that we know: one symbol after another, with a state of 64 numbers that is handed on.

# %%
d = 64
W_x, W_h, b = torch.randn(d, d) / d**0.5, torch.randn(d, d) / d**0.5, torch.zeros(d)

def step(x, h):
    return recurrent_step(x, h, W_x, W_h, b)

def recurrent_layer(length):
    inputs = torch.randn(1, length, d)
    return lambda: recurrent_unroll(inputs, torch.zeros(1, d), step)

# %% [markdown]
# The second way has no state. Every symbol is compared with every other one, which gives a table of `length` times `length` numbers, and each row of the table then blends all symbols. What the three inputs `q`, `k` and `v` stand for is the subject of lesson 06. Today we only want the bill.

# %%
def all_pairs(length):
    q, k, v = torch.randn(3, length, d)
    return lambda: (q @ k.T) @ v

# %% [markdown]
# Both functions prepare what is needed, and give back the call that does the work.

# %%
recurrent_layer(256)().shape, all_pairs(256)().shape

# %% [markdown]
# How much work is it? We count the multiplications. At each symbol the recurrent layer multiplies a row by a matrix of 64 times 64 numbers, twice. All pairs multiplies 64 numbers for each pair of symbols to compare them, and 64 to blend.

# %%
def multiplications(length):
    return {"recurrent layer": 2 * length * d * d, "all pairs": 2 * length * length * d}

multiplications(256)

# %% [markdown]
# All pairs is four times the work. Next come the times. Commit to a number; the scale is one of factors. (The timer counts the time that the core works for us, and stands still while it works for another program.)

# %%
guess = predict("wait_of_the_line")
guess

# %%
record(guess, answer={"value": 0.25})

# %%
ways = {"recurrent layer": recurrent_layer, "all pairs": all_pairs}
at_256 = measuring.times(ways, [256], repeats=15, clock=measuring.work)
in_order, in_pairs = (1000 * at_256.least(name).item() for name in ways)
guess.reveal(in_order / in_pairs)
print(f"recurrent layer {in_order:.2f} ms, all pairs {in_pairs:.2f} ms")

# %% [markdown]
# ## What waits for what
#
# Multiplications are one thing to count. Let us count another: the longest chain of operations in which each needs the result of the one before. This is a count. It has no noise, and it is the same on every machine.

# %%
chains = {}
for name, way in ways.items():
    chains[name] = [measuring.sequential_steps(way(length)) for length in (256, 512, 1024)]
chains

# %% [markdown]
# All pairs is two products, one after the other, at any length. The recurrent layer has a chain of several operations for every symbol, and each has to be called, done and handed on before the next one can begin. That is a **sequential dependency**.

# %% [markdown]
# ## The law of each
#
# Now both at growing lengths. Each call is made fifteen times, the two ways in turn, and the least time counts: whatever disturbs a measurement can only add to it.

# %%
lengths = [256, 512, 1024, 2048, 4096]
measured = measuring.times(ways, lengths, repeats=15, clock=measuring.work)
laws = {name: measuring.fit_power(lengths, measured.least(name)) for name in ways}
for name, law in laws.items():
    print(f"{name}: time grows as {law}")

# %% [markdown]
# The exponent says what doubling the length does: it multiplies the time by two to that power. What stands after ± is how far the exponent moves when any one of the lengths is left out. How the time grows with the length is called the **time complexity** of a computation. One writes it $O(n)$ where the exponent is one, and $O(n^2)$ where it is two.

# %%
double, double_pairs = (2**laws[name].exponent for name in ways)

def law_of(name, exponent):  # through the measurement at the middle length
    return 1000 * measured.least(name)[2] * (torch.tensor(lengths) / lengths[2]) ** exponent

# %%
figures.curves(
    lengths, {name: 1000 * measured.least(name) for name in ways},
    laws={"length": law_of("recurrent layer", 1), "length²": law_of("all pairs", 2)}, log_x=True, log_y=True,
    title=f"Twice the text: {double:.1f} times the time in order, {double_pairs:.1f} times for all pairs",
    x_label="length (symbols)", y_label="time (ms)",
    alt=f"On logarithmic axes, lines along their laws: the recurrent layer with a slope of "
        f"{laws['recurrent layer'].exponent:.1f}, all pairs with one of {laws['all pairs'].exponent:.1f}.",
)

# %%
meeting = laws["recurrent layer"].meets(laws["all pairs"])
print(f"The two laws meet at about {meeting:,.0f} symbols.")

# %% [markdown]
# The steeper law catches up, at some length, on any machine. And what it computes has to be kept somewhere. Bytes can be counted as exactly as steps:

# %%
for length in lengths:
    line, table = (measuring.peak_memory(way(length)) / 1e6 for way in ways.values())
    print(f"symbols: {length:4}   recurrent layer {line:4.2f} MB   all pairs {table:5.2f} MB")

# %% [markdown]
# A table that no longer fits into the memory next to the core is slow to reach, so the exponent of all pairs may come out a little above two. Part IV is about this bill.

# %% [markdown]
# ## More cores
#
# First the clock of lesson 00: both ways once more, as two lines of people. The second way is called attention here. A tick is the work of one position on one core. (In attention a position of a longer text has more work to do. The clock leaves that out.)

# %%
clock = explore("four_ticks")
clock

# %%
record(clock, answer={"length": 4, "tick": 4, "cores": 4})

# %% [markdown]
# Then on this machine. PyTorch can share out the work inside one operation. We time both ways on one core and, where there are two, on two. In a third row a recurrent layer reads 256 texts side by side, with a state of 256 numbers.

# %%
W_wide = torch.randn(256, 256) / 16

def wide_layer(length):
    inputs = torch.randn(256, length, 256)
    wide_step = lambda x, h: recurrent_step(x, h, W_wide, W_wide, torch.zeros(256))
    return lambda: recurrent_unroll(inputs, torch.zeros(256, 256), wide_step)

def on_cores(n_cores, way):
    def prepare(length):
        call = way(length)
        return lambda: (torch.set_num_threads(n_cores), call())
    return prepare

# %%
n_cores = min(2, os.cpu_count())
for name, way, length in [
    ("recurrent layer", recurrent_layer, 256),
    ("all pairs", all_pairs, 1024),
    ("256 texts at once", wide_layer, 4),
]:
    both = measuring.times({n: on_cores(n, way) for n in (1, n_cores)}, [length], repeats=30)
    gain = (both.least(1) / both.least(n_cores)).item()
    print(f"{name}: {gain:.2f} times as fast on {n_cores} cores as on one")

# %%
torch.set_num_threads(n_cores)
chain_on_all = measuring.sequential_steps(recurrent_layer(256))
torch.set_num_threads(1)
chain_on_all, chains["recurrent layer"][0]

# %% [markdown]
# What can be shared out is the inside of one operation. (Where another program has the second core, each half waits for the other, and two can be slower than one.)

# %% [markdown]
# So more cores let a recurrent network read more texts at once, or carry a larger state. For one text of 4096 symbols, the work of all pairs can be divided by the number of cores, at best.

# %%
line, pairs = (1000 * measured.least(name)[-1] for name in ways)
for many in (1, 2, 8, 64):
    print(f"cores: {many:2}   recurrent layer {line:5.1f} ms   all pairs {pairs / many:5.1f} ms at best")

# %% [markdown]
# That is the first cost. Now for the second.

# %% [markdown]
# ## What reaches the end
#
# In lesson 01 we followed the trace of the first symbol as we read on. To learn from that symbol, training has to go the same way back. From the end, step by step, it finds out how much a small change at each place would have changed the result: **backpropagation through time**. What it finds is the gradient: at every place a row of numbers, and we measure how long it is.
#
# torch finds it for anything that a number was computed from. What we ask about has to be marked before we compute with it:

# %%
x = torch.tensor([1.0, 2.0, 3.0]).requires_grad_()
torch.autograd.grad((x**2).sum(), x)

# %% [markdown]
# That is $2x$. It comes in brackets, since one may ask about several tensors at once.
#
# **Exercise: `gradient_by_distance`.** Four points, fifteen minutes. It takes any model that turns inputs into outputs, one for each place, and measures how strongly the last output depends on each input. The texts of a batch are read side by side: what comes out for one does not depend on the others.

# %% exercise="gradient_by_distance" tags=["export"]
def gradient_by_distance(model, inputs):
    """How strongly the last output depends on what was read, by how long ago it was read.

    inputs: (B, T, d_in); model(inputs) gives the outputs (B, T, d_out), and no text looks at another. Returns
    (T,): number k is the norm, over d_in, of the gradient of the sum of a text's last output with respect to
    its input k places before the last, as a mean over the texts.
    """
    ### BEGIN SOLUTION
    inputs = inputs.detach().clone().requires_grad_()
    last = model(inputs)[:, -1].sum()  # of all texts; each part of the sum depends on its own text only
    (slope,) = torch.autograd.grad(last, inputs)  # (B, T, d_in)
    return slope.norm(dim=2).mean(dim=0).flip(0)
    ### END SOLUTION

# %%
gradient_by_distance = check("gradient_by_distance", gradient_by_distance)

# %% [markdown]
# As in lesson 01, $W_h$ rotates what it is given and shrinks it to nine tenths. What comes from a symbol is made small, so that the state stays where the tanh is steep.

# %%
def reader(W_h):
    step = lambda x, h: recurrent_step(x, h, 0.3 * W_x, W_h, b)
    return lambda inputs: recurrent_unroll(inputs, torch.zeros(len(inputs), d), step)

turn = nn.init.orthogonal_(torch.empty(d, d))
inputs = torch.randn(16, 41, d)  # 16 texts: a last symbol and forty before it

# %% [markdown]
# A symbol lies twenty places back. What comes of it?

# %%
guess = predict("gradient_left")
guess

# %%
record(guess, answer={"value": 12.0})

# %%
norms = gradient_by_distance(reader(0.9 * turn), inputs)
left = 100 * norms[20] / norms[0]
guess.reveal(left)

# %% [markdown]
# ## What a step does to it
#
# In $h_t = \tanh(x_t W_x + h_{t-1} W_h + b)$ a small change of $h_{t-1}$ goes through $W_h$ and then through the tanh. On its way back the gradient is multiplied by the same two: by the slope of the tanh at each number of the state, and by $W_h$. Let us see first whether it is a matter of factors at all: we fit the law of a factor at each step.

# %%
distance = torch.arange(41)
fading = measuring.fit_decay(distance, norms)
print("The norm of the gradient:", fading)

# %% [markdown]
# The slope of the tanh is one where a number of the state is zero, and less everywhere else. The most by which a matrix can lengthen anything is its largest **singular value**, $\sigma$. The way back begins with a one for each of the $d$ numbers of the last state, a row of length $\sqrt d$. It ends with a step from a state to its symbol, through $0.3\,W_x$, whose largest singular value is $\sigma_x$. So with $g_k$ for the gradient at distance $k$ there is a bound that nothing can cross:
#
# $$\lVert g_k \rVert \le \sigma^k \cdot \sigma_x \sqrt d$$

# %%
sigma, sigma_x = (torch.linalg.matrix_norm(W, ord=2) for W in (0.9 * turn, 0.3 * W_x))
sigma, sigma_x

# %%
bound = sigma**distance * sigma_x * d**0.5
figures.curves(
    distance, {"measured": norms}, laws={"bound": bound, "fitted": fading(distance)}, log_y=True,
    title=f"Twenty steps back, {left:.1f} % is left; {sigma:.1f} at each step would leave {100 * sigma**20:.0f} %",
    x_label="distance (symbols)", y_label="norm of the gradient",
    alt=f"On a logarithmic axis the norms fall along the fitted law, by {fading.factor:.2f} a step, below the bound, "
        f"by {sigma:.2f} a step.",
)

# %% [markdown]
# A straight line on this axis means that it is lost by a factor, not by an amount. This is the **vanishing gradient**. The measurement falls more steeply than the bound, by what the slopes of the tanh take away.
#
# Now with other sizes of $W_h$, smaller and larger:

# %%
for scale in (0.5, 0.9, 1.0, 1.2):
    factor = measuring.fit_decay(distance, gradient_by_distance(reader(scale * turn), inputs)).factor
    print(f"W_h times {scale}: a factor of {factor:.2f} at each step, {written(100 * factor**20, 2)} % after twenty")

# %% [markdown]
# A larger $W_h$ mends it in part. The more the state holds, the flatter the tanh is there, and the more of the gain is taken back. To bring a message over many steps, every one of them must keep nearly all of it, and nothing here sees to that.

# %% [markdown]
# How near is "nearly all"? Take the tanh away and leave a $W_h$ that rotates and shrinks. What it shrinks by is a weight that we can set ourselves.

# %%
powers = explore("lost_by_powers")
powers

# %%
record(powers, answer={"weight": 0.98, "gap": 20, "size": 16, "guess": -1.9})

# %% [markdown]
# ## What is recalled
#
# Gradients are there to learn from, so let a network learn. Its task is nothing but remembering: hear a symbol, then a number of distractors, then a request, and say the symbol again.

# %%
n_symbols = 8

def texts(batch_size, gap):
    return corpora.recall(batch_size, gap, n_symbols, generator)

texts(3, gap=5)

# %% [markdown]
# The symbols are 0 to 7, the distractors 8 to 15, and 16 is the request. On the right is what it should say.
#
# **Exercise: `recall_accuracy`.** Three points, eight minutes. It is the score of this task from here to the end of the course.

# %% exercise="recall_accuracy" tags=["export"]
def recall_accuracy(model, inputs, targets):
    """How often the model's guess at the last place is right, in percent.

    inputs: (B, T), integers; model(inputs) gives logits (B, T, V); targets: (B,), integers below V. The guess
    is the symbol with the highest logit. Returns a float from 0 to 100.
    """
    ### BEGIN SOLUTION
    guesses = model(inputs)[:, -1].argmax(dim=-1)  # (B,)
    return 100 * (guesses == targets).sum().item() / len(targets)
    ### END SOLUTION

# %%
recall_accuracy = check("recall_accuracy", recall_accuracy)

# %% [markdown]
# The network is built as in lesson 01, with a state of 64 numbers.

# %%
class RecallRNN(nn.Module):
    def __init__(self, n_ids, d_h, n_symbols):
        super().__init__()
        self.W_x = nn.Parameter(torch.randn(n_ids, d_h))
        self.W_h = nn.Parameter(torch.randn(d_h, d_h) / d_h**0.5)
        self.b = nn.Parameter(torch.zeros(d_h))
        self.to_logits = nn.Linear(d_h, n_symbols)

    def step(self, x, h):
        return recurrent_step(x, h, self.W_x, self.W_h, self.b)

    def forward(self, ids):  # (B, T)
        x = F.one_hot(ids, len(self.W_x)).float()  # (B, T, n_ids)
        h = torch.zeros(len(ids), len(self.W_h))
        return self.to_logits(recurrent_unroll(x, h, self.step))  # (B, T, n_symbols)

# %%
network = RecallRNN(2 * n_symbols + 1, 64, n_symbols)
chance = 100 / n_symbols
recall_accuracy(network, *texts(1000, gap=5)), chance

# %% [markdown]
# The second number is what guessing gives. We train for 300 steps on 64 new texts each; the network pays for its answer at the last place only.

# %%
def remember(gap):
    network = RecallRNN(2 * n_symbols + 1, 64, n_symbols)

    def loss_on_batch(network):
        inputs, targets = texts(64, gap)
        return next_symbol_loss(network(inputs)[:, -1:], targets[:, None])

    levels = {"guessing": math.log(n_symbols)}
    history = train(network, loss_on_batch, steps=300, learning_rate=3e-3, levels=levels, unit="nats")
    return recall_accuracy(network, *texts(1000, gap)), history.seconds

# %%
recalled, seconds = {}, {}
recalled[5], seconds[5] = remember(5)
recalled

# %% [markdown]
# That was with five distractors. Now with twenty.

# %%
guess = predict("recall_far")
guess

# %%
record(guess, answer={"value": 60.0})

# %%
recalled[20], seconds[20] = remember(20)
guess.reveal(recalled[20])

# %% [markdown]
# All that training has to go by is what comes back from the end to the first symbol, through every step between. Two more gaps, for the picture.

# %%
for gap in (2, 10):
    recalled[gap], seconds[gap] = remember(gap)
recalled

# %%
gaps = sorted(recalled)
figures.curves(
    gaps, {"recurrent": [recalled[gap] for gap in gaps]}, laws={"chance": [chance] * len(gaps)}, log_x=True,
    title=f"Across five distractors {recalled[5]:.0f} % are right, across twenty {recalled[20]:.0f} %",
    x_label="gap (distractors)", y_label="right (%)",
    alt="Right answers over the gap: " + ", ".join(f"{recalled[gap]:.0f} percent at {gap}" for gap in gaps) + ".",
)

# %% [markdown]
# Nothing about the task is harder at a larger gap: the symbol is only further away. Other random weights at the start may do better or worse.

# %% [markdown]
# ## Larger weights
#
# So far $W_h$ was a rotation, made smaller or larger. The network above drew it at random. What comes back through one that is three times as large?

# %%
guess = predict("larger_weights")
guess

# %%
record(guess, answer={"value": 0.001})

# %%
larger = 3 * torch.randn(d, d) / d**0.5
at_larger = gradient_by_distance(reader(larger), inputs)
guess.reveal(at_larger[40] / at_larger[0])

# %%
law = measuring.fit_decay(distance, at_larger)
first, last = (written(at_larger[k].item(), 2) for k in (0, 40))
figures.curves(
    distance, {"measured": at_larger}, laws={"fitted": law(distance)}, log_y=True,
    title=f"At each step back, the norm of the gradient is multiplied by {law.factor:.2f}",
    x_label="distance (symbols)", y_label="norm of the gradient",
    alt=f"On a logarithmic axis the norm goes from {first} to {last}, along the fitted law.",
)

# %% [markdown]
# ## A step of training
#
# Training takes steps against the gradient. We give this network some states to aim at, and take one.

# %%
weights = [0.3 * W_x, larger, b]
aim = torch.randn(16, d) / 2

def look(weights):
    weights = [w.clone().requires_grad_() for w in weights]
    states = recurrent_unroll(inputs, torch.zeros(16, d), lambda x, h: recurrent_step(x, h, *weights))
    loss = (states[:, -1] - aim).square().mean()
    beyond = (states.abs() > 0.99).float().mean()
    print(f"loss {loss:.2f}, norm of the gradient {written(measuring.gradient_norm(loss, weights), 3)}, "
          f"{beyond:.0%} of the numbers of the states beyond 0.99")
    return loss, list(torch.autograd.grad(loss, weights))

# %%
loss, grads = look(weights)

# %%
loss_after, grads_after = look([w - 0.1 * g for w, g in zip(weights, grads)])

# %% [markdown]
# The loss is higher than before, and next to nothing is left of the gradient. The step was so long that nearly every tanh now stands at its end, where it is flat, and hardly a gradient leads back from there. A gradient that gains a factor at each step back is an **exploding gradient**: the first symbol seems to count far more than the last.

# %% [markdown]
# The direction was right near where we stood, but we went too far. So let us limit the length. That of a matrix is the length of one row with all its numbers in it, the root of the sum of their squares. Where there are several matrices, the row has the numbers of all.

# %%
question = choose("clipping")
question

# %%
record(question, answer={"choice": "0.6 and 0.8"})

# %% [markdown]
# In a network the matrices are many, and to limit the length of what they have together is called **gradient clipping**. `train` does it at every step.
#
# **Exercise: `clip_gradient`.** Two points, eight minutes.

# %% exercise="clip_gradient" tags=["export"]
def clip_gradient(grads, max_norm):
    """Shorten a gradient that is longer than max_norm, in its own direction.

    grads: a list of tensors of any shapes, which together are one gradient; max_norm: a float above zero. The
    norm is that of all numbers of all tensors together. Returns a new list of tensors of the same shapes: of
    norm max_norm if it was longer, unchanged if not. Source: Pascanu, Mikolov and Bengio 2013.
    """
    ### BEGIN SOLUTION
    norm = math.sqrt(sum(g.square().sum().item() for g in grads))
    scale = max_norm / norm if norm > max_norm else 1.0
    return [scale * g for g in grads]
    ### END SOLUTION

# %%
clip_gradient = check("clip_gradient", clip_gradient)

# %%
clipped_loss, clipped_grads = look([w - 0.1 * g for w, g in zip(weights, clip_gradient(grads, 1.0))])

# %% [markdown]
# There is still a gradient to go by. Clipping mends what is too long. It cannot mend what has faded: to lengthen next to nothing is to lengthen noise.

# %% [markdown]
# ## The scoreboard
#
# *Recall* is the second task that runs through the course. Its score is the share of right answers, in percent, and each row names its gap.

# %%
n_parameters = sum(p.numel() for p in network.parameters())
for gap in (5, 20):
    progress.keep_score(
        "Recall", f"recurrent network, gap {gap}", score=recalled[gap], parameters=n_parameters,
        seconds=seconds[gap], parts=[recurrent_step, recurrent_unroll, next_symbol_loss],
    )
scoreboard("Recall")

# %% [markdown]
# ## What we have measured
#
# Of the time:

# %%
first, second, third = chains["recurrent layer"]
expect("wait_of_the_line", in_order / in_pairs)
expect("operations in a row for each further symbol", (third - second) / 512, above=1)
expect("exponent of the recurrent layer", laws["recurrent layer"].exponent, above=0.8, below=1.2)
expect("exponent of all pairs", laws["all pairs"].exponent, above=1.7, below=2.4)

# %% [markdown]
# Of what arrives:

# %%
expect("gradient_left", left)
expect("right across five distractors", recalled[5], above=95, unit="percent")
expect("recall_far", recalled[20])

# %% [markdown]
# Of what explodes:

# %%
expect("larger_weights", at_larger[40] / at_larger[0])
expect("what the long step adds to the loss", loss_after - loss, above=0)
expect("norm of the gradient of W_h after the long step", grads_after[1].norm(), below=1)
expect("norm of the gradient of W_h after a clipped step", clipped_grads[1].norm(), above=1000)

# %% [markdown]
# - **What it means:** to read in order has two costs, one for the wait of each symbol for the one before it, and one for what is lost in handing on.
# - **What is missing:** nobody has told the state what to keep. Can it be told? That is [lesson 03](03_gates.ipynb).
#
# What the field calls these things:

# %%
terms("02")

# %% [markdown]
# Three questions to take along:
#
# 1. How could the recurrent layer do more work in hardly any more time?
# 2. The bound is a power of the largest singular value. Why can a gradient fade even where that value is above one?
# 3. A core twice as fast would halve the wait. What would have to change to halve what is lost on the way?
