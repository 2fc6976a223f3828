"""A notebook is read however it was saved, or it is said how it cannot be."""

import json

import pytest

from utils.reading import Unreadable, read_notebook

CELL = {"cell_type": "markdown", "metadata": {}, "source": ["Déjà\n", "vu"]}
TEXT = json.dumps({"cells": [CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False)


@pytest.mark.parametrize(("encoding", "fault"), [
    ("utf-8", ""), ("utf-8-sig", "begins with a byte order mark"), ("utf-16", "is in UTF-16"),
    ("utf-16-be", "is in UTF-16"), ("latin-1", "is not in UTF-8"), ("cp1252", "is not in UTF-8")])
def test_its_cells_are_there_in_any_encoding(encoding, fault, tmp_path):
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (tmp_path / "a.ipynb").write_bytes((mark + TEXT).encode(encoding))
    notebook, found = read_notebook(tmp_path / "a.ipynb")
    assert notebook.cells[0].source == "Déjà\nvu" and found == fault


@pytest.mark.parametrize(("text", "why"), [
    ("", "is half-written or damaged"), (TEXT[:-40], "is half-written or damaged"), ("[" * 200_000, "is half-written or damaged"),
    ("\x00", "is half-written or damaged"), ("[]", "is no notebook"), ("{}", "is no notebook"),
    ('{"cells": [3], "metadata": {}}', "is no notebook"), (TEXT.replace('"vu"', "5"), "is no notebook"),
    (TEXT.replace("markdown", "prose"), "is no notebook"), (TEXT.replace("{}", "[]"), "is no notebook")])
def test_what_is_none_says_why(text, why, tmp_path):
    (tmp_path / "a.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=why):
        read_notebook(tmp_path / "a.ipynb")
