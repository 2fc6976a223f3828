"""The text of every widget can be read whatever sets the colours: the theme, half of one, the page, the reader, the system."""

import pytest
import torch

from tests.browser.contrast import contrast, faint
from tests.browser.figures import all_figures
from tests.browser.page import PICTURES
from tests.browser.test_widgets import everything
from tests.test_figures import one_of_each
from utils import figures
from utils.exercises import specifications

BLACK_PAGE = "body { background: #000 }"
PAGES = {  # what sets the colours: its style
    "nothing is set, light": "",
    "nothing is set, dark": ":root { color-scheme: dark }",
    "a light theme": ":root { --jp-content-font-color1: rgba(0 0 0 / .87); --jp-layout-color0: #fff }",
    "a dark theme": ":root { --jp-content-font-color1: #fff; --jp-layout-color0: #111; color-scheme: dark } " + BLACK_PAGE,
    "a theme of text alone": ":root { --jp-content-font-color1: #fff } body { color: #fff } " + BLACK_PAGE,
    "a theme of text alone, which the page does not use": ":root { --jp-content-font-color1: #fff }",
    "a theme of ground alone": ":root { --jp-layout-color0: #000 } body { color: #fff } " + BLACK_PAGE,
    "a page of yellow text": "body { color: #ff0 } " + BLACK_PAGE,
    "a reader who sets all text": "* { color: #fff !important } " + BLACK_PAGE,
}


def widgets():
    figures = []
    for place, figure in enumerate(all_figures()):
        widget, spec = figure.make(), specifications[figure.id]
        widget.answer = widget.recorded = spec.right[0] if place % 2 else spec.near[0].answer
        figures.append(widget)
    return [*everything(), *figures]


@pytest.mark.parametrize("name", PAGES)
def test_text_stands_out(show, name):
    page = show(*widgets())
    page.page.emulate_media(reduced_motion="reduce")
    page.page.add_style_tag(content=PAGES[name] or "/* nothing */")
    assert not faint(page.page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_where_the_system_sets_the_colours(show, scheme):
    page = show(*widgets())
    page.page.emulate_media(forced_colors="active", color_scheme=scheme, reduced_motion="reduce")
    page.page.add_style_tag(content=":root { color-scheme: light dark }")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.page.screenshot(path=PICTURES / f"forced_{scheme}.png", full_page=True)
    assert not faint(page.page)
    paper = page.root.locator(".body").evaluate("(body) => getComputedStyle(body).backgroundColor")
    for drawn in (".step-clock .fill", ".gate .fill", ".predict .point", ".mask-painter [data-mark=hidden]"):
        part = page.page.locator(f".onehop-{drawn[1:]}").last
        assert part.evaluate("(part) => getComputedStyle(part).background").split(" none")[0] != paper, drawn


@pytest.mark.parametrize("name", [name for name in PAGES if "theme" in name or "nothing" in name])
def test_the_text_of_charts_stands_out(page, name):
    shades = figures.heat_map(torch.linspace(-1, 1, 48).reshape(3, 16), "abc", "abcdefghijklmnop", title="Shades",
                              x_label="x", y_label="y", value_label="value", alt="Cells of every shade.")  # fmt: skip
    charts = [*one_of_each().values(), shades]
    page.set_content(f"<!doctype html><style>{PAGES[name]}</style>" + "".join(chart.html() for chart in charts))
    assert not faint(page)


def test_what_is_faint_is_found(show):
    page = show(*everything()[:1])
    page.page.add_style_tag(content=".onehop-panel .headline { color: #999 !important }")
    assert [line.split(":")[0] for line in faint(page.page)] == ["P headline"]
    assert contrast([0, 0, 0], [1, 1, 1]) == pytest.approx(21)
