"""From what was collected to grades: read as data, tried in a process apart, kept in a gradebook."""

from utils.reading import Unreadable

from .classes import Standing, grade_class, unsandboxed
from .collected import Collection
from .exports import export
from .gradebook import BookError, Gradebook
from .neutral import neutral
from .seed import SeedError, seed_in
from .workers import Refused, Workers

__all__ = [
    "BookError", "Collection", "Gradebook", "Refused", "SeedError", "Standing", "Unreadable", "Workers", "export",
    "grade_class", "neutral", "seed_in", "unsandboxed",
]  # fmt: skip
