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
#     generated: from solutions/04_bottleneck.py by make notebooks
#     reference: recurrent
# ---

# %% [markdown]
# # 04 Bottleneck
#
# **Can one vector hold a word?**
#
# A network reads a word, letter by letter, and then says it, sound by sound. All that goes from the one to the other is a single row of numbers. At the end we can build and train such a network, count its errors as the field does, let it pronounce any word, and say what the one vector costs. It takes about an hour.

# %%
from collections import Counter, defaultdict

import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, figures, predict, progress, record, scoreboard, terms, yours
from utils.corpora import END, PAD, START
from utils.error_rates import alignment, error_rates
from utils.training import set_seed, train

# %%
recurrent_unroll, gru_step = yours("recurrent_unroll"), yours("gru_step")

# %% [markdown]
# ## Spelling and sound
#
# The third task of the course is *Say it*: how is a word said that one has only seen written? The words are those of the CMU Pronouncing Dictionary. A sound is written with one or two capitals; the dictionary has 39 of them. Such a sound is called a **phoneme**.

# %%
spelling = corpora.spelling()
for word in ("phone", "ox", "knight", "tomato"):
    print(word, *(" ".join(way) for way in spelling.ways(word)), sep="   ")

# %% [markdown]
# *phone* has five letters and three sounds, *ox* two letters and three sounds, and *tomato* is said in two ways. Our networks so far gave one answer for each symbol that they read. How far would that take us here?

# %%
as_many = [word for word in spelling.to_learn if len(spelling.ways(word)[0]) == len(word)]
len(as_many) / len(spelling.to_learn)

# %% [markdown]
# About one word in four has as many sounds as letters. From these we can count which sound a letter mostly has, and then say every word with that.

# %%
heard = defaultdict(Counter)
for word in as_many:
    for letter, sound in zip(word, spelling.ways(word)[0]):
        heard[letter][sound] += 1

by_letter = {letter: sounds.most_common(1)[0][0] for letter, sounds in heard.items()}
[by_letter[letter] for letter in "phone"], [by_letter[letter] for letter in "animal"]

# %% [markdown]
# ## How wrong is wrong?
#
# That is wrong for *phone*, and not far from right. How wrong? Let us compare sound by sound.

# %%
wanted, said = spelling.ways("phone")[0], [by_letter[letter] for letter in "phone"]
list(zip(wanted, said))


# %% [markdown]
# Not one pair is the same. But OW and N were both said: one sound too many at the beginning has pushed all others along. It would be fairer to ask what it takes to mend it, if in one move a sound can be put in, left out, or replaced by another. The fewest moves are called the **edit distance**, or Levenshtein distance (1965).

# %% [markdown]
# It can be found without trying all ways. Suppose we know what it takes for all shorter beginnings. Then the last move was one of three: leave a sound out, put one in, or set one against another, which costs nothing where the two are the same. So a table is filled row by row, each number from three of its neighbours:
#
# $$D_{ij} = \min\bigl(D_{i-1,\,j} + 1,\;\; D_{i,\,j-1} + 1,\;\; D_{i-1,\,j-1} + [a_i \ne b_j]\bigr)$$
#
# $D_{ij}$ is the fewest moves from the first $i$ symbols of $a$ to the first $j$ of $b$; the three ways stand in the order in which they were named, and the bracket is 1 where the two symbols differ, else 0. $D_{i0} = i$ and $D_{0j} = j$: to get to nothing or from nothing, every symbol is one move.

# %% [markdown]
# **Exercise: `edit_distance`.** Three points, fifteen minutes. For rows of anything that can be compared: phonemes, letters, numbers.

# %% exercise="edit_distance" tags=["export"]
def edit_distance(a, b):
    """The fewest insertions, deletions and substitutions of one symbol that make b out of a.

    a and b: lists, tuples or strings, of any lengths, also empty. Returns an int.
    Source: Levenshtein 1965; row by row, Wagner and Fischer 1974.
    """
    raise NotImplementedError("edit_distance")


# %%
edit_distance = check("edit_distance", edit_distance)

# %%
edit_distance(wanted, said), edit_distance("kitten", "sitting")

# %% [markdown]
# Now many words. The errors in all of them together, in percent of the sounds that were wanted, are the **phoneme error rate**, PER. The words with any error, in percent, are the **word error rate**, WER. Where several pronunciations are listed, the nearest one counts. Published systems differ in such rules, and the same answers can be several points better or worse by another rule. So ours is printed with every score.

