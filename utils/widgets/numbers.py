"""Numbers as the figures' front ends write and weigh them: parts/numbers.js in Python, and plane.js's `apart`."""
import math
from decimal import ROUND_HALF_UP, Decimal

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def fixed(value, digits=2):
    """`value` with that many decimals, halves away from zero, a true minus sign and no negative zero."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:f}".replace("-", "−")


def significant(value, digits=2):
    """`value` with the decimals that show its first `digits` digits: 0.123 is "0.12", 0.00123 "0.0012"."""
    return fixed(value, max(0, digits - 1 - math.floor(math.log10(abs(value)))) if value else 0)


def written(value, digits=6):
    """`value` in so many digits at most: 12500 is "12,500", 0.00002 is "2 × 10⁻⁵"."""
    value = float(f"{value:.{digits - 1}e}")
    if not value or 1e-3 <= abs(value) < 1e6:
        return f"{value:,.6g}".replace("-", "−")
    factor, power = f"{value:.5e}".split("e")
    factor = f"{float(factor):g}".replace("-", "−")
    return (f"{factor} × " if factor != "1" else "") + "10" + str(int(power)).translate(SUPERSCRIPT)


def part(share):
    """A part of one in words, where it may be next to nothing: 0.123 is "0.12"."""
    if share < 1e-6:
        return "less than a millionth"
    return written(share, 2) if share < 1e-3 else significant(share)


def percent(share):
    """A share of one in words: 0.25 is "25 %"."""
    return f"{fixed(100 * share, 0)} %"


def grouped(whole):
    """A whole number with a comma at each thousand: 16384 is "16,384"."""
    return f"{whole:,}"


def plural(count, noun):
    """So many of them: "1 tick", "2 ticks"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def listed(words):
    """Words one after the other: "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def softmax(scores):
    """Weights, positive and together one, of scores that may be -inf, but not all of them."""
    most = max(scores)
    parts = [math.exp(score - most) for score in scores]
    return [part / sum(parts) for part in parts]


def blend(rows, weights):
    """The weighted average, (d,), of rows, (n, d), whose n weights are together one."""
    blended = [0.0] * len(rows[0])
    for weight, row in zip(weights, rows, strict=True):  # no sum(): newer ones round as no browser does
        blended = [so_far + weight * number for so_far, number in zip(blended, row)]
    return blended


def apart(one, other):
    """The distance of two points of the plane."""
    return math.sqrt((one[0] - other[0]) * (one[0] - other[0]) + (one[1] - other[1]) * (one[1] - other[1]))
