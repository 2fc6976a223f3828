import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
import torch

from utils import figures

SVG = "{http://www.w3.org/2000/svg}"
X = [1, 2, 4, 8]
LABELS = dict(x_label="length (steps)", y_label="time (ms)")


def one_of_each():
    weights = torch.tensor([[0.9, 0.1, 0.0], [0.2, 0.3, 0.5]])
    row = dict(model="bigram", score=2.471, parameters=4624, seconds=0.4, own=True)
    return {
        "curves": figures.curves(X, {"loop": [1, 2, 4, 8]}, laws={"T": [1, 2, 4, 8.5]}, title="It grows",
                                 alt="A line.", **LABELS),
        "multiples": figures.multiples(X, {"two": {"norm": [4, 2, 1, 1], "none": [4, 3, 2, 2]},
                                           "four": {"norm": [4, 3, 2, 1], "none": [4, 4, 4, 4]}},
                                       title="Two panels", x_label="steps", y_label="loss", log_y=True, alt="Lines."),
        "ladder": figures.ladder({"uniform": 4.22, "bigram": 2.47}, unit="nats", title="Rungs",
                                 highlight="bigram"),
        "heat_map": figures.heat_map(weights, "ab", "abc", title="Looks", x_label="key", y_label="query",
                                     value_label="weight", alt="Cells."),
        "tape": figures.tape(torch.linspace(-1, 1, 8).reshape(4, 2), "to b", title="States",
                             value_label="value", alt="Columns."),
        "bottleneck": figures.bottleneck(torch.eye(5, 6), "phone", torch.linspace(-1, 1, 6), torch.eye(2, 6),
                                         ["F", "N"], title="A word", alt="Columns, cells, columns."),
        "stacks": figures.stacks([torch.eye(3, 8)] * 3, "cat", [torch.eye(2, 8)] * 2, ["start", "K"], ["K", "AE"],
                                 title="A word", alt="Rows, block after block."),
        "hops": figures.hops(5),
        "scoreboard": figures.scoreboard([row], task="Write it", unit="nats per character"),
        "empty scoreboard": figures.scoreboard([], task="Recall", unit="right, %"),
    }


@pytest.fixture(scope="module")
def pictures():
    return one_of_each()


def drawing(html):
    """The SVG inside a figure, as a tree; fails if it is not well-formed."""
    return ElementTree.fromstring(html[html.index("<svg"):html.rindex("</figure>")])


def heights(path):
    """The y of each point of a line."""
    return [float(y) for y in re.findall(r"[ML] ?[\d.]+ ([\d.]+)", path.get("d"))]


def texts(picture):
    return [text.text for text in drawing(picture.html()).iter(f"{SVG}text")]


def test_every_figure_offers_html_svg_and_text(pictures):
    for picture in pictures.values():
        bundle = picture._repr_mimebundle_()
        assert bundle.keys() == {"text/html", "image/svg+xml", "text/plain"}
        assert bundle["text/plain"] == f"{picture.title}\n{picture.alt}"
        html = bundle["text/html"]
        assert html.startswith('<figure role="img" aria-label="') and html.endswith("</svg></figure>")
        drawing(html)
        ElementTree.fromstring(bundle["image/svg+xml"])


def test_alternative_text_is_required_and_reaches_the_page():
    for nothing in ("", "  ", None):
        with pytest.raises(ValueError, match="needs alt"):
            figures.curves(X, {"a": X}, title="A title", alt=nothing, **LABELS)
        with pytest.raises(ValueError, match="'States' needs alt"):
            figures.tape(torch.zeros(2, 2), "ab", title="States", value_label="value", alt=nothing)
    picture = figures.curves(X, {"a": X}, title="A title", alt='So-called "rungs" & bars <here>', **LABELS)
    assert 'aria-label="So-called &quot;rungs&quot; &amp; bars &lt;here&gt;"' in picture.html()
    assert ElementTree.fromstring(picture.svg()).get("aria-label") == picture.alt


def test_text_and_axes_take_the_colour_of_the_theme(pictures):
    for name, picture in pictures.items():
        html = picture.html()
        assert "currentColor" in html, name
        assert figures.INK not in html, name
        assert not re.search(r"(fill|stroke): (#000|black|#212121)\b", html), name
        for text in drawing(html).iter(f"{SVG}text"):
            on_full_colour = text.text in ("A", "E", "0.90", "−1.00", "1.00")
            style = text.get("style")
            assert "currentColor" in style or on_full_colour and re.search("fill: #(ffffff|010101)$", style)
        assert "background" not in html, name
        assert not re.search(r'<rect[^>]*width="100%"', html), name


