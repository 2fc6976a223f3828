"""What a master tells before it is asked: from a question on, nothing on the screen may name its result.

All of a notebook is on the screen before it is run. So a title, an alternative text, a sentence or the name of
a variable that says what comes out makes the prediction above it worthless. A machine cannot know the result; it
sees every number that the question did not give, and the words of the right option.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from utils.names import QUESTIONS

from .master import Cell, Master

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen " \
       "sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORTH = {word: float(worth) for worth, word in enumerate(ONES.split())}
WORTH |= {word: 10.0 * place for place, word in enumerate(TENS.split(), start=2)}
WORTH |= {"twice": 2.0, "hundred": 100.0, "thousand": 1000.0}
PARTS = {"half": 2, "quarter": 4, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
         "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000}

DIGITS = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
PART = re.compile(rf"\b(?:(an?|{'|'.join(WORTH)})[ -])?({'|'.join(PARTS)})s?\b")
WORD = re.compile(rf"\b(?:{'|'.join(WORTH)})\b")
NO_PROSE = re.compile(r"`[^`]*`|\]\([^)]*\)|\b[Ll]essons? \d\d(?: and \d\d)?")  # code, addresses, lessons
HEADING = re.compile(r"^#+ .*", re.MULTILINE)
SENTENCE = re.compile(r"(?<=[.?!:])\s+|\n\s*\n")
SMALL = set("a an and as at by for in is it of on or than that the to".split())


def given_away(master: Master, specifications: Mapping) -> Iterator[str]:
    """What the cells from each question of a master to the end of its section say of its result.

    specifications: what utils.exercises specifies, by id.
    """
    for place, cell in enumerate(master.cells):
        asked = list(_questions(cell))
        for id in sorted(cell.questions - {id for _, _, id in asked}):
            yield f"{cell.place}: the question '{id}' has no name to be recorded by; write question = …"
        for name, kind, id in asked:
            below = master.cells[place + 1:]
            results = [later for later, other in enumerate(below) if _answers(other, name, kind)]
            if not results:
                call = f"{name}.reveal(…)" if kind == "predict" else f"record({name})"
                yield f"{cell.place}: no cell below answers the question '{id}'; add {call}"
                continue
            early, late = below[:results[0] + 1], _section(below[results[0] + 1:])
            spec = specifications[id]
            known = _numbers(spec.prompt)
            yield from _told(early, f"before the result of '{id}'", spec, known)
            seen = known.union(*(_numbers(other.source) for other in master.cells[:place + 1]))
            number = kind == "predict"  # what comes of a choice is none
            yield from _told(late, f"just below the result of '{id}'", spec, seen if number else None)
            yield from _bounded(master, below[results[0]], name, id)


def _bounded(master: Master, result: Cell, name: str, id: str) -> Iterator[str]:
    """The expectations in a master that show the bounds of what answers a question, which `result` reveals."""
    cells = [cell for cell in master.cells if not cell.exercise]
    calls = [(cell, call) for cell in cells for call in _all_calls(cell) if call.args]
    nodes = [node for cell in cells for node in ast.walk(ast.parse(cell.python))]
    imported = {alias.asname or alias.name for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)
                for alias in node.names}
    assigned = {node.targets[0].id: node.value for node in nodes
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}

    def made_of(value):
        return _quantities(value) - imported

    answers = [call.args[0] for cell, call in calls
               if cell is result and ast.unparse(call.func) == f"{name}.reveal"]
    answers += [call.args[1] for _, call in calls if _expects(call) and ast.unparse(call.args[0]) == repr(id)]
    answers += [assigned[each.id] for each in answers if isinstance(each, ast.Name) and each.id in assigned]
    for cell, call in calls:
        if _expects(call) and {keyword.arg for keyword in call.keywords} & {"above", "below"}:
            found = made_of(call.args[1])
            found |= set().union(*(made_of(assigned[quantity]) for quantity in found & assigned.keys()))
            if any(all(_among(quantity, found) for quantity in parts) for parts in map(made_of, answers) if parts):
                yield (f"{cell.place}: expect({ast.unparse(call.args[0])}, …) shows the bounds of what answers "
                       f"'{id}'; let its specification hold them, as expected=Expected(…), and write "
                       f"expect('{id}', …)")


def _expects(call: ast.Call) -> bool:
    return ast.unparse(call.func) == "expect" and len(call.args) == 2


def _among(quantity: str, others: set[str]) -> bool:
    """Whether a quantity is one of others, a part of one or the whole of one: `right[5]` is a part of `right`."""
    return any(re.match(rf"{re.escape(whole)}(?!\w)", part) for other in others
               for whole, part in ((quantity, other), (other, quantity)))


def _quantities(node: ast.AST) -> set[str]:
    """The names in an expression, with the attributes and constant places after them; functions are none."""
    match node:
        case ast.Call(func, args, keywords):
            inner = [*args, *(keyword.value for keyword in keywords)]
            inner += [func.value] if isinstance(func, ast.Attribute) else []  # what has a method
            return set().union(*map(_quantities, inner))
        case ast.Name(id):
            return {id}
        case ast.Attribute(whole) | ast.Subscript(whole, ast.Constant() | ast.UnaryOp(operand=ast.Constant())):
            named = _quantities(whole)
            return {ast.unparse(node)} if named == {ast.unparse(whole)} else named
        case _:
            return set().union(*map(_quantities, ast.iter_child_nodes(node)))


def _section(cells: list[Cell]) -> Iterator[Cell]:
    """The cells up to the next heading, and what stands above it in its own cell."""
    for cell in cells:
        heading = HEADING.search(cell.source) if cell.kind == "markdown" else None
        yield replace(cell, source=cell.source[:heading.start()]) if heading else cell
        if heading:
            return


def _told(cells: Iterable[Cell], where: str, spec, known: set[float] | None) -> Iterator[str]:
    """What these cells say of a result; known: the numbers that they may name, None for any."""
    right = [option for option in getattr(spec, "options", ()) if option.right]
    for cell in cells:
        for what, text in _shown(cell):
            for words in _unknown(text, known, strict=what != "a sentence"):
                yield (f"{cell.place}: {where} {what} says '{words}'; let the output say it, from the number that "
                       "was measured")
            for option in right:
                if _says(text, option, spec.prompt):
                    yield (f"{cell.place}: {where} {what} says what the right option '{option.key}' says; "
                           "word it without")
        for name in _bound(cell):
            if _unknown(name.replace("_", " "), known, strict=False):
                yield (f"{cell.place}: {where} a variable is called '{name}'; give it a name that tells no "
                       "number")
        if _calls(cell, "expect"):
            yield f"{cell.place}: {where} an expect tells what comes; move it below the next heading"


def _questions(cell: Cell) -> Iterator[tuple[str, str, str]]:
    """The name, the kind and the id of each question that this cell asks and names."""
    for node in ast.walk(ast.parse(cell.python)):
        match node:
            case ast.Assign(targets=[ast.Name(name)],
                            value=ast.Call(func=ast.Name(kind), args=[ast.Constant(id), *_])) if kind in QUESTIONS:
                yield name, kind, id


def _answers(cell: Cell, name: str, kind: str) -> bool:
    if kind == "predict":
        return any(isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == f"{name}.reveal"
                   for call in _all_calls(cell))
    return any(call.args and ast.unparse(call.args[0]) == name for call in _calls(cell, "record"))


def _all_calls(cell: Cell) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(cell.python)) if isinstance(node, ast.Call)]


def _calls(cell: Cell, function: str) -> list[ast.Call]:
    return [call for call in _all_calls(cell) if isinstance(call.func, ast.Name) and call.func.id == function]


def _bound(cell: Cell) -> list[str]:
    return sorted({node.id for node in ast.walk(ast.parse(cell.python))
                   if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)})


def _shown(cell: Cell) -> Iterator[tuple[str, str]]:
    """What a cell has on the screen before it is run: its kind, and its text without what is computed."""
    if cell.kind == "markdown":
        for heading in HEADING.findall(cell.source):
            yield "a heading", heading
        for sentence in SENTENCE.split(HEADING.sub("", NO_PROSE.sub("", cell.source))):
            yield "a sentence", sentence
    elif not cell.exercise:
        yield from _texts(ast.parse(cell.posed if cell.records else cell.python), "a text")


def _texts(node: ast.AST, what: str) -> Iterator[tuple[str, str]]:
    """The texts that stand in a piece of code; a mark stands for what a text computes."""
    if isinstance(node, ast.keyword) and node.arg in ("title", "alt"):
        what = {"title": "a title", "alt": "an alternative text"}[node.arg]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield what, node.value
    elif isinstance(node, ast.JoinedStr):
        yield what, "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _texts(part.value, what)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _texts(child, what)


def _numbers(text: str) -> set[float]:
    """The numbers that a text names, in digits or in words."""
    return {worth for _, worth in _named(text, strict=True)}


def _unknown(text: str, known: set[float] | None, strict: bool) -> list[str]:
    return [words for words, worth in _named(text, strict) if known is not None and worth not in known]


def _named(text: str, strict: bool) -> Iterator[tuple[str, float]]:
    """The numbers in a text, as words and as a number; small ones in letters ("two things") only if strict."""
    text = text.lower()
    for match in DIGITS.finditer(text):
        yield match[0], float(match[0].rstrip(",").replace(",", ""))
    for match in PART.finditer(text):
        if match[1] or match[2] in ("half", "quarter"):  # "the third" is none
            yield match[0], WORTH.get(match[1], 1.0) / PARTS[match[2]]
    for match in WORD.finditer(PART.sub("", text)):
        if strict or WORTH[match[0]] > 10 or match[0] == "twice":
            yield match[0], WORTH[match[0]]


def _says(text: str, option, prompt: str) -> bool:
    """Whether a text has all that an option's text says, or the words of its key, if the question has not."""
    key = set(_words(option.key)) - SMALL
    telling = len(key) > 1 and not key <= set(_words(prompt))
    whole = " ".join(_words(option.text)) in " ".join(_words(text))
    return whole or telling and key <= set(_words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?|[a-z]+", text.lower())
