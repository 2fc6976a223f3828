"""What came of a submission: a row for each thing that is asked, with a status, and nothing of the secret in it."""

import json
import re

import pytest

from tests.grading.handed_in import answered, as_bytes, blank, cell_of, solution, solved
from utils import reference
from utils.exercises import InProcess, Separate, evaluation, specifications
from utils.exercises.earlier import source
from utils.exercises.mistakes import texts
from utils.grading import grader
from utils.grading.alikeness import is_published
from utils.grading.grader import grade
from utils.grading.seed import Seed
from utils.grading.submissions import read

SEED = Seed(20_26, "0" * 32)


class Shared:
    """A runner that several submissions share: importing torch takes seconds. It is closed at the end of all."""

    def __init__(self, runner):
        self.load, self.call = runner.load, runner.call

    def close(self):
        pass


@pytest.fixture(scope="module")
def make_runner():
    with Separate() as runner:
        yield lambda: Shared(runner)


@pytest.fixture
def rows(make_runner):
    def graded(data, seconds=300.0, make=make_runner):
        submission = read("Ann", "00_welcome", "Ann/00_welcome.ipynb", ".ipynb", data)
        return {row.exercise: row for row in grade(submission, SEED, make, seconds)}

    return graded


def statuses(rows):
    return [(row.status, row.points) for row in rows.values()]


def test_the_solution_gets_all_points_and_a_blank_none(rows):
    assert statuses(rows(solution("00_welcome"))) == [("graded", 2), ("graded", 2), ("graded", 0), ("graded", 1)]
    assert statuses(rows(as_bytes(blank("00_welcome")))) == [("not_attempted", 0)] * 4


def test_a_known_mistake_is_named_and_takes_nothing_else_along(rows):
    mistake = specifications["neuron"].mistakes[4]
    found = rows(solved("00_welcome", neuron=texts(mistake, "neuron")[0]))
    row = found["neuron"]
    assert (row.status, row.points, row.diagnosis) == ("graded", 0, mistake.sentence)
    assert found["weighted_average"].points == 2


BODIES = {
    "ends": ("import os; os._exit(0)", "crashed", None, "ended before it answered"),
    "raises": ("return x.nothing", "graded", 0, "AttributeError"),
    "exits": ("raise SystemExit", "graded", 0, "SystemExit"),
}


@pytest.mark.parametrize(("body", "status", "points", "said"), BODIES.values(), ids=BODIES)
def test_each_ending_has_its_status(rows, body, status, points, said):
    found = rows(solved("00_welcome", neuron=f"def neuron(x, weights, bias):\n    {body}\n"))
    assert (found["neuron"].status, found["neuron"].points) == (status, points)
    assert said in found["neuron"].diagnosis
    assert found["weighted_average"].points == 2


def test_what_is_not_tried_in_time_is_a_timeout(rows):
    found = rows(solution("00_welcome"), seconds=-1.0)
    assert statuses(found) == [("timeout", 0), ("timeout", 0), ("graded", 0), ("graded", 1)]
    assert "time for all its answers was spent" in found["neuron"].diagnosis


def test_an_error_of_our_own_costs_one_row(rows, monkeypatch):
    evaluate = grader.evaluate

    def fails(id, *rest):
        if id in ("neuron", "pairs"):
            raise ZeroDivisionError("with a secret in it")
        return evaluate(id, *rest)

    monkeypatch.setattr(grader, "evaluate", fails)
    found = rows(solution("00_welcome"))
    assert statuses(found) == [("crashed", None), ("graded", 2), ("graded", 0), ("crashed", None)]
    assert "secret" not in str(found) and "ZeroDivisionError" in found["neuron"].diagnosis


def test_a_runner_that_does_not_start_is_said_in_each_row(rows):
    def none():
        raise OSError("nothing")

    assert statuses(rows(solution("00_welcome"), make=none)) == [("crashed", None)] * 4


