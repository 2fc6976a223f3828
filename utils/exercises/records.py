"""The calls of `record` in the text of a notebook, which keep the answers to its questions as literals."""
import ast
from collections.abc import Iterator

from utils.names import QUESTIONS

from .cells import Unfound, plain


def recorded_in(cells) -> list[dict]:
    """The recorded answers in each cell, by question."""
    return [
        {question: answer for question, _, answer in calls if answer is not None} for calls in records(cells)
    ]


def records(cells) -> list[list[tuple]]:
    """The calls of `record` in each cell: the question, the line, and the answer, None where there is none.

    A call whose question or answer cannot be read from the text is left out.
    """
    asked = {}  # the question that each variable has
    return [list(_calls_in(cell, asked)) for cell in cells]


def _calls_in(cell, asked) -> Iterator[tuple]:
    try:
        tree = ast.parse(plain(cell.source)) if cell.cell_type == "code" else ast.Module([])
    except (Unfound, SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            asked[node.targets[0].id] = _question(node.value, asked)
        elif isinstance(node, ast.Call) and _name(node) == "record" and node.args:
            named = [keyword.value for keyword in node.keywords if keyword.arg == "answer"]
            given = node.args[1:2] + named
            try:
                answer = ast.literal_eval(given[0]) if given else None
            except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):  # no literal, or none that can be
                continue
            if question := _question(node.args[0], asked):
                yield question, node.lineno, answer


def _question(node, asked):
    """The id of the question that an expression is, if it is one."""
    if isinstance(node, ast.Name):
        return asked.get(node.id)
    asks = isinstance(node, ast.Call) and _name(node) in QUESTIONS and node.args
    named = asks and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    return node.args[0].value if named else None


def _name(call):
    return getattr(call.func, "id", getattr(call.func, "attr", None))
