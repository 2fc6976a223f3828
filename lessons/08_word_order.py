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
#     generated: from solutions/08_word_order.py by make notebooks
#     reference: positions
# ---

# %% [markdown]
# # 08 Word order
#
# **How does it know who came first?**
#
# We shuffle the words of a sentence and ask whether attention notices. Then we tell it the order in four ways: by waves, by a table that is learned, by turning, and by a price on distance. At the end we can say of any layer whether it knows an order, write three of the four ways, and show what each does on texts longer than any that it was trained on. It takes about an hour and a half.

# %%
import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, explore, figures, predict, progress, record
from utils import scoreboard, terms, yours
from utils.training import set_seed, train

softmax, masked_softmax, causal_mask = yours("softmax"), yours("masked_softmax"), yours("causal_mask")
SelfAttention, MultiHeadAttention = yours("SelfAttention"), yours("MultiHeadAttention")
split_heads, merge_heads = yours("split_heads"), yours("merge_heads")
recurrent_step, recurrent_unroll = yours("recurrent_step"), yours("recurrent_unroll")
recall_accuracy = yours("recall_accuracy")

# %% [markdown]
# ## Three words
#
# *Dog bites man*, and *man bites dog*: the same words, and other news. Each word is a row of two numbers here, and is its own query, key and value.

# %%
dog, bites, man = torch.tensor([[1.0, 0.2], [0.3, 1.5], [-0.8, 0.6]])
x = torch.stack([dog, bites, man])
softmax(x @ x.T / 2**0.5, dim=-1) @ x

# %% [markdown]
# The second row is what *bites* gets, a blend of all three.

# %%
question = choose("man_bites_dog")
question

# %%
record(question)

# %%
x = torch.stack([man, bites, dog])
softmax(x @ x.T / 2**0.5, dim=-1) @ x

# %% [markdown]
# ## For every sentence
#
# *bites* gets the same as before, and the other two rows have changed places. Does this hold for every sentence? Write $X$ for the rows, and $P$ for a matrix that puts rows into another order. Shuffled rows have the scores
#
# $$(PX)(PX)^\top = P \, (XX^\top) \, P^\top,$$
#
# the old table with its rows and its columns shuffled. A softmax along a row sums over all of it, in whatever order. So of the weights $A$ the same holds, and what comes out is
#
# $$(P A P^\top)(P X) = P A \, (P^\top P) X = P \, (A X),$$
#
# since $P^\top$ puts back what $P$ has moved, and the two together change nothing.

# %% [markdown]
# The same rows, shuffled as the words were. A layer of which this is true is called **permutation equivariant**. Queries, keys and values change nothing about it, since $(PX)W = P(XW)$. Let us see whether it is true of our own layer, too.

# %%
generator = set_seed(1)
layer = SelfAttention(16)
sentence = torch.randn(1, 10, 16)
order = torch.randperm(10)
with torch.no_grad():
    shuffled_in, shuffled_out = layer(sentence[:, order])[0], layer(sentence)[0][:, order]
by_shuffling = (shuffled_in - shuffled_out).abs().max()
order, by_shuffling


# %% [markdown]
# What is left is rounding: the same numbers, added in another order. One order proves little, though. A layer may treat only its first row otherwise, and an order that leaves this row in place would not show it. So we swap each two neighbours in turn: every other order is made of such swaps. (A layer that is true to every swap in every text is true to every order. With one text it is a test, and no proof.)
#
# **Exercise: `is_permutation_equivariant`.** Three points, twelve minutes. For any layer that turns rows into rows.

# %% exercise="is_permutation_equivariant" tags=["export"]
def is_permutation_equivariant(layer, x):
    """Whether a layer knows no order: shuffled rows in, the same rows shuffled out.

    layer: a function; layer(x) gives (B, T, d_out); x: (B, T, d_in). Returns True where, whichever two neighbours among
    the T rows of x are swapped, those two rows of the answer are swapped and all are otherwise as they were, up to
    rounding: to 1e-5 of the largest absolute value in the answer. Returns False where a swap makes any other difference.
    """
    raise NotImplementedError("is_permutation_equivariant")


# %%
is_permutation_equivariant = check("is_permutation_equivariant", is_permutation_equivariant)