def test_coloured_words_are_mixed_with_the_ink_and_lines_are_not(pictures):
    html = pictures["curves"].html()
    (word,) = [text for text in drawing(html).iter(f"{SVG}text") if text.text == "loop"]
    assert f"color-mix(in srgb, {figures.BLUE} 65%, currentColor" in word.get("style")
    assert f"stroke: {figures.BLUE}" in html


def test_a_saved_figure_stands_alone(pictures, tmp_path):
    for name, picture in pictures.items():
        picture.save(tmp_path / "figure.svg")
        text = (tmp_path / "figure.svg").read_text(encoding="utf-8")
        root = ElementTree.fromstring(text)
        assert root.tag == f"{SVG}svg" and root.get("viewBox").startswith("-20 -16 760 "), name
        assert root.find(f"{SVG}title").text == picture.title
        assert root.find(f"{SVG}rect").get("fill") == "#ffffff"
        assert "var(" not in text and "currentColor" not in text and figures.INK not in text
        assert "#212121" in text
        assert not re.search(r'href="(?!#|data:)', text)


def test_the_same_figure_is_the_same_to_the_byte(pictures):
    again = one_of_each()
    assert {name: p.html() for name, p in pictures.items()} == {name: p.html() for name, p in again.items()}
    assert not any(re.search(r"20\d\d-\d\d-\d\d|Matplotlib", p.html()) for p in pictures.values())


