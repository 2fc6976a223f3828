"""The course's figures: one function per kind, each giving a `Picture`.

House style: the title is a sentence, on the left; axes are labelled, with units; Okabe and Ito's colours,
blue and vermillion first, and never colour alone; names stand beside their lines; a law is dashed, beside the
measurement; keys run along x and queries down y. Sizes are in CSS pixels.
"""

import hashlib
import io
import math
import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, FancyArrowPatch, PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from matplotlib.ticker import MaxNLocator

BLUE, VERMILLION = "#0072b2", "#d55e00"
COLOURS = (BLUE, VERMILLION, "#009e73", "#e69f00", "#cc79a7", "#56b4e9")
INK = "#010203"  # stands for the theme's text colour until a picture is shown or saved
WHITE, BLACK = "#ffffff", "#010101"  # of pure black matplotlib says nothing in SVG, and the page would choose
WIDTH, HEIGHT = 720, 320
_PATTERNS = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)))  # of lines that are not named where they end

_THEME_INK = "currentColor"  # which the page has chosen for its own ground
_PRINTED_INK = "#212121"
_STYLE = {
    "svg.fonttype": "none", "svg.hashsalt": "one hop", "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana"], "font.size": 12, "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": INK, "axes.labelcolor": INK, "axes.facecolor": "none", "axes.linewidth": 1,
    "axes.spines.top": False, "axes.spines.right": False, "xtick.color": INK, "ytick.color": INK,
    "xtick.labelsize": 12, "ytick.labelsize": 12, "lines.linewidth": 2.2, "lines.solid_capstyle": "round",
}


@dataclass(frozen=True)
class Picture:
    """A figure as SVG that takes its text colour from the page; `save` writes one that stands alone."""

    title: str
    alt: str  # what the figure shows, for who cannot see it
    drawing: str = field(repr=False)

    def html(self):
        """The figure for a page, in the theme of the page."""
        svg = re.sub(r"(<text [^>]*?fill: )(#[0-9a-f]{6})", self._readable, self.drawing)
        svg = svg.replace(INK, _THEME_INK)
        return f'<figure role="img" aria-label="{escape(self.alt)}" style="margin: 0">{svg}</figure>'

    def svg(self):
        """The figure as a file of its own, dark on a white card."""
        wide, tall = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', self.drawing).groups())
        root, drawing = self.drawing.split(">", 1)
        root = re.sub('viewBox="[^"]*"', f'viewBox="-20 -16 {wide + 40:g} {tall + 32:g}"', root)
        card = f'<rect x="-20" y="-16" width="100%" height="100%" rx="8" fill="{WHITE}"/>'
        label = f'role="img" aria-label="{escape(self.alt)}"><title>{escape(self.title)}</title>'
        return f"{root} {label}{card}{drawing}".replace(INK, _PRINTED_INK)

    def save(self, path):
        """Write the figure as a self-contained SVG file."""
        Path(path).write_text(self.svg() + "\n", encoding="utf-8")

    def _repr_mimebundle_(self, include=None, exclude=None):
        words = f"{self.title}\n{self.alt}"
        return {"text/html": self.html(), "image/svg+xml": self.svg(), "text/plain": words}

    @staticmethod
    def _readable(text):
        """Coloured text, mixed with the theme's ink: small letters need more contrast than lines."""
        colour = text[2]
        if colour in (INK, WHITE, BLACK):
            return text[0]
        return f"{text[0]}; fill: color-mix(in srgb, {colour} 65%, {INK})"


