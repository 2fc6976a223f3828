"""What is wrong with an installation, and how to mend it: `onehop doctor`."""

import importlib
import os
import shutil
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from utils import work
from utils.terminal import onehop

ROOT = Path(__file__).resolve().parent.parent
# What the browser tests drive, the first that is there. Without its windows, Chromium does it with half the work.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REINSTALL = "run `make lab` (or `conda env update -f environment.yml`)"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `mend` is empty where it is well."""

    what: str
    mend: str = ""


def examine():
    """Look at everything a learner or maintainer needs; yields a Finding each. Nothing is changed."""
    for look in (python, packages, torch, data, kernel, work_folder, kept, lessons, copies, browser):
        try:
            yield from look()
        except (ImportError, OSError) as error:  # as of a package that is not there
            yield Finding(f"{look.__name__.replace('_', ' ')} cannot be looked at: {error}", REINSTALL)


def python():
    version = f"Python {sys.version.split()[0]}, {sys.executable}"
    right = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield Finding(version, "" if right else "use Python 3.11, 3.12 or 3.13: make lab PYTHON=python3.12")


def packages():
    """The installed versions against the lock's, for this platform."""
    from packaging.requirements import Requirement

    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = [Requirement(line) for line in lines if line and not line.startswith("#")]
    locked = [requirement for requirement in locked if not requirement.marker or requirement.marker.evaluate()]
    wrong = []
    for requirement in locked:
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            wrong.append(Finding(f"{requirement.name} is not installed", REINSTALL))
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            wrong.append(Finding(f"{requirement.name} is {version}, the lock says {requirement.specifier}", REINSTALL))
    return wrong or [Finding(f"{len(locked)} packages, all as the lock says")]


def torch():
    try:
        torch = importlib.import_module("torch")
        device = torch.cuda.get_device_name() if torch.cuda.is_available() else "no GPU, and none is needed"
        yield Finding(f"torch {torch.__version__}, {os.cpu_count()} cores, {device}")
    except (ImportError, OSError) as error:
        yield Finding(f"torch cannot be loaded: {error}", f"delete the folder .venv and {REINSTALL}")


def data():
    """The two corpora, read as the lessons read them."""
    from utils import corpora

    for name in ("plays", "spelling"):
        try:
            getattr(corpora, name)()
            yield Finding(f"the data of corpora.{name}")
        except (OSError, ValueError) as error:
            yield Finding(f"corpora.{name} cannot be read: {error}", REINSTALL)


def kernel():
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        command = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        yield Finding("there is no kernel python3", REINSTALL)
        return
    # A kernel of another Python, put there by another project, is the commonest reason for a missing module.
    if Path(command).name != command and Path(command).absolute() != Path(sys.executable).absolute():
        yield Finding(f"the kernel python3 runs {command}, not this Python",
                      "run `jupyter kernelspec list` and remove the one that is not in this environment")
    else:
        yield Finding("the kernel python3 is this Python")


def work_folder():
    """The folder itself, and what is left where a program was ended while it wrote."""
    folder = work.folder()
    if problem := work.misplaced():
        what, _, mend = problem.rpartition("; ")
        yield Finding(what, mend)
        return
    if problem := work.obstacle(folder):
        yield Finding(f"nothing can be written to {folder}: {problem}", work.ROOM)
        return
    damaged = len(list((folder / "progress/damaged").glob("*")))
    aside = f"; {damaged} damaged files were set aside in its progress/damaged" if damaged else ""
    yield Finding(f"what you write is kept in {folder}{aside}")
    for place in (folder, ROOT / "lessons"):
        yield from (Finding(f"{left} is left of a write that was cut short", "delete it")
                    for left in work.leftovers(place))


def kept():
    """What is kept of a learner's progress: that more can be, and that what passed is what it is named for."""
    from utils import progress
    from utils.exercises.cells import defines

    if work.misplaced():
        return  # which has been said
    places = [progress.folder(), *(progress.folder() / kind for kind in ("passed", "answers", "scores"))]
    for place in filter(os.path.lexists, places):
        if not place.is_dir():
            yield Finding(f"{place} is no folder, so nothing can be kept there", "move it away")
        elif problem := work.obstacle(place):
            yield Finding(f"nothing can be written to {place}: {problem}", "make room there and let it be written to")
    for file in sorted((progress.folder() / "passed").glob("*.py")):
        if not file.is_file() or not defines(file.read_text(encoding="utf-8", errors="replace"), file.stem):
            yield Finding(f"{file} does not define `{file.stem}`", "move it away, and run the check once more")


def lessons():
    """The lessons as the course gives them, and what else lies beside them."""
    from utils.authoring import lesson_names, verify

    names = lesson_names(ROOT)
    if not (ROOT / "solutions").exists():  # as learners were handed it out
        yield Finding(f"{len(names)} lessons, without their masters")
        return
    problems = verify(ROOT)
    for problem in problems:
        what, _, mend = problem.rpartition("; ")
        mend = mend.replace("run make notebooks",
                            f"run `{onehop()} notebooks`, which keeps a changed lesson beside the new one")
        yield Finding(what, mend) if what else Finding(problem, "mend it as it says")
    if not problems:
        yield Finding(f"{len(names)} lessons, as their masters give them")
    for file in sorted((ROOT / "lessons").glob("[!.]*")):
        if file.stem not in names and ".old-" not in file.name:
            yield Finding(f"lessons/{file.name} is not of the course",
                          f"move it to {work.folder()}, where your work lies")


def copies():
    """What the learner works in."""
    from utils.authoring import findings

    if work.misplaced():
        return  # which has been said; what lies there are no copies
    found = [Finding(what, mend) for what, mend in findings(ROOT, work.folder())]
    yield from found or [Finding("your copies of the lessons, all of this course")]


def browser():
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    yield Finding(f"Chromium for the tests: {found or 'none on the path; make test gets one where it can'}")


def report():
    """All findings as text, and whether all is well."""
    findings = list(examine())
    lines = [f"{'✗' if finding.mend else '✓'} {finding.what}" + (f"\n  → {finding.mend}" if finding.mend else "")
             for finding in findings]
    return "\n".join(lines), not any(finding.mend for finding in findings)
