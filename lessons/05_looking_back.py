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
#     generated: from solutions/05_looking_back.py by make notebooks
#     reference: attention
# ---

# %% [markdown]
# # 05 Looking back
#
# **What if the decoder could look again?**
#
# In [lesson 04](04_bottleneck.ipynb) a word goes through one vector, and what is long comes out wrong. Here the decoder looks at the letters again before each sound. At the end we can write attention from nothing, say in numbers what it is worth on the same words, read from a model where it looked, and test whether that is what it went by. It takes about an hour.

# %%
import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, explore, figures, predict, progress, record
from utils import scoreboard, terms, yours
from utils.corpora import END, PAD, START
from utils.error_rates import error_rates
from utils.reference.recurrent import Decoder, Encoder
from utils.training import set_seed, train

sequence_loss, greedy_decode = yours("sequence_loss"), yours("greedy_decode")

# %% [markdown]
# ## What was thrown away
#
# The encoder of lesson 04 hands one vector to the decoder. On the way it makes more than that. (`Encoder` and `Decoder` are written out there; here they are imported from the course.)

# %%
set_seed(1)
spelling = corpora.spelling()
encoder = Encoder(spelling.n_letter_ids, d_e=64, d_h=192)
read, vector = encoder(spelling.letter_ids(["phone"]))
read.shape, vector.shape

# %% [markdown]
# There is a row of numbers for each of the five letters, made of the letter and of all that was read before it, from the left and from the right. Only `vector` is handed on, and the rows are thrown away.
#
# Let the decoder have them. To say F it needs *ph*, to say OW it needs the *o*. How could it look? Here is something small to think with: three letters, and two numbers for each.

# %%
rows = torch.tensor([[1.0, 0.2], [-0.3, 1.0], [0.4, -0.9]])  # f, i, n
rows.mean(dim=0)

# %% [markdown]
# The mean of all rows is one vector again, the same for every sound. We have been there. So let the decoder say of each letter how much it wants to read it now, in a number, a *score*, and take the row with the highest.

# %%
scores = torch.tensor([2.0, 0.5, -1.0], requires_grad=True)
best = rows[scores.argmax()]
best, best.requires_grad

# %% [markdown]
# It reads the f. But nothing can be learned from that: a score that is a little higher or lower changes nothing, until it suddenly changes everything. There is no gradient. We would rather have shares, and lesson 01 has made shares of any numbers:

# %%
weights = scores.softmax(dim=0)
blended = weights @ rows
weights, blended, blended.requires_grad

# %% [markdown]
# ## Attention
#
# Most of it is the row of the f, with some of the others in it. If reading a little more of the i would have helped, the gradient says so. A score for every place, a softmax, a blend: this is **attention** (Bahdanau, Cho and Bengio 2014). The shares are called **attention weights**. The blend is a context vector too, and every sound gets one of its own. (Lesson 04's is still there, as the decoder's first state.)

# %% [markdown]
# ## Where a score comes from: query, key, value
#
# The decoder knows what it has said so far; that is in its state. This state asks, and is called the **query**. Each letter has something by which it is found, its **key**, and something that is read when it is found, its **value**. For the time being both are the same row of the encoder. Lesson 06 takes them apart.

# %% [markdown]
# How well does a key fit a query? In 2014 a small network learns to tell: a matrix for the query, one for the key, a tanh around their sum, and a vector $v$ that makes one number of it.
#
# $$\text{score} = v \cdot \tanh(\text{query}\, W_q + \text{key}\, W_k)$$
#
# The width of this network, which is the length of $v$, is called $d_a$ here: 4 in the next trial, 64 in our model.
#
# What is the tanh for?

# %%
question = choose("without_tanh")
question

# %%
record(question)

# %% [markdown]
# Two queries, our three rows as keys, and random weights: without the tanh, then with it. (Without, a query adds the same number, query $W_q \cdot v$, to all its scores. What does a softmax make of that?)

# %%
set_seed(1)
query, W_q, W_k, v = torch.randn(2, 2), torch.randn(2, 4), torch.randn(2, 4), torch.randn(4)
sums = (query @ W_q)[:, None] + rows @ W_k  # (2 queries, 3 keys, d_a = 4)
(sums @ v).softmax(dim=-1), (sums.tanh() @ v).softmax(dim=-1)


