"""Find an answer in the text of a cell: the definition, and what of the cell it needs."""
import ast
import builtins

from IPython.core.inputtransformer2 import TransformerManager

from utils.names import DEFINITIONS, names
from .worker import NOTEBOOK_ONLY, PRELUDE

RUN_AS_PYTHON = {"time", "capture", "prun"}  # cell magics below which a definition is one of the notebook
DESK = {"check", "yours"}  # what these return is no answer, whatever name it is given


class Unfound(ValueError):
    """Why a text holds no answer, as a sentence; `line` is the line, from 1, that is not Python."""

    def __init__(self, sentence, line=None):
        super().__init__(sentence)
        self.line = line


def definition_in(text, id):
    """The part of a cell's text that defines `id`: imports, definitions, and the assignments that these need.

    Trial lines, magics, displays and calls of the desk are left out, and the lines keep their numbers. Raises
    Unfound where the text is not Python, or does not define `id` by itself.
    """
    text = plain(text)
    statements = _parsed(text).body
    if not _bound(statements, id):
        raise Unfound(f"This cell does not define `{id}`.")
    kept = _needed(statements, id)
    definition = _only(text.encode().splitlines(keepends=True), kept)
    for node in ast.walk(ast.parse(definition)):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else \
            [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if any(module.partition(".")[0] == "utils" for module in modules):
            raise Unfound(f"It takes something from `utils`, where the course's own `{id}` is. An answer is written "
                          f"out: later lessons and the grader have only the cell that defines it.", node.lineno)
    return definition


def plain(text):
    """The Python of a cell: its magics as the calls that IPython makes of them, what a cell magic runs unwrapped.

    Raises Unfound for a cell magic below which nothing is defined in the notebook.
    """
    head, _, body = text.lstrip("\n").partition("\n")
    if head.startswith("%%"):
        name = head[2:].partition(" ")[0]
        if name not in RUN_AS_PYTHON:
            raise Unfound(f"The cell begins with `%%{name}`, below which nothing is defined in the notebook. Take "
                          "that line out.")
        return "\n" + plain(body)  # the line of the magic is empty, so that the others keep their numbers
    above = text[:len(text) - len(text.lstrip())].count("\n")  # empty lines, which IPython takes away
    try:
        return "\n" * above + TransformerManager().transform_cell(text)
    except SyntaxError:  # a bracket that never closes; the parser will say so
        return text


def defines(text, id):
    """Whether a cell's text gives `id` a value of its own, however it does so."""
    try:
        return _bound(_parsed(plain(text)).body, id)
    except Unfound:
        return False


def missing(definition):
    """Names that a definition reads and that neither it nor the lessons' first cell brings."""
    statements = ast.parse(definition).body
    reads, binds = (set().union(*sets) for sets in zip(*map(_names, statements)))
    return reads - binds - (set(dir(builtins)) - NOTEBOOK_ONLY) - PRELUDE.keys()


def answers_in(cells, id):
    """The answers to exercise `id` in a notebook's cells: pairs of a cell's place and the definition in it.

    A cell may have been copied, split or merged, so every code cell that defines `id` counts; those that carry the
    exercise's mark come first. Raises Unfound, with what happened, where there is none.
    """
    found, reasons = [], []
    for place, cell in enumerate(cells):
        marked = cell["metadata"].get("exercise") == id
        text = "".join(cell["source"])
        if cell["cell_type"] != "code":
            if marked or f"def {id}(" in text or f"class {id}(" in text:
                reasons.append(f"The cell of `{id}` is {cell['cell_type']} now, perhaps merged with the prose beside "
                               "it, and does not run. Split it, and make the part with the definition a code cell.")
            continue
        try:
            found.append((not marked, place, definition_in(text, id)))
        except Unfound as reason:
            reasons += [str(reason)] * marked
    if not found:
        raise Unfound(reasons[0] if reasons else f"No cell defines `{id}`.")
    return [(place, text) for _, place, text in sorted(found)]


def _parsed(text):
    try:
        return compile(text, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        line = (error.text or "").strip()[:80]
        raise Unfound(f"The cell is not Python, {error.msg}: {line}", error.lineno) from error
    except (ValueError, RecursionError, MemoryError) as error:  # a null byte, or nested too deep
        raise Unfound(f"The cell is not Python: {error}") from error


def _bound(statements, id):
    return any(id in _binds(statement) for statement in statements)


def _needed(statements, id):
    """The statements that bind `id` or a name that these need, directly or through others, in their order."""
    binders = {}  # by name, the statements that bind it; None stands for what is always wanted
    for statement in statements:
        for name in () if _tries(statement, id) else [None] if _is_wanted(statement) else _binds(statement):
            binders.setdefault(name, []).append(statement)
    wanted, kept = [None, id], set()
    while wanted:
        for statement in set(binders.pop(wanted.pop(), ())) - kept:
            kept.add(statement)
            wanted += _names(statement)[0]
            if isinstance(statement, DEFINITIONS):  # a decorator that fills a table is wanted where the table is
                wanted.append(statement.name)
    return [statement for statement in statements if statement in kept]


def _is_wanted(statement):
    """Whether it brings something without saying what."""
    return isinstance(statement, ast.ImportFrom) and \
        (statement.module == "__future__" or statement.names[0].name == "*")


def _tries(statement, id):
    """Whether a statement is no more than a call of `id`, or of something that it has."""
    return isinstance(statement, ast.Expr) and _root(statement.value) == id


def _binds(statement):
    """Names that a statement binds, or whose values it changes, as in `f.calls = 0` and `table.append(3)`.

    None if the desk gives their value.
    """
    nodes = list(ast.walk(statement))
    calls = {getattr(node.func, "id", getattr(node.func, "attr", "")) for node in nodes if isinstance(node, ast.Call)}
    if isinstance(statement, (ast.Assign, ast.AnnAssign)) and calls & DESK:
        return set()
    changed = [target for node in nodes if isinstance(node, (ast.Assign, ast.AugAssign))
               for target in getattr(node, "targets", [getattr(node, "target", None)])]
    if isinstance(statement, DEFINITIONS):
        outside = _names(statement)[0]
        changed = [target for target in changed if isinstance(target, (ast.Attribute, ast.Subscript))
                   and _root(target) in outside] + statement.decorator_list  # `@register` may keep what it is given
    else:
        changed += [node.value.func for node in nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
                    and isinstance(node.value.func, ast.Attribute)]
    return _names(statement)[1] | set(filter(None, map(_root, changed)))


def _root(expression):
    """The name that an expression such as `f.table[0]` or `register("x")` begins with, if it does."""
    while isinstance(expression, (ast.Attribute, ast.Subscript, ast.Call)):
        expression = expression.func if isinstance(expression, ast.Call) else expression.value
    return getattr(expression, "id", None)


def _names(statement):
    return names(ast.unparse(statement))


def _only(lines, statements):
    """These statements of a text of these lines (bytes), each on the lines it had."""
    kept = [b""] * len(lines)
    for statement in statements:
        first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", ()))]) - 1
        last = statement.end_lineno - 1
        begin = statement.col_offset if first == statement.lineno - 1 else 0
        rest = lines[last][statement.end_col_offset:]
        end = None if rest.lstrip().startswith((b"#", b"\n")) or not rest.strip() else statement.end_col_offset
        part = lines[first:last + 1]
        part[-1] = part[-1][:end].rstrip()
        part[0] = (kept[first] + b"; " if kept[first] else b"") + part[0][begin:]
        kept[first:last + 1] = [line.rstrip(b"\r\n") for line in part]
    return b"\n".join(kept).decode().rstrip() + "\n"
