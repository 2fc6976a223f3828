"""Lesson 09, block: what stands around attention in a layer, and which stacks of layers train."""
from functools import partial

import torch
import torch.nn.functional as F

from ...widgets import Depth
from ...widgets.numbers import plural, written
from ..cases import given, normal, scaled, shapes
from ..specification import (
    Choice,
    Exercise,
    Expected,
    Exploration,
    Lesson,
    NearMiss,
    Option,
    Prediction,
    Term,
    edit,
)
from ..worker import Case

# layer_norm ----------------------------------------------------------------------------------------------


def _norm_cases(generator):
    def drawn(B, T, d_model, dtype=torch.float32, gradient=False, eps=1e-5):
        x = normal(generator, B, T, d_model, scale=1.5, dtype=dtype) + 0.7
        gain, bias = (normal(generator, d_model, dtype=dtype) for _ in range(2))
        return Case({"x": x, "gain": gain + 0.3, "bias": bias, "eps": eps}, gradient=gradient)

    first = given(x=[[3.0, 7.0, 5.0, 1.0]], gain=[1.0, 2.0, 1.0, 0.5], bias=[0.0, 0.0, 1.0, 0.0])
    flat = given(x=[[2.0, 2.0, 2.0], [1.0, 2.0, 6.0]], gain=[1.0, 2.0, 3.0], bias=[0.5, -1.0, 0.0])
    row = given(x=[1.0, -2.0, 4.0, 0.0, 3.0], gain=[1.0, 2.0, 0.5, 1.0, -1.0], bias=[0.0, 1.0, 0.0, 0.2, 0.0])
    return [
        *(Case({**case.inputs, "eps": 1e-5}) for case in (first, flat, row)), drawn(2, 3, 4, eps=0.5),
        drawn(4, 4, 4), drawn(2, 3, 5, eps=0.1, gradient=True), drawn(2, 4, 2, eps=2.0), *shapes(drawn, 2, 4, 5),
        scaled(drawn(2, 3, 4, dtype=torch.float64), x=1e60),  # float32 ends at 3e38
        scaled(drawn(2, 3, 4, dtype=torch.float64), x=1e-3), scaled(drawn(2, 3, 4), gain=300, bias=300),
    ]


CENTRED, VARIANCE = "x - x.mean(dim=-1, keepdim=True)", "centred.square().mean(dim=-1, keepdim=True)"
NORMED = "gain * centred / (variance + eps).sqrt() + bias"


def _along(axes):
    """Edits by which mean and variance are taken along other axes."""
    return (CENTRED, CENTRED.replace("dim=-1", f"dim={axes}")), (VARIANCE, VARIANCE.replace("dim=-1", f"dim={axes}"))


