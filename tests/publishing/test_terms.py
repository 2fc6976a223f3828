"""The terms: an id at each place that introduces one, and the chapter that leads there."""

import re

import pytest

from utils.exercises import lessons
from utils.exercises.specification import Lesson, Term
from utils.publishing import BookError
from utils.publishing.chapters import BY_STEM
from utils.publishing.prose import page_markdown
from utils.publishing.terms import anchor, anchored, terms_page

LOGIT, STATE = Term("logit", "It goes in & out.", "Berkson 1944"), Term("hidden state", "What is carried.", "Elman 1990")
CLIPPING = Term("Gradient clipping", "To shorten <it>.", "Pascanu 2013")
FIRST = Lesson("01", "one", "What?", (), (STATE, LOGIT))
SECOND = Lesson("02", "two", "How?", (), (CLIPPING,))
TEXTS = [
    "It is called a **Hidden\nstate**. **hidden state** again, and `**logit**` is code, no **logits**, but this **logit**.",
    "# On **gradient clipping**",
]
PAGE = "# Terms\n\n<!-- terms -->"


def chapters():
    pairs = zip((FIRST, SECOND), TEXTS, strict=True)
    return [(lesson, page_markdown(anchored(text, lesson.terms))) for lesson, text in pairs]


def test_the_first_place_in_bold_has_the_id_in_its_own_words():
    text = anchored(TEXTS[0], FIRST.terms)
    assert '**' in text and text.startswith('It is called a <strong id="term-hidden-state">Hidden\nstate</strong>.')
    assert text.count("<strong") == 2 and "`**logit**`" in text and text.endswith('<strong id="term-logit">logit</strong>.')
    assert anchored("**nothing** here", FIRST.terms) == "**nothing** here"


def test_the_chapter_has_them_by_the_alphabet_each_with_its_sentence_source_and_place():
    page = terms_page(PAGE, chapters())
    found = re.findall(r'## (.+)\n\n<p class="term">(.*?) <span>(.*?)\.</span> <a href="([^"]+)">Lesson (..)</a></p>', page)
    assert found == [
        ("Gradient clipping", "To shorten &lt;it&gt;.", "Pascanu 2013", "02_two.md#term-gradient-clipping", "02"),
        ("hidden state", "What is carried.", "Elman 1990", "01_one.md#term-hidden-state", "01"),
        ("logit", "It goes in &amp; out.", "Berkson 1944", "01_one.md#term-logit", "01"),
    ]


def test_a_term_without_a_place_and_a_page_without_one_are_named():
    (first, _), *others = chapters()
    with pytest.raises(BookError) as error:
        terms_page(PAGE, [(first, "**logit**"), *others])
    assert error.value.problems == [
        f"solutions/01_one.py: the term '{name}' stands nowhere in bold; write **{name}** where it is met"
        for name in ("hidden state", "logit")
    ]
    with pytest.raises(BookError, match="book/terms.md: write <!-- terms --> once"):
        terms_page("# Terms", chapters())


def test_ids_of_the_courses_terms_differ_within_a_lesson():
    assert BY_STEM.keys() == {lesson.stem for lesson in lessons}
    for lesson in lessons:
        assert len({anchor(term.name) for term in lesson.terms}) == len(lesson.terms)
