"""The fields that a figure's answer is made of, and what may stand in each."""
import reprlib
from dataclasses import dataclass

_brief = reprlib.Repr()
_brief.maxdict = _brief.maxlist = 12
_brief.maxstring = _brief.maxother = 60


def brief(value):
    """`repr(value)` of what may come from anywhere: a line or two at most."""
    try:
        return _brief.repr(value)
    except ValueError:  # Python writes no whole number of more than some thousand digits
        return "a number with thousands of digits"


@dataclass(frozen=True)
class Number:
    """A number, none below `low` or above `high`."""

    low: float
    high: float

    def admits(self, value):
        real = isinstance(value, (int, float)) and not isinstance(value, bool)
        return real and self.low <= value <= self.high

    def __str__(self):
        return f"a number from {self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class Whole(Number):
    """A whole number, none below `low` or above `high`."""

    def admits(self, value):
        return isinstance(value, int) and super().admits(value)

    def __str__(self):
        return f"a whole number from {self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class OneOf:
    """One of some strings or whole numbers."""

    options: tuple

    def admits(self, value):
        return any(type(value) is type(option) and value == option for option in self.options)

    def __str__(self):
        return f"one of {', '.join(map(repr, self.options))}"


@dataclass(frozen=True)
class Maybe:
    """One of a kind, or None."""

    of: object

    def admits(self, value):
        return value is None or self.of.admits(value)

    def __str__(self):
        return f"{self.of}, or None"


@dataclass(frozen=True)
class Text:
    """A string of at most `longest` characters."""

    longest: int = 40

    def admits(self, value):
        return isinstance(value, str) and len(value) <= self.longest

    def __str__(self):
        return f"a text of at most {self.longest} characters"


@dataclass(frozen=True)
class Bits:
    """A string of `least` to `most` characters, each 0 or 1."""

    least: int
    most: int

    def admits(self, value):
        return isinstance(value, str) and self.least <= len(value) <= self.most and set(value) <= {"0", "1"}

    def __str__(self):
        return f"a text of {span(self.least, self.most)} zeros and ones"


@dataclass(frozen=True)
class Row:
    """A list of `least` to `most` things of one kind."""

    of: object
    least: int
    most: int

    def admits(self, value):
        fits = isinstance(value, list) and self.least <= len(value) <= self.most
        return fits and all(map(self.of.admits, value))

    def __str__(self):
        return f"a list of {span(self.least, self.most)}, each {self.of}"


@dataclass(frozen=True)
class Order:
    """A list of the whole numbers from 0 up to `count`, each once."""

    count: int

    def admits(self, value):
        whole = isinstance(value, list) and all(type(each) is int for each in value)
        return whole and sorted(value) == list(range(self.count))

    def __str__(self):
        return f"each of 0 to {self.count - 1} once"


def span(least, most):
    """How many, in digits: "2 to 6", or "4" where only four will do."""
    return str(most) if least == most else f"{least} to {most}"


@dataclass(frozen=True)
class Each:
    """A list with one thing of each of these kinds, in their order."""

    kinds: tuple

    def admits(self, value):
        return isinstance(value, list) and len(value) == len(self.kinds) and all(
            kind.admits(item) for kind, item in zip(self.kinds, value))

    def __str__(self):
        return f"a list of {len(self.kinds)}: {', '.join(map(str, self.kinds))}"


def misfit(fields, answer):
    """Why `answer` is no dict of these fields, name -> kind, as a sentence; "" if it is one."""
    if not isinstance(answer, dict) or set(answer) != set(fields):
        return f"an answer here has {', '.join(map(repr, fields))}, and this is {brief(answer)}"
    wrong = next((name for name, kind in fields.items() if not kind.admits(answer[name])), None)
    return "" if wrong is None else f"{wrong!r} is {fields[wrong]}, not {brief(answer[wrong])}"
