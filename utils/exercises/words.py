"""Values in words, for a person."""
import textwrap

import torch

from .worker import Built, Foreign


def show(value, digits=4, room=600):
    """`value` as text for a person, numbers to `digits` digits, cut to `room` characters."""
    text = _show(value, digits)
    return text if len(text) <= room else text[:room].rstrip() + " …"


def _show(value, digits):
    if isinstance(value, torch.Tensor):
        few = value if value.numel() <= 64 else value.flatten()[:6]
        text = _show(few.tolist(), digits)
        return text if few is value else f"{text[:-1]}, …]"
    if isinstance(value, float):
        return f"{value:.{digits}g}"
    if isinstance(value, Foreign):
        return value.kind
    if isinstance(value, Built):  # what it is made with; its source is the desk's business
        heads = [f"{name} {shapes_of(given)}".rstrip() + " = " for name, given in value.values.items()]
        return "\n".join(head + textwrap.indent(_show(given, digits), " " * len(head))[len(head):]
                         for head, given in zip(heads, value.values.values()))
    if not isinstance(value, (list, tuple)):
        return value if isinstance(value, str) else repr(value)
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
        return ", ".join(map(shapes_of, value))
    return "a function" if isinstance(value, Built) else ""


def shape_of(tensor):
    """The shape as the docstrings write it, "(3,)"."""
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
