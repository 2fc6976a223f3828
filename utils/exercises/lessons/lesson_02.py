"""Lesson 02, two costs: how far a gradient reaches, what is recalled, and gradients kept short."""
import math

import torch
from torch import nn
from torch.autograd.functional import jacobian

from utils.widgets import Fading, StepClock
from utils.widgets.numbers import significant
from utils.widgets.step_clock import done_at

from ..cases import built, made, normal, scaled, shapes
from ..models import Guesser, Reader, guesser, mixer
from ..specification import (
    Choice, Exercise, Expected, Exploration, Lesson, NearMiss, Option, Prediction, Property, Term, edit,
)
from ..worker import Case

# gradient_by_distance ------------------------------------------------------------------------------------


def _distance_cases(generator):
    def drawn(B, T, d_in, d_out, dtype=torch.float32, make=mixer, steep=1.0):
        n = T if make is mixer else d_out
        model = built(make, W=steep * normal(generator, d_in, d_out, scale=0.6, dtype=dtype),
                      among=normal(generator, n, n, scale=0.5, dtype=dtype))
        return Case({"model": model, "inputs": normal(generator, B, T, d_in, dtype=dtype)})

    saturated = drawn(2, 4, 3, 5, make=Reader)
    saturated.inputs["inputs"][0] = 1e4
    small = built(Reader, W=torch.tensor([[0.5, -0.4]]), among=torch.tensor([[0.8, 0.3], [-0.2, 0.6]]))
    return [
        Case({"model": small, "inputs": torch.tensor([[[1.0], [-0.5], [0.5]]])}),
        Case({"model": small, "inputs": torch.tensor([[[1.0], [-0.5], [0.5]], [[0.0], [2.0], [-1.0]]])}),
        drawn(1, 3, 2, 2), *shapes(drawn, 5, 4, 2, 3, gradient=False),
        scaled(drawn(3, 3, 2, 2, torch.float64), inputs=5000), drawn(2, 12, 2, 3, steep=1e4), saturated,
        drawn(1, 20, 2, 3, make=Reader), drawn(3, 3, 3, 3, make=Reader),
        drawn(5, 3, 4, 2, torch.float64, Reader, steep=1e-9),
    ]


def _distance_oracle(case):
    model = made(case.inputs["model"])
    slopes = [jacobian(lambda text: model(text[None])[0, -1].sum(), text)  # of one text: none looks at another
              for text in case.inputs["inputs"]]
    return torch.stack(slopes).square().sum(2).sqrt().mean(0).flip(0)


GRADIENT = "(slope,) = torch.autograd.grad(last, inputs)"

