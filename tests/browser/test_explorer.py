"""The attention explorer: what follows in the page at once, and what the kernel answers, where there is one."""

from types import SimpleNamespace

import pytest
import torch
from playwright.sync_api import expect

from tests.browser.figures.what_it_means import FIGURE
from tests.browser.page import PICTURES, press
from utils.widgets import Explorer
from utils.widgets.recordable import Recordable

LAST = 11  # the place of the word that decides


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch):
    monkeypatch.setattr(Recordable, "_given", {})


@pytest.fixture
def explorer(show):
    """The figure on a page without a kernel, and Python's side of it."""
    widget = FIGURE.make()
    return show(widget), widget


def questions(page):
    """The messages to the kernel that it has not taken yet."""
    return page.page.evaluate("() => models[0].sent.splice(0)")


def take(page, widget, messages):
    for message in messages:
        widget._take(widget, message, [])
        page.change(seen=widget.seen)


def answer_as_kernel(page, widget):
    """What a kernel does with the state that the page has saved, and with all that it asks."""
    page.press("Control")  # whatever was held back leaves now
    widget.set_state({"answer": page.model("saved")["answer"]})
    while messages := questions(page):
        take(page, widget, messages)
    return widget.answer


def most(root):
    return root.locator(".answers [data-most] span").first


def cell(root, query, key):
    return root.locator(".matrix .line").nth(query + 1).locator(".cell").nth(key)


def test_an_edited_score_moves_the_weights_at_once_and_the_answer_when_it_comes(explorer):
    page, widget = explorer
    root = page.root
    selected = cell(root, LAST, 1)
    expect(selected).to_have_attribute("aria-selected", "true")
    selected.focus()
    before = root.locator(".arcs path").nth(1).get_attribute("style")
    page.press("-*24")
    expect(selected).to_have_text("0.06")
    expect(selected).to_have_attribute("data-mark", "edited")
    assert root.locator(".arcs path").nth(1).get_attribute("style") != before
    expect(root.locator(".edge strong")).to_have_text("tired → animal: 6 %")
    expect(root).to_have_attribute("data-current", "false")
    expect(root.locator(".reading")).to_have_text("The model is asked …")
    state = answer_as_kernel(page, widget)
    assert state["edits"] == [[1, 0, LAST, 1, pytest.approx(widget.looks[0]["scores"][1][0][LAST][1] - 12)]]
    expect(root).to_have_attribute("data-current", "true")
    expect(root.locator(".reading")).to_have_text(widget.said(state))
    page.says("With 1 score edited, the model answers animal")


def test_both_edges_to_the_animal_must_be_cut(explorer):
    """One edge of full weight, cut, changes nothing; only with the other head's is the answer gone."""
    page, widget = explorer
    root = page.root
    cell(root, LAST, 1).focus()
    page.press("Enter")
    expect(cell(root, LAST, 1)).to_have_text("×")
    expect(root.locator(".loss").nth(1)).to_have_text("cut")
    expect(most(root)).to_have_text("animal")
    root.get_by_role("group", name="Head").get_by_label("2").check()
    answer_as_kernel(page, widget)
    expect(most(root)).to_have_text("animal")
    root.get_by_role("button", name="Cut this edge").press("Enter")
    assert answer_as_kernel(page, widget)["answer"] != "animal"
    expect(most(root)).not_to_have_text("animal")
    root.get_by_role("button", name="Mend this edge").press("Enter")
    expect(most(root)).to_have_text("animal")


def test_temperature_flattens_every_row_at_once(explorer):
    page, _ = explorer
    sharp = float(cell(page.root, LAST, 1).inner_text())
    page.root.get_by_role("slider", name="Temperature").focus()
    page.press("End")
    assert float(cell(page.root, LAST, 1).inner_text()) < sharp
    expect(page.root.locator(".reading")).to_contain_text("With a temperature of 5.0, the model answers animal")


def test_an_answer_to_what_has_been_changed_again_is_kept_for_later(explorer):
    page, widget = explorer
    temperature = page.root.get_by_role("slider", name="Temperature")
    temperature.focus()
    page.press("ArrowRight")
    late = questions(page)
    page.press("ArrowRight")
    take(page, widget, late)
    page.says("The model is asked …")
    expect(page.root).to_have_attribute("data-current", "false")
    answer_as_kernel(page, widget)
    expect(page.root).to_have_attribute("data-current", "true")
    temperature.focus()
    page.press("ArrowLeft")
    expect(page.root).to_have_attribute("data-current", "true")
    expect(page.root.locator(".reading")).to_contain_text("a temperature of 1.1")


