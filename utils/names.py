"""Which names a piece of Python needs from outside, and which it binds."""

import ast
import symtable

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
QUESTIONS = {"predict", "choose", "explore"}  # what a notebook calls to ask one


def names(source: str) -> tuple[set[str], set[str]]:
    """Names that `source` reads before it has bound them, and names that it binds at top level.

    What a function reads counts from its definition on, since it may be called at once.
    """
    needs, bound = set(), set()
    for statement in ast.parse(source).body:
        reads, binds = _scope(ast.unparse(_Generators().visit(statement)))
        if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            reads.add(statement.target.id)
        # An assignment reads its right side first; a loop, a `with` or a definition binds its names first.
        assigns = isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign))
        needs |= reads - bound - (set() if assigns else binds)
        bound |= binds
    return needs, bound


class _Generators(ast.NodeTransformer):
    """Turns comprehensions into generators, whose names symtable keeps apart in every version of Python."""

    def visit_ListComp(self, node):
        self.generic_visit(node)
        return ast.GeneratorExp(node.elt, node.generators)

    visit_SetComp = visit_ListComp

    def visit_DictComp(self, node):
        self.generic_visit(node)
        return ast.GeneratorExp(ast.Tuple([node.key, node.value], ast.Load()), node.generators)


def _scope(source: str) -> tuple[set[str], set[str]]:
    module = symtable.symtable(source, "<cell>", "exec")
    symbols = module.get_symbols()
    reads = {symbol.get_name() for symbol in symbols if symbol.is_referenced()}
    binds = {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}
    inner = module.get_children()
    while inner:
        table = inner.pop()
        reads |= {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
        inner += table.get_children()
    return reads, binds
