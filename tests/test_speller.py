"""The long training of a speller: left and gone on with, and its model where it came to its end."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
import torch

from utils import corpora
from utils.speller import trained_speller

BENCH = Path(__file__).parents[1] / "bench" / "say_it"


@pytest.fixture(scope="module")
def say_it():
    module = module_from_spec(spec_from_loader("say_it", SourceFileLoader("say_it", str(BENCH))))
    module.__spec__.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def spelling():
    return corpora.spelling()


def test_left_and_gone_on_with_it_comes_to_the_same(say_it, spelling, tmp_path):
    whole = say_it.Training(spelling, width=16, steps=4, threads=1)
    whole.run(tmp_path / "whole.pt", every=4)

    left = say_it.Training(spelling, width=16, steps=4, threads=1)
    left.step()
    left.step()
    left.save(tmp_path / "left.pt")
    left.step()  # lost
    assert trained_speller(spelling, tmp_path / "left.pt") is None

    again = say_it.Training(spelling, width=16, steps=4, threads=1)
    again.load(tmp_path / "left.pt")
    assert len(again.losses) == 2
    again.run(tmp_path / "left.pt", every=1)
    assert again.losses == whole.losses
    trained, same = (trained_speller(spelling, tmp_path / f"{name}.pt").state_dict() for name in ("left", "whole"))
    assert all(torch.equal(trained[name], same[name]) for name in same)


def test_it_does_not_go_on_with_another_training(say_it, spelling, tmp_path):
    say_it.Training(spelling, width=16, steps=4, threads=1).save(tmp_path / "kept.pt")
    with pytest.raises(SystemExit, match="kept.pt is of a training with .*'width': 16.*--file"):
        say_it.Training(spelling, width=32, steps=4, threads=1).load(tmp_path / "kept.pt")


def test_a_model_that_is_not_there_is_none(spelling, tmp_path):
    assert trained_speller(spelling, tmp_path / "nowhere.pt") is None
