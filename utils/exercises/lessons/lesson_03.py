"""Lesson 03, gates: how long an open gate keeps, and one step of the GRU and of the LSTM."""
import math

import torch
import torch.nn.functional as F

from utils.widgets import Gate
from utils.widgets.gate import left_after
from utils.widgets.numbers import fixed, part

from ..cases import by_cell, given, normal, shapes, steps
from ..specification import (
    Choice, Exercise, Expected, Exploration, Lesson, NearMiss, Option, Prediction, Term, edit,
)
from ..worker import Case

# forget_bias_half_life -----------------------------------------------------------------------------------


def _half_life_cases(generator):
    def drawn(*shape, dtype=torch.float32, gradient=False):
        return Case({"bias": normal(generator, *shape, scale=2.0, dtype=dtype) + 1}, gradient=gradient)

    return [
        given(bias=[0.0, 1.0, 3.0]), given(bias=[-1.0, -2.0]), given(bias=[20.0, 30.0]), given(bias=[88.0]),
        given(bias=[-100.0, -120.0]), given(torch.float64, bias=[-300.0, 18.0, 300.0]),
        given(gradient=True, bias=[0.0, 20.0, -20.0]), given(gradient=True, bias=[30.0, -100.0]),
        drawn(), drawn(5), *shapes(drawn, 2, 3), drawn(4, 2, 3), drawn(2, 1, 3, 2),
    ]


LOSS = "F.softplus(-bias)"
LIFE = f"math.log(2) / {LOSS}"

FORGET_BIAS_HALF_LIFE = Exercise(
    id="forget_bias_half_life", title="How long an open gate keeps", points=2, minutes=8, difficulty=2,
    hints=("After n steps the gate's value to the power of n is left. For which n is that one half?",
           "Take the logarithm of both sides: n · ln(gate) = ln(1/2). Then divide.",
           "`F.softplus(-bias)` is minus the logarithm of the gate, computed without rounding the gate to 1 first."),
    cases=_half_life_cases,
    oracle=lambda case: math.log(2) / torch.logaddexp(0 * case.inputs["bias"], -case.inputs["bias"]),
    mistakes=(
        edit((LOSS, ("-torch.sigmoid(bias).log()", "-(bias.exp() / (1 + bias.exp())).log()")),
             sentence="It is right for small biases. For others the gate has rounded to exactly 1 or 0 before the "
             "logarithm: `F.softplus` is safe."),
        edit((LIFE, "math.log(2) / torch.log1p(torch.exp(-bias))"), sentence="It is right for open gates. For one "
             "that is shut, with a bias of about −100, `exp` overflows: `F.softplus(-bias)` is safe on both sides."),
        edit((LIFE, "math.log(2) / torch.log(1 + torch.exp(-bias))"), sentence="It is right for small biases. Beside "
             "the 1 a small `exp` is rounded away, and a large one overflows: `F.softplus` is safe on both sides."),
        edit((LOSS, tuple(f"F.softplus(-bias.clamp(-{n}, {n}))" for n in (10, 15, 20, 30, 50, 80, 88, 100))),
             sentence="Large biases are cut off at a limit. `F.softplus` takes any size."),
        edit((LOSS, tuple(f"-torch.log(torch.sigmoid(bias) + 1e-{n})" for n in range(4, 13))),
             sentence="A small number, added or as a clamp, keeps away the logarithm of zero and moves the time of "
             "large biases: `F.softplus` needs none."),
        edit(("math", "-math"), sentence="The size is right and the sign is not: the logarithm of a gate is "
             "negative, and so is that of one half."),
        edit(("math.log(2)", "1"), sentence="This is the time until 1/e is left, about 37 %. Until one half is left, "
             "ln 2 stands above the line instead of 1."),
        edit((LIFE, "F.softplus(-bias) / math.log(2)"), sentence="The fraction is upside down: ln 2 is divided by "
             "how much the logarithm loses at each step."),
        edit(("math.log(2)", "math.log10(2)"), sentence="There are two kinds of logarithm in it. Above and below the "
             "line they must be of the same base."),
        edit((LIFE, "0.5 / torch.sigmoid(-bias)"), sentence="It takes away the same amount at each step. Each step "
             "takes its share of what is still there, so the losses become smaller."),
        edit((LIFE, "math.log(2) / torch.sigmoid(-bias)"), sentence="This holds nearly, for wide open gates: it puts "
             "1 − gate in the place of −ln(gate). Take the logarithm itself."),
        edit((LIFE, "math.log(2) * torch.exp(bias)"), sentence="This holds nearly, for wide open gates: ln 2 · "
             "e^bias. The gate is a sigmoid, not 1 − e^−bias."),
        edit((LIFE, "torch.sigmoid(bias) ** 0.5"), sentence="This is what is left after half a step. Asked is after "
             "how many steps one half is left."),
        edit((LIFE, f"1 + {LIFE}"), sentence="It asks when half of the gate's own value is left. One half of the "
             "state is left when gate to the power of n is 1/2."),
        edit((LOSS, "-bias.log()"), sentence="It takes the bias for the gate. The gate is sigmoid(bias)."),
        edit(("(-bias)", "(bias)"), sentence="This is for the gate sigmoid(−bias), which is what a step loses. What "
             "is kept is sigmoid(bias)."),
        edit((LOSS, "-torch.tanh(bias).log()"), sentence="The gate goes through a tanh. Use a sigmoid."),
        edit((LIFE, tuple(f"torch.{whole}({LIFE})" for whole in ("ceil", "round", "floor"))),
             sentence="It is rounded to whole steps. Give the exact number: it need not be whole."),
        edit((LIFE, "math.log(2) / math.log(1 + math.exp(-bias))"), sentence="Python's `math` takes single numbers. "
             "`bias` is a tensor of any shape, which training has to reach: use torch's."),
        edit(("(-bias)", "(-bias.detach())"), sentence="The value is right, but the bias is cut off, as by `detach` "
             "or `no_grad`: training cannot reach it."),
    ),
)