GRADIENT_BY_DISTANCE = Exercise(
    id="gradient_by_distance", title="How far back a gradient reaches", points=4, minutes=15, difficulty=3,
    hints=("Gradients are kept for tensors that ask for them: `x = inputs.detach().clone().requires_grad_()` is a "
           "copy that does.",
           "Add up all numbers of the last output, `model(x)[:, -1].sum()`, and ask for the gradient of that: "
           "`slope, = torch.autograd.grad(…, x)`. It has the shape of x, (B, T, d_in).",
           "Take the norm over d_in, then the mean over the texts. What is left has one number a place, the first "
           "place first; `flip(0)` turns it round, so that distance 0, the last place, comes first."),
    cases=_distance_cases, oracle=_distance_oracle,
    mistakes=(
        edit(("[:, -1]", ""), sentence="It adds up all outputs. Only the last counts: `model(x)[:, -1]`."),
        edit(("[:, -1]", "[:, 0]"), sentence="It takes the first output, not the last: `model(x)[:, -1]`."),
        edit(("[:, -1]", "[-1]"), sentence="`model(x)[-1]` is the last text. Take `model(x)[:, -1]`."),
        edit(("[:, -1]", "[:, -1, -1]"), sentence="It takes the gradient of the last number of the last output. Add "
             "up all its numbers."),
        edit(("[:, -1]", "[:, -1, 0]"), sentence="It takes the gradient of the first number of the last output. Add "
             "up all its numbers."),
        edit(("sum()", "mean()"), sentence="It takes the gradient of the mean of the last outputs. Take that of "
             "their sum; the mean over the texts comes at the end."),
        edit(("sum()", "sum(1).mean()"), sentence="The mean over the texts is taken twice, before the gradient and "
             "after it. Once, at the end."),
        edit(("sum()", "norm(dim=1).sum()"), sentence="It takes the gradient of the norm of the last output. Take "
             "that of the sum of its numbers; the norm is of the gradient."),
        edit(("sum()", "square().sum()"), sentence="It takes the gradient of the sum of squares. Take that of the "
             "sum of the numbers themselves."),
        edit((".sum()", ""), sentence="A gradient is taken of one number. Add up the last output: `.sum()`."),
        edit((".clone().requires_grad_()", ""), (GRADIENT, (GRADIENT, "last.backward()\n    slope = inputs.grad")),
             sentence="Nobody asked for gradients with respect to the inputs. Make a copy that does: `x = "
             "inputs.detach().clone().requires_grad_()`."),
        edit(("inputs.detach().clone()", "inputs"),
             (GRADIENT, ("last.backward()\n    slope = inputs.grad", GRADIENT)),
             sentence="`requires_grad_()` changes the `inputs` that were given, and what `.backward()` leaves there "
             "adds up from call to call. Make a copy: `x = inputs.detach().clone().requires_grad_()`."),
        edit(("(slope,) =", "slope ="), sentence="`torch.autograd.grad` returns a tuple: `slope, = …`."),
        edit(("    last", ("    model.zero_grad()\n    last", "    model.eval()\n    last")),
             sentence="The model may be any function, not only a module. Leave out `zero_grad()` and `eval()`: "
             "`torch.autograd.grad` leaves nothing behind."),
        edit(("norm(dim=2)", "abs().sum(2)"), sentence="It adds up absolute values. The norm is the root of the sum "
             "of squares: `norm(dim=2)`."),
        edit(("norm(dim=2)", "abs().mean(2)"), sentence="It is the mean absolute value. The norm is the root of the "
             "sum of squares: `norm(dim=2)`."),
        edit(("norm(dim=2)", "square().sum(2)"), sentence="These are squares of norms. The root is missing."),
        edit(("norm(dim=2)", "sum(2)"), sentence="It adds the numbers: plus and minus cancel. Take a norm."),
        edit(("norm(dim=2).mean(dim=0).flip(0)", "norm(dim=1).mean(dim=0)"), sentence="The norm runs along the text "
             "(axis 1). It must run over the numbers of one symbol: the last axis."),
        edit(("norm(dim=2).mean(dim=0)", "norm(dim=(0, 2))"), sentence="It takes one norm over all texts together, "
             "which grows with their number. Take each text's norm, then the mean."),
        edit(("mean(dim=0)", "sum(dim=0)"), sentence="The norms are added over the texts. Take their mean, so that "
             "batches of any size compare."),
        edit(("norm(dim=2).mean(dim=0)", "mean(dim=0).norm(dim=1)"), sentence="It takes the mean of the gradients "
             "and then the norm: texts cancel each other out. Take the norm of each first."),
        edit(("norm(dim=2).mean(dim=0)", "select(0, 0).norm(dim=1)"), sentence="Only the first text counts here. "
             "Take the mean over all texts."),
        edit(("mean(dim=0).flip(0)", "flip(1)"), sentence="There is a row for each text. Take the mean over the "
             "texts: one number a distance."),
        edit((".flip(0)", ""), sentence="It begins with the first symbol. Distance 0 is the last symbol, so turn the "
             "row round with `flip(0)`."),
        edit(("return slope", "norms = slope"), ("flip(0)", tuple(f"flip(0)\n    return norms / norms{by}"
              for by in ("[0]", ".max()", ".sum()"))), sentence="It is divided by the norm at distance 0, by the "
             "largest, or by the sum of all. Give the norms themselves."),
        edit((".flip(0)", ".flip(0).tolist()"), sentence="It returns a list. Return the tensor."),
    ),
)

# recall_accuracy -----------------------------------------------------------------------------------------


