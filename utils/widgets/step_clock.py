"""The step clock: a message walks down a line of people, one a tick, whatever the number of cores."""
import traitlets

from .base import front_end
from .explorable import Explorable
from .fields import OneOf, Whole
from .given import rounded
from .numbers import fixed, plural

LANES = ("recurrence", "attention")
CORES = (1, 2, 4, 8)
LONGEST = 24  # a line of more people does not fit a narrow page
SIGNS = {" ": "␣", "\n": "⏎", "\t": "⇥"}
SPOKEN = {" ": "a space", "\n": "a line break", "\t": "a tab"}


class StepClock(Explorable):
    """Recurrence as a line of people against a clock, and attention beside it when asked.

    What it teaches: in a recurrence position t works in tick t and no earlier, since it waits for the state
    of position t - 1, and further cores stay idle. In attention no position waits for another, so `cores`
    positions work in a tick. (The misconception: "more cores make a recurrent network parallel".) A tick is one
    position's work on one core; that the work of one position grows with the length in attention is not shown.

    symbols: what the positions read, at most LONGEST, the first one the message; traces: how much of it is
    left in the state at each position, as the lesson measured it, 1 for all of it (more is drawn as full,
    with its number), or None; lanes: of LANES. Raises ValueError for what does not fit.
    """

    FIELDS = {"length": Whole(1, LONGEST), "tick": Whole(0, LONGEST), "cores": OneOf(CORES)}
    VIEW = ("tick",)

    _esm, _css = front_end("recordable", "explorable", "step_clock", parts=("numbers", "slider"))

    symbols = traitlets.List(traitlets.Unicode()).tag(sync=True)
    traces = traitlets.List(traitlets.Float(), allow_none=True, default_value=None).tag(sync=True)
    lanes = traitlets.List(traitlets.Enum(LANES)).tag(sync=True)

    def __init__(self, symbols, traces=None, lanes=("recurrence",), **task):
        symbols, lanes = list(symbols), list(lanes)
        if not 1 <= len(symbols) <= LONGEST:
            raise ValueError(f"the step clock takes 1 to {LONGEST} symbols, not {len(symbols)}")
        if not lanes or not set(lanes) <= set(LANES):
            raise ValueError(f"unknown lanes {lanes}: use some of {', '.join(LANES)}")
        if traces is not None:
            traces = rounded("traces", traces, len(symbols), digits=6)
            if min(traces) < 0:
                raise ValueError(f"traces must not be below zero, and one is {min(traces)}")
        start = {"length": len(symbols), "tick": 0, "cores": 1}
        super().__init__(start, fields={"length": Whole(1, len(symbols))}, symbols=symbols, traces=traces,
                         lanes=lanes, **task)

    def last_tick(self, state):
        """The tick after which no position of any lane waits."""
        return max(done_at(lane, state["length"], state["cores"]) for lane in self.lanes)

    def said(self, state):
        lane, cores, last = self.lanes[0], state["cores"], self.last_tick(state)
        tick = min(state["tick"], last)
        done = {position: done_at(lane, position, cores) for position in range(1, state["length"] + 1)}
        working = [position for position in done if done[position] == tick]
        waiting = sum(at > tick for at in done.values())
        if not tick:
            reads = "nobody has read yet"
        elif not working:
            reads = "all have read"
        elif len(working) == 1:
            symbol = self.symbols[working[0] - 1]
            reads = f"position {working[0]} reads {SPOKEN.get(symbol, f'“{symbol}”')}"
        else:
            reads = f"positions {working[0]} to {working[-1]} read"
        wait = f"{plural(waiting, 'position')} wait{'s' * (waiting == 1)}" if waiting else "nobody waits"
        end, *ends = (done_at(name, state["length"], cores) for name in self.lanes)
        others = "".join(f", {name} after {end}" for name, end in zip(self.lanes[1:], ends))
        return (f"Tick {tick} of {last}{f', {lane}' if len(self.lanes) > 1 else ''}: {reads}; {wait}. "
                f"On {plural(cores, 'core')}, {lane} is done after {plural(end, 'tick')}{others}.")

    def table(self, state):
        heads = ["position", "symbol", *(f"{lane}: done at tick" for lane in self.lanes)]
        rows = [[str(position), SIGNS.get(symbol, symbol),
                 *(str(done_at(lane, position, state["cores"])) for lane in self.lanes)]
                for position, symbol in enumerate(self.symbols[:state["length"]], 1)]
        if self.traces is not None:
            heads.append("left of the first symbol")
            for row, trace in zip(rows, self.traces):
                row.append(fixed(trace, 3))
        return heads, rows


def done_at(lane, position, cores):
    """The tick in which `position` (from 1) of a lane finishes its work on that many cores."""
    return position if lane == "recurrence" else -(-position // cores)
