"""Lesson 01, recurrence: the loss, one step, and the loop over the text."""
import inspect
import math

import torch
import torch.nn.functional as F
from torch import nn

from ..specification import Choice, Exercise, Lesson, Mistake, Option, Prediction, Property, Term
from ..worker import Built, Case

# next_symbol_loss ----------------------------------------------------------------------------------------


def _loss_cases(generator):
    def case(B, T, V, dtype=torch.float32, scale=1.5, gradient=False):
        logits = torch.randn(B, T, V, generator=generator, dtype=dtype) * scale
        targets = torch.randint(V, (B, T), generator=generator)
        return Case({"logits": logits, "targets": targets}, gradient=gradient)

    fixed = Case({"logits": torch.tensor([[[1.0, 0.0, -1.0], [0.0, 2.0, 0.5]]]), "targets": torch.tensor([[2, 1]])})
    rare = case(2, 3, 5)
    rare.inputs["targets"].clamp_(max=3)  # the last symbol never comes
    large = case(2, 4, 6, scale=150.0)
    large.inputs["logits"] += 200  # so that exp overflows
    large.inputs["targets"][0, 0] = large.inputs["logits"][0, 0].argmax()
    return [fixed, rare, case(4, 2, 7, torch.float64), case(3, 5, 4, gradient=True), large]


def _added_up(logits, targets):
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="sum")


def _added_over_time(logits, targets):
    return F.cross_entropy(logits.transpose(1, 2), targets, reduction="none").sum(1).mean()


def _for_each_symbol(logits, targets):
    return F.cross_entropy(logits.transpose(1, 2), targets, reduction="none")


def _without_minus(logits, targets):
    return logits.log_softmax(-1).gather(-1, targets[..., None]).mean()


def _in_bits(logits, targets):
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten()) / math.log(2)


def _softmax_twice(logits, targets):
    return F.cross_entropy(logits.softmax(-1).flatten(0, 1), targets.flatten())


def _over_all_symbols(logits, targets):
    return -logits.log_softmax(-1).mean()


def _softmax_over_time(logits, targets):
    return -logits.log_softmax(1).gather(-1, targets[..., None]).mean()


def _softmax_over_batch(logits, targets):
    return -logits.log_softmax(0).gather(-1, targets[..., None]).mean()


def _without_softmax(logits, targets):
    return F.nll_loss(logits.flatten(0, 1), targets.flatten())


def _without_logarithm(logits, targets):
    return -logits.softmax(-1).gather(-1, targets[..., None]).mean()


def _shifted_again(logits, targets):
    return F.cross_entropy(logits[:, :-1].flatten(0, 1), targets[:, 1:].flatten())


def _logarithm_of_mean(logits, targets):
    return -logits.softmax(-1).gather(-1, targets[..., None]).mean().log()


def _perplexity(logits, targets):
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten()).exp()


def _not_flattened(logits, targets):
    return F.cross_entropy(logits, targets)


def _scrambled(logits, targets):
    return F.cross_entropy(logits.reshape(logits.shape[0], logits.shape[2], logits.shape[1]), targets)


def _exponentials_overflow(logits, targets):
    weights = logits.exp()
    return -(weights / weights.sum(-1, keepdim=True)).gather(-1, targets[..., None]).log().mean()


def _logarithm_of_softmax(logits, targets):
    return -logits.softmax(-1).gather(-1, targets[..., None]).log().mean()


def _last_symbol_only(logits, targets):
    return F.cross_entropy(logits[:, -1], targets[:, -1])


def _one_hot_of_what_came(logits, targets):
    return -(logits.log_softmax(-1) * F.one_hot(targets)).sum(-1).mean()


def _gather_without_axis(logits, targets):
    return -logits.log_softmax(-1).gather(-1, targets).mean()


def _logarithm_of_logits(logits, targets):
    return -logits.gather(-1, targets[..., None]).log().mean()


def _with_epsilon(logits, targets):
    return -(logits.softmax(-1) + 1e-8).gather(-1, targets[..., None]).log().mean()


