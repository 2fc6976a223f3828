"""The exercises of lesson 06: from scores to a layer of self-attention."""
import math
from dataclasses import replace

import torch
import torch.nn.functional as F

from ...cases import given, normal, scaled, shapes
from ...specification import Exercise, edit
from ...worker import Case

# softmax -------------------------------------------------------------------------------------------------


def _softmax_cases(generator):
    def drawn(*shape, dim=-1, dtype=torch.float32, scale=1.5, gradient=False):
        return Case({"x": normal(generator, *shape, scale=scale, dtype=dtype), "dim": dim}, gradient=gradient)

    def at(x, dim=-1, **kind):
        return Case({"x": given(x=x, **kind).inputs["x"], "dim": dim}, gradient=kind.get("gradient", False))

    low = -torch.inf
    table, wide = [[1.0, 2.0, 0.5], [0.0, -1.0, 1.5]], torch.float64
    far = [[100000.003, 100001.001, 99999.507]]  # more digits than float32 has
    return [
        at([2.0, 1.0, -1.0], 0), at(table, 0), at(table, 1), at([102.0, 101.0, 99.0], 0),
        at([[101.0, 100.5], [-140.0, -141.0]]), at(far, dtype=wide), at([[-705.5, -704.0], [720.0, 721.0]], dtype=wide),
        at([[1.0, low, 0.5], [low, low, 2.0]]), at([[0.0, 0.0, 0.0], [25.0, 26.0, 24.5]], gradient=True),
        at([[-30.0, -29.5, -31.0], [100.0, 99.0, 101.0]], gradient=True), drawn(5), drawn(3, 4, 2, dim=1),
        drawn(3, 4, 2, dim=-2), drawn(2, 3, 4, 5, dim=0), drawn(2, 3, 4, 5, dim=2, gradient=True), *shapes(drawn, 4, 5),
        drawn(4, 3, dim=0, scale=40),
    ]


SHIFTED = "x - x.amax(dim, keepdim=True)"
POWERS = f"({SHIFTED}).exp()"
SUM = "powers.sum(dim, keepdim=True)"

SOFTMAX = Exercise(
    id="softmax", title="Scores to weights, at any size", points=3, minutes=10, difficulty=2,
    hints=("`x.exp()` makes every number positive. Divide by their sum along `dim`; `keepdim=True` leaves the sum "
           "an axis of length 1 there, so that it lines up with what is divided.",
           "Take the largest number along `dim` away before the exponential: `x.amax(dim, keepdim=True)`.",
           "`powers = (x - x.amax(dim, keepdim=True)).exp()`, and then `powers` divided by its sum along `dim`."),
    cases=_softmax_cases, oracle=lambda case: F.softmax(*case.inputs.values()),
    mistakes=(
        edit((POWERS, "x.exp()"), sentence="It is right for small scores. The exponential of a large one does not "
             "fit into the machine's numbers, and those of very low ones are all zero: take the largest away first."),
        edit((SHIFTED, "x - x.max()"), sentence="The largest score of the whole tensor is taken away. A row that lies "
             "far below it is left with zeros alone: take away the largest along `dim`."),
        edit((SHIFTED, "x - x.mean(dim, keepdim=True)"), sentence="The mean is taken away. What lies far above it "
             "still overflows, and a score of −∞ has no mean: take the largest away."),
        edit((SHIFTED, tuple(f"x.clamp(max={most})" for most in (10, 20, 50, 80, 88))), sentence="Large scores are cut "
             "off at a limit, so that those above it weigh the same. Taking the largest away keeps the differences."),
        edit((SHIFTED, "x / x.amax(dim, keepdim=True)"), sentence="The scores are divided by the largest. That "
             "changes their differences, and with them the weights: take it away instead."),
        edit((SHIFTED, "x.amax(dim, keepdim=True) - x"), sentence="It stands the wrong way round: the lowest score "
             "gets the most weight. It is x less its largest."),
        edit((SHIFTED, (SHIFTED, "x - x.max()")), (SUM, "powers.sum()"), sentence="All weights of the tensor sum to "
             "one together. They do so along `dim`: each row for itself."),
        edit((SUM, "powers.sum(dim)"), sentence="Without `keepdim=True` the sum has lost an axis, and is lined up with "
             "another one than it was made of."),
        edit((SHIFTED, "x - x.amax(-1, keepdim=True)"), (SUM, "powers.sum(-1, keepdim=True)"), sentence="The softmax "
             "always runs along the last axis. `dim` says along which."),
        edit((SHIFTED, "x - x.amax(0, keepdim=True)"), (SUM, "powers.sum(0, keepdim=True)"), sentence="The softmax "
             "always runs along the first axis. `dim` says along which."),
        edit((f"powers / {SUM}", "powers"), sentence="These are powers, and do not sum to one: divide by their sum."),
        edit((SUM, "(powers.sum(dim, keepdim=True) + 1e-3)"), sentence="A small number is added to the sum, so the "
             "weights sum to less than one. After the largest is taken away the sum is at least 1, and needs none."),
        edit((POWERS, f"2 ** ({SHIFTED})"), sentence="These are powers of two. A lead of one is worth a factor of e."),
        edit((f"powers / {SUM}", f"(powers / {SUM}).log()"), sentence="These are the logarithms of the weights."),
        edit((f"powers / {SUM}", f"({SHIFTED} == 0).to(x.dtype)"), sentence="Everything goes to the largest score. "
             "That is a hard choice: every score has a share, and a gradient goes through all of them."),
        edit((POWERS, "x - x.amin(dim, keepdim=True)"), sentence="The scores themselves are shared out, above the "
             "lowest. Take exponentials."),
        edit((f"powers / {SUM}", "x.sigmoid()"), sentence="A sigmoid looks at one score alone. The weights share one "
             "whole: raising one takes from the others."),
        edit((SHIFTED, f"{SHIFTED.replace('x -', 'x.detach() -')}"), sentence="The values are right, but `detach` cuts "
             "the scores off: nothing could be learned through these weights."),
        edit((f"    powers = {POWERS}", "    x -= x.amax(dim, keepdim=True)\n    powers = x.exp()"), sentence="The "
             "result is right, but `x` itself is overwritten. Make a new tensor: `x - …`."),
    ),
)