# %%
test_words = list(spelling.test)
letter_by_letter = [[by_letter[letter] for letter in word] for word in test_words]
baseline = error_rates(letter_by_letter, test_words, spelling)
print(baseline)

# %% [markdown]
# `error_rates` computes the same as our function, and keeps besides which sound was set against which, the alignment. We check it on every fortieth word.

# %%
some = range(0, len(test_words), 40)
errors = sum(min(edit_distance(way, letter_by_letter[i]) for way in spelling.ways(test_words[i])) for i in some)
rates = error_rates([letter_by_letter[i] for i in some], [test_words[i] for i in some], spelling)
errors, sum(count for _, count in rates.confusions)

# %% [markdown]
# ## First read, then speak: encoder and decoder
#
# A letter alone does not say how it is said. A network that has read the *whole* word might know. So let one network read and keep its state, and let a second one, which begins with that state, say the sounds one after another until it says that it is done. The first one is called the **encoder**, the second one the **decoder**, and both together a **sequence-to-sequence** model (Sutskever, Vinyals and Le 2014; Cho and others 2014).

# %% [markdown]
# ## Reading in batches, with padding
#
# First the reading. Words come in batches, and the shorter ones are filled up with a number that stands for no letter. That is called **padding**.

# %%
letters = spelling.letter_ids(["phone", "ox"])
letters


# %% [markdown]
# The GRU of [lesson 03](03_gates.ipynb) reads them. We keep its weights in a module.

# %% tags=["export"]
class GRU(nn.Module):
    """The weights of `gru_step`, whose update gate begins with a bias of 1.

    step(x, h) takes (B, d_in) and (B, d_h) and returns the new state (B, d_h). Source: Cho et al. 2014.
    """

    def __init__(self, d_in, d_h):
        super().__init__()
        self.W_x = nn.Parameter(torch.randn(d_in, 3 * d_h) / d_in**0.5)
        self.W_h = nn.Parameter(torch.randn(d_h, 3 * d_h) / d_h**0.5)
        self.b = nn.Parameter(torch.zeros(3 * d_h))
        self.b.data[d_h:2 * d_h] = 1.0  # of the update gate

    def step(self, x, h):
        return gru_step(x, h, self.W_x, self.W_h, self.b)


# %% [markdown]
# Is the state after *ox* the same, whether *ox* is read alone or in this batch?

# %%
question = choose("filled_up")
question

# %%
record(question)

# %%
set_seed(1)
gru, embedding = GRU(6, 4), torch.randn(spelling.n_letter_ids, 6)

def last_state(letters):
    return recurrent_unroll(embedding[letters], torch.zeros(len(letters), 4), gru.step)[:, -1]

last_state(letters)[1], last_state(letters[1:, :2])[0]


# %% [markdown]
# The numbers that stand for a word must not depend on its neighbours in a batch. So a state has to stay as it is once its word has ended.
#
# **Exercise: `encode`.** Two points, ten minutes.

# %% exercise="encode" tags=["export"]
def encode(inputs, present, h, step):
    """Read texts of unequal lengths side by side: where there is no symbol, the state stays as it is.

    inputs: (B, T, d_in); present: (B, T), bool, True = a symbol, False = filled up; h: (B, d_h), the state before
    the first; step(x, h) takes (B, d_in) and (B, d_h) and returns the new state (B, d_h).
    Returns the states, (B, T, d_h); at the last place each text has the state after all its symbols.
    """
    raise NotImplementedError("encode")


# %%
encode = check("encode", encode)

# %%
both = encode(embedding[letters], letters != PAD, torch.zeros(2, 4), gru.step)
alone = encode(embedding[letters[1:, :2]], letters[1:, :2] != PAD, torch.zeros(1, 4), gru.step)
both[1, -1], alone[0, -1]


# %% [markdown]
# What was read last is kept best, as [lesson 02](02_two_costs.ipynb) has measured. (Sutskever and others had their network read each sentence backwards, so that its beginning came last: the score of the translations rose from 25.9 to 30.6 BLEU, higher is better.) So that each end of a word is read last by one of two readers, the encoder reads it twice, from the left and from the right, with half of the numbers for each way. It is then called **bidirectional** (Schuster and Paliwal 1997). What stands at the end of the two ways, side by side, is all that we keep of the word: the **context vector**.

