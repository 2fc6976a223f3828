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
#     generated: from solutions/01_recurrence.py by make notebooks
#     reference: recurrent
# ---

# %% [markdown]
# # 01 Recurrence
#
# **How can a network read?**
#
# We teach a machine to guess the next character of Shakespeare: first by counting, then with a network that carries a state along as it reads. At the end we can write a recurrent network from nothing, say in a number how good it is, and show how it reads and what it forgets. It takes about an hour. We need tensors and modules (`nn.Module`) from torch.

# %%
import math

import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, figures, predict, progress, record
from utils import scoreboard, terms, yours
from utils.training import held_out_loss, set_seed, train
from utils.widgets import StepClock
from utils.widgets.numbers import significant, written

generator = set_seed(1)

# %% [markdown]
# ## The text
#
# We read the plays of Shakespeare. Four of them are locked away: we learn from the others, and take every score on these four.

# %%
plays = corpora.plays()
print(plays.held_out_plays)
print(plays.decode(plays.train[:200]))

# %% [markdown]
# To a network a character is a number: its place in the list of all characters that occur.

# %%
n_symbols = len(plays.characters)
print(n_symbols, "characters:", plays.characters.replace("\n", "⏎"))
plays.encode("To be")

# %% [markdown]
# ## What a guess costs
#
# Our machine does not name one character. It spreads its trust over all of them, and pays for how little trust it had in the one that came. If it gave that character the probability $p$, the price is $-\ln p$: nothing for certainty, much for surprise. This is the **negative log-likelihood**, and its unit is the *nat*.

# %%
p = torch.tensor([1.0, 0.5, 0.1, 0.01])
-p.log()

# %% [markdown]
# With no idea of the text, one would give every character the same probability, one in so many, and pay the logarithm of their number. We keep the prices of all our attempts in a ladder, of which this is the first rung. Lower is better.

# %%
ladder = {"uniform": math.log(n_symbols)}
ladder

# %% [markdown]
# ## Counting
#
# Some characters come more often. Let us count them.

# %%
counts = torch.bincount(plays.train, minlength=n_symbols)
commonest = counts.argsort(descending=True)[:8]
[(plays.characters[i], f"{counts[i] / counts.sum():.3f}") for i in commonest]

# %% [markdown]
# The space is the most common, then the e. We could trust each character by its share. For what follows it is better to keep the logarithms of the counts. Whatever numbers $l_i$ we have, exponentials make them positive, and the sum makes them shares:
#
# $$p_i = \frac{e^{l_i}}{\sum_j e^{l_j}}$$
#
# This is the **softmax**, and a number that goes into it is called a **logit**. A network can produce any numbers, so from now on all our machines speak in logits.

# %%
unigram = (counts + 1).log()
shares = unigram.softmax(dim=0)
shares.sum(), shares[commonest[0]]

# %% [markdown]
# Such counts of single characters are called a *unigram*. The 1 that we added keeps us from the logarithm of zero, and admits that what we have not seen may still come.

# %% [markdown]
# In logits the price is $-\ln p_i = \ln \sum_j e^{l_j} - l_i$. Written like that it has a trap:

# %%
large = torch.tensor([200.0, 199.0])
large.exp().sum().log() - large[0], -large.log_softmax(dim=0)[0]


# %% [markdown]
# $e^{200}$ does not fit into 32 bits. `log_softmax` takes the largest logit away from all of them first, which changes no share.

# %% [markdown]
# The price of a machine is a mean over many characters. It is called the **cross-entropy**, and every language model in this course is trained to lower it.
#
# **Exercise: `next_symbol_loss`.** Two points, eight minutes. It takes a batch of `B` texts of `T` symbols: for every place of every text the logits, one for each of the `V` symbols there are, and the symbol that came. It returns the mean price in nats.

# %% exercise="next_symbol_loss" tags=["export"]
def next_symbol_loss(logits, targets):
    """The mean of −ln p(target), over all places of all texts.

    logits: (B, T, V), any numbers, also large ones; targets: (B, T), integers below V.
    Returns a scalar tensor, in nats, through which gradients flow.
    Source: Shannon 1948, section 6, for the measure of surprise.
    """
    raise NotImplementedError("next_symbol_loss")


# %%
next_symbol_loss = check("next_symbol_loss", next_symbol_loss)

# %% [markdown]
# Now some text that we have not counted. The same logits stand at every place, whatever came before.

# %%
print(plays.decode(plays.held_out[:64]))
targets = plays.held_out[None, :64]
next_symbol_loss(unigram.expand(1, 64, n_symbols), targets)


# %% [markdown]
# For a score we take more than one line: stretches of 64 characters, spread evenly over the four plays that nobody has counted. The mean price on them is the **held-out loss**. `held_out_loss` computes it for anything that turns characters into logits.

