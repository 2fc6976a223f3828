"""Lesson 06, attention: what a score, a weight and a blend are."""
from utils.widgets import Arrows, MaskPainter, WeightedBlend
from utils.widgets.arrows import REACH, scores
from utils.widgets.numbers import fixed, percent, softmax
from utils.widgets.plane import apart, blend
from utils.widgets.weighted_blend import RING, shares

from .specification import Exploration, Lesson, NearMiss

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
    return (f"The blend is {fixed(apart(place, TARGET))} from the target, and the ring ends at {fixed(RING)}. A "
            f"larger share of `{BLENDED[_towards(place)]}` brings it nearer.")


def _towards(place):
    """Which word lies most nearly in the direction of the target, seen from `place`."""
    def cosine(point):
        ways = [[to - here for to, here in zip(end, place)] for end in (point, TARGET)]
        return sum(a * b for a, b in zip(*ways)) / (apart(point, place) or 1)
    return max(range(len(PLACES)), key=lambda index: cosine(PLACES[index]))


BLEND_TO_TARGET = Exploration(
    id="blend_to_target", prompt="All weight is on `animal`, so the blend stands there. Give the words amounts "
                                 "that bring the blend into the ring, where no word stands.",
    figure=WeightedBlend, given={"points": PLACES, "words": BLENDED, "target": TARGET},
    judge=_blend_at_the_target,
    shows="Three words at least have a share in it: attention need not pick one, and what it reads can be none "
          "of them. Other shares lead to the same place.",
    right=({"amounts": [0.5, 0, 0.25, 0.25]}, {"amounts": [0.05, 0.05, 0, 0.1]}, {"amounts": [1, 0.5, 0.25, 1]}),
    near=(
        NearMiss({"amounts": [0, 0, 0, 1]},
                 "All weight is on `tired`, so the blend is that word, and no word is in the ring. It takes more."),
        NearMiss({"amounts": [0.75, 0, 0.5, 0]},
                 "With weight on `animal` and `street` alone the blend stays on the line between them, and that "
                 "line misses the ring. A third word pulls it off the line."),
        NearMiss({"amounts": [0.5, 0.5, 0.5, 0.5]},
                 "All weights are equal, so the blend is the average of all words. The ring lies elsewhere."),
        NearMiss({"amounts": [0.4, 0, 0.1, 0.25]},
                 "Amounts times places add up to the ring, and the blend is elsewhere: the amounts together are "
                 "0.75, and a blend goes by their shares of that."),
        NearMiss({"amounts": [1, 0.25, 0, 0.25]},
                 "The blend is 0.44 from the target, and the ring ends at 0.08. A larger share of `street` "
                 "brings it nearer."),
        NearMiss({"amounts": [0, 0, 0, 0]},
                 "There is no weight at all, so there is nothing to blend. Give some words an amount."),
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
    read, sits = weights[STREET], values[STREET]
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
                "nearly equal. Stretch it.")
    if weights[STREET] < most:
        first = f"The query reads `{READ[weights.index(most)]}` the most, {percent(most)}."
        return (f"{first} Swapping values has not changed that: turn the query to the key of `street`." if swapped
                else f"{first} Turn it to the key of `street`, and then see what comes out.")
    longest = [side * REACH / max(map(abs, query)) for side in query]
    if softmax(scores(longest, KEYS))[STREET] >= 0.8:
        return (f"The query points the right way and reads `street` with {percent(weights[STREET])}. A longer "
                "query makes the weights more unequal.")
    return (f"The query reads `street` with {percent(weights[STREET])}, and stretching it is not enough. Turn it "
            "further away from the other keys.")


QUERY_KEY_VALUE = Exploration(
    id="query_key_value", prompt="The query reads mostly `animal`. Without moving a key, let it read `street` "
                                 "with 80 % or more, and let what comes out be nearest to the value that "
                                 "`animal` brought along.",
    figure=Arrows, given={"words": READ, "keys": KEYS, "values": VALUES, "query": (1.4, 0.2)},
    judge=_street_read_and_animal_out,
    shows="It took both: the query, with the keys, sets how much of each place is read, and the values set what "
          "is read there.",
    right=({"query": [-0.8, 1.2], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]},
           {"query": [-1.4, 0.8], "keys": [list(key) for key in KEYS], "values": [2, 0, 1]},
           {"query": [-0.5, 2], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]}),
    near=(
        NearMiss({"query": [-0.8, 1.2], "keys": [list(key) for key in KEYS], "values": [0, 1, 2]},
                 "The query reads `street` with 82 %, and what comes out is still what `street` brought along. "
                 "Turning the query moves no value: swap those of `animal` and `street`."),
        NearMiss({"query": [1.4, 0.2], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]},
                 "The query reads `animal` the most, 80 %. Swapping values has not changed that: turn the query "
                 "to the key of `street`."),
        NearMiss({"query": [1.4, 0.2], "keys": [[-0.4, 1.1], [1.6, 0.8], [-0.3, -1.0]], "values": [1, 0, 2]},
                 "The key of `animal` has moved. Here the keys stay: start again, and turn the query instead."),
        NearMiss({"query": [-0.4, 0.8], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]},
                 "The query points the right way and reads `street` with 66 %. A longer query makes the weights "
                 "more unequal."),
        NearMiss({"query": [0.1, 0.0], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]},
                 "The query is 0.10 long, so all scores are near zero and all weights nearly equal. Stretch it."),
        NearMiss({"query": [0.4, 1.4], "keys": [list(key) for key in KEYS], "values": [1, 0, 2]},
                 "The query reads `street` with 54 %, and stretching it is not enough. Turn it further away "
                 "from the other keys."),
        NearMiss({"query": [-0.8, 1.2], "keys": [list(key) for key in KEYS], "values": [0, 2, 1]},
                 "At `street` sits the value of `tired`. That of `animal` is to come out: swap again."),
    ),
)


