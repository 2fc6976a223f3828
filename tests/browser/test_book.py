"""The book in a real browser: nothing asked of a network, every link good, both themes, a phone's width, axe.

The course's own book, of which lesson 00 is executed: it has every kind of output that there is. Pictures go
to .cache/book/pictures/, to be looked at.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lab import LESSONS, ROOT
from tests.browser.page import CUT, mixed, severe
from tests.publishing.small_book import course_book
from utils.exercises import lessons
from utils.publishing import build
from utils.publishing.prose import slug
from utils.publishing.terms import anchor

PICTURES = ROOT / ".cache" / "book" / "pictures"
PAGES = ("index", *LESSONS, "terms")
THEMES = {"light": ("light", "rgb(255, 255, 255)"), "dark": ("navy", "rgb(20, 23, 29)")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of the built book."""
    root = course_book(tmp_path_factory.mktemp("book") / "course", executed=("00_welcome",))
    return build(root, root / "out").parent


@pytest.fixture
def visit(page, folder):
    """`visit("00_welcome")` opens a page of the book, from its file."""

    def visit(name, scheme="light", width=1280):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        page.goto((folder / f"{name}.html").as_uri())
        expect(page.locator("[data-model]:not([data-drawn])")).to_have_count(0)
        return page

    return visit


@pytest.mark.parametrize("name", PAGES)
def test_every_link_and_every_file_that_a_page_asks_for_is_there(visit, folder, page, name):
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    visit(name)
    assert not failed
    links = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)")
    assert len(links) > len(PAGES)  # those of the table of contents are put in by a script
    wanted = {}
    for address, _, anchor in (link.partition("#") for link in links if not link.startswith("http")):
        wanted.setdefault(address, set()).add(anchor)
    for address, anchors in wanted.items():
        page.goto(address)
        ids = page.eval_on_selector_all("[id]", "elements => elements.map((element) => element.id)")
        assert len(ids) == len(set(ids))
        assert anchors - {""} <= set(ids)


