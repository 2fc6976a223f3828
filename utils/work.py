"""The work folder, which holds all that a learner writes: where it is, and how a file in it is written."""
import os
import re
import secrets
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What of the clone is the course's own or a tool's, so that nothing a learner writes is kept in there.
TAKEN = {"bench", "book", "build", "lessons", "solutions", "tests", "utils",
         ".cache", ".ci", ".git", ".jupyter", ".uv", ".venv"}
ROOM = ("make room there and let it be written to, or move the folder and set ONEHOP_WORK to its new place: any other "
        "folder is an empty course")


def folder():
    """The folder that ONEHOP_WORK names, absolute; work/ in the clone where it names none.

    A relative one counts from the clone, so that a notebook, whose own folder is another, and a command that
    is called from anywhere find the same one.
    """
    return Path(os.path.abspath(ROOT / os.path.expanduser(os.environ.get("ONEHOP_WORK") or "work")))


def misplaced():
    """Why the work folder cannot be where it is said to be, as a sentence without its end; empty if it can."""
    for place, root in ((folder(), ROOT), (folder().resolve(), ROOT.resolve())):
        if place == root or place.is_relative_to(root) and place.relative_to(root).parts[0] in TAKEN:
            return f"ONEHOP_WORK is {folder()}, which is the course's own; set it to another folder, or not at all"
    if folder().exists() and not folder().is_dir():
        return f"{folder()}, where your work is to be kept, is a file; move it away, or set ONEHOP_WORK to a folder"
    return ""


def make(place):
    """Make a folder where it is not there. Of a work folder that is made in the clone, git sees nothing."""
    top = folder()
    new = not top.exists()
    place.mkdir(parents=True, exist_ok=True)
    if new and top.exists() and top.is_relative_to(ROOT) and top != ROOT / "work":
        (top / ".gitignore").write_text("*\n", encoding="utf-8")


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
    make(path.parent)
    beside = path.with_name(f".{secrets.token_hex(6)}.part")  # as `leftovers` knows it
    try:
        with open(beside, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def leftovers(place):
    """The drafts, in a folder and those below it, of programs that were ended while they wrote."""
    return sorted(path for path in place.rglob(".*.part") if re.fullmatch(r"\.[0-9a-f]{12}\.part", path.name))


def obstacle(place):
    """Why nothing can be written to a folder, which is made where it is not there; empty if something can."""
    try:
        make(place)
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"something")
    except OSError as error:
        return reason(error)
    return ""


def reason(error):
    """What the system says of an OSError."""
    return error.strerror or str(error)
