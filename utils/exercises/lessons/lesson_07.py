"""Lesson 07, many heads: what heads share and what they cost."""
from utils.widgets import Heads
from utils.widgets.numbers import grouped

from ..specification import Exploration, Lesson, NearMiss

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

LESSON = Lesson("07", "many_heads", "Why look more than once?", (SHARE_THE_WIDTH,))
