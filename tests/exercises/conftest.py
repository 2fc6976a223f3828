import dataclasses

import pytest

from utils.exercises import Separate, specifications


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
