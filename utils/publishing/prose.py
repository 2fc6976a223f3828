"""The Markdown of a notebook as the Markdown of the book: its formulas drawn, its links to pages."""

import re
from html import escape
from itertools import groupby

from .mathematics import mathml

CODE = r"(?P<code>^(?P<fence>```+|~~~+).*?^(?P=fence)\s*?$|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|\\.)"
# Code comes first, so that nothing within it is taken for a formula or a link.
PARTS = re.compile(
    CODE
    + r"""
      | \$\$(?P<display>.+?)\$\$
      | \$(?P<inline>[^\s$](?:[^$]*?[^\s$])?)\$(?!\d)
      | (?P<link>\]\(\s*<?)(?P<target>[^\s)>]+)""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
COLUMNS = re.compile(r"\S {2,}\S")


def page_markdown(markdown: str) -> str:
    """The Markdown of a cell, for mdBook. Raises ValueError for a formula that cannot be drawn."""
    return PARTS.sub(_part, markdown)


def slug(words: str) -> str:
    """The id that mdBook gives to a heading of these words, or of these words as JupyterLab joins them."""
    return "".join(c.lower() if c.isalnum() or c in "_-" else "-" if c.isspace() else "" for c in words)


def text_block(text: str, kind: str) -> str:
    """Preformatted text as HTML on one line: a blank line would end the HTML and begin Markdown."""
    return f'<pre class="{kind}">{escape(text, quote=False).replace(chr(10), "&#10;")}</pre>'


def text_blocks(text: str, kind: str) -> str:
    """The same, where the lines of tables, with columns apart, must not break, and those of sentences may."""
    runs = groupby(text.split("\n"), key=lambda line: bool(COLUMNS.search(line)))
    return "".join(text_block("\n".join(lines), f"{kind} table" if columns else kind) for columns, lines in runs)


def _part(match):
    if match["code"]:
        return match[0]
    if match["display"]:
        return f'<span class="formula">{mathml(match["display"].strip(), display=True)}</span>'
    if match["inline"]:
        return mathml(match["inline"])
    path, hash, heading = match["target"].partition("#")
    if "://" in path:
        return match[0]
    return match["link"] + re.sub(r"\.ipynb$", ".md", path) + hash + slug(heading)
