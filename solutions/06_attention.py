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
# # 06 Attention
#
# **What is a query, what is a key?**
#
# In lesson 05 a decoder looked back at the letters, and a small network scored each of them. Now we take the look itself apart. At the end we can turn scores into weights at any size, write attention with its mask, and make a layer of it. We train a model of two such layers and nothing else until it knows whom *it* means in a sentence, and find out which of its looks the answer hangs on. It takes about 90 minutes; after *Masks that are wrong* is a good place for a break.

# %%
import torch
import torch.nn.functional as F
from IPython.utils.capture import capture_output
from torch import nn

from utils import check, choose, corpora, expect, explore, figures, measuring, predict, progress, record
from utils import scoreboard, terms, yours
from utils.training import set_seed, train

recurrent_step, recurrent_unroll = yours("recurrent_step"), yours("recurrent_unroll")
masked_softmax, blend, recall_accuracy = yours("masked_softmax"), yours("blend"), yours("recall_accuracy")

# %% [markdown]
# ## Whom does it mean?
#
# *The animal did not cross the street because it was too tired.* Whom does *it* mean? And if the last word were *wide*?

# %%
sentence = "the animal did not cross the street because it was too tired".split()
len(sentence), sentence.index("it")

# %% [markdown]
# The last word decides, between two nouns that stand far before it. Terry Winograd used such pairs of sentences in 1972 to ask what understanding is; this one was shown with the first transformer, in 2017 (Uszkoreit). To settle it, *it* has to look at a word that comes later, and at one that came earlier. A state that is handed along the line passes *it* before it meets the word that decides.
#
# What would a look bring back? A weighted average of rows, as in lesson 00 and lesson 05. Here the rows are points in the plane, so that we can see it.

# %%
figure = explore("blend_to_target")
figure

# %%
record(figure, answer={"amounts": [0.5, 0, 0.25, 0.25]})

# %% [markdown]
# ## How much is "more relevant"?
#
# A blend needs weights: none negative, together one. What we have are scores, and a score may be any number. Let us share them out as they are.

# %%
scores = torch.tensor([2.0, 1.0, -1.0])  # of animal, street and tired
scores / scores.sum()

# %% [markdown]
# The last share is negative, and the first is the whole. Exponentials are positive, and keep the order.

# %%
powers = scores.exp()
powers, powers / powers.sum()

# %% [markdown]
# Now these are weights. Each is its word's part of the sum. Before the next cell runs: we add 100 to every score.

# %%
guess = choose("shifted_scores")
guess

# %%
record(guess, answer={"choice": "breaks"})

# %%
shifted = scores + 100
shifted.exp() / shifted.exp().sum()

# %% [markdown]
# That was a number added to all scores. Here is one that all are multiplied by:

# %%
for factor in (0.1, 1, 10):
    powers = (factor * scores).exp()
    print(factor, (powers / powers.sum()).numpy().round(3))

# %% [markdown]
# Small scores give nearly equal weights, large ones give everything to the best. One over this factor is the temperature of lesson 01: hot is even, cold is sharp. We will meet it again sooner than we would like.

# %% [markdown]
# ## The largest score
#
# Back to what was added. On paper a factor of $e^{100}$ stands above the line and below it, and cancels. In 32 bits the largest number is about $e^{88}$; beyond it there is only infinity, and infinity divided by infinity is no number, `nan`. The same cancelling mends it, as `log_softmax` did in lesson 01. We take the largest score away from all of them: on paper nothing changes, and here no exponent is above zero.

# %%
torch.tensor([88.0, 89.0]).exp()

# %%
lowered = shifted - shifted.max()
lowered, lowered.exp() / lowered.exp().sum()

# %% [markdown]
# The lowest score can do no harm: its exponential becomes zero at worst, as it should. These weights are the softmax of the scores (Bridle 1990). Until now torch has made them for us.
#
# **Exercise: `softmax`.** Three points, ten minutes. Right for any shape, along any axis, at any size.

# %% exercise="softmax" tags=["export"]
def softmax(x, dim):
    """Make weights of scores: positive, together one along `dim`.

    x: (..., n), any numbers, also large ones and −∞, though not −∞ alone; dim: the axis along which the weights sum
    to one, any of them. Returns a tensor of the same shape, through which gradients flow. Source: Bridle 1990.
    """
    ### BEGIN SOLUTION
    powers = (x - x.amax(dim, keepdim=True)).exp()  # of numbers up to zero, which cannot overflow
    return powers / powers.sum(dim, keepdim=True)
    ### END SOLUTION

# %%
softmax = check("softmax", softmax)

# %% [markdown]
# What does a weight depend on? Work from the weights back to the scores.

# %%
figure = explore("scores_to_weights")
figure

# %%
record(figure, answer={"scores": [0.0, -0.7, -1.8], "shift": 0.0})

# %% [markdown]
# ## Where a score comes from
#
# Lesson 05 asked a small network, pair by pair. The cheapest measure of how well two rows agree is their product, number by number, added up. Let us try it on four words that we describe ourselves, with a label in each column.