# causal_mask ---------------------------------------------------------------------------------------------


def _lengths(generator):
    return [Case({"T": T}) for T in (3, 1, 2, 5, 40, 300, *torch.randint(6, 70, (4,), generator=generator).tolist())]


MASK = "torch.ones(T, T, dtype=torch.bool).tril()"

CAUSAL_MASK = Exercise(
    id="causal_mask", title="Nobody sees what comes later", points=2, minutes=5, difficulty=1,
    hints=("Row i is the query at place i. Which keys may it see?", "`tril` keeps the lower triangle of a matrix, the "
           "diagonal too.", "`torch.ones(T, T, dtype=torch.bool)` is all True."),
    cases=_lengths,
    oracle=lambda case: torch.arange(case.inputs["T"])[:, None] >= torch.arange(case.inputs["T"]),
    mistakes=(
        edit(("tril()", "triu()"), sentence="It is turned over: each query sees itself and what comes after it. "
             "Queries run down, keys across, so what is open lies below the diagonal."),
        edit(("tril()", "tril(-1)"), sentence="The diagonal is closed: nobody sees itself, and the first sees "
             "nothing."),
        edit(("tril()", "tril(1)"), sentence="Each query sees one key too many, the next one. That is what a model is "
             "to foretell: a leak."),
        edit(("tril()", "triu(1)"), sentence="True and False are exchanged: here True means that the query may "
             "attend."),
        edit((MASK, ("torch.ones(T, T).tril()", "torch.ones(T, T, dtype=torch.int64).tril()")), sentence="These are "
             "numbers, 1 and 0. A mask is made of True and False: `dtype=torch.bool`, or compare."),
        edit((MASK, "torch.full((T, T), -torch.inf).triu(1)"), sentence="This is a mask to be added to the scores, of "
             "0 and −∞. Here a mask says True and False, and `attention` does the rest."),
        edit((".tril()", ""), sentence="Nothing is closed: every query sees what comes after it."),
        edit((MASK, "torch.eye(T, dtype=torch.bool)"), sentence="Each query sees itself alone. It sees what came "
             "before it, too."),
        edit(("tril()", "tril()[None]"), sentence="It has an axis too many. It is (T, T), and broadcasts to any "
             "batch."),
        edit((MASK, "torch.ones(T, dtype=torch.bool)"), sentence="There is one entry a key. Each query has a row of "
             "its own: (T, T)."),
    ),
)

# attention -----------------------------------------------------------------------------------------------


