"""Lesson 03, gates: how long an open gate keeps, and one step of the GRU and of the LSTM."""
import math

import torch
import torch.nn.functional as F

from utils.widgets import Gate
from utils.widgets.gate import left_after
from utils.widgets.numbers import fixed, part

from ..specification import Choice, Exercise, Exploration, Lesson, Mistake, NearMiss, Option, Prediction, Term
from ..worker import Case

# forget_bias_half_life -----------------------------------------------------------------------------------


def _half_life_cases(generator):
    def case(*shape, dtype=torch.float32, gradient=False):
        bias = torch.randn(shape, generator=generator, dtype=dtype) * 2 + 1
        return Case({"bias": bias}, gradient=gradient)

    fixed = Case({"bias": torch.tensor([0.0, 1.0, 3.0])})
    extreme = torch.tensor([20.0, 40.0, -100.0]) + torch.rand(3, generator=generator)
    return [fixed, case(), case(2, 3), case(4, 2, 3, dtype=torch.float64), case(5, gradient=True),
            Case({"bias": extreme})]


def _half_life_oracle(case):
    """In float64 from the definition, with the gate taken as one minus its complement where it is near 1."""
    bias = case.inputs["bias"]
    wide = bias.double()
    log_keep = torch.where(wide > 0, torch.log1p(-torch.sigmoid(-wide)), wide - torch.log1p(torch.exp(wide)))
    return (-math.log(2) / log_keep).to(bias.dtype)


def _life_of_the_plain_formula(bias):
    return -math.log(2) / torch.sigmoid(bias).log()


def _life_of_log1p_exp(bias):
    return math.log(2) / torch.log1p(torch.exp(-bias))


def _life_negative(bias):
    return math.log(2) / F.logsigmoid(bias)


def _life_to_one_over_e(bias):
    return -1 / F.logsigmoid(bias)


def _life_upside_down(bias):
    return -F.logsigmoid(bias) / math.log(2)


def _life_of_the_bias_itself(bias):
    return -math.log(2) / bias.log()


def _life_of_the_closing_gate(bias):
    return -math.log(2) / F.logsigmoid(-bias)


def _life_lost_in_equal_shares(bias):
    return 0.5 / torch.sigmoid(-bias)


def _life_nearly(bias):
    return math.log(2) / torch.sigmoid(-bias)


def _life_of_exponential(bias):
    return math.log(2) * torch.exp(bias)


def _life_base_two_and_ten(bias):
    return -math.log10(2) / F.logsigmoid(bias)


def _life_in_whole_steps(bias):
    return torch.ceil(-math.log(2) / F.logsigmoid(bias))


def _life_left_after_half_a_step(bias):
    return torch.sigmoid(bias) ** 0.5


def _life_of_half_the_gate(bias):
    return (0.5 * torch.sigmoid(bias)).log() / F.logsigmoid(bias)


def _life_of_tanh(bias):
    return -math.log(2) / torch.tanh(bias).log()


def _life_as_a_number(bias):
    return math.log(2) / math.log(1 + math.exp(-bias))


def _life_cut_off(bias):
    return -math.log(2) / F.logsigmoid(bias.detach())


