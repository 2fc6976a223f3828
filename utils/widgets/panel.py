"""The panel of a check: what was tried, what came back, what was expected, and a hint when asked."""
from typing import ClassVar

import traitlets

from .base import Widget, front_end

WORDS = {
    "passed": "✓ Passed",
    "wrong": "✗ Not right yet",
    "raised": "! Stopped with an error",
    "timeout": "… Ran out of time",
    "not_attempted": "○ Not attempted yet",
    "crashed": "! The check itself failed",
}
TEXT_FIELDS = ("headline", "diagnosis", "error", "printed", "using")


class Panel(Widget):
    """The outcome of one check, with its hints one at a time.

    outcome: a dict with id, title, status (a key of WORDS), points, max_points, minutes, difficulty (1 to 5),
    and where they apply headline, diagnosis, error, printed, using (sentences, in which `code` may stand in
    backticks; error and printed are shown as they are), line {number, source} of the learner's own code, and
    example {input: [{name, value, shape}], expected: {value, shape}, got: {value, shape}}, all strings; an input
    that the answer changed also has `after`, its value afterwards.
    hints: sentences. A hint reaches the page when it is asked for, and stays when the check runs again.
    Raises ValueError for an unknown status or a missing field.
    """

    _esm, _css = front_end("panel")
    _revealed: ClassVar[dict] = {}  # exercise id -> hints asked for in this session

    outcome = traitlets.Dict().tag(sync=True)
    hint_count = traitlets.Int().tag(sync=True)
    hints = traitlets.List(traitlets.Unicode()).tag(sync=True)  # those asked for

    def __init__(self, outcome, hints=()):
        missing = {"id", "title", "status", "points", "max_points", "minutes", "difficulty"} - set(outcome)
        if missing:
            raise ValueError(f"the outcome lacks {', '.join(sorted(missing))}")
        if outcome["status"] not in WORDS:
            raise ValueError(f"unknown status {outcome['status']!r}: use one of {', '.join(WORDS)}")
        self._all_hints = list(hints)
        complete = {"example": None, "line": None, **dict.fromkeys(TEXT_FIELDS, ""), **outcome}
        super().__init__(outcome=complete, hint_count=len(self._all_hints))
        self.hints = self._all_hints[:self._revealed.get(outcome["id"], 0)]
        self.on_msg(self._receive)

    def next_hint(self):
        """Show one hint more; returns it, or None when all are shown."""
        shown = min(self._revealed.get(self.outcome["id"], 0) + 1, self.hint_count)
        is_new = shown > len(self.hints)
        self._revealed[self.outcome["id"]] = shown
        self.hints = self._all_hints[:shown]
        return self.hints[-1] if is_new else None

    def _receive(self, _widget, content, _buffers):
        if content == {"type": "next_hint"}:
            self.next_hint()

    def text(self):
        outcome = self.outcome
        parts = [f"{WORDS[outcome['status']]}: {outcome['title']} "
                 f"({outcome['points']} of {outcome['max_points']} points)"]
        parts += [outcome[field] for field in ("headline", "diagnosis") if outcome[field]]
        if outcome["error"]:
            parts.append(outcome["error"])
        if outcome["line"]:
            line = outcome["line"]
            parts.append(f"Line {line['number']} of your answer:\n    {line['source'].strip()}")
        if outcome["example"]:
            parts.append("\n".join(self._example_lines(outcome["example"])))
        if outcome["printed"]:
            parts.append(f"Your answer printed:\n{_indent(outcome['printed'])}")
        if outcome["using"]:
            parts.append(outcome["using"])
        if self.hint_count and outcome["status"] != "passed":
            parts.append(f"Hints: {self.hint_count}. In a notebook with widgets, press ‘Next hint’; "
                         f"otherwise hint(\"{outcome['id']}\").")
        return "\n\n".join(parts)

    @staticmethod
    def _example_lines(example):
        results = [{"name": name, **example[name]} for name in ("expected", "got")]
        yield "The smallest example that fails:"
        for row in [*example["input"], *results]:
            shape = row["shape"] and ("  shape " if row["shape"].startswith("(") else ", ") + row["shape"]
            yield f"  {row['name']}{shape}{', before the call' if 'after' in row else ''}"
            yield _indent(row["value"], 6)
            if "after" in row:
                yield f"  {row['name']}, after the call\n{_indent(row['after'], 6)}"


def _indent(text, spaces=4):
    return "\n".join(" " * spaces + line for line in text.splitlines())