# %%
labels = ["a creature", "a place", "a pronoun", "said of creatures", "said of places"]
words = ["animal", "street", "it", "tired"]
x = torch.tensor([
    [1.0, 0.0, 0.0, 0.0, 0.0],
    [0.0, 1.0, 0.0, 0.0, 0.0],
    [0.0, 0.0, 1.0, 0.0, 0.0],
    [0.0, 0.0, 0.0, 1.0, 0.0],
])

# %%
def show(weights, words, title):
    return figures.heat_map(
        weights, words, words, title=title, x_label="is read (key)", y_label="reads (query)", value_label="weight",
        alt=f"{title}. " + " ".join(
            f"{word} reads " + ", ".join(f"{other} {weight:.2f}" for other, weight in zip(words, row.tolist())) + "."
            for word, row in zip(words, weights)))

scores = 3 * x @ x.T  # (4, 4); without the 3 the weights are nearly even
weights = softmax(scores, dim=-1)
show(weights, words, f"By their own rows, each word reads itself most: {weights.diagonal().min():.2f}")

# %% [markdown]
# Every word finds itself: nothing agrees with a row as well as the row itself. And the table of scores is symmetric, so *it* could not look at *tired* without *tired* looking at *it* as much. But a pronoun does not look for pronouns. What a word looks for is one thing, what it can be found by is another. So each word gets two rows, made of its own by two matrices.

# %%
W_q = torch.tensor([  # what each label looks for: a creature, a place
    [0.0, 0.0],  # a creature
    [0.0, 0.0],  # a place
    [4.0, 4.0],  # a pronoun
    [4.0, 0.0],  # said of creatures
    [0.0, 4.0],  # said of places
])
W_k = torch.tensor([  # what each label can be found as: a creature, a place
    [1.0, 0.0],
    [0.0, 1.0],
    [0.0, 0.0],
    [0.0, 0.0],
    [0.0, 0.0],
])

# %%
queries, keys = x @ W_q, x @ W_k  # (4, 2) each
queries, keys

# %% [markdown]
# A row of `queries` is what a word asks for, its *query*; a row of `keys` is what it answers to, its *key*. Both have two numbers here, whatever the words had. A matrix that makes one row of another is called a **projection**. The score is the product of query and key, and all of them together are one product of matrices. To whom will *it* give its weight?

# %%
guess = choose("whom_it_reads")
guess

# %%
record(guess, answer={"choice": "both"})

# %%
weights = softmax(queries @ keys.T, dim=-1)
shares = dict(zip(words, weights[2].tolist()))
show(weights, words, "“it” reads " + ", ".join(f"{word} {share:.2f}" for word, share in shares.items()))

# %% [markdown]
# ## What is handed over
#
# Weights say how much is read. What is it that is read? Take another look, in which a pronoun looks for what something is said to be. It should not bring back the key, which says "I can be found as an adjective", but the label that we want to have. So a third matrix makes the *values*.

# %%
W_q1 = torch.tensor([[0.0], [0.0], [6.0], [0.0], [0.0]])  # a pronoun looks for what is said of something
W_k1 = torch.tensor([[0.0], [0.0], [0.0], [1.0], [1.0]])  # which both kinds of adjectives are
W_v1 = torch.diag(torch.tensor([0.0, 0.0, 0.0, 1.0, 1.0]))  # handed over: of whom it is said

def first_look(x):
    weights = softmax((x @ W_q1) @ (x @ W_k1).T, dim=-1)
    return x + weights @ (x @ W_v1)

first_look(x)[2]  # the row of "it"

# %% [markdown]
# What was read is added to what was there: *it* is still a pronoun, and knows now that something is said of it that is said of creatures. (The other words had no question and read all four evenly. Nobody looks at what they got.)

# %% [markdown]
# ## Two looks, one after the other
#
# When *it* looked for a noun there were two, and what decides between them was not in its row. Now it is. So let the look for a noun come second, with the queries of before, except that a pronoun as such asks for nothing any more: what it asks for comes from what it has read. Whom does *it* read then, and whom if the last word is *wide*?

# %%
W_q2 = W_q.clone()
W_q2[2] = 0

def read_by_it(x):
    x = first_look(x)
    return softmax((x @ W_q2) @ (x @ W_k).T, dim=-1)[2]

# %%
wide = x.clone()
wide[3] = torch.tensor([0.0, 0.0, 0.0, 0.0, 1.0])  # said of places
both = torch.stack([read_by_it(x), read_by_it(wide)])
figures.heat_map(
    both, ["it, if tired", "it, if wide"], ["animal", "street", "it", "tired/wide"], x_label="is read (key)",
    y_label="reads (query)", value_label="weight",
    title=f"With “tired”, “it” reads animal {both[0, 0]:.2f}; with “wide”, street {both[1, 1]:.2f}",
    alt=f"Two rows of weights. With tired, it reads animal with {both[0, 0]:.2f} and street with {both[0, 1]:.2f}; with "
        f"wide, animal with {both[1, 0]:.2f} and street with {both[1, 1]:.2f}.",
)

# %% [markdown]
# Nobody told *it* where the noun stands. The matrices are yours: change a number, and run the cells again. Then take hold of the rows themselves. Here query, keys and values are arrows and points.

# %%
figure = explore("query_key_value")
figure

# %%
record(figure, answer={"query": [-0.8, 1.2], "keys": [[1.1, 0.5], [-0.4, 1.1], [-0.3, -1.0]], "values": [1, 0, 2]})

