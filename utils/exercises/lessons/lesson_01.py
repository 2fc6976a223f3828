"""Lesson 01, recurrence: the loss, one step, and the loop over the text."""
import torch
import torch.nn.functional as F
from torch import nn

from ..cases import built, normal, scaled
from ..specification import Choice, Exercise, Lesson, Mistake, Option, Prediction, Property
from ..worker import Case

edit = Mistake.edit

# next_symbol_loss ----------------------------------------------------------------------------------------


def _loss_cases(generator):
    def given(logits, targets, dtype=torch.float32):
        return Case({"logits": torch.tensor(logits, dtype=dtype), "targets": torch.tensor(targets)})

    def drawn(B, T, V, dtype=torch.float32, came=None, gradient=False):
        return Case({"logits": normal(generator, B, T, V, scale=1.5, dtype=dtype),
                     "targets": torch.randint(came or V, (B, T), generator=generator)}, gradient=gradient)

    return [
        given([[[1.0, 0.0, -1.0], [0.0, 2.0, 0.5]]], [[2, 1]]),
        given([[[1.0, 0.0, -1.0]], [[0.0, 2.0, 0.5]]], [[0], [1]]),  # the last symbol never comes
        given([[[101.0, 100.0, 99.0], [-301.0, -300.0, -302.0]]], [[1, 0]]),
        given([[[0.0, 120.0, -60.0], [1.0, 0.0, 2.0]]], [[0, 1]]),  # hardly expected, and it came
        given([[[300.0, 299.0, 298.0], [-20.0, -21.0, -19.0]]], [[0, 2]]),
        given([[[2e4 + 0.5, 2e4, 2e4 + 0.2], [0.5, 1.5, -0.5]]], [[0, 1]], torch.float64),  # too near for float32
        drawn(2, 3, 5, came=4), drawn(3, 3, 3), drawn(2, 1, 3), drawn(1, 3, 2), drawn(2, 3, 1), drawn(1, 1, 1),
        drawn(4, 2, 7, torch.float64), scaled(drawn(2, 3, 4), logits=100),
        drawn(3, 5, 4, gradient=True), scaled(drawn(2, 3, 4, gradient=True), logits=100),
        drawn(512, 2, 3), drawn(2, 64, 3), drawn(2, 3, 65),
    ]


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
        # the mean
        edit((".mean()", ".sum()"), sentence="It adds the losses of all symbols. Take the mean, so that "
             "texts of any length compare."),
        edit((".mean()", (".sum(1).mean()", ".sum(0).mean()")), sentence="It adds along one axis and "
             "averages over the other. Take the mean over both, all texts and all places."),
        edit((".mean()", ("[..., 0]", "", ".mean((1, 2))")),
             sentence="It gives a loss for each symbol or each text. Take the mean of them all: one number."),
        edit((".mean()", ".mean() / math.log(2)"), sentence="This is right in bits (a logarithm to base 2). "
             "The course counts in nats: the natural logarithm."),
        edit(("return -", "return torch.exp(-"), ("mean()", "mean())"),
             sentence="This is the perplexity, e to the power of the loss. Give the loss itself."),
        edit(("-log_p", "log_p"),
             sentence="The sign is wrong: log-probabilities are negative, the loss is minus their mean."),
        edit(("log_softmax", "softmax"), ("mean()", "mean().log()"),
             sentence="It takes the logarithm of the mean probability. Take the mean of the logarithms."),
        edit(("mean()", "mean().item()"), sentence="`.item()` gives a plain number, and training cannot "
             "reach back through it. Return the tensor."),
        # the softmax
        edit(("logits.log_softmax", "logits.softmax(-1).log_softmax"), sentence="The softmax is taken twice: "
             "`F.cross_entropy` wants the logits as they are and has its own softmax inside."),
        edit(("logits.log_softmax(dim=-1)", "logits"), sentence="The logits are taken for log-probabilities. "
             "`F.nll_loss` wants `log_softmax(-1)` first."),
        edit(("log_softmax(dim=-1)", "log()"), sentence="The softmax is missing: logits are any numbers, and "
             "only shares have a logarithm here. Use `log_softmax(-1)` in place of the logarithm."),
        edit(("log_softmax", "softmax"),
             sentence="The logarithm is missing: this is minus the mean probability."),
        edit(("dim=-1", "dim=1"), sentence="The softmax runs along the text (axis 1). It must run over the "
             "symbols: the last axis."),
        edit(("dim=-1", "dim=0"), sentence="The softmax runs over the batch (axis 0). It must run over the "
             "symbols: the last axis."),
        edit(("logits.log_softmax(dim=-1)", "F.logsigmoid(logits)"), sentence="Each symbol has a sigmoid of "
             "its own here. One of V comes: a softmax makes them shares of one whole."),
        # large and small numbers
        edit(("logits.log_softmax(dim=-1)", ("(logits.exp() / logits.exp().sum(-1, keepdim=True)).log()",
                                                                                                      "logits - logits.exp().sum(-1, keepdim=True).log()")),
             sentence="It is right for small logits. `exp` overflows from 89 on, and far below zero it gives "
             "0: `log_softmax` takes the largest logit away first."),
        edit(("log_softmax(dim=-1)", "softmax(dim=-1).log()"), sentence="It is right for small logits. Where "
             "the symbol's logit is a hundred below the largest, its share is rounded to 0, and the "
             "logarithm is infinite: `log_softmax` does both in one, safely."),
        edit(("log_softmax(dim=-1)",
              "sub(logits.max()).exp().div(logits.sub(logits.max()).exp().sum(-1, keepdim=True)).log()"),
             sentence="The largest of all logits is taken away, so that where all are far smaller every "
             "`exp` gives 0. Each place has a largest of its own, which `log_softmax` takes away."),
        edit(("log_softmax(dim=-1)", tuple(f"softmax(dim=-1).add(1e-{n}).log()"
              for n in (5, 6, 7, 8, 9, 10, 12, 15, 20))), sentence="A small number, added or as a clamp, "
             "keeps away the logarithm of zero and hides the price of a wrong guess. `log_softmax` needs "
             "none."),
        edit(("logits.log", tuple(f"logits.clamp(-{most}, {most}).log"
              for most in (20, 30, 50, 80, 88, 100))), sentence="Large logits are cut off at a limit, and so "
             "is the price of a wrong guess. `log_softmax` takes numbers of any size."),
        # which symbol
        edit(("log_p.gather(-1, targets[..., None])", "log_p"), sentence="It averages over all V symbols. "
             "Only the symbol that really came counts: pick it with `targets`."),
        edit(("logits.log", "logits[:, :-1].log"), ("targets[...", "targets[:, 1:"),
             sentence="The targets are shifted once more. They are the next symbols already: `targets[:, t]` "
             "is what comes after reading up to t."),
        edit(("logits.log", "logits[:, -1:].log"), ("targets[...", "targets[:, -1:"),
             sentence="Only the last symbol counts here. Every place in the text is a guess to pay for."),
        edit((".mean()", "[targets != 0].mean()"), sentence="Symbol 0 is left out. It is one like the "
             "others: `ignore_index` is for places without a symbol, of which there are none here."),
        edit(("gather(-1, targets[..., None])", "mul(F.one_hot(targets)).sum(-1)"),
             sentence="`F.one_hot(targets)` has only as many places as the largest target asks for. Give it "
             "the number of symbols, `logits.shape[-1]`, or use `gather`."),
        edit(("targets[..., None]", "targets"),
             sentence="`gather` wants an index with as many axes as the logits: `targets[..., None]`."),
        edit(("-log_p.gather(-1, targets[..., None]).mean()", "F.cross_entropy(logits, targets)"),
             sentence="`F.cross_entropy` expects the symbols on axis 1. Flatten the logits to (B · T, V) and "
             "the targets to (B · T,), or swap the axes with `logits.transpose(1, 2)`."),
        edit(("-log_p.gather(-1, targets[..., None]).mean()",
              "F.cross_entropy(logits.reshape(len(logits), -1, logits.shape[1]), targets)"),
             sentence="A reshape does not swap axes: it deals the numbers out anew. Use `logits.transpose(1, "
             "2)`, or flatten the first two axes."),
        # the way back
        edit(("logits.log", ("logits.detach().log", "logits.data.log")), sentence="The value is right, but "
             "the logits are cut off by `detach`, `no_grad` or `torch.tensor`: training cannot reach them."),
    ),
    alternatives=(
        lambda logits, targets: F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1)),
        lambda logits, targets: -logits.log_softmax(-1).gather(-1, targets[..., None]).mean(),
        lambda logits, targets: (logits.logsumexp(-1) - logits.gather(-1, targets[..., None])[..., 0]).mean(),
        lambda logits, targets: F.cross_entropy(logits.transpose(1, 2), targets),
    ),
)