# %%
def always_the_same(inputs):  # (B, T)
    return unigram.expand(*inputs.shape, n_symbols)

ladder["unigram"] = held_out_loss(always_the_same, plays.held_out)
ladder

# %% [markdown]
# ## One character back
#
# After a q comes a u. So we count pairs, a *bigram*: one row for each character, and in it what followed.

# %%
before, after = plays.train[:-1], plays.train[1:]
pairs = torch.bincount(before * n_symbols + after, minlength=n_symbols**2)
pairs = pairs.reshape(n_symbols, n_symbols)
q, u = plays.encode("qu")
pairs[q, u], pairs[q].sum()

# %%
some = "aehioqrstuvy "
rows = plays.encode(some)
follow = pairs[rows][:, rows] / pairs[rows].sum(dim=1, keepdim=True)
likeliest = {character: some[row.argmax()] for character, row in zip(some, follow)}
figures.heat_map(
    follow, list(some), list(some), title=f"After a q mostly comes {likeliest['q']}, after a v mostly {likeliest['v']}",
    x_label="what comes next", y_label="after", value_label="share",
    alt="A row for each character; the darkest cell is for " + ", ".join(
        f"{next!r} after {character!r}" for character, next in likeliest.items()
    ) + ".",
)

# %% [markdown]
# To guess, we look up the row of the character that we have just read.

# %%
bigram = (pairs + 1).log()
ladder["bigram"] = held_out_loss(lambda inputs: bigram[inputs], plays.held_out)
saved = ladder["unigram"] - ladder["bigram"]
figures.ladder(ladder, unit="nats per character", title=f"One character back saves {saved:.1f} nats")

# %% [markdown]
# Nats are hard to feel. $e$ raised to the price is a number of characters: among so many, all equally likely, a guess would be as hard. This is the **perplexity**.

# %%
{name: round(math.exp(price), 1) for name, price in ladder.items()}

# %% [markdown]
# We could look further back than one character. The table grows:

# %%
for back in (1, 2, 3, 10):
    print(f"{back:2} back: {written(n_symbols**back, 2)} rows, to fill with {len(plays.train):,} characters")

# %% [markdown]
# For ten characters back there is hardly a row for which we have seen enough. And a table treats *The king* and *the king* as strangers. We need something that keeps what matters of what it has read, in a fixed number of numbers.

# %% [markdown]
# ## A state that is carried along
#
# Let us give the machine one number, the state $h$. At every symbol it makes a new state out of the symbol and the old state, always by the same rule. A bend at its end, the $\tanh$, keeps the state between −1 and 1: it is steep around zero, and flat further out. Nobody outside sees this number, so it is called the **hidden state**.

# %%
torch.tensor([0.0, 0.5, 1.0, 2.0, 3.0, 4.0]).tanh()

# %%
x = torch.tensor([1.0, 0.0, 0.0, 0.0, 0.0, 0.0])
h = torch.tensor(0.0)
for t in range(6):
    h = torch.tanh(1.5 * x[t] + 0.8 * h)
    print(t, f"{h:.3f}")


# %% [markdown]
# Something happened at time 0 only, and five steps later the state still knows. Nothing was stored in a table: the number was handed on, and it faded on the way. A network that takes its own state in again like this is a **recurrent neural network**.

# %% [markdown]
# One number is not much to keep a text in. So the state is a row of `d_h` numbers, each of which sees all of the old ones through a matrix of weights, $W_h$. The symbol is a row of numbers too, and comes in through another, $W_x$; $b$ is the bias.
#
# $$h_t = \tanh(x_t W_x + h_{t-1} W_h + b)$$
#
# **Exercise: `recurrent_step`.** Three points, eight minutes.

# %% exercise="recurrent_step" tags=["export"]
def recurrent_step(x, h, W_x, W_h, b):
    """Read one symbol: make the new state out of it and the old state.

    x: (B, d_in); h: (B, d_h); W_x: (d_in, d_h); W_h: (d_h, d_h); b: (d_h,).
    Returns the new state, (B, d_h). Source: Elman 1990.
    """
    raise NotImplementedError("recurrent_step")


# %%
recurrent_step = check("recurrent_step", recurrent_step)


# %% [markdown]
# To read a text we take step after step, and hand the state on.
#
# **Exercise: `recurrent_unroll`.** Three points, ten minutes. The step comes in as a function, so that lesson 03 can put another one in its place.

# %% exercise="recurrent_unroll" tags=["export"]
def recurrent_unroll(inputs, h, step):
    """Read symbol after symbol, handing the state on, and keep the state after each.

    inputs: (B, T, d_in); h: (B, d_h), the state before the first symbol; step(x, h) takes
    (B, d_in) and (B, d_h) and returns the new state (B, d_h); it is called once a symbol.
    Returns the states, (B, T, d_h): states[:, t] has read inputs[:, :t + 1].
    """
    raise NotImplementedError("recurrent_unroll")


