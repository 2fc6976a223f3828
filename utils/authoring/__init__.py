"""From the masters to the lessons, the solved notebooks and the reference, and to a learner's copies."""

from .build import build, derive_lesson
from .copies import copy_missing, findings, lesson_names, older, renew, reset
from .freshness import verify
from .master import MasterError
from .reading import Unreadable

__all__ = [
    "MasterError", "Unreadable", "build", "copy_missing", "derive_lesson", "findings", "lesson_names",
    "older", "renew", "reset", "verify",
]  # fmt: skip
