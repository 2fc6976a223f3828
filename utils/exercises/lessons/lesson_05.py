"""Lesson 05, looking back: the alignment of sounds with letters."""
from utils.widgets import Alignment
from utils.widgets.numbers import fixed, softmax

from ..specification import Exploration, Lesson, NearMiss

PHONE, SOUNDS = "phone", ("F", "OW", "N")
LETTER = {"F": 0, "OW": 2, "N": 3}  # the letter that the decoder reads for each sound: p stands for ph


def _mended(answer):
    if [len(row) for row in answer["scores"]] != [len(PHONE)] * len(SOUNDS):
        return "This is about another word: `phone` has three sounds and five letters."
    weights = [softmax(row) for row in answer["scores"]]
    shares = [round(row[LETTER[sound]], 2) for sound, row in zip(SOUNDS, weights)]  # as the figure shows them
    if min(shares) >= 0.8:
        return ""
    if max(max(row) - min(row) for row in weights) < 0.15:
        return ("No row chooses: each reads a little of every letter, so that all three get nearly the same "
                "vector. Raise the letter that spells the sound.")
    reads = [_read(row) for row in weights]
    if None not in reads and len(set(reads)) == 1:
        return (f"All three rows read {PHONE[reads[0]]} most, so that there is one vector for three sounds. Each "
                f"sound reads letters of its own.")
    if reads[1:] == [1, 2]:
        return ("OW still reads h and N still reads o, a letter a sound, in step. p and h are one sound together: "
                "after them every letter stands one place further on.")
    row = next(row for row, share in enumerate(shares) if share < 0.8)
    return _off(SOUNDS[row], weights[row], row)


def _read(weights):
    """The letter that has more than half of a row, in the figure's two decimals; None where none has."""
    return weights.index(max(weights)) if round(max(weights), 2) > 0.5 else None


def _off(sound, weights, diagonal):
    """What is wrong with the row of a sound whose letter has too little of its weight."""
    own, read = LETTER[sound], _read(weights)
    if read is None:
        return (f"No letter has more than half of the row of {sound}. Raise the one that you hear as {sound}, or "
                "lower the others.")
    if read == own:
        other = max(set(range(len(PHONE))) - {own}, key=weights.__getitem__)
        return (f"{sound} reads {PHONE[read]} most, and {PHONE[other]} still has {fixed(weights[other])} of the "
                f"weight. A row shares out one whole: lower {PHONE[other]}, or raise {PHONE[read]} further, until "
                f"{PHONE[read]} has 0.80.")
    if sound == "F":
        return "The row of F was right, and reads something else now. It should have 0.80 on p."
    if PHONE[read] == "e":
        return f"{sound} reads e, which is silent here. The last letter need not belong to any sound."
    where = ", on the diagonal" if read == diagonal else ""
    return f"{sound} reads {PHONE[read]}{where}. Which letter do you hear as {sound}?"


def _answer(*scores):
    return {"row": 1, "column": 1, "scores": [list(row) for row in scores]}


MEND_ALIGNMENT = Exploration(
    id="mend_alignment", prompt="The word is `phone`, said F OW N; OW is the sound of its o. We have pushed the "
                                "rows of OW and N onto the diagonal: the second sound reads the second letter, "
                                "the third the third. Edit their scores until each sound has at least 0.80 of its "
                                "weight on its own letter, and see how the word is said then.",
    figure=Alignment, given={}, judge=_mended,
    shows="F reads p, which stands for ph here, OW the o, N the n, and no sound needs the e. Each row has weights "
          "of its own and a vector of its own, and they need not keep step.",
    right=(
        _answer([8.8, 1.9, -3.4, -6.2, -9.6], [-3.9, -5.4, -0.4, -5.9, -7.5], [-5.2, -4.5, -5, 0, -5.5]),
        _answer([9, 6, 0, 0, 0], [0, 2.6, 6, 0, 0], [0, 0, 3, 20, 0]),
    ),
    near=(
        NearMiss(_answer([9, 2, -3, -6, -9], [-4, 2.6, -0.4, -6, -7], [-5, -4.5, 3, 0, -5.5]),
                 "OW still reads h and N still reads o, a letter a sound, in step. p and h are one sound "
                 "together: after them every letter stands one place further on."),
        NearMiss(_answer([9, 2, -3, -6, -9], [-4, -5, -0.4, -6, -7], [-5, -4.5, 3, 0, -5.5]),
                 "N reads o, on the diagonal. Which letter do you hear as N?"),
        NearMiss(_answer([9, 2, -3, -6, -9], [-4, -5, -0.4, -6, -7], [-5, -4.5, 3, 0, 8]),
                 "N reads e, which is silent here. The last letter need not belong to any sound."),
        NearMiss(_answer([9, 2, -3, -6, -9], [-4, 2.6, 3.2, -6, -7], [-5, -4.5, -5, 0, -5.5]),
                 "OW reads o most, and h still has 0.35 of the weight. A row shares out one whole: lower h, or "
                 "raise o further, until o has 0.80."),
        NearMiss(_answer([9, 2, -3, -6, -9], [0] * 5, [-5, -4.5, -5, 0, -5.5]),
                 "No letter has more than half of the row of OW. Raise the one that you hear as OW, or lower the "
                 "others."),
        NearMiss(_answer([9, 2, -3, -6, -9], [-9, 2.6, 2.6, -9, -9], [-5, -4.5, -5, 0, -5.5]),
                 "No letter has more than half of the row of OW. Raise the one that you hear as OW, or lower the "
                 "others."),
        NearMiss(_answer([0] * 5, [0] * 5, [0] * 5),
                 "No row chooses: each reads a little of every letter, so that all three get nearly the same "
                 "vector. Raise the letter that spells the sound."),
        NearMiss(_answer([0, 0, 9, 0, 0], [-4, -5, 9, -6, -7], [-5, -4.5, 9, 0, -5.5]),
                 "All three rows read o most, so that there is one vector for three sounds. Each sound reads "
                 "letters of its own."),
        NearMiss(_answer([9, 2, -3, -6, 15], [-4, -5, -0.4, -6, -7], [-5, -4.5, -5, 0, -5.5]),
                 "The row of F was right, and reads something else now. It should have 0.80 on p."),
        NearMiss(_answer([2, 9, -3, -6, -9], [-4, -5, 0, -6, -7], [-5, -4.5, -5, 0, -5.5]),
                 "The row of F was right, and reads something else now. It should have 0.80 on p."),
        NearMiss(_answer([1, 0, -9, -9, -9], [-4, -5, 0, -6, -7], [-5, -4.5, -5, 0, -5.5]),
                 "F reads p most, and h still has 0.27 of the weight. A row shares out one whole: lower h, or "
                 "raise p further, until p has 0.80."),
    ),
)

LESSON = Lesson("05", "looking_back", "What if the decoder could look again?", (MEND_ALIGNMENT,))
