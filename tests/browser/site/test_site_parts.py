"""The parts in the browser edition, as in JupyterLab; and on the pages to read, without Python."""

from lab import OWN
from playwright.sync_api import expect
from test_cells import (  # noqa: F401 - collected here
    test_check_gives_up_and_the_notebook_goes_on,
    test_line_is_moved_until_it_beats_descent_and_slider_is_dragged,
    test_training_is_gone_through_step_by_step_and_played,
)
from test_parts import (  # noqa: F401 - collected here
    ASK,
    SETUP,
    frames,
    lock_in,
    pytestmark,
    show,
    test_a_prediction_by_keyboard,
    test_a_prediction_by_mouse,
    test_cards_one_after_the_other,
    test_the_laboratory_follows_every_change,
    test_the_player_goes_by_arrow_keys_buttons_and_play,
)

GRADIENTS = "05_gradients"


def test_an_answer_is_kept_in_the_browser_edition_and_its_picture_without_a_kernel(lab):
    cell, recap = lab.open_new(SETUP + ASK.replace("dz.T", "(2 * dz).T"), "predictions()")
    lock_in(lab.run(cell), "(n, m)")
    expect(lab.run(recap).get_by_text("Your one prediction was not right.")).to_be_visible()
    lab.menu("Kernel", "Restart Kernel and Run All Cells…")
    lab.page.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(cell.get_by_role("radio", checked=True).first).to_be_disabled()
    lab.save()
    lab.wait_until_kept(OWN, "You said (n, m)")
    lab.open(OWN)
    kept = cell.locator(".jp-OutputArea-output")
    expect(kept).to_contain_text("You said (n, m)")  # what is kept beside the part
    expect(kept.get_by_role("radio")).to_have_count(0)


def test_without_scripts_questions_stand_there_with_folded_answers(browser, host):
    context = browser(java_script_enabled=False)
    page = context.pages[0]
    page.goto(f"{host.url}/{GRADIENTS}.html")
    part = page.locator(".part").first
    expect(part.get_by_text("Before you run it: which axes does the result have?")).to_be_visible()
    answer = part.get_by_text("✓ (n, m)")
    expect(answer).to_be_hidden()
    part.get_by_text("Answer", exact=True).click()
    expect(answer).to_be_visible()
    context.close()
