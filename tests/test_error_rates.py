import functools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils import corpora
from utils.error_rates import LENGTHS, alignment, error_rates

SOUNDS = st.lists(st.sampled_from("ABC"), max_size=7).map(tuple)


@pytest.fixture(scope="module")
def spelling():
    return corpora.spelling()


def slow_distance(a, b):
    """Levenshtein's definition, as it is written."""
    @functools.cache
    def distance(i, j):
        if min(i, j) == 0:
            return max(i, j)
        return min(distance(i - 1, j) + 1, distance(i, j - 1) + 1, distance(i - 1, j - 1) + (a[i - 1] != b[j - 1]))

    return distance(len(a), len(b))


@given(SOUNDS, SOUNDS)
def test_an_alignment_has_both_rows_in_order_and_as_few_errors_as_levenshtein(wanted, said):
    pairs = alignment(wanted, said)
    assert sum(a != b for a, b in pairs) == slow_distance(wanted, said)
    assert tuple(a for a, _ in pairs if a) == wanted and tuple(b for _, b in pairs if b) == said
    assert (None, None) not in pairs


def test_sounds_are_paired_rather_than_left_out():
    assert alignment("AB", "CB") == [("A", "C"), ("B", "B")]
    assert alignment("ABC", "BC") == [("A", None), ("B", "B"), ("C", "C")]
    assert alignment("", "A") == [(None, "A")]


def test_what_is_listed_first_is_without_errors(spelling):
    rates = error_rates([ways[0] for ways in spelling.test.values()], list(spelling.test), spelling)
    assert rates.per == rates.wer == 0 and rates.words == 11_921
    assert rates.confusions == []
    assert sum(rates.aligned.values()) == sum(len(ways[0]) for ways in spelling.test.values())


def test_any_listed_pronunciation_is_right_and_the_nearest_counts(spelling):
    first, second = spelling.ways("tomato")
    assert error_rates([second], ["tomato"], spelling).wer == 0
    rates = error_rates([(*second, "Z")], ["tomato"], spelling)
    assert rates.per == pytest.approx(100 / 6) and rates.wer == 100
    assert rates.confusions == [((None, "Z"), 1)]


def test_errors_are_added_before_they_are_divided(spelling):
    """A long word counts for as much as it has sounds."""
    said = [("K", "AE", "D"), spelling.ways("alphabet")[0]]
    rates = error_rates(said, ["cat", "alphabet"], spelling)
    assert rates.per == pytest.approx(100 * 1 / (3 + 7)) and rates.wer == 50
    assert rates.confusions == [(("T", "D"), 1)]


def test_saying_nothing_and_saying_too_much(spelling):
    nothing = error_rates([()], ["cat"], spelling)
    assert nothing.per == nothing.wer == 100
    assert dict(nothing.confusions) == {("K", None): 1, ("AE", None): 1, ("T", None): 1}
    assert error_rates([("K", "AE", "T") * 3], ["cat"], spelling).per == 200


def test_by_length_every_word_has_one_place(spelling):
    words = list(spelling.test)
    rates = error_rates([ways[0][:-1] for ways in spelling.test.values()], words, spelling)
    assert list(rates.by_length) == list(LENGTHS)
    assert sum(part.words for part in rates.by_length.values()) == len(words)
    assert rates.by_length["6–8"].words == sum(6 <= len(word) <= 8 for word in words)
    alone = [word for word in words if len(word) >= 12]
    expected = error_rates([spelling.ways(word)[0][:-1] for word in alone], alone, spelling)
    part = rates.by_length["12+"]
    assert (part.per, part.wer, part.words) == (expected.per, expected.wer, expected.words)
    assert rates.by_length["up to 5"].per > part.per > 0  # one sound missing of a few, or of many
    assert math.isnan(expected.by_length["6–8"].per)


def test_what_is_printed_says_score_and_policy(spelling):
    line = str(error_rates([("K", "AE", "D")], ["cat"], spelling))
    assert line.startswith("PER 33.3 %, WER 100.0 % of 1 words. up to 5 letters: PER 33.3 %, WER 100.0 %; 6–8")
    assert "\n" not in line
    for part in (spelling.policy, "nearest listed pronunciation", "over all words together", "WER"):
        assert part in line


def test_what_does_not_fit_is_said(spelling):
    with pytest.raises(ValueError, match="1 pronunciations .* 2 words"):
        error_rates([("K",)], ["cat", "dog"], spelling)
    with pytest.raises(ValueError, match="row of phonemes"):
        error_rates(["K AE T"], ["cat"], spelling)
    with pytest.raises(KeyError, match="xqz"):
        error_rates([("K",)], ["xqz"], spelling)
