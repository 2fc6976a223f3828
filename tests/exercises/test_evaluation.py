"""What `evaluate` says of answers of every kind, and that it survives them."""
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

from utils import reference
from utils.exercises import InProcess, Separate, evaluate, runners, specifications, worker
from utils.exercises.differences import difference
from utils.exercises.evaluation import KEPT, REPEATED, VIEWS
from utils.exercises.mistakes import texts
from utils.exercises.words import show
from utils.exercises.worker import (
    Built, Case, Foreign, TimeUp, call, decode, encode, load, time_limit,
)


RIGHT = "def neuron(x, weights, bias): return torch.relu(x @ weights + bias)"


def right(x, weights, bias):
    return torch.relu(x @ weights + bias)


ODD = {
    "None": (lambda x, weights, bias: None, "return"),
    "a list": (lambda x, weights, bias: right(x, weights, bias).tolist(), "a tensor"),
    "NaN": (lambda x, weights, bias: right(x, weights, bias) * float("nan"), "nan"),
    "another dtype": (lambda x, weights, bias: right(x, weights, bias).double(), "float32"),
    "another shape": (lambda x, weights, bias: right(x, weights, bias)[..., None], "shape"),
    "a generator": (lambda x, weights, bias: (value for value in x), "generator"),
    "itself in itself": (lambda x, weights, bias: (loop := [], loop.append(loop))[0], "tensor"),
    "too much": (lambda x, weights, bias: torch.zeros(1).expand(10_000_000), "too large"),
    "a quantity not of this world": (lambda x, weights, bias: object(), "object"),
    "more than a machine's integer": (lambda x, weights, bias: 10 ** 5000, "64 bits"),
    "a list of lists of one list": (lambda x, weights, bias: [[[0] * 10_000] * 10_000] * 10_000, "10,000 values"),
    "on no device": (lambda x, weights, bias: x.to("meta"), "too odd"),
    "in eight bits": (lambda x, weights, bias: torch.ones(3).to(torch.float8_e4m3fn), "too odd"),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_result_is_wrong_and_said(name, hurry):
    answer, word = ODD[name]
    hurry("neuron")
    outcome = evaluate("neuron", answer)
    assert outcome.status == "wrong"
    assert word in outcome.diagnosis
    assert outcome.example["expected"]["value"]


@pytest.mark.parametrize("answer", [None, 3, [1], "neuron", torch.ones(2)])
def test_what_is_not_a_function(answer):
    outcome = evaluate("neuron", answer)
    assert outcome.status == "wrong"
    assert "not a function" in outcome.headline


def test_the_smallest_example_is_shown_with_shapes():
    outcome = evaluate("neuron", lambda x, weights, bias: x @ weights + bias)
    assert [entry["name"] for entry in outcome.example["input"]] == ["x", "weights", "bias"]
    assert outcome.example["input"][0]["shape"] == "(3,)"
    assert outcome.example["expected"]["value"] == "0" and outcome.example["got"]["value"] == "-1.25"


def test_the_learners_own_line_is_named():
    source = "def helper(x):\n    return x.nope\n\ndef neuron(x, weights, bias):\n    y = x @ weights\n    return helper(y)\n"
    outcome = evaluate("neuron", load(source, "neuron"))
    assert outcome.status == "raised"
    assert outcome.line == {"number": 2, "source": "return x.nope"}
    assert "nope" in outcome.error and "utils" not in outcome.error


def test_the_line_is_the_learners_also_when_torch_raises():
    source = "def neuron(x, weights, bias):\n    return torch.dot(x, torch.ones(99))\n"
    assert evaluate("neuron", load(source, "neuron")).line["number"] == 2


def test_a_changed_input_is_noticed():
    def answer(values, weights):
        values *= 1  # even without effect on the numbers?
        values += 1
        return (weights / weights.sum()) @ (values - 1)

    assert "`values` in place" in evaluate("weighted_average", answer).diagnosis


@pytest.mark.parametrize("spoil", [
    lambda grads: grads[1].mul_(2), lambda grads: grads.pop(), lambda grads: grads.reverse(),
    lambda grads: grads.__setitem__(0, None), lambda grads: grads.append(grads[0]),
])
def test_a_changed_list_is_noticed(spoil):
    case = Case({"grads": [torch.ones(2), torch.arange(6.0).reshape(2, 3)], "max_norm": 1.0})
    assert call(lambda grads, max_norm: spoil(grads) and None, case, 2.0).changed.keys() == {"grads"}
    assert call(lambda grads, max_norm: [2 * g for g in grads], case, 2.0).changed == {}


def test_a_thousand_printed_lines_are_kept_short():
    def answer(x, weights, bias):
        for i in range(1_000):
            print("line", i)
        return right(x, weights, bias)

    outcome = evaluate("neuron", answer)
    assert outcome.status == "passed"
    assert len(outcome.printed) < 2_100 and "characters more" in outcome.printed


def test_an_exit_is_an_exception_like_others():
    outcome = evaluate("neuron", lambda *inputs: exit(3))
    assert outcome.status == "raised" and "SystemExit" in outcome.error


def test_the_learners_interrupt_is_passed_on():
    def answer(*inputs):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate("neuron", answer)


def test_an_unknown_id_suggests_the_nearest():
    with pytest.raises(KeyError, match="neuron"):
        evaluate("neurom", right)


LEAVING = {
    "torch.set_default_dtype(torch.float64)": "torch's default dtype",
    "torch.set_default_device('meta')": "torch's default device",
    "torch.set_grad_enabled(False)": "torch's grad mode",
    "torch.manual_seed(0)": "torch's seed",
    "torch.use_deterministic_algorithms(True)": "torch's deterministic algorithms",
    "torch.set_num_threads(3)": "torch's number of threads",
    "__import__('numpy').random.seed(0)": "numpy's random numbers",
    "__import__('random').seed(0)": "Python's random numbers",
}


def settings():
    return {name: read() for name, (read, _) in worker.SETTINGS.items()}


@pytest.mark.parametrize("where", ["in the function", "above it"])
@pytest.mark.parametrize("line", LEAVING)
def test_what_an_answer_leaves_changed_in_the_process_is_named_and_set_back(line, where, separate):
    """Above the function it is the cell's own doing, which the learner has done to the kernel already."""
    above, within = (f"import torch\n{line}\n", "") if where == "above it" else ("", f"    {line}\n")
    source = (f"{above}def neuron(x, weights, bias):\n    result = torch.relu(x @ weights + bias)\n{within}"
              f"    return result\n")
    before, drawn = settings(), torch.get_rng_state()
    outcome = evaluate("neuron", source, runner=InProcess())
    assert settings() == before and torch.equal(torch.get_rng_state(), drawn)
    assert outcome == evaluate("neuron", source, runner=separate)
    assert (f"It leaves {LEAVING[line]} changed" in outcome.diagnosis) == (where == "in the function")
    assert (outcome.status == "passed") == (where == "above it")


def test_an_answer_has_one_thread_here_and_there(separate):
    """Two that wait for each other on a busy core would take a right answer out of its time."""
    source = ("def neuron(x, weights, bias):\n    assert torch.get_num_threads() == 1\n"
              "    return torch.relu(x @ weights + bias)\n")
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        assert [evaluate("neuron", source, runner=runner).status for runner in (InProcess(), separate)] == ["passed"] * 2
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(threads)


def test_random_numbers_that_an_answer_draws_are_alike_here_and_there_and_leave_no_trace(separate):
    source = "def neuron(x, weights, bias):\n    return torch.relu(x @ weights + bias + torch.rand(()))\n"
    drawn = torch.get_rng_state()
    here = evaluate("neuron", source, runner=InProcess())
    assert torch.equal(torch.get_rng_state(), drawn)
    assert here == evaluate("neuron", source, runner=separate) and "leaves" not in here.diagnosis


def test_a_noise_now_and_then_is_found():
    def answer(x, weights, bias):
        return right(x, weights, bias) + (torch.rand(()) < 0.05)

    assert evaluate("neuron", answer).status == "wrong"


def test_what_the_notebook_did_to_torch_does_not_count():
    def answer(x, weights, bias):
        assert torch.zeros(1).dtype == torch.float32 and torch.zeros(1).device.type == "cpu"
        return right(x, weights, bias)

    try:
        torch.set_default_dtype(torch.float64)
        torch.set_default_device("meta")
        with torch.no_grad():
            outcome = evaluate("neuron", answer)
    finally:
        torch.set_default_device(None)
        torch.set_default_dtype(torch.float32)
    assert outcome.status == "passed"


class Unprintable(Exception):
    def __str__(self):
        raise SystemExit


class Everything:
    def __getattr__(self, name):
        return 3

    def __call__(self, *inputs):
        raise Unprintable


@pytest.mark.parametrize("answer", [Everything(), lambda *inputs: Everything()()])
def test_what_cannot_be_described_is_still_an_outcome(answer):
    assert evaluate("neuron", answer).error == "Unprintable: (an exception that cannot be printed)"


def test_other_memory_in_an_input_is_a_change():
    def answer(x, weights, bias):
        y = right(x, weights, bias)
        x.data = x.data.double()
        return y

    assert "`x` in place" in evaluate("neuron", answer).diagnosis


def test_a_closed_standard_output_is_kept():
    def answer(x, weights, bias):
        import sys
        print("before")
        sys.stdout.close()
        return right(x, weights, bias)

    assert evaluate("neuron", answer).printed == "before\n"


def test_a_cut_gradient_is_noticed():
    outcome = evaluate("next_symbol_loss", lambda logits, targets: torch.tensor(
        torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten()).tolist(), dtype=logits.dtype))
    assert outcome.status == "wrong" and "training cannot reach" in outcome.diagnosis


