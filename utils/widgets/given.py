"""What a lesson gives a figure: its words, and its tensors as rounded lists."""
import math


def words_of(given, least, most):
    """`given` as a list of words. Raises ValueError unless they are `least` to `most` texts, none empty."""
    words = list(given)
    if not least <= len(words) <= most or not all(isinstance(word, str) and word.strip() for word in words):
        raise ValueError(f"words must be {least} to {most} texts, none of them empty, not {words!r}")
    return words


def rounded(name, given, *shape):
    """`given`, a tensor or nested lists of this shape, as nested lists of numbers with four decimals.

    A length of None in `shape` may be any. Raises ValueError naming it where its shape is another or a number is
    not finite.
    """
    values = given.tolist() if hasattr(given, "tolist") else given
    found = _shape(values)
    if len(found) != len(shape) or any(length not in (None, own) for length, own in zip(shape, found)):
        wanted = ", ".join("any" if length is None else str(length) for length in shape)
        raise ValueError(f"{name} must be of shape ({wanted}), not {found}")
    return _rounded(name, values)


def _shape(values):
    return (len(values), *_shape(values[0] if values else None)) if isinstance(values, (list, tuple)) else ()


def _rounded(name, values):
    if isinstance(values, (list, tuple)):
        if len({_shape(value) for value in values}) > 1:
            raise ValueError(f"{name} must have rows of one length")
        return [_rounded(name, value) for value in values]
    if isinstance(values, bool) or not isinstance(values, (int, float)) or not math.isfinite(values):
        raise ValueError(f"{name} must hold finite numbers, and one is {values!r}")
    return round(float(values), 4)
