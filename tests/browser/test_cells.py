"""What cells show, seen and worked from the keyboard: `%%shapes`, an endless answer, explorers, sliders."""

import numpy as np
import pytest
from lab import PATIENCE, TROUBLE
from playwright.sync_api import expect

from helpers import dot, penguins, standardise, train
from helpers.plots.explorer import boundary_explorer
from helpers.plots.scaling import size_slider
from helpers.plots.training import epoch_scrubber
from helpers.timing import Timings

pytestmark = pytest.mark.browser

DATA = """from helpers import dot, penguins, standardise, train
birds = penguins(features=["bill length", "bill depth"])
"""
EXPLORER = f"""{DATA}from helpers.plots.explorer import boundary_explorer
boundary_explorer(birds)"""
SCRUBBER = f"""{DATA}from helpers.plots.training import epoch_scrubber
Z, scale = standardise(birds.X)
epoch_scrubber(train(dot, Z, birds.Y, steps=40, learning_rate=1.0), birds, scale)"""

BIRDS = penguins(features=["bill length", "bill depth"])


def words(shown):
    """Return what the live picture says to those who do not see it."""
    return shown.locator("svg[role=img] > desc")


def handle(shown, name):
    return shown.get_by_role("slider", name=name, exact=True)


def expect_on_one_screen(shown):
    """Controls and what they move are seen together on a small screen."""
    assert shown.bounding_box()["height"] <= 700


def tab_to(page, target):
    """Press Tab until the focus is there."""
    for _ in range(12):
        if target.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(target).to_be_focused()


def test_line_is_moved_until_it_beats_descent_and_slider_is_dragged(lab):
    (cell,) = lab.open_new(EXPLORER)
    shown, keyboard, mouse = lab.run(cell), lab.page.keyboard, lab.page.mouse
    explorer = boundary_explorer(BIRDS)
    expect_on_one_screen(shown)

    def expect_words(w_0, w_1, b):
        w = np.array([[w_0], [w_1]])
        expect(words(shown)).to_have_text(explorer.words(w, b))
        return explorer.moment(w, b).cost < explorer.target

    expect_words(0.0, 1.0, 0.0)
    handle(shown, "w of bill length").focus()
    for presses in (1, 2, 3):
        keyboard.press("ArrowRight")
        expect_words(presses / 10, 1.0, 0.0)
    for _ in range(32):
        keyboard.press("ArrowRight")
    assert not expect_words(3.5, 1.0, 0.0)

    tab_to(lab.page, handle(shown, "w of bill depth"))
    for _ in range(20):
        keyboard.press("ArrowLeft")
    expect_words(3.5, -1.0, 0.0)
    tab_to(lab.page, handle(shown, "b"))
    for _ in range(18):
        keyboard.press("ArrowLeft")
    assert expect_words(3.5, -1.0, -1.8)
    expect(shown.get_by_text("✓ lower than descent at that step")).to_be_visible()

    target = handle(shown, "b")
    target.scroll_into_view_if_needed()
    before = words(shown).text_content()
    box = target.bounding_box()
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2, steps=10)
    mouse.up()
    expect(words(shown)).not_to_have_text(before)
    reached = target.get_attribute("aria-valuetext")
    assert reached.startswith("b: ") and float(reached[3:]) > 0
    expect_words(3.5, -1.0, float(reached[3:]))


def expect_nothing_moves_for_who_wants_no_motion(lab, shown):
    """And what is pressed is large."""
    play = shown.get_by_role("button", name="Play")
    for control in (play, shown.get_by_role("button", name="one on"), shown.get_by_role("slider")):
        assert control.bounding_box()["height"] >= 44
    lab.page.emulate_media(reduced_motion="reduce")
    expect(play).to_be_hidden()
    expect(shown.get_by_role("slider")).to_be_visible()
    lab.page.emulate_media(reduced_motion="no-preference")


