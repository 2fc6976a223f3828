"""A live loss curve with a progress bar, while a cell trains."""
import math
import time

import traitlets

from .base import Widget, front_end, require_finite

MOST_POINTS = 400  # even: they are halved by pairs
SECONDS_BETWEEN_SYNCS = 0.25


class TrainingCurve(Widget):
    """The loss while a cell trains, on a ladder of levels to beat.

    levels: name -> loss, drawn as labelled lines; budget: what was allowed, in words ("40 s"); unit: of the
    loss; clock: gives seconds, and is replaced in tests. Call `update` as often as there are steps; the page
    hears of it four times a second. Raises ValueError for a level that is no finite number.
    """

    _esm, _css = front_end("training_curve", parts=("numbers",))

    levels = traitlets.Dict().tag(sync=True)
    budget = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    losses = traitlets.List().tag(sync=True)  # [step, mean loss of the steps since the point before]
    held_out = traitlets.List().tag(sync=True)  # [step, loss]
    step = traitlets.Int().tag(sync=True)
    fraction = traitlets.Float().tag(sync=True)
    seconds_left = traitlets.Float(allow_none=True, default_value=None).tag(sync=True)
    message = traitlets.Unicode().tag(sync=True)
    finished = traitlets.Bool().tag(sync=True)

    def __init__(self, levels=None, budget="", unit="nats per character", clock=time.monotonic):
        levels = dict(levels or {})
        require_finite(**levels)
        super().__init__(levels=levels, budget=budget, unit=unit)
        self._clock = clock
        self._started = self._synced = clock()
        self._points, self._held_out = [], []
        self._stride = 1  # steps a point stands for; doubles when there are too many points
        self._sum, self._count = 0.0, 0
        self._step, self._fraction = 0, 0.0

    def update(self, step, loss, held_out=None, fraction=0.0, message=""):
        """Take in one step: its training loss, the held-out loss if it was measured, the fraction of the
        budget used, and a sentence to show. A loss that is not finite counts as a step but is not drawn.
        Raises ValueError for a fraction outside [0, 1]."""
        if not 0 <= fraction <= 1:
            raise ValueError(f"fraction must lie in [0, 1], not {fraction}")
        self._step, self._fraction = step, fraction
        if math.isfinite(loss):
            self._sum += loss
            self._count += 1
            if self._count == self._stride:
                self._add_point()
        if held_out is not None and math.isfinite(held_out):
            self._held_out.append([step, float(held_out)])
        now = self._clock()
        if now - self._synced >= SECONDS_BETWEEN_SYNCS or message:
            self._sync(now, message)

    def finish(self, message):
        """Show the end: every point, a full bar unless the training was interrupted, and the sentence."""
        if self._count:
            self._add_point()
        self._sync(self._clock(), message, finished=True)

    def _add_point(self):
        self._points.append([self._step, self._sum / self._count])
        self._sum, self._count = 0.0, 0
        if len(self._points) == MOST_POINTS:
            self._points = [[second[0], (first[1] + second[1]) / 2]
                            for first, second in zip(self._points[::2], self._points[1::2])]
            self._stride *= 2

    def _sync(self, now, message, finished=False):
        self._synced = now
        elapsed = now - self._started
        with self.hold_sync():
            self.losses, self.held_out = list(self._points), list(self._held_out)
            self.step, self.fraction = self._step, self._fraction
            self.seconds_left = elapsed * (1 - self._fraction) / self._fraction if self._fraction else None
            self.message = message or self.message
            self.finished = finished

    def text(self):
        parts = [f"step {self._step:,}"]
        if self._points:
            parts.append(f"training loss {self._points[-1][1]:.2f}")
        if self._held_out:
            parts.append(f"held-out loss {self._held_out[-1][1]:.2f}")
        line = f"{', '.join(parts)} {self.unit}" if len(parts) > 1 else parts[0]
        return f"{line}. {self.message}".strip()
