"""Judge what a notebook records: the answer to a choice, a prediction or an exploration."""
from utils.widgets.fields import Number, brief, misfit

from .outcomes import outcome_of
from .specification import Exploration, Prediction

ANY_NUMBER = Number(-1e300, 1e300)
FIELD = {"one": "choice", "many": "choices", "order": "order"}  # what a choice's recorded dict is called by


def unusable(spec, answer):
    """Why a recorded answer cannot be read, as a sentence; "" if it can."""
    if isinstance(spec, Exploration):
        problem = misfit(spec.figure.FIELDS, answer)
        return f"The recorded answer cannot be read: {problem}." if problem else ""
    if isinstance(spec, Prediction):
        value = answer.get("value") if isinstance(answer, dict) else None
        readable = ANY_NUMBER.admits(value) and (value > 0 or not spec.log)
        return "" if readable else f"The recorded answer {brief(answer)} is not of the form {{'value': number}}."
    keys = [option.key for option in spec.options]
    chosen = _chosen(spec, answer)
    known = all(isinstance(key, str) and key in keys for key in chosen) and len(set(chosen)) == len(chosen)
    whole = spec.kind != "order" or len(chosen) == len(keys)
    return "" if known and whole else f"The recorded answer {brief(answer)} does not fit the options {', '.join(keys)}."


def _chosen(spec, answer):
    given = answer.get(FIELD[spec.kind]) if isinstance(answer, dict) else None
    return [given] if spec.kind == "one" or not isinstance(given, list) else given


def evaluate_recorded(spec, answer):
    """The Outcome of a recorded dict, or of None where nothing is recorded."""
    if answer is None:
        return outcome_of(spec, "not_attempted", "Not answered yet.")
    if problem := unusable(spec, answer):
        return outcome_of(spec, "wrong", problem, "Answer again above, and run the cell with `record`.")
    if isinstance(spec, Prediction):
        return outcome_of(spec, "passed", f"Predicted: {answer['value']:g} {spec.unit}.")
    if isinstance(spec, Exploration):
        missing = spec.judge(answer)
        return outcome_of(spec, "wrong" if missing else "passed", "Not yet." if missing else "Right.",
                        missing or spec.shows)
    chosen = _chosen(spec, answer)
    if spec.kind == "order":
        passed = chosen == [option.key for option in spec.options]
    else:
        passed = set(chosen) == {option.key for option in spec.options if option.right}
    explanations = [option.explanation for option in spec.options if option.key in chosen]
    return outcome_of(spec, "passed" if passed else "wrong", "Right." if passed else "Not right.",
                    " ".join(explanations))
