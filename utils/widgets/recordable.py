"""What the widgets share whose answer `record` keeps: the answer, and its state in words."""
from typing import ClassVar

import traitlets

from .base import Widget


class Unfit(traitlets.TraitError, ValueError):
    """An answer that is none for this widget; as a TraitError, so that traitlets puts the old one back."""


class Recordable(Widget):
    """A widget whose answer can be kept by `record(widget)`.

    `answer` and `recorded` are plain dicts, or None where nothing was answered or recorded, and can be
    written as Python literals. A subclass says an answer in words by `_words_of(answer)`. What the learner gave on a
    page is there again when the question's cell is run again in the same session.
    """

    # Names in an answer that make it no other one: what is looked at, or what was answered before.
    VIEW: ClassVar[tuple] = ()

    _given: ClassVar[dict] = {}  # id -> the answer last given on a page

    id = traitlets.Unicode().tag(sync=True)
    prompt = traitlets.Unicode().tag(sync=True)
    # An echo of an older answer would undo on the page what was changed since.
    answer = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True, echo_update=False)
    recorded = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    unanswered = traitlets.Unicode("Nothing chosen yet.").tag(sync=True)
    view = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, id, **traits):
        super().__init__(id=id, answer=self._given.get(id), view=list(self.VIEW), **traits)

    def set_state(self, sync_data):  # what a page sends
        super().set_state(sync_data)
        if "answer" in sync_data and self.id:
            self._given[self.id] = self.answer

    def misfit(self, answer):
        """Why `answer`, which its specification can read, is none for this very widget; "" if it is one."""
        return ""

    def to_record(self, before):
        """What `record` keeps of the answer, where it kept `before` the last time, or None."""
        return self.answer

    def text_of_answer(self):
        """The answer in words. Raises ValueError where there is none."""
        if self.answer is None:
            raise ValueError(f"{self.id} has no answer yet")
        return self._words_of(self.answer)

    @property
    def kept(self):
        """Whether the answer is the one that was recorded, whatever is in VIEW."""
        answer, recorded = (given and {name: value for name, value in given.items() if name not in self.VIEW}
                            for given in (self.answer, self.recorded))
        return answer == recorded

    @property
    def status(self):
        """The answer's state in words, as the status line of the page says it."""
        if self.answer is None and self.recorded is None:
            return self.unanswered
        if self.recorded is None:
            return "Not recorded yet: run the next cell."
        if self.kept:
            return "Recorded."
        if self.answer is None:
            return "At the start again. The record cell brings the recorded answer back."
        return "Changed since recorded: run the record cell again to keep the change."