def _attention_cases(generator):
    def drawn(*lengths, mask=None, dtype=torch.float32, gradient=False):
        *more, T_q, T_k, d_k, d_v = lengths
        q, k, v = (normal(generator, *more, *shape, dtype=dtype) for shape in ((T_q, d_k), (T_k, d_k), (T_k, d_v)))
        shape = (*more, T_q, T_k) if mask is None else mask
        seen = {"mask": _some(shape, generator)} if shape else {}
        return Case({"q": 1.4 * q, "k": k, "v": v, **seen}, gradient=gradient)

    def nowhere(mask, **kind):
        case = drawn(2, 3, 4, 3, 2, **kind)
        return replace(case, inputs={**case.inputs, "mask": mask})

    first = given(q=[[1.0, -0.5], [0.5, 2.0]], k=[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], v=[[1.0], [2.0], [4.0]],
                  mask=[[True, True, False], [True, False, True]])
    closed = torch.tensor([[[True, False, True, True], [False] * 4, [True, True, False, False]],
                           [[False] * 4, [False, True, True, False], [True] * 4]])
    late = torch.arange(4) < torch.tensor([[[2]], [[4]]])  # (2, 1, 4): texts of 2 and of 4 words
    usual = 2, 3, 4, 5, 6  # B, T_q, T_k, d_k, d_v
    return [
        first, drawn(3, 2, 4, 5, mask=()), drawn(4, 4, 3, 2, mask=(4, 4)), *shapes(drawn, *usual),
        drawn(*usual, mask=()), drawn(*usual, mask=(), gradient=True), drawn(*usual, mask=(3, 4)),
        drawn(*usual, mask=(4,)), drawn(*usual, mask=(3, 1)), drawn(2, 3, 2, 5, 4, 3),
        drawn(2, 3, 2, 5, 4, 3, mask=(2, 1, 1, 5)), drawn(2, 2, 2, 2, 3, 2, 3),
        drawn(2, 4, 4, 4, 4, gradient=True), nowhere(closed), nowhere(late), nowhere(closed, gradient=True),
        nowhere(closed, dtype=torch.float64), scaled(drawn(*usual), v=200), drawn(2, 3, 4, 256, 6),
        scaled(drawn(*usual), q=300), scaled(drawn(*usual), q=300, k=1 / 300), scaled(drawn(*usual), q=1 / 300, k=300),
        scaled(drawn(2, 3, 4, 2, 6, dtype=torch.float64), q=300),
        scaled(drawn(2, 3, 4, 2, 6, mask=(), dtype=torch.float64), q=300),
    ]


def _some(shape, generator):
    """A mask of this shape that leaves every query something to see."""
    mask = torch.rand(shape, generator=generator) < 0.7
    return mask | (torch.arange(shape[-1]) == 0)


def _attended(q, k, v, mask=None):
    scores = torch.einsum("...qd,...kd->...qk", q, k) / math.sqrt(q.shape[-1])
    mask = torch.ones_like(scores, dtype=torch.bool) if mask is None else mask.expand_as(scores)
    weights = torch.where(mask, scores, torch.finfo(scores.dtype).min).softmax(-1) * mask
    return weights @ v, weights


SCALED = "q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5"
WEIGHTS = "softmax(scores, dim=-1) if mask is None else masked_softmax(scores, mask)"
OPEN = "    scores = scores if mask is None else "


def _hidden(scores, sentence):
    """The mistake of an attention whose mask acts on the scores in another way."""
    acts = f"{OPEN}{scores}\n    weights = softmax(scores, dim=-1)"
    return edit((f"    weights = {WEIGHTS}", acts), sentence=sentence)


