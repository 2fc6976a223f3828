"""The figures to work with in lesson 06: what a score, a weight and a blend are, and what a model needs of them."""
import functools

import torch

from utils.widgets import Arrows, MaskPainter, Scaling, ScoresToBlend, WeightedBlend
from utils.widgets.arrows import REACH, scores
from utils.widgets.numbers import apart, blend, fixed, part, percent, softmax
from utils.widgets.scaling import measure
from utils.widgets.scores_to_blend import with_shift
from utils.widgets.weighted_blend import RING, shares

from ...specification import Exploration, NearMiss

# blend_to_target -----------------------------------------------------------------------------------------

BLENDED = ("animal", "cross", "street", "tired")
PLACES = ((-0.75, 0.8), (0.85, 0.6), (0.6, -0.75), (-0.85, -0.6))
TARGET = (-0.4, 0.1)


def _blend_at_the_target(answer):
    amounts = answer["amounts"]
    if len(amounts) != len(BLENDED):
        return f"Here are {len(amounts)} amounts, and {len(BLENDED)} words. Answer with the figure above."
    weights = shares(amounts)
    if weights is None:
        return "There is no weight at all, so there is nothing to blend. Give some words an amount."
    place = blend(PLACES, weights)
    if apart(place, TARGET) <= RING:
        return ""
    held = [word for word, weight in zip(BLENDED, weights) if weight]
    if len(held) == 1:
        return (f"All weight is on `{held[0]}`, so the blend is that word, and no word is in the ring. "
                f"It takes more.")
    if len(held) == 2:
        return (f"With weight on `{held[0]}` and `{held[1]}` alone the blend stays on the line between them, and "
                "that line misses the ring. A third word pulls it off the line.")
    if max(amounts) == min(amounts):
        return "All weights are equal, so the blend is the average of all words. The ring lies elsewhere."
    if apart(blend(PLACES, amounts), TARGET) <= RING:
        return (f"Amounts times places add up to the ring, and the blend is elsewhere: the amounts together are "
                f"{fixed(sum(amounts))}, and a blend goes by their shares of that.")
    gap = fixed(apart(place, TARGET))
    where = ("just outside the ring" if gap == fixed(RING)
             else f"{gap} from the target, and the ring ends at {fixed(RING)}")
    return f"The blend is {where}. A larger share of `{BLENDED[_towards(place)]}` brings it nearer."


def _towards(place):
    """Which word lies most nearly in the direction of the target, seen from `place`."""
    def cosine(point):
        ways = [[to - here for to, here in zip(end, place)] for end in (point, TARGET)]
        return sum(a * b for a, b in zip(*ways)) / (apart(point, place) or 1)
    return max(range(len(PLACES)), key=lambda index: cosine(PLACES[index]))


BLEND_TO_TARGET = Exploration(
    id="blend_to_target", prompt="All weight is on `animal`, so the blend stands there. Give the words amounts that "
                                 "bring the blend into the ring, where no word stands.",
    figure=WeightedBlend, given={"points": PLACES, "words": BLENDED, "target": TARGET},
    judge=_blend_at_the_target,
    shows="At least three words have a share in it: attention need not pick one, and what it reads can be none of "
          "them. Other shares lead to the same place.",
    right=({"amounts": [0.5, 0, 0.25, 0.25]}, {"amounts": [0.05, 0.05, 0, 0.1]}, {"amounts": [1, 0.5, 0.25, 1]}),
    near=(
        NearMiss({"amounts": [0, 0, 0, 1]},
                 "All weight is on `tired`, so the blend is that word, and no word is in the ring. It takes more."),
        NearMiss({"amounts": [0.75, 0, 0.5, 0]},
                 "With weight on `animal` and `street` alone the blend stays on the line between them, and that line "
                 "misses the ring. A third word pulls it off the line."),
        NearMiss({"amounts": [0.5, 0.5, 0.5, 0.5]},
                 "All weights are equal, so the blend is the average of all words. The ring lies elsewhere."),
        NearMiss({"amounts": [0.4, 0, 0.1, 0.25]},
                 "Amounts times places add up to the ring, and the blend is elsewhere: the amounts together are "
                 "0.75, and a blend goes by their shares of that."),
        NearMiss({"amounts": [1, 0.25, 0, 0.25]},
                 "The blend is 0.44 from the target, and the ring ends at 0.08. A larger share of `street` brings it "
                 "nearer."),
        NearMiss({"amounts": [0.15, 0.2, 0, 0.35]},
                 "The blend is just outside the ring. A larger share of `animal` brings it nearer."),
        NearMiss({"amounts": [0, 0, 0, 0]},
                 "There is no weight at all, so there is nothing to blend. Give some words an amount."),
    ),
)

