"""The names of the field: an id where a lesson introduces each, and the chapter that has them all."""

import re
from html import escape

from .errors import BookError
from .prose import CODE, slug

BOLD = re.compile(CODE + r"|\*\*(?P<words>.+?)\*\*", re.DOTALL | re.MULTILINE)
PLACE = "<!-- terms -->"


def anchor(name: str) -> str:
    """The id of the place in a lesson that introduces this name."""
    return f"term-{slug(name.lower())}"


def anchored(markdown: str, terms: tuple) -> str:
    """The Markdown of a cell in which each of these terms that stands there in bold has its id."""
    missing = {term.name.lower() for term in terms}

    def named(match):
        name = " ".join((match["words"] or "").split()).lower()
        if name not in missing:
            return match[0]
        missing.remove(name)
        return f'<strong id="{anchor(name)}">{match["words"]}</strong>'

    return BOLD.sub(named, markdown)


def terms_page(markdown: str, chapters: list) -> str:
    """The chapter of all terms, in the order of the alphabet, each with a link to its place.

    Each has a heading of its own, by which the search finds it.
    chapters: each Lesson that is a chapter, with its Markdown. Raises BookError where the page has no
    place for them, or a lesson none for one of its terms.
    """
    if markdown.count(PLACE) != 1:
        raise BookError([f"book/terms.md: write {PLACE} once, on a line of its own, where they go"])
    introduced = [(term, lesson, made) for lesson, made in chapters for term in lesson.terms]
    if problems := [
        f"solutions/{lesson.stem}.py: the term '{term.name}' stands nowhere in bold; "
        f"write **{term.name}** where it is met"
        for term, lesson, made in introduced
        if f'id="{anchor(term.name)}"' not in made
    ]:
        raise BookError(problems)
    items = (
        f"## {escape(term.name)}\n\n"
        f'<p class="term">{escape(term.sentence)} <span>{escape(term.source)}.</span> '
        f'<a href="{lesson.stem}.md#{anchor(term.name)}">Lesson {lesson.number}</a></p>'
        for term, lesson, _ in sorted(introduced, key=lambda pair: pair[0].name.lower())
    )
    return markdown.replace(PLACE, "\n\n".join(items))
