"""Call an answer on plain data, in this process or alone in another one.

This file imports nothing of ours, so that a sandbox needs only it, the interpreter and torch. Run as a
program it reads one JSON message a line from standard input and writes one a line back. Only arrays and
plain values cross, never pickles, and never what an answer is expected to return.
"""
import base64
import builtins
import contextlib
import copy
import ctypes
import functools
import io
import itertools
import json
import linecache
import math
import os
import random
import signal
import sys
import threading
import time
import types
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

LARGEST_TENSOR = 4_000_000  # elements; an answer that returns more is told so instead
LARGEST_LIST = 10_000
DTYPES = {"float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool",
          "complex64", "complex128"}  # of the tensors that cross; torch crashes on the bytes of some others
PRINTED = 2_000  # characters of an answer's own output that are kept
PRELUDE = {"math": math, "torch": torch, "nn": nn, "F": F}  # what every lesson's first cell imports
NOTEBOOK_ONLY = {"display", "get_ipython"}  # names that IPython adds to Python's own


@dataclass(frozen=True)
class Built:
    """A function that an answer is given: made where the answer runs, from source text and plain values.

    `source` defines `name`, which is called with `values` and returns the function.
    """

    source: str
    name: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Foreign:
    """Stands for a value that is neither an array nor plain; `kind` says in words what it was."""

    kind: str


@dataclass(frozen=True, eq=False)
class Case:
    """One call of an answer. A case is itself and no other, whatever it holds.

    inputs: positional arguments by name, in order. For a class, `init` has the constructor's arguments and
    `weights` its parameters by name; the object is then called with `inputs`. With `gradient`, the answer's
    result is differentiated too, with respect to every floating-point input and to all weights.
    """

    inputs: dict[str, Any]
    init: dict[str, Any] | None = None
    weights: dict[str, torch.Tensor] = field(default_factory=dict)
    gradient: bool = False
    views: bool = False  # the tensors that the answer gets are views that are not contiguous
    repeat: bool = False  # it is called with the same tensors before, on other numbers, and once more
    seed: int = 0  # of torch's random numbers, so that they are the same wherever the answer runs


@dataclass(frozen=True)
class Raised:
    """An exception: its type, its message, and the line of the answer's own cell that led to it."""

    type: str
    message: str
    number: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Reply:
    """What came of one call: a value, or the exception, or the time running out."""

    value: Any = None
    gradients: list | None = None
    raised: Raised | None = None
    timeout: bool = False
    died: bool = False  # the process that ran it
    changed: dict[str, Any] = field(default_factory=dict)  # the inputs that the answer wrote into, as they are now
    left: list[str] = field(default_factory=list)  # what else it left changed, of LEAVES
    printed: str = ""


# Plain data and back -------------------------------------------------------------------------------------


