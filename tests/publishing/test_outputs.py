"""What a cell printed or showed, on a page without a kernel."""

import pytest
from nbformat.v4 import new_output

from utils.publishing.outputs import LINE, LINES, WIDGET, capped, output_html

def shown(**data):
    return output_html(
        new_output("display_data", {name.replace("_", "/"): text for name, text in data.items()}), None
    )


def test_printed_text_and_values_are_told_apart_and_lose_their_colours():
    assert (
        output_html(new_output("stream", text="a\x1b[31mb\x1b[0m\n"), None)
        == '<pre class="printed">ab</pre>'
    )
    assert shown(text_plain="tensor(1.)") == '<pre class="value">tensor(1.)</pre>'


def test_a_printed_sentence_may_break_between_its_words_and_a_table_may_not():
    text = "Recorded: a long one.\nsize  time\n  16   2 s\nThat is all."
    assert output_html(new_output("stream", text=text), None) == (
        '<pre class="printed">Recorded: a long one.</pre><pre class="printed table">size  time&#10;  16   2 s</pre>'
        '<pre class="printed">That is all.</pre>'
    )


def test_html_comes_before_pictures_and_text_and_stands_on_one_line():
    assert shown(text_plain="words", text_html="<p>\n\n  a</p>") == '<div class="shown"><p> a</p></div>'


def test_markdown_stays_markdown_with_its_links_made_right():
    assert shown(text_plain="words", text_markdown="[a](01_b.ipynb)") == "[a](01_b.md)"


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg"])
def test_a_bitmap_has_no_words_which_the_look_over_the_pages_finds(kind):
    html = output_html(new_output("display_data", {kind: "AA\nBB", "text/plain": "<Figure>"}), None)
    assert html == f'<div class="shown"><img src="data:{kind};base64,AABB"></div>'


def test_what_is_long_is_cut_and_says_so():
    text = capped("\n".join(map(str, range(LINES + 10))))
    assert text.split("\n")[LINES - 1 :] == [str(LINES - 1), "… and 10 lines more in the lesson"]
    assert capped("a" * (LINE + 1)) == "a" * LINE + " …"
    assert capped("short\n") == "short"


def test_a_widget_has_its_place_from_the_views_of_the_page():
    class Views:
        def place(self, data):
            return f"the place of {data['text/plain']}"

    data = {WIDGET: {"model_id": "m1"}, "text/plain": "Which?", "text/html": "<table></table>"}
    assert output_html(new_output("display_data", data), Views()) == "the place of Which?"
