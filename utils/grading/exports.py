"""The gradebook as files: tables for people, and what Canvas, Moodle and Gradescope take in."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path

from utils import work
from utils.exercises import specifications

from .gradebook import Entry
from .neutral import neutral, table_cell
from .submissions import LESSONS

LONG = ("student", "name", "number", "lesson", "exercise", "status", "points", "mark", "counts", "max_points",
        "comment", "diagnosis", "flags", "seconds", "submission", "specification", "seed", "source", "at")


def export(entries: Iterable[Entry], folder: Path) -> list[Path]:
    """Write every table, each as a whole or not at all; returns their paths. Raises OSError.

    long.csv has a row for each exercise of each learner, wide.csv one for each learner. canvas.csv, moodle_LESSON.csv
    and gradescope/ are to be imported there, without the lessons of a learner in which somebody still has to look at
    something.
    """
    entries = list(entries)
    by_student = {}
    for entry in entries:
        by_student.setdefault(entry.student, {}).setdefault(entry.lesson, []).append(entry)
    lessons = [stem for stem in LESSONS if any(stem in of for of in by_student.values())]
    files = {"long.csv": _long(entries), "wide.csv": _wide(by_student, lessons),
             "canvas.csv": _canvas(by_student, lessons)}
    for lesson in lessons:
        files[f"moodle_{lesson}.csv"] = _moodle(by_student, lesson)
        for student, of in by_student.items():
            if total(of.get(lesson, ())) is not None and lesson in of:
                files[f"gradescope/{lesson}/{_file_name(student)}/results.json"] = _gradescope(of[lesson])
    for name, text in files.items():
        work.write(folder / name, text)
    return [folder / name for name in files]


def total(entries: list[Entry]) -> float | None:
    """The points of a learner in a lesson; None while those of some exercise are not known."""
    counts = [entry.counts for entry in entries]
    return None if None in counts else sum(counts)


def _long(entries):
    return _csv([LONG, *([getattr(entry, name) for name in LONG] for entry in entries)])


def _wide(by_student, lessons):
    columns = [(lesson, spec.id) for lesson in lessons for spec in LESSONS[lesson].specifications]
    rows = [["student", *(id for _, id in columns), *lessons],
            ["(of)", *(specifications[id].points for _, id in columns), *(_most(lesson) for lesson in lessons)]]
    for student, of in by_student.items():
        found = {(entry.lesson, entry.exercise): entry for each in of.values() for entry in each}
        rows.append([student, *(_seen(found.get(column)) for column in columns),
                     *(_seen_total(of.get(lesson)) for lesson in lessons)])
    return _csv(rows)


def _seen(entry):
    """The points, or the status where there are none or they say less than it does."""
    if entry is None:
        return ""
    return entry.counts if entry.mark is not None or entry.status == "graded" else entry.status


def _seen_total(entries):
    return "" if not entries else "to be looked at" if total(entries) is None else total(entries)


def _canvas(by_student, lessons):
    """As Canvas's gradebook takes it in: a new column becomes an assignment; an empty cell changes nothing."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    rows = [[*head, *(lesson.replace("_", " ") for lesson in lessons)],
            ["    Points Possible", "", "", "", "", *(_most(lesson) for lesson in lessons)]]
    for of in by_student.values():
        one = next(iter(of.values()))[0]
        totals = [total(of[lesson]) if lesson in of else None for lesson in lessons]
        rows.append([one.name, one.number, "", "", "", *("" if points is None else points for points in totals)])
    return _csv(rows)


def _moodle(by_student, lesson):
    """As Moodle's offline grading worksheet has it."""
    rows = [["Identifier", "Full name", "Grade", "Maximum Grade", "Feedback comments"]]
    for of in by_student.values():
        if lesson in of:
            one, points = of[lesson][0], total(of[lesson])
            comments = [f"{entry.exercise}: {entry.comment}" for entry in of[lesson] if entry.comment]
            rows.append([f"Participant {one.number}", one.name, "" if points is None else points, _most(lesson),
                         " ".join(comments)])
    return _csv(rows)


def _gradescope(entries):
    """What Gradescope's autograder reads as results.json."""
    tests = []
    for entry in entries:
        diagnosis = entry.feedback.get("diagnosis", "") or entry.diagnosis
        said = [entry.feedback.get("headline", ""), diagnosis, entry.comment]
        tests.append({"name": entry.exercise, "score": entry.counts, "max_score": entry.max_points,
                      "output": neutral(" ".join(dict.fromkeys(filter(None, said)))), "output_format": "text",
                      "visibility": "visible"})
    return json.dumps({"score": total(entries), "tests": tests}, indent=1)


def _most(lesson):
    return sum(spec.points for spec in LESSONS[lesson].specifications)


def _file_name(student):
    """A name for a folder, which no two learners share."""
    readable = re.sub(r"[^\w-]+", "-", student)[:40].strip("-") or "learner"
    return f"{readable}-{hashlib.sha256(student.encode()).hexdigest()[:8]}"


def _csv(rows):
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([table_cell(" ".join(value) if isinstance(value, list) else value)
                                                     for value in row] for row in rows)
    return file.getvalue()
