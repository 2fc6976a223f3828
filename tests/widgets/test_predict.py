"""Predictions on a scale."""
import math

import numpy as np
import pytest

from utils.widgets.predict import Predict


def predict(low=0, high=4, unit="nats", answer=None, **options):
    widget = Predict("guess", "How much?", low, high, unit, **options)
    widget.answer = None if answer is None else {"value": answer}
    return widget


def test_there_is_no_answer_before_it_is_given():
    widget = predict()
    assert widget.answer is None and widget.actual is None
    assert widget.text() == "How much?\n  A number from 0.0 to 4.0 nats.\nNo prediction yet."


@pytest.mark.parametrize("options, answer, actual, sentence", [
    ({}, 2.0, 1.69, "You said 2.0 nats, measured 1.7: 0.3 apart."),
    ({}, 1.7, 1.69, "You said 1.7 nats, measured 1.7: the same to this precision."),
    ({}, None, 1.69, "Measured 1.7 nats; no prediction was made."),
    ({}, 2.0, -7.5, "You said 2.0 nats, measured -7.5: 9.5 apart."),
    ({"digits": 3}, 2.0, 1.694, "You said 2.00 nats, measured 1.69: 0.31 apart."),
    ({"high": 1, "unit": ""}, 0.5, 0.42, "You said 0.50, measured 0.42: 0.08 apart."),
    ({"high": 100, "unit": "percent"}, 90.0, 13.5, "You said 90 percent, measured 14: 76 apart."),
    ({"low": 1, "high": 1e4, "unit": "times", "log": True}, 3000.0, 1000.0,
     "You said 3,000 times, measured 1,000: a factor of 3.0 apart."),
    ({"low": 1e-4, "high": 1, "unit": "s", "log": True}, 0.0012, 0.012,
     "You said 0.0012 s, measured 0.012: a factor of 10 apart."),
])
def test_the_sentence(options, answer, actual, sentence):
    widget = predict(answer=answer, **options)
    widget.reveal(actual)
    assert widget.sentence == sentence
    assert sentence in widget.text()


def test_what_the_number_tells_comes_with_it_and_not_before(capsys):
    widget = predict(answer=30.0, high=100, unit="percent", says="The last one hears {value:.0f} % of it.")
    assert "hears" not in widget.text() and not any("hears" in str(value) for value in widget.get_state().values())
    widget.reveal(13.5085)
    assert widget.sentence == "You said 30 percent, measured 14: 16 apart. The last one hears 14 % of it."
    assert capsys.readouterr().out == widget.sentence + "\n"
    widget.answer = None
    assert widget.sentence == "Measured 14 percent; no prediction was made. The last one hears 14 % of it."


def test_the_sentence_follows_an_answer_that_is_restored_later():
    widget = predict()
    widget.reveal(1.7)
    assert widget.status == "Closed without a prediction."
    widget.answer = widget.recorded = {"value": 2.0}
    assert widget.sentence.startswith("You said 2.0 nats") and widget.status == "Recorded."


def test_reveal_takes_numbers_of_other_kinds():
    widget = predict(answer=2.0)
    widget.reveal(np.float32(1.5))
    assert widget.actual == 1.5


@pytest.mark.parametrize("options, message", [
    ({"low": 4}, "guess: low must lie below high, not 4 and 4"),
    ({"log": True}, "guess: a log scale starts above zero, not at 0"),
    ({"digits": 0}, "guess: digits must be at least 1, not 0"),
    ({"high": math.inf}, "high must be a finite number"),
])
def test_a_wrong_scale_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        predict(**options)


@pytest.mark.parametrize("answer", [{"value": math.nan}, {"value": "2"}, {"value": True}, {"value": None},
                                    {"choice": 2.0}, {"value": 2.0, "more": 1}])
def test_an_answer_that_is_no_number_is_refused(answer):
    widget = predict()
    with pytest.raises(ValueError, match="guess"):
        widget.answer = answer


def test_a_log_scale_has_no_zero():
    widget = predict(low=1, high=100, log=True, answer=10.0)
    with pytest.raises(ValueError, match="no place for 0.0"):
        widget.reveal(0)
    assert widget.actual is None
