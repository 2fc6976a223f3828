"""Formulas as MathML: whole, on one line, safe in Markdown."""

from xml.etree import ElementTree

import pytest

from utils.publishing.mathematics import mathml

GOOD = [
    "p",
    r"-\ln p",
    r"h_t = \tanh(x_t W_x + h_{t-1} W_h + b)",
    r"\frac{QK^\top}{\sqrt{d_k}}",
    "a * b | c ~ d",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\sum_{t=1}^T \lVert g_t \rVert",
    r"\hat{y}",
    r"p \cdot n < 1",
]


@pytest.mark.parametrize("tex", GOOD)
@pytest.mark.parametrize("display", [False, True])
def test_a_formula_is_one_line_of_xml_that_markdown_leaves_alone(tex, display):
    text = mathml(tex, display)
    assert not set("\n*_[]`~|\\") & set(text)
    assert ElementTree.fromstring(text).attrib == {"display": "block" if display else "inline"}


def test_every_symbol_is_there():
    words = "".join(ElementTree.fromstring(mathml(r"h_t = \tanh(x_t W_x + h_{t-1} W_h + b)")).itertext())
    assert words == "ht=tanh(xtWx+ht−1Wh+b)"


def test_a_matrix_keeps_its_rows():
    assert mathml(r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}").count("<mtr>") == 2


def test_a_function_stands_apart_from_its_argument_and_close_to_its_bracket():
    assert '<mi>ln</mi><mspace width="0.17em" />' in mathml(r"\ln p")
    assert "mspace" not in mathml(r"\tanh(x)")
    assert "mspace" not in mathml("x y")


@pytest.mark.parametrize("tex, reason", [
    (r"\softmaks(x)", r"cannot draw: \\softmaks"),
    (r"\frac{a", "lacks a part of its frac"),
    (r"\frac", "that we can draw"),
    (r"x^2^3", "double superscripts"),
    (r"\begin{pmatrix} a", "that we can draw"),
    (r"a \\ b", "breaks its line"),
    (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "breaks its line"),
])  # fmt: skip
def test_what_cannot_be_drawn_whole_is_refused(tex, reason):
    with pytest.raises(ValueError, match=reason):
        mathml(tex)
