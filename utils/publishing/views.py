"""The widgets of an executed notebook on a page that draws them by itself, with no kernel and no network."""

import hashlib
import json
import re
from html import escape
from pathlib import Path

from .outputs import WIDGET, capped, shown
from .prose import text_blocks

STATES = "application/vnd.jupyter.widget-state+json"
OF_IPYWIDGETS = {"layout", "tabbable", "tooltip"}
DRAWING = re.sub(r"\n+", "\n", Path(__file__).with_suffix(".js").read_text("utf-8"))


class Views:
    """The places of a notebook's widgets on one page, and what the page draws the widgets with.

    notebook: as `executed` gives it. notice: HTML, which stands below the words of a widget until it is drawn.

    A widget that was answered is drawn as it was first shown, so that the reader may answer; what it said in
    the end is folded below. Any other is drawn as it was in the end. One that has no front end of its own to
    draw it with, such as a slider of ipywidgets, stays words.
    """

    def __init__(self, notebook, notice: str = ""):
        models = notebook.metadata.get("widgets", {}).get(STATES, {"state": {}})["state"]
        self._last_states = {id: model["state"] for id, model in models.items()}
        self._first_states = notebook.metadata.first_states
        self._last_words = notebook.metadata.last_words
        self._notice = notice
        self._fronts, self._models = {}, {}  # of the widgets that have a place

    def place(self, data) -> str:
        """The place of one widget: HTML on one line, with its words, or its still picture where it has one.

        data: that of the output which shows the widget.
        """
        id = data[WIDGET]["model_id"]
        last = self._last_words.get(id)  # none where the widget is not ours, or was gone at the end
        answered = last is not None and last["recorded"]
        if last is None or answered:
            text, still = data["text/plain"], data.get("text/html")
            state = self._first_states.get(id, self._last_states.get(id))
        else:
            text, still = last["text"], last.get("still")
            state = self._last_states.get(id)
        more = (last or {}).get("without_kernel", {})
        model = f' data-model="{escape(id)}"' if self._keep(id, state, more) else ""
        after = f"<details><summary>The course’s answer</summary>{_words(last['text'])}</details>" if answered else ""
        return (
            f'<div class="widget"><div class="view"{model}>{shown(still) if still else _words(text)}'
            f"{self._notice}</div>{after}</div>"
        )

    def prompt(self, data) -> str:
        """What the widget asks, as plain text; empty where it asks nothing. data: as for `place`."""
        state = self._last_states.get(data[WIDGET]["model_id"], {})
        return state.get("prompt", "").replace("`", "")

    def scripts(self) -> str:
        """What draws the views that have been placed, for the end of the page; empty where there are none.

        HTML without a blank line: each front end once, the state of each model, and the script.
        """
        if not self._models:
            return ""
        return (
            f'<script type="application/json" id="onehop-fronts">{_embedded(self._fronts)}</script>\n'
            f'<script type="application/json" id="onehop-models">{_embedded(self._models)}</script>\n'
            f'<script type="module">\n{DRAWING}</script>'
        )

    def _keep(self, id, state, more):
        """Take a model onto the page, with `more` than its state; whether there is something to draw it with."""
        if state is None or "_esm" not in state:
            return False
        front = {"module": state["_esm"], "style": state.get("_css", "")}
        key = hashlib.sha256(json.dumps(front).encode()).hexdigest()[:12]
        public = {
            name: value
            for name, value in state.items()
            if not name.startswith("_") and name not in OF_IPYWIDGETS
        }
        self._fronts[key] = front
        self._models[id] = {"front": key, "state": public | more}
        return True


def _embedded(data):
    """Data as JSON for a script element, whatever strings it holds.

    No `<` could end the element, no `{{` is there for mdBook to take for a command of its own, and no line
    separator of Unicode for a line.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for mark, written in (("<", r"\u003c"), ("{{", r"{\u007b"), ("\u2028", r"\u2028"), ("\u2029", r"\u2029")):
        text = text.replace(mark, written)
    return text


def _words(text):
    return text_blocks(capped(text), "words")
