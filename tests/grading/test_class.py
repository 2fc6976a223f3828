"""A class of twenty, in two lessons, graded into a gradebook: whoever is stopped, nothing is lost and nothing twice."""

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.grading.handed_in import ROOT, as_bytes, blank, points, solution, solved, write
from tests.grading.test_grader import Shared
from utils import cli
from utils.exercises import Exercise, Separate, specifications
from utils.exercises.mistakes import texts
from utils.grading import Collection, Gradebook, Workers, classes, grade_class
from utils.grading.gradebook import BookError
from utils.grading.submissions import LESSONS

TWO = ("00_welcome", "05_looking_back")
BROKEN = {"Xa": b"", "Xb": b'{"cells": [', "Xc": b"\0" * 99, "Xd": b'{"worksheets": [], "metadata": {}}'}


@contextlib.contextmanager
def one_for_all():
    with Separate() as runner:
        yield lambda: Shared(runner)


def mistaken(lesson, number):
    """A lesson in which each exercise makes the known mistake of that number, if it has so many; and these."""
    made = {spec.id: spec.mistakes[number] for spec in LESSONS[lesson].specifications
            if isinstance(spec, Exercise) and number < len(spec.mistakes)}
    return solved(lesson, **{id: texts(mistake, id)[0] for id, mistake in made.items()}), made


def class_of_twenty(folder):
    """Writes it; returns the known mistakes that each learner makes, by lesson."""
    made = {}
    for lesson in TWO:
        files = {"Blank": as_bytes(blank(lesson)), "Right": solution(lesson), **BROKEN}
        for number in range(14):
            name = f"M{number:02}"
            files[name], made[name, lesson] = mistaken(lesson, number)
        write(folder, {f"{name}/{lesson}.ipynb": data for name, data in files.items()})
    return made


@pytest.fixture
def seed_file(tmp_path):
    path = tmp_path / "seed.txt"
    path.touch(mode=0o600)
    path.write_text("2026 " + "0" * 32)
    return path


def graded(submissions, book, seed_file, runners=one_for_all, count=1, **options):
    with Collection(submissions) as collection, Workers(count, seed_file, runners, 300.0) as workers:
        return list(grade_class(collection, collection.files, book, workers, **options))[-1]


@pytest.mark.thorough
def test_a_class_of_twenty_in_two_lessons(tmp_path, seed_file):
    made = class_of_twenty(tmp_path / "class")
    with Gradebook(tmp_path / "g.db") as book:
        standing = graded(tmp_path / "class", book, seed_file)
        assert (standing.done, standing.total, standing.kept) == (40, 40, 0)
        entries = {(entry.student, entry.lesson, entry.exercise): entry for entry in book.entries()}
        assert len(entries) == 20 * sum(len(LESSONS[lesson].specifications) for lesson in TWO)
        for (student, lesson, id), entry in entries.items():
            if student == "Blank":
                assert (entry.status, entry.points) == ("not_attempted", 0)
            elif student in BROKEN:
                assert (entry.status, entry.points) == ("unreadable", None) and entry.diagnosis.startswith("The file ")
            elif student == "Right":
                assert (entry.status, entry.points) == ("graded", specifications[id].points)
            elif id in made[student, lesson]:
                assert (entry.status, entry.points) == ("graded", 0)
                assert entry.diagnosis == made[student, lesson][id].sentence
            elif isinstance(specifications[id], Exercise):
                assert (entry.status, entry.points) == ("graded", specifications[id].points)
        before = book.last()
        again = graded(tmp_path / "class", book, seed_file)
        assert (again.done, again.kept, book.last()) == (40, 40, before)


def small_class(folder):
    return write(folder, {"Ann/00_welcome.ipynb": solution("00_welcome"),
                          "Bob/00_welcome.ipynb": as_bytes(blank("00_welcome")),
                          "Cy/00_welcome.ipynb": b"{", "Di/00_welcome.ipynb": solved("00_welcome")})


def totals(book):
    found = {}
    for entry in book.entries():
        found.setdefault(entry.student, []).append(entry.counts)
    return {student: None if None in counts else sum(counts) for student, counts in found.items()}


@pytest.mark.thorough
def test_only_what_is_new_is_graded_and_a_mark_by_hand_stays(tmp_path, seed_file):
    folder = small_class(tmp_path / "class")
    with Gradebook(tmp_path / "g.db") as book:
        graded(folder, book, seed_file)
        assert totals(book) == {"Ann": points("00_welcome"), "Bob": 0, "Cy": None, "Di": 4}
        book.mark("Ann", "00_welcome", "neuron", 0.5, "copied")
        write(folder, {"Di/00_welcome.ipynb": solution("00_welcome")})
        before = book.last()
        standing = graded(folder, book, seed_file)
        assert standing.kept == 3 and totals(book) == {"Ann": points("00_welcome") - 1.5, "Bob": 0, "Cy": None, "Di": 5}
        change, = book.changes(before)
        assert (change.student, change.exercise, change.before, change.after) == ("Di", "pairs", 0, 1)
        assert change.why == "another file was handed in; it was not_attempted, and is graded"
        assert graded(folder, book, seed_file, again=True).kept == 0


