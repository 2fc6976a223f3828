"""From nothing: a clean clone in a folder whose name has a space, with a network once and then without."""

import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.browser import chromium
from tests.browser.lab import ROOT, serve
from tests.install.walk import FIRST

OFFLINE = ["bwrap", "--dev-bind", "/", "/", "--unshare-net"]


@pytest.fixture(scope="module")
def clone():
    """A clone of what is committed, with nothing installed."""
    with TemporaryDirectory() as folder:
        index = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, "iniconfig"],
            capture_output=True,
        )
        if index.returncode:
            pytest.skip("no package index can be reached")
        clone = Path(folder, "one hop")
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        yield clone


@pytest.fixture(scope="module")
def installed(clone, tmp_path_factory):
    """The clone after `make lab` has served JupyterLab in it once."""
    with serve(["make", "lab"], clone, tmp_path_factory.mktemp("lab"), timeout=1200) as lab:
        with urllib.request.urlopen(lab.url + "/lab/tree/work/00_welcome.ipynb") as page:
            assert b"JupyterLab" in page.read()
    return clone


@pytest.fixture
def offline(installed, tmp_path):
    """Run a command in the installed clone with no network; its output, after it ended well without pip."""
    if not shutil.which("bwrap") or subprocess.run([*OFFLINE, "true"]).returncode:
        pytest.skip("no bubblewrap that can cut the network off")

    def run(*command):
        calls = tmp_path / "pip.log"
        process = subprocess.run(
            [*OFFLINE, *command], cwd=installed, env=os.environ | {"PIP_LOG": str(calls)},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        if process.returncode:
            pytest.fail(process.stdout[-8000:], pytrace=False)
        assert not calls.exists(), "pip ran again"
        return process.stdout

    return run


def test_a_clone_is_left_clean_by_its_install(installed):
    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=installed, capture_output=True, text=True, check=True
    )
    assert changed.stdout == ""


def test_the_fast_tests_pass_without_a_network(offline):
    assert " passed" in offline("make", "check")


def test_make_lab_serves_the_first_lessons_without_a_network(offline):
    if not chromium.find():
        pytest.skip("no Chromium; `make test` says why it could not get one")
    output = offline(".venv/bin/python", "-m", "tests.install.walk")
    assert output.count("ran from first to last cell") == len(FIRST)