# %% [markdown]
# ## Every query, every key
#
# A decoder in training asks for all sounds of a word at once, so there is a row of scores for each query, and a column for each key. Because query and key are added, this is called **additive attention**.
#
# **Exercise: `additive_scores`.** Four points, twelve minutes.

# %% exercise="additive_scores" tags=["export"]
def additive_scores(query, keys, W_q, W_k, v):
    """How well each key fits each query, as a small network sees it.

    query: (B, T_q, d_q); keys: (B, T_k, d_k); W_q: (d_q, d_a); W_k: (d_k, d_a); v: (d_a,).
    Returns (B, T_q, T_k): v · tanh(query W_q + key W_k), for every query and every key of the same text.
    Source: Bahdanau et al. 2014.
    """
    raise NotImplementedError("additive_scores")


# %%
additive_scores = check("additive_scores", additive_scores)


# %% [markdown]
# Then the blend. For one query it was a sum, weight times row. For many it is a product of two matrices, once one sees it.
#
# **Exercise: `blend`.** Two points, six minutes.

# %% exercise="blend" tags=["export"]
def blend(weights, values):
    """For each query the sum of the values, each times its weight.

    weights: (..., T_q, T_k), of any sum; values: (..., T_k, d_v). Returns (..., T_q, d_v).
    """
    raise NotImplementedError("blend")


# %%
blend = check("blend", blend)

# %%
weights = additive_scores(query[None], rows[None], W_q, W_k, v).softmax(dim=-1)
blend(weights, rows[None])

# %% [markdown]
# Two queries, two context vectors. No vector has to hold the whole word any more.

# %% [markdown]
# ## What is not there: a mask
#
# Words come in batches, and the shorter ones are filled up. Here two words are read by one query each, and to keep things simple, all its scores but one are nought.

# %%
letters = spelling.letter_ids(["phone", "ox"])
letters

# %%
scores = torch.zeros(2, 1, 5)
scores[:, :, 0] = 2.0
scores.softmax(dim=-1)

# %% [markdown]
# The query at *ox* spends part of its weight on three letters that are not there. What may be read is said by a **mask**: True means "may attend". Can we take the weights of the others away afterwards?

# %%
may = (letters != PAD)[:, None]  # (2 words, 1, 5 letters), the same for every query of a word
weights = scores.softmax(dim=-1) * may
weights, weights.sum(dim=-1)

# %% [markdown]
# Now the weights of *ox* no longer sum to one: what the filling took is gone, and the more filling there is, the less is read. The softmax must not see it at all. A score of $-\infty$ does that, since $e^{-\infty} = 0$:

# %%
scores.masked_fill(~may, -torch.inf).softmax(dim=-1)

# %% [markdown]
# Better. One thing is left, which will come in later lessons: a query that may attend nowhere.

# %%
nowhere = torch.tensor([False, False])
torch.tensor([2.0, 0.0]).masked_fill(~nowhere, -torch.inf).softmax(dim=0)

# %% [markdown]
# Nothing, divided by nothing. One `nan` in a batch, and after the next step of training all that the network has learned is `nan`. Some write the mask as numbers, 0 or $-\infty$, which are added to the scores, and put noughts where a `nan` comes out. That is not enough:

# %%
scores = torch.tensor([2.0, 0.0], requires_grad=True)
put_out = (scores - torch.inf).softmax(dim=0).nan_to_num(0)
put_out.sum().backward()
put_out, scores.grad


# %% [markdown]
# What is read is in order, and the gradient is not: on the way back the softmax is asked once more.
#
# **Exercise: `masked_softmax`.** Four points, fifteen minutes. For scores of any size, and without a `nan` on the way back either.

# %% exercise="masked_softmax" tags=["export"]
def masked_softmax(scores, mask):
    """Weights that are shared out among the keys that a query may attend to.

    scores: (..., T_q, T_k), any numbers, also large ones; mask: bool, broadcasts to (..., T_q, T_k), True =
    may attend. Returns weights (..., T_q, T_k): 0 where the mask is False, else in proportion to exp(score),
    together 1 for each query. A query that may attend nowhere gets zeros, and the gradient of its scores is 0.
    """
    raise NotImplementedError("masked_softmax")


