"""The two places where an answer runs: this process, or one of its own.

A runner has `load(answer, name, given)`, which returns a Reply if loading failed and None if all is well, and
`call(case, seconds)`, which returns a Reply. `given` are the texts of functions that the answer may use.
"""
import contextlib
import math
import os
import secrets
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path

from . import worker
from .worker import Raised, Reply

LOADING = 10.0  # seconds for the cell itself, which defines and computes next to nothing
GRACE = 8.0  # seconds past the worker's own patience that all calls after one load share; the worker waits for imports
STARTING = 60.0  # seconds; importing torch takes a while on a busy machine, and is not the answer's
ENDING = 10.0  # seconds for a process that has been killed to be gone
LARGEST_TEXT = 4 * 2**20  # bytes of a reply's JSON, of which Python makes some twenty times as many
LARGEST_DATA = 3 * worker.MOST["bytes of numbers"]  # the value, the gradients and what was changed


class InProcess:
    """Runs a function, a class, or what a definition's text defines, in this process: the notebook's check."""

    def load(self, answer, name, given=()):
        self.answer = answer
        if isinstance(answer, str):
            self.answer, reply = worker.try_to_load(answer, name, given, LOADING)
            return reply if reply.raised or reply.timeout else None

    def call(self, case, seconds):
        return worker.call(self.answer, case, seconds)


class Separate:
    """Runs source text in a process of its own, to which only arrays and plain values cross.

    `command` starts the worker; a sandbox wraps it. The process is started at the first `load`, serves any
    number of answers, and is replaced if it dies or overruns. An answer can spoil its process for those that
    come after it: give each author a runner of their own, and as `budget` the seconds by the clock for which
    we wait for it in all. When they are spent every reply is a timeout. Use as a context manager.
    """

    def __init__(self, command=(sys.executable, "-I", str(Path(worker.__file__).resolve())), budget=math.inf):
        self.command, self.budget = command, budget
        self.left, self.grace = budget, GRACE
        self.process = self.channel = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def load(self, source, name, given=(), seconds=LOADING):
        self.loaded = {"load": source, "name": name, "given": given, "seconds": seconds}
        self.grace = GRACE
        reply = self._ask(self.loaded, seconds)
        return reply if reply.raised or reply.timeout else None

    def call(self, case, seconds):
        if self.channel is None:  # the last call ended it
            failed = self.load(self.loaded["load"], self.loaded["name"], self.loaded["given"])
            if failed:
                return failed
        return self._ask({"call": worker.to_message(case), "seconds": seconds}, seconds, case.inputs)

    def close(self):
        """End the process and what it has started, as far as it can be found; never waits for those that hold on."""
        if self.channel:
            self.channel.close()
            self.channel = None
        if self.process:
            with contextlib.suppress(AttributeError, OSError):  # not on Windows; already gone
                os.killpg(self.process.pid, signal.SIGKILL)  # with whatever an answer has started
            self.process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(ENDING)
            self.process = None

    def start(self):
        """Start a worker. Raises RuntimeError if it does not come up, which no answer can be blamed for."""
        self.process = subprocess.Popen(self.command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, start_new_session=True)
        self.channel = Channel(self.process.stdin, self.process.stdout)
        self._greet()

    def _greet(self):
        """Wait until a worker that was just started is there."""
        ready = {"load": "ready = True", "name": "ready", "given": (), "seconds": LOADING, "token": ""}
        try:
            self.channel.ask(ready, time.monotonic() + STARTING)
        except Exception as error:
            self.close()
            raise RuntimeError("The process that runs answers does not come up.") from error

    def _ask(self, message, seconds, inputs=()):
        if self.left <= 0:
            return self._overrun()
        if self.channel is None:
            self.start()
        token = secrets.token_hex(8)  # so that what an answer writes itself is not taken for a later reply
        begin = time.monotonic()
        try:
            deadline = begin + min(worker.PATIENCE * seconds + self.grace, self.left)
            reply = self.channel.ask({**message, "token": token}, deadline)
            if reply.pop("token") != token:
                raise ValueError("a reply to another message")
            return worker.to_reply(reply, inputs)
        except TimeoutError:
            self.close()
            return self._overrun() if time.monotonic() - begin >= self.left else Reply(timeout=True)
        except Exception:  # whatever it is, no worker of ours wrote it
            self.close()
            return Reply(died=True, raised=Raised("WorkerDied", "the process that ran this answer ended"))
        finally:
            taken = time.monotonic() - begin
            self.left -= taken
            self.grace -= max(0.0, taken - worker.PATIENCE * seconds)

    def _overrun(self):
        return Reply(timeout=True, raised=Raised("TimeUp", f"{self.budget:g} seconds for all answers were spent"))


class Channel:
    """Messages to a worker and its replies, over two files without buffers. Trusts nothing that comes back.

    Nothing blocks past its deadline, whoever holds the other ends; nothing is read that is longer than a reply may be.
    """

    def __init__(self, requests, replies):
        self.requests, self.replies = requests, replies
        os.set_blocking(requests.fileno(), False)

    def close(self):
        self.requests.close()
        self.replies.close()

    def ask(self, message, deadline):
        """The reply to a message. Raises TimeoutError at the deadline, EOFError if the worker ended.

        Raises ValueError or RecursionError if what came is no message.
        """
        self._send(worker.pack(message), deadline)
        lengths = bytearray()
        while not lengths.endswith(b"\n"):
            if len(lengths) > 40:
                raise ValueError("not the lengths of a message")
            lengths += self._read(1, deadline)
        text, data = map(int, lengths.split())
        if not (0 < text <= LARGEST_TEXT and 0 <= data <= LARGEST_DATA):
            raise ValueError(f"a reply of {text:,} and {data:,} bytes")
        reply = worker.unpack(self._receive(text, deadline), self._receive(data, deadline))
        if not isinstance(reply, dict):
            raise ValueError("not a reply")
        return reply

    def _send(self, data, deadline):
        data = memoryview(data)
        while data:
            _wait(self.requests, selectors.EVENT_WRITE, deadline)
            with contextlib.suppress(BlockingIOError):  # somebody else has filled it meanwhile
                data = data[os.write(self.requests.fileno(), data):]

    def _receive(self, length, deadline):
        received = bytearray()
        while len(received) < length:
            received += self._read(length - len(received), deadline)
        return received

    def _read(self, length, deadline):
        _wait(self.replies, selectors.EVENT_READ, deadline)
        chunk = os.read(self.replies.fileno(), min(length, 2**16))
        if not chunk:
            raise EOFError("the worker ended")
        return chunk


def _wait(file, event, deadline):
    with selectors.DefaultSelector() as selector:
        selector.register(file, event)
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise TimeoutError
