"""What a cell printed or showed, as HTML for a page without a kernel."""

import re
from html import escape

from .prose import page_markdown, text_block

LINES, LINE = 30, 400  # what is shown of a long text: lines, and characters of one
WIDGET = "application/vnd.jupyter.widget-view+json"
COLUMNS = re.compile(r"\S {2,}\S")
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def output_html(output, last_words: dict, lesson: str) -> str:
    """One output as Markdown for mdBook: HTML without a blank line, or Markdown where the output is that.

    last_words: of each widget, by model id, as `executed` gives them. lesson: the file in which a widget
    works.
    """
    if output.output_type == "stream":
        return text_block(capped(ANSI.sub("", output.text)), "printed")
    data = output.data
    if WIDGET in data:
        return _widget(data["text/plain"], last_words.get(data[WIDGET]["model_id"]), lesson)
    if "text/html" in data:
        return shown(data["text/html"])
    if "text/markdown" in data:
        return page_markdown(data["text/markdown"])
    if "image/svg+xml" in data:
        return shown(data["image/svg+xml"])
    for kind in ("image/png", "image/jpeg"):
        if kind in data:  # carries no alternative text, which stops the build
            return shown(f'<img src="data:{kind};base64,{data[kind].replace(chr(10), "")}">')
    return text_block(capped(ANSI.sub("", data["text/plain"])), "value")


def capped(text: str) -> str:
    """The text, cut where it is too long to be read on a page, with a line that says so."""
    lines = [line if len(line) <= LINE else f"{line[:LINE]} …" for line in text.rstrip("\n").split("\n")]
    if len(lines) > LINES + 3:
        lines[LINES:] = [f"… and {len(lines) - LINES} lines more in the lesson"]
    return "\n".join(lines)


def shown(html: str) -> str:
    """HTML that a cell showed, on one line for Markdown and in a box that scrolls."""
    line = re.sub(r"\s*\n\s*", " ", html.strip())
    return f'<div class="shown">{line}</div>'


def _widget(first, last, lesson):
    """The words of a widget: as it was shown, and folded below, what it says once it is answered.

    A widget that takes no answer, such as a training curve, is shown as it was in the end.
    """
    answered = last is not None and last["recorded"]
    before = last["text"] if last is not None and not answered else first
    after = ""
    if answered:
        after = f"<details><summary>After the answer</summary>{_words(last['text'])}</details>"
    return (
        f'<div class="widget">{_words(before)}{after}'
        f'<p class="notice">In the lesson this is interactive: <a href="index.md#do-it-yourself">'
        f"<code>{escape(lesson)}</code></a></p></div>"
    )


def _words(text):
    """The text of a widget: sentences, whose lines may break, or a table, whose lines must not."""
    return text_block(capped(text), "words table" if COLUMNS.search(text) else "words")
