"""A solved notebook becomes a chapter: prose, code and outputs, each solution folded under its exercise."""

import re
from html import escape
from pathlib import Path

import nbformat

from utils.exercises import Exercise, lessons, specifications
from utils.figures import hops

from .errors import BookError
from .execution import executed, place
from .outputs import output_html, shown
from .prose import page_markdown
from .terms import anchored
from .views import Views

MARKER = re.compile(r"^\s*### (?:BEGIN|END) SOLUTION[^\n]*\n?", re.MULTILINE)
BY_STEM = {lesson.stem: lesson for lesson in lessons}


def chapter(path: Path, root: Path, say=lambda words: None) -> str:
    """The Markdown of the chapter that the solved notebook at `path` becomes.

    Before each cell stands a comment with its place, by which `page_problems` says where to mend what. Raises
    BookError with all that is wrong.
    """
    posed = _posed_cells(root / "lessons" / path.name)
    notebook = executed(path, root, say)
    views = Views(notebook, _notice(f"lessons/{path.name}"))
    terms = BY_STEM[path.stem].terms if path.stem in BY_STEM else ()
    parts, problems = [], []
    for number, cell in enumerate(notebook.cells, start=1):
        here = place(path, number)
        parts.append(f"<!-- {here} -->")
        try:
            parts.append(_cell(cell, posed, views, terms))
        except ValueError as error:
            problems.append(f"{here}: {error}")
    if problems:
        raise BookError(problems)
    return "\n\n".join([*parts, views.scripts()]) + "\n"


def front_page(markdown: str, chapters: list[Path]) -> str:
    """The front page with its picture, and its list of the lessons that are chapters.

    Raises BookError where the page has no place for one of them, or a chapter is of no lesson.
    """
    for comment, words in (("hops", shown(hops(8).html())), ("lessons", _list(chapters))):
        if markdown.count(f"<!-- {comment} -->") != 1:
            raise BookError(
                [f"book/index.md: write <!-- {comment} --> once, on a line of its own, where they go"]
            )
        markdown = markdown.replace(f"<!-- {comment} -->", words)
    return markdown


def _cell(cell, posed, views, terms):
    if cell.cell_type == "markdown":
        return page_markdown(anchored(cell.source, terms))
    if cell.cell_type == "raw":
        return ""
    exercise = cell.metadata.get("exercise")
    parts = [_exercise(exercise, cell, posed) if exercise else _code(cell.source)]
    parts += [output_html(output, views) for output in cell.outputs]
    return '<div class="cell">\n\n' + "\n\n".join(parts) + "\n\n</div>"


def _notice(lesson):
    """Where a widget that is only words on this page is more than that."""
    return (
        '<p class="notice">In the lesson this is interactive: <a href="index.md#do-it-yourself">'
        f"<code>{escape(lesson)}</code></a></p>"
    )


def _exercise(id, cell, posed):
    if cell.id not in posed:
        raise ValueError("the lesson has no such cell; run make notebooks")
    if id not in specifications:
        raise ValueError(f"exercise '{id}' has no specification; add one to utils/exercises")
    spec = specifications[id]
    return "\n\n".join(
        (
            f'<div class="exercise" id="exercise-{id}"><p class="asks"><b>Exercise</b> <code>{id}</code> '
            f"<span>{_count(spec.points, 'point')} · {_count(spec.minutes, 'minute')} · "
            f"difficulty {spec.difficulty} of 5</span></p>",
            _code(posed[cell.id]),
            "<details><summary>Solution</summary>",
            _code(MARKER.sub("", cell.source)),
            "</details></div>",
        )
    )


def _code(source):
    """The code in a fence that is longer than any within it."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", source)), default=0))
    return f"{fence}python\n{source}\n{fence}"


def _posed_cells(path):
    try:
        return {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}
    except FileNotFoundError:
        raise BookError([f"lessons/{path.name} is missing; run make notebooks"]) from None


def _list(chapters):
    if unknown := [path.stem for path in chapters if path.stem not in BY_STEM]:
        raise BookError(
            [
                f"book/SUMMARY.md: {stem} is no lesson of utils/exercises/lessons; add lesson_{stem[:2]}.py there"
                for stem in unknown
            ]
        )
    items = []
    for path in chapters:
        lesson = BY_STEM[path.stem]
        built = ", ".join(
            f"<code>{spec.id}</code>" for spec in lesson.specifications if isinstance(spec, Exercise)
        )
        items.append(
            f'<li><a href="{lesson.stem}.md"><span>{lesson.number}</span>{escape(lesson.question)}</a>'
            f"<p>{lesson.name.replace('_', ' ').capitalize()}. You build {built}.</p></li>"
        )
    first, *more = (BY_STEM[path.stem].number for path in chapters)
    which = f"the lessons {first} to {more[-1]}" if more else f"lesson {first}"
    return f'<p>Here are {which}.</p><ol class="lessons">{"".join(items)}</ol>'


def _count(number, noun):
    return f"{number} {noun}" + "s" * (number != 1)
