"""What every widget shares: its front end's text and its plain text."""
import math
import re
from pathlib import Path

import anywidget

ROOM = Path(__file__).parent


def front_end(*names, parts=()):
    """The ES module and the stylesheet of a widget, as two strings: base's text, its parts', its own.

    parts: of the folder parts/, what several widgets draw with. names: of this folder, in order; each has a
    name.js and a name.css. The last one defines `NAME` and `draw(tools)`, and base.js exports the `render` that
    calls it, so that what widgets share is written once. Lines that are comments stay here, and indents.
    """
    files = [ROOM / "base", *(ROOM / "parts" / part for part in parts), *(ROOM / name for name in names)]
    return tuple("\n".join(delivered(file.with_suffix(suffix)) for file in files) for suffix in (".js", ".css"))


def delivered(file):
    """What a page is given of a file."""
    return re.sub(r"(?m)^ *(//.*\n)?", "", file.read_text("utf-8"))


class Widget(anywidget.AnyWidget):
    """A widget that says all it shows as plain text too, for `print` and for a page without scripts."""

    def __init__(self, **traits):
        if unknown := traits.keys() - self.trait_names():
            raise TypeError(f"{type(self).__name__} takes no {min(unknown)!r}")
        super().__init__(**traits)
        self.on_msg(self._take)

    def _take(self, _widget, message, _buffers):
        """What a page sends: base.js says why changes come this way."""
        if message.get("type") == "save":
            self.set_state(message["changes"])

    def text(self):
        """All that the widget shows, as plain text."""
        raise NotImplementedError(f"{type(self).__name__}.text()")

    def __str__(self):
        return self.text()

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/plain": self.text()}, metadata


def require_finite(**numbers):
    """Raise ValueError naming the first of `numbers` that is not a finite number."""
    for name, number in numbers.items():
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not math.isfinite(number):
            raise ValueError(f"{name} must be a finite number, not {number!r}")