# scores_to_weights -------------------------------------------------------------------------------------

WORDS = ("animal", "street", "tired")
WEIGHTS = (0.6, 0.3, 0.1)  # to be reached
NEAR_ENOUGH = 0.02


def _weights_are_reached(answer):
    scores = with_shift(answer)
    if len(scores) != len(WORDS):
        return f"There are three words here, and this answer has {len(scores)} scores."
    weights = softmax(scores)
    shown, shares = [fixed(score, 1) for score in scores], [fixed(weight) for weight in weights]
    too_much = [round(weight, 2) - wanted for weight, wanted in zip(weights, WEIGHTS)]
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
        return ("The order is another: “animal” is to weigh most and “tired” least, so they need the highest and the "
                "lowest score.")
    if abs(too_much[0]) <= NEAR_ENOUGH + 1e-9:
        side, other = ("street", "tired") if too_much[1] > too_much[2] else ("tired", "street")
        return (f"“animal” is near enough to its 0.60, but “street” has {shares[1]} and “tired” {shares[2]}. "
                f"Raise “{other}” and lower “{side}”: what the one gains comes from the others.")
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
    shows="A weight depends on differences alone: a lead of 0.7 is worth twice the weight, one of 1.8 six times, and "
          "that below zero as well as above.",
    right=({"scores": [0.0, -0.7, -1.8], "shift": 0.0}, {"scores": [1.8, 1.1, 0.0], "shift": -2.0},
           {"scores": [-4.2, -4.9, -6.0], "shift": 4.0}, {"scores": [0, -0.6, -1.7], "shift": 0},
           {"scores": [-8.2, -8.9, -10.0], "shift": 0}),
    near=(
        NearMiss({"scores": [1.8, 1.1, 0.0], "shift": 0.0},
                 "The weights are right, and the score of “animal” is above zero. Only differences count: the same "
                 "amount taken from every score leaves the weights as they are."),
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
                 "“animal” is near enough to its 0.60, but “street” has 0.34 and “tired” 0.05. Raise “tired” and "
                 "lower “street”: what the one gains comes from the others."),
        NearMiss({"scores": [-1.0, -3.0, -6.0], "shift": 0.0},
                 "“animal” takes too much, 0.88. A weight grows with the exponential of a lead, so a smaller lead "
                 "will do."),
        NearMiss({"scores": [-0.1, -0.3, -0.6], "shift": 0.0},
                 "“animal” takes too little, 0.41. It needs a larger lead over the others."),
    ),
)

# query_key_value -----------------------------------------------------------------------------------------

READ = ("animal", "street", "tired")
ANIMAL, STREET = 0, 1
KEYS = ((1.1, 0.5), (-0.4, 1.1), (-0.3, -1.0))
VALUES = ((-0.7, 0.6), (0.8, 0.3), (-0.1, -0.8))


def _street_read_and_animal_out(answer):
    query, keys, values = answer["query"], answer["keys"], answer["values"]
    if len(keys) != len(READ) or sorted(values) != list(range(len(READ))):
        return "These are other keys and values than the figure has. Answer with the figure above."
    moved = next((word for word, key, was in zip(READ, keys, KEYS) if apart(key, was) > 1e-6), None)
    if moved:
        return f"The key of `{moved}` has moved. Here the keys stay: start again, and turn the query instead."
    weights = softmax(scores(query, keys))
    read, sits = round(weights[STREET], 2), values[STREET]  # as the figure shows it
    if read < 0.8:
        return _too_little(query, weights, sits == ANIMAL)
    if sits == STREET:
        return (f"The query reads `street` with {percent(read)}, and what comes out is still what `street` "
                "brought along. Turning the query moves no value: swap those of `animal` and `street`.")
    if sits != ANIMAL:
        return f"At `street` sits the value of `{READ[sits]}`. That of `animal` is to come out: swap again."
    return ""