# %% [markdown]
# Query, key and value are made of the same row, and no two of them need to be alike. We have set the matrices by hand. The rest of this lesson lets them be learned.

# %% [markdown]
# ## Longer rows
#
# Our queries and keys had one number or two. Models have 64 and more in each. Take rows of independent numbers around zero, each with a standard deviation of one. How far from each other are the products of such rows?

# %%
guess = predict("spread_of_products")
guess

# %%
record(guess, answer={"value": 10.0})

# %%
set_seed(1)
sizes = 2 ** torch.arange(11)  # 1 to 1024
queries, keys = torch.randn(2000, 1024), torch.randn(2000, 1024)
spread = torch.stack([(queries[:, :d] * keys[:, :d]).sum(dim=1).std() for d in sizes.tolist()])
guess.reveal(spread[-1])

# %% [markdown]
# And for all lengths between:

# %%
law = measuring.fit_power(sizes, spread)
figures.curves(
    sizes, {"measured": spread}, laws={f"d to the power of {law.exponent:.2f}": law(sizes)}, log_x=True, log_y=True,
    title=f"From d = 1 to d = {sizes[-1]} the spread grows from {spread[0]:.1f} to {spread[-1]:.1f}",
    x_label="d, numbers in a query and a key", y_label="standard deviation of their products",
    alt=f"On logarithmic axes the measured spread rises from {spread[0]:.2f} to {spread[-1]:.0f}, along a dashed straight "
        f"line, d to the power of {law.exponent:.2f}.",
)

# %% [markdown]
# ## Too sure to learn
#
# So it is at every $d$: of $d$ products, each with the variance 1, the sum has the variance $d$, and the standard deviation $\sqrt{d}$. Scores that are 32 times as far apart make the choice as sharp as a temperature of 1/32 would. What is wrong with a sharp choice? Nothing for the answer. But how would it be learned?

# %%
figure = explore("why_scale")
figure

# %%
record(figure, answer={"d": 128, "guess": 128})

# %% [markdown]
# The figure has rows of its own. Here are ours, through our own `softmax`: one query, eight keys, and by how much the weights change with the scores, in the median of 200 queries. (Other rows have other digits, and fall the same way.)

# %%
slopes = torch.func.vmap(torch.func.jacrev(lambda scores: softmax(scores, dim=-1)))

def gradient_through(d, divide):
    products = queries[:200, :d] @ keys[:8, :d].T  # (200, 8)
    return slopes(products / d**0.5 if divide else products).norm(dim=(1, 2)).median()

gradient = {name: torch.stack([gradient_through(d, divide) for d in sizes.tolist()])
            for name, divide in (("divided by √d", True), ("not divided", False))}

# %%
left = gradient["not divided"] / gradient["divided by √d"]
figures.curves(
    sizes, gradient, log_x=True, log_y=True,
    title=f"Without the division {left[6]:.0%} of the gradient is left at d = 64, one part in {1 / left[-1]:,.0f} at 1024",
    x_label="d, numbers in a query and a key", y_label="norm of the softmax's gradient",
    alt=f"On logarithmic axes, the gradient stays near {gradient['divided by √d'].median():.2f} where the scores are divided, "
        f"and falls to {gradient['not divided'][-1]:.0e} at 1024 where they are not.",
)

# %% [markdown]
# A softmax that has made up its mind is said to suffer from **saturation**: next to nothing comes back through it, as through a tanh far from zero. Vaswani et al. (2017) suspected this, divided by $\sqrt{d_k}$, with $d_k$ for the numbers in a key and $Q$, $K$, $V$ for the tables of all queries, keys and values, and called the whole **scaled dot-product attention**:
#
# $$\text{attention}(Q, K, V) = \text{softmax}\left(\frac{Q K^\top}{\sqrt{d_k}}\right) V$$

# %% [markdown]
# ## Who may look
#
# A model that is to foretell the next word must not see it. In lesson 05 a mask kept the looks away from padding. Here it keeps them away from the future: row by row, what comes later is closed. That is a **causal mask**.
#
# **Exercise: `causal_mask`.** Two points, five minutes.

# %% exercise="causal_mask" tags=["export"]
def causal_mask(T):
    """Who may attend to whom where nobody sees what comes later.

    T: the length. Returns (T, T) of booleans, queries down and keys across: True where the key is not after the
    query.
    """
    ### BEGIN SOLUTION
    return torch.ones(T, T, dtype=torch.bool).tril()
    ### END SOLUTION

# %%
causal_mask = check("causal_mask", causal_mask)

# %%
causal_mask(4)

# %% [markdown]
# ## Masks that are wrong
#
# There are two ways to get it wrong. The first is a mask that is wrong by one: where it keeps one diagonal too many, each word sees the next one; a model foretells it perfectly, and has learned to copy. Whoever sees a loss that is too good to be true looks here first.
#
# The second is a right mask in the wrong place. Here are scores of six words. We put zeros in the place of the hidden *weights*, after the softmax. Then the last word becomes another, which answers better to all queries.

# %%
set_seed(1)
scores, later = torch.randn(6, 6), torch.zeros(6, 6)
later[:, 5] = 2.0
mask = causal_mask(6)

# %%
guess = choose("zero_after")
guess

# %%
record(guess, answer={"choice": "shrink"})

