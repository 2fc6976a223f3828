"""From what was collected to grades: read as data, tried in a sandbox, kept in a gradebook."""
from utils.reading import Unreadable

from .classes import Standing, grade_class, sandboxed, unsandboxed
from .collected import Collection
from .exports import export
from .gradebook import BookError, Gradebook
from .neutral import neutral
from .sandbox import NoSandbox, Sandboxed, check_walls
from .seed import SeedError, seed_in
from .workers import Workers

__all__ = ["BookError", "Collection", "Gradebook", "NoSandbox", "Sandboxed", "SeedError", "Standing", "Unreadable",
           "Workers", "check_walls", "export", "grade_class", "neutral", "sandboxed", "seed_in", "unsandboxed"]