def _too_little(query, weights, swapped):
    """What to do where too little of `street` is read."""
    most = max(weights)
    if most - min(weights) < 0.1:
        return (f"The query is {fixed(apart(query, [0, 0]))} long, so all scores are near zero and all weights "
                "nearly equal. Stretch it, towards the key of `street`.")
    if weights[STREET] < most:
        first = f"The query reads `{READ[weights.index(most)]}` the most, {percent(most)}."
        return (f"{first} Swapping values has not changed that: turn the query to the key of `street`." if swapped
                else f"{first} Turn it to the key of `street`, and then see what comes out.")
    longest = [side * REACH / max(map(abs, query)) for side in query]
    if round(softmax(scores(longest, KEYS))[STREET], 2) >= 0.8:
        return (f"The query points the right way and reads `street` with {percent(weights[STREET])}. A longer "
                "query makes the weights more unequal.")
    return (f"The query reads `street` with {percent(weights[STREET])}, and stretching it is not enough. Turn it "
            "further away from the other keys.")


QUERY_KEY_VALUE = Exploration(
    id="query_key_value", prompt="The query reads mostly `animal`. Without moving a key, let it read `street` with "
                                 "80 % or more, and let what comes out be nearest to the value that `animal` brought "
                                 "along.",
    figure=Arrows, given={"words": READ, "keys": KEYS, "values": VALUES, "query": (1.4, 0.2)},
    judge=_street_read_and_animal_out,
    shows="It took both: the query, with the keys, sets how much of each place is read, and the values set what is "
          "read there.",
    right=({"query": [-0.8, 1.2], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]},
           {"query": [-1.4, 0.8], "keys": [list(key) for key in KEYS], "values": [2, 0, 1]},
           {"query": [-0.78, 1.1], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]},
           {"query": [-0.5, 2], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]}),
    near=(
        NearMiss({"query": [-0.8, 1.2], "keys": [list(key) for key in KEYS], "values": [0, 1, 2]},
                 "The query reads `street` with 82 %, and what comes out is still what `street` brought along. "
                 "Turning the query moves no value: swap those of `animal` and `street`."),
        NearMiss({"query": [1.4, 0.2], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]},
                 "The query reads `animal` the most, 80 %. Swapping values has not changed that: turn the query to "
                 "the key of `street`."),
        NearMiss({"query": [1.4, 0.2], "keys": [[-0.4, 1.1], [1.6, 0.8], [-0.3, -1.0]], "values": [1, 0, 2]},
                 "The key of `animal` has moved. Here the keys stay: start again, and turn the query instead."),
        NearMiss({"query": [-0.4, 0.8], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]},
                 "The query points the right way and reads `street` with 66 %. A longer query makes the weights more "
                 "unequal."),
        NearMiss({"query": [0.1, 0.0], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]},
                 "The query is 0.10 long, so all scores are near zero and all weights nearly equal. Stretch it, "
                 "towards the key of `street`."),
        NearMiss({"query": [0.4, 1.4], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]},
                 "The query reads `street` with 54 %, and stretching it is not enough. Turn it further away from the "
                 "other keys."),
        NearMiss({"query": [-0.8, 1.2], "keys": [list(key) for key in KEYS], "values": [0, 2, 1]},
                 "At `street` sits the value of `tired`. That of `animal` is to come out: swap again."),
    ),
)

# why_scale ---------------------------------------------------------------------------------------------

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
        return ("The prediction is missing: say first from which d on less than a tenth is left, and the gradients "
                "appear.")
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
    id="why_scale", prompt="Without the division by √d, how large must d be until less than a tenth of the gradient "
                           "gets through the softmax, compared with the division? Predict, then find the smallest "
                           "such d.",
    figure=Scaling, given=QUERIES_AND_KEYS, judge=_smallest_without_a_tenth,
    shows="At 128 dimensions the scores have a spread of 11, and 0.038 of the gradient is left. Divided by √128 they "
          "keep a spread of one, and the gradient gets through at every d.",
    right=({"d": 128, "guess": 128}, {"d": 128, "guess": 1024}, {"d": 128, "guess": 1}),
    near=(
        NearMiss({"d": 128, "guess": None},
                 "The prediction is missing: say first from which d on less than a tenth is left, and the gradients "
                 "appear."),
        NearMiss({"d": 1, "guess": 64}, "At d = 1 the division is by one, and both sides are the same."),
        NearMiss({"d": 4, "guess": 64},
                 "At d = 4 as much gets through without the division as with it: the scores do not lie far enough "
                 "apart yet. Take more dimensions."),
        NearMiss({"d": 64, "guess": 64},
                 "At d = 64, 0.19 of the gradient is left, more than a tenth. Take more dimensions."),
        NearMiss({"d": 256, "guess": 256},
                 "At d = 256, 0.0064 of the gradient is left, less than a tenth, but at d = 128 it is 0.038 already. "
                 "Look for the smallest."),
        NearMiss({"d": 1024, "guess": 1024},
                 "At d = 1024, 4.5 × 10⁻⁶ of the gradient is left, less than a tenth, but at d = 512 it is 3.4 × 10⁻⁴ "
                 "already. Look for the smallest."),
    ),
)