# %% [markdown]
# Now that we can ask, let us ask five layers.

# %%
which = choose("which_know")
which

# %%
record(which)

# %%
several, W = MultiHeadAttention(16, 4), torch.randn(16, 16) / 4

def in_order(x):
    step = lambda x, h: recurrent_step(x, h, W, W, torch.zeros(16))
    return recurrent_unroll(x, torch.zeros(len(x), 16), step)

layers = {
    "plain": lambda x: layer(x)[0],
    "heads": lambda x: several(x)[0],
    "neurons": lambda x: torch.relu(x @ W),
    "masked": lambda x: layer(x, causal_mask(x.shape[1]))[0],
    "recurrent": in_order,
}

# %%
with torch.no_grad():
    knows_none = {name: is_permutation_equivariant(each, sentence) for name, each in layers.items()}
knows_none

# %% [markdown]
# ## A task of nothing but order
#
# A text of twelve kinds of symbols, in random order. Before it stands how far back to look, one to four places. At each place we want the symbol that came so many places before. (Where there is none, a dot: the target is -100 there, which torch's `cross_entropy` leaves out.)

# %%
n_symbols, signs = 12, "abcdefghijkl1234"
texts, wanted = corpora.what_came_before(3, 16, n_symbols, 4, set_seed(1))
for text, answers in zip(texts, wanted):
    print("reads", *(signs[i] for i in text))
    print("says ", *("·" if i == -100 else signs[i] for i in answers), end="\n\n")


# %% [markdown]
# The model has two layers, each with eight heads of attention and some neurons, and reads under a causal mask. (Both add what they find to the row that is there, and the row is brought to a common size first. Why is the question of lesson 09.) There are three doors by which places may come in: a mark on the rows, a turn of queries and keys, a bias on the scores. At first all three are shut.

# %%
class Places(nn.Module):
    def mark(self, x, places):  # rows (B, T, d_model)
        return x

    def turn(self, q, places):  # queries or keys (B, n_heads, T, d_head)
        return q

    def bias(self, places):  # to be added to scores (B, n_heads, T, T)
        return 0.0


# %%
n_heads, d_model = 8, 64

class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(d_model)
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Parameter(torch.randn(d_model, d_model) / d_model**0.5)
                                                  for _ in range(4))
        self.neurons = nn.Sequential(nn.LayerNorm(d_model), nn.Linear(d_model, 2 * d_model), nn.ReLU(),
                                     nn.Linear(2 * d_model, d_model))

    def forward(self, x, way, places, mask):
        rows = self.norm(x)
        q, k, v = (split_heads(rows @ W, n_heads) for W in (self.W_q, self.W_k, self.W_v))
        q, k = way.turn(q, places), way.turn(k, places)
        scores = q @ k.transpose(-1, -2) / q.shape[-1]**0.5 + way.bias(places)  # (B, n_heads, T, T)
        x = x + merge_heads(masked_softmax(scores, mask) @ v) @ self.W_o
        return x + self.neurons(x)


# %%
class Reader(nn.Module):
    def __init__(self, way, n_ids=n_symbols + 4, n_answers=n_symbols):
        super().__init__()
        self.way = way
        self.embedding = nn.Embedding(n_ids, d_model)
        self.layers = nn.ModuleList(Layer() for _ in range(2))
        self.to_logits = nn.Sequential(nn.LayerNorm(d_model), nn.Linear(d_model, n_answers))

    def forward(self, ids, first=0):  # (B, T)
        T = ids.shape[1]
        places = (first + torch.arange(T)).clamp(min=0)
        x = self.way.mark(self.embedding(ids), places)
        for layer in self.layers:
            x = layer(x, self.way, places, causal_mask(T))
        return self.to_logits(x)  # (B, T, n_answers)


# %% [markdown]
# Every model of this lesson is trained alike: 500 batches of 32 texts of 32 symbols. Then come 64 new texts, of any length, and we count how often the last 16 answers of each are right. Guessing is right once in twelve.

# %%
def trained(way, seed=1):
    generator = set_seed(seed)
    model = Reader(way())

    def loss_on_batch(model):
        texts, wanted = corpora.what_came_before(32, 32, n_symbols, 4, generator)
        return F.cross_entropy(model(texts).flatten(0, 1), wanted.flatten())

    train(model, loss_on_batch, steps=500, learning_rate=2e-2, unit="nats per symbol")
    return model