# %%
masked_softmax = check("masked_softmax", masked_softmax)


# %% [markdown]
# ## The same words, with and without
#
# This is the speller of lesson 04: an encoder, a decoder, and the one vector between them.

# %%
class Speller(nn.Module):
    def __init__(self, d_e=64, d_h=192):
        super().__init__()
        self.encoder = Encoder(spelling.n_letter_ids, d_e, d_h)
        self.decoder = Decoder(spelling.n_sound_ids, d_e, d_h)

    def forward(self, letters, sounds):  # (B, T_k), (B, T_q)
        read, vector = self.encoder(letters)  # (B, T_k, d_h), (B, d_h)
        said = self.decoder(sounds, vector)  # (B, T_q, d_h)
        return self.to_logits(said, read, letters)

    def to_logits(self, said, read, letters):
        return self.decoder.to_logits(said)


# %% [markdown]
# And this is all that is new. The decoder's states are the queries, the rows that the encoder made are keys and values, the filling is masked, and what is read adds to the logits.

# %%
class LookingBack(Speller):
    def __init__(self, d_e=64, d_h=192, d_a=64):
        super().__init__(d_e, d_h)
        self.W_q, self.W_k = (nn.Parameter(torch.randn(d_h, d_a) / d_h**0.5) for _ in range(2))
        self.v = nn.Parameter(torch.randn(d_a) / d_a**0.5)
        self.read_to_logits = nn.Linear(d_h, spelling.n_sound_ids, bias=False)

    def scores(self, said, read):  # (B, T_q, d_h), (B, T_k, d_h)
        return additive_scores(said, read, self.W_q, self.W_k, self.v)  # (B, T_q, T_k)

    def to_logits(self, said, read, letters):
        weights = masked_softmax(self.scores(said, read), (letters != PAD)[:, None])
        return self.decoder.to_logits(said) + self.read_to_logits(blend(weights, read))


# %% [markdown]
# In the paper the state before a sound asks, and what is read goes into the next state. Ours asks with the new state and reads for the logits alone, as Luong, Pham and Manning have it (2015): so lesson 04's decoder stays as it is, and attention is the only change.
#
# Words are said as in lesson 04: greedily, each sound being read before the next.

# %%
@torch.no_grad()
def pronounce(model, words):
    said = []
    for i in range(0, len(words), 512):
        letters = spelling.letter_ids(words[i:i + 512])
        read, vector = model.encoder(letters)

        def step(sounds, h):  # (B,), (B, d_h)
            states = model.decoder(sounds[:, None], h)  # (B, 1, d_h)
            return model.to_logits(states, read, letters)[:, 0], states[:, 0]

        said += spelling.sounds(greedy_decode(step, vector, START, END, longest=24))
    return said


# %% [markdown]
# Both kinds learn from the same words in the same order, since the generator that draws them gets the same seed. Both take the same number of steps: 600, half as many as in lesson 04, so that we need not wait long for two. The one vector is therefore behind that of lesson 04.

# %%
def learned(kind, seed, steps):
    generator = set_seed(seed)
    model = kind()

    def loss_on_batch(model):
        letters, sounds = corpora.spelling_batch(spelling, 64, generator)
        return sequence_loss(model(letters, sounds[:, :-1]), sounds[:, 1:], PAD)

    history = train(model, loss_on_batch, steps=steps, learning_rate=5e-3, unit="nats per sound")
    return model, history


# %%
one_vector, without = learned(Speller, seed=1, steps=600)

# %% [markdown]
# It is scored as in lesson 04, on all words that nobody has learned from.

# %%
test_words = list(spelling.test)
said = {"one vector": pronounce(one_vector, test_words)}
rates = {"one vector": error_rates(said["one vector"], test_words, spelling)}
print(rates["one vector"])

# %% [markdown]
# Now the decoder that may look again.

# %%
guess = predict("with_a_look")
guess

# %%
record(guess)

# %%
looking_back, history = learned(LookingBack, seed=1, steps=600)

# %%
said["attention"] = pronounce(looking_back, test_words)
rates["attention"] = error_rates(said["attention"], test_words, spelling)
guess.reveal(rates["attention"].per)