# %%
recurrent_unroll = check("recurrent_unroll", recurrent_unroll)

# %% [markdown]
# ## What a state looks like
#
# We take random weights and read a line with them. The weights $W_h$ begin as a rotation of the state, which changes no length, an **orthogonal initialisation**; then we make them a little smaller.

# %%
d_h = 12
W_x, b = torch.randn(n_symbols, d_h), torch.zeros(d_h)
W_h = 0.9 * nn.init.orthogonal_(torch.empty(d_h, d_h))


# %% [markdown]
# A character becomes a row of zeros with a one at its place, which is called **one-hot**.

# %%
def read(text):
    one_hot = F.one_hot(plays.encode(text), n_symbols).float()[None]  # (1, T, n_symbols)
    step = lambda x, h: recurrent_step(x, h, W_x, W_h, b)
    return recurrent_unroll(one_hot, torch.zeros(1, d_h), step)[0]  # (T, d_h)


# %%
line = "O Romeo, Romeo"
states = read(line)
states.shape

# %%
figures.tape(
    states, list(line), title="Each column is what is left of all that was read so far",
    value_label="state",
    alt="Fourteen columns, one a character, of twelve cells each, from blue to vermillion.",
)

# %% [markdown]
# *Romeo* is there twice. We compare the states after each of its letters. The *length* of a row of numbers, its norm, is the root of the sum of their squares. Here is the length of the difference, as a part of the length of the first state:

# %%
first, second = states[2:7], states[9:14]
(first - second).norm(dim=1) / first.norm(dim=1)

# %% [markdown]
# The letter is the same; the state also holds what came before, an O the first time and a comma the second. With each letter that the two have in common they grow alike. What was read before is still there, and less and less of it.

# %% [markdown]
# ## The clock
#
# How does it get to the end of a line? First a question.

# %%
question = choose("more_cores")
question

# %%
record(question)

# %% [markdown]
# How much of the first symbol is still in the state at each place? To measure that, we read the line once more with another first character, and compare the states.

# %%
difference = (read(line) - read("A" + line[1:])).norm(dim=1)
trace = difference / difference[0]
print(*map(significant, trace.tolist()))

# %% [markdown]
# Now the clock for our line: press *Play*, change the length, and then the cores. Each place is filled by the share that we have measured there.

# %%
StepClock(list(line), traces=trace.tolist())

# %% [markdown]
# It is the whispered message of lesson 00. We scaled $W_h$ so that it shrinks whatever it is given to nine tenths, as the whisperers did. So we draw beside the measurement what nine tenths at each step would leave.

# %%
since = torch.arange(len(line))
nine_tenths, end = 0.9**since, significant(trace[-1].item())
figures.curves(
    since, {"measured": trace}, laws={"0.9 at each step": nine_tenths}, log_y=True,
    title=f"After {since[-1]} symbols {end} is left, where nine tenths a step leave {nine_tenths[-1]:.2f}",
    x_label="symbols read since", y_label="share of the first symbol left",
    alt=f"Two curves from one on: measured, it ends at {end}; dashed, at {nine_tenths[-1]:.2f}.",
)


# %% [markdown]
# What lies between the two is the tanh's doing: where a number of the state is near 1 or −1 it is flat, and lets little through. Training can choose other weights. [Lesson 02](02_two_costs.ipynb) asks how much that helps.

# %% [markdown]
# ## The network
#
# To multiply a one-hot row by a matrix is to pick one row of the matrix. So we may as well keep a row of 64 numbers for each character, and learn them with the rest: an **embedding**. That row is the input $x$ of our step. A last layer turns each state into logits for the next character. `W_x` and `W_h` begin at random, divided by the root of how many numbers they add up, so that no sum is large.

# %%
class CharacterRNN(nn.Module):
    def __init__(self, n_symbols, d_in, d_h):
        super().__init__()
        self.embedding = nn.Embedding(n_symbols, d_in)
        self.W_x = nn.Parameter(torch.randn(d_in, d_h) / d_in**0.5)
        self.W_h = nn.Parameter(torch.randn(d_h, d_h) / d_h**0.5)
        self.b = nn.Parameter(torch.zeros(d_h))
        self.to_logits = nn.Linear(d_h, n_symbols)

    def step(self, x, h):
        return recurrent_step(x, h, self.W_x, self.W_h, self.b)

    def forward(self, symbols):  # (B, T)
        x = self.embedding(symbols)  # (B, T, d_in)
        h = torch.zeros(len(symbols), len(self.W_h))
        return self.to_logits(recurrent_unroll(x, h, self.step))  # (B, T, n_symbols)


