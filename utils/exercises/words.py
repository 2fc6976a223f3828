"""Values in words, for a person, and not many words whatever the value."""
import itertools
import textwrap

import torch

from .worker import MOST_AXES, Built, Foreign, rows


ROOM = 600  # characters for a value
LISTED = 100  # parts of a list that are looked at


def show(value, digits=4):
    """`value` as text for a person, numbers to `digits` digits, cut to ROOM characters."""
    return _cut(_show(value, digits), ROOM)


def _cut(text, room):
    return text if len(text) <= room else text[:room].rstrip() + " …"


def _show(value, digits):
    if isinstance(value, torch.Tensor):
        if rows(value.shape) <= 64 and value.dim() <= MOST_AXES:
            return _show(value.tolist(), digits)
        return _show([*value.flatten()[:6].tolist(), Foreign("…")], digits)
    if isinstance(value, float):
        return f"{value:.{digits}g}"
    if isinstance(value, Foreign):
        return value.kind
    if isinstance(value, Built):  # what it is made with; its source is the desk's business
        heads = [f"{name} {shapes_of(given)}".rstrip() + " = " for name, given in value.values.items()]
        return "\n".join(head + textwrap.indent(_show(given, digits), " " * len(head))[len(head):]
                         for head, given in zip(heads, value.values.values()))
    if isinstance(value, dict):
        more = ", …" * (len(value) > LISTED)
        return f"{str(dict(itertools.islice(value.items(), LISTED)))[:-1]}{more}}}"
    if not isinstance(value, (list, tuple)):
        return value if isinstance(value, str) else repr(value)
    if len(value) > LISTED:
        value = [*value[:LISTED], Foreign("…")]
    parts = [_show(item, digits) for item in value]
    if any(isinstance(item, torch.Tensor) for item in value):
        return "\n".join(parts)
    if value and isinstance(value[0], list):
        return "[" + textwrap.indent(",\n".join(parts), " ")[1:] + "]"
    return f"[{', '.join(parts)}]"


def shapes_of(value):
    """The shape of a tensor, or of each tensor in a list; "a function" for one; "" for anything else."""
    if isinstance(value, torch.Tensor):
        return shape_of(value)
    if isinstance(value, (list, tuple)) and any(isinstance(item, torch.Tensor) for item in value):
        return _cut(", ".join(map(shapes_of, value[:LISTED])), ROOM)
    return "a function" if isinstance(value, Built) else ""


def shape_of(tensor):
    """The shape as the docstrings write it, "(3,)"."""
    if tensor.dim() > MOST_AXES:
        return f"({tensor.dim():,} axes)"
    return f"({', '.join(map(str, tensor.shape))}{',' if tensor.dim() == 1 else ''})"


def dtype_of(tensor):
    """The type of number, "float32"."""
    return str(tensor.dtype).removeprefix("torch.")


def kind_of(value):
    """What kind of thing a value is, with its article."""
    if isinstance(value, Foreign):
        return value.kind
    if isinstance(value, torch.Tensor):
        return f"a tensor of shape {shape_of(value)}"
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} of {len(value)}"
    name = {"int": "an integer", "float": "a number", "str": "a text", "NoneType": "None"}
    return name.get(type(value).__name__, f"something of type {type(value).__name__}")
