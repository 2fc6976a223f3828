"""One learner's hand-in of a lesson, read as data: the texts that answer its exercises, and what it records."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

import jupytext
from nbformat import NotebookNode

from utils.exercises import Exercise, lesson_of, lessons
from utils.exercises.cells import Unfound, answers_in, defines
from utils.exercises.records import recorded_in
from utils.names import QUESTIONS
from utils.reading import Unreadable, decoded, notebook_of

KINDS = (".ipynb", ".py")
LARGEST_CELL = 50_000  # characters; the longest of the course's own has some five thousand
LARGEST_SCRIPT = 2**18  # bytes; jupytext's time grows with the square of the number of cells
MOST_CELLS = 1_000
CELL = re.compile(r"^[ \t]*#[ \t]*(?:%%|In\[|<)", re.MULTILINE)  # as one begins in a .py
MOST_MAGICS = 30  # lines of a cell that IPython, which reads it anew for each, would turn into calls
MAGIC = re.compile(r"^[ \t]*(?:[%!?,;/]|\w[^\n=]*=[ \t]*[%!])|\?[ \t]*$", re.MULTILINE)
MOST_COPIES = 4  # of the definition of one exercise that are tried

LESSONS = {lesson.stem: lesson for lesson in lessons}


@dataclass(frozen=True)
class Answer:
    """What a submission has for an exercise: the texts to try, of which the best counts.

    said: where there is no text, or none that can be tried, why, as a sentence. too_large: that is because of its size.
    """

    texts: tuple[str, ...] = ()
    said: str = ""
    too_large: bool = False


@dataclass(frozen=True)
class Submission:
    """A lesson that was handed in.

    digest: of its bytes. answers: by exercise, recorded: by question, as literals, with their tries. flags: pairs of
    an id, or "" for the whole, and a sentence on what somebody should look at. problem: why it cannot be read, as a
    sentence; there is nothing else then.
    """

    student: str
    lesson: str
    source: str
    digest: str
    answers: dict[str, Answer] = field(default_factory=dict)
    recorded: dict[str, object] = field(default_factory=dict)
    flags: tuple[tuple[str, str], ...] = ()
    problem: str = ""


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def read(student, lesson, source, suffix, data) -> Submission:
    """The submission that a file's bytes are. Never raises because of what is in them."""
    known = (student, lesson, source, digest_of(data))
    try:
        cells = _cells(data, suffix)
        return _read(known, cells)
    except Unreadable as reason:
        return Submission(*known, problem=f"The file {reason}.")
    except (Exception, RecursionError, MemoryError) as error:  # of parsers, on what nobody writes by accident
        return Submission(*known, problem=f"The file cannot be read: {type(error).__name__} came of it.")


def lesson_said(data: bytes, suffix: str) -> str:
    """The stem of the lesson that a file is of, as its metadata or the marks of its cells say. Raises Unreadable."""
    try:
        notebook = _notebook(data, suffix)
        onehop = notebook.metadata.get("onehop")
        words = str(onehop.get("generated") if isinstance(onehop, dict) else notebook.metadata.get("generated")).split()
        stem = words[1].removeprefix("solutions/").removesuffix(".py") if len(words) > 1 else ""
        marks = Counter(lesson_of[mark].stem for cell in notebook.cells if (mark := _mark(cell)) in lesson_of)
    except Unreadable as reason:
        raise Unreadable(f"{reason}, and its name says no lesson") from None
    except Exception:
        raise Unreadable("cannot be read, and its name says no lesson") from None
    if stem not in LESSONS and not marks:
        raise Unreadable("is of no lesson of the course")
    return stem if stem in LESSONS else marks.most_common(1)[0][0]


def _notebook(data, suffix) -> NotebookNode:
    if not data.strip():
        raise Unreadable("is empty")
    if suffix == ".py":
        if len(data) > LARGEST_SCRIPT:
            raise Unreadable(f"is larger than {LARGEST_SCRIPT // 2**10} kB")
        text, _ = decoded(data)
        if "\0" in text:
            raise Unreadable("has null bytes in it")
        if (cells := len(CELL.findall(text))) > MOST_CELLS:
            raise Unreadable(f"has {cells:,} cells")
        return jupytext.reads(text, fmt="py:percent")
    try:
        return _of_this_format(notebook_of(data)[0])
    except Unreadable as reason:
        raise Unreadable(_more(data, str(reason))) from None


