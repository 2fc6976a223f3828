"""The fixtures `lab`, `page` and `notebook`: JupyterLab in Chromium, on a copy of the project."""

import pytest

from tests.browser import chromium
from tests.browser.lab import Notebook, browse, fresh_page, serve_copy
from tests.browser.page import Page
from utils.widgets import Panel


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
    with serve_copy(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@pytest.fixture
def page(browser):
    """A fresh page; the test fails if anything in it asks something of a network."""
    with fresh_page(browser) as page:
        yield page


@pytest.fixture
def notebook(page, lab):
    """A Notebook with nothing open yet: `notebook.open("work/00_welcome.ipynb")`."""
    return Notebook(page, lab)


@pytest.fixture
def show(page, monkeypatch):
    """`show(widget, ...)` puts widgets on a page without a kernel."""
    monkeypatch.setattr(Panel, "_revealed", {})
    return lambda *widgets: Page(page, widgets)
