"""Named points in the plane and their weighted average, as the front ends draw them: parts/plane.js in Python."""
import math

from .base import require_finite


def point(values, name, reach=1.0):
    """Two numbers from -reach to reach, a tensor's or any others, as [x, y] with four decimals.

    Raises ValueError, saying `name`, for anything else.
    """
    values = values.tolist() if hasattr(values, "tolist") else values
    if not isinstance(values, (list, tuple)) or len(values) != 2:
        raise ValueError(f"{name} must be two numbers, x and y, not {values!r}")
    values = [value.item() if hasattr(value, "item") else value for value in values]
    require_finite(**{f"x of {name}": values[0], f"y of {name}": values[1]})
    if max(map(abs, values)) > reach:
        raise ValueError(f"{name} must lie within {reach:g} of the axes, not at {values!r}: scale the points down")
    return [round(float(value), 4) for value in values]


def named_points(words, points, most, what="points", reach=1.0):
    """`words` and their `points`, (n, 2), as plain lists. Raises ValueError if they are not 2 to `most`."""
    words = list(words)
    if not 2 <= len(words) <= most:
        raise ValueError(f"there is room for 2 to {most} words, not {len(words)}")
    if not all(isinstance(word, str) and word for word in words) or len(set(words)) < len(words):
        raise ValueError(f"words must be different texts, none of them empty, not {words!r}")
    if len(points) != len(words):
        raise ValueError(f"{len(words)} words need as many {what}, not {len(points)}")
    return words, [point(values, f"{what}[{place}]", reach) for place, values in enumerate(points)]


def blend(points, weights):
    """The weighted average of points whose weights are together one: [x, y]."""
    x = y = 0.0
    for weight, (across, up) in zip(weights, points, strict=True):  # no sum(): newer ones round as no browser does
        x += weight * across
        y += weight * up
    return [x, y]


def apart(one, other):
    """The distance of two points."""
    return math.sqrt((one[0] - other[0]) * (one[0] - other[0]) + (one[1] - other[1]) * (one[1] - other[1]))
