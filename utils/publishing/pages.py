"""What the finished pages are held to: links that lead somewhere, pictures in words, nothing from a network."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LOADS = {
    ("link", "href"),
    *((tag, "src") for tag in ("audio", "embed", "iframe", "img", "script", "source", "video")),
}
PLACE = re.compile(r"\s*(solutions/\S+\.py, cell \d+)\s*")
WORDS = "give it one; the figures of utils.figures ask for it"


def page_problems(folder: Path, chapters: list[str]) -> list[str]:
    """What is wrong with the pages in `folder`, a message each, with its place; empty where all is right.

    chapters: names of the pages that have been notebooks, as "01_recurrence.html".
    """
    pages = {path.name: Page(path) for path in sorted(folder.glob("*.html")) if path.name != "toc.html"}
    # Where the preprocessor is missing or broken, mdBook writes raw notebooks, or nothing, and is content.
    if raw := [name for name in chapters if name not in pages or not pages[name].is_chapter]:
        return [
            f"{name}: its notebook was not turned into a chapter. Either book.toml names no preprocessor, "
            'command = "python -m utils.publishing", or that stopped, and said why above'
            for name in raw
        ]
    problems = [problem for page in pages.values() for problem in page.problems]
    for name, page in pages.items():
        for place, link in page.links:
            if reason := _broken(link, name, pages):
                problems.append(f"{place}: the link to {link} is broken: {reason}")
    return list(dict.fromkeys(problems))  # mdBook has each picture of Markdown twice, to be enlarged


def _broken(link, name, pages):
    """Why a link on page `name` leads nowhere; None for one that leads somewhere, or away from the book."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    target = unquote(parts.path) or name
    if target not in pages:
        return f"the book has no page {target}; it has {', '.join(pages)}"
    if parts.fragment and unquote(parts.fragment) not in pages[target].ids:
        return f"{target} has no heading or id {parts.fragment}"
    return None


class Page(HTMLParser):
    """One page: its ids and links, and the problems that it shows by itself.

    A place is that of the last comment that names one, which is the cell that the page shows there.
    """

    def __init__(self, path: Path):
        super().__init__()
        self.place, self.is_chapter = path.name, False
        self.ids, self.links, self.problems = set(), [], []
        self._open = []  # (tag, whether it has words for who cannot see, or is hidden from them)
        self.feed(path.read_text(encoding="utf-8"))

    def handle_comment(self, data):
        if match := PLACE.fullmatch(data):
            self.place, self.is_chapter = match[1], True

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        if "id" in attributes:
            self.ids.add(attributes["id"])
        if tag == "a" and "href" in attributes:
            self.links.append((self.place, attributes["href"]))
        for name, value in attributes.items():
            if (tag, name) in LOADS and urlsplit(value).scheme not in ("", "data") or value.startswith("//"):
                self.problems.append(f"{self.place}: <{tag}> would load {value} from a network; take it out")
        said = any(attributes.get(name, "").strip() for name in ("aria-label", "alt"))
        inside = any(words for _, words in self._open)
        pictured = tag == "img" or attributes.get("role") == "img"
        if (pictured and not said) or (tag == "svg" and not said and not inside and self._in_main):
            self.problems.append(f"{self.place}: a picture has no alternative text; {WORDS}")
        if tag not in VOID:
            self._open.append((tag, said or attributes.get("aria-hidden") == "true"))

    def handle_endtag(self, tag):
        while self._open and tag in (names := [name for name, _ in self._open]):
            self._open.pop()
            if names[-1] == tag:
                return

    @property
    def _in_main(self):
        return any(tag == "main" for tag, _ in self._open)
