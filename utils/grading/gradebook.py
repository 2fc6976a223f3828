"""The gradebook: computed results, which are only ever added to, and the marks that were given by hand beside them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

STATUSES = ("graded", "not_attempted", "missing", "timeout", "crashed", "unreadable", "needs_marking")
UNSETTLED = {"crashed", "unreadable", "needs_marking"}  # no points are known until somebody has looked

SCHEMA = f"""
CREATE TABLE students (student TEXT PRIMARY KEY, name TEXT NOT NULL, number TEXT NOT NULL);
CREATE TABLE results (
    id INTEGER PRIMARY KEY, student TEXT NOT NULL REFERENCES students, lesson TEXT NOT NULL, exercise TEXT NOT NULL,
    submission TEXT NOT NULL, specification TEXT NOT NULL, seed TEXT NOT NULL, attempt INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN {STATUSES}),
    points REAL, max_points REAL NOT NULL, diagnosis TEXT NOT NULL, feedback TEXT NOT NULL, flags TEXT NOT NULL,
    seconds REAL NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (student, lesson, exercise, submission, specification, seed, attempt)
);
CREATE TABLE marks (
    id INTEGER PRIMARY KEY, student TEXT NOT NULL, lesson TEXT NOT NULL, exercise TEXT NOT NULL,
    points REAL, comment TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TRIGGER results_stay BEFORE UPDATE ON results BEGIN SELECT RAISE(ABORT, 'results are only added to'); END;
CREATE TRIGGER results_remain BEFORE DELETE ON results BEGIN SELECT RAISE(ABORT, 'results are only added to'); END;
CREATE TRIGGER marks_stay BEFORE UPDATE ON marks BEGIN SELECT RAISE(ABORT, 'marks are only added to'); END;
CREATE TRIGGER marks_remain BEFORE DELETE ON marks BEGIN SELECT RAISE(ABORT, 'marks are only added to'); END;
CREATE VIEW current AS SELECT * FROM results WHERE id IN
    (SELECT MAX(id) FROM results GROUP BY student, lesson, exercise);
CREATE VIEW marked AS SELECT * FROM marks WHERE id IN
    (SELECT MAX(id) FROM marks GROUP BY student, lesson, exercise);
PRAGMA user_version = 1;
"""


class BookError(Exception):
    """Why the gradebook cannot be used or written, as a sentence."""


@dataclass(frozen=True)
class Result:
    """What came of one exercise of one submission.

    points: None where none are known. submission: the digest of the file; specification: of what the exercise and the
    desk were; seed: its fingerprint. feedback: what a learner may be shown, as a dict; flags: sentences for the
    instructor.
    """

    student: str
    lesson: str
    exercise: str
    submission: str
    specification: str
    seed: str
    status: str
    points: float | None
    max_points: float
    diagnosis: str
    feedback: dict
    flags: tuple[str, ...]
    seconds: float
    source: str


@dataclass(frozen=True)
class Entry(Result):
    """A result as it stands now, with what was marked by hand, and the learner's name and number."""

    mark: float | None
    comment: str
    name: str
    number: str
    at: str

    @property
    def counts(self):
        """The points that count: those given by hand, else those computed; None where somebody has to look."""
        return self.points if self.mark is None else self.mark


@dataclass(frozen=True)
class Change:
    """That a learner's points in an exercise are other than before, and why."""

    student: str
    lesson: str
    exercise: str
    before: float | None
    after: float | None
    why: str


class Gradebook:
    """The gradebook in a file, opened by one who writes. A context manager.

    Every method raises BookError, with nothing half-written, where the disk is full or the file is not to be used.
    """

    def __init__(self, path: Path):
        """Opens the book, and makes it where it is not there. Raises BookError where somebody else has it open so."""
        self.path = Path(path)
        self._lock = self._locked()
        try:
            with _said(self.path):
                self.db = sqlite3.connect(self.path, timeout=30, isolation_level=None)
                self.db.row_factory = sqlite3.Row
                self._prepare()
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if hasattr(self, "db"):
            self.db.close()
        self._lock.close()

    def _locked(self):
        """A connection that keeps others away as long as this process lives, however it ends."""
        with _said(self.path):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = sqlite3.connect(self.path.with_name(f"{self.path.name}.lock"), timeout=0, isolation_level=None)
            try:
                beside.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                beside.close()
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                raise BookError(f"somebody else is writing to {self.path}; wait until that is done, or end it") \
                    from None
        return beside

    def _prepare(self):
        version, = self.db.execute("PRAGMA user_version").fetchone()
        there = self.db.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
        if version == 0 and not there:
            self.db.executescript(f"BEGIN; {SCHEMA} COMMIT;")
            self.path.chmod(0o600)
        elif version != 1:
            raise BookError(f"{self.path} is no gradebook of this version of One Hop; name another, or move it away")
        self.db.execute("PRAGMA foreign_keys = ON")

    @contextmanager
    def _transaction(self):
        with _said(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.db.execute("ROLLBACK")
                raise

    # Writing

    def add(self, name: str, number: str, results: Iterable[Result]):
        """Add the results of one submission, all or none."""
        now = _now()
        with self._transaction():
            for result in results:
                self.db.execute("INSERT INTO students VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                                (result.student, name, number))
                key = (result.student, result.lesson, result.exercise, result.submission, result.specification,
                       result.seed)
                attempt, = self.db.execute(
                    "SELECT COUNT(*) FROM results WHERE student = ? AND lesson = ? AND exercise = ? AND submission = ? "
                    "AND specification = ? AND seed = ?", key).fetchone()
                row = asdict(result) | {"feedback": json.dumps(result.feedback), "flags": json.dumps(result.flags),
                                        "attempt": attempt, "at": now}
                self.db.execute(f"INSERT INTO results ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
                                tuple(row.values()))

    def mark(self, student, lesson, exercise, points: float | None, comment="", by=""):
        """Give points, or with None no points but a comment, by hand. What was given before stays in the book."""
        with self._transaction():
            self.db.execute("INSERT INTO marks (student, lesson, exercise, points, comment, by, at) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?)",
                            (student, lesson, exercise, points, comment, by, _now()))

    # Reading

    def last(self) -> int:
        """The number of the last result, by which `changes` tells what is new."""
        return self.db.execute("SELECT COALESCE(MAX(id), 0) FROM results").fetchone()[0]

    def done(self, student, lesson, submission, specification, seed) -> bool:
        """Whether this very submission has been graded so, and stands as the current one."""
        rows = self.db.execute("SELECT submission, specification, seed FROM current WHERE student = ? AND lesson = ?",
                               (student, lesson)).fetchall()
        return bool(rows) and all(tuple(row) == (submission, specification, seed) for row in rows)

    def entries(self) -> Iterator[Entry]:
        """What stands now, by lesson and learner, the exercises of each in the order in which they were graded."""
        rows = self.db.execute(
            "SELECT current.*, marked.points AS mark, COALESCE(marked.comment, '') AS comment, name, number "
            "FROM current JOIN students USING (student) LEFT JOIN marked USING (student, lesson, exercise) "
            "ORDER BY lesson, student, current.id")
        for row in rows:
            values = {field.name: row[field.name] for field in fields(Entry)}
            yield Entry(**values | {name: json.loads(row[name]) for name in ("feedback", "flags")})

    def changes(self, since: int) -> list[Change]:
        """Whose points are other than before the result of this number, and why."""
        pairs = self.db.execute(
            "SELECT new.*, old.points AS old_points, old.submission AS old_submission, old.status AS old_status, "
            "old.specification AS old_specification, old.seed AS old_seed FROM current AS new JOIN results AS old "
            "USING (student, lesson, exercise) WHERE new.id > :since AND old.points IS NOT new.points AND old.id = "
            "(SELECT MAX(id) FROM results WHERE id <= :since AND student = new.student AND lesson = new.lesson "
            "AND exercise = new.exercise) ORDER BY lesson, student, new.id", {"since": since})
        return [Change(row["student"], row["lesson"], row["exercise"], row["old_points"], row["points"], _why(row))
                for row in pairs]


def _now():
    return datetime.now(UTC).isoformat(timespec="seconds")


def _why(row):
    reasons = [sentence for name, sentence in (
        ("submission", "another file was handed in"), ("specification", "the exercise or the desk has changed"),
        ("seed", "the seed is another")) if row[name] != row[f"old_{name}"]]
    if row["status"] != row["old_status"]:
        reasons.append(f"it was {row['old_status']}, and is {row['status']}")
    return "; ".join(reasons) or "it came out otherwise, with nothing changed: look at it"


@contextmanager
def _said(path):
    """Raises BookError with what SQLite or the system has against a file."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BookError(f"{path} cannot be written or read ({reason}); nothing of this step is in it. Make room there, "
                        "or name another place; what was graded before is kept") from None