FORGET_BIAS_HALF_LIFE = Exercise(
    id="forget_bias_half_life", title="How long an open gate keeps", points=2, minutes=8, difficulty=2,
    hints=(
        "After n steps the gate's value to the power of n is left. For which n is that one half?",
        "Take the logarithm of both sides: n · ln(gate) = ln(1/2). Then divide.",
        "`F.logsigmoid(bias)` is the logarithm of the gate, computed without rounding the gate to 1 first.",
    ),
    cases=_half_life_cases,
    oracle=_half_life_oracle,
    mistakes=(
        Mistake(_life_of_the_plain_formula, "It is right for small biases. In the last example `sigmoid` has rounded "
                                            "to exactly 1 or 0 before the logarithm: `F.logsigmoid` does both in one, "
                                            "safely."),
        Mistake(_life_of_log1p_exp, "It is right for open gates. In the last example one gate is shut, with a bias of "
                                    "about −100, and `exp` overflows: `F.logsigmoid` or `F.softplus` is safe on both "
                                    "sides."),
        Mistake(_life_negative, "The size is right and the sign is not: the logarithm of a gate is negative, and so "
                                "is that of one half."),
        Mistake(_life_to_one_over_e, "This is the time until 1/e is left, about 37 %. Until one half is left, ln 2 "
                                     "stands above the line instead of 1."),
        Mistake(_life_upside_down, "The fraction is upside down: ln 2 is divided by how much the logarithm loses at "
                                   "each step."),
        Mistake(_life_of_the_bias_itself, "It takes the bias for the gate. The gate is sigmoid(bias)."),
        Mistake(_life_of_the_closing_gate, "This is for the gate sigmoid(−bias), which is what a step loses. What is "
                                           "kept is sigmoid(bias)."),
        Mistake(_life_lost_in_equal_shares, "It takes away the same amount at each step. Each step takes its share of "
                                            "what is still there, so the losses become smaller."),
        Mistake(_life_nearly, "This holds nearly, for wide open gates: it puts 1 − gate in the place of −ln(gate). "
                              "Take the logarithm itself."),
        Mistake(_life_of_exponential, "This holds nearly, for wide open gates: ln 2 · e^bias. The gate is a sigmoid, "
                                      "not 1 − e^−bias."),
        Mistake(_life_base_two_and_ten, "There are two kinds of logarithm in it. Above and below the line they must "
                                        "be of the same base."),
        Mistake(_life_in_whole_steps, "It is rounded up to whole steps. Give the exact number: it need not be whole."),
        Mistake(_life_left_after_half_a_step, "This is what is left after half a step. Asked is after how many steps "
                                              "one half is left."),
        Mistake(_life_of_half_the_gate, "It asks when half of the gate's own value is left. One half of the state "
                                        "is left when gate to the power of n is 1/2."),
        Mistake(_life_of_tanh, "The gate is a tanh here, which can be negative. It is a sigmoid, between 0 and 1."),
        Mistake(_life_as_a_number, "Python's `math` takes single numbers. `bias` is a tensor of any shape, and "
                                   "training may have to reach through it: use torch's functions."),
        Mistake(_life_cut_off, "The value is right, but `detach` cuts the bias off: training cannot reach it."),
    ),
    alternatives=(
        lambda bias: -math.log(2) / F.logsigmoid(bias),
        lambda bias: math.log(2) / F.softplus(-bias),
        lambda bias: math.log(2) / torch.logaddexp(torch.zeros_like(bias), -bias),
        lambda bias: math.log(0.5) / torch.where(bias > 0, -torch.log1p(torch.exp(-bias.abs())),
                                                 bias - torch.log1p(torch.exp(-bias.abs()))),
    ),
)

# gru_step ------------------------------------------------------------------------------------------------


def _random(generator, dtype):
    return lambda *shape, scale: torch.randn(*shape, generator=generator, dtype=dtype) * scale


def _gru_cases(generator):
    def case(B, d_in, d_h, dtype=torch.float32, gradient=False):
        # small enough that neither the gates nor the tanh saturate, and biases that are missed
        random = _random(generator, dtype)
        return Case({"x": random(B, d_in, scale=0.8), "h": random(B, d_h, scale=0.7),
                     "W_x": random(d_in, 3 * d_h, scale=0.6), "W_h": random(d_h, 3 * d_h, scale=0.8),
                     "b": random(3 * d_h, scale=0.6)}, gradient=gradient)

    fixed = Case({"x": torch.tensor([[1.0, -0.5]]), "h": torch.tensor([[0.8]]),
                  "W_x": torch.tensor([[0.5, -1.0, 0.4], [0.2, 0.6, -0.8]]),
                  "W_h": torch.tensor([[-0.5, 1.0, 1.5]]), "b": torch.tensor([0.2, 0.5, -0.3])})
    return [fixed, case(4, 3, 5), case(2, 5, 3, torch.float64), case(4, 2, 3, gradient=True)]


def _gru_oracle(case):
    """torch's own cell, with the weights in its layout and its second bias at zero."""
    x, h, W_x, W_h, b = case.inputs.values()
    return torch.gru_cell(x, h, W_x.T, W_h.T, b, torch.zeros_like(b))


