"""One training loop for the whole course, and with it the seeds, the device and the score of *Write it*."""

import math
import random
import time
from dataclasses import dataclass, field

import numpy as np
import torch
import torch.nn.functional as F
from IPython import get_ipython
from IPython.display import display
from torch import nn

from utils.widgets import TrainingCurve
from utils.widgets.numbers import plural, written

WARM_UP = 0.05  # the part of the budget in which the learning rate rises
FIRST_SECONDS = 2.0  # of a training, from which it is foretold how long it takes here
A_MINUTE = 60.0  # what a cell takes at most on a machine that is free


@dataclass(frozen=True)
class History:
    """What happened in a training."""

    steps: int  # steps taken
    seconds: float  # of the processor, which no other program lengthens; looks at held-out data included
    losses: list[float] = field(repr=False)  # one a step
    held_out: list[tuple[int, float]]  # (steps taken, what `evaluate` gave)
    interrupted: bool  # somebody pressed Interrupt
    message: str  # how it ended, in a sentence


def device():
    """Where the course computes: the first CUDA device if there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def set_seed(seed):
    """Seed Python, NumPy and torch; returns a CPU torch.Generator with the same seed, for `batch`.

    torch gets one thread: so the same seed gives the same numbers on any number of cores, and nothing waits for
    a thread whose core the browser has taken. These models are too small to gain much by more.
    """
    torch.set_num_threads(1)
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    return torch.Generator().manual_seed(seed)


def learning_rate_at(fraction, peak):
    """The rate when a fraction (0 to 1) of the budget is spent: a short rise, then straight to nothing."""
    return peak * min(fraction / WARM_UP, (1 - fraction) / (1 - WARM_UP))


def train(model, loss_on_batch, *, steps, learning_rate=None, optimizers=None, evaluate=None, evaluations=10,
          levels=None, unit="nats per character"):
    """Train a model for a number of steps, and show how it goes and how long it will take.

    loss_on_batch(model) gives the loss of one new batch, a scalar tensor. evaluate(model) gives a float from
    held-out data; it is asked `evaluations` times, evenly over the steps, the last time at their end. levels:
    dict from a name to a loss to compare with, drawn as a line. unit: what a loss is counted in. AdamW
    follows the gradients, shortened to a norm of 1 where they are longer, with `learning_rate` as the peak of
    a schedule that fits itself to the steps; or `optimizers`, a list, do, and the rates they are given with are
    the peaks.

    The same seed gives the same model, however busy the machine is. An interrupt stops it cleanly, and so does
    a loss that is no longer a number: the model keeps what it has learned, and the history's message says what
    happened. The model is handed back in evaluation mode. Raises ValueError unless there is a step to take, and
    unless either a learning rate or optimizers are given.
    """
    if steps < 1:
        raise ValueError(f"train needs a budget of at least one step, not {steps}.")
    if (learning_rate is None) == (optimizers is None):
        raise ValueError("train needs either learning_rate=..., the peak for AdamW, or optimizers=[...].")
    if optimizers is None:
        optimizers = [torch.optim.AdamW(model.parameters(), lr=learning_rate, betas=(0.9, 0.99), weight_decay=0.0)]
    peaks = [(group, group["lr"]) for optimizer in optimizers for group in optimizer.param_groups]
    rates = " and ".join(dict.fromkeys(written(peak) for _, peak in peaks))
    curve = _curve(levels or {}, f"{steps:,} steps", unit)
    losses, held_out, looked, foretold = [], [], 0, ""
    interrupted, trouble = False, None
    start, spent = time.perf_counter(), time.process_time()

    def look():
        model.eval()
        held_out.append((len(losses), evaluate(model)))
        model.train()
        return held_out[-1][1]

    model.train()
    try:
        while len(losses) < steps:
            loss = loss_on_batch(model)
            model.zero_grad()
            loss.backward()
            norm = nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            if not (loss.isfinite() and norm.isfinite()):
                trouble = (f"Stopped at step {len(losses) + 1}: the loss or its gradient is not a finite "
                           f"number. Lower the learning rate, which is {rates}, and start with a new model.")
                break
            for group, peak in peaks:
                group["lr"] = learning_rate_at(len(losses) / steps, peak)
            for optimizer in optimizers:
                optimizer.step()
            losses.append(loss.item())
            fraction = len(losses) / steps
            part = len(losses) * evaluations // steps  # a look as each part ends; the last one after the loop
            score = look() if evaluate and looked < part < evaluations else None
            looked = part
            elapsed, news = time.perf_counter() - start, ""
            if elapsed >= FIRST_SECONDS and not foretold:
                news = foretold = _foretell(elapsed / fraction)
            curve.update(len(losses), losses[-1], held_out=score, fraction=fraction, message=news)
        if evaluate and losses and not trouble:
            curve.update(len(losses), losses[-1], held_out=look(), fraction=1.0)
    except KeyboardInterrupt:
        interrupted = True

    model.eval()
    taken = f"{len(losses):,} steps and {time.perf_counter() - start:.0f} s"
    message = f"Done after {taken}."
    if interrupted:
        message = f"Interrupted after {taken}. The model keeps what it has learned so far."
    if trouble:
        message = trouble
    curve.finish(message)
    return History(len(losses), time.process_time() - spent, losses, held_out, interrupted, message)


def _foretell(seconds):
    """How long a training will take here, in words; where that is long, what it means."""
    if seconds <= A_MINUTE:
        return f"This takes about {seconds:.0f} s here."
    return ("This machine is slow, or busy with something else: the training takes about "
            f"{plural(round(seconds / 60), 'minute')} here, and comes to the same model as on a quick one. You can "
            "read on meanwhile, or interrupt it (the square above the notebook): the model then keeps what it has "
            "learned.")


def held_out_loss(model, ids, length=64, windows=512):
    """Nats per character on `windows` stretches of `length` characters, spread evenly over a text.

    model: anything that turns inputs (B, length) int64 into logits (B, length, n_characters), a network or a
    table of log-probabilities; it sees each stretch alone, from an empty state. ids: (n,) int64, on the
    model's device. Nothing is drawn at random: the same model always gets the same score. Raises ValueError
    if the text is not longer than a stretch.
    """
    if len(ids) <= length:
        raise ValueError(f"Held-out stretches of {length} need more than the {len(ids)} characters given.")
    starts = torch.linspace(0, len(ids) - length - 1, windows, dtype=torch.float64).long()
    stretches = ids[(starts[:, None] + torch.arange(length + 1)).to(ids.device)]
    total = 0.0
    with torch.no_grad():
        for part in stretches.split(128):
            logits = model(part[:, :-1])
            total += F.cross_entropy(logits.flatten(0, 1), part[:, 1:].flatten(), reduction="sum").item()
    return total / (windows * length)


def _curve(levels, budget, unit):
    if getattr(get_ipython(), "kernel", None) is None:
        return _Lines()
    curve = TrainingCurve(levels, budget, unit)
    display(curve)
    return curve


class _Lines:
    """The training curve as lines of text, for a terminal."""

    def __init__(self):
        self.last = 0.0

    def update(self, step, loss, held_out=None, fraction=0.0, message=""):
        if message:
            print(message)
        if held_out is not None or fraction >= self.last + 0.1:
            score = "" if held_out is None else f"  held-out {held_out:.3f}"
            print(f"{fraction:4.0%}  step {step:,}  loss {loss:.3f}{score}")
            self.last = fraction

    def finish(self, message):
        print(message)
