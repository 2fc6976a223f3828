import math
import random

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from utils import training
from utils.training import History, held_out_loss, learning_rate_at, train


@pytest.fixture
def line():
    """A model with one weight and the loss that draws it to 3."""
    torch.manual_seed(0)
    return nn.Linear(1, 1, bias=False), lambda model: (model.weight - 3).square().mean()


def test_seeds_make_everything_repeat():
    def draw():
        generator = training.set_seed(7)
        torches = torch.rand(1).item(), torch.rand(1, generator=generator).item()
        return random.random(), np.random.rand(), *torches

    first = draw()
    assert draw() == first
    training.set_seed(8)
    assert random.random() != first[0]
    assert first[2] == first[3]


def test_device_is_one_that_torch_can_use():
    assert torch.ones(2, device=training.device()).sum().item() == 2
    assert (training.device().type == "cuda") == torch.cuda.is_available()


def test_the_rate_rises_shortly_and_falls_to_nothing():
    rates = [learning_rate_at(i / 1000, 0.5) for i in range(1001)]
    assert rates[0] == 0 and rates[-1] == 0
    assert max(rates) == pytest.approx(0.5) and rates.index(max(rates)) == 50
    assert all(a < b for a, b in zip(rates[:50], rates[1:51], strict=True))
    assert all(a > b for a, b in zip(rates[50:-1], rates[51:], strict=True))


def test_a_budget_of_steps_is_kept_exactly_and_learns(line, capsys):
    model, loss_on_batch = line
    history = train(model, loss_on_batch, steps=137, learning_rate=0.2)
    assert isinstance(history, History)
    assert history.steps == len(history.losses) == 137
    assert history.losses[0] > 1 and history.losses[-1] < 1e-2
    assert not history.interrupted and history.seconds > 0
    assert "137 steps" in history.message
    assert history.message in capsys.readouterr().out


def test_the_last_steps_are_next_to_nothing(line):
    model, _ = line
    weights = []

    def slope(model):
        weights.append(model.weight.item())
        return model.weight.sum()  # a constant gradient, so that AdamW's step is the learning rate

    train(model, slope, steps=100, learning_rate=0.1)
    moves = [a - b for a, b in zip(weights, weights[1:], strict=False)]
    assert max(moves) == pytest.approx(0.1, rel=0.05)
    assert moves[0] == pytest.approx(0, abs=1e-6) and moves[-1] < 0.003


@pytest.mark.parametrize("steps", [0, -3])
def test_a_budget_of_no_steps_is_refused(line, steps):
    with pytest.raises(ValueError, match=f"at least one step, not {steps}"):
        train(*line, learning_rate=0.1, steps=steps)


def test_a_busy_machine_trains_the_same_model(line, monkeypatch):
    """The clock decides nothing: with a stall in the middle the losses are the same to the last bit."""
    model, loss_on_batch = line
    start = model.weight.detach().clone()
    quiet = train(model, loss_on_batch, steps=30, learning_rate=0.1, evaluate=lambda model: 0.0)
    clock = iter([0.0, *[1.0] * 9, *[500.0] * 1000])
    monkeypatch.setattr(training.time, "perf_counter", lambda: next(clock))
    with torch.no_grad():
        model.weight.copy_(start)
    busy = train(model, loss_on_batch, steps=30, learning_rate=0.1, evaluate=lambda model: 0.0)
    assert busy.losses == quiet.losses and busy.held_out == quiet.held_out


@pytest.mark.parametrize("seconds_a_step, said", [
    (0.25, "This takes about 25 s here."),
    (0.6, "This takes about 60 s here."),
    (0.7, "takes about 1 minute here, and comes to the same model"),
    (1.8, "takes about 3 minutes here, and comes to the same model"),
])
def test_it_is_foretold_once_how_long_it_takes_here(line, monkeypatch, capsys, seconds_a_step, said):
    model, loss_on_batch = line
    now = [0.0]
    monkeypatch.setattr(training.time, "perf_counter", lambda: now[0])

    def slow(model):
        now[0] += seconds_a_step
        return loss_on_batch(model)

    train(model, slow, steps=100, learning_rate=0.1)
    lines = capsys.readouterr().out.splitlines()
    (place,) = [i for i, words in enumerate(lines) if said in words]
    assert place <= 1, "it comes with the first steps"
    assert ("keeps what it has learned" in lines[place]) == (100 * seconds_a_step > 60)