def _recall_cases(generator):
    def drawn(B, T, V, n_ids=7, dtype=torch.float32, right=0.6):
        table = torch.randn(n_ids, V, generator=generator, dtype=dtype)
        inputs = torch.randint(n_ids, (B, T), generator=generator)
        guessed = guesser(table)(inputs)[:, -1].argmax(-1)
        others = torch.randint(V, (B,), generator=generator)
        targets = torch.where(torch.rand(B, generator=generator) < right, guessed, others)
        return Case({"model": built(Guesser, table=table), "inputs": inputs, "targets": targets})

    def small(table, inputs, targets, dtype=torch.float32):
        model = built(guesser, table=torch.tensor(table, dtype=dtype))
        return Case({"model": model, "inputs": torch.tensor(inputs), "targets": torch.tensor(targets)})

    return [
        small([[2.0, 0.0], [0.0, 1.0], [-1.0, 0.5]], [[1, 2], [0, 1], [0, 2]], [1, 0, 1]),
        small([[2.0, 0.0], [0.0, 1.0]], [[1], [0], [0]], [1, 0, 0]),  # all right
        small([[1.0, 0.5], [1.0, -1.0]], [[0], [1]], [1, 1]),  # none, and the highest logit is 1
        small([[-7.0, -300.0, -200.0], [-300.0, -210.0, -200.0]], [[0], [1], [1]], [0, 1, 1]),  # in 1, 2 comes first
        small([[20.0, 30.0], [9.0, 8.0]], [[0], [1], [0]], [1, 0, 1]),
        small([[150.0, 200.0], [-300.0, -200.0]], [[0], [1]], [1, 1]),
        small([[0.5, 0.5 + 1e-9]], [[0], [0], [0]], [1, 1, 0], torch.float64),
        small([256 * [0.0] + [1.0]], [[0]], [0]),  # 256, in eight bits
        *shapes(drawn, 61, 4, 5, gradient=False), drawn(5, 2, 30, right=1.0), drawn(1000, 7, 8),
    ]


def _recall_oracle(case):
    """Counted by hand, a text at a time."""
    model, inputs, targets = case.inputs.values()
    logits = made(model)(inputs)[:, -1].tolist()
    right = [row.index(max(row)) == target for row, target in zip(logits, targets.tolist())]
    return 100.0 * sum(right) / len(right)


SHARE = ".sum().item() / len(targets)"

RECALL_ACCURACY = Exercise(
    id="recall_accuracy", title="How much is recalled", points=3, minutes=8, difficulty=2,
    hints=("The answer is asked for at the last place: `model(inputs)[:, -1]` has shape (B, V), a row of logits for "
           "each text.",
           "The model's guess is the symbol with the highest logit: `argmax(-1)`, (B,).",
           "Compare the guesses with the targets, count what is right with `.sum().item()`, and divide by the number "
           "of texts. In percent that is a hundred times as much."),
    cases=_recall_cases, oracle=_recall_oracle,
    mistakes=(
        edit(("100 * ", ""), sentence="This is the share, from 0 to 1. Give it in percent."),
        edit((".item()", ""), sentence="It returns a tensor. Make it a plain number with `.item()`."),
        edit(("100 * ", ""), (".item()", ""), sentence="This is the share, and a tensor. Give it in percent, as a "
             "plain number: `100 * ….item()`."),
        edit((SHARE, ".mean().item()"), sentence="There is no mean of True and False: take `.float()`."),
        edit(("100 * ", ""), (" / len(targets)", ""), sentence="It counts the right texts. Divide by the number of "
             "texts, and give it in percent."),
        edit(("sum()", "to(torch.uint8).sum(dtype=torch.uint8)"), sentence="The count is kept in 8 bits, which end "
             "at 255. Count with `.sum()`."),
        edit(("==", "!="), sentence="It counts what is wrong. Count what is right."),
        edit((f"(guesses == targets){SHARE}", "bool((guesses == targets).all())"), ("100 *", "100.0 *"),
             sentence="It says whether all texts are right. Say how many are: the mean, not `all`."),
        edit(("100 * ", "round(100 * "),
             ("len(targets)", ("len(targets))", "len(targets), 1)", "len(targets), 2)")),
             sentence="The number is rounded. Give it as it is."),
        edit(("100 * ", "int(100 * "), ("len(targets)", "len(targets))"), sentence="What is behind the point is cut "
             "off. Give the number as it is."),
        edit(("[:, -1]", "[:, 0]"), sentence="It takes the guess at the first place, where nothing has been asked "
             "yet. Take the last: `model(inputs)[:, -1]`."),
        edit(("[:, -1]", "[:, -2]"), sentence="It takes the last place but one, before the request."),
        edit(("[:, -1]", ""), (f"== targets){SHARE}", "== targets[:, None]).float().mean().item()"),
             sentence="It counts the guesses at every place. Only the last place is asked."),
        edit(("[:, -1]", ""), (SHARE, (".float().mean().item()", SHARE)), sentence="The guesses of every place, (B, "
             "T), are compared with the targets, (B,). Take the last place first."),
        edit(("[:, -1]", ""), ("== targets)", "== targets[:, None]).any(1)"), sentence="A text counts as right if "
             "the guess is right at any place. Only the last place is asked."),
        edit(("[:, -1]", ".sum(1)"), sentence="The logits are added along the text. Take the last place's."),
        edit(("[:, -1]", "[-1]"), (SHARE, (".float().mean().item()", SHARE)),
             sentence="`model(inputs)[-1]` is the last text. The last places are `model(inputs)[:, -1]`."),
        edit(("dim=-1", "dim=0"), sentence="The argmax runs over the texts (axis 0), not over the symbols."),
        edit(("dim=-1", ""), sentence="One argmax is taken over all texts. Each has its own: `argmax(-1)`."),
        edit(("argmax", "amax"), sentence="It compares the highest logit with the target. Compare its place, which "
             "is the symbol: `argmax(-1)`."),
        edit(("argmax", "max"), (SHARE, (".float().mean().item()", SHARE)), sentence="`max(-1)` gives the values and "
             "their places together. The places are `argmax(-1)`."),
        edit(("argmax", "argmin"), sentence="It takes the symbol with the lowest logit, not the highest."),
        edit(("argmax", ("sigmoid().argmax", "tanh().argmax")), sentence="The logits are squeezed before the argmax, "
             "so that the large ones all become 1 in 32 bits. `argmax` needs the logits only."),
        edit(("argmax(dim=-1)", "softmax(-1)"),
             ("(guesses == targets)", "guesses.gather(1, targets[:, None])"), sentence="This is the mean probability "
             "of the right symbol. Accuracy asks only whether it comes first."),
        edit(("== targets", "== inputs[:, 0]"), sentence="The guesses are compared with the first symbol of each "
             "text. Compare them with `targets`, which works for any task."),
        edit(("    guesses", ("    model.eval()\n    guesses", "    model.train(False)\n    guesses")),
             sentence="The model may be any function, not only a module. Leave out `eval()` and its like."),
    ),
)

