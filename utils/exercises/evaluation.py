"""Try an answer against its specification and say what came of it."""
import dataclasses
import difflib
import functools
import re
import weakref

import torch

from .catalogue import specifications
from .cells import Unfound, definition_in, missing
from .differences import NUMBERS, difference, gradient_difference
from .earlier import earlier
from .mistakes import implementations
from .outcomes import outcome_of
from .recorded import evaluate_recorded
from .runners import InProcess
from .shrinking import ENOUGH, shrink, size
from .specification import Choice, Exploration, Prediction
from .words import kind_of, shapes_of, show
from .worker import NOTEBOOK_ONLY, PRINTED, Built, Foreign, call, plain_torch

KEPT = ("Called with other numbers of the same shapes, it goes by those of an earlier call: something is kept "
        "between the calls. Let each call compute everything from its own inputs.")
VIEWS = ("It fails on views, such as `x.T` or `x[:, 1:]`, whose numbers do not lie side by side in memory; the "
         "lessons give it some. `reshape` works on them, `view` does not.")
REPEATED = ("Called again with the same tensors, when other numbers stood in them before, it gives something else: "
            "something is kept between the calls, in the function or on its inputs. Let each call start afresh.")

LARGE = 500  # numbers in the inputs
LARGEST_SEED = 2**32 - 1  # and one more is taken for what is tried beyond the plain cases


def specification(id):
    """The specification with this id. Raises KeyError, with the nearest ids, if there is none."""
    if id not in specifications:
        near = difflib.get_close_matches(str(id), specifications, n=3) or sorted(specifications)
        raise KeyError(f"there is no exercise {id!r}; did you mean {' or '.join(near)}?")
    return specifications[id]


def evaluate(id, answer, seed=0, runner=None):
    """Try an answer; never raises because of the answer, nor of what the process that runs it writes.

    For an exercise the answer is a function or class, or with a runner the text of a cell that defines it: then
    the definition, and what of the cell it needs, is cut out and loaded. For a choice, a prediction or an
    exploration it is the recorded dict. The seed, of 32 bits, chooses the cases; raises ValueError for a larger one, of
    which torch's generator takes the last 32. Returns an Outcome.
    """
    spec = specification(id)
    if not 0 <= seed < LARGEST_SEED:
        raise ValueError(f"a seed is a number from 0 to {LARGEST_SEED - 1}, not {seed}")
    if isinstance(spec, (Choice, Prediction, Exploration)):
        return evaluate_recorded(spec, answer)
    if runner is None and not callable(answer):
        return outcome_of(spec, "wrong", f"`{id}` is {kind_of(answer)}, not a function.",
                          f"Define it with `def {id}(…):` and give `check` the function itself, without brackets "
                          f"after its name.")
    try:
        answer = definition_in(answer, id) if isinstance(answer, str) else answer
        desk = Desk(spec, runner or InProcess(), answer, earlier(answer, id) if isinstance(answer, str) else [])
        return desk.load() or desk.try_cases(seed)
    except Unfound as reason:
        return outcome_of(spec, "raised", "There is no answer to try.", str(reason))
    except Exception as error:
        return outcome_of(spec, "crashed", "The check itself failed on this answer, which says nothing of it.",
                          error=f"{type(error).__name__}: {error}"[:PRINTED])


