"""What a lesson gives a figure: its words, and its tensors as rounded lists."""
import math

import numpy as np

from .fields import span


def words_of(name, given, least, most, different=False):
    """`given` as a list of words. Raises ValueError, saying `name`, unless they are `least` to `most` texts.

    None may be empty, and where they must be `different`, no two alike.
    """
    words = list(given)
    texts = all(isinstance(word, str) and word.strip() for word in words)
    if not texts or not least <= len(words) <= most or (different and len(set(words)) < len(words)):
        raise ValueError(f"{name} must be {span(least, most)} {'different ' if different else ''}texts, none of "
                         f"them empty, not {words!r}")
    return words


def lists(given):
    """A tensor, or lists or tuples of tensors or numbers, as nested lists; anything else as it is."""
    values = given.tolist() if hasattr(given, "tolist") else given
    return [lists(value) for value in values] if isinstance(values, (list, tuple)) else values


def rounded(name, given, *shape, digits=4, within=math.inf):
    """`given`, a tensor or nested lists of this shape, as nested lists of numbers with that many decimals.

    A length in `shape` is a number, or a range of them. Raises ValueError, saying `name`, where the shape is
    another, rows differ in length, or a number is not finite or further than `within` from zero.
    """
    values = lists(given)
    try:
        array = np.array(values)
    except ValueError:
        raise ValueError(f"{name} must have rows of one length") from None
    lengths = [length if isinstance(length, range) else range(length, length + 1) for length in shape]
    if array.ndim != len(shape) or not all(own in length for own, length in zip(array.shape, lengths)):
        wanted = ", ".join(span(length[0], length[-1]) for length in lengths) + "," * (len(shape) == 1)
        raise ValueError(f"{name} must be of shape ({wanted}), not {array.shape}")
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{name} must hold numbers alone, not {array}")
    beyond = array[~(np.isfinite(array) & (abs(array) <= within))]
    if beyond.size:
        numbers = "finite numbers" if within == math.inf else f"numbers from {-within:g} to {within:g}"
        raise ValueError(f"{name} must hold {numbers}, and one is {beyond[0]:g}")
    return (array.round(digits) + 0.0).tolist()  # + 0.0: no negative zero
