"""From the masters to the lessons, the solved notebooks and the reference, and to a learner's copies."""

from utils.reading import Unreadable

from .build import build, derive_lesson
from .copies import Restorable, copy_missing, findings, lesson_names, older, renew, reset
from .freshness import verify
from .handout import hand_out
from .master import MasterError

__all__ = [
    "MasterError", "Restorable", "Unreadable", "build", "copy_missing", "derive_lesson", "findings", "hand_out",
    "lesson_names", "older", "renew", "reset", "verify",
]  # fmt: skip
