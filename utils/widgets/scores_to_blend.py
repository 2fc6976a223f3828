"""Scores to softmax to blend: what one score does to all the weights, and to the blend of the values."""
import math

import traitlets

from .base import front_end
from .explorable import Explorable
from .fields import Number, Row
from .given import lists, rounded, words_of
from .numbers import blend, fixed, grouped, listed, significant, softmax

MOST = 10  # of a score as it is shown, either way, and of the constant


class ScoresToBlend(Explorable):
    """The scores of some words, the weights that their softmax gives, and the weighted blend of their values.

    What it teaches: the weights share one whole, so raising one score takes from every other weight; and they
    depend on the differences of the scores alone, each lead of 0.7 (ln 2) being worth twice the weight, so a
    constant added to all of them changes nothing. (The misconceptions: "raising one leaves the others alone" and
    "a score is a share".)

    words: 2 to 6 different ones. scores: (n,), from -10 to 10, taken to one decimal. values: (n, d) with d up to
    4, or (n,). Scores and values may be tensors. The state holds the scores without the constant `shift` that is
    added to each; with it they stay from -10 to 10. Raises ValueError for sizes that do not agree and for what
    is no number.

    Source: the softmax is Bridle's, "Probabilistic interpretation of feedforward classification network outputs"
    (1990); the blend by its weights that of Bahdanau, Cho and Bengio, "Neural machine translation by jointly
    learning to align and translate" (2015), section 3.1.
    """

    FIELDS = {"scores": Row(Number(-2 * MOST, 2 * MOST), 2, 6), "shift": Number(-MOST, MOST)}

    words = traitlets.List(traitlets.Unicode()).tag(sync=True)
    values = traitlets.List().tag(sync=True)  # (n, d)

    _esm, _css = front_end("recordable", "explorable", "scores_to_blend", parts=("numbers", "bars", "slider"))

    def __init__(self, words, scores, values, **task):
        words = words_of("words", words, 2, 6, different=True)
        size = len(words)
        scores = rounded("scores", scores, size, digits=1)
        values = [value if isinstance(value, list) else [value] for value in lists(values)]
        super().__init__({"scores": scores, "shift": 0.0}, words=words,
                         fields={"scores": Row(Number(-2 * MOST, 2 * MOST), size, size)},
                         values=rounded("values", values, size, range(1, 5)), **task)

    def misfit(self, answer):
        if problem := super().misfit(answer):
            return problem
        beyond = [score for score in with_shift(answer) if abs(score) > MOST]
        return f"a score with what is added to it is from −10 to 10, not {fixed(beyond[0], 1)}" if beyond else ""

    def said(self, state):
        start, shift = self.start["scores"], state["shift"]
        scores = with_shift(state)
        weights = softmax(scores)
        added = f" Adding {fixed(shift, 1)} to all of them changed no weight." if fixed(shift, 1) != "0.0" else ""
        changes = [fixed(new - old, 1) for new, old in zip(scores, start)]
        if changes[0] != "0.0" and len(set(changes)) == 1:
            way = "higher" if scores[0] > start[0] else "lower"
            return (f"Every score is {changes[0].removeprefix('−')} {way}, and no weight has moved: only "
                    f"differences count.")
        edited = [i for i, old in enumerate(start) if fixed(state["scores"][i] - old, 1) != "0.0"]
        if len(edited) == 1:
            i, = edited
            by = state["scores"][i] - start[i]
            moved = abs(weights[i] - softmax(start)[i])
            amount = "less than 0.01" if moved < 0.005 else fixed(moved)
            verb, took, whom = ("Raising", "took", "from") if by > 0 else ("Lowering", "gave", "to")
            return (f"{verb} “{self.words[i]}” by {fixed(abs(by), 1)} {took} {amount} {whom} the others: the "
                    f"whole stays one.{added}")
        first, second = sorted(range(len(scores)), key=lambda i: -scores[i])[:2]
        lead, ratio = fixed(scores[first] - scores[second], 1), _times(weights[first] / weights[second])
        shares = f"The weights are {listed([fixed(weight) for weight in weights])}."
        first, second = self.words[first], self.words[second]
        if lead == "0.0":
            return f"{shares} “{first}” and “{second}” score the same and weigh the same.{added}"
        return (f"{shares} “{first}” scores {lead} above “{second}” and weighs {ratio} times as much, e to the "
                f"power of {lead}.{added}")

    def table(self, state):
        scores = with_shift(state)
        weights, powers = softmax(scores), [math.exp(score) for score in scores]
        rows = [[word, fixed(score, 1), significant(power, 3), weight, ", ".join(map(fixed, value))]
                for word, score, power, weight, value in zip(self.words, scores, powers, weights, self.values)]
        blended = blend(self.values, weights)
        return (["word", "score", "e to the score", "weight", "value"],
                [*rows, ["blend", "", significant(sum(powers), 3), 1.0, ", ".join(map(fixed, blended))]])


def _times(ratio):
    return grouped(math.floor(ratio + 0.5)) if ratio >= 999.5 else significant(ratio)


def with_shift(state):
    """The scores as they are shown, the constant added."""
    return [round(score + state["shift"], 4) for score in state["scores"]]