# %%
def changes(weigh):
    """By how much the weights of the first five words for each other change, (5, 5), and the sums of all rows before."""
    before, after = weigh(scores), weigh(scores + later)
    return (after - before)[:5, :5].numpy().round(2), before.sum(dim=-1)

changes(lambda s: softmax(s, dim=-1) * mask)

# %% [markdown]
# ## Before the softmax
#
# `masked_softmax` of lesson 05 acts on the scores. The same two tables:

# %%
changes(lambda s: masked_softmax(s, mask))

# %% [markdown]
# One mask below is wrong in two cells.

# %%
figure = explore("find_the_leak", words="it did not cross the street".split(), scores=scores)
figure

# %%
record(figure, answer={"mask": ["100000", "110000", "111000", "111100", "111110", "111111"], "way": "before",
                       "raised": 0})

# %% [markdown]
# ## Attention
#
# Everything is in hand: the formula of *Too sure to learn*, and a mask where there is one.
#
# **Exercise: `attention`.** Five points, fifteen minutes. Any number of axes may stand in front: a batch, and in lesson 07 heads. You may use what you have written before: `masked_softmax(scores, mask)` works along the last axis, and a row that may attend nowhere gets zeros; without a mask there is `softmax`.

# %% exercise="attention" tags=["export"]
def attention(q, k, v, mask=None):
    """Scaled dot-product attention: each query reads a blend of the values, by how well it matches their keys.

    q: (..., T_q, d_k); k: (..., T_k, d_k); v: (..., T_k, d_v); mask: (..., T_q, T_k), booleans, True where the query
    may attend to the key, or what broadcasts to that; None lets every query attend everywhere. Returns the output
    (..., T_q, d_v) and the weights (..., T_q, T_k). A query that may attend nowhere has zeros in both.
    Source: Vaswani et al. 2017, section 3.2.1.
    """
    ### BEGIN SOLUTION
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5  # (..., T_q, T_k)
    weights = softmax(scores, dim=-1) if mask is None else masked_softmax(scores, mask)
    return weights @ v, weights
    ### END SOLUTION

# %%
attention = check("attention", attention)

# %% [markdown]
# PyTorch has the same in one call, written for speed. Does it give the same?

# %%
q, k, v = torch.randn(3, 2, 6, 8)
output, weights = attention(q, k, v, mask)
(output - F.scaled_dot_product_attention(q, k, v, attn_mask=mask)).abs().max()

# %% [markdown]
# ## A layer of it
#
# Where queries, keys and values are all made of the same sequence, it attends to itself: **self-attention**. The layer has three matrices, as we had for four words, and training will set them.
#
# **Exercise: `SelfAttention`.** Four points, twelve minutes.

# %% exercise="SelfAttention" tags=["export"]
class SelfAttention(nn.Module):
    """Attention of a sequence to itself: queries, keys and values are all made of it.

    SelfAttention(d_model) has the parameters W_q, W_k and W_v, each (d_model, d_model), normal numbers of standard
    deviation 1/√d_model at the start, and no biases. Called with x: (B, T, d_model) and a mask as in `attention`, it
    returns what that returns: the output (B, T, d_model) and the weights (B, T, T).
    Source: Vaswani et al. 2017.
    """

    def __init__(self, d_model):
        super().__init__()
        ### BEGIN SOLUTION
        self.W_q, self.W_k, self.W_v = (nn.Parameter(torch.randn(d_model, d_model) / d_model**0.5) for _ in range(3))
        ### END SOLUTION

    def forward(self, x, mask=None):
        ### BEGIN SOLUTION
        return attention(x @ self.W_q, x @ self.W_k, x @ self.W_v, mask)
        ### END SOLUTION

# %%
SelfAttention = check("SelfAttention", SelfAttention)

# %% [markdown]
# In lesson 02 we counted the longest chain of operations in which each waits for the one before. Here it is for texts of 16, 128 and 1024 words:

# %%
layer = SelfAttention(16)
chains = [measuring.sequential_steps(lambda: layer(torch.randn(1, T, 16))) for T in (16, 128, 1024)]
chains

# %% [markdown]
# The chain does not grow with the text: every pair of words has a score of its own. From any word to any other it is one hop, however far apart they stand.

# %% [markdown]
# ## The sentence
#
# Now the sentence, and thousands like it. In each, one of two nouns is meant, and the last word alone says which. Their order says nothing.

# %%
WORDS = corpora.WHO_IS_IT_WORDS
IT = sentence.index("it")

ids, meant = corpora.who_is_it(3, set_seed(1))
for row, noun in zip(ids, meant):
    print(*(WORDS[i] for i in row), "→", WORDS[noun])

# %% [markdown]
# The model is two looks, and what was read is added to what was there, as we did by hand. Each word begins as a row of 64 numbers, to which a row is added for the place where it stands (lesson 08 says why). A norm before each look keeps the rows of one size (lesson 09). At the end the row of *it* names a word.

