"""The work folder, which holds all that a learner writes: where it is, and how a file in it is written."""
import os
import secrets
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def folder():
    """The folder that ONEHOP_WORK names, absolute; work/ in the clone where it names none.

    A relative one counts from the clone, so that a notebook, whose own folder is another, and a command that
    is called from anywhere find the same one.
    """
    return Path(os.path.abspath(ROOT / os.path.expanduser(os.environ.get("ONEHOP_WORK") or "work")))


def write(path, text):
    """Write a file as a whole or not at all, and its folder where that is not there. Raises OSError."""
    written = draft(path, text)
    try:
        os.replace(written, path)
    except OSError:
        written.unlink(missing_ok=True)
        raise


def draft(path, text):
    """The text in a file beside `path`, safe on the disk, to be put in its place; returns that file's path.

    Raises OSError, and then leaves nothing behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with open(beside, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def obstacle(place):
    """Why nothing can be written to a folder, which is made where it is not there; empty if something can."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"something")
    except OSError as error:
        return reason(error)
    return ""


def reason(error):
    """What the system says of an OSError."""
    return error.strerror or str(error)
