"""Each lesson, as it is handed out, from first to last cell in a real JupyterLab."""

import pytest

from tests.browser.lab import LESSONS


@pytest.mark.parametrize("lesson", LESSONS)
def test_lesson_runs_from_first_to_last_cell(notebook, lesson):
    notebook.walk(lesson)
