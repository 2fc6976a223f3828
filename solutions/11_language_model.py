# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   onehop:
#     reference: language_model
# ---

# %% [markdown]
# # 11 Language model
#
# **Why did it take over?**
#
# We take the encoder away from the transformer, and what is left writes. Then we race it against the LSTM of [lesson 03](03_gates.ipynb) and look at the same runs in four ways, which do not agree. At the end we can write a GPT, draw text from it, and say what each of the two networks needs to win. It takes about an hour.

# %%
import itertools
import textwrap

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, explore, figures, measuring, progress, recipe, record
from utils import scoreboard, terms, yours
from utils.counts import Counts
from utils.training import device, held_out_loss, set_seed, train

EncoderBlock, causal_mask, layer_norm = yours("EncoderBlock"), yours("causal_mask"), yours("layer_norm")
lstm_step, recurrent_unroll = yours("lstm_step"), yours("recurrent_unroll")
next_symbol_loss, softmax = yours("next_symbol_loss"), yours("softmax")

# %% [markdown]
# ## A decoder alone
#
# *Write it* is the task of lessons 01 and 03: guess the next character of Shakespeare. There is one text, no second one to be read first. So of [lesson 10](10_transformer.ipynb)'s encoder and decoder we keep the one that writes. Its cross-attention has nothing to look at, and goes; a block of [lesson 09](09_block.ipynb) is left. Each place of the text asks a question of its own:

# %%
plays = corpora.plays()
n_symbols = len(plays.characters)
line = "To be, or not"
for t in range(5):
    print(f"after {line[:t + 1]!r} comes {line[t + 1]!r}")

# %% [markdown]
# A network that reads in order meets these questions one after another. A stack of blocks can answer all of them in one reading, if no place sees what comes after it. We have a mask for that, the causal mask of [lesson 06](06_attention.ipynb).
#
# So the whole model is: a row for each character and a row for each place, added; some blocks behind a causal mask; a last layer norm, since blocks with the norm first hand on a sum that nothing has brought to a size; and a matrix that makes logits of each row. It is called **decoder-only**, and what it learns is a **causal language model**: each guess depends on nothing but what came before. The first such stack that became known is the GPT of Radford and others (2018). How many places it has rows for is its **context length**.
#
# **Exercise: `GPT`.** Five points, fifteen minutes.

# %% exercise="GPT" tags=["export"]
class GPT(nn.Module):
    """A language model of blocks that see nothing later: at each place the logits of the next symbol.

    GPT(n_symbols, d_model, n_heads, n_layers, context_length) has an `embedding`: (n_symbols, d_model), a row for
    each of the `places`: (context_length, d_model), the `blocks`, n_layers of EncoderBlock(d_model, n_heads,
    4 · d_model), `gain` and `bias` of a last layer norm, each (d_model,), and W_out: (d_model, n_symbols). At the start
    embedding and places are standard normal, W_out normal of standard deviation 1/√d_model, gain 1 and bias 0. Called
    with ids: (B, T), T at most context_length, it returns logits (B, T, n_symbols); those at place t depend on
    ids[:, :t + 1] alone. All is on the device of ids. Source: Radford et al. 2018; the norms as in Radford et al. 2019.
    """

    def __init__(self, n_symbols, d_model, n_heads, n_layers, context_length):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(n_symbols, d_model))
        self.places = nn.Parameter(torch.randn(context_length, d_model))
        self.blocks = nn.ModuleList(EncoderBlock(d_model, n_heads, 4 * d_model) for _ in range(n_layers))
        self.gain, self.bias = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))
        self.W_out = nn.Parameter(torch.randn(d_model, n_symbols) / d_model**0.5)

    def forward(self, ids):
        ### BEGIN SOLUTION
        T = ids.shape[1]
        x = self.embedding[ids] + self.places[:T]  # (B, T, d_model)
        for block in self.blocks:
            x = block(x, causal_mask(T).to(ids.device))
        return layer_norm(x, self.gain, self.bias) @ self.W_out
        ### END SOLUTION

# %%
GPT = check("GPT", GPT)

# %% [markdown]
# Does a guess depend on what comes later? We change the seventh character of our line, the space after the comma, and see how much the logits of each place change.