@torch.no_grad()
def percent_right(model, length=32, first=0):
    texts, wanted = corpora.what_came_before(64, length, n_symbols, 4, torch.Generator().manual_seed(2))
    guesses = model(texts, first).argmax(dim=-1)  # (64, 1 + length)
    return 100 * (guesses == wanted)[:, -16:].float().mean().item()


# %%
guess = predict("order_by_mask")
guess

# %%
record(guess)

# %%
untold = trained(Places)
guess.reveal(percent_right(untold))

# %% [markdown]
# ## Equal scores
#
# Suppose that all scores are equal. What share does each query give to the first key, under a causal mask?

# %%
masked_softmax(torch.zeros(6, 6), causal_mask(6))[:, 0]

# %% [markdown]
# One, a half, a third. The share says how many words stand before, and this may be how later layers find a place. In 2022 Haviv and others trained causal language models without any positions; they came out nearly as good as those with, and from what such a model holds at a place, the place could be read.

# %% [markdown]
# Why tell the order, then? A model that reads both ways has no such mask: to it, as we have proved, a text has no order. And the shares count from the beginning of the text. Those of places 30 and 31 are nearly the same, and those of place 100 never came in training. We will see what becomes of it.

# %% [markdown]
# ## Positions, set or learned
#
# The first thing that comes to mind: number the places, and add the number to the word's row. Here are two words, and how alike they are, at place 0 and at place 200. (The cosine of two rows is 1 where they point the same way.)

# %%
for place in (0, 200):
    print(place, f"{F.cosine_similarity(dog + place, man + place, dim=0):.2f}")


# %% [markdown]
# The number drowns the words. What we want are numbers of the size of a word's that still tell many places apart. A clock does that with two hands: one is quick and comes round often, the other is slow and says how often. Let us take d_model / 2 hands, the first the quickest. Hand number $j$, counted from 0, turns by $10000^{-2j/d}$ radians a place ($d$ is d_model), and where it points is told by two numbers:
#
# $$p_{t,\,2j} = \sin\left(t \cdot 10000^{-2j/d}\right) \qquad p_{t,\,2j+1} = \cos\left(t \cdot 10000^{-2j/d}\right)$$

# %% [markdown]
# These are the **sinusoids** of Vaswani and others (2017). A row that depends on the place alone, to be added to a word's, is a **positional encoding**.
#
# **Exercise: `sinusoidal_positions`.** Three points, twelve minutes.

# %% exercise="sinusoidal_positions" tags=["export"]
def sinusoidal_positions(T, d_model):
    """A row for each place: sines and cosines of waves that grow longer from pair to pair.

    T: how many places; d_model: even. Returns (T, d_model) in float32: in dimensions 2j and 2j + 1 stand the sine and
    the cosine of the angle t · 10000^(−2j / d_model), in radians, for the places t from 0.
    Source: Vaswani et al. 2017, section 3.5.
    """
    raise NotImplementedError("sinusoidal_positions")


# %%
sinusoidal_positions = check("sinusoidal_positions", sinusoidal_positions)

# %%
marks = sinusoidal_positions(33, 16)
steps = (marks[1:] - marks[:-1]).unflatten(1, (8, 2)).norm(dim=2).mean(dim=0)  # of each hand, from place to place
figures.heat_map(
    marks.T, [f"{i}" for i in range(16)], [f"{t}" if t % 4 == 0 else "" for t in range(33)],
    title=f"From one place to the next, the first hand moves by {steps[0]:.2f}, the last by {steps[-1]:.4f}",
    x_label="place", y_label="number", value_label="in the mark",
    alt="A table of 33 columns, one a place, and 16 rows. The rows above change from column to column, those below "
        "stay nearly as they are.",
)


# %% [markdown]
# Who does not trust in waves can learn the table: a row of numbers for each place, trained with the rest. These are **learned positions** (Gehring and others, 2017). Vaswani and others tried both, and found nearly the same: 25.8 with waves, 25.7 with a table, in translation from English to German. (The score is BLEU, from 0 to 100: how much of it stands in a human translation, too.) Here are both, for our model. The table has rows for 300 places.

