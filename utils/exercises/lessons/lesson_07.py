"""Lesson 07, many heads: what heads share, what they cost, and what several looks at once are good for."""
import torch

from utils.widgets import Heads
from utils.widgets.numbers import grouped

from ..cases import given, normal, scaled, shapes
from ..specification import (
    Choice, Exercise, Expected, Exploration, Lesson, NearMiss, Option, Prediction, Term, edit,
)
from ..worker import Case

# split_heads ---------------------------------------------------------------------------------------------


def _wide_cases(generator):
    def drawn(B, T, d_head, n_heads=3, dtype=torch.float32, gradient=False):
        x = normal(generator, B, T, n_heads * d_head, dtype=dtype)
        return Case({"x": x, "n_heads": n_heads}, gradient=gradient)

    first = given(x=[[[1, 2, 3, 4], [5, 6, 7, 8.0]]])
    return [Case({**first.inputs, "n_heads": 2}), drawn(2, 4, 3, 2), drawn(2, 3, 2, 4), drawn(2, 3, 4, 1),
            drawn(2, 5, 1, 6), drawn(3, 3, 1, 3), drawn(2, 4, 2, 4), drawn(2, 2, 3, 2), drawn(2, 4, 1, 1),
            *shapes(drawn, 2, 4, 5), scaled(drawn(2, 4, 3, dtype=torch.float64), x=1e60)]  # float32 ends at 3e38


APART = "x.unflatten(-1, (n_heads, -1))"

SPLIT_HEADS = Exercise(
    id="split_heads", title="A width in parts", points=2, minutes=6, difficulty=2,
    hints=("First give the last axis two: `x.unflatten(-1, (n_heads, -1))` is (B, T, n_heads, d_head). The −1 is "
           "worked out by torch.",
           "The heads are to stand before the places. Two axes change places.",
           "`.transpose(1, 2)` of that."),
    cases=_wide_cases,
    oracle=lambda case: torch.stack(case.inputs["x"].chunk(case.inputs["n_heads"], dim=-1), dim=1),
    mistakes=(
        edit((f"{APART}.transpose(1, 2)", "x.reshape(len(x), n_heads, x.shape[1], -1)"), sentence="The numbers are "
             "read off in one row and given the new shape, so a head gets whole places and parts of others. Give the "
             "last axis two, and then let heads and places change places."),
        edit((".transpose(1, 2)", ""), sentence="The heads stand after the places, (B, T, n_heads, d_head). They come "
             "before them: `.transpose(1, 2)`."),
        edit((f"{APART}.transpose(1, 2)", "x.unflatten(-1, (-1, n_heads)).permute(0, 3, 1, 2)"), sentence="A head gets "
             "every n_heads-th number. Its numbers stand together: the first d_head are head 0."),
        edit((APART, "x.unflatten(-1, (-1, n_heads))"), sentence="It makes heads of n_heads numbers. There are n_heads "
             "heads: `unflatten(-1, (n_heads, -1))`."),
        edit((".transpose(1, 2)", ".permute(2, 0, 1, 3)"), sentence="The heads come first of all. The batch does: "
             "(B, n_heads, T, d_head)."),
        edit((".transpose(1, 2)", ".permute(0, 2, 3, 1)"), sentence="The last two axes have changed places: a head is "
             "(T, d_head)."),
        edit((f"{APART}.transpose(1, 2)", "list(x.chunk(n_heads, dim=-1))"), sentence="This is a list of heads. One "
             "tensor holds them all, with an axis for the heads: `torch.stack(…, dim=1)`."),
        edit((f"{APART}.transpose(1, 2)", "torch.stack(x.chunk(n_heads, dim=1), dim=1)"), sentence="It cuts the text "
             "into pieces. Each head sees the whole text, and has its part of the width."),
        edit((".transpose(1, 2)", ".transpose(1, 2).flip(1)"), sentence="The last head stands first."),
        edit((f"{APART}.transpose(1, 2)", "x[:, None].repeat(1, n_heads, 1, 1)"), sentence="Every head has the whole "
             "width. They share it: d_model / n_heads numbers each."),
        edit((APART, "x.detach().unflatten(-1, (n_heads, -1))"), sentence="The values are right, but `detach` cuts "
             "them off from what they were made of."),
    ),
)

# merge_heads ---------------------------------------------------------------------------------------------


