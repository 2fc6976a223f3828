"""Lesson 11: what can follow, and what is left out."""
from ...widgets import Sampling
from ...widgets.numbers import fixed
from ...widgets.sampling import OPEN
from ..specification import Exploration, Lesson, NearMiss


def _one_and_many(answer):
    sure, many = answer["left"]
    if sure == 1 and many >= OPEN:
        return ""
    if answer["top_p"] == 1 and answer["top_k"] is None:
        return "Temperature moves the shares and leaves out nothing: every symbol can still follow."
    if answer["top_p"] == 1:
        return (f"Top-k leaves {sure} after the first text and {many} after the second: it counts symbols, and does "
                "not look at their shares.")
    if sure > 1:
        return f"After the first text {sure} can follow: its likeliest alone does not reach {fixed(answer['top_p'])}."
    return f"After the second text only {many} can follow, and {OPEN} are asked for."


def _setting(left, temperature=1, top_k=None, top_p=1):
    return {"temperature": temperature, "top_k": top_k, "top_p": top_p, "left": left}


_COUNTED = ("Top-k leaves {0} after the first text and {0} after the second: it counts symbols, and does not look at "
            "their shares.")

LEAVE_OUT_THE_UNLIKELY = Exploration(
    id="leave_out_the_unlikely", prompt="Find one setting with which a single symbol can follow the first text, and at "
                                        f"least {OPEN} can follow the second.",
    figure=Sampling, given={}, judge=_one_and_many,
    shows="Top-p counts shares: where the model is sure, one symbol has enough, and elsewhere many are needed.",
    right=(_setting([1, 13], top_p=0.8), _setting([1, 6], top_k=8, top_p=0.8)),
    near=(
        NearMiss(_setting([27, 27], temperature=0.5),
                 "Temperature moves the shares and leaves out nothing: every symbol can still follow."),
        NearMiss(_setting([1, 1], top_k=1), _COUNTED.format(1)),
        NearMiss(_setting([6, 6], top_k=6), _COUNTED.format(6)),
        NearMiss(_setting([6, 21], top_p=0.95),
                 "After the first text 6 can follow: its likeliest alone does not reach 0.95."),
        NearMiss(_setting([1, 2], top_p=0.2), f"After the second text only 2 can follow, and {OPEN} are asked for."),
    ),
)

LESSON = Lesson("11", "generate", "What comes next?", (LEAVE_OUT_THE_UNLIKELY,))
