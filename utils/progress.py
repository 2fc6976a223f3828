"""What a learner has done, in progress/ of the work folder.

One small file a thing: passed/<id>.py has the source that passed, answers/<id>.json a recorded answer,
scores/<task> <model>.json a row of the scoreboard. Each is replaced as a whole, so a crash leaves the old
one, and two notebooks that write at once do not lose each other's. A damaged file is moved to damaged/ with
a message, and only that file. Where nothing can be written or read, a sentence says so and nothing is raised:
the notebook goes on.
"""
import json
import re
import sys
from datetime import datetime

from utils import work

SOLVED = "### BEGIN SOLUTION"  # stands in the course's own answers, and in none that a learner is given to write
HIGHER_IS_BETTER = {"Recall"}  # of the scoreboard's tasks; the others count errors or nats


def folder():
    """Where progress is kept."""
    return work.folder() / "progress"


# Sources that passed -------------------------------------------------------------------------------------


def keep_source(id, text):
    """Keep the source text of a cell that passed the check of exercise `id`.

    The course's own answer, from a solved lesson, takes the place of none that a learner has written.
    """
    if by_course(text) and not by_course(source(id) or text):
        return
    _write(id, "passed", f"{id}.py", text.rstrip() + "\n")


def source(id):
    """The source that passed, or None."""
    return _read(folder() / "passed" / f"{id}.py", _compiles)


def by_course(source):
    """Whether the source that passed is the course's own answer, as its solved lessons have it."""
    return source is not None and SOLVED in source


def passed():
    """The ids that passed, each with the time when."""
    files = sorted((folder() / "passed").glob("*.py"))
    return {f.stem: datetime.fromtimestamp(f.stat().st_mtime) for f in files if _read(f, _compiles) is not None}


def _compiles(text):
    compile(text, "<kept>", "exec")
    return text


# Recorded answers ----------------------------------------------------------------------------------------


def keep_answer(id, answer):
    """Keep the recorded answer (a dict of plain values) to a prediction or a choice."""
    _write(id, "answers", f"{id}.json", json.dumps(answer))


def answers():
    """The recorded answers by id."""
    return _rows("answers")


# The scoreboard ------------------------------------------------------------------------------------------


def keep_score(task, model, *, score, parameters, seconds, parts=()):
    """Keep one row of the scoreboard; a row with the same task and model is replaced.

    score: in the task's own unit. parameters: how many numbers were trained. seconds: of training. parts: the
    functions and classes that the model is made of, by which the row says whether they are the learner's own.
    """
    own = not any(part.__module__.startswith("utils.") or by_course(source(part.__name__)) for part in parts)
    row = {"task": task, "model": model, "score": float(score), "parameters": int(parameters),
           "seconds": float(seconds), "own": own}
    _write(f"{task}, {model}", "scores", re.sub(r"[^\w.-]+", "-", f"{task} {model}") + ".json", json.dumps(row))


def scores(task=None):
    """The rows of the scoreboard, best first: dicts of task, model, score, parameters, seconds, own."""
    rows = _rows("scores", needs={"task": str, "model": str, "score": float, "parameters": int, "seconds": float,
                                  "own": bool}).values()
    best_first = [(r["task"], -r["score"] if r["task"] in HIGHER_IS_BETTER else r["score"], r["model"]) for r in rows]
    return [r for _, r in sorted(zip(best_first, rows), key=lambda pair: pair[0]) if task in (None, r["task"])]


# Files ---------------------------------------------------------------------------------------------------


def _rows(kind, needs={}):
    def parse(text):
        row = json.loads(text)
        if not isinstance(row, dict) or not all(type(row.get(name)) is kind for name, kind in needs.items()):
            raise ValueError("not a row")
        return row

    rows = {file.stem: _read(file, parse) for file in sorted((folder() / kind).glob("*.json"))}
    return {name: row for name, row in rows.items() if row is not None}


def _write(what, kind, name, text):
    try:
        work.write(folder() / kind / name, text)
    except OSError as error:
        print(f"{what} could not be kept in {folder()} ({work.reason(error)}). The notebook goes on without it. "
              f"To keep it, {work.ROOM}.")


def _read(file, parse):
    try:
        return parse(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError) as error:
        damaged = file.is_dir() or not isinstance(error, OSError)
        where = _set_aside(file) if damaged else _left(file, error)
        print(f"{file.name} in your progress could not be read. {where}; nothing else is lost. Run the cell "
              "that made it once more to have it back.", file=sys.stderr)
        return None


def _set_aside(file):
    """Move a damaged file to damaged/; returns where it is then, in words."""
    aside = folder() / "damaged" / f"{file.name}.{datetime.now():%Y%m%d-%H%M%S}"
    try:
        aside.parent.mkdir(parents=True, exist_ok=True)
        file.replace(aside)
    except OSError as error:
        return _left(file, error)
    return f"It is kept as {aside}"


def _left(file, error):
    return f"It is still {file} ({work.reason(error)})"
