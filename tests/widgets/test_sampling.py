"""What temperature, top-k and top-p leave after two texts."""
import pytest
import torch

from tests.browser.figures import sampling
from utils.exercises import specifications
from utils.widgets import Sampling

TASK = specifications["leave_out_the_unlikely"]
SYMBOLS = "abcdefgh"
LOGITS = torch.tensor([[4.0, 0, 1, 2, -1, -2, 0.5, 0.2], [0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0]])


@pytest.mark.parametrize("temperature, top_k, top_p", [(1, None, 1), (0.5, None, 0.9), (2, 5, 0.8), (1, 3, 1)])
def test_shares_are_those_of_torch(temperature, top_k, top_p):
    state = {"temperature": temperature, "top_k": top_k, "top_p": top_p}
    figure = Sampling(SYMBOLS, ["to th", "the "], LOGITS)
    for logits, (order, shares) in zip(LOGITS.double(), figure.shares(state)):
        sorted_, at = logits.sort(descending=True, stable=True)
        kept = (sorted_ / temperature)[:top_k].softmax(0)
        kept = kept[kept.cumsum(0) - kept < top_p]
        assert order == at.tolist()
        torch.testing.assert_close(torch.tensor(shares).double(), kept / kept.sum(), atol=1e-4, rtol=0)


@pytest.mark.parametrize("answer", [*TASK.right, *(near.answer for near in TASK.near)], ids=str)
def test_the_answers_of_the_task_are_what_the_figure_leaves(answer):
    assert sampling.FIGURE.make().misfit(answer) == ""


def test_a_count_that_the_settings_do_not_leave_is_no_answer():
    figure = sampling.FIGURE.make()
    assert figure.misfit(figure.start | {"left": [1, 13]}) == "these settings leave [27, 27] symbols, not [1, 13]"


@pytest.mark.parametrize("given", [{"symbols": "aabcdefg"}, {"texts": ["one"]}, {"logits": LOGITS[:1]}])
def test_what_does_not_fit_is_said(given):
    with pytest.raises(ValueError, match=next(iter(given))):
        Sampling(**{"symbols": SYMBOLS, "texts": ["to th", "the "], "logits": LOGITS} | given)