# %%
generator = set_seed(1)
gpt = GPT(n_symbols, d_model=128, n_heads=4, n_layers=2, context_length=64)
with torch.no_grad():
    changed = (gpt(plays.encode(line)[None]) - gpt(plays.encode("To be,Xor not")[None])).abs().amax(dim=2)[0]
[(character, round(change, 2)) for character, change in zip(line, changed.tolist())]

# %% [markdown]
# Nothing before it, everything from it on.

# %% [markdown]
# ## What each has to wait for
#
# The other one in the race is the LSTM, with an embedding before it and 256 numbers in its state and as many in its cell. The two have about as many parameters.

# %%
class LSTM(nn.Module):
    def __init__(self, n_symbols, d_in=64, d_h=256):
        super().__init__()
        self.embedding = nn.Embedding(n_symbols, d_in)
        self.W_x = nn.Parameter(torch.randn(d_in, 4 * d_h) / d_in**0.5)
        self.W_h = nn.Parameter(torch.randn(d_h, 4 * d_h) / d_h**0.5)
        self.b = nn.Parameter(torch.zeros(4 * d_h))
        self.b.data[d_h:2 * d_h] = 1.0  # the forget gate begins rather open
        self.to_logits = nn.Linear(d_h, n_symbols)

    def forward(self, ids):  # (B, T)
        step = lambda x, state: lstm_step(x, state, self.W_x, self.W_h, self.b)
        start = torch.zeros(len(ids), 2 * len(self.W_h), device=ids.device)
        h, c = recurrent_unroll(self.embedding(ids), start, step).chunk(2, dim=-1)  # (B, T, d_h) each
        return self.to_logits(h)

# %%
lstm = LSTM(n_symbols)
n_parameters = {name: sum(p.numel() for p in model.parameters()) for name, model in (("LSTM", lstm), ("GPT", gpt))}
n_parameters

# %% [markdown]
# Before we train them we count, as in [lesson 02](02_two_costs.ipynb): how long is the longest chain of operations in one step of training, from the characters to the loss and back to the gradients, in which each needs the result of the one before? No number of cores makes it shorter. First, what do you expect of a text that is twice as long?

# %%
chain_guess = choose("chain_of_training")
chain_guess

# %%
record(chain_guess, answer={"choice": "lstm"})

# %%
def chain(model, length):
    """The longest chain of operations in a step of training on texts of this length."""
    inputs, targets = corpora.batch(plays.train, 2, length, generator)
    return measuring.sequential_steps(lambda: next_symbol_loss(model(inputs), targets).backward())

lengths = [8, 16, 32, 64]
chains = {"LSTM": [chain(lstm, length) for length in lengths], "GPT": [chain(gpt, length) for length in lengths]}
figures.curves(
    lengths, chains, log_x=True, log_y=True,
    title=f"For {lengths[-1]} characters {chains['LSTM'][-1]} operations wait for each other in the LSTM, "
          f"{chains['GPT'][-1]} in the GPT",
    x_label="characters in a text", y_label="longest chain (operations)",
    alt="The longest chain over the length on logarithmic axes: " + "; ".join(
        f"{name} " + ", ".join(map(str, counts)) for name, counts in chains.items()) + ".",
)

# %% [markdown]
# ## The race
#
# Both learn from the same pieces of the plays in the same order, sixteen pieces of 64 characters in each step, with a learning rate that rises to 0.01 and falls to nothing. A step of the GPT is a little cheaper on one core, so it gets more of them: 560 against 480, somewhat over half a minute each. (Another rate may suit either better by some hundredths of a nat.)

# %%
length, batch_size = 64, 16

def learned(model, steps, **how):
    generator = torch.Generator().manual_seed(1)

    def loss_on_batch(model):
        inputs, targets = corpora.batch(plays.train, batch_size, length, generator)
        return next_symbol_loss(model(inputs), targets)

    return train(model, loss_on_batch, steps=steps, evaluations=8, **how,
                 evaluate=lambda model: held_out_loss(model, plays.held_out))

# %%
ahead = choose("ahead_in_equal_time")
ahead

# %%
record(ahead, answer={"choice": "lstm"})