ATTENTION = Exercise(
    id="attention", title="Scaled dot-product attention", points=5, minutes=15, difficulty=3,
    hints=("The scores of all queries with all keys are one product: `q @ k.transpose(-2, -1)`, of shape "
           "(…, T_q, T_k). Divide it by the root of `q.shape[-1]`.",
           "Each query's weights sum to one over the keys, the last axis. You have `softmax` where there is no mask, "
           "and lesson 05's `masked_softmax` where there is one.",
           "The output is `weights @ v`. Return both: `return weights @ v, weights`."),
    cases=_attention_cases, oracle=lambda case: _attended(**case.inputs),
    mistakes=(
        edit((" / q.shape[-1] ** 0.5", ""), sentence="The scores are not divided by √d_k. The more dimensions, the "
             "further apart they lie, and the harder the softmax chooses."),
        edit(("** 0.5", ""), sentence="The scores are divided by d_k. It is its root: √d_k, `q.shape[-1] ** 0.5`."),
        edit(("/ q", "* q"), sentence="The scores are multiplied by √d_k. They are divided by it."),
        edit(("q.shape[-1] **", "v.shape[-1] **"), sentence="It is divided by the root of the values' width. What "
             "grows with the width is the product of query and key: √d_k."),
        edit(("q.shape[-1] **", "k.shape[-2] **"), sentence="It is divided by the root of the number of keys. A score "
             "is a sum over the d_k numbers of query and key: √d_k."),
        edit((SCALED, "q @ k.transpose(-2, -1)"), (f"weights = {WEIGHTS}", f"weights = ({WEIGHTS}) / q.shape[-1] ** "
             f"0.5"),
             sentence="The weights are divided by √d_k, and sum to less than one. The scores are, before the softmax."),
        edit((WEIGHTS, "(scores if mask is None else scores.masked_fill(~mask, -torch.inf)).softmax(-2)"),
             sentence="The weights sum to one down the columns: the softmax runs over the queries. It runs over the "
             "keys, the last axis."),
        edit(("return weights @ v, weights", "hard = F.one_hot(scores.masked_fill(~(torch.tensor(True) if mask is None "
              "else mask), -torch.inf).argmax(-1), k.shape[-2]).to(v.dtype)\n    return hard @ v, hard"),
             sentence="Each query reads the one key with the best score and nothing else. All have a share, by the "
             "softmax: a hard choice has no gradient to learn from."),
        edit((WEIGHTS, "softmax(scores, dim=-1) * (1 if mask is None else mask)"), sentence="The mask acts after the "
             "softmax: the hidden scores still count in what each row is divided by, and the weights sum to less than "
             "one."),
        edit((WEIGHTS, "softmax(scores, dim=-1) * (1 if mask is None else mask)\n    weights = weights / weights.sum(-1, "
              "keepdim=True)"), sentence="The mask acts after the softmax, and what is left is shared out anew. Where a "
             "query may attend nowhere that is 0 / 0, `nan`, and it should get zeros."),
        edit(("weights @ v,", "weights @ k,"), sentence="The keys are blended. They say where to look; what is read "
             "there is the values."),
        edit((WEIGHTS, "softmax(scores, dim=-1)"), sentence="The mask is not used."),
        edit(("(scores, mask)", "(scores, ~mask)"), sentence="The mask is turned round: True means that a query may "
             "attend to a key, and the others are hidden."),
        edit(("(scores, mask)", "(scores, mask.mT if mask.dim() > 1 and mask.shape[-1] == mask.shape[-2] else mask)"),
             sentence="The mask is transposed: its rows are the queries and its columns the keys."),
        _hidden("scores + mask", "The mask is added to the scores, True as 1 and False as 0. Hidden scores are to "
                "become −∞, or so low that nothing is left of them."),
        _hidden("scores * mask", "The hidden scores are set to zero, and a score of zero has a share. They are to "
                "become −∞, or so low that nothing is left of them."),
        _hidden("scores.masked_fill(~mask, -torch.inf)", "A query that may attend nowhere gets `nan`, since all its "
                "scores are −∞. It should get zeros, as by lesson 05's `masked_softmax`."),
        edit((f"    weights = {WEIGHTS}", tuple(f"{OPEN}scores.masked_fill(~mask, {low})\n    weights = "
              f"softmax(scores, "
              "dim=-1)" for low in (-1e9, -1e30, "torch.finfo(scores.dtype).min"))), sentence="A query that may attend "
             "nowhere blends all values alike, since all its scores are the same. It should get zeros."),
        edit((WEIGHTS, "scores if mask is None else scores * mask"), sentence="There is no softmax: the scores "
             "themselves are the weights."),
        edit((WEIGHTS, "torch.sigmoid(scores) * (1 if mask is None else mask)"), sentence="Each score goes through a "
             "sigmoid. The weights of a query share one whole: a softmax over the keys."),
        edit(("return weights @ v, weights", "return weights @ v"), sentence="Only the output comes back. Return the "
             "weights too: `return weights @ v, weights`."),
        edit(("return weights @ v, weights", "return weights, weights @ v"), sentence="Output and weights have changed "
             "places: the output comes first."),
        edit(("return weights @ v, weights", "return weights @ v, scores"), sentence="The second result is the scores. "
             "Return the weights, after the softmax."),
        edit(("k.transpose(-2, -1)", "k.transpose(1, 2)"), sentence="It takes axes 1 and 2, which are the last two "
             "only of three. Count from the end: `k.transpose(-2, -1)`."),
        edit(("return weights @ v, weights", "weights = weights.detach()\n    return weights @ v, weights"),
             sentence="The values are right, but `detach` cuts the weights off: queries and keys could never be "
             "learned."),
        edit((SCALED, f"({SCALED}).clamp(-10, 10)"), sentence="The scores are cut off at a limit. The softmax takes "
             "any size."),
    ),
)

# SelfAttention -------------------------------------------------------------------------------------------

MATRICES = ("W_q", "W_k", "W_v")


