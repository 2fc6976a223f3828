"""What an answer is given to call: models that read, some of them modules, and a step. Made where the answer runs."""
import torch
from torch import nn


class Reader(nn.Module):
    """A recurrent network, (B, T, d_in) to (B, T, d_out); among: (d_out, d_out)."""

    def __init__(self, W, among):
        super().__init__()
        self.W, self.among = nn.Parameter(W), nn.Parameter(among)

    def forward(self, inputs):
        h, outputs = inputs.new_zeros(len(inputs), len(self.among)), []
        for t in range(inputs.shape[1]):
            h = torch.tanh(inputs[:, t] @ self.W + h @ self.among)
            outputs.append(h)
        return torch.stack(outputs, 1)


def mixer(W, among):
    """Every place reads every other one, and none fades, (B, T, d_in) to (B, T, d_out); among: (T, T)."""
    def model(inputs):
        return torch.sin(torch.einsum("ts,bsd->btd", among, inputs) @ W)
    return model


def guesser(table):
    """(B, T) ids to (B, T, V) logits."""
    def model(inputs):
        return table[inputs].cumsum(1)
    return model


class Guesser(nn.Module):
    """The same, as a module."""

    def __init__(self, table):
        super().__init__()
        self.table = nn.Parameter(table)

    def forward(self, inputs):
        return self.table[inputs].cumsum(1)


def counted_step(W_x, W_h, b, keep, n_symbols):
    """A step that keeps a share of the state as it is, and does not let itself be called oftener than symbols come."""
    calls = []

    def step(x, h):
        calls.append(x)
        if len(calls) > n_symbols:
            raise RuntimeError(f"step was called more than {n_symbols} times to read {n_symbols} symbols")
        return keep * h + torch.tanh(x @ W_x + h @ W_h + b)
    return step
