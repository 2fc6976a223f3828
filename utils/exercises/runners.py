"""The two places where an answer runs: this process, or one of its own.

A runner has `load(answer, name, given)`, which returns a Reply if loading failed and None if all is well, and
`call(case, seconds)`, which returns a Reply. `given` are the texts of functions that the answer may use.
"""
import contextlib
import json
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
GRACE = 8.0  # seconds past the worker's own patience before the process is ended; the worker waits for imports
LARGEST_MESSAGE = 64 * 2**20  # bytes; a worker that writes more in one reply is ended


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
    """Runs source text in a process of its own, to which only JSON crosses.

    `command` starts the worker; a sandbox wraps it. The process is started at the first `load`, serves any
    number of answers, and is replaced if it dies or overruns. An answer can spoil its process for those that
    come after it: give each author a runner of their own. Use as a context manager.
    """

    def __init__(self, command=(sys.executable, "-I", str(Path(worker.__file__).resolve()))):
        self.command = command
        self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def load(self, source, name, given=(), seconds=LOADING):
        self.loaded = {"load": source, "name": name, "given": given, "seconds": seconds}
        reply = self._ask(self.loaded, seconds)
        return reply if reply.raised or reply.timeout else None

    def call(self, case, seconds):
        if self.process is None:  # the last call ended it
            failed = self.load(self.loaded["load"], self.loaded["name"], self.loaded["given"])
            if failed:
                return failed
        return self._ask({"call": worker.to_message(case), "seconds": seconds}, seconds)

    def close(self):
        if self.process:
            with contextlib.suppress(AttributeError, OSError):  # not on Windows; already gone
                os.killpg(self.process.pid, signal.SIGKILL)  # with whatever an answer has started
            self.process.kill()
            self.process.communicate()
            self.process = None

    def _ask(self, message, seconds):
        if self.process is None:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.DEVNULL, start_new_session=True)
            self._send({"load": "ready = True", "name": "ready", "given": (), "seconds": 10.0, "token": ""})
            self._receive(60.0)  # importing torch takes a while on a busy machine, and is not the answer's
        token = secrets.token_hex(8)  # so that what an answer writes itself is not taken for a later reply
        self._send({**message, "token": token})
        line = self._receive(worker.PATIENCE * seconds + GRACE)
        if line is None:
            self.close()
            return Reply(timeout=True)
        try:
            reply = json.loads(line)
            if reply.pop("token") != token:
                raise ValueError("a reply to another message")
            return worker.to_reply(reply)
        except Exception:  # whatever it is, no worker of ours wrote it
            self.close()
            return Reply(died=True, raised=Raised("WorkerDied", "the process that ran this answer ended"))

    def _send(self, message):
        try:
            self.process.stdin.write(json.dumps(message).encode() + b"\n")
            self.process.stdin.flush()
        except OSError:
            pass  # it died; `_receive` finds the end of its output

    def _receive(self, seconds):
        """One line of the worker's output; None when time or patience runs out, b"" when it ended."""
        deadline, received = time.monotonic() + seconds, bytearray()
        pipe = self.process.stdout.fileno()
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while not received.endswith(b"\n"):
                if not selector.select(max(0.0, deadline - time.monotonic())) or len(received) > LARGEST_MESSAGE:
                    return None
                chunk = os.read(pipe, 2**16)
                if not chunk:
                    return b""
                received += chunk
        return bytes(received)
