"""mdBook's side of it: the book comes in as JSON, and goes back with its notebooks turned into chapters."""

import json
import sys
from pathlib import Path

from .errors import BookError

FRONT, TERMS = "index.md", "terms.md"


def main(arguments: list[str]) -> int:
    """Answer mdBook on standard input and output; returns the exit status.

    `supports RENDERER` asks whether we write for it, which is so for HTML.
    """
    if arguments[:1] == ["supports"]:
        return 0 if arguments[1:] == ["html"] else 1
    context, book = json.load(sys.stdin.buffer)  # UTF-8, whatever the locale says
    try:
        publish(
            book, Path(context["root"]), say=lambda words: print(f"  {words}", file=sys.stderr, flush=True)
        )
    except BookError as error:
        print(f"onehop: {error}", file=sys.stderr)
        return 1
    json.dump(book, sys.stdout)
    return 0


def publish(book: dict, root: Path, say=lambda words: None) -> None:
    """Turn the notebooks among the chapters of mdBook's `book` into Markdown, in place.

    Raises BookError with all that is wrong in any of them.
    """
    from .chapters import BY_STEM, chapter, front_page  # loads torch, and mdBook asks what we support first
    from .terms import terms_page

    items = [item["Chapter"] for item in book["items"] if "Chapter" in item]
    notebooks = {Path(item["path"]): item for item in items if item["path"].endswith(".ipynb")}
    problems = _left_out(root, {path.name for path in notebooks})
    for path, item in notebooks.items():
        item["path"] = f"{path.stem}.md"
        try:
            item["content"] = chapter(root / "solutions" / path.name, root, say)
        except BookError as error:
            problems += error.problems
    pages = {FRONT: lambda words: front_page(words, list(notebooks))}
    if not problems:  # a chapter that could not be made has no place for its terms
        made = [(BY_STEM[path.stem], item["content"]) for path, item in notebooks.items() if path.stem in BY_STEM]
        pages[TERMS] = lambda words: terms_page(words, made)
    for item in items:
        if item["path"] in pages:
            try:
                item["content"] = pages[item["path"]](item["content"])
            except BookError as error:
                problems += error.problems
    if problems:
        raise BookError(problems)


def _left_out(root, listed):
    names = sorted(path.name for path in (root / "solutions").glob("[0-9][0-9]_*.ipynb"))
    return [
        f"book/SUMMARY.md: {name} is in no line; add - [{name[:2]} Title](../solutions/{name})"
        for name in names
        if name not in listed
    ]
