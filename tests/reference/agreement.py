"""What the tests of attention's layers share: numbers, masks, and what it means that torch agrees."""
import torch

CLOSE = {torch.float32: 1e-5, torch.float64: 1e-10}


def some(*shape, dtype=torch.float64, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def masks(B, n_heads, T_q, T_k):
    """The shapes that a mask may have, by what it tells apart."""
    return {"none": None, "keys": (T_k,), "pairs": (T_q, T_k), "padding": (B, 1, 1, T_k), "texts": (B, 1, T_q, T_k),
            "heads": (n_heads, T_q, T_k), "all": (B, n_heads, T_q, T_k)}


def may(shape):
    """Some pairs may attend, and every query somewhere."""
    return (torch.rand(shape, generator=torch.Generator().manual_seed(1)) < 0.6) | (torch.arange(shape[-1]) == 0)


def slopes(output, *leaves):
    """Of a mixture of the output, in which every number counts differently."""
    mixture = (output * torch.linspace(-1, 1, output.numel(), dtype=output.dtype).reshape(output.shape)).sum()
    return torch.autograd.grad(mixture, leaves)


def assert_alike(ours, theirs, close):
    for one, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(one, other, rtol=close, atol=close)