# %%
histories = {"LSTM": learned(lstm, 480, learning_rate=0.01)}

# %%
histories["GPT"] = learned(gpt, 560, learning_rate=0.01)

# %%
models = {"LSTM": lstm, "GPT": gpt}
scores = {name: held_out_loss(model, plays.held_out) for name, model in models.items()}
seconds = {name: history.seconds for name, history in histories.items()}
scores, seconds

# %% [markdown]
# ## Three clocks
#
# What we have are two rows of losses. What stands below them is for us to choose. First the processor's time:

# %%
def held_out(name, grid, each):
    """The held-out loss of a run on a grid of a clock by which each step costs `each`; nan outside the run."""
    steps, losses = zip(*histories[name].held_out)
    return np.interp(grid, np.array(steps) * each, losses, left=np.nan, right=np.nan)

def by_clock(each, x_label, title):
    """The losses of all runs over a clock. each: what a step costs by it, for each of them."""
    grid = np.linspace(0, max(each[name] * history.steps for name, history in histories.items()), 200)
    return figures.curves(
        grid, {name: held_out(name, grid, each[name]) for name in histories}, title=title,
        x_label=x_label, y_label="held-out loss (nats per character)",
        alt="The held-out loss of each run falls; they end at " + ", ".join(
            f"{scores[name]:.2f} ({name})" for name in histories) + ".",
    )

# %%
by_clock({name: seconds[name] / histories[name].steps for name in histories}, "seconds of one processor core",
         f"In about {max(seconds.values()):.0f} seconds the LSTM gets to {scores['LSTM']:.2f} nats, the GPT to "
         f"{scores['GPT']:.2f}")

# %% [markdown]
# Then the characters that were read, which are what counts where there is little to read. In a step both read as many:

# %%
read = dict.fromkeys(histories, batch_size * length)
read_by_lstm = read["LSTM"] * histories["LSTM"].steps
gpt_then = held_out("GPT", [read_by_lstm], read["GPT"])[0]
by_clock(read, "characters read",
         f"After {read_by_lstm:,} characters the LSTM is at {scores['LSTM']:.2f} nats, the GPT at {gpt_then:.2f}")

# %% [markdown]
# Now the wait: the operations of the whole run that have to come one after another, which no number of cores makes fewer. It is the chain of a step, which we have counted above, times the steps.

# %%
waits = {"LSTM": chains["LSTM"][-1], "GPT": chains["GPT"][-1]}
end_of_gpt = waits["GPT"] * histories["GPT"].steps
lstm_then = held_out("LSTM", [end_of_gpt], waits["LSTM"])[0]
by_clock(waits, "operations one after another",
         f"After {end_of_gpt:,} operations in a row the GPT is at {scores['GPT']:.2f} nats, "
         f"the LSTM at {lstm_then:.2f}")

# %% [markdown]
# Three clocks, one pair of runs. Who is ahead depends on what is scarce: on this machine the work of a core, elsewhere the text, on one with thousands of cores the wait. The third picture counts operations, as if each took as long as any other and nothing but the wait cost time. No machine is quite like that. And it sets the GPT at its end beside an LSTM that has just begun, whose rate is still high.

# %% [markdown]
# ## How far back
#
# The fourth look is at the text instead of the clock. At the first place of a piece a model knows one character, at the last it knows 64. How much do the further ones help? This is the loss at each place, the mean over 2048 pieces of the plays that were kept apart; neighbouring places are taken together.

# %%
@torch.no_grad()
def loss_by_place(model, pieces=2048):
    """Nats at each place of a piece. Returns (length,)."""
    starts = torch.linspace(0, len(plays.held_out) - length - 1, pieces, dtype=torch.float64).long()
    rows = plays.held_out[starts[:, None] + torch.arange(length + 1)]
    losses = [F.cross_entropy(model(part[:, :-1]).flatten(0, 1), part[:, 1:].flatten(), reduction="none")
              for part in rows.split(256)]
    return torch.cat(losses).reshape(-1, length).mean(dim=0)

bins = [(0, 1), (1, 2), (2, 4), (4, 8), (8, 16), (16, 32), (32, 64)]

