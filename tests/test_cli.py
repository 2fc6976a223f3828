"""The `onehop` command."""

import subprocess
import sys
import types

import pytest

from tests.authoring.small_course import FIRST, SECOND, SPECIFIED, edit, files
from utils import cli
from utils.authoring import build


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of two lessons in a folder of its own."""
    (tmp_path / "solutions").mkdir()
    for name, master in (("01_parts", FIRST), ("02_halves", SECOND)):
        (tmp_path / "solutions" / f"{name}.py").write_text(master)
    build(tmp_path, SPECIFIED)
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("text", ["01", "parts", "01_parts", "lessons/01_parts.ipynb"])
def test_reset_puts_a_fresh_copy_and_keeps_the_old_pair(course, text, capsys):
    fresh = files(course)
    edit(course / "lessons/01_parts.ipynb", "Another one.", "My own note.")
    mine = files(course)
    cli.main(["reset", text])
    after = files(course)
    assert after["lessons/01_parts.old-1.ipynb"] == mine["lessons/01_parts.ipynb"]
    assert {name: after[name] for name in fresh} == fresh
    assert "kept   lessons/01_parts.old-1.ipynb" in capsys.readouterr().out


def test_reset_names_the_lessons_where_there_is_no_such_one(course):
    with pytest.raises(SystemExit, match="no lesson 'seven'; the lessons are 01_parts, 02_halves"):
        cli.main(["reset", "seven"])
    assert not list((course / "lessons").glob("*.old-*"))


def test_notebooks_prints_what_changed_and_a_faulty_master_ends_it(tmp_path, monkeypatch, capsys):
    class MasterError(Exception):
        pass

    def build(root):
        return [root / "lessons/00_welcome.py"]

    def fail(root):
        raise MasterError("solutions/00_welcome.py, cell 3: a region is not closed")

    monkeypatch.setattr(cli, "ROOT", tmp_path)
    for function in (build, fail):
        authoring = types.SimpleNamespace(MasterError=MasterError, build=function)
        monkeypatch.setitem(sys.modules, "utils.authoring", authoring)
        if function is build:
            cli.main(["notebooks"])
            assert capsys.readouterr().out.split() == ["lessons/00_welcome.py"]
        else:
            with pytest.raises(SystemExit, match="cell 3: a region is not closed"):
                cli.main(["notebooks"])


def test_book_says_where_it_is_and_what_stops_it(tmp_path, monkeypatch, capsys):
    class BookError(Exception):
        pass

    def fail(root, folder):
        raise BookError("solutions/00_welcome.py, cell 3: the link is broken")

    monkeypatch.setattr(cli, "ROOT", tmp_path)
    publishing = types.SimpleNamespace(BookError=BookError, build=lambda root, folder: folder / "index.html")
    monkeypatch.setitem(sys.modules, "utils.publishing", publishing)
    cli.main(["book"])
    assert "build/book/index.html" in capsys.readouterr().out
    publishing.build = fail
    with pytest.raises(SystemExit, match="cell 3: the link is broken"):
        cli.main(["book"])


def test_progress_prints_the_report(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "utils.exercises", types.SimpleNamespace(report=lambda: "neuron passed"))
    cli.main(["progress"])
    assert capsys.readouterr().out == "neuron passed\n"


@pytest.fixture
def launched(monkeypatch):
    """The arguments that JupyterLab is launched with."""
    from jupyterlab import labapp

    arguments = []
    monkeypatch.setattr(labapp.LabApp, "launch_instance", arguments.extend)
    for name in ("PORT", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    return arguments


def test_lab_opens_the_first_lesson_from_the_root(launched, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    cli.main(["lab"])
    assert f"--ServerApp.root_dir={cli.ROOT}" in launched
    assert "--LabApp.default_url=/lab/tree/lessons/00_welcome.ipynb" in launched
    assert "--no-browser" not in launched


@pytest.mark.parametrize("user, allowed", [(0, True), (1000, False)])
def test_lab_allows_root_only_for_root(launched, monkeypatch, user, allowed):
    monkeypatch.setattr(cli.os, "geteuid", lambda: user)
    cli.main(["lab"])
    assert ("--allow-root" in launched) is allowed


def test_lab_serves_on_the_port_and_without_a_browser(launched, monkeypatch):
    monkeypatch.setenv("PORT", "8899")
    monkeypatch.setenv("BROWSER", "none")
    cli.main(["lab"])
    assert {"--ServerApp.port=8899", "--ServerApp.port_retries=0", "--no-browser"} <= set(launched)


def test_the_command_answers_without_loading_what_it_does_not_need():
    script = (
        "import sys\nfrom utils.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "assert not {'torch', 'jupyterlab', 'matplotlib'} & set(sys.modules), 'loaded'"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=cli.ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    for command in ("lab", "progress", "reset", "notebooks", "book"):
        assert command in run.stdout