# %%
class TwoLooks(nn.Module):
    def __init__(self, d_model=64, layer=SelfAttention):
        super().__init__()
        self.words = nn.Embedding(len(WORDS), d_model)
        self.places = nn.Parameter(torch.randn(len(sentence), d_model))
        starts = torch.randn(2, 3, d_model, d_model) / d_model**0.5  # the same, whoever has written the layer
        self.name = nn.Linear(d_model, len(WORDS))
        self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(2))
        self.looks = nn.ModuleList(layer(d_model) for _ in range(2))
        for look, start in zip(self.looks, starts):
            look.W_q.data, look.W_k.data, look.W_v.data = start

    def forward(self, ids, masks=(None, None)):  # (B, 12), and a mask for each look
        x = self.words(ids) + self.places  # (B, 12, d_model)
        weights = []
        for look, norm, mask in zip(self.looks, self.norms, masks):
            read, read_with = look(norm(x), mask)
            x = x + read
            weights.append(read_with)
        return self.name(x[:, IT]), weights  # (B, n_words), and for each look (B, 12, 12)

# %%
def learn(seed, steps=600, mask=None, layer=SelfAttention):
    generator = set_seed(seed)
    model = TwoLooks(layer=layer)

    def loss_on_batch(model):
        ids, meant = corpora.who_is_it(64, generator)
        return F.cross_entropy(model(ids, (mask, mask))[0], meant)

    train(model, loss_on_batch, steps=steps, learning_rate=5e-3, unit="nats per sentence")
    return model

# %%
start = measuring.work()
model = learn(3)
seconds = measuring.work() - start
seconds

# %% [markdown]
# Two thousand sentences that it has not seen:

# %%
ids, meant = corpora.who_is_it(2000, set_seed(2000))

@torch.no_grad()
def right(model, masks=(None, None), ids=ids, meant=meant):
    return (model(ids, masks)[0].argmax(dim=-1) == meant).float().mean().item()

all_right = right(model)
all_right

# %% [markdown]
# ## What it looks at
#
# By hand, the first look fetched the adjective. Now the picture of the trained model. The last word is *tired*. In the first layer, how much of its weight does *it* give to *tired*?

# %%
guess = predict("reads_tired")
guess

# %%
record(guess, answer={"value": 90.0})

# %%
def encoded(words):
    return torch.tensor([[WORDS.index(word) for word in words]])

@torch.no_grad()
def rows_of_it(model, last):
    _, weights = model(encoded([*sentence[:-1], last]))
    return torch.stack([layer[0, IT] for layer in weights])  # (2, 12): a row for each layer

tired, wide = rows_of_it(model, "tired"), rows_of_it(model, "wide")
guess.reveal(100 * tired[0, -1])

# %% [markdown]
# Four rows of weights: what *it* reads in each layer, with *tired* and with *wide*.

# %%
def show_rows(tired, wide, title):
    rows = torch.cat([tired, wide])
    names = ["tired, layer 1", "tired, layer 2", "wide, layer 1", "wide, layer 2"]
    columns = [*sentence[:-1], "tired/wide"]
    return figures.heat_map(
        rows, names, columns, title=title, x_label="is read (key)", y_label="it, in", value_label="weight",
        alt=f"{title}. " + " ".join(
            f"{name}: most of the weight is on {columns[row.argmax()]}, {row.max():.2f}." for name, row in zip(names, rows)))

FIRST_NOUN, SECOND_NOUN = sentence.index("animal"), sentence.index("street")
show_rows(tired, wide, f"In layer 2, “it” reads animal with {tired[1, FIRST_NOUN]:.2f} if tired, and street with "
                       f"{wide[1, SECOND_NOUN]:.2f} if wide")

# %% [markdown]
# ## One of two
#
# Here is the first layer's weight on the last word over all 2000 sentences, by what that word is said of:

# %%
creatures = meant < len(corpora.CREATURES)  # (2000,): those in which a creature is meant
with torch.no_grad():
    on_last = model(ids)[1][0][:, IT, -1]
{"said of creatures": on_last[creatures].mean().item(), "said of places": on_last[~creatures].mean().item()}

# %% [markdown]
# There are two kinds of adjectives, so one question is enough: is it one of places? Not to find it tells as much as to find it, and training had no reason to look for the other kind as well. No one would have drawn it so by hand.

# %% [markdown]
# ## Is it the reason?
#
# The picture is as clear as one could wish. But it shows where a model looks, and not what its answer needs. In recurrent networks with attention, Jain and Wallace (2019) found quite other weights that led to the same answers; Wiegreffe and Pinter (2019) replied that this depends on how one asks. So let us ask: what would the model say without that look? We have a tool that takes a look away, a mask.
#
# First the picture, over all 2000 sentences instead of one:

# %%
rows = torch.arange(2000)
at_meant = torch.where(ids[:, FIRST_NOUN] == meant, FIRST_NOUN, SECOND_NOUN)  # (2000,): the place of the noun that is meant

@torch.no_grad()
def reads_meant(model):
    return [layer[rows, IT, at_meant].mean().item() for layer in model(ids)[1]]

in_first, in_second = reads_meant(model)
in_first, in_second

# %% [markdown]
# In the second layer nearly all is on the noun that is meant. Now the *edge* from *it* to that noun, the look of this one query at this one key, is cut in the second layer, in every sentence. (A caution: the softmax still shares out one whole, so a mask makes all other edges of that query larger, in proportion. What we see is the effect of both.) In how many sentences is the model still right?

# %%
guess = predict("second_edge_cut")
guess

# %%
record(guess, answer={"value": 10.0})

