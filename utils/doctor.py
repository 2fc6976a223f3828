"""What is wrong with an installation, and how to mend it: `onehop doctor`."""

import importlib
import json
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

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
    yield from (python(), *packages(), torch(), *data(), kernel(), progress_folder(), *lessons(), browser())


def python():
    version = f"Python {sys.version.split()[0]}, {sys.executable}"
    right = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding(version, "" if right else "use Python 3.11, 3.12 or 3.13: make lab PYTHON=python3.12")


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
        return Finding(f"torch {torch.__version__}, {os.cpu_count()} cores, {device}")
    except (ImportError, OSError) as error:
        return Finding(f"torch cannot be loaded: {error}", f"delete the folder .venv and {REINSTALL}")


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
        return Finding("there is no kernel python3", REINSTALL)
    # A kernel of another Python, put there by another project, is the commonest reason for a missing module.
    if Path(command).name != command and Path(command).absolute() != Path(sys.executable).absolute():
        return Finding(f"the kernel python3 runs {command}, not this Python",
                       "run `jupyter kernelspec list` and remove the one that is not in this environment")
    return Finding("the kernel python3 is this Python")


def progress_folder():
    from utils import progress

    folder = progress.folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        return Finding(f"progress cannot be written to {folder}: {error.strerror}",
                       "set ONEHOP_PROGRESS to a folder that can")
    damaged = len(list((folder / "damaged").glob("*")))
    aside = f"; {damaged} damaged files were set aside in it" if damaged else ""
    return Finding(f"progress is kept in {folder}{aside}")


def lessons():
    """Each lesson's two files: there, readable, and of one mind."""
    for master in sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py")):
        notebook = ROOT / "lessons" / f"{master.stem}.ipynb"
        try:
            cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
            yield Finding(f"lessons/{notebook.name}, {len(cells)} cells")
        except FileNotFoundError:
            yield Finding(f"lessons/{notebook.name} is missing", f"run `onehop reset {master.stem[:2]}`")
        except (ValueError, KeyError, TypeError):
            yield Finding(f"lessons/{notebook.name} is damaged",
                          f"run `onehop reset {master.stem[:2]}`, which keeps the damaged copy beside it")


def browser():
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    return Finding(f"Chromium for the tests: {found or 'none on the path; make test gets one where it can'}")


def report():
    """All findings as text, and whether all is well."""
    findings = list(examine())
    lines = [f"{'✗' if finding.mend else '✓'} {finding.what}" + (f"\n  → {finding.mend}" if finding.mend else "")
             for finding in findings]
    return "\n".join(lines), not any(finding.mend for finding in findings)