# recurrent_step ------------------------------------------------------------------------------------------


def step_cases(generator, sets=1, state="h", parts=1):
    """Calls of a step. Lesson 03 has several sets of weights, and several parts of a state, side by side."""
    def drawn(B, d_in, d_h, dtype=torch.float32, gradient=False):
        def some(*shape, scale=0.6):  # small enough that what bends does not saturate
            return normal(generator, *shape, scale=scale, dtype=dtype)

        return Case({"x": some(B, d_in, scale=0.8), state: some(B, parts * d_h), "W_x": some(d_in, sets * d_h),
                     "W_h": some(d_h, sets * d_h), "b": some(sets * d_h)}, gradient=gradient)

    def pulled(by):
        """Large inputs and small weights, or small and large, and the same products."""
        x, h, W_x, W_h, b = drawn(2, 3, 2, torch.float64).inputs.values()
        return Case({"x": x * by, state: h * by, "W_x": W_x / by, "W_h": W_h / by, "b": b})

    def lifted(by):
        """A large bias, which x and its weights take away again, but for digits that float32 does not have."""
        case = drawn(2, 3, 2, torch.float64)
        x, _, W_x, _, b = case.inputs.values()
        x[:, 0], W_x[0], b[:] = 1, W_x[0] - by, b + by
        return case

    return [
        drawn(1, 2, 1), drawn(2, 1, 2), drawn(1, 2, 3), drawn(3, 3, 3), drawn(1, 1, 1), drawn(4, 3, 5),
        drawn(2, 5, 3, torch.float64), pulled(2000), pulled(1 / 2000), lifted(300),
        drawn(3, 2, 4, gradient=True), scaled(drawn(2, 3, 4, gradient=True), x=20), scaled(drawn(2, 3, 4), x=200),
        drawn(512, 2, 1), drawn(2, 65, 2), drawn(2, 2, 64),
    ]


