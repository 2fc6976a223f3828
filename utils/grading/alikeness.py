"""Whether an answer is the course's own but for names, spaces and remarks."""

import ast
from functools import cache

from utils.exercises.earlier import source

LEAST = 40  # parts of a solution; a shorter one has few other forms, so that to be alike says nothing


def is_published(id: str, text: str) -> bool:
    """Whether an answer to an exercise is the published solution under other names. `text` is that of a definition."""
    own = _form(source(id))
    try:
        return len(own) >= LEAST and _form(text) == own
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


@cache
def _form(text):
    """What of a text is left without names, docstrings, annotations and remarks, part by part."""
    tree, names, parts = ast.parse(text), {}, []
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr) and \
                isinstance(body[0].value, ast.Constant):
            node.body = body[1:]
        node.returns = node.annotation = None
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.Load, ast.Store)):
            continue
        own = [value for name, value in ast.iter_fields(node) if isinstance(value, (str, int, float, bool))]
        bound = isinstance(node, (ast.Name, ast.arg, ast.FunctionDef, ast.ClassDef))
        parts.append((type(node).__name__, *(names.setdefault(each, len(names)) if bound and isinstance(each, str)
                                             else each for each in own)))
    return tuple(parts)
