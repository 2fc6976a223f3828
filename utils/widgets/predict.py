"""A prediction: a number on a scale, given before the result is known and then shown beside it."""
import math

import traitlets

from .base import front_end, require_finite
from .numbers import written
from .recordable import Recordable, Unfit


class Predict(Recordable):
    """A number on a scale from low to high, and later the measured one beside it.

    id, prompt, unit: strings; low < high; log: a scale of factors instead of differences (0 < low).
    digits: how many digits a number shows. On a plain scale all numbers have the decimals that give the
    largest that many digits (digits=2: 1.7 on a scale to 4, 0.42 on one to 1); on a log scale, significant
    digits.
    says: what the measured number tells, with its place in it ("The last one hears {value:.0f} % of it."); the page
    has it only once it is revealed.
    answer: {"value": float}, None until the learner touches the scale.
    Raises ValueError if low, high, digits or a value cannot be on such a scale.
    """

    _esm, _css = front_end("recordable", "predict", parts=("numbers", "powers"))

    unanswered = traitlets.Unicode("No prediction yet.").tag(sync=True)
    low = traitlets.Float().tag(sync=True)
    high = traitlets.Float().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    log = traitlets.Bool().tag(sync=True)
    digits = traitlets.Int().tag(sync=True)
    actual = traitlets.Float(allow_none=True, default_value=None).tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)  # what came of it, once revealed

    def __init__(self, id, prompt, low, high, unit, log=False, digits=2, says=""):
        require_finite(low=low, high=high)
        if low >= high:
            raise ValueError(f"{id}: low must lie below high, not {low} and {high}")
        if log and low <= 0:
            raise ValueError(f"{id}: a log scale starts above zero, not at {low}")
        if digits < 1:
            raise ValueError(f"{id}: digits must be at least 1, not {digits}")
        self._says = says
        super().__init__(id, prompt=prompt, low=low, high=high, unit=unit, log=log, digits=digits)

    def reveal(self, actual):
        """Show the measured number beside the prediction, close the scale, and print what came of it.

        Printed too, since a training may stand between the question and its result: the scale is out of view then.
        Raises ValueError unless it is a finite number, above zero on a log scale.
        """
        actual = float(actual)
        self._require_on_scale(actual)
        self.unanswered = "Closed without a prediction."
        self.actual = actual
        print(self.sentence)

    @traitlets.validate("answer", "recorded")
    def _fits(self, proposal):
        answer = proposal["value"]
        if answer is not None:
            if set(answer) != {"value"}:
                raise Unfit(f"an answer to {self.id!r} is {{\"value\": number}}, not {answer!r}")
            self._require_on_scale(answer["value"])
        return answer

    def _require_on_scale(self, number):
        require_finite(**{self.id: number})
        if self.log and number <= 0:
            raise ValueError(f"{self.id}: a log scale has no place for {number}")

    @traitlets.observe("answer", "actual")
    def _compare(self, _change):
        if self.actual is None:
            self.sentence = ""
        else:
            self.sentence = f"{self._comparison()} {self._says.format(value=self.actual)}".strip()

    def _comparison(self):
        if self.answer is None:
            return f"Measured {self._with_unit(self.actual)}; no prediction was made."
        guess, actual = self.answer["value"], self.actual
        both = f"You said {self._with_unit(guess)}, measured {self._number(actual)}: "
        if self._number(guess) == self._number(actual):
            return both + "the same to this precision."
        if self.log:
            return both + f"a factor of {self._significant(max(guess / actual, actual / guess))} apart."
        return both + f"{self._number(abs(guess - actual))} apart."

    def _words_of(self, answer):
        return self._with_unit(answer["value"])

    def _with_unit(self, number):
        return f"{self._number(number)} {self.unit}".strip()

    def _number(self, number):
        if self.log:
            return self._significant(number)
        return f"{number:,.{max(0, self.digits - math.ceil(math.log10(self.high - self.low)))}f}"

    def _significant(self, number):
        if not 1e-3 <= number < 1e6:
            return written(number, self.digits)
        decimals = self.digits - 1 - math.floor(math.log10(number))
        return f"{round(number, decimals):,.{max(0, decimals)}f}"

    def text(self):
        scale = f"from {self._number(self.low)} to {self._with_unit(self.high)}" + (", in factors" * self.log)
        lines = [self.prompt, f"  A number {scale}."]
        if self.answer is not None:
            lines.append(f"  Your prediction: {self.text_of_answer()}.")
        return "\n".join([*lines, *([self.sentence] if self.sentence else []), self.status])