def _as_a_number(logits, targets):
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten()).item()


def _detached(logits, targets):
    return F.cross_entropy(logits.detach().flatten(0, 1), targets.flatten())


NEXT_SYMBOL_LOSS = Exercise(
    id="next_symbol_loss", title="The price of a guess", points=2, minutes=8, difficulty=2,
    hints=(
        "Turn the logits into log-probabilities along the last axis, the one of the symbols: `log_softmax(-1)`.",
        "Of the V log-probabilities at each place, only one counts: that of the symbol that really came. "
        "`gather(-1, targets[..., None])` picks it.",
        "`F.cross_entropy` does both, if you give it logits of shape (B · T, V) and targets of shape (B · T,).",
    ),
    cases=_loss_cases,
    oracle=lambda case: nn.CrossEntropyLoss()(case.inputs["logits"].movedim(-1, 1), case.inputs["targets"]),
    properties=(Property(lambda case, value: bool(value >= 0),
                         "A loss of −ln p is never negative, since p is at most one; yours is."),),
    mistakes=(
        Mistake(_added_up, "It adds the losses of all symbols. Take the mean, so that texts of any length compare."),
        Mistake(_added_over_time, "It adds along the text and averages over the batch. Take the mean over both."),
        Mistake(_for_each_symbol, "It gives a loss for each symbol. Take the mean of them all: one number."),
        Mistake(_without_minus, "The sign is wrong: log-probabilities are negative, the loss is minus their mean."),
        Mistake(_in_bits, "This is right in bits (a logarithm to base 2). The course counts in nats: the natural "
                          "logarithm."),
        Mistake(_softmax_twice, "The softmax is taken twice: `F.cross_entropy` wants the logits as they are and has "
                                "its own softmax inside."),
        Mistake(_over_all_symbols, "It averages over all V symbols. Only the symbol that really came counts: pick it "
                                   "with `targets`."),
        Mistake(_softmax_over_time, "The softmax runs along the text (axis 1). It must run over the symbols: the "
                                    "last axis."),
        Mistake(_softmax_over_batch, "The softmax runs over the batch (axis 0). It must run over the symbols: the "
                                     "last axis."),
        Mistake(_without_softmax, "The logits are taken for log-probabilities. `F.nll_loss` wants `log_softmax(-1)` "
                                  "first."),
        Mistake(_without_logarithm, "The logarithm is missing: this is minus the mean probability."),
        Mistake(_shifted_again, "The targets are shifted once more. They are the next symbols already: "
                                "`targets[:, t]` is what comes after reading up to t."),
        Mistake(_logarithm_of_mean, "It takes the logarithm of the mean probability. Take the mean of the logarithms."),
        Mistake(_perplexity, "This is the perplexity, e to the power of the loss. Give the loss itself."),
        Mistake(_not_flattened, "`F.cross_entropy` expects the symbols on axis 1. Flatten the logits to (B · T, V) and "
                                "the targets to (B · T,), or swap the axes with `logits.transpose(1, 2)`."),
        Mistake(_scrambled, "A reshape does not swap axes: it deals the numbers out anew. Use "
                            "`logits.transpose(1, 2)`, or flatten the first two axes."),
        Mistake(_exponentials_overflow, "It is right for small logits. The last example has logits in the hundreds, "
                                        "and `exp` overflows: `log_softmax` takes the largest away first."),
        Mistake(_logarithm_of_softmax, "It is right for small logits. The last example has logits in the hundreds: "
                                       "a softmax gives 0, and the logarithm is infinite. `log_softmax` does both in "
                                       "one, safely."),
        Mistake(_one_hot_of_what_came, "`F.one_hot(targets)` has only as many places as the largest target asks for. Give "
                                       "it the number of symbols, `logits.shape[-1]`, or use `gather`."),
        Mistake(_gather_without_axis, "`gather` wants an index with as many axes as the logits: `targets[..., None]`."),
        Mistake(_logarithm_of_logits, "The softmax is missing: logits are any numbers, and only shares have a "
                                      "logarithm here. Use `log_softmax(-1)` in place of the logarithm."),
        Mistake(_with_epsilon, "A small number, added or as a clamp, keeps away the logarithm of zero and hides the price "
                               "of a wrong guess. `log_softmax` needs none."),
        Mistake(_last_symbol_only, "Only the last symbol counts here. Every place in the text is a guess to pay for."),
        Mistake(_as_a_number, "`.item()` gives a plain number, and training cannot reach back through it. Return the "
                              "tensor."),
        Mistake(_detached, "The value is right, but the logits are cut off by `detach`, `no_grad` or `torch.tensor`: "
                           "training cannot reach them."),
    ),
    alternatives=(
        lambda logits, targets: F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1)),
        lambda logits, targets: -logits.log_softmax(-1).gather(-1, targets[..., None]).mean(),
        lambda logits, targets: (logits.logsumexp(-1) - logits.gather(-1, targets[..., None])[..., 0]).mean(),
        lambda logits, targets: F.cross_entropy(logits.transpose(1, 2), targets),
    ),
)

