"""TeX becomes MathML, which every browser draws without a script, a font or a network."""

import re
from itertools import pairwise
from xml.etree import ElementTree

from latex2mathml.converter import convert

CHILDREN = {
    "mfrac": 2,
    "msub": 2,
    "msup": 2,
    "mover": 2,
    "munder": 2,
    "msubsup": 3,
    "munderover": 3,
    "mroot": 2,
}


def mathml(tex: str, display: bool = False) -> str:
    """The MathML of a formula in TeX, on one line, with no character that means something to Markdown.

    Raises ValueError for TeX that cannot be drawn whole: an unknown command, a part that is missing, or a
    line break or a column outside of a matrix.
    """
    try:
        text = convert(tex, display="block" if display else "inline")
    except Exception as error:  # a class of its own for each fault, and no common one
        reason = re.sub("([a-z])([A-Z])", r"\1 \2", type(error).__name__.removesuffix("Error")).lower()
        raise ValueError(f"the formula {tex} is not TeX that we can draw: {reason}") from None
    text = text.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    if unknown := re.search(r"\\[A-Za-z]*", text):
        raise ValueError(f"the formula {tex} has a command that we cannot draw: {unknown[0]}")
    if 'linebreak="newline"' in text or "<mi>&</mi>" in text:
        raise ValueError(f"the formula {tex} breaks its line outside of a matrix; use one formula a line")
    root = ElementTree.fromstring(text)
    for element in root.iter():
        if len(element) != CHILDREN.get(element.tag, len(element)):
            raise ValueError(f"the formula {tex} lacks a part of its {element.tag[1:]}")
        _apply_functions(element)
    text = ElementTree.tostring(root, encoding="unicode")
    return re.sub(r"[*_\[\]`~|]", lambda match: f"&#{ord(match[0])};", text)


def _apply_functions(parent):
    """A thin space where a function by name meets its argument: ln p, not lnp."""
    for name, argument in pairwise(list(parent)):
        if name.tag == "mi" and len(name.text or "") > 1 and name.text.isalpha() and argument.tag != "mo":
            parent.insert(list(parent).index(name) + 1, ElementTree.Element("mspace", width="0.17em"))
