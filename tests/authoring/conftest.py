import pytest

from tests.authoring.small_course import FIRST, SECOND, SPECIFIED
from utils.authoring import build


@pytest.fixture
def root(tmp_path):
    """The small course, built."""
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "01_parts.py").write_text(FIRST)
    (tmp_path / "solutions" / "02_halves.py").write_text(SECOND)
    build(tmp_path, SPECIFIED)
    return tmp_path
