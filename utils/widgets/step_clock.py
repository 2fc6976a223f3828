"""The step clock: a message walks down a line of people, one a tick, whatever the number of cores."""
import traitlets

from .base import Widget, front_end, require_finite

LANES = ("recurrence", "attention")
CORES = (1, 2, 4, 8)
LONGEST = 24  # a line of more people does not fit a narrow page


class StepClock(Widget):
    """Recurrence as a line of people against a clock, and attention beside it when asked.

    What it teaches: in a recurrence position t works in tick t and no earlier, since it waits for the state
    of position t - 1, and further cores stay idle. In attention no position waits for another, so `cores`
    positions work in a tick. A tick is one position's work on one core; that the work of one position grows
    with the length in attention is not shown here.

    symbols: what the positions read, at most LONGEST, the first one the message; traces: how much of it is
    left in the state at each position, as the lesson measured it, 1 for all of it (more is drawn as full,
    with its number), or None; lanes: of LANES.
    length, tick and cores follow what the learner does. Raises ValueError for what does not fit.
    """

    _esm, _css = front_end("step_clock")

    symbols = traitlets.List(traitlets.Unicode()).tag(sync=True)
    traces = traitlets.List(traitlets.Float(), allow_none=True, default_value=None).tag(sync=True)
    lanes = traitlets.List(traitlets.Enum(LANES)).tag(sync=True)
    length = traitlets.Int(1).tag(sync=True)
    tick = traitlets.Int(0).tag(sync=True)
    cores = traitlets.Enum(CORES, default_value=1).tag(sync=True)

    def __init__(self, symbols, traces=None, lanes=("recurrence",)):
        symbols, lanes = list(symbols), list(lanes)
        if not 1 <= len(symbols) <= LONGEST:
            raise ValueError(f"the step clock takes 1 to {LONGEST} symbols, not {len(symbols)}")
        if not lanes or not set(lanes) <= set(LANES):
            raise ValueError(f"unknown lanes {lanes}: use some of {', '.join(LANES)}")
        if traces is not None:
            traces = [float(trace) for trace in traces]
            if len(traces) != len(symbols):
                raise ValueError(f"{len(symbols)} symbols need as many traces, not {len(traces)}")
            for position, trace in enumerate(traces, 1):
                require_finite(**{f"the trace at position {position}": trace})
                if trace < 0:
                    raise ValueError(f"the trace at position {position} is below zero: {trace}")
        super().__init__(symbols=symbols, traces=traces, lanes=lanes, length=len(symbols))

    def done_at(self, lane, position):
        """The tick in which `position` (from 1) finishes its work."""
        return position if lane == "recurrence" else -(-position // self.cores)

    @property
    def last_tick(self):
        """The tick after which no position of any lane waits."""
        return max(self.done_at(lane, self.length) for lane in self.lanes)

    @traitlets.validate("length")
    def _fits_symbols(self, proposal):
        if not 1 <= proposal["value"] <= len(self.symbols):
            raise ValueError(f"length must lie between 1 and {len(self.symbols)}, not {proposal['value']}")
        return proposal["value"]

    @traitlets.validate("tick")
    def _fits_clock(self, proposal):
        return min(max(0, proposal["value"]), self.last_tick)

    @traitlets.observe("length", "cores")
    def _clock_shortens(self, _change):
        self.tick = min(self.tick, self.last_tick)

    def text(self):
        lines = [f"tick {self.tick} of {self.last_tick}, {self.cores} core{'s' * (self.cores > 1)}"]
        for lane in self.lanes:
            done = self.done_at(lane, self.length)
            lines.append(f"{lane.capitalize()} is done after {done} tick{'s' * (done > 1)}.")
        lines.append("  position  symbol" + "".join(f"  {lane}: tick" for lane in self.lanes)
                     + "  left of the first symbol" * (self.traces is not None))
        for position in range(1, self.length + 1):
            cells = [f"  {position:8}  {self.symbols[position - 1]!r:6}"]
            cells += [f"  {self.done_at(lane, position):{len(lane) + 6}}" for lane in self.lanes]
            if self.traces is not None:
                cells.append(f"  {self.traces[position - 1]:24.3f}")
            lines.append("".join(cells))
        return "\n".join(lines)
