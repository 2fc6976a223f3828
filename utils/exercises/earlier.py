"""What an answer may use without defining it: the functions of earlier exercises."""
import inspect

from .catalogue import specifications
from .cells import missing


def reference(id):
    """The course's own function or class for exercise `id`."""
    from utils import reference  # not above: `make notebooks` imports this module to write that one
    return getattr(reference, id)


def source(id):
    """The text that defines the course's own function or class for exercise `id`."""
    return inspect.getsource(reference(id))


def earlier(definition, id, source=source):
    """The exercises before `id` whose names a definition uses: pairs of name and source, each after those it uses.

    source: of a name, the text that defines it.
    """
    order = list(specifications)
    found = {}

    def find(definition, id):
        before = order[:order.index(id)]
        for name in sorted(missing(definition).intersection(before) - found.keys()):
            text = source(name)
            find(text, name)
            found[name] = text

    find(definition, id)
    return list(found.items())
