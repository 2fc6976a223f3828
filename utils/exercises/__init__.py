"""The exercise desk: what each exercise asks, how an answer is tried, and what the learner is told."""
from .answers import choose, explore, predict, record
from .catalogue import lesson_of, lessons, specifications
from .checks import NotPassed, check, hint, yours
from .evaluation import evaluate
from .expectations import expect
from .outcomes import Outcome
from .overview import lesson_map, report, scoreboard, terms
from .runners import InProcess, Separate
from .specification import (
    Choice,
    Exercise,
    Expected,
    Exploration,
    Lesson,
    Mistake,
    NearMiss,
    Option,
    Prediction,
    Property,
    Term,
)
from .worker import Built, Case

__all__ = ["Built", "Case", "Choice", "Exercise", "Expected", "Exploration", "InProcess", "Lesson", "Mistake", "NearMiss",
           "NotPassed", "Option", "Outcome", "Prediction", "Property", "Separate", "Term", "check", "choose",
           "evaluate", "expect", "explore", "hint", "lesson_map", "lesson_of", "lessons", "predict", "record",
           "report", "scoreboard", "specifications", "terms", "yours"]
