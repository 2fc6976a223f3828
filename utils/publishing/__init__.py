"""The book: the solved lessons, executed, as pages for those who only read."""

from .build import build
from .errors import BookError

__all__ = ["BookError", "build"]
