# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   onehop:
#     reference: neurons
# ---

# %% [markdown]
# # 00 Welcome
#
# **How does this course work?**
#
# In twenty minutes we solve two exercises, look into one widget, record two answers, and see the whole argument of the course in five pictures. After that every lesson works in the same way. We need some Python, and to have seen a tensor or an array before.
#
# Run the cells one after another with Shift + Enter. An exercise that is not solved yet stops nothing: the notebook goes on with the course's own answer.

# %%
import os
import platform

import torch

from utils import check, choose, expect, figures, lesson_map, measuring, predict, progress, record, terms
from utils.training import device, set_seed
from utils.widgets import StepClock

generator = set_seed(0)

# %% [markdown]
# ## A neuron
#
# Nearly everything in this course begins with one small part. It takes some numbers, multiplies each by a weight, and adds.

# %%
x = torch.tensor([1.0, -2.0, 1.0])
weights = torch.tensor([0.5, -1.0, 0.25])
x * weights

# %%
(x * weights).sum()

# %% [markdown]
# A number of its own, the *bias*, moves the sum up or down.

# %%
bias = torch.tensor(0.5)
total = (x * weights).sum() + bias
total

# %% [markdown]
# A layer has many such sums, each with its own weights: a matrix with one column for each sum, and `x @ matrix` takes them all at once. Layers can be stacked: the output of one is the input of the next. We put one on another, and beside them a single layer that has the two matrices multiplied together.

# %%
first, second = torch.randn(3, 4), torch.randn(4, 2)
(x @ first) @ second, x @ (first @ second)

# %% [markdown]
# The same numbers. A stack of sums, however high, is one sum. Something has to bend, and it can be very simple: what is negative becomes zero.

# %%
sums = torch.linspace(-3, 3, 61)
figures.curves(
    sums, {"output": torch.relu(sums)}, title="Below zero the output is zero",
    x_label="weighted sum plus bias", y_label="output",
    alt="A line that is flat at zero for negative sums and rises from zero on.",
)

# %% [markdown]
# Such a bend is called a *nonlinearity*, and this one the **rectified linear unit**, ReLU for short. Now the bias has a meaning: it says how easily the bend is passed. Weighted sum, bias, bend: that is a **neuron**.

# %% [markdown]
# **Exercise: `neuron`.** Two points on the map of lessons, five minutes. Replace the `raise` line. Write it so that it works for one row of inputs and for a whole batch of rows. That is what the shapes below say: `(d,)` is a row of `d` numbers, `()` a single number, and in `(..., d)` the dots stand for any axes before the last, or for none.
#
# Before that, run the next two cells as they are, to see what an exercise looks like before it is solved.

# %% exercise="neuron" tags=["export"]
def neuron(x, weights, bias):
    """The output of one rectified neuron, for each row of inputs.

    x: (..., d); weights: (d,); bias: (). Returns (...,): the weighted sums plus bias, negative ones made 0.
    Source: Nair and Hinton 2010, for the rectifier.
    """
    ### BEGIN SOLUTION
    return torch.relu(x @ weights + bias)
    ### END SOLUTION

# %%
neuron = check("neuron", neuron)

# %% [markdown]
# The panel shows the smallest example that goes wrong, names the mistake where it knows it, and gives hints one at a time. When the answer passes, our own function is used from here on; until then the course's is. Either way `neuron` is now there.

# %%
neuron(x, weights, bias), neuron(-x, weights, bias)

# %% [markdown]
# ## A weighted average
#
# The second part blends. Three sellers ask different prices, and we trust one of them more than the others. What is the price?

# %%
prices = torch.tensor([[10.0], [12.0], [20.0]])
trust = torch.tensor([2.0, 1.0, 1.0])
shares = trust / trust.sum()
shares

# %% [markdown]
# Divided by their sum, the weights are shares of one whole. Each price counts for its share.
#
# **Exercise: `weighted_average`.** Two points, five minutes. The values are rows of numbers, not single ones. Lesson 06 comes back to this function, with weights that a network works out for itself.

# %% exercise="weighted_average" tags=["export"]
def weighted_average(values, weights):
    """Blend rows of values, each by its share of the weights.

    values: (n, d); weights: (n,), positive, of any sum. Returns (d,).
    """
    ### BEGIN SOLUTION
    shares = weights / weights.sum()
    return shares @ values
    ### END SOLUTION

# %%
weighted_average = check("weighted_average", weighted_average)

# %%
weighted_average(prices, trust)

# %% [markdown]
# ## The story in five pictures

# %% [markdown]
# ### 1. A message down a line
#
# A network that reads in order is like a line of people who whisper a message along. Before we compute anything, a guess. Move the slider, then run the cell below it: that records the guess, in the notebook itself. (If all cells were run at once, the scale is closed: run the cell with the question once more.)

# %%
guess = predict("whisper")
guess

# %%
record(guess, answer={"value": 30.0})

# %%
heard = 0.9 ** torch.arange(20)
guess.reveal(100 * heard[-1])

# %%
people = torch.arange(1, 21)
figures.curves(
    people, {"heard": 100 * heard}, title=f"The twentieth hears {heard[-1]:.1%} of it",
    x_label="person in the line", y_label="share of the message (%)",
    alt=f"A curve over the twenty people, from {heard[0]:.0%} at the first to {heard[-1]:.1%} at the last.",
)