# What is tried beside the cases

VIEWED = """
def next_symbol_loss(logits, targets):
    return F.cross_entropy(logits.view(-1, logits.shape[-1]), targets.view(-1))
"""
CACHED = """
states = {}

def recurrent_step(x, h, W_x, W_h, b):
    if x.shape not in states:
        states[x.shape] = h @ W_h
    return torch.tanh(x @ W_x + states[x.shape] + b)
"""
RECOGNISED = """
seen = []

def neuron(x, weights, bias):
    again = any(x is other for other in seen)
    seen.append(x)
    return torch.relu(x @ weights + bias) + again
"""
BY_PLACE = """
results, inputs = {}, []

def neuron(x, weights, bias):
    inputs.append(x)  # so that none is made in the place of one that is gone
    return results.setdefault((x.data_ptr(), x.shape), torch.relu(x @ weights + bias))
"""
BY_MODEL = """
results, models = {}, []

def gradient_by_distance(model, inputs):
    models.append(model)  # so that none is made in the place of one that is gone
    x = inputs.detach().clone().requires_grad_()
    (slope,) = torch.autograd.grad(model(x)[:, -1].sum(), x)
    return results.setdefault((id(model), x.shape), slope.norm(dim=2).mean(dim=0).flip(0))
"""
VIEWED_LOGITS = """
def recall_accuracy(model, inputs, targets):
    logits = model(inputs)
    last = logits.view(len(logits), -1)[:, -logits.shape[2]:]
    return 100 * (last.argmax(-1) == targets).sum().item() / len(targets)
"""
OVERWRITTEN = """
results = {}

def neuron(x, weights, bias):
    result = results.setdefault((x.shape, x.dtype), x.new_zeros(x.shape[:-1]))
    return result.copy_(torch.relu(x @ weights + bias).detach()) if not x.requires_grad \\
        else torch.relu(x @ weights + bias)
"""
OVERWRITES = ("It leaves the result of an earlier call changed, by which others still go. Let a call change nothing "
              "but what it makes itself.")