def test_training_is_gone_through_step_by_step_and_played(lab):
    Z, scale = standardise(BIRDS.X)
    scrubber = epoch_scrubber(train(dot, Z, BIRDS.Y, steps=40, learning_rate=1.0), BIRDS, scale)
    (cell,) = lab.open_new(SCRUBBER)
    shown, keyboard = lab.run(cell), lab.page.keyboard
    expect(words(shown)).to_have_text(scrubber.words(0))
    expect_on_one_screen(shown)
    slider = shown.get_by_role("slider")
    slider.focus()
    for key, step in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2), ("End", 40)):
        keyboard.press(key)
        expect(words(shown)).to_have_text(scrubber.words(step))
    expect(shown.get_by_text("step 40 of 40", exact=True)).to_be_visible()
    keyboard.press("Home")
    expect(words(shown)).to_have_text(scrubber.words(0))
    shown.get_by_role("button", name="Play").focus()
    keyboard.press("Space")
    expect(words(shown)).to_have_text(scrubber.words(40), timeout=30_000)
    expect(slider).to_have_attribute("aria-valuetext", "step: 40 of 40")
    expect_nothing_moves_for_who_wants_no_motion(lab, shown)


TIMES = {"loop": {1: 1e-4, 10: 1e-3}, "dot": {1: 1e-5, 10: 1.2e-5, 100: 1.1e-4}}
SLIDER = f"""from helpers import size_slider
from helpers.timing import Timings
size_slider(Timings(100, {TIMES}))"""
BY_KEY = {"ArrowLeft": -1, "ArrowRight": 1}


def test_sizes_are_gone_through_by_arrow_keys_and_end_where_they_end(lab):
    slider = size_slider(Timings(100, TIMES))
    (cell,) = lab.open_new(SLIDER)
    shown = lab.run(cell)
    expect(words(shown)).to_have_text(slider.words(100))
    shown.get_by_role("slider", name="examples m").focus()
    keys = [*["ArrowLeft"] * 4, *["ArrowRight"] * 8]
    position = slider.sizes.index(100)
    for key in keys:
        lab.page.keyboard.press(key)
        position = min(max(position + BY_KEY[key], 0), len(slider.sizes) - 1)
        expect(words(shown)).to_have_text(slider.words(slider.sizes[position]))
    assert position == len(slider.sizes) - 1


def test_check_gives_up_and_the_notebook_goes_on(lab):
    before, answer, checked, after = lab.open_new(
        "from helpers import check\nmine = [1, 2, 3]",
        "def db(dz):\n    while True:\n        mine[0] += 1",
        "report = check(db)",
        "print(1 + 1, mine, report.passed)",
    )
    for cell in (before, answer):
        lab.run(cell)
    output = lab.run(checked)
    expect(output.get_by_text("out of time")).to_be_visible(timeout=PATIENCE)
    expect(lab.run(after)).to_contain_text("2 [1, 2, 3] False")


ARRAYS = """import numpy as np
from helpers import axes
X, Y, A = np.ones((2, 5)), np.ones((1, 5)), np.full((5, 1), 0.5)
axes(X="n m", Y="1 m", A="m 1")"""


def pictures(output):
    return output.locator("img[src^='data:image/svg+xml']")


def test_a_silent_mistake_is_questioned_and_an_error_keeps_the_line_of_the_reader(lab):
    first, silent, broken = lab.open_new(ARRAYS, "", "")
    lab.run(first)
    lab.type_into(silent, "%%shapes\nwrong = np.sum(Y * np.log(A))\nf'{wrong:.4f}'")
    output = lab.run(silent)
    expect(output.get_by_text("-17.3287")).to_be_visible()  # 25 products in place of 5
    expect(pictures(output)).to_have_count(1)
    assert "both stretched" in pictures(output).get_attribute("alt")
    expect(output.get_by_role("note")).to_contain_text("Did you mean")
    output.get_by_text("Letters, sizes and numbers").click()
    expect(output.get_by_role("row", name="np.log(A) (m, 1) 5 × 1")).to_be_visible()
    expect(output.locator(TROUBLE)).to_have_count(0)

    lab.type_into(broken, "%%shapes\nfine = 2 * X\nwrong = np.dot(X, Y)\nnever = 1")
    output = lab.run(broken)
    traceback = output.locator(TROUBLE)
    expect(traceback).to_contain_text("ValueError")
    expect(traceback).to_contain_text("----> 3 wrong = np.dot(X, Y)")
    assert "helpers" not in traceback.inner_text()
    expect(pictures(output)).to_have_count(1)
    assert "np.dot(X, Y)" in pictures(output).get_attribute("alt")
