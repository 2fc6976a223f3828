"""What leaves the gradebook does nothing where it is opened, and says no points where none are known."""

import csv
import json
from dataclasses import replace

import pytest

from tests.full_disk import on_a_full_disk
from tests.grading.test_gradebook import ROW
from utils.grading.exports import export
from utils.grading.gradebook import Gradebook
from utils.grading.neutral import neutral, table_cell

EVIL = '=HYPERLINK("http://x","y")'
IDS = {"neuron": 2.0, "weighted_average": 2.0, "whisper": 0.0, "pairs": 1.0}


@pytest.fixture
def entries(tmp_path):
    """Ann has all, Bob a crash, and a third a name that is a formula, with all else that is not to be shown."""
    with Gradebook(tmp_path / "g.db") as book:
        for name, number in (("Ann Lee", "4711"), ("Bob", "4712"), (EVIL, "4713")):
            student = f"{name} ({number})"
            book.add(name, number, [replace(
                ROW, student=student, exercise=id, points=points, max_points=points, flags=("Look.", "Again."),
                diagnosis="@SUM(A1) \u202eevil\x1b[31m\nmore", feedback={"headline": "\x07Right."})
                for id, points in IDS.items()])
        crashed = replace(ROW, student="Bob (4712)", status="crashed", points=None, diagnosis="It ended.")
        book.add("Bob", "4712", [crashed])
        book.mark("Ann Lee (4711)", "00_welcome", "neuron", 1.5, "+ well done")
        return list(book.entries())


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_each_table_has_what_its_reader_takes(entries, tmp_path):
    paths = {path.relative_to(tmp_path).as_posix() for path in export(entries, tmp_path)}
    assert {"long.csv", "wide.csv", "canvas.csv", "moodle_00_welcome.csv"} < paths
    evil = "'" + EVIL
    assert table(tmp_path / "wide.csv") == [
        ["student", *IDS, "00_welcome"], ["(of)", "2", "2", "0", "1", "5"],
        [f"{evil} (4713)", "2.0", "2.0", "0.0", "1.0", "5.0"], ["Ann Lee (4711)", "1.5", "2.0", "0.0", "1.0", "4.5"],
        ["Bob (4712)", "crashed", "2.0", "0.0", "1.0", "to be looked at"]]
    assert table(tmp_path / "canvas.csv") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "00 welcome"],
        ["    Points Possible", "", "", "", "", "5"],
        [evil, "4713", "", "", "", "5.0"], ["Ann Lee", "4711", "", "", "", "4.5"], ["Bob", "4712", "", "", "", ""]]
    assert table(tmp_path / "moodle_00_welcome.csv") == [
        ["Identifier", "Full name", "Grade", "Maximum Grade", "Feedback comments"],
        ["Participant 4713", evil, "5.0", "5", ""], ["Participant 4711", "Ann Lee", "4.5", "5", "neuron: + well done"],
        ["Participant 4712", "Bob", "", "5", ""]]
    long = table(tmp_path / "long.csv")
    assert len(long) == 1 + 3 * len(IDS)
    row = dict(zip(long[0], next(row for row in long if row[0] == "Bob (4712)" and row[4] == "neuron")))
    assert (row["status"], row["points"], row["counts"], row["diagnosis"]) == ("crashed", "", "", "It ended.")
    results = [json.loads(path.read_text()) for path in (tmp_path / "gradescope/00_welcome").glob("*/results.json")]
    assert sorted(result["score"] for result in results) == [4.5, 5.0]  # and none for Bob
    for result in results:
        assert sum(test["score"] for test in result["tests"]) == result["score"]
        assert {test["name"]: test["max_score"] for test in result["tests"]} == IDS


def test_nothing_of_a_learner_steers_a_reader(entries, tmp_path):
    for path in export(entries, tmp_path):
        text = path.read_text(encoding="utf-8")
        assert not set(text) & set("\x1b\x07\u202e")
        if path.suffix == ".csv":
            assert not [cell for row in table(path) for cell in row if cell.startswith(("=", "+", "@", "-"))]
    assert "\\u202eevil" in (tmp_path / "long.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(("text", "cell"), [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("  =1", "'  =1"), ("\t=1", "' =1"),
    ("\r=1", "' =1"), ("\n=1", "' =1"), ("＝1", "'＝1"), ('"=1', "'\"=1"), ("\u200e=1", "\\u200e=1"), ("a=1", "a=1"),
    ("Müller-Lüdenscheidt", "Müller-Lüdenscheidt"),
    ("O'Brien", "O'Brien"), ("李", "李"), ("🧑‍🔬", "🧑‍🔬"), ("a\x00b", "a\\x00b"),
    ("\ud800", "\\ud800"), (3, 3), (None, None)])
def test_a_cell_of_a_table(text, cell):
    assert table_cell(text) == cell


@pytest.mark.parametrize("mark", [
    "\u202a", "\u202e", "\u2066", "\u2069", "\u200f", "\u061c", "\x85", "\u2028", "\x7f", "\ufeff"])
def test_marks_that_turn_a_line_around_are_named(mark):
    assert mark not in neutral(f"a{mark}b") and neutral(f"a{mark}b").startswith("a") and len(neutral(f"a{mark}b")) > 2


def test_a_full_disk_leaves_the_tables_as_they_were(entries, tmp_path):
    export(entries[:1], tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file() and path.suffix != ".db"}
    _, ended = on_a_full_disk(export, entries, tmp_path)
    assert ended.startswith("OSError")
    after = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file() and path.suffix != ".db"}
    assert after == before
