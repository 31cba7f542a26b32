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
    (cell,) = lab.open_new(SETUP + ASK.replace("dz.T", "(2 * dz).T"))
    lock_in(lab.run(cell), "(n, m)")
    lab.menu("Kernel", "Restart Kernel and Run All Cells…")
    lab.page.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(cell.get_by_role("radio", checked=True).first).to_be_disabled(timeout=60_000)


@pytest.fixture
def page(reader):
    opened = reader.new_page()
    yield opened
    opened.close()


def test_every_prediction_of_a_page_by_keyboard_and_again_after_a_reload(page, host):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{host.url}/{GRADIENTS}.html")
    questions = page.locator(".part:has([type=radio])")
    said = []
    for part in page.locator(".part").all():
        part.scroll_into_view_if_needed()
        expect(part.locator("[role=status]").first).to_be_attached()
        if part.get_by_role("radio").count():
            part.get_by_role("radio").first.focus()
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Enter")
            expect(part.get_by_role("status").first).to_be_focused()
            said.append(part.get_by_role("status").first.inner_text())
    assert questions.count() == len(said) > 5
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.reload()
    for part, verdict in zip(page.locator(".part:not(:has(img))").all(), said, strict=False):
        part.scroll_into_view_if_needed()
        expect(part.get_by_role("status").first).to_be_attached()
        assert verdict in [each.inner_text() for each in part.get_by_role("status").all()]
    page.get_by_role("button", name="Forget my answers on this site").click()
    first = page.locator(".part").first
    first.scroll_into_view_if_needed()
    expect(first.get_by_role("button", name="Lock in")).to_be_enabled()


def test_player_and_scrubber_step_on_a_page(page, host):
    for name, where in ((GRADIENTS, "2 of"), ("08_train_and_see", "of 200")):
        page.goto(f"{host.url}/{name}.html")
        page.locator(".part:has(img)").first.scroll_into_view_if_needed()
        slider = page.get_by_role("slider").first
        slider.focus()
        before = page.locator(".dos-shown desc").first.text_content()
        page.keyboard.press("ArrowRight")
        expect(slider).to_have_attribute("aria-valuetext", re.compile(where))
        expect(page.locator(".dos-shown desc").first).not_to_have_text(before)


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
