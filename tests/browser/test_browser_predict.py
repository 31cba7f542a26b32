"""A prediction, made with the mouse, with the keyboard, and by typing it."""

import numpy as np
import pytest
from playwright.sync_api import expect

from axiswise import trace
from axiswise.draw import alt

pytestmark = pytest.mark.browser

LINE = "np.dot(X, dz.T)"
SOURCE = f"""import numpy as np
from helpers import axes, predict
X, dz = np.arange(10.0).reshape(2, 5), np.ones((1, 5))
axes(X="n m", dz="1 m")
predict("{LINE}")"""
VERDICTS = ("Yes: (n, 1)", "You said ")


@pytest.fixture
def asked(lab):
    """Show the question, and keep all that the kernel says to the page."""
    said = []
    lab.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: said.append(str(frame))))
    (cell,) = lab.open_new(SOURCE)
    output = lab.run(cell)
    expect(output.get_by_role("button", name="Lock in")).to_be_enabled()
    return output, said


def answer():
    """Return what the picture after the answer says in words."""
    here = {"np": np, "X": np.arange(10.0).reshape(2, 5), "dz": np.ones((1, 5))}
    return alt(trace(LINE, here, {"X": "n m", "dz": "1 m"}))


def expect_hidden(output, said):
    assert answer() not in output.inner_html()
    assert not [words for words in VERDICTS if words in output.inner_html() or words in "".join(said)]
    expect(output.locator("img")).to_have_count(1)  # the options


def expect_shown(output, said, title):
    expect(output.get_by_text(title)).to_be_visible()
    expect(output.locator("img")).to_have_count(2)
    assert output.locator("img").last.get_attribute("alt") == answer()
    assert title in "".join(said)
    expect(output.get_by_role("button", name="Lock in")).to_be_disabled()


def test_by_mouse(asked):
    output, said = asked
    output.get_by_role("radio", name="(n, m)", exact=True).check()
    expect_hidden(output, said)
    output.get_by_role("button", name="Lock in").click()
    expect_shown(output, said, "You said (n, m). It is (n, 1)")


def test_by_keyboard(lab, asked):
    output, said = asked
    options = output.get_by_role("radio")
    options.first.focus()
    for option in options.all()[1:]:  # each is a stop of its own: the notebook takes the arrow keys
        lab.page.keyboard.press("Tab")
        expect(option).to_be_focused()
        lab.page.keyboard.press("Space")
        expect(option).to_be_checked()
    lab.page.keyboard.press("Shift+Tab")
    lab.page.keyboard.press("Space")
    expect(output.get_by_role("radio", checked=True)).to_have_count(1)
    expect_hidden(output, said)
    for _ in range(3):  # the last option, the field to type in, the button
        lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Space")
    expect_shown(output, said, "You said (n, m). It is (n, 1)")


CHANGE_AND_PRESS = """output => {
    const [first, second] = output.querySelectorAll("input[type=radio]");
    first.click();
    second.click();
    [...output.querySelectorAll("button")].find(each => each.innerText.includes("Lock in")).click();
}"""


def test_the_last_choice_counts_however_fast_the_press_comes(asked):
    output, _ = asked
    output.evaluate(CHANGE_AND_PRESS)
    expect(output.get_by_text("You said (m, 1). It is (n, 1)")).to_be_visible()


def test_by_typing(lab, asked):
    output, said = asked
    output.get_by_role("textbox").focus()
    lab.page.keyboard.type("(n,1)")
    lab.page.keyboard.press("Enter")
    expect(output.get_by_role("radio", name="(n, 1)", exact=True)).to_be_checked()
    expect_hidden(output, said)
    lab.page.keyboard.press("Tab")
    expect(output.get_by_role("button", name="Lock in")).to_be_focused()
    lab.page.keyboard.press("Space")
    expect_shown(output, said, "Yes: (n, 1)")


SMALL = """output => [...output.querySelectorAll("*")].filter(each => each.offsetParent
    && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    && parseFloat(getComputedStyle(each).fontSize) < 16).map(each => each.innerText)"""


def test_every_control_has_a_name_and_the_verdict_is_read_out(asked):
    output, _ = asked
    assert output.get_by_role("textbox").evaluate("field => field.labels[0].innerText") == "or type it"
    for option in output.get_by_role("radio").all():
        assert option.evaluate("each => each.labels[0].innerText.trim()")
    output.get_by_role("radio").first.check()
    output.get_by_role("button", name="Lock in").click()
    expect(output.get_by_role("alert")).to_contain_text("It is (n, 1)")


def test_with_a_room(lab, asked):
    output, _ = asked
    lab.page.set_viewport_size({"width": 1280, "height": 720})
    output.get_by_role("button", name="For a room").click()
    expect(output.get_by_role("radio").first).to_be_hidden()
    fields = output.get_by_role("spinbutton")
    expect(fields.first).to_be_visible()  # they come a moment after the radio buttons went
    names = [field.evaluate("each => each.labels[0].innerText") for field in fields.all()]
    assert "(n, 1)" in names and names[-1] == "error"
    assert output.locator(".widget-vbox").first.evaluate(SMALL) == []
    fields.first.focus()
    for count, field in enumerate(fields.all()):
        expect(field).to_be_focused()
        lab.page.keyboard.press("Control+a")
        lab.page.keyboard.type(f"{10 + count}")
        lab.page.keyboard.press("Tab")
    expect(output.get_by_role("button", name="Reveal")).to_be_focused()
    lab.page.keyboard.press("Space")
    counted = output.get_by_role("alert").get_by_role("table")
    expect(counted.get_by_role("row")).to_have_count(len(names))
    expect(counted.get_by_role("row").nth(names.index("(n, 1)"))).to_contain_text("← true")
    assert counted.evaluate(SMALL) == []
