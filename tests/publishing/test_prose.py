"""The Markdown of a notebook as the Markdown of a page."""

import pytest

from utils.publishing.prose import page_markdown, slug, text_block


def test_formulas_are_drawn_within_the_line_and_by_themselves():
    text = page_markdown("The state $h_t$ is\n\n$$h_t = \\tanh(x)$$\n\nand stays.")
    assert text.count("<math ") == 2
    assert '<math display="inline"><mrow><msub><mi>h</mi><mi>t</mi></msub></mrow></math> is' in text
    assert '<span class="formula"><math display="block">' in text
    assert "$" not in text


@pytest.mark.parametrize("markdown", [
    "`$HOME` and `$PATH`", "```\n$a$ [b](c.ipynb)\n```", "``a ` $b$``", "It costs $5 or $6.", r"\$a\$", "~~~sh\n$x$\n~~~",
    "a [link](https://example.org/a.ipynb)", "no dollar, *no* `link`",
])  # fmt: skip
def test_code_and_prices_and_the_web_stay(markdown):
    assert page_markdown(markdown) == markdown


@pytest.mark.parametrize("link, page", [
    ("01_recurrence.ipynb", "01_recurrence.md"),
    ("01_recurrence.ipynb#The-clock", "01_recurrence.md#the-clock"),
    ("#1.-A-message-down-a-line", "#1-a-message-down-a-line"),
])  # fmt: skip
def test_links_between_lessons_become_links_between_pages(link, page):
    assert page_markdown(f"[there]({link}) and ![drawn]({link})") == f"[there]({page}) and ![drawn]({page})"


def test_a_slug_is_the_same_from_words_and_from_the_anchor_in_jupyterlab():
    assert slug("What a state looks like") == slug("What-a-state-looks-like") == "what-a-state-looks-like"


def test_text_with_blank_lines_and_tags_is_one_line_of_html():
    assert text_block("a <b>\n\n& c", "value") == '<pre class="value">a &lt;b&gt;&#10;&#10;&amp; c</pre>'