def _narrow_cases(generator):
    def drawn(B, T, d_head, n_heads=3, dtype=torch.float32, gradient=False):
        return Case({"x": normal(generator, B, n_heads, T, d_head, dtype=dtype)}, gradient=gradient)

    return [given(x=[[[[1.0, 2], [5, 6]], [[3, 4], [7, 8]]]]), drawn(2, 4, 3, 2), drawn(2, 3, 2, 4), drawn(2, 3, 4, 1),
            drawn(2, 5, 1, 6), drawn(3, 3, 3, 3), drawn(2, 4, 5, 4), drawn(2, 2, 3, 2), drawn(1, 2, 3, 40),
            drawn(2, 4, 3, 5), *shapes(drawn, 2, 4, 5), scaled(drawn(2, 4, 3, dtype=torch.float64), x=1e60)]


MERGED = "x.transpose(1, 2).flatten(2)"

MERGE_HEADS = Exercise(
    id="merge_heads", title="And put together again", points=2, minutes=5, difficulty=2,
    hints=("It is `split_heads` backwards: first heads and places change places, then two axes become one.",
           "After `x.transpose(1, 2)` the shape is (B, T, n_heads, d_head).",
           "`.flatten(2)` makes one axis of the last two."),
    cases=_narrow_cases,
    oracle=lambda case: torch.cat(case.inputs["x"].unbind(1), dim=-1),
    mistakes=(
        edit((MERGED, "x.reshape(len(x), x.shape[2], -1)"), sentence="The numbers are read off in one row and given "
             "the new shape, so a place gets the numbers of others. Let heads and places change places first."),
        edit((MERGED, "x.transpose(1, 2).view(len(x), x.shape[2], -1)"), sentence="`view` cannot do it: after a "
             "transpose the numbers do not lie side by side in memory. `flatten` and `reshape` copy them where they "
             "must."),
        edit((MERGED, "x.permute(0, 2, 3, 1).flatten(2)"), sentence="The heads' numbers are shuffled into each other. "
             "Those of a head stand together: all of head 0, then all of head 1."),
        edit((MERGED, "x.flatten(1, 2)"), sentence="The heads' texts are put one after another. It is the widths that "
             "are put side by side, at each place: (B, T, d_model)."),
        edit((MERGED, "x.sum(1)"), sentence="The heads are added up. They stand side by side, and none is lost."),
        edit((MERGED, "x.mean(1)"), sentence="This is the mean of the heads. They stand side by side, and none is "
             "lost."),
        edit((MERGED, "x[:, 0]"), sentence="This is the first head alone."),
        edit((".flatten(2)", ".flatten(0, 1)"), sentence="Batch and places have become one axis. It is heads and "
             "d_head that do: `flatten(2)`."),
        edit(("x.transpose(1, 2)", "x"), sentence="Places and d_head have become one axis. Let heads and places change "
             "places first, then it is heads and d_head."),
        edit(("x.transpose(1, 2)", "x.flip(1).transpose(1, 2)"), sentence="The last head stands first."),
        edit((MERGED, "x.permute(2, 0, 1, 3).flatten(2)"), sentence="The places come first of all. The batch does: "
             "(B, T, d_model)."),
        edit(("x.transpose(1, 2)", "x.detach().transpose(1, 2)"), sentence="The values are right, but `detach` cuts "
             "them off from what they were made of."),
    ),
)

# MultiHeadAttention --------------------------------------------------------------------------------------

MATRICES = ("W_q", "W_k", "W_v", "W_o")