LAYER_NORM = Exercise(
    id="layer_norm", title="A common size", points=3, minutes=10, difficulty=2,
    hints=("Take the mean of each row away: `x.mean(dim=-1, keepdim=True)` keeps the axis, so that it fits x.",
           "The variance is the mean of the squares of what is left, along the same axis.",
           "Divide by the root of variance and eps together, then multiply by the gain and add the bias."),
    cases=_norm_cases,
    oracle=lambda case: F.layer_norm(case.inputs["x"], case.inputs["gain"].shape, *list(case.inputs.values())[1:]),
    mistakes=(
        edit((VARIANCE, "x.var(dim=-1, keepdim=True)"), sentence="The squares are divided by d_model − 1, as `var` and "
             "`std` do by themselves. Here the variance is their mean: `unbiased=False`."),
        edit(("(variance + eps).sqrt()", "(variance.sqrt() + eps)"), sentence="eps is added to the root. It stands "
             "under it, beside the variance."),
        edit(("(variance + eps)", "variance"), sentence="eps is not used. It is added to the variance, so that a row of "
             "equal numbers is not divided by zero."),
        edit(("(variance + eps)", "(variance + 1e-5)"), sentence="eps is always 1e-5. Use the one that is given."),
        edit(("(variance + eps)", "(variance + eps**2)"), sentence="eps is squared. It is added to the variance as it "
             "is."),
        edit(("(variance + eps).sqrt()", "(variance + eps)"), sentence="It divides by the variance. Divide by its "
             "root."),
        edit(*_along("0"), sentence="Mean and variance run along the first axis, so that texts are mixed. Each row is "
             "brought to a size by itself: `dim=-1`."),
        edit(*_along("min(1, x.dim() - 1)"), sentence="Mean and variance run over the places of a text. Each row is "
             "brought to a size by itself: `dim=-1`."),
        edit(*_along("tuple(range(x.dim()))"), sentence="Mean and variance are those of all numbers together. Each row "
             "has its own: `dim=-1`."),
        edit((CENTRED, "x"), sentence="The mean is not taken away."),
        edit((NORMED, "gain * x / (variance + eps).sqrt() + bias"), sentence="The mean is taken away for the variance "
             "only. Take it away from what is divided, too."),
        edit((NORMED, "centred / (variance + eps).sqrt() + bias"), sentence="The gain is missing: each number is "
             "multiplied by its own."),
        edit((NORMED, "gain * centred / (variance + eps).sqrt()"), sentence="The bias is missing: it is added at the "
             "end."),
        edit((NORMED, "bias * centred / (variance + eps).sqrt() + gain"), sentence="Gain and bias have changed places: "
             "the gain multiplies, the bias is added."),
        edit((NORMED, "gain * (centred / (variance + eps).sqrt() + bias)"), sentence="The bias is multiplied by the "
             "gain. It is added after it."),
        edit((NORMED, "(1 + gain) * centred / (variance + eps).sqrt() + bias"), sentence="The gain is taken as what "
             "is added to one. Multiply by it as it is."),
        edit(("(variance + eps)", "(variance.detach() + eps)"), sentence="The values are right, but `detach` cuts the "
             "variance off, so the gradient is another."),
    ),
)

# feed_forward --------------------------------------------------------------------------------------------


def _neuron_cases(generator):
    def drawn(B, T, d_model, d_ff, dtype=torch.float32, gradient=False):
        def some(*shape, scale=1.0):
            return normal(generator, *shape, scale=scale, dtype=dtype)

        return Case({"x": some(B, T, d_model), "W_1": some(d_model, d_ff, scale=d_model**-0.5), "b_1": some(d_ff),
                     "W_2": some(d_ff, d_model, scale=d_ff**-0.5), "b_2": some(d_model)}, gradient=gradient)

    first = given(x=[[[1.0, 2.0], [-1.0, 1.0]]], W_1=[[1.0, 0.5], [0.0, -1.0]], b_1=[0.5, 1.0],
                  W_2=[[1.0, 0.0], [2.0, -3.0]], b_2=[-1.0, 2.0])
    return [first, drawn(2, 3, 3, 3), drawn(3, 3, 3, 3, gradient=True), *shapes(drawn, 2, 4, 3, 5),
            scaled(drawn(2, 3, 4, 6), x=300, b_1=300), scaled(drawn(2, 3, 4, 6), W_1=300, b_1=300),
            scaled(drawn(2, 3, 4, 6), W_2=300, b_2=300), scaled(drawn(2, 3, 4, 6, dtype=torch.float64), x=1e60)]


NEURONS = "torch.relu(x @ W_1 + b_1) @ W_2 + b_2"