# %% tags=["export"]
class Encoder(nn.Module):
    """Reads words from both sides.

    letters: (B, T) integers below n_letters, 0 where a word is filled up. Returns the states (B, T, d_h), whose first
    half has read up to that letter from the left and whose other half from the right, and the context vector
    (B, d_h), in which both have read the whole word. d_h is even. Source: Schuster and Paliwal 1997.
    """

    def __init__(self, n_letters, d_e, d_h):
        super().__init__()
        self.embedding = nn.Embedding(n_letters, d_e)
        self.from_left, self.from_right = GRU(d_e, d_h // 2), GRU(d_e, d_h // 2)
        self.d_h = d_h

    def forward(self, letters):
        x, present = self.embedding(letters), letters != 0
        start = x.new_zeros(len(letters), self.d_h // 2)
        left = encode(x, present, start, self.from_left.step)  # (B, T, d_h / 2)
        right = encode(x.flip(1), present.flip(1), start, self.from_right.step).flip(1)
        return torch.cat([left, right], dim=-1), torch.cat([left[:, -1], right[:, 0]], dim=-1)


# %% [markdown]
# ## Speaking
#
# The decoder begins with the context vector as its state. What does it read? At each step the sound that came before, and at the first step a sign that stands for the start. It gives logits for the next sound; one of the answers is that the word has ended.

# %% tags=["export"]
class Decoder(nn.Module):
    """Says sounds, each after the one before.

    forward: sounds (B, T), integers below n_sounds, and h (B, d_h), the state before the first. Returns the states
    (B, T, d_h), of which to_logits makes the logits of what comes next, (B, T, n_sounds). step does the same for one
    sound: (B,) and (B, d_h) to logits (B, n_sounds) and the new state (B, d_h). Source: Sutskever et al. 2014.
    """

    def __init__(self, n_sounds, d_e, d_h):
        super().__init__()
        self.embedding = nn.Embedding(n_sounds, d_e)
        self.gru = GRU(d_e, d_h)
        self.to_logits = nn.Linear(d_h, n_sounds)

    def forward(self, sounds, h):
        return recurrent_unroll(self.embedding(sounds), h, self.gru.step)

    def step(self, sounds, h):
        h = self.gru.step(self.embedding(sounds), h)
        return self.to_logits(h), h


# %%
class Speller(nn.Module):
    def __init__(self, d_e=64, d_h=192):
        super().__init__()
        self.encoder = Encoder(spelling.n_letter_ids, d_e, d_h)
        self.decoder = Decoder(spelling.n_sound_ids, d_e, d_h)

    def forward(self, letters, sounds):  # (B, T_letters), (B, T_sounds)
        _, vector = self.encoder(letters)
        return self.decoder.to_logits(self.decoder(sounds, vector))


# %% [markdown]
# In training we know what should be said. So the decoder is given the *right* sound before each, whatever it would have said itself. That is called **teacher forcing** (Williams and Zipser 1989). All sounds of a word are then known beforehand, and each logit has its target one place further on:

# %%
sounds = spelling.sound_ids([spelling.ways(word)[0] for word in ("phone", "knight", "a")])
sounds[:, :-1], sounds[:, 1:]

# %% [markdown]
# The number 1 is the start, 2 the end, and 0 fills up. Places that are filled up have no right answer, and should have no price. Here is what happens if they have: a network that says nothing but "filled up", quite surely.

# %%
lazy = torch.zeros(3, sounds.shape[1] - 1, spelling.n_sound_ids)
lazy[..., PAD] = 6.0
per_place = F.cross_entropy(lazy.transpose(1, 2), sounds[:, 1:], reduction="none")
per_place.mean(), per_place[sounds[:, 1:] != PAD].mean()


# %% [markdown]
# The longer the longest word of a batch, the more there is to be filled up, and the better it looks.
#
# **Exercise: `sequence_loss`.** Three points, ten minutes.

# %% exercise="sequence_loss" tags=["export"]
def sequence_loss(logits, targets, pad):
    """The mean of −ln p(target), over all places of all texts that are not filled up.

    logits: (B, T, V), any numbers, also large ones; targets: (B, T), integers below V; pad: the integer that fills up
    shorter texts, and never is a symbol. At least one place has a symbol. Returns a scalar tensor, in nats, through
    which gradients flow; each symbol counts alike, whatever text it is in. Source: Sutskever et al. 2014.
    """
    raise NotImplementedError("sequence_loss")


# %%
sequence_loss = check("sequence_loss", sequence_loss)

# %% [markdown]
# Now the training: 1,200 batches of 64 words.

# %%
generator = set_seed(1)
model = Speller()

def loss_on_batch(model):
    letters, sounds = corpora.spelling_batch(spelling, 64, generator)
    return sequence_loss(model(letters, sounds[:, :-1]), sounds[:, 1:], PAD)


# %%
history = train(model, loss_on_batch, steps=1200, learning_rate=5e-3, unit="nats per sound")


# %% [markdown]
# ## Left alone
#
# For a new word nobody knows the right sounds. The decoder has to go by its own: it says the likeliest sound, reads that as the one before, and so on until it says the end. This is **greedy decoding**: what is said is never taken back.
#
# **Exercise: `greedy_decode`.** Two points, twelve minutes. For many words side by side, which do not end together.

# %% exercise="greedy_decode" tags=["export"]
def greedy_decode(step, h, start, end, longest):
    """Say the likeliest symbol, read it, say the next one, until every text has ended.

    step(symbols, h) takes (B,) integers and the state (B, d_h), and returns logits (B, V) and the new state; h:
    (B, d_h), the state before the first symbol; start: the integer to read first; end: the integer that ends a text;
    longest: how many symbols are said at most. Returns (B, T), integers: what was said, without the start; from
    the first end of a text on, all its symbols are end. T is where the text that ends last has its first end, and at most
    longest.
    """
    raise NotImplementedError("greedy_decode")


# %%
greedy_decode = check("greedy_decode", greedy_decode)


# %%
@torch.no_grad()
def pronounce(model, words):
    said = []
    for i in range(0, len(words), 512):
        _, vector = model.encoder(spelling.letter_ids(words[i:i + 512]))
        said += spelling.sounds(greedy_decode(model.decoder.step, vector, START, END, longest=24))
    return said


# %% [markdown]
# Type any words here, names too.

# %%
words = ["phone", "knight", "spaghetti", "jupyter", "attention", "bottleneck", "transformer"]
for word, sounds in zip(words, pronounce(model, words)):
    print(word, " ".join(sounds), sep="   ")

# %%
said = pronounce(model, test_words)
rates = error_rates(said, test_words, spelling)
short = rates.by_length["up to 5"]
print(f"all words: PER {rates.per:.1f} %, WER {rates.wer:.1f} %; of up to 5 letters: {short}")


# %% [markdown]
# ## Long words
#
# Everything that the decoder knows of a word are the numbers between the two. There are as many for *ox* as for *internationalization*.

# %%
@torch.no_grad()
def through_one_vector(word):
    letters, (sounds,) = spelling.letter_ids([word]), pronounce(model, [word])
    states, vector = model.encoder(letters)
    spoken = model.decoder(spelling.sound_ids([sounds])[:, :-1], vector)
    return figures.bottleneck(
        states[0], list(word), vector[0], spoken[0], [*sounds, "·"],
        title=f"{word} goes through {len(vector[0])} numbers and comes out as {' '.join(sounds)}",
        alt=f"On the left a column of cells for each letter of {word}. From the last column's upper half and the "
            f"first one's lower half, arrows lead to {len(vector[0])} cells in the middle, and from these to a column "
            f"for each of the sounds {' '.join(sounds)} and one for the end.",
    )


# %%
through_one_vector("phone")

# %%
through_one_vector("onomatopoeia")

# %% [markdown]
# Does it matter how long the word is?

# %%
guess = predict("long_words")
guess

# %%
record(guess)

# %%
long = rates.by_length["12+"]
guess.reveal(long.per)
print(rates)

# %% [markdown]
# Letter by letter there was no such slope, so the long words are not harder for their letters alone. Here is every length by itself. Beside it is what the words would come to if each sound were wrong with the chance $p$ that it has in a short word, whatever stands around it: of $n$ sounds all are right in $(1 - p)^n$ of the words.

# %%
lengths = range(4, 16)

def of_length(n, said):
    places = [i for i, word in enumerate(test_words) if len(word) == n]
    return error_rates([said[i] for i in places], [test_words[i] for i in places], spelling)

by_length = [of_length(n, said) for n in lengths]
n_sounds = [sum(n for (sound, _), n in each.aligned.items() if sound) / each.words for each in by_length]

# %%
figures.curves(
    lengths, {"words": [each.wer for each in by_length], "sounds": [each.per for each in by_length],
              "letter by letter": [of_length(n, letter_by_letter).per for n in lengths]},
    laws={"sounds, as in short words": [short.per] * len(lengths),
          "words, as in short ones": [100 * (1 - (1 - short.per / 100)**n) for n in n_sounds]},
    title=f"A sound of a word of {lengths[-2]} letters is wrong {by_length[-2].per / by_length[0].per:.1f} times as "
          f"often as one of {lengths[0]} letters",
    x_label="letters in the word", y_label="wrong (%)",
    alt=f"From {lengths[0]} to {lengths[-1]} letters: sounds wrong "
        + ", ".join(f"{each.per:.0f}" for each in by_length) + " percent; words wrong "
        + ", ".join(f"{each.wer:.0f}" for each in by_length)
        + " percent. Both rise above their dashed laws. Letter by letter it stays about level.",
)

# %% [markdown]
# That long words are wrong more often is no wonder: they have more sounds to get wrong, and the upper law says so. But the sounds by themselves go wrong more often too. Cho and others saw the same in 2014, in a second paper, when they let such a network translate sentences of growing length.

# %%
question = choose("where_wrong")
question

# %%
record(question)


# %% [markdown]
# We go through the alignment of what was wanted with what was said, for the words of at least ten letters, and count by fifths of the word.

# %%
def by_fifths(said, words):
    wrong, all_of_them = torch.zeros(5), torch.zeros(5)
    for sounds, word in zip(said, words):
        pairs = alignment(spelling.ways(word)[0], sounds)
        wanted = [pair for pair in pairs if pair[0]]
        for i, (sound, instead) in enumerate(wanted):
            fifth = 5 * i // len(wanted)
            all_of_them[fifth] += 1
            wrong[fifth] += sound != instead
    return 100 * wrong / all_of_them


# %%
long_ones = [i for i, word in enumerate(test_words) if len(word) >= 10]
fifths = by_fifths([said[i] for i in long_ones], [test_words[i] for i in long_ones])
fifths

# %%
figures.curves(
    range(1, 6), {"wrong": fifths}, laws={"up to 5 letters, anywhere": [short.per] * 5},
    title=f"From the first fifth of a long word to the last: {', '.join(f'{share:.0f}' for share in fifths)} % wrong",
    x_label="fifth of the word", y_label="sounds wrong (%)",
    alt="Five points: " + ", ".join(f"{share:.0f}" for share in fifths) + " percent, over a dashed level.",
)

# %% [markdown]
# A place through which all must go, and which does not grow with what must go through, is called a **bottleneck**.

# %% [markdown]
# ## Which sounds
#
# What does it say in place of what? Rows are the sounds that were wanted, of those that are most often wrong, columns what came instead, as a share of how often the sound was wanted. (What was right is left blank.)

# %%
times_wrong = Counter()
for (sound, instead), count in rates.confusions:
    times_wrong[sound] += count

often = [sound for sound, _ in times_wrong.most_common(11) if sound]
wanted_in_all = {sound: sum(n for (a, _), n in rates.aligned.items() if a == sound) for sound in often}

# %%
shares = torch.tensor([[100 * rates.aligned[a, b] / n for b in (*often, None)] for a, n in wanted_in_all.items()])
shares.fill_diagonal_(torch.nan)
most, place = shares.nan_to_num().max(dim=1)
row = most.argmax()
columns = [*often, "—"]

# %%
figures.heat_map(
    shares, often, columns, title=f"Where {often[row]} is wanted, {columns[place[row]]} is said in {most[row]:.0f} %",
    x_label="said (— for nothing)", y_label="wanted", value_label="% of the times it was wanted",
    alt="The largest share of each row: " + "; ".join(
        f"{sound}, {columns[i]} {share:.0f} %" for sound, i, share in zip(often, place, most)
    ) + ".",
)


# %%
def wrong_of(chosen):
    counted = [(sound == instead, n) for (sound, instead), n in rates.aligned.items() if sound and chosen(sound)]
    return 100 * sum(n for right, n in counted if not right) / sum(n for _, n in counted)

vowels, consonants = wrong_of(lambda sound: sound[0] in "AEIOU"), wrong_of(lambda sound: sound[0] not in "AEIOU")
print(f"vowels {vowels:.0f} % wrong, consonants {consonants:.0f} %")

# %% [markdown]
# A letter that spells a consonant mostly says which. For a vowel one has to look around: *fin* has an IH and *fine* an AY, *mat* an AE and *mate* an EY, and the difference is two letters further on. And a vowel that is not stressed tends to AH, whatever letter it is written with.

# %% [markdown]
# ## What the teacher hides
#
# In training the right sound stood before each. What does that help?

# %%
question = choose("forced_words")
question

# %%
record(question)

# %%
first_listed = [spelling.ways(word)[0] for word in test_words]

@torch.no_grad()
def right_when_taught(model, words, ways):
    """For each word, at which places the network says what is right after what is right, the end among them."""
    right = []
    for i in range(0, len(words), 512):
        sounds = spelling.sound_ids(ways[i:i + 512])
        says = model(spelling.letter_ids(words[i:i + 512]), sounds[:, :-1]).argmax(dim=-1)
        right += [row[there] for row, there in zip(says == sounds[:, 1:], sounds[:, 1:] != PAD)]
    return right


# %%
taught = right_when_taught(model, test_words, first_listed)
words_taught = sum(row.all().item() for row in taught)
words_alone = sum(sounds == way for sounds, way in zip(said, first_listed))
words_taught, words_alone

# %% [markdown]
# (Here a word is right if it is said as it is listed first, since that is what the teacher says.) And the sounds?

# %%
wrong_taught = 100 - 100 * torch.cat([row[:-1] for row in taught]).float().mean().item()
pairs = [(way[i:i + 1], sounds[i:i + 1]) for way, sounds in zip(first_listed, said) for i in range(len(way))]
wrong_alone = 100 * sum(wanted != heard for wanted, heard in pairs) / len(pairs)
moves = sum(edit_distance(way, sounds) for way, sounds in zip(first_listed, said))
print(f"taught {wrong_taught:.1f} % wrong, alone {wrong_alone:.1f} % place by place, "
      f"{100 * moves / len(pairs):.1f} % by edit distance")

# %% [markdown]
# Some of the difference is shift: one sound too many pushes all others along. By edit distance, which forgives that, less is left of it, and still there are more mistakes than when taught. Alone it reads what it has said itself, mistakes and all, and in training it has never seen one of its own mistakes. This is called **exposure bias** (Ranzato and others 2015). The loss that we train with is kinder to it than the score that we want.

# %% [markdown]
# ## The scoreboard

# %%
progress.keep_score("Say it", "letter by letter", score=baseline.per, parameters=len(by_letter), seconds=0)
progress.keep_score("Say it", "GRU, one vector", score=rates.per, parameters=sum(p.numel() for p in model.parameters()),
                    seconds=history.seconds, parts=[gru_step, encode, recurrent_unroll, sequence_loss, greedy_decode])
scoreboard("Say it")

# %% [markdown]
# ## What we have measured

# %%
expect("letter by letter, wrong sounds", baseline.per, above=48, below=50, unit="percent")
expect("letter by letter, words of 12 letters and more beside those of up to 5", baseline.by_length["12+"].per
       / baseline.by_length["up to 5"].per, above=0.9, below=1.2, unit="times as often wrong")
expect("through one vector, wrong sounds", rates.per, above=17, below=24, unit="percent")
expect("through one vector, wrong words", rates.wer, above=50, below=66, unit="percent")
expect("long_words", long.per)
expect(f"sounds of {lengths[-2]} letters beside those of {lengths[0]}", by_length[-2].per / by_length[0].per, above=1.8,
       unit="times as often wrong")

# %%
expect("in the middle of long words, beside their ends", fifths[2] / max(fifths[0], fifths[-1]), above=1.2,
       unit="times as often wrong")
expect("vowels, beside consonants", vowels / consonants, above=1.8, unit="times as often wrong")
expect("words right when taught, less those right alone", words_taught - words_alone, above=-6, below=6)
expect("taught, beside alone and place by place", wrong_taught / wrong_alone, below=0.75, unit="times as often wrong")
expect("taught, beside alone by edit distance", wrong_taught / (100 * moves / len(pairs)), below=0.95,
       unit="times as often wrong")

# %% [markdown]
# - **What it means:** two networks with one row of numbers between them can learn to say words they have never seen. The row is of one size, and what is long suffers, in its middle most.
# - **What is missing:** the encoder had a state for every letter, and we threw all but the ends away. What if the decoder could look again? That is [lesson 05](05_looking_back.ipynb).
#
# What the field calls these things:

# %%
terms("04")

# %% [markdown]
# Three questions to take along:
#
# 1. A decoder has said the first sound of a word wrong. What does it need in order not to go on wrong?
# 2. What would the curve over the length look like with a vector of twice the numbers? Try it, if you have a minute: `Speller(d_h=384)`.
# 3. Translators are scored by hand or by counting the words that two translations have in common, not by edit distance. Why would edit distance be unfair to a translation?