def _heads_cases(generator):
    def drawn(B, T_q, T_k, d_head, n_heads=2, mask="all", cross=True, dtype=torch.float32, gradient=False):
        d_model = n_heads * d_head
        weights = {name: normal(generator, d_model, d_model, scale=d_model**-0.5, dtype=dtype) for name in MATRICES}
        x, source = (1.4 * normal(generator, B, T, d_model, dtype=dtype) for T in (T_q, T_k))
        if isinstance(mask, str):
            shape = {"all": (B, n_heads, T_q, T_k), "alike": (T_q, T_k), "keys": (B, 1, 1, T_k),
                     "heads": (n_heads, 1, T_k)}
            mask = (torch.rand(shape[mask], generator=generator) < 0.7) | (torch.arange(T_k) == 0)
        return Case({"x": x, "mask": mask, "source": source if cross else None},
                    init={"d_model": d_model, "n_heads": n_heads}, weights=weights, gradient=gradient)

    causal = torch.ones(4, 4, dtype=torch.bool).tril()
    nowhere = torch.tensor([[True, False, True], [False] * 3, [False, True, True], [True] * 3])
    return [
        drawn(1, 2, 2, 1), drawn(1, 2, 2, 2, mask=None, cross=False), drawn(2, 4, 3, 2, mask=None),
        drawn(2, 4, 4, 3, mask=causal, cross=False), drawn(2, 4, 4, 2, 3, mask=causal.repeat(3, 1, 1), cross=False),
        drawn(2, 4, 3, 2, mask="alike"), drawn(2, 4, 3, 2, mask="keys"), drawn(2, 4, 3, 2, 3, mask="heads"),
        drawn(2, 4, 3, 5, 1, mask="heads"), drawn(2, 3, 4, 1, 5), drawn(2, 3, 4, 1, 40), drawn(3, 3, 3, 1, 3),
        drawn(3, 3, 3, 3, 3, cross=False), drawn(2, 2, 2, 3), drawn(2, 3, 4, 1, 1, mask="heads"),
        drawn(2, 4, 3, 2, mask=nowhere), drawn(2, 4, 3, 2, mask=nowhere, gradient=True), drawn(2, 4, 3, 2, 4),
        drawn(2, 4, 4, 3, mask=None, cross=False, gradient=True), *shapes(drawn, 2, 3, 4, 5),
        scaled(drawn(2, 4, 3, 2), x=8), scaled(drawn(2, 4, 3, 8, 4), source=60, x=1 / 60), drawn(1, 3, 4, 40, 3),
        scaled(drawn(2, 4, 3, 2, dtype=torch.float64), x=150),
    ]


def _many_heads(case):
    x, mask, source = case.inputs.values()
    source = x if source is None else source
    q, k, v = (torch.stack((of @ case.weights[name]).chunk(case.init["n_heads"], -1), 1)
               for of, name in ((x, "W_q"), (source, "W_k"), (source, "W_v")))
    scores = torch.einsum("bhqd,bhkd->bhqk", q, k) / q.shape[-1] ** 0.5
    mask = torch.tensor(True).expand_as(scores) if mask is None else mask.expand_as(scores)
    weights = torch.where(mask, scores, torch.finfo(scores.dtype).min).softmax(-1) * mask
    return torch.cat((weights @ v).unbind(1), -1) @ case.weights["W_o"], weights


QUERIES, KEYS, VALUES = "split_heads(x @ self.W_q, self.n_heads)", "split_heads(source @ self.W_k, self.n_heads)", \
    "split_heads(source @ self.W_v, self.n_heads)"
CALL = "attention(q, k, v, mask)"
OUTPUT = "merge_heads(blends) @ self.W_o"
MADE = "(nn.Parameter(torch.randn(d_model, d_model) / d_model**0.5) for _ in range(4))"


def _split(how):
    """Edits by which queries, keys and values are cut otherwise: `how` of each, with PRODUCT in its place."""
    products = (text.removeprefix("split_heads(").removesuffix(", self.n_heads)") for text in (QUERIES, KEYS, VALUES))
    return [(text, how.replace("PRODUCT", product)) for text, product in zip((QUERIES, KEYS, VALUES), products)]