@matplotlib.rc_context(_STYLE)
def curves(x, series, *, laws=None, marks=None, title, x_label, y_label, log_x=False, log_y=False, alt):
    """Lines over a common x, each named at its right end.

    x: (n,) numbers. series and laws: dict from a name to n numbers (tensors, arrays or lists); a series is
    drawn solid, with a dot at each point while they are few, a law dashed. marks: dict from a name to an x, which
    is marked from top to bottom. Raises ValueError if a length differs, or if a law has the name of a series.
    """
    x, laws = _array(x), laws or {}
    if twice := series.keys() & laws.keys():
        raise ValueError(f"{sorted(twice)} name a series and a law: give the law a name of its own.")
    lines = {name: _array(y) for name, y in {**series, **laws}.items()}
    for name, y in lines.items():
        if y.shape != x.shape:
            raise ValueError(f"{name!r} has shape {y.shape}, x has shape {x.shape}: one value for each x.")
    figure, canvas, top = _canvas(title, HEIGHT, alt)
    height, right = canvas.get_ylim()[0], 24 + max(_width(name, bold=True) for name in lines)
    left, bottom, above = 62, 56, 30
    axes = _axes(figure, (left, bottom, WIDTH - left - right, height - top - above - bottom), log_x, log_y)
    if log_x and len(x) <= 8:
        axes.set_xticks(x)  # decades alone would leave one number on most of these axes
    elif not log_x and np.array_equal(x, x.round()):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    colours = {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(series)}
    for name, y in lines.items():
        if name in series:
            dot = "o" if len(x) <= 30 else ""
            axes.plot(x, y, color=colours[name], marker=dot, markersize=5, clip_on=False)
        else:
            axes.plot(x, y, color=INK, alpha=0.7, linewidth=1.4, linestyle=(0, (5, 4)))
    for name, place in (marks or {}).items():
        axes.axvline(place, color=INK, alpha=0.6, linewidth=1.4)
        axes.annotate(name, (place, 1), (6, 4), xycoords=("data", "axes fraction"), textcoords="offset points", alpha=0.8)
    canvas.text(0, top + 12, y_label, alpha=0.8, va="center")
    canvas.text(WIDTH - right, height - 18, x_label, alpha=0.8, ha="right", va="center")
    axes.set(xlim=axes.get_xlim(), ylim=axes.get_ylim())
    last = {name: y[np.isfinite(y)][-1] for name, y in lines.items()}
    ends = {name: height - axes.transData.transform((x[-1], y))[1] for name, y in last.items()}
    for name, y in _spread(ends, 17).items():
        canvas.text(WIDTH - right + 12, y, name, color=colours.get(name, INK), va="center",
                    weight="bold" if name in series else "normal")
    return _picture(figure, title, alt)


@matplotlib.rc_context(_STYLE)
def multiples(x, panels, *, title, x_label, y_label, log_y=False, alt):
    """Small multiples: a panel beside the other, all with the same lines and the same axes.

    x: (n,) numbers. panels: dict from a panel's name to a dict from a line's name to n numbers; a line has the same
    colour and the same pattern in each, and is named once, above. Raises ValueError if a length differs.
    """
    x = _array(x)
    panels = {panel: {name: _array(y) for name, y in lines.items()} for panel, lines in panels.items()}
    for panel, lines in panels.items():
        for name, y in lines.items():
            if y.shape != x.shape:
                raise ValueError(f"{name!r} of {panel!r} has shape {y.shape}, x has shape {x.shape}: "
                                 "one value for each x.")
    figure, canvas, top = _canvas(title, 290, alt)
    height, left, gap, bottom, above = canvas.get_ylim()[0], 62, 16, 56, 78
    names = list(dict.fromkeys(name for lines in panels.values() for name in lines))
    looks = {name: {"color": COLOURS[i % len(COLOURS)], "linestyle": _PATTERNS[i % len(_PATTERNS)]}
             for i, name in enumerate(names)}
    at = 0
    for name in names:
        canvas.plot([at, at + 26], [top + 12] * 2, **looks[name], solid_capstyle="butt")
        canvas.text(at + 34, top + 12, name, color=looks[name]["color"], va="center", weight="bold")
        at += 34 + _width(name, bold=True) + 28
    canvas.text(0, top + 40, y_label, alpha=0.8, va="center")
    canvas.text(WIDTH, height - 18, x_label, alpha=0.8, ha="right", va="center")
    wide, first = (WIDTH - left + gap) / len(panels) - gap, None
    for i, (panel, lines) in enumerate(panels.items()):
        box = (left + i * (wide + gap), bottom, wide, height - top - above - bottom)
        axes = _axes(figure, box, False, log_y, sharex=first, sharey=first)
        for name, y in lines.items():
            axes.plot(x, y, **looks[name])
        axes.xaxis.set_major_locator(MaxNLocator(3, integer=True))
        canvas.text(box[0], top + above - 14, panel, va="center", weight="bold")
        axes.tick_params(labelleft=first is None)
        first = first or axes
    return _picture(figure, title, alt)