class Deadly(Shared):
    """Ends the grader's own process where an answer says so."""

    def __init__(self, runner):
        super().__init__(runner)
        load = runner.load

        def deadly(text, *rest):
            if "deadly" in text:
                os._exit(3)
            if "hanging" in text:
                time.sleep(600)
            return load(text, *rest)

        self.load = deadly


@contextlib.contextmanager
def deadly():
    with Separate() as runner:
        yield lambda: Deadly(runner)


@pytest.mark.thorough
def test_a_process_of_ours_that_dies_or_hangs_costs_one_submission(tmp_path, seed_file):
    folder = small_class(tmp_path / "class")
    for name in ("deadly", "hanging"):
        text = f"def neuron(x, weights, bias):\n    return '{name}'\n"
        write(folder, {f"{name}/00_welcome.ipynb": solved("00_welcome", neuron=text)})
    with Gradebook(tmp_path / "g.db") as book, Collection(folder) as collection, \
            Workers(1, seed_file, deadly, 300.0) as workers:
        workers.limit = 60.0
        list(grade_class(collection, collection.files, book, workers))
        statuses = {entry.student: entry.status for entry in book.entries() if entry.exercise == "neuron"}
    assert statuses == {"Ann": "graded", "Bob": "not_attempted", "Cy": "unreadable", "Di": "graded",
                        "deadly": "crashed", "hanging": "timeout"}


COMMAND = """
import contextlib
import sys
from utils import cli, grading
from utils.exercises.worker import Reply

class Quick:
    def load(self, *_): pass
    def call(self, case, seconds): return Reply(value=1)
    def close(self): pass

@contextlib.contextmanager
def quick():
    yield Quick

grading.unsandboxed = quick
cli.main(["grade", sys.argv[1], "--out", sys.argv[2], "--unsandboxed", "--workers", "2"])
"""


@pytest.mark.thorough
def test_killed_and_started_again_it_goes_on(tmp_path):
    """Killed at other moments each time, until it is done: every learner is there, once, with marks by hand."""
    data = solved("00_welcome")
    write(tmp_path / "class", {f"S{n:02}/00_welcome.ipynb": data for n in range(40)})
    book, kills, there = tmp_path / "out/gradebook.db", 0, 0
    while there < 160:
        run = subprocess.Popen([sys.executable, "-c", COMMAND, tmp_path / "class", tmp_path / "out"], cwd=ROOT,
                               stdout=subprocess.DEVNULL, start_new_session=True)
        while run.poll() is None and _rows(book) < there + 4 * (kills % 3 + 3):
            time.sleep(0.001)
        time.sleep(0.013 * kills)
        if run.poll() is None:
            os.kill(run.pid, signal.SIGKILL)  # the command alone; its workers find that it is gone
            kills += 1
        run.wait()
        assert not _alive(run.pid)
        with Gradebook(book) as opened:
            rows = [tuple(row) for row in opened.db.execute("SELECT student, exercise FROM results")]
            opened.mark("S00", "00_welcome", "neuron", kills)
        assert len(rows) == len(set(rows)) and len(rows) % 4 == 0 and len(rows) >= there
        there = len(rows)
    assert kills >= 4 and there == 160
    with Gradebook(book) as opened:
        assert [entry.mark for entry in opened.entries() if entry.mark is not None] == [kills]