# gru_step ------------------------------------------------------------------------------------------------


def _gru_cases(generator):
    return [given(x=[[1.0, -0.5]], h=[[0.8]], W_x=[[0.5, -1.0, 0.4], [0.2, 0.6, -0.8]],
                  W_h=[[-0.5, 1.0, 1.5]], b=[0.2, 0.5, -0.3]), *steps(generator, sets=3)]


GATES = "torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)"
BLEND = "(1 - z) * n + z * h"

GRU_STEP = Exercise(
    id="gru_step", title="One step of the GRU", points=4, minutes=15, difficulty=3,
    hints=("`x @ W_x + b` has shape (B, 3 · d_h): the sums for r, z and n side by side. `.chunk(3, dim=-1)` cuts it "
           "into three. Do the same with `h @ W_h`, and keep the two apart for n.",
           "r and z are sigmoids of both parts added. In n, r stands between them: `tanh(x_n + r * h_n)`.",
           "The new state is a blend of the candidate n and the old state h, number by number; z is the share of h."),
    cases=_gru_cases, oracle=lambda case: by_cell(torch.gru_cell, case),
    mistakes=(
        edit(("r, z =", "z, r ="), sentence="The two gates have changed places. In order stand r, z and n."),
        edit(("x_r, x_z, x_n", "x_n, x_r, x_z"), ("h_r, h_z, h_n", "h_n, h_r, h_z"), sentence="The candidate is "
             "taken from the first third. Side by side stand r, z and n, in this order."),
        edit(("b).chunk(3, dim=-1)", "b).unflatten(-1, (-1, 3)).unbind(-1)"),
             ("W_h).chunk(3, dim=-1)", "W_h).unflatten(-1, (-1, 3)).unbind(-1)"), sentence="It takes every third "
             "column. The weights of a gate stand together: the first d_h columns are r, the next z, the last n, as "
             "`chunk(3, dim=-1)` cuts them."),
        edit(("b).chunk(3, dim=-1)", "b).chunk(3)"), ("W_h).chunk(3, dim=-1)", "W_h).chunk(3)"),
             sentence="The sums are cut along the batch (axis 0). The gates stand along the last axis."),
        edit((" + b)", ")"), sentence="The bias `b` is not used."),
        edit(("W_h)", "W_h + b)"), sentence="The bias is added twice, to the symbol's part and to the state's. Add "
             "it to the symbol's part."),
        edit(("@ W_x", "@ W_x.T"), sentence="`W_x` is transposed. It is (d_in, 3 · d_h) already: `x @ W_x`."),
        edit(("@ W_h", "@ W_h.T"), sentence="`W_h` is transposed. It is (d_h, 3 · d_h) already: `h @ W_h`."),
        edit((GATES, GATES.replace("sigmoid", "tanh")), sentence="The gates go through a tanh, so they can be "
             "negative. A share lies between 0 and 1: use a sigmoid."),
        edit((GATES, "x_r + h_r, x_z + h_z"), sentence="The gates are the plain sums. A share lies between 0 and 1: "
             "put a sigmoid around."),
        edit((GATES, "torch.sigmoid(x_r), torch.sigmoid(x_z)"), sentence="The gates see only the symbol. They also "
             "see the old state: sigmoid(x_r + h_r), and so for z."),
        edit((GATES, "((x_r + h_r).exp(), (x_z + h_z).exp())\n    r, z = r / (1 + r), z / (1 + z)"),
             sentence="It is right for small sums. For large ones the exponential overflows, and ∞ / ∞ is `nan`: "
             "`torch.sigmoid` minds that."),
        edit(("r * h_n", "h_n"), sentence="The reset gate r is not used: it multiplies `h_n`."),
        edit(("r * h_n", "(r * h) @ W_h.chunk(3, dim=-1)[2]"), sentence="r multiplies the state before `W_h` does, "
             "as in the paper of 2014. Here, as in torch, it multiplies afterwards: `r * h_n`."),
        edit(("x_n + r * h_n", "r * (x_n + h_n)"), sentence="r multiplies the whole sum of the candidate. It "
             "multiplies only the part that comes from the old state."),
        edit(("x_n + r * h_n", "r * x_n + h_n"), sentence="r multiplies what comes from the symbol. It multiplies "
             "what comes from the old state."),
        edit(("r * h_n", "h_n"), ("+ z * h", "+ z * r * h"), sentence="r multiplies the state that is kept. It "
             "belongs into the candidate, where it multiplies the part that comes from the old state."),
        edit(("r * h_n", "r * h_n + (r - 1) * b.chunk(3)[2]"), sentence="In the candidate, the bias is multiplied by "
             "r. It belongs on the side of the symbol, outside: `x_n + b_n + r * h_n`."),
        edit(("tanh", "sigmoid"), sentence="The candidate goes through a sigmoid, so it is never negative. Gates are "
             "sigmoids, the candidate is a tanh."),
        edit(("torch.tanh", ""), sentence="The tanh around the candidate is missing."),
        edit(("torch.tanh", ""), (BLEND, f"torch.tanh({BLEND})"), sentence="The tanh goes around the blend. It "
             "belongs around the candidate alone: what is kept must not be squeezed again at every step."),
        edit((BLEND, "z * n + (1 - z) * h"), sentence="The update gate is the wrong way round. Here z is the share "
             "of the old state that is kept, and 1 − z that of the candidate (papers differ)."),
        edit((" + z * h", ""), sentence="Nothing of the old state is kept: `z * h` is missing."),
        edit(("(1 - z) * n", "n"), sentence="The candidate is added in full. What the old state keeps, the candidate "
             "does not get: its share is 1 − z."),
        edit((BLEND, "n"), sentence="This is the candidate n. It is blended with h: (1 − z) · n + z · h."),
        edit((BLEND, "h.mul_(z).add_((1 - z) * n)"), sentence="The result is right, but `h` itself is overwritten. "
             "Training still needs the old state: return a new tensor."),
        edit(("    h_r", "    h = h.detach()\n    h_r"), sentence="The value is right, but the old state is cut off, "
             "as by `detach`: what came earlier could never be learned from."),
    ),
)

