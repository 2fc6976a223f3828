"""A disk that is full, for one call."""

import io
import resource
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing import get_context


def on_a_full_disk(function, *arguments):
    """Call in a process of its own in which no file may have a byte; returns what is printed, and why it exits, if it does."""
    ours, theirs = get_context("fork").Pipe()
    process = get_context("fork").Process(target=_call, args=(theirs, function, arguments))
    process.start()
    said = ours.recv()
    process.join()
    return said


def _call(pipe, function, arguments):
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")) as said, redirect_stderr(said):
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        ended = None
        try:
            function(*arguments)
        except BaseException as error:
            ended = f"{type(error).__name__}: {error}"
        said.flush()
    pipe.send((said.buffer.getvalue().decode(), ended))
