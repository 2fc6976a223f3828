"""Processes that grade side by side. One that dies or hangs costs the submission it had in hand, and no other."""

import signal
import sys
import time
from collections.abc import Iterator
from multiprocessing import connection, get_all_start_methods, get_context
from pathlib import Path

import torch

from .collected import File
from .gradebook import Result
from .grader import grade, same_rows
from .sandbox import NoSandbox
from .seed import seed_in
from .submissions import Submission, digest_of, read

SPARE = 120.0  # seconds past a submission's own before its process is ended: it reads, starts runners, and compares


class Workers:
    """Grades submissions in `count` processes. A context manager; leaving it ends them.

    runners: makes a context manager, once in each process, which gives a function that makes a runner for one author.
    seconds: for the answers of one submission. The seed's file is read in the processes; it crosses to none.
    """

    def __init__(self, count: int, seed_file: Path, runners, seconds: float):
        self.count, self.given = count, (seed_file, runners, seconds)
        self.seed, self.limit = seed_in(seed_file), 2 * seconds + SPARE
        # A forked process has torch loaded already, and shares its memory.
        self.context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
        self.idle, self.busy = [], {}  # (process, pipe); by pipe: (process, file, data, since when)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process, pipe in [*self.idle, *((process, pipe) for pipe, (process, *_) in self.busy.items())]:
            pipe.close()
            process.terminate()
        for process, _ in self.idle:
            process.join(5)
        for process, *_ in self.busy.values():
            process.join(5)
            process.kill()

    def graded(self, jobs) -> Iterator[tuple[File, list[Result]]]:
        """Each file of (file, data) with its rows, as they come. Raises NoSandbox."""
        jobs = iter(jobs)
        while True:
            while len(self.busy) < self.count and (job := next(jobs, None)):
                self._give(*job)
            if not self.busy:
                return
            yield from self._come()

    def _give(self, file, data):
        process, pipe = self.idle.pop() if self.idle else self._start()
        self.busy[pipe] = (process, file, data, time.monotonic())
        try:
            pipe.send((file.student, file.lesson, file.path, file.suffix, data))
        except OSError:
            pass  # it has died, and is found so

    def _start(self):
        ours, theirs = self.context.Pipe()
        held = [ours, *self.busy, *(pipe for _, pipe in self.idle)] if self.context.get_start_method() == "fork" else []
        process = self.context.Process(target=_work, args=(theirs, held, *self.given), daemon=False)
        process.start()
        theirs.close()
        return process, ours

    def _come(self):
        for pipe in connection.wait(list(self.busy), timeout=1.0):
            process, file, data, _ = self.busy.pop(pipe)
            try:
                rows = pipe.recv()
            except (EOFError, OSError):
                pipe.close()
                process.join()
                yield file, self._rows(file, data, "crashed", "The grader's own process ended while it had this "
                                                              "submission. Somebody should look at it.")
                continue
            if isinstance(rows, NoSandbox):
                raise rows
            self.idle.append((process, pipe))
            yield file, rows
        for pipe, (process, file, data, since) in list(self.busy.items()):
            if time.monotonic() - since > self.limit:
                del self.busy[pipe]
                pipe.close()
                process.kill()
                yield file, self._rows(file, data, "timeout", f"It was not graded within {self.limit:g} seconds.")

    def _rows(self, file, data, status, sentence):
        return same_rows(Submission(file.student, file.lesson, file.path, digest_of(data)), self.seed, status, sentence)


def _work(pipe, held, seed_file, runners, seconds):
    """Grade what comes through the pipe until it is closed. held: the other ends, which this process must not keep."""
    for other in held:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who gives the work hears it, and ends this
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # so that the runners are closed
    torch.set_num_threads(1)
    try:
        seed = seed_in(seed_file)
        with runners() as make_runner:
            while True:
                pipe.send(grade(read(*pipe.recv()), seed, make_runner, seconds))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except NoSandbox as reason:
        pipe.send(reason)
