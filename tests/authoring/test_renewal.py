"""What a learner did in a copy is in the newer lesson, wherever JupyterLab has put it and whatever the course has changed."""

import copy
import json
import re
from pathlib import Path

import nbformat
import pytest
from hypothesis import given as given_by_hypothesis
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.authoring.small_course import edit
from utils.authoring import derive_lesson
from utils.authoring.notebooks import given
from utils.authoring.renewal import merged

PROJECT = Path(__file__).parents[2]
ANSWER = "def double(x):\n    return x + x  # mine"
TOGETHER = "Put parts of the answer together in one cell, and delete what is only a copy"
RECORDED = "record(guess, answer={'value': 2.5})"


@pytest.fixture
def master(root):
    return root / "solutions/01_parts.py"


def lesson(master):
    return nbformat.reads(derive_lesson(master)[".ipynb"], as_version=4)


@pytest.fixture
def worked(master):
    """A copy with an answer, a recorded answer, outputs, a note and a cell of the learner's own."""
    notebook = lesson(master)
    find(notebook, "def double").source = ANSWER
    find(notebook, "record(guess)").source = RECORDED
    notebook.cells.insert(2, new_markdown_cell("A note of mine, on `double`."))
    notebook.cells.insert(4, new_code_cell("double(21)  # mine"))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = 1
            cell.outputs = [nbformat.v4.new_output("stream", text="seen")]
            cell.metadata.scrolled = True  # as JupyterLab notes
    return notebook


def find(notebook, text):
    cell, = (cell for cell in notebook.cells if text in cell.source)
    return cell


def sources(notebook):
    return [cell.source for cell in notebook.cells]


def renewed(worked, master, old=None, new=None):
    """The renewal after the master has changed, with nothing that a program could not save."""
    if old:
        edit(master, old, new)
    renewal = merged(copy.deepcopy(worked), lesson(master))
    nbformat.validate(renewal.lesson)
    ids = [cell.id for cell in renewal.lesson.cells]
    assert len(set(ids)) == len(ids)
    return renewal


def test_all_that_was_done_is_in_the_newer_lesson(worked, master):
    renewal = renewed(worked, master, "A sentence.", "Another sentence, which is new.")
    cells = sources(renewal.lesson)
    assert cells[2:5] == ["A note of mine, on `double`.", ANSWER, "double(21)  # mine"]
    assert cells[6] == RECORDED and "which is new" in cells[7]
    assert renewal.answers == ["double"] and renewal.recorded == ["size"] and renewal.edited == [] and renewal.said == []
    assert renewal.own == ["A note of mine, on `double`.", "double(21)  # mine"]
    assert renewal.lesson.cells[3].metadata == {"exercise": "double", "tags": ["export"]}
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in renewal.lesson.cells)
    assert renewal.lesson.metadata == lesson(master).metadata


def test_a_copy_that_was_only_run_becomes_the_lesson(master):
    notebook = lesson(master)
    for cell in notebook.cells[1:2]:
        cell.outputs, cell.execution_count = [nbformat.v4.new_output("stream", text="seen")], 7
    assert renewed(notebook, master, "A sentence.", "New.").lesson == lesson(master)


@pytest.mark.parametrize("end", [lambda text: text.replace("\n", "\r\n"), lambda text: text + "\n"])
def test_how_an_editor_ends_lines_and_cells_is_no_edit(end, master):
    copy = lesson(master)
    for cell in copy.cells:
        cell.source = end(cell.source)
    renewal = renewed(copy, master, "A sentence.", "Another sentence, which is new.")
    assert sources(renewal.lesson) == sources(lesson(master)) and renewal.edited == []


def test_a_blank_takes_the_course_s_new_words_and_an_answer_keeps_its_own(worked, master):
    renewal = renewed(worked, master, '"""Twice x."""', '"""Twice x, of any shape."""')
    assert find(renewal.lesson, "def double").source == ANSWER
    assert renewal.said == ["The course has changed the cell of `double`. Your text stands; the new one is in lessons/."]
    find(worked, "def double").source = 'def double(x):\n    """Twice x."""\n    raise NotImplementedError("double")'
    assert "of any shape" in find(renewed(worked, master).lesson, "def double").source