# %%
class Sinusoids(Places):
    def mark(self, x, places):
        return x + sinusoidal_positions(places[-1] + 1, d_model)[places]

class Learned(Places):
    def __init__(self):
        super().__init__()
        self.table = nn.Parameter(torch.randn(300, d_model))

    def mark(self, x, places):
        return x + self.table[places]


# %%
models = {"mask alone": untold, "sinusoids": trained(Sinusoids)}

# %%
models["learned"] = trained(Learned)

# %%
for name, model in models.items():
    print(f"{name}: {percent_right(model):.0f} % right")

# %% [markdown]
# Here they are not the same: the table is ahead. It may be that the waves of neighbouring places are too much alike, as the picture shows, for a model to tell them apart after so few batches; a table begins with a row for each place that is unlike all others.

# %% [markdown]
# ## Add, or turn
#
# A clock's hands can also be used in another way. Take the numbers of a query or a key in pairs, as arrows, and turn each pair by as much as its hand has turned. Here are both by hand: a sentence whose words can be moved, and which can begin at a later place. *Added* are the sinusoids, *rotated* are queries and keys.

# %%
moved = explore("order_from_where", words=["today", "dog", "bites", "man", "again"],
                queries=2 * torch.randn(5, 8, generator=generator), keys=torch.randn(5, 8, generator=generator))
moved

# %%
record(moved)

# %% [markdown]
# ## The same text, further on
#
# Now our task again, with texts as long as in training. But they begin at another place, as if something had stood before them that has gone by.

# %%
moved_on = {name: [percent_right(model, first=first) for first in (0, 20, 100)] for name, model in models.items()}
for name, values in moved_on.items():
    print(f"{name}: " + ", ".join(f"{value:.0f} % from place {first}" for first, value in zip((0, 20, 100), values)))


# %% [markdown]
# What the two with marks have learned, they have learned of the places from 0 to 32. To a learned table the next ones are rows that never were in a training text. The waves go on, but a sum of waves that never came is as strange to the model. And nothing about the task had changed: one place back is one place back, anywhere.

# %% [markdown]
# ## Turn by the place
#
# What counts is mostly how far apart two words stand. Shaw and others (2018) gave each distance a learned row of its own, up to a largest distance: **relative positions**. In translations from English that was worth 1.3 BLEU to German and 0.3 to French, compared with waves. Turning does without a table. Here are a query and a key of two numbers, as arrows, and each is turned according to its own place, by 0.4 radians a place:

# %%
def turned(arrow, place):
    angle = torch.tensor(0.4 * place)
    a, b = arrow
    return torch.stack([a * angle.cos() - b * angle.sin(), a * angle.sin() + b * angle.cos()])

for query_at, key_at in [(5, 3), (6, 3), (105, 103), (106, 103)]:
    print(query_at, key_at, f"{turned(dog, query_at) @ turned(man, key_at):.4f}")


# %% [markdown]
# The product of two arrows depends on their lengths and on the angle between them. Turned both by the same, they have the angle that they had. What is left of the places is their difference. With $R_t$ for the turn at place $t$, a query $q$ at place $m$ and a key $k$ at place $n$:
#
# $$(R_m q) \cdot (R_n k) = q \cdot (R_{n-m} \, k)$$
#
# One angle comes round after $2\pi / 0.4$, about 16 places. So a row of $d$ numbers, which are those of one head here, is taken for $d/2$ arrows, and turned with the speeds of a clock of as many hands, as in the figure above. These are **rotary positions** (Su and others, 2021).

# %% [markdown]
# Neighbours are a pair here, dimensions 2j and 2j + 1, as in the paper. Some published models pair j with j + d/2, which is as good, but the weights of the one do not fit the other.
#
# **Exercise: `rotate`.** Five points, twenty minutes.

# %% exercise="rotate" tags=["export"]
def rotate(x, positions, base=10000.0):
    """Turn each pair of neighbours in a row by an angle in proportion to the row's position.

    x: (..., T, 2 · n), queries or keys; positions: (T,), or what broadcasts to (..., T), also negative or between two
    places. With d = 2 · n, dimensions 2j and 2j + 1 turn by position · base^(−2j / d), in radians, from the first
    towards the second. Returns (..., T, 2 · n), of the type of x. The angles are computed in float64: those of far
    places have few digits left in 32 bits. Source: Su et al. 2021 (RoFormer), section 3.2.2.
    """
    raise NotImplementedError("rotate")


