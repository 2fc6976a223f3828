"""Sampling: which symbols can follow two texts, under one temperature, top-k and top-p."""
import math

import traitlets

from .base import front_end
from .explorable import Explorable
from .fields import Maybe, Number, Row, Whole
from .given import rounded, words_of
from .numbers import fixed, percent, plural, softmax

MOST = 128  # symbols
OPEN = 8  # how many are asked for where many will do
VISIBLE = {" ": "␣", "\n": "↵", "\t": "⇥"}


class Sampling(Explorable):
    """The next symbol's shares after two texts, before and after temperature, top-k and top-p.

    What it teaches: top-k leaves as many everywhere and temperature leaves all, while top-p leaves few where the model
    is sure and many where it is not. (The misconception: "the three do the same".) Logits are divided by the
    temperature, then the likeliest top_k stay, then of these shares the fewest that reach top_p.

    symbols: n different ones, 8 to 128. texts: two, first where the model is sure, then where many will do. logits:
    (2, n). The state's `left` is how many stay after each text. Raises ValueError where they do not fit.
    Source: Holtzman et al. 2020 for top-p, Fan et al. 2018 for top-k.
    """

    FIELDS = {"temperature": Number(0.2, 3), "top_k": Maybe(Whole(1, MOST)), "top_p": Number(0.05, 1),
              "left": Row(Whole(1, MOST), 2, 2)}

    symbols = traitlets.List(traitlets.Unicode()).tag(sync=True)
    texts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    logits = traitlets.List().tag(sync=True)
    goal = traitlets.Int(OPEN).tag(sync=True)

    _esm, _css = front_end("recordable", "explorable", "sampling", parts=("numbers", "slider"))

    def __init__(self, symbols, texts, logits, **task):
        symbols = [VISIBLE.get(symbol, symbol) for symbol in symbols]
        self.symbols = words_of("symbols", symbols, 8, MOST, different=True)
        self.texts = words_of("texts", texts, 2, 2)
        count = len(symbols)
        self.logits = rounded("logits", logits, 2, count)
        super().__init__({"temperature": 1, "top_k": None, "top_p": 1, "left": [count, count]},
                         fields={"top_k": Maybe(Whole(1, count - 1))}, **task)

    def to_record(self, before):
        """The settings, and what they leave here: a model that was trained elsewhere may have left other symbols."""
        self.answer = {**self.answer, "left": self._left(self.answer)}
        return self.answer

    def _left(self, state):
        return [len(shares) for _, shares in self.shares(state)]

    def shares(self, state):
        """After each text: the indices of its symbols, likeliest first, and the shares of those that are left."""
        ways = []
        for logits in self.logits:
            order = sorted(range(len(logits)), key=lambda i: -logits[i])
            kept = softmax([logits[i] / state["temperature"] for i in order][:state["top_k"]])
            count, whole = 1, kept[0]
            while count < len(kept) and (state["top_p"] == 1 or whole < state["top_p"]):
                whole += kept[count]
                count += 1
            ways.append((order, [share / whole for share in kept[:count]]))
        return ways

    def said(self, state):
        after = [f"after “{text}” {plural(len(shares), 'symbol')} can follow, “{self.symbols[order[0]]}” with "
                 f"{percent(shares[0])}, as hard as choosing among {fixed(_among(shares), 1)}"
                 for text, (order, shares) in zip(self.texts, self.shares(state))]
        most = "all" if state["top_k"] is None else state["top_k"]
        met = " The goal is met." if reached(self._left(state)) else ""
        return (f"Temperature {fixed(state['temperature'], 1)}, top-k {most}, top-p {fixed(state['top_p'])}: "
                f"{'; '.join(after)}.{met}")

    def table(self, state):
        return ["after", "can follow", "likeliest", "its share", "as hard as among"], [
            [text, str(len(shares)), self.symbols[order[0]], shares[0], fixed(_among(shares), 1)]
            for text, (order, shares) in zip(self.texts, self.shares(state))]


def reached(left):
    """Whether a single symbol is left after the first text, and enough are after the second."""
    sure, many = left
    return sure == 1 and many >= OPEN


def _among(shares):
    """The perplexity of some shares, whose sum is one."""
    return math.exp(-sum(share * math.log(share) for share in shares if share))
