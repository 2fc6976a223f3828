"""What mdBook runs, as a process of its own."""

import json
import os
import subprocess
import sys

from tests.publishing.small_book import ROOT, small_book

C_LOCALE = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


def test_the_book_goes_through_it_whole_in_the_c_locale(tmp_path):
    root = small_book(tmp_path / "course", first={"title": "# 00 First ✓ – ’"}, second={"title": "# 01 Second"})
    chapters = [{"path": f"../solutions/{name}.ipynb"} for name in ("00_welcome", "01_recurrence")]
    book = {"items": [{"Chapter": chapter} for chapter in [*chapters, {"path": "more.md", "content": "Déjà vu ✗"}]]}
    run = subprocess.run(
        [sys.executable, "-m", "utils.publishing"], cwd=ROOT, env=os.environ | C_LOCALE, capture_output=True,
        input=json.dumps([{"root": str(root)}, book], ensure_ascii=False).encode(),
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    first, _, more = (item["Chapter"]["content"] for item in json.loads(run.stdout)["items"])
    assert "# 00 First ✓ – ’" in first and more == "Déjà vu ✗"