def _gru_update_swapped(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return z * torch.tanh(x_n + r * h_n) + (1 - z) * h


def _gru_gates_swapped(x, h, W_x, W_h, b):
    x_z, x_r, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_z, h_r, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h


def _gru_candidate_first(x, h, W_x, W_h, b):
    x_n, x_r, x_z = (x @ W_x + b).chunk(3, dim=-1)
    h_n, h_r, h_z = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h


def _gru_without_reset(x, h, W_x, W_h, b):
    r, z, n = (x @ W_x + b + h @ W_h).chunk(3, dim=-1)
    z = torch.sigmoid(z)
    return (1 - z) * torch.tanh(n) + z * h


def _gru_reset_before_the_product(x, h, W_x, W_h, b):
    d_h = h.shape[-1]
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z = (h @ W_h[:, :2 * d_h]).chunk(2, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + (r * h) @ W_h[:, 2 * d_h:]) + z * h


def _gru_reset_of_everything(x, h, W_x, W_h, b):
    r, z, n = (x @ W_x + b + h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(r), torch.sigmoid(z)
    return (1 - z) * torch.tanh(r * n) + z * h


def _gru_reset_of_the_input(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(r * x_n + h_n) + z * h


def _gru_reset_of_the_kept(x, h, W_x, W_h, b):
    r, z, n = (x @ W_x + b + h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(r), torch.sigmoid(z)
    return (1 - z) * torch.tanh(n) + z * r * h


def _gru_reset_the_bias_too(x, h, W_x, W_h, b):
    b_r, b_z, b_n = b.chunk(3)
    x_r, x_z, x_n = (x @ W_x).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r + b_r), torch.sigmoid(x_z + h_z + b_z)
    return (1 - z) * torch.tanh(x_n + r * (h_n + b_n)) + z * h


def _gru_bias_twice(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h + b).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h


def _gru_without_bias(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h


def _gru_candidate_sigmoid(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.sigmoid(x_n + r * h_n) + z * h


def _gru_candidate_linear(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * (x_n + r * h_n) + z * h


def _gru_gates_tanh(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.tanh(x_r + h_r), torch.tanh(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h


def _gru_gates_linear(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = x_r + h_r, x_z + h_z
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h


def _gru_gates_without_state(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_n = (h @ W_h).chunk(3, dim=-1)[2]
    r, z = torch.sigmoid(x_r), torch.sigmoid(x_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h


def _gru_interleaved(x, h, W_x, W_h, b):
    from_x, from_h = x @ W_x + b, h @ W_h
    r = torch.sigmoid(from_x[:, 0::3] + from_h[:, 0::3])
    z = torch.sigmoid(from_x[:, 1::3] + from_h[:, 1::3])
    n = torch.tanh(from_x[:, 2::3] + r * from_h[:, 2::3])
    return (1 - z) * n + z * h


def _gru_nothing_kept(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n)


def _gru_candidate_in_full(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return torch.tanh(x_n + r * h_n) + z * h


def _gru_candidate_only(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    return torch.tanh(x_n + torch.sigmoid(x_r + h_r) * h_n)


def _gru_tanh_of_the_blend(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return torch.tanh((1 - z) * (x_n + r * h_n) + z * h)


def _gru_cut_along_the_batch(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3)
    h_r, h_z, h_n = (h @ W_h).chunk(3)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h


def _gru_input_transposed(x, h, W_x, W_h, b):
    return x @ W_x.T + h @ W_h + b


def _gru_state_transposed(x, h, W_x, W_h, b):
    return x @ W_x + h @ W_h.T + b


def _gru_in_place(x, h, W_x, W_h, b):
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    h *= z
    h += (1 - z) * torch.tanh(x_n + r * h_n)
    return h


def _gru_detached(x, h, W_x, W_h, b):
    h = h.detach()
    x_r, x_z, x_n = (x @ W_x + b).chunk(3, dim=-1)
    h_r, h_z, h_n = (h @ W_h).chunk(3, dim=-1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h


# right answers written differently


def _gru_by_slices(x, h, W_x, W_h, b):
    d = h.shape[-1]
    gates = torch.sigmoid(x @ W_x[:, :2 * d] + h @ W_h[:, :2 * d] + b[:2 * d])
    r, z = gates[:, :d], gates[:, d:]
    n = torch.tanh(x @ W_x[:, 2 * d:] + b[2 * d:] + r * (h @ W_h[:, 2 * d:]))
    return n + z * (h - n)


def _gru_by_lerp(x, h, W_x, W_h, b):
    from_x, from_h = F.linear(x, W_x.T, b).chunk(3, -1), F.linear(h, W_h.T).chunk(3, -1)
    r, z = (torch.sigmoid(a + c) for a, c in zip(from_x[:2], from_h[:2]))
    return torch.lerp(torch.tanh(from_x[2] + r * from_h[2]), h, z)


def _gru_by_weights(x, h, W_x, W_h, b):
    (X_r, X_z, X_n), (H_r, H_z, H_n), (b_r, b_z, b_n) = W_x.chunk(3, 1), W_h.chunk(3, 1), b.chunk(3)
    r = (x @ X_r + h @ H_r + b_r).sigmoid()
    z = (x @ X_z + h @ H_z + b_z).sigmoid()
    n = (x @ X_n + b_n + r * (h @ H_n)).tanh()
    return z * h + n - z * n


GRU_STEP = Exercise(
    id="gru_step", title="One step of the GRU", points=4, minutes=15, difficulty=3,
    hints=(
        "`x @ W_x + b` has shape (B, 3 · d_h): the sums for r, z and n side by side. `.chunk(3, dim=-1)` cuts it into "
        "three. Do the same with `h @ W_h`, and keep the two apart for n.",
        "r and z are sigmoids of both parts added. In n, r stands between them: `tanh(x_n + r * h_n)`.",
        "The new state is a blend of the candidate n and the old state h, number by number; z is the share of h.",
    ),
    cases=_gru_cases,
    oracle=_gru_oracle,
    mistakes=(
        Mistake(_gru_update_swapped, "The update gate is the wrong way round. Here z is the share of the old state "
                                     "that is kept, and 1 − z that of the candidate (some papers write it the other "
                                     "way)."),
        Mistake(_gru_gates_swapped, "The two gates have changed places. Side by side stand r, z and n, in this order."),
        Mistake(_gru_candidate_first, "The candidate is taken from the first third. Side by side stand r, z and n, in "
                                      "this order."),
        Mistake(_gru_without_reset, "The reset gate r is not used: it multiplies the state's part of the candidate."),
        Mistake(_gru_reset_before_the_product, "r multiplies the state before `W_h` does, as in the paper of 2014. Here, "
                                               "as in torch, it multiplies afterwards: `r * (h @ W_h)`, last third."),
        Mistake(_gru_reset_of_everything, "r multiplies the whole sum of the candidate. It multiplies only the part "
                                          "that comes from the old state."),
        Mistake(_gru_reset_of_the_input, "r multiplies what comes from the symbol. It multiplies what comes from the "
                                         "old state."),
        Mistake(_gru_reset_of_the_kept, "r multiplies the state that is kept. It belongs into the candidate, where it "
                                        "multiplies the part that comes from the old state."),
        Mistake(_gru_reset_the_bias_too, "In the candidate, the bias is multiplied by r. It belongs on the side of the "
                                         "symbol, outside: `x_n + b_n + r * h_n`."),
        Mistake(_gru_bias_twice, "The bias is added twice, to the symbol's part and to the state's. Add it to the "
                                 "symbol's part."),
        Mistake(_gru_without_bias, "The bias `b` is not used."),
        Mistake(_gru_candidate_sigmoid, "The candidate goes through a sigmoid, so it is never negative. Gates are "
                                        "sigmoids, the candidate is a tanh."),
        Mistake(_gru_candidate_linear, "The tanh around the candidate is missing."),
        Mistake(_gru_gates_tanh, "The gates go through a tanh, so they can be negative. A share lies between 0 and 1: "
                                 "use a sigmoid."),
        Mistake(_gru_gates_linear, "The gates are the plain sums. A share lies between 0 and 1: put a sigmoid around."),
        Mistake(_gru_gates_without_state, "The gates see only the symbol. They also see the old state: "
                                          "sigmoid(x_r + h_r), and so for z."),
        Mistake(_gru_interleaved, "It takes every third column. The weights of a gate stand together: the first d_h "
                                  "columns are r, the next z, the last n, as `chunk(3, dim=-1)` cuts them."),
        Mistake(_gru_nothing_kept, "Nothing of the old state is kept: `z * h` is missing."),
        Mistake(_gru_candidate_in_full, "The candidate is added in full. What the old state keeps, the candidate does "
                                        "not get: its share is 1 − z."),
        Mistake(_gru_candidate_only, "This is the candidate n. The new state blends it with the old one: "
                                     "(1 − z) · n + z · h."),
        Mistake(_gru_tanh_of_the_blend, "The tanh goes around the blend. It belongs around the candidate alone: what is "
                                        "kept must not be squeezed again at every step."),
        Mistake(_gru_cut_along_the_batch, "`chunk(3)` cuts along the batch (axis 0). The gates stand along the last "
                                          "axis: `chunk(3, dim=-1)`."),
        Mistake(_gru_input_transposed, "`W_x` is transposed. It has shape (d_in, 3 · d_h) already: `x @ W_x`."),
        Mistake(_gru_state_transposed, "`W_h` is transposed. It has shape (d_h, 3 · d_h) already: `h @ W_h`."),
        Mistake(_gru_in_place, "The result is right, but `h` itself is overwritten. Training still needs the old "
                               "state: return a new tensor."),
        Mistake(_gru_detached, "The value is right, but the old state is cut off with `detach`: what came earlier "
                               "could never be learned from."),
    ),
    alternatives=(_gru_by_slices, _gru_by_lerp, _gru_by_weights),
)

# lstm_step -----------------------------------------------------------------------------------------------


def _lstm_cases(generator):
    def case(B, d_in, d_h, dtype=torch.float32, gradient=False):
        random = _random(generator, dtype)
        return Case({"x": random(B, d_in, scale=0.8), "state": random(B, 2 * d_h, scale=0.8),
                     "W_x": random(d_in, 4 * d_h, scale=0.6), "W_h": random(d_h, 4 * d_h, scale=0.8),
                     "b": random(4 * d_h, scale=0.6)}, gradient=gradient)

    fixed = Case({"x": torch.tensor([[1.0, -0.5]]), "state": torch.tensor([[0.5, -1.2]]),
                  "W_x": torch.tensor([[0.5, -1.0, 0.4, 0.8], [0.2, 0.6, -0.8, -0.4]]),
                  "W_h": torch.tensor([[-0.5, 1.0, 1.5, 0.6]]), "b": torch.tensor([0.2, 0.5, -0.3, 0.1])})
    return [fixed, case(3, 4, 5), case(2, 5, 3, torch.float64), case(3, 2, 4, gradient=True)]


def _lstm_oracle(case):
    """torch's own cell, with the weights in its layout and its second bias at zero."""
    x, state, W_x, W_h, b = case.inputs.values()
    d_h = len(W_h)
    return torch.cat(torch.lstm_cell(x, (state[:, :d_h], state[:, d_h:]), W_x.T, W_h.T, b, torch.zeros_like(b)), -1)


def _lstm_forget_and_input_swapped(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    f, i, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_output_and_candidate_swapped(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, o, g = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_candidate_sigmoid(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = torch.sigmoid(x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = f * c + i * g
    return torch.cat([o * torch.tanh(c), c], dim=-1)


def _lstm_candidate_linear(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * g
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_gates_tanh(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = torch.tanh(x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = f * c + i * g
    return torch.cat([o * torch.tanh(c), c], dim=-1)


def _lstm_gates_linear(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = f * c + i * torch.tanh(g)
    return torch.cat([o * torch.tanh(c), c], dim=-1)


def _lstm_without_tanh_of_cell(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * c, c], dim=-1)


def _lstm_without_output_gate(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.tanh(c), c], dim=-1)


def _lstm_without_forget_gate(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_without_input_gate(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_one_gate_for_both(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    f = torch.sigmoid(f)
    c = f * c + (1 - f) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_forget_turned_round(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = (1 - torch.sigmoid(f)) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_one_added_to_forget(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f + 1) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_h_carried(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * h + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_gates_see_the_cell(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + c @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_cell_squeezed(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.tanh(torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g))
    return torch.cat([torch.sigmoid(o) * c, c], dim=-1)


def _lstm_says_the_old_cell(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), new], dim=-1)


def _lstm_cell_comes_first(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([c, torch.sigmoid(o) * torch.tanh(c)], dim=-1)


def _lstm_cell_read_first(x, state, W_x, W_h, b):
    c, h = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_cell_first_throughout(x, state, W_x, W_h, b):
    c, h = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([c, torch.sigmoid(o) * torch.tanh(c)], dim=-1)


def _lstm_h_only(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c)


def _lstm_pair(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


def _lstm_joined_along_the_batch(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c])


def _lstm_cut_along_the_batch(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_state_not_cut(x, state, W_x, W_h, b):
    return x @ W_x + state @ W_h + b


def _lstm_without_bias(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_without_state(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_interleaved(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).unflatten(-1, (-1, 4)).unbind(-1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_input_transposed(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    return x @ W_x.T + h @ W_h + b


def _lstm_state_transposed(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    return x @ W_x + h @ W_h.T + b


def _lstm_in_place(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c *= torch.sigmoid(f)
    c += torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


def _lstm_cell_detached(x, state, W_x, W_h, b):
    h, c = state.chunk(2, dim=-1)
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=-1)
    c = torch.sigmoid(f) * c.detach() + torch.sigmoid(i) * torch.tanh(g)
    return torch.cat([torch.sigmoid(o) * torch.tanh(c), c], dim=-1)


# right answers written differently


def _lstm_by_slices(x, state, W_x, W_h, b):
    d = len(W_h)
    h, c = state[:, :d], state[:, d:]
    sums = x @ W_x + h @ W_h + b
    i, f, o = (torch.sigmoid(sums[:, k * d:(k + 1) * d]) for k in (0, 1, 3))
    c = f * c + i * torch.tanh(sums[:, 2 * d:3 * d])
    return torch.hstack([o * torch.tanh(c), c])


def _lstm_into_new(x, state, W_x, W_h, b):
    h, c = state.split(W_h.shape[0], dim=1)
    i, f, g, o = F.linear(torch.cat([x, h], 1), torch.cat([W_x, W_h], 0).T, b).unflatten(1, (4, -1)).unbind(1)
    new = torch.empty_like(state)
    cell = torch.addcmul(f.sigmoid() * c, i.sigmoid(), g.tanh())
    new[:, h.shape[1]:] = cell
    new[:, :h.shape[1]] = o.sigmoid() * cell.tanh()
    return new


def _lstm_by_weights(x, state, W_x, W_h, b):
    h, c = state.tensor_split(2, dim=-1)
    i, f, g, o = (x @ X + h @ H + bias for X, H, bias in zip(W_x.chunk(4, 1), W_h.chunk(4, 1), b.chunk(4)))
    c = c * f.sigmoid() + (2 * torch.sigmoid(2 * g) - 1) * i.sigmoid()
    return torch.stack([c.tanh() * o.sigmoid(), c], 1).flatten(1)


LSTM_STEP = Exercise(
    id="lstm_step", title="One step of the LSTM", points=4, minutes=15, difficulty=3,
    hints=(
        "Cut the state in two first: `h, c = state.chunk(2, dim=-1)`. Only h goes through `W_h`.",
        "`(x @ W_x + h @ W_h + b).chunk(4, dim=-1)` gives the sums for i, f, g and o, in this order. Three of them go "
        "through a sigmoid, g through a tanh.",
        "The new c keeps `f * c` and adds `i * g`. The new h is `o * tanh(c)`, of the new c. `torch.cat([h, c], "
        "dim=-1)` puts the state together again.",
    ),
    cases=_lstm_cases,
    oracle=_lstm_oracle,
    mistakes=(
        Mistake(_lstm_forget_and_input_swapped, "The input gate and the forget gate have changed places. Side by side "
                                                "stand i, f, g and o, in this order."),
        Mistake(_lstm_output_and_candidate_swapped, "The candidate g and the output gate o have changed places. Side by "
                                                    "side stand i, f, g and o, in this order."),
        Mistake(_lstm_candidate_sigmoid, "All four go through a sigmoid. g is no gate: it is what may be written, also "
                                         "negative, and goes through a tanh."),
        Mistake(_lstm_candidate_linear, "The tanh around g is missing."),
        Mistake(_lstm_gates_tanh, "All four go through a tanh. The gates i, f and o are shares, between 0 and 1: use a "
                                  "sigmoid for them."),
        Mistake(_lstm_gates_linear, "The gates are the plain sums. A share lies between 0 and 1: put a sigmoid around i, "
                                    "f and o."),
        Mistake(_lstm_without_tanh_of_cell, "The new h is `o * c` here. c can grow beyond 1: h is `o * tanh(c)`."),
        Mistake(_lstm_without_output_gate, "The output gate o is not used: it decides how much of tanh(c) is said."),
        Mistake(_lstm_without_forget_gate, "The forget gate f is not used: nothing is ever let go, as in the paper of "
                                           "1997. The old c is multiplied by f."),
        Mistake(_lstm_without_input_gate, "The input gate i is not used: it decides how much of g is written."),
        Mistake(_lstm_one_gate_for_both, "It writes 1 − f of the candidate, as the GRU does. Here writing has a gate of "
                                         "its own, i."),
        Mistake(_lstm_forget_turned_round, "The forget gate is the wrong way round. In spite of its name, f is the share "
                                           "that is kept: `f * c`."),
        Mistake(_lstm_one_added_to_forget, "A 1 is added to the forget gate's sum, as some libraries do. Here an open "
                                           "gate is a matter of the bias `b`, which the caller sets."),
        Mistake(_lstm_h_carried, "The forget gate multiplies h. It is c that is carried along: `f * c`."),
        Mistake(_lstm_gates_see_the_cell, "c goes through `W_h`. The gates see what was said, h: `h @ W_h`."),
        Mistake(_lstm_cell_squeezed, "The tanh is kept in c, so that c is squeezed again at every step. It belongs only "
                                     "to what is said: h is `o * tanh(c)`, and c stays as it is."),
        Mistake(_lstm_says_the_old_cell, "h is made of the old c. It is made of the new one."),
        Mistake(_lstm_cell_comes_first, "The new state is joined as [c, h]. It is [h, c], as it came in."),
        Mistake(_lstm_cell_read_first, "The state that comes in is read as [c, h]. It is [h, c]."),
        Mistake(_lstm_cell_first_throughout, "The state is taken for [c, h], on the way in and on the way out. It is "
                                             "[h, c]."),
        Mistake(_lstm_h_only, "Only h comes back. The next step needs c too: `torch.cat([h, c], dim=-1)`."),
        Mistake(_lstm_pair, "It returns h and c as two things. `recurrent_unroll` hands on one tensor: "
                            "`torch.cat([h, c], dim=-1)`."),
        Mistake(_lstm_joined_along_the_batch, "h and c are joined along the batch (axis 0). They stand side by side: "
                                              "`torch.cat([h, c], dim=-1)`."),
        Mistake(_lstm_cut_along_the_batch, "`chunk(4)` cuts along the batch (axis 0). The gates stand along the last "
                                           "axis: `chunk(4, dim=-1)`."),
        Mistake(_lstm_state_not_cut, "The whole state goes through `W_h`. Cut it in two first, `h, c = state.chunk(2, "
                                     "dim=-1)`: only h does."),
        Mistake(_lstm_without_bias, "The bias `b` is not used."),
        Mistake(_lstm_without_state, "The gates see only the symbol. They also see the old h: `h @ W_h`."),
        Mistake(_lstm_interleaved, "It takes every fourth column. The weights of a gate stand together: the first d_h "
                                   "columns are i, the next f, as `chunk(4, dim=-1)` cuts them."),
        Mistake(_lstm_input_transposed, "`W_x` is transposed. It has shape (d_in, 4 · d_h) already: `x @ W_x`."),
        Mistake(_lstm_state_transposed, "`W_h` is transposed. It has shape (d_h, 4 · d_h) already: `h @ W_h`."),
        Mistake(_lstm_in_place, "The result is right, but the given state is overwritten: `chunk` gives views, and `*=` "
                                "and `+=` write through them. Make a new c."),
        Mistake(_lstm_cell_detached, "The value is right, but the old c is cut off with `detach`: what came earlier "
                                     "could never be learned from."),
    ),
    alternatives=(_lstm_by_slices, _lstm_into_new, _lstm_by_weights),
)

# Recorded answers ----------------------------------------------------------------------------------------

OPEN_GATE = Prediction(
    id="open_gate", prompt="The bias is 3, so the gate keeps 95 % at each step. After how many steps is half of "
                           "the state left?",
    low=1, high=1000, unit="steps", log=True,
    says="After {value:.0f} steps a little more than a half is left, and one step later a little less.",
)

GATE_DECIDES = Choice(
    id="gate_decides", prompt="The gate above depends on the symbol. With a row of weights for each of the 64 numbers "
                              "of a state, when does a gate decide what to keep?",
    options=(
        Option("once", "Once: after training each number has its fixed share.",
               "That is the leaky state, which has a bias alone. What do the weights see after the training?"),
        Option("each text", "Once for each text, when it begins.",
               "When it begins, nothing has been read that could be decided about."),
        Option("each symbol", "At each symbol anew, one share for the whole state.",
               "For one share one row of weights would do."),
        Option("each number and symbol", "At each symbol anew, a share for each of the 64 numbers.",
               "The gate is a layer of neurons of its own: 64 sums, 64 sigmoids, at each symbol. One number can be kept "
               "while its neighbour is overwritten.", right=True),
    ),
)

GATED_WAIT = Choice(
    id="gated_wait", prompt="The gated networks remember further. A text has 64 symbols. How does their wait compare "
                            "with that of the plain network?",
    options=(
        Option("fewer steps", "They wait for fewer steps: what is kept need not be handed on.",
               "Keeping is handing on unchanged. What does step 40 need before it can begin?"),
        Option("more steps", "They wait for more steps, one for each gate.",
               "The gates of a step do not need each other: one product of matrices computes them together."),
        Option("same, longer", "They wait for the same number of steps, each of which takes longer.",
               "64 symbols, 64 steps, one after another; and each step has three or four times the weights to multiply "
               "with.", right=True),
        Option("same", "They wait exactly as long: cores share out the additional work.",
               "Cores could share out what a step multiplies. This course computes on one, and so does a machine whose "
               "other cores are busy."),
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
            return (f"None of the gates up to step 12 is half shut, and still {_left(left[11])} is left there: "
                    f"small losses multiply. Open them wider.")
        reopened = " No gate that opens later brings it back." if max(gates[step:]) > gates[step - 1] else ""
        return f"The gate of step {step} closes too early: after step 12, {_left(left[11])} is left.{reopened}"
    if left[-1] < 0.01:
        return f"The message goes too late: {_left(left[15])} of it is still there after step 16."
    if left[15] >= 0.5:
        return f"The message is kept too long: {_left(left[15])} of it is still there after step 16."
    return (f"The gates close too little between step 13 and step 16: {_left(left[15])} is left. A gate at one "
            f"half leaves a half of what it finds, and a hundredth is about seven halvings.")


def _left(share):
    """A share in words that two digits do not round across what the task asks."""
    if 0.495 <= share < 0.5:
        return "just under a half"
    if 0.01 <= share < 0.0105:
        return "no less than a hundredth"
    return {0: "nothing", 1: "all"}.get(share, part(share))


GATE_BY_GATE = Exploration(
    id="gate_by_gate", prompt="Keep at least half of the message through step 12, and less than a hundredth of it "
                              "from step 16 on. Try it with one number for all gates first.",
    figure=Gate, given={"keep": 0.9}, judge=_kept_and_let_go,
    shows="One number for all steps cannot keep and then let go: it says only how fast the message fades. A gate "
          "is set anew at each step, and one that closes at the right moment is enough.",
    right=({"gates": [1] * 13 + [0] + [1] * 6}, {"gates": [1] * 12 + [0] * 8}, {"gates": [0.95] * 12 + [0.3] * 8}),
    near=(
        NearMiss({"gates": [0.01] * 20},
                 "With 0.01 at every step, less than a millionth is left after step 12 and less than a millionth "
                 "after step 16."),
        NearMiss({"gates": [0.95] * 20},
                 "With 0.95 at every step, 0.54 is left after step 12 and 0.44 after step 16."),
        NearMiss({"gates": [0.7] * 20},
                 "With 0.70 at every step, 0.014 is left after step 12 and 0.0033 after step 16."),
        NearMiss({"gates": [1] * 5 + [0] + [1] * 14},
                 "The gate of step 6 closes too early: after step 12, nothing is left. No gate that opens later "
                 "brings it back."),
        NearMiss({"gates": [0.9] * 13 + [0] * 7},
                 "None of the gates up to step 12 is half shut, and still 0.28 is left there: small losses "
                 "multiply. Open them wider."),
        NearMiss({"gates": [1] * 17 + [0] * 3},
                 "The message goes too late: all of it is still there after step 16."),
        NearMiss({"gates": [1] * 12 + [0.95] * 8},
                 "The message is kept too long: 0.81 of it is still there after step 16."),
        NearMiss({"gates": [1] * 16 + [0.4] * 4},
                 "The message is kept too long: all of it is still there after step 16."),
        NearMiss({"gates": [0.9437] * 12 + [0] * 8},
                 "None of the gates up to step 12 is half shut, and still just under a half is left there: small "
                 "losses multiply. Open them wider."),
        NearMiss({"gates": [1] * 12 + [0.317] * 4 + [1] * 4},
                 "The gates close too little between step 13 and step 16: no less than a hundredth is left. A "
                 "gate at one half leaves a half of what it finds, and a hundredth is about seven halvings."),
        NearMiss({"gates": [1] * 13 + [0.5] * 3 + [1] * 4},
                 "The gates close too little between step 13 and step 16: 0.13 is left. A gate at one half leaves "
                 "a half of what it finds, and a hundredth is about seven halvings."),
    ),
)

TERMS = (
    Term("half-life", "After how many steps a half is left of what is lost by a factor.", "Rutherford 1907"),
    Term("gate", "A neuron with a sigmoid, by whose share another number is multiplied.", "Hochreiter and Schmidhuber 1997"),
    Term("update gate", "Says of each number of a state how much of the old one is kept against the candidate.",
         "Cho et al. 2014"),
    Term("reset gate", "Says how much of the old state the candidate sees.", "Cho et al. 2014"),
    Term("gated recurrent unit", "A recurrent step with an update gate and a reset gate; short: GRU.", "Cho et al. 2014"),
    Term("cell state", "What an LSTM keeps and does not say, without a matrix or a tanh on its way.",
         "Hochreiter and Schmidhuber 1997"),
    Term("forget gate", "Says how much of the cell state is kept.", "Gers, Schmidhuber and Cummins 2000"),
    Term("input gate", "Says how much is written to the cell state.", "Hochreiter and Schmidhuber 1997"),
    Term("output gate", "Says how much of the cell state is shown.", "Hochreiter and Schmidhuber 1997"),
    Term("long short-term memory", "A recurrent step with a cell state and three gates; short: LSTM.",
         "Hochreiter and Schmidhuber 1997"),
)

LESSON = Lesson("03", "gates", "Can a state be told what to keep?",
                (FORGET_BIAS_HALF_LIFE, GRU_STEP, LSTM_STEP, OPEN_GATE, GATE_BY_GATE, GATE_DECIDES, GATED_WAIT), TERMS)