COUNTED = """
def clip_gradient(grads, max_norm):
    norm = torch.sqrt(sum(g.square().sum() for g in grads))
    seen.append(norm)
    return [g * (max_norm / norm) if norm > max_norm else g.clone() for g in grads] if len(seen) < 12 else grads[:1]

seen = []
"""


@pytest.mark.parametrize(("id", "source", "status", "sentence"), [
    ("next_symbol_loss", VIEWED, "raised", VIEWS), ("recurrent_step", CACHED, "wrong", KEPT),
    ("neuron", RECOGNISED, "wrong", REPEATED), ("clip_gradient", COUNTED, "wrong", KEPT),
    ("neuron", BY_PLACE, "wrong", REPEATED), ("gradient_by_distance", BY_MODEL, "wrong", REPEATED),
    ("recall_accuracy", VIEWED_LOGITS, "raised", VIEWS), ("neuron", OVERWRITTEN, "wrong", OVERWRITES),
])
@pytest.mark.parametrize("place", ["here", "there"])
def test_what_is_right_on_plain_examples_only_is_told_why(id, source, status, sentence, place, separate):
    outcome = evaluate(id, source, runner=separate if place == "there" else InProcess())
    assert (outcome.diagnosis, outcome.points) == (sentence, 0)
    assert outcome.status in (status, "raised") and outcome.example
    assert "but not always" in outcome.headline or sentence == KEPT