# %% [markdown]
# Everybody in the line does the same small thing, once. What the line does is that thing many times over. [Lesson 01](01_recurrence.ipynb) measures this on a network that we build, [lesson 02](02_two_costs.ipynb) on its gradients.

# %% [markdown]
# ### 2. Who waits for whom
#
# Press *Play*. A processor has several *cores*, which work side by side, and at each tick of the clock a core can serve one person. The upper lane is the line of people. In the lower one everybody sees everybody.

# %%
StepClock(list("attention"), lanes=("recurrence", "attention"))

# %% [markdown]
# [Lesson 02](02_two_costs.ipynb) times both.

# %% [markdown]
# ### 3. In a room, everyone is one hop away
#
# What if nobody passed anything on, and everyone looked at the people they need?

# %%
figures.hops(8)

# %% [markdown]
# The message of the first reaches the last directly: one hop, no relay. This is the idea that the course is named after.

# %% [markdown]
# ### 4. Look, weigh, blend
#
# Whom does one look at? Let each letter of a word look for letters equal to it. The score is 3 where two letters are equal, and 0 elsewhere. A function, the softmax, turns the scores into weights; lesson 06 builds it from nothing.

# %%
word = "banana"
letters = torch.tensor([[float(a == b) for b in word] for a in word])
scores = 3 * letters
letter_weights = torch.softmax(scores, dim=1)

# %%
figures.heat_map(
    letter_weights, list(word), list(word), title="Each letter looks at its equals",
    x_label="looked at", y_label="looking", value_label="weight",
    alt="The letters of banana against themselves; cells of equal letters are dark.",
)

# %% [markdown]
# Each row adds up to one: it is a set of shares, and what comes back to a letter is a weighted average. Let us blend the places 1 to 6 by the weights of the first a. That is the place at which it looks, on average.

# %%
places = torch.arange(1.0, 7.0)[:, None]
weighted_average(places, letter_weights[1])

# %% [markdown]
# Close to place 4, in the middle of the a at 2, 4 and 6; the rest is the little weight that the other letters keep. No letter waited for another to find that out. This is all that attention does: score, weigh, blend. In layers, with ordinary neurons between them, it makes a *transformer*, the network that lessons 09 and 10 build.

# %% [markdown]
# ### 5. The bill
#
# Looking at everyone is not free.

# %%
question = choose("pairs")
question

# %%
record(question, answer={"choice": "four times"})

# %%
lengths = [10, 20, 40, 80, 160]
looks = [sum(1 for one in range(n) for other in range(n)) for n in lengths]
looks

# %% [markdown]
# We look for the law of it: the looks as a power of the number of people, times a constant. On *logarithmic* axes, where equal steps are equal factors, such a law is a straight line, and the power is its slope.

# %%
law = measuring.fit_power(lengths, looks)
print(f"looks = {law.scale:.2f} × people to the power of {law.exponent:.2f}")

# %%
whispers = [n - 1 for n in lengths]
figures.curves(
    lengths, {"looks in a room": looks, "whispers in a line": whispers}, laws={"fitted": law(lengths)},
    log_x=True, log_y=True, title=f"Twice the people, {looks[1] / looks[0]:.0f} times the looks",
    x_label="people", y_label="messages",
    alt=f"On logarithmic axes, the looks rise to {looks[-1]:,} and the whispers to {whispers[-1]:,}.",
)

# %% [markdown]
# This bill is why there is a limit to what such a network reads at once, its *context window*. Lesson 13 presents it in seconds and bytes.

# %% [markdown]
# ## Where we are
#
# Every exercise whose check passes is kept in a folder of its own, and later lessons use it: a function that we wrote here can come back as a part of the transformer at the end.

# %%
lesson_map()

# %%
print(f"Python {platform.python_version()}, torch {torch.__version__}")
print(f"{os.cpu_count()} cores, computing on: {device()}")
print(f"progress is kept in {progress.folder()}")

# %% [markdown]
# No cell needs a GPU. A few cells, like the next one, use one if there is one.

# %% tags=["gpu"]
if device().type == "cuda":
    square = torch.ones(4096, 4096, device="cuda")
    print(torch.cuda.get_device_name(), (square @ square).mean())
else:
    print("There is no GPU here, and nothing later needs it.")

# %% [markdown]
# ## What we have seen
#
# A lesson ends with its numbers, each beside what was expected of it. Where one is not as expected, the line says so and suggests what to try.

# %%
expect("whisper", 100 * heard[-1])
expect("pairs", looks[-1] / looks[-2])

# %% [markdown]
# - **What it means:** in a line each waits for the one before, and what is handed on fades; in a room nobody waits for another and nothing is handed on, and the looks are many.
# - **What is missing:** so far these are pictures. How does a network read at all? That is [lesson 01](01_recurrence.ipynb).
#
# What the field calls these things:

# %%
terms("00")

# %% [markdown]
# Three questions to take along:
#
# 1. Why is a stack of layers without a nonlinearity no better than one layer?
# 2. What would `weighted_average` return if one weight were a million times the others?
# 3. In which of the five pictures does the distance between two people matter?