# clip_gradient -------------------------------------------------------------------------------------------


def _clip_cases(generator):
    def drawn(*shapes, norm, max_norm, dtype=torch.float32):
        grads = [torch.randn(shape, generator=generator, dtype=dtype) for shape in shapes]
        norm *= 0.9 + 0.2 * torch.rand((), generator=generator).item()
        return Case({"grads": [g * (norm / nn.utils.get_total_norm(grads)) for g in grads], "max_norm": max_norm})

    def small(*grads, max_norm):
        return Case({"grads": [torch.tensor(g) for g in grads], "max_norm": max_norm})

    return [
        small([3.0, 0.0], [[0.0, -4.0]], max_norm=1.0),
        small([0.3], [[0.4], [0.0]], max_norm=1.0),  # short enough
        *[small([3.0, 0.0], [[0.0, -4.0]], max_norm=limit) for limit in (5.0, 5.2, 4.8)],  # a norm of 5
        small([2.0], [-6.0, 3.0], max_norm=3.0), small(-2.0, [1.0, 2.0], max_norm=2.0),
        small([[150.0, -200.0]], max_norm=120.0), small([0.0, 0.0], [[0.0]], max_norm=1.0),
        # each tensor alone is within the limit, and so is each number; together they are not
        small([[0.35, 0.35], [0.35, 0.35]], [-0.35, -0.35, -0.35, 0.35], max_norm=0.8),
        drawn((4, 3), (3,), (2, 4, 5), norm=7.0, max_norm=2.5), drawn(*[(2,)] * 40, norm=9.0, max_norm=1.0),
        drawn((70, 2), (2, 300), norm=40.0, max_norm=3.0),
        drawn((2, 5), (4,), (3, 2), norm=0.9, max_norm=1.5, dtype=torch.float64), drawn((3,), norm=2, max_norm=1e-4),
        drawn((2,), (3, 2), norm=1e-9, max_norm=1.0, dtype=torch.float64),
        drawn((3, 4), (5,), norm=1e60, max_norm=0.5, dtype=torch.float64),  # float32 ends at 3e38
    ]


def _clip_oracle(case):
    grads, max_norm = case.inputs.values()
    norm = nn.utils.get_total_norm(grads).item()
    return [g * (max_norm / max(norm, max_norm)) for g in grads]


