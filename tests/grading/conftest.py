import dataclasses

import pytest

from utils.exercises import specifications


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    """Little time for the exercise that the answers here are to, since many of them never end."""
    monkeypatch.setitem(specifications, "neuron", dataclasses.replace(specifications["neuron"], seconds=0.5))
