"""Whatever comes out of a folder or a learning platform is found, with whose and of which lesson it is, or listed."""

import io
import json
import os
import stat
import zipfile

import pytest

from tests.grading.handed_in import write
from utils.grading import collected
from utils.grading.collected import Collection
from utils.reading import Unreadable

ANY = b"{}"  # by the name alone


def zipped(files):
    """A zip of these files, as bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def found(place):
    with Collection(place) as collection:
        return [(file.student, file.lesson) for file in collection.files], dict(collection.unused)


LAYOUTS = {
    "a folder for each learner": ["Ann Lee/00_welcome.ipynb", "Bob/00_welcome.py", "Bob/01_recurrence.ipynb"],
    "a folder for each lesson": ["00_welcome/Ann Lee.ipynb", "00_welcome/Bob.py", "01_recurrence/Bob.ipynb"],
    "both, as nbgrader has them": ["submitted/Ann Lee/00_welcome/00_welcome.ipynb",
                                   "submitted/Bob/00_welcome/00_welcome.ipynb",
                                   "submitted/Bob/01_recurrence/01_recurrence.ipynb"],
    "flat, the learner first": ["Ann Lee_00_welcome.ipynb", "Bob-00-welcome.ipynb", "Bob 01 recurrence.py"],
    "flat, the lesson first": ["00_welcome_Ann Lee.ipynb", "00_welcome - Bob.ipynb", "01_recurrence_Bob.ipynb"],
    "what learners make of the names": ["Ann Lee/00_Welcome (1).ipynb", "Bob/00_welcome-Copy1.ipynb",
                                        "Bob/hand in/01.ipynb"],
}


@pytest.mark.parametrize("paths", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("packed", [False, True])
def test_folders_and_flat_names(paths, packed, tmp_path):
    place = write(tmp_path / "submissions", dict.fromkeys(paths, ANY))
    if packed:
        (tmp_path / "all.zip").write_bytes(zipped(dict.fromkeys(paths, ANY)))
        place = tmp_path / "all.zip"
    assert found(place) == ([("Ann Lee", "00_welcome"), ("Bob", "00_welcome"), ("Bob", "01_recurrence")], {})


WORK = zipped({"work/00_welcome.ipynb": ANY, "work/00_welcome.old-1.ipynb": ANY, "work/progress/passed/neuron.py": ANY,
               "work/.ipynb_checkpoints/00_welcome-checkpoint.ipynb": ANY})
PLATFORMS = {
    "canvas": ({"leeann_4711_90001_00_welcome.ipynb": ANY, "roebob_LATE_4712_90002_00_welcome-2.ipynb": ANY,
                "poecy_4713_90003_my work.zip": WORK},
               ["leeann (4711)", "poecy (4713)", "roebob (4712)"]),
    "moodle, with folders": ({"Ann Lee_4711_assignsubmission_file_/00_welcome.ipynb": ANY,
                              "Bob de la Roe_4712_assignsubmission_file_/my 00_welcome.ipynb": ANY,
                              "Cy Poe_4713_assignsubmission_file_/work.zip": WORK},
                             ["Ann Lee (4711)", "Bob de la Roe (4712)", "Cy Poe (4713)"]),
    "moodle, flat": ({"Ann Lee_4711_assignsubmission_file_00_welcome.ipynb": ANY,
                      "Participant 12_12_assignsubmission_file_00_welcome.ipynb": ANY},
                     ["Ann Lee (4711)", "Participant 12 (12)"]),
    "gradescope": ({"assignment_77_export/submission_metadata.yml":
                    b"submission_4711:\n  :submitters:\n  - :name: Ann Lee\n    :sid: '1'\n    :email: a@b.c\n"
                    b"submission_4712:\n  :submitters:\n  - :name: Bob\n  - :name: Cy\n",
                    "assignment_77_export/submission_4711/00_welcome.ipynb": ANY,
                    "assignment_77_export/submission_4712/00_welcome.ipynb": ANY,
                    "assignment_77_export/submission_4713/work/00_welcome.ipynb": ANY},
                   ["Ann Lee (4711)", "Bob and Cy (4712)", "submission_4713 (4713)"]),
    "onehop pack": ({"Ann Lee.zip": WORK, "Bob.zip": WORK}, ["Ann Lee", "Bob"]),
}


@pytest.mark.parametrize(("files", "students"), PLATFORMS.values(), ids=PLATFORMS)
@pytest.mark.parametrize("packed", [False, True])
def test_what_platforms_export(files, students, packed, tmp_path):
    place = write(tmp_path / "folder", files)
    if packed:
        (tmp_path / "submissions.zip").write_bytes(zipped(files))
        place = tmp_path / "submissions.zip"
    files, unused = found(place)
    assert files == [(student, "00_welcome") for student in students]
    assert all(path.rpartition("/")[2] != "00_welcome.ipynb" for path in unused)


def test_a_single_notebook_and_a_work_folder(tmp_path):
    write(tmp_path / "Ann", {"00_welcome.ipynb": ANY, "01_recurrence.ipynb": ANY, "progress/passed/neuron.py": ANY})
    assert found(tmp_path / "Ann/00_welcome.ipynb") == ([("Ann", "00_welcome")], {})
    assert found(tmp_path / "Ann")[0] == [("Ann", "00_welcome"), ("Ann", "01_recurrence")]


def test_what_cannot_be_used_is_listed_with_its_reason(tmp_path):
    write(tmp_path / "all", {
        "Ann/00_welcome.ipynb": ANY, "Ann/00_welcome.py": ANY, "Ann/old/00_welcome.ipynb": ANY, "Bob/notes.docx": b"",
        "Bob/helper.py": b"x = 1\n", "Bob/broken.ipynb": b"{", "Cy_5_assignsubmission_onlinetext_.html": b"",
        ".DS_Store": b"", "Cy/00_welcome.old-1.ipynb": ANY, "Cy/work.zip": b"PK no zip"})
    os.symlink("/etc/passwd", tmp_path / "all/Cy/00_welcome.ipynb")
    os.symlink("/etc", tmp_path / "all/Cy/linked")
    os.mkfifo(tmp_path / "all/Cy/01_recurrence.ipynb")
    files, unused = found(tmp_path / "all")
    assert files == [("Ann", "00_welcome")]
    for path, reason in {
        "Ann/00_welcome.py": "Ann/00_welcome.ipynb is of the same learner",
        "Ann/old/00_welcome.ipynb": "of the same learner",
        "Bob/notes.docx": "neither a notebook", "Bob/helper.py": "of no lesson", "Bob/broken.ipynb": "says no lesson",
        "Cy_5_assignsubmission_onlinetext_.html": "platform's own box", ".DS_Store": "hidden",
        "Cy/00_welcome.old-1.ipynb": "older copy", "Cy/work.zip": "no zip", "Cy/00_welcome.ipynb": "is a link",
        "Cy/linked": "is a link", "Cy/01_recurrence.ipynb": "no file with contents"}.items():
        assert reason in unused.pop(path)
    assert unused == {}


def test_the_lesson_is_told_by_what_is_in_it_where_the_name_says_none(tmp_path):
    cell = {"cell_type": "code", "metadata": {"exercise": "recurrent_step"}, "source": ""}
    marked = json.dumps({"cells": [cell], "metadata": {}}).encode()
    onehop = {"generated": "from solutions/00_welcome.py by make notebooks"}
    generated = json.dumps({"cells": [], "metadata": {"onehop": onehop}}).encode()
    place = write(tmp_path / "all", {"Ann/mine.ipynb": marked, "Bob/homework.ipynb": generated,
                                     "Cy/mine.py": b'# %% exercise="neuron"\ndef neuron(): pass\n'})
    assert found(place) == ([("Bob", "00_welcome"), ("Cy", "00_welcome"), ("Ann", "01_recurrence")], {})


def test_tricks_in_zips_reach_no_file_and_stop_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(collected, "LARGEST_FILE", 2**20)
    monkeypatch.setattr(collected, "MOST_IN_A_HAND_IN", 50)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Ann/00_welcome.ipynb", ANY)
        archive.writestr("../../Bob/00_welcome.ipynb", b'{"up": 1}')
        archive.writestr("/etc/00_welcome.ipynb", ANY)
        archive.writestr("Cy/00_welcome.ipynb", b"0" * 2**24)  # swells
        link = zipfile.ZipInfo("Di/00_welcome.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("Ed.zip", zipped({f"{n}.txt": b"" for n in range(51)}))
        archive.writestr("Fay.zip", zipped({"a.zip": zipped({"b.zip": zipped({"00_welcome.ipynb": ANY})})}))
        archive.writestr("Gus/00_welcome.ipynb", ANY, zipfile.ZIP_STORED)
    data = bytearray(packed.getvalue())
    place = data.index(b"{}", data.index(b"Gus/"))
    data[place:place + 2] = b"[]"  # its checksum is not that any more
    (tmp_path / "all.zip").write_bytes(data)
    with Collection(tmp_path / "all.zip") as collection:
        files = {file.student: file for file in collection.files}
        unused = dict(collection.unused)
        assert files.keys() == {"Ann", "Bob", "Cy", "etc", "Gus"}
        assert collection.data(files["Bob"]) == b'{"up": 1}'
        for student, reason in {"Cy": "larger than 1 MB", "Gus": "damaged in its zip"}.items():
            with pytest.raises(Unreadable, match=reason):
                collection.data(files[student])
    assert "is a link" in unused["Di/00_welcome.ipynb"]
    assert "more than 50 files" in unused["Ed.zip"]
    assert "zip in a zip in a zip" in unused["Fay.zip/a.zip/b.zip"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip"]


def test_a_hand_in_that_swells_as_a_whole_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(collected, "LARGEST_HAND_IN", 3 * 2**20)
    bomb = zipped({f"{n}.ipynb": b" " * 2**20 for n in range(8)} | {"00_welcome.ipynb": ANY})
    (tmp_path / "all.zip").write_bytes(zipped({"Ann.zip": bomb, "Bob/00_welcome.ipynb": ANY}))
    with Collection(tmp_path / "all.zip") as collection:
        assert [file.student for file in collection.files] == ["Ann", "Bob"]
        assert sum("more than 3 MB" in reason for _, reason in collection.unused) == 5
        with pytest.raises(Unreadable, match="more than 3 MB"):
            collection.data(collection.files[0])
        assert collection.data(collection.files[1]) == ANY


def test_one_learner_is_not_taken_for_another_of_the_same_name(tmp_path):
    names = {f"Ann Lee_{n}_assignsubmission_file_/00_welcome.ipynb": ANY for n in (1, 2)}
    assert found(write(tmp_path, names))[0] == [("Ann Lee (1)", "00_welcome"), ("Ann Lee (2)", "00_welcome")]


def test_the_latest_attempt_counts(tmp_path):
    names = dict.fromkeys(["lee_1_5_00_welcome.ipynb", "lee_1_7_00_welcome-1.ipynb", "lee_1_9_00_welcome-2.ipynb"], ANY)
    with Collection(write(tmp_path, names)) as collection:
        assert [file.path for file in collection.files] == ["lee_1_9_00_welcome-2.ipynb"]


def test_where_there_is_nothing_it_says_so(tmp_path):
    with pytest.raises(Unreadable, match="is not there"):
        Collection(tmp_path / "none")