# %%
cut = 1 - rates["attention"].per / rates["one vector"].per
print(f"PER {rates['attention'].per:.1f} %, WER {rates['attention'].wer:.1f} %: of the wrong sounds {cut:.0%} are gone")

# %% [markdown]
# ## Long words
#
# Where was it won? We score the words of each length by themselves, from four letters on. (Those of three are often abbreviations, such as *nfl* or *xml*, and are spelled out.)

# %%
lengths = range(4, 15)

def of_length(n, name):
    places = [place for place, word in enumerate(test_words) if len(word) == n]
    return error_rates([said[name][place] for place in places], [test_words[place] for place in places], spelling)


# %%
by_length = {name: [of_length(n, name) for n in lengths] for name in said}
sounds_wrong = {name: [each.per for each in row] for name, row in by_length.items()}
words_wrong = {name: [each.wer for each in row] for name, row in by_length.items()}

# %%
figures.curves(
    lengths, {f"{what}, {name}": rows[name] for name in said
              for what, rows in (("words", words_wrong), ("sounds", sounds_wrong))},
    title=f"Wrong sounds in words of {lengths[-1]} letters: "
          + ", ".join(f"{row[-1]:.0f} % ({name})" for name, row in sounds_wrong.items()),
    x_label="letters in the word", y_label="wrong (%)",
    alt=f"Sounds wrong, in percent, from {lengths[0]} letters to {lengths[-1]}: " + "; ".join(
        f"{name} " + ", ".join(f"{number:.0f}" for number in row) for name, row in sounds_wrong.items()
    ) + ". Words wrong: the same, higher.",
)

# %%
longer = {}
for name, rate in rates.items():
    short, *_, long = rate.by_length.values()
    longer[name] = long.per / short.per
    print(f"{name}: in words of 12 letters and more, a sound is wrong {longer[name]:.2f} times as often as in those up to 5")

# %% [markdown]
# Through one vector a sound is the more often wrong the longer the word. With attention that is so, too, but much less. (A word, in both, is the more often wrong the longer it is: there are more sounds to get wrong.)

# %% [markdown]
# ## Once more, and once more
#
# One training is one throw. Two more, from other seeds, with half the steps and scored on every fourth word, to save time.

# %%
some_words = test_words[::4]

def once_more(seed):
    models = {kind: learned(kind, seed, steps=300) for kind in (Speller, LookingBack)}
    return [error_rates(pronounce(model, some_words), some_words, spelling).per for model, _ in models.values()]


# %%
second = once_more(seed=2)

# %%
third = once_more(seed=3)

# %%
cuts = [cut] + [1 - attends / bottled for bottled, attends in (second, third)]
for seed, each in enumerate(cuts, start=1):
    print(f"seed {seed}: {each:.0%} of the wrong sounds are gone")

# %% [markdown]
# The same examples are not the same time: a step that also attends takes longer. So here is attention with half the steps, the mean of the two runs above, beside one vector with all of them. What the half took is reckoned: half of what all steps took.

# %%
half = (second[1] + third[1]) / 2
print(f"attention, 300 steps: half of {history.seconds:.0f} s, {half:.1f} % of the sounds wrong")
print(f"one vector, 600 steps: {without.seconds:.0f} s, {rates['one vector'].per:.1f} % of the sounds wrong")


# %% [markdown]
# It wins by the clock too. In the paper of 2014 the task is translation from English to French, and the score is BLEU, which counts what a translation has in common with a human one: 17.8 through one vector, 26.8 with attention. There too it is the long sentences that one vector cannot hold.

# %% [markdown]
# ## Where it looked
#
# The weights can be looked at. `look` gives what the model makes of words and their sounds: the logits of the decoder's own state, what each letter adds where it is read, and the scores.

# %%
@torch.no_grad()
def look(model, letters, sounds):
    read, vector = model.encoder(letters)
    said = model.decoder(sounds[:, :-1], vector)
    return model.decoder.to_logits(said), model.read_to_logits(read), model.scores(said, read)


