"""The `onehop` command."""

import os
import shutil
import subprocess
import sys
import types
from functools import partial
from pathlib import Path

import pytest

from tests.authoring.small_course import SPECIFIED, edit, files, lay_out
from tests.full_disk import on_a_full_disk
from tests.test_terminal import C_LOCALE
from utils import authoring, cli, progress
from utils.authoring import build, copy_missing


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of two lessons in a folder of its own, with copies of them in work/."""
    lay_out(tmp_path)
    copy_missing(tmp_path, tmp_path / "work")
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("text", ["01", "parts", "01_parts", "lessons/01_parts.ipynb"])
def test_reset_puts_a_fresh_copy_and_keeps_the_old(course, text, capsys):
    edit(course / "work/01_parts.ipynb", "Another one.", "My own note.")
    mine = files(course)
    cli.main(["reset", text])
    after = files(course)
    assert after["work/01_parts.old-1.ipynb"] == mine["work/01_parts.ipynb"]
    assert after["work/01_parts.ipynb"] == mine["lessons/01_parts.ipynb"]
    said = capsys.readouterr().out
    assert "kept   work/01_parts.old-1.ipynb" in said and "fresh  work/01_parts.ipynb" in said


def test_renew_says_what_it_carried_and_what_to_look_at(course, capsys):
    copy = course / "work/01_parts.ipynb"
    edit(copy, 'raise NotImplementedError(\\"double\\")', "return x + x")
    edit(copy, "record(guess)", "record(guess, answer={'value': 2.5})")
    edit(course / "solutions/01_parts.py", "Twice x.", "Two times x.")
    build(course, SPECIFIED)
    cli.main(["renew", "01"])
    assert capsys.readouterr().out.splitlines() == [
        "kept   work/01_parts.old-1.ipynb", "fresh  work/01_parts.ipynb",
        "If the lesson is open in JupyterLab, close its tab and open it again.",
        "with   answers: double", "with   recorded answers: size",
        "look   The course has changed the cell of `double`. Your text stands; the new one is in lessons/."]
    cli.main(["renew", "01"])
    assert capsys.readouterr().out == "work/01_parts.ipynb has all that the course gives now.\n"
    copy.unlink()
    cli.main(["renew", "01"])
    assert copy.read_bytes() == (course / "lessons/01_parts.ipynb").read_bytes()


def test_renew_says_what_it_cannot_read(course):
    (course / "work/01_parts.ipynb").write_text("{")
    with pytest.raises(SystemExit, match="is half-written or damaged, so nothing can be carried over. `onehop reset 01`"):
        cli.main(["renew", "01"])


@pytest.mark.parametrize("command", ["reset", "renew"])
def test_what_jupyterlab_restores_is_left_to_it(course, command):
    copy = course / "work/01_parts.ipynb"
    shutil.copy(copy, course / "work/.~01_parts.ipynb")
    copy.write_text("{")
    before = files(course)
    with pytest.raises(SystemExit, match="damaged; open it in JupyterLab, which restores it from .~01_parts.ipynb"):
        cli.main([command, "01"])
    assert files(course) == before
    (course / "work/.~01_parts.ipynb").write_text("{")  # no better
    cli.main(["reset", "01"])
    assert (course / "work/01_parts.old-1.ipynb").read_text() == "{"


@pytest.mark.parametrize("command", ["reset", "renew"])
def test_there_is_a_sentence_where_there_is_no_such_lesson_or_its_master_is_faulty(course, command):
    before = files(course / "work")
    with pytest.raises(SystemExit, match="no lesson 'seven'; the lessons are 01_parts, 02_halves"):
        cli.main([command, "seven"])
    edit(course / "solutions/01_parts.py", "    ### END SOLUTION\n\n# %%\n", "\n# %%\n")
    with pytest.raises(SystemExit, match="onehop: solutions/01_parts.py, cell 3"):
        cli.main([command, "01"])
    assert files(course / "work") == before


@pytest.mark.parametrize(("command", "said"), [
    ("reset", "work/01_parts.ipynb stays as it was"), ("renew", "work/01_parts.ipynb stays as it was"),
    ("notebooks", "not everything could be written")])
def test_a_full_disk_leaves_everything_as_it_was(course, command, said, monkeypatch):
    monkeypatch.setattr(authoring, "build", partial(build, specified=SPECIFIED))
    edit(course / "work/01_parts.ipynb", "Another one.", "My own note.")
    edit(course / "lessons/01_parts.ipynb", "Another one.", "A note where none belongs.")
    edit(course / "solutions/01_parts.py", "A sentence.", "A new sentence.")
    before = files(course)
    _, ended = on_a_full_disk(cli.main, [command, *["01"] * (command != "notebooks")])
    assert ended == f"SystemExit: onehop: {said} (File too large)"
    assert files(course) == before


def test_notebooks_prints_what_changed_and_a_faulty_master_ends_it(tmp_path, monkeypatch, capsys):
    class MasterError(Exception):
        pass

    def build(root):
        return [root / "lessons/00_welcome.py"]

    def fail(root):
        raise MasterError("solutions/00_welcome.py, cell 3: a region is not closed")

    monkeypatch.setattr(cli, "ROOT", tmp_path)
    for function in (build, fail):
        authoring = types.SimpleNamespace(MasterError=MasterError, Restorable=MasterError, build=function)
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


@pytest.mark.parametrize("command", [["lab"], ["progress"], ["renew", "01"], ["reset", "01"]])
@pytest.mark.parametrize(("place", "said"), [
    ("", "ONEHOP_WORK is .*, which is the course's own"), ("lessons", "ONEHOP_WORK is .*lessons, which is the course's own"),
    ("README.md", ".*README.md, where your work is to be kept, is a file; move it away")])
def test_a_work_folder_that_cannot_be_one_ends_what_uses_it(course, launched, monkeypatch, command, place, said):
    monkeypatch.setenv("ONEHOP_WORK", f"./{place}")
    (course / "README.md").touch()
    monkeypatch.setattr(cli.work, "ROOT", course)
    before = files(course)
    with pytest.raises(SystemExit, match=f"onehop: {said}"):
        cli.main(command)
    assert files(course) == before and launched == []


def test_progress_prints_the_report(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "utils.exercises", types.SimpleNamespace(report=lambda: "neuron passed"))
    cli.main(["progress"])
    assert capsys.readouterr().out == "neuron passed\n"


@pytest.fixture
def launched(course, monkeypatch):
    """The arguments that JupyterLab is launched with."""
    from jupyterlab import labapp

    arguments = []
    monkeypatch.setattr(labapp.LabApp, "launch_instance", arguments.extend)
    for name in ("PORT", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    return arguments


def test_lab_copies_what_is_missing_and_opens_the_first_lesson_there(launched, course, monkeypatch, capsys):
    shutil.rmtree(course / "work")
    monkeypatch.chdir("/")
    cli.main(["lab"])
    assert sorted(files(course / "work")) == ["01_parts.ipynb", "02_halves.ipynb"]
    assert f"--ServerApp.root_dir={course}" in launched
    assert "--LabApp.default_url=/lab/tree/work/01_parts.ipynb" in launched
    assert "--no-browser" not in launched and capsys.readouterr().out == ""


def test_lab_says_which_copies_are_older_and_leaves_them(launched, course, capsys):
    edit(course / "solutions/01_parts.py", "A sentence.", "A new sentence.")
    build(course, SPECIFIED)
    before = files(course / "work")
    cli.main(["lab"])
    assert capsys.readouterr().out == (
        "work/01_parts.ipynb is older than the course. `onehop renew 01` brings the newer one, with what you did.\n")
    assert files(course / "work") == before


@pytest.mark.parametrize(("place", "served", "address"), [
    ("my work/hop é", "", "my%20work/hop%20%C3%A9/01_parts.ipynb"), ("../outside", "../outside", "01_parts.ipynb"),
    (".hidden", ".hidden", "01_parts.ipynb"), ("work", "", "work/01_parts.ipynb")])
def test_lab_serves_the_clone_or_the_work_folder_where_that_is_not_seen_from_there(
    launched, course, monkeypatch, place, served, address
):
    monkeypatch.setenv("ONEHOP_WORK", str(course / place))
    cli.main(["lab"])
    assert f"--ServerApp.root_dir={os.path.abspath(course / served)}" in launched
    assert f"--LabApp.default_url=/lab/tree/{address}" in launched


JUPYTER = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")


def test_lab_keeps_its_own_in_the_work_folder_where_home_cannot_be_written(launched, course, monkeypatch, capsys):
    with monkeypatch.context() as patch:
        for name in (*JUPYTER, "IPYTHONDIR", "MPLCONFIGDIR"):
            patch.delenv(name, raising=False)
        patch.setenv("HOME", "/dev/null")
        cli.main(["lab"])
        assert all(Path(os.environ[name]).is_relative_to(course / "work/.jupyter") for name in (*JUPYTER, "IPYTHONDIR"))
    assert "JupyterLab cannot write to /dev/null/.jupyter" in capsys.readouterr().out and launched


def test_lab_leaves_the_places_of_a_home_that_can_be_written(launched, monkeypatch, tmp_path, capsys):
    for name in (*JUPYTER, "IPYTHONDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    cli.main(["lab"])
    assert capsys.readouterr().out == "" and not {*JUPYTER, "IPYTHONDIR"} & set(os.environ)


def test_lab_on_a_full_disk_ends_with_a_sentence_or_serves_what_is_there(launched, course, monkeypatch):
    monkeypatch.setattr(cli, "find_places", lambda folder: None)  # there is no home on a full disk either
    (course / "work/02_halves.ipynb").unlink()
    said, ended = on_a_full_disk(cli.main, ["lab"])
    assert ended is None and "not all lessons could be copied" in said
    (course / "work/01_parts.ipynb").unlink()
    said, ended = on_a_full_disk(cli.main, ["lab"])
    assert ended.startswith("SystemExit: onehop: not all lessons could be copied") and "(File too large); make room" in ended
    assert files(course / "work") == {}


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


@pytest.mark.parametrize("port", ["-1", "0", "65536", "none", "8 8"])
def test_what_is_no_port_is_said(port, launched, monkeypatch):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match="a number from 1 to 65535"):
        cli.main(["lab"])
    assert launched == []


def test_the_command_answers_without_loading_what_it_does_not_need():
    script = (
        "import sys\nfrom utils.cli import main\nfrom utils.authoring import copy_missing, older\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "assert not {'torch', 'jupyterlab', 'matplotlib'} & set(sys.modules), 'loaded'"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=cli.ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    for command in ("lab", "progress", "renew", "reset", "doctor", "notebooks", "book"):
        assert command in run.stdout


@pytest.mark.thorough
def test_a_terminal_without_our_signs_gets_others():
    progress.keep_source("neuron", "neuron = 1")
    progress.keep_score("Write it", "ours – é", score=2.5, parameters=10, seconds=0)
    run = subprocess.run([sys.executable, "-m", "utils.cli", "progress"], cwd=Path(__file__).parents[1],
                         env=os.environ | C_LOCALE, capture_output=True)  # fmt: skip
    said = run.stdout.decode("ascii")
    assert run.returncode == 0 and "+ neuron (" in said and "ours - e" in said and "Kept in" in said, run.stderr
