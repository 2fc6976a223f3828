"""A newer lesson takes over what a learner did in an older copy: answers, recorded answers, own cells, edits.

What the course gave is told by the ids and digests in the copy's metadata: a cell that differs from its
digest was changed by the learner, a cell of another id is the learner's own. Nothing is told by its looks.
"""

import ast
import secrets
from contextlib import suppress
from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbformat.v4 import new_raw_cell

from utils.exercises.answers import with_answer
from utils.exercises.cells import Unfound, answers_in, defines, definition_in
from utils.exercises.records import recorded_in, records

from .master import unanswered
from .notebooks import fingerprint, plain


@dataclass
class Renewal:
    """A newer lesson with a learner's work, and what that was.

    Answers by exercise, recorded ones by question, own and edited cells by their first lines. `said` has a
    sentence for each thing that the learner should look at.
    """

    lesson: NotebookNode
    answers: list[str] = field(default_factory=list)
    recorded: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def merged(old: NotebookNode, lesson: NotebookNode) -> Renewal:
    """Put the learner's work in `old`, a copy of some version of a lesson, into `lesson`, that of now.

    All of that work is kept, without its outputs. A cell whose place is gone stands before the next cell that
    is still there, or at the end.
    """
    return _Merge(old, lesson).result()


class _Merge:
    def __init__(self, old, lesson):
        self.renewal = Renewal(lesson)
        self.new = {cell.id: cell for cell in lesson.cells}
        self.now = _digests(lesson.metadata.given)
        self.then = _digests(old.metadata.get("given")) or self.now
        self.cells = [_without_outputs(cell) for cell in old.cells]
        self.ids = _ids(self.cells, self.then)  # of the course's cell that each is, if it is one
        # A cell that asks may be gone from the copy, and still be in the lesson.
        self.recorded = recorded_in([*lesson.cells, *self.cells])[len(lesson.cells):]
        self.before = {id: [] for id in self.new}  # what is to stand before and after each cell of the course
        self.after = {id: [] for id in self.new}
        self.start, self.end, self.misplaced = [], [], []

    def result(self):
        self.find_merged_answers()
        self.place()
        self.assemble()
        self.fill_in_records()
        self.look_over()
        return self.renewal

    def find_merged_answers(self):
        """Where an exercise's cell is gone, the cell that now has its definition stands in its place."""
        for id, cell in self.new.items():
            exercise = cell.metadata.get("exercise")
            if not exercise or id in self.ids or id not in self.then:
                continue
            try:
                own = [place for place, _ in answers_in(self.cells, exercise) if self.ids[place] is None]
            except Unfound as reason:
                self.renewal.said.append(f"{reason} `{exercise}` is blank again.")
            else:
                for place in own[:1]:
                    self.ids[place] = id

    def place(self):
        gap = self.start  # where a cell goes that follows the last; None where the course has taken that out
        for place, (cell, id) in enumerate(zip(self.cells, self.ids, strict=True)):
            marked = f"exercise-{cell.metadata.get('exercise')}"
            if id is None and marked in self.new and marked not in self.ids:  # merged with prose, no code now
                self.put(cell, self.renewal.own, self.before[marked], place)
                gap = self.after[marked]
            elif id is None:
                gap = self.put(cell, self.renewal.own, gap, place)
            elif id in self.new:
                gap = self.after[id]
                self.carry(cell, id, place)
            elif self.touched(cell, id) and not self.only_recorded(cell, id, place):
                gap = self.put(cell, self.renewal.edited, None, place)
            else:
                gap = None

    def put(self, cell, kind, gap, place):
        """Let a cell of the learner stand in a gap, or where it is None in the next; returns that gap."""
        kind.append(_first_line(cell))
        if gap is None:
            following = next((id for id in self.ids[place + 1:] if id in self.new), None)
            gap = self.before[following] if following else self.end
            self.misplaced.append(_first_line(cell))
        gap.append(cell)
        return gap

    def carry(self, cell, id, place):
        """Take over what the learner did in a cell that the course still has."""
        if not self.touched(cell, id) or self.only_recorded(cell, id, place):
            return
        exercise = self.new[id].metadata.get("exercise")
        changed = self.now[id] != self.then[id]
        if exercise and (cell.cell_type == "code" or defines(cell.source, exercise)):
            self.new[id].source = cell.source
            self.renewal.answers.append(exercise)
            try:
                definition_in(cell.source, exercise)
            except Unfound as reason:
                self.renewal.said.append(f"`{exercise}`: {reason}")
            if changed:
                self.renewal.said.append(f"The course has changed the cell of `{exercise}`. Your text stands; the "
                                         "new one is in lessons/.")
        elif changed or exercise:
            self.put(cell, self.renewal.edited, self.after[id], place)
            if exercise:
                self.renewal.said.append(f"`{exercise}` is blank again. What was its cell is {cell.cell_type} now and "
                                         f"stands below it: {_first_line(cell)}")
        else:
            self.new[id] = NotebookNode(cell, id=id)
            self.renewal.edited.append(_first_line(cell))

    def touched(self, cell, id):
        return fingerprint(plain(cell), but="id") != self.then[id]

    def only_recorded(self, cell, id, place):
        """Whether all that was changed in a cell is a recorded answer, to a question that is known."""
        return bool(self.recorded[place]) and _blank_again(cell) == self.then[id]

    def assemble(self):
        cells = self.renewal.lesson.cells = [*self.start]
        for id, cell in self.new.items():
            cells += [*self.before[id], cell, *self.after[id]]
        cells += self.end
        taken = set()
        ours = self.new.get  # the course's cells come first
        for cell in sorted(cells, key=lambda cell: cell is not ours(cell.get("id"))):
            if cell.get("id") is None or cell.id in taken:
                cell.id = secrets.token_hex(6)
            taken.add(cell.id)

    def fill_in_records(self):
        """Put recorded answers into the cells that record these questions now."""
        cells = self.renewal.lesson.cells
        answers = self.answered()
        for cell, calls in zip(cells, records(cells), strict=True):
            for question, line, answer in calls:
                if answer is None and question in answers:
                    with suppress(SyntaxError, ValueError):  # not alone on its line
                        cell.source = with_answer(cell.source, answers[question], line)
        there = {question for recorded in recorded_in(cells) for question in recorded}
        self.renewal.recorded += [question for question in answers if question in there]
        for question, answer in answers.items():
            if any(recorded.get(question, answer) != answer for recorded in self.recorded):
                self.renewal.said.append(f"{question} has answers that differ. What stands in the course's cell is "
                                         f"{answer!r}.")
        for cell, recorded in zip(self.cells, self.recorded, strict=True):
            lost = recorded.keys() - there
            if lost and not any(cell.source == kept.source for kept in cells):
                cells.append(new_raw_cell(cell.source))  # which does not run, since what it records is gone
                questions = ", ".join(sorted(lost))
                self.renewal.said.append(f"Nothing records {questions} any more. The answer is at the end.")

    def answered(self):
        """The recorded answers by question. One in a cell of the course goes before one in the learner's own."""
        own, given = {}, {}
        for id, recorded in zip(self.ids, self.recorded, strict=True):
            (own if id is None else given).update(recorded)
        return own | given

    def look_over(self):
        for exercise, cells in marked(self.renewal.lesson.cells).items():
            if len(cells) > 1:
                mend = of_several(cells, exercise)
                self.renewal.said.append(f"{len(cells)} cells are marked as `{exercise}`. {mend[0].upper()}{mend[1:]}.")
        if self.misplaced:
            self.renewal.said.append("The cells around these are gone or new, so look where they stand: "
                                     + "; ".join(self.misplaced))