# %%
def alignment(word):
    letters, (sounds,) = list(word.lower()), pronounce(looking_back, [word])
    *_, scores = look(looking_back, spelling.letter_ids([word]), spelling.sound_ids([sounds]))
    weights = scores[0, :len(sounds)].softmax(dim=-1)  # (T_q, T_k)
    reads = ", ".join(f"{sound} reads {''.join(letters[i] for i in (row > 0.2).nonzero())}"
                      for sound, row in zip(sounds, weights))
    return figures.heat_map(weights, sounds, letters, title=f"{word} is said {' '.join(sounds)}: {reads}",
                            x_label="letters (keys)", y_label="sounds (queries)", value_label="weight",
                            alt=f"A row for each sound, a column for each letter. Above 0.2: {reads}.")


# %%
alignment("teacher")

# %% [markdown]
# Which sound belongs to which letters is called an **alignment**. (In lesson 04 two rows of sounds were aligned; here a row of sounds and a row of letters are.) Translation by machine had models for it long before (Brown and others 1993). Here nobody has given one: there were words, and how they are said.
#
# Try words of your own, and names. Letters that are not heard are a case by themselves:

# %%
alignment("knight")


# %% [markdown]
# No rule says that every letter must be read. Here silent letters share a sound with their neighbours: of the weight of N, a part may lie on the k, since *kn* is what says N at the beginning of a word. In *teacher*, no sound has to read the a.

# %% [markdown]
# What is read in a cell is more than a letter. One half of its row has read all that stands to the left, the other all to the right. To which sound does the row of each letter add most?

# %%
@torch.no_grad()
def adds_to(word):
    read, _ = looking_back.encoder(spelling.letter_ids([word]))
    sounds = looking_back.read_to_logits(read)[0, :, END + 1:].argmax(dim=-1)
    return [(letter, spelling.phonemes[sound]) for letter, sound in zip(word, sounds)]

adds_to("city"), adds_to("cat")

# %% [markdown]
# The same letter c: before an i its row adds most to S, before an a most to K. (Other letters may be wrong about their sound: what a row adds is not all that the decoder goes by.) A weight points to a place, and what is at the place has seen its neighbours.

# %% [markdown]
# ## By hand
#
# What if it looks at the wrong place? In this figure each row of scores can be edited, and the sound that is said is shown. The numbers in it are those of the model above, but for two rows that we have pushed onto the diagonal.

# %%
letters, sounds = spelling.letter_ids(["phone"]), ("F", "OW", "N")
own, added, scores = (each[0] for each in look(looking_back, letters, spelling.sound_ids([sounds])))
pushed = scores[:3].clone()
for row in (1, 2):
    pushed[row, row] = pushed[row].max() + 3

# %%
figure = explore("mend_alignment", letters=list("phone"), sounds=sounds, scores=pushed, values=added[:, END:],
                 base=own[:3, END:], vocabulary=["·", *spelling.phonemes])
figure

# %%
record(figure)

# %% [markdown]
# And this is where the model itself looked, before we pushed:

# %%
alignment("phone")

# %% [markdown]
# ## Is that what it went by?
#
# A bright cell says where the weight is. It does not say that what was read there made the sound: the decoder has a state of its own, and the one vector as well. For classifiers, Jain and Wallace found in 2019 that quite other weights often give the same answer. (Wiegreffe and Pinter answered in the same year that this depends on what one asks.) So we do not look, we interfere.
#
# We take a thousand words that it says right.

# %%
right = [(word, way) for word, way in zip(test_words, said["attention"]) if way in spelling.test[word]][:1000]
letters, sounds = spelling.letter_ids([word for word, _ in right]), spelling.sound_ids([way for _, way in right])
own, added, scores = look(looking_back, letters, sounds)

# %%
may, wanted = (letters != PAD)[:, None], sounds[:, 1:]  # (B, 1, T_k), (B, T_q)
weights = masked_softmax(scores, may)
most = F.one_hot(weights.argmax(dim=-1), weights.shape[-1]).bool()  # (B, T_q, T_k), the brightest cell of each row

def says(weights):
    return (own + blend(weights, added)).argmax(dim=-1)


# %% [markdown]
# First a change that should change nothing, if the picture is right: every sound gets the letter that it reads most, and that alone.

# %%
is_sound = wanted > END
kept = (says(most.float()) == wanted)[is_sound].float().mean().item()
print(f"{kept:.0%} of the sounds stay")

# %% [markdown]
# Now every sound is made to read, with all its weight, the letter that the *next* sound reads most. All else stays, the decoder's state too, which is still the one for its own sound. (We count where this is another letter, and the next sound is another sound.)

