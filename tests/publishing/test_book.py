"""The book through mdBook itself: what its pages hold, and what stops it."""

import re
from pathlib import Path

import pytest

from tests.publishing.small_book import FIRST, SECOND, SOLUTION, course_book, small_book
from utils.publishing import BookError, build, preprocessor


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The text of each page of the small book, by name."""
    root = small_book(tmp_path_factory.mktemp("small") / "course")
    front = build(root, root / "out")
    return {path.name: path.read_text() for path in front.parent.glob("*.html")} | {"folder": front.parent}


def stopped(root, capfd):
    """What the build says that does not succeed, all of it."""
    with pytest.raises(BookError) as error:
        build(root, root / "out")
    return capfd.readouterr().err + "\n".join(error.value.problems)


def replace(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_chapter_has_its_prose_its_code_and_what_came_of_it(pages):
    page = pages["00_welcome.html"]
    assert '<h1 id="00-first">' in page and "<code>$1</code>" in page
    assert '<math display="inline"><mrow><mi>p</mi><mo>' in page
    assert 'print(\'one line\')' in page and '<pre class="printed">one line</pre>' in page
    assert '<pre class="value">5</pre>' in page


def test_a_solution_is_folded_under_its_exercise(pages):
    page = pages["00_welcome.html"]
    before, folded = page.split("<details><summary>Solution</summary>")
    folded, after = folded.split("</details>")
    assert "2 points · 5 minutes · difficulty 1 of 5" in before
    assert 'raise NotImplementedError("neuron")' in before and "max(0" not in before + after
    assert "return max(0, x * weights + bias)" in folded
    assert "SOLUTION" not in page


def test_links_lead_from_lesson_to_lesson_and_to_their_headings(pages):
    assert '<a href="01_recurrence.html#the-long-way">' in pages["00_welcome.html"]
    assert '<a href="00_welcome.html">Back</a>' in pages["01_recurrence.html"]
    assert 'id="the-long-way"' in pages["01_recurrence.html"]


def test_the_front_page_has_the_picture_and_the_lessons(pages):
    page = pages["index.html"]
    assert re.search('<figure role="img" aria-label="Left: 8 people in a line', page)
    for words in ("How does this course work?", "How can a network read?", "<code>recurrent_unroll</code>"):
        assert words in page


def test_nothing_is_copied_that_is_not_a_part_of_the_pages(pages):
    folder = pages["folder"]
    assert not list(folder.rglob("*.ipynb")) and not (folder / "theme").exists() and not (folder / "print.html").exists()
    assert len(list(folder.rglob("onehop*.css"))) == 1


def test_each_lesson_of_the_course_becomes_a_page(tmp_path):
    """Their prose, formulas, links and exercises; that they run, and what they show, is tried elsewhere."""
    front = build(course_book(tmp_path / "course"), tmp_path / "out")
    lessons = sorted(path.stem for path in (Path(__file__).parents[2] / "solutions").glob("[0-9][0-9]_*.ipynb"))
    assert sorted(path.stem for path in front.parent.glob("[0-9]*.html")) == lessons


@pytest.mark.parametrize("id, source, words", [
    ("run", "1 / 0", "solutions/00_welcome.py, cell 3: it raised ZeroDivisionError: division by zero; mend the cell"),
    ("run", "from IPython.display import Image, display\ndisplay(Image(b'\\x89PNG\\r\\n\\x1a\\n' + bytes(40), format='png'))",
     "solutions/00_welcome.py, cell 3: a picture has no alternative text"),
    ("run", "from IPython.display import HTML\nHTML('<script src=\"https://example.org/a.js\"></script>')",
     "solutions/00_welcome.py, cell 3: <script> would load https://example.org/a.js"),
    ("title", "# 00 First\n\n[on](02_gates.ipynb)",
     "solutions/00_welcome.py, cell 1: the link to 02_gates.html is broken: the book has no page"),
    ("title", "# 00 First\n\n[on](01_recurrence.ipynb#The-short-way)",
     "solutions/00_welcome.py, cell 1: the link to 01_recurrence.html#the-short-way is broken"),
    ("title", "# 00 First\n\n![](curve.png)", "solutions/00_welcome.py, cell 1: a picture has no alternative text"),
    ("title", "# 00 First\n\n$\\softmaks(x)$", "solutions/00_welcome.py, cell 1: the formula \\softmaks(x) has a command"),
    ("exercise-softmaks", SOLUTION, "solutions/00_welcome.py, cell 4: exercise 'softmaks' has no specification"),
])  # fmt: skip
def test_a_fault_in_a_lesson_stops_the_book_with_its_place(tmp_path, capfd, id, source, words):
    assert words in stopped(small_book(tmp_path / "course", FIRST | {id: source}), capfd)


def test_all_faults_are_said_at_once(tmp_path, capfd):
    root = small_book(tmp_path / "course", FIRST | {"run": "1 / 0"}, SECOND | {"sum": "nothing"})
    said = stopped(root, capfd)
    assert "solutions/00_welcome.py, cell 3" in said and "solutions/01_recurrence.py, cell 3" in said


@pytest.mark.parametrize("path, old, new, words", [
    ("book/SUMMARY.md", "- [01 Second](../solutions/01_recurrence.ipynb)", "",
     "book/SUMMARY.md: 01_recurrence.ipynb is in no line; add - [01 Title](../solutions/01_recurrence.ipynb)"),
    ("book/SUMMARY.md", "01_recurrence", "01_recurence", "01_recurence"),
    ("book/index.md", "<!-- hops -->", "", "book/index.md: write <!-- hops --> once"),
    ("book/index.md", "## Do it yourself", "## Elsewhere", "the link to index.html#do-it-yourself is broken"),
    ("book.toml", "preprocessor.onehop", "preprocessor.links",
     "00_welcome.html: its notebook was not turned into a chapter"),
    ("book.toml", "python -m utils.publishing", "python -m utils.nowhere",
     "00_welcome.html: its notebook was not turned into a chapter"),
])  # fmt: skip
def test_a_fault_in_the_book_stops_it(tmp_path, capfd, path, old, new, words):
    widget = "from utils.widgets import StepClock\nStepClock(list('ab'))"
    root = small_book(tmp_path / "course", FIRST | {"run": widget})
    replace(root / path, old, new)
    assert words in stopped(root, capfd)


def test_a_lesson_that_was_not_built_from_its_master_is_named(tmp_path, capfd):
    root = small_book(tmp_path / "course")
    replace(root / "lessons/00_welcome.ipynb", "exercise-neuron", "exercise-other")
    assert "solutions/00_welcome.py, cell 2: the lesson has no such cell; run make notebooks" in stopped(root, capfd)
    (root / "lessons/00_welcome.ipynb").unlink()
    assert "lessons/00_welcome.ipynb is missing; run make notebooks" in stopped(root, capfd)


def test_without_mdbook_the_mend_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name, path: None)
    with pytest.raises(BookError, match="mdbook is not installed; run make setup"):
        build(tmp_path, tmp_path / "out")


def test_the_preprocessor_says_which_renderer_it_is_for():
    assert preprocessor.main(["supports", "html"]) == 0
    assert preprocessor.main(["supports", "epub"]) == 1
