"""The book from start to end: mdBook runs, and its pages are looked over."""

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

from .errors import BookError
from .pages import page_problems


def build(root: Path, folder: Path) -> Path:
    """Build the book of the course under `root` into `folder`; returns its first page.

    What takes long, and what mdBook says, is printed. Raises BookError with all that is wrong with the
    pages, or where mdBook is not installed or stops.
    """
    scripts = sysconfig.get_path("scripts")  # where pip puts mdbook, beside the Python that it is to call
    path = os.pathsep.join((scripts, os.environ.get("PATH", "")))
    mdbook = shutil.which("mdbook", path=path)
    if not mdbook:
        raise BookError(
            ["mdbook is not installed; run make setup, or pip install --requirement requirements.lock"]
        )
    command = [mdbook, "build", str(root), "--dest-dir", str(folder.absolute())]
    if subprocess.run(command, env=os.environ | {"PATH": path, "MDBOOK_LOG": "warn"}).returncode:
        raise BookError(["mdBook stopped; what has to be mended stands above"])
    # mdBook also copies whatever beside the chapters is not Markdown; the pages have it already.
    for beside in (root / "book").iterdir():
        if beside.is_dir():
            shutil.rmtree(folder / beside.name, ignore_errors=True)
    chapters = [f"{path.stem}.html" for path in sorted((root / "solutions").glob("[0-9][0-9]_*.ipynb"))]
    if problems := page_problems(folder, chapters):
        raise BookError(problems)
    return folder / "index.html"
