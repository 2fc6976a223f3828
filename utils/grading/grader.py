"""A submission's answers tried under the secret seed, and what came of each, as a row of the gradebook."""

import dataclasses
import hashlib
import time
from functools import cache
from pathlib import Path

import torch

from utils.exercises import Choice, Exercise, Exploration, Prediction, evaluate, evaluation
from utils.exercises.worker import Raised, Reply

from .alikeness import is_published
from .gradebook import UNSETTLED, Result
from .seed import Seed
from .submissions import LESSONS, Submission

UTILS = Path(__file__).parents[1]
RANKS = ("passed", "wrong", "raised", "timeout", "crashed", "not_attempted")  # of several copies, which counts
LONGEST = 2_000  # characters of any text that is kept of a submission

PUBLIC = 0  # the seed of the notebook's own check
MADE_FOR_THEM = ("It is right with the numbers of the notebook's own check and wrong with others, as an answer is that "
                 "was made for those.")
DIED = "The process that ran it ended before it answered. Somebody should look at it."
CONSTANT = "It returned the same, whatever it was given."
BEFORE = "What it returns depends on what was called before."
PUBLISHED = "It is the published solution but for names and spaces."


def grade(submission: Submission, seed: Seed, make_runner, seconds: float) -> list[Result]:
    """The rows of a submission, one for each thing that its lesson asks.

    make_runner: returns a runner for one author, as utils.exercises.Separate is; it is closed here. seconds: by the
    clock, for all answers together; what is not tried by then is a timeout. Never raises because of the submission.
    """
    if submission.problem:
        return same_rows(submission, seed, "unreadable", submission.problem)
    try:
        return _grade(submission, seed, make_runner, seconds)
    except Exception as error:  # of a runner that does not start, for one
        return same_rows(submission, seed, "crashed", _ours(type(error).__name__))


def _grade(submission, seed, make_runner, seconds):
    specs = LESSONS[submission.lesson].specifications
    exercises = [spec for spec in specs if isinstance(spec, Exercise)]
    rows = _run(submission, exercises, seed.value, make_runner, seconds)
    # What a learner is shown comes from here: of the secret run no text is kept that is not our own.
    unexplained = [spec for spec in specs if spec.id in rows and rows[spec.id].status in ("wrong", "raised")]
    public = _run(submission, unexplained, PUBLIC, make_runner, seconds) if unexplained else {}
    whole = [sentence for id, sentence in submission.flags if not id]
    results = []
    for spec in specs:
        flags = [sentence for id, sentence in submission.flags if id == spec.id]
        try:
            row = _row(spec, submission, rows.get(spec.id), public.get(spec.id))
        except Exception as error:
            row = _Row("crashed", diagnosis=_ours(type(error).__name__))
        results.append(_result(spec, submission, seed, row, [*(whole if spec is specs[0] else ()), *flags, *row.flags]))
    return results


def same_rows(submission: Submission, seed: Seed, status: str, sentence: str) -> list[Result]:
    """The rows of a submission of which nothing else is known."""
    return [_result(spec, submission, seed, _Row(status, diagnosis=sentence), [])
            for spec in LESSONS[submission.lesson].specifications]


@dataclasses.dataclass
class _Row:
    status: str
    right: bool = False
    diagnosis: str = ""
    feedback: dict = dataclasses.field(default_factory=dict)
    flags: tuple = ()
    seconds: float = 0.0


@dataclasses.dataclass
class _Tried:
    """What came of an exercise in one run: an Outcome's status, or crashed; the Outcome, where there is one."""

    status: str
    outcome: object = None
    flags: tuple = ()
    seconds: float = 0.0
    text: str = ""
    why: str = ""


def _run(submission, specs, seed, make_runner, seconds) -> dict[str, _Tried]:
    """What came of these exercises, in a process of their own. An exception is that exercise's, and nobody else's."""
    deadline, tried = time.monotonic() + seconds, {}
    runner = make_runner()
    try:
        for spec in specs:
            copies = [_try(spec, text, seed, runner, deadline) for text in submission.answers[spec.id].texts]
            if copies:
                best = min(copies, key=lambda one: RANKS.index(one.status))
                tried[spec.id] = dataclasses.replace(best, seconds=sum(one.seconds for one in copies))
    finally:
        runner.close()
    return tried


def _try(spec, text, seed, runner, deadline):
    began = time.monotonic()
    watched = _Watched(runner, deadline)
    try:
        outcome = evaluate(spec.id, text, seed, watched)
        status, flags = outcome.status, []
        if watched.died and status != "passed":
            return _Tried("crashed", seconds=time.monotonic() - began, why=DIED)
        if watched.spent:
            return _Tried("timeout", seconds=time.monotonic() - began, why="The time for all its answers was spent.")
        if status == "crashed":
            return _Tried("crashed", seconds=time.monotonic() - began, why=_ours("the check"))
        if status != "passed" and watched.constant:
            flags.append(CONSTANT)
        if outcome.diagnosis in (evaluation.KEPT, evaluation.REPEATED):
            flags.append(BEFORE)
        if status == "passed" and is_published(spec.id, text):
            flags.append(PUBLISHED)
        return _Tried(status, outcome, tuple(flags), time.monotonic() - began, text)
    except Exception as error:
        return _Tried("crashed", seconds=time.monotonic() - began, why=_ours(type(error).__name__))