NORM = "math.sqrt(sum(g.double().square().sum().item() for g in grads))"
SCALE = "max_norm / norm if norm > max_norm else 1.0"
SCALED = "[scale * g for g in grads]"

CLIP_GRADIENT = Exercise(
    id="clip_gradient", title="Keep a gradient short", points=2, minutes=8, difficulty=2,
    hints=("All tensors together are one long row of numbers. Its norm is the root of the sum of all their squares.",
           "If that norm is at most `max_norm`, nothing changes. If it is more, every tensor is multiplied by the "
           "same number, `max_norm / norm`.",
           "`norm = torch.sqrt(sum(g.square().sum() for g in grads))`, and `min(1.0, max_norm / norm)` where the "
           "norm is not zero."),
    cases=_clip_cases, oracle=_clip_oracle,
    mistakes=(
        edit(("scale * g", "g * min(1.0, max_norm / max(g.norm().item(), 1e-12))"), sentence="Each tensor is "
             "shortened by itself, which turns the gradient. Take one norm of all, and one factor."),
        edit(("scale * g", "g.clamp(-max_norm, max_norm)"), sentence="Each number is cut off at `max_norm`, which "
             "turns the gradient. Multiply all by the same factor."),
        edit(("scale * g", "g.clamp(max=max_norm)"), sentence="Each number is cut off at `max_norm`, and only from "
             "above. Multiply all by the same factor."),
        edit((SCALE, ("max_norm / (norm + 1e-12)", "max_norm / norm")), sentence="A gradient that is shorter than "
             "`max_norm` is lengthened. It should stay as it is."),
        edit(("scale * g", "g.clone()"), sentence="Nothing is shortened where the norm is above `max_norm`."),
        edit(("norm > max_norm", "0 < norm < max_norm"), sentence="The comparison is the other way round: it "
             "lengthens what is short and leaves what is long."),
        edit(("norm > max_norm", ("norm > 1.05 * max_norm", "norm > 1.1 * max_norm",
                                  "norm > max_norm + 0.5")), sentence="A norm a little above `max_norm` is let "
             "through. All above it are shortened."),
        edit(("norm > max_norm", ("norm > 0.95 * max_norm", "norm > 0.9 * max_norm",
                                  "norm > max_norm - 0.5")), sentence="A norm a little below `max_norm` is "
             "lengthened. It should stay as it is."),
        edit((SCALE, "min(1.0, max_norm / norm)"), sentence="It is right until a gradient is zero: then it divides "
             "by zero. Divide only where the norm is above `max_norm`."),
        edit(("max_norm / norm if", "1 / norm if"), sentence="It is shortened to 1, not to `max_norm`."),
        edit(("max_norm / norm if", "norm / max_norm if"), sentence="The factor is upside down, so what is long "
             "becomes longer. It is `max_norm / norm`."),
        edit(("max_norm / norm if", "0.0 if"), sentence="A gradient that is too long is dropped."),
        edit((NORM, "sum(g.norm().item() for g in grads)"), sentence="The norms of the tensors are added. Norms add "
             "as squares: the root of the sum of squares of all numbers."),
        edit((NORM, "max(g.norm().item() for g in grads)"), sentence="It goes by the longest tensor. Take the norm "
             "of all tensors together."),
        edit((NORM, "grads[0].norm().item()"), sentence="It goes by the first tensor. Take all together."),
        edit((NORM, "grads[-1].norm().item()"), sentence="It goes by the last tensor. Take all together."),
        edit(("math.sqrt", ""), sentence="It goes by the square of the norm. The root is missing."),
        edit((NORM, "sum(g.abs().sum().item() for g in grads)"), sentence="It goes by the sum of absolute values. "
             "The norm is the root of the sum of squares."),
        edit((NORM, "max(g.abs().max().item() for g in grads)"), sentence="It goes by the largest number. The norm "
             "is the root of the sum of squares of all numbers."),
        edit((NORM, "torch.cat([g.flatten() for g in grads]).square().mean().sqrt().item()"),
             sentence="It goes by the root of the mean of squares. The norm is the root of their sum."),
        edit(("return ", "if norm > max_norm:\n        return "), sentence="It returns nothing for a gradient that "
             "is short enough. Return it as it is."),
        edit((SCALED, "scale * torch.cat([g.flatten() for g in grads])"), sentence="The tensors come back as one. "
             "Return a list of tensors with their old shapes."),
        edit((f"return {SCALED}", "for g in grads:\n        return [scale * g]"), sentence="The `return` stands "
             "inside the loop, so only the first tensor comes back."),
        edit((f"return {SCALED}", ("return [g.mul_(scale) for g in grads]",
                                   f"grads[:] = {SCALED}\n    return grads")), sentence="The result is right, but "
             "what was given is overwritten, the tensors (as by `*=`) or the list. Return a new list of new tensors."),
        edit(("in grads]", ("in grads], norm", "in grads], torch.tensor(norm).to(grads[0])")),
             sentence="It returns the norm as well. The list of gradients is all there is to return."),
    ),
    properties=(Property(lambda case, value: nn.utils.get_total_norm(value) < 1.001 * case.inputs["max_norm"],
                         sentence="What comes back is still longer than `max_norm`."),),
)

