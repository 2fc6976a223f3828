"""What is cut out of a cell: the definition and what it needs, whatever else stands there."""
import pytest

from utils.exercises.cells import Unfound, answers_in, defines, definition_in, missing

NEURON = "def neuron(x, weights, bias):\n    return torch.relu(x @ weights + bias)"
CHECK = 'neuron = check("neuron", neuron)'
LEFT_OUT = {
    "a trial line": f"{NEURON}\n\nprint(neuron(x, weights, bias))",
    "a display": f"{NEURON}\nneuron(x, weights, bias)",
    "a question": f"{NEURON}\nneuron?",
    "the source": f"neuron??\n{NEURON}",
    "its check": f"{NEURON}\n\n{CHECK}",
    "its check, by the module": f'{NEURON}\nneuron = utils.check("neuron", neuron)',
    "its own answer of before": f'neuron = yours("neuron")\n{NEURON}',
    "an assertion": f"{NEURON}\nassert neuron(x, weights, bias) > 0",
    "line magics": f"%matplotlib inline\n%load_ext autoreload\n{NEURON}",
    "a command of the shell": f"!true\n{NEURON}\nfiles = !ls",
    "%%time": f"%%time\n{NEURON}",
    "%%capture": f"%%capture printed\n{NEURON}",
    "%%prun, %%time": f"%%prun -q\n%%time\n{NEURON}",
    "variables of the same names": f"x = torch.ones(3); weights = x\n{NEURON}",
    "a loop": f"{NEURON}\nfor i in range(3):\n    print(neuron(x, weights, i))",
    "a top-level await": f"import asyncio\nawait asyncio.sleep(0)\n{NEURON}",
    "carriage returns": f"{NEURON}\nprint(1)".replace("\n", "\r\n"),
    "comments": f"# my answer\n{NEURON}  # done",
    "empty lines above": f"\n\n{NEURON}",
    "a call of something that it has": f"import math\n{NEURON}\nneuron.forward(3)\nneuron(x)[0].sum()",
    "an import that it does not need": f"import utils\nfrom utils import check\n{NEURON}",
}


def lines(text):
    return [line.partition("#")[0].rstrip() for line in text.splitlines() if line.partition("#")[0].strip()]


