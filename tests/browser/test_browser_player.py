"""The player in a notebook: one product at a time."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers import axes, player

pytestmark = pytest.mark.browser

SOURCE = """import numpy as np
from helpers import axes, player
X, dz = np.arange(6.0).reshape(2, 3), np.array([[0.5, -1.0, 2.0]])
axes(X="n m", dz="1 m")
player("dw = np.dot(X, dz.T)")"""

LOOK = """each => {
    const { outline, outlineStyle, boxShadow, backgroundColor, borderColor } = getComputedStyle(each);
    return [outlineStyle === "none" ? "" : outline, boxShadow, backgroundColor, borderColor].join();
}"""


@pytest.fixture
def shown(lab):
    (cell,) = lab.open_new(SOURCE)
    return lab.run(cell)


@pytest.fixture
def frames():
    """What the pure function draws, in words."""
    X, dz = np.arange(6.0).reshape(2, 3), np.array([[0.5, -1.0, 2.0]])
    axes(X="n m", dz="1 m")
    made = player("dw = np.dot(X, dz.T)", {"np": np, "X": X, "dz": dz})
    return [re.search("<desc.*?>(.*?)</desc>", made.frame(k))[1] for k in range(len(made))]


def picture(shown):
    return shown.locator("svg[role=img] > desc")


def test_arrow_keys_move_one_product_at_a_time(lab, shown, frames):
    expect(picture(shown)).to_have_text(frames[0])
    handle = shown.locator(".noUi-handle")
    handle.focus()
    for k in (1, 2, 3):
        lab.page.keyboard.press("ArrowRight")
        expect(picture(shown)).to_have_text(frames[k])
    lab.page.keyboard.press("ArrowLeft")
    expect(picture(shown)).to_have_text(frames[2])


def test_play_goes_on_to_the_last(lab, shown, frames):
    shown.get_by_role("button", name="Play").click()
    for words in frames[1:]:
        expect(picture(shown)).to_have_text(words)


def test_focus_is_seen_on_every_control(lab, shown):
    expect(picture(shown)).to_have_count(1)
    handle = shown.locator(".noUi-handle")
    controls = [*shown.get_by_role("button").all(), handle]
    controls[0].focus()
    lab.page.keyboard.press("Shift+Tab")
    for control in controls:
        plain = control.evaluate(LOOK)
        lab.page.keyboard.press("Tab")
        expect(control).to_be_focused()
        lab.page.wait_for_function(
            f"([each, plain]) => ({LOOK})(each) !== plain", arg=[control.element_handle(), plain]
        )