MULTI_HEAD_ATTENTION = Exercise(
    id="MultiHeadAttention", title="Several looks at once", points=5, minutes=15, difficulty=3,
    hints=("Four matrices, as in `SelfAttention`. In `forward` the queries are `x @ self.W_q`, keys and values are "
           "made of `source`, which is x where none is given.",
           "`split_heads` gives queries, keys and values an axis for the heads, and `attention` takes any axes before "
           "the last two: one call serves all heads.",
           "`merge_heads` puts the blends side by side again, and `@ self.W_o` mixes them. Return that and the "
           "weights."),
    cases=_heads_cases, oracle=_many_heads,
    mistakes=(
        edit((CALL, "attention(q / self.n_heads**0.5, k, v, mask)"), sentence="The scores are divided by √d_model. A "
             "head's queries and keys have d_head numbers, and `attention` divides by the root of those by itself."),
        edit((OUTPUT, "merge_heads(blends)"), sentence="W_o is not used. What the heads have read goes through it, "
             "once it stands side by side."),
        edit(*_split("(PRODUCT).reshape(len(x), self.n_heads, -1, self.W_q.shape[1] // self.n_heads)"), sentence="The "
             "heads are cut by a plain `reshape`, so that a head gets whole places and parts of others. `split_heads` "
             "keeps the places."),
        edit(("merge_heads(blends)", "blends.reshape(x.shape)"), sentence="The heads are put together by a plain "
             "`reshape`, so that a place gets the numbers of others. `merge_heads` keeps the places."),
        edit(*_split("(PRODUCT).unflatten(-1, (-1, self.n_heads)).permute(0, 3, 1, 2)"), sentence="A head gets every "
             "n_heads-th number. Its numbers stand together, as `split_heads` cuts them."),
        edit(*_split("(PRODUCT).unflatten(-1, (self.n_heads, -1))"), ("merge_heads(blends)", "blends.flatten(2)"),
             sentence="The heads stand after the places, so it is the heads that look at each other, at each place. "
             "`split_heads` puts them before the places."),
        edit(*_split("split_heads(PRODUCT, self.W_q.shape[1] // self.n_heads)"), sentence="It makes d_head heads of "
             "n_heads numbers. It is n_heads heads of d_head numbers."),
        edit(*_split("split_heads(PRODUCT, 1)"), sentence="There is one head, of the whole width. `split_heads` wants "
             "self.n_heads of them."),
        edit((f"blends, weights = {CALL}", "scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5\n        scores = "
              "scores if mask is None else scores.masked_fill(~mask, -torch.inf)\n        weights = "
              "scores.softmax(dim=1)\n        blends = weights @ v"), sentence="The softmax runs over the heads, which "
             "then share one look. Each head has weights of its own, which sum to one over the keys."),
        edit((CALL, "attention(q, k, v)"), sentence="The mask is not handed on to `attention`."),
        edit((CALL, "attention(q, k, v, None if mask is None else ~mask)"), sentence="The mask is turned round: True "
             "means that a query may attend to a key."),
        edit(("source = x if source is None else source", "source = x"), sentence="`source` is not used: keys and "
             "values are made of x, though another sequence is given."),
        edit(("x @ self.W_q", "source @ self.W_q"), sentence="The queries are made of `source`. They are x @ W_q: x "
             "asks."),
        edit(("source @ self.W_v", "x @ self.W_v"), sentence="The values are made of x. What is read is in `source`, "
             "as the keys are."),
        edit((CALL, "attention(q, k, k, mask)"), sentence="The keys are blended. What is read is the values."),
        edit(("source @ self.W_k", "source @ self.W_q"), sentence="Queries and keys are made with the same matrix. The "
             "keys are source @ W_k."),
        edit(("x @ self.W_q", "x @ self.W_k"), ("source @ self.W_k", "source @ self.W_q"), sentence="W_q and W_k have "
             "changed places."),
        edit(("x @ self.W_q", "x @ self.W_q.T"), ("source @ self.W_k", "source @ self.W_k.T"),
             ("source @ self.W_v", "source @ self.W_v.T"), ("@ self.W_o", "@ self.W_o.T"), sentence="The matrices are "
             "transposed. It is x @ W_q, as in `SelfAttention`."),
        edit(("@ self.W_o", "@ self.W_o.T"), sentence="W_o is transposed. What a head has read goes through its rows: "
             "`merge_heads(blends) @ self.W_o`."),
        edit(("merge_heads(blends)", "blends.mean(1).repeat(1, 1, self.n_heads)"), sentence="The mean of the heads is "
             "taken, so that they are one look again. They stand side by side: `merge_heads`."),
        edit((f"{OUTPUT}, weights", f"{OUTPUT}, weights.mean(1)"), sentence="The weights are the mean of all heads, as "
             "torch gives them. Return those of each head."),
        edit((f"{OUTPUT}, weights", OUTPUT), sentence="Only the output comes back. Return the weights too, as "
             "`attention` does."),
        edit((OUTPUT, f"x + {OUTPUT}"), sentence="x is added to the output. Here the layer returns what was read, and "
             "no more."),
        edit((f"return {OUTPUT}", f"weights = weights.detach()\n        blends = weights @ v\n        return {OUTPUT}"),
             sentence="The values are right, but `detach` cuts the weights off: queries and keys could never be "
             "learned."),
        edit((MADE, "(torch.randn(d_model, d_model) / d_model**0.5 for _ in range(4))"), sentence="The matrices are "
             "plain tensors, which training does not find. `nn.Parameter(…)` around them makes them weights."),
        edit((MADE, "(nn.Linear(d_model, d_model, bias=False) for _ in range(4))"), ("x @ self.W_q", "self.W_q(x)"),
             ("source @ self.W_k", "self.W_k(source)"), ("source @ self.W_v", "self.W_v(source)"),
             (OUTPUT, "self.W_o(merge_heads(blends))"), sentence="These are `nn.Linear` layers, which keep their "
             "matrix under another name and transposed. Here W_q, W_k, W_v and W_o are the matrices themselves: "
             "`nn.Parameter(…)`, and x @ W_q."),
    ),
)

