"""An answer in a real kernel: magics, decorators, the debugger's files, and cells that hold more than the answer."""
import json
import os

import nbformat
import pytest
from nbclient import NotebookClient

from utils.exercises import evaluate

pytestmark = pytest.mark.thorough
FIRST = "import math\nimport torch\nimport torch.nn.functional as F\nfrom torch import nn\nfrom utils import check, progress, yours"
NEURON = "def neuron(x, weights, bias):\n    return torch.relu(x @ weights + bias)"
CHECK = 'neuron = check("neuron", neuron)'


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    client = NotebookClient(nbformat.v4.new_notebook(), timeout=600, allow_errors=True,
                            resources={"metadata": {"path": str(tmp_path_factory.mktemp("cells"))}})
    with client.setup_kernel():
        yield client


@pytest.fixture
def run(kernel):
    """Run cells in the one kernel, with nothing kept from the tests before; gives all that they show, as text."""
    def run(*cells):
        shown = []
        for source in cells:
            kernel.nb.cells.append(nbformat.v4.new_code_cell(source))
            cell = kernel.execute_cell(kernel.nb.cells[-1], len(kernel.nb.cells) - 1)
            for output in cell.outputs:
                shown.append(output.get("text") or output.get("data", {}).get("text/plain") or json.dumps(output))
        return "\n".join(shown)

    run(f"import os\nos.environ['ONEHOP_WORK'] = {os.environ['ONEHOP_WORK']!r}", FIRST)
    return run


PASSES = {
    "as it is": (NEURON,),
    "%%time": (f"%%time\n{NEURON}",),
    "%%prun": (f"%%prun -q\n{NEURON}",),
    "%%capture": (f"%%capture\n{NEURON}",),
    "line magics and commands": (f"%matplotlib inline\n!true\n{NEURON}\nneuron?",),
    "a decorated function": (f"import functools\n\ndef plainly(function):\n    @functools.wraps(function)\n"
                             f"    def called(*inputs):\n        return function(*inputs)\n    return called\n\n"
                             f"@plainly\n{NEURON}",),
    "a partial": ("import functools\ndef scaled(scale, x, weights, bias):\n    return torch.relu(x @ weights + scale * bias)\n"
                  "neuron = functools.partial(scaled, 1)",),
    "a compiled function": (f"@torch.jit.script\n{NEURON}",),
    "a lambda": ("neuron = lambda x, weights, bias: torch.relu(x @ weights + bias)",),
    "an object that can be called": ("class Neuron(nn.Module):\n    def forward(self, x, weights, bias):\n"
                                     "        return torch.relu(x @ weights + bias)\n\nneuron = Neuron()",),
    "a trial line below": ("x = torch.tensor([1.0, -2.0, 1.0])\nweights = torch.tensor([0.5, -1.0, 0.25])\nbias = torch.tensor(0.5)",
                           f"{NEURON}\n\nprint(neuron(x, weights, bias))\nneuron(x, weights, bias)"),
    "a display": (f"from IPython.display import display\n{NEURON}\ndisplay(3)",),
    "another definition before": (NEURON.replace("+", "-"), NEURON),
    "a helper in the cell": ("def dot(a, b):\n    return (a * b).sum(-1)\n\n" + NEURON.replace("x @ weights", "dot(x, weights)"),),
}


@pytest.fixture
def by_the_grader(separate):
    """How the grader judges the text of a cell: alone in a process, with other numbers."""
    return lambda cell: evaluate("neuron", cell, seed=7, runner=separate)


@pytest.mark.parametrize("cells", PASSES.values(), ids=PASSES)
def test_what_works_in_the_notebook_passes_there_and_with_the_grader(run, by_the_grader, cells):
    shown = run(*cells, CHECK)
    assert shown.count("✓ Passed") == 1 and "Not right yet" not in shown, shown
    kept = run('print(progress.source("neuron"))')
    assert "print(" not in kept and "get_ipython" not in kept
    assert by_the_grader(kept).status == by_the_grader(cells[-1]).status == "passed"
    assert "your own" in run('yours("neuron")(torch.ones(2), torch.ones(2), torch.tensor(1.0))')


NAMED = {
    "a name of another cell": (("def dot(a, b):\n    return (a * b).sum(-1)", NEURON.replace("x @ weights", "dot(x, weights)")),
                               "needs `dot`, which its cell does not define"),
    "an import of another cell": (("import operator", NEURON.replace("x @ weights", "operator.matmul(x, weights)")),
                                  "needs `operator`, which its cell does not define"),
    "a display within": ((NEURON.replace("    return", "    display(x)\n    return"),), "`display`, which only a notebook has"),
    "a magic within": ((NEURON.replace("    return", "    %time y = x @ weights\n    return"),), "which only a notebook has"),
    "the course's own": (("from utils.reference import neuron",), "the course's own"),
    "the course's own, within": (("def neuron(*inputs):\n    from utils import reference\n    return reference.neuron(*inputs)",),
                                 "takes something from `utils`"),
}


@pytest.mark.parametrize(("cells", "said"), NAMED.values(), ids=NAMED)
def test_what_cannot_stand_alone_is_named_alike_by_both(run, by_the_grader, cells, said):
    shown = run(*cells, CHECK)
    assert "Passed" not in shown and said in shown
    if "course's own" not in said:
        assert said in by_the_grader(cells[-1]).diagnosis
    assert "None" in run('print(progress.source("neuron"))')


def test_a_function_from_nowhere_does_not_pass(run):
    shown = run('neuron = eval("lambda x, weights, bias: torch.relu(x @ weights + bias)")', CHECK)
    assert "Right here, but not by itself" not in shown  # the cell that was run last does define it
    shown = run('other = eval("lambda x, weights, bias: torch.relu(x @ weights + bias)")', 'check("neuron", other)')
    assert "Right here, but not by itself" in shown and "Define it with `def neuron(…):`" in shown


def test_a_cell_merged_with_its_check_shows_one_panel(run):
    shown = run(f"from utils import check\nimport torch\n\n{NEURON}\n\n{CHECK}")
    assert shown.count("points)") == 1 and "✓ Passed" in shown
    assert "points)" not in run('yours("neuron")')


def test_a_breakpoint_changes_nothing(run):
    """JupyterLab's debugger writes the cell to the very file whose name its code carries."""
    cell = f"def dot(a, b):\n    return (a * b).sum(-1)\n\n{NEURON.replace('x @ weights', 'dot(x, weights)')}"
    run(f"from pathlib import Path\nfrom ipykernel.compiler import get_file_name\ncell = {cell!r}\n"
        "file = Path(get_file_name(cell))\nfile.parent.mkdir(parents=True, exist_ok=True)\nfile.write_text(cell)")
    assert "✓ Passed" in run(cell, CHECK)
    assert run("import inspect, os\nprint(os.path.exists(inspect.unwrap(neuron).__code__.co_filename), file.unlink())").startswith("True")


def test_a_cell_is_run_once_and_no_more(run):
    shown = run("count = []", f"count.append(1)\n{NEURON}\nopen('log', 'a').write('run ')", CHECK, "print(len(count), open('log').read())")
    assert "✓ Passed" in shown and "1 run" in shown


def test_the_line_that_failed_is_that_of_the_cell(run):
    shown = run("%%time\n# two\n\ndef neuron(x, weights, bias):\n    return x.nope", CHECK)
    assert "Line 5 of your answer" in shown