# recurrent_step ------------------------------------------------------------------------------------------


def _step_inputs(generator, B, d_in, d_h, dtype):
    def random(*shape, scale):
        return torch.randn(*shape, generator=generator, dtype=dtype) * scale

    # small enough that tanh bends but does not saturate
    return {"x": random(B, d_in, scale=0.8), "h": random(B, d_h, scale=0.5),
            "W_x": random(d_in, d_h, scale=0.6), "W_h": random(d_h, d_h, scale=0.6), "b": random(d_h, scale=0.4)}


def _step_cases(generator):
    def case(B, d_in, d_h, dtype=torch.float32, gradient=False):
        return Case(_step_inputs(generator, B, d_in, d_h, dtype), gradient=gradient)

    fixed = Case({"x": torch.tensor([[1.0, -1.0, 0.5]]), "h": torch.tensor([[0.5, -0.25]]),
                  "W_x": torch.tensor([[0.5, -0.5], [0.2, 0.4], [-0.4, 0.6]]),
                  "W_h": torch.tensor([[0.3, -0.8], [0.6, 0.1]]), "b": torch.tensor([0.3, -0.2])})
    large = case(2, 3, 4)
    large.inputs["x"] *= 200  # where a tanh made of exponentials overflows
    return [fixed, case(4, 3, 5), case(2, 5, 3, torch.float64), case(3, 2, 4, gradient=True), large]


def _step_oracle(case):
    """torch's own cell, with the weights in its layout."""
    x, h, W_x, W_h, b = case.inputs.values()
    return torch.rnn_tanh_cell(x, h, W_x.T, W_h.T, b, torch.zeros_like(b))


def _step_without_tanh(x, h, W_x, W_h, b):
    return x @ W_x + h @ W_h + b


def _step_without_bias(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h @ W_h)


def _step_without_state(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + b)


def _step_without_input(x, h, W_x, W_h, b):
    return torch.tanh(h @ W_h + b)


def _step_state_transposed(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h @ W_h.T + b)


def _step_input_transposed(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x.T + h @ W_h + b)


def _step_state_unweighted(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h + b)


def _step_sigmoid(x, h, W_x, W_h, b):
    return torch.sigmoid(x @ W_x + h @ W_h + b)


def _step_relu(x, h, W_x, W_h, b):
    return torch.relu(x @ W_x + h @ W_h + b)


def _step_tanh_of_input_only(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + b) + h @ W_h


def _step_tanh_of_state_only(x, h, W_x, W_h, b):
    return x @ W_x + torch.tanh(h @ W_h + b)


def _step_tanh_of_each(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x) + torch.tanh(h @ W_h) + b


def _step_bias_outside(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h @ W_h) + b


def _step_added_to_state(x, h, W_x, W_h, b):
    return h + torch.tanh(x @ W_x + h @ W_h + b)


