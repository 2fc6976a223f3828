"""Every figure from a file, with the network off and no kernel: by mouse, by keyboard alone, in both themes."""

import pytest
from playwright.sync_api import expect

from tests.browser.figures import all_figures
from tests.browser.lab import ROOT
from tests.browser.page import CONTROLS, PICTURES, press, severe
from tests.publishing.small_book import small_book, write
from utils.publishing.execution import executed
from utils.publishing.static import static_page

FIGURES = all_figures()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The static page of a notebook with all figures, each as it is before it was touched."""
    root = small_book(tmp_path_factory.mktemp("figures") / "course")
    cells = {f"{figure.id}-{place}": source for figure in FIGURES for place, source in enumerate(figure.cells[:2])}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        notebook = executed(write(root / "solutions/00_welcome.ipynb", cells), root)
    page = root / "page.html"
    page.write_text(static_page(notebook, "Figures"), "utf-8")
    return page


@pytest.fixture
def opened(page, file):
    """The page, opened from its file."""
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type != "log" else None)
    page.context.set_offline(True)
    page.goto(file.as_uri())
    expect(page.locator("[data-drawn]")).to_have_count(len(FIGURES))
    yield page
    assert not wrong


def test_all_of_them_answer_the_mouse(opened):
    for place, figure in enumerate(FIGURES):
        root = opened.locator(".onehop").nth(place)
        before = root.locator(".reading").inner_text()
        figure.by_mouse(root)
        expect(root.locator(".reading")).not_to_have_text(before)
        expect(root.locator(".status")).to_have_text("This page keeps no answers; the notebook does.")
        root.get_by_role("button", name="Start again").press("Enter")
        expect(root.locator(".reading")).to_have_text(before)


def test_all_of_them_answer_the_keyboard_alone(opened):
    for place, figure in enumerate(FIGURES):
        root = opened.locator(".onehop").nth(place)
        before = root.locator(".reading").inner_text()
        root.locator(CONTROLS).first.focus()
        press(opened, *figure.by_keyboard)
        expect(root.locator(".reading")).not_to_have_text(before)
        expect(root.locator("[aria-live]")).to_have_text(root.locator(".reading").inner_text())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_stand_on_one_page(opened, scheme):
    opened.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    # A figure's own rules hold beside those that every stylesheet repeats.
    expect(opened.locator(".onehop-scores-to-blend .track").first).to_have_css("height", "200px")
    PICTURES.mkdir(parents=True, exist_ok=True)
    for width in (1000, 360):
        opened.set_viewport_size({"width": width, "height": 800})
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        opened.screenshot(path=PICTURES / f"figures_{width}_{scheme}.png", full_page=True)
    found = severe(opened)
    assert not found, "\n".join(found)
