"""What was collected: the files in a folder or a zip, whose each is, and which lesson. Nothing is run or unpacked."""

import io
import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import yaml

from utils.exercises import lessons
from utils.reading import Unreadable

from .submissions import KINDS, lesson_said

LARGEST_FILE = 64 * 2**20  # bytes; a notebook with its pictures has a few million
MOST_IN_A_HAND_IN = 5_000  # files in a zip within what was collected
MOST_COLLECTED = 500_000
LARGEST_HAND_IN = 2**30  # bytes, of what is read of such a zip
DEEPEST = 2  # zips within zips: the class's, and each learner's

# As they name what they export; the rest is the name that the learner gave the file.
MOODLE = re.compile(r"(?P<name>[^_].*?)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_(?P<rest>.*))?", re.DOTALL)
CANVAS = re.compile(r"(?P<name>[^_]+)(?:_LATE)?_(?P<number>\d+)_\d+_(?P<rest>.+)", re.DOTALL)
GRADESCOPE = re.compile(r"submission_(?P<number>\d+)")
GRADESCOPE_NAMES = "submission_metadata.yml"

AGAIN = re.compile(r"[\s_.-]*(?:\((?P<a>\d+)\)|-?copy-?(?P<b>\d*)|-(?P<c>\d+)|)", re.IGNORECASE)  # of a name
KEPT = re.compile(r".*\.old-\d+")
NOBODY = {"work", "lessons", "submissions", "submitted", "collected", "notebooks", "onehop", "one-hop",
          "one-hop-main", "one-hop-master"}  # folders that are called after no learner


@dataclass(frozen=True)
class File:
    """A file that was handed in.

    way: the names that lead to it, each within the zip before it. name and number: of the learner, as the file's place
    or the learning platform says. lesson: its stem, such as "00_welcome".
    """

    way: tuple[str, ...]
    name: str
    number: str
    lesson: str
    attempt: int = 0

    @property
    def student(self) -> str:
        return f"{self.name} ({self.number})" if self.number else self.name

    @property
    def path(self) -> str:
        return "/".join(self.way)

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.way[-1]).suffix.lower()