def marked(cells) -> dict[str, list[NotebookNode]]:
    """The code cells that are marked as an exercise, by exercise."""
    found = {}
    for cell in cells:
        if cell.cell_type == "code" and cell.metadata.get("exercise"):
            found.setdefault(cell.metadata.exercise, []).append(cell)
    return found


def of_several(cells, exercise) -> str:
    """What to do where several code cells are marked as one exercise: some may be copies, and some parts."""
    defining = [cell for cell in cells if defines(cell.source, exercise)]
    only = f"; the definition is in the one that begins with `{_first_line(defining[0])}`" if len(defining) == 1 else ""
    return f"put parts of the answer together in one cell, and delete what is only a copy{only}"


def _digests(lines) -> dict[str, str]:
    """What the course gave, by cell; empty where another program has taken that out of the metadata."""
    pairs = [line.split(" ") for line in lines or () if isinstance(line, str)]
    return {pair[0]: pair[1] for pair in pairs[1:] if len(pair) == 2}


def _ids(cells, then) -> list[str | None]:
    """For each cell, the id of the course's cell that it is, however another program has numbered it."""
    ids, free = [None] * len(cells), dict(then)

    def claim(found):
        for place, cell in enumerate(cells):
            if ids[place] is None and (id := next((id for id in free if found(cell, id)), None)):
                ids[place] = id
                del free[id]

    claim(lambda cell, id: cell.get("id") == id)
    claim(lambda cell, id: free[id] in (fingerprint(plain(cell), but="id"), _blank_again(cell)))
    claim(lambda cell, id: cell.cell_type == "code" and id == f"exercise-{cell.metadata.get('exercise')}")
    return ids


def _blank_again(cell):
    """The digest of a cell without its recorded answers; None where it records nothing."""
    if cell.cell_type != "code" or "record(" not in cell.source:
        return None
    try:
        return fingerprint(plain(NotebookNode(cell, source=unanswered(cell.source))), but="id")
    except SyntaxError:
        return None


def _without_outputs(cell):
    emptied = {"outputs": [], "execution_count": None}
    kept = {key: value for key, value in cell.items() if key not in emptied}
    return NotebookNode(kept, **emptied if cell.cell_type == "code" else {})


def _first_line(cell):
    line = next(filter(None, map(str.strip, cell.source.split("\n"))), "(empty)")
    return line if len(line) <= 60 else line[:60].rstrip() + "…"