class Desk:
    """An answer on the desk: its specification, where it runs, and itself, a definition's text or a function.

    given: what a text may use besides what it defines, as `earlier` has it.
    """

    def __init__(self, spec, runner, answer, given):
        self.spec, self.runner, self.answer, self.given = spec, runner, answer, given

    def load(self):
        """Load the answer anew. Returns None, or the Outcome of an answer that does not load."""
        failed = self.runner.load(self.answer, self.spec.id, self.given)
        return failed and self._failure(failed, "The cell itself does not run.")

    def try_cases(self, seed):
        """The Outcome of the answer on the cases of this seed, and on what is tried for every exercise alike.

        That is: other values of the same shapes, in views that are not contiguous, three times with the same objects,
        and the first call once more at the end.
        """
        cases = _cases(self.spec.cases, seed)
        tried = self._run(cases)
        if len(tried) == len(cases) and self._right(tried):
            beyond = self._run([*_cases(self.spec.cases, seed + 1, beyond=True), cases[0]])
            all_right = f"Right on all {len(cases)} examples"
            if len(beyond) == len(cases) + 1 and self._right(beyond):
                return outcome_of(self.spec, "passed", f"{all_right}.", printed=tried[0][1].printed)
            place = next(i for i, (*_, verdict) in enumerate(beyond) if verdict)
            if reason := self._reason(*beyond[place], tried[place % len(cases)][1]):
                # Where something is kept, one call more would change what comes.
                one = beyond[place] if reason == KEPT else self._smallest(beyond)
                return self._told(one, f"{all_right}, but not always.", reason)
            tried += beyond
        one = next(one for one in tried if one[2])
        if one[2].status not in ("wrong", "raised"):
            return self._told(one, one[2].headline, one[2].diagnosis)
        tally = f"Right on {sum(not verdict for *_, verdict in tried)} of {len(tried)} examples."
        if self._right_afresh(one[0]):
            return self._told(one, tally, KEPT)
        one = self._smallest(tried)
        return self._told(one, tally, self._known(tried) or one[2].diagnosis)

    def _told(self, one, headline, diagnosis):
        """The Outcome of an answer that fails on this one of the tried, which is shown."""
        case, reply, verdict = one
        example = None if verdict.status == "not_attempted" else _example(case, reply, self._expected(case)[0])
        return dataclasses.replace(verdict, headline=headline, diagnosis=diagnosis, example=example)

    def _right_afresh(self, case):
        """Whether an answer that failed on a case is right on it where it is loaded anew, with nothing before it."""
        return isinstance(self.answer, str) and not self.load() and not self._fails(case)

    def _run(self, cases):
        """(case, reply, verdict) of each; nothing more is tried of an answer that is blank, endless or dead.

        Nor is anything large of one that is wrong: it takes long, and small examples say what the mistake is.
        """
        tried = []
        for case in cases:
            if size(case) > LARGE and not self._right(tried):
                break
            tried.append(self._try(case))
            reply = tried[-1][1]
            if reply.timeout or reply.died or self._is_blank(reply):
                break
        return tried

    def _try(self, case):
        """(case, reply, verdict), where the verdict is None if the reply is right."""
        reply = self.runner.call(case, self.spec.seconds)
        return case, reply, self._judge(case, reply)

    @staticmethod
    def _right(tried):
        return not any(verdict for *_, verdict in tried)

    def _reason(self, case, reply, verdict, before):
        """Why an answer fails here that was right on every plain example; "" if the numbers are to blame.

        before: the reply to the example of the same place and shapes, with other numbers.
        """
        if verdict.status == "timeout" or reply.died:
            return ""
        plain = dataclasses.replace(case, views=False, repeat=False)
        if self._fails(plain):
            stale = not reply.raised and _same_value(reply.value, before.value)
            return KEPT if stale or self._right_afresh(plain) else ""
        if self._fails(dataclasses.replace(plain, views=True)):
            return VIEWS
        return verdict.diagnosis if reply.left else REPEATED

    def _fails(self, case):
        return bool(self._try(case)[2])

    def _smallest(self, tried):
        """The smallest example, with its reply and verdict, on which the answer fails as it does on one of `tried`."""
        failed = [one for one in tried if one[2]]
        by_hand = [one for one in failed if size(one[0]) <= ENOUGH]
        case, reply, verdict = one = by_hand[0] if by_hand else min(failed, key=lambda one: size(one[0]))
        if verdict.status not in ("wrong", "raised") or reply.died:  # a process for each smaller one would take long
            return one
        smaller = shrink(case, lambda smaller: self._fails_alike(smaller, verdict))
        if smaller is case:
            return one
        again = self._try(smaller)
        return again if again[2] else one

    def _fails_alike(self, case, verdict):
        """Whether the oracle answers this call, and the answer fails on it as it does in `verdict`."""
        try:
            self._expected(case)
        except RuntimeError:
            return False
        again = self._try(case)[2]
        return bool(again) and _kind(again) == _kind(verdict)

    # One reply against the oracle

    def _judge(self, case, reply):
        """None if the reply is right, else the Outcome that says why not."""
        if reply.raised or reply.timeout:
            return self._failure(reply)
        expected, gradients = self._expected(case)
        problem = difference(reply.value, expected)
        if problem.endswith(NUMBERS):
            broken = (each.sentence for each in self.spec.properties if not each.holds(case, reply.value))
            problem = next(broken, problem)
        if not problem and (reply.changed or reply.left):
            problem = _changes(reply.changed) if reply.changed else _leaves(reply.left)
        if not problem and case.gradient:
            problem = gradient_difference(case, reply.gradients, gradients)
        if problem:
            return outcome_of(self.spec, "wrong", "", problem, printed=reply.printed)
        return None

    def _expected(self, case):
        """What the oracle returns for the case, and the gradients if the case asks for them."""
        if case not in _EXPECTED:
            _EXPECTED[case] = self._ask_oracle(dataclasses.replace(case, views=False, repeat=False))
        return _EXPECTED[case]

    def _ask_oracle(self, case):
        oracle = self.spec.oracle
        # It makes no object to call: the weights are inputs, too.
        called = dataclasses.replace(case, init=None, inputs={**case.inputs, **case.weights}, weights={})
        reply = call(lambda *_: oracle(case), dataclasses.replace(called, gradient=False), 60.0)
        if reply.raised:
            raise RuntimeError(f"the oracle of {self.spec.id} raised {reply.raised.type}: {reply.raised.message}")
        if not case.gradient:
            return reply.value, None

        def differentiable(*values):
            of = {name: given if isinstance(given, Built) else value
                  for (name, given), value in zip(called.inputs.items(), values)}
            return oracle(dataclasses.replace(case, inputs={name: of[name] for name in case.inputs},
                                              weights={name: of[name] for name in case.weights}))

        return reply.value, call(differentiable, called, 60.0).gradients

    def _failure(self, reply, headline=""):
        """The Outcome of a reply that is no value: blank, out of time or, with this headline, raised."""
        spec = self.spec
        if self._is_blank(reply):
            return outcome_of(spec, "not_attempted",
                              "The blank is still there. Your answer goes in the place of the `raise` line.")
        if reply.timeout:
            stopped = f"It was still at work after {spec.seconds:g} seconds, and was stopped."
            if reply.raised:  # the runner's own word
                stopped = f"It was stopped: {reply.raised.message}."
            return outcome_of(spec, "timeout", stopped, "Is there a loop that never ends?", printed=reply.printed)
        raised = reply.raised
        line = {"number": raised.number, "source": raised.source} if raised.source else None
        return outcome_of(spec, "raised", headline, self._raises(raised), line=line,
                          error=f"{raised.type}: {raised.message}".rstrip(": "), printed=reply.printed)

    def _raises(self, raised):
        """What an exception comes from, where its text says so; else an empty sentence."""
        if "numpy()" in raised.message:
            return "Use torch's functions here, not numpy's."
        name = raised.message.split("'")[1] if raised.type == "NameError" and "'" in raised.message else ""
        if name in NOTEBOOK_ONLY:
            what = "a magic or a command of the shell" if name == "get_ipython" else "`display`"
            return f"It uses {what}, which only a notebook has. Take it out of the definition."
        if name and isinstance(self.answer, str) and name in missing(self.answer):
            return (f"It needs `{name}`, which its cell does not define. Later lessons and the grader have only the "
                    f"cell that defines `{self.spec.id}`: put everything it uses into that cell, imports too.")
        return ""

    def _is_blank(self, reply):
        raised = reply.raised
        return bool(raised) and raised.type == "NotImplementedError" and raised.message == self.spec.id

    # Known mistakes

    def _known(self, tried):
        """The sentence of the known mistake that this answer makes; "" if it makes none.

        Such a mistake does the same on every example that came out right, and on more than half of those that did
        not: an answer may have another fault besides. Where all that they share are errors, of which many have the
        same text, it is on nine tenths.
        """
        wrong = sum(verdict is not None for *_, verdict in tried)
        fewest, sentence = wrong + 1, ""  # the fewest wrong examples that a mistake leaves unexplained
        for mistake in self.spec.mistakes:
            for answer in implementations(mistake, self.spec.id):
                unexplained, values = 0, False
                for case, reply, verdict in tried:
                    if not _alike(reply, self._made(answer, case)):
                        unexplained += 1 if verdict else wrong
                    elif verdict and not reply.raised:
                        values = True
                    if unexplained >= min(fewest, (wrong + 1) // 2):
                        break
                else:
                    if values or 10 * unexplained <= wrong:
                        fewest, sentence = unexplained, mistake.sentence
        return sentence

    def _made(self, mistake, case):
        """What a known mistake makes of a case."""
        made = _MADE.setdefault(case, {})
        if mistake not in made:
            made[mistake] = call(mistake, case, self.spec.seconds)
        return made[mistake]


# What does not depend on the answer, kept as long as the cases are: a class of hundreds gets the same.
_EXPECTED = weakref.WeakKeyDictionary()  # of a case, the oracle's results
_MADE = weakref.WeakKeyDictionary()  # of a case, the replies of the known mistakes


@functools.lru_cache(maxsize=32)
def _cases(make, seed, beyond=False):
    """The cases of a seed, large ones last; with `beyond` as they are tried once all plain ones have come out right."""
    with plain_torch():
        cases = make(torch.Generator().manual_seed(seed))
    return [dataclasses.replace(case, views=beyond, repeat=beyond, seed=place)
            for place, case in enumerate(sorted(cases, key=lambda case: size(case) > LARGE))]


def _kind(verdict):
    """How an answer failed, whatever the shapes and numbers were."""
    return verdict.status, re.sub(r"\d+", "", verdict.diagnosis), verdict.error.partition(":")[0]


def _alike(a, b):
    if a.timeout or b.timeout or (_marks(a.changed), a.left) != (_marks(b.changed), b.left):
        return False
    if a.raised or b.raised:
        return bool(a.raised and b.raised) and (a.raised.type, a.raised.message) == (b.raised.type, b.raised.message)
    return _same_value(a.value, b.value) and _same_value(a.gradients, b.gradients)


def _marks(changed):
    """Which inputs an answer changed: by the mark that it left there, or None where it is their numbers."""
    return {name: value.kind if isinstance(value, Foreign) else None for name, value in changed.items()}


def _same_value(a, b):
    if a is None or b is None:
        return a is b
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(_same_value, a, b))
    return type(a) is type(b) and not difference(a, b)


