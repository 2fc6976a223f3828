"""A gradebook loses nothing and doubles nothing, whatever ends the one who writes to it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.full_disk import on_a_full_disk
from utils.grading.gradebook import BookError, Gradebook, Result

ROW = Result("Ann", "00_welcome", "neuron", "abc", "v1", "s1", "graded", 2.0, 2.0, "", {}, (), 0.1, "Ann/00.ipynb")


def rows(book):
    return [(entry.student, entry.exercise, entry.status, entry.points, entry.mark, entry.comment)
            for entry in book.entries()]


def test_marks_stay_beside_what_is_computed_anew(tmp_path):
    with Gradebook(tmp_path / "g.db") as book:
        book.add("Ann", "", [ROW])
        book.mark("Ann", "00_welcome", "neuron", 1.5, "late")
        book.add("Ann", "", [replace(ROW, submission="def", status="crashed", points=None)])
        assert rows(book) == [("Ann", "neuron", "crashed", None, 1.5, "late")]
        assert [entry.counts for entry in book.entries()] == [1.5]
        book.mark("Ann", "00_welcome", "neuron", None)  # taken back
        assert [entry.counts for entry in book.entries()] == [None]
        assert book.db.execute("SELECT COUNT(*) FROM marks").fetchone()[0] == 2


def test_what_is_in_it_is_not_changed(tmp_path):
    with Gradebook(tmp_path / "g.db") as book:
        book.add("Ann", "", [ROW])
        book.mark("Ann", "00_welcome", "neuron", 1)
        for change in ("UPDATE results SET points = 9", "DELETE FROM results", "UPDATE marks SET points = 9",
                       "DELETE FROM marks"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                book.db.execute(change)


@pytest.mark.parametrize(("new", "why"), [
    ({"submission": "def"}, "another file was handed in"),
    ({"specification": "v2"}, "the exercise or the desk has changed"),
    ({"seed": "s2"}, "the seed is another"),
    ({"status": "timeout"}, "it was graded, and is timeout"),
    ({}, "it came out otherwise, with nothing changed: look at it")])
def test_a_regrade_says_whose_points_changed_and_why(new, why, tmp_path):
    with Gradebook(tmp_path / "g.db") as book:
        book.add("Ann", "", [ROW, replace(ROW, exercise="weighted_average")])
        before = book.last()
        same = replace(ROW, exercise="weighted_average", submission="def")
        book.add("Ann", "", [replace(ROW, points=0.0, **new), same])
        change, = book.changes(before)
        assert (change.student, change.exercise, change.before, change.after) == ("Ann", "neuron", 2.0, 0.0)
        assert change.why == why


def test_a_submission_is_done_only_as_it_stands(tmp_path):
    with Gradebook(tmp_path / "g.db") as book:
        book.add("Ann", "", [ROW])
        assert book.done("Ann", "00_welcome", "abc", "v1", "s1")
        for other in (("Bob", "00_welcome", "abc", "v1", "s1"), ("Ann", "00_welcome", "abd", "v1", "s1"),
                      ("Ann", "00_welcome", "abc", "v2", "s1"), ("Ann", "00_welcome", "abc", "v1", "s2")):
            assert not book.done(*other)
        book.add("Ann", "", [replace(ROW, submission="def")])
        assert not book.done("Ann", "00_welcome", "abc", "v1", "s1")


def test_all_of_a_submission_or_nothing(tmp_path):
    with Gradebook(tmp_path / "g.db") as book:
        with pytest.raises(BookError, match="nothing of this step is in it"):
            book.add("Ann", "", [ROW, replace(ROW, exercise="weighted_average", status="invented")])
        assert rows(book) == []


def test_a_second_writer_stops(tmp_path):
    with Gradebook(tmp_path / "g.db"):
        with pytest.raises(BookError, match="somebody else is writing"):
            Gradebook(tmp_path / "g.db")
    Gradebook(tmp_path / "g.db").__exit__()


def test_what_is_no_gradebook_is_left_alone(tmp_path):
    (tmp_path / "g.db").write_text("my notes, which are long enough to be no header at all" * 20)
    with pytest.raises(BookError, match="cannot be written or read"):
        Gradebook(tmp_path / "g.db")
    other = sqlite3.connect(tmp_path / "o.db")
    other.execute("CREATE TABLE mine (a)")
    other.close()
    with pytest.raises(BookError, match="no gradebook of this version"):
        Gradebook(tmp_path / "o.db")


def write(path, start):
    with Gradebook(path) as book:
        for number in range(start, start + 3):
            book.add(f"S{number}", "", [replace(ROW, student=f"S{number}")])


def test_a_full_disk_is_said_and_leaves_what_was_there(tmp_path):
    said, ended = on_a_full_disk(write, tmp_path / "new.db", 0)
    assert ended.startswith("BookError") and "cannot be written" in ended
    write(tmp_path / "g.db", 0)
    said, ended = on_a_full_disk(write, tmp_path / "g.db", 10)
    assert ended.startswith("BookError")
    with Gradebook(tmp_path / "g.db") as book:
        assert [entry.student for entry in book.entries()] == ["S0", "S1", "S2"]
    write(tmp_path / "new.db", 0)  # what the full disk left does not stand in the way


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.grading.test_gradebook import ROW
from utils.grading.gradebook import Gradebook
with Gradebook(Path(sys.argv[1])) as book:
    for number in range(10_000):
        if not book.done(f"S{number}", "00_welcome", "abc", "v1", "s1"):
            book.add(f"S{number}", "", [replace(ROW, student=f"S{number}", exercise=e) for e in ("neuron", "pairs")])
            print(number, flush=True)
"""


@pytest.mark.thorough
def test_killed_at_any_moment_it_loses_and_doubles_nothing(tmp_path):
    """Twelve times a writer goes on where the last one was killed; what it said was in the book is there, once."""
    said = set()
    for kill in range(12):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "g.db")], stdout=subprocess.PIPE,
                                  cwd=Path(__file__).parents[2], text=True)
        for _ in range(1 + 7 * kill % 5):
            said.add(int(writer.stdout.readline()))
        time.sleep(0.0007 * kill)
        os.kill(writer.pid, signal.SIGKILL)
        said |= {int(line) for line in writer.stdout.read().split("\n")[:-1]}
        writer.wait()
        with Gradebook(tmp_path / "g.db") as book:
            entries = [(entry.student, entry.exercise) for entry in book.entries()]
            total, = book.db.execute("SELECT COUNT(*) FROM results").fetchone()
            book.mark("S0", "00_welcome", "neuron", kill)
        assert total == len(entries) == len(set(entries))
        assert {(f"S{number}", exercise) for number in said for exercise in ("neuron", "pairs")} <= set(entries)
        assert {student for student, _ in entries} <= {f"S{number}" for number in range(max(said) + 2)}
        assert len(entries) % 2 == 0
