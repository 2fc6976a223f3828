"""Execution: kept while nothing changes that it depends on, and ended by a cell that fails."""

import pytest

from tests.publishing.small_book import ROOT, small_book, write
from utils.publishing import BookError, execution
from utils.publishing.execution import executed, key
from utils.publishing.outputs import WIDGET
from utils.publishing.views import STATES


@pytest.fixture
def root(tmp_path):
    root = small_book(tmp_path / "course")
    (root / "utils/widgets").mkdir(parents=True)
    return root


def notebook(root, *sources):
    cells = {"title": "# 00 First"} | {f"cell{number}": source for number, source in enumerate(sources)}
    return write(root / "solutions/00_welcome.ipynb", cells)


def test_outputs_are_kept_and_the_second_time_nothing_runs(root, tmp_path):
    ran = tmp_path / "ran"
    path, said = notebook(root, f"print('once', file=open({str(ran)!r}, 'a'))\n6 * 7"), []
    first = executed(path, root, said.append)
    assert first.cells[1].outputs[0].data["text/plain"] == "42"
    assert len(first.cells) == 2
    assert said[0].startswith("00_welcome: executing") and said[1].startswith("00_welcome: executed in ")
    assert executed(path, root, said.append) == first
    assert ran.read_text() == "once\n" and len(said) == 2


def test_outputs_that_cannot_be_kept_are_there_all_the_same(root):
    said = []
    (root / ".cache").write_text("not a folder")
    assert executed(notebook(root, "6 * 7"), root, said.append).cells[1].outputs[0].data["text/plain"] == "42"
    assert "could not be kept" in said[-1]


def test_only_the_newest_outputs_of_a_lesson_are_kept(root):
    for source in ("1", "2"):
        executed(notebook(root, source), root)
    assert len(list((root / ".cache/book").iterdir())) == 1


@pytest.mark.parametrize(
    "name",
    [
        "solutions/00_welcome.ipynb",
        "requirements.lock",
        "utils/corpora.py",
        "utils/exercises.py",
        "utils/widgets/choose.js",
        "utils/widgets/choose.css",
    ],
)
def test_the_key_changes_with_what_a_lesson_depends_on(root, name):
    path = root / "solutions/00_welcome.ipynb"
    before = key(path, root)
    with (root / name).open("a") as file:
        file.write("\n# changed")
    assert key(path, root) != before


@pytest.mark.parametrize(
    "name",
    [
        "utils/publishing/pages.py",
        "utils/cli.py",
        "utils/authoring/build.py",
        "utils/notes.txt",
        "solutions/01_recurrence.ipynb",
        "book/SUMMARY.md",
    ],
)
def test_the_key_stays_with_what_no_lesson_depends_on(root, name):
    path = root / "solutions/00_welcome.ipynb"
    before = key(path, root)
    (root / name).parent.mkdir(exist_ok=True)
    with (root / name).open("a") as file:
        file.write("\n# changed")
    assert key(path, root) == before


def test_a_lesson_runs_strictly_and_with_a_work_folder_of_its_own_that_no_page_names(root):
    path = notebook(
        root, "import os\nprint(os.environ['ONEHOP_STRICT'], os.environ['ONEHOP_WORK'] + '/progress', os.listdir())"
    )
    assert executed(path, root).cells[1].outputs[0].text == "1 work/progress []\n"


def test_widgets_are_kept_as_they_were_first_shown_and_as_they_end(root, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # whose widgets the kernel is to find, not the small book's
    path = notebook(
        root,
        "from utils.widgets import Fading, Predict, StepClock\n"
        "guess = Predict('guess', 'How much?', 0, 4, 'nats')\nguess",
        "guess.answer = guess.recorded = {'value': 2.0}\nguess.reveal(1.7)\nguess",
        "StepClock(list('ab'))",
        "figure = Fading()\nfigure",
    )
    done = executed(path, root)
    shown = [cell.outputs[-1].data[WIDGET]["model_id"] for cell in done.cells[1:]]  # a reveal prints, too
    guess, clock, figure = shown[0], shown[2], shown[3]
    assert shown[1] == guess
    words = done.metadata.last_words
    assert set(words) == set(shown)
    assert words[guess]["recorded"] and "measured 1.7" in words[guess]["text"] and "still" not in words[guess]
    assert not words[clock]["recorded"] and "<table>" in words[figure]["still"]
    last = {id: model["state"] for id, model in done.metadata.widgets[STATES]["state"].items()}
    assert last[guess]["answer"] == {"value": 2.0} and last[guess]["actual"] == 1.7
    assert last[clock]["symbols"] == ["a", "b"] and "export default" in last[clock]["_esm"]
    first = done.metadata.first_states
    assert list(first) == [guess]  # the others did not change
    assert first[guess] == last[guess] | {
        "answer": None, "recorded": None, "actual": None, "sentence": "", "unanswered": "No prediction yet.",
    }  # fmt: skip


@pytest.mark.parametrize("source, reason", [
    ("1 / 0", "it raised ZeroDivisionError: division by zero; mend the cell"),
    ("assert 1 > 2", "it raised AssertionError: assert 1 > 2; mend the cell"),
    ("import os\nos._exit(1)", "its kernel died"),
])  # fmt: skip
def test_a_cell_that_fails_ends_the_build_with_its_place(root, source, reason):
    with pytest.raises(BookError) as error:
        executed(notebook(root, "1", source, "2"), root)
    assert error.value.problems[0].startswith(f"solutions/00_welcome.py, cell 3: {reason}")
    assert not (root / ".cache").exists()


def test_a_cell_that_does_not_end_is_ended(root, monkeypatch):
    monkeypatch.setattr(execution, "CELL_SECONDS", 3)
    with pytest.raises(BookError, match="welcome.py, cell 2: it ran for more than 3 s"):
        executed(notebook(root, "import time\ntime.sleep(60)"), root)