class Collection:
    """The files of a folder, a zip or a single notebook. A context manager, since zips stay open meanwhile.

    files: one File for each learner and lesson, in their order. unused: pairs of a path and the reason, as the end of a
    sentence, why that file is not among them.
    """

    def __init__(self, root: Path):
        """Raises Unreadable where there is nothing that can be looked into."""
        self.root, self.unused, self._open, self._taken = Path(root).resolve(), [], {}, {}
        if not self.root.exists():
            raise Unreadable("is not there")
        self.only = ""
        if self.root.is_file() and not zipfile.is_zipfile(self.root):
            self.root, self.only = self.root.parent, self.root.name
        self.files = self._one_each(self._found())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for archive in self._open.values():
            archive.close()

    def data(self, file: File) -> bytes:
        """The file's bytes. Raises Unreadable."""
        return self._bytes(file.way)

    # What there is

    def _found(self) -> Iterator[File]:
        for way in self._walk():
            try:
                yield self._identified(way)
            except Unreadable as reason:
                self.unused.append(("/".join(way), str(reason)))

    def _walk(self) -> Iterator[tuple[str, ...]]:
        if self.only:
            yield (self.only,)
        elif self.root.is_dir():
            for place, folders, names in os.walk(self.root):
                for folder in [folder for folder in folders if os.path.islink(os.path.join(place, folder))]:
                    path = Path(place, folder).relative_to(self.root).as_posix()
                    self._leave((path,), "is a link, which is not followed")
                folders.sort()
                for name in sorted(names):
                    yield from self._looked_into((Path(place, name).relative_to(self.root).as_posix(),))
        else:
            yield from self._members(())

    def _looked_into(self, way) -> Iterator[tuple[str, ...]]:
        """The file itself, or what is in it where it is a zip."""
        if PurePosixPath(way[-1]).suffix.lower() != ".zip":
            yield way
        elif len(way) > DEEPEST:
            self._leave(way, "is a zip in a zip in a zip")
        elif reason := self._passed_over(way):
            self._leave(way, reason)
        else:
            yield from self._members(way)

    def _members(self, way) -> Iterator[tuple[str, ...]]:
        try:
            members = self._archive(way).infolist()
        except Unreadable as reason:
            self._leave(way, str(reason))
            return
        seen = set()
        for member in members:
            inside = (*way, member.filename)
            if member.is_dir():
                continue
            if stat.S_ISLNK(member.external_attr >> 16):
                self._leave(inside, "is a link, which is not followed")
            elif member.filename in seen:
                self._leave(inside, "is in the zip twice; the last is taken")
            else:
                yield from self._looked_into(inside)
            seen.add(member.filename)

    def _leave(self, way, reason):
        self.unused.append(("/".join(way) or self.root.name, reason))

    # Whose it is

    def _identified(self, way) -> File:
        """Raises Unreadable with what keeps it from being used."""
        if reason := self._passed_over(way):
            raise Unreadable(reason)
        *folders, last = _parts(way)
        stem, suffix = PurePosixPath(last).stem, PurePosixPath(last).suffix.lower()
        if suffix not in KINDS:
            raise Unreadable("is neither a notebook nor a .py" + _of_online_text(way))
        name, number, folders, stem = self._by_platform(folders, stem)
        lesson, rest = _lesson_in(stem)
        again = AGAIN.fullmatch(rest) if lesson else None
        attempt = max([int(each) for each in again.groups() if each and len(each) < 9], default=0) if again else 0
        if not name:
            people = [part for part in folders if part.lower() not in NOBODY and not _is_lesson(part)]
            own = "" if again else rest.strip(" _-.")
            name = people[0] if people else own or (self.root.name if self.root.is_dir() else self.root.stem)
        if not lesson:
            lesson = next((_lesson_in(part)[0] for part in folders if _is_lesson(part)), "")
        if not lesson:
            lesson = lesson_said(self._bytes(way), suffix)
        return File(tuple(way), _clean(name), number, lesson, attempt)

    def _passed_over(self, way):
        """Why a file is not even looked at, as its name or its kind says; "" if it is."""
        parts = _parts(way)
        if any(part in ("__MACOSX", ".ipynb_checkpoints", ".git", ".venv") or part.startswith(".") for part in parts):
            return "is hidden, or kept by a program for itself"
        if "progress" in parts[:-1]:
            return "is a learner's progress, which is not graded; the notebooks are"
        if parts and KEPT.fullmatch(PurePosixPath(parts[-1]).stem):
            return "is an older copy, which a newer lesson has replaced"
        if len(way) == 1 and self.root.is_dir():
            kind = os.lstat(self.root / way[0]).st_mode
            if not stat.S_ISREG(kind):
                return "is a link, which is not followed" if stat.S_ISLNK(kind) else "is no file with contents"
        return ""

    def _by_platform(self, folders, stem):
        """The learner's name and number, as a learning platform names what it exports, and the folders and stem in it.

        No name where none has named it.
        """
        parts = [*folders, stem]
        for place, part in enumerate(parts):
            inside, last = folders[place + 1:], parts[-1]
            if match := MOODLE.fullmatch(part) or CANVAS.fullmatch(part):
                return match["name"], match["number"], inside, (match["rest"] or "") if part is last else stem
            if part is not last and (match := GRADESCOPE.fullmatch(part)):
                return self._gradescope.get(part, part), match["number"], inside, stem
        return "", "", folders, stem

    @cached_property
    def _gradescope(self):
        """The learners' names in an export of Gradescope, by folder."""
        tops = [self.root / GRADESCOPE_NAMES, *self.root.glob(f"*/{GRADESCOPE_NAMES}")] if self.root.is_dir() else []
        ways = [(top.relative_to(self.root).as_posix(),) for top in tops if top.is_file()]
        if self.root.is_file():
            ways = [(name,) for name in self._archive(()).namelist()
                    if name.count("/") < 2 and PurePosixPath(name).name == GRADESCOPE_NAMES]
        try:
            said = yaml.safe_load(self._bytes(ways[0])) if ways else {}
            return {folder: " and ".join(str(one[":name"]) for one in entry[":submitters"])
                    for folder, entry in said.items()}
        except (Unreadable, yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError, RecursionError):
            self.unused.append(("/".join(ways[0]), "cannot be read, so learners are called by their numbers"))
            return {}

    def _one_each(self, found) -> list[File]:
        """One file for each learner and lesson: a notebook rather than a .py, and the latest by its name."""
        of = {}
        for file in found:
            of.setdefault((file.student, file.lesson), []).append(file)
        for files in of.values():
            files.sort(key=lambda file: (file.suffix == ".ipynb", file.attempt, -len(_parts(file.way)), file.path))
            self.unused += [(file.path, f"is not used: {files[-1].path} is of the same learner and lesson")
                            for file in files[:-1]]
        return [of[key][-1] for key in sorted(of, key=lambda key: (key[1], key[0]))]

    # Bytes

    def _bytes(self, way) -> bytes:
        if len(way) > 1 or self.root.is_file():
            data = _read_member(self._archive(way[:-1]), way[-1])
            if not self._on_disk(way[:-1]):
                taken = self._taken[way[:-1]] = self._taken.get(way[:-1], 0) + len(data)
                if taken > LARGEST_HAND_IN:
                    raise Unreadable(f"is in a zip of more than {LARGEST_HAND_IN // 2**20} MB")
            return data
        try:
            with open(self.root / way[0], "rb") as file:
                return _bounded(file.read(LARGEST_FILE + 1))
        except (OSError, ValueError) as error:
            raise Unreadable(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None

    def _on_disk(self, way):
        return len(way) == (1 if self.root.is_dir() else 0)

    def _archive(self, way) -> zipfile.ZipFile:
        """The zip at the end of a way, opened. Raises Unreadable."""
        if way not in self._open:
            on_disk = self._on_disk(way)
            source = open(self.root.joinpath(*way), "rb") if on_disk else io.BytesIO(self._bytes(way))
            most = MOST_COLLECTED if on_disk else MOST_IN_A_HAND_IN
            try:
                if _entries(source) > most:
                    raise Unreadable(f"is a zip of more than {most:,} files")
                archive = zipfile.ZipFile(source)
            except Exception as error:  # whatever zipfile makes of a damaged one
                source.close()
                raise error if isinstance(error, Unreadable) else Unreadable("is no zip, or a damaged one") from None
            # A class's stays open meanwhile, a learner's does not.
            for old in [old for old in self._open if old != way[:len(old)]]:
                self._open.pop(old).close()
            self._open[way] = archive
        return self._open[way]


def _read_member(archive, name):
    try:
        with archive.open(name) as member:
            return _bounded(member.read(LARGEST_FILE + 1))
    except Unreadable:
        raise
    except RuntimeError:
        raise Unreadable("is locked with a password") from None
    except Exception:  # whatever zipfile and the packers make of it
        raise Unreadable("is damaged in its zip") from None


def _bounded(data):
    if len(data) > LARGEST_FILE:
        raise Unreadable(f"is larger than {LARGEST_FILE // 2**20} MB")
    return data


def _entries(source):
    """At least as many entries as a zip's directory has, which zipfile would all keep in memory."""
    return sum(chunk.count(b"PK\x01\x02") for chunk in iter(lambda: source.read(2**20), b""))


def _parts(way):
    """The names of the folders and the file, a zip being a folder that is called as it is without its ending."""
    parts = []
    for place, name in enumerate(way):
        path = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        if place < len(way) - 1 and path:
            path[-1] = PurePosixPath(path[-1]).stem
        parts += path
    return parts


_STEMS = [(lesson.stem, re.compile(rf"(?<![a-z0-9]){lesson.number}[_\s-]?{lesson.name.replace('_', '[_ -]?')}(?![a-z])"
                                   rf"|^(?:{lesson.number}|{lesson.name})$", re.IGNORECASE)) for lesson in lessons]


def _lesson_in(name):
    """The stem of the lesson that a name says, and the rest of the name; "" and the name where it says none."""
    for stem, pattern in _STEMS:
        if match := pattern.search(name):
            return stem, name[:match.start()] + name[match.end():]
    return "", name


def _is_lesson(name):
    """Whether a name is that of a lesson, and of nothing besides."""
    lesson, rest = _lesson_in(name)
    return bool(lesson) and bool(AGAIN.fullmatch(rest))


def _of_online_text(way):
    return "; what was typed into the platform's own box is not graded" if "onlinetext" in "/".join(way) else ""


def _clean(name):
    """A name as it can be kept: composed letters, and no half characters."""
    return unicodedata.normalize("NFC", name).encode("utf-8", "backslashreplace").decode().strip() or "(no name)"
