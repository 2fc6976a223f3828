"""Lesson 01, recurrence: the loss, one step, and the loop over the text."""
import torch
import torch.nn.functional as F
from torch import nn

from ..cases import built, by_cell, given, made, normal, scaled, shapes, steps
from ..models import counted_step
from ..specification import Choice, Exercise, Expected, Lesson, Option, Prediction, Term, edit
from ..worker import Case

# next_symbol_loss ----------------------------------------------------------------------------------------


def _loss_cases(generator):
    def drawn(B, T, V, dtype=torch.float32, came=None, gradient=False):
        return Case({"logits": normal(generator, B, T, V, scale=1.5, dtype=dtype),
                     "targets": torch.randint(came or V, (B, T), generator=generator)}, gradient=gradient)

    return [
        given(logits=[[[1.0, 0.0, -1.0], [0.0, 2.0, 0.5]]], targets=[[2, 1]]),
        given(logits=[[[1.0, 0.0, -1.0]], [[0.0, 2.0, 0.5]]], targets=[[0], [1]]),  # the last never comes
        given(logits=[[[101.0, 100.0, 99.0]]], targets=[[1]]),
        given(logits=[[[-301.0, -300.0, -302.0]]], targets=[[0]]),
        given(logits=[[[0.0, 1200.0, -60.0], [1.0, 0.0, 2.0]]], targets=[[0, 1]]),
        given(logits=[[[300.0, 299.0, 298.0], [-20.0, -21.0, -19.0]]], targets=[[0, 2]]),
        given(torch.float64, logits=[[[1e5 + 0.5, 1e5, 1e5 + 0.2], [0.5, 1.5, -0.5]]], targets=[[0, 1]]),
        given(gradient=True, logits=[[[0.0, 1.0], [20.0, 21.0], [-20.0, -21.0]]], targets=[[0, 0, 1]]),
        *shapes(drawn, 2, 3, 5), drawn(2, 3, 5, came=4), scaled(drawn(2, 3, 4), logits=100),
        scaled(drawn(2, 3, 4, gradient=True), logits=100),
    ]


LOG_P = "logits.log_softmax(dim=-1)"
PICKED = "log_p.gather(-1, targets[..., None])"