# Recorded answers ----------------------------------------------------------------------------------------

WAIT_OF_THE_LINE = Prediction(
    id="wait_of_the_line", prompt="For 256 symbols the recurrent layer multiplies a quarter as often as all pairs. "
                                  "How many times as long does it take? (Below 1: it is quicker.)",
    low=0.001, high=1000, unit="times as long", log=True, digits=2,
    says="For a quarter of the work it takes {value:.1f} times as long: multiplications are not what decides.",
    expected=Expected("in order, beside all pairs", above=2, unit="times the time"),
)

GRADIENT_LEFT = Prediction(
    id="gradient_left", prompt="How much of the gradient at the last symbol is left twenty places before it?",
    low=0.0001, high=100, unit="percent", log=True, digits=2,
    says="Of the gradient {value:.2f} % is left. Nine tenths at each step would have left 12 %.",
    expected=Expected("left of the gradient twenty places back", above=0.2, below=2, unit="percent"),
)

RECALL_FAR = Prediction(
    id="recall_far", prompt="With twenty distractors instead of five, how often will it be right?",
    low=0, high=100, unit="percent", digits=2,
    says="Across twenty distractors {value:.0f} % of its answers are right, and of guesses 12.5 %.",
    expected=Expected("right across twenty distractors", above=6.5, below=18.5, unit="percent"),
)

LARGER_WEIGHTS = Prediction(
    id="larger_weights", prompt="W_h is drawn at random, three times as large as the network had it. How many times "
                                "as long as at the last symbol is the gradient forty symbols before it? (Below 1: it "
                                "is shorter.)",
    low=1e-9, high=1e9, unit="times as long", log=True, digits=2,
    says="Forty symbols back it is {value:,.0f} times as long. The tanh takes back a part of what these weights gain "
         "at each step, and not all of it.",
    expected=Expected("the gradient forty symbols back, with larger weights", above=1000, unit="times as long"),
)

CLIPPING = Choice(
    id="clipping", prompt="A gradient is made of two matrices, of lengths 3 and 4. As a whole it is to have a length "
                          "of 1, and point where it pointed. How long are the two matrices then?",
    options=(
        Option("0.6 and 0.8", "0.6 and 0.8.", "By their squares they are 5 long together. All numbers are multiplied "
               "by the same 1/5: the same way, not as far.", right=True),
        Option("1 and 1", "1 and 1.", "How long are they together, and one beside the other?"),
        Option("3/7 and 4/7", "3/7 and 4/7.", "At right angles, lengths do not add up. What does?"),
        Option("0.5 and 0.5", "0.5 and 0.5.", "One was longer. Where would the whole point now?"),
    ),
)


def _done_in_four_ticks(answer):
    length, cores = answer["length"], answer["cores"]
    if length > 4 and cores > 1:
        return (f"On {cores} cores attention is done after tick {done_at('attention', length, cores)}, and "
                f"the recurrent line after tick {length}.")
    if length > 4:
        return f"On one core both are done after tick {length}."
    if length < 4:
        return f"Both are done by tick {length}. The line may be longer."
    if cores == 1:
        return "Both are done by tick 4, on one core. Would more cores let the line be longer? Try it."
    return ""


