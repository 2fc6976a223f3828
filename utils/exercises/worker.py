"""Call an answer on plain data, in this process or alone in another one.

This file imports nothing of ours, so that a sandbox needs only it, the interpreter and torch. Run as a
program it reads messages from standard input and writes one back for each. Only arrays and plain values
cross, never pickles, and never what an answer is expected to return. Whoever reads a reply takes it for
forged: decoding refuses what `encode` does not write, and what it accepts is bounded.
"""
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
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

LARGEST_TENSOR = 4_000_000  # elements; an answer that returns more is told so instead
MOST_AXES = 16
DEEPEST = 8  # lists in lists
MOST = {"values": 10_000, "characters": 100_000, "bytes of numbers": 32 * 2**20}  # in all of one value
LONGEST_KIND = 200  # characters
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


class TooMuch(ValueError):
    """Says what a value has more of than MOST."""


class _Room:
    """What is left of MOST for the rest of one value."""

    def __init__(self):
        self.left = dict(MOST)

    def take(self, what, amount=1):
        self.left[what] -= amount
        if self.left[what] < 0:
            raise TooMuch(f"more than {MOST[what]:,} {what}")


def encode(value):
    """`value` as something that `pack` can hold; what is neither an array nor plain, or is too large, is Foreign."""
    try:
        return _encode(value, _Room(), 0)
    except TooMuch as reason:
        return {"foreign": f"something too large to compare, of {reason}"}


def _encode(value, room, depth):
    room.take("values")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        room.take("characters", str.__len__(value))
        return _printable(value)
    if isinstance(value, int):
        return int(value) if abs(value) < 2**63 else {"foreign": "an integer of more than 64 bits"}
    if isinstance(value, float):
        return float(value)
    if isinstance(value, torch.Tensor):
        return _encode_tensor(value, room)
    if isinstance(value, (list, tuple)) and depth < DEEPEST:
        return {type(value).__name__ if type(value) in (list, tuple) else "tuple":
                [_encode(item, room, depth + 1) for item in value]}
    if isinstance(value, dict) and depth < DEEPEST:
        return {"dict": [[_encode(k, room, depth + 1), _encode(v, room, depth + 1)] for k, v in value.items()]}
    if isinstance(value, Built):
        return {"built": [value.source, value.name, _encode(value.values, room, depth + 1)]}
    if isinstance(value, Foreign):
        return {"foreign": value.kind}
    kind = _type_of(value).replace("ndarray", "numpy array")
    return {"foreign": f"{'an' if kind[:1].lower() in set('aeiou') else 'a'} {kind}"}


def _encode_tensor(value, room):
    if value.dim() > MOST_AXES:  # the first thing to ask: much of torch ends the process at some thousands
        return {"foreign": f"a tensor of {value.dim():,} axes"}
    name, shape = str(value.dtype).removeprefix("torch."), list(value.shape)
    if rows(shape) > LARGEST_TENSOR or value.layout != torch.strided or value.is_meta or name not in DTYPES:
        return {"foreign": f"a tensor too large or too odd to compare, of shape {tuple(shape)}"[:LONGEST_KIND]}
    room.take("values" if 0 in shape else "bytes of numbers", _cost(shape, value.dtype))
    array = value.detach().cpu().resolve_conj().resolve_neg()
    flat = array.reshape(-1).clone(memory_format=torch.contiguous_format)  # a view of one number has any stride
    return {"tensor": [name, shape, bytes(flat.view(torch.uint8).numpy()) if array.numel() else b""]}


def rows(shape):
    """The numbers in a tensor, or the empty lists in it as a list: one of 10**9 rows of 0 columns is not small."""
    return math.prod(max(1, length) for length in shape)


def _cost(shape, dtype):
    return rows(shape) * (1 if 0 in shape else dtype.itemsize)