# Recorded answers ----------------------------------------------------------------------------------------

BOTH_RIGHT = Prediction(
    id="both_right", prompt="One look, and two answers to give. How often will both be right?",
    low=0, high=100, unit="percent of the requests",
    says="Both answers are right in {value:.0f} % of the requests.",
    expected=Expected("one head, both answers right", below=45, unit="percent"),
)

UNDO_THE_BLEND = Choice(
    id="undo_the_blend", prompt="A blend is 0.7 of one value and 0.3 of another. What can read the second value off "
                                "it, whichever two they are?",
    expected=Expected("one head with neurons behind it, both answers right", above=90, unit="percent"),
    options=(
        Option("nothing", "Nothing can: what is blended cannot be told apart.",
               "Two of the numbers above are not zero, and they differ. Nothing is lost yet."),
        Option("training", "The same read-out, after a longer training.",
               "Training chooses the matrix. Is there any matrix that ranks 0.3 above 0.7 and above 0, for all values "
               "alike?"),
        Option("wider", "A read-out with larger matrices, two in a row.",
               "Two matrices in a row make one matrix, and a matrix ranks by size, from the top or from the bottom."),
        Option("neurons", "A layer of neurons with a nonlinearity, before the read-out.",
               "A neuron that bends can answer to a share in the middle more than to none and to a large one: from a "
               "sum of ReLUs any height of a curve can be built.", right=True),
    ),
)

KNOCK_ONE_OUT = Choice(
    id="knock_one_out", prompt="In the trained model with two heads we silence one. What will be wrong?",
    expected=Expected("the answer that is kept without the other head, right", above=90, unit="percent"),
    options=(
        Option("both, a little", "Both answers, now and then.",
               "So it would be if each head read a part of both. What did the picture of the weights show?"),
        Option("both, mostly", "Both answers, nearly always: W_o needs all of its input.",
               "W_o adds up what each head's rows make of its blend. A zero takes its own part away and no other."),
        Option("one of them", "One of the two answers, nearly always.",
               "Each head reads one of the two pairs, and nobody else passes its value on.", right=True),
        Option("neither", "Neither: the other head reads both pairs.",
               "It has one set of weights. Where did they lie?"),
    ),
)

# share_the_width -----------------------------------------------------------------------------------------

WIDTH, SENTENCE = 64, "the bird was too tired today".split()
PROJECTED, BLENDED = 4 * len(SENTENCE) * WIDTH**2, 2 * len(SENTENCE) ** 2 * WIDTH  # multiplications
MULTIPLIED = "Those are multiplications: each matrix is used for every word. Count each of its numbers once."
COUNTED = {
    PROJECTED: MULTIPLIED,
    PROJECTED + BLENDED: MULTIPLIED,
    8 * WIDTH**2: "That is a matrix of 64 × 64 for each head. A head has 64 × 8 of each of the four.",
    WIDTH**2: "That is one matrix of 64 × 64. The layer has four: W_q, W_k, W_v and W_o.",
    4 * WIDTH * 8: "That is what one head has. The layer has eight of them.",
    4 * WIDTH**2 * 8: "That is eight times too many: the heads share the width, so that eight of 64 × 8 are as "
                      "large as one of 64 × 64.",
    3 * WIDTH**2: "That is three quarters. A silent head keeps its parameters, and W_o, 64 × 64, counts as W_q, "
                  "W_k and W_v do.",
    4 * WIDTH**2 + 4 * WIDTH: "That counts biases, and this layer has none.",
}