@matplotlib.rc_context(_STYLE)
def ladder(levels, *, unit, title, highlight=None):
    """Rungs from the highest value down to the lowest, which is the best.

    levels: dict from a name to a number, in `unit`; highlight: the name of the rung that is spoken about. The
    alternative text names them all.
    Raises ValueError if it is not one of them.
    """
    if highlight is not None and highlight not in levels:
        raise ValueError(f"highlight is {highlight!r}, which is not a rung of {', '.join(levels)}.")
    rungs = sorted(levels.items(), key=lambda level: -level[1])
    alt = f"Bars, in {unit}, lower is better: {', '.join(f'{name} {value:.2f}' for name, value in rungs)}."
    rung, left = 34, 20 + max(_width(name, bold=True) for name in levels)
    figure, canvas, top = _canvas(title, 34 + rung * len(levels), alt)
    scale = (WIDTH - left - 70) / max(levels.values())
    canvas.text(left, top + 12, unit, alpha=0.8, va="center")
    for i, (name, value) in enumerate(rungs):
        y, spoken = top + 46 + rung * i, name == highlight
        _bar(canvas, left, y, value * scale, VERMILLION if spoken else BLUE)
        weight = "bold" if spoken else "normal"
        canvas.text(left - 14, y, name, ha="right", va="center", weight=weight)
        canvas.text(left + value * scale + 10, y, f"{value:.2f}", va="center", weight="bold")
    return _picture(figure, title, alt)


@matplotlib.rc_context(_STYLE)
def heat_map(matrix, rows, columns, *, title, x_label, y_label, value_label, alt):
    """A table of numbers as coloured cells, blue above nothing and vermillion below, with the numbers if few.

    matrix: (n_rows, n_columns); rows and columns: their names. For attention the rows are the queries and the
    columns the keys. Raises ValueError if the names do not fit the matrix.
    """
    matrix = _array(matrix)
    if matrix.shape != (len(rows), len(columns)):
        named = f"{len(rows)} rows and {len(columns)} columns"
        raise ValueError(f"The matrix has shape {matrix.shape}; there are names for {named}.")
    rows, columns = [_shown(name) for name in rows], [_shown(name) for name in columns]
    left = 16 + max(_width(name) for name in (*rows, f"{y_label} ↓"))
    cell = min(44, (WIDTH - left - 8) / len(columns))
    size = min(12, cell)
    slanted = max(_width(name) for name in columns) > cell - 4 and cell >= 14
    above = 46 + (0.71 * max(_width(name) for name in columns) if slanted else 6)
    tall = cell * len(rows)
    figure, canvas, top = _canvas(title, above + tall + 46, alt)
    y = top + above
    canvas.text(left, top + 12, f"{x_label} →", alpha=0.8, va="center")
    canvas.text(left - 10, y - 9, f"{y_label} ↓", alpha=0.8, ha="right", va="baseline")
    for i, name in enumerate(columns):
        canvas.text(left + cell * (i + 0.5), y - 9, name, fontsize=size, va="baseline",
                    ha="left" if slanted else "center", rotation=45 if slanted else 0, rotation_mode="anchor")
    for i, name in enumerate(rows):
        canvas.text(left - 10, y + cell * (i + 0.5), name, fontsize=size, ha="right", va="center_baseline")
    _cells(canvas, matrix, left, y, cell, cell)
    _scale(canvas, matrix, left, y + tall + 28, value_label)
    return _picture(figure, title, alt)


