"""What a cell printed or showed, as HTML for a page without a kernel."""

import re

from .prose import page_markdown, text_block, text_blocks

LINES, LINE = 30, 400  # what is shown of a long text: lines, and characters of one
WIDGET = "application/vnd.jupyter.widget-view+json"
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def output_html(output, views) -> str:
    """One output as Markdown for mdBook: HTML without a blank line, or Markdown where the output is that.

    views: the `Views` of the page, which has a place for each widget.
    """
    if output.output_type == "stream":
        return text_blocks(capped(ANSI.sub("", output.text)), "printed")
    data = output.data
    if WIDGET in data:
        return views.place(data)
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
