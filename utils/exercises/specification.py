"""What an exercise, a choice, a prediction and an exploration are. The lessons' own are in lessons/."""
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from utils.widgets import Explorable

from .worker import Case


@dataclass(frozen=True)
class Mistake:
    """A wrong implementation, and the sentence that the panel says to an answer that agrees with it.

    answer: a function, or the edits that make it of the course's own answer: pairs of a text, which stands there
    exactly once outside the docstring, and what stands in its place. What stands in its place may be a tuple:
    spellings of the same mistake, any of which gets the sentence.
    """

    answer: Callable | tuple[tuple[str, str | tuple[str, ...]], ...]
    sentence: str

    @classmethod
    def edit(cls, *edits, sentence):
        """The mistake of an answer that is the course's own with these texts replaced."""
        return cls(edits, sentence)


edit = Mistake.edit  # as the lessons write it


@dataclass(frozen=True)
class Property:
    """Something that holds of every right result, and the sentence that a wrong one gets of which it does not.

    holds(case, value) is asked of results that are wrong in their numbers only.
    """

    holds: Callable[[Case, Any], bool]
    sentence: str


@dataclass(frozen=True)
class Exercise:
    """One exercise: what it asks, how an answer is tried, and how it commonly goes wrong.

    cases(generator) returns the calls to make, the smallest first; oracle(case) what the call must return. A
    mistake that is a function uses nothing but its arguments, `math`, `torch`, `nn` and `F`, which is what an answer
    has in a process of its own. Right answers that look different are with the tests, in tests/exercises/answers/.
    """

    id: str
    title: str
    points: int
    minutes: int
    difficulty: int  # 1 (a line) to 5 (an evening)
    hints: tuple[str, ...]
    cases: Callable[[torch.Generator], list[Case]]
    oracle: Callable[[Case], Any]
    mistakes: tuple[Mistake, ...]
    properties: tuple[Property, ...] = ()
    seconds: float = 2.0  # for one call, which takes milliseconds when it is right


@dataclass(frozen=True)
class Expected:
    """What the measurement that answers a question is expected to give, as `expect` takes it.

    It stands here, since all of a notebook is on the screen before it is run. what: how the line calls it.
    """

    what: str
    above: float | None = None
    below: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Option:
    """One of the options of a choice. `key` is what the notebook records; every option is explained."""

    key: str
    text: str
    explanation: str
    right: bool = False


@dataclass(frozen=True)
class Choice:
    """A question with options. kind: "one", "many" (all the right ones), or "order" (as they are listed)."""

    id: str
    prompt: str
    options: tuple[Option, ...]
    kind: str = "one"
    points: int = 1
    expected: Expected | None = None  # where a measurement answers it


@dataclass(frozen=True)
class Prediction:
    """A number to commit to before it is measured. Any number counts; what it teaches is the distance.

    says: what the measured number tells, once it is there, such as "The last one hears {value:.0f} % of it.": the
    notebook itself must not say it, since all of a notebook is on the screen before it is run.
    """

    id: str
    prompt: str
    low: float
    high: float
    unit: str
    says: str
    log: bool = False
    digits: int = 3
    points: int = 0
    expected: Expected | None = None


@dataclass(frozen=True)
class NearMiss:
    """An answer that nearly does what a task asks, and the sentence it gets."""

    answer: dict
    sentence: str


@dataclass(frozen=True)
class Exploration:
    """A task on a figure: a target to hit, a leak to find.

    figure: the widget's class, made with `given` and with what the lesson adds. judge(answer), for any answer
    that figure.FIELDS admits: "" where it does what is asked, else what is missing, in a sentence. `shows` says
    what the right answer shows. `right` are answers that pass, as different as they can be, `near` such that
    do not.
    """

    id: str
    prompt: str
    figure: type[Explorable]
    given: dict
    judge: Callable[[dict], str]
    shows: str
    right: tuple[dict, ...]
    near: tuple[NearMiss, ...]
    points: int = 1


@dataclass(frozen=True)
class Term:
    """A name of the field that a lesson introduces, where it stands in bold: one sentence, and who named it."""

    name: str
    sentence: str
    source: str


@dataclass(frozen=True)
class Lesson:
    """A lesson: its number, its name, its question, its specifications in their order there, and its terms."""

    number: str  # two digits
    name: str
    question: str
    specifications: tuple
    terms: tuple[Term, ...] = ()

    @property
    def stem(self):
        return f"{self.number}_{self.name}"