# %%
rotate = check("rotate", rotate)

# %% [markdown]
# Does it hold for 64 numbers too? One query and one key, at all distances from 0 to 40, with the key at place 0, and once more with the key at place 1000: with waves added to both, and with both turned.

# %%
set_seed(1)
q, k = torch.randn(2, 1, 64)
distances, waves = torch.arange(41), sinusoidal_positions(1041, 64)

def scores(placed):
    """The score at each distance, with the key at place 0 and at 1000. placed(rows, places): rows as they stand there."""
    return {f"key at place {key_at}": (placed(q.expand(41, 64), key_at + distances)
                                       @ placed(k, torch.tensor([key_at])).T)[:, 0] / 64**0.5 for key_at in (0, 1000)}


# %%
panels = {"waves added": scores(lambda rows, places: rows + waves[places]), "turned": scores(rotate)}
by_adding, by_moving = ((here - there).abs().max() for here, there in map(dict.values, panels.values()))
figures.multiples(
    distances, panels,
    title=f"Moved on by a thousand places, scores change by up to {by_adding:.1f} with waves added; turned, by "
          f"{by_moving:.0e}",
    x_label="distance of query and key (places)", y_label="score",
    alt="Two panels with the score over the distance, with the key at place 0 and at place 1000. With waves added "
        f"these are two lines, up to {by_adding:.1f} apart, and turned they lie on each other.",
)


# %%
class Rotary(Places):
    def turn(self, q, places):
        return rotate(q, places)

models["rotary"] = trained(Rotary)

# %%
rotary_moved = [percent_right(models["rotary"], first=first) for first in (0, 20, 100)]
print("rotary: " + ", ".join(f"{value:.0f} % from place {first}" for value, first in zip(rotary_moved, (0, 20, 100))))

# %% [markdown]
# Nothing was learned of a place, so none is strange. (Su and others measured 27.5 BLEU against 27.3 for the transformer of 2017, and a loss that falls faster in a model that learns to fill gaps in texts. Many large models of today are rotary; that of lesson 15 is.)

# %% [markdown]
# ## A price on distance
#
# There is a still simpler way. Leave queries and keys as they are, and take something away from each score, the more the further apart the two places are. With equal scores, a query at the last of eight places, and three prices:

# %%
distance = torch.arange(7, -1, -1)
for price in (0.0, 0.25, 1.0):
    print(price, [f"{weight:.2f}" for weight in softmax(-price * distance, dim=-1)])


# %% [markdown]
# What is far has to be worth its price. One head may look near, another far, so each gets a price of its own a place, its *slope*, which is not learned: with $n$ heads $2^{-8/n}, 2^{-16/n}, \dots, 2^{-8}$. This is **ALiBi**, attention with linear biases (Press and others, 2021).
#
# **Exercise: `alibi_bias`.** Three points, ten minutes.

# %% exercise="alibi_bias" tags=["export"]
def alibi_bias(n_heads, T):
    """What each head takes away from its scores for the distance between query and key.

    Returns (n_heads, T, T) in float32, queries down and keys across: minus a slope times how many places the two are
    apart, on both sides alike; what may not be seen is the mask's business. Head i, from 1, has the slope
    2^(−8 · i / n_heads), for any number of heads. Source: Press et al. 2021, section 3. (Their published code takes
    other slopes where n_heads is no power of two.)
    """
    raise NotImplementedError("alibi_bias")


# %%
alibi_bias = check("alibi_bias", alibi_bias)

# %% [markdown]
# With equal scores, this is what each head would read of the places before, in percent of what it reads of its own. On a logarithmic axis, a price in proportion to the distance is a straight line.

# %%
weights = softmax(alibi_bias(n_heads, 17)[:, -1], dim=-1).flip(1)  # (n_heads, 17), of the last query
beside_own = 100 * weights / weights[:, :1]
figures.curves(
    range(17), {f"head {i}: {beside_own[i - 1, -1]:.2g} %": beside_own[i - 1] for i in (8, 4, 3, 2, 1)}, log_y=True,
    title=f"Sixteen places back is left of the weight: {beside_own[-1, -1]:.0f} % in head {n_heads}, "
          f"{beside_own[0, -1]:.2g} % in head 1",
    x_label="distance (places)", y_label="weight (% of that of its own place)",
    alt="Straight lines on a logarithmic axis, from 100 % at the place itself down to, sixteen places back, "
        + ", ".join(f"{beside_own[i - 1, -1]:.2g} % of head {i}" for i in (8, 4, 3, 2, 1)) + ".",
)