def test_of_several_copies_the_best_counts(rows):
    notebook = json.loads(solved("00_welcome"))
    cell = cell_of(notebook, "neuron")
    for body in ("return x", "raise NotImplementedError('neuron')"):
        notebook["cells"].insert(0, {**cell, "source": f"def neuron(x, weights, bias):\n    {body}"})
    row = rows(as_bytes(notebook))["neuron"]
    assert row.points == 2 and row.flags == ("3 cells define it. All were tried, and the best counts.",)


ODD = {
    "constant": ("return torch.zeros(x.shape[:-1])", grader.CONSTANT),
    "kept": ("neuron.first = vars(neuron).get('first', torch.relu(x @ weights + bias)); return neuron.first",
             grader.BEFORE),
}


@pytest.mark.parametrize(("body", "flag"), ODD.values(), ids=ODD)
def test_what_is_odd_is_flagged(rows, body, flag):
    row = rows(solved("00_welcome", neuron=f"def neuron(x, weights, bias):\n    {body}\n"))["neuron"]
    assert row.points == 0 and flag in row.flags


def test_the_published_solution_is_flagged_where_it_could_be_another():
    text = source("gru_step")
    renamed = re.sub(r"\bh\b", "state", re.sub(r'""".*?"""', "", text, flags=re.DOTALL))
    assert renamed != text and is_published("gru_step", renamed)
    assert not is_published("gru_step", text.replace("tanh", "relu"))
    assert not is_published("gru_step", "def gru_step(x): return x")
    assert not is_published("neuron", source("neuron"))  # there is hardly another form


# What is secret


class Spy(InProcess):
    """A runner of a function of ours, whatever is loaded, that prints its inputs; it keeps what it was asked."""

    def __init__(self, function):
        self.function, self.cases = function, []

    def load(self, *_):
        def answer(*inputs):
            print(*inputs)
            return self.function(*inputs)

        return super().load(answer, "neuron")

    def call(self, case, seconds):
        self.cases.append(case)
        return super().call(case, seconds)

    def close(self):
        pass


def by_heart(x, weights, bias):
    """Right with the public numbers only."""
    public = [case.inputs["x"] for seed in (0, 1) for case in evaluation._cases(specifications["neuron"].cases, seed)]
    known = any(x.shape == each.shape and bool((x == each).all()) for each in public)
    return reference.neuron(x, weights, bias) * (1 if known else 2)


def test_an_answer_by_heart_gets_nothing_and_is_said(rows):
    data = answered("00_welcome", {"neuron": "def neuron(x, weights, bias): pass"})
    row = rows(data, make=lambda: Spy(by_heart))["neuron"]
    assert row.points == 0 and row.diagnosis == grader.MADE_FOR_THEM and grader.MADE_FOR_THEM in row.flags


def test_nothing_textual_leaves_the_secret_run(rows):
    """The numbers that only the secret run was given are in no text that is kept."""
    spies = []

    def make():
        spies.append(Spy(lambda *inputs: reference.neuron(*inputs) + 1))
        return spies[-1]

    row = rows(answered("00_welcome", {"neuron": "def neuron(x, weights, bias): pass"}), make=make)["neuron"]
    secret, public = spies
    assert "printed" in row.feedback and row.feedback["example"]
    drawn = [repr(value.tolist()) for case in secret.cases for value in case.inputs.values() if value.numel() > 3]
    told = {repr(value.tolist()) for case in public.cases for value in case.inputs.values()}
    hidden = [text for text in drawn if text not in told]
    said = json.dumps(row.feedback) + row.diagnosis
    numbers = {number for text in hidden for number in re.findall(r"-?\d\.\d\d", text)}
    known = {number for text in told for number in re.findall(r"-?\d\.\d\d", text)}
    assert len(hidden) > 10
    assert not [number for number in numbers - known if re.search(rf"(?<![\d.-]){re.escape(number)}(?!\d)", said)]


def test_the_seed_is_in_no_text():
    assert "2026" not in repr(SEED) + str(SEED) + SEED.fingerprint
    assert SEED.fingerprint != Seed(20_26, "1" * 32).fingerprint != Seed(20_27, "1" * 32).fingerprint
