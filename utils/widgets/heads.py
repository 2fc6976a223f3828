"""Heads: one width shared among them, what they cost together, and some of them silent."""
import traitlets

from .base import front_end
from .explorable import Explorable
from .fields import Bits, Maybe, OneOf, Whole
from .given import rounded, words_of
from .numbers import fixed, grouped


class Heads(Explorable):
    """The width of a layer shared among its heads, with the bill, and heads to knock out.

    What it teaches: h heads share d_model numbers, d_model / h each, so that h narrow heads multiply as often and
    have as many parameters as one wide head; and a head that is knocked out is silent, but its parameters are
    there. (The misconception: "h heads cost h times more".) The layer is that of Vaswani et al. 2017, section
    3.2.2: W_q, W_k, W_v and W_o, each d_model by d_model, without biases. The number of parameters is not shown;
    the learner says it.

    d_model: the width. words: T of them, 2 to 12. weights: {n_heads: (n_heads, T, T)}, the attention weights of a
    layer with that many heads, for each number of heads to be offered, of which each divides d_model and none is
    above 16. Raises ValueError where they do not fit each other.
    """

    FIELDS = {"n_heads": Whole(1, 16), "off": Bits(1, 16), "parameters": Maybe(Whole(0, 99_999_999))}

    d_model = traitlets.Int().tag(sync=True)
    words = traitlets.List().tag(sync=True)
    offered = traitlets.List().tag(sync=True)
    weights = traitlets.List().tag(sync=True)  # for each of `offered`, (n_heads, T, T)

    _esm, _css = front_end("recordable", "explorable", "heads", parts=("numbers", "slider", "entry"))

    def __init__(self, d_model, words, weights, **task):
        self.words = words_of("words", words, 2, 12)
        if not isinstance(weights, dict) or not all(isinstance(n_heads, int) for n_heads in weights):
            raise ValueError("weights must be a dict, from a number of heads to the weights of a layer with so many")
        self.offered = sorted(weights)
        for n_heads in self.offered:
            if not 1 <= n_heads <= 16 or d_model % n_heads:
                raise ValueError(f"{n_heads} heads cannot share {d_model} numbers: give weights for divisors of "
                                 f"{d_model} up to 16")
        if not self.offered:
            raise ValueError("weights must hold those of at least one number of heads")
        self.d_model, size = d_model, len(self.words)
        self.weights = [rounded(f"weights[{n_heads}]", weights[n_heads], n_heads, size, size)
                        for n_heads in self.offered]
        fewest = self.offered[0]
        super().__init__({"n_heads": fewest, "off": "0" * fewest, "parameters": None},
                         fields={"n_heads": OneOf(tuple(self.offered))}, **task)

    def misfit(self, answer):
        if problem := super().misfit(answer):
            return problem
        if len(answer["off"]) != answer["n_heads"]:
            return f"'off' has a mark for each of {answer['n_heads']} heads, and {answer['off']!r} has not"
        return ""

    def cost(self):
        """Multiplications in the matrix products, for any number of heads: in projections, in scores and blend."""
        size = len(self.words)
        return 4 * size * self.d_model**2, 2 * size**2 * self.d_model

    def said(self, state):
        n_heads, silent, wide = state["n_heads"], state["off"].count("1"), self.d_model
        own, are = wide // n_heads, "is" if silent == 1 else "are"
        shared = (f"{n_heads} heads, each with {own} of the {wide} numbers" if n_heads > 1
                  else f"1 head, with all {wide} numbers")
        quiet = f"{silent} {are} silent, {silent * own} of the {wide} numbers" if silent else "none is silent"
        cost = (f"The layer’s matrix products take {grouped(sum(self.cost()))} multiplications, with any number "
                f"of heads, silent or not.")
        said = "" if state["parameters"] is None else f" You say {grouped(state['parameters'])} parameters."
        return f"{shared}; {quiet}. {cost}{said}"

    def table(self, state):
        width = self.d_model // state["n_heads"]
        heads = self.weights[self.offered.index(state["n_heads"])]
        return ["head", "its numbers", "state", "strongest weight"], [
            [str(head + 1), f"{head * width + 1} to {head * width + width}",
             *(["silent", "none"] if mark == "1" else ["speaks", self._strongest(heads[head])])]
            for head, mark in enumerate(state["off"])]

    def _strongest(self, weights):
        most = max(map(max, weights))
        query = next(place for place, row in enumerate(weights) if most in row)
        return f"{self.words[query]} to {self.words[weights[query].index(most)]}, {fixed(most)}"
