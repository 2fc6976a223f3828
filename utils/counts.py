"""Counting as a language model: what followed the last few symbols, and how often."""

import math

import torch
from torch import nn


class Counts(nn.Module):
    """The shares of the next symbol by counts of what followed the last `back` symbols, backed by shorter contexts.

    Counts(ids, n_symbols, back=6, backing=16); ids: (n,) int64, the text that is counted. Called with ids: (B, T), it
    returns the logarithms of the shares, (B, T, n_symbols); it looks at these ids alone, at each place at the last
    `back` of them. Where n(s) says how often s followed the last k symbols, and t how many different ones did, the
    share of s is (n(s) + backing · t · its share by k - 1 symbols) / (sum of n + backing · t); what the shortest is
    backed by is 1 / n_symbols. So the more a context has been followed by this and that, the more the shorter one has
    to say.
    Source: Witten and Bell 1991 (their method C), with a backing of 1.
    """

    def __init__(self, ids, n_symbols, back=6, backing=16):
        super().__init__()
        self.n_symbols, self.backing = n_symbols, backing
        contexts = torch.zeros(len(ids), dtype=torch.long)  # of each place, the symbols just before it as one number
        self.tables = []  # for each k the contexts, in order, and how often each symbol followed each
        for k in range(back + 1):
            if k:
                contexts[k:] += n_symbols**(k - 1) * ids[:-k]
            pairs, n = torch.unique(contexts[k:] * n_symbols + ids[k:], return_counts=True)
            known, row = torch.unique_consecutive(pairs // n_symbols, return_inverse=True)
            counts = torch.zeros(len(known) + 1, n_symbols)  # the last row is of contexts that never came
            counts[row, pairs % n_symbols] = n.float()
            self.tables.append((known, counts))

    def forward(self, ids):
        B, T = ids.shape
        shares = torch.full((B, T, self.n_symbols), 1 / self.n_symbols)
        contexts = torch.zeros(B, T, dtype=torch.long)
        for k, (known, counts) in enumerate(self.tables[:T + 1]):
            here = slice(max(k - 1, 0), None)  # the places that have k symbols to look at, their own among them
            if k:
                contexts[:, here] += self.n_symbols**(k - 1) * ids[:, :T - k + 1]
            context = contexts[:, here].contiguous()
            row = torch.searchsorted(known, context).clamp(max=len(known) - 1)
            row[known[row] != context] = len(known)
            n = counts[row]  # (B, T - k + 1, n_symbols)
            total, backed = n.sum(dim=-1, keepdim=True), self.backing * (n > 0).sum(dim=-1, keepdim=True)
            by_k = (n + backed * shares[:, here]) / (total + backed).clamp(min=1)
            shares[:, here] = torch.where(total > 0, by_k, shares[:, here])
        return shares.log()


class Mixture(nn.Module):
    """Half of one model's shares and half of another's.

    Mixture(first, second), each from ids (B, T) to logits (B, T, n_symbols). Called with ids: (B, T), it returns the
    logarithms of the shares, (B, T, n_symbols).
    """

    def __init__(self, first, second):
        super().__init__()
        self.first, self.second = first, second

    def forward(self, ids):
        return torch.logaddexp(self.first(ids).log_softmax(dim=-1), self.second(ids).log_softmax(dim=-1)) - math.log(2)