def in_bins(losses):
    return [losses[first:last].mean().item() for first, last in bins]

# %%
by_place = {name: in_bins(loss_by_place(model)) for name, model in models.items()}
late = {name: losses[3] - losses[-1] for name, losses in by_place.items()}
figures.curves(
    [last for _, last in bins], by_place, log_x=True,
    title="From 8 characters to 64 the loss still falls: " + ", ".join(
        f"by {gain:.2f} ({name})" for name, gain in late.items()),
    x_label="characters known, at most", y_label="loss (nats per character)",
    alt="Loss by how much is known, on a logarithmic axis: " + "; ".join(
        f"{name} " + ", ".join(f"{loss:.2f}" for loss in losses) for name, losses in by_place.items()) + ".",
)

# %% [markdown]
# What is known helps both, up to about eight characters; what lies further back has hardly been put to use yet, by the one or by the other. So here they reach about as far back. It was otherwise for Kaplan and others (2020), with far larger models, texts of 1024 tokens, which are pieces of words, and far longer trainings: their LSTMs were as good as their transformers for the first tokens of a text, and fell behind for later ones. That is what a hop to any place is worth, once a model has learned to use it. Half a minute is too short for that.

# %% [markdown]
# ## The parts of today
#
# The last picture also shows where the GPT falls behind. With one or two characters known it is as good as the LSTM; with four and more it is not. What stands just before a place it does not put together well yet. Much has been changed in transformers since 2017 so that they learn sooner. Lesson 14 builds these parts; here they are given, and you can read them in `utils/recipe.py`. A block of today turns queries and keys by their places (the rotary positions of lesson 08), and brings them to one size. Its neurons square what the ReLU lets through. Its matrices are moved by Muon, an optimizer that makes each step of a matrix go in all directions alike.
#
# And the characters that stand just before a place are added up where the place begins, so that nobody has to look for them. A row is the sum of three embeddings, each with a table of its own: of the character itself and of the two before it. These are the threes for *To be*; in front of a text stand characters that are none, and they have a number of their own, the largest:

# %%
F.pad(plays.encode("To be"), (2, 0), value=n_symbols).unfold(0, 3, 1)

# %% [markdown]
# `recipe.LastSymbols` makes such rows, and `recipe.GPT` puts blocks of today on them. It has no table of places: the rotary positions take care of that. It is called as our `GPT` is, and `bench/write_it` trains the same one for longer.
#
# We take one block, where our GPT had two: that is cheaper, and in half a minute there are more steps.
#
# To be fair, there is a second LSTM, too. It gets rows of the same kind, and torch's own loop, which is not written in Python as ours is: in about the same time it takes more than twice as many steps.

# %%
class Helped(nn.Module):
    def __init__(self, n_symbols, d_in=64, d_h=256):
        super().__init__()
        self.rows = recipe.LastSymbols(n_symbols, d_in)
        self.lstm = nn.LSTM(d_in, d_h, batch_first=True)
        self.lstm.bias_hh_l0.data[d_h:2 * d_h] = 1.0  # the forget gate begins rather open
        self.to_logits = nn.Linear(d_h, n_symbols)

    def forward(self, ids):  # (B, T)
        return self.to_logits(self.lstm(self.rows(ids))[0])

# %%
set_seed(1)
today = recipe.GPT(n_symbols, d_model=128, n_heads=4, n_layers=1)
histories["today's parts"] = learned(today, 760, optimizers=recipe.optimizers(today))

# %%
set_seed(1)
helped = Helped(n_symbols)
histories["LSTM, helped"] = learned(helped, 1000, learning_rate=0.01)

# %%
models |= {"today's parts": today, "LSTM, helped": helped}
for name in ("today's parts", "LSTM, helped"):
    scores[name], seconds[name] = held_out_loss(models[name], plays.held_out), histories[name].seconds
by_clock({name: seconds[name] / histories[name].steps for name in histories}, "seconds of one processor core",
         "In about the same time: " + ", ".join(f"{score:.2f} ({name})" for name, score in scores.items()))

