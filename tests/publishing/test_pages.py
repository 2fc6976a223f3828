"""The look over the finished pages: each fault is found, with its place."""

import pytest

from utils.publishing.pages import page_problems

HERE = "<!-- solutions/01_second.py, cell 4 -->"
FIRST = '<main><!-- solutions/00_first.py, cell 1 --><h1 id="first">First</h1><a href="01_second.html#way">on</a></main>'
SECOND = (
    '<link href="css/a.css"><svg></svg><main><!-- solutions/01_second.py, cell 3 --><h2 id="way">W</h2>'
    + HERE + "%s</main><script src='book.js'></script>"
)  # fmt: skip


def problems(folder, body, first=FIRST):
    (folder / "00_first.html").write_text(first)
    (folder / "01_second.html").write_text(SECOND % body)
    return page_problems(folder, ["00_first.html", "01_second.html"])


@pytest.mark.parametrize("body", [
    '<a href="#way">up</a><a href="00_first.html">back</a><a href="00_first.html#first">back</a>',
    '<a href="https://example.org">away</a>',
    '<img alt="A curve." src="data:image/png;base64,AA">',
    '<figure role="img" aria-label="A curve."><svg><g><path/></g></svg></figure>',
    '<svg aria-label="A curve."></svg><span aria-hidden="true"><svg></svg></span>',
    '<p>an open paragraph<p>another<table><tr><td><img alt="x" src="a.png"></table>',
])  # fmt: skip
def test_a_page_that_is_right(tmp_path, body):
    assert problems(tmp_path, body) == []


@pytest.mark.parametrize("body, reason", [
    ('<a href="02_third.html">x</a>', "the link to 02_third.html is broken: the book has no page 02_third.html"),
    ('<a href="../solutions/00_first.ipynb">x</a>', "the link to ../solutions/00_first.ipynb is broken"),
    ('<a href="#no">x</a>', "the link to #no is broken: 01_second.html has no heading or id no"),
    ('<a href="00_first.html#way">x</a>', "broken: 00_first.html has no heading or id way"),
    ('<img src="data:image/png;base64,AA">', "a picture has no alternative text"),
    ('<img alt=" " src="data:image/png;base64,AA">', "a picture has no alternative text"),
    ("<figure><svg></svg></figure>", "a picture has no alternative text"),
    ('<figure role="img"></figure>', "a picture has no alternative text"),
    ('<figure aria-label="A curve."><svg></svg></figure><svg></svg>', "a picture has no alternative text"),
    ('<script src="https://example.org/a.js"></script>', "<script> would load https://example.org/a.js"),
    ('<img alt="x" src="//example.org/a.png">', "<img> would load //example.org/a.png"),
    ('<link rel="stylesheet" href="http://example.org/a.css">', "<link> would load http://example.org/a.css"),
    ('<iframe src="https://example.org"></iframe>', "<iframe> would load https://example.org"),
])  # fmt: skip
def test_a_fault_is_named_with_its_cell(tmp_path, body, reason):
    (problem,) = problems(tmp_path, body)
    assert problem.startswith("solutions/01_second.py, cell 4: ") and reason in problem


def test_a_page_that_is_no_chapter_but_should_be(tmp_path):
    (problem,) = problems(tmp_path, "", first='<main>{"cells": []}</main>')
    assert problem.startswith("00_first.html: its notebook was not turned into a chapter")


def test_a_page_that_is_not_there(tmp_path):
    (tmp_path / "00_first.html").write_text(FIRST)
    assert "01_second.html: its notebook" in page_problems(tmp_path, ["00_first.html", "01_second.html"])[0]