@pytest.mark.parametrize("new", [
    'guess = predict("size")\n\n# %%\nguess', 'answer = predict("size")\n\n# %%\nrecord(answer)\n\n# %%\nguess = 1'])
def test_a_recorded_answer_finds_its_question(new, worked, master):
    renewal = renewed(worked, master, 'guess = predict("size")', new)
    assert "answer={'value': 2.5})" in "".join(sources(renewal.lesson)) and renewal.recorded == ["size"]


def test_a_recorded_answer_stays_when_the_master_records_another(worked, master):
    renewal = renewed(worked, master, '{"value": 3.0}', '{"value": 4.0}')
    assert sources(renewal.lesson).count(RECORDED) == 1 and renewal.said == []


def test_an_answer_to_what_is_no_longer_asked_is_at_the_end_and_does_not_run(worked, master):
    text = master.read_text()
    edit(master, text[text.index('# %%\nguess'):text.index("# %% [markdown]\n# A sentence")], "")
    renewal = renewed(worked, master)
    assert renewal.lesson.cells[-1].source == RECORDED and renewal.lesson.cells[-1].cell_type == "raw"
    assert renewal.said == ["Nothing records size any more. The answer is at the end."]


def test_an_edited_cell_stands_in_place_where_the_course_s_is_the_same(worked, master):
    find(worked, "import torch").source += "\nimport math  # mine"
    find(worked, "A sentence").source = "A sentence, marked by me."
    find(worked, "there = torch.ones").cell_type = "raw"
    renewal = renewed(worked, master, "%timeit double(3)", "%timeit double(4)")
    cells = sources(renewal.lesson)
    assert "import math  # mine" in cells[1] and "A sentence, marked by me." in cells
    assert find(renewal.lesson, "there = ").cell_type == "raw"
    assert len(cells) == len(worked.cells) and len(renewal.edited) == 3


def test_an_edited_cell_that_the_course_has_changed_stands_beside_the_new_one(worked, master):
    find(worked, "A sentence").source = "A sentence, marked by me."
    renewal = renewed(worked, master, "A sentence.", "New.")
    place = sources(renewal.lesson).index("New. Another one.")
    assert sources(renewal.lesson)[place + 1] == "A sentence, marked by me."
    assert renewal.edited == ["A sentence, marked by me."] and "marked by me" in renewal.said[0]


def test_own_cells_keep_their_neighbour_and_their_order(worked, master):
    worked.cells[:0] = [new_markdown_cell("before all"), new_code_cell("first = 1")]
    worked.cells += [new_markdown_cell("after all"), new_code_cell("last = 1")]
    edit(master, "# %%\nimport torch", "# %% [markdown]\n# Inserted.\n\n# %%\nimport torch")
    cells = sources(renewed(worked, master, "print(i)", "print(i, i)").lesson)
    assert cells[:3] == ["before all", "first = 1", "# 01 Parts\n\nWhat is in a part?"]
    assert cells[cells.index(ANSWER) - 1] == "A note of mine, on `double`."
    assert cells[-3:] == ["# %timeit double(3)\nfor i in range(3):\n    print(i, i)".replace("# %", "%"), "after all", "last = 1"]


def test_an_own_cell_between_changed_cells_stands_before_the_next_that_is_still_there(worked, master):
    place = sources(worked).index("A sentence. Another one.")
    worked.cells.insert(place, new_markdown_cell("between"))
    edit(master, '{"value": 3.0})', '{"value": 3.0})  # new')
    renewal = renewed(worked, master, "A sentence.", "New.")
    cells = sources(renewal.lesson)
    assert cells[cells.index("between") + 1].startswith("class Doubler")
    assert any("between" in sentence for sentence in renewal.said)


# What JupyterLab makes of an exercise's cell, as in its browser: which id and mark is left where.


def test_a_copied_cell(worked, master):
    place = sources(worked).index(ANSWER)
    worked.cells.insert(place + 1, copy.deepcopy(worked.cells[place]))
    worked.cells[place + 1].id = "a-copy"
    worked.cells[place + 1].source += "\n# and tried otherwise"
    renewal = renewed(worked, master, "A sentence.", "New.")
    cells = sources(renewal.lesson)
    assert cells[place:place + 2] == [ANSWER, ANSWER + "\n# and tried otherwise"]
    assert renewal.said == [f"2 cells are marked as `double`. {TOGETHER}."]