def _of_this_format(notebook):
    version = notebook.get("nbformat", 4)
    if version != 4:
        raise Unreadable(f"is a notebook of format {version!r}, and the course's are of 4"[:100])
    return notebook


def _more(data, reason):
    """A reason with what else can be seen of the file."""
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return f"{reason}, with null bytes in it"
    if reason == "is no notebook" and b'"worksheets"' in data:
        return "is a notebook of format 3 or older, and the course's are of 4; saved anew in JupyterLab it is of 4"
    return reason


def _cells(data, suffix) -> list[NotebookNode]:
    cells = _notebook(data, suffix).cells
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"has {len(cells):,} cells")
    return cells


def _read(known, cells):
    lesson = LESSONS[known[1]]
    asked = [spec.id for spec in lesson.specifications]
    exercises = [spec.id for spec in lesson.specifications if isinstance(spec, Exercise)]
    answers, flags = {}, []
    large = {id(cell): why for cell in cells if (why := _unread(cell.source))}
    small = [cell for cell in cells if id(cell) not in large]
    for exercise in exercises:
        answers[exercise], said = _answer(small, exercise)
        flags += [(exercise, sentence) for sentence in said]
        why = [large[id(cell)] for cell in cells if id(cell) in large and _mark(cell) == exercise]
        if why and not answers[exercise].texts:
            answers[exercise] = Answer(said=why[0], too_large=True)
    recorded, said = _recorded(small, asked)
    flags += said
    for mark in dict.fromkeys(mark for cell in cells if (mark := _mark(cell)) and mark not in asked):
        flags.append(("", f"A cell is marked as `{mark[:60]}`, which lesson {lesson.number} does not ask for."))
    for cell in cells:
        for mark in (cell.metadata, cell.metadata.get("nbgrader")):
            if isinstance(mark, dict) and "points" in mark:
                flags.append((_mark(cell) if _mark(cell) in asked else "",
                              f"A cell says that it is worth {str(mark['points'])[:20]} points. Nothing goes by that."))
    return Submission(*known, answers, recorded, tuple(dict.fromkeys(flags)))


def _unread(source):
    """Why a cell is not read, as a sentence; "" if it is."""
    if len(source) > LARGEST_CELL:
        return f"The cell has {len(source):,} characters; more than {LARGEST_CELL:,} are not read."
    magics = sum(1 for _ in MAGIC.finditer(source))
    why = f"The cell has {magics:,} lines of magics; more than {MOST_MAGICS} are not read."
    return why if magics > MOST_MAGICS else ""


def _mark(cell):
    mark = cell.metadata.get("exercise")
    return mark if isinstance(mark, str) else None


def _answer(cells, id):
    """The Answer to an exercise, and sentences on how its cells were found."""
    near = [cell for cell in cells if _mark(cell) == id or id in cell.source]
    marked = [cell for cell in near if _mark(cell) == id and cell.cell_type == "code"]
    try:
        found = [(near[place], text) for place, text in answers_in(near, id)]
    except Unfound as reason:
        if not marked:
            return Answer(said=str(reason)), []
        found = [(cell, cell.source) for cell in marked]  # of which the desk says what is wrong
    except RuntimeError as error:  # of IPython, which gives up; and RecursionError
        return Answer(said=f"The cell cannot be read as Python: {type(error).__name__} came of it.", too_large=True), []
    said, texts = [], [text for _, text in found]
    if len(found) > 1:
        said.append(f"{len(found)} cells define it. " + (
            "All were tried, and the best counts." if len(set(texts)) <= MOST_COPIES else
            f"The first {MOST_COPIES} that differ were tried, and the best counts."))
    if not marked:
        said.append("No code cell carries its mark. The definition was found in another one, perhaps after a merge.")
    elif not all(defines(cell.source, id) for cell in marked) and len(marked) > 1:
        said.append(f"{len(marked)} cells carry its mark, perhaps after a split. They were also tried put together.")
        texts.insert(0, "\n".join(cell.source for cell in marked))
    return Answer(tuple(dict.fromkeys(texts))[:MOST_COPIES]), said


def _recorded(cells, asked):
    """The recorded answers by question, the last of each, and flags where those differ."""
    words = {*QUESTIONS, "record"}
    answers, flags = {}, []
    for found in recorded_in([cell for cell in cells if any(word in cell.source for word in words)]):
        for question, answer in found.items():
            if question in answers and repr(answers[question]) != repr(answer):
                flags.append((question, "Several cells record it, with answers that differ. The last one counts."))
            if question in asked:
                answers[question] = answer
    return answers, flags