FEED_FORWARD = Exercise(
    id="feed_forward", title="Neurons at each place", points=2, minutes=5, difficulty=1,
    hints=("The first layer of neurons is `x @ W_1 + b_1`, for all places at once.",
           "Between the two matrices stands a ReLU: `torch.relu`.",
           "What comes of it goes through `@ W_2 + b_2`, with nothing behind it."),
    cases=_neuron_cases,
    oracle=lambda case: _feed_forward(*case.inputs.values()),
    mistakes=(
        edit((NEURONS, "(x @ W_1 + b_1) @ W_2 + b_2"), sentence="The ReLU is missing: two matrices with nothing "
             "between them are one matrix."),
        edit((NEURONS, "torch.relu((x @ W_1 + b_1) @ W_2 + b_2)"), sentence="The ReLU stands after the second matrix. "
             "It stands between the two."),
        edit((NEURONS, "torch.relu(torch.relu(x @ W_1 + b_1) @ W_2 + b_2)"), sentence="There is a second ReLU at the "
             "end. What is added to the row may be negative."),
        edit((NEURONS, "(torch.relu(x @ W_1) + b_1) @ W_2 + b_2"), sentence="b_1 is added after the ReLU. It is added "
             "before, so that it shifts where a neuron begins to speak."),
        edit((NEURONS, "torch.relu(x @ W_1) @ W_2 + b_2"), sentence="b_1 is missing."),
        edit((NEURONS, "torch.relu(x @ W_1 + b_1) @ W_2"), sentence="b_2 is missing."),
        edit((NEURONS, "x + torch.relu(x @ W_1 + b_1) @ W_2 + b_2"), sentence="x is added to the output. Here the "
             "layer says what is to be added, and the block adds it."),
        edit((NEURONS, "F.gelu(x @ W_1 + b_1) @ W_2 + b_2"), sentence="This is the GELU. Here it is the ReLU of "
             "2017."),
        edit((NEURONS, "torch.tanh(x @ W_1 + b_1) @ W_2 + b_2"), sentence="This is the tanh. Here it is the ReLU of "
             "2017."),
        edit((NEURONS, "torch.sigmoid(x @ W_1 + b_1) @ W_2 + b_2"), sentence="This is the sigmoid. Here it is the ReLU "
             "of 2017."),
        edit((NEURONS, "torch.relu(x.mean(1, keepdim=True) @ W_1 + b_1).expand(-1, x.shape[1], -1) @ W_2 + b_2"),
             sentence="It works on the mean of the places. Each place has its own row, and the neurons see only that."),
    ),
)


def _feed_forward(x, W_1, b_1, W_2, b_2):
    return F.linear(F.relu(F.linear(x, W_1.mT, b_1)), W_2.mT, b_2)


# EncoderBlock --------------------------------------------------------------------------------------------

N_HEADS = 2


def block_weights(generator, d_model, d_ff, dtype, attentions=("attention",), norms="12"):
    """Weights of a block by name, drawn."""
    def some(*shape, scale=1.0):
        return normal(generator, *shape, scale=scale, dtype=dtype)

    names = [f"{attention}.{each}" for attention in attentions for each in ("W_q", "W_k", "W_v", "W_o")]
    weights = {name: some(d_model, d_model, scale=d_model**-0.5) for name in names}
    weights |= {"W_1": some(d_model, d_ff, scale=d_model**-0.5), "b_1": some(d_ff),
                "W_2": some(d_ff, d_model, scale=d_ff**-0.5), "b_2": some(d_model)}
    return weights | {f"{name}_{norm}": some(d_model, scale=0.5) + (name == "gain") for norm in norms
                      for name in ("gain", "bias")}


def _block_cases(generator):
    def drawn(B, T, d_head, d_ff, mask="all", dtype=torch.float32, gradient=False, norm_first=True):
        d_model = N_HEADS * d_head
        if isinstance(mask, str):
            shape = {"all": (B, N_HEADS, T, T), "alike": (T, T), "keys": (B, 1, 1, T), "heads": (N_HEADS, 1, T)}[mask]
            mask = (torch.rand(shape, generator=generator) < 0.7) | (torch.arange(T) == 0)
        return Case({"x": 1.4 * normal(generator, B, T, d_model, dtype=dtype) + 0.5, "mask": mask}, gradient=gradient,
                    weights=block_weights(generator, d_model, d_ff, dtype),
                    init={"d_model": d_model, "n_heads": N_HEADS, "d_ff": d_ff, "norm_first": norm_first})

    nowhere = torch.tensor([[True, False, True], [False] * 3, [False, True, True]])
    causal = torch.ones(4, 4, dtype=torch.bool).tril()
    return [case for placed in (partial(drawn, norm_first=first) for first in (False, True)) for case in (
        placed(1, 2, 1, 2, None), placed(2, 3, 2, 4, None), placed(2, 4, 2, 6, "alike"), placed(2, 4, 3, 5, causal),
        placed(2, 3, 2, 9, "keys"), placed(2, 3, 2, 5, "heads"), placed(2, 3, 2, 6, nowhere), placed(3, 3, 3, 6),
        placed(2, 3, 2, 5, nowhere, gradient=True), placed(2, 3, 2, 4, dtype=torch.float64),
        scaled(placed(2, 3, 2, 6), x=6), scaled(placed(2, 4, 2, 5, dtype=torch.float64), x=150),
        *shapes(placed, 2, 4, 3, 5))]


