"""Every figure that a learner works with, as a notebook has it, and how to work it by mouse and by keyboard."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A figure of a lesson: the cells that make it, and its ways to an answer.

    lesson: where the plan puts it. setup, cell: the sources of the cell before it and of its own, whose last
    line is the figure. by_mouse(root) changes its state by one gesture. by_keyboard: the keys from its first
    control to an answer that does what the task asks, as `page.press` takes them. states: answers whose words
    and tables the page and Python must agree on.
    """

    id: str
    lesson: str
    cell: str
    by_mouse: Callable
    by_keyboard: tuple[str, ...]
    states: tuple[dict, ...]
    setup: str = ""
    picture: str = "bars"  # what bench/widgets lets matplotlib draw beside it: "bars", "curve", or a "matrix" of size
    size: int = 8

    def make(self):
        """The figure, made by its cells here."""
        names = {}
        exec("from utils import explore\n" + self.setup, names)
        return eval(self.cell, names)

    @property
    def cells(self):
        """The sources of its cells in a notebook: setup, the figure, the record cell."""
        return [f"from utils import explore, record\n{self.setup}", f"{self.id} = {self.cell}\n{self.id}", f"record({self.id})"]


def drag(root, locator, to):
    """Drag the middle of a part of the widget to `to`, a point of the page."""
    page = root.page
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(*to, steps=4)
    page.mouse.up()


def predict(root):
    """Give the prediction in the middle of its slider."""
    root.get_by_role("slider", name="Your prediction").click()
    root.get_by_role("button", name="That is my prediction").click()


def _gather():
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [importlib.import_module(f"{__name__}.{name}").FIGURE for name in names]


def all_figures():
    """The figures in the order of their lessons."""
    return sorted(_gather(), key=lambda figure: figure.lesson)
