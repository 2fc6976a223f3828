"""Texts that others wrote, so that they do nothing where they are shown: in a terminal, a file, a page, a table."""

import unicodedata

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "−")
JOINERS = "\u200c\u200d"  # which some names and emoji are written with


def neutral(text: str) -> str:
    """The text without what steers a terminal or the direction of writing: of that a code stands there instead."""
    return "".join(map(_neutral, text))


def _neutral(sign):
    if sign.isprintable() or sign in JOINERS or unicodedata.category(sign) == "Zs":
        return sign
    if sign in "\n\r\t\u2028\u2029":
        return " "
    return f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}"


def table_cell(value):
    """A value as it stands in a table; a text that a spreadsheet would take for a formula gets an apostrophe first."""
    if not isinstance(value, str):
        return value
    text = neutral(value)
    return f"'{text}" if value.startswith(FORMULA) or text.lstrip(" '\"").startswith(FORMULA) else text
