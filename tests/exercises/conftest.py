import dataclasses

import pytest

from utils.exercises import Exercise, Separate, specifications

EXERCISES = [spec for spec in specifications.values() if isinstance(spec, Exercise)]
LONG = {"is_permutation_equivariant", "MultiHeadAttention", "EncoderBlock", "DecoderBlock", "Transformer", "GPT",
        "generate", "sample", "beam_search"}  # seconds each: for `make test`


@pytest.fixture(params=[pytest.param(spec, id=spec.id, marks=[pytest.mark.thorough] if spec.id in LONG else [])
                        for spec in EXERCISES], scope="module")
def spec(request):
    """Each exercise; a module's tests of one run together, so that what the oracle says of a case is kept meanwhile."""
    return request.param


@pytest.fixture(scope="session")
def quickly(request):
    """Whether this is `make check`, which tries every answer, but not all that there is to try of it."""
    return request.config.getoption("markexpr") == "not thorough"


@pytest.fixture(scope="session")
def separate():
    """A process for answers. It imports torch, which takes seconds, once for all tests."""
    with Separate() as runner:
        yield runner


@pytest.fixture
def hurry(monkeypatch):
    """Gives an exercise another limit, for answers that run into it: hurry(id, seconds)."""
    def hurry(id, seconds=0.2):
        monkeypatch.setitem(specifications, id, dataclasses.replace(specifications[id], seconds=seconds))

    return hurry
