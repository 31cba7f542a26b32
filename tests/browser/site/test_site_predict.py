"""A prediction, made in the browser edition with the mouse and with the keyboard."""

import pytest
from playwright.sync_api import expect
from test_browser_predict import SOURCE, answer

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(lab):
    (cell,) = lab.open_new(SOURCE)
    output = lab.run(cell)
    expect(output.get_by_role("button", name="Lock in")).to_be_enabled()
    return output


def expect_answer_after(output, lock_in):
    assert answer() not in output.inner_html()
    expect(output.locator("img")).to_have_count(1)  # the options
    lock_in()
    expect(output.get_by_text("You said (n, m). It is (n, 1)")).to_be_visible()
    expect(output.locator("img")).to_have_count(2)
    assert output.locator("img").last.get_attribute("alt") == answer()


def test_by_mouse(asked):
    asked.get_by_role("radio", name="(n, m)", exact=True).check()
    expect_answer_after(asked, asked.get_by_role("button", name="Lock in").click)


def test_by_keyboard(lab, asked):
    keyboard = lab.page.keyboard
    wanted = asked.get_by_role("radio", name="(n, m)", exact=True)
    asked.get_by_role("radio").first.focus()
    while not wanted.evaluate("each => each === document.activeElement"):
        keyboard.press("Tab")
        expect(asked.locator(":focus")).to_have_count(1)  # still inside the question
    keyboard.press("Space")
    expect(wanted).to_be_checked()
    button = asked.get_by_role("button", name="Lock in")
    while not button.evaluate("each => each === document.activeElement"):
        keyboard.press("Tab")
        expect(asked.locator(":focus")).to_have_count(1)
    expect_answer_after(asked, lambda: keyboard.press("Space"))
