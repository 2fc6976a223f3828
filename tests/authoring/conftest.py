import pytest

from tests.authoring.small_course import lay_out


@pytest.fixture
def root(tmp_path):
    """The small course, built."""
    lay_out(tmp_path)
    return tmp_path