def test_a_split_cell_stands_as_it_stood(worked, master):
    place = sources(worked).index(ANSWER)
    worked.cells.insert(place, copy.deepcopy(worked.cells[place]))
    worked.cells[place].id = "upper-half"
    worked.cells[place + 1].source = "double(4)  # below the split"
    renewal = renewed(worked, master, "A sentence.", "New.")
    assert sources(renewal.lesson)[place:place + 2] == [ANSWER, "double(4)  # below the split"]
    assert renewal.said == ["`double`: This cell does not define `double`.",
                            f"2 cells are marked as `double`. {TOGETHER}; the definition is in the one that begins "
                            "with `def double(x):`."]


def test_a_cell_merged_with_the_code_below_stands_in_the_exercise_s_place(worked, master):
    place = sources(worked).index(ANSWER)
    both = "import torch\n" + ANSWER + '\n\ndouble = check("double", double)'
    worked.cells[place] = new_code_cell(both)
    renewal = renewed(worked, master, "A sentence.", "New.")
    assert sources(renewal.lesson)[place] == both and renewal.lesson.cells[place].metadata.exercise == "double"
    assert sources(renewal.lesson).count(both) == 1 and renewal.answers == ["double"]
    assert sources(renewal.lesson)[place + 1] == "double(21)  # mine"


def test_a_cell_merged_with_prose_is_kept_and_said(worked, master):
    place = sources(worked).index(ANSWER)
    merged_cell = new_markdown_cell("Some prose.\n\n" + ANSWER, metadata={"exercise": "double"})
    worked.cells[place] = merged_cell
    renewal = renewed(worked, master, "A sentence.", "New.")
    assert merged_cell.source in sources(renewal.lesson)
    assert any("markdown now, perhaps merged" in said and "`double` is blank again" in said for said in renewal.said)
    cells = sources(renewal.lesson)
    blank = cells.index('def double(x):\n    """Twice x."""\n    raise NotImplementedError("double")')
    assert cells[blank - 1] == merged_cell.source and cells[blank + 1] == "double(21)  # mine"


def test_an_answer_that_is_not_python_is_kept_and_said(worked, master):
    find(worked, "def double").source = "Some prose.\n\n" + ANSWER
    renewal = renewed(worked, master)
    assert find(renewal.lesson, "def double").source == "Some prose.\n\n" + ANSWER
    assert renewal.said == ["`double`: The cell is not Python, invalid syntax: Some prose."]


def test_prose_in_the_place_of_an_exercise_stands_beside_it(worked, master):
    cell = find(worked, "def double")
    cell.update(cell_type="markdown", source="I do not know.")
    renewal = renewed(worked, master)
    cells = sources(renewal.lesson)
    assert cells[cells.index("I do not know.") - 1].endswith('raise NotImplementedError("double")')
    assert renewal.answers == [] and renewal.edited == ["I do not know."]
    assert renewal.said == ["`double` is blank again. What was its cell is markdown now and stands below it: I do not know."]
    find(worked, "I do not know.").source = "A sentence.\n\n" + ANSWER
    said, = renewed(worked, master).said
    assert said.startswith("`double` is blank again.") and said.endswith("below it: A sentence.")


def test_a_cell_in_markdown_is_no_second_answer(worked, master):
    worked.cells.append(new_markdown_cell(ANSWER, metadata={"exercise": "double"}))
    assert renewed(worked, master, "A sentence.", "New.").said == []


def test_of_two_answers_to_a_question_that_in_the_course_s_cell_stands_and_it_is_said(worked, master):
    worked.cells.append(new_code_cell(RECORDED.replace("2.5", "7.5")))
    renewal = renewed(worked, master, "A sentence.", "New.")
    cells = sources(renewal.lesson)
    assert cells[6] == RECORDED and cells[-1] == RECORDED.replace("2.5", "7.5")
    assert renewal.said == ["size has answers that differ. What stands in the course's cell is {'value': 2.5}."]
    worked.cells[-1].source = RECORDED
    assert renewed(worked, master).said == []