# %%
def cut(places):
    mask = torch.ones(2000, 12, 12, dtype=torch.bool)
    mask[rows, IT, places] = False
    return mask

without_second = right(model, (None, cut(at_meant)))
guess.reveal(100 * without_second)

# %% [markdown]
# ## An edge of the first layer
#
# To take a part out and see what goes is an **ablation**. Here is another one. Where a creature is meant, *it* reads that noun strongly in the first layer already:

# %%
with torch.no_grad():
    first, second = (layer[rows, IT, at_meant][creatures].mean().item() for layer in model(ids)[1])
first, second

# %% [markdown]
# We cut that edge alone, in the first layer. Of the sentences in which a creature is meant, how many are still right?

# %%
guess = predict("first_edge_cut")
guess

# %%
record(guess, answer={"value": 40.0})

# %%
def right_of_creatures(masks):
    return right(model, [mask if mask is None else mask[creatures] for mask in masks], ids[creatures], meant[creatures])

without_first = right_of_creatures((cut(at_meant), None))
guess.reveal(100 * without_first)

# %% [markdown]
# ## Both at once
#
# Both edges lead from the same word to the same noun. What if both are cut?

# %%
right_without = {name: right_of_creatures(masks) for name, masks in {
    "nothing cut": (None, None), "layer 1 cut": (cut(at_meant), None), "layer 2 cut": (None, cut(at_meant)),
    "both cut": (cut(at_meant), cut(at_meant)),
}.items()}
right_without

# %% [markdown]
# And what of the other rows? Which cell of the first layer is the brightest, outside the row of *it*?

# %%
with torch.no_grad():
    first_layer = model(ids)[1][0].mean(dim=0)  # (12, 12)
first_layer[IT] = 0
query, key = divmod(first_layer.argmax().item(), 12)
idle = torch.ones(12, 12, dtype=torch.bool)
idle[query, key] = False
idle_right = right(model, (idle, None))
print(f"word {query + 1}, {sentence[query]}, reads word {key + 1}, {sentence[key]}: {first_layer[query, key]:.2f}")
print(f"without that edge: {idle_right:.1%} right")

# %% [markdown]
# In the second layer *it* does not read that word, and no other word is asked for an answer: this edge carries nothing that the answer needs. But an edge that can be spared is not always an empty one. Of the sentences about creatures, more are right with layer 2 cut alone than with both: the difference came through the edge of layer 1. One part stands in for another.

# %% [markdown]
# ## What is enough
#
# Now the other way round: which edges are enough? We close everything, except that each word sees itself, that *it* sees the last word in the first layer, and the two nouns in the second.

# %%
enough_1 = torch.eye(12, dtype=torch.bool)
enough_1[IT, -1] = True
enough_2 = torch.eye(12, dtype=torch.bool)
enough_2[IT, [FIRST_NOUN, SECOND_NOUN]] = True
enough = right(model, (enough_1, enough_2))
enough

# %% [markdown]
# These are three edges between different words, of 264. With the looks of each word at itself, they do nine tenths of the task. A part of a network that does a task, or most of it, by itself is called a **circuit** (Olah et al. 2020).
#
# One test is still missing, and it needs no mask. If the answer is read off the noun that is meant, another noun in its place must change the answer, and another noun in the other place must not.

# %%
def replaced(places):
    changed = ids.clone()
    old = changed[rows, places]
    base = torch.where(old < len(corpora.CREATURES), 0, len(corpora.CREATURES))
    changed[rows, places] = base + (old - base + 5) % len(corpora.CREATURES)  # another noun of its kind
    return changed

swapped, other = replaced(at_meant), replaced(FIRST_NOUN + SECOND_NOUN - at_meant)
follows = right(model, ids=swapped, meant=swapped[rows, at_meant])
stays = right(model, ids=other)
follows, stays

# %% [markdown]
# To change one thing on purpose and see what follows is a **causal intervention**: that is how one asks a network why. A map of weights is where such a question begins.

# %% [markdown]
# ## Hands on
#
# The same model, to work with: pick a word to see what it reads, cut an edge, raise a score, change a word of the sentence. Under each word stands what is left of the answer without the edge to it. So that the figure can reach in, we write the two looks out once more, with the model's own weights, and let it see the scores on their way.

# %%
@torch.no_grad()
def look(words, on_scores):
    x = model.words(encoded(words)) + model.places
    for layer, (its, norm) in enumerate(zip(model.looks, model.norms)):
        q, k, v = (norm(x) @ W for W in (its.W_q, its.W_k, its.W_v))  # (1, 12, 64) each
        scores = on_scores(layer, q @ k.transpose(-2, -1) / 64**0.5)  # (1, 12, 12)
        x = x + softmax(scores, dim=-1) @ v
    return dict(zip(WORDS, softmax(model.name(x[0, IT]), dim=-1).tolist()))

# %%
ready = [  # what the figure can answer in the book, where no kernel runs
    *({"words": [*sentence[:-1], last], "layer": layer} for last in ("tired", "wide", "steep") for layer in (0, 1)),
    {"cut": [[1, 0, IT, FIRST_NOUN]]}, {"layer": 0, "cut": [[0, 0, IT, FIRST_NOUN]]},
]
figure = explore("what_it_means", look=look, layer=1, query=IT, ready=ready)
figure

