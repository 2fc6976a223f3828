"""The seed's file is made for the instructor alone, and nothing else is taken for one."""

import pytest

from tests.full_disk import on_a_full_disk
from utils.grading.seed import SeedError, seed_in


def test_it_is_made_once_and_read_by_one(tmp_path):
    seed = seed_in(tmp_path / "new/seed.txt")
    assert (tmp_path / "new/seed.txt").stat().st_mode & 0o777 == 0o600
    assert seed_in(tmp_path / "new/seed.txt") == seed != seed_in(tmp_path / "other.txt")
    assert 0 <= seed.value < 2**32 - 1


def test_what_others_can_read_is_refused(tmp_path):
    seed_in(tmp_path / "seed.txt")
    (tmp_path / "seed.txt").chmod(0o640)
    with pytest.raises(SeedError, match="chmod 600"):
        seed_in(tmp_path / "seed.txt")


@pytest.mark.parametrize("text", [
    "", "5", "-1 " + "0" * 32, f"{2**32 - 1} " + "0" * 32, "5 short", "5 " + "0" * 32 + " 6", "é " + "0" * 32])
def test_what_is_no_seed_is_said(text, tmp_path):
    (tmp_path / "seed.txt").touch(mode=0o600)
    (tmp_path / "seed.txt").write_text(text)
    with pytest.raises(SeedError):
        seed_in(tmp_path / "seed.txt")


def test_a_full_disk_leaves_no_half_of_it(tmp_path):
    _, ended = on_a_full_disk(seed_in, tmp_path / "seed.txt")
    assert ended.startswith("SeedError") and list(tmp_path.iterdir()) == []