def test_ids_differ_between_figures_and_every_reference_is_met(pictures):
    seen = set()
    some = 0
    for picture in pictures.values():
        html = picture.html()
        ids = re.findall(r'\bid="([^"]+)"', html)
        used = {a or b for a, b in re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', html)}
        assert len(ids) == len(set(ids)) and set(ids) == used
        assert not seen & set(ids)
        seen |= set(ids)
        some += bool(ids)
    assert some >= 3


def test_no_style_leaks_into_the_page(pictures):
    assert not any("<style" in picture.html() for picture in pictures.values())


def test_figures_shrink_with_the_page_and_keep_text_as_text(pictures):
    for name, picture in pictures.items():
        root = drawing(picture.html())
        assert root.get("width") is None and root.get("height") is None
        assert "max-width: 720px" in root.get("style") and "width: 100%" in root.get("style")
        assert picture.title in " ".join(texts(picture)), name
        assert all("'DejaVu Sans', 'Verdana'" in text.get("style") for text in root.iter(f"{SVG}text"))


def test_drawing_leaves_matplotlib_as_it_was():
    before = dict(figures.matplotlib.rcParams)
    figures.hops()
    assert dict(figures.matplotlib.rcParams) == before


def test_curves_name_their_lines_and_axes(pictures):
    words = texts(pictures["curves"])
    assert {"loop", "T", "length (steps)", "time (ms)"} <= set(words)
    html = pictures["curves"].html()
    assert html.count("stroke-dasharray") == 1  # the law, not the measurement


def test_curves_refuse_a_series_of_another_length():
    with pytest.raises(ValueError, match=r"'b' has shape \(3,\), x has shape \(4,\)"):
        figures.curves(X, {"a": X, "b": [1, 2, 3]}, title="t", alt="a", **LABELS)
    with pytest.raises(ValueError, match="'law'"):
        figures.curves(X, {"a": X}, laws={"law": [1]}, title="t", alt="a", **LABELS)
    with pytest.raises(ValueError, match="'a'.* a name of its own"):
        figures.curves(X, {"a": X}, laws={"a": X}, title="t", alt="a", **LABELS)


def test_curves_take_tensors_that_learn_and_gaps():
    y = torch.tensor([1.0, 2.0, 3.0, float("nan")], requires_grad=True)
    assert "grad" in texts(figures.curves(torch.tensor(X), {"grad": y}, title="t", alt="a", **LABELS))


def test_a_mark_of_curves_stands_at_its_x_and_is_named():
    plain, marked = (figures.curves(X, {"a": X}, marks=marks, title="t", alt="a", **LABELS)
                     for marks in (None, {"trained": X[1]}))
    assert "trained" in texts(marked) and "trained" not in texts(plain)
    assert marked.html().count("<path") == plain.html().count("<path") + 1


def test_names_at_the_ends_of_curves_keep_apart():
    y = dict(a=[1, 2, 4, 8], b=[1, 2, 4, 8.01], c=[1, 2, 4, 8.02])
    root = drawing(figures.curves(X, y, title="t", alt="a", **LABELS).html())
    places = sorted(float(text.get("y") or re.search(r"translate\(\S+ ([\d.]+)", text.get("transform"))[1])
                    for text in root.iter(f"{SVG}text") if text.text in y)
    assert len(places) == 3 and min(np.diff(places)) > 14


def test_logarithmic_axes_name_powers_of_ten():
    y = [1e-9, 1e-6, 1e-3, 1]
    x = [1, 10, 100, 1000]
    words = texts(figures.curves(x, {"a": y}, title="t", alt="a", log_x=True, log_y=True, **LABELS))
    assert {"1,000", "10⁻⁵"} <= set(words) or {"1,000", "10⁻⁶"} <= set(words)
    assert not any("$" in word for word in words)


def test_multiples_name_each_panel_and_each_line_once(pictures):
    named = texts(pictures["multiples"])
    assert [named.count(words) for words in ("two", "four", "norm", "none", "steps", "loss")] == [1] * 6


def test_multiples_have_one_scale_and_one_look_for_a_line():
    panels = {"low": {"a": [1, 2, 3, 4]}, "high": {"b": [10, 20, 30, 40], "a": [4, 3, 2, 1]}}
    picture = figures.multiples(X, panels, title="t", alt="a", **LABELS)
    paths = [path for path in drawing(picture.html()).iter(f"{SVG}path") if "stroke-width: 2.2" in path.get("style", "")]
    a = [path for path in paths if figures.BLUE in path.get("style")]
    b = [path for path in paths if figures.VERMILLION in path.get("style")]
    (_, low, again), (_, high) = ([heights(path) for path in line] for line in (a, b))  # the first is in the key
    assert low == again[::-1] and max(high) < min(low)
    assert ["dasharray" in path.get("style") for path in (*a, *b)] == [False] * 3 + [True] * 2


def test_multiples_refuse_a_line_of_another_length():
    with pytest.raises(ValueError, match="'b' of 'second' has shape"):
        figures.multiples(X, {"first": {"b": X}, "second": {"b": [1, 2]}}, title="t", alt="a", **LABELS)


def test_the_ladder_goes_down_to_the_best_and_shows_its_numbers():
    levels = {"bigram": 2.471, "uniform": 4.22, "yours": 1.694}
    picture = figures.ladder(levels, unit="nats", title="Rungs", highlight="yours")
    words = texts(picture)
    assert [word for word in words if word in levels] == ["uniform", "bigram", "yours"]
    assert picture.alt == "Bars, in nats, lower is better: uniform 4.22, bigram 2.47, yours 1.69."
    assert [word for word in words if re.fullmatch(r"\d\.\d\d", word)] == ["4.22", "2.47", "1.69"]
    with pytest.raises(ValueError, match="'his', which is not a rung of bigram"):
        figures.ladder(levels, unit="nats", title="Rungs", highlight="his")


def test_bars_are_as_long_as_their_numbers():
    def length(text):
        corners = [float(x) for x in re.findall(r"[ML] ([\d.]+) ", text)]
        return max(corners) - min(corners)

    html = figures.ladder({"a": 4.0, "b": 1.0}, unit="nats", title="t").html()
    bars = re.findall(rf'<path d="([^"]+)"[^>]*style="fill: {figures.BLUE}"', html)
    assert len(bars) == 2
    assert length(bars[0]) == pytest.approx(4 * length(bars[1]), rel=1e-3)


def test_a_heat_map_has_queries_down_and_keys_across(pictures):
    words = texts(pictures["heat_map"])
    assert {"key →", "query ↓", "0.90", "0.50"} <= set(words)
    with pytest.raises(ValueError, match=r"\(2, 3\); there are names for 3 rows and 2 columns"):
        figures.heat_map(np.ones((2, 3)), "abc", "ab", title="t", x_label="key", y_label="query",
                         value_label="w", alt="a")


def test_many_cells_carry_no_numbers_and_blanks_are_shown():
    labels = ["\n", " ", *map(chr, range(97, 123))]
    picture = figures.heat_map(np.eye(28), labels, labels, title="t", x_label="next", y_label="character",
                               value_label="share", alt="a")
    words = texts(picture)
    assert words.count("␣") == words.count("↵") == 2
    assert "1.00 share" in words and "1.00" not in words


def test_a_map_of_nothing_draws():
    picture = figures.heat_map(np.zeros((2, 2)), "ab", "ab", title="t", x_label="k", y_label="q",
                               value_label="w", alt="a")
    assert texts(picture).count("0.00") == 5  # four cells, and the low end of the key


def test_a_tape_has_a_column_for_each_symbol(pictures):
    words = texts(pictures["tape"])
    assert [word for word in words if word in ("t", "o", "␣", "b")] == ["t", "o", "␣", "b"]
    assert {"−1.00", "−0.14", "1.00", "1.00 value"} <= set(words)
    for states in (np.ones((5, 2)), np.ones(4)):
        with pytest.raises(ValueError, match="labels"):
            figures.tape(states, "to b", title="t", value_label="v", alt="a")


def test_hops_counts_the_hops():
    picture = figures.hops(5)
    assert "4 hops" in picture.title and "5 people" in picture.alt
    words = texts(picture)
    assert [word for word in words if word.isdigit()] == ["1", "2", "3", "4", "1"]
    assert sorted(word for word in words if len(word) == 1 and word.isalpha()) == sorted("ABCDE" * 2)
    with pytest.raises(ValueError, match="at least 3"):
        figures.hops(2)


def test_the_scoreboard_says_who_made_the_parts():
    rows = [dict(model="RNN", score=1.694, parameters=101234, seconds=39.8, own=True),
            dict(model="bigram", score=2.471, parameters=4624, seconds=0.3, own=False)]
    picture = figures.scoreboard(rows, task="Write it", unit="nats per character")
    words = texts(picture)
    assert {"RNN", "1.69", "101,234", "40", "yours", "the course's", "nats per character"} <= set(words)
    assert words.index("RNN") < words.index("bigram")
    assert "RNN 1.69" in picture.alt and "bigram 2.47" in picture.alt


def test_a_long_title_takes_more_lines():
    title = ("The loss falls below the bigram's after a few seconds, and then ever more slowly, as only the "
             "hard part is left")
    short, long = (figures.ladder({"a": 1.0}, unit="nats", title=t) for t in ("Short", title))
    assert title not in texts(long) and title in " ".join(texts(long))
    tall = [float(drawing(p.html()).get("viewBox").split()[-1]) for p in (short, long)]
    assert tall[1] == pytest.approx(tall[0] + 21, abs=0.01)


def test_a_logarithmic_axis_with_few_points_names_each_of_them():
    few = figures.curves([256, 512, 1024], {"loop": [1, 2, 4]}, log_x=True, title="Few", alt="A line.", **LABELS)
    assert {"256", "512", "1,024"} <= set(texts(few))
    many = figures.curves(range(1, 100), {"loop": range(1, 100)}, log_x=True, title="Many", alt="A line.", **LABELS)
    assert {"1", "10"} <= set(texts(many)) and not {"2", "3"} & set(texts(many))


def test_a_bottleneck_shows_every_number_that_is_handed_on():
    vector = torch.arange(1.0, 9.0)
    picture = figures.bottleneck(torch.zeros(3, 8), "cat", vector, torch.zeros(2, 8), ["K", "T"],
                                 title="A word", alt="a")
    shown = texts(picture)
    assert [text for text in shown if text and re.fullmatch(r"\d\.\d\d", text)] == [f"{n:.2f}" for n in vector]
    assert [text for text in shown if text in {*"cat", "K", "T"}] == ["c", "a", "t", "K", "T"]
    assert "8 numbers" in shown


@pytest.mark.parametrize(("read", "d", "said"), [
    ((2, 8), 8, (2, 8)), ((3, 8), 8, (1, 8)), ((3, 8), 6, (2, 8)), ((3, 7), 7, (2, 7)),
])
def test_a_bottleneck_that_does_not_fit_is_said(read, d, said):
    with pytest.raises(ValueError, match="3 letters and 2 sounds"):
        figures.bottleneck(torch.zeros(read), "cat", torch.zeros(d), torch.zeros(said), ["K", "T"], title="t", alt="a")


def test_stacks_name_every_block_and_what_each_place_says():
    picture = figures.stacks([torch.zeros(3, 8)] * 4, "cat", [torch.zeros(2, 8)] * 3, ["start", "K"], ["K", "AE"],
                             title="A word", alt="a")
    shown = texts(picture)
    assert [text for text in shown if text.startswith("block")] == [f"block {i}" for i in (1, 2, 3, 1, 2)]
    assert {*"cat", "start", "K", "AE", "memory", "says", "letters and places", "sounds and places"} <= set(shown)


@pytest.mark.parametrize(("read", "said", "answers"), [(2, 2, "ab"), (3, 1, "ab"), (3, 2, "abc")])
def test_stacks_that_do_not_fit_are_said(read, said, answers):
    with pytest.raises(ValueError, match="3 letters, 2 sounds"):
        figures.stacks([torch.zeros(read, 8)], "cat", [torch.zeros(said, 8)], ["start", "K"], answers, title="t",
                       alt="a")


def test_a_cell_without_a_number_is_left_blank():
    picture = figures.heat_map([[torch.nan, 0.5], [0.25, torch.nan]], "ab", "ab", title="t", x_label="x", y_label="y",
                               value_label="v", alt="a")
    assert "nan" not in texts(picture) and {"0.50", "0.25"} <= set(texts(picture))


def test_a_heat_map_may_leave_columns_without_a_name():
    picture = figures.heat_map(torch.eye(3), ["a", "b", "c"], ["0", "", ""], title="t", x_label="x", y_label="y",
                               value_label="v", alt="a")
    assert "<svg" in picture.svg()
