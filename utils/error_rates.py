"""The one metric of *Say it*: what share of the sounds, and of the words, is said wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

LENGTHS = {"up to 5": range(6), "6–8": range(6, 9), "9–11": range(9, 12), "12+": range(12, 1000)}  # letters
POLICY = ("PER: the fewest insertions, deletions and substitutions that lead to the nearest listed pronunciation, in "
          "percent of its sounds, over all words together. WER: words with an error, in percent.")


@dataclass(frozen=True)
class Rates:
    """The errors in some words, in percent; nan where there is no word."""

    words: int
    per: float  # phoneme error rate
    wer: float  # word error rate

    def __str__(self):
        return f"PER {self.per:.1f} %, WER {self.wer:.1f} %"


@dataclass(frozen=True)
class ErrorRates(Rates):
    """The errors in some words, also by the length of the word and by the sound; see `error_rates`."""

    by_length: dict[str, Rates]  # by how many letters a word has: "up to 5", "6–8", "9–11", "12+"
    aligned: Counter = field(repr=False)  # (wanted, said) -> how often; None for what is not there
    policy: str = field(repr=False)

    @property
    def confusions(self):
        """The errors, the commonest first: ((wanted, said), how often). (None, said) is an insertion, (wanted,
        None) a deletion."""
        return [(pair, count) for pair, count in self.aligned.most_common() if pair[0] != pair[1]]

    def __str__(self):
        by_length = "; ".join(f"{letters} letters: {rates}" for letters, rates in self.by_length.items())
        return f"{super().__str__()} of {self.words:,} words. {by_length}. ({self.policy})"


def error_rates(said, words, spelling):
    """How wrong it is to say `said[i]` for `words[i]`: ErrorRates over all words.

    said: for each word a list or tuple of phonemes, by name, as in `spelling.phonemes`. words: as many words of
    `spelling`, each compared with the nearest of its listed pronunciations; of several that are as near, the one
    listed first. Exact: the distance is Levenshtein's. Raises ValueError if the numbers of words differ, or for a
    string in the place of a row of phonemes, and KeyError for a word that is not listed.
    """
    if len(said) != len(words):
        raise ValueError(f"{len(said)} pronunciations were said for {len(words)} words: one for each.")
    per_word, aligned = [], Counter()
    for sounds, word in zip(said, words):
        if isinstance(sounds, str):
            raise ValueError(f"What was said for {word!r} is the text {sounds!r}: give a row of phonemes.")
        nearest = min((alignment(way, sounds) for way in spelling.ways(word)), key=_errors)
        per_word.append((len(word), _errors(nearest), sum(wanted is not None for wanted, _ in nearest)))
        aligned.update(nearest)
    by_length = {name: Rates(*_rates([row for row in per_word if row[0] in letters]))
                 for name, letters in LENGTHS.items()}
    return ErrorRates(*_rates(per_word), by_length, aligned, f"{spelling.policy} {POLICY}")


def _rates(per_word):
    """Words, PER and WER of rows of (letters, errors, sounds)."""
    n, wrong = len(per_word), sum(errors > 0 for _, errors, _ in per_word)
    errors, sounds = (sum(row[i] for row in per_word) for i in (1, 2))
    return (n, 100 * errors / sounds, 100 * wrong / n) if n else (0, float("nan"), float("nan"))


def _errors(pairs):
    return sum(wanted != said for wanted, said in pairs)


def alignment(wanted: Sequence, said: Sequence):
    """What was said set against what was wanted: pairs (wanted, said) in their order, None for what is not there.

    Of all ways to do so one with the fewest pairs that differ, which are Levenshtein's distance in number. Where
    several have as few, sounds are paired rather than left out, from the end on.
    """
    rows = [range(len(said) + 1)]  # rows[i][j]: the distance of the first i wanted from the first j said
    for i, sound in enumerate(wanted, start=1):
        above, row = rows[-1], [i]
        for j, other in enumerate(said):
            row.append(min(above[j] + (sound != other), above[j + 1] + 1, row[j] + 1))
        rows.append(row)
    pairs, i, j = [], len(wanted), len(said)
    while i or j:
        if i and j and rows[i][j] == rows[i - 1][j - 1] + (wanted[i - 1] != said[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((wanted[i], said[j]))
        elif i and rows[i][j] == rows[i - 1][j] + 1:
            i -= 1
            pairs.append((wanted[i], None))
        else:
            j -= 1
            pairs.append((None, said[j]))
    return pairs[::-1]