# %%
network = CharacterRNN(n_symbols, d_in=64, d_h=256)
n_parameters = sum(p.numel() for p in network.parameters())
n_parameters

# %% [markdown]
# What does it pay before it is trained?

# %%
untrained_guess = predict("untrained_loss")
untrained_guess

# %%
record(untrained_guess)

# %%
untrained = held_out_loss(network, plays.held_out)
untrained_guess.reveal(untrained)


# %% [markdown]
# ## Training
#
# Each step of training takes 32 pieces of 32 characters from anywhere in the plays. For every weight, torch works out how the price would change with it: that is the *gradient*. Then every weight is moved a little to the cheaper side. The first moves are short, the next ones long, and the last ones next to nothing: a **learning-rate schedule**.

# %%
def loss_on_batch(model):
    inputs, targets = corpora.batch(plays.train, 32, 32, generator)
    return next_symbol_loss(model(inputs), targets)

def score(model):
    return held_out_loss(model, plays.held_out)


# %% [markdown]
# `train` takes 1,000 such steps, says how long that will take on this machine, and computes the score now and then. First: where on the ladder will the network end?

# %%
guess = predict("trained_loss")
guess

# %%
record(guess)

# %%
history = train(
    network, loss_on_batch, steps=1000, learning_rate=8e-3, evaluate=score, levels=ladder,
)

# %%
ladder["recurrent"] = score(network)
guess.reveal(ladder["recurrent"])

# %%
figures.ladder(
    ladder, unit="nats per character", highlight="recurrent",
    title=f"The table of pairs pays {ladder['bigram']:.2f} nats, the network {ladder['recurrent']:.2f}",
)

# %% [markdown]
# The table of pairs knows one character. The network has a state of 256 numbers, and nobody has told it what to keep in there. This is how much it has read:

# %%
print(f"{history.steps * 32 * 32:,} characters read, of {len(plays.train):,}")


# %% [markdown]
# ## Let it write
#
# We let it guess, draw a character from its guess, and give that to it as the next symbol. Before we draw, we divide the logits by a **temperature**. Below one it makes the likely characters likelier still.

# %%
@torch.no_grad()
def write(network, start, n_characters, temperature=0.8):
    h = torch.zeros(1, len(network.W_h))
    text = plays.encode(start).tolist()
    for i in range(len(text) + n_characters - 1):
        h = network.step(network.embedding(torch.tensor([text[i]])), h)
        if i == len(text) - 1:
            shares = (network.to_logits(h)[0] / temperature).softmax(dim=0)
            text.append(torch.multinomial(shares, 1, generator=generator).item())
    return plays.decode(text)


# %%
print(write(network, "ROMEO:\n", 400))

# %% [markdown]
# Names in front of the speeches, lines that end, words that are English or nearly. It makes no sense. Was the training too short, or does it lose the beginning of a sentence before it gets to the end? That is a question for lesson 02.

# %% [markdown]
# ## The scoreboard
#
# *Write it* is the first task that runs through the course. Every model that writes Shakespeare gets its row here, with the same score on the same four plays.

# %%
progress.keep_score(
    "Write it", "bigram counts", score=ladder["bigram"], parameters=bigram.numel(), seconds=0,
)
progress.keep_score(
    "Write it", "recurrent network", score=ladder["recurrent"],
    parameters=n_parameters, seconds=history.seconds,
    parts=[recurrent_step, recurrent_unroll, next_symbol_loss],
)
scoreboard("Write it")

# %% [markdown]
# What we have written here is ours from now on. In any notebook, `yours` brings it back:

# %%
recurrent_step = yours("recurrent_step")

# %% [markdown]
# ## What we have measured

# %%
expect("saved by one character back", saved, above=0.75, below=0.85, unit="nats")
expect("left of the first symbol at the end of the line", trace[-1], above=0, below=0.9 ** (len(line) - 1))
expect("untrained_loss", untrained)
expect(
    "trained_loss", ladder["recurrent"],
    otherwise="Fewer than 1,000 steps can do this: train again, and run the cells below the training.",
)

# %% [markdown]
# - **What it means:** a state that is handed from step to step lets a network read any length with a fixed number of weights.
# - **What is missing:** what does it cost to read like that, and how much of the beginning is left at the end of a long text? That is [lesson 02](02_two_costs.ipynb).
#
# What the field calls these things:

# %%
terms("01")

# %% [markdown]
# Three questions to take along:
#
# 1. The network and the bigram table both end in logits for the next character. What does each know when it computes them?
# 2. What could more cores be used for in a network that reads in order?
# 3. We drew from its guesses with a temperature of 0.8. What would the text look like at 0.1, and at 2?