def _shared(answer):
    n_heads, off, said = answer["n_heads"], answer["off"], answer["parameters"]
    silent = off.count("1") * WIDTH // n_heads
    if len(off) != n_heads:
        return f"This answer has {n_heads} heads and tells of {len(off)} whether they are silent: none of this figure."
    if n_heads != 8:
        return f"With eight numbers for each head, 64 numbers make eight heads, and there {_are(n_heads)}."
    if not silent:
        return "Every head still speaks. A quarter of the 64 numbers is to be silent: knock out heads."
    if silent != 16:
        return f"{silent} of the 64 numbers are silent now, and a quarter of the width is 16."
    if said is None:
        return "The count is missing: how many parameters do W_q, W_k, W_v and W_o have together?"
    if said == 4 * WIDTH**2:
        return ""
    return COUNTED.get(said, f"{grouped(said)} is not the count. Count the numbers in W_q, W_k, W_v and W_o of "
                             "all eight heads, silent or not.")


def _are(n_heads):
    return "is 1" if n_heads == 1 else f"are {n_heads}"


def _heads(off, parameters):
    return {"n_heads": len(off), "off": off, "parameters": parameters}


SHARE_THE_WIDTH = Exploration(
    id="share_the_width", prompt="Give each head eight of the 64 numbers, and knock out heads until a quarter of "
                                 "the width is silent. How many parameters does the layer have now, not "
                                 "counting biases?",
    figure=Heads, given={"d_model": WIDTH, "words": SENTENCE}, judge=_shared,
    shows="4 · 64 · 64 = 16,384 parameters, as with one head: heads share the width instead of adding to it, and "
          "a silent head still has its part.",
    right=(_heads("11000000", 16384), _heads("00010010", 16384)),
    near=(
        NearMiss(_heads("01000010", 131072), COUNTED[131072]),
        NearMiss(_heads("01000010", 12288), COUNTED[12288]),
        NearMiss(_heads("01000010", 2048), COUNTED[2048]),
        NearMiss(_heads("01000010", 4096), COUNTED[4096]),
        NearMiss(_heads("01000010", 16640), COUNTED[16640]),
        NearMiss(_heads("01000010", 32768), COUNTED[32768]),
        NearMiss(_heads("01000010", 49152),
                 "49,152 is not the count. Count the numbers in W_q, W_k, W_v and W_o of all eight heads, silent "
                 "or not."),
        NearMiss({"n_heads": 8, "off": "11", "parameters": 16384},
                 "This answer has 8 heads and tells of 2 whether they are silent: none of this figure."),
        NearMiss(_heads("01000010", 1536),
                 "1,536 is not the count. Count the numbers in W_q, W_k, W_v and W_o of all eight heads, silent "
                 "or not."),
        NearMiss(_heads("01000010", 98304), MULTIPLIED),
        NearMiss(_heads("01000010", 102912), MULTIPLIED),
        NearMiss(_heads("01000010", None),
                 "The count is missing: how many parameters do W_q, W_k, W_v and W_o have together?"),
        NearMiss(_heads("1000", 16384),
                 "With eight numbers for each head, 64 numbers make eight heads, and there are 4."),
        NearMiss(_heads("00000000", 16384),
                 "Every head still speaks. A quarter of the 64 numbers is to be silent: knock out heads."),
        NearMiss(_heads("11110000", 16384),
                 "32 of the 64 numbers are silent now, and a quarter of the width is 16."),
    ),
)

TERMS = (
    Term("head", "One look of a layer of attention: its part of the width, with weights of its own.", "Graves, Wayne "
    "and Danihelka 2014"),
    Term("multi-head attention", "Attention with several heads side by side, whose blends are put together and mixed "
    "by W_o.",
         "Vaswani et al. 2017"),
    Term("cross-attention", "Attention in which the queries come from one sequence, keys and values from another.",
         "Vaswani et al. 2017, as encoder–decoder attention"),
    Term("pruning", "Leaving out of a trained model for good what it hardly needs.", "LeCun et al. 1990"),
)

LESSON = Lesson("07", "many_heads", "Why look more than once?",
                (SPLIT_HEADS, MERGE_HEADS, MULTI_HEAD_ATTENTION, BOTH_RIGHT, SHARE_THE_WIDTH, UNDO_THE_BLEND,
                 KNOCK_ONE_OUT), TERMS)