def attend(x, source, mask, W_q, W_k, W_v, W_o):
    """What the queries of x read in source, by heads."""
    q, k, v = (torch.stack(rows.chunk(N_HEADS, -1), 1) for rows in (x @ W_q, source @ W_k, source @ W_v))
    scores = torch.einsum("bhqd,bhkd->bhqk", q, k) / q.shape[-1] ** 0.5
    may = torch.ones_like(scores, dtype=torch.bool) if mask is None else mask
    weights = torch.where(may, scores, torch.finfo(scores.dtype).min).softmax(-1) * may
    return torch.cat((weights @ v).unbind(1), -1) @ W_o


def through(x, layers, of, norm_first):
    """x after these layers, by the name that the norm of each has among the weights, each with a way past."""
    for name, layer in layers.items():
        def norm(x):
            return F.layer_norm(x, x.shape[-1:], of[f"gain_{name}"], of[f"bias_{name}"])

        x = x + layer(norm(x)) if norm_first else norm(x + layer(x))
    return x


def matrices(of, name):
    """The weights of the attention of this name."""
    return [of[f"{name}.{each}"] for each in ("W_q", "W_k", "W_v", "W_o")]


def neurons(of):
    return lambda x: _feed_forward(x, *(of[name] for name in ("W_1", "b_1", "W_2", "b_2")))


def encoder_block(of, x, mask, norm_first):
    """What a block with these weights makes of x."""
    layers = {"1": lambda x: attend(x, x, mask, *matrices(of, "attention")), "2": neurons(of)}
    return through(x, layers, of, norm_first)


FIRST = "x + self.attention(layer_norm(x, self.gain_1, self.bias_1), mask)[0]"
ROWS = "rows = layer_norm(x, self.gain_2, self.bias_2)"
FIRST_NEURONS = "return x + feed_forward(rows, self.W_1, self.b_1, self.W_2, self.b_2)"
LAST = "layer_norm(x + self.attention(x, mask)[0], self.gain_1, self.bias_1)"
LAST_NEURONS = "layer_norm(x + feed_forward(x, self.W_1, self.b_1, self.W_2, self.b_2), self.gain_2, self.bias_2)"


def _masked(how):
    """Edits by which the attention is handed something else than the mask, wherever the norm stands."""
    return (FIRST, FIRST.replace("mask", how)), (LAST, LAST.replace("mask", how))