# %%
guess = predict("other_letter")
guess

# %%
record(guess)

# %%
moved, following = most.roll(-1, dims=1), wanted.roll(-1, dims=1)
counts = is_sound & (following > END) & (following != wanted) & (moved != most).any(dim=-1)
follows = (says(moved.float()) == following)[counts].float().mean().item()
guess.reveal(100 * follows)

# %%
stays = (says(moved.float()) == wanted)[counts].float().mean().item()
print(f"of {counts.sum():,} sounds {follows:.0%} become the next one, {stays:.0%} stay, "
      f"{1 - follows - stays:.0%} something else")

# %% [markdown]
# ## What the end reads
#
# The other way round: we hide from each row the letter that it reads most. `masked_softmax` shares out the rest.

# %%
cut_off = says(masked_softmax(scores, may & ~most))
without_it = (cut_off == wanted)[is_sound].float().mean().item()
print(f"{without_it:.0%} of the sounds stay")

# %% [markdown]
# The sounds need what they read. But there is one more row in every word, which our pictures have left out: when all is said, the decoder has to say that it is the end. That row is bright somewhere too.

# %%
is_end = wanted == END
brightest = weights.amax(dim=-1)[is_end].mean().item()
ends = (cut_off == wanted)[is_end].float().mean().item()
print(f"the end has a weight of {brightest:.2f} on one letter; without it, {ends:.0%} of the words still end")

# %% [markdown]
# So this is what a heat map of weights says: where the weight went. What it went there for, and whether it mattered, it does not say; for that we have to change something and see what follows.

# %% [markdown]
# ## A line and a room

# %%
figures.hops(6)

# %% [markdown]
# This is the picture of lesson 00. Through one vector, a letter walks past all that stand between it and the end at which it is handed over, and then past every sound that is said before its own. Now each sound has it within one hop.
#
# But look at what we have built: the room is between encoder and decoder alone. Each of the two is a line as before. The rows that are read are made letter after letter, and each waits for the last.

# %% [markdown]
# ## The scoreboard

# %%
print(rates["attention"])
n_parameters = sum(p.numel() for p in looking_back.parameters())
progress.keep_score("Say it", "GRU, attention", score=rates["attention"].per, parameters=n_parameters,
                    seconds=history.seconds, parts=[additive_scores, blend, masked_softmax, sequence_loss, greedy_decode])
scoreboard("Say it")

# %% [markdown]
# ## What we have measured

# %%
expect("one vector, wrong sounds", rates["one vector"].per, above=22, below=34, unit="percent")
expect("with_a_look", rates["attention"].per)
expect("least share of wrong sounds that attention saves, of three seeds", min(cuts), above=0.4)
expect("one vector, wrong sounds of 12 letters and more, beside up to 5", longer["one vector"], above=1.8, unit="times")
expect("attention, the same", longer["attention"], below=1.7, unit="times")
expect("half the steps with attention, beside one vector", half / rates["one vector"].per, below=0.8)
expect("the time that they take, beside one vector's", history.seconds / 2 / without.seconds, below=1)

# %%
expect("sounds that stay, reading their brightest letter alone", kept, above=0.9)
expect("rows of c that know what follows", sum(adds_to(word)[0] == ("c", sound) for word, sound in (("city", "S"), ("cat", "K"))),
       above=1.5)
expect("other_letter", 100 * follows)
expect("sounds that stay without their brightest letter", without_it, below=0.4)
expect("ends that stay without theirs", ends, above=0.85)

# %% [markdown]
# - **What it means:** a decoder that scores every letter, and blends what it finds, need not carry the word in its head. What is far away is one hop away.
# - **What is missing:** key and value were the same row, each pair of them and a query goes through a small network of its own, and both sides still read in order. What is a query, what is a key? That is lesson 06.
#
# What the field calls these things:

# %%
terms("05")

# %% [markdown]
# Three questions to take along:
#
# 1. A word has 12 letters and 10 sounds. How many scores are computed? And for a text of 1,000 words and its translation?
# 2. The decoder's state is the query. What must it know to ask for the right letter of *banana*, and where does it know that from?
# 3. With weights that are all equal, attention is the mean of all rows. What could a decoder still do with that, and what not?