def test_a_function_of_the_learner_s_own_that_a_new_exercise_is_named_for_stays_theirs(worked, master):
    worked.cells.append(new_code_cell("def later(x):\n    return 3  # mine"))
    edit(master, "# %%\nguess", '# %% exercise="later"\ndef later(x):\n    ### BEGIN SOLUTION\n    return 1\n    '
                                "### END SOLUTION\n\n# %%\nguess")
    renewal = renewed(worked, master)
    assert renewal.lesson.cells[-1].source == "def later(x):\n    return 3  # mine"
    assert renewal.answers == ["double"]


def test_a_cell_that_was_moved_or_turned_to_markdown(worked, master):
    place = sources(worked).index(ANSWER)
    worked.cells[place].cell_type = "markdown"
    worked.cells.append(worked.cells.pop(place))
    renewal = renewed(worked, master, "A sentence.", "New.")
    cell = find(renewal.lesson, "def double")
    assert cell.source == ANSWER and cell.cell_type == "code" and renewal.answers == ["double"]


def test_a_recorded_answer_that_stands_in_its_cell_is_not_repeated_at_the_end(worked, master):
    """The cell that asks is markdown now, and so the question that this one records is not known any more."""
    find(worked, "guess = ").cell_type = "markdown"
    find(worked, RECORDED).source += "  # mine"
    lesson = renewed(worked, master, "A sentence.", "New.").lesson
    assert sources(lesson).count(f"{RECORDED}  # mine") == 1


def test_a_cell_that_was_deleted_comes_back_blank(worked, master):
    worked.cells = [cell for cell in worked.cells if cell.source != ANSWER]
    renewal = renewed(worked, master)
    assert "NotImplementedError" in find(renewal.lesson, "def double").source
    assert renewal.said == ["No cell defines `double`. `double` is blank again."]


# What other programs make of a notebook.


@pytest.mark.parametrize("gone", ["given", "ids", "both"])
def test_a_program_that_keeps_less_loses_nothing(gone, worked, master):
    if gone != "ids":
        del worked.metadata["given"]
    if gone != "given":
        for cell in worked.cells:
            del cell["id"]
        worked.nbformat_minor = 4
    cells = sources(renewed(worked, master, "%timeit double(3)", "%timeit double(4)").lesson)
    assert cells[2:5] == ["A note of mine, on `double`.", ANSWER, "double(21)  # mine"]
    assert cells.count(RECORDED) == 1
    assert sum("import torch" in source for source in cells) == 1


def test_half_an_answer_is_found_without_its_id(worked, master):
    find(worked, "def double").source = "def double(x):\n    return (x +"
    for cell in worked.cells:
        del cell["id"]
    renewal = renewed(worked, master, "A sentence.", "New.")
    assert renewal.lesson.cells[3].source == "def double(x):\n    return (x +" and renewal.answers == ["double"]


def test_attachments_and_repeated_ids_are_kept(worked, master):
    worked.cells[2].attachments = {"a.png": {"image/png": "AAAA"}}
    worked.cells.insert(3, copy.deepcopy(worked.cells[2]))
    renewal = renewed(worked, master, "A sentence.", "New.")
    assert [cell.get("attachments") for cell in renewal.lesson.cells[2:4]] == [worked.cells[2].attachments] * 2


def test_to_renew_twice_changes_nothing_more(worked, master):
    once = renewed(worked, master, "A sentence.", "New.").lesson
    assert json.loads(json.dumps(renewed(once, master).lesson)) == json.loads(json.dumps(once))


