"""Progress is written whole, what is damaged is set aside alone, and nothing that cannot be kept stops a notebook."""
import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.full_disk import on_a_full_disk
from utils import progress, work


def keep(model):
    progress.keep_score("Write it", model, score=len(model), parameters=1, seconds=1)


def test_a_source_comes_back():
    assert progress.source("neuron") is None
    progress.keep_source("neuron", "def neuron():\n    return 'µ'\n")
    assert progress.source("neuron") == "def neuron():\n    return 'µ'\n"
    assert list(progress.passed()) == ["neuron"]


def test_it_lies_in_the_work_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ONEHOP_WORK", str(tmp_path / "elsewhere"))
    progress.keep_answer("whisper", {"value": 3.0})
    assert (tmp_path / "elsewhere/progress/answers/whisper.json").exists()


def test_rows_are_sorted_and_replaced():
    for score in (3.0, 2.0):
        progress.keep_score("Write it", "bigram", score=score, parameters=10, seconds=0)
    keep("a")
    progress.keep_score("Say it", "other", score=0, parameters=1, seconds=1)
    assert [(row["model"], row["score"]) for row in progress.scores("Write it")] == [("a", 1.0), ("bigram", 2.0)]
    assert len(progress.scores()) == 3


def test_a_row_says_whose_parts_it_is_made_of():
    from utils.recipe import Block
    from utils.reference import recurrent_step
    progress.keep_score("Write it", "ours", score=1, parameters=1, seconds=1, parts=[recurrent_step])
    progress.keep_score("Write it", "given", score=2, parameters=1, seconds=1, parts=[Block])
    progress.keep_score("Write it", "own", score=3, parameters=1, seconds=1, parts=[keep])
    assert [row["own"] for row in progress.scores()] == [False, False, True]


def test_a_part_that_the_course_solved_is_not_the_learners_own():
    for solved, own in ((f"{progress.SOLVED}\n", False), ("", True)):
        progress.keep_source("keep", f"def keep():\n    {solved}    return 1\n")
        progress.keep_score("Write it", "model", score=1, parameters=1, seconds=1, parts=[keep])
        assert progress.scores()[0]["own"] is own


def test_the_courses_answers_say_so_and_none_that_a_learner_is_given():
    root = Path(__file__).parents[1]
    cells = {folder: [cell for path in (root / folder).glob("[0-9]*.ipynb") for cell in json.loads(path.read_text())["cells"]
                      if cell["metadata"].get("exercise")] for folder in ("lessons", "solutions")}
    assert len(cells["lessons"]) == len(cells["solutions"]) > 0
    assert all(progress.by_course("".join(cell["source"])) for cell in cells["solutions"])
    assert not any(progress.by_course("".join(cell["source"])) for cell in cells["lessons"])


def test_two_notebooks_at_once_lose_nothing():
    models = [f"model {i}" for i in range(40)]
    with ProcessPoolExecutor(4, mp_context=get_context("fork")) as pool:
        list(pool.map(keep, models))
    assert {row["model"] for row in progress.scores()} == set(models)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"task": "Write it"}', "\x00", "[" * 200_000,
                                  '{"task":"Write it","model":"x","score":"1","parameters":1,"seconds":1.0,"own":true}'])
def test_a_damaged_row_is_set_aside_alone(text, capsys):
    keep("good")
    keep("bad")
    file = next((progress.folder() / "scores").glob("*bad.json"))
    file.write_text(text)
    assert [row["model"] for row in progress.scores()] == ["good"]
    assert "could not be read" in capsys.readouterr().err
    aside = list((progress.folder() / "damaged").iterdir())
    assert len(aside) == 1 and aside[0].read_text() == text
    assert [row["model"] for row in progress.scores()] == ["good"] and not capsys.readouterr().err


def test_damaged_bytes_in_a_source():
    progress.keep_source("neuron", "x = 1")
    (progress.folder() / "passed" / "neuron.py").write_bytes(b"\xff\xfe(")
    assert progress.source("neuron") is None and progress.passed() == {}


def test_a_damaged_file_that_cannot_be_set_aside_is_named_and_stays(capsys):
    keep("good")
    keep("bad")
    file = next((progress.folder() / "scores").glob("*bad.json"))
    file.write_text("{")
    (progress.folder() / "damaged").touch()  # so that nothing can be moved to it
    for _ in range(2):
        assert [row["model"] for row in progress.scores()] == ["good"]
        assert f"It is still {file} (" in capsys.readouterr().err
    keep("bad")
    assert len(progress.scores()) == 2


def test_a_folder_in_the_place_of_a_file_is_set_aside(capsys):
    (progress.folder() / "passed/neuron.py").mkdir(parents=True)
    assert progress.source("neuron") is None
    assert "could not be read" in capsys.readouterr().err
    progress.keep_source("neuron", "x = 1")
    assert progress.source("neuron") == "x = 1\n"


def test_a_file_that_may_not_be_read_is_named(monkeypatch, capsys):
    progress.keep_source("neuron", "x = 1")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(progress.folder()), "read_text", refuse)
    assert progress.source("neuron") is None and progress.passed() == {}
    assert "neuron.py (Permission denied)" in capsys.readouterr().err


def keep_one_of_each():
    progress.keep_source("neuron", "x = 2")
    progress.keep_answer("whisper", {"value": 3.0})
    progress.keep_score("Write it", "bigram", score=2.5, parameters=10, seconds=0)


def in_place_of_the_work_folder():
    work.folder().write_text("a file")


def in_place_of_its_kinds():
    progress.folder().mkdir(parents=True)
    for kind in ("passed", "answers", "scores"):
        (progress.folder() / kind).write_text("a file")


def folders_of_these_names():
    for name in ("passed/neuron.py", "answers/whisper.json", "scores/Write-it-bigram.json"):
        (progress.folder() / name).mkdir(parents=True)


@pytest.mark.parametrize("in_the_way", [in_place_of_the_work_folder, in_place_of_its_kinds, folders_of_these_names])
def test_what_cannot_be_kept_is_said_in_a_sentence_each_and_stops_nothing(in_the_way, capsys):
    in_the_way()
    keep_one_of_each()
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(" could not be kept in ")[0] for line in said] == ["neuron", "whisper", "Write it, bigram"]
    assert all("set ONEHOP_WORK" in line for line in said)
    assert progress.source("neuron") is None and progress.answers() == {} and progress.scores() == []
    assert not list(work.folder().parent.rglob("*.part"))


def test_a_full_disk_keeps_the_old_and_leaves_nothing_half_written():
    progress.keep_source("neuron", "x = 1")
    said, ended = on_a_full_disk(keep_one_of_each)
    assert ended is None and said.count("could not be kept") == 3 and "(File too large)" in said
    assert progress.source("neuron") == "x = 1\n" and progress.scores() == []
    assert not list(work.folder().rglob("*.part"))


def test_the_courses_answer_takes_the_place_of_none_that_a_learner_has_written():
    own, ours = "def neuron():\n    return 1\n", f"def neuron():\n    {progress.SOLVED}\n    return 1\n"
    progress.keep_source("neuron", ours)
    assert progress.source("neuron") == ours
    progress.keep_source("neuron", own)
    progress.keep_source("neuron", ours)
    assert progress.source("neuron") == own