# %% [markdown]
# With today's parts a transformer is ahead of our LSTM on one core, by some hundredths of a nat. The LSTM that was helped is close to it, so close that the seed or the machine may decide who is ahead. So a small machine is no reason for a GPT to be behind. (What of this is owed to attention, and what to the rows that know three characters, to Muon and to the rest, these runs do not tell.) Which of today's parts does how much, lesson 14 measures one by one, and `bench/write_it` lets the race go on for longer.

# %% [markdown]
# ## And counting?
#
# In lesson 01 counting came to its end at a few characters: longer contexts come too seldom. But a context that came seldom can be backed by a shorter one that came often. `Counts` does that for the last six characters. It counts what followed each context, from none of them to all six, and the fewer kinds of characters have followed one, the more its own counts say (Witten and Bell, 1991).

# %%
started = measuring.work()
counts = Counts(plays.train, n_symbols)
counted, by_counts = measuring.work() - started, held_out_loss(counts, plays.held_out)
print(f"{by_counts:.2f} nats per character after {counted:.1f} s")

# %% [markdown]
# That is ahead of all four networks, in a small part of their time. Counting reads the whole text once, and in half a minute a network has seen only a part of it: that is not enough to find out by steps what can be looked up in a table. But of a context that it has never seen, the table has no more to say than of a shorter one, and it has no way to learn what two contexts have in common.

# %% [markdown]
# ## Longer texts, more cores
#
# Our pieces were short and our machine is small. What would other ones change? We give each model 1024 characters a step, as in the race, but cut into fewer and longer texts, and take the time of one core for a step of training.

