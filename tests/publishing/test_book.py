"""The book through mdBook itself: what its pages hold, and what stops it."""

import ast
import json
import re
from pathlib import Path

import pytest

from tests.publishing.small_book import FIRST, SECOND, SOLUTION, course_book, keep, small_book
from tests.publishing.test_views import HOSTILE, carried
from utils.exercises import lessons
from utils.publishing import BookError, build, preprocessor
from utils.publishing.chapters import chapter, front_page
from utils.publishing.prose import slug
from utils.publishing.terms import anchor


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The text of each page of the small book, by name."""
    clock = f"from utils.widgets import StepClock\nStepClock({HOSTILE!r})"
    root = small_book(tmp_path_factory.mktemp("small") / "course", second=SECOND | {"clock": clock})
    front = build(root, root / "out")
    return {path.name: path.read_text() for path in front.parent.glob("*.html")} | {"folder": front.parent}


def book(*names):
    """What mdBook hands to the preprocessor, of these lessons."""
    return {"items": ["Separator", *({"Chapter": {"path": f"../solutions/{name}.ipynb"}} for name in names)]}


def replace(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_chapter_has_its_prose_its_code_and_what_came_of_it(pages):
    page = pages["00_welcome.html"]
    assert '<h1 id="00-first">' in page and "<code>$1</code>" in page
    assert '<math display="inline"><mrow><mi>p</mi><mo>' in page
    assert "print('one line')" in page and '<pre class="printed">one line</pre>' in page
    assert '<pre class="value">5</pre>' in page


def test_a_solution_is_folded_under_its_exercise(pages):
    page = pages["00_welcome.html"]
    before, folded = page.split("<details><summary>Solution</summary>")
    folded, after = folded.split("</details>")
    assert "2 points · 5 minutes · difficulty 1 of 5" in before
    assert 'raise NotImplementedError("neuron")' in before and "max(0" not in before + after
    assert "return max(0, x * weights + bias)" in folded
    assert "SOLUTION" not in page


def test_a_widget_goes_through_mdbook_with_all_that_draws_it(pages):
    page = pages["01_recurrence.html"].split("<main>")[1].split("</main>")[0]
    fronts, models = carried(page)
    ((id, model),) = models.items()
    assert model["state"]["symbols"] == HOSTILE
    assert "export default" in fronts[model["front"]]["module"]
    assert re.search(rf'data-model="{id}">\s*<div class="shown">\s*<p>Tick 0 of {len(HOSTILE)}', page)
    assert "lessons/01_recurrence.ipynb" in page
    assert "<script" not in pages["00_welcome.html"].split("<main>")[1].split("</main>")[0]


def test_links_lead_from_lesson_to_lesson_and_to_their_headings(pages):
    assert '<a href="01_recurrence.html#the-long-way">' in pages["00_welcome.html"]
    assert '<a href="00_welcome.html">Back</a>' in pages["01_recurrence.html"]
    assert 'id="the-long-way"' in pages["01_recurrence.html"]


def test_the_front_page_has_the_picture_and_the_lessons(pages):
    page = pages["index.html"]
    assert re.search('<figure role="img" aria-label="Left: 8 people in a line', page)
    for words in ("Here are the lessons 00 to 01.", "How does this course work?", "How can a network read?", "<code>recurrent_unroll</code>"):
        assert words in page


def test_each_term_has_its_place_in_the_index_of_terms_and_in_that_of_the_search(pages):
    introduced = [(lesson.stem, place, term) for lesson in lessons[:2] for place, term in enumerate(lesson.terms)]
    (file,) = pages["folder"].glob("searchindex*.js")
    script = file.read_text()
    search = json.loads(ast.literal_eval(script[script.index("JSON.parse(") + 11 : script.rindex("')") + 1]))
    sections = {search["doc_urls"][int(id)]: text for id, text in search["index"]["documentStore"]["docs"].items()}
    for stem, place, term in introduced:
        assert f'<strong id="{anchor(term.name)}">{term.name}</strong>' in pages[f"{stem}.html"]
        assert f'<a href="{stem}.html#{anchor(term.name)}">Lesson {stem[:2]}</a>' in pages["terms.html"]
        assert term.sentence in sections[f"terms.html#{slug(term.name)}"]["body"]
        assert term.name in sections[f"{stem}.html#place-{place}"]["body"]
    assert pages["terms.html"].count('class="term"') == len(introduced)


def test_nothing_is_copied_that_is_not_a_part_of_the_pages(pages):
    folder = pages["folder"]
    assert (
        not list(folder.rglob("*.ipynb"))
        and not (folder / "theme").exists()
        and not (folder / "print.html").exists()
    )
    assert len(list(folder.rglob("onehop*.css"))) == 1


def test_each_lesson_of_the_course_becomes_a_page(tmp_path):
    """Their prose, formulas, links and exercises; that they run, and what they show, is tried elsewhere."""
    front = build(course_book(tmp_path / "course"), tmp_path / "out")
    lessons = sorted(
        path.stem for path in (Path(__file__).parents[2] / "solutions").glob("[0-9][0-9]_*.ipynb")
    )
    assert sorted(path.stem for path in front.parent.glob("[0-9]*.html")) == lessons


def test_what_the_pages_lack_stops_the_book_with_its_place(tmp_path):
    root = small_book(tmp_path / "course", FIRST | {
        "gates": "[on](02_gates.ipynb)", "short": "[on](01_recurrence.ipynb#The-short-way)", "picture": "![](curve.png)",
        "bitmap": "bitmap()", "script": "script()", "plain": "[up](#00-First)",
    })  # fmt: skip
    keep(root / "solutions/00_welcome.ipynb", root, {
        "bitmap": [{"image/png": "AAAA", "text/plain": "<Figure>"}],
        "script": [{"text/html": '<script src="https://example.org/a.js"></script>'}],
    })  # fmt: skip
    keep(root / "solutions/01_recurrence.ipynb", root)
    with pytest.raises(BookError) as error:
        build(root, root / "out")
    place = "solutions/00_welcome.py, cell"
    for words in (
        f"{place} 4: the link to 02_gates.html is broken: the book has no page 02_gates.html",
        f"{place} 5: the link to 01_recurrence.html#the-short-way is broken",
        f"{place} 6: a picture has no alternative text",
        f"{place} 7: a picture has no alternative text",
        f"{place} 8: <script> would load https://example.org/a.js",
    ):
        assert sum(problem.startswith(words) for problem in error.value.problems) == 1, words
    assert len(error.value.problems) == 5


def test_what_a_chapter_cannot_hold_is_all_said_at_once(tmp_path):
    root = small_book(
        tmp_path / "course",
        FIRST | {"formula": "# A formula\n\n$\\softmaks(x)$", "exercise-softmaks": SOLUTION},
        {"title": "# 01 Second", "sum": "1 / 0"},
    )
    keep(root / "solutions/00_welcome.ipynb", root)
    with pytest.raises(BookError) as error:
        preprocessor.publish(book("00_welcome", "01_recurrence"), root)
    assert error.value.problems == [
        "solutions/00_welcome.py, cell 4: the formula \\softmaks(x) has a command that we cannot draw: \\softmaks",
        "solutions/00_welcome.py, cell 5: exercise 'softmaks' has no specification; add one to utils/exercises",
        "solutions/01_recurrence.py, cell 2: it raised ZeroDivisionError: division by zero; mend the cell, run make "
        "notebooks, and build again",
    ]


def test_a_lesson_that_is_left_out_is_named_with_its_line(tmp_path):
    root = small_book(tmp_path / "course")
    keep(root / "solutions/00_welcome.ipynb", root)
    line = "- [01 Title](../solutions/01_recurrence.ipynb)"
    with pytest.raises(
        BookError, match=re.escape(f"book/SUMMARY.md: 01_recurrence.ipynb is in no line; add {line}")
    ):
        preprocessor.publish(book("00_welcome"), root)


@pytest.mark.parametrize("comment", ["hops", "lessons"])
def test_the_front_page_needs_its_places(tmp_path, comment):
    front = (small_book(tmp_path / "course") / "book/index.md").read_text()
    with pytest.raises(BookError, match=f"book/index.md: write <!-- {comment} --> once"):
        front_page(front.replace(f"<!-- {comment} -->", ""), [Path("00_welcome.ipynb")])


def test_a_chapter_that_is_no_lesson_is_named():
    with pytest.raises(BookError, match="17_more is no lesson of utils/exercises/lessons; add lesson_17.py there"):
        front_page("<!-- hops -->\n<!-- lessons -->", [Path("17_more.ipynb")])


@pytest.mark.parametrize("path, old, new, words", [
    ("book/SUMMARY.md", "01_recurrence", "01_recurence", "01_recurence"),
    ("book.toml", "[preprocessor.onehop]", '[preprocessor.onehop]\nrenderers = ["epub"]',
     "00_welcome.html: its notebook was not turned into a chapter"),
    ("book.toml", "utils.publishing", "utils.nowhere", "00_welcome.html: its notebook was not turned into a chapter"),
])  # fmt: skip
def test_mdbook_does_not_go_on_by_itself(tmp_path, capfd, path, old, new, words):
    root = small_book(tmp_path / "course")
    replace(root / path, old, new)
    with pytest.raises(BookError) as error:
        build(root, root / "out")
    assert words in capfd.readouterr().err + str(error.value)


def test_a_lesson_that_was_not_built_from_its_master_is_named(tmp_path):
    root = small_book(tmp_path / "course")
    path = root / "solutions/00_welcome.ipynb"
    keep(path, root)
    replace(root / "lessons/00_welcome.ipynb", "exercise-neuron", "exercise-other")
    with pytest.raises(
        BookError, match="welcome.py, cell 2: the lesson has no such cell; run make notebooks"
    ):
        chapter(path, root)
    (root / "lessons/00_welcome.ipynb").unlink()
    with pytest.raises(BookError, match="lessons/00_welcome.ipynb is missing; run make notebooks"):
        chapter(path, root)


def test_without_mdbook_the_mend_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name, path: None)
    with pytest.raises(BookError, match="mdbook is not installed; run make setup"):
        build(tmp_path, tmp_path / "out")


def test_the_preprocessor_says_which_renderer_it_is_for():
    assert preprocessor.main(["supports", "html"]) == 0
    assert preprocessor.main(["supports", "epub"]) == 1
