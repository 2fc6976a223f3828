"""A real JupyterLab on this machine, and a notebook open in it as a learner has it.

`serve` starts JupyterLab by the command that a learner types, `browse` starts Chromium, and `Notebook` opens a
notebook and works it. The fixtures `lab`, `page` and `notebook` in conftest.py put them together.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import sync_playwright

from tests.browser import chromium

ROOT = Path(__file__).parents[2]
PARTS = (".jupyter", "jupytext.toml", "lessons", "solutions", "utils")  # what JupyterLab needs of the project
LESSONS = sorted(path.stem for path in (ROOT / "solutions").glob("[0-9][0-9]_*.py"))

KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
OUTSIDE = re.compile(r"^(https?|wss?)://(?!(localhost|127\.0\.0\.1)[:/])")
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}

# No token, a handle for the tests in `window.jupyterapp`, and nothing asked of any network. Kernels answer through
# files: a port that is free when a kernel is given it may be taken by the time it has started.
CONFIG = {
    "KernelManager": {"transport": "ipc"},
    "ServerApp": {"disable_check_xsrf": True},
    "IdentityProvider": {"token": ""},
    "PasswordIdentityProvider": {"hashed_password": ""},
    "LabApp": {
        "expose_app_in_browser": True,
        "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    },
}


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address without a final slash, and the folder that it serves."""

    url: str
    root: Path

    def write(self, path, cells):
        """Write a notebook at `path` below the root, from sources; one that starts with `#` and a space is prose.

        Returns the path, as `Notebook.open` takes it.
        """
        cells = [new_markdown_cell(cell) if cell.startswith("# ") else new_code_cell(cell) for cell in cells]
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), target)
        return path


@contextmanager
def serve(command, root, folder, timeout=60, **environment):
    """Run `command` (such as `["make", "lab"]`) in `root` until it serves JupyterLab; yield the Lab.

    Settings, workspaces and data are kept below `folder`, apart from those of the user, and the work folder is that
    of `root`. What the command prints goes to `folder/lab.log`. Raises RuntimeError with its end where the command
    stops, or has not begun to serve after `timeout` seconds.
    """
    folder = Path(folder)
    places = {f"JUPYTER_{name}_DIR": folder / name.lower() for name in ("CONFIG", "DATA")}
    places |= {f"JUPYTERLAB_{name}_DIR": folder / name.lower() for name in ("SETTINGS", "WORKSPACES")}
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
    (folder / "config/jupyter_server_config.json").write_text(json.dumps(CONFIG))

    port = free_port()
    runtime = TemporaryDirectory(prefix="onehop-")  # a short path: the name of a socket has at most a hundred characters
    environment = (
        {name: value for name, value in os.environ.items() if name != "ONEHOP_WORK"}
        | {name: str(place) for name, place in places.items()}
        | {"PORT": str(port), "BROWSER": "none", "JUPYTER_RUNTIME_DIR": runtime.name}
        | environment
    )
    lab = Lab(f"http://localhost:{port}", Path(root))
    log = folder / "lab.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=root, env=environment, stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        wait_for(lab.url + "/api/status", process, log, timeout)
        yield lab
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
        runtime.cleanup()


@contextmanager
def serve_copy(folder, **environment):
    """Run `onehop lab` on a copy of the course below `folder`, so that anything may be saved; yield the Lab.

    Its kernels import the copy's `utils`, and `tests` from here.
    """
    root = Path(folder) / "course"
    root.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, root / part)
    command = [sys.executable, "-m", "utils.cli", "lab"]
    with serve(command, root, Path(folder) / "lab", PYTHONPATH=f"{root}{os.pathsep}{ROOT}", **environment) as lab:
        yield lab


def free_port():
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def wait_for(url, process, log, timeout):
    end = time.monotonic() + timeout
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"JupyterLab does not serve {url}:\n{log.read_text()[-4000:]}") from None
            time.sleep(0.2)


@contextmanager
def browse():
    """Start Chromium without a window; yield Playwright's browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        yield browser
        browser.close()


@contextmanager
def fresh_page(browser, scale=1):
    """Yield a page in a context of its own, cut off from any network; `scale` pixels to a CSS pixel.

    Raises AssertionError at the end if the page asked for anything but from this machine.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, device_scale_factor=scale)
    outside = []

    def refuse(route):
        outside.append(route.request.url)
        route.abort()

    def refuse_socket(socket):
        outside.append(socket.url)
        socket.close()

    context.route(OUTSIDE, refuse)
    context.route_web_socket(OUTSIDE, refuse_socket)
    yield context.new_page()
    context.close()
    assert not outside, f"these would leave the machine: {outside}"