# %% [markdown]
# The price is the same before and after, so by itself it cannot tell *dog bites man* from its reverse. Our model is causal and looks only back. Whoever reads both ways needs more.

# %%
class Alibi(Places):
    def bias(self, places):
        return alibi_bias(n_heads, len(places))

models["ALiBi"] = trained(Alibi)

# %% [markdown]
# ## Longer than any before
#
# All five have been trained on texts of 32 symbols. How far does each go?

# %%
far = choose("farthest")
far

# %%
record(far)

# %%
lengths = [24, 32, 48, 64, 128, 256]
right = {name: [percent_right(model, length) for length in lengths] for name, model in models.items()}

# %%
at_the_end = sorted(((values[-1], name) for name, values in right.items()), reverse=True)
guessing = 100 / n_symbols
figures.curves(
    lengths, {f"{name} {values[-1]:.0f} %": values for name, values in reversed(right.items())},
    laws={f"guessing {guessing:.0f} %": [guessing] * len(lengths)}, marks={"trained": 32}, log_x=True,
    title=f"At {lengths[-1] // 32} times the trained length, {at_the_end[0][1]} is right in {at_the_end[0][0]:.0f} %, "
          f"the next best in {at_the_end[1][0]:.0f} %",
    x_label="length of the text (symbols)", y_label="right (%)",
    alt="Right answers in percent over the length: " + "; ".join(
        f"{name} " + ", ".join(f"{value:.0f}" for value in values) for name, values in right.items()) + ".",
)

# %% [markdown]
# ## Why a context window ends
#
# In the picture is one reason why a model has a **context window**, a longest text that it takes in: none of these was ever trained beyond 32. The other reason is the bill, which lesson 13 draws up. To read on well there is called **length extrapolation**.

# %% [markdown]
# Take the turned arrows. Of a text of 256 symbols no place is new to them: they could begin anywhere. Two other things are. Among 33 words no two are more than 32 places apart, and among 257 most are: their arrows meet at angles that never came in training. And there are more words to share the weight among. We can take the first away and leave the second. All words stay, but only the last 33 are numbered, from 0 to 32, and all before them stand at place 0, too. (Our model gives no number below 0, so we let it begin at -224.) Then no two are further apart than in training. Nothing is trained anew.

# %%
near_places = percent_right(models["rotary"], 256, first=-224)
print(f"rotary, at 257 places: {right['rotary'][-1]:.0f} % right; at 33 places, with as many words: {near_places:.0f} %")


# %% [markdown]
# It was the angles. So a shorter view should mend it, too: of each text we keep the first word, which says how far back to look, and the last 32, and number them from 0.

# %%
@torch.no_grad()
def percent_by_window(model, length=256):
    texts, wanted = corpora.what_came_before(64, length, n_symbols, 4, torch.Generator().manual_seed(2))
    seen = torch.cat([texts[:, :1], texts[:, -32:]], dim=1)  # (64, 33)
    return 100 * (model(seen).argmax(dim=-1) == wanted[:, -33:])[:, -16:].float().mean().item()

by_window = {name: percent_by_window(model) for name, model in models.items()}
for name, value in by_window.items():
    print(f"{name}: {value:.0f} % right")


# %% [markdown]
# Each is about as good at the end of a long text as at the end of a short one. What stood between is lost, and here nobody asks for it. Such a view is a *sliding window*, to which lesson 13 comes back. ALiBi makes one of its own, a soft one: a price hides the far words without cutting them off. Press and others trained on texts of 1024 pieces of words, tried 2048, and lost nothing against a model with sinusoids that was trained on 2048.

# %% [markdown]
# Published models do the like. Xiao and others (2023) keep the first words and a window of the last ones, numbered anew, and read on for millions of pieces of words. Those who want a longer window of a rotary model slow its turns, so that far places come to angles that were trained, and train a little more (Chen and others, 2023).

