"""What cases are made of."""
import pytest
import torch

from utils.exercises import cases, models
from utils.exercises.worker import Case


def test_what_is_written_out_has_the_type_that_is_asked_for_and_targets_stay_whole():
    case = cases.given(torch.float64, x=[[0.1, 2.0]], bias=0.5, targets=[3])
    assert [value.dtype for value in case.inputs.values()] == [torch.float64, torch.float64, torch.int64]
    assert case.inputs["x"][0, 0] == 0.1  # as float64 has it


def test_drawn_numbers_can_be_read():
    drawn = cases.normal(torch.Generator().manual_seed(0), 4, 5, scale=0.7)
    assert torch.equal(drawn, drawn.round(decimals=2)) and drawn.unique().numel() > 15


def test_shapes_are_alike_and_unlike_short_and_long_of_both_types_and_differentiated():
    made = []

    def drawn(*lengths, dtype=torch.float32, gradient=False):
        made.append((lengths, dtype, gradient))
        return Case({"x": torch.ones(lengths, dtype=dtype), "targets": torch.ones(2, dtype=torch.int64)})

    tried = cases.shapes(drawn, 4, 7)
    assert [case.inputs["x"].max() for case in tried if case.inputs["x"].dtype == torch.float64] == [1e-9]
    assert {int(case.inputs["targets"].max()) for case in tried} == {1}
    lengths = [shape for shape, *_ in made]
    assert lengths == [(4, 7), (3, 3), (1, 1), (1, 7), (4, 1), (65, 7), (4, 66), (300, 7), (4, 300), (4, 7), (4, 7)]
    assert [dtype for _, dtype, _ in made].count(torch.float64) == 1
    assert [gradient for *_, gradient in made].count(True) == 1


def test_a_function_is_made_where_it_is_called():
    step = cases.made(cases.built(models.counted_step, W_x=torch.eye(2), W_h=torch.zeros(2, 2), b=torch.zeros(2),
                                  keep=0.5, n_symbols=1))
    assert torch.allclose(step(torch.zeros(1, 2), torch.tensor([[2.0, 4.0]])), torch.tensor([[1.0, 2.0]]))
    with pytest.raises(RuntimeError, match="more than 1 times"):
        step(torch.zeros(1, 2), torch.zeros(1, 2))


def test_inputs_are_multiplied_in_a_case_of_their_own():
    case = cases.given(x=[1.0], b=[2.0])
    assert cases.scaled(case, x=3).inputs["x"].tolist() == [3.0] and case.inputs["x"].tolist() == [1.0]


@pytest.mark.parametrize("seed", range(5))
def test_steps_that_are_pulled_and_lifted_have_the_sums_of_small_ones(seed):
    for case in cases.steps(torch.Generator().manual_seed(seed)):
        x, h, W_x, W_h, b = case.inputs.values()
        if x.dtype == torch.float64:
            assert (x @ W_x + h @ W_h + b).abs().max() < 10
