"""The rules of the root's conftest.py, in a small project of its own that runs pytest as the course does."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[2]

PASSES = "import os; assert os.environ.get('ONEHOP_STRICT') == {strict!r}"
WORKS = """\
from pathlib import Path
work = Path(os.environ["ONEHOP_WORK"])
assert not list(work.iterdir())
(work / "here").touch()
"""
FAILS = "raise RuntimeError('must not run')"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """One lesson with its solution, a learner's copy of it that fails, and tests that skip."""
    root = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "pyproject.toml", root)
    conftest = (ROOT / "conftest.py").read_text()
    assert "A_MINUTE = 60" in conftest
    (root / "conftest.py").write_text(conftest.replace("A_MINUTE = 60", "A_MINUTE = 1"))
    for folder, strict in (("lessons", None), ("solutions", "1")):
        (root / folder).mkdir()
        sources = [PASSES.format(strict=strict), WORKS]
        cells = [new_code_cell("import torch; torch.ones(1, device='cuda')", metadata={"tags": ["gpu"]})]
        cells += map(new_code_cell, sources)
        nbformat.write(new_notebook(cells=cells), root / folder / "01_small.ipynb")
    (root / "solutions/01_small.py").touch()
    for name in ("01_small.old-1", "Untitled"):
        nbformat.write(new_notebook(cells=[new_code_cell(FAILS)]), root / f"lessons/{name}.ipynb")
    (root / "work").mkdir()
    nbformat.write(new_notebook(cells=[new_code_cell(FAILS)]), root / "work/01_small.ipynb")
    (root / "tests").mkdir()
    (root / "tests/test_skip.py").write_text("import pytest\ndef test_skip(): pytest.skip('no browser')\n")
    (root / "tests/test_module.py").write_text("import pytest\npytest.importorskip('no_such_module')\n")
    (root / "tests/test_work.py").write_text(
        "import os\ndef test_work(tmp_path): assert os.environ['ONEHOP_WORK'].startswith(str(tmp_path))\n"
    )
    return root


def run(project, *arguments, **environment):
    """Run pytest in the project; its exit status and its output."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("CI", "ONEHOP_STRICT")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    process = subprocess.run(command, cwd=project, env=inherited | environment, capture_output=True, text=True)
    return process.returncode, process.stdout


def test_each_notebook_runs_with_a_work_folder_of_its_own_and_solutions_strictly(project):
    status, output = run(project, "--nbval-lax", "-n", "2", "--dist", "loadfile",
                         "lessons", "solutions", "work", CI="true")
    assert status == 0, output
    import torch

    assert ("6 passed" if torch.cuda.is_available() else "4 passed, 2 skipped") in output


def test_tests_keep_off_what_the_learner_did_and_may_skip(project):
    status, output = run(project, "tests")
    assert status == 0 and "1 passed, 2 skipped" in output, output


def test_a_skip_is_a_failure_under_ci(project):
    status, output = run(project, "tests", "--continue-on-collection-errors", CI="true")
    assert status == 1 and "1 failed, 1 passed, 1 error" in output, output
    assert "no browser" in output and "no_such_module" in output


BROKEN = {  # a cell, and what is said of it in lessons/ and in solutions/
    "class figures: curves = print\nfigures.curves()": ("the figure is missing",) * 2,
    "print('the loss: 2.10 nats. Not as expected: below 1.85. Try again.')":
        ("the loss: 2.10 nats. Not as expected",) * 2,
    "import time\nend = time.process_time() + 2\nwhile time.process_time() < end: pass":
        ("the cell took 2 s of the processor; no cell takes over 1",) * 2,
    "check = print\nneuron = check('neuron')":
        ("the panel does not say 'Not attempted'", "the panel does not say 'Passed'"),
}
KEPT = ["print('the loss: 1.70 nats. Expected: below 1.85.')", "import time; time.sleep(2)"]


def test_a_cell_that_breaks_a_promise_of_the_course_fails(project):
    paths = [project / folder / "02_shown.ipynb" for folder in ("lessons", "solutions")]
    for path in paths:
        nbformat.write(new_notebook(cells=[new_code_cell(cell) for cell in (*BROKEN, *KEPT)]), path)
    (project / "solutions/02_shown.py").touch()
    status, output = run(project, "--nbval-lax", *(str(path.relative_to(project)) for path in paths))
    for path in paths:
        path.unlink()
    assert status == 1 and f"{2 * len(BROKEN)} failed, {2 * len(KEPT)} passed" in output, output
    for complaints in BROKEN.values():
        for complaint in set(complaints):
            assert output.count(f"pytest plugin exception: {complaint}") == complaints.count(complaint), output
