"""The live loss curve, against a clock that the test moves."""
import json
import math

import pytest

from utils.widgets.training_curve import MOST_POINTS, TrainingCurve


class Clock:
    """Seconds that pass when told, and the names of the traits that were sent meanwhile."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def curve(clock):
    return TrainingCurve({"bigram": 2.46}, "40 s", clock=clock)


def test_the_page_hears_four_times_a_second(curve, clock):
    sent = []
    curve.observe(lambda change: sent.append(change["new"]), "step")
    for step in range(1, 1001):  # ten seconds
        clock.now += 0.01
        curve.update(step, 2.0, fraction=step / 1000)
    assert 38 <= len(sent) <= 40


def test_between_two_syncs_no_trait_is_touched(curve, clock):
    before = curve.get_state()
    clock.now += 0.2
    curve.update(1, 2.0, held_out=2.1, fraction=0.1)
    assert curve.get_state() == before
    clock.now += 0.06
    curve.update(2, 1.0, fraction=0.2)
    assert curve.losses == [[1, 2.0], [2, 1.0]] and curve.held_out == [[1, 2.1]]


def test_a_message_is_shown_at_once(curve):
    curve.update(1, 2.0, message="Compiling.")
    assert curve.message == "Compiling."


def test_points_are_thinned_to_means(curve):
    for step in range(1, 5001):
        curve.update(step, step % 2, fraction=step / 5000)
    curve.finish("Done.")
    assert MOST_POINTS / 2 <= len(curve.losses) <= MOST_POINTS
    assert all(loss == 0.5 for _, loss in curve.losses)
    steps = [step for step, _ in curve.losses]
    assert steps == sorted(steps) and steps[-1] == 5000


def test_the_mean_of_all_points_is_the_mean_of_all_losses(curve):
    for step in range(1, 3201):
        curve.update(step, step / 3200)
    curve.finish("Done.")
    mean = sum(loss for _, loss in curve.losses) / len(curve.losses)
    assert mean == pytest.approx(3201 / 6400)


def test_seconds_left_follow_from_the_fraction(curve, clock):
    assert curve.seconds_left is None
    clock.now += 10
    curve.update(1, 2.0, fraction=0.25)
    assert curve.seconds_left == pytest.approx(30)


def test_finish_sends_what_was_held_back(curve):
    curve.update(1, 2.0, held_out=1.9, fraction=1.0)
    curve.finish("Held-out loss 1.90.")
    assert curve.finished and curve.fraction == 1.0
    assert curve.losses == [[1, 2.0]] and curve.held_out == [[1, 1.9]]
    assert curve.text() == ("step 1, training loss 2.00, held-out loss 1.90 nats per character. "
                            "Held-out loss 1.90.")


def test_text_before_the_first_step(curve):
    assert curve.text() == "step 0."


def test_a_loss_that_is_no_number_can_be_sent(curve, clock):
    clock.now += 1
    curve.update(1, 2.0, fraction=0.1)
    clock.now += 1
    curve.update(2, math.nan, held_out=math.inf, fraction=0.2)
    curve.finish("The loss is no longer a number.")
    json.dumps([curve.losses, curve.held_out], allow_nan=False)
    assert curve.step == 2 and curve.losses == [[1, 2.0]]


def test_what_does_not_fit_is_refused(curve):
    with pytest.raises(ValueError, match="bigram must be a finite number"):
        TrainingCurve({"bigram": math.nan})
    with pytest.raises(ValueError, match="fraction must lie"):
        curve.update(1, 2.0, fraction=1.5)
