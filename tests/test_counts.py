"""Counts against counting by hand, and what holds of any language model."""

import pytest
import torch

from utils.counts import Counts, Mixture


def by_hand(text, read, n_symbols, back, backing):
    """The shares of what follows `read`, from the definition."""
    shares = [1 / n_symbols] * n_symbols
    for k in range(min(back, len(read)) + 1):
        after = [text[i + k] for i in range(len(text) - k) if text[i:i + k] == read[len(read) - k:]]
        if after:
            t = len(set(after))
            shares = [(after.count(s) + backing * t * shares[s]) / (len(after) + backing * t) for s in range(n_symbols)]
    return torch.tensor(shares)


@pytest.fixture
def text():
    return torch.randint(4, (300,), generator=torch.Generator().manual_seed(1)).clamp(max=2)


@pytest.mark.parametrize("back, backing", [(0, 16), (1, 1), (2, 16), (4, 3)])
def test_counts_are_those_by_hand(text, back, backing):
    ids = torch.randint(4, (3, 7), generator=torch.Generator().manual_seed(2))  # 3 never came
    shares = Counts(text, 4, back, backing)(ids).exp()
    expected = torch.stack([torch.stack([by_hand(text.tolist(), row[:t + 1], 4, back, backing) for t in range(7)])
                            for row in ids.tolist()])
    torch.testing.assert_close(shares, expected, atol=1e-6, rtol=1e-5)


def test_shares_are_one_together_and_none_is_nought(text):
    shares = Counts(text, 4)(torch.randint(4, (5, 20))).exp()
    torch.testing.assert_close(shares.sum(dim=-1), torch.ones(5, 20))
    assert shares.min() > 0


def test_nothing_later_and_nothing_too_far_back_is_looked_at(text):
    counts, ids = Counts(text, 4, back=3), torch.randint(3, (1, 12), generator=torch.Generator().manual_seed(3))
    changed = ids.clone()
    changed[:, 5] = 3
    differs = (counts(ids) != counts(changed)).any(dim=-1)[0]
    assert differs.nonzero().flatten().tolist() == [5, 6, 7]


def test_a_mixture_is_the_mean_of_the_shares(text):
    first, second = Counts(text, 4, back=1), Counts(text, 4, back=3)
    ids = torch.randint(3, (2, 5))
    torch.testing.assert_close(Mixture(first, second)(ids).exp(), (first(ids).exp() + second(ids).exp()) / 2)
