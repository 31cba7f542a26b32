"""The parts in the browser edition, as in JupyterLab; and on the pages to read, without Python."""

import re

import pytest
from playwright.sync_api import expect
from test_parts import (  # noqa: F401 - collected here
    ASK,
    SETUP,
    frames,
    lock_in,
    pytestmark,
    show,
    test_a_prediction_by_keyboard,
    test_a_prediction_by_mouse_with_why,
    test_cards_one_after_the_other,
    test_nothing_plays,
    test_the_laboratory_follows_every_change,
    test_the_player_goes_by_arrow_keys_buttons_and_play,
)

GRADIENTS = "05_gradients"


def test_an_answer_is_kept_in_the_browser_edition(lab):
    cell, recap = lab.open_new(SETUP + ASK.replace("dz.T", "(2 * dz).T"), "predictions()")
    lock_in(lab.run(cell), "(n, m)")
    expect(lab.run(recap).get_by_text("Your one prediction was not right.")).to_be_visible()
    lab.menu("Kernel", "Restart Kernel and Run All Cells…")
    lab.page.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(cell.get_by_role("radio", checked=True).first).to_be_disabled()


@pytest.fixture
def page(reader):
    opened = reader.new_page()
    yield opened
    opened.close()


def parts(page, name, host):
    """Open a page, and return its parts once each has come alive: they do as they come near."""
    page.goto(f"{host.url}/{name}.html")
    found = page.locator(".part").all()
    for part in found:
        part.scroll_into_view_if_needed()
        expect(part).to_have_class(re.compile(r"\bdos\b"))
    return found


def test_every_prediction_of_a_page_by_keyboard_and_again_after_a_reload(page, host):
    page.set_viewport_size({"width": 390, "height": 800})
    said = {}
    for part in parts(page, GRADIENTS, host):
        if part.get_by_role("radio").count():
            part.get_by_role("radio").first.focus()
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Enter")
            expect(part.get_by_role("status").first).to_be_focused()
            said[part.get_attribute("data-key")] = part.get_by_role("status").first.inner_text()
    assert len(said) > 2
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    shown = {part.get_attribute("data-key"): part for part in parts(page, GRADIENTS, host)}
    for key, verdict in said.items():
        expect(shown[key].get_by_role("status").first).to_have_text(verdict, use_inner_text=True)
    page.get_by_label("Your code").first.fill("# mine")
    page.get_by_role("button", name="Forget my answers on this site").click()
    expect(parts(page, GRADIENTS, host)[0].get_by_role("button", name="Lock in")).to_be_enabled()
    expect(page.get_by_label("Your code").first).to_have_value("# mine")


def test_player_and_scrubber_step_on_a_page(page, host):
    for name, where in (("04_dot", "product 2 of"), ("08_train_and_see", "of 200")):
        parts(page, name, host)
        slider, words = page.get_by_role("slider").first, page.locator(".dos-shown svg > desc").first
        before = words.text_content()
        slider.focus()
        page.keyboard.press("ArrowRight")
        expect(slider).to_have_attribute("aria-valuetext", re.compile(where))
        expect(words).not_to_have_text(before)


def test_three_swaps_on_a_page(page, host):
    page.set_viewport_size({"width": 768, "height": 1024})
    page.goto(f"{host.url}/06_swap_them.html")
    lab = page.locator(".part[data-key*=swap-lab]").first
    lab.scroll_into_view_if_needed()
    for group, value, title in (
        ("operator", "np.dot(Y, log A)", "An error"), ("shape of Y", "(m, 1)", "Silently wrong"),
        ("operator", "Y * log A", "Silently wrong"),
    ):  # fmt: skip
        lab.get_by_role("group", name=group).get_by_role("button", name=value, exact=True).click()
        expect(lab.get_by_role("status")).to_contain_text(f"{title}, with m = 5, trained.")
    left, right = (lab.locator(each).bounding_box() for each in (".dos-controls", ".dos-shown"))
    assert left["x"] + left["width"] <= right["x"]


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