def _step_bias_twice(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + b + h @ W_h + b)


def _step_multiplied(x, h, W_x, W_h, b):
    return torch.tanh((x @ W_x) * (h @ W_h) + b)


def _step_in_place(x, h, W_x, W_h, b):
    h.copy_(torch.tanh(x @ W_x + h @ W_h + b))
    return h


def _step_output_and_state(x, h, W_x, W_h, b):
    h = torch.tanh(x @ W_x + h @ W_h + b)
    return h, h


def _step_elementwise(x, h, W_x, W_h, b):
    return torch.tanh(x * W_x + h * W_h + b)


def _step_weights_first(x, h, W_x, W_h, b):
    return torch.tanh(W_x @ x + W_h @ h + b)


def _step_weights_swapped(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_h + h @ W_x + b)


def _step_exponentials(x, h, W_x, W_h, b):
    z = x @ W_x + h @ W_h + b
    return (z.exp() - (-z).exp()) / (z.exp() + (-z).exp())


def _step_math_tanh(x, h, W_x, W_h, b):
    return math.tanh(x @ W_x + h @ W_h + b)


def _step_detached(x, h, W_x, W_h, b):
    return torch.tanh(x @ W_x + h.detach() @ W_h + b)


def _in_range(case, value):
    return bool((value.abs() <= 1).all())


RECURRENT_STEP = Exercise(
    id="recurrent_step", title="One step of reading", points=3, minutes=8, difficulty=2,
    hints=(
        "Three things are added: what comes from the new symbol, what comes from the old state, and the bias.",
        "Rows are examples, so the weights stand on the right: `x @ W_x` has shape (B, d_h), and so has `h @ W_h`.",
        "One tanh goes around the whole sum. It keeps every number of the state between −1 and 1.",
    ),
    cases=_step_cases,
    oracle=_step_oracle,
    properties=(Property(_in_range, "A number of the new state is beyond −1 or 1, where no tanh reaches."),),
    mistakes=(
        Mistake(_step_without_tanh, "The sum is right. The tanh around it is missing; without it the state can grow "
                                    "without end."),
        Mistake(_step_without_bias, "The bias `b` is not used."),
        Mistake(_step_without_state, "The old state `h` is not used: this network forgets everything at each symbol."),
        Mistake(_step_without_input, "The input `x` is not used: this network never reads."),
        Mistake(_step_state_transposed, "`W_h` is transposed. It is square, so no shape complains; but row i of "
                                        "`W_h` belongs to number i of the old state: `h @ W_h`."),
        Mistake(_step_input_transposed, "`W_x` is transposed. It has shape (d_in, d_h) already: `x @ W_x`."),
        Mistake(_step_state_unweighted, "The old state is added as it is. It goes through its own weights: `h @ W_h`."),
        Mistake(_step_sigmoid, "The nonlinearity is a sigmoid, so the state is never negative. Use tanh."),
        Mistake(_step_relu, "The nonlinearity is a rectifier. Use tanh, which keeps the state between −1 and 1."),
        Mistake(_step_tanh_of_input_only, "The tanh covers only the input's part. It goes around the whole sum."),
        Mistake(_step_tanh_of_state_only, "The tanh covers only the state's part. It goes around the whole sum."),
        Mistake(_step_tanh_of_each, "There are two tanhs, one for each part. One goes around the whole sum."),
        Mistake(_step_bias_outside, "The bias is added outside the tanh. It belongs inside."),
        Mistake(_step_added_to_state, "The old state is added once more outside the tanh. The new state replaces the "
                                      "old one."),
        Mistake(_step_bias_twice, "The bias is added twice."),
        Mistake(_step_multiplied, "The two parts are multiplied with each other. They are added."),
        Mistake(_step_in_place, "The result is right, but `h` itself is overwritten. Training still needs the old "
                                "state: return a new tensor."),
        Mistake(_step_output_and_state, "It returns two things. The new state is all there is to return."),
        Mistake(_step_elementwise, "`*` multiplies number by number. A weighted sum over all inputs is `@`."),
        Mistake(_step_weights_first, "The weights stand on the left. Rows are examples here, so they stand on the "
                                     "right: `x @ W_x`."),
        Mistake(_step_weights_swapped, "The two matrices are swapped: `W_x` belongs to `x`, `W_h` to `h`."),
        Mistake(_step_exponentials, "It is right for small sums. For large ones the exponentials overflow, and ∞ / ∞ is "
                                    "`nan`: `torch.tanh` minds that."),
        Mistake(_step_math_tanh, "`math.tanh` takes a single number. `torch.tanh` takes a whole tensor."),
        Mistake(_step_detached, "The value is right, but the old state is cut off, with `detach` or `.data`: what came "
                                "earlier could never be learned from."),
    ),
    alternatives=(
        lambda x, h, W_x, W_h, b: torch.tanh(x @ W_x + h @ W_h + b),
        lambda x, h, W_x, W_h, b: torch.tanh(torch.cat([x, h], 1) @ torch.cat([W_x, W_h], 0) + b),
        lambda x, h, W_x, W_h, b: (F.linear(x, W_x.T) + F.linear(h, W_h.T, b)).tanh(),
        lambda x, h, W_x, W_h, b: 2 * torch.sigmoid(2 * (x @ W_x + h @ W_h + b)) - 1,
    ),
)