# lstm_step -----------------------------------------------------------------------------------------------


def _lstm_cases(generator):
    return [given(x=[[1.0, -0.5]], state=[[0.8, -0.8]], W_x=[[0.5, -1.0, 0.4, 0.8], [0.2, 0.6, -0.8, -0.4]],
                  W_h=[[-0.5, 1.0, 1.5, 0.6]], b=[0.2, 0.5, -0.3, 0.1]),
            *steps(generator, sets=4, state="state", parts=2)]


def _lstm_oracle(case):
    h_and_c = by_cell(lambda x, state, *weights: torch.lstm_cell(x, state.chunk(2, 1), *weights), case)
    return torch.cat(h_and_c, 1)


JOINED = "torch.cat([h, c], dim=-1)"

LSTM_STEP = Exercise(
    id="lstm_step", title="One step of the LSTM", points=4, minutes=15, difficulty=3,
    hints=("Cut the state in two first: `h, c = state.chunk(2, dim=-1)`. Only h goes through `W_h`.",
           "`(x @ W_x + h @ W_h + b).chunk(4, dim=-1)` gives the sums for i, f, g and o, in this order. Three of "
           "them go through a sigmoid, g through a tanh.",
           "The new c keeps `f * c` and adds `i * g`. The new h is `o * tanh(c)`, of the new c. `torch.cat([h, c], "
           "dim=-1)` puts the state together again."),
    cases=_lstm_cases, oracle=_lstm_oracle,
    mistakes=(
        edit(("i, f, g, o", "f, i, g, o"), sentence="The input gate and the forget gate have changed places. Side by "
             "side stand i, f, g and o, in this order."),
        edit(("i, f, g, o", "i, f, o, g"), sentence="The candidate g and the output gate o have changed places. Side "
             "by side stand i, f, g and o, in this order."),
        edit(("chunk(4, dim=-1)", "unflatten(-1, (-1, 4)).unbind(-1)"), sentence="It takes every fourth column. The "
             "weights of a gate stand together: d_h columns of i, then f, then g, then o."),
        edit(("chunk(4, dim=-1)", "chunk(4)"), sentence="The sums are cut along the batch (axis 0). The gates stand "
             "along the last axis: `chunk(4, dim=-1)`."),
        edit((" + b)", ")"), sentence="The bias `b` is not used."),
        edit((" + h @ W_h", ""), sentence="The gates see only the symbol. They see `h @ W_h` too."),
        edit(("h @ W_h", "c @ W_h"), sentence="c goes through `W_h`. The gates see what was said, h."),
        edit(("h @ W_h", "state @ W_h"), sentence="The whole state goes through `W_h`. Cut it in two first, `h, c = "
             "state.chunk(2, dim=-1)`: only h does."),
        edit(("@ W_x", "@ W_x.T"), sentence="`W_x` is transposed. It is (d_in, 4 · d_h) already: `x @ W_x`."),
        edit(("@ W_h", "@ W_h.T"), sentence="`W_h` is transposed. It is (d_h, 4 · d_h) already: `h @ W_h`."),
        edit(("torch.tanh(g)", "torch.sigmoid(g)"), sentence="All four go through a sigmoid. g is no gate: it is "
             "what may be written, also negative, and goes through a tanh."),
        edit(("sigmoid(f)", "tanh(f)"), ("sigmoid(i)", "tanh(i)"), ("sigmoid(o)", "tanh(o)"),
             sentence="All four go through a tanh. The gates i, f and o are shares: use a sigmoid for them."),
        edit(("torch.sigmoid(f)", "f"), ("torch.sigmoid(i)", "i"), ("torch.sigmoid(o)", "o"),
             sentence="The gates are the plain sums. Shares want a sigmoid around i, f and o."),
        edit(("torch.tanh(g)", "g"), sentence="The tanh around g is missing."),
        edit(("torch.sigmoid(f) * ", ""), sentence="The forget gate f is not used: nothing is ever let go, as in the "
             "paper of 1997. The old c is multiplied by f."),
        edit(("torch.sigmoid(i) * ", ""), sentence="The input gate i is not used: it decides how much of g is "
             "written."),
        edit(("torch.sigmoid(i)", "(1 - torch.sigmoid(f))"), sentence="It writes 1 − f of the candidate, as the GRU "
             "does. Here writing has a gate of its own, i."),
        edit(("torch.sigmoid(f)", "(1 - torch.sigmoid(f))"), sentence="The forget gate is the wrong way round. In "
             "spite of its name, f is the share that is kept: `f * c`."),
        edit(("sigmoid(f)", ("sigmoid(f + 1)", "sigmoid(f + 2)", "sigmoid(f + 3)")), sentence="A number is added to "
             "the forget gate's sum, as some libraries do. Here an open gate is a matter of the bias `b`, which the "
             "caller sets."),
        edit(("* c +", "* h +"), sentence="The forget gate multiplies h. It is c that is kept: `f * c`."),
        edit(("    h = torch.sigmoid(o) * torch.tanh(c)",
              "    c = torch.tanh(c)\n    h = torch.sigmoid(o) * c"), sentence="The tanh is kept in c, so that c is "
             "squeezed again at every step. It belongs only to what is said: h is `o * tanh(c)`."),
        edit(("c = torch.sigmoid(f) * c +", "c *= torch.sigmoid(f)\n    c +="), sentence="The result is right, but "
             "the given state is overwritten: `chunk` gives views. Make a new c."),
        edit(("* c +", "* c.detach() +"), sentence="The value is right, but the old c is cut off, as by `detach`: "
             "what came earlier could never be learned from."),
        edit(("torch.tanh(c)", "c"), sentence="The new h is `o * c`. c has no end: use `o * tanh(c)`."),
        edit(("torch.sigmoid(o) * ", ""), sentence="The output gate o is not used: it decides how much of tanh(c) is "
             "said."),
        edit(("    c = torch", "    old = c\n    c = torch"), ("tanh(c)", "tanh(old)"),
             sentence="h is made of the old c. It is made of the new one."),
        edit(("[h, c]", "[c, h]"), sentence="The new state is joined as [c, h]. It is [h, c]."),
        edit(("h, c = state", "c, h = state"), sentence="The state is read as [c, h] when it comes in."),
        edit(("h, c = state", "c, h = state"), ("[h, c]", "[c, h]"), sentence="The state is taken for [c, h], on the "
             "way in and on the way out. It is [h, c]."),
        edit((JOINED, "h"), sentence="Only h comes back. The next step needs c too: join [h, c]."),
        edit((JOINED, "h, c"), sentence="It returns h and c as two things. `recurrent_unroll` hands on one tensor: "
             "`torch.cat([h, c], dim=-1)`."),
        edit(("[h, c], dim=-1", "[h, c]"), sentence="h and c are joined along the batch (axis 0). They stand side by "
             "side: `torch.cat([h, c], dim=-1)`."),
    ),
)

