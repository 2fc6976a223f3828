"""What is printed on a terminal, a pipe or a file: signs that it may lack, and how `onehop` is called there."""
import codecs
import os
import shlex
import shutil
import sys
import unicodedata
from pathlib import Path

SIGNS = {"✓": "+", "✗": "x", "○": "o", "→": "->", "–": "-", "—": "-", "−": "-", "·": ".", "×": "x",
         "’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."}


def spell_out():
    """Let standard output and error write a sign that they lack with others, where they would raise."""
    codecs.register_error("onehop.spelled_out", _spelled_out)
    for stream in (sys.stdout, sys.stderr):
        if stream:  # there is none without a console
            stream.reconfigure(errors="onehop.spelled_out")


def onehop():
    """How this installation's `onehop` is called: by its name where the path leads to it, else by its place."""
    ours = shutil.which("onehop", path=Path(sys.executable).parent)
    found = shutil.which("onehop")
    if not ours or found and os.path.samefile(found, ours):
        return "onehop"
    place = Path(ours)
    return shlex.quote(str(place.relative_to(Path.cwd()) if place.is_relative_to(Path.cwd()) else place))


def _spelled_out(error):
    sign = error.object[error.start]
    if "\udc80" <= sign <= "\udcff":  # a byte of a file's name, as the system gave it
        return bytes([ord(sign) - 0xDC00]), error.start + 1
    letter = unicodedata.normalize("NFD", sign)[0]  # without its accent
    return SIGNS.get(sign) or (letter if letter.isascii() else "?"), error.start + 1