class Notebook:
    """A notebook open in JupyterLab. Cells are counted from 0, prose included.

    `page` is Playwright's page, for locators and for `page.keyboard`. Times are in seconds; what takes longer
    raises Playwright's Error.
    """

    def __init__(self, page, lab):
        self.page = page
        self.lab = lab

    def open(self, path):
        """Open the notebook at `path` below the root, and wait until its kernel is idle."""
        self.path = path
        self.page.goto(f"{self.lab.url}/lab/tree/{quote(path)}?reset")
        self.wait_for_kernel()

    def reload(self):
        """Reload the page, as a learner does who lost the connection; the kernel lives on."""
        self.page.reload()
        self.wait_for_kernel()

    def wait_for_kernel(self, timeout=60):
        """Wait until this notebook is the current one and its kernel connected and idle."""
        self.page.wait_for_function("() => window.jupyterapp", timeout=1000 * timeout)
        self.page.evaluate(
            """async ([path, timeout]) => {
                const app = window.jupyterapp;
                const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));
                const idle = async () => {
                    await app.restored;
                    while (app.shell.currentWidget?.context?.path !== path) await sleep(50);
                    const { context, sessionContext } = app.shell.currentWidget;
                    await context.ready;
                    await sessionContext.ready;
                    const kernel = () => sessionContext.session?.kernel;
                    while (kernel()?.connectionStatus !== "connected" || kernel().status !== "idle") await sleep(50);
                };
                const late = sleep(timeout).then(() => { throw new Error(`no idle kernel for ${path}`) });
                await Promise.race([idle(), late]);
            }""",
            [self.path, 1000 * timeout],
        )

    def run_all(self, timeout=900):
        """Run every cell, and wait for the last; returns False where one raised, which ends the run there.

        A lesson may take 180 s of a core; where others run beside it, it gets a part of one.
        """
        return self.execute("notebook:run-all-cells", timeout)

    def walk(self, lesson):
        """Open the copy of a lesson and run it from first to last cell; raises AssertionError where one raised."""
        self.open(f"work/{lesson}.ipynb")
        finished = self.run_all()
        assert finished and not self.errors(), self.errors()
        broken = self.page.locator(".jupyter-widgets-error-widget").all_inner_texts()
        assert not broken, broken

    def run_cell(self, index, timeout=60):
        """Run one cell; returns False where it raised."""
        self.evaluate("(panel, index) => { panel.content.activeCellIndex = index }", index)
        return self.execute("notebook:run-cell", timeout)

    def execute(self, command, timeout=60):
        """Execute one of JupyterLab's commands and wait for its result, which is returned."""
        self.page.evaluate(
            """(command) => {
                window.result = undefined;
                window.jupyterapp.commands.execute(command).then(
                    (value) => { window.result = { value: value ?? null } },
                    (error) => { window.result = { error: String(error) } });
            }""",
            command,
        )
        result = self.page.wait_for_function("() => window.result", timeout=1000 * timeout).json_value()
        assert "error" not in result, f"{command}: {result['error']}"
        return result["value"]

    def evaluate(self, script, argument=None):
        """Evaluate `(panel, argument) => ...` with this notebook's panel."""
        return self.page.evaluate(
            f"(argument) => ({script})(window.jupyterapp.shell.currentWidget, argument)", argument
        )

    def model(self):
        """The notebook as it stands in the page: nbformat's dictionary, outputs included."""
        return self.evaluate("(panel) => panel.context.model.toJSON()")

    def source(self, index):
        """The source of one cell."""
        return self.model()["cells"][index]["source"]

    def write(self, index, source):
        """Give one cell another source."""
        self.evaluate(
            "(panel, [index, source]) => { panel.context.model.cells.get(index).sharedModel.setSource(source) }",
            [index, source],
        )

    def find(self, text):
        """The number of the cell whose source has this text. Raises ValueError where there is not one."""
        index, = (index for index, cell in enumerate(self.model()["cells"]) if text in cell["source"])
        return index

    def outputs(self, index):
        """The outputs of one cell, as nbformat has them."""
        return self.model()["cells"][index]["outputs"]

    def errors(self):
        """Every cell that raised, as `cell 3: NameError: name 'x' is not defined`."""
        return [
            f"cell {index}: {output['ename']}: {output['evalue']}"
            for index, cell in enumerate(self.model()["cells"])
            for output in cell.get("outputs", [])
            if output["output_type"] == "error"
        ]

    def save(self):
        """Save, and wait until the file is written."""
        self.execute("docmanager:save")

    def restart(self):
        """Restart the kernel without asking, and wait until it is idle."""
        self.evaluate("(panel) => panel.sessionContext.session.kernel.restart()")
        self.wait_for_kernel()

    def cell(self, index):
        """The locator of one cell, scrolled to."""
        self.evaluate("(panel, index) => panel.content.scrollToItem(index)", index)
        return self.page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"]')

    def theme(self, theme):
        """Change to the `light` or the `dark` theme."""
        self.page.evaluate(
            """async (theme) => {
                await window.jupyterapp.commands.execute("apputils:change-theme", { theme });
            }""",
            THEMES[theme],
        )
        self.page.wait_for_function(
            "(light) => document.body.dataset.jpThemeLight === light", arg=str(theme == "light").lower()
        )
        self.page.locator("#jupyterlab-splash").wait_for(state="detached")  # it lies over the page meanwhile

    def screenshot(self, file, theme="light"):
        """Write a picture of the whole notebook in one theme, from the first cell to the last or to 16000 pixels."""
        self.theme(theme)
        before = self.page.viewport_size
        self.resize(16000)  # as high as Chromium draws: cells out of view are not laid out
        height = self.evaluate(
            "(panel) => panel.content.widgets.reduce((sum, cell) => sum + cell.node.offsetHeight, 0)"
        )
        self.resize(min(height + 150, 16000))
        self.evaluate("(panel) => { panel.content.outerNode.scrollTop = 0 }")
        self.page.screenshot(path=file)
        self.page.set_viewport_size(before)

    def resize(self, height):
        """Give the page another height, and time to lay it out."""
        self.page.set_viewport_size(self.page.viewport_size | {"height": height})
        self.page.wait_for_timeout(1000)
