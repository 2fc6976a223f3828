"""A newer lesson takes over what a learner did in an older copy: answers, recorded answers, cells of their own, edits.

Cells are known by their ids. What the course gave is in the copy's metadata, so that a cell that differs from it was
changed by the learner, and a cell of another id is the learner's own; nothing is told by its looks.
"""

import ast
import copy
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from nbformat import NotebookNode

from utils.exercises.answers import with_answer
from utils.exercises.cells import Unfound, answers_in, defines
from utils.exercises.cells import plain as python

from .master import QUESTIONS
from .notebooks import fingerprint, given, plain


@dataclass
class Renewal:
    """A lesson, and what of an older copy it has: ids of exercises and questions, and first lines of cells.

    `said` has a sentence for each thing that could not be done as it should be.
    """

    lesson: NotebookNode
    answers: list[str] = field(default_factory=list)
    recorded: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def renew(old: NotebookNode, lesson: NotebookNode) -> Renewal:
    """The lesson, as the course gives it, with the learner's work in `old`, a copy of it or of an earlier one.

    Nothing of that work is left out: a cell whose place is gone stands before the next that is still there, or at the
    end. Outputs are dropped: they are of another lesson.
    """
    return _Merge(old, lesson).result()


class _Merge:
    def __init__(self, old, lesson):
        self.renewal = Renewal(copy.deepcopy(lesson))
        self.new = {cell.id: cell for cell in self.renewal.lesson.cells}
        self.now = _digests(given(lesson))
        self.then = _digests(old.metadata.get("given")) or self.now
        self.cells = [_without_outputs(cell) for cell in old.cells]
        self.ids = _course_ids(self.cells, self.then)
        self.before = {id: [] for id in self.new}  # what the learner has before and after each cell of the course
        self.after = {id: [] for id in self.new}
        self.start, self.end = [], []

    def result(self):
        self.fetch_moved_answers()
        self.place()
        self.assemble()
        self.fill_in_records()
        self.look_over()
        return self.renewal

    def fetch_moved_answers(self):
        """An exercise's cell may be gone, merged with another: then that other stands in its place."""
        for id, cell in self.new.items():
            exercise = cell.metadata.get("exercise")
            if not exercise or id in self.ids:
                continue
            try:
                own = [place for place, _ in answers_in(self.cells, exercise) if self.ids[place] is None]
            except Unfound as reason:
                self.renewal.said.append(f"{reason} `{exercise}` is blank again.")
            else:
                if own:
                    self.ids[own[0]] = id

    def place(self):
        """Put each of the learner's cells where it belongs."""
        gap = self.start  # where a cell goes that directly follows the last one; None where the course took that out
        for place, (cell, id) in enumerate(zip(self.cells, self.ids, strict=True)):
            if id is None:
                gap = self.put(cell, self.renewal.own, self.next_gap(place) if gap is None else gap)
            elif id not in self.new:
                gap = None
                if self.touched(cell, id) and not self.only_recorded(cell, id):
                    gap = self.put(cell, self.renewal.edited, self.next_gap(place))
            else:
                gap = self.after[id]
                if self.touched(cell, id):
                    self.carry(cell, id)

    def carry(self, cell, id):
        """Take over a cell that the learner changed and the course still has."""
        exercise = self.new[id].metadata.get("exercise")
        changed = self.now[id] != self.then[id]
        if exercise and (cell.cell_type == "code" or defines(cell.source, exercise)):
            self.new[id].source = cell.source
            self.renewal.answers.append(exercise)
            if changed:
                self.renewal.said.append(f"The course has changed the cell of `{exercise}` since. Yours stands; the new one "
                                         "is in lessons/.")
        elif changed or exercise:
            if not self.only_recorded(cell, id):
                self.put(cell, self.renewal.edited, self.after[id])
        else:
            self.new[id].update(cell, id=id)
            for key in set(self.new[id]) - set(cell) - {"id"}:
                del self.new[id][key]
            if not self.only_recorded(cell, id):
                self.renewal.edited.append(_first_line(cell))