@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 360)])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_axe_finds_nothing_serious(visit, name, width, scheme):
    page = visit(name, scheme, width)
    theme, paper = THEMES[scheme]
    expect(page.locator("html")).to_contain_class(theme)
    expect(page.locator("html")).to_have_css("background-color", paper)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}_{width}_{scheme}.png", full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        """(width) => [...document.querySelectorAll("main > *")].filter((element) => {
            const box = element.getBoundingClientRect();
            return box.left < 0 || box.right > width;
        }).map((element) => element.outerHTML.slice(0, 200))""",
        width,
    )
    assert not wide
    found = severe(page)
    assert not found, "\n".join(found)


def test_a_solution_opens_by_keyboard(visit):
    page = visit("00_welcome")
    solution = page.locator("#exercise-neuron details")
    answer = solution.get_by_text("torch.relu(x @ weights + bias)")
    expect(answer).to_be_hidden()
    solution.locator("summary").press("Enter")
    expect(answer).to_be_visible()


def test_the_step_clock_advances_in_the_book_by_keyboard(visit):
    clock = visit("00_welcome").locator(".onehop-step-clock")
    expect(clock).to_have_attribute("data-tick", "0")
    clock.get_by_role("button", name="Step").press("Enter")
    expect(clock).to_have_attribute("data-tick", "1")
    clock.get_by_role("slider").press("ArrowLeft")  # a key by which mdBook else turns the page
    expect(clock).to_have_attribute("data-length", "8")


def test_each_kind_of_widget_is_drawn_in_the_book_and_nothing_else_is_said_to_be_one(visit):
    page = visit("00_welcome")
    for name, count in (("panel", 2), ("predict", 1), ("step-clock", 1), ("choose", 1)):
        expect(page.locator(f"[data-drawn] > div > .onehop-{name}")).to_have_count(count)
    expect(page.locator(".view .notice")).to_have_count(0)


@pytest.mark.parametrize("scheme", THEMES)
def test_widgets_follow_the_theme_that_the_reader_chose(visit, scheme):
    page = visit("00_welcome", {"light": "dark", "dark": "light"}[scheme])  # which is not the system's
    page.get_by_role("button", name="Change theme").click()
    page.get_by_role("menuitem", name=scheme.capitalize()).click()
    question = page.locator(".onehop-choose")
    paper = (255, 255, 255) if scheme == "light" else (20, 23, 29)
    expect(question.locator(".body")).to_have_css("background-color", mixed(*paper))
    expect(question.get_by_role("radio").first).to_have_css("color-scheme", scheme)


def test_a_table_of_a_widget_is_not_drawn_as_a_table_of_the_book(visit):
    page = visit("00_welcome")
    page.locator(".onehop-step-clock summary").click()
    table = page.locator(".onehop-step-clock table")
    expect(table.locator("td").first).to_have_css("border-left-width", "0px")
    expect(table.locator("thead")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.locator(".onehop-panel .content").first).to_have_css("padding-bottom", "0px")


def test_the_reader_chooses_between_two_themes(visit):
    page = visit("index")
    page.get_by_role("button", name="Change theme").click()
    expect(page.locator("#mdbook-theme-list button")).to_have_text(["Auto", "Light", "Dark"])
    page.get_by_role("menuitem", name="Dark").click()
    expect(page.locator("html")).to_have_css("background-color", THEMES["dark"][1])


def test_the_colours_of_a_figure_follow_the_theme(visit):
    inks = set()
    for scheme in THEMES:
        title = visit("00_welcome", scheme).locator("figure text").first
        ink = title.evaluate("(text) => getComputedStyle(text).fill")
        assert ink == title.evaluate("() => getComputedStyle(document.documentElement).color")
        inks.add(ink)
    assert len(inks) == 2


def test_what_scrolls_is_reached_by_keyboard_and_what_does_not_is_passed_over(visit):
    code = visit("00_welcome", width=360).locator("pre > code").first
    expect(code).to_have_attribute("tabindex", "0")
    code = visit("00_welcome").locator("pre > code").first
    expect(code).not_to_have_attribute("tabindex", "0")


@pytest.mark.parametrize("width", [390, 700, 1400])
def test_a_chart_is_whole_and_no_label_is_cut(visit, width):
    page = visit("00_welcome", width=width)
    charts = page.locator(".shown svg, .onehop svg")
    assert charts.count() > 5
    assert not charts.evaluate_all(CUT)


def test_a_long_printed_line_breaks_between_words(visit):
    page = visit("00_welcome", width=390)
    line = page.locator("pre.printed", has_text="Recorded: Four times")
    assert line.evaluate("(pre) => [pre.scrollWidth <= pre.clientWidth, getComputedStyle(pre).overflowWrap]") == [True, "break-word"]


def test_formulas_are_laid_out_by_the_browser(visit):
    page = visit("01_recurrence")
    expect(page.locator(".formula math")).to_have_count(2)
    formula = page.locator(".formula math").last
    index = formula.locator("msub").first.locator("> *")
    assert index.nth(1).bounding_box()["y"] > index.nth(0).bounding_box()["y"]


def test_the_search_finds_a_lesson(visit):
    page = visit("index")
    page.keyboard.press("/")
    page.keyboard.type("rectifier")
    in_lessons = page.locator("#mdbook-searchresults a:not([href*='terms.html'])")
    expect(in_lessons.first).to_contain_text("00 Welcome")


def test_the_search_finds_each_term_where_it_is_introduced(visit):
    """Among the first five: others may be other lessons that speak of it, and the chapter of all terms.

    Of the words that later lessons are full of, it is among all that the search shows, and the first five have the
    chapter's heading, which leads there.
    """
    common = {"attention", "attention weights", "cross-attention", "decoder", "head", "key", "mask", "softmax", "value"}
    sought = {}
    for lesson in (lesson for lesson in lessons if lesson.terms and lesson.stem in LESSONS):
        page = visit(lesson.stem)
        for term in lesson.terms:
            heading = page.locator(f"#{anchor(term.name)}").evaluate(
                "(place) => [...document.querySelectorAll('main :is(h1, h2, h3)[id]')].findLast((heading) =>"
                " heading.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING).id"
            )
            sought[term.name] = f"{lesson.stem}.html#{heading}"
    page = visit("index")
    page.keyboard.press("/")
    search = page.locator("#mdbook-searchbar")
    missed = {}
    for name, place in sought.items():
        search.fill("")
        expect(page.locator("#mdbook-searchresults a")).to_have_count(0)
        search.fill(name[:-1])
        search.press_sequentially(name[-1])
        expect(page.locator("#mdbook-searchresults-header")).to_contain_text(f"for '{name}'")
        links = page.eval_on_selector_all("#mdbook-searchresults a", "links => links.map((link) => link.href)")
        found = [re.sub(r"\?.*?(?=#|$)", "", link.rpartition("/")[2]) for link in links]
        entry = f"terms.html#{slug(name)}"
        if place not in found[:None if name in common else 5] or name in common and entry not in found[:5]:
            missed[name] = (place, found)
    assert not missed


def test_each_term_leads_from_its_chapter_to_its_place(visit):
    for lesson in lessons:
        for term in lesson.terms:
            page = visit("terms")
            page.locator(f"h2#{slug(term.name)} + .term a").click()
            expect(page.locator(f"strong#{anchor(term.name)}")).to_be_in_viewport()


def test_the_table_of_contents_opens_by_keyboard(visit):
    page = visit("index", width=360)
    contents = page.get_by_role("navigation", name="Table of contents")
    expect(contents).not_to_be_in_viewport()
    page.get_by_role("button", name="Toggle Table of Contents").press("Enter")
    expect(contents).to_be_in_viewport()