@pytest.mark.thorough
def test_interrupted_it_keeps_what_is_done_and_says_so(tmp_path):
    write(tmp_path / "class", {f"S{n:02}/00_welcome.ipynb": solved("00_welcome") for n in range(40)})
    book = tmp_path / "out/gradebook.db"
    run = subprocess.Popen([sys.executable, "-c", COMMAND, tmp_path / "class", tmp_path / "out"], cwd=ROOT, text=True,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    while run.poll() is None and _rows(book) < 8:
        time.sleep(0.001)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal sends it, to the workers too
    said, ended = run.communicate()
    assert run.returncode == 1 and ended.strip() == (
        "Stopped. What is done is in the gradebook, and the same command goes on from there.")
    assert 8 <= _rows(book) < 160 and _rows(book) % 4 == 0
    told = int(re.search(r"^(\d+) of 40 graded", said, re.MULTILINE)[1])
    assert 0 <= _rows(book) // 4 - told <= 1  # it may be stopped between keeping and counting
    assert not _alive(run.pid) and (tmp_path / "out/wide.csv").exists()


def _rows(book):
    """How many results a gradebook holds, as somebody sees who only reads it."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as reader:
            return reader.execute("SELECT COUNT(*) FROM results").fetchone()[0]
    except sqlite3.Error:  # it is not there yet
        return 0


def _alive(session):
    """Whether a process of this session is left, which gets some seconds to find that its work is gone."""
    for _ in range(200):
        left = [one for one in Path("/proc").glob("[0-9]*/stat")
                if (fields := _fields(one)) and fields[3] == str(session) and fields[0] != "Z"]
        if not left:
            return []
        time.sleep(0.1)
    return left


def _fields(stat):
    try:
        return stat.read_text().rpartition(") ")[2].split()
    except OSError:
        return []


# The command


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(classes, "Separate", None)
    from utils import grading
    monkeypatch.setattr(grading, "unsandboxed", one_for_all)


def test_the_command_grades_says_what_it_did_and_writes_the_tables(tmp_path, quick, capsys):
    folder = small_class(tmp_path / "class")
    write(folder, {"Ed/\x1b[31mnotes.txt": b"", "Ann/01_recurrence.ipynb": as_bytes(blank("01_recurrence"))})
    command = ["grade", str(folder), "--out", str(tmp_path / "out"), "--unsandboxed", "--workers", "1",
               "--lesson", "welcome"]
    cli.main(command)
    said = capsys.readouterr().out
    assert "4 of 4 graded (" in said and "4 unreadable" in said and "can do on this machine whatever you can" in said
    assert "unused   Ed/\\x1b[31mnotes.txt is neither" in said and "\x1b" not in said
    assert "look     4 exercises have no points" in said and "neuron of Cy: The file is half-written" in said
    for name in ("gradebook.db", "long.csv", "wide.csv", "canvas.csv", "moodle_00_welcome.csv", "unused.txt"):
        assert (tmp_path / "out" / name).exists()
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0
    value, salt = (tmp_path / "out/seed.txt").read_text().split()
    written = "".join(path.read_text() for path in (tmp_path / "out").rglob("*.*")
                      if path.suffix in (".csv", ".txt", ".json") and path.name != "seed.txt")
    assert value not in written + said and salt not in written + said
    write(folder, {"Cy/00_welcome.ipynb": solution("00_welcome")})
    cli.main(command)
    said = capsys.readouterr().out
    assert "3 of them had been graded before" in said
    assert ("changed  Cy, neuron: no points to 2, since another file was handed in; it was unreadable, and is graded"
            in said)


def test_the_command_says_what_is_in_its_way(tmp_path, quick):
    folder = small_class(tmp_path / "class")
    with pytest.raises(SystemExit, match="none is not there"):
        cli.main(["grade", str(tmp_path / "none"), "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit, match="there is no lesson '77'"):
        cli.main(["grade", str(folder), "--out", str(tmp_path / "out"), "--lesson", "77"])
    (tmp_path / "out/seed.txt").chmod(0o644)
    with pytest.raises(SystemExit, match="chmod 600"):
        cli.main(["grade", str(folder), "--out", str(tmp_path / "out")])
    with Gradebook(tmp_path / "out/gradebook.db"), pytest.raises(SystemExit, match="somebody else is writing"):
        cli.main(["grade", str(folder), "--out", str(tmp_path / "out")])


def test_a_full_disk_in_the_middle_stops_with_a_sentence(tmp_path, seed_file):
    folder = write(tmp_path / "class", {f"S{n:02}/00_welcome.ipynb": as_bytes(blank("00_welcome")) for n in range(16)})
    with Gradebook(tmp_path / "g.db") as book:
        pages, = book.db.execute("PRAGMA page_count").fetchone()
        book.db.execute(f"PRAGMA max_page_count = {pages + 1}")  # what SQLite takes for a full disk
        with pytest.raises(BookError, match="full"):
            graded(folder, book, seed_file)
        rows = [tuple(row) for row in book.db.execute("SELECT student, exercise FROM results")]
        assert len(rows) % 4 == 0 and 0 < len(rows) < 64


@pytest.mark.thorough
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="bubblewrap is for Linux")
def test_in_the_sandbox_it_is_the_same(tmp_path, seed_file):
    folder = small_class(tmp_path / "class")
    with Gradebook(tmp_path / "g.db") as book:
        graded(folder, book, seed_file, runners=classes.sandboxed, count=2)
        assert totals(book) == {"Ann": points("00_welcome"), "Bob": 0, "Cy": None, "Di": 4}