NEXT_SYMBOL_LOSS = Exercise(
    id="next_symbol_loss", title="The price of a guess", points=2, minutes=8, difficulty=2,
    hints=("Turn the logits into log-probabilities along the last axis, the one of the symbols: `log_softmax(-1)`.",
           "Of the V log-probabilities at each place, only one counts: that of the symbol that really came. "
           "`gather(-1, targets[..., None])` picks it.",
           "`F.cross_entropy` does both, if you give it logits of shape (B · T, V) and targets of shape (B · T,)."),
    cases=_loss_cases,
    oracle=lambda case: nn.CrossEntropyLoss()(case.inputs["logits"].movedim(-1, 1), case.inputs["targets"]),
    mistakes=(
        edit((".mean()", ".sum()"), sentence="It adds the losses of all symbols. Take the mean, so that texts of any "
             "length compare."),
        edit((".mean()", (".sum(1).mean()", ".sum(0).mean()")), sentence="It adds along one axis and averages over "
             "the other. Take the mean over both."),
        edit((".mean()", ("[..., 0]", "", ".mean((1, 2))")), sentence="It gives a loss for each symbol or each text. "
             "Take the mean of them all: one number."),
        edit((".mean()", ".mean() / math.log(2)"), sentence="This is right in bits (a logarithm to base 2). The "
             "course counts in nats: the natural logarithm."),
        edit(("return -", "return torch.exp(-"), ("mean()", "mean())"), sentence="This is the perplexity, e to the "
             "power of the loss. Give the loss itself."),
        edit(("-log_p", "log_p"), sentence="The sign is wrong: a loss is minus a log-probability."),
        edit(("log_softmax", "softmax"), ("mean()", "mean().log()"), sentence="It takes the logarithm of the mean "
             "probability. Take the mean of the logarithms."),
        edit(("mean()", "mean().item()"), sentence="`.item()` gives a plain number, and training cannot reach back "
             "through it. Return the tensor."),
        edit(("logits.log_", "logits.softmax(-1).log_"), sentence="The softmax is taken twice: `F.cross_entropy` "
             "wants the logits as they are and has its own softmax inside."),
        edit((LOG_P, "logits"), sentence="The logits are taken for log-probabilities. Use `log_softmax(-1)`."),
        edit(("log_softmax(dim=-1)", "log()"), sentence="The softmax is missing: logits are any numbers, and only "
             "shares have a logarithm here. Use `log_softmax(-1)` in place of the logarithm."),
        edit(("log_softmax", "softmax"), sentence="The logarithm is missing: it is a mean of probabilities."),
        edit(("dim=-1", "dim=1"), sentence="The softmax runs along the text (axis 1), not over the symbols."),
        edit(("dim=-1", "dim=0"), sentence="The softmax runs over the batch (axis 0), not over the symbols."),
        edit((LOG_P, ("(logits.exp() / logits.exp().sum(-1, True)).log()",
                      "logits - logits.exp().sum(-1, True).log()")), sentence="It is right for small logits. `exp` "
             "overflows from 89 on, and from −104 on it gives 0: `log_softmax` is safe."),
        edit(("log_softmax(dim=-1)", "softmax(dim=-1).log()"), sentence="It is right for small logits. Far below the "
             "largest a softmax gives 0, and the logarithm is infinite: `log_softmax` is safe."),
        edit((LOG_P, ("((z := (logits - logits.max()).exp()) / z.sum(-1, True)).log()",
                      "(z := logits - logits.max()) - z.exp().sum(-1, True).log()")),
             sentence="The largest of all logits is taken away. Where all of a place are far below it, every `exp` "
             "gives 0: take away the largest of each place, as `log_softmax` does."),
        edit(("log_softmax(dim=-1)", tuple(f"softmax(-1).{by}(1e-{n}).log()"
              for by in ("add", "clamp") for n in range(4, 21))), sentence="A small number, added or as a clamp, "
             "keeps away the logarithm of zero and hides the price of a wrong guess. `log_softmax` needs none."),
        edit(("logits.log", tuple(f"logits.clamp(-{n}, {n}).log" for n in (10, 20, 30, 50, 80, 88, 100))),
             sentence="Large logits are cut off at a limit, and so is the price of a wrong guess: `log_softmax` "
             "needs none."),
        edit((PICKED, "log_p"), sentence="It averages over all V symbols. Only the symbol that really came counts: "
             "pick it with `targets`."),
        edit(("logits.log", "logits[:, :-1].log"), ("targets[...", "targets[:, 1:"), sentence="The targets are "
             "shifted once more. They are the next symbols already: `targets[:, t]` is what follows."),
        edit(("logits.log", "logits[:, -1:].log"), ("targets[...", "targets[:, -1:"),
             sentence="Only the last symbol counts here. Every place in the text is a guess to pay for."),
        edit((PICKED, "(log_p * F.one_hot(targets)).sum(-1)"), sentence="`F.one_hot(targets)` has as many places as "
             "the largest target asks for. Give it the number of symbols, or use `gather`."),
        edit(("targets[..., None]", "targets"), sentence="`gather` wants an index of three axes: `[..., None]`."),
        edit((PICKED, "-F.cross_entropy(logits, targets)"), sentence="`F.cross_entropy` expects the symbols on axis "
             "1. Flatten to (B · T, V) and (B · T,), or give it `logits.transpose(1, 2)`."),
        edit((PICKED, "-F.cross_entropy(logits.reshape(len(logits), -1, logits.shape[1]), targets)"),
             sentence="A reshape does not swap axes: it deals the numbers out anew. Use `logits.transpose(1, 2)`, or "
             "flatten the first two axes."),
        edit(("logits.log", ("logits.detach().log", "logits.data.log")), sentence="The value is right, but the "
             "logits are cut off, as by `detach` or `no_grad`: training cannot reach them."),
    ),
)

# recurrent_step ------------------------------------------------------------------------------------------


def _step_cases(generator):
    return [given(x=[[1.0, -1.0, 0.5]], h=[[0.5, -0.5]], W_x=[[0.5, -0.5], [0.2, 0.4], [-0.4, 0.6]],
                  W_h=[[0.3, -0.8], [0.6, 0.1]], b=[0.3, -0.2]), *steps(generator)]