@matplotlib.rc_context(_STYLE)
def tape(values, labels, *, title, value_label, alt):
    """A row of states over time: one column a step, one row of cells a number of the state.

    values: (T, d); labels: what was read at each of the T steps. Blue is above nothing, vermillion below.
    Raises ValueError if there is not one label a step.
    """
    values = _array(values)
    if values.ndim != 2 or len(values) != len(labels):
        raise ValueError(f"The states have shape {values.shape}; there are {len(labels)} labels for T steps.")
    steps, d = values.shape
    left, wide, tall = 70, min(48, (WIDTH - 78) / steps), min(30, 220 / d)
    figure, canvas, top = _canvas(title, 40 + tall * d + 46, alt)
    y = top + 40
    canvas.text(left - 14, y - 10, "read", alpha=0.8, ha="right", va="baseline")
    canvas.text(left - 14, y + tall * d / 2, "state", alpha=0.8, ha="right", va="center")
    for t, label in enumerate(labels):
        canvas.text(left + wide * (t + 0.5), y - 10, _shown(label), fontsize=min(15, wide), weight="bold",
                    ha="center", va="baseline")
    _cells(canvas, values.T, left, y, wide, tall)
    _scale(canvas, values, left, y + tall * d + 28, value_label)
    return _picture(figure, title, alt)