# %%
def step_on(model, characters, where="cpu"):
    def prepare(length):
        inputs, targets = corpora.batch(plays.train, characters // length, length, generator)
        inputs, targets = inputs.to(where), targets.to(where)
        return lambda: next_symbol_loss(model(inputs), targets).backward()
    return prepare

# %%
longer = [64, 128, 256, 512]
writers = {"LSTM": LSTM(n_symbols), "GPT": GPT(n_symbols, 128, 4, 2, context_length=longer[-1])}
measured = measuring.times({name: step_on(model, 1024) for name, model in writers.items()}, longer, repeats=3,
                           clock=measuring.work)
slower = {name: (measured.least(name) / measured.least(name)[0])[-1].item() for name in writers}
figures.curves(
    longer, {name: 1000 * measured.least(name) for name in writers}, log_x=True,
    title=f"As texts of {longer[-1]} the same characters take the LSTM {slower['LSTM']:.1f} times as long, "
          f"the GPT {slower['GPT']:.1f} times",
    x_label="characters in a text", y_label="milliseconds a step",
    alt="Milliseconds for a step of 1024 characters over the length of the texts: " + "; ".join(
        f"{name} " + ", ".join(f"{1000 * time:.0f}" for time in measured.least(name).tolist())
        for name in writers) + ".",
)

# %% [markdown]
# So on one core already, long texts cost the LSTM more. It has the same multiplications to do, in eight times as many calls, each of which is an eighth as large, and a call has a price of its own. The GPT has eight times as many pairs to look at, and everything else as before. With the text the pairs of each character go on growing, while the LSTM pays as much for each as before: at some length the GPT is the one that pays more, as in [lesson 02](02_two_costs.ipynb).
#
# What do the counts foretell of a machine that does very much at once? There, the wait is what costs time. So the step should take longer with the length for the LSTM, and hardly so for the GPT, until its pairs fill that machine, too. Where there is a GPU, this cell tells whether that is so, with 64 times as many characters in a step:

# %% tags=["gpu"]
if device().type == "cuda":
    on_gpu = {name: step_on(model.to("cuda"), 2**16, "cuda") for name, model in writers.items()}
    there = measuring.times(on_gpu, longer, repeats=3, clock=measuring.wall)
    for name in writers:
        print(name, [f"{1000 * time:.0f} ms" for time in there.least(name).tolist()])
else:
    print("There is no GPU here, and nothing later needs it.")

# %% [markdown]
# ## It writes
#
# A model that guesses the next character can write: let it guess, put a character behind the text, and let it read that before it guesses again. What is made like this, each symbol from those before it, is called **autoregressive**. The GPT has rows for 64 places only, and the others have been trained on 64 characters, so of a longer text each gets the last 64.
#
# Which character do we put there? That is asked of `pick`, a function that we hand over; without it, it is the likeliest.
#
# **Exercise: `generate`.** Three points, ten minutes.

# %% exercise="generate" tags=["export"]
@torch.no_grad()
def generate(model, ids, n_new, context_length, pick=None):
    """Write on: add one symbol at a time, each of which is read before the next.

    model(ids) takes integers (B, T), T from 1 to context_length, and returns logits (B, T, V); ids: (B, T), the texts
    so far, T from 1 on; n_new: how many symbols to add; context_length: how many symbols the model is given, the last
    ones, or all where there are fewer; pick(logits) takes the logits of the last place, (B, V), and returns the new
    symbols (B,); without it, the likeliest are taken. Returns the texts (B, T + n_new).
    """
    ### BEGIN SOLUTION
    for _ in range(n_new):
        logits = model(ids[:, -context_length:])[:, -1]  # (B, V)
        new = logits.argmax(dim=-1) if pick is None else pick(logits)  # (B,)
        ids = torch.cat([ids, new[:, None]], dim=1)
    return ids
    ### END SOLUTION

# %%
generate = check("generate", generate)

# %% [markdown]
# The likeliest character each time, from the model with today's parts:

# %%
start = "MACBETH:\n"
greedy = plays.decode(generate(today, plays.encode(start)[None], 300, length)[0])
print(greedy)

# %% [markdown]
# It says the same few words again and again. Nothing is left to chance, and it mostly goes by the last few characters, as we have seen of its kin: where those come again, so does what followed them. (Holtzman and others, 2019, found this of far larger models: text made of what is likeliest repeats itself.)
#
# ## Draw, but not just anything
#
# Let us draw from the shares instead, as in lesson 01. There is something to watch for. At any place most of the characters are nearly impossible. How much do those have together to which the model gives less than one percent each?

# %%
@torch.no_grad()
def shares_on(model, ids):
    return model(ids[None, -length:]).softmax(dim=-1)[0]  # (T, n_symbols)

shares = torch.cat([shares_on(today, part) for part in plays.held_out[:6400].split(length)])
in_tail = (shares * (shares < 0.01)).sum(dim=-1).mean().item()
in_plays = (shares.gather(-1, plays.held_out[1:6401, None]) < 0.01).float().mean().item()
print(f"{in_tail:.1%}, so one character in {1 / in_tail:.0f} is drawn from among them")
print(f"in the plays {in_plays:.1%} of all characters are such")

# %% [markdown]
# In a line of forty characters that happens more than once. In the plays themselves it happens about as often; but there the unlikely character fits what was said before and what comes next, and here what follows has to make the best of it. There are three ways to be more careful:
#
# - The temperature of lesson 01: below one it makes the likely likelier.
# - **Top-k sampling** draws from the k likeliest symbols only (Fan and others, 2018).
# - **Nucleus sampling**, or top-p (Holtzman and others, 2019), draws from the fewest symbols that have a share of p together: few where the model is sure, many where it is not.
#
# **Exercise: `sample`.** Four points, twenty minutes. What is left is drawn from by torch's `multinomial`, unless another function is handed over as `draw`: that may draw otherwise, or draw nothing and show us the shares.

# %% exercise="sample" tags=["export"]
def sample(logits, temperature=1.0, top_k=None, top_p=None, generator=None, draw=None):
    """Draw the next symbol from what a model says, the unlikely ones left out.

    logits: (B, V), any numbers, also large ones; temperature: above 0, which they are divided by; top_k: how many of
    the likeliest symbols are kept, of equal ones those with the smaller ids first, or None for all; top_p: of these,
    whose shares are made to sum to one again, the fewest that come to top_p or more together, the likeliest first, or
    None for all. The others get a share of 0, and those that are kept sum to one. From these shares, (B, V),
    draw(shares) draws, and what it returns is returned; without it, torch.multinomial does, one symbol for each text,
    by the torch.Generator that is given, and the symbols are returned, (B,). Sources: Fan et al. 2018 for top_k,
    Holtzman et al. 2019 for top_p.
    """
    ### BEGIN SOLUTION
    ordered, ids = (logits / temperature).sort(dim=-1, descending=True, stable=True)  # the likeliest first
    ordered, ids = ordered[:, :top_k], ids[:, :top_k]
    shares = softmax(ordered, dim=-1)
    if top_p is not None:
        shares = shares * (shares.cumsum(dim=-1) - shares < top_p)  # what the likelier ones have together
        shares = shares / shares.sum(dim=-1, keepdim=True)
    shares = torch.zeros_like(logits).scatter(-1, ids, shares)  # each back at the id of its symbol
    if draw is not None:
        return draw(shares)
    return torch.multinomial(shares, 1, generator=generator)[:, 0]
    ### END SOLUTION

# %%
sample = check("sample", sample)

# %% [markdown]
# Temperature, then top-k, then top-p: the figure leaves out in the same order. It has what the model with today's parts says at two places of one line.

# %%
begun = ["What is t", "What is the "]
with torch.no_grad():
    after = torch.cat([today(plays.encode(f"MACBETH:\n{text}")[None])[:, -1] for text in begun])  # (2, n_symbols)

figure = explore("leave_out_the_unlikely", symbols=plays.characters, texts=begun, logits=after)
figure

# %%
record(figure, answer={"temperature": 1, "top_k": None, "top_p": 0.7, "left": [1, 12]})

# %% [markdown]
# ## Along a line
#
# Two places are not many. Here is `sample` with top-p 0.9 at each place of a line: from how many characters may the next one be drawn? The function that should draw gives back the shares that it is handed.

# %%
sentence = "What is the question, my good lord?"
with torch.no_grad():
    logits = today(plays.encode(sentence)[None])[0]  # (T, n_symbols)

nuclei = (sample(logits, 1.0, None, 0.9, draw=lambda shares: shares) > 0).sum(dim=-1)  # (T,)
print("   ".join(f"{character!r} {n}" for character, n in zip(sentence, nuclei.tolist())))

# %% [markdown]
# The number stands at the character after which one is drawn. After a space there are many, inside a word far fewer, at times a single one.

# %% [markdown]
# ## A paragraph from each
#
# The ladder of *Write it*, as text: the table of pairs of lesson 01, which is quickly counted, and three models that were trained here. All begin alike, with a temperature of 0.8 and a nucleus of 0.95. (The recurrent network of lesson 01 wrote its own paragraph there.)

# %%
pairs = torch.bincount(plays.train[:-1] * n_symbols + plays.train[1:], minlength=n_symbols**2)
bigram = (pairs.reshape(n_symbols, n_symbols) + 1).log()

def paragraph(model, seed=1):
    generator = torch.Generator().manual_seed(seed)
    pick = lambda logits: sample(logits, 0.8, None, 0.95, generator)
    return plays.decode(generate(model, plays.encode(start)[None], 320, length, pick)[0])

# %%
def side_by_side(texts, width=25):
    """Texts by name as columns of lines."""
    columns = [[name, "", *itertools.chain(*(textwrap.wrap(line, width) or [""] for line in text.split("\n")))]
               for name, text in texts.items()]
    for lines in itertools.zip_longest(*columns, fillvalue=""):
        print("  ".join(f"{line:{width}}" for line in lines).rstrip())

shown = {"table of pairs": lambda ids: bigram[ids], "LSTM": lstm, "GPT": gpt, "today's parts": today}
side_by_side({name: paragraph(model) for name, model in shown.items()})

# %% [markdown]
# What the table writes can be pronounced, at times. The trained ones write words, names before the speeches, and lines that end. What a sentence is about they do not know: that lies further back than the two that we have looked into have learned to look.

# %% [markdown]
# ## The scoreboard

# %%
made_of = {"LSTM": [lstm_step, recurrent_unroll], "GPT": [GPT, EncoderBlock], "today's parts": [recipe.Block],
           "LSTM, helped": []}
for name in made_of:
    model = models[name]
    progress.keep_score("Write it", name, score=scores[name], seconds=seconds[name],
                        parameters=sum(p.numel() for p in model.parameters()),
                        parts=[*made_of[name], next_symbol_loss])
progress.keep_score("Write it", "counts of six", score=by_counts, seconds=counted,
                    parameters=sum(int((n > 0).sum()) for _, n in counts.tables), parts=[Counts])
scoreboard("Write it")

# %% [markdown]
# ## What we have measured

# %%
expect("chain_of_training", chains["GPT"][-1] / chains["GPT"][0])
expect("the LSTM's longest chain at 64 characters", chains["LSTM"][-1] / chains["LSTM"][0], above=6, below=8.5,
       unit="times that at 8")
expect("ahead_in_equal_time", scores["GPT"] - scores["LSTM"])
expect("the LSTM's lead after the same characters", gpt_then - scores["LSTM"], above=0.1, unit="nats")
expect("the GPT's lead after as long a wait", lstm_then - scores["GPT"], above=0.05, unit="nats")
expect("from the first character to eight, the LSTM's loss falls by", by_place["LSTM"][0] - by_place["LSTM"][3],
       above=0.6, unit="nats")
expect("with one or two characters known, the GPT's loss less the LSTM's", by_place["GPT"][1] - by_place["LSTM"][1],
       above=-0.08, below=0.08, unit="nats")
expect("the same with five to eight", by_place["GPT"][3] - by_place["LSTM"][3], above=0.1, unit="nats")
expect("from eight characters to 64, the most by which a loss still falls", max(late.values()), below=0.1, unit="nats")

# %%
expect("in texts of 512 characters instead of 64, a step of the LSTM takes", slower["LSTM"], above=2,
       unit="times as long")
expect("the same of the GPT, as a part of that", slower["GPT"] / slower["LSTM"], below=0.8)
expect("the lead of today's parts over our LSTM", scores["LSTM"] - scores["today's parts"], above=0.02, unit="nats")
expect("over the LSTM that was helped", scores["LSTM, helped"] - scores["today's parts"], above=-0.04, below=0.06,
       unit="nats")
expect("the longest of the four trainings", max(seconds.values()) / min(seconds.values()), below=1.6,
       unit="times the shortest")
expect("the share of the tail that is drawn from", in_tail, above=0.025, below=0.15)
expect("how often the plays go on so, beside it", in_plays / in_tail, above=0.6, below=1.8, unit="times")
left = (sample(after, 1.0, None, 0.7, draw=lambda shares: shares) > 0).sum(dim=-1)  # (2,)
expect("characters that top-p 0.7 leaves after What is t", left[0], below=2)
expect("and after What is the", left[1], above=8)
expect("counts of the last six characters", by_counts, below=1.6, unit="nats per character")
spaces = torch.tensor([character == " " for character in sentence])
expect("characters in the nucleus at the beginning of a word, times those elsewhere",
       nuclei[spaces].float().mean() / nuclei[~spaces].float().mean(), above=1.5)
expect("different pieces of 20 characters in what is likeliest, of 280", len({greedy[i:i + 20] for i in range(8, 288)}),
       below=250)

# %% [markdown]
# - **What we measured:** at equal time of one core the LSTM is ahead of the GPT of 2017's parts, and one of today's parts is ahead of it in turn, and close to an LSTM that has torch's quicker loop and rows of the same kind. By the operations that have to wait for each other the GPT is ahead of it, and its wait does not grow with the text. Of what lies further back than some eight characters, neither the LSTM nor the GPT has learned to make much in half a minute. Counting is ahead of them all, and sooner.
# - **What it means:** on one core, in half a minute, nothing says that attention must win. What it asks for is many operations at once, and machines have come to do ever more of these; what the LSTM asks for is one after another. Add what Kaplan and others measured, that it makes more of what lies far back, and that is the case for it, with more text and larger machines.
# - **What is missing:** we read characters, and a context of 64 of them is a line and a half. What else could a model read? That is lesson 12.
#
# What the field calls these things:

# %%
terms("11")

# %% [markdown]
# Three questions to take along:
#
# 1. The GPT is trained on pieces of 64 characters. What happens at the 65th, and what would each of the ways of lesson 08 make of it?
# 2. To write one character more, `generate` has the model read the whole window again. What of that has it computed before?
# 3. The LSTM carries 512 numbers from each character to the next. How many does the GPT have at hand when it guesses, and how does that grow?