@pytest.mark.thorough
@pytest.mark.parametrize("path", sorted(PROJECT.glob("solutions/*.py")), ids=lambda path: path.stem)
def test_every_answer_of_the_course_s_own_lessons_is_carried_over(path):
    """The course has reworded all prose since, and each cell that records."""
    old, solved = lesson(path), nbformat.read(path.with_suffix(".ipynb"), 4)
    asked = [cell for cell in old.cells if cell.metadata.get("exercise") or "record(" in cell.source]
    for cell in asked:
        cell.source, = (answer.source for answer in solved.cells if answer.id == cell.id)
    new = lesson(path)
    for cell in new.cells:
        if cell.cell_type == "markdown" or "record(" in cell.source:
            cell.id, cell.source = f"new-{cell.id}", cell.source + "\n" + "# new"
    new.metadata["given"] = given(new)
    renewal = merged(old, new)
    exercises = [cell.metadata.exercise for cell in asked if cell.metadata.get("exercise")]
    assert renewal.answers == exercises and renewal.said == [] and renewal.own == renewal.edited == []
    now = {cell.metadata.get("exercise"): cell.source for cell in renewal.lesson.cells}
    assert all(now[cell.metadata.exercise] == cell.source for cell in asked if cell.metadata.get("exercise"))
    assert len(renewal.recorded) == len(asked) - len(exercises)
    assert [cell for cell in renewal.lesson.cells if "record(" in cell.source and "answer=" not in cell.source] == []


COURSE = [new_markdown_cell("# Title", id="title"), new_code_cell("a = 1", id="one"),
          new_code_cell("def f(x):\n    raise NotImplementedError('f')", id="exercise-f", metadata={"exercise": "f"}),
          new_code_cell("guess = predict('q')", id="ask"), new_code_cell("record(guess)", id="keep"),
          new_markdown_cell("Prose.", id="prose"), new_code_cell("b = 2", id="two")]  # fmt: skip


def of_course(cells):
    notebook = nbformat.v4.new_notebook(cells=copy.deepcopy(cells))
    notebook.metadata["given"] = given(notebook)
    return notebook


@st.composite
def evenings(draw):
    """A copy in which things were done, and the lesson as the course has it later."""
    cells, mine = of_course(COURSE).cells, 0
    for _ in range(draw(st.integers(1, 8))):
        mine += 1
        place = draw(st.integers(0, len(cells) - 1))
        match draw(st.sampled_from(["note", "code", "edit", "copy", "move", "delete", "split", "turn", "record"])):
            case "note":
                cells.insert(place, new_markdown_cell(f"note MINE{mine}."))
            case "code":
                cells.insert(place, new_code_cell(f"x = 'MINE{mine}.'"))
            case "edit":
                cells[place].source += f"\n# MINE{mine}."
            case "copy":
                cells.insert(place, nbformat.NotebookNode(cells[place], id=f"copy{mine}"))
            case "move":
                cells.insert(place, cells.pop())
            case "delete":
                cells.pop() if len(cells) > 1 else None
            case "split":
                cells.insert(place, new_code_cell(f"y = 'MINE{mine}.'", metadata=cells[place].metadata))
            case "turn":
                cells[place] = new_markdown_cell(cells[place].source, id=cells[place].id, metadata=cells[place].metadata)
            case "record":
                for cell in cells:
                    cell.source = cell.source.replace("record(guess)", f"record(guess, answer={{'choice': 'MINE{mine}.'}})")
    later = [cell for cell in COURSE if draw(st.integers(0, 3))]
    later = [nbformat.NotebookNode(cell, id=f"{cell.id}-later", source=cell.source + "\n# later")
             if not cell.id.startswith("exercise") and draw(st.integers(0, 3)) == 0 else cell for cell in later]
    return nbformat.v4.new_notebook(cells=cells, metadata=of_course(COURSE).metadata), of_course(later)


@given_by_hypothesis(evenings())
def test_whatever_was_done_no_word_of_it_is_lost(evening):
    old, lesson = evening
    words = re.findall(r"MINE\d+\.", str(sources(old)))
    renewal = merged(copy.deepcopy(old), copy.deepcopy(lesson))
    assert set(words) <= set(re.findall(r"MINE\d+\.", str(sources(renewal.lesson))))
    course = [cell.id for cell in lesson.cells]
    assert [cell.id for cell in renewal.lesson.cells if cell.id in course] == course
    nbformat.validate(renewal.lesson)
    again = merged(copy.deepcopy(renewal.lesson), copy.deepcopy(lesson)).lesson
    assert sources(again) == sources(renewal.lesson)
