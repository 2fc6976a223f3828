"""A whole class graded into a gradebook, so that it can be stopped at any moment and gone on with."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from utils.exercises import Separate
from utils.reading import Unreadable

from .collected import Collection, File
from .gradebook import Gradebook
from .grader import same_rows, version
from .sandbox import Sandboxed, check_walls
from .submissions import Submission, digest_of
from .workers import Workers


@dataclass
class Standing:
    """How far the grading of a class has come. statuses: how many rows of each."""

    total: int
    done: int = 0
    kept: int = 0  # of those done, how many had been graded before
    statuses: Counter = field(default_factory=Counter)

    def __str__(self):
        counts = ", ".join(f"{number} {status}" for status, number in sorted(self.statuses.items()))
        return f"{self.done} of {self.total} graded" + f" ({counts})" * bool(counts)


@contextmanager
def sandboxed():
    """Runners in a sandbox of which every wall has been tried. Raises NoSandbox."""
    with Sandboxed() as box:
        check_walls(box)
        yield box.author


@contextmanager
def unsandboxed():
    """Runners that only keep answers in processes of their own, in which they may do all that the instructor may."""
    yield Separate


def grade_class(collection: Collection, files: list[File], book: Gradebook, workers: Workers,
                again=False) -> Iterator[Standing]:
    """Grade these files into the book, and say at first and after each how far it has come.

    What the book has of the same bytes, specification and seed is kept, unless `again`. Raises BookError or NoSandbox.
    """
    standing = Standing(len(files))

    def to_do() -> Iterable[tuple[File, bytes]]:
        for file in files:
            try:
                data = collection.data(file)
            except Unreadable as reason:
                data, problem = b"", f"The file {reason}."
            else:
                problem = ""
            digest = digest_of(data)
            fingerprint = workers.seed.fingerprint
            if not again and book.done(file.student, file.lesson, digest, version(file.lesson), fingerprint):
                standing.done += 1
                standing.kept += 1
            elif problem:
                submission = Submission(file.student, file.lesson, file.path, digest)
                add(file, same_rows(submission, workers.seed, "unreadable", problem))
            else:
                yield file, data

    def add(file, rows):
        book.add(file.name, file.number, rows)
        standing.done += 1
        standing.statuses.update(row.status for row in rows)

    yield standing
    for file, rows in workers.graded(to_do()):
        add(file, rows)
        yield standing