def _recurrent_step_cases(generator):
    return [Case({"x": torch.tensor([[1.0, -1.0, 0.5]]), "h": torch.tensor([[0.5, -0.25]]),
                  "W_x": torch.tensor([[0.5, -0.5], [0.2, 0.4], [-0.4, 0.6]]),
                  "W_h": torch.tensor([[0.3, -0.8], [0.6, 0.1]]), "b": torch.tensor([0.3, -0.2])}),
            *step_cases(generator)]


def _recurrent_step_oracle(case):
    """torch's own cell, with the weights in its layout."""
    x, h, W_x, W_h, b = case.inputs.values()
    return torch.rnn_tanh_cell(x, h, W_x.T, W_h.T, b, torch.zeros_like(b))


RECURRENT_STEP = Exercise(
    id="recurrent_step", title="One step of reading", points=3, minutes=8, difficulty=2,
    hints=(
        "Three things are added: what comes from the new symbol, what comes from the old state, and the bias.",
        "Rows are examples, so the weights stand on the right: `x @ W_x` has shape (B, d_h), and so has `h @ W_h`.",
        "One tanh goes around the whole sum. It keeps every number of the state between −1 and 1.",
    ),
    cases=_recurrent_step_cases,
    oracle=_recurrent_step_oracle,
    properties=(Property(lambda case, value: bool((value.abs() <= 1).all()),
                         "A number of the new state is beyond −1 or 1, where no tanh reaches."),),
    mistakes=(
        # the three parts
        edit((" + b)", ")"), sentence="The bias `b` is not used."),
        edit((" + h @ W_h", ""),
             sentence="The old state `h` is not used: this network forgets everything at each symbol."),
        edit(("x @ W_x + ", ""), sentence="The input `x` is not used: this network never reads."),
        edit(("h @ W_h", "h"),
             sentence="The old state is added as it is. It goes through its own weights: `h @ W_h`."),
        edit(("+ b)", "+ b + b)"), sentence="The bias is added twice."),
        edit(("x @ W_x + h @ W_h", "(x @ W_x) * (h @ W_h)"),
             sentence="The two parts are multiplied with each other. They are added."),
        # the weights
        edit(("@ W_h", "@ W_h.T"), sentence="`W_h` is transposed. It is square, so no shape complains; but "
             "row i of `W_h` belongs to number i of the old state: `h @ W_h`."),
        edit(("@ W_x", "@ W_x.T"),
             sentence="`W_x` is transposed. It has shape (d_in, d_h) already: `x @ W_x`."),
        edit(("x @ W_x + h @ W_h", "x @ W_h + h @ W_x"),
             sentence="The two matrices are swapped: `W_x` belongs to `x`, `W_h` to `h`."),
        edit(("x @ W_x + h @ W_h", "W_x @ x + W_h @ h"), sentence="The weights stand on the left. Rows are "
             "examples here, so they stand on the right: `x @ W_x`."),
        edit(("x @ W_x + h @ W_h", "x * W_x + h * W_h"),
             sentence="`*` multiplies number by number. A weighted sum over all inputs is `@`."),
        # the tanh
        edit(("torch.tanh", ""), sentence="The sum is right. The tanh around it is missing; without it the "
             "state can grow without end."),
        edit(("tanh", "sigmoid"),
             sentence="The nonlinearity is a sigmoid, so the state is never negative. Use tanh."),
        edit(("tanh", "relu"),
             sentence="The nonlinearity is a rectifier. Use tanh, which keeps the state between −1 and 1."),
        edit(("torch.tanh", "F.hardtanh"),
             sentence="The sum is cut off at −1 and 1. A tanh bends before it gets there."),
        edit(("+ h @ W_h + b)", "+ b) + h @ W_h"),
             sentence="The tanh covers only the input's part. It goes around the whole sum."),
        edit(("torch.tanh(x @ W_x + h", "x @ W_x + torch.tanh(h"),
             sentence="The tanh covers only the state's part. It goes around the whole sum."),
        edit(("W_x + h @ W_h + b)", ("W_x) + torch.tanh(h @ W_h) + b", "W_x + b) + torch.tanh(h @ W_h)",
                                                        "W_x) + torch.tanh(h @ W_h + b)")),
             sentence="There are two tanhs, one for each part. One goes around the whole sum."),
        edit((" + b)", ") + b"), sentence="The bias is added outside the tanh. It belongs inside."),
        edit(("torch.tanh", "h + torch.tanh"), sentence="The old state is added once more outside the tanh. "
             "The new state replaces the old one."),
        edit(("torch.tanh", "math.tanh"),
             sentence="`math.tanh` takes a single number. `torch.tanh` takes a whole tensor."),
        edit(("return torch.tanh(", "z = ("),
             ("+ b)", ("+ b)\n    return (z.exp() - (-z).exp()) / (z.exp() + (-z).exp())",
                                                                                      "+ b)\n    return ((2 * z).exp() - 1) / ((2 * z).exp() + 1)",
                                                                                      "+ b)\n    return (1 - (-2 * z).exp()) / (1 + (-2 * z).exp())")),
             sentence="It is right for small sums. For large ones the exponentials overflow, and ∞ / ∞ is "
             "`nan`: `torch.tanh` minds that."),
        # what comes back
        edit(("return torch.tanh(", "return h.copy_("), ("+ b)", "+ b).tanh_()"),
             sentence="The result is right, but `h` itself is overwritten. Training still needs the old "
             "state: return a new tensor."),
        edit(("return ", "h = "), ("+ b)", "+ b)\n    return h, h"),
             sentence="It returns two things. The new state is all there is to return."),
        edit(("h @", ("h.detach() @", "h.data @")), sentence="The value is right, but the old state is cut "
             "off, with `detach` or `.data`: what came earlier could never be learned from."),
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
        return 0.9 * h + torch.relu(x @ W_x - h @ W_h + b)
    return step


def _unroll_cases(generator):
    def drawn(B, T, d_in, d_h, make=_make_step, dtype=torch.float32, gradient=False):
        def some(*shape):
            return normal(generator, *shape, scale=0.6, dtype=dtype)

        step = built(make, W_x=some(d_in, d_h), W_h=some(d_h, d_h), b=some(d_h), n_symbols=T)
        return Case({"inputs": some(B, T, d_in), "h": some(B, d_h), "step": step}, gradient=gradient)

    leaky, wide = _make_leaky_step, torch.float64
    return [
        drawn(1, 2, 1, 2), drawn(1, 2, 1, 2, leaky), drawn(2, 3, 1, 2), drawn(1, 2, 2, 3), drawn(2, 1, 3, 4),
        drawn(2, 3, 2, 1), drawn(3, 3, 3, 3), drawn(1, 1, 1, 1), drawn(3, 4, 2, 5), drawn(2, 5, 4, 3, dtype=wide),
        drawn(4, 3, 3, 2, leaky), scaled(drawn(2, 3, 2, 2, leaky), inputs=500), scaled(drawn(2, 3, 2, 2, leaky), h=500),
        scaled(drawn(2, 3, 2, 2, leaky, wide), h=1e60),  # float32 ends at 3e38
        drawn(2, 4, 3, 5, gradient=True), drawn(2, 40, 2, 2, leaky, gradient=True),
        drawn(512, 2, 2, 2), drawn(2, 64, 2, 3), drawn(2, 2, 64, 2), drawn(2, 2, 2, 64),
    ]


def _unroll_oracle(case):
    """torch's own recurrent network where the step is its cell; written out for the other step."""
    inputs, h, step = case.inputs.values()
    W_x, W_h, b, _ = step.values.values()
    if step.name == _make_leaky_step.__name__:
        states = [h]
        for t in range(inputs.shape[1]):
            states.append(0.9 * states[-1] + F.relu(inputs[:, t] @ W_x - states[-1] @ W_h + b))
        return torch.stack(states[1:], 1)
    weights = [W_x.T.contiguous(), W_h.T.contiguous(), b, torch.zeros_like(b)]
    states, _ = torch.rnn_tanh(inputs, h[None], weights, True, 1, 0.0, False, False, True)
    return states


def _text_by_text(inputs, h, step):
    texts = []
    for i in range(len(inputs)):
        state, states = h[i:i + 1], []
        for t in range(inputs.shape[1]):
            state = step(inputs[i:i + 1, t], state)
            states.append(state[0])
        texts.append(torch.stack(states))
    return torch.stack(texts)


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
        # what is read
        edit(("range(inputs.shape[1])", "reversed(range(inputs.shape[1]))"),
             sentence="It reads from the last symbol to the first."),
        edit(("range(inputs.shape[1])", "reversed(range(inputs.shape[1]))"), ("append(", "insert(0, "),
             sentence="It reads from the last symbol to the first, and puts the states in order afterwards. "
             "The state at t must know only what came up to t."),
        edit(("t in range(inputs.shape[1])", "x in inputs"), ("inputs[:, t]", "x"),
             sentence="The loop runs over the batch (axis 0). It must run over the time: `inputs[:, t]` for "
             "each t."),
        edit(("inputs.shape[1]", ("len(inputs)", "h.shape[0]")),
             sentence="`len(inputs)` is the number of texts. The number of steps is `inputs.shape[1]`."),
        edit(("inputs[:, t]", "inputs[t]"),
             sentence="`inputs[t]` is text number t. What all texts have at time t is `inputs[:, t]`."),
        edit(("[:, t]", "[:, 0]"),
             sentence="It reads the first symbol again and again. Read `inputs[:, t]` at step t."),
        edit(("range(", "range(1, "), ("[]", ("[h]", "[]")), sentence="The first symbol is never read."),
        edit(("shape[1]", "shape[1] - 1"), sentence="The loop stops one symbol early."),
        edit(("    return torch", "        return torch"), sentence="The `return` stands inside the loop, so "
             "only the first symbol is read. Move it out by one level."),
        Mistake(_text_by_text, "It reads one text after the other. `step` takes the whole batch at once: "
                "give it `inputs[:, t]`."),
        # what is handed on
        edit(("h = step", "new = step"), ("append(h)", "append(new)"), sentence="Every step starts from the "
             "first `h`. Pass on the state that the last step gave: `h = step(…, h)`."),
        edit(("states = []", "states, h = [], torch.zeros_like(h)"),
             sentence="It starts from zeros. Start from the `h` that is given."),
        edit(("step(inputs[:, t], h)", "step(h, inputs[:, t])"),
             sentence="`step` takes the symbol first and the state second: `step(inputs[:, t], h)`."),
        edit(("h = step(inputs[:, t], h)",
              "state = h\n        for s in range(t + 1):\n            state = step(inputs[:, s], state)"),
             ("append(h)", "append(state)"), sentence="It reads the text from the start again for each "
             "place, which takes the square of the time. The state already holds what was read: go on from "
             "it."),
        edit(("t], h)", ("t], h.detach())", "t], h.data)")), sentence="The values are right, but the state "
             "is cut off at every step, with `detach` or `.data`: what came earlier could never be learned "
             "from."),
        # what is kept
        edit(("[]", "[h]"), sentence="The starting state is among the results. Give one state for each "
             "symbol, after reading it."),
        edit(("[]", "[h]"), ("(states", "(states[:-1]"),
             sentence="These are the states before each symbol. Keep the state after it."),
        edit(("states = []", "states, h = [], h.clone()"),
             ("h = step(inputs[:, t], h)", ("h.copy_(step(inputs[:, t], h))",
                                                          "h[:] = step(inputs[:, t], h)")),
             sentence="The last state stands at every place: one tensor is kept again and again, and written "
             "over. Keep what `step` returns: `h = step(…)`."),
        edit(("h = step(inputs[:, t], h)", ("h[:] = step(inputs[:, t], h)",
                                                         "h.copy_(step(inputs[:, t], h))")),
             sentence="`h[:] = …` writes into the tensor that was given, so that every place holds the last "
             "state. Keep what `step` returns: `h = step(…)`."),
        edit(("[]", "torch.zeros(*inputs.shape[:2], h.shape[-1])"), ("states.append(h)", "states[:, t] = h"),
             ("torch.stack(states, dim=1)", "states"), sentence="`torch.zeros` makes float32, whatever `h` "
             "is. `h.new_zeros` keeps its type, and stacking a list needs neither."),
        edit(("[]", "torch.zeros_like(inputs)"), ("states.append(h)", "states[:, t] = h"),
             ("torch.stack(states, dim=1)", "states"),
             sentence="Room is made for states as wide as the inputs. A state has its own width, d_h."),
        # what comes back
        edit(("torch.stack(states, dim=1)", "h"),
             sentence="Only the last state comes back. Keep the state after every symbol."),
        edit((", dim=1", ""), sentence="The states are stacked with time first, (T, B, d_h). The batch comes "
             "first: `torch.stack(states, dim=1)`."),
        edit(("dim=1", "dim=-1"), sentence="The time is the last axis here, (B, d_h, T). It should be the "
             "second: `torch.stack(states, dim=1)`."),
        edit(("stack", "cat"), sentence="`torch.cat` joins the states into one long row, (B, T · d_h). "
             "`torch.stack` makes a new axis for the time."),
        edit((", dim=1)", ").reshape(*inputs.shape[:2], -1)"), sentence="A reshape does not swap axes: it "
             "mixes times and texts. Stack along the second axis instead: `torch.stack(states, dim=1)`."),
        edit(("torch.stack(states, dim=1)", "states"),
             sentence="It returns the list of states. Stack them into one tensor of shape (B, T, d_h)."),
        edit(("torch.stack(states, dim=1)", "torch.tensor(states)"),
             sentence="`torch.tensor` wants numbers, not tensors, and would cut off the gradient. "
             "`torch.stack(states, dim=1)` joins them."),
        edit(("dim=1)", "dim=1), h"), sentence="It returns the states and the last state. The states are "
             "enough: the last one is among them."),
    ),
    alternatives=(_into_zeros, _over_transposed, _accumulated),
)

