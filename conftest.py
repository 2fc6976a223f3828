"""What every test and every notebook run shares: a work folder of their own, and what may be skipped."""

import os
import re
import sys
from functools import cache
from tempfile import TemporaryDirectory
from pathlib import Path
from unittest import mock

import psutil
import pytest
from hypothesis import settings
from nbval.plugin import IPyNbCell

# The same examples each time, so that what passed here passes there. How long one takes says nothing: tests share cores.
settings.register_profile("course", deadline=None, derandomize=True)
settings.load_profile("course")

CHECK = re.compile(r"^\w+ = check\(", re.MULTILINE)
FIGURE = re.compile(r"^(figures\.\w+|scoreboard)\(", re.MULTILINE)
OUTSIDE = re.compile(r"^.*\. Not as expected: .*", re.MULTILINE)  # as `expect` prints it
A_MINUTE = 60  # of the processor, which a cell may take: that other programs make it wait costs it nothing
NO_GPU = "a gpu cell, and no CUDA here"


@pytest.fixture(autouse=True)
def own_work(tmp_path, monkeypatch):
    """No test reads or writes what the learner did."""
    monkeypatch.setenv("ONEHOP_WORK", str(tmp_path / "work"))


@pytest.fixture(autouse=True)
def called_by_its_name(monkeypatch):
    """`onehop` is on the path, so that it is called the same wherever a sentence names it."""
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))


@cache
def cuda():
    import torch  # seconds, so only where a gpu cell asks

    return torch.cuda.is_available()


def pytest_ignore_collect(collection_path, config):
    """Of all notebooks, take the course's own: those in lessons/ and solutions/ that have a master."""
    if collection_path.suffix == ".ipynb":
        master = config.rootpath / "solutions" / f"{collection_path.stem}.py"
        ours = collection_path.parent in (config.rootpath / "lessons", master.parent) and master.exists()
        return None if ours else True


def pytest_collection_modifyitems(items):
    for item in items:
        if isinstance(item, IPyNbCell) and "gpu" in item.cell.metadata.get("tags", []) and not cuda():
            item.add_marker(pytest.mark.skip(reason=NO_GPU))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item):
    """Give each notebook a work folder of its own, and run solutions strictly.

    nbval starts a notebook's kernel in the set-up of its first cell, with the environment of that moment.
    """
    if not isinstance(item, IPyNbCell) or item.parent.kernel is not None:
        return (yield)
    item.parent.work = TemporaryDirectory(prefix="onehop-")  # gone with the notebook
    environment = {"ONEHOP_WORK": item.parent.work.name}
    if item.path.parent == item.config.rootpath / "solutions":
        environment["ONEHOP_STRICT"] = os.environ.get("ONEHOP_STRICT", "1")
    with mock.patch.dict(os.environ, environment):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """After a cell ran: it took less than a minute of work, what it measured is as expected, each check says how
    the exercise stands, and every figure is there."""
    if not isinstance(item, IPyNbCell):
        return (yield)
    before = spent_on(item.parent.kernel)
    result = yield
    spent = spent_on(item.parent.kernel) - before
    assert spent < A_MINUTE, f"the cell took {spent:.0f} s of the processor; no cell takes over {A_MINUTE}"
    shown = [output.get("data", {}) for output in item.test_outputs]
    printed = "".join(output.get("text", "") for output in item.test_outputs)
    assert not (found := OUTSIDE.search(printed)), found[0]
    blank = item.path.parent == item.config.rootpath / "lessons"
    if CHECK.search(item.cell.source):
        said = "Not attempted" if blank else "Passed"
        assert any(said in data.get("text/plain", "") for data in shown), f"the panel does not say {said!r}"
    if FIGURE.search(item.cell.source):
        assert any("image/svg+xml" in data for data in shown), "the figure is missing"
    return result


def spent_on(kernel):
    """The seconds that the processor has spent on the process of a notebook."""
    times = psutil.Process(kernel.km.provisioner.pid).cpu_times()
    return times.user + times.system


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return fail_skips((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return fail_skips((yield))


def fail_skips(report):
    """Under CI everything must run; only a gpu cell may be skipped, and what is expected to fail may do so."""
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2]
        if NO_GPU not in reason:
            report.outcome = "failed"
            report.longrepr = f"Under CI a skip is a failure. {reason}"
    return report
