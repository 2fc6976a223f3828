"""Scaling: what the division of the scores by sqrt(d) does to the weights, and to the gradient through them."""
import math
from statistics import NormalDist, median

import numpy as np
import traitlets

from .base import front_end
from .explorable import Explorable
from .fields import Maybe, OneOf
from .given import lists, rounded
from .numbers import fixed, part, softmax

DIMENSIONS = tuple(2**power for power in range(11))


class Scaling(Explorable):
    """The weights, their entropy and their gradient for more and more dimensions, with the division and without.

    What it teaches: the products of longer vectors lie further apart, so that without the division by sqrt(d)
    the softmax gives all its weight to one key and lets next to no gradient through. (The misconception: "the
    scaling is cosmetic".)

    queries: (n_queries, d_max), up to 1024 of them, or (d_max,) for one. keys: (n_keys, d_max), 2 to 12 of them.
    Lists or tensors, taken to four decimals. d runs over the powers of two up to d_max, which is 2 to 1024. Raises
    ValueError for other shapes and for what is no number.

    The gradient is that of the weights with respect to the scores that the softmax is given, diag(w) - w w^T,
    as its Frobenius norm, at most 1/2. On its way on to the query it is multiplied by the keys, whose length is
    about sqrt(d), and with the division by 1 / sqrt(d) besides: with it these two cancel, without it a factor
    sqrt(d) is gained where one exponential in sqrt(d) is lost.

    One query is a sample, and the mean of many hides that most get nothing behind the few with two nearly equal
    scores. So entropy and gradient are medians over all queries, and only the bars show a single one, the first.

    The law beside the measurement: of components that are independent, of mean 0 and variance 1, the products
    have the standard deviation sqrt(d). So the best of n products leads the second by g sqrt(d) in the median, g
    being that lead among n standard normal numbers; the second weight is then about exp(-g sqrt(d)), and the
    norm twice that. It is drawn from where it falls below 1/2.

    The gradients are hidden until the learner has said, in `guess`, from which d on less than a tenth is left.

    Source: Vaswani et al., "Attention is all you need" (2017), section 3.2.1 and its footnote 4.
    """

    FIELDS = {"d": OneOf(DIMENSIONS), "guess": Maybe(OneOf(DIMENSIONS))}

    n_queries = traitlets.Int().tag(sync=True)
    course = traitlets.List(traitlets.Dict()).tag(sync=True)  # what measure() returns
    gap = traitlets.Float().tag(sync=True)  # g

    _esm, _css = front_end("recordable", "explorable", "scaling", parts=("numbers", "bars", "slider", "prediction", "powers", "plot"))

    def __init__(self, queries, keys, d=4, **task):
        queries = lists(queries)
        queries = [queries] if queries and not isinstance(queries[0], list) else queries
        keys = rounded("keys", keys, range(2, 13), range(2, DIMENSIONS[-1] + 1))
        queries = rounded("queries", queries, range(1, 1025), len(keys[0]))
        offered = OneOf(tuple(d for d in DIMENSIONS if d <= len(keys[0])))
        super().__init__({"d": d, "guess": None}, fields={"d": offered, "guess": Maybe(offered)},
                         n_queries=len(queries), course=measure(queries, keys),
                         gap=round(gap_of_the_best(len(keys)), 4), **task)

    def said(self, state):
        d = state["d"]
        now = self.course[DIMENSIONS.index(d)]
        bits = [fixed(entropy) for entropy in now["entropy"]]
        most = fixed(math.log2(len(now["weights"][0])))
        if state["guess"] is None:
            return (f"At d = {d} the entropy of the weights is {bits[0]} bits without the division by √{d} and "
                    f"{bits[1]} with it, of {most}. Say from which d on less than a tenth of the gradient is "
                    f"left, and the gradients appear.")
        without, scaled = now["gradient"]
        return (f"At d = {d} the gradient through the softmax is {part(without)} without the division by √{d} and "
                f"{part(scaled)} with it, {part(without / scaled)} times as much. The entropy is {bits[0]} and "
                f"{bits[1]} of {most} bits. You said d = {state['guess']}.")

    def table(self, state):
        seen = state["guess"] is not None
        rows = [[str(now["d"]), *(fixed(spread, 1) for spread in now["spread"]), *map(fixed, now["entropy"]),
                 *(part(norm) if seen else "?" for norm in now["gradient"])] for now in self.course]
        sides = (f"{what} {side}" for what in ("spread", "entropy", "gradient") for side in ("without", "with"))
        return ["d", *sides], rows


def measure(queries, keys):
    """What is measured of lists of numbers at each d, smallest first: {"d", "weights", "spread", "entropy",
    "gradient"}.

    Each but d is a pair, without the division and with it: the first query's weights, the root mean square of
    all scores, the median entropy of the weights in bits, the median norm of their gradient.
    """
    sums = np.cumsum(np.array(queries)[:, None] * np.array(keys), axis=-1)  # one product after the other
    steps = []
    for d in (d for d in DIMENSIONS if d <= sums.shape[-1]):
        products = sums[:, :, d - 1].tolist()
        sides = [_measured(products), _measured([[product / math.sqrt(d) for product in row] for row in products])]
        steps.append({"d": d, **{what: [side[what] for side in sides] for what in sides[0]}})
    return steps


def _measured(scores):
    weights = [softmax(row) for row in scores]
    spread = math.sqrt(sum(score**2 for row in scores for score in row) / len(scores) / len(scores[0]))
    return {"weights": [round(weight, 4) for weight in weights[0]], "spread": _three_digits(spread),
            "entropy": round(median(map(_entropy, weights)), 4),
            "gradient": _three_digits(median(map(norm_of_gradient, weights)))}


def _entropy(weights):
    return sum(-weight * math.log2(weight) for weight in weights if weight)


def norm_of_gradient(weights):
    """The Frobenius norm of diag(w) - w w^T, without the difference 1 - w that rounds to nothing."""
    total = 0.0
    for i, weight in enumerate(weights):
        others = weights[:i] + weights[i + 1:]
        total += weight**2 * (sum(others)**2 + sum(other**2 for other in others))
    return max(math.sqrt(total), 1e-300)  # it is positive, and may be too small for a float


def _three_digits(number):
    return float(f"{number:.3g}")


def gap_of_the_best(n):
    """The median distance between the largest and the second of n independent standard normal numbers."""
    normal = NormalDist()
    grid = [-8 + i / 16 for i in range(257)]
    dense = [n * normal.pdf(x) / 16 for x in grid]
    low, high = 0.0, 8.0
    for _ in range(30):
        gap = (low + high) / 2
        further = sum(share * normal.cdf(x - gap) ** (n - 1) for x, share in zip(grid, dense))
        low, high = (gap, high) if further > 0.5 else (low, gap)
    return low