# Recorded answers ----------------------------------------------------------------------------------------

OPEN_GATE = Prediction(
    id="open_gate", prompt="At a bias of 3, a little more than 95 % of the state is kept at each step. After how "
                           "many steps is half of it left?",
    low=1, high=1000, unit="steps", log=True,
    says="After {value:.0f} steps a little more than a half is left, and one step later a little less.",
)

GATE_DECIDES = Choice(
    id="gate_decides", prompt="A state has 64 numbers, each with a gate that says how much of it is kept. How many "
                              "shares do these gates give out for 10 symbols?",
    options=(
        Option("10", "10.", "What if one number of the state is to stay, and another to be overwritten?"),
        Option("64", "64.", "When would they be decided, and by which of the symbols?"),
        Option("640", "640.", "At each symbol anew, 64 sums and 64 sigmoids: a layer of neurons of its own. One "
               "number can be kept while its neighbour is overwritten.", right=True),
        Option("40960", "40,960.", "64 × 64 weights look at the state. How many numbers does one neuron give?"),
    ),
)

HALF_SHUT = Prediction(
    id="half_shut", prompt="The same GRU and the same training, begun with a bias of 0. How often will it be right "
                           "across 20 distractors?",
    low=0, high=100, unit="percent", digits=2,
    says="It is right in {value:.0f} %. One number at the start decides: a bias of 0 is a half-life of one step.",
    expected=Expected("a GRU that begins half shut, right across 20", below=50, unit="percent"),
)