def test_no_score_is_edited_before_those_of_the_sentence_have_come(explorer):
    page, widget = explorer
    root = page.root
    root.get_by_label("Word 12").select_option("noisy")
    expect(root).to_have_attribute("data-stale", "")
    expect(root.locator(".edge strong")).to_have_text("noisy → animal: …")
    expect(root.locator(".arcs path[d]")).to_have_count(0)
    cell(root, LAST, 1).focus()
    page.press("+")
    root.get_by_role("slider", name="Score").press("ArrowRight")
    page.says("The model is asked …")
    assert answer_as_kernel(page, widget)["edits"] == []
    expect(root).not_to_have_attribute("data-stale", "")
    cell(root, LAST, 1).focus()
    page.press("+")
    raw = widget.seen["scores"][1][0][LAST][1]
    assert answer_as_kernel(page, widget)["edits"] == [[1, 0, LAST, 1, pytest.approx(raw + 0.5)]]


def test_a_score_can_be_put_back(explorer):
    page, widget = explorer
    back = page.root.get_by_role("button", name="Put the score back")
    expect(back).to_have_attribute("aria-disabled", "true")
    cell(page.root, LAST, 1).focus()
    page.press("+*3", "-*3")
    assert answer_as_kernel(page, widget)["edits"] == []
    cell(page.root, LAST, 1).focus()
    page.press("+")
    expect(back).not_to_have_attribute("aria-disabled", "true")
    back.press("Enter")
    assert answer_as_kernel(page, widget)["edits"] == []
    expect(back).to_have_attribute("aria-disabled", "true")


def test_the_first_click_on_an_edge_looks_at_it_and_the_second_cuts(explorer):
    page, _ = explorer
    edge = cell(page.root, LAST, 1)
    expect(edge).to_have_attribute("aria-selected", "true")
    edge.click()
    expect(edge).to_have_text("1.00")
    edge.click()
    expect(edge).to_have_text("×")
    edge.click()
    expect(edge).to_have_text("1.00")


def test_a_burst_of_presses_asks_twice(explorer):
    """A kernel that answered each press would come to the last one late."""
    page, widget = explorer
    cell(page.root, LAST, 1).focus()
    page.press("-*20")
    first = questions(page)
    assert len(first) == 1
    take(page, widget, first)
    last = questions(page)
    page.press("Control")
    assert [message["state"]["edits"] for message in last] == [page.model("saved")["answer"]["edits"]]
    take(page, widget, last)
    assert not questions(page)
    expect(page.root).to_have_attribute("data-current", "true")


def test_many_words_are_shaded_by_their_weights(show, page):
    words = [f"w{place}" for place in range(20)]

    def look(words, on_scores):
        on_scores(0, torch.ones(1, 20, 20).tril().log())  # each word attends alike to those up to it
        return {"one": 1.0}

    root = show(Explorer(look, words, words)).root
    canvas = root.locator(".matrix canvas")
    seen = canvas.evaluate("""(canvas) => Array.from({ length: 20 }, (_, row) => Array.from({ length: 20 }, (_, column) =>
        canvas.getContext("2d").getImageData(column, row, 1, 1).data[3] / 255))""")
    for row in range(20):
        weights = [1 / (row + 1)] * (row + 1)
        assert seen[row] == pytest.approx([0.06 + 0.94 * weight for weight in weights] + [0] * (19 - row), abs=0.01)
    shades, first, last = (part.bounding_box() for part in (canvas, cell(root, 0, 0), cell(root, 19, 19)))
    assert [shades["x"], shades["y"]] == pytest.approx([first["x"], first["y"]], abs=1)
    assert shades["x"] + shades["width"] == pytest.approx(last["x"] + last["width"], abs=1)
    assert shades["y"] + shades["height"] == pytest.approx(last["y"] + last["height"], abs=1)
    root.screenshot(path=PICTURES / "many_words.png")


def test_what_the_mask_hides_stays_hidden_and_the_last_edge_stays(explorer):
    page, _ = explorer
    cell(page.root, 0, 3).focus()
    page.press("Enter", "+", "Enter")
    cell(page.root, 0, 0).focus()
    page.press("Enter", "Enter", "Shift+Enter")
    page.says("A word has to read something.")
    saved = page.model("saved")["answer"]
    assert (saved["query"], saved["key"], saved["cut"], saved["edits"]) == (0, 0, [], [])


def test_where_no_kernel_answers_it_says_so_after_a_while(explorer):
    page, _ = explorer
    page.root.get_by_role("button", name="because").press("Enter")
    expect(page.root.locator(".reading")).to_have_text("The model is asked …")
    expect(page.root.locator(".reading")).to_contain_text("The kernel has not answered yet", timeout=8000)
    page.says("The kernel has not answered yet")
    page.root.get_by_role("button", name="Start again").press("Enter")
    expect(page.root.locator(".reading")).to_contain_text("The model answers animal")


