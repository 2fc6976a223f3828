"""Lesson 06, attention: what a score, a weight and a blend are."""
import functools

import torch

from utils.widgets import Scaling, ScoresToBlend
from utils.widgets.numbers import fixed, part, softmax
from utils.widgets.scaling import measure
from utils.widgets.scores_to_blend import with_shift

from .specification import Exploration, Lesson, NearMiss

WORDS = ("animal", "street", "tired")
WEIGHTS = (0.6, 0.3, 0.1)  # to be reached
NEAR_ENOUGH = 0.02


def _weights_are_reached(answer):
    scores = with_shift(answer)
    if len(scores) != len(WORDS):
        return f"There are three words here, and this answer has {len(scores)} scores."
    weights = softmax(scores)
    shown, shares = [fixed(score, 1) for score in scores], [fixed(weight) for weight in weights]
    too_much = [weight - wanted for weight, wanted in zip(weights, WEIGHTS)]
    if all(abs(excess) <= NEAR_ENOUGH + 1e-9 for excess in too_much):
        high = [word for word, score in zip(WORDS, shown) if score != "0.0" and not score.startswith("−")]
        return (f"The weights are right, and the score of “{high[0]}” is above zero. Only differences count: the "
                f"same amount taken from every score leaves the weights as they are.") if high else ""
    if min(scores) > 0 and all(abs(score / sum(scores) - wanted) <= NEAR_ENOUGH
                               for score, wanted in zip(scores, WEIGHTS)):
        return (f"The scores {shown[0]}, {shown[1]} and {shown[2]} stand to each other as the weights should, but "
                f"a score is no share: the softmax makes {shares[0]}, {shares[1]} and {shares[2]} of them. What "
                f"counts is by how much one leads another.")
    if max(weights) - min(weights) < 0.005:
        return "Equal scores make equal weights, wherever they stand. Give “animal” a lead."
    if not weights[0] > weights[1] > weights[2]:
        return ("The order is another: “animal” is to weigh most and “tired” least, so they need the highest and "
                "the lowest score.")
    if abs(too_much[0]) <= NEAR_ENOUGH:
        side, other = ("street", "tired") if too_much[1] > 0 else ("tired", "street")
        return (f"“animal” has its 0.60, but of the rest “{side}” takes too much. Raise “{other}” and lower "
                f"“{side}”: what the one gains comes from the others.")
    if too_much[0] > 0:
        return (f"“animal” takes too much, {shares[0]}. A weight grows with the exponential of a lead, so a "
                f"smaller lead will do.")
    return f"“animal” takes too little, {shares[0]}. It needs a larger lead over the others."


SCORES_TO_WEIGHTS = Exploration(
    id="scores_to_weights", prompt="Give “animal” a weight of 0.60, “street” one of 0.30 and “tired” one of 0.10, "
                                   "each to within 0.02, with no score above zero.",
    figure=ScoresToBlend, judge=_weights_are_reached,
    given={"words": WORDS, "scores": (1.0, 2.0, 0.0),
           "values": ((1.0, 0.2, -0.5), (-0.8, 1.0, 0.0), (0.4, -0.6, 1.0))},
    shows="A weight depends on differences alone: a lead of 0.7 is worth twice the weight, one of 1.8 six times, "
          "and that below zero as well as above.",
    right=({"scores": [0.0, -0.7, -1.8], "shift": 0.0}, {"scores": [1.8, 1.1, 0.0], "shift": -2.0},
           {"scores": [-4.2, -4.9, -6.0], "shift": 4.0}, {"scores": [-8.2, -8.9, -10.0], "shift": 0}),
    near=(
        NearMiss({"scores": [1.8, 1.1, 0.0], "shift": 0.0},
                 "The weights are right, and the score of “animal” is above zero. Only differences count: the "
                 "same amount taken from every score leaves the weights as they are."),
        NearMiss({"scores": [6.0, 3.0, 1.0], "shift": 0.0},
                 "The scores 6.0, 3.0 and 1.0 stand to each other as the weights should, but a score is no share: "
                 "the softmax makes 0.95, 0.05 and 0.01 of them. What counts is by how much one leads another."),
        NearMiss({"scores": [0.6, 0.3, 0.1], "shift": 0},
                 "The scores 0.6, 0.3 and 0.1 stand to each other as the weights should, but a score is no share: "
                 "the softmax makes 0.43, 0.32 and 0.26 of them. What counts is by how much one leads another."),
        NearMiss({"scores": [1.0, 2.0, 0.0], "shift": -2.0},
                 "The order is another: “animal” is to weigh most and “tired” least, so they need the highest and "
                 "the lowest score."),
        NearMiss({"scores": [0.0, 0.0, 0.0], "shift": -1.0},
                 "Equal scores make equal weights, wherever they stand. Give “animal” a lead."),
        NearMiss({"scores": [2.6, 2.0, 0.0], "shift": -3.0},
                 "“animal” has its 0.60, but of the rest “street” takes too much. Raise “tired” and lower "
                 "“street”: what the one gains comes from the others."),
        NearMiss({"scores": [-1.0, -3.0, -6.0], "shift": 0.0},
                 "“animal” takes too much, 0.88. A weight grows with the exponential of a lead, so a smaller lead "
                 "will do."),
        NearMiss({"scores": [-0.1, -0.3, -0.6], "shift": 0.0},
                 "“animal” takes too little, 0.41. It needs a larger lead over the others."),
    ),
)