def test_a_short_training_foretells_nothing(line, capsys):
    train(*line, steps=5, learning_rate=0.1)
    assert "here." not in capsys.readouterr().out


def test_seconds_are_of_the_processor(line, monkeypatch):
    work = iter([3.0, 10.5])
    monkeypatch.setattr(training.time, "process_time", lambda: next(work))
    assert train(*line, steps=5, learning_rate=0.1).seconds == 7.5


def test_the_same_seed_trains_the_same_model():
    def run(seed):
        generator = training.set_seed(seed)
        model = nn.Linear(4, 1)

        def loss_on_batch(model):
            x = torch.randn(8, 4, generator=generator)
            return (model(x) - x.sum(-1, keepdim=True)).square().mean()

        return train(model, loss_on_batch, steps=20, learning_rate=0.01).losses

    assert run(1) == run(1) != run(2)


def test_held_out_data_is_looked_at_evenly_and_at_the_end(line):
    model, loss_on_batch = line
    modes = []

    def evaluate(model):
        modes.append(model.training)
        return model.weight.item()

    history = train(model, loss_on_batch, steps=50, learning_rate=0.1, evaluate=evaluate, evaluations=5)
    assert [step for step, _ in history.held_out] == [10, 20, 30, 40, 50]
    assert history.held_out[-1][1] == model.weight.item()
    assert modes == [False] * 5
    assert not model.training


def test_the_model_learns_in_training_mode(line):
    model, loss_on_batch = line
    model.eval()
    modes = []

    def watched(model):
        modes.append(model.training)
        return loss_on_batch(model)

    train(model, watched, steps=6, learning_rate=0.1, evaluate=lambda model: 0.0, evaluations=3)
    assert modes == [True] * 6


@pytest.mark.parametrize("where", ["loss", "evaluate"])
def test_an_interrupt_stops_cleanly_and_keeps_what_was_learned(line, where, capsys):
    model, loss_on_batch = line
    calls = []

    def interrupted(model):
        calls.append(model.weight.item())
        if len(calls) == 8:
            raise KeyboardInterrupt
        return loss_on_batch(model)

    looks = {"evaluate": interrupted, "evaluations": 20} if where == "evaluate" else {}
    history = train(model, loss_on_batch if looks else interrupted, steps=20, learning_rate=0.5, **looks)
    assert history.interrupted
    assert history.steps == (7 if where == "loss" else 8)
    assert len(history.losses) == history.steps
    assert abs(model.weight.item() - 3) < abs(calls[0] - 3)
    assert model.weight.item() == calls[-1]
    assert "Interrupted" in history.message and "keeps what it has learned" in history.message
    assert history.message in capsys.readouterr().out
    assert not model.training


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_loss_that_is_no_number_stops_before_it_does_harm(line, bad):
    model, loss_on_batch = line
    weights = []

    def breaks(model):
        weights.append(model.weight.item())
        loss = loss_on_batch(model)
        return loss * bad if len(weights) == 5 else loss

    history = train(model, breaks, steps=50, learning_rate=0.25, evaluate=lambda model: 0.0, evaluations=1)
    assert history.steps == 4 and len(history.losses) == 4
    assert not history.interrupted
    for words in ("step 5", "Lower the learning rate", "0.25"):
        assert words in history.message
    assert model.weight.item() == weights[-1] and math.isfinite(weights[-1])
    assert history.held_out == []


def test_a_gradient_that_is_no_number_stops_too():
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    history = train(model, lambda model: model.weight.abs().sqrt().sum(), steps=9, learning_rate=0.1)
    assert history.steps == 0 and "step 1" in history.message
    assert model.weight.item() == 0


def test_optimizers_follow_the_schedule_each_from_its_own_peak():
    model = nn.Linear(1, 1)
    steep, gentle = torch.optim.SGD([model.weight], lr=0.4), torch.optim.SGD([model.bias], lr=0.1)
    rates = []

    def watched(model):
        rates.append((steep.param_groups[0]["lr"], gentle.param_groups[0]["lr"]))
        return (model.weight - 3).square().mean() + (model.bias - 3).square().mean()

    history = train(model, watched, steps=100, optimizers=[steep, gentle])
    assert rates[6] == pytest.approx((learning_rate_at(0.05, 0.4), learning_rate_at(0.05, 0.1)))
    assert max(rates)[0] == pytest.approx(0.4)
    assert history.losses[-1] < history.losses[0] / 100


