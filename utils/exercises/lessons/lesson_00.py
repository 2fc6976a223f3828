"""Lesson 00, welcome: a neuron, and the weighted average that the whole course leads to."""
import torch
import torch.nn.functional as F

from ..specification import Choice, Exercise, Lesson, Mistake, Option, Prediction, Property, Term
from ..worker import Case

# neuron --------------------------------------------------------------------------------------------------


def _neuron_cases(generator):
    def case(*batch, d, dtype=torch.float32, scale=1.0, gradient=False):
        x, weights = (torch.randn(*shape, generator=generator, dtype=dtype) for shape in ((*batch, d), (d,)))
        x *= scale
        # the bias is far enough from zero to be missed, and small enough to leave some neurons off
        bias = torch.empty((), dtype=dtype).uniform_(0.3, 0.6, generator=generator)
        return Case({"x": x, "weights": weights, "bias": bias}, gradient=gradient)

    fixed = Case({"x": torch.tensor([1.0, 2.0, -1.0]), "weights": torch.tensor([0.5, -1.0, 0.25]),
                  "bias": torch.tensor(0.5)})
    on = Case({"x": torch.tensor([1.0, -2.0, 1.0]), "weights": torch.tensor([0.5, -1.0, 0.25]),
               "bias": torch.tensor(0.5)})
    return [on, fixed, case(6, d=3), case(8, d=5, dtype=torch.float64), case(3, 4, d=2),
            case(9, d=4, gradient=True), case(1, d=3), case(20, d=3, scale=20.0)]


def _neuron_oracle(case):
    x, weights, bias = case.inputs.values()
    return F.relu(F.linear(x, weights[None], bias[None]))[..., 0]


def _without_bias(x, weights, bias):
    return torch.relu(x @ weights)


def _without_nonlinearity(x, weights, bias):
    return x @ weights + bias


def _bias_for_each_input(x, weights, bias):
    return torch.relu((x * weights + bias).sum(-1))


def _bias_after(x, weights, bias):
    return torch.relu(x @ weights) + bias


def _bias_subtracted(x, weights, bias):
    return torch.relu(x @ weights - bias)


def _tanh(x, weights, bias):
    return torch.tanh(x @ weights + bias)


def _sigmoid(x, weights, bias):
    return torch.sigmoid(x @ weights + bias)


def _absolute(x, weights, bias):
    return (x @ weights + bias).abs()


def _minimum(x, weights, bias):
    return (x @ weights + bias).clamp(max=0)


def _products_not_added(x, weights, bias):
    return torch.relu(x * weights + bias)


def _averaged(x, weights, bias):
    return torch.relu((x * weights).mean(-1) + bias)


def _added_over_everything(x, weights, bias):
    return torch.relu((x * weights).sum() + bias)


def _each_input_rectified(x, weights, bias):
    return torch.relu(x * weights).sum(-1) + bias


def _only_one_row(x, weights, bias):
    return torch.relu(torch.dot(x, weights) + bias)


def _python_maximum(x, weights, bias):
    return max(0, x @ weights + bias)


def _maximum_with_a_number(x, weights, bias):
    return torch.maximum(0, x @ weights + bias)


def _added_down_the_batch(x, weights, bias):
    return torch.relu((x * weights).sum(0) + bias)


def _added_along_axis_1(x, weights, bias):
    return torch.relu((x * weights).sum(1) + bias)


def _capped(x, weights, bias):
    return F.relu6(x @ weights + bias)


def _squeezed(x, weights, bias):
    return torch.relu(x @ weights[:, None] + bias).squeeze()


