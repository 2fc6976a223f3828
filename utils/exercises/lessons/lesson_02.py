"""Lesson 02, two costs: how far a gradient reaches, what is recalled, and gradients kept short."""
import inspect
import math

import torch
from torch import nn

from utils.widgets import Fading, StepClock
from utils.widgets.numbers import significant
from utils.widgets.step_clock import done_at

from ..specification import (
    Choice,
    Exercise,
    Exploration,
    Lesson,
    Mistake,
    NearMiss,
    Option,
    Prediction,
    Property,
    Term,
)
from ..worker import Built, Case, load

# gradient_by_distance ------------------------------------------------------------------------------------


def _make_reader(W_x, W_h):
    def model(inputs):
        h, outputs = inputs.new_zeros(len(inputs), len(W_h)), []
        for t in range(inputs.shape[1]):
            h = torch.tanh(inputs[:, t] @ W_x + h @ W_h)
            outputs.append(h)
        return torch.stack(outputs, 1)
    return model


def _make_mixer(shares, W):
    def model(inputs):  # every place reads every other one, and none fades with distance
        return torch.sin(torch.einsum("ts,bsd->btd", shares, inputs) @ W)
    return model


def _distance_cases(generator):
    def random(*shape, dtype, scale=1.0):
        return torch.randn(*shape, generator=generator, dtype=dtype) * scale

    def reader(B, T, d_in, d_out, dtype=torch.float32):
        weights = {"W_x": random(d_in, d_out, dtype=dtype, scale=0.6),
                   "W_h": random(d_out, d_out, dtype=dtype, scale=0.5)}
        return Case({"model": Built(inspect.getsource(_make_reader), "_make_reader", weights),
                     "inputs": random(B, T, d_in, dtype=dtype)})

    def mixer(B, T, d_in, d_out, dtype=torch.float32):
        weights = {"shares": random(T, T, dtype=dtype, scale=0.5),
                   "W": random(d_in, d_out, dtype=dtype, scale=0.6)}
        return Case({"model": Built(inspect.getsource(_make_mixer), "_make_mixer", weights),
                     "inputs": random(B, T, d_in, dtype=dtype)})

    fixed = Case({"model": Built(inspect.getsource(_make_reader), "_make_reader",
                                 {"W_x": torch.tensor([[0.5, -0.4]]),
                                  "W_h": torch.tensor([[0.8, 0.3], [-0.2, 0.6]])}),
                  "inputs": torch.tensor([[[1.0], [-0.5], [0.5]]])})
    return [fixed, reader(2, 4, 3, 5), mixer(3, 5, 2, 4, torch.float64), reader(5, 3, 4, 2, torch.float64),
            mixer(4, 6, 3, 2), reader(2, 1, 3, 4), reader(3, 6, 5, 4)]


def _distance_oracle(case):
    """The whole Jacobian of the texts' results, of which a text's own inputs are the diagonal."""
    built, inputs = case.inputs.values()
    model = load(built.source, built.name)(**built.values)
    slopes = torch.autograd.functional.jacobian(lambda x: model(x)[:, -1].sum(1), inputs)  # (B, B, T, d_in)
    norms = slopes.square().sum(3).sqrt()  # (B, B, T)
    return torch.stack([norms[b, b] for b in range(len(inputs))]).mean(0).flip(0)


def _distance_not_turned(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope.norm(dim=2).mean(0)


def _distance_of_all_outputs(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x).sum(), x)
    return slope.norm(dim=2).mean(0).flip(0)


def _distance_of_first_output(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, 0].sum(), x, allow_unused=True)
    return slope.norm(dim=2).mean(0).flip(0)


def _distance_of_last_text(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[-1].sum(), x)
    return slope.norm(dim=2).mean(0).flip(0)


def _distance_of_one_number(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1, -1].sum(), x)
    return slope.norm(dim=2).mean(0).flip(0)


def _distance_of_first_number(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1, 0].sum(), x)
    return slope.norm(dim=2).mean(0).flip(0)


def _distance_of_mean(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].mean(), x)
    return slope.norm(dim=2).mean(0).flip(0)


def _distance_divided_twice(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(1).mean(), x)
    return slope.norm(dim=2).mean(0).flip(0)


def _distance_of_norm(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].norm(dim=1).sum(), x)
    return slope.norm(dim=2).mean(0).flip(0)


def _distance_of_squares(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].square().sum(), x)
    return slope.norm(dim=2).mean(0).flip(0)