# recurrent_unroll ----------------------------------------------------------------------------------------


def _make_step(W_x, W_h, b, n_symbols):
    calls = []

    def step(x, h):
        calls.append(x)
        if len(calls) > n_symbols:
            raise RuntimeError(f"step was called more than {n_symbols} times to read {n_symbols} symbols")
        return torch.tanh(x @ W_x + h @ W_h + b)
    return step


def _make_leaky_step(W_x, W_h, b, n_symbols):
    def step(x, h):
        return 0.5 * h + torch.relu(x @ W_x - h @ W_h + b)
    return step


def _unroll_cases(generator):
    def case(B, T, d_in, d_h, dtype=torch.float32, make=_make_step, gradient=False):
        weights = _step_inputs(generator, B, d_in, d_h, dtype)
        inputs = torch.randn(B, T, d_in, generator=generator, dtype=dtype)
        values = {name: weights[name] for name in ("W_x", "W_h", "b")}
        step = Built(inspect.getsource(make), make.__name__, {**values, "n_symbols": T})
        return Case({"inputs": inputs, "h": weights["h"], "step": step}, gradient=gradient)

    return [case(1, 2, 2, 3), case(3, 4, 2, 5), case(2, 5, 4, 3, torch.float64), case(4, 3, 3, 2, make=_make_leaky_step),
            case(2, 1, 3, 4), case(2, 4, 3, 5, gradient=True), case(5, 3, 4, 4)]


def _unroll_oracle(case):
    """torch's own recurrent network where the step is its cell; written out for the other step."""
    inputs, h, step = case.inputs.values()
    W_x, W_h, b, _ = step.values.values()
    if step.name == _make_leaky_step.__name__:
        states = [h]
        for t in range(inputs.shape[1]):
            states.append(0.5 * states[-1] + F.relu(inputs[:, t] @ W_x - states[-1] @ W_h + b))
        return torch.stack(states[1:], 1)
    weights = [W_x.T.contiguous(), W_h.T.contiguous(), b, torch.zeros_like(b)]
    states, _ = torch.rnn_tanh(inputs, h[None], weights, True, 1, 0.0, False, False, True)
    return states


def _unroll_last_only(inputs, h, step):
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
    return h


def _unroll_not_carried(inputs, h, step):
    return torch.stack([step(inputs[:, t], h) for t in range(inputs.shape[1])], 1)


def _unroll_time_first(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states)


def _unroll_with_first(inputs, h, step):
    states = [h]
    for t in range(inputs.shape[1]):
        states.append(step(inputs[:, t], states[-1]))
    return torch.stack(states, 1)