# %%
record(figure, answer={
    "words": ["the", "animal", "did", "not", "cross", "the", "street", "because", "it", "was", "too", "wide"], "layer": 1,
    "head": 0, "query": 8, "key": 6, "temperature": 1.0, "edits": [], "cut": [], "answer": "street"})

# %% [markdown]
# ## Another start
#
# One model, one way? The same training from another seed:

# %%
another = learn(2)
another_right = right(another)
another_right

# %%
tired_2, wide_2 = rows_of_it(another, "tired"), rows_of_it(another, "wide")
show_rows(tired_2, wide_2, f"Another start, right in {another_right:.0%}: if tired, layer 2 reads animal with "
                           f"{tired_2[1, FIRST_NOUN]:.2f}")

# %%
another_in_second = reads_meant(another)[1]
last_word = torch.full((2000,), 11)
for name, masks in {
    "nothing cut": (None, None), "layer 1, meant noun": (cut(at_meant), None), "layer 2, meant noun": (None, cut(at_meant)),
    "layer 1, last word": (cut(last_word), None), "layer 2, last word": (None, cut(last_word)),
}.items():
    print(f"{name}: {right(model, masks):.0%} right, the other start {right(another, masks):.0%}")

# %% [markdown]
# It is as good, and it has put the parts together otherwise. The first start above is a clear one, which we have chosen among several, and say so. What a layer does can be found out of one model, and says little about the next.

# %% [markdown]
# ## From left to right
#
# The same layers, the same training, with a causal mask in both layers: no word sees what comes after it. The answer is still read at *it*. How often will it be right?

# %%
guess = predict("left_to_right")
guess

# %%
record(guess, answer={"value": 50.0})

# %%
masked = learn(3, mask=causal_mask(12))
masked_right = right(masked, (causal_mask(12), causal_mask(12)))
guess.reveal(100 * masked_right)

# %% [markdown]
# ## Without the root
#
# Does the division by $\sqrt{d_k}$ matter in so small a model? Three starts with it and three without, a third of the steps:

# %%
class Undivided(SelfAttention):
    def forward(self, x, mask=None):
        return attention(x.shape[-1] ** 0.5 * x @ self.W_q, x @ self.W_k, x @ self.W_v, mask)

with capture_output():  # without the six curves
    divided_right, undivided_right = (
        [right(learn(seed, steps=200, layer=layer)) for seed in (1, 2, 3)] for layer in (SelfAttention, Undivided)
    )
divided_right, undivided_right

# %% [markdown]
# In so short a training the division is worth a good deal. It is no matter of can and cannot: training can make the matrices smaller by itself, if it is given the steps.

# %% [markdown]
# ## Recall, in one hop
#
# Back to the task that memory failed at: hear a symbol, then distractors, and say it again. One look is enough, and it needs no places: the request asks for what is a symbol. The training is that of lesson 03, across a gap of 40.

# %%
class Recaller(nn.Module):
    def __init__(self, d_model=64):
        super().__init__()
        self.symbols = nn.Embedding(17, d_model)
        self.look = SelfAttention(d_model)
        self.to_logits = nn.Linear(d_model, 8)

    def forward(self, heard):  # (B, T)
        output, _ = self.look(self.symbols(heard))
        return self.to_logits(output[:, -1:])  # (B, 1, 8), at the request

generator = set_seed(1)
recaller = Recaller()

def loss_on_batch(model):
    heard, wanted = corpora.recall(64, 40, 8, generator)
    return F.cross_entropy(model(heard)[:, -1], wanted)

history = train(recaller, loss_on_batch, steps=150, learning_rate=5e-3, unit="nats per symbol")

# %% [markdown]
# It has never seen a gap of another length. `recall_accuracy` of lesson 02 scores it, on 64 texts for each gap.

# %%
with torch.no_grad():
    across = {gap: recall_accuracy(recaller, *corpora.recall(64, gap, 8, generator)) for gap in (40, 160, 640)}
across

# %%
progress.keep_score("Recall", "attention, gap 40", score=across[40], seconds=history.seconds,
                    parameters=sum(p.numel() for p in recaller.parameters()), parts=[SelfAttention, attention])
scoreboard("Recall")

# %% [markdown]
# Nothing has to be kept on the way, since nothing is on the way: the request reads the symbol where it stands.

# %% [markdown]
# ## The first bill
#
# What does it cost? In lesson 02 we timed two products of matrices in the place of attention. Now the whole layer, with its softmax, beside the recurrent step. Every pair has a score.

# %%
d = 64
W_x, W_h, b = torch.randn(d, d) / d**0.5, torch.randn(d, d) / d**0.5, torch.zeros(d)

def recurrent_layer(length):
    inputs = torch.randn(1, length, d)
    return torch.no_grad()(lambda: recurrent_unroll(
        inputs, torch.zeros(1, d), lambda x, h: recurrent_step(x, h, W_x, W_h, b)))

def attention_layer(length):
    layer, inputs = SelfAttention(d), torch.randn(1, length, d)
    return torch.no_grad()(lambda: layer(inputs))