def _self_attention_cases(generator):
    def drawn(B, T, d_model, mask=None, dtype=torch.float32, gradient=False):
        weights = {name: normal(generator, d_model, d_model, scale=d_model**-0.5, dtype=dtype) for name in MATRICES}
        mask = _some((B, T, T), generator) if mask is None else mask
        return Case({"x": 1.4 * normal(generator, B, T, d_model, dtype=dtype), "mask": mask},
                    init={"d_model": d_model}, weights=weights, gradient=gradient)

    def without_mask(case):
        return replace(case, inputs={"x": case.inputs["x"]})

    def pulled(case):
        """Large x and small W_q and W_k, so that the scores are of the usual size."""
        small = {name: W / 200 for name, W in case.weights.items() if name != "W_v"}
        return scaled(replace(case, weights={**case.weights, **small}), x=200)

    causal = torch.ones(4, 4, dtype=torch.bool).tril()
    padding = torch.arange(4) < torch.tensor([[[2]], [[4]]])  # (2, 1, 4)
    return [drawn(1, 2, 2), without_mask(drawn(2, 3, 4)), *shapes(drawn, 2, 3, 4), drawn(2, 4, 3, causal),
            drawn(2, 4, 3, causal, gradient=True), drawn(2, 4, 3, padding), drawn(2, 4, 3, causal.tril(-1)),
            without_mask(drawn(2, 3, 4, gradient=True)), pulled(drawn(2, 3, 4)),
            scaled(drawn(2, 3, 4), x=8)]


def _self_attended(case):
    x, *mask = case.inputs.values()
    return _attended(*(x @ case.weights[name] for name in MATRICES), *mask)


CALL = "attention(x @ self.W_q, x @ self.W_k, x @ self.W_v, mask)"
MADE = "(nn.Parameter(torch.randn(d_model, d_model) / d_model**0.5) for _ in range(3))"

SELF_ATTENTION = Exercise(
    id="SelfAttention", title="Self-attention", points=4, minutes=12, difficulty=3,
    hints=("`nn.Parameter(…)` around a tensor makes it one of the module's weights: training finds it then.",
           "In `forward`, three products make q, k and v of x: `x @ self.W_q`, and so on.",
           "What remains is a call of `attention` with q, k, v and the mask."),
    cases=_self_attention_cases, oracle=_self_attended,
    mistakes=(
        edit((", mask)\n", ")\n"), sentence="The mask is not handed on to `attention`."),
        edit((CALL, "attention(x @ self.W_k, x @ self.W_q, x @ self.W_v, mask)"), sentence="W_q and W_k have changed "
             "places: the rows of the weights are then the keys."),
        edit((CALL, "attention(x @ self.W_q, x @ self.W_k, x, mask)"), sentence="x itself is blended. The values are "
             "x @ W_v."),
        edit((CALL, "attention(x @ self.W_q, x @ self.W_k, x @ self.W_k, mask)"), sentence="The keys are blended. The "
             "values are x @ W_v."),
        edit((CALL, "attention(x @ self.W_q, x @ self.W_q, x @ self.W_v, mask)"), sentence="Queries and keys are made "
             "with the same matrix. The keys are x @ W_k."),
        edit((CALL, "attention(x, x, x @ self.W_v, mask)"), sentence="x itself is query and key. They are x @ W_q and "
             "x @ W_k."),
        edit((CALL, "attention(x, x, x, mask)"), sentence="x itself is query, key and value: no weight takes part."),
        edit((CALL, "attention(x @ self.W_q.T, x @ self.W_k.T, x @ self.W_v.T, mask)"), sentence="The matrices are "
             "transposed. It is x @ W_q, as it is x @ W_x in lesson 01."),
        edit((CALL, f"{CALL}[0]"), sentence="Only the output comes back. Return the weights too, as `attention` does."),
        edit((CALL, f"(x + {CALL}[0], {CALL}[1])"), sentence="x is added to the output. Here the layer returns what "
             "`attention` returns."),
        edit((MADE, "(torch.randn(d_model, d_model) / d_model**0.5 for _ in range(3))"), sentence="The matrices are "
             "plain tensors, which training does not find. `nn.Parameter(…)` around them makes them weights."),
        edit((MADE, "(nn.Linear(d_model, d_model, bias=False) for _ in range(3))"), *[
             (f"x @ self.{name}", f"self.{name}(x)") for name in MATRICES],
             sentence="These are `nn.Linear` layers, which keep their matrix under another name and transposed. Here "
             "W_q, W_k and W_v are the matrices themselves: `nn.Parameter(…)`, and x @ W_q."),
    ),
)
