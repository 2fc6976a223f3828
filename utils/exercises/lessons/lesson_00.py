"""Lesson 00, welcome: a neuron, and the weighted average that the whole course leads to."""
import torch
import torch.nn.functional as F

from ..cases import given, normal, shapes
from ..specification import Choice, Exercise, Expected, Lesson, Option, Prediction, Term, edit
from ..worker import Case

# neuron --------------------------------------------------------------------------------------------------


def _neuron_cases(generator):
    def drawn(*shape, dtype=torch.float32, gradient=False):
        # the bias is far enough from zero to be missed, and small enough to leave some neurons off
        bias = torch.empty((), dtype=dtype).uniform_(0.3, 0.6, generator=generator).round(decimals=2)
        x, weights = (normal(generator, *each, dtype=dtype) for each in (shape, shape[-1:]))
        return Case({"x": x, "weights": weights, "bias": bias}, gradient=gradient)

    return [
        given(x=[1.0, -2.0, 1.0], weights=[0.5, -1.0, 0.25], bias=0.5),
        given(x=[1.0, 2.0, -1.0], weights=[0.5, -1.0, 0.25], bias=0.5),  # off
        given(x=[[1.0, 2.0, -1.0], [0.0, -2.0, 4.0]], weights=[0.5, -1.0, 0.25], bias=0.5),
        given(x=[[150.0, -2.0], [-3.0, 120.0]], weights=[2.0, 0.5], bias=0.5),
        given(x=[[1.5], [0.5]], weights=[160.0], bias=-130.0),
        given(x=[[1e-4], [1e5]], weights=[2.0], bias=0.0), given(x=[0.5], weights=[3.0], bias=0.5),
        # too near to each other for float32
        given(torch.float64, x=[[1e4 + 0.5, 1e4 + 0.2], [3e4, 3e4 - 0.7]], weights=[1.0, -1.0], bias=0.25),
        *shapes(drawn, 9, 4), drawn(2, 3, 2), drawn(2, 1, 3, 2), drawn(2, 3, 1, 2, 2),
    ]


NEURON = Exercise(
    id="neuron", title="One neuron", points=2, minutes=5, difficulty=1,
    hints=("There are three steps: multiply each input by its weight and add up, add the bias, make what is negative "
           "zero.",
           "For a batch, `x @ weights` multiplies and adds along the last axis, for all rows at once.",
           "`torch.relu` keeps what is positive and makes the rest zero."),
    cases=_neuron_cases,
    oracle=lambda case: F.relu((case.inputs["x"] * case.inputs["weights"]).sum(-1) + case.inputs["bias"]),
    mistakes=(
        edit((" + bias", ""), sentence="The bias is not used: add it to the weighted sum."),
        edit(("+ bias", "- bias"), sentence="The bias is subtracted. It is added."),
        edit(("x @ weights + bias", "(x * weights + bias).sum(-1)"), sentence="The bias is added once for every "
             "input. Add it once, to the sum."),
        edit((" + bias)", ") + bias"), sentence="The bias is added after the nonlinearity. It belongs inside: it "
             "decides where the neuron switches on."),
        edit(("torch.relu", ""), sentence="The weighted sum is right. What is missing is the nonlinearity."),
        edit(("relu", "tanh"), sentence="The nonlinearity is a tanh. Here it is the rectifier: negative becomes "
             "zero, positive stays as it is."),
        edit(("relu", "sigmoid"), sentence="The nonlinearity is a sigmoid. Here it is the rectifier: negative "
             "becomes zero, positive stays as it is."),
        edit(("torch.relu", ("F.leaky_relu", "F.elu", "F.gelu", "F.silu", "F.softplus")),
             sentence="The nonlinearity is a softened rectifier. Here what is negative becomes zero."),
        edit(("relu", "abs"), sentence="Negative sums come back positive. They should become zero."),
        edit(("relu", "clamp"), ("+ bias)", "+ bias, max=0)"), sentence="It keeps what is negative and drops what is "
             "positive: the other way round."),
        edit(("relu", "clamp"), ("+ bias)", tuple(f"+ bias, 0, {most})" for most in (1, 6, 10, 20, 50, 100))),
             sentence="Large sums are cut off, as `relu6` does at 6. The rectifier has no upper end."),
        edit(("torch.relu(x @ weights + bias)", ("max(0, x @ weights + bias)",
                                                 "y if (y := x @ weights + bias) > 0 else 0 * y")),
             sentence="`max` and `if` ask one yes or no of a whole batch of numbers. `torch.relu` decides for each "
             "number by itself."),
        edit(("relu(", "maximum(0, "), sentence="`torch.maximum` compares two tensors, and 0 is none. "
             "`torch.relu(…)` or `.clamp(min=0)` take the number zero for you."),
        edit(("@", "*"), sentence="The products are there, but they are not added up: a neuron gives one."),
        edit(("x @ weights", "(x * weights).mean(-1)"), sentence="It averages the products. Add them."),
        edit(("x @ weights", "(x * weights).sum()"), sentence="It adds over the whole batch. Each row of `x` should "
             "give its own number: add along the last axis only."),
        edit(("x @ weights", "(x * weights).sum(0)"), sentence="It adds over the rows (axis 0). Each row should give "
             "its own number: add along the last axis, `sum(-1)`, or use `x @ weights`."),
        edit(("x @ weights", "(x * weights).sum(1)"), sentence="Axis 1 is the last axis only for a table. `sum(-1)` "
             "is right for one row, a batch, and more; so is `x @ weights`."),
        edit(("torch.relu(x @ weights + bias)", "torch.relu(x * weights).sum(-1) + bias"),
             sentence="Each product is rectified before the sum. Add first, rectify once at the end."),
        edit(("x @ weights", "torch.dot(x, weights)"), sentence="`torch.dot` takes one row only. `x @ weights` does "
             "the same for a whole batch."),
        edit(("x @ weights + bias)", "x @ weights[:, None] + bias).squeeze()"),
             sentence="`squeeze` drops every axis of length one, also that of a batch with one row. `squeeze(-1)` "
             "drops the last alone, and `x @ weights` needs neither."),
    ),
)

