"""The map of lessons and the report: what counts, and how it is shown."""
import pytest

from utils import progress
from utils.exercises import lessons, specifications
from utils.exercises.overview import lesson_map, report

FOUR_TICKS = specifications["four_ticks"]


def row(number):
    """The cells of a lesson's line in the map."""
    line, = (line for line in lesson_map().data.splitlines() if line.startswith(f"| [{number} "))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_nothing_done_is_open_and_without_points():
    assert row("00")[2:] == ["○ neuron, ○ weighted_average", "○ whisper, ○ pairs", "0 of 5"]
    assert "00 welcome: 0 of 5 points" in report()


def test_recorded_answers_earn_their_points_beside_exercises():
    progress.keep_source("neuron", "def neuron():\n    return 1\n")
    progress.keep_answer("whisper", {"value": 12.0})
    assert row("00")[2:] == ["✓ neuron, ○ weighted_average", "✓ whisper, ○ pairs", "2 of 5"]
    progress.keep_answer("pairs", {"choice": "four times", "tries": ["twice"]})
    assert row("00")[2:] == ["✓ neuron, ○ weighted_average", "✓ whisper, ✓ pairs", "3 of 5"]
    before = row("02")[4]
    progress.keep_answer("four_ticks", FOUR_TICKS.right[0])
    assert "✓ four_ticks" in row("02")[3] and before.startswith("0 of ") and row("02")[4].startswith("1 of ")
    for line in ("   ✓ pairs (1 point)", "   ✓ whisper (prediction)", "   ○ weighted_average (2 points)"):
        assert line in report().splitlines()


@pytest.mark.parametrize("answer", [{"choice": "twice"}, {"choice": "nonsense"}, {"tries": 3}, {}])
def test_what_is_recorded_and_not_right_says_so_and_earns_nothing(answer):
    progress.keep_answer("pairs", answer)
    assert row("00")[3:] == ["○ whisper, ✗ pairs", "0 of 5"]
    assert "   ✗ pairs (1 point, recorded, and not right yet)" in report().splitlines()


def test_every_task_of_a_lesson_is_counted_and_the_signs_are_said():
    for lesson in lessons:
        if lesson.number in ("00", "01", "02", "03"):
            cells = row(lesson.number)
            ids = [name.split()[1] for cell in cells[2:4] for name in cell.split(", ")]
            assert sorted(ids) == sorted(spec.id for spec in lesson.specifications)
            assert cells[4].endswith(f" of {sum(spec.points for spec in lesson.specifications)}")
    assert lesson_map().data.splitlines()[-1] == (
        "✓ passed, or answered · ✗ recorded, and not right yet · ○ open. A prediction has no points.")


def test_what_the_course_solved_is_named():
    progress.keep_source("neuron", f"def neuron():\n    {progress.SOLVED}\n    return 1\n")
    assert lesson_map().data.splitlines()[-1] == "Solved by the course: `neuron`."
    assert "   ✓ neuron (2 points, solved by the course)" in report().splitlines()
