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
def test_what_is_left_is_counted_where_it_is_recorded(answer):
    figure = sampling.FIGURE.make()
    figure.answer = {**answer, "left": [3, 4]}  # of another model
    figure.recorded = figure.to_record(None)
    assert figure.answer == figure.recorded == answer


@pytest.mark.parametrize("answer, met", [*((answer, True) for answer in TASK.right),
                                         *((near.answer, False) for near in TASK.near)], ids=str)
def test_the_words_say_whether_the_goal_is_met(answer, met):
    assert sampling.FIGURE.make().said(answer).endswith(" The goal is met.") == met


@pytest.mark.parametrize("given", [{"symbols": "aabcdefg"}, {"texts": ["one"]}, {"logits": LOGITS[:1]}])
def test_what_does_not_fit_is_said(given):
    with pytest.raises(ValueError, match=next(iter(given))):
        Sampling(**{"symbols": SYMBOLS, "texts": ["to th", "the "], "logits": LOGITS} | given)