def test_a_static_page_offers_the_words_that_it_knows(show):
    widget = FIGURE.make()
    state = {**widget.get_state(), "static": True}
    page = show(SimpleNamespace(_esm=widget._esm, _css=widget._css, get_state=lambda: state))
    offered = page.root.locator("select option:not([disabled])")
    expect(offered).to_have_text(["hungry", "steep", "tired", "wide"])
    page.root.get_by_label("Word 12").select_option("steep")
    expect(most(page.root)).to_have_text("street")
    page.press("Tab", "Shift+Enter")
    assert page.model("saved")["answer"]["answer"] == "street"
    page.root.get_by_role("button", name="because").press("Enter")  # of this row nobody asked the model
    expect(page.root).to_have_attribute("data-current", "true")
    expect(page.root.locator(".reading")).to_contain_text("The model answers street (99 %). “because” reads “")
    expect(page.root.locator(".reading")).to_contain_text("what the answer is without that edge is not known here")
    cell(page.root, LAST, 0).focus()
    page.press("+")
    words = "This page has no kernel, so the answer to this is not known here."
    expect(page.root.locator(".reading")).to_have_text(words)


def test_a_model_that_raises_is_said(explorer):
    page, widget = explorer

    def broken(words, on_scores):
        raise KeyError(words[LAST])

    widget._look = broken
    page.root.get_by_label("Word 12").select_option("noisy")
    answer_as_kernel(page, widget)
    expect(page.root.locator(".reading")).to_have_text("The model raised KeyError: 'noisy'")


@pytest.fixture
def at_work(notebook, lab, request):
    """The figure in JupyterLab: a notebook of the test's own with its cells run."""
    notebook.open(lab.write(f"work/{request.node.name}.ipynb", FIGURE.cells))
    assert notebook.run_all(), notebook.errors()
    root = notebook.cell(1).locator(".onehop-explorer")
    expect(root).to_have_attribute("data-current", "true")
    return notebook, root


def test_with_a_kernel_a_word_is_swapped_by_keyboard_and_all_follows(at_work):
    notebook, root = at_work
    page, reading, arcs = notebook.page, root.locator(".reading"), root.locator(".arcs path")
    expect(most(root)).to_have_text("animal")
    to_animal = arcs.nth(1).get_attribute("d")
    root.locator(".token[tabindex='0']").focus()
    press(page, "Tab", "b", "r", "o")  # the kernel alone knows the answer to "broad"
    expect(root.locator("select")).to_have_value("broad")
    expect(most(root)).to_have_text("street")
    expect(root).to_have_attribute("data-current", "true")
    expect(reading).to_contain_text("The model answers street (")
    expect(reading).to_contain_text("“broad” reads “street” most")
    expect(root.locator("[aria-live]")).to_contain_text("The model answers street (")
    assert to_animal and not arcs.nth(1).get_attribute("d") and arcs.nth(6).get_attribute("d")
    expect(root).to_have_attribute("data-status", "unrecorded")

    notebook.run_cell(2)
    expect(root).to_have_attribute("data-status", "recorded")
    expect(root.locator(".verdict")).to_contain_text("Right.")
    assert "'answer': 'street'" in notebook.source(2)

    said = reading.inner_text()
    notebook.save()
    notebook.restart()
    assert notebook.run_all()
    root = notebook.cell(1).locator(".onehop-explorer")
    expect(root).to_have_attribute("data-status", "recorded")
    expect(root.locator(".reading")).to_have_text(said)
    expect(root.locator("select")).to_have_value("broad")


def test_with_a_kernel_scores_cuts_and_temperature_by_keyboard(at_work):
    notebook, root = at_work
    page, reading = notebook.page, root.locator(".reading")
    cell(root, LAST, 1).focus()
    press(page, "-*40")
    expect(cell(root, LAST, 1)).to_have_attribute("data-mark", "edited")
    expect(reading).to_contain_text("With 1 score edited, the model answers")
    press(page, "Enter")
    expect(reading).to_contain_text("With 1 edge cut, 1 score edited, the model answers")
    root.get_by_role("slider", name="Temperature").focus()
    press(page, "ArrowRight*5")
    expect(reading).to_contain_text("a temperature of 1.5, the model answers")
    expect(root).to_have_attribute("data-current", "true")
    root.get_by_role("button", name="because").focus()
    press(page, "Enter")
    expect(reading).to_contain_text("“because” reads")
    notebook.run_cell(2)
    expect(root.locator(".verdict")).to_contain_text("Cutting shows what the model needs")


def test_recording_at_once_keeps_the_answer_of_the_model(at_work):
    """The cell is run before the page has heard the kernel's answer."""
    notebook, root = at_work
    root.get_by_label("Word 12").select_option("muddy")
    notebook.run_cell(2)
    assert "'muddy'" in notebook.source(2) and "'answer': 'street'" in notebook.source(2)
    expect(root).to_have_attribute("data-status", "recorded")


def test_after_the_kernel_has_died_it_says_so(at_work):
    notebook, root = at_work
    notebook.restart()
    root.get_by_label("Word 12").select_option("noisy")
    expect(root.locator("[aria-live]")).to_have_text("The model is asked …")
    expect(root.locator(".reading")).to_contain_text("The kernel has not answered yet", timeout=8000)
    root.get_by_label("Word 12").select_option("steep")  # known without a kernel
    expect(root.locator("[aria-live]")).to_contain_text("The model answers street")