NEURON = Exercise(
    id="neuron", title="One neuron", points=2, minutes=5, difficulty=1,
    hints=(
        "There are three steps: multiply each input by its weight and add up, add the bias, make what is "
        "negative zero.",
        "For a batch, `x @ weights` multiplies and adds along the last axis, for all rows at once.",
        "`torch.relu` keeps what is positive and makes the rest zero.",
    ),
    cases=_neuron_cases,
    oracle=_neuron_oracle,
    properties=(Property(lambda case, value: bool((value >= 0).all()),
                         "A neuron with this nonlinearity is never negative; yours is."),),
    mistakes=(
        Mistake(_without_bias, "The bias is not used: add it to the weighted sum."),
        Mistake(_without_nonlinearity, "The weighted sum is right. The nonlinearity is missing: negative sums "
                                       "must become zero."),
        Mistake(_bias_for_each_input, "The bias is added once for every input. Add it once, to the sum."),
        Mistake(_bias_after, "The bias is added after the nonlinearity. It belongs inside: it decides where the "
                             "neuron switches on."),
        Mistake(_bias_subtracted, "The bias is subtracted. It is added."),
        Mistake(_tanh, "The nonlinearity is a tanh. Here it is the rectifier: negative becomes zero, positive "
                       "stays as it is."),
        Mistake(_sigmoid, "The nonlinearity is a sigmoid. Here it is the rectifier: negative becomes zero, "
                          "positive stays as it is."),
        Mistake(_absolute, "Negative sums come back positive. They should become zero."),
        Mistake(_minimum, "It keeps what is negative and drops what is positive: the other way round."),
        Mistake(_products_not_added, "The products are there, but they are not added up: a neuron gives one number."),
        Mistake(_averaged, "It averages the products. A neuron adds them."),
        Mistake(_added_over_everything, "It adds over the whole batch. Each row of `x` should give its own number: "
                                        "add along the last axis only."),
        Mistake(_each_input_rectified, "Each product is rectified before the sum. Add first, rectify once at the end."),
        Mistake(_only_one_row, "`torch.dot` takes one row only. `x @ weights` does the same for a whole batch."),
        Mistake(_python_maximum, "`max` and `if` ask one yes or no of a whole batch of numbers. `torch.relu` decides "
                                 "for each number by itself."),
        Mistake(_maximum_with_a_number, "`torch.maximum` compares two tensors, and 0 is none. `torch.relu(…)` or "
                                        "`.clamp(min=0)` take the number zero for you."),
        Mistake(_added_down_the_batch, "It adds over the rows (axis 0). Each row should give its own number: add along "
                                       "the last axis, `sum(-1)`, or use `x @ weights`."),
        Mistake(_added_along_axis_1, "Axis 1 is the last axis only for a table. `sum(-1)` is right for one row, a "
                                     "batch, and more; so is `x @ weights`."),
        Mistake(_capped, "Large sums are cut off at 6 (`relu6`). The rectifier has no upper end."),
        Mistake(_squeezed, "`squeeze` drops every axis of length one, also that of a batch with one row. "
                           "`squeeze(-1)` drops the last alone, and `x @ weights` needs neither."),
    ),
    alternatives=(
        lambda x, weights, bias: ((x * weights).sum(-1) + bias).clamp(min=0),
        lambda x, weights, bias: torch.where((y := x @ weights + bias) > 0, y, torch.zeros_like(y)),
        lambda x, weights, bias: torch.relu(torch.einsum("...d,d->...", x, weights) + bias),
    ),
)

# weighted_average ----------------------------------------------------------------------------------------


def _average_cases(generator):
    def case(n, d, dtype=torch.float32, gradient=False):
        values = torch.randn(n, d, generator=generator, dtype=dtype) + 1
        weights = torch.rand(n, generator=generator, dtype=dtype) * 2 + 0.1
        return Case({"values": values, "weights": weights}, gradient=gradient)

    fixed = Case({"values": torch.tensor([[1.0, 0.0], [3.0, 4.0], [5.0, 2.0]]),
                  "weights": torch.tensor([2.0, 1.0, 1.0])})
    return [fixed, case(2, 3), case(5, 2, torch.float64), case(4, 7), case(6, 3, gradient=True), case(1, 4),
            case(3, 1)]


def _not_divided(values, weights):
    return weights @ values


def _divided_by_count(values, weights):
    return weights @ values / len(weights)


def _unweighted(values, weights):
    return values.mean(0)


def _through_softmax(values, weights):
    return weights.softmax(0) @ values


def _values_not_added(values, weights):
    return weights[:, None] * values / weights.sum()


def _along_the_wrong_axis(values, weights):
    return (weights[:, None] * values).sum(1) / weights.sum()


def _over_everything(values, weights):
    return (weights[:, None] * values).sum() / weights.sum()


def _without_second_axis(values, weights):
    return (values * weights).sum(0) / weights.sum()


def _divided_by_largest(values, weights):
    return weights @ values / weights.max()


def _divided_by_length(values, weights):
    return weights @ values / weights.norm()


def _wrong_order(values, weights):
    return values @ weights / weights.sum()


def _in_place(values, weights):
    weights /= weights.sum()
    return weights @ values


def _divided_by_values(values, weights):
    return weights @ values / values.sum(0)


def _average_squeezed(values, weights):
    return (weights[None] @ values / weights.sum()).squeeze()


