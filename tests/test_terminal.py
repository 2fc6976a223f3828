"""What a terminal gets that lacks our signs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