def encode(value, depth=0):
    """`value` as something that JSON can hold; what is neither an array nor plain becomes Foreign."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value) if abs(value) < 2**63 else {"foreign": "an integer of more than 64 bits"}
    if isinstance(value, float):
        return float(value)
    if isinstance(value, torch.Tensor):
        name = str(value.dtype).removeprefix("torch.")
        if value.numel() > LARGEST_TENSOR or value.layout != torch.strided or value.is_meta or name not in DTYPES:
            return {"foreign": f"a tensor too large or too odd to compare, of shape {tuple(value.shape)}"}
        array = value.detach().cpu().resolve_conj().resolve_neg()
        flat = array.reshape(-1).clone(memory_format=torch.contiguous_format)  # a view of one number has any stride
        data = bytes(flat.view(torch.uint8).numpy()) if array.numel() else b""
        return {"tensor": [name, list(array.shape), base64.b64encode(data).decode()]}
    if isinstance(value, (list, tuple)) and len(value) <= LARGEST_LIST and depth < 8:
        return {type(value).__name__ if type(value) in (list, tuple) else "tuple":
                [encode(item, depth + 1) for item in value]}
    if isinstance(value, dict) and len(value) <= LARGEST_LIST and depth < 8:
        return {"dict": [[encode(k, depth + 1), encode(v, depth + 1)] for k, v in value.items()]}
    if isinstance(value, Built):
        return {"built": [value.source, value.name, encode(value.values)]}
    if isinstance(value, Foreign):
        return {"foreign": value.kind}
    kind = type(value).__name__.replace("ndarray", "numpy array")
    return {"foreign": f"{'an' if kind[0].lower() in 'aeiou' else 'a'} {kind}"}


def decode(data):
    """The inverse of `encode`. Raises ValueError on anything that `encode` does not write."""
    if data is None or isinstance(data, (bool, str, int, float)):
        return data
    if not isinstance(data, dict) or len(data) != 1:
        raise ValueError("not a message of this worker")
    (kind, content), = data.items()
    if kind == "tensor":
        name, shape, text = content
        if name not in DTYPES or not all(type(length) is int and length >= 0 for length in shape):
            raise ValueError(f"not a tensor of this worker: {name!r}, {shape!r}")
        dtype, raw = getattr(torch, name), bytearray(base64.b64decode(text))
        if len(raw) != math.prod(shape) * dtype.itemsize:
            raise ValueError(f"{len(raw)} bytes for {name}, {shape}")
        return torch.frombuffer(raw, dtype=dtype).reshape(shape) if raw else torch.zeros(shape, dtype=dtype)
    if kind == "list":
        return [decode(item) for item in content]
    if kind == "tuple":
        return tuple(decode(item) for item in content)
    if kind == "dict":
        return {decode(k): decode(v) for k, v in content}
    if kind == "built":
        source, name, values = content
        if not isinstance(source, str) or not isinstance(name, str):
            raise ValueError("not a function of this worker")
        return Built(source, name, decode(values))
    if kind == "foreign":
        return Foreign(str(content)[:200])
    raise ValueError(f"not a message of this worker: {kind!r}")


# The time limit ------------------------------------------------------------------------------------------


class TimeUp(BaseException):
    """Not an Exception, so that an answer's `except Exception` does not swallow it."""


PATIENCE = 5.0  # times as long as its work may a call take by the clock: on a busy machine, or asleep