class _Watched:
    """A runner that notices what no Outcome says, and answers nothing once the submission's time is spent."""

    def __init__(self, runner, deadline):
        self.runner, self.deadline = runner, deadline
        self.died = self.spent = False
        self.calls, self.seen = 0, set()

    def load(self, *answer):
        return self._unless_spent(lambda: self.runner.load(*answer))

    def call(self, case, seconds):
        reply = self._unless_spent(lambda: self.runner.call(case, seconds))
        if not (reply.raised or reply.timeout) and len(self.seen) < 2:
            self.calls += 1
            self.seen.add(_all_one(reply.value))
        return reply

    @property
    def constant(self):
        return self.calls >= 3 and len(self.seen) == 1 and None not in self.seen

    def _unless_spent(self, ask):
        if time.monotonic() > self.deadline:
            self.spent = True
            return Reply(timeout=True, raised=Raised("TimeUp", "the time for all answers was spent"))
        reply = ask()
        self.died = self.died or bool(reply and reply.died)
        return reply


def _all_one(value):
    """The number, or the text, that is all there is in a value; None where there is more."""
    if isinstance(value, torch.Tensor):
        flat = value.flatten()
        return flat[0].item() if len(flat) and bool((flat == flat[0]).all()) else None
    return value if isinstance(value, (bool, int, float, str)) else None


# Rows


def _row(spec, submission, tried, public):
    if isinstance(spec, (Choice, Prediction, Exploration)):
        outcome = evaluate(spec.id, submission.recorded.get(spec.id))
        status = "not_attempted" if outcome.status == "not_attempted" else "graded"
        return _Row(status, outcome.status == "passed", outcome.diagnosis, _shown(outcome))
    if not isinstance(spec, Exercise):
        return _Row("needs_marking")
    if tried is None:
        answer = submission.answers[spec.id]
        return _Row("unreadable" if answer.too_large else "missing", diagnosis=answer.said)
    status = tried.status if tried.status in ("timeout", "crashed", "not_attempted") else "graded"
    row = _Row(status, tried.status == "passed", tried.why, flags=tried.flags, seconds=tried.seconds)
    if tried.status == "timeout":
        row.diagnosis = tried.why or f"It was still at work after {spec.seconds:g} seconds, and was stopped."
    if tried.status not in ("wrong", "raised"):
        headlines = {"passed": "Right on all examples.", "not_attempted": "The blank is still there."}
        row.feedback = {"headline": headlines.get(tried.status, row.diagnosis)}
        return row
    row.seconds += public.seconds
    if public.status == "passed":
        row.diagnosis, row.feedback, row.flags = MADE_FOR_THEM, {"headline": MADE_FOR_THEM}, (*row.flags, MADE_FOR_THEM)
    elif public.outcome:
        row.diagnosis = public.outcome.diagnosis or public.outcome.error or public.outcome.headline
        row.feedback = _shown(public.outcome)
    if tried.outcome.diagnosis in _sentences(spec):
        row.diagnosis = tried.outcome.diagnosis
    return row


@cache
def _sentences(spec):
    """The fixed sentences that an answer to an exercise may get, which tell nothing of the numbers it was given."""
    return {each.sentence for each in (*spec.mistakes, *spec.properties)} | {
        evaluation.KEPT, evaluation.VIEWS, evaluation.REPEATED}


def _shown(outcome):
    """What of an Outcome of public numbers a learner is shown."""
    kept = ("status", "headline", "diagnosis", "example", "line", "error", "printed")
    return _bounded({name: getattr(outcome, name) for name in kept if getattr(outcome, name)})


def _bounded(value):
    if isinstance(value, dict):
        return {str(name)[:LONGEST]: _bounded(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_bounded(each) for each in value]
    return _storable(value) if isinstance(value, str) else value


def _storable(text):
    """A text of bounded length without half characters, which neither SQLite nor a page can hold."""
    return text[:LONGEST].encode("utf-8", "backslashreplace").decode()


def _ours(what):
    return f"Our own program failed on it ({what}), which says nothing of the answer. Somebody should look at it."


def _result(spec, submission, seed, row, flags):
    points = None if row.status in UNSETTLED else spec.points if row.right else 0
    return Result(submission.student, submission.lesson, spec.id, submission.digest, version(submission.lesson),
                  seed.fingerprint, row.status, points, spec.points, _storable(row.diagnosis), row.feedback,
                  tuple(_storable(flag) for flag in dict.fromkeys(flags)), round(row.seconds, 3),
                  _storable(submission.source))


@cache
def version(lesson: str) -> str:
    """What a lesson's grades hang on, in short: its specifications, the desk, the reference and torch."""
    number = LESSONS[lesson].number
    files = [*UTILS.glob("exercises/*.py"), *UTILS.glob("reference/*.py"),
             *UTILS.glob(f"exercises/lessons/lesson_{number}.py"),
             *UTILS.glob(f"exercises/lessons/lesson_{number}/*.py")]
    digest = hashlib.sha256(torch.__version__.encode())
    for file in sorted(files):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]
