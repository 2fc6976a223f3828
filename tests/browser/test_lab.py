"""The harness itself: what the other browser tests rely on."""

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import expect

from tests.browser.lab import fresh_page


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
