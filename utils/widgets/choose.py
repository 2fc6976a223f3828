"""A question with given answers: one of them, several of them, or their order."""
import random

import traitlets

from .base import front_end
from .recordable import Recordable, Unfit

KINDS = ("one", "many", "order")


class Choose(Recordable):
    """A question whose options each have their own explanation, shown once the answer is recorded.

    id, prompt: strings; options: dicts with key, text, explanation and right (bool).
    kind "one": exactly one option is right, answer {"choice": key}.
    kind "many": answer {"choices": [keys, in the order of the options]}.
    kind "order": the options are given in their right order and shown in another that depends on id alone;
    `right` is not needed; answer {"order": [keys]}.
    The page holds no explanation and not which option is right until the answer is recorded.
    Raises ValueError for fewer than two options, a key used twice, a missing field, an unknown kind, or a
    number of right options that does not fit the kind; and for an answer that does not fit the options.
    """

    _esm, _css = front_end("recordable", "choose")

    kind = traitlets.Unicode().tag(sync=True)
    options = traitlets.List().tag(sync=True)  # {key, text}, in the order shown
    feedback = traitlets.Dict().tag(sync=True)  # key -> {right, explanation, words}, about what was recorded

    def __init__(self, id, prompt, options, kind="one"):
        self._options = {option["key"]: option for option in _checked(id, options, kind)}
        shown = list(self._options)
        if kind == "order":
            shown = _shuffled(shown, id)
        super().__init__(id, prompt=prompt, kind=kind,
                         options=[{"key": key, "text": self._options[key]["text"]} for key in shown])

    @traitlets.validate("answer", "recorded")
    def _fits(self, proposal):
        answer = proposal["value"]
        if answer is not None and not self._is_answer(answer):
            raise Unfit(f"{answer!r} is no answer to {self.id!r}, "
                             f"whose options are {', '.join(self._options)}")
        if answer is not None and self.kind == "many":
            answer = {"choices": [key for key in self._options if key in answer["choices"]]}
        return answer

    def _is_answer(self, answer):
        name, keys = {"one": "choice", "many": "choices", "order": "order"}[self.kind], list(self._options)
        if set(answer) != {name}:
            return False
        given = [answer[name]] if self.kind == "one" else answer[name]
        if not isinstance(given, list) or any(given.count(key) > 1 or key not in keys for key in given):
            return False
        return self.kind != "order" or len(given) == len(keys)

    @traitlets.observe("recorded")
    def _explain(self, change):
        self.feedback = {} if change["new"] is None else dict(self._feedback(change["new"]))

    def _words_of(self, answer):
        (given,) = answer.values()
        return "; ".join(self._options[key]["text"] for key in ([given] if self.kind == "one" else given))

    def _feedback(self, recorded):
        if self.kind == "order":
            for place, (key, right_key) in enumerate(zip(recorded["order"], self._options), 1):
                belongs = list(self._options).index(key) + 1
                yield key, {"right": key == right_key, "explanation": self._options[key]["explanation"],
                            "words": "in its place" if place == belongs else f"belongs in place {belongs}"}
            return
        chosen = [recorded["choice"]] if self.kind == "one" else recorded["choices"]
        for key, option in self._options.items():
            if key in chosen:
                yield key, {"right": option["right"], "explanation": option["explanation"],
                            "words": "right" if option["right"] else "not right"}
            elif option["right"]:
                yield key, {"right": True, "explanation": "", "words": "this one is right"}

    def text(self):
        lines = [self.prompt]
        if self.kind == "order":
            given = (self.answer or self.recorded or {}).get("order")
            shown = given or [option["key"] for option in self.options]
            lines += [f"  {place}. {self._line(key)}" for place, key in enumerate(shown, 1)]
        else:
            answer = self.answer or self.recorded or {}
            chosen = answer.get("choices", [answer.get("choice")])
            box, ticked = ("( )", "(•)") if self.kind == "one" else ("[ ]", "[x]")
            lines += [f"  {ticked if key in chosen else box} {self._line(key)}" for key in self._options]
        return "\n".join([*lines, self.status])

    def _line(self, key):
        said = self.feedback.get(key)
        line = f"{self._options[key]['text']} [{key}]"
        if said is None:
            return line
        verdict = f"{'✓' if said['right'] else '✗'} {said['words']}"
        return f"{line}\n      {verdict}" + (f": {said['explanation']}" if said["explanation"] else "")


def _checked(id, options, kind):
    if kind not in KINDS:
        raise ValueError(f"{id}: unknown kind {kind!r}: use one of {', '.join(KINDS)}")
    if len(options) < 2:
        raise ValueError(f"{id}: a choice needs at least two options, not {len(options)}")
    needed = {"key", "text", "explanation"} | ({"right"} if kind != "order" else set())
    for option in options:
        if not needed <= set(option):
            raise ValueError(f"{id}: an option lacks {', '.join(sorted(needed - set(option)))}: {option}")
    keys = [option["key"] for option in options]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise ValueError(f"{id}: these keys stand for two options: {', '.join(sorted(twice))}")
    right = sum(bool(option["right"]) for option in options) if kind != "order" else None
    if kind == "one" and right != 1:
        raise ValueError(f"{id}: one option must be right, not {right}; several need kind=\"many\"")
    if kind == "many" and right == 0:
        raise ValueError(f"{id}: no option is right")
    return options


def _shuffled(keys, seed):
    """The keys in an order that `seed` alone decides, and that is not the given one."""
    shuffled = list(keys)
    rng = random.Random(seed)
    while shuffled == keys:
        rng.shuffle(shuffled)
    return shuffled