@pytest.mark.parametrize(("leave", "said"), [
    ("inputs.requires_grad_()", "asks for gradients"), ("inputs.grad = torch.ones_like(inputs)", "keeps a gradient"),
])
def test_a_gradient_left_on_an_input_is_a_change_and_is_shown(leave, said):
    source = f"""
def gradient_by_distance(model, inputs):
    x = inputs.detach().clone().requires_grad_()
    (slope,) = torch.autograd.grad(model(x)[:, -1].sum(), x)
    {leave}
    return slope.norm(dim=2).mean(dim=0).flip(0)
"""
    outcome = evaluate("gradient_by_distance", source, runner=InProcess())
    assert outcome.status == "wrong" and "inputs`" in outcome.diagnosis
    shown, = (row for row in outcome.example["input"] if row["name"] == "inputs")
    assert said in shown["after"]


def test_a_gradient_left_on_a_tensor_in_a_list_is_not_told_as_other_numbers():
    def answer(grads, max_norm):
        grads[1].requires_grad_()
        return reference.clip_gradient([g.detach() for g in grads], max_norm)

    outcome = evaluate("clip_gradient", answer)
    assert outcome.status == "wrong" and outcome.diagnosis.startswith("It leaves its mark on `grads`, which asks for")
    assert "asks for gradients" in outcome.example["input"][0]["after"]


@pytest.mark.parametrize(("leave", "said"), [
    ("model.eval()", "`model`: the same, but it is in eval mode now"),
    ("model.requires_grad_(False)", "`model`: the same, but its parameters are frozen now"),
])
@pytest.mark.parametrize("id", ["gradient_by_distance", "recall_accuracy"])
def test_a_model_that_is_a_module_is_left_as_it_was(leave, said, id):
    def answer(model, *inputs):
        value = getattr(reference, id)(model, *inputs)
        if isinstance(model, torch.nn.Module):
            eval(leave)
        return value

    outcome = evaluate(id, answer)
    assert outcome.status == "wrong" and said in outcome.diagnosis
    assert said.partition(": ")[2] in outcome.example["input"][0]["after"]


def test_a_mistake_that_only_raises_is_told_where_nearly_all_examples_raise_so():
    """Two parts in the place of three: cut along the batch, the sums raise the same in three examples of four."""
    cut = texts(specifications["gru_step"].mistakes[0], "gru_step")[0].replace("z, r =", "r, z =")
    along_batch, in_two = (evaluate("gru_step", cut.replace("chunk(3, dim=-1)", chunk), runner=InProcess())
                           for chunk in ("chunk(3)", "chunk(2, dim=-1)"))
    assert along_batch.diagnosis.startswith("The sums are cut along the batch")
    assert in_two.status == "raised" and not in_two.diagnosis


def test_what_no_right_result_would_be_is_said_before_its_numbers_are_called_wrong():
    def answer(grads, max_norm):
        return [2 * g for g in reference.clip_gradient(grads, max_norm)]

    assert evaluate("clip_gradient", answer).diagnosis == "What comes back is still longer than `max_norm`."