WEIGHTED_AVERAGE = Exercise(
    id="weighted_average", title="A weighted average", points=2, minutes=5, difficulty=1,
    hints=(
        "Divide the weights by their sum first. Then they are shares of one whole.",
        "Each row of `values` is multiplied by its own weight, and the rows are added.",
        "`weights[:, None]` has shape (n, 1) and stretches over the d columns; `weights @ values` multiplies and "
        "adds in one go.",
    ),
    cases=_average_cases,
    oracle=lambda case: torch.einsum("n,nd->d", F.normalize(case.inputs["weights"], p=1, dim=0),
                                     case.inputs["values"]),
    properties=(Property(
        lambda case, value: bool(((value <= case.inputs["values"].max(0).values + 1e-4)
                                  & (value >= case.inputs["values"].min(0).values - 1e-4)).all()),
        "An average lies between the smallest and the largest value; yours does not."),),
    mistakes=(
        Mistake(_not_divided, "This is the weighted sum. Divide it by the sum of the weights."),
        Mistake(_divided_by_count, "It is divided by the number of values. Divide by the sum of the weights: "
                                   "that is how much was put on the scale."),
        Mistake(_unweighted, "This is the plain mean: the weights are not used."),
        Mistake(_through_softmax, "The weights go through a softmax. They are positive already: divide by their sum."),
        Mistake(_values_not_added, "The weighted rows are there, but they are not added up."),
        Mistake(_along_the_wrong_axis, "It adds along each row, so one number comes out for each value. Add down the "
                                       "rows (axis 0): one number for each column."),
        Mistake(_over_everything, "It adds everything into one number. Add down the rows only (axis 0)."),
        Mistake(_without_second_axis, "Somewhere a length n meets a length d. `values` is (n, d) and "
                                      "`weights[:, None]` is (n, 1); what divides is one number, `weights.sum()`."),
        Mistake(_divided_by_largest, "It is divided by the largest weight. Divide by the sum of the weights."),
        Mistake(_divided_by_length, "It is divided by the root of the sum of squares (`norm`). Divide by the "
                                    "sum of the weights."),
        Mistake(_wrong_order, "`values @ weights` lines up the columns of `values` with the weights. "
                              "`weights @ values` lines up its rows."),
        Mistake(_in_place, "The result is right, but `weights` itself was changed on the way (`/=` works in place). "
                           "Whoever called it still needs the old weights: make a new tensor."),
        Mistake(_divided_by_values, "It is divided by the sum of the values. Divide by the sum of the weights."),
        Mistake(_average_squeezed, "`squeeze` drops every axis of length one, also the columns where there is only "
                                   "one. `squeeze(0)` drops the first alone, and `weights @ values` needs neither."),
    ),
    alternatives=(
        lambda values, weights: weights @ values / weights.sum(),
        lambda values, weights: ((weights / weights.sum())[:, None] * values).sum(0),
        lambda values, weights: sum(w * v for w, v in zip(weights, values)) / weights.sum(),
    ),
)

# Recorded answers ----------------------------------------------------------------------------------------

WHISPER = Prediction(
    id="whisper", prompt="Twenty people stand in a line. Each passes on nine tenths of what they heard. How much of "
                         "the message does the last one hear?",
    low=0, high=100, unit="percent",
    says="The twentieth hears {value:.1f} % of it. Nine tenths is much; it is the number of times that does it.",
)

PAIRS = Choice(
    id="pairs", prompt="In a room everyone looks at everyone, themselves included. Twice as many people come in. How many looks are "
                       "there now?",
    options=(
        Option("the same", "As many as before.",
               "Everyone looks once at each person in the room, and there are more persons in it now."),
        Option("twice", "Twice as many.",
               "That would do if there were only more people who look. Whom does each of them look at?"),
        Option("four times", "Four times as many.",
               "Twice as many people look, and each has twice as many to look at: n people make n × n looks. This is the "
               "bill that Part IV opens.", right=True),
        Option("a power of two", "Twice as many for each person who comes in.",
               "Count what one newcomer adds: the looks of this one person at the others, and theirs back."),
    ),
)

TERMS = (
    Term("neuron", "A weighted sum of its inputs plus a bias, followed by a bend.", "McCulloch and Pitts 1943"),
    Term("rectified linear unit", "The bend that makes a negative sum zero and leaves every other as it is; short: ReLU.",
         "Nair and Hinton 2010"),
)

LESSON = Lesson("00", "welcome", "How does this course work?", (NEURON, WEIGHTED_AVERAGE, WHISPER, PAIRS), TERMS)