# weighted_average ----------------------------------------------------------------------------------------


def _average_cases(generator):
    def drawn(n, d, dtype=torch.float32, gradient=False):
        values, weights = normal(generator, n, d, dtype=dtype), normal(generator, n, dtype=dtype)
        return Case({"values": values + 1, "weights": weights.abs() + 0.1}, gradient=gradient)

    return [
        given(values=[[1.0, 0.0], [3.0, 4.0], [5.0, 2.0]], weights=[2.0, 1.0, 1.0]),
        given(values=[[1.0, 0.0, -2.0], [3.0, 4.0, 6.0]], weights=[3.0, 1.0]),
        given(values=[[1.0, 0.0], [3.0, 4.0]], weights=[0.5, 1.5]),
        given(torch.float64, values=[[1.0, 0.0], [3.0, 4.0]], weights=[1.5e-12, 5e-13]),
        given(values=[[0.0, 1.0], [2e5, 3.0]], weights=[1.0, 1e-5]),
        given(values=[[-700.0, 250.0], [900.0, -130.0]], weights=[5e5, 3e5]),
        given(torch.float64, values=[[1e4, 1.0], [-1e4, 2.0]], weights=[1.0, 1.0001]),  # too near for float32
        *shapes(drawn, 4, 7),
    ]