def _unroll_before_the_step(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        states.append(h)
        h = step(inputs[:, t], h)
    return torch.stack(states, 1)


def _unroll_backwards(inputs, h, step):
    states = []
    for t in reversed(range(inputs.shape[1])):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, 1)


def _unroll_backwards_in_place(inputs, h, step):
    states = []
    for t in reversed(range(inputs.shape[1])):
        h = step(inputs[:, t], h)
        states.insert(0, h)
    return torch.stack(states, 1)


def _unroll_over_batch(inputs, h, step):
    states = []
    for x in inputs:
        h = step(x, h)
        states.append(h)
    return torch.stack(states, 1)


def _unroll_from_zero(inputs, h, step):
    h, states = torch.zeros_like(h), []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, 1)


def _unroll_concatenated(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.cat(states, 1)


def _unroll_stacked_last(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, -1)


def _unroll_list(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        states.append(h)
    return states


def _unroll_and_last(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, 1), h


def _unroll_one_short(inputs, h, step):
    states = []
    for t in range(inputs.shape[1] - 1):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, 1)


def _unroll_skips_first(inputs, h, step):
    states = [h]
    for t in range(1, inputs.shape[1]):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, 1)


def _unroll_first_symbol_always(inputs, h, step):
    states = []
    for _ in range(inputs.shape[1]):
        h = step(inputs[:, 0], h)
        states.append(h)
    return torch.stack(states, 1)