GATED_WAIT = Choice(
    id="gated_wait", prompt="A text has 64 symbols. How does the wait of a gated network, on one core, compare with "
                            "that of the plain one?",
    expected=Expected("a gated step, beside a plain one", above=1.3, unit="times as long"),
    options=(
        Option("fewer steps", "It waits for fewer steps: what is kept need not be handed on.",
               "Keeping is handing on unchanged. What does step 40 need before it can begin?"),
        Option("more steps", "It waits for more steps, one for each gate.", "The gates of a step do not need each "
               "other: one product of matrices computes them together."),
        Option("same, longer", "It waits for the same number of steps, each of which takes longer.",
               "64 symbols, 64 steps, one after another; and each step has three or four times the weights to "
               "multiply with.", right=True),
        Option("same", "It waits as long: the gates are computed side by side.",
               "On one core, what is more to multiply?"),
    ),
)

# Explorations --------------------------------------------------------------------------------------------


def _kept_and_let_go(answer):
    gates = answer["gates"]
    left = left_after(gates)
    if left[11] >= 0.5 and left[15] < 0.01:
        return ""
    if min(gates) == max(gates):
        return (f"With {fixed(gates[0])} at every step, {_left(left[11])} is left after step 12 and "
                f"{_left(left[15])} after step 16.")
    if left[11] < 0.5:
        step = min(range(12), key=gates.__getitem__) + 1
        if gates[step - 1] > 0.5:
            return (f"None of the gates up to step 12 is half shut, and still {_left(left[11])} is left "
                    f"there: small losses multiply. Open them wider.")
        reopened = " No gate that opens later brings it back." if max(gates[step:]) > gates[step - 1] else ""
        return f"The gate of step {step} closes too early: {_left(left[11])} is left after step 12.{reopened}"
    if left[-1] < 0.01:
        return f"The message goes too late: {_left(left[15])} of it is still there after step 16."
    if left[15] >= 0.5:
        return f"The message is kept too long: {_left(left[15])} of it is still there after step 16."
    return (f"The gates close too little between step 13 and step 16: {_left(left[15])} is left. "
            f"A hundredth is about seven halvings.")