def _changes(changed):
    """What is wrong with changing these inputs, as a sentence."""
    names = " and ".join(f"`{name}`" for name in changed)
    marks = " and ".join(dict.fromkeys(filter(None, _marks(changed).values())))
    if "gradient" in marks:
        return (f"It leaves its mark on {names}, which asks for gradients afterwards or keeps one: in a second call on "
                f"the same tensor they would add up. Work on a copy, `….detach().clone().requires_grad_()`.")
    if marks:
        return f"It leaves its mark on {names}: {marks}. Whoever trains it on goes by that; leave it as it was given."
    return f"It changes {names} in place. Whoever called it still needs the old values: make a new tensor instead."


def _leaves(left):
    """What is wrong with leaving these things changed, as a sentence."""
    return (f"It leaves {' and '.join(left)} changed, by which others still go. Let a call change nothing but what it "
            f"makes itself.")


def _example(case, reply, expected):
    entries = {**(case.init or {}), **case.weights, **case.inputs}
    if reply.raised or reply.timeout:
        got = {"shape": "", "value": "no result in time" if reply.timeout else f"{reply.raised.type}, no result"}
        wanted = _entry(expected)
    else:
        alike = show(reply.value) == show(expected) and difference(reply.value, expected)
        digits = 10 if alike else 4  # so that a small difference can be seen
        got, wanted = _entry(reply.value, digits), _entry(expected, digits)
    after = {name: {"after": show(value)} for name, value in reply.changed.items()}
    return {"input": [{"name": name, **_entry(value), **after.get(name, {})} for name, value in entries.items()],
            "expected": wanted, "got": got}


def _entry(value, digits=4):
    return {"shape": shapes_of(value), "value": show(value, digits)}
