"""Known mistakes made real: from the edits that describe one to wrong answers that can be tried."""
import ast
import inspect
import textwrap
from functools import cache
from itertools import product

from .earlier import earlier, source
from .worker import load


@cache
def implementations(mistake, id):
    """The wrong answers to exercise `id` that make this mistake, one for each of its spellings."""
    return [load(text, id, earlier(text, id)) for text in texts(mistake, id)]


@cache
def texts(mistake, id):
    """The source of each of these answers, as a cell of the notebook would have it.

    Raises ValueError where an edit does not fit the course's own answer exactly once.
    """
    if callable(mistake.answer):
        return [definition(mistake.answer, id)]
    edits = [(old, new if isinstance(new, tuple) else (new,)) for old, new in mistake.answer]
    own = without_docstring(source(id))
    made = []
    for spelling in product(*(new for _, new in edits)):
        text = own
        for (old, _), new in zip(edits, spelling):
            if text.count(old) != 1:
                raise ValueError(f"{id}: {old!r} stands {text.count(old)} times in the course's own answer, not once, "
                                 f"so the mistake {mistake.sentence!r} cannot be made of it; mend the edit")
            text = text.replace(old, new)
        made.append(text)
    return made


def definition(function, id):
    """The source text of a cell that defines `function` under the exercise's name."""
    return f"{textwrap.dedent(inspect.getsource(function))}\n\n{id} = {function.__name__}\n"


def without_docstring(text):
    """A definition without its own docstring, in which an edit is not to look."""
    function = ast.parse(text).body[0]
    if ast.get_docstring(function) is None:
        return text
    lines, first = text.splitlines(keepends=True), function.body[0]
    return "".join(lines[:first.lineno - 1] + lines[first.end_lineno:])