# %% [markdown]
# ## The scoreboard
#
# *Recall* asked for no order: lesson 06 had it right without positions, across any gap. What do positions do to it? Our model learns it in 150 batches of 64 texts with a gap of 40, with the mask alone, with queries and keys turned, and with a price on distance, and is asked across 320 as well.

# %%
def recalls(name, way, *parts, seed=1):
    generator = set_seed(seed)
    model = Reader(way(), n_ids=17, n_answers=8)

    def loss_on_batch(model):
        heard, said = corpora.recall(64, 40, 8, generator)
        return F.cross_entropy(model(heard)[:, -1], said)

    history = train(model, loss_on_batch, steps=150, learning_rate=5e-3, unit="nats per symbol")
    with torch.no_grad():
        across = {gap: recall_accuracy(model, *corpora.recall(100, gap, 8, generator)) for gap in (40, 320)}
    progress.keep_score("Recall", f"attention, {name}, gap 40", score=across[40], seconds=history.seconds,
                        parameters=sum(p.numel() for p in model.parameters()),
                        parts=[split_heads, masked_softmax, merge_heads, *parts])
    return across


# %%
recalled = {"mask alone": recalls("mask alone", Places), "rotary": recalls("rotary", Rotary, rotate),
            "ALiBi": recalls("ALiBi", Alibi, alibi_bias)}
for name, across in recalled.items():
    print(f"{name}: {across[40]:.0f} % across 40, {across[320]:.0f} % across 320")

# %% [markdown]
# All have learned it across the gap that they were trained on. Across eight times as much, the turned arrows meet at new angles again, and answers are lost. Where no order is asked for, turning is in the way, and a price is not.

# %%
scoreboard("Recall")

# %% [markdown]
# ## What we have measured

# %%
expect("the shuffled sentence, apart from the shuffled answer", by_shuffling, below=1e-6)
expect("layers of five that know no order", sum(knows_none.values()), above=2.5, below=3.5)
expect("order_by_mask", percent_right(untold))
expect("marks, begun at place 100, the better of the two", max(moved_on[name][-1] for name in ("sinusoids", "learned")), below=40)
expect("rotary, begun at place 100", rotary_moved[-1], above=95)
expect("scores of rotary, moved on by a thousand places", by_moving, below=1e-6)

# %%
at_trained = [values[1] for name, values in right.items() if name != "mask alone"]
expect("at the trained length, the table ahead of the waves", right["learned"][1] - right["sinusoids"][1], above=5, unit="points")
expect("told of places, right at the trained length, the least", min(at_trained), above=75, unit="percent")
expect("there, the table and rotary ahead of ALiBi", min(right["learned"][1], right["rotary"][1]) - right["ALiBi"][1],
       above=2, unit="points")
expect("farthest", at_the_end[0][0] / right["rotary"][-1])
expect("rotary at eight times the length", right["rotary"][-1], below=25, unit="percent")
expect("rotary there, with as many words at 33 places", near_places, above=75, unit="percent")
expect("rotary there, by the first word and the last 32", by_window["rotary"], above=75, unit="percent")
expect("Recall across 40, the least of three", min(across[40] for across in recalled.values()), above=95, unit="percent")
expect("Recall across 320, rotary", recalled["rotary"][320], below=95, unit="percent")
expect("the same, the mask alone and ALiBi", min(recalled[name][320] for name in ("mask alone", "ALiBi")), above=85)

# %% [markdown]
# - **What it means:** attention sees a set. Order is something that we add, and how we add it decides where the model can go: marks know places, turns know distances, a price knows near from far. What reaches farthest is not what was best at the length of training.
# - **What is missing:** our layers add what they find to what was there, bring it to a common size, and have neurons after the attention. Why, and what happens without? That is lesson 09.
#
# What the field calls these things:

# %%
terms("08")

# %% [markdown]
# Three questions to take along:
#
# 1. A layer says of each word the mean of all words that stand before it. It has no weights and no positions. Does it know an order, and what could a model learn from it?
# 2. In a sentence read both ways, what could tell the word before from the word after, and still depend on distance only?
# 3. A rotary model is to read eight times as far. What happens if all positions are divided by eight, and what does the model lose by it?