def _left(share):
    """A share in words that two digits do not round across what the task asks."""
    if 0.495 <= share < 0.5:
        return "just under a half"
    if 0.01 <= share < 0.0105:
        return "no less than a hundredth"
    return {0: "nothing", 1: "all"}.get(share, part(share))


GATE_BY_GATE = Exploration(
    id="gate_by_gate", prompt="Keep at least half of the message through step 12, and less than a hundredth of it "
                              "from step 16 on.",
    figure=Gate, given={"keep": 0.9}, judge=_kept_and_let_go,
    shows="One number for all steps cannot keep and then let go: it says only how fast the message fades. A gate is "
          "set anew at each step, and one that closes at the right moment is enough.",
    right=tuple({"gates": gates} for gates in ([1] * 13 + [0] + [1] * 6, [1] * 12 + [0] * 8,
                                               [0.95] * 12 + [0.3] * 8)),
    near=(
        NearMiss({"gates": [0.01] * 20}, "With 0.01 at every step, less than a millionth is left after step 12 and "
                 "less than a millionth after step 16."),
        NearMiss({"gates": [0.95] * 20}, "With 0.95 at every step, 0.54 is left after step 12 and 0.44 after step 16."),
        NearMiss({"gates": [0.7] * 20}, "With 0.70 at every step, 0.014 is left after step 12 and 0.0033 after step "
                 "16."),
        NearMiss({"gates": [1] * 5 + [0] + [1] * 14}, "The gate of step 6 closes too early: nothing is left after "
                 "step 12. No gate that opens later brings it back."),
        NearMiss({"gates": [0.9] * 13 + [0] * 7}, "None of the gates up to step 12 is half shut, and still 0.28 is "
                 "left there: small losses multiply. Open them wider."),
        NearMiss({"gates": [1] * 17 + [0] * 3}, "The message goes too late: all of it is still there after step 16."),
        NearMiss({"gates": [1] * 12 + [0.95] * 8}, "The message is kept too long: 0.81 of it is still there after "
                 "step 16."),
        NearMiss({"gates": [1] * 16 + [0.4] * 4}, "The message is kept too long: all of it is still there after step "
                 "16."),
        NearMiss({"gates": [0.9437] * 12 + [0] * 8}, "None of the gates up to step 12 is half shut, and still just "
                 "under a half is left there: small losses multiply. Open them wider."),
        NearMiss({"gates": [1] * 12 + [0.317] * 4 + [1] * 4}, "The gates close too little between step 13 and step "
                 "16: no less than a hundredth is left. A hundredth is about seven halvings."),
        NearMiss({"gates": [1] * 13 + [0.5] * 3 + [1] * 4}, "The gates close too little between step 13 and step 16: "
                 "0.13 is left. A hundredth is about seven halvings."),
    ),
)

