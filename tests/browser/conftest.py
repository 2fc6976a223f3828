"""The fixtures `lab`, `page` and `notebook`: JupyterLab in Chromium, on a copy of the project."""

import shutil
import sys

import pytest

from tests.browser import chromium
from tests.browser.lab import ROOT, Notebook, browse, fresh_page, serve

PARTS = ("jupytext.toml", "lessons", "solutions", "utils")


@pytest.fixture(scope="session")
def browser():
    """Playwright's browser."""
    if not chromium.find():
        pytest.skip("no Chromium; `make test` says why it could not get one")
    with browse() as browser:
        yield browser


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    """JupyterLab from this environment on a copy of the project, so that tests may save what they like."""
    root = tmp_path_factory.mktemp("course")
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, root / part)
    command = [sys.executable, "-m", "utils.cli", "lab"]
    with serve(command, root, tmp_path_factory.mktemp("lab"), PYTHONPATH=str(root)) as lab:
        yield lab


@pytest.fixture
def page(browser):
    """A fresh page; the test fails if anything in it asks something of a network."""
    with fresh_page(browser) as page:
        yield page


@pytest.fixture
def notebook(page, lab):
    """A Notebook with nothing open yet: `notebook.open("lessons/00_welcome.ipynb")`."""
    return Notebook(page, lab)