WEIGHTED_AVERAGE = Exercise(
    id="weighted_average", title="A weighted average", points=2, minutes=5, difficulty=1,
    hints=("Divide the weights by their sum first. Then they are shares of one whole.",
           "Each row of `values` is multiplied by its own weight, and the rows are added.",
           "`weights[:, None]` has shape (n, 1) and stretches over the d columns; `weights @ values` multiplies and "
           "adds in one go."),
    cases=_average_cases,
    oracle=lambda case: torch.einsum("n,nd->d", F.normalize(case.inputs["weights"], p=1, dim=0),
                                     case.inputs["values"]),
    mistakes=(
        edit((" / weights.sum()", ""), sentence="This is the weighted sum. Divide it by the weights' sum."),
        edit(("weights.sum()", "len(weights)"), sentence="It is divided by the number of values. Divide by the sum "
             "of the weights: that is how much was put on the scale."),
        edit(("sum()", "max()"), sentence="It is divided by the largest weight. Divide by the sum of all."),
        edit(("sum()", "norm()"), sentence="It is divided by the root of the sum of squares (`norm`). Divide by the "
             "sum of the weights."),
        edit(("shares @ values", "weights @ values / values.sum(0)"), sentence="It is divided by the sum of the "
             "values. Divide by the sum of the weights."),
        edit(("sum()", tuple(f"sum().{keep}(1e-{n})" for keep in ("add", "clamp") for n in range(3, 12))),
             sentence="A small number keeps the sum of the weights from zero, and takes from the shares of small "
             "ones. Positive weights never add up to zero: divide by their sum alone."),
        edit(("shares @ values", "values.mean(0)"), sentence="This is the plain mean, without the weights."),
        edit(("weights / weights.sum()", "weights.softmax(0)"), sentence="The weights go through a softmax. They are "
             "positive already: divide by their sum."),
        edit(("weights / ", "weights.div_("), ("sum()", "sum())"), sentence="The result is right, but `weights` "
             "itself was changed on the way (`/=` and its like work in place). Whoever called it still needs the old "
             "weights: make a new tensor."),
        edit(("shares @ values", "shares[:, None] * values"), sentence="The weighted rows are not added up."),
        edit(("shares @ values", "(shares[:, None] * values).sum(1)"), sentence="It adds along each row, so one "
             "number comes out for each value. Add down the rows (axis 0): one number for each column."),
        edit(("shares @ values", "(shares[:, None] * values).sum()"), sentence="It adds everything into one number. "
             "Add down the rows only (axis 0)."),
        edit(("shares @ values", ("(values * shares).sum(0)", "(shares * values).sum(0)")),
             sentence="Somewhere a length n meets a length d. `values` is (n, d) and `weights[:, None]` is (n, 1); "
             "what divides is one number."),
        edit(("shares @ values", "values @ shares"), sentence="`values @ weights` lines up the columns of `values` "
             "with the weights. `weights @ values` lines up its rows."),
        edit(("shares @ values", "(shares[None] @ values).squeeze()"), sentence="`squeeze` drops every axis of "
             "length one, also the columns where there is only one. `squeeze(0)` drops the first alone, and `weights "
             "@ values` needs neither."),
    ),
)

# Recorded answers ----------------------------------------------------------------------------------------

WHISPER = Prediction(
    id="whisper", prompt="Twenty people stand in a line. Each passes on nine tenths of what they heard. How much of "
                         "the message does the last one hear?",
    low=0, high=100, unit="percent",
    says="The twentieth hears {value:.1f} % of it. Nine tenths is much; the number of times does it.",
    expected=Expected("heard by the twentieth", above=13, below=14, unit="percent"),
)

PAIRS = Choice(
    id="pairs", prompt="In a room everyone looks at everyone, themselves included. Then there are twice as many "
                       "people. How many looks are there now?",
    expected=Expected("looks of twice the people", above=3.9, below=4.1, unit="times as many"),
    options=(
        Option("the same", "As many as before.", "Whom do the newcomers look at?"),
        Option("twice", "Twice as many.", "That is twice the people who look. Whom does each look at?"),
        Option("four times", "Four times as many.", "Twice as many people look, and each has twice as many to look "
               "at: n people make n × n looks. This is the bill that Part IV opens.", right=True),
        Option("a power of two", "Each newcomer doubles them.", "Count what one newcomer adds: looks at the others, "
               "theirs back, and one at oneself."),
    ),
)

TERMS = (
    Term("neuron", "A weighted sum plus a bias, followed by a bend.", "McCulloch and Pitts 1943"),
    Term("rectified linear unit", "The bend that makes a negative sum zero and leaves every other as it is; short: "
         "ReLU.", "Nair and Hinton 2010"),
)

LESSON = Lesson("00", "welcome", "How does this course work?",
                (NEURON, WEIGHTED_AVERAGE, WHISPER, PAIRS), TERMS)