def _unroll_swapped(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(h, inputs[:, t])
        states.append(h)
    return torch.stack(states, 1)


def _unroll_overwritten(inputs, h, step):
    states, h = [], h.clone()
    for t in range(inputs.shape[1]):
        h.copy_(step(inputs[:, t], h))
        states.append(h)
    return torch.stack(states, 1)


def _unroll_given_overwritten(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h[:] = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, 1)


def _unroll_from_the_start_each_time(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        state = h
        for s in range(t + 1):
            state = step(inputs[:, s], state)
        states.append(state)
    return torch.stack(states, 1)


def _unroll_text_by_text(inputs, h, step):
    texts = []
    for i in range(len(inputs)):
        state, states = h[i:i + 1], []
        for t in range(inputs.shape[1]):
            state = step(inputs[i:i + 1, t], state)
            states.append(state[0])
        texts.append(torch.stack(states))
    return torch.stack(texts)


def _unroll_length_of_batch(inputs, h, step):
    states = []
    for t in range(len(inputs)):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states, 1)


def _unroll_index_of_batch(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[t], h)
        states.append(h)
    return torch.stack(states, 1)


def _unroll_tensor_of_list(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.tensor(states)


def _unroll_detached(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h.detach())
        states.append(h)
    return torch.stack(states, 1)


def _unroll_single_precision(inputs, h, step):
    states = torch.zeros(inputs.shape[0], inputs.shape[1], h.shape[-1])
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        states[:, t] = h
    return states


def _unroll_reshaped(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        states.append(h)
    return torch.stack(states).reshape(inputs.shape[0], inputs.shape[1], -1)


def _unroll_returns_early(inputs, h, step):
    states = []
    for t in range(inputs.shape[1]):
        h = step(inputs[:, t], h)
        states.append(h)
        return torch.stack(states, 1)


# right answers written differently


def _into_zeros(inputs, h, step):
    B, T, _ = inputs.shape
    states = h.new_zeros(B, T, h.shape[-1])
    for t in range(T):
        h = step(inputs[:, t], h)
        states[:, t] = h
    return states


def _over_transposed(inputs, h, step):
    states = [h]
    for x in inputs.transpose(0, 1):
        states.append(step(x, states[-1]))
    return torch.stack(states[1:], dim=1)


def _accumulated(inputs, h, step):
    from itertools import accumulate
    states = accumulate(inputs.unbind(1), lambda h, x: step(x, h), initial=h)
    return torch.stack(list(states)[1:], 1)


RECURRENT_UNROLL = Exercise(
    id="recurrent_unroll", title="Reading a whole text", points=3, minutes=10, difficulty=2,
    hints=(
        "`inputs[:, t]` is what the network reads at place t: one symbol of every text of the batch.",
        "Each step gets the state that the last one returned: `h = step(inputs[:, t], h)`. Keep every h in a list.",
        "`torch.stack(states, dim=1)` puts the list along the second axis, where the time is.",
    ),
    cases=_unroll_cases,
    oracle=_unroll_oracle,
    mistakes=(
        Mistake(_unroll_last_only, "Only the last state comes back. Keep the state after every symbol."),
        Mistake(_unroll_not_carried, "Every step starts from the first `h`. Pass on the state that the last step gave: "
                                     "`h = step(…, h)`."),
        Mistake(_unroll_time_first, "The states are stacked with time first, (T, B, d_h). The batch comes first: "
                                    "`torch.stack(states, dim=1)`."),
        Mistake(_unroll_with_first, "The starting state is among the results. Give one state for each symbol, after "
                                    "reading it."),
        Mistake(_unroll_before_the_step, "These are the states before each symbol. Keep the state after it."),
        Mistake(_unroll_backwards, "It reads from the last symbol to the first."),
        Mistake(_unroll_backwards_in_place, "It reads from the last symbol to the first, and puts the states in order "
                                            "afterwards. The state at t must know only what came up to t."),
        Mistake(_unroll_over_batch, "The loop runs over the batch (axis 0). It must run over the time: "
                                    "`inputs[:, t]` for each t."),
        Mistake(_unroll_from_zero, "It starts from zeros. Start from the `h` that is given."),
        Mistake(_unroll_concatenated, "`torch.cat` joins the states into one long row, (B, T · d_h). `torch.stack` "
                                      "makes a new axis for the time."),
        Mistake(_unroll_stacked_last, "The time is the last axis here, (B, d_h, T). It should be the second: "
                                      "`torch.stack(states, dim=1)`."),
        Mistake(_unroll_list, "It returns the list of states. Stack them into one tensor of shape (B, T, d_h)."),
        Mistake(_unroll_and_last, "It returns the states and the last state. The states are enough: the last one is "
                                  "among them."),
        Mistake(_unroll_one_short, "The loop stops one symbol early."),
        Mistake(_unroll_skips_first, "The first symbol is never read."),
        Mistake(_unroll_first_symbol_always, "It reads the first symbol again and again. Read `inputs[:, t]` at step t."),
        Mistake(_unroll_swapped, "`step` takes the symbol first and the state second: `step(inputs[:, t], h)`."),
        Mistake(_unroll_overwritten, "The last state stands at every place: one tensor is kept again and again, and "
                                     "written over. Keep what `step` returns: `h = step(…)`."),
        Mistake(_unroll_given_overwritten, "`h[:] = …` writes into the tensor that was given, so that every place holds "
                                           "the last state. Keep what `step` returns: `h = step(…)`."),
        Mistake(_unroll_from_the_start_each_time, "It reads the text from the start again for each place, which takes "
                                                  "the square of the time. The state already holds what was read: go on from it."),
        Mistake(_unroll_text_by_text, "It reads one text after the other. `step` takes the whole batch at once: give it "
                                      "`inputs[:, t]`."),
        Mistake(_unroll_length_of_batch, "`len(inputs)` is the number of texts. The number of steps is "
                                         "`inputs.shape[1]`."),
        Mistake(_unroll_index_of_batch, "`inputs[t]` is text number t. What all texts have at time t is `inputs[:, t]`."),
        Mistake(_unroll_tensor_of_list, "`torch.tensor` wants numbers, not tensors, and would cut off the gradient. "
                                        "`torch.stack(states, dim=1)` joins them."),
        Mistake(_unroll_detached, "The values are right, but the state is cut off at every step, with `detach` or `.data`: "
                                  "what came earlier could never be learned from."),
        Mistake(_unroll_single_precision, "`torch.zeros` makes float32, whatever `h` is. `h.new_zeros` keeps its type, "
                                          "and stacking a list needs neither."),
        Mistake(_unroll_reshaped, "A reshape does not swap axes: it mixes times and texts. Stack along the second "
                                  "axis instead: `torch.stack(states, dim=1)`."),
        Mistake(_unroll_returns_early, "The `return` stands inside the loop, so only the first symbol is read. Move it "
                                       "out by one level."),
    ),
    alternatives=(_into_zeros, _over_transposed, _accumulated),
)

# Recorded answers ----------------------------------------------------------------------------------------

UNTRAINED_LOSS = Prediction(
    id="untrained_loss", prompt="The network's weights are random; it has read nothing yet. What is its loss?",
    low=0, high=8, unit="nats per character",
    says="Small random weights make small logits, and those make nearly equal shares: it pays {value:.2f} nats, where who "
         "knows nothing pays ln 68, which is 4.22. (A loss far above that, before any training, is a likely sign of a bug.)",
)

TRAINED_LOSS = Prediction(
    id="trained_loss", prompt="After 1,000 steps of training, where on the ladder does the network stand?",
    low=0, high=5, unit="nats per character",
    says="On plays that it has not read, the trained network pays {value:.2f} nats per character.",
)

MORE_CORES = Choice(
    id="more_cores", prompt="The network reads 24 characters in 24 ticks on one core. How many ticks does it need "
                            "on eight cores?",
    options=(
        Option("24", "24, one after another.",
               "Position 5 needs the state of position 4, which needs that of position 3. Seven cores stand by and "
               "wait. What one step does can be shared out; the steps cannot. A network that needs no such line is what "
               "Part II is about.", right=True),
        Option("3", "3: each core takes an eighth of the text.",
               "The second core would begin with the fourth character. From which state?"),
        Option("8", "8: one for each core.",
               "The number of ticks would then depend on the machine alone, and not on the text."),
        Option("1", "1: all positions at the same time.",
               "The last position would be computed together with the first. What goes into its step, besides the "
               "character?"),
    ),
)

TERMS = (
    Term("negative log-likelihood", "The price −ln p of what has come, if it was given the probability p.", "Fisher 1922"),
    Term("softmax", "Makes shares of any numbers: exponentials, each divided by their sum.", "Bridle 1990"),
    Term("logit", "One of the numbers that go into the softmax.", "Berkson 1944"),
    Term("cross-entropy", "The mean price over all that has come: what a guesser pays who trusts in other shares than the true "
         "ones.", "Good 1963"),
    Term("held-out loss", "The loss on data that were kept apart, from which nothing has been learned.",
         "Jelinek and Mercer 1980"),
    Term("perplexity", "e to the power of the loss: among how many equally likely symbols the guess is as hard.",
         "Jelinek, Mercer, Bahl and Baker 1977"),
    Term("hidden state", "What a network carries along from symbol to symbol, and nobody outside sees.", "Elman 1990"),
    Term("recurrent neural network", "A network whose state goes back into it with the next symbol; short: RNN.",
         "Rumelhart, Hinton and Williams 1986"),
    Term("one-hot", "A row with a one at the place of the symbol, and zeros everywhere else.", "Hinton 1986"),
    Term("orthogonal initialisation", "To begin with weights that turn a state and keep its length.",
         "Saxe, McClelland and Ganguli 2014"),
    Term("embedding", "A row of numbers for each symbol, learned with the rest.", "Bengio, Ducharme, Vincent and Jauvin 2003"),
    Term("learning-rate schedule", "A plan for how far each step of the training goes.", "Robbins and Monro 1951"),
    Term("temperature", "What the logits are divided by before one draws: below one the likely becomes likelier.",
         "Ackley, Hinton and Sejnowski 1985"),
)

LESSON = Lesson("01", "recurrence", "How can a network read?",
                (NEXT_SYMBOL_LOSS, RECURRENT_STEP, RECURRENT_UNROLL, UNTRAINED_LOSS, TRAINED_LOSS, MORE_CORES), TERMS)