FOUR_TICKS = Exploration(
    id="four_ticks", prompt="Bring both ways of reading to their end by tick four, with the longest line for which "
                            "both succeed.",
    figure=StepClock, given={"symbols": "whisper it along", "lanes": ("recurrence", "attention")},
    judge=_done_in_four_ticks,
    shows="Only a line of four is read in order by tick four: each waits for the one before, whatever the number of "
          "cores. With four of them, attention reads all sixteen in that time.",
    right=({"length": 4, "tick": 0, "cores": 2}, {"length": 4, "tick": 4, "cores": 8}),
    near=(
        NearMiss({"length": 16, "tick": 4, "cores": 4}, "On 4 cores attention is done after tick 4, and the "
                 "recurrent line after tick 16."),
        NearMiss({"length": 8, "tick": 0, "cores": 2}, "On 2 cores attention is done after tick 4, and the recurrent "
                 "line after tick 8."),
        NearMiss({"length": 16, "tick": 4, "cores": 1}, "On one core both are done after tick 16."),
        NearMiss({"length": 4, "tick": 4, "cores": 1}, "Both are done by tick 4, on one core. Would more cores let "
                 "the line be longer? Try it."),
        NearMiss({"length": 3, "tick": 0, "cores": 1}, "Both are done by tick 3. The line may be longer."),
    ),
)


def _two_thirds_are_left(answer):
    left = answer["weight"] ** answer["gap"]
    if answer["guess"] is None:
        return "The prediction is missing: say first how much is left, and the curve appears."
    if answer["gap"] != 20:
        return f"The gap is {answer['gap']} now. Leave it at 20: there two thirds are to be left."
    if answer["weight"] == 0.8 and answer["size"] != 16:
        return "The state has another size, and as much is left as before. Something else can be set as well."
    if left > 0.72:
        return f"Too much is left, {significant(left)}. A smaller weight loses more at each step."
    if left < 0.62:
        return f"Too little is left, {significant(left)}. A larger weight keeps more at each step."
    return ""


LOST_BY_POWERS = Exploration(
    id="lost_by_powers", prompt="How much of the gradient is left after twenty steps at a weight of 0.8? Say it. "
                                "Then find the weight at which twenty steps leave two thirds.",
    figure=Fading, given={"weight": 0.8, "gap": 20}, judge=_two_thirds_are_left,
    shows="A weight of 0.98 loses a fiftieth at each step, a third in twenty, at every size of the state.",
    right=tuple({"weight": 0.98, "gap": 20, "size": size, "guess": -1.0} for size in (16, 256)),
    near=(
        NearMiss({"weight": 0.98, "gap": 20, "size": 16, "guess": None}, "The prediction is missing: say first how "
                 "much is left, and the curve appears."),
        NearMiss({"weight": 0.9, "gap": 22, "size": 16, "guess": -1.0}, "The gap is 22 now. Leave it at 20: there "
                 "two thirds are to be left."),
        NearMiss({"weight": 0.8, "gap": 20, "size": 256, "guess": -1.0}, "The state has another size, and as much is "
                 "left as before. Something else can be set as well."),
        NearMiss({"weight": 0.99, "gap": 20, "size": 16, "guess": -0.9}, "Too much is left, 0.82. A smaller weight "
                 "loses more at each step."),
        NearMiss({"weight": 0.97, "gap": 20, "size": 16, "guess": -0.9}, "Too little is left, 0.54. A larger weight "
                 "keeps more at each step."),
    ),
)

TERMS = (
    Term("sequential dependency", "What has to wait for the result before it.", "Vaswani et al. 2017"),
    Term("time complexity", "How the time grows with the length of the input.", "Hartmanis and Stearns 1965"),
    Term("backpropagation through time", "To go back through all the steps of a recurrent network, the last one "
         "first, for the gradient of each.", "Werbos 1990"),
    Term("singular value", "The largest is the most by which a matrix lengthens anything.", "Smithies 1937"),
    Term("vanishing gradient", "A gradient that loses a factor at each step back.", "Hochreiter 1991"),
    Term("exploding gradient", "A gradient that gains a factor at each step back.", "Bengio et al. 1994"),
    Term("gradient clipping", "To shorten a gradient that is longer than a limit.", "Pascanu et al. 2013"),
)

LESSON = Lesson("02", "two_costs", "What does reading in order cost?",
                (WAIT_OF_THE_LINE, FOUR_TICKS, GRADIENT_BY_DISTANCE, GRADIENT_LEFT, LOST_BY_POWERS,
                 RECALL_ACCURACY, RECALL_FAR, LARGER_WEIGHTS, CLIPPING, CLIP_GRADIENT), TERMS)
