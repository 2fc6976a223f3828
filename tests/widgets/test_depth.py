"""What a stack of layers does to rows on their way up, and to the gradient on its way down."""
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from utils.exercises import specifications
from utils.widgets import Depth
from utils.widgets.depth import BAND, STACKS

TASK = specifications["thirty_two_layers"]
WEIGHTS, ROWS = (torch.randn(*shape, generator=torch.Generator().manual_seed(0)) for shape in ((5, 8, 8), (3, 8)))
every_stack = pytest.mark.parametrize("way_past, norm", STACKS)


@pytest.fixture(scope="module")
def figure():
    return Depth(WEIGHTS / 8**0.5, ROWS)


def state(way_past="yes", norm="before", layers=5, factor=0.5):
    return {"layers": layers, "factor": factor, "way_past": way_past, "norm": norm}


def at_first(ways):
    """The root mean square of each of some tensors, compared with that of the first."""
    sizes = torch.stack([way.square().mean().sqrt() for way in ways])
    return sizes / sizes[0]


@every_stack
def test_sizes_are_those_of_torch(figure, way_past, norm):
    weights, x = (torch.tensor(given, dtype=torch.float64) for given in (figure.weights, figure.rows))
    normed, rows = (lambda x: F.layer_norm(x, (8,))), [x.requires_grad_()]
    for W in weights[:4]:
        out = torch.relu((normed(rows[-1]) if norm == "before" else rows[-1]) @ (1.5 * W))
        out = rows[-1] + out if way_past == "yes" else out
        rows.append(normed(out) if norm == "behind" else out)
    sent = torch.tensor([[1, -1] * 4, [1, 1, -1, -1] * 2, [1, -1, -1, 1] * 2]).double()
    gradients = torch.autograd.grad((rows[-1] * sent).sum(), rows)
    up, down = figure.sizes(state(way_past, norm, layers=4, factor=1.5))
    torch.testing.assert_close(torch.tensor(up), at_first(rows))
    torch.testing.assert_close(torch.tensor(down[::-1]), at_first(gradients[::-1]))


@given(st.integers(1, 5), st.floats(0.25, 2))
def test_without_way_past_and_norm_a_factor_counts_once_for_each_layer(figure, layers, factor):
    one, other = (figure.sizes(state("no", "none", layers, times)) for times in (factor, 2 * factor))
    assert other[0][-1] == pytest.approx(2**layers * one[0][-1])
    assert other[1][0] == pytest.approx(2**layers * one[1][0])


@pytest.mark.thorough
@every_stack
def test_the_task_holds_whatever_was_drawn(way_past, norm):
    """What is judged right stays in the band, and what is judged wrong leaves it, as the learner sees it."""
    asked = state(way_past, norm, layers=32)
    for seed in range(40):
        generator = torch.Generator().manual_seed(seed)
        weights = torch.randn(32, 24, 24, generator=generator) / 24**0.5
        up, down = Depth(weights, torch.randn(8, 24, generator=generator)).sizes(asked)
        kept = all(1 / BAND <= size <= BAND for size in up + down)
        assert kept == (TASK.judge(asked) == ""), (seed, max(up), min(up), max(down), min(down))


def test_the_start_is_a_plain_stack(figure):
    assert figure.state == {"layers": 5, "factor": 1, "way_past": "no", "norm": "none"}
    assert figure.said(figure.state).startswith("5 layers of layer(x), weights times 1: the rows come out 0.")
    deep = Depth(WEIGHTS.repeat(6, 1, 1), ROWS)
    assert deep.state["layers"] == 16
    assert [row[0] for row in deep.table(deep.state)[1]] == ["0", "1", "2", "4", "8", "16"]


@pytest.mark.parametrize("weight, said", [
    (1, ("4 times as large, in the band all the way", "4 times as large, in the band all the way")),
    (3, ("16 times as large, leaving the band at layer 2", "16 times as large, leaving it at the bottom")),
    (19, ("400 times as large, leaving the band at layer 1", "400 times as large, leaving it at layer 1")),
])
def test_where_the_band_is_left_is_said(weight, said):
    """Positive rows through weights of one number: each of two layers multiplies all by 1 + weight."""
    figure = Depth(weight * torch.eye(4).repeat(2, 1, 1), torch.ones(1, 4))
    words = "x + layer(x), weights times 1: the rows come out {}; the gradient arrives {}."
    assert figure.said(state(norm="none", layers=2, factor=1)) == "2 layers of " + words.format(*said)


def test_rows_that_have_gone_are_nothing():
    figure = Depth(-torch.eye(4).repeat(2, 1, 1), torch.ones(1, 4))
    assert figure.table(state("no", "none", layers=2))[1] == [["0", "1", "0"], ["1", "0", "0"], ["2", "0", "1"]]


@pytest.mark.parametrize("given, problem", [
    ({"weights": WEIGHTS[:1]}, r"weights must be of shape \(2 to 32, 8, 8\), not \(1, 8, 8\)"),
    ({"weights": WEIGHTS[:, :7]}, r"weights must be of shape \(2 to 32, 8, 8\), not \(5, 7, 8\)"),
    ({"rows": ROWS[0]}, r"rows must be of shape \(1 to 16, 4 to 32\), not \(8,\)"),
    ({"rows": ROWS / 0}, "rows must hold finite numbers"),
])
def test_what_does_not_fit_is_said(given, problem):
    with pytest.raises(ValueError, match=problem):
        Depth(**{"weights": WEIGHTS, "rows": ROWS} | given)


@pytest.mark.parametrize("changes, problem", [
    ({"layers": 6}, "'layers' is a whole number from 1 to 5, not 6"),
    ({"factor": 8}, "'factor' is a number from 0.25 to 4, not 8"),
    ({"way_past": True}, "'way_past' is one of 'no', 'yes', not True"),
    ({"norm": "after"}, "'norm' is one of 'none', 'before', 'behind', not 'after'"),
])
def test_an_answer_of_another_figure_is_said(figure, changes, problem):
    assert problem in figure.misfit(state() | changes)