def _distance_over_all_texts(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope.norm(dim=(0, 2)).flip(0)


def _distance_added_over_texts(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope.norm(dim=2).sum(0).flip(0)


def _distance_mean_before_norm(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope.mean(0).norm(dim=1).flip(0)


def _distance_first_text_only(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope[0].norm(dim=1).flip(0)


def _distance_for_each_text(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope.norm(dim=2).flip(1)


def _distance_absolute(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope.abs().sum(2).mean(0).flip(0)


def _distance_mean_absolute(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope.abs().mean((0, 2)).flip(0)


def _distance_squared(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope.square().sum(2).mean(0).flip(0)


def _distance_along_time(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope.norm(dim=1).mean(0)


def _distance_plain_sum(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope.sum(2).mean(0).flip(0)


def _distance_as_shares(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    norms = slope.norm(dim=2).mean(0).flip(0)
    return norms / norms[0]


def _distance_list(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope.norm(dim=2).mean(0).flip(0).tolist()


def _distance_unasked(model, inputs):
    slope, = torch.autograd.grad(model(inputs)[:, -1].sum(), inputs)
    return slope.norm(dim=2).mean(0).flip(0)


def _distance_of_many(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope, = torch.autograd.grad(model(x)[:, -1], x)
    return slope.norm(dim=2).mean(0).flip(0)


def _distance_of_tuple(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    slope = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return slope.norm(dim=2).mean(0).flip(0)


def _distance_of_a_module(model, inputs):
    model.zero_grad()
    x = inputs.detach().clone().requires_grad_()
    model(x)[:, -1].sum().backward()
    return x.grad.norm(dim=2).mean(0).flip(0)


# right answers written differently


def _distance_by_backward(model, inputs):
    x = inputs.clone().requires_grad_()
    model(x)[:, -1].sum().backward()
    return x.grad.norm(dim=-1).mean(dim=0).flip(0)


def _distance_on_the_inputs_themselves(model, inputs):
    inputs.requires_grad_()
    model(inputs)[:, -1].sum().backward()
    norms = (inputs.grad**2).sum(-1) ** 0.5
    return torch.stack([norms[:, -1 - distance].mean() for distance in range(inputs.shape[1])])


def _distance_text_by_text(model, inputs):
    total = 0
    for text in inputs:
        x = text.clone().requires_grad_()
        last = model(x[None])[0, -1]
        slope = torch.autograd.grad(last, x, grad_outputs=torch.ones_like(last))[0]
        total = total + torch.linalg.vector_norm(slope, dim=1)
    return total.flip(0) / len(inputs)


GRADIENT_BY_DISTANCE = Exercise(
    id="gradient_by_distance", title="How far back a gradient reaches", points=4, minutes=15, difficulty=3,
    hints=(
        "Gradients are kept for tensors that ask for them: `x = inputs.detach().clone().requires_grad_()` is a copy "
        "that does.",
        "Add up all numbers of the last output, `model(x)[:, -1].sum()`, and ask for the gradient of that: "
        "`slope, = torch.autograd.grad(…, x)`. It has the shape of x, (B, T, d_in).",
        "Take the norm over d_in, then the mean over the texts. What is left has one number a place, the first place "
        "first; `flip(0)` turns it round, so that distance 0, the last place, comes first.",
    ),
    cases=_distance_cases,
    oracle=_distance_oracle,
    properties=(Property(lambda case, value: bool((value >= 0).all()), "A norm is never negative; one of yours is."),),
    mistakes=(
        Mistake(_distance_not_turned, "It begins with the first symbol. Distance 0 is the last symbol, so turn the "
                                      "row round with `flip(0)`."),
        Mistake(_distance_of_all_outputs, "It adds up all outputs. Only the last one counts: `model(x)[:, -1]`."),
        Mistake(_distance_of_first_output, "It takes the first output, which has read one symbol. Take the last: "
                                           "`model(x)[:, -1]`."),
        Mistake(_distance_of_last_text, "`model(x)[-1]` is the last text. The last output of each text is "
                                        "`model(x)[:, -1]`."),
        Mistake(_distance_of_one_number, "It takes the gradient of the last number of the last output. Add up all its "
                                         "numbers."),
        Mistake(_distance_of_first_number, "It takes the gradient of the first number of the last output. Add up all "
                                           "its numbers."),
        Mistake(_distance_of_mean, "It takes the gradient of the mean of the last outputs. Take that of their sum; the "
                                   "mean over the texts comes at the end."),
        Mistake(_distance_divided_twice, "The mean over the texts is taken twice, before the gradient and after it. "
                                         "Once, at the end."),
        Mistake(_distance_of_norm, "It takes the gradient of the norm of the last output. Take that of the sum of its "
                                   "numbers; the norm is of the gradient."),
        Mistake(_distance_of_squares, "It takes the gradient of the sum of squares. Take that of the sum of the "
                                      "numbers themselves."),
        Mistake(_distance_over_all_texts, "It takes one norm over all texts together, which grows with their number. "
                                          "Take each text's norm, then the mean."),
        Mistake(_distance_added_over_texts, "The norms are added over the texts. Take their mean, so that batches of "
                                            "any size compare."),
        Mistake(_distance_mean_before_norm, "It takes the mean of the gradients and then the norm: texts cancel each "
                                            "other out. Take the norm of each first."),
        Mistake(_distance_first_text_only, "Only the first text counts here. Take the mean over all texts."),
        Mistake(_distance_for_each_text, "There is a row for each text. Take the mean over the texts: one number a "
                                         "distance."),
        Mistake(_distance_absolute, "It adds up absolute values. The norm is the root of the sum of squares: "
                                    "`norm(dim=2)`."),
        Mistake(_distance_mean_absolute, "It is the mean absolute value. The norm is the root of the sum of squares: "
                                         "`norm(dim=2)`."),
        Mistake(_distance_squared, "These are the squares of the norms. The root is missing."),
        Mistake(_distance_along_time, "The norm runs along the text (axis 1). It must run over the numbers of one "
                                      "symbol: the last axis."),
        Mistake(_distance_plain_sum, "It adds the numbers of the gradient, so that plus and minus cancel. Take their "
                                     "norm."),
        Mistake(_distance_as_shares, "It is divided by the norm at distance 0. Give the norms themselves."),
        Mistake(_distance_list, "It returns a list. Return the tensor."),
        Mistake(_distance_unasked, "Nobody asked for gradients with respect to the inputs. Make a copy that does: "
                                   "`x = inputs.detach().clone().requires_grad_()`, and give that to the model."),
        Mistake(_distance_of_many, "A gradient is taken of one number. Add up the last output first: `.sum()`."),
        Mistake(_distance_of_tuple, "`torch.autograd.grad` returns a tuple, here of one. Take it out: `slope, = …`."),
        Mistake(_distance_of_a_module, "The model may be any function, not only a module. Leave out `zero_grad()`: "
                                       "`torch.autograd.grad` leaves nothing behind."),
    ),
    alternatives=(_distance_by_backward, _distance_on_the_inputs_themselves, _distance_text_by_text),
)

# recall_accuracy -----------------------------------------------------------------------------------------


def _make_guesser(table):
    def model(inputs):  # (B, T) ids to (B, T, V) logits
        return table[inputs].cumsum(1)
    return model


def _recall_cases(generator):
    def case(B, T, n_ids, V, dtype=torch.float32, right=0.6):
        table = torch.randn(n_ids, V, generator=generator, dtype=dtype)
        inputs = torch.randint(n_ids, (B, T), generator=generator)
        guessed = _make_guesser(table)(inputs)[:, -1].argmax(-1)
        others = torch.randint(V, (B,), generator=generator)
        targets = torch.where(torch.rand(B, generator=generator) < right, guessed, others)
        return Case({"model": Built(inspect.getsource(_make_guesser), "_make_guesser", {"table": table}),
                     "inputs": inputs, "targets": targets})

    fixed = Case({"model": Built(inspect.getsource(_make_guesser), "_make_guesser",
                                 {"table": torch.tensor([[2.0, 0.0], [0.0, 1.0], [-1.0, 0.5]])}),
                  "inputs": torch.tensor([[1, 2], [0, 1], [0, 2]]), "targets": torch.tensor([1, 0, 1])})
    return [fixed, case(61, 4, 7, 5), case(47, 3, 9, 4, torch.float64),
            case(83, 6, 5, 3), case(5, 2, 4, 30, right=1.0), case(71, 5, 6, 8)]


def _recall_oracle(case):
    """Counted by hand, a text at a time."""
    built, inputs, targets = case.inputs.values()
    logits = load(built.source, built.name)(**built.values)(inputs)[:, -1].tolist()
    right = [max(range(len(row)), key=row.__getitem__) == target
             for row, target in zip(logits, targets.tolist())]
    return 100.0 * sum(right) / len(right)


def _recall_share(model, inputs, targets):
    return (model(inputs)[:, -1].argmax(-1) == targets).float().mean().item()


def _recall_tensor(model, inputs, targets):
    return 100 * (model(inputs)[:, -1].argmax(-1) == targets).float().mean()


def _recall_share_tensor(model, inputs, targets):
    return (model(inputs)[:, -1].argmax(-1) == targets).float().mean()


def _recall_integers(model, inputs, targets):
    return (model(inputs)[:, -1].argmax(-1) == targets).mean().item() * 100


def _recall_count(model, inputs, targets):
    return (model(inputs)[:, -1].argmax(-1) == targets).sum().item()


def _recall_errors(model, inputs, targets):
    return 100 * (model(inputs)[:, -1].argmax(-1) != targets).float().mean().item()


def _recall_first_place(model, inputs, targets):
    return 100 * (model(inputs)[:, 0].argmax(-1) == targets).float().mean().item()


def _recall_before_the_request(model, inputs, targets):
    return 100 * (model(inputs)[:, -2].argmax(-1) == targets).float().mean().item()


def _recall_everywhere(model, inputs, targets):
    return 100 * (model(inputs).argmax(-1) == targets[:, None]).float().mean().item()


def _recall_not_lined_up(model, inputs, targets):
    return 100 * (model(inputs).argmax(-1) == targets).float().mean().item()


def _recall_anywhere(model, inputs, targets):
    return 100 * (model(inputs).argmax(-1) == targets[:, None]).any(1).float().mean().item()


def _recall_added_along_the_text(model, inputs, targets):
    return 100 * (model(inputs).sum(1).argmax(-1) == targets).float().mean().item()


def _recall_over_texts(model, inputs, targets):
    return 100 * (model(inputs)[:, -1].argmax(0) == targets).float().mean().item()


def _recall_last_text(model, inputs, targets):
    return 100 * (model(inputs)[-1].argmax(-1) == targets).float().mean().item()


def _recall_over_everything(model, inputs, targets):
    return 100 * (model(inputs)[:, -1].argmax() == targets).float().mean().item()


def _recall_compares_logits(model, inputs, targets):
    return 100 * (model(inputs)[:, -1].max(-1).values == targets).float().mean().item()


def _recall_max_pair(model, inputs, targets):
    return 100 * (model(inputs)[:, -1].max(-1) == targets).float().mean().item()


def _recall_least(model, inputs, targets):
    return 100 * (model(inputs)[:, -1].argmin(-1) == targets).float().mean().item()


def _recall_trust(model, inputs, targets):
    shares = model(inputs)[:, -1].softmax(-1)
    return 100 * shares.gather(1, targets[:, None]).mean().item()


def _recall_against_inputs(model, inputs, targets):
    return 100 * (model(inputs)[:, -1].argmax(-1) == inputs[:, 0]).float().mean().item()


def _recall_every_text(model, inputs, targets):
    return 100.0 * bool((model(inputs)[:, -1].argmax(-1) == targets).all())


def _recall_rounded(model, inputs, targets):
    return round(100 * (model(inputs)[:, -1].argmax(-1) == targets).float().mean().item())


def _recall_cut_off(model, inputs, targets):
    return int(100 * (model(inputs)[:, -1].argmax(-1) == targets).float().mean().item())


def _recall_of_a_module(model, inputs, targets):
    model.eval()
    return 100 * (model(inputs)[:, -1].argmax(-1) == targets).float().mean().item()


# right answers written differently


def _recall_counted(model, inputs, targets):
    with torch.no_grad():
        guesses = model(inputs)[:, -1, :].argmax(dim=1)
    return 100 * (guesses == targets).sum().item() / len(targets)


def _recall_text_by_text(model, inputs, targets):
    right = 0
    for text, target in zip(inputs, targets):
        right += int(model(text[None])[0, -1].argmax() == target)
    return 100.0 * right / len(inputs)


def _recall_from_shares(model, inputs, targets):
    guesses = torch.softmax(model(inputs)[:, -1], dim=-1).max(dim=-1).indices
    return float((guesses == targets).double().mean()) * 100


RECALL_ACCURACY = Exercise(
    id="recall_accuracy", title="How much is recalled", points=3, minutes=8, difficulty=2,
    hints=(
        "The answer is asked for at the last place: `model(inputs)[:, -1]` has shape (B, V), a row of logits for each "
        "text.",
        "The model's guess is the symbol with the highest logit: `argmax(-1)`, (B,).",
        "Compare the guesses with the targets, count what is right with `.sum().item()`, and divide by the number of "
        "texts. In percent that is a hundred times as much.",
    ),
    cases=_recall_cases,
    oracle=_recall_oracle,
    properties=(Property(lambda case, value: 0 <= value <= 100, "A percentage lies between 0 and 100."),),
    mistakes=(
        Mistake(_recall_share, "This is the share, from 0 to 1. Give it in percent: a hundred times that."),
        Mistake(_recall_tensor, "It returns a tensor. Make it a plain number with `.item()`."),
        Mistake(_recall_share_tensor, "This is the share, and a tensor. Give it in percent, as a plain number: "
                                      "`100 * ….item()`."),
        Mistake(_recall_integers, "There is no mean of True and False. Make numbers of them first: `.float()`."),
        Mistake(_recall_count, "It counts the right texts. Divide by the number of texts, and give it in percent."),
        Mistake(_recall_errors, "It counts what is wrong. Count what is right."),
        Mistake(_recall_first_place, "It takes the guess at the first place, where nothing has been asked yet. Take "
                                     "the last: `model(inputs)[:, -1]`."),
        Mistake(_recall_before_the_request, "It takes the last place but one, before the request. Take the last: "
                                            "`model(inputs)[:, -1]`."),
        Mistake(_recall_everywhere, "It counts the guesses at every place. Only the last place is asked: "
                                    "`model(inputs)[:, -1]`."),
        Mistake(_recall_not_lined_up, "The guesses of every place, (B, T), are compared with the targets, (B,). Take "
                                      "the last place first: `model(inputs)[:, -1]`."),
        Mistake(_recall_anywhere, "A text counts as right if the guess is right at any place. Only the last place is "
                                  "asked."),
        Mistake(_recall_added_along_the_text, "The logits are added along the text. Take those of the last place: "
                                              "`model(inputs)[:, -1]`."),
        Mistake(_recall_over_texts, "The argmax runs over the texts (axis 0). It must run over the symbols: the last "
                                    "axis."),
        Mistake(_recall_last_text, "`model(inputs)[-1]` is the last text. The last place of each text is "
                                   "`model(inputs)[:, -1]`."),
        Mistake(_recall_over_everything, "One argmax is taken over all texts together. Each text has its own guess: "
                                         "`argmax(-1)`."),
        Mistake(_recall_compares_logits, "It compares the highest logit with the target. Compare its place, which is "
                                         "the symbol: `argmax(-1)`."),
        Mistake(_recall_max_pair, "`max(-1)` gives the values and their places together. The places are "
                                  "`argmax(-1)`."),
        Mistake(_recall_least, "It takes the symbol with the lowest logit. The guess is the one with the highest."),
        Mistake(_recall_trust, "This is the mean probability of the right symbol. Accuracy asks only whether it comes "
                               "first."),
        Mistake(_recall_against_inputs, "The guesses are compared with the first symbol of each text. Compare them "
                                        "with `targets`, which works for any task."),
        Mistake(_recall_every_text, "It says whether all texts are right. Say how many are: the mean, not `all`."),
        Mistake(_recall_rounded, "The number is rounded. Give it as it is."),
        Mistake(_recall_cut_off, "`int` cuts off what is behind the point. Give the number as it is."),
        Mistake(_recall_of_a_module, "The model may be any function, not only a module. Leave out `eval()`."),
    ),
    alternatives=(_recall_counted, _recall_text_by_text, _recall_from_shares),
)

# clip_gradient -------------------------------------------------------------------------------------------


def _clip_cases(generator):
    def case(*shapes, norm, max_norm, dtype=torch.float32):
        grads = [torch.randn(*shape, generator=generator, dtype=dtype) for shape in shapes]
        length = sum(g.square().sum() for g in grads).sqrt()
        return Case({"grads": [g * (norm / length) for g in grads], "max_norm": max_norm})

    fixed = Case({"grads": [torch.tensor([3.0, 0.0]), torch.tensor([[0.0, -4.0]])], "max_norm": 1.0})
    return [fixed,
            Case({"grads": [torch.tensor([0.3]), torch.tensor([[0.4], [0.0]])], "max_norm": 1.0}),  # short enough
            case((4, 3), (3,), (2, 4, 5), norm=7.0, max_norm=2.5),
            # so long that the 1e-6 which torch adds to the norm is lost
            case((3, 4), (5,), norm=3e4, max_norm=0.5, dtype=torch.float64),
            case((2, 5), (4,), (3, 2), norm=0.9, max_norm=1.5, dtype=torch.float64),
            # each tensor alone is within the limit, and so is each number; together they are not
            Case({"grads": [torch.full((3, 2), 0.35), torch.full((5,), -0.35)], "max_norm": 1.0}),
            Case({"grads": [torch.zeros(3), torch.zeros(2, 2)], "max_norm": 1.0}),
            case((6, 2), (2,), (4, 3), norm=40.0, max_norm=3.0)]


def _clip_oracle(case):
    """torch's own, on parameters that hold these gradients."""
    grads, max_norm = case.inputs.values()
    parameters = [nn.Parameter(torch.zeros_like(g)) for g in grads]
    for parameter, g in zip(parameters, grads):
        parameter.grad = g.clone()
    nn.utils.clip_grad_norm_(parameters, max_norm)
    return [parameter.grad for parameter in parameters]


def _clip_each(grads, max_norm):
    return [g * torch.clamp(max_norm / (g.norm() + 1e-12), max=1) for g in grads]


def _clip_numbers(grads, max_norm):
    return [g.clamp(-max_norm, max_norm) for g in grads]


def _clip_numbers_above(grads, max_norm):
    return [g.clamp(max=max_norm) for g in grads]


def _clip_always(grads, max_norm):
    norm = torch.sqrt(sum(g.square().sum() for g in grads))
    return [g * (max_norm / norm) for g in grads]


def _clip_never(grads, max_norm):
    return [g.clone() for g in grads]


def _clip_to_one(grads, max_norm):
    norm = torch.sqrt(sum(g.square().sum() for g in grads))
    return [g / norm if norm > max_norm else g.clone() for g in grads]


def _clip_by_sum_of_norms(grads, max_norm):
    norm = sum(g.norm() for g in grads)
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in grads]


def _clip_by_largest_norm(grads, max_norm):
    norm = max(g.norm() for g in grads)
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in grads]


def _clip_by_square(grads, max_norm):
    norm = sum(g.square().sum() for g in grads)
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in grads]


def _clip_by_absolute(grads, max_norm):
    norm = sum(g.abs().sum() for g in grads)
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in grads]


def _clip_by_largest_number(grads, max_norm):
    norm = max(g.abs().max() for g in grads)
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in grads]


def _clip_by_root_mean_square(grads, max_norm):
    norm = torch.cat([g.flatten() for g in grads]).square().mean().sqrt()
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in grads]


def _clip_by_first(grads, max_norm):
    norm = grads[0].norm()
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in grads]


def _clip_lengthened(grads, max_norm):
    norm = torch.sqrt(sum(g.square().sum() for g in grads))
    return [g * (norm / max_norm) if norm > max_norm else g.clone() for g in grads]


def _clip_the_short(grads, max_norm):
    norm = torch.sqrt(sum(g.square().sum() for g in grads))
    return [g * (max_norm / norm) if 0 < norm < max_norm else g.clone() for g in grads]


def _clip_dropped(grads, max_norm):
    norm = torch.sqrt(sum(g.square().sum() for g in grads))
    return [torch.zeros_like(g) if norm > max_norm else g.clone() for g in grads]


def _clip_to_nothing_left(grads, max_norm):
    norm = torch.sqrt(sum(g.square().sum() for g in grads))
    return [g * (max_norm / norm) for g in grads] if norm > max_norm else None


def _clip_one_tensor(grads, max_norm):
    flat = torch.cat([g.flatten() for g in grads])
    norm = flat.norm()
    return flat * (max_norm / norm) if norm > max_norm else flat


def _clip_only_the_first(grads, max_norm):
    norm = torch.sqrt(sum(g.square().sum() for g in grads))
    for g in grads:
        return [g * (max_norm / norm) if norm > max_norm else g.clone()]


def _clip_in_place(grads, max_norm):
    norm = torch.sqrt(sum(g.square().sum() for g in grads))
    if norm > max_norm:
        for g in grads:
            g *= max_norm / norm
    return grads


def _clip_and_norm(grads, max_norm):
    norm = torch.sqrt(sum(g.square().sum() for g in grads))
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in grads], norm


def _clip_divides_by_nothing(grads, max_norm):
    norm = math.sqrt(sum(g.square().sum().item() for g in grads))
    return [g * min(1.0, max_norm / norm) for g in grads]


# right answers written differently


def _clip_by_torch(grads, max_norm):
    parameters = [nn.Parameter(torch.zeros_like(g)) for g in grads]
    for parameter, g in zip(parameters, grads):
        parameter.grad = g.clone()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    return [parameter.grad for parameter in parameters]


def _clip_flat(grads, max_norm):
    norm = torch.cat([g.reshape(-1) for g in grads]).norm()
    if norm <= max_norm:
        return list(grads)
    return [g / norm * max_norm for g in grads]


def _clip_by_math(grads, max_norm):
    norm = math.sqrt(sum((g**2).sum().item() for g in grads))
    return [g * min(1.0, max_norm / (norm + 1e-6)) for g in grads]


def _clip_norm_of_norms(grads, max_norm):
    norm = torch.stack([torch.linalg.vector_norm(g) for g in grads]).norm()
    return [g * torch.clamp(max_norm / norm, max=1.0) for g in grads]


CLIP_GRADIENT = Exercise(
    id="clip_gradient", title="Keep a gradient short", points=2, minutes=8, difficulty=2,
    hints=(
        "All tensors together are one long row of numbers. Its norm is the root of the sum of all their squares.",
        "If that norm is at most `max_norm`, nothing changes. If it is more, every tensor is multiplied by the same "
        "number, `max_norm / norm`.",
        "`norm = torch.sqrt(sum(g.square().sum() for g in grads))`, and `min(1.0, max_norm / norm)` where the norm "
        "is not zero.",
    ),
    cases=_clip_cases,
    oracle=_clip_oracle,
    mistakes=(
        Mistake(_clip_each, "Each tensor is shortened by itself, which turns the gradient. Take one norm over all of "
                            "them, and one factor."),
        Mistake(_clip_numbers, "Each number is cut off at `max_norm`, which turns the gradient. Multiply all by the "
                               "same factor."),
        Mistake(_clip_numbers_above, "Each number is cut off at `max_norm`, and only from above. Multiply all by the "
                                     "same factor."),
        Mistake(_clip_always, "A gradient that is shorter than `max_norm` is lengthened. It should stay as it is."),
        Mistake(_clip_never, "Nothing is shortened. Where the norm is above `max_norm`, multiply by "
                             "`max_norm / norm`."),
        Mistake(_clip_to_one, "It is shortened to a norm of 1. The limit is `max_norm`."),
        Mistake(_clip_by_sum_of_norms, "The norms of the tensors are added. Norms add as squares: the root of the sum "
                                       "of squares of all numbers."),
        Mistake(_clip_by_largest_norm, "It goes by the longest tensor. Take the norm of all tensors together."),
        Mistake(_clip_by_square, "It goes by the square of the norm. The root is missing."),
        Mistake(_clip_by_absolute, "It goes by the sum of absolute values. The norm is the root of the sum of "
                                   "squares."),
        Mistake(_clip_by_largest_number, "It goes by the largest number. The norm is the root of the sum of squares of "
                                         "all numbers."),
        Mistake(_clip_by_root_mean_square, "It goes by the root of the mean of squares. The norm is the root of their "
                                           "sum."),
        Mistake(_clip_by_first, "It goes by the norm of the first tensor. Take the norm of all tensors together."),
        Mistake(_clip_lengthened, "The factor is upside down, so what is long becomes longer. It is "
                                  "`max_norm / norm`."),
        Mistake(_clip_the_short, "The comparison is the other way round: it lengthens what is short and leaves what is "
                                 "long."),
        Mistake(_clip_dropped, "A gradient that is too long is thrown away. Keep its direction and shorten it."),
        Mistake(_clip_to_nothing_left, "It returns nothing for a gradient that is short enough. Return it as it is."),
        Mistake(_clip_one_tensor, "The tensors come back as one. Return a list of tensors with their old shapes."),
        Mistake(_clip_only_the_first, "The `return` stands inside the loop, so only the first tensor comes back."),
        Mistake(_clip_in_place, "The result is right, but what was given is overwritten, the tensors (`*=` works in "
                                "place) or the list. Return a new list of new tensors."),
        Mistake(_clip_and_norm, "It returns the norm as well. The list of gradients is all there is to return."),
        Mistake(_clip_divides_by_nothing, "It is right until a gradient is zero: then it divides by zero. Divide only "
                                          "where the norm is above `max_norm`."),
    ),
    alternatives=(_clip_by_torch, _clip_flat, _clip_by_math, _clip_norm_of_norms),
)

# Recorded answers ----------------------------------------------------------------------------------------

WAIT_OF_THE_LINE = Prediction(
    id="wait_of_the_line", prompt="For 256 symbols the recurrent layer multiplies a quarter as often as all pairs does. "
                                  "How many times as long does it take? (Below 1 means that it is quicker.)",
    low=0.01, high=1000, unit="times as long", log=True, digits=2,
    says="For a quarter of the multiplications the recurrent layer takes {value:.2g} times as long: they are not what "
         "decides.",
)

GRADIENT_LEFT = Prediction(
    id="gradient_left", prompt="Of the gradient at the last symbol, how much is left at the symbol twenty places "
                               "before it?",
    low=0.0001, high=100, unit="percent", log=True, digits=2,
    says="Twenty places back, {value:.2g} % of the gradient is left. Nine tenths at each step would have left 12 %.",
)

RECALL_FAR = Prediction(
    id="recall_far", prompt="The same network, the same training, and twenty distractors instead of five. How often "
                            "will it be right?",
    low=0, high=100, unit="percent", digits=2,
    says="Across twenty distractors {value:.0f} % of its answers are right, and who guesses is right in 12.5 %.",
)

CLIPPING = Choice(
    id="clipping", prompt="One weight matrix has a gradient of length 3, another of length 4; together that is a "
                          "gradient of length 5. We shorten it to a length of 1. What do we have then?",
    options=(
        Option("0.6 and 0.8", "Lengths of 0.6 and 0.8, in the old directions.",
               "All numbers are multiplied by the same 1/5, so the step goes where it would have gone, only not as "
               "far.", right=True),
        Option("1 and 1", "Lengths of 1 and 1, in the old directions.",
               "Together that is still 1.4, and the step now goes another way: the two matrices were not equally "
               "steep."),
        Option("cut off", "Every number above 1 is 1 now.",
               "That is another method, clipping by value. It changes the direction, because only the large numbers "
               "give way."),
        Option("3 and 4", "Lengths of 3 and 4 as before, with a smaller learning rate from now on.",
               "Shortening acts on this one step. The next gradient may be short, and then it goes in as it is."),
    ),
)

def _done_in_four_ticks(answer):
    length, cores = answer["length"], answer["cores"]
    if length > 4 and cores > 1:
        return (f"On {cores} cores attention is done after tick {done_at('attention', length, cores)}, and the recurrent line "
                f"after tick {length}.")
    if length > 4:
        return f"On one core both are done after tick {length}."
    if length < 4:
        return f"Both are done by tick {length}. The line may be longer."
    if cores == 1:
        return "Both are done by tick 4, on one core. Would more cores let the recurrent line be longer? Try it."
    return ""


FOUR_TICKS = Exploration(
    id="four_ticks", prompt="Bring both ways of reading to their end by tick four, with a line as long as can be.",
    figure=StepClock, given={"symbols": "whisper it along", "lanes": ("recurrence", "attention")},
    judge=_done_in_four_ticks,
    shows="Only a line of four is read in order by tick four: each waits for the one before, whatever the number of cores. "
          "With four of them, attention reads all sixteen in that time.",
    right=({"length": 4, "tick": 0, "cores": 2}, {"length": 4, "tick": 4, "cores": 8}),
    near=(
        NearMiss({"length": 16, "tick": 4, "cores": 4},
                 "On 4 cores attention is done after tick 4, and the recurrent line after tick 16."),
        NearMiss({"length": 8, "tick": 0, "cores": 2},
                 "On 2 cores attention is done after tick 4, and the recurrent line after tick 8."),
        NearMiss({"length": 16, "tick": 4, "cores": 1}, "On one core both are done after tick 16."),
        NearMiss({"length": 4, "tick": 4, "cores": 1},
                 "Both are done by tick 4, on one core. Would more cores let the recurrent line be longer? Try it."),
        NearMiss({"length": 3, "tick": 0, "cores": 1}, "Both are done by tick 3. The line may be longer."),
    ),
)


def _a_tenth_is_left(answer):
    left = answer["weight"] ** answer["gap"]
    if answer["guess"] is None:
        return "The prediction is missing: say first how much is left, and the curve appears."
    if answer["gap"] != 20:
        return f"The gap is {answer['gap']} now. Leave it at 20: there a tenth is to be left."
    if answer["weight"] == 0.8 and answer["size"] != 16:
        return "The state has another size, and as much is left as before. Something else can be turned as well."
    if left > 0.112:
        return f"Too much is left, {significant(left)}. A smaller weight loses more at each step."
    if left < 0.089:
        return f"Too little is left, {significant(left)}. A larger weight keeps more at each step."
    return ""


LOST_BY_POWERS = Exploration(
    id="lost_by_powers", prompt="How much of the gradient is left after twenty steps at a weight of 0.8? Say it. Then "
                                "find the weight at which twenty steps leave a tenth.",
    figure=Fading, given={"weight": 0.8, "gap": 20}, judge=_a_tenth_is_left,
    shows="A weight of 0.89 loses about a ninth at each step and nine tenths in twenty, at every size of the state.",
    right=({"weight": 0.89, "gap": 20, "size": 16, "guess": -1.0}, {"weight": 0.89, "gap": 20, "size": 256, "guess": 0}),
    near=(
        NearMiss({"weight": 0.89, "gap": 20, "size": 16, "guess": None},
                 "The prediction is missing: say first how much is left, and the curve appears."),
        NearMiss({"weight": 0.9, "gap": 22, "size": 16, "guess": -1.0},
                 "The gap is 22 now. Leave it at 20: there a tenth is to be left."),
        NearMiss({"weight": 0.8, "gap": 20, "size": 256, "guess": -1.0},
                 "The state has another size, and as much is left as before. Something else can be turned as well."),
        NearMiss({"weight": 0.9, "gap": 20, "size": 16, "guess": -0.9},
                 "Too much is left, 0.12. A smaller weight loses more at each step."),
        NearMiss({"weight": 0.88, "gap": 20, "size": 16, "guess": -0.9},
                 "Too little is left, 0.078. A larger weight keeps more at each step."),
    ),
)

TERMS = (
    Term("sequential dependency", "What has to wait for the result before it, so that no number of cores makes it quicker.",
         "Vaswani et al. 2017"),
    Term("time complexity", "How the time of a computation grows with the length of what it is given.",
         "Hartmanis and Stearns 1965"),
    Term("backpropagation through time", "To go back through all the steps of a recurrent network, the last one first, for the "
         "gradient of each.", "Werbos 1990"),
    Term("singular value", "The largest one of a matrix is the most by which it lengthens anything.", "Smithies 1937"),
    Term("vanishing gradient", "A gradient that loses a factor at each step back, so that what is far away teaches nothing.",
         "Hochreiter 1991"),
    Term("exploding gradient", "A gradient that gains a factor at each step back, until one step of training ruins the "
         "network.", "Bengio, Simard and Frasconi 1994"),
    Term("gradient clipping", "To shorten a gradient that is longer than a limit, in its own direction.",
         "Pascanu, Mikolov and Bengio 2013"),
)

LESSON = Lesson("02", "two_costs", "What does reading in order cost?",
                (WAIT_OF_THE_LINE, FOUR_TICKS, GRADIENT_BY_DISTANCE, GRADIENT_LEFT, LOST_BY_POWERS, RECALL_ACCURACY, RECALL_FAR, CLIPPING,
                 CLIP_GRADIENT), TERMS)