# %%
lengths = [256, 512, 1024, 2048]
ways = {"recurrent layer": recurrent_layer, "attention": attention_layer}
times = measuring.times(ways, lengths, repeats=9, clock=measuring.work)
milliseconds = {name: 1000 * times.least(name) for name in ways}
in_time = {name: measuring.fit_power(lengths, milliseconds[name]) for name in ways}

# %%
def law_of(series, exponent):  # through the measurement at 512
    return series[1] * (torch.tensor(lengths) / lengths[1]) ** exponent

figures.curves(
    lengths, milliseconds, log_x=True, log_y=True,
    laws={"length": law_of(milliseconds["recurrent layer"], 1), "length²": law_of(milliseconds["attention"], 2)},
    title="Time grows as length to the power of " + ", ".join(f"{law.exponent:.2f} ({name})" for name, law in in_time.items()),
    x_label="length (words)", y_label="time (ms)",
    alt="On logarithmic axes: " + "; ".join(
        f"{name} from {series[0]:.1f} to {series[-1]:.0f} ms" for name, series in milliseconds.items()) + ".",
)

# %%
megabytes = {name: torch.tensor([measuring.peak_memory(way(length)) / 1e6 for length in lengths]) for name, way in ways.items()}
in_memory = {name: measuring.fit_power(lengths, megabytes[name]) for name in ways}
figures.curves(
    lengths, megabytes, log_x=True, log_y=True,
    laws={"length": law_of(megabytes["recurrent layer"], 1), "length²": law_of(megabytes["attention"], 2)},
    title=f"At {lengths[-1]} words attention takes {megabytes['attention'][-1]:.0f} MB, the recurrent layer "
          f"{megabytes['recurrent layer'][-1]:.1f} MB",
    x_label="length (words)", y_label="memory at most (MB)",
    alt="On logarithmic axes: " + "; ".join(
        f"{name} from {series[0]:.2f} to {series[-1]:.1f} MB" for name, series in megabytes.items()) + ".",
)

# %% [markdown]
# Twice the length, four times the memory. In time it is less at first and more in the end than four times, and while a text is short, attention is the quicker of the two. For twelve words nobody notices the bill. Part IV is about the rest.

# %% [markdown]
# ## What we have measured
#
# Of the parts:

# %%
expect("spread of the products, as a power of d", law.exponent, above=0.45, below=0.55)
expect("spread_of_products", spread[-1])
expect("chain of operations, from 16 words to 1024", chains[-1] - chains[0], above=-0.5, below=0.5)

# %% [markdown]
# Of the sentence:

# %%
expect("right on new sentences", all_right, above=0.99)
expect("weight of “it” on the noun that is meant, layer 2", in_second, above=0.9)
expect("reads_tired", 100 * tired[0, -1])
expect("layer 1, weight on an adjective of places", on_last[~creatures].mean(), above=0.5)
expect("layer 1, weight on an adjective of creatures", on_last[creatures].mean(), below=0.2)
expect("weight of “it” on “street”, layer 2, if “wide”", wide[1, SECOND_NOUN], above=0.8)
expect("second_edge_cut", 100 * without_second)
expect("weight on that noun in layer 1, for creatures", first, above=0.4)
expect("first_edge_cut", 100 * without_first)
expect("right with both edges cut", right_without["both cut"], below=0.2)
expect("gradient left without the division, at d = 64", left[6], above=0.01, below=0.7)
expect("gradient left without the division, at d = 1024", left[-1], below=0.01)
expect("right with layer 2 cut alone, less those with both cut", right_without["layer 2 cut"] - right_without["both cut"],
       above=0.05)
expect("right without the brightest other edge of layer 1", idle_right, above=0.99)
expect("right with three edges", enough, above=0.7)
expect("the answer follows another noun that is meant", follows, above=0.98)
expect("the answer stays where the other noun changes", stays, above=0.98)

# %% [markdown]
# Of other models, and of the bill:

# %%
expect("another start, right", another_right, above=0.99)
expect("its weight on the noun that is meant, layer 2", another_in_second, below=0.8)
expect("left_to_right", 100 * masked_right)
expect("200 steps, divided by the root: the least right of three", min(divided_right), above=0.9)
expect("200 steps, not divided: the least right of three", min(undivided_right), below=0.8)
expect("recall across 640", across[640], above=90, unit="percent")
expect("exponent of attention's time", in_time["attention"].exponent, above=1.4, below=2.8)
expect("exponent of attention's memory", in_memory["attention"].exponent, above=1.8, below=2.1)
expect("exponent of the recurrent layer's time", in_time["recurrent layer"].exponent, above=0.6, below=1.3)

# %% [markdown]
# - **What it means:** a query is what a place asks, a key is what it answers to, a value what it gives; a softmax shares out one whole among them, and any word is one hop away. What such a model looks at can be seen, and what its answer needs has to be tried.
# - **What is missing:** one look gives one blend. *it* needed two things, one after the other. What if a word needs two at once? Why look more than once? That is lesson 07.
#
# What the field calls these things:

# %%
terms("06")

# %% [markdown]
# Three questions to take along:
#
# 1. If *tired* is the last word, the first layer of our model does not look at it. How can *it* know, all the same, that a creature is meant?
# 2. A model that reads from left to right cannot tell at *it*. At which word could it, and what would have to be carried there?
# 3. Two tables of weights are the same in every cell. Can the two layers give different outputs? And can two layers give the same output from different tables?
