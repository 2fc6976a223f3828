"""Lesson 06, attention: what a score, a weight and a blend are."""
from utils.widgets import MaskPainter

from .specification import Exploration, Lesson, NearMiss

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

LESSON = Lesson("06", "attention", "What is a query, what is a key?", (FIND_THE_LEAK,))