RECURRENT_STEP = Exercise(
    id="recurrent_step", title="One step of reading", points=3, minutes=8, difficulty=2,
    hints=("Three things are added: what comes from the new symbol, what comes from the old state, and the bias.",
           "Rows are examples, so the weights stand on the right: `x @ W_x` has shape (B, d_h), and so has `h @ W_h`.",
           "One tanh goes around the whole sum. It keeps every number of the state between −1 and 1."),
    cases=_step_cases, oracle=lambda case: by_cell(torch.rnn_tanh_cell, case),
    mistakes=(
        edit((" + b)", ")"), sentence="The bias `b` is not used."),
        edit((" + h @ W_h", ""), sentence="The old state `h` is not used: this network forgets all."),
        edit(("x @ W_x + ", ""), sentence="The input `x` is not used: this network never reads."),
        edit(("x @ W_x", "x"), sentence="The input is added as it is. It has weights: `x @ W_x`."),
        edit(("h @ W_h", "h"), sentence="The old state is added as it is. It has weights: `h @ W_h`."),
        edit(("+ b)", "+ b + b)"), sentence="The bias is added twice."),
        edit(("x @ W_x + h @ W_h", "(x @ W_x) * (h @ W_h)"), sentence="The parts are multiplied, not added."),
        edit(("@ W_h", "@ W_h.T"), sentence="`W_h` is transposed. It is square, so no shape complains; but row i of "
             "`W_h` belongs to number i of the old state: `h @ W_h`."),
        edit(("@ W_x", "@ W_x.T"), sentence="`W_x` is transposed. It is (d_in, d_h) already: `x @ W_x`."),
        edit(("x @ W_x + h @ W_h", "x @ W_h + h @ W_x"), sentence="The weights of `x` and `h` are swapped."),
        edit(("x @ W_x + h @ W_h", "W_x @ x + W_h @ h"), sentence="The weights stand on the left. Rows are examples "
             "here, so they stand on the right: `x @ W_x`."),
        edit(("x @ W_x + h @ W_h", "x * W_x + h * W_h"), sentence="`*` multiplies number by number. A weighted sum "
             "over all inputs is `@`."),
        edit(("torch.tanh", ""), sentence="The tanh is missing: the state can grow without end."),
        edit(("tanh", "sigmoid"), sentence="The nonlinearity is a sigmoid, never negative. Use tanh."),
        edit(("tanh", "relu"), sentence="The nonlinearity is a rectifier, which has no end. Use tanh."),
        edit((" + h @ W_h + b)", " + b) + h @ W_h"), sentence="The tanh covers the input's part alone."),
        edit(("torch.tanh(x @ W_x", "x @ W_x"), ("h @", "torch.tanh(h @"), sentence="The tanh covers the state's "
             "part alone."),
        edit((" + h @ W_h + b)", (") + torch.tanh(h @ W_h) + b", " + b) + torch.tanh(h @ W_h)",
                                  ") + torch.tanh(h @ W_h + b)")), sentence="There are two tanhs, one for each part. "
             "One goes around the whole sum."),
        edit((" + b)", ") + b"), sentence="The bias is added outside the tanh. It belongs inside."),
        edit(("torch.tanh", "h + torch.tanh"), sentence="The old state is added once more outside the tanh. The new "
             "state replaces the old one."),
        edit(("torch.tanh", "math.tanh"), sentence="`math.tanh` takes one number, `torch.tanh` a tensor."),
        edit(("return torch.tanh(", "z = ("),
             ("+ b)", ("+ b)\n    return (z.exp() - (-z).exp()) / (z.exp() + (-z).exp())",
                       "+ b)\n    return ((2 * z).exp() - 1) / ((2 * z).exp() + 1)")),
             sentence="It is right for small sums. For large ones the exponentials overflow, and ∞ / ∞ is `nan`: "
             "`torch.tanh` minds that."),
        edit(("torch.tanh(", "h.copy_("), ("+ b)", "+ b).tanh_()"), sentence="The result is right, but `h` itself is "
             "overwritten. Training still needs the old state: return a new tensor."),
        edit(("return torch", "h = torch"), ("+ b)", "+ b)\n    return h, h"), sentence="It returns two things. The "
             "new state is all there is to return."),
        edit(("h @", ("h.detach() @", "h.data @")), sentence="The value is right, but the old state is cut off, as "
             "by `detach` or `.data`: nothing is learned from what came earlier."),
    ),
)

# recurrent_unroll ----------------------------------------------------------------------------------------


def _unroll_cases(generator):
    def drawn(B, T, d_in, d_h, keep=0.0, dtype=torch.float32, gradient=False):
        def some(*shape):
            return normal(generator, *shape, scale=0.6, dtype=dtype)

        weights = {"W_x": some(d_in, d_h), "W_h": some(d_h, d_h), "b": some(d_h)}
        return Case({"inputs": some(B, T, d_in), "h": some(B, d_h),
                     "step": built(counted_step, **weights, keep=keep, n_symbols=T)}, gradient=gradient)

    return [
        drawn(1, 2, 1, 2), drawn(1, 2, 1, 2, 0.9), drawn(2, 3, 1, 2), *shapes(drawn, 3, 4, 2, 5),
        drawn(4, 3, 3, 2, 0.9), scaled(drawn(2, 3, 2, 2), inputs=500), scaled(drawn(2, 3, 2, 2, 0.9), h=500),
        scaled(drawn(2, 3, 2, 2, 0.9, torch.float64), h=1e60),  # float32 ends at 3e38
        drawn(2, 40, 2, 2, 0.9, gradient=True), scaled(drawn(2, 3, 2, 2), inputs=0), drawn(1, 1100, 1, 2),
    ]


