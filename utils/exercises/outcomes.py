"""What came of an answer."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What came of an answer.

    status: passed, wrong, raised, timeout, not_attempted, or crashed where the desk itself failed. `diagnosis` names
    the mistake where it is known, `headline` says what happened. `example` is the smallest call that went wrong:
    {"input": [{name, shape, value}], "expected": {shape, value}, "got": {shape, value}}, values as text. `line` is the
    learner's own line that raised: {"number", "source"}. `printed` is what the answer printed meanwhile.
    """

    id: str
    status: str
    points: int
    max_points: int
    headline: str
    diagnosis: str = ""
    example: dict | None = None
    line: dict | None = None
    error: str = ""
    printed: str = ""


def outcome_of(spec, status, headline, diagnosis="", **details):
    """The Outcome of an answer to `spec`: all its points if it passed, none otherwise."""
    points = spec.points if status == "passed" else 0
    return Outcome(spec.id, status, points, spec.points, headline, diagnosis, **details)
