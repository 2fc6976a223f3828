"""Lesson 08, word order: what positions add."""
from utils.widgets import WordOrder

from ..specification import Exploration, Lesson, NearMiss

# order_from_where ----------------------------------------------------------------------------------------


def _relative(answer):
    order, moved = answer["order"], answer["moved"]
    if sorted(order) != list(range(len(order))):
        return "This is no order of the words: each of their numbers, from 0, stands in it once."
    swapped = order != sorted(order)
    if answer["positions"] == "none":
        if not swapped:
            return "There are no positions yet, and the words stand as they stood. Swap two, and see what moves."
        return "Without positions the order matters to no weight: attention alone sees a set of words."
    if answer["positions"] == "added" and moved >= 20:
        return "With sinusoids added, moving the sentence on changes the weights: a word is marked with its " \
               "place, not with how far it is from the others."
    if not swapped:
        return "The words stand in their original order. Swap two, to show that the order matters."
    if answer["positions"] == "added":
        return "The order matters now. Move the sentence on by 20 places, and see whether the weights stay."
    if moved < 20:
        far = f"by {moved} only" if moved else "by no place"
        return f"The order matters, but the sentence moves on {far}. Move it by 20 places, to show that this " \
               "changes no weight."
    return ""


def _ordered(order, positions, moved):
    return {"order": order, "positions": positions, "moved": moved}


ORDER_FROM_WHERE = Exploration(
    id="order_from_where", prompt="Find the kind of positions with which the order of the words matters, yet "
                                  "moving the whole sentence on by 20 places changes no weight. Show both: swap "
                                  "two words, and move the sentence.",
    figure=WordOrder, given={}, judge=_relative,
    shows="Rotated queries and keys meet at the angle between their places: how far apart two words stand "
          "matters, and where the sentence stands does not.",
    right=(_ordered([1, 0, 2, 3, 4], "rotated", 20), _ordered([4, 3, 2, 1, 0], "rotated", 40)),
    near=(
        NearMiss(_ordered([1, 0, 2, 3, 4], "added", 20),
                 "With sinusoids added, moving the sentence on changes the weights: a word is marked with its "
                 "place, not with how far it is from the others."),
        NearMiss(_ordered([1, 0, 2, 3, 4], "none", 20),
                 "Without positions the order matters to no weight: attention alone sees a set of words."),
        NearMiss(_ordered([1, 0, 0], "rotated", 20),
                 "This is no order of the words: each of their numbers, from 0, stands in it once."),
        NearMiss(_ordered([0, 1, 2, 3, 4], "none", 20),
                 "There are no positions yet, and the words stand as they stood. Swap two, and see what moves."),
        NearMiss(_ordered([0, 1, 2, 3, 4], "rotated", 20),
                 "The words stand in their original order. Swap two, to show that the order matters."),
        NearMiss(_ordered([0, 1, 2, 4, 3], "rotated", 0),
                 "The order matters, but the sentence moves on by no place. Move it by 20 places, to show that "
                 "this changes no weight."),
        NearMiss(_ordered([0, 1, 2, 4, 3], "rotated", 19),
                 "The order matters, but the sentence moves on by 19 only. Move it by 20 places, to show that "
                 "this changes no weight."),
        NearMiss(_ordered([0, 1, 2, 4, 3], "added", 0),
                 "The order matters now. Move the sentence on by 20 places, and see whether the weights stay."),
    ),
)

LESSON = Lesson("08", "word_order", "How does it know who came first?", (ORDER_FROM_WHERE,))