@pytest.mark.parametrize("both", [True, False])
def test_either_a_rate_or_optimizers(line, both):
    given = {"learning_rate": 0.1, "optimizers": [torch.optim.SGD(line[0].parameters(), lr=0.1)]} if both else {}
    with pytest.raises(ValueError, match="either learning_rate"):
        train(*line, steps=3, **given)


def test_long_gradients_are_shortened():
    model = nn.Linear(2, 1, bias=False)
    norms = []
    model.weight.register_post_accumulate_grad_hook(lambda weight: norms.append(weight.grad))
    train(model, lambda model: (model.weight * torch.tensor([3e4, 4e4])).sum(), steps=1, learning_rate=0.1)
    torch.testing.assert_close(norms[0], torch.tensor([[0.6, 0.8]]))


def test_errors_of_the_learner_are_not_swallowed(line):
    with pytest.raises(KeyError, match="mine"):
        train(line[0], lambda model: {}["mine"], steps=3, learning_rate=0.1)


def test_where_there_is_a_notebook_the_curve_is_a_widget(line, monkeypatch, capsys):
    class Notebook:
        kernel = object()

    shown = []
    monkeypatch.setattr(training, "get_ipython", Notebook)
    monkeypatch.setattr(training, "display", shown.append)
    history = train(*line, steps=30, learning_rate=0.1, evaluate=lambda model: 2.5, evaluations=3,
                    levels={"bigram": 2.47}, unit="nats")
    (curve,) = shown
    assert isinstance(curve, training.TrainingCurve)
    assert curve.levels == {"bigram": 2.47} and curve.budget == "30 steps" and curve.unit == "nats"
    assert curve.held_out == [[10, 2.5], [20, 2.5], [30, 2.5]]
    assert curve.finished and curve.fraction == 1 and curve.message == history.message
    assert capsys.readouterr().out == ""


def test_in_a_terminal_a_line_is_printed_now_and_then(line, capsys):
    train(*line, steps=1000, learning_rate=0.1)
    lines = capsys.readouterr().out.splitlines()
    assert 9 <= len(lines) <= 12
    assert "step 100" in lines[0] and "loss" in lines[0]


def test_the_held_out_loss_is_the_mean_over_every_character():
    torch.manual_seed(0)
    ids = torch.randint(5, (400,))
    table = F.log_softmax(torch.randn(5, 5), dim=-1)
    starts = [0, 98, 196, 294]
    score = held_out_loss(lambda inputs: table[inputs], ids, length=105, windows=4)
    expected = torch.stack([-table[ids[s + t], ids[s + t + 1]] for s in starts for t in range(105)]).mean()
    assert score == pytest.approx(expected.item(), rel=1e-5)


def test_guessing_evenly_costs_the_logarithm_of_the_number_of_characters():
    ids = torch.randint(68, (5000,), generator=torch.Generator().manual_seed(1))
    score = held_out_loss(lambda inputs: torch.zeros(*inputs.shape, 68), ids)
    assert score == pytest.approx(math.log(68), rel=1e-5)


def test_held_out_stretches_reach_from_the_first_to_the_last_character():
    ids, seen = torch.arange(1000), []

    def model(inputs):
        seen.append(inputs)
        assert not torch.is_grad_enabled()
        return torch.zeros(*inputs.shape, 1000)

    first = held_out_loss(model, ids, length=10, windows=300)
    inputs = torch.cat(seen)
    assert inputs.shape == (300, 10)
    assert inputs.min() == 0 and inputs.max() == 998
    assert held_out_loss(model, ids, length=10, windows=300) == first
    assert torch.equal(torch.cat(seen[len(seen) // 2:]), inputs)


def test_a_better_model_scores_lower():
    ids = torch.arange(3000) % 7
    knows = 9.0 * F.one_hot((torch.arange(7) + 1) % 7, 7)
    assert held_out_loss(lambda inputs: knows[inputs], ids) < 0.01
    assert held_out_loss(lambda inputs: -knows[inputs], ids) > 9


def test_a_text_shorter_than_a_stretch_is_refused():
    with pytest.raises(ValueError, match="more than the 64"):
        held_out_loss(lambda inputs: inputs, torch.zeros(64, dtype=torch.long))