def _unroll_oracle(case):
    (inputs, h, step), states = case.inputs.values(), []
    step = made(step)
    for x in inputs.unbind(1):
        h = step(x, h)
        states.append(h)
    return torch.stack(states, 1)


TIMES = "range(inputs.shape[1])"
STATES = "torch.stack(states, dim=1)"
TEXT_BY_TEXT = """    if len(inputs) > 1:
        return torch.cat([recurrent_unroll(x[None], state[None], step) for x, state in zip(inputs, h)])
    states = []"""

RECURRENT_UNROLL = Exercise(
    id="recurrent_unroll", title="Reading a whole text", points=3, minutes=10, difficulty=2,
    hints=("`inputs[:, t]` is what the network reads at place t: one symbol of every text of the batch.",
           "Each step gets the state that the last one returned: `h = step(inputs[:, t], h)`. Keep every h in a list.",
           "`torch.stack(states, dim=1)` puts the list along the second axis, where the time is."),
    cases=_unroll_cases, oracle=_unroll_oracle,
    mistakes=(
        edit((TIMES, f"reversed({TIMES})"), sentence="It reads from the last symbol to the first."),
        edit((TIMES, f"reversed({TIMES})"), ("append(", "insert(0, "), sentence="It reads from the last symbol to "
             "the first, and then puts the states in order. The state at t knows nothing later."),
        edit((f"t in {TIMES}", "x in inputs"), ("inputs[:, t]", "x"), sentence="The loop runs over the batch (axis "
             "0). It must run over the time: `inputs[:, t]` for each t."),
        edit(("inputs.shape[1]", "len(inputs)"), sentence="`len(inputs)` counts the texts, not the steps."),
        edit(("[:, t]", "[t]"), sentence="`inputs[t]` is text number t, `inputs[:, t]` all texts at time t."),
        edit(("[:, t]", "[:, 0]"), sentence="It reads the first symbol again and again, not `inputs[:, t]`."),
        edit(("range(", "range(1, "), ("[]", ("[h]", "[]")), sentence="The first symbol is never read."),
        edit(("shape[1]", "shape[1] - 1"), sentence="The loop stops one symbol early."),
        edit(("    return", "        return"), sentence="The `return` stands inside the loop, so only the first "
             "symbol is read. Move it out by one level."),
        edit(("    states = []", TEXT_BY_TEXT), sentence="It reads one text after the other. `step` takes the whole "
             "batch at once: give it `inputs[:, t]`."),
        edit(("h = step", "new = step"), ("append(h)", "append(new)"), sentence="Every step starts from the first "
             "`h`. Pass on the state that the last step gave: `h = step(…, h)`."),
        edit(("[]", "[]\n    h = torch.zeros_like(h)"), sentence="It starts from zeros. Start from `h`."),
        edit(("inputs[:, t], h", "h, inputs[:, t]"), sentence="`step` takes the symbol first and the state second: "
             "`step(inputs[:, t], h)`."),
        edit(("h = step(inputs[:, t], h)",
              "state = h\n        for s in range(t + 1):\n            state = step(inputs[:, s], state)"),
             ("append(h)", "append(state)"), sentence="It reads the text from the start again for each place, which "
             "takes the square of the time. The state holds what was read: go on from it."),
        edit(("t], h)", ("t], h.detach())", "t], h.data)")), sentence="The values are right, but the state is cut "
             "off each time, as by `detach` or `.data`: nothing is learned from what came earlier."),
        edit(("[]", "[h]"), sentence="The starting state is among the results. Give those after a symbol."),
        edit(("[]", "[h]"), ("(states", "(states[:-1]"), sentence="These are the states before each symbol. Keep the "
             "state after it."),
        edit(("states = []", "states, h = [], h.clone()"), ("h = step", "h[:] = step"),
             sentence="The last state stands at every place: one tensor is kept again and again, and written over. "
             "Keep what `step` returns: `h = step(…)`."),
        edit(("h = step", "h[:] = step"), sentence="It writes into the `h` that was given, so that every place holds "
             "the last state. Keep what `step` returns: `h = step(…)`."),
        edit(("[]", "torch.zeros(*inputs.shape[:2], h.shape[-1])"), ("states.append(h)", "states[:, t] = h"),
             (STATES, "states"), sentence="The states come back in float32, as `torch.zeros` makes them. "
             "`h.new_zeros` keeps its type, and stacking a list needs neither."),
        edit((STATES, "h"), sentence="Only the last state comes back. Keep the state after every symbol."),
        edit((", dim=1", ""), sentence="The states are stacked with time first, (T, B, d_h). The batch comes first: "
             "`torch.stack(states, dim=1)`."),
        edit(("dim=1", "dim=-1"), sentence="The time is the last axis here, (B, d_h, T). It should be the second: "
             "`torch.stack(states, dim=1)`."),
        edit(("stack", "cat"), sentence="The states are joined into one long row, (B, T · d_h), as by `torch.cat`. "
             "`torch.stack` makes a new axis for the time."),
        edit((", dim=1)", ").reshape(*inputs.shape[:2], -1)"), sentence="A reshape does not swap axes: it mixes "
             "times and texts. Stack along the second axis instead: `torch.stack(states, dim=1)`."),
        edit((STATES, "states"), sentence="It returns the list of states. Stack them into one (B, T, d_h)."),
        edit((STATES, "torch.tensor(states)"), sentence="`torch.tensor` wants numbers, not tensors, and would cut "
             "off the gradient. `torch.stack(states, dim=1)` joins them."),
        edit(("dim=1)", "dim=1), h"), sentence="It returns the states and the last state. The states are enough: the "
             "last one is among them."),
    ),
)