# Recorded answers ----------------------------------------------------------------------------------------

UNTRAINED_LOSS = Prediction(
    id="untrained_loss", prompt="The network's weights are random; it has read nothing yet. What is its loss?",
    low=0, high=8, unit="nats per character",
)

TRAINED_LOSS = Prediction(
    id="trained_loss", prompt="After about 40 seconds of training, where on the ladder does the network stand?",
    low=0, high=5, unit="nats per character",
)

MORE_CORES = Choice(
    id="more_cores", prompt="The network reads 24 characters in 24 ticks on one core. How many ticks does it need "
                            "on eight cores?",
    options=(
        Option("24", "24, as on one core.",
               "Position 5 needs the state of position 4, which needs that of position 3. Seven cores stand by and "
               "wait. What one step does can be shared out; the steps cannot.", right=True),
        Option("3", "3: each core takes an eighth of the text.",
               "The second core would have to start at position 4, from a state that is not there before the first "
               "core has come to the end of its part."),
        Option("8", "8: one for each core.",
               "The number of ticks would then depend on the machine alone, and not on the text."),
        Option("1", "1: all positions at the same time.",
               "No position can be computed before the state of the one to its left is known. A network that can do "
               "this is what Part II is about."),
    ),
)

LESSON = Lesson("01", "recurrence", "How can a network read?",
                (NEXT_SYMBOL_LOSS, RECURRENT_STEP, RECURRENT_UNROLL, UNTRAINED_LOSS, TRAINED_LOSS, MORE_CORES))
