"""From the masters in solutions/ to the lessons, the solved notebooks and the reference."""

from .build import build, derive_lesson, renew_lesson
from .freshness import verify
from .master import MasterError

__all__ = ["MasterError", "build", "derive_lesson", "renew_lesson", "verify"]
