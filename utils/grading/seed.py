"""The seed of the grader's examples: random, in a file that only the instructor reads, and never shown."""

import hashlib
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from utils.exercises.evaluation import LARGEST_SEED


class SeedError(Exception):
    """Why a seed file cannot be used, as a sentence."""


@dataclass(frozen=True)
class Seed:
    """A seed, which no text shows, and the salt that keeps its fingerprint from being searched for."""

    value: int = field(repr=False)
    salt: str = field(repr=False)

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"{self.salt} {self.value}".encode()).hexdigest()[:12]


def seed_in(path: Path) -> Seed:
    """The seed in a file, which is made where it is not there. Raises SeedError."""
    path = Path(path)
    try:
        if not path.exists():
            _make(path)
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SeedError(f"the seed file {path} cannot be read or written: {reason}") from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise SeedError(f"others than you can read the seed file {path}; run `chmod 600` on it, or, if somebody may "
                        "have read it, delete it and grade anew")
    words = text.split()
    if len(words) != 2 or not words[0].isdecimal() or int(words[0]) >= LARGEST_SEED or len(words[1]) < 32:
        raise SeedError(f"{path} holds no seed of this grader; name another file, which is made where it is not there")
    return Seed(int(words[0]), words[1])


def _make(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{secrets.token_hex(6)}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{secrets.randbelow(LARGEST_SEED)} {secrets.token_hex(16)}\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
