"""Alignment: which letters each sound reads, and what it says after reading them."""
import traitlets

from .base import front_end
from .explorable import Explorable
from .fields import Number, Row, Whole
from .given import rounded, words_of
from .numbers import blend, fixed, softmax

LONGEST = 12  # letters, or sounds
HIGHEST = 25  # a score


class Alignment(Explorable):
    """The sounds of a word over its letters: edit a score, and the weights, the blend and the sound follow.

    What it teaches: each sound asks anew which letters to read, and so gets a blended vector of its own. (The
    misconceptions: "one vector is enough"; "alignment is diagonal", a letter a sound, in step.)

    letters: T_k strings. sounds: T_q strings, what should be said. scores: (T_q, T_k), before the softmax, from
    -25 to 25. vocabulary: V strings, with all the sounds among them. values: (T_k, V), what each letter, where it
    is read, adds to the logits: the encoder's states times the part of the output layer that reads them. base:
    (T_q, V), the logits from the decoder's own state. At most 12 letters, 12 sounds and 200 in the vocabulary;
    tensors or lists. Raises ValueError where a shape or a sound does not fit the others.
    Source: Bahdanau et al. 2015.
    """

    FIELDS = {"row": Whole(0, LONGEST - 1), "column": Whole(0, LONGEST - 1),
              "scores": Row(Row(Number(-HIGHEST, HIGHEST), 1, LONGEST), 1, LONGEST)}
    VIEW = ("row", "column")

    letters = traitlets.List(traitlets.Unicode()).tag(sync=True)
    sounds = traitlets.List(traitlets.Unicode()).tag(sync=True)
    values = traitlets.List().tag(sync=True)
    base = traitlets.List().tag(sync=True)
    vocabulary = traitlets.List(traitlets.Unicode()).tag(sync=True)

    _esm, _css = front_end("recordable", "explorable", "alignment", parts=("numbers", "slider", "bars", "matrix"))

    def __init__(self, letters, sounds, scores, values, base, vocabulary, **task):
        letters, sounds = words_of("letters", letters, 1, LONGEST), words_of("sounds", sounds, 1, LONGEST)
        vocabulary = words_of("vocabulary", vocabulary, 3, 200)  # the three likeliest are shown
        if unknown := [sound for sound in sounds if sound not in vocabulary]:
            raise ValueError(f"the vocabulary has no {unknown[0]!r}, which is one of the sounds")
        rows, columns = len(sounds), len(letters)
        start = {"row": 0, "column": 0, "scores": rounded("scores", scores, rows, columns, digits=1)}
        fields = {"row": Whole(0, rows - 1), "column": Whole(0, columns - 1),
                  "scores": Row(Row(Number(-HIGHEST, HIGHEST), columns, columns), rows, rows)}
        super().__init__(start, fields=fields, letters=letters, sounds=sounds, vocabulary=vocabulary,
                         values=rounded("values", values, columns, len(vocabulary)),
                         base=rounded("base", base, rows, len(vocabulary)), **task)

    def weights(self, state):
        """The softmax of each row of the scores: (T_q, T_k)."""
        return [softmax(row) for row in state["scores"]]

    def prediction(self, row, weights):
        """The probability of each sound of the vocabulary, from a row's weights: (V,)."""
        return softmax([own + added for own, added in zip(self.base[row], blend(self.values, weights))])

    def said(self, state):
        row, weights = state["row"], self.weights(state)
        said = [self._likeliest(self.prediction(place, each)) for place, each in enumerate(weights)]
        sound, share = said[row]
        most = max(weights[row])
        wanted = "" if sound == self.sounds[row] else f", where {self.sounds[row]} is wanted"
        letter, word = self.letters[weights[row].index(most)], " ".join(sound for sound, _ in said)
        column, score = self.letters[state["column"]], state["scores"][row][state["column"]]
        return (f"{self.sounds[row]}, {column}: {fixed(score, 1)}. The row of {self.sounds[row]} reads {letter} "
                f"most, {fixed(most)}, and says {sound} ({fixed(share)}){wanted}. The whole word: {word}.")

    def table(self, state):
        weights = self.weights(state)
        rows = [[sound, *each, self._likeliest(self.prediction(row, each))[0]]
                for row, (sound, each) in enumerate(zip(self.sounds, weights))]
        return ["sound", *self.letters, "says"], rows

    def _likeliest(self, shares):
        most = max(shares)
        return self.vocabulary[shares.index(most)], most