ENCODER_BLOCK = Exercise(
    id="EncoderBlock", title="The block", points=4, minutes=15, difficulty=3,
    hints=("There are two halves: attention, then neurons. `self.attention(rows, mask)` gives the output and the "
           "weights; the output is its `[0]`.",
           "With the norm first a half is `x = x + layer(layer_norm(x, gain, bias))`: what is normed goes into the "
           "layer, x itself goes past.",
           "Else a half is `x = layer_norm(x + layer(x), gain, bias)`. The second half begins with what the first has "
           "made."),
    cases=_block_cases,
    oracle=lambda case: encoder_block(case.weights, *case.inputs.values(), case.init["norm_first"]),
    mistakes=(
        edit((FIRST, FIRST.removeprefix("x + ")), (LAST, LAST.replace("x + ", "")), sentence="The way past the "
             "attention is forgotten: what it reads is added to x."),
        edit((FIRST_NEURONS, FIRST_NEURONS.replace("x + ", "")), (LAST_NEURONS, LAST_NEURONS.replace("x + ", "")),
             sentence="The way past the neurons is forgotten: what they say is added to the row."),
        edit((FIRST, FIRST.removeprefix("x + ")), (LAST, LAST.replace("x + ", "")),
             (FIRST_NEURONS, FIRST_NEURONS.replace("x + ", "")), (LAST_NEURONS, LAST_NEURONS.replace("x + ", "")),
             sentence="There is no way past the layers: each half adds to the row that came in."),
        edit(("if self.norm_first", "if True"), sentence="The norm always comes first. Without norm_first it stands "
             "behind the sum."),
        edit(("if self.norm_first", "if False"), sentence="The norm always stands behind the sum. With norm_first it "
             "is what goes into the layer that is normed."),
        edit(("if self.norm_first", "if not self.norm_first"), sentence="The two places of the norm are exchanged: "
             "norm_first is x + layer(norm(x))."),
        edit((LAST, "x + layer_norm(self.attention(x, mask)[0], self.gain_1, self.bias_1)"), sentence="Without "
             "norm_first, only what the attention says is normed. The norm is of the sum, x + layer(x)."),
        edit((f"x = {FIRST}", "x = layer_norm(x, self.gain_1, self.bias_1)\n            x = x + "
              "self.attention(x, mask)[0]"), sentence="With norm_first, the normed rows go past the attention. What "
             "goes past is x itself."),
        edit((FIRST_NEURONS, FIRST_NEURONS.replace("x + ", "rows + ")), sentence="With norm_first, the normed rows go "
             "past the neurons. What goes past is x itself."),
        edit(*_masked("None"), sentence="The mask is not handed on to the attention."),
        edit(*_masked("None if mask is None else ~mask"), sentence="The mask is turned round: True means that a query "
             "may attend to a key."),
        edit((ROWS, "rows = layer_norm(x, self.gain_1, self.bias_1)"), (LAST_NEURONS, LAST_NEURONS.replace(
             "self.gain_2, self.bias_2", "self.gain_1, self.bias_1")), sentence="Both halves use gain_1 and bias_1. "
             "The neurons have a norm of their own, gain_2 and bias_2."),
        edit((ROWS, "rows = x"), sentence="With norm_first, the neurons read rows that are not normed. Each half has "
             "its norm."),
        edit((FIRST, "x + self.attention(x, mask)[0]"), sentence="With norm_first, the attention reads rows that are "
             "not normed. Each half has its norm."),
        edit((FIRST, FIRST.replace("mask)", "mask, x)")), sentence="With norm_first, only the queries are normed. Keys "
             "and values are made of the normed rows, too."),
        edit((f"x = {FIRST}", f"past = x\n            x = {FIRST}"), (FIRST_NEURONS, FIRST_NEURONS.replace(
             "x + ", "past + ")), sentence="With norm_first, what the attention has added gets lost: the neurons' "
             "output is added to the row that it has added to."),
    ),
)

# Recorded answers ----------------------------------------------------------------------------------------

LEFT_AFTER_SIX = Prediction(
    id="left_after_six", prompt="How much of the rows' size tells the words apart after six layers of attention?",
    low=0, high=100, unit="percent", digits=2,
    says="After six layers {value:.4f} % of the rows' size tells the words apart. All rows are "
         "nearly their mean: blends of blends grow alike.",
    expected=Expected("attention alone, what tells words apart after six layers", below=2, unit="percent"),
)

SLOPE_WITH_RESIDUAL = Choice(
    id="slope_with_residual", prompt="We go down through sixteen layers, from the last to the first, each with a way "
                                     "past. What happens to the gradient on its way?",
    expected=Expected("the gradient fifteen layers down, with a way past", above=3, unit="times that of the last"),
    options=(
        Option("vanishes", "It vanishes, as it did with the symbols of lesson 02.",
               "There, each step multiplied it by something below one. What is it multiplied by where x is added?"),
        Option("stays", "It stays as it is, since it can go past.",
               "It goes past, and through the layer as well. The two are added."),
        Option("grows", "It grows.", "What went past has kept its size, and each layer adds what went through it.",
               right=True),
    ),
)

KEPT_BY_WHAT = {  # (way past, norm), of 32 layers with half the weights
    ("no", "none"): "Nothing goes past the layers: each makes rows and gradient smaller by a factor, and of 32 such "
                    "factors next to nothing is left.",
    ("no", "before"): "The norm gives each layer rows of one size. But what makes small rows large again does so to "
                      "the gradient, by more than the layer took from it: a little at each, and 32 times.",
    ("no", "behind"): "The norm holds the rows. But what makes small rows large again does so to the gradient, by more "
                      "than the layer took from it: a little at each, and 32 times.",
    ("yes", "none"): "Now nothing gets lost. But the larger the row, the more each layer adds to it, and so the row "
                     "grows by a factor at each, and the gradient with it.",
}


