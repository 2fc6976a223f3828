"""The `onehop` command."""

import subprocess
import sys
import types

import pytest

from utils import cli

FRESH = {".ipynb": "fresh notebook\n", ".py": "fresh text\n"}


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of two lessons in a folder of its own, and an authoring that derives FRESH."""
    for folder in ("lessons", "solutions"):
        (tmp_path / folder).mkdir()
    for name in ("00_welcome", "01_recurrence"):
        (tmp_path / "solutions" / f"{name}.py").touch()
        for suffix in cli.PAIR:
            (tmp_path / "lessons" / f"{name}{suffix}").write_text(f"mine {suffix}")
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    monkeypatch.setitem(
        sys.modules, "utils.authoring", types.SimpleNamespace(derive_lesson=lambda master: FRESH)
    )
    return tmp_path


@pytest.mark.parametrize("text", ["01", "recurrence", "01_recurrence", "lessons/01_recurrence.ipynb"])
def test_reset_puts_a_fresh_copy_and_keeps_the_old_pair(course, text):
    cli.main(["reset", text])
    lessons = course / "lessons"
    for suffix in cli.PAIR:
        assert (lessons / f"01_recurrence{suffix}").read_text() == FRESH[suffix]
        assert (lessons / f"01_recurrence.old-1{suffix}").read_text() == f"mine {suffix}"
        assert (lessons / f"00_welcome{suffix}").read_text() == f"mine {suffix}"


def test_reset_never_overwrites_an_older_copy(course):
    (course / "lessons/01_recurrence.old-1.py").write_text("older still")
    cli.main(["reset", "01"])
    cli.main(["reset", "01"])
    kept = sorted(path.name for path in (course / "lessons").glob("*.old-*"))
    assert kept == [f"01_recurrence.old-{name}" for name in ("1.py", "2.ipynb", "2.py", "3.ipynb", "3.py")]
    assert (course / "lessons/01_recurrence.old-1.py").read_text() == "older still"


def test_reset_restores_a_lesson_that_was_deleted(course):
    for suffix in cli.PAIR:
        (course / "lessons" / f"00_welcome{suffix}").unlink()
    cli.main(["reset", "00"])
    assert sorted(path.name for path in (course / "lessons").glob("00*")) == ["00_welcome.ipynb", "00_welcome.py"]


def test_reset_names_the_lessons_where_there_is_no_such_one(course):
    with pytest.raises(SystemExit, match="no lesson 'seven'; the lessons are 00_welcome, 01_recurrence"):
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
