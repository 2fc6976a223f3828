"""What a terminal gets that lacks our signs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from utils import terminal

C_LOCALE = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
CODE_PAGE = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}  # a pipe or a file on Windows
SCRIPT = r"""from utils.terminal import spell_out
spell_out()
print('\u2713 one \u2013 \u2019two\u2019 \u00e9 \u2603 \udcc3\udca9')
raise SystemExit('\u2717')"""


@pytest.mark.parametrize(("environment", "printed", "said"), [
    (C_LOCALE, "+ one - 'two' e ? é".encode(), b"x"),
    (CODE_PAGE, "+ one – ’two’ é ? ".encode("cp1252") + "é".encode(), b"x"),
    ({"PYTHONUTF8": "1"}, "✓ one – ’two’ é ☃ é".encode(), "✗".encode()),
])
def test_signs_that_it_lacks_are_spelled_with_others(environment, printed, said):
    run = subprocess.run([sys.executable, "-c", SCRIPT], cwd=Path(__file__).parents[1], env=os.environ | environment,
                         capture_output=True)  # fmt: skip
    assert (run.stdout.strip(), run.stderr.strip(), run.returncode) == (printed, said, 1)


def test_onehop_is_called_by_its_name_where_the_path_leads_to_it_and_else_by_its_place(tmp_path, monkeypatch):
    for folder in ("a clone/.venv/bin", "other"):
        command = tmp_path / folder / "onehop"
        command.parent.mkdir(parents=True)
        command.touch(mode=0o755)
    ours = tmp_path / "a clone/.venv/bin"
    monkeypatch.setattr(sys, "executable", str(ours / "python"))
    monkeypatch.setenv("PATH", str(ours))
    assert terminal.onehop() == "onehop"
    monkeypatch.chdir(tmp_path / "a clone")
    for path in ("", str(tmp_path / "other")):
        monkeypatch.setenv("PATH", path)
        assert terminal.onehop() == ".venv/bin/onehop"
    monkeypatch.chdir(tmp_path / "other")
    assert terminal.onehop() == f"'{ours}/onehop'"