TERMS = (
    Term("half-life", "After how many steps a half is left of what is lost by a factor.", "Rutherford 1907"),
    Term("gate", "A neuron with a sigmoid, by whose share another number is multiplied.",
         "Hochreiter and Schmidhuber 1997"),
    Term("update gate", "Says of each number of a state how much is kept.", "Cho et al. 2014"),
    Term("reset gate", "Says how much of the old state the candidate sees.", "Cho et al. 2014"),
    Term("gated recurrent unit", "A recurrent step with an update gate and a reset gate; short: GRU.",
         "Cho et al. 2014"),
    Term("cell state", "What an LSTM keeps and does not say, without a matrix or a tanh on its way.",
         "Hochreiter and Schmidhuber 1997"),
    Term("forget gate", "Says how much of the cell state is kept.", "Gers, Schmidhuber and Cummins 2000"),
    Term("input gate", "Says how much is written to the cell state.", "Hochreiter and Schmidhuber 1997"),
    Term("output gate", "Says how much of the cell state is shown.", "Hochreiter and Schmidhuber 1997"),
    Term("long short-term memory", "A recurrent step with a cell state and three gates; short: LSTM.",
         "Hochreiter and Schmidhuber 1997"),
)

LESSON = Lesson("03", "gates", "Can a state be told what to keep?",
                (FORGET_BIAS_HALF_LIFE, GRU_STEP, LSTM_STEP, OPEN_GATE, GATE_DECIDES, GATE_BY_GATE, HALF_SHUT,
                 GATED_WAIT), TERMS)
