"""The names of the field in a master: each stands in bold where it is met, and the lesson ends with them."""

import re
from collections import Counter
from collections.abc import Iterator

from .master import Master

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
TABLE = re.compile(r"^terms\((.*)\)$", re.MULTILINE)


def unnamed(master: Master, terms: tuple) -> Iterator[str]:
    """What does not fit between a master and the terms that are specified for its lesson."""
    module = f"utils/exercises/lessons/lesson_{master.lesson}.py"
    tables = [cell for cell in master.cells if cell.kind == "code" and TABLE.search(cell.source)]
    if terms and [TABLE.search(cell.source)[1] for cell in tables] != [f'"{master.lesson}"']:
        yield f'{master.name}: it introduces terms, so it ends with one cell terms("{master.lesson}")'
        return
    names, found = {term.name.lower() for term in terms}, Counter()
    for cell in master.cells:
        for words in BOLD.findall(cell.source) if cell.kind == "markdown" else ():
            name = " ".join(words.split()).lower()
            if name[-1] in "?:.":  # a question, what begins an item, an exercise
                continue
            found[name] += 1
            if name not in names:
                yield (f"{cell.place}: **{words}** is bold and no term of this lesson; specify it in {module}, or "
                       f"write *{words}*")
            elif cell.number > tables[0].number:
                yield f"{cell.place}: the term **{words}** stands below the table of terms; name it where it is met"
    for name in sorted(names):
        if found[name] != 1:
            yield (f"{master.name}: the term '{name}' stands in bold {found[name]} times; write **{name}** once, "
                   "where it is met")