class _Budget:
    """What is left of some seconds of this process's work, which other programs do not shorten."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.start()

    def start(self):
        self.work, self.clock = time.process_time(), time.monotonic()

    def left(self):
        if time.monotonic() - self.clock > PATIENCE * self.seconds:
            return 0.0
        left = self.seconds - (time.process_time() - self.work)
        return max(left, 0.01) if left > 0 else 0.0


@contextlib.contextmanager
def time_limit(seconds):
    """Raise TimeUp in the block after `seconds` of work, and again every 10 ms in case it is swallowed.

    By the clock it may take PATIENCE times as long. A signal also ends a sleep. Where there is none (Windows, or a
    thread) the exception is set from a second thread and arrives with the next line of Python. An import is waited
    for, and the time starts anew after it: torch loads parts of itself at first use, and one cut in half would stay
    broken in this process.
    """
    own, outer, budget = sys._getframe().f_code, sys._getframe(2), _Budget(seconds)

    def importing(frame):
        while frame not in (None, outer):
            if frame.f_code.co_filename.startswith("<frozen importlib"):
                return True
            frame = frame.f_back
        return False

    def expire(_, frame):
        if importing(frame):
            budget.start()
        if left := budget.left():
            signal.setitimer(signal.ITIMER_REAL, left, 0.01)
        elif frame.f_code is not own and frame.f_code.co_filename != contextlib.__file__:  # not on the way out
            raise TimeUp

    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        before = signal.signal(signal.SIGALRM, expire)
        signal.setitimer(signal.ITIMER_REAL, seconds, 0.01)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        return

    done, lock, caller = threading.Event(), threading.Lock(), ctypes.c_ulong(threading.get_ident())
    set_exception = ctypes.pythonapi.PyThreadState_SetAsyncExc

    def watch():
        wait = seconds
        while not done.wait(wait):
            if importing(sys._current_frames().get(caller.value)):
                budget.start()
            wait = budget.left()
            if wait:
                continue
            wait = 0.01
            with lock:  # so that nothing is set once the block has been left
                if not done.is_set():
                    set_exception(caller, ctypes.py_object(TimeUp))

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        with lock:
            done.set()
            set_exception(caller, None)


# Loading and calling -------------------------------------------------------------------------------------

_counter = itertools.count(1)


def load(source, name, given=()):
    """Execute `source` after the lessons' usual imports and return what it defines as `name`.

    given: pairs of a name and the source that defines it, which may use those before it. `source` may use all.
    """
    names = {}
    for other, text in given:
        names[other] = _defined(text, other, names)
    return _defined(source, name, names)


def _defined(source, name, names):
    filename = f"<{name} {next(_counter)}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    own = {name: value for name, value in vars(builtins).items() if name not in NOTEBOOK_ONLY}
    namespace = {"__name__": "answer", "__builtins__": own, **PRELUDE, **names}
    try:
        exec(compile(source, filename, "exec"), namespace)
    except BaseException as error:
        error.answer_file = filename
        raise
    if name not in namespace:
        raise NameError(f"the cell does not define {name}")
    return namespace[name]


maker = functools.cache(load)  # of what is Built, hundreds of times from the same source


def try_to_load(source, name, given, seconds):
    """As `load`, but None where `source` defines no `name`, and a Reply that says what came of it.

    Only the learner's Interrupt (KeyboardInterrupt) is passed on.
    """
    printed, answer, came = _Printed(), None, {}
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), plain_torch(), \
                time_limit(seconds):
            answer = load(source, name, given)
    except TimeUp:
        came = {"timeout": True}
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too: a cell may call exit()
        came = {"raised": describe(error, getattr(error, "answer_file", None))}
    return answer, Reply(**came, printed=printed.getvalue())


def file_of(answer):
    """The file name under which `answer`, a function or a class, was compiled; None if it has none."""
    if isinstance(answer, type):
        answer = next((f for f in vars(answer).values() if hasattr(f, "__code__")), None)
    try:
        code = answer.__code__
    except Exception:  # an object with a __getattr__ of its own
        return None
    return code.co_filename if isinstance(code, types.CodeType) else None


def call(answer, case, seconds):
    """Call `answer` as `case` says, on copies, for at most `seconds`. Returns a Reply of plain data.

    Only the learner's Interrupt (KeyboardInterrupt) is passed on; every other exception is a reply.
    """
    inputs = {name: _fresh(value, case) for name, value in case.inputs.items()}
    marks = {name: _mark(value) for name, value in inputs.items()}
    printed = _Printed()
    reply = {}
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), \
                plain_torch(case.seed) as left, time_limit(seconds):
            function = answer if case.init is None else _build(answer, case)
            value = _call_again(function, inputs, case, left) if case.repeat else function(*inputs.values())
            if case.gradient:
                weights = function.state_dict(keep_vars=True) if case.weights else {}
                reply["gradients"] = _gradients(value, {**inputs, **{name: weights[name] for name in case.weights}})
            reply["value"] = decode(encode(value))
    except TimeUp:
        reply["timeout"] = True
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too: an answer may call exit()
        reply["raised"] = describe(error, file_of(answer))
    changed = {name: _left(value, marks[name]) for name, value in inputs.items()
               if _mark(value) not in ("", marks[name]) or not _same(value, case.inputs[name])}
    return Reply(**reply, changed=changed, left=left, printed=printed.getvalue())


def _call_again(function, inputs, case, left):
    """The result of the third call with the same tensors, in which other numbers stood at the first."""
    for place, (name, value) in enumerate(inputs.items()):
        _fill(value, _turned(case.inputs[name], place))
    other = function(*inputs.values())
    for name, value in inputs.items():
        _fill(value, case.inputs[name])
    before = encode(other)
    for _ in range(2):
        value = function(*(_made_anew(value, case.inputs[name], case) for name, value in inputs.items()))
    if encode(other) != before:
        left.append(RESULT)
    return value


def _made_anew(value, made_of, case):
    """A function that is given is made anew for each call, since it may count them; a module stays itself."""
    return _fresh(made_of, case) if isinstance(made_of, Built) and not isinstance(value, nn.Module) else value


def _numpy_random():
    kind, words, *rest = np.random.get_state()
    return kind, words.tobytes(), *rest


def _set_numpy_random(state):
    kind, words, *rest = state
    np.random.set_state((kind, np.frombuffer(words, np.uint32), *rest))


RESULT = "the result of an earlier call"
DTYPE, DEVICE, GRADIENTS, SEED = "torch's default dtype", "torch's default device", "torch's grad mode", "torch's seed"
THREADS = "torch's number of threads"
SETTINGS = {  # by name: how each is read, and how it is set
    DTYPE: (torch.get_default_dtype, torch.set_default_dtype),
    DEVICE: (torch.get_default_device, lambda it: torch.set_default_device(None if it.type == "cpu" else it)),
    GRADIENTS: (torch.is_grad_enabled, torch.set_grad_enabled),
    SEED: (torch.initial_seed, torch.default_generator.manual_seed),
    "torch's deterministic algorithms": (torch.are_deterministic_algorithms_enabled,
                                         torch.use_deterministic_algorithms),
    THREADS: (torch.get_num_threads, torch.set_num_threads),
    "numpy's random numbers": (_numpy_random, _set_numpy_random),
    "Python's random numbers": (random.getstate, random.setstate),
}
LEAVES = {RESULT, *SETTINGS}


@contextlib.contextmanager
def plain_torch(seed=0):
    """torch as it is after import, on one thread, with random numbers of this seed; then all SETTINGS are as they were.

    Gives a list, which in the end names those that were changed meanwhile.
    """
    def now():
        return {name: read() for name, (read, _) in SETTINGS.items()}

    def set_to(wanted, found):
        for name, (_, write) in SETTINGS.items():
            if wanted[name] != found[name]:
                write(wanted[name])

    before, drawn, left = now(), torch.get_rng_state(), []
    # The seed is nobody's own choice. Two threads that wait for each other on a busy core are ten times as slow as one.
    plain = {**before, DTYPE: torch.float32, GRADIENTS: True, SEED: 1_000_003 + seed, THREADS: 1}
    set_to(plain, before)
    try:
        with contextlib.nullcontext() if before[DEVICE].type == "cpu" else torch.device("cpu"):
            yield left
    finally:
        after = now()
        left += [name for name in SETTINGS if after[name] != plain[name]]
        set_to(before, after)
        torch.set_rng_state(drawn)


def describe(error, filename):
    """The exception as plain text, with the last line of `filename` that it passed through."""
    number, frame = None, error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == filename:
            number = frame.tb_lineno
        frame = frame.tb_next
    if isinstance(error, SyntaxError):
        number = error.lineno
    source = linecache.getline(filename, number).strip() if filename and number else ""
    try:
        message = str(error)
    except BaseException:
        message = "(an exception that cannot be printed)"
    return Raised(type(error).__name__, message[:PRINTED], number, source)


def _build(answer, case):
    built = answer(*map(_copied, case.init.values()))
    if case.weights:
        built.to(next(iter(case.weights.values())).dtype)
        built.load_state_dict({name: value.clone() for name, value in case.weights.items()})
    return built


def _fresh(value, case):
    """A copy that the answer may spoil; floating-point tensors ask for a gradient if the case does."""
    if isinstance(value, Built):
        function = maker(value.source, value.name)(**_copied(value.values))
        return _returning_views(function) if case.views and callable(function) else function  # or a generator
    if isinstance(value, torch.Tensor):
        value = _view(value) if case.views else value.clone()
        return value.requires_grad_() if case.gradient and value.is_floating_point() else value
    if isinstance(value, list):
        return [_fresh(item, case) for item in value]
    return _copied(value)


def _copied(value):
    """A deep copy; what `copy` does for a tensor takes a hundred times as long."""
    if isinstance(value, torch.Tensor):
        return value.clone()
    if isinstance(value, dict):
        return {name: _copied(item) for name, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else copy.deepcopy(value)


def _turned(value, place):
    """Other numbers of the same shape and kind: in another order, each input in its own, and smaller."""
    if isinstance(value, list):
        return [_turned(item, place) for item in value]
    if not isinstance(value, torch.Tensor):
        return value
    value = value.flip(tuple(range(value.dim())))
    value = value.roll(place, 0) if value.dim() else value
    return 0.75 * value if value.is_floating_point() else value


def _fill(value, numbers):
    """Write these numbers into the tensors of an input, in place."""
    if isinstance(value, torch.Tensor):
        value.detach().copy_(numbers)
    elif isinstance(value, list):
        for pair in zip(value, numbers):
            _fill(*pair)


def _view(value):
    """The same numbers as a view into a larger tensor, with its axes in another order there."""
    axes = tuple(reversed(range(value.dim())))
    room = value.new_zeros([value.shape[axis] + 1 for axis in axes])
    view = room[(slice(1, None),) * value.dim()].permute(axes)
    return view.copy_(value)


def _returning_views(function):
    """A function that is given, or a module, which returns what it does with its last two axes swapped in memory."""
    def swapped(value):
        return value.mT.contiguous().mT if isinstance(value, torch.Tensor) and value.dim() >= 2 else value

    if isinstance(function, nn.Module):
        function.register_forward_hook(lambda module, inputs, value: swapped(value))
        return function
    return functools.wraps(function)(lambda *inputs, **named: swapped(function(*inputs, **named)))


def _same(after, before):
    if isinstance(before, Built):
        return True
    if isinstance(before, torch.Tensor):
        kind = (before.shape, before.dtype, before.device)
        return isinstance(after, torch.Tensor) and (after.shape, after.dtype, after.device) == kind \
            and torch.equal(after, before)
    if isinstance(before, list):
        return isinstance(after, list) and len(after) == len(before) and all(map(_same, after, before))
    return after == before


def _mark(value):
    """What stands on an input besides its numbers, in words."""
    if isinstance(value, list):
        return " and ".join(sorted({*map(_mark, value)} - {""}))
    if isinstance(value, nn.Module):
        marks = ["its parameters are frozen"] * any(not weight.requires_grad for weight in value.parameters())
        return " and ".join(marks + ["it is in eval mode"] * any(not part.training for part in value.modules()))
    if isinstance(value, torch.Tensor) and value.is_leaf:
        return "it keeps a gradient" if value.grad is not None else "it asks for gradients" * value.requires_grad
    return ""


def _left(value, mark):
    """What an answer has left of an input that it changed, as plain data. mark: what stood on it before."""
    if _mark(value) in ("", mark):
        return decode(encode(value))
    return Foreign(f"the same, but {_mark(value)} now")


def _gradients(value, inputs):
    """The gradients of a fixed mixture of the results with respect to the inputs.

    None if no gradient reaches the result at all; a None in the list if it does not reach that input.
    """
    leaves = [x for x in inputs.values() if isinstance(x, torch.Tensor) and x.requires_grad]
    results = value if isinstance(value, (list, tuple)) else [value]
    results = [x for x in results if isinstance(x, torch.Tensor) and x.requires_grad]
    if not results:
        return None
    mixture = sum((x * torch.arange(1, x.numel() + 1).reshape(x.shape).cos()).sum() for x in results)
    return decode(encode(list(torch.autograd.grad(mixture, leaves, allow_unused=True))))


class _Printed(io.StringIO):
    """Keeps the first characters of what is printed, and counts the rest."""

    lost = 0

    def close(self):
        """An answer may close what it takes for standard output."""

    def write(self, text):
        room = max(0, PRINTED - self.tell())
        self.lost += len(text) - len(text[:room])
        super().write(text[:room])
        return len(text)

    def getvalue(self):
        return super().getvalue() + (f"… and {self.lost} characters more" if self.lost else "")


# As a program --------------------------------------------------------------------------------------------


def to_message(thing):
    """A Case or a Reply as a dict that JSON can hold."""
    fields = {name: encode(value) for name, value in vars(thing).items() if name != "raised"}
    raised = getattr(thing, "raised", None)
    return {**fields, "raised": vars(raised)} if raised else fields


def to_case(data):
    """The Case in such a dict."""
    return Case(**{name: decode(value) for name, value in data.items()})


def to_reply(data):
    """The Reply in such a dict. Raises ValueError or TypeError if it is not one."""
    raised = data.pop("raised", None)
    reply = Reply(**{name: decode(value) for name, value in data.items()},
                  raised=Raised(**raised) if raised else None)
    error = [raised["type"], raised["message"], reply.raised.source] if raised else []
    number = reply.raised.number if raised else None
    texts = [reply.printed, *reply.changed, *error] if isinstance(reply.changed, dict) else [None]
    if not (all(isinstance(text, str) and len(text) <= 2 * PRINTED for text in texts) and
            isinstance(reply.gradients, (list, type(None))) and isinstance(number, (int, type(None))) and
            all(isinstance(flag, bool) for flag in [reply.timeout, reply.died]) and
            isinstance(reply.left, list) and all(name in LEAVES for name in reply.left)):
        raise ValueError("not a reply of this worker")
    return reply


def main():
    """Answer messages until standard input closes: {load, name, given, seconds, token} or {call, seconds, token}."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what an answer prints past Python must not be a reply
    os.dup2(1, 2)
    answer = None
    for line in sys.stdin:
        message = json.loads(line)
        if "load" in message:
            answer, reply = try_to_load(message["load"], message["name"], message["given"], message["seconds"])
        else:
            reply = call(answer, to_case(message["call"]), message["seconds"])
        replies.write(json.dumps({**to_message(reply), "token": message["token"]}) + "\n")
        replies.flush()


if __name__ == "__main__":
    main()