# find_the_leak -------------------------------------------------------------------------------------------

CAUSAL = ["100000", "110000", "111000", "111100", "111110", "111111"]
LEAKING = ["100000", "110000", "111010", "111100", "101110", "111111"]


def _mended(answer):
    mask = answer["mask"]
    if len(mask) != 6 or any(len(row) != 6 for row in mask):
        return "This mask is not one of six words by six."
    above = sum(row[query + 1:].count("1") for query, row in enumerate(mask))
    below = sum(row[:query].count("0") for query, row in enumerate(mask))
    lost = sum(row[query] == "0" for query, row in enumerate(mask))
    if above == 15 and below == 15:
        return "This mask is turned over: each word sees what comes after it. Queries stand down the side, keys " \
               "along the top."
    if above == 15:
        return "Nothing is closed above the diagonal: every word sees what comes after it."
    if above:
        return "A word still sees one that comes after it: look above the diagonal for a cell that is painted."
    if lost:
        return "The diagonal has a hole: each word should see itself too, and the first has nothing else to see."
    if below:
        return "Nothing leaks any more, but a word cannot see one that came before it: look below the diagonal " \
               "for a cell that is not painted."
    if answer["way"] == "after":
        return "The mask is mended, but it acts after the softmax: the hidden scores still count in what each " \
               "row is divided by, so the rows sum to less than one."
    return ""


def _masked(mask, way, raised=0):
    return {"mask": mask, "way": way, "raised": raised}


FIND_THE_LEAK = Exploration(
    id="find_the_leak", prompt="This mask should let each word see itself and what came before it. Find the leak "
                               "and mend it, and let the mask act so that each row still sums to one.",
    figure=MaskPainter, given={"mask": LEAKING, "way": "after"}, judge=_mended,
    shows="Minus infinity before the softmax takes a hidden word out of the sum that its row is divided by: the "
          "others share the whole, and its score moves none of them.",
    right=(_masked(CAUSAL, "before"), _masked(CAUSAL, "before", 3.5)),
    near=(
        NearMiss(_masked(CAUSAL, "after"),
                 "The mask is mended, but it acts after the softmax: the hidden scores still count in what each "
                 "row is divided by, so the rows sum to less than one."),
        NearMiss(_masked(LEAKING, "before"),
                 "A word still sees one that comes after it: look above the diagonal for a cell that is painted."),
        NearMiss(_masked([*CAUSAL[:4], LEAKING[4], CAUSAL[5]], "before"),
                 "Nothing leaks any more, but a word cannot see one that came before it: look below the diagonal "
                 "for a cell that is not painted."),
        NearMiss(_masked(["000000", "100000", "110000", "111000", "111100", "111110"], "before"),
                 "The diagonal has a hole: each word should see itself too, and the first has nothing else to "
                 "see."),
        NearMiss(_masked(["111111", "011111", "001111", "000111", "000011", "000001"], "before"),
                 "This mask is turned over: each word sees what comes after it. Queries stand down the side, keys "
                 "along the top."),
        NearMiss(_masked(["111111"] * 6, "after"),
                 "Nothing is closed above the diagonal: every word sees what comes after it."),
        NearMiss(_masked(["100", "110", "111"], "before"), "This mask is not one of six words by six."),
    ),
)

LESSON = Lesson("06", "attention", "What is a query, what is a key?",
                (BLEND_TO_TARGET, QUERY_KEY_VALUE, FIND_THE_LEAK))
