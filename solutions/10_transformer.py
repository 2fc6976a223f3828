# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   onehop:
#     reference: transformer
# ---

# %% [markdown]
# # 10 Transformer
#
# **Attention is all you need?**
#
# We take the last recurrence out of the model that says words: one stack of blocks reads, another one says. At the end we can build the encoder–decoder of 2017 from our own parts, train it as its authors did, let it look for what to say, and tell from measurements where it stands beside lesson 05's model, and what has been changed since. It takes about two hours.

# %%
from functools import partial

import torch
import torch.nn.functional as F
from torch import nn

from utils import check, choose, corpora, expect, figures, predict, progress, recipe, record, scoreboard, terms, yours
from utils.corpora import END, PAD, START
from utils.error_rates import error_rates
from utils.reference import block_of, projections_of
from utils.reference.recurrent import Decoder, Encoder
from utils.speller import trained_speller
from utils.training import set_seed, train

# %%
MultiHeadAttention, causal_mask = yours("MultiHeadAttention"), yours("causal_mask")
EncoderBlock, layer_norm, feed_forward = yours("EncoderBlock"), yours("layer_norm"), yours("feed_forward")
sinusoidal_positions, greedy_decode = yours("sinusoidal_positions"), yours("greedy_decode")
additive_scores, masked_softmax, blend = yours("additive_scores"), yours("masked_softmax"), yours("blend")
sequence_loss, attention, split_heads = yours("sequence_loss"), yours("attention"), yours("split_heads")

# %% [markdown]
# ## Who may see what
#
# In [lesson 05](05_looking_back.ipynb) a word was read letter after letter, it was said sound after sound, and only between the two was there attention. The block of [lesson 09](09_block.ipynb) takes in all places at once. If blocks read and blocks say, nobody has to wait for a state that comes along the line. Two things have to be hidden instead.

# %%
spelling = corpora.spelling()
words = ["phone", "ox"]
letters, sounds = spelling.letter_ids(words), spelling.sound_ids([spelling.ways(word)[0] for word in words])
letters, sounds

# %% [markdown]
# *ox* has been filled up, and nobody is to read what fills it up. That is the **padding mask**, one row of letters for each word, whoever asks:

# %%
may_read = (letters != PAD)[:, None, None]  # (2 words, any head, any query, 5 letters)
figures.heat_map(
    may_read[:, 0, 0].float(), words, [f"letter {i}" for i in range(1, 6)],
    title=f"Of what stands for ox, {(~may_read[1]).sum()} of 5 places may not be read",
    x_label="what is read (keys)", y_label="by any query of", value_label="may attend",
    alt="A row for phone with five ones, and one for ox with two ones and three zeros.",
)

# %% [markdown]
# The other thing is in what is said. In training all sounds of a word are there at once. A place has read the start sign and some sounds, and is to say the next one, and that one stands beside it. The causal mask of [lesson 06](06_attention.ipynb) hides it.

# %%
shown = ["start", *spelling.ways("ox")[0]]
figures.heat_map(
    causal_mask(4).float(), shown, shown, title="Before it says K, a place has read the start and AA",
    x_label="what is read (keys)", y_label="what was read last (queries)", value_label="may attend",
    alt="A table of four rows and four columns: ones on the diagonal and below it, zeros above.",
)

# %% [markdown]
# At each place the model says what comes *after* it: the row of AA, the second one, is to say K. So a place may see itself, and nothing to its right.
#
# Must we hide the filling of shorter words among the sounds as well? It stands at the end. Nobody before it may look so far, and `sequence_loss` takes no price for what the filled up places say.

# %% [markdown]
# ## A block that looks at what was read
#
# A block that says something needs one layer more. First it looks at what has been said, then at what was read, and then come its neurons. The second look is the cross-attention of [lesson 07](07_many_heads.ipynb): the queries are made of what was said, keys and values of what was read. What was read is called the **memory**: the rows that come out of the encoder at its end. A block with these three layers is a **decoder block**.
#
# An encoder block has all of it but the second look, so our class begins with that.
#
# **Exercise: `DecoderBlock`.** Four points, fifteen minutes. For both places of the norm.