def _type_of(value):
    """The name of its type, which a metaclass cannot make up."""
    return _printable(type.__dict__["__name__"].__get__(type(value)))[:LONGEST_KIND // 2]


def _printable(text):
    """The text without what no file and no page can hold: half of a pair of surrogates."""
    return str.encode(text, errors="backslashreplace").decode()


def decode(data, functions=False):
    """The inverse of `encode`. Raises ValueError on anything that `encode` does not write.

    functions: whether a Built may be in it, which is code.
    """
    return _decode(data, functions, _Room(), 0)


def _decode(data, functions, room, depth):
    room.take("values")
    if data is None or isinstance(data, (bool, float)):
        return data
    if isinstance(data, str):
        room.take("characters", len(data))
        return _text(data, MOST["characters"])
    if isinstance(data, int):
        if abs(data) >= 2**63:
            raise ValueError("an integer of more than 64 bits")
        return data
    if not isinstance(data, dict) or len(data) != 1:
        raise ValueError("not a message of this worker")
    (kind, content), = data.items()
    if kind == "foreign":
        return Foreign(_text(content, LONGEST_KIND))
    if kind == "tensor":
        return _decode_tensor(*_of_length(content, 3), room)
    if not isinstance(content, list) or depth > DEEPEST or depth == DEEPEST and kind != "built":
        raise ValueError("not a message of this worker")
    if kind == "built" and functions:
        source, name, values = _of_length(content, 3)
        return Built(source, name, _decode(values, functions, room, depth + 1))
    if kind == "dict":
        content = [part for pair in content for part in _of_length(pair, 2)]
    inner = [_decode(part, functions, room, depth + 1) for part in content]
    if kind == "dict":
        try:
            return dict(zip(inner[::2], inner[1::2]))
        except TypeError as error:
            raise ValueError("a dict by something that changes") from error
    if kind in ("list", "tuple"):
        return inner if kind == "list" else tuple(inner)
    raise ValueError("not a message of this worker")


def _decode_tensor(name, shape, raw, room):
    if not isinstance(name, str) or name not in DTYPES or not isinstance(raw, (bytes, memoryview)) \
            or not isinstance(shape, list) or len(shape) > MOST_AXES \
            or not all(type(length) is int and 0 <= length < 2**63 for length in shape):
        raise ValueError("not a tensor of this worker")
    dtype = getattr(torch, name)
    room.take("values" if 0 in shape else "bytes of numbers", _cost(shape, dtype))
    if len(raw) != math.prod(shape) * dtype.itemsize:
        raise ValueError(f"{len(raw)} bytes for a tensor of another size")
    return torch.frombuffer(bytearray(raw), dtype=dtype).reshape(shape) if raw else torch.zeros(shape, dtype=dtype)


def _of_length(content, length):
    if not isinstance(content, list) or len(content) != length:
        raise ValueError("not a message of this worker")
    return content


def _text(text, longest):
    """The text itself. Raises ValueError if it is none, is longer than that, or cannot be written to a file."""
    if not isinstance(text, str) or len(text) > longest:
        raise ValueError("not a text of this worker")
    text.encode()
    return text


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
        number = error.lineno if type(error.lineno) is int else None
    source = linecache.getline(filename, number).strip() if filename and number else ""
    try:
        message = str.__str__(str(error))
    except BaseException:
        message = "(an exception that cannot be printed)"
    return Raised(_type_of(error), _printable(message[:PRINTED]), number, _printable(source[:PRINTED]))


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
    if type(after) is not type(before):
        return False
    if isinstance(before, torch.Tensor):
        kind = (before.shape, before.dtype, before.device)
        return (after.shape, after.dtype, after.device) == kind and torch.equal(after, before)
    if isinstance(before, list):
        return len(after) == len(before) and all(map(_same, after, before))
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
    results = [x for x in results if isinstance(x, torch.Tensor) and x.requires_grad and x.numel() <= LARGEST_TENSOR]
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
        kept = _printable(super().getvalue()[:PRINTED])
        return kept + (f"… and {self.lost} characters more" if self.lost else "")


# As a program --------------------------------------------------------------------------------------------


def pack(message):
    """A message as bytes: a line with the lengths of two parts, JSON, and the bytes that stand in its places."""
    parts = []

    def put(data):
        parts.append(data)
        return {"bytes": len(data)}

    text = json.dumps(message, default=put).encode()
    return b"".join([b"%d %d\n" % (len(text), sum(map(len, parts))), text, *parts])


def unpack(text, data):
    """The inverse of `pack`, of its two parts. Raises ValueError or RecursionError if they are not a message."""
    data, place = memoryview(data), 0

    def take(found):
        nonlocal place
        if found.keys() != {"bytes"}:
            return found
        length = found["bytes"]
        if type(length) is not int or not 0 <= length <= len(data) - place:
            raise ValueError("more bytes than there are")
        place += length
        return data[place - length:place]

    return json.loads(text.decode("ascii"), object_hook=take)


def to_message(thing):
    """A Case or a Reply as a dict that `pack` takes, without what only the reader of a reply can know."""
    plain = {name: encode(value) for name, value in vars(thing).items() if name not in ("raised", "died")}
    return {**plain, "raised": thing.raised and vars(thing.raised)} if isinstance(thing, Reply) else plain


def to_case(data):
    """The Case in such a dict."""
    return Case(**{name: decode(value, functions=True) for name, value in data.items()})


def to_reply(data, inputs=()):
    """The Reply in such a dict, which may come from anyone. Raises ValueError if `to_message` would not write it.

    inputs: the names of those that the answer can have changed.
    """
    if not isinstance(data, dict) or data.keys() != WRITTEN:
        raise ValueError("not a reply of this worker")
    plain = {name: decode(value) for name, value in data.items() if name != "raised"}
    gradients, changed, left = plain["gradients"], plain["changed"], plain["left"]
    _text(plain["printed"], 6 * PRINTED + 100)  # each a surrogate, and how many there were more
    if type(plain["timeout"]) is not bool \
            or not (gradients is None or isinstance(gradients, list)
                    and all(each is None or isinstance(each, torch.Tensor) for each in gradients)) \
            or not (isinstance(changed, dict) and changed.keys() <= set(inputs)) \
            or not (isinstance(left, list) and all(isinstance(name, str) for name in left)
                    and set(left) <= LEAVES and len(set(left)) == len(left)):
        raise ValueError("not a reply of this worker")
    return Reply(**plain, raised=_to_raised(data["raised"]))


WRITTEN = {each.name for each in fields(Reply)} - {"died"}


def _to_raised(data):
    if data is None:
        return None
    if not isinstance(data, dict) or data.keys() != {each.name for each in fields(Raised)}:
        raise ValueError("not an exception of this worker")
    number = data["number"]
    if not (number is None or type(number) is int and abs(number) < 2**31):
        raise ValueError("not a line of a cell")
    return Raised(_text(data["type"], LONGEST_KIND), _text(data["message"], 6 * PRINTED), number,
                  _text(data["source"], 6 * PRINTED))


def main():
    """Answer messages until standard input closes: {load, name, given, seconds, token} or {call, seconds, token}."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):  # what an answer reads past Python is not a request, and what it prints not a reply
        os.dup2(nowhere, stream)
    answer = None
    for lengths in requests:
        message = unpack(*(requests.read(int(length)) for length in lengths.split()))
        if "load" in message:
            answer, reply = try_to_load(message["load"], message["name"], message["given"], message["seconds"])
        else:
            reply = call(answer, to_case(message["call"]), message["seconds"])
        replies.write(pack({**to_message(reply), "token": message["token"]}))
        replies.flush()


if __name__ == "__main__":
    main()