def test_a_changed_input_is_shown_before_and_after():
    source = "def weighted_average(values, weights):\n    weights /= weights.sum()\n    return weights @ values\n"
    example = evaluate("weighted_average", source, runner=InProcess()).example
    assert [(row["value"], row.get("after")) for row in example["input"]][1] == ("[2, 1, 1]", "[0.5, 0.25, 0.25]")


def test_a_function_among_the_inputs_is_shown_without_the_source_of_the_desk():
    example = evaluate("recall_accuracy", lambda model, inputs, targets: 0.0).example
    model = example["input"][0]
    assert model["shape"] == "a function" and "table (3, 2) = [[2, 0],\n" in model["value"]
    assert "def" not in model["value"]


def test_the_definition_alone_is_loaded_and_only_as_often_as_it_is_tried(tmp_path):
    log = tmp_path / "log"
    source = (f"def neuron(x, weights, bias):\n    return torch.relu(x @ weights + bias)\n"
              f"open({str(log)!r}, 'a').write('run\\n')\nneuron = check('neuron', neuron)\n")
    assert evaluate("neuron", source, runner=InProcess()).status == "passed"
    assert not log.exists()


@pytest.mark.parametrize(("source", "said"), [
    ("def neuron(x, weights, bias):\n    return dot(x, weights)\n", "needs `dot`, which its cell does not define"),
    ("def neuron(x, weights, bias):\n    display(x)\n", "`display`, which only a notebook has"),
    ("def neuron(x, weights, bias):\n    files = !ls\n    return x\n", "a command of the shell, which only a notebook has"),
    ("%%bash\nls", "begins with `%%bash`"), ("x = 3", "does not define `neuron`"),
])
@pytest.mark.parametrize("place", ["here", "there"])
def test_what_a_definition_lacks_is_named_alike_here_and_there(source, said, place, separate):
    outcome = evaluate("neuron", source, runner=separate if place == "there" else InProcess())
    assert outcome.status == "raised" and said in outcome.diagnosis


STEP = ("def recurrent_step(x, h, W_x, W_h, b):\n"
        "    nothing = 0 * neuron(x, W_x[:, 0], b[0])\n"
        "    return torch.tanh(x @ W_x + h @ W_h + b) + nothing[:, None]\n")


@pytest.mark.parametrize("place", ["here", "there"])
def test_an_answer_may_use_earlier_exercises_and_no_later_one(place, separate):
    runner = separate if place == "there" else InProcess()
    assert evaluate("recurrent_step", STEP, runner=runner).status == "passed"
    wrong = evaluate("recurrent_step", STEP.replace("0 * neuron", "neuron"), runner=runner)
    assert wrong.status == "wrong" and wrong.line is None
    later = evaluate("neuron", "def neuron(x, weights, bias):\n    return recurrent_step(x, weights)\n", runner=runner)
    assert later.status == "raised" and "needs `recurrent_step`, which its cell does not define" in later.diagnosis


def test_an_example_is_made_small_where_only_a_large_one_fails():
    def answer(inputs, h, step):
        return reference.recurrent_unroll(inputs[:, :3], h, step)

    outcome = evaluate("recurrent_unroll", answer)
    assert outcome.status == "wrong"
    shape = next(row["shape"] for row in outcome.example["input"] if row["name"] == "inputs")
    assert shape == "(2, 4, 2)"


# Recorded answers


@pytest.mark.parametrize(("answer", "status"), [
    (None, "not_attempted"), ({"choice": "four times"}, "passed"), ({"choice": "twice"}, "wrong"),
    ({"choice": "nonsense"}, "wrong"), ({"choices": ["four times"]}, "wrong"), ("four times", "wrong"), ({}, "wrong"),
    ({"choice": ["four times"]}, "wrong"), ({"choice": {}}, "wrong"),
])
def test_a_choice(answer, status):
    outcome = evaluate("pairs", answer)
    assert outcome.status == status
    assert outcome.points == (1 if status == "passed" else 0)


def test_a_wrong_choice_gets_its_own_explanation():
    first, second = (evaluate("pairs", {"choice": key}).diagnosis for key in ("twice", "the same"))
    assert first != second and "twice" in first.lower()