def _queries_and_keys():
    """Of components that are independent, of mean 0 and variance 1, in hundredths: (101, 1024) and (8, 1024).

    The seed is one of a typical course, close to the law, with the answer well away from its neighbours.
    """
    generator = torch.Generator().manual_seed(167)
    queries, keys = torch.randn(101, 1024, generator=generator), torch.randn(8, 1024, generator=generator)
    return {"queries": queries.double().round(decimals=2), "keys": keys.double().round(decimals=2)}


QUERIES_AND_KEYS = _queries_and_keys()


@functools.cache
def _left():
    """d -> how much of the gradient with the division is left without it."""
    steps = measure(QUERIES_AND_KEYS["queries"].tolist(), QUERIES_AND_KEYS["keys"].tolist())
    return {step["d"]: step["gradient"][0] / step["gradient"][1] for step in steps}


def _smallest_without_a_tenth(answer):
    d, left = answer["d"], _left()
    if answer["guess"] is None:
        return ("The prediction is missing: say first from which d on less than a tenth is left, and the "
                "gradients appear.")
    if d == 1:
        return "At d = 1 the division is by one, and both sides are the same."
    if left[d] > 0.9:
        return (f"At d = {d} as much gets through without the division as with it: the scores do not lie far "
                f"enough apart yet. Take more dimensions.")
    if left[d] >= 0.1:
        return f"At d = {d}, {part(left[d])} of the gradient is left, more than a tenth. Take more dimensions."
    if left[d // 2] < 0.1:
        return (f"At d = {d}, {part(left[d])} of the gradient is left, less than a tenth, but at d = {d // 2} it "
                f"is {part(left[d // 2])} already. Look for the smallest.")
    return ""


WHY_SCALE = Exploration(
    id="why_scale", prompt="From which d on does the softmax without the division by √d let through less than a "
                           "tenth of the gradient that it lets through with it? Predict, then find the smallest "
                           "such d.",
    figure=Scaling, given=QUERIES_AND_KEYS, judge=_smallest_without_a_tenth,
    shows="At 128 dimensions the scores have a spread of 11, and 0.038 of the gradient is left. Divided by √128 "
          "they keep a spread of one, and the gradient gets through at every d.",
    right=({"d": 128, "guess": 128}, {"d": 128, "guess": 1024}, {"d": 128, "guess": 1}),
    near=(
        NearMiss({"d": 128, "guess": None},
                 "The prediction is missing: say first from which d on less than a tenth is left, and the "
                 "gradients appear."),
        NearMiss({"d": 1, "guess": 64}, "At d = 1 the division is by one, and both sides are the same."),
        NearMiss({"d": 4, "guess": 64},
                 "At d = 4 as much gets through without the division as with it: the scores do not lie far enough "
                 "apart yet. Take more dimensions."),
        NearMiss({"d": 64, "guess": 64},
                 "At d = 64, 0.19 of the gradient is left, more than a tenth. Take more dimensions."),
        NearMiss({"d": 256, "guess": 256},
                 "At d = 256, 0.0064 of the gradient is left, less than a tenth, but at d = 128 it is 0.038 "
                 "already. Look for the smallest."),
        NearMiss({"d": 1024, "guess": 1024},
                 "At d = 1024, 0.0000045 of the gradient is left, less than a tenth, but at d = 512 it is 0.00034 "
                 "already. Look for the smallest."),
    ),
)

LESSON = Lesson("06", "attention", "What is a query, what is a key?", (SCORES_TO_WEIGHTS, WHY_SCALE))