# Recorded answers ----------------------------------------------------------------------------------------

UNTRAINED_LOSS = Prediction(
    id="untrained_loss", prompt="What is the loss of the network while its weights are random?",
    low=0, high=12, unit="nats per character", digits=4,
    says="Small random weights give nearly equal shares: it pays {value:.2f} nats, and equal shares pay ln 68 = "
         "4.22. (A loss far above that, before any training, is likely a bug.)",
    expected=Expected("the untrained network", above=3.92, below=4.52, unit="nats per character"),
)

TRAINED_LOSS = Prediction(
    id="trained_loss", prompt="After 1,000 steps of training, where on the ladder does the network stand?",
    low=0, high=5, unit="nats per character",
    says="On plays that it has not read, the trained network pays {value:.2f} nats per character.",
    expected=Expected("the trained network", below=1.85, unit="nats per character"),
)

MORE_CORES = Choice(
    id="more_cores", prompt="A recurrent network reads 14 characters in 14 ticks on one core. How many ticks does it "
                            "need on seven cores?",
    options=(
        Option("14", "14, one after another.", "Position 5 needs the state of position 4, which needs that of "
               "position 3. What one step does can be shared out; the steps cannot.", right=True),
        Option("2", "2: a seventh of the text for each core.", "From which state does the second core begin?"),
        Option("7", "7: one for each core.", "For a text of any length? What does a core begin with?"),
        Option("1", "1: all positions at the same time.", "What goes into the last step, besides its character?"),
    ),
)

TERMS = (
    Term("negative log-likelihood", "The price −ln p of what came with the probability p.", "Fisher 1922"),
    Term("softmax", "Makes shares of any numbers: exponentials, each divided by their sum.", "Bridle 1990"),
    Term("logit", "One of the numbers that go into the softmax.", "Berkson 1944"),
    Term("cross-entropy", "The mean price −ln p over all that has come.", "Good 1963"),
    Term("held-out loss", "The loss on data that nothing was learned from.", "Jelinek and Mercer 1980"),
    Term("perplexity", "e to the power of the loss: among how many equally likely symbols the guess is as "
         "hard.", "Jelinek, Mercer, Bahl and Baker 1977"),
    Term("hidden state", "What a network carries along, and nobody outside sees.", "Elman 1990"),
    Term("recurrent neural network", "It takes its own state in again; short: RNN.", "Rumelhart et al. 1986"),
    Term("one-hot", "A row with a one at the place of the symbol, and zeros everywhere else.", "Hinton 1986"),
    Term("orthogonal initialisation", "To begin with weights that only rotate a state.", "Saxe et al. 2014"),
    Term("embedding", "A row of numbers for each symbol, learned with the rest.", "Bengio et al. 2003"),
    Term("learning-rate schedule", "A plan for how far each training step goes.", "Robbins and Monro 1951"),
    Term("temperature", "What the logits are divided by before a symbol is drawn.", "Ackley et al. 1985"),
)

LESSON = Lesson("01", "recurrence", "How can a network read?",
                (NEXT_SYMBOL_LOSS, RECURRENT_STEP, RECURRENT_UNROLL, MORE_CORES, UNTRAINED_LOSS,
                 TRAINED_LOSS), TERMS)