def _kept_both_ways(answer):
    layers, factor = answer["layers"], answer["factor"]
    if layers != 32:
        return f"This is of {plural(layers, 'layer')}. What does it come to in 32 of them?"
    if factor != 0.5:
        return f"The weights are taken times {written(factor)} here. Half as large as they were drawn is times 0.5."
    return KEPT_BY_WHAT.get((answer["way_past"], answer["norm"]), "")


def _stack(way_past, norm, layers=32, factor=0.5):
    return {"layers": layers, "factor": factor, "way_past": way_past, "norm": norm}


THIRTY_TWO_LAYERS = Exploration(
    id="thirty_two_layers", prompt="Stack 32 layers, with weights half as large as they were drawn. Join them so that "
                                   "the rows keep their size on the way up and the gradient on the way down, both "
                                   "within a factor of ten: inside the band.",
    figure=Depth, given={}, judge=_kept_both_ways,
    shows="With a way past nothing gets lost, and with a norm every layer reads rows of one size, so that none adds "
          "much. With the norm before the layer the rows grow slowly; behind the sum they have one size.",
    right=(_stack("yes", "before"), _stack("yes", "behind")),
    near=(
        *(NearMiss(_stack(*stack), sentence) for stack, sentence in KEPT_BY_WHAT.items()),
        NearMiss(_stack("yes", "before", layers=16), "This is of 16 layers. What does it come to in 32 of them?"),
        NearMiss(_stack("yes", "before", layers=1), "This is of 1 layer. What does it come to in 32 of them?"),
        NearMiss(_stack("yes", "none", factor=0.25), "The weights are taken times 0.25 here. Half as large as they "
                 "were drawn is times 0.5."),
        NearMiss(_stack("yes", "behind", factor=1), "The weights are taken times 1 here. Half as large as they were "
                 "drawn is times 0.5."),
    ),
)

WHICH_TRAIN = Choice(
    id="which_train", prompt="Sixteen blocks, with the norm behind the sum, do not learn it at this rate. Which of "
                             "these will? Choose one.",
    expected=Expected("norm first, two to sixteen blocks, the highest loss at the end", below=0.5, unit="nats"),
    options=(
        Option("warm_up", "The same blocks, with a learning rate that rises slowly at the start.",
               "The first steps do less harm so. Then the rate is where it was."),
        Option("first", "Blocks with the norm before each layer.",
               "Nothing stands in the way past, and what goes into each layer has its size.", right=True),
        Option("none", "Blocks without any norm.",
               "What each layer adds makes the rows longer, from block to block. What size comes out after sixteen?"),
    ),
)

TERMS = (
    Term("residual connection", "What comes in is added to what a layer makes of it; also: skip connection.",
         "He et al. 2015"),
    Term("residual stream", "The row that runs past all layers, to which each of them adds.", "Elhage et al. 2021"),
    Term("layer normalization", "Each row brought to mean 0 and mean square 1, then to a gain and a bias.",
         "Ba et al. 2016"),
    Term("gain and bias", "What a norm learns: by how much each number is multiplied, and what is added to it.",
         "Ba et al. 2016"),
    Term("position-wise feed-forward network", "Two layers of neurons, the same at every place, each place by itself.",
         "Vaswani et al. 2017"),
    Term("encoder block", "Attention, then neurons, each with a way past and a norm.", "Vaswani et al. 2017"),
    Term("post-norm", "The norm behind the sum: norm(x + layer(x)).", "Vaswani et al. 2017"),
    Term("pre-norm", "The norm before the layer: x + layer(norm(x)).", "Xiong et al. 2020"),
    Term("signal propagation", "What becomes of rows on their way up through a stack, and of the gradient on its way "
         "down.", "Poole et al. 2016"),
    Term("warm-up", "A learning rate that rises from nothing over the first steps.", "Vaswani et al. 2017"),
)

LESSON = Lesson("09", "block", "What else is in a layer?",
                (LAYER_NORM, FEED_FORWARD, ENCODER_BLOCK, LEFT_AFTER_SIX, SLOPE_WITH_RESIDUAL,
                 THIRTY_TWO_LAYERS, WHICH_TRAIN), TERMS)
