"""A question with given answers: one of them, several of them, or their order."""
import random

import traitlets

from .base import front_end
from .fields import brief
from .recordable import Recordable, Unfit

WORDS = (("not right", "right"), ("not in its place", "in its place"))  # of an option, and of one in an order
MORE = "More of them are right."
FIELD = {"one": "choice", "many": "choices", "order": "order"}  # what an answer of each kind is called by


class Choose(Recordable):
    """A question whose options each have their own explanation, told once an answer is recorded.

    id, prompt: strings; options: dicts with key, text, explanation and right (bool).
    kind "one": exactly one option is right, answer {"choice": key}.
    kind "many": answer {"choices": [keys, in the order of the options]}.
    kind "order": the options are given in their right order and shown in another that depends on id alone;
    `right` is not needed; answer {"order": [keys]}.
    What was recorded before it and was wrong stays with it: {"choice": key, "tries": [keys, the first one first]}.
    A wrong answer is told what is wrong with one of its own options, and not what is right: the page holds no
    other explanation.
    Raises ValueError for fewer than two options, a key used twice, a missing field, an unknown kind, or a
    number of right options that does not fit the kind; and for an answer that does not fit the options.
    """

    VIEW = ("tries",)

    _esm, _css = front_end("recordable", "choose")

    kind = traitlets.Unicode().tag(sync=True)
    options = traitlets.List().tag(sync=True)  # {key, text}, in the order shown
    feedback = traitlets.Dict().tag(sync=True)  # about what was recorded, as `_told` gives it

    def __init__(self, id, prompt, options, kind="one"):
        self._options = {option["key"]: option for option in _checked(id, options, kind)}
        self._right = [key for key, option in self._options.items() if option.get("right")]
        shown = list(self._options)
        if kind == "order":
            shown = _shuffled(shown, id)
        super().__init__(id, prompt=prompt, kind=kind,
                         options=[{"key": key, "text": self._options[key]["text"]} for key in shown])

    @traitlets.validate("answer", "recorded")
    def _fits(self, proposal):
        answer = proposal["value"]
        if answer is None:
            return None
        if problem := misfit(self.kind, self._options, answer):
            raise Unfit(f"{self.id}: {problem}")
        name = FIELD[self.kind]
        tries = answer.get("tries") if proposal["trait"].name == "recorded" else None
        return {name: self._in_order(answer[name]), **({"tries": list(map(self._in_order, tries))} if tries else {})}

    def _in_order(self, given):
        return [key for key in self._options if key in given] if self.kind == "many" else given

    def to_record(self, before):
        name = FIELD[self.kind]
        tries = [*before.get("tries", []), before[name]] if before else []
        if tries and self._in_order(tries[-1]) == self.answer[name]:
            tries.pop()
        wrong = [given for given in tries if not self._verdict({name: given})[0]]
        return {**self.answer, "tries": wrong} if wrong else self.answer

    def _verdict(self, answer):
        return verdict(self.kind, list(self._options), self._right, answer)

    @traitlets.observe("recorded")
    def _explain(self, change):
        self.feedback = {} if change["new"] is None else self._told(change["new"])

    def _told(self, recorded):
        right, keys = self._verdict(recorded)
        remark = "" if right else " ".join([*[MORE] * (not keys), "Choose again, and run the record cell again."])
        return {"right": right, "words": WORDS[self.kind == "order"][right], "remark": remark,
                "explanations": {key: self._options[key]["explanation"] for key in keys}}

    def without_kernel(self):
        """What a page without a kernel is given besides the traits, to tell its reader as `feedback` does."""
        return {"told": [{"key": key, "right": key in self._right, "explanation": option["explanation"]}
                         for key, option in self._options.items()]}

    def _words_of(self, answer):
        given = answer[FIELD[self.kind]]
        return "; ".join(self._options[key]["text"] for key in ([given] if self.kind == "one" else given))

    @property
    def _tried(self):
        tries = (self.recorded or {}).get("tries", [])
        return [self._words_of({FIELD[self.kind]: given}) for given in tries]

    def text(self):
        given = (self.answer or self.recorded or {}).get(FIELD[self.kind], [])
        if self.kind == "order":
            shown = given or [option["key"] for option in self.options]
            lines = [f"  {place}. {self._line(key)}" for place, key in enumerate(shown, 1)]
        else:
            chosen = [given] if self.kind == "one" else given
            box, ticked = ("( )", "(•)") if self.kind == "one" else ("[ ]", "[x]")
            lines = [f"  {ticked if key in chosen else box} {self._line(key)}" for key in self._options]
        tried = [f"Tried before: {' | '.join(self._tried)}"] if self._tried else []
        return "\n".join([self.prompt, *lines, *filter(None, [self.feedback.get("remark")]), *tried, self.status])

    def _line(self, key):
        line = f"{self._options[key]['text']} [{key}]"
        explanation = self.feedback.get("explanations", {}).get(key)
        if explanation is None:
            return line
        return f"{line}\n      {'✓' if self.feedback['right'] else '✗'} {self.feedback['words']}: {explanation}"


def misfit(kind, keys, answer):
    """Why `answer` is none to a question of this kind with these keys, as a sentence; "" if it is one."""
    name = FIELD[kind]
    if not isinstance(answer, dict) or not {name} <= answer.keys() <= {name, "tries"}:
        return f"an answer here has {name!r}, and 'tries' if others came before it; this is {brief(answer)}"
    tries = answer.get("tries", [])
    if not isinstance(tries, list):
        return f"'tries' is a list, not {brief(tries)}"
    unfit = [given for given in (answer[name], *tries) if not _fit(kind, keys, given)]
    return f"{brief(unfit[0])} does not fit the options {', '.join(keys)}" if unfit else ""


def _fit(kind, keys, given):
    given = [given] if kind == "one" else given
    known = isinstance(given, list) and all(isinstance(key, str) and key in keys for key in given)
    return known and len(set(given)) == len(given) and (kind != "order" or len(given) == len(keys))


def verdict(kind, keys, right, answer):
    """Whether an answer that fits is right, and the keys of those of its options that are explained.

    keys: of all options, for "order" in their right order; right: those of the right ones.
    Of a wrong answer that is its first wrong option alone, and none where it only lacks some.
    """
    given = [answer["choice"]] if kind == "one" else answer[FIELD[kind]]
    if kind == "order":
        wrong = [key for key, belongs in zip(given, keys) if key != belongs]
    else:
        wrong = [key for key in keys if key in given and key not in right]
    if wrong:
        return False, wrong[:1]
    whole = kind == "order" or set(given) == set(right)
    return whole, given if whole else []


def _checked(id, options, kind):
    if kind not in FIELD:
        raise ValueError(f"{id}: unknown kind {kind!r}: use one of {', '.join(FIELD)}")
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
