"""What the parts of the figures tell those who do not see them, and those who come by keyboard."""

from playwright.sync_api import expect

from tests.browser.figures import alignment, arrows, fading, heads, mask_painter, step_clock


def test_a_field_says_that_it_holds_no_whole_number(show):
    root = show(heads.FIGURE.make()).root
    field, note = root.get_by_role("spinbutton"), root.get_by_role("status")
    for typed in ("-5", "12.5", "99999999999"):
        field.fill(typed)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(note).to_have_text("A whole number from 0 to 99,999,999, please.")
        field.fill("7")
        expect(field).not_to_have_attribute("aria-invalid", "true")
        expect(note).to_be_empty()


def test_a_grid_that_does_nothing_says_so(show):
    root = show(mask_painter.FIGURE.make()).root
    painted, weights = root.get_by_role("grid").all()
    expect(painted).not_to_have_attribute("aria-readonly", "true")
    expect(painted.get_by_role("gridcell").first).to_have_css("cursor", "pointer")
    expect(weights).to_have_attribute("aria-readonly", "true")
    expect(weights.get_by_role("gridcell").first).to_have_css("cursor", "auto")
    expect(weights.locator('[data-mark="hidden"]').first).to_have_attribute("aria-label", "hidden")
    expect(weights.locator('[aria-label="hidden"]')).to_have_count(weights.locator('[data-mark="hidden"]').count())


def test_the_focus_is_seen_on_a_chosen_cell(show):
    page = show(alignment.FIGURE.make())
    page.press("Tab")
    cell = page.root.locator('.cell[aria-selected="true"]')
    cell.focus()
    expect(cell).to_have_css("outline-color", "rgb(0, 114, 178)")


def test_a_handle_tells_how_far_it_goes(show):
    tip = show(arrows.FIGURE.make()).root.get_by_role("slider", name="Tip of the query")
    expect(tip).to_have_attribute("aria-valuemin", "-2")
    expect(tip).to_have_attribute("aria-valuemax", "2")


def test_a_narrow_page_has_room_for_tracks_plots_and_heads(show, page):
    page.set_viewport_size({"width": 360, "height": 800})
    root = show(fading.FIGURE.make()).root
    name, track, value = (root.locator(f".slider > {tag}").first.bounding_box() for tag in ("span", "input", "output"))
    assert name["y"] + name["height"] <= track["y"] + 1 and abs(value["y"] - track["y"]) < 12
    assert root.locator("svg.plot").bounding_box()["height"] > 170
    head = show(step_clock.FIGURE.make()).root.locator(".head").first.bounding_box()
    assert head["width"] == head["height"] == 7


def test_the_length_of_the_clock_stands_beside_its_track(show, page):
    page.set_viewport_size({"width": 900, "height": 800})
    root = show(step_clock.FIGURE.make()).root
    track, value = (root.locator(f".slider > {tag}").bounding_box() for tag in ("input", "output"))
    assert value["x"] > track["x"] + track["width"]
