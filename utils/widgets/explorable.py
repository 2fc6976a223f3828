"""What the figures share that a learner works with: a state that is the answer, in words and as a table."""
from html import escape
from typing import ClassVar

import traitlets

from .fields import misfit
from .numbers import fixed
from .recordable import Recordable, Unfit


class Explorable(Recordable):
    """A figure to work with; with an `id` and a `prompt`, a task whose answer `record` keeps.

    All that a learner changes is one plain dict, `state`: `start` until something was touched, and then the
    answer. A subclass says in FIELDS what it holds, as name -> kind (see fields.py), in VIEW which of these are
    only looked at, and gives, for any state: `said(state)`, a sentence or two; and `table(state)`, the heads and
    the rows of a table, whose cells are strings, or floats for shares of one. Its front end says and shows the
    same; the tests compare them.

    fields: kinds for this very figure, narrower than those of FIELDS where what it was given asks for it.
    judge(answer): whether a recorded answer does what the task asks, and a sentence: (bool, str).
    Raises ValueError for a start or an answer that does not fit.
    """

    FIELDS: ClassVar[dict]

    _fields = traitlets.Dict()  # FIELDS, as narrow as this very figure asks for

    start = traitlets.Dict().tag(sync=True)
    verdict = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)  # {right, words}
    unanswered = traitlets.Unicode("Nothing changed yet.").tag(sync=True)

    def __init__(self, start, id="", prompt="", judge=None, fields=None, **traits):
        self._judge = judge
        self._fields = self.FIELDS | (fields or {})
        if self.misfit(self._given.get(id)):
            self._given.pop(id, None)  # it was given on a figure of another size
        super().__init__(id, prompt=prompt, start=start, **traits)

    @traitlets.default("_fields")
    def _widest(self):
        return self.FIELDS

    @property
    def state(self):
        """What the figure shows now."""
        return self.start if self.answer is None else self.answer

    def said(self, state):
        """`state` in words, as the page says it."""
        raise NotImplementedError(f"{type(self).__name__}.said(state)")

    def table(self, state):
        """`state` as a table: heads, and rows of strings and of floats for shares."""
        raise NotImplementedError(f"{type(self).__name__}.table(state)")

    def misfit(self, answer):
        """Why `answer` is none for this figure, as a sentence; "" if it is one. A subclass may ask for more."""
        return misfit(self._fields, answer)

    @traitlets.validate("answer", "recorded", "start")
    def _fits(self, proposal):
        answer = proposal["value"]
        if answer is not None and (problem := self.misfit(answer)):
            raise Unfit(f"{self.id or type(self).__name__}: {problem}")
        return answer

    @traitlets.observe("recorded")
    def _judge_recorded(self, change):
        if change["new"] is None or self._judge is None:
            self.verdict = None
        else:
            right, words = self._judge(change["new"])
            self.verdict = {"right": right, "words": words}

    def _words_of(self, answer):
        return self.said(answer)

    def text(self):
        heads, rows = self._written()
        widths = [max(map(len, column)) for column in zip(heads, *rows)]
        lines = ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
                 for row in (heads, *rows)]
        return "\n".join([*filter(None, [self.prompt, self.said(self.state)]), *lines, *self._standing()])

    def still(self):
        """The figure where no script runs: its words and its table, shares shaded, as safe HTML."""
        heads, rows = self._written()
        shares = self.table(self.state)[1]
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
        body = "".join(f"<tr>{''.join(map(_cell, row, values))}</tr>" for row, values in zip(rows, shares))
        words = "".join(f"<p>{escape(line)}</p>" for line in (self.prompt, self.said(self.state)) if line)
        return f"{words}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": self.still()}, metadata

    def _written(self):
        heads, rows = self.table(self.state)
        return heads, [[cell if isinstance(cell, str) else fixed(cell) for cell in row] for row in rows]

    def _standing(self):
        if not self.id:
            return []
        judged = self.verdict and self.kept
        return [*([self.verdict["words"]] if judged else []), self.status]


def _cell(text, value):
    if isinstance(value, str):
        return f"<td>{escape(text)}</td>"
    share = min(1.0, max(0.0, value))
    return f'<td style="background:rgb(0 114 178 / {0.6 * share:.2f})">{text}</td>'