@pytest.mark.parametrize("cell", LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_no_part_of_the_answer_is_left_out(cell):
    assert defines(cell, "neuron")
    assert lines(definition_in(cell, "neuron")) == lines(NEURON)
    assert missing(definition_in(cell, "neuron")) == set()


NEEDED = {
    "a decorator": f"import functools\n\n@functools.lru_cache\n{NEURON}",
    "a helper below": f"{NEURON.replace('torch.relu', 'bend')}\n\ndef bend(x):\n    return x.clamp(min=least)\n\nleast = 0",
    "a default": "start = 0.0\ndef neuron(x, weights, bias=start):\n    return x",
    "a class": "class Neuron(nn.Module):\n    def forward(self, x):\n        return x\n\nneuron = Neuron()",
    "two definitions": "def neuron(x):\n    return x\n\ndef neuron(x):\n    return -x",
    "something kept on it": "def neuron(x):\n    neuron.calls += 1\n    return x\n\nneuron.calls = 0",
    "what fills a table": "table = {}\ntable.update(bend=torch.relu)\ndef neuron(x):\n    return table['bend'](x)",
    "a loop that fills a list": ("names = []\nfor i in range(3):\n    names.append(i)\n\n"
                                 "def neuron(x):\n    return names[x]"),
    "a decorator that keeps": ("table = {}\n\n@table.setdefault\ndef bend(x):\n    return x\n\n"
                               "def neuron(x):\n    return table"),
    "a decorator that fills a table": ("table = {}\n\ndef register(f):\n    table[f.__name__] = f\n    return f\n\n"
                                       "@register\ndef bend(x):\n    return x\n\ndef neuron(x):\n    return table"),
    "a branch": "try:\n    from math import fma\nexcept ImportError:\n    fma = None\n\ndef neuron(x):\n    return fma",
    "a star": "from math import *\ndef neuron(x):\n    return floor(x)",
    "a future": "from __future__ import annotations\ndef neuron(x: Nothing):\n    return x",
    "names on one line": "import math; a, b = 1, 2; c = 3\ndef neuron(x): return math.e * a + c",
    "a long text": 'def neuron(x):\n    """One\n    two"""\n    return """a\nb"""',
    "letters of more than one byte": "é = '…'; neuron = lambda x: é",
}


@pytest.mark.parametrize("cell", NEEDED.values(), ids=NEEDED)
def test_what_the_definition_needs_comes_with_it(cell):
    assert lines(definition_in(f"{cell}\nprint(neuron)", "neuron")) == lines(cell)


def test_lines_keep_their_numbers():
    cell = "%%time\n\nx = 3\n@staticmethod\ndef neuron(x):\n    return x\n"
    assert definition_in(cell, "neuron").splitlines()[3:] == ["@staticmethod", "def neuron(x):", "    return x"]


def test_of_two_statements_on_a_line_only_one_may_be_needed():
    assert definition_in("y = 3; neuron = lambda x: x; z = 4", "neuron") == "neuron = lambda x: x\n"


UNFOUND = {
    "": "does not define `neuron`", "x = 3": "does not define `neuron`", CHECK: "does not define `neuron`",
    'neuron = yours("neuron")': "does not define `neuron`", "%%bash\nneuron": "begins with `%%bash`",
    "%%timeit\n" + NEURON: "begins with `%%timeit`", "def neuron(x:\n    return x": "is not Python",
    "def neuron(x):\nreturn x": "is not Python", "\0": "is not Python", "(" * 500 + ")" * 500: "is not Python",
    "-" * 100_000 + "1": "is not Python",
    "from utils.reference import neuron": "from `utils`", "import utils.reference as r\nneuron = r.neuron": "from `utils`",
    "def neuron(*inputs):\n    from utils import reference\n    return reference.neuron(*inputs)": "from `utils`",
}


@pytest.mark.parametrize(("cell", "why"), UNFOUND.items(), ids=[repr(cell[:20]) for cell in UNFOUND])
def test_what_holds_no_answer_says_why(cell, why):
    with pytest.raises(Unfound, match=why) as raised:
        definition_in(cell, "neuron")
    assert len(str(raised.value)) < 300


def test_names_that_nobody_brings():
    assert missing("def neuron(x, y=z):\n    return dot(x, torch.ones(len(x))) + math.pi\n") == {"z", "dot"}


def cell(text, exercise=None, kind="code"):
    return {"cell_type": kind, "source": text.splitlines(keepends=True), "metadata": {"exercise": exercise} if exercise else {}}


STUB = 'def neuron(x, weights, bias):\n    raise NotImplementedError("neuron")'
MOVED = {
    "in its place": ([cell("x = 1"), cell(NEURON, "neuron"), cell(CHECK)], [1]),
    "copied": ([cell(NEURON, "neuron"), cell(STUB, "neuron")], [0, 1]),
    "split": ([cell("import math", "neuron"), cell(NEURON, "neuron")], [1]),
    "merged with the check below": ([cell(f"{NEURON}\n\n{CHECK}")], [0]),
    "pasted from elsewhere, below the blank": ([cell(NEURON), cell(STUB, "neuron")], [1, 0]),
}


@pytest.mark.parametrize(("cells", "places"), MOVED.values(), ids=MOVED)
def test_an_answer_is_found_where_jupyterlab_has_put_it(cells, places):
    assert [place for place, _ in answers_in(cells, "neuron")] == places


@pytest.mark.parametrize(("cells", "why"), [
    ([cell(f"Write it.\n\n{NEURON}", "neuron", "markdown")], "is markdown now"),
    ([cell(f"Write it.\n\n{NEURON}", None, "markdown")], "is markdown now"),
    ([cell("def neuron(x", "neuron")], "is not Python"), ([cell("x = 3", "neuron")], "does not define"),
    ([], "No cell defines `neuron`"),
])
def test_an_answer_that_cannot_run_is_said(cells, why):
    with pytest.raises(Unfound, match=why):
        answers_in(cells, "neuron")