@matplotlib.rc_context(_STYLE)
def bottleneck(read, letters, vector, said, sounds, *, title, alt):
    """An encoder and a decoder with the one vector between them, their numbers as cells.

    read: (T_letters, d), the encoder's states, whose first half has read from the left and whose other half from the
    right; vector: (d,), the last state's first half and the first state's other one; said: (T_sounds, d), the
    decoder's states; letters and sounds: their names. Raises ValueError where these do not fit each other.
    """
    read, vector, said = _array(read), _array(vector), _array(said)
    d = len(vector)
    if read.shape != (len(letters), d) or said.shape != (len(sounds), d) or d % 2:
        raise ValueError(f"States of shapes {read.shape} and {said.shape} and {d} numbers between them do not fit "
                         f"{len(letters)} letters and {len(sounds)} sounds, or not into halves.")
    figure, canvas, top = _canvas(title, 306, alt)
    y, tall, wide = top + 50, 192, 136
    column = min(28, 500 / (len(letters) + len(sounds)))
    middle = column * len(letters) + 40
    right = middle + wide + 40
    for x, states, names, what in ((0, read, letters, "encoder"), (right, said, sounds, "decoder")):
        canvas.text(x, top + 12, what, weight="bold", va="center")
        for t, name in enumerate(names):
            canvas.text(x + column * (t + 0.5), y - 8, name, fontsize=min(12, 0.6 * column), ha="center")
        _cells(canvas, states.T, x, y, column, tall / d)
    canvas.text(middle, top + 12, f"{d} numbers", weight="bold", va="center")
    across = min((n for n in range(1, d // 2 + 1) if d // 2 % n == 0), key=lambda n: abs(n - math.sqrt(0.75 * d)))
    last, elbow, below = column * (len(letters) - 1), middle - 18, y + tall + 11
    for half, x, numbers in ((y, last, vector[:d // 2]), (y + tall / 2, 0, vector[d // 2:])):
        numbers = numbers.reshape(-1, across)
        _cells(canvas, numbers, middle, half + 4, wide / across, (tall / 2 - 8) / len(numbers))
        canvas.add_patch(Rectangle((x, half), column, tall / 2, fill=False, edgecolor=VERMILLION, linewidth=2.4))
    way = [column / 2, column / 2, elbow, elbow], [y + tall, below, below, y + 0.75 * tall]  # round the other states
    canvas.plot(*way, color=VERMILLION, linewidth=2.2)
    _arrow(canvas, (last + column, y + 0.25 * tall), (middle, y + 0.25 * tall), 2, linewidth=2.2, alpha=1)
    _arrow(canvas, (elbow, y + 0.75 * tall), (middle, y + 0.75 * tall), 2, linewidth=2.2, alpha=1)
    _arrow(canvas, (middle + wide, y + tall / 2), (right, y + tall / 2), 3, linewidth=2.2, alpha=1)
    for x, words in ((middle, "all that is handed on"), (right, "a state for each sound")):
        canvas.text(x, y + tall + 30, words, alpha=0.8, va="center")
    words = "a state for each letter: above, read from the left; below, from the right"
    canvas.text(0, y + tall + 50, words, alpha=0.8, va="center")
    return _picture(figure, title, alt)


@matplotlib.rc_context(_STYLE)
def stacks(read, letters, said, sounds, answers, *, title, alt):
    """An encoder and a decoder of blocks, the rows that run through them as cells, from below upwards.

    read: the rows that go into the first of the encoder's blocks and those that come out of each, (T_letters, d) each;
    said: the same of the decoder, (T_sounds, d); letters and sounds: the names of what goes in; answers: what each
    place of the decoder says. Raises ValueError where names and rows do not fit each other.
    """
    sides = [([_array(rows) for rows in stack], names) for stack, names in ((read, letters), (said, sounds))]
    if any(len(rows) != len(names) for stack, names in sides for rows in stack) or len(answers) != len(sounds):
        raise ValueError(f"The rows do not fit {len(letters)} letters, {len(sounds)} sounds and {len(answers)} "
                         "answers.")
    tall, floor = 38, 38 + 34
    figure, canvas, top = _canvas(title, 46 + floor * max(len(stack) for stack, _ in sides), alt)
    ground = canvas.get_ylim()[0] - 30
    column = min(30, 400 / (len(letters) + len(sounds)))
    size = min(12, 0.5 * column)
    places = 0, column * len(letters) + 200

    def level(i):
        return ground - 26 - tall - floor * i  # the upper edge of the i-th rows

    for x, (stack, names), what in zip(places, sides, ("letters", "sounds")):
        wide = column * len(names)
        for i, rows in enumerate(stack):
            _cells(canvas, rows.T, x, level(i), column, tall / rows.shape[1])
            canvas.text(x + wide + 8, level(i) + tall / 2, f"block {i}" if i else f"{what} and places", va="center")
            if i:
                middle = x + wide / 2
                _arrow(canvas, (middle, level(i - 1)), (middle, level(i) + tall), 3, color=INK, linewidth=1.4,
                       alpha=0.6)
        for t, name in enumerate(names):
            canvas.text(x + column * (t + 0.5), ground - 8, name, fontsize=size, ha="center", va="center")
    for t, answer in enumerate(answers):
        canvas.text(places[1] + column * (t + 0.5), level(len(said) - 1) - 12, answer, fontsize=size, weight="bold",
                    ha="center", va="center")
    canvas.text(places[1] + column * len(sounds) + 8, level(len(said) - 1) - 12, "says", va="center")
    memory, elbow = level(len(read) - 1) + tall / 2, places[1] - 34
    start = column * len(letters) + 16 + _width(f"block {len(read) - 1}")
    canvas.plot([start, elbow], [memory] * 2, color=VERMILLION, linewidth=2.2)
    canvas.text(elbow - 8, memory - 12, "memory", color=VERMILLION, ha="right", va="center")
    canvas.plot([elbow] * 2, sorted([memory, level(1) + tall / 2]), color=VERMILLION, linewidth=2.2)
    for i in range(1, len(said)):
        _arrow(canvas, (elbow, level(i) + tall / 2), (places[1], level(i) + tall / 2), 2, linewidth=2.2, alpha=1)
    return _picture(figure, title, alt)


@matplotlib.rc_context(_STYLE)
def hops(n=6):
    """The course in one picture: a whisper down a line of n people; a room where everyone sees everyone."""
    if n < 3:
        raise ValueError(f"A line of {n} has no middle; hops needs at least 3 people.")
    title = f"Down a line the message takes {n - 1} hops; across a room it takes one"
    alt = (f"Left: {n} people in a line. A message goes from the first to the last through everyone between, "
           f"in {n - 1} hops, and fades on its way. Right: the same {n} people in a ring, each joined to "
           "every other. The message goes from the first to the last in one hop, and arrives whole.")
    figure, canvas, top = _canvas(title, 280, alt)
    names, size, level = [chr(ord("A") + i) for i in range(n)], min(19, 100 / n), top + 104
    line = [(34 + 290 * i / (n - 1), level) for i in range(n)]
    for i in range(n - 1):
        _arrow(canvas, line[i], line[i + 1], size * 1.3, alpha=max(0.3, 0.8**i))
        canvas.text((line[i][0] + line[i + 1][0]) / 2, level - 16, str(i + 1), ha="center", va="center")
    for i, place in enumerate(line):
        _person(canvas, place, size, 0.62**i, names[i])

    order = list(range(n - 1))
    order.insert(n // 2, n - 1)  # the last sits opposite the first
    turns = [math.pi * (1 - 2 * order.index(i) / n) for i in range(n)]
    ring = [(556 + 136 * math.cos(turn), level - 88 * math.sin(turn)) for turn in turns]
    for i in range(n):
        for j in range(i):
            if (i, j) != (n - 1, 0):
                _arrow(canvas, ring[i], ring[j], size * 1.6, style="-", color=INK, linewidth=1.2, alpha=0.3)
    _arrow(canvas, ring[0], ring[-1], size * 1.3, alpha=1)
    (x, y), (end_x, end_y) = ring[0], ring[-1]
    canvas.text(0.8 * x + 0.2 * end_x, 0.8 * y + 0.2 * end_y - 14, "1", ha="center", va="center")
    for i, place in enumerate(ring):
        _person(canvas, place, size, 1 if i in (0, n - 1) else 0, names[i])
    for x, what, words in ((179, "A line", f"{n - 1} hops, and something is lost at each"),
                           (556, "A room", "1 hop, from anyone to anyone")):
        canvas.text(x, top + 246, what, ha="center", va="center", weight="bold", fontsize=13)
        canvas.text(x, top + 265, words, ha="center", va="center")
    return _picture(figure, title, alt)


@matplotlib.rc_context(_STYLE)
def scoreboard(rows, *, task, unit):
    """The models of one task, in the order given: score, parameters, seconds of training, whose parts.

    rows: dicts with model, score, parameters, seconds and own, as `utils.progress.scores` gives them; score
    is in `unit`, seconds are of training, own says whether the parts are the learner's.
    """
    if not rows:
        title = f"{task}: no score yet"
        return _picture(_canvas(title, 10, title)[0], title, f"{task}: no model has been scored yet.")
    title = f"{task}: the scoreboard"
    alt = f"{task}, {unit}: " + "; ".join(
        f"{row['model']} {row['score']:.3g}, {row['parameters']:,} parameters, {row['seconds']:.0f} s"
        for row in rows
    ) + "."
    rung, left = 34, 20 + max(_width(row["model"]) for row in rows)
    figure, canvas, top = _canvas(title, 34 + rung * len(rows), alt)
    columns = {"parameters": WIDTH - 190, "seconds": WIDTH - 110, "parts": WIDTH}
    scale = (columns["parameters"] - 100 - 60 - left) / max(row["score"] for row in rows)
    canvas.text(left, top + 12, unit, alpha=0.8, va="center")
    for name, x in columns.items():
        canvas.text(x, top + 12, name, alpha=0.8, ha="right", va="center")
    for i, row in enumerate(rows):
        y, reach = top + 46 + rung * i, row["score"] * scale
        _bar(canvas, left, y, reach, BLUE, 1 if row["own"] else 0.45)
        canvas.text(left - 14, y, row["model"], ha="right", va="center")
        canvas.text(left + reach + 10, y, f"{row['score']:.3g}", va="center", weight="bold")
        cells = (f"{row['parameters']:,}", f"{row['seconds']:.0f}", "yours" if row["own"] else "the course's")
        for words, x in zip(cells, columns.values(), strict=True):
            canvas.text(x, y, words, ha="right", va="center")
    return _picture(figure, title, alt)


# Drawing ----------------------------------------------------------------------------------------------------


def _canvas(title, height, alt):
    """A sheet in pixels, y downwards, with its title: figure, axes, and the y where `height` free ones
    begin."""
    if not alt or not alt.strip():
        raise ValueError(f"The figure {title!r} needs alt, a sentence for who cannot see it.")
    lines, line = [], ""
    for word in title.split():
        if line and _width(f"{line} {word}", 15, bold=True) > WIDTH:
            lines, line = [*lines, line], word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    top, height = 10 + 21 * len(lines), height + 8
    figure = Figure(figsize=(WIDTH / 72, (height + top) / 72), dpi=72)
    figure.patch.set_visible(False)
    canvas = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height + top, 0))
    canvas.axis("off")
    for i, words in enumerate(lines):
        canvas.text(0, 11 + 21 * i, words, fontsize=15, weight="bold", va="center")
    return figure, canvas, top


def _axes(figure, box, log_x, log_y, **shared):
    """Axes in a box of pixels, (left, bottom, width, height), counted from the sheet's lower left corner."""
    wide, tall = figure.get_size_inches() * 72
    axes = figure.add_axes((box[0] / wide, box[1] / tall, box[2] / wide, box[3] / tall), **shared)
    axes.set_xscale("log" if log_x else "linear")
    axes.set_yscale("log" if log_y else "linear")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: _number(value))
        axis.set_minor_formatter("")
        axis.set_tick_params(which="both", length=0, pad=7)
    axes.grid(alpha=0.13, color=INK, linewidth=1)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_alpha(0.5)
    axes.margins(x=0.01)
    return axes


def _bar(canvas, x, y, length, colour, opacity=1.0):
    canvas.add_patch(Rectangle((x, y - 9), length, 18, color=colour, alpha=opacity, linewidth=0))


def _cells(canvas, matrix, x, y, wide, tall):
    """Cells whose opacity is the size of the number: nothing is the page itself, in every theme."""
    most = np.nanmax(np.abs(matrix)) or 1.0
    opacity = np.nan_to_num(np.abs(matrix) / most)
    sign = np.where((matrix >= 0)[..., None], _rgb(BLUE), _rgb(VERMILLION))
    n_rows, n_columns = matrix.shape
    right, bottom = x + wide * n_columns, y + tall * n_rows
    canvas.imshow(np.concatenate([sign, opacity[..., None]], axis=-1), extent=(x, right, bottom, y),
                  interpolation="none", aspect="auto")
    canvas.set(xlim=canvas.get_xlim(), ylim=canvas.get_ylim())
    roomy = min(wide, tall) >= 8
    edges = {"color": INK, "alpha": 0.16, "linewidth": 1}
    canvas.vlines(x + wide * np.arange(n_columns + 1)[:: 1 if roomy else n_columns], y, bottom, **edges)
    canvas.hlines(y + tall * np.arange(n_rows + 1)[:: 1 if roomy else n_rows], x, right, **edges)
    if wide >= 34 and tall >= 18:
        for i, j in np.argwhere(np.isfinite(matrix)):
            canvas.text(x + wide * (j + 0.5), y + tall * (i + 0.5), _short(matrix[i, j]), fontsize=11,
                        ha="center", va="center", color=_readable_on(matrix[i, j], opacity[i, j]))


def _readable_on(value, opacity):
    """The colour of small text on the colour of `value`, which is so opaque on a page that is light or dark."""
    full, colour = (0.93, WHITE) if value >= 0 else (0.908, BLACK)
    return colour if opacity > full else INK


def _scale(canvas, matrix, x, y, label):
    """The key to `_cells`: what the colours stand for."""
    most = np.nanmax(np.abs(matrix)) or 1.0
    values = np.linspace(-most if np.nanmin(matrix) < 0 else 0, most, 9)
    low, high = _short(values[0]), _short(values[-1])
    canvas.text(x, y, low, va="center", alpha=0.8)
    x += _width(low) + 8
    for i, value in enumerate(values):
        canvas.add_patch(Rectangle((x + 16 * i, y - 6), 16, 12, alpha=abs(value) / most, linewidth=0,
                                   facecolor=BLUE if value >= 0 else VERMILLION))
    canvas.add_patch(Rectangle((x, y - 6), 16 * len(values), 12, fill=False, edgecolor=INK, alpha=0.16,
                               linewidth=1))
    canvas.text(x + 16 * len(values) + 8, y, f"{high} {label}", va="center", alpha=0.8)


_SHOULDERS = Outline([(-1.7, 3.3), (-1.7, 1.6), (-1, 1.25), (0, 1.25), (1, 1.25), (1.7, 1.6), (1.7, 3.3),
                      (-1.7, 3.3)],
                     [Outline.MOVETO] + [Outline.CURVE4] * 6 + [Outline.CLOSEPOLY])


def _person(canvas, place, size, strength, name):
    """A head and shoulders, as full of colour as the message they hold is whole."""
    r = size * 0.62
    x, y = place[0], place[1] - 1.15 * r
    shoulders = Outline(_SHOULDERS.vertices * r + (x, y), _SHOULDERS.codes)
    for patch in (Circle((x, y), r), PathPatch(shoulders)):
        patch.set(facecolor=(*_rgb(VERMILLION), strength), edgecolor=INK, linewidth=1.4)
        canvas.add_patch(patch)
    canvas.text(x, y + 2.4 * r, name, fontsize=1.1 * r, weight="bold", ha="center", va="center_baseline",
                color=_readable_on(-1, strength))


def _arrow(canvas, start, end, gap, *, style="-|>", color=VERMILLION, linewidth=2.6, alpha):
    canvas.add_patch(FancyArrowPatch(start, end, arrowstyle=style, mutation_scale=14, shrinkA=gap,
                                     shrinkB=gap, color=color, linewidth=linewidth, alpha=alpha))


def _picture(figure, title, alt):
    file = io.StringIO()
    figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})
    svg = file.getvalue()
    svg = svg[svg.index("<svg"):]
    svg = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>|<style.*?</style>", "", svg, flags=re.DOTALL)
    used = set(re.findall(r"#([^\")]+)[\")]", svg))
    mark = hashlib.sha256(svg.encode()).hexdigest()[:10]  # so that ids differ between the figures of a page
    svg = re.sub(r' id="([^"]+)"', lambda m: f' id="{mark}-{m[1]}"' if m[1] in used else "", svg)
    svg = re.sub(r"(url\(#|href=\"#)", rf"\g<1>{mark}-", svg)
    svg = re.sub(r'(<svg [^>]*?) width="[^"]*"|(?<=") height="[^"]*pt"', r"\1", svg)
    style = f"width: 100%; max-width: {WIDTH}px; height: auto; stroke-linejoin: round; stroke-linecap: butt"
    svg = svg.replace("<svg ", f'<svg style="{style}" ', 1)
    return Picture(title, alt, re.sub(r"\n\s*", "\n", svg).strip())


def _spread(places, gap):
    """The same places, by name, moved apart until each has `gap` pixels to the next."""
    placed = {}
    for name in sorted(places, key=places.get):
        placed[name] = max(places[name], max(placed.values(), default=-math.inf) + gap)
    excess = np.mean([placed[name] - places[name] for name in placed])
    return {name: y - excess for name, y in placed.items()}


def _width(text, size=12, bold=False):
    """How wide a text stands, in pixels."""
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    return TextPath((0, 0), text, prop=font).get_extents().width if text else 0.0


def _array(values):
    return np.asarray(values.detach().cpu() if hasattr(values, "detach") else values, dtype=float)


def _rgb(colour):
    return [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]


def _shown(symbol):
    return {" ": "␣", "\n": "↵"}.get(symbol, symbol)


def _number(value):
    if value and not 1e-3 <= abs(value) < 1e6:
        power = math.floor(math.log10(abs(value)) + 1e-9)
        factor = value / 10.0**power
        exponent = str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return (f"{factor:.3g} × " if abs(factor - 1) > 1e-6 else "") + f"10{exponent}"
    return f"{value:,.6g}".replace("-", "−")


def _short(value):
    return (f"{value:.2f}" if abs(value) < 10 else f"{value:.3g}").replace("-", "−")
