"""Text for a terminal, a pipe or a file that lacks some of our signs: the C locale, code pages of Windows."""
import codecs
import sys
import unicodedata

SIGNS = {"✓": "+", "✗": "x", "○": "o", "→": "->", "–": "-", "—": "-", "−": "-", "·": ".", "×": "x",
         "’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."}


def spell_out():
    """Let standard output and error write a sign that they lack with others, where they would raise."""
    codecs.register_error("onehop.spelled_out", _spelled_out)
    for stream in (sys.stdout, sys.stderr):
        if stream:  # there is none without a console
            stream.reconfigure(errors="onehop.spelled_out")


def _spelled_out(error):
    sign = error.object[error.start]
    if "\udc80" <= sign <= "\udcff":  # a byte of a file's name, as the system gave it
        return bytes([ord(sign) - 0xDC00]), error.start + 1
    letter = unicodedata.normalize("NFD", sign)[0]  # without its accent
    return SIGNS.get(sign) or (letter if letter.isascii() else "?"), error.start + 1
