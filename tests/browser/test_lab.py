"""The harness itself: what the other browser tests rely on."""

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import expect

from tests.browser.lab import Notebook, fresh_page, serve_copy
from tests.test_terminal import C_LOCALE


def test_an_error_is_seen(notebook, lab):
    notebook.open(lab.write("work/harness_error.ipynb", ["# Prose", "1 / 0", "2"]))
    assert not notebook.run_all()
    assert notebook.errors() == ["cell 1: ZeroDivisionError: division by zero"]
    assert notebook.outputs(2) == []


def test_a_restart_forgets_and_a_reload_does_not(notebook, lab):
    notebook.open(lab.write("work/harness_restart.ipynb", ["x = 1", "'x' in globals()"]))
    assert notebook.run_all()
    notebook.save()
    notebook.reload()
    assert notebook.run_cell(1)
    assert notebook.outputs(1)[0]["data"]["text/plain"] == "True"
    notebook.restart()
    assert notebook.run_cell(1)
    assert notebook.outputs(1)[0]["data"]["text/plain"] == "False"


def test_a_picture_in_each_theme(notebook, lab, tmp_path):
    notebook.open(lab.write("work/harness_picture.ipynb", ["# Prose", "1"] * 20))
    for theme in ("light", "dark"):
        notebook.screenshot(tmp_path / f"{theme}.png", theme)
    light, dark = (Image.open(tmp_path / f"{theme}.png").convert("L") for theme in ("light", "dark"))
    assert light.size == dark.size and light.height > notebook.page.viewport_size["height"]
    assert ImageStat.Stat(light).mean[0] > 200 and ImageStat.Stat(dark).mean[0] < 60


@pytest.mark.parametrize(
    "script",
    ["() => { fetch('http://example.invalid/data.json') }", "() => { new WebSocket('ws://example.invalid/live') }"],
)
def test_a_request_to_a_network_fails_the_page(browser, script):
    with pytest.raises(AssertionError, match="example.invalid"):
        with fresh_page(browser) as page:
            page.evaluate(script)
            page.wait_for_timeout(200)


def test_a_notebook_that_is_run_as_soon_as_it_is_open_asks_for_no_kernel(notebook, lab):
    """Run any sooner, JupyterLab asks which kernel it should take, and waits for ever: so `open` waits for it."""
    for round in range(3):
        notebook.open(lab.write(f"work/hasty_{round}.ipynb", ["1 + 1"]))
        assert notebook.run_all()
        expect(notebook.page.locator(".jp-Dialog")).to_have_count(0)
        assert notebook.outputs(0)[0]["data"]["text/plain"] == "2"


def test_nothing_asks_for_news(notebook, lab):
    notebook.open(lab.write("work/quiet.ipynb", ["1 + 1"]))
    expect(notebook.page.locator(".Toastify__toast")).to_have_count(0)


def test_it_is_served_without_a_home_in_the_c_locale_and_from_a_work_folder_elsewhere(page, tmp_path):
    """As in a container or a computer room: JupyterLab and its kernels have nothing but the work folder to write to."""
    elsewhere = tmp_path / "my wörk"
    nowhere = {"HOME": "/dev/null", "JUPYTER_DATA_DIR": "/dev/null/data", "ONEHOP_WORK": str(elsewhere)}
    with serve_copy(tmp_path, **nowhere, **C_LOCALE) as lab:
        notebook = Notebook(page, lab)
        notebook.open("00_welcome.ipynb")
        index = notebook.find("lesson_map()")
        assert notebook.run_cell(notebook.find("import platform")) and notebook.run_cell(index)
        notebook.cell(index).get_by_role("link", name="02 two costs").click()
        notebook.path = "02_two_costs.ipynb"
        notebook.wait_for_kernel()
        notebook.write(0, "# Mine")
        notebook.save()
    assert "# Mine" in (elsewhere / "02_two_costs.ipynb").read_text(encoding="utf-8")
    assert sorted(file.name for file in elsewhere.iterdir() if file.suffix != ".ipynb") == [".ipynb_checkpoints", ".jupyter"]
    assert not (lab.root / "work").exists()
    log = (tmp_path / "lab/lab.log").read_text(encoding="utf-8")
    assert log.startswith(f"JupyterLab cannot write to /dev/null/data, and keeps its own in {elsewhere / '.jupyter'} instead.")