# find_the_leak -------------------------------------------------------------------------------------------

CAUSAL = ["100000", "110000", "111000", "111100", "111110", "111111"]
LEAKING = ["100000", "110000", "111010", "111100", "101110", "111111"]


def _mended(answer):
    mask = answer["mask"]
    if len(mask) != 6 or any(len(row) != 6 for row in mask):
        return "This mask is not one of six words by six."
    if "1" not in "".join(mask):
        return "No word may attend to any. Let each word see itself first."
    above = sum(row[query + 1:].count("1") for query, row in enumerate(mask))
    below = sum(row[:query].count("0") for query, row in enumerate(mask))
    lost = sum(row[query] == "0" for query, row in enumerate(mask))
    if above == 15 and below == 15:
        return "This mask is turned over: each word sees what comes after it. Queries stand down the side, keys " \
               "along the top."
    if above == 15:
        return "Nothing is closed above the diagonal: every word sees what comes after it."
    if above:
        return "A word still sees one that comes after it: look above the diagonal for a cell with a ✓."
    if lost:
        alone = ", and the first has nothing else to see" if mask[0][0] == "0" else ""
        return f"The diagonal has a hole: each word should see itself too{alone}."
    if below:
        return "Nothing leaks any more, but a word cannot see one that came before it: look below the diagonal " \
               "for a cell without a ✓."
    if answer["way"] == "after":
        return "The mask is mended, but it acts after the softmax: the hidden scores still count in what each " \
               "row is divided by, so the rows sum to less than one."
    return ""


def _masked(mask, way, raised=0):
    return {"mask": mask, "way": way, "raised": raised}


FIND_THE_LEAK = Exploration(
    id="find_the_leak", prompt="This mask should let each word see itself and what came before it. Find the leak and "
                               "mend it, and let the mask act so that each row still sums to one.",
    figure=MaskPainter, given={"mask": LEAKING, "way": "after"}, judge=_mended,
    shows="Minus infinity before the softmax takes a hidden word out of the sum that its row is divided by: the "
          "others share the whole, and its score moves none of them.",
    right=(_masked(CAUSAL, "before"), _masked(CAUSAL, "before", 3.5)),
    near=(
        NearMiss(_masked(CAUSAL, "after"),
                 "The mask is mended, but it acts after the softmax: the hidden scores still count in what each row "
                 "is divided by, so the rows sum to less than one."),
        NearMiss(_masked(LEAKING, "before"),
                 "A word still sees one that comes after it: look above the diagonal for a cell with a ✓."),
        NearMiss(_masked([*CAUSAL[:4], LEAKING[4], CAUSAL[5]], "before"),
                 "Nothing leaks any more, but a word cannot see one that came before it: look below the diagonal for "
                 "a cell without a ✓."),
        NearMiss(_masked([*CAUSAL[:4], "111100", CAUSAL[5]], "before"),
                 "The diagonal has a hole: each word should see itself too."),
        NearMiss(_masked(["000000", "100000", "110000", "111000", "111100", "111110"], "before"),
                 "The diagonal has a hole: each word should see itself too, and the first has nothing else to see."),
        NearMiss(_masked(["111111", "011111", "001111", "000111", "000011", "000001"], "before"),
                 "This mask is turned over: each word sees what comes after it. Queries stand down the side, keys "
                 "along the top."),
        NearMiss(_masked(["000000"] * 6, "before"), "No word may attend to any. Let each word see itself first."),
        NearMiss(_masked(["111111"] * 6, "after"),
                 "Nothing is closed above the diagonal: every word sees what comes after it."),
        NearMiss(_masked(["100", "110", "111"], "before"), "This mask is not one of six words by six."),
    ),
)