# %% exercise="DecoderBlock" tags=["export"]
class DecoderBlock(EncoderBlock):
    """Attention to what was said, attention to what was read, and neurons, each with a way past and a norm.

    DecoderBlock(d_model, n_heads, d_ff, norm_first=True) has all that an EncoderBlock has, and `across`, a
    MultiHeadAttention(d_model, n_heads), with gain_across and bias_across for its norm, each (d_model,).
    Called with x: (B, T_q, d_model); memory: (B, T_k, d_model), what was read; a mask as in `MultiHeadAttention` for
    x, or None; and memory_mask, which says what of the memory each query may attend to, or None. The three layers come
    in this order. Returns (B, T_q, d_model): with norm_first three times x + layer(norm(x)), else three times
    norm(x + layer(x)). The memory is read as it is. Source: Vaswani et al. 2017, section 3.1.
    """

    def __init__(self, d_model, n_heads, d_ff, norm_first=True):
        super().__init__(d_model, n_heads, d_ff, norm_first)
        self.norm_first = norm_first
        self.across = MultiHeadAttention(d_model, n_heads)
        self.gain_across, self.bias_across = nn.Parameter(torch.ones(d_model)), nn.Parameter(torch.zeros(d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        ### BEGIN SOLUTION
        if self.norm_first:
            x = x + self.attention(layer_norm(x, self.gain_1, self.bias_1), mask)[0]
            x = x + self.across(layer_norm(x, self.gain_across, self.bias_across), memory_mask, memory)[0]
            rows = layer_norm(x, self.gain_2, self.bias_2)
            return x + feed_forward(rows, self.W_1, self.b_1, self.W_2, self.b_2)
        x = layer_norm(x + self.attention(x, mask)[0], self.gain_1, self.bias_1)
        x = layer_norm(x + self.across(x, memory_mask, memory)[0], self.gain_across, self.bias_across)
        return layer_norm(x + feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2), self.gain_2, self.bias_2)
        ### END SOLUTION

# %%
DecoderBlock = check("DecoderBlock", DecoderBlock)

# %% [markdown]
# Torch has this block as well, and its weights go into ours. (Its second norm is the one that we call `across`.) The last number is the largest difference between the two.

# %% tags=["export"]
def decoder_block_of(layer):
    """The weights of a torch.nn.TransformerDecoderLayer as DecoderBlock has them, for `load_state_dict`.

    layer: with ReLU, and without biases in its attentions or with biases of zero there. Returns tensors by name.
    Raises ValueError where an attention has biases other than zero.
    """
    across = {f"across.{name}": matrix for name, matrix in projections_of(layer.multihead_attn).items()}
    norms = {f"{name}_{of}": getattr(norm, attribute).detach()
             for of, norm in (("across", layer.norm2), ("2", layer.norm3))
             for name, attribute in (("gain", "weight"), ("bias", "bias"))}
    return block_of(layer) | across | norms

# %%
set_seed(1)
theirs = nn.TransformerDecoderLayer(32, 4, 128, dropout=0.0, batch_first=True, norm_first=True)
block = DecoderBlock(32, 4, 128)
block.load_state_dict(decoder_block_of(theirs))
x, memory = torch.randn(2, 4, 32), torch.randn(2, 5, 32)
with torch.no_grad():
    ours = block(x, memory, causal_mask(4), may_read)
    wanted = theirs(x, memory, tgt_mask=~causal_mask(4), memory_key_padding_mask=letters == PAD)
from_torch = (ours - wanted).abs().max().item()
from_torch

# %% [markdown]
# ## The whole
#
# Now both stacks, and then we have a **transformer**: what is read and what is said go through blocks, and there is no recurrence in it. Letters and sounds become rows by a table each, as ever. In 2017 these rows are multiplied by $\sqrt{d}$, so that numbers that begin with a standard deviation of $1/\sqrt d$ come to the size of the positions that are added: `sinusoidal_positions` of [lesson 08](08_word_order.ipynb). Three and three blocks will do for us; the paper has six and six.
#
# The class has two methods for you to write. `encode` makes the memory, once for each word. `decode` makes the logits of all places from what was said and the memory. Kept apart, they let us say a word sound by sound and read it only once.
#
# **Exercise: `Transformer`.** Five points, twenty-five minutes.

# %% exercise="Transformer" tags=["export"]
class Transformer(nn.Module):
    """The encoder–decoder of 2017: one stack of blocks reads, another one says and looks at what was read.

    Transformer(n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False) has read_embedding and
    said_embedding, nn.Embeddings of n_read and n_said symbols, whose numbers begin with a standard deviation of
    1/√d_model; encoder and decoder, as many EncoderBlocks and DecoderBlocks as depths says; encoder_norm and
    decoder_norm, which come after the blocks, an nn.LayerNorm each with norm_first and else nothing; and to_logits, an
    nn.Linear. An id's row is its embedding times √d_model plus the row of its place, by `sinusoidal_positions`.
    Called with read: (B, T_k), integers below n_read, 0 where a text is filled up, which nobody attends to, and
    said: (B, T_q), integers below n_said, where nobody attends to what comes later. Returns the logits of what comes
    after each place, (B, T_q, n_said). Source: Vaswani et al. 2017.
    """

    def __init__(self, n_read, n_said, d_model, n_heads, d_ff, depths=(3, 3), norm_first=False):
        super().__init__()
        self.d_model = d_model
        self.read_embedding, self.said_embedding = nn.Embedding(n_read, d_model), nn.Embedding(n_said, d_model)
        for embedding in (self.read_embedding, self.said_embedding):
            nn.init.normal_(embedding.weight, std=d_model**-0.5)
        self.encoder, self.decoder = (
            nn.ModuleList(block(d_model, n_heads, d_ff, norm_first) for _ in range(depth))
            for block, depth in zip((EncoderBlock, DecoderBlock), depths))
        self.encoder_norm, self.decoder_norm = (nn.LayerNorm(d_model) if norm_first else nn.Identity() for _ in depths)
        self.to_logits = nn.Linear(d_model, n_said)

    def may_read(self, read):
        """The padding mask, (B, 1, 1, T_k)."""
        return (read != 0)[:, None, None]

    def encode(self, read):
        """The memory, (B, T_k, d_model)."""
        ### BEGIN SOLUTION
        x = self.read_embedding(read) * self.d_model**0.5 + sinusoidal_positions(read.shape[1], self.d_model)
        for block in self.encoder:
            x = block(x, self.may_read(read))
        return self.encoder_norm(x)
        ### END SOLUTION

    def decode(self, said, memory, read):
        """The logits, (B, T_q, n_said), from the memory that encode has made of read."""
        ### BEGIN SOLUTION
        x = self.said_embedding(said) * self.d_model**0.5 + sinusoidal_positions(said.shape[1], self.d_model)
        for block in self.decoder:
            x = block(x, memory, causal_mask(said.shape[1]), self.may_read(read))
        return self.to_logits(self.decoder_norm(x))
        ### END SOLUTION

    def forward(self, read, said):
        return self.decode(said, self.encode(read), read)

# %%
Transformer = check("Transformer", Transformer)

# %% [markdown]
# Here it is, with the numbers of a model that has learned nothing yet. (A hook is a function that is called whenever a block is. Ours write down what goes into the first block of a stack and what comes out of each.)

# %%
@torch.no_grad()
def rows_of(blocks, run):
    """What goes into the first of some blocks, and what comes out of each, for the first text that run() sends."""
    rows = []
    hooks = [blocks[0].register_forward_pre_hook(lambda block, inputs: rows.append(inputs[0][0]))]
    hooks += [block.register_forward_hook(lambda block, inputs, output: rows.append(output[0])) for block in blocks]
    run()
    for hook in hooks:
        hook.remove()
    return rows

# %%
set_seed(1)
machine = Transformer(spelling.n_letter_ids, spelling.n_sound_ids, d_model=64, n_heads=4, d_ff=256)
shown = ["start", *spelling.ways("phone")[0]]

def run():
    return machine(letters[:1], sounds[:1, :-1])

says = [["(fill)", "(start)", "·", *spelling.phonemes][id] for id in run()[0].argmax(dim=1)]
figures.stacks(
    rows_of(machine.encoder, run), list("phone"), rows_of(machine.decoder, run), shown, says,
    title=f"Read on the left, phone comes out on the right as {' '.join(says)}: nothing is learned yet",
    alt="Two stacks of coloured cells, each with three blocks above what goes in. On the left the letters of phone, on "
        "the right the start sign and the sounds F, OW and N. From the top of the left stack, the memory, arrows lead "
        f"to each block of the right one. At its top the places say {' '.join(says)}.",
)

# %% [markdown]
# A column is a place, and each place keeps its column from the bottom to the top. Up the left stack every letter looks at all letters, in each block anew. Up the right one each place looks to the left of it, and in each block besides at the memory, the last rows of the left stack.

# %% [markdown]
# Does it hide what it should? We change the last sound, and then what fills up, and see where the logits of *ox* move.

# %%
set_seed(1)
tiny = Transformer(spelling.n_letter_ids, spelling.n_sound_ids, 32, 4, 64, depths=(1, 1))
other_sound, filling = sounds.clone(), torch.cat([letters, torch.zeros(2, 3, dtype=torch.long)], dim=1)
other_sound[1, 3] = 7

@torch.no_grad()
def moved(letters, other_letters, sounds, other_sounds):
    return (tiny(other_letters, other_sounds) - tiny(letters, sounds))[1].abs().amax(dim=1)

leak = moved(letters, letters, sounds, other_sound), moved(letters, filling, sounds, sounds)
leak

# %% [markdown]
# The first row is for the changed sound: up to rounding, nothing moves before its place. The second is for three more places of filling: nothing moves at all.

# %% [markdown]
# ## What the mask is for
#
# We train as in lesson 05, on batches of 64 words and with their sounds to read along. Then words are said greedily. `greedy_decode` hands a state from step to step; a transformer carries none. What it has to know is what has been said so far, so let that be the state, and before it the number of the word:

# %% tags=["export"]
def steps_of(model, read):
    """How an encoder–decoder says what it has read, for `greedy_decode` and `beam_search`: their `step` and first state.

    model: has `encode` and `decode`, as `Transformer`; read: (B, T_k), integers. The state, (N, 1 + t), holds for each
    of the N texts that are being said its row in `read`, and its t symbols so far.
    """
    memory = model.encode(read)

    def step(symbols, state):  # (N,), (N, 1 + t)
        state = torch.cat([state, symbols[:, None]], dim=1)
        which, said = state[:, 0], state[:, 1:]
        return model.decode(said, memory[which], read[which])[:, -1], state

    return step, torch.arange(len(read), device=read.device)[:, None]

# %%
def learned(kind, steps, seed=1, loss=sequence_loss, **how):
    """A model of this kind after so many steps, and the history. how: as of `train`; optimizers(model) makes them."""
    generator = set_seed(seed)
    model = kind()
    if "optimizers" in how:
        how["optimizers"] = how["optimizers"](model)

    def loss_on_batch(model):
        letters, sounds = corpora.spelling_batch(spelling, 64, generator)
        return loss(model(letters, sounds[:, :-1]), sounds[:, 1:], pad=PAD)

    return model, train(model, loss_on_batch, steps=steps, unit="nats per sound", **how)

# %%
@torch.no_grad()
def pronounce(model, words, decode=greedy_decode, **options):
    said = []
    for i in range(0, len(words), 512):
        step, start = steps_of(model, spelling.letter_ids(words[i:i + 512]))
        said += spelling.sounds(decode(step, start, START, END, longest=24, **options))
    return said

# %% [markdown]
# Two small ones, of one block on each side, for 150 batches: one as it is, and one whose decoder may look ahead.

# %%
class Ahead(DecoderBlock):
    """A decoder block that does not heed its first mask."""

    def forward(self, x, memory, mask=None, memory_mask=None):
        return super().forward(x, memory, None, memory_mask)

def small(block=DecoderBlock):
    model = Transformer(spelling.n_letter_ids, spelling.n_sound_ids, 32, 4, 64, depths=(1, 1), norm_first=True)
    model.decoder = nn.ModuleList([block(32, 4, 64)])
    return model

# %%
shown = choose("future_shown")
shown

# %%
record(shown, answer={"choice": "cheats"})

# %%
hidden, of_hidden = learned(small, steps=150, learning_rate=1e-2)

# %%
ahead, of_ahead = learned(partial(small, Ahead), steps=150, learning_rate=1e-2)

# %%
for name, model, history in (("hidden", hidden, of_hidden), ("shown", ahead, of_ahead)):
    words_said = [" ".join(sounds) for sounds in pronounce(model, ["phone", "animal", "sun"])]
    print(f"what comes later is {name}: {sum(history.losses[-20:]) / 20:.2f} nats,", *words_said, sep="   ")

# %% [markdown]
# What stands one place to the right is the target itself. A model that sees it need not read a letter to have a low loss, and when nothing stands there any more, it has nothing to go by.

# %% [markdown]
# ## The rate of 2017
#
# Lesson 09 has shown what a warm-up does for blocks with the norm behind the sum, which these are. Vaswani and others put theirs into a formula: the rate rises in a straight line for a number of steps, and then falls with the root of the step.
#
# $$\text{rate} = d_{\text{model}}^{-1/2} \cdot \min\bigl(\text{step}^{-1/2},\; \text{step} \cdot \text{warmup}^{-3/2}\bigr)$$
#
# **Exercise: `warmup_schedule`.** Two points, six minutes.

# %% exercise="warmup_schedule" tags=["export"]
def warmup_schedule(step, d_model, warmup):
    """The learning rate of 2017: it rises in a straight line, then falls with the root of the step.

    step: an integer, 1 for the first; d_model: an integer; warmup: an integer, in how many steps it rises. Returns a
    float, d_model^(−1/2) · min(step^(−1/2), step · warmup^(−3/2)). Source: Vaswani et al. 2017, equation 3.
    """
    ### BEGIN SOLUTION
    return d_model**-0.5 * min(step**-0.5, step * warmup**-1.5)
    ### END SOLUTION

# %%
warmup_schedule = check("warmup_schedule", warmup_schedule)

# %% [markdown]
# With the numbers of the paper, a width of 512, a warm-up of 4000 steps and 100,000 steps in all:

# %%
at = list(range(500, 100_001, 500))
rates_2017 = [warmup_schedule(step, 512, 4000) for step in at]
figures.curves(
    at, {"rate": rates_2017}, laws={"falls with the root": [(512 * step) ** -0.5 for step in at]},
    log_x=True, log_y=True,
    title=f"At its height, after 4000 steps, the rate of 2017 is {max(rates_2017):.2g}",
    x_label="step", y_label="learning rate",
    alt=f"On logarithmic axes the rate rises in a line to {max(rates_2017):.2g} at step 4000, then it falls along the "
        "dashed law of the inverse root.",
)

# %% [markdown]
# ## Not quite sure
#
# The price of a sound is lowest where its share is one, and for that its logit has to be higher than the others by infinitely much. So training goes on pushing it up. Here is the price of a place with the margin by which the right logit is above 41 others, which are equal. (With 39 sounds, what fills up, start and end there are 42 symbols.)

# %%
margins = torch.linspace(0, 14, 57)
p = 1 / (1 + 41 * (-margins).exp())  # the share of the right one
others = (1 - p) / 41
sure = -p.log()
sure[-2].item(), sure[-1].item()

# %% [markdown]
# Even from a margin of 13.75 to one of 14 it falls by a fifth. And what if we asked for a little less? The target gets $1 - \varepsilon$, and $\varepsilon$ is shared out among all symbols alike, itself too. What is to be approached is then a share that a finite margin reaches. This is **label smoothing** (Szegedy and others, 2016); in 2017 $\varepsilon$ is 0.1.

# %%
smooth = 0.9 * sure - 0.1 * (p.log() + 41 * others.log()) / 42
least = margins[smooth.argmin()].item()
figures.curves(
    margins, {"as it is": sure, "smoothed by 0.1": smooth},
    title=f"Smoothed by 0.1, a margin of {least:.1f} is the best, and more costs",
    x_label="margin of the right logit", y_label="price of a place (nats)",
    alt=f"Two curves fall from {sure[0]:.1f} nats; the one goes on to nothing, the other rises again after "
        f"{least:.1f}.",
)

# %% [markdown]
# Vaswani and others write that it hurts perplexity, since the model learns to be less sure, and that the translations score higher with it.
#
# There are two parts to the price now, the target's own and that of all symbols. A place that only fills up has neither.
#
# **Exercise: `smoothed_loss`.** Three points, twelve minutes.

# %% exercise="smoothed_loss" tags=["export"]
def smoothed_loss(logits, targets, smoothing, pad):
    """The cross-entropy with a target that gives a part of its share to all symbols alike.

    logits: (B, T, V), any numbers, also large ones; targets: (B, T), integers below V; smoothing: a float from 0 to 1,
    the part that all V symbols share, the target too, which has 1 − smoothing besides; pad: the integer that fills up
    shorter texts. At least one place has a symbol. Returns a scalar tensor, in nats, the mean over all places of all
    texts that are not filled up; through it gradients flow. Source: Szegedy et al. 2016, section 7.
    """
    ### BEGIN SOLUTION
    log_p = logits.log_softmax(dim=-1)  # (B, T, V)
    right = log_p.gather(-1, targets[..., None])[..., 0]  # (B, T)
    price = -((1 - smoothing) * right + smoothing * log_p.mean(dim=-1))
    return price[targets != pad].mean()
    ### END SOLUTION

# %%
smoothed_loss = check("smoothed_loss", smoothed_loss)

# %% [markdown]
# ## In equal time
#
# Now the race. Each model gets about fifteen seconds of the processor, and the words come in the same order to all. First the model to beat: two GRUs and additive attention. It is lesson 05's, written with two methods as our `Transformer` is.

# %%
class LookingBack(nn.Module):
    def __init__(self, d_e=64, d_h=192, d_a=64):
        super().__init__()
        self.encoder = Encoder(spelling.n_letter_ids, d_e, d_h)
        self.decoder = Decoder(spelling.n_sound_ids, d_e, d_h)
        self.W_q, self.W_k = (nn.Parameter(torch.randn(d_h, d_a) / d_h**0.5) for _ in range(2))
        self.v = nn.Parameter(torch.randn(d_a) / d_a**0.5)
        self.read_to_logits = nn.Linear(d_h, spelling.n_sound_ids, bias=False)

    def encode(self, letters):
        return self.encoder(letters)[0]  # (B, T_k, d_h)

    def states(self, sounds, read):
        left, right = read.chunk(2, dim=-1)
        return self.decoder(sounds, torch.cat([left[:, -1], right[:, 0]], dim=-1))  # (B, T_q, d_h)

    def weights(self, said, read, letters):
        scores = additive_scores(said, read, self.W_q, self.W_k, self.v)  # (B, T_q, T_k)
        return masked_softmax(scores, (letters != PAD)[:, None])

    def decode(self, sounds, read, letters):
        said = self.states(sounds, read)
        return self.decoder.to_logits(said) + self.read_to_logits(blend(self.weights(said, read, letters), read))

    def forward(self, letters, sounds):
        return self.decode(sounds, self.encode(letters), letters)

# %%
models, histories = {}, {}
models["lesson 05"], histories["lesson 05"] = learned(LookingBack, steps=560, learning_rate=5e-3)

# %%
test_words = list(spelling.test)[::4]  # every fourth, to save time
rates = {}

def score(name, words=test_words):
    rates[name] = error_rates(pronounce(models[name], words), words, spelling)
    print(f"{name}: PER {rates[name].per:.1f} %, WER {rates[name].wer:.1f} %, {histories[name].seconds:.0f} s")

score("lesson 05")

# %% [markdown]
# And now the recipe of 2017, in small: 64 wide, four heads, three blocks on each side, with the norm behind the sum; the rate of `warmup_schedule`, and a smoothing of 0.1. (The paper also puts out a tenth of all numbers at random in training, which is called **dropout** (Srivastava and others, 2014). It is for long trainings, and we leave it out.) The formula leaves one number to us, the warm-up. We have tried four, and the best was 400 steps. Our training ends before that, so that we only see the rate rise.

# %%
class Adam2017(torch.optim.Adam):
    """Adam at the rates of warmup_schedule."""

    def __init__(self, model, warmup=400):
        super().__init__(model.parameters(), betas=(0.9, 0.98), eps=1e-9)
        self.d_model, self.warmup, self.taken = model.d_model, warmup, 0

    def step(self):
        self.taken += 1
        self.param_groups[0]["lr"] = warmup_schedule(self.taken, self.d_model, self.warmup)
        super().step()

def of_2017(**options):
    return Transformer(spelling.n_letter_ids, spelling.n_sound_ids, d_model=64, n_heads=4, d_ff=256, **options)

# %%
guess = predict("per_of_2017")
guess

# %%
record(guess, answer={"value": 20.0})

# %%
models["2017"], histories["2017"] = learned(of_2017, steps=340, loss=partial(smoothed_loss, smoothing=0.1),
                                            optimizers=lambda model: [Adam2017(model)])

# %%
score("2017", test_words[::2])  # every second of these
guess.reveal(rates["2017"].per)

# %% [markdown]
# ## In equal examples
#
# Part of it is the clock: a step of the transformer takes longer, so that it has seen fewer words. How does lesson 05's model do with as many words?

# %%
models["05, as many words"], histories["05, as many words"] = learned(LookingBack, steps=340, learning_rate=5e-3)
score("05, as many words", test_words[::2])

# %% [markdown]
# It is far ahead with as many words too, so the clock is the least of it.
#
# In 2017 it came out the other way. From English to German, the smaller of the two models in the paper has 27.3 BLEU, and the recurrent translator of Wu and others has 24.6. That training took half a day on eight GPUs: 100,000 steps, each of about 25,000 words.
#
# What do our few hundred steps lack? Here is a guess. A GRU comes with a habit: what stands beside a letter has been read just before, and is there without being looked for. A block begins without any. Each place may look at every other, and at which it should look is to be learned from examples. And to learn soon, the rate has to be high, which the norm behind the sum does not bear, as lesson 09 has shown.

# %% [markdown]
# ## Today's recipe
#
# Much has been changed since. What became of it is given in `utils/recipe.py`, to be read, and lesson 14 builds its parts. `recipe.Block` has the norm first, and a simpler one, **RMS norm** (Zhang and Sennrich, 2019), which takes no mean away. Positions are the rotary ones of lesson 08. Each head's queries and keys are brought to one size before they meet, **query–key norm** (Henry and others, 2020), so that no score can run away. The neurons have a squared ReLU. What makes steps of the gradients is called an optimizer. Until now it was Adam (Kingma and Ba, 2014), which gives each number its own length of step. The matrices now have **Muon** (Jordan and others, 2024): the gradient of a matrix mostly points in a few directions, and Muon makes of it a step that is about equally long in all.
#
# Besides, if our guess is right, it helps to give it something of the GRU's habit. A row is made of three embeddings then, each with a table of its own: of the letter before, of the letter itself and of the letter after. These are the triples for *phone*, where 0 is nothing:

# %%
F.pad(letters[0], (1, 1)).unfold(0, 3, 1)

# %% [markdown]
# For a sound there are two, since what comes after is hidden. All this is put together in `recipe.EncoderDecoder`, which is called as our `Transformer` is. (It adds the sinusoids, too. Rotary positions tell how far apart two places of one text are; how far a sound is from a letter they do not tell.) We take it 64 wide, with two heads, and two blocks that read and one that says.

# %%
def of_today(**options):
    return recipe.EncoderDecoder(spelling.n_letter_ids, spelling.n_sound_ids, d_model=64, n_heads=2, d_ff=128, **options)

# %%
today = predict("per_of_today")
today

# %%
record(today, answer={"value": 12.0})

# %%
models["today"], histories["today"] = learned(of_today, steps=520, optimizers=partial(recipe.optimizers, rest=0.02))

# %%
score("today")
today.reveal(rates["today"].per)

# %% [markdown]
# ## Step by step
#
# What did it? We go from 2017 to today in five steps, one upon the other, and each model gets about the same time. To save some, we do not let these say words. We look at what they pay for the sounds of a thousand words that nobody has learned from, in nats, each sound after the right ones.

# %%
held_out = [word for word in spelling.test][1::12]

@torch.no_grad()
def price(model):
    letters, sounds = spelling.letter_ids(held_out), spelling.sound_ids([spelling.ways(word)[0] for word in held_out])
    return sequence_loss(model(letters, sounds[:, :-1]), sounds[:, 1:], PAD).item()

ladder = {"2017": price(models["2017"])}

# %% [markdown]
# First the rate. That of 2017 was here, in the end:

# %%
warmup_schedule(340, 64, 400)

# %% [markdown]
# `train` lets it rise to 0.002 over a twentieth of the steps, and then fall in a line to nothing. And there is no smoothing.

# %%
models["rate"], histories["rate"] = learned(of_2017, steps=340, learning_rate=2e-3)
ladder["another rate"] = price(models["rate"])

# %% [markdown]
# With the norm first the rate can be higher. And there are fewer blocks, two that read and one that says, so that there is time for twice as many steps.

# %%
models["norm first"], histories["norm first"] = learned(partial(of_2017, norm_first=True, depths=(2, 1)), steps=680,
                                                        learning_rate=5e-3)
ladder["norm first, fewer blocks"] = price(models["norm first"])

# %% [markdown]
# Today's block in their place, with two heads and half of the neurons, without neighbours in the rows, and still with Adam:

# %%
models["block"], histories["block"] = learned(partial(of_today, beside=0), steps=740, learning_rate=5e-3)
ladder["today's block"] = price(models["block"])

# %% [markdown]
# Then Muon. A step of it takes longer, so there are fewer. (`rest` is Adam's rate, for what is no matrix of a block.)

# %%
models["Muon"], histories["Muon"] = learned(partial(of_today, beside=0), steps=520,
                                            optimizers=partial(recipe.optimizers, rest=0.02))
ladder["Muon"] = price(models["Muon"])

# %% [markdown]
# And with the neighbours it is the model that we have.

# %%
ladder["neighbours: today"] = price(models["today"])
ladder["lesson 05"] = price(models["lesson 05"])
print({name: f"{history.seconds:.0f} s" for name, history in histories.items()})
print(f"as sure as a smoothing of 0.1 asks: {-torch.tensor(0.9 + 0.1 / spelling.n_sound_ids).log():.2f} nats")
figures.ladder(ladder, unit="nats per sound", highlight="lesson 05",
               title=f"In the same time: {ladder['2017']:.2f} nats in 2017, {ladder['neighbours: today']:.2f} today, "
                     f"{ladder['lesson 05']:.2f} in lesson 05")

# %% [markdown]
# Each is one run from one seed, so where two stand close together, another seed may turn them round. About half of what separates 2017 from lesson 05 is the rate and the smoothing, which were chosen for 100,000 steps. (A tenth of a nat of it is no fault: as printed above, whoever is as sure as a smoothing of 0.1 asks pays that much.) Then comes the norm with the higher rate and the fewer blocks. The block and Muon together take off about a tenth of a nat. The neighbours take off one or two hundredths, and whether they help at all, one run does not tell: of what we guessed, the rate and the norm are the main thing.

# %% [markdown]
# ## Where it looks
#
# Lesson 05's model showed where it looked. Today's can show it too, for each head. Its block keeps no weights, so we take what its cross-attention is handed, and make queries and keys of it once more.

# %%
@torch.no_grad()
def looks(word):
    """The sounds, and for each head of the cross-attention the weights, (n_heads, T_q, T_k)."""
    letters, (sounds,) = spelling.letter_ids([word]), pronounce(models["today"], [word])
    across, handed = models["today"].decoder[-1].across, []
    hook = across.register_forward_pre_hook(lambda part, inputs: handed.append(inputs))
    models["today"](letters, spelling.sound_ids([sounds])[:, :-1])
    hook.remove()
    x, memory, *_ = handed[0]
    q, k = (recipe.normed(split_heads(rows, across.n_heads)) for rows in (across.W_q(x), across.W_k(memory)))
    return sounds, attention(q, k, k)[1][0]

# %%
@torch.no_grad()
def looks_of_05(word):
    letters, (sounds,) = spelling.letter_ids([word]), pronounce(models["lesson 05"], [word])
    read = models["lesson 05"].encode(letters)
    said = models["lesson 05"].states(spelling.sound_ids([sounds])[:, :-1], read)
    return sounds, models["lesson 05"].weights(said, read, letters)[0]

# %%
def alignment(word, who, sounds, weights):
    reads = ", ".join(f"{sound} {word[row.argmax()]}" for sound, row in zip([*sounds, "·"], weights))
    return figures.heat_map(weights, [*sounds, "·"], list(word), title=f"{who}, {word}: {reads}",
                            x_label="letters (keys)", y_label="sounds (queries)", value_label="weight",
                            alt=f"A row for each sound and the end, a column for each letter. Brightest: {reads}.")

# %% [markdown]
# Type a word of your own here, and run the three cells below once more. A row is the place at which that sound is said.

# %%
word = "transformer"
alignment(word, "Lesson 05", *looks_of_05(word))

# %%
sounds, heads = looks(word)
alignment(word, "First head", sounds, heads[0])

# %%
alignment(word, "Second head", sounds, heads[1])

# %% [markdown]
# Do the two heads read the same letters? For a hundred words and each of their sounds, we take the mean place that a head reads, and see how many letters lie between the two.

# %%
ahead_by = []
for word in held_out[:100]:
    sounds, heads = looks(word)
    places = heads @ torch.arange(float(len(word)))  # (n_heads, T_q)
    ahead_by += (places[1] - places[0])[:len(sounds)].tolist()
apart = sum(map(abs, ahead_by)) / len(ahead_by)
apart, sum(ahead_by) / len(ahead_by)

# %% [markdown]
# Their mean places lie this far apart; the second number has its sign, and says how many letters further on the second head reads than the first or, where it is below nought, further back. So the two do not read the same. Lesson 05's decoder has one look, and gets the neighbours from the GRU that has read them. And once more: a bright cell says where the weight went, not what it was good for.

# %% [markdown]
# ## Several at once
#
# What greedy decoding has said is never taken back. But a sound that is the likeliest now may lead to words that are less likely as a whole. So let us keep a few ways to go on, the likeliest few as far as they have come, and extend each of them by every sound. Of all these extensions again the likeliest few are kept, and so on. That is **beam search** (Lowerre 1976). Each of them is called a **hypothesis**, and how many there are is the width of the beam: one would be greedy decoding, and four were taken in 2017.
#
# A hypothesis that says the end is finished and leaves the beam; the others go on. Which of the finished is the answer? Here are two, with what their symbols come to, all $\ln p$ added up.

# %%
totals, symbols = torch.tensor([-1.2, -1.4]), torch.tensor([3.0, 6.0])
totals

# %% [markdown]
# The first is likelier, and it is shorter. The two go together: each symbol more makes a total smaller, since no $p$ is above one. For a long text, even the best total is far down, and to stop early pays. Wu and others (2016) divide the total by a **length penalty** that grows with the number $n$ of symbols,
#
# $$\left(\frac{5 + n}{6}\right)^{\alpha}$$
#
# and in 2017 $\alpha$ is 0.6. (The end is a symbol, too.)

# %%
totals / ((5 + symbols) / 6)**0.6

# %% [markdown]
# Now the second is ahead. Whether that is what we want depends on whether long answers have been cut too short.
#
# **Exercise: `beam_search`.** Five points, thirty-five minutes. Text by text in lists, or all at once: both are right.

# %% exercise="beam_search" tags=["export"]
def beam_search(step, h, start, end, longest, width=4, length_penalty=0.6):
    """Follow the likeliest few ways to go on, and answer with the best that ends.

    step(symbols, h) takes (N,) integers and N rows of states, and returns logits (N, V) and the new states; h:
    (B, d_h), the state of each text before its first symbol; start: the integer to read first; end: the integer that
    ends a text; longest: how many symbols are said at most; width: of each text, how many hypotheses are kept in a
    step: of all extensions of the living ones by one symbol those with the highest total of ln p. Those that end leave,
    and the next step keeps as many again. Those that have ended, and what lives after `longest` symbols, are compared
    by their total divided by ((5 + n) / 6)^length_penalty, where n counts their symbols with the end; the highest is
    the answer. Returns (B, T), integers, as `greedy_decode` does: without the start, and from the first end of a text
    on, all its symbols are end; T is the length of the longest answer. Source: Wu et al. 2016, section 7.
    """
    ### BEGIN SOLUTION
    B = len(h)
    h = h.repeat_interleave(width, dim=0)  # (B · width, d_h), those of a text side by side
    symbols, said = torch.full((B * width,), start), torch.zeros(B, width, 0, dtype=torch.long)
    total = torch.zeros(B, width)
    total[:, 1:] = -torch.inf  # at the start there is one hypothesis
    best, answer, lengths = torch.full((B,), -torch.inf), torch.full((B, longest), end), torch.ones(B, dtype=torch.long)
    for length in range(1, longest + 1):
        logits, h = step(symbols, h)
        log_p = logits.log_softmax(dim=-1).unflatten(0, (B, width))  # (B, width, V)
        V = log_p.shape[-1]
        total, place = (total[..., None] + log_p).flatten(1).topk(width, dim=1)  # (B, width), of width · V
        rows = (width * torch.arange(B)[:, None] + place // V).flatten()  # whose extension each is
        h = h[rows]
        symbols = (place % V).flatten()
        said = torch.cat([said.flatten(0, 1)[rows], symbols[:, None]], dim=1).unflatten(0, (B, width))
        ended = (symbols == end).unflatten(0, (B, width))
        score = total / ((5 + length) / 6) ** length_penalty
        value, which = (score if length == longest else score.masked_fill(~ended, -torch.inf)).max(dim=1)
        better = value > best
        best = torch.where(better, value, best)
        answer[better, :length] = said[better, which[better]]
        lengths[better] = length
        total = total.masked_fill(ended, -torch.inf)
        if total.isneginf().all():
            break
    return answer[:, :lengths.max()]
    ### END SOLUTION

# %%
beam_search = check("beam_search", beam_search)

# %% [markdown]
# What does it save? Four hypotheses at each step cost four times the work, so we take every fourth of our test words.

# %%
saves = predict("beam_saves")
saves

# %%
record(saves, answer={"value": 5.0})

# %%
fewer = test_words[::4]
greedy = error_rates(pronounce(models["today"], fewer), fewer, spelling)
beam = error_rates(pronounce(models["today"], fewer, beam_search), fewer, spelling)
saves.reveal(100 * (1 - beam.per / greedy.per))
for name, each in (("greedy", greedy), ("four at once", beam)):
    print(f"{name}: PER {each.per:.1f} %, WER {each.wer:.1f} %")

# %% [markdown]
# ## Trained for longer
#
# Fifteen seconds are little. `bench/say_it` trains a model of the same kind, 192 wide, with three blocks that read and two that say, on 4,000 batches of 256 words. It takes about an hour, can be stopped at any time, and goes on from there when the same command is given again: `.venv/bin/python bench/say_it`, in the folder of the course. In so long a training a model would learn its words by heart, and with dropout it cannot rely on any single number. At the end it is scored on all test words. Where that has been done, its model is here.
#
# Published systems have splits and policies of their own, so that their figures and ours can be compared only roughly. Wrong words of CMUdict: 23.6 % for a two-way LSTM that is given the alignments, by Yao and Zweig in 2015; 20.2 % for five LSTMs with attention together, by Toshniwal and Livescu in 2016.

# %%
longer = trained_speller(spelling)
if longer is None:
    print("It has not been trained here yet.")
else:
    came = error_rates(pronounce(longer, test_words), test_words, spelling)
    print(f"PER {came.per:.1f} %, WER {came.wer:.1f} %")
    words = ["transformer", "jupyter", "pneumonia"]
    for word, sounds in zip(words, pronounce(longer, words)):
        print(word, " ".join(sounds), sep="   ")

# %% [markdown]
# ## The scoreboard

# %%
def parameters(model):
    return sum(weights.numel() for weights in model.parameters())

progress.keep_score("Say it", "transformer of 2017", score=rates["2017"].per, parameters=parameters(models["2017"]),
                    seconds=histories["2017"].seconds,
                    parts=[DecoderBlock, Transformer, warmup_schedule, smoothed_loss])
progress.keep_score("Say it", "today's transformer", score=rates["today"].per, parameters=parameters(models["today"]),
                    seconds=histories["today"].seconds, parts=[sequence_loss, greedy_decode])
scoreboard("Say it")

# %% [markdown]
# ## What we have measured

# %%
expect("our decoder block, apart from torch's", from_torch, below=1e-5)
expect("what a later sound and filling move before their place", max(leak[0][:3].max(), leak[1].max()), below=1e-5)
expect("future_shown", sum(of_ahead.losses[-20:]) / sum(of_hidden.losses[-20:]))
expect("per_of_2017", rates["05, as many words"].per / rates["2017"].per)
expect("per_of_today", max(rates["today"].per / rates["lesson 05"].per, rates["today"].wer / rates["lesson 05"].wer))
expect("the time that it takes, beside lesson 05's", histories["today"].seconds / histories["lesson 05"].seconds,
       below=1.2)

expect("its parameters, beside those of lesson 05's model",
       parameters(models["today"]) / parameters(models["lesson 05"]), below=0.5)

# %%
rungs = list(ladder.values())[:5]
expect("the rate's and the smoothing's share of what separates 2017 from lesson 05",
       (rungs[0] - rungs[1]) / (rungs[0] - ladder["lesson 05"]), above=0.3, below=0.75)
expect("what the norm and fewer blocks take off", rungs[1] - rungs[2], above=0.15, unit="nats")
expect("what the block and Muon take off together", rungs[2] - rungs[4], above=0.06, below=0.16, unit="nats")
expect("what the neighbours take off", rungs[4] - ladder["neighbours: today"], above=-0.01, below=0.04, unit="nats")
expect("today below lesson 05", ladder["lesson 05"] - ladder["neighbours: today"], above=0.01, unit="nats")
expect("how far the two heads read apart", apart, above=0.3, unit="letters")
expect("beam_saves", 100 * (1 - beam.per / greedy.per))

# %% [markdown]
# - **What we measured:** the encoder–decoder of 2017 learns far more slowly than two GRUs with attention, by the clock and by the word, where a training is as short as ours. With what has been changed since, it is ahead of them in the same time, in wrong sounds and in wrong words, with less than half of their parameters. (These are two recipes side by side: nobody has given the GRUs a new optimizer.) Beam search saves next to nothing here.
# - **What it means:** attention can carry things from place to place, and no recurrence is needed for it. To learn as soon as one, more was needed here: a rate that fits the training and a norm in the right place above all.
# - **What is missing:** we had a text to read and one to say. What if there is only one, and all that is asked is how it goes on? Then the encoder can go. That is lesson 11.
#
# What the field calls these things:

# %%
terms("10")

# %% [markdown]
# Three questions to take along:
#
# 1. In training, all sounds of a word are computed at once. Which of the two masks makes that possible, and why can a model not *say* all sounds at once?
# 2. A text of 1,000 words is translated into one of 1,200. How many scores does one head compute in a block of the encoder, and how many in one of the decoder, both looks and hidden places counted?
# 3. A label smoothing of 0.1 among 42 symbols: what is the lowest price that a place can have, and why is it not nought?
