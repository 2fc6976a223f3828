"""Judge what a notebook records: the answer to a choice, a prediction or an exploration."""
from utils.widgets import choose
from utils.widgets.fields import Number, brief, misfit
from utils.widgets.numbers import written

from .outcomes import outcome_of
from .specification import Exploration, Prediction

ANY_NUMBER = Number(-1e300, 1e300)


def unusable(spec, answer):
    """Why a recorded answer cannot be read, as a sentence; "" if it can."""
    if isinstance(spec, Exploration):
        problem = misfit(spec.figure.FIELDS, answer)
        return f"The recorded answer cannot be read: {problem}." if problem else ""
    if isinstance(spec, Prediction):
        value = answer.get("value") if isinstance(answer, dict) else None
        readable = ANY_NUMBER.admits(value) and (value > 0 or not spec.log)
        return "" if readable else f"The recorded answer {brief(answer)} is not of the form {{'value': number}}."
    problem = choose.misfit(spec.kind, [option.key for option in spec.options], answer)
    return f"The recorded answer cannot be read: {problem}." if problem else ""


def evaluate_recorded(spec, answer):
    """The Outcome of a recorded dict, or of None where nothing is recorded."""
    if answer is None:
        return outcome_of(spec, "not_attempted", "Not answered yet.")
    if problem := unusable(spec, answer):
        return outcome_of(spec, "wrong", problem, "Answer again above, and run the cell with `record`.")
    if isinstance(spec, Prediction):
        return outcome_of(spec, "passed", f"Predicted: {written(answer['value'])} {spec.unit}.")
    if isinstance(spec, Exploration):
        missing = spec.judge(answer)
        return outcome_of(spec, "wrong" if missing else "passed", "Not yet." if missing else "Right.",
                        missing or spec.shows)
    keys, right = [option.key for option in spec.options], [option.key for option in spec.options if option.right]
    passed, explained = choose.verdict(spec.kind, keys, right, answer)
    explanations = [option.explanation for option in spec.options if option.key in explained]
    return outcome_of(spec, "passed" if passed else "wrong", "Right." if passed else "Not right.",
                      " ".join(explanations) or choose.MORE)