@pytest.mark.parametrize(("answer", "status"), [
    (None, "not_attempted"), ({"value": 3}, "passed"), ({"value": 3.5}, "passed"), ({"value": True}, "wrong"),
    ({"value": float("nan")}, "wrong"), ({"value": "3"}, "wrong"), (3, "wrong"), ({}, "wrong"),
])
def test_a_prediction(answer, status):
    assert evaluate("whisper", answer).status == status


# The time limit and the two runners


class InThread(InProcess):
    """As where there are no signals: the time limit must work without them."""

    def call(self, case, seconds):
        from concurrent.futures import ThreadPoolExecutor
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(super().call, case, seconds).result()


@pytest.mark.parametrize("runner", [InProcess, InThread])
def test_an_endless_answer_is_stopped_and_the_process_lives(runner, hurry):
    hurry("neuron")

    def answer(*inputs):
        while True:
            try:
                sum(range(100))
            except:  # noqa: E722  swallows the first exceptions of the time limit
                continue
            sum(range(100))

    outcome = evaluate("neuron", answer, runner=runner())
    assert outcome.status == "timeout"
    assert evaluate("neuron", right, runner=runner()).status == "passed"


def test_a_sleep_is_stopped(hurry):
    hurry("neuron")
    assert evaluate("neuron", lambda *inputs: time.sleep(3600)).status == "timeout"


@pytest.mark.parametrize("runner", [InProcess, InThread])
def test_what_other_programs_take_does_not_count(runner, monkeypatch):
    """0.4 seconds of work of 0.5, by a process that gets a third of a core."""
    monkeypatch.setattr(worker, "PATIENCE", 100.0)  # here others may have that core as well
    throttle = subprocess.Popen([sys.executable, "-c", THROTTLE, str(os.getpid())])
    try:
        def answer(x, weights, bias):
            end = time.process_time() + 0.4
            while time.process_time() < end:
                pass
            return right(x, weights, bias)

        case = specifications["neuron"].cases(torch.Generator().manual_seed(0))[0]
        begin = time.monotonic()
        runner = runner()
        runner.load(answer, "neuron")
        reply = runner.call(case, 0.5)
        assert not reply.timeout and time.monotonic() - begin > 0.5
    finally:
        throttle.terminate()
        throttle.wait()


THROTTLE = """
import os, signal, sys, time
pid, parent, ended = int(sys.argv[1]), os.getppid(), []
signal.signal(signal.SIGTERM, lambda *_: ended.append(True))  # and not in between: who is stopped must go on
while os.getppid() == parent and not ended:
    os.kill(pid, signal.SIGSTOP)
    time.sleep(0.02)
    os.kill(pid, signal.SIGCONT)
    time.sleep(0.01)
"""


def test_the_limit_leaves_nothing_behind():
    with pytest.raises(TimeUp):
        with time_limit(0.05):
            time.sleep(5)
    time.sleep(0.2)  # no second signal arrives


@pytest.mark.parametrize("runner", [InProcess, InThread])
def test_an_import_is_waited_for_and_the_time_starts_anew_after_it(runner, tmp_path, monkeypatch, hurry):
    (tmp_path / "slow_to_load.py").write_text("import time\nfor _ in range(80): time.sleep(0.01)\nwhole = True")
    monkeypatch.syspath_prepend(tmp_path)
    hurry("neuron")
    try:
        def answer(x, weights, bias):
            import slow_to_load
            assert slow_to_load.whole
            return right(x, weights, bias)

        def endless(*inputs):
            import slow_to_load  # noqa: F401
            while True:
                pass

        assert evaluate("neuron", answer, runner=runner()).status == "passed"
        assert evaluate("neuron", endless, runner=runner()).status == "timeout"
        del sys.modules["slow_to_load"]
        assert evaluate("neuron", endless, runner=runner()).status == "timeout"
        assert sys.modules["slow_to_load"].whole
    finally:
        sys.modules.pop("slow_to_load", None)


