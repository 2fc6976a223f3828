"""All masters together: what they must agree on, and every file that is derived from them."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from .master import Cell, Master, MasterError, read_master
from .notebooks import is_generated, lesson_notebook, solved_notebook
from .reference import MARK, Module, export_problems, modules, reference_files
from .suspense import given_away
from .vocabulary import unnamed


class Course:
    """The course under `root`, in memory. Raises MasterError with all that is wrong with its masters.

    `specified` maps the id of each exercise, prediction and choice to its lesson; None: utils.exercises says.
    """

    masters: list[Master]
    modules: list[Module]
    files: dict[Path, str]  # the text of each derived file

    def __init__(self, root: Path, specified: Mapping[str, str] | None):
        self.root = Path(root)
        self.masters = _read_all(sorted(self.root.glob("solutions/*.py")))
        self.modules = modules(self.masters)
        problems = [*self._clashes(), *export_problems(self.modules)]
        lessons = _lessons() if specified is None else []
        if not problems:
            ids = {spec.id: lesson.number for lesson in lessons for spec in lesson.specifications}
            problems = list(self._unspecified(ids if specified is None else specified))
        if not problems:
            problems = list(self._misspoken(lessons))
        if problems:
            raise MasterError(problems)
        self.files = dict(self._derive())

    @cached_property
    def exercises(self) -> dict[str, Cell]:
        return {cell.exercise: cell for master in self.masters for cell in master.cells if cell.exercise}

    @cached_property
    def orphans(self) -> list[Path]:
        """Generated files on disk that no master gives any more.

        A copy under another name, which may hold a learner's work, is none: its mark has the old name.
        """
        patterns = ["lessons/*.ipynb", "lessons/*.py", "solutions/*.ipynb"]
        notebooks = [path for pattern in patterns for path in self.root.glob(pattern)]
        generated = [path for path in notebooks if path not in self.files and is_generated(path)]
        for path in self.root.glob("utils/reference/*.py"):
            if path not in self.files and path.read_text(encoding="utf-8").startswith(MARK):
                generated.append(path)
        return sorted(generated)

    def _derive(self) -> Iterator[tuple[Path, str]]:
        for master in self.masters:
            yield self.root / "solutions" / f"{master.stem}.ipynb", solved_notebook(master)
            for suffix, text in lesson_notebook(master).items():
                yield self.root / "lessons" / f"{master.stem}{suffix}", text
        for name, text in reference_files(self.modules).items():
            yield self.root / "utils" / "reference" / name, text

    def _clashes(self) -> Iterator[str]:
        lessons, exercises = {}, {}
        for master in self.masters:
            first = lessons.setdefault(master.lesson, master)
            if first is not master:
                yield (f"{master.name}: lesson {master.lesson} is already {first.name}; "
                       "give this one another number")
            for cell in master.cells:
                first = exercises.setdefault(cell.exercise, cell) if cell.exercise else cell
                if first is not cell:
                    yield (f"{cell.place}: exercise '{cell.exercise}' is already in {first.master}, "
                           f"cell {first.number}; rename one of them")

    def _unspecified(self, specified: Mapping[str, str]) -> Iterator[str]:
        used = set()
        for master in self.masters:
            module = f"utils/exercises/lessons/lesson_{master.lesson}.py"
            for cell in master.cells:
                for id in sorted(cell.questions | ({cell.exercise} if cell.exercise else set())):
                    used.add(id)
                    what = "exercise" if id == cell.exercise else "question"
                    place = f"{cell.master}, cell {cell.number}: {what} '{id}'"
                    if id not in specified:
                        yield f"{place} has no specification; add one to {module}"
                    elif specified[id] != master.lesson:
                        yield f"{place} is specified for lesson {specified[id]}; move that to {module}"
        names = {master.lesson: master.name for master in self.masters}
        for id in sorted(specified.keys() - used):
            lesson = specified[id]
            if lesson in names:  # what a lesson that is not written yet will ask may be there before it
                yield (f"utils/exercises/lessons/lesson_{lesson}.py: '{id}' is specified, but no cell of {names[lesson]} "
                       "asks for it; add the cell, or take it out")

    def _misspoken(self, lessons: list) -> Iterator[str]:
        """What masters say too early of what is asked, and what they do not call by its name."""
        specified = {lesson.number: lesson for lesson in lessons}
        for master in self.masters:
            if lesson := specified.get(master.lesson):
                yield from given_away(master, {spec.id: spec for spec in lesson.specifications})
                yield from unnamed(master, lesson.terms)


def _read_all(paths: list[Path]) -> list[Master]:
    masters, problems = [], []
    for path in paths:
        try:
            masters.append(read_master(path))
        except MasterError as error:
            problems += error.problems
    if problems:
        raise MasterError(problems)
    return masters


def _lessons() -> list:
    # Imports torch, but not the reference, which a first build has yet to write.
    from utils.exercises import lessons

    return lessons