@pytest.mark.parametrize(("source", "status"), [
    (RIGHT, "passed"),
    ("def other(): pass", "raised"),
    ("def neuron(x", "raised"),
    ("import no_such_module", "raised"),
    ("import os\ndef neuron(*inputs): os.write(1, b'nonsense')", "wrong"),
    ("neuron = 3", "raised"),
])
def test_a_process_of_its_own_survives(separate, source, status):
    assert evaluate("neuron", source, runner=separate).status == status
    assert evaluate("neuron", RIGHT, runner=separate).status == "passed"


@pytest.mark.thorough
@pytest.mark.parametrize(("source", "status"), [
    ("import os\ndef neuron(*inputs): os._exit(0)", "raised"),
    ("import os\ndef neuron(*inputs):\n    for fd in range(3, 20):\n        try: os.write(fd, b'{}\\n')\n"
     "        except OSError: pass", "raised"),
    ("import signal\ndef neuron(*inputs):\n    signal.setitimer(signal.ITIMER_REAL, 0)\n    while True: pass", "timeout"),
])
def test_a_process_that_an_answer_ended_or_spoiled_is_replaced(separate, source, status, hurry, monkeypatch):
    hurry("neuron")
    with monkeypatch.context() as patched:
        patched.setattr(runners, "GRACE", 2.0)
        assert evaluate("neuron", source, runner=separate).status == status
    assert evaluate("neuron", RIGHT, runner=separate).status == "passed"


def test_what_crosses_comes_back_equal():
    values = [None, True, 3, -1.5, "text", [1, [2.0]], (1, "a"), {"a": torch.ones(2, 3)}, torch.arange(3),
              torch.tensor(1.5, dtype=torch.float64), torch.zeros(0, 4), torch.tensor([True, False]),
              torch.ones(2, dtype=torch.bfloat16), Foreign("a set")]
    for value in values:
        again = decode(encode(value))
        assert type(again) is type(value)
        assert str(again) == str(value)
    assert torch.equal(decode(encode(torch.randn(3, 4).T)), torch.randn(0)) is False


def test_a_view_of_one_number_crosses():
    assert decode(encode(torch.arange(6.0)[::3][:1])).tolist() == [0.0]
    assert decode(encode(torch.arange(6.0).reshape(2, 3).T[1:2])).tolist() == [[1.0, 4.0]]


def test_a_function_crosses_as_source_and_values():
    made = Built("def make(k):\n    return lambda x: k * x\n", "make", {"k": 3.0})
    case = Case({"x": torch.tensor([1.0, 2.0]), "function": decode(encode(made), functions=True)})
    assert call(lambda x, function: function(x), case, 1.0).value.tolist() == [3.0, 6.0]


def test_a_class_is_built_given_weights_and_called():
    class Scale(torch.nn.Module):
        def __init__(self, d):
            super().__init__()
            self.weight = torch.nn.Parameter(torch.zeros(d))

        def forward(self, x):
            return x * self.weight

    case = Case({"x": torch.ones(2)}, init={"d": 2}, weights={"weight": torch.tensor([2.0, 3.0])})
    assert call(Scale, case, 1.0).value.tolist() == [2.0, 3.0]
    missing = Case({"x": torch.ones(2)}, init={"d": 2}, weights={"other": torch.tensor([2.0, 3.0])})
    assert call(Scale, missing, 1.0).raised.type == "RuntimeError"


def test_values_in_words():
    assert show(torch.tensor([[1.0, 0.25], [3.0, -4.12345]])) == "[[1, 0.25],\n [3, -4.123]]"
    assert show(torch.zeros(100)).startswith("[0, 0,") and len(show(torch.zeros(100))) < 100
    assert difference(torch.ones(2), torch.ones(2)) == ""


@pytest.mark.thorough
def test_what_an_answer_starts_ends_with_its_process():
    source = ("import subprocess\ndef neuron(*inputs):\n"
              "    raise ValueError(subprocess.Popen(['sleep', '600'], stdout=subprocess.DEVNULL).pid)\n")
    with Separate() as runner:
        pid = int(evaluate("neuron", source, runner=runner).error.removeprefix("ValueError: "))
        os.kill(pid, 0)  # it lives
    for _ in range(100):
        if not alive(pid):
            return
        time.sleep(0.05)
    raise AssertionError("it is still there")


def alive(pid):
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
