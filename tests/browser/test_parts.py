"""Predictions, cards, player and laboratory in a notebook: by keyboard, by mouse, and on the next day."""

import html
import re

import numpy as np
import pytest
from playwright.sync_api import expect
from test_cells import expect_nothing_moves_for_who_wants_no_motion

from helpers import axes, player, swap_lab

pytestmark = pytest.mark.browser

SETUP = """import numpy as np
from helpers import axes, cards, player, predict, predictions, swap_lab
X, dz = np.arange(6.0).reshape(2, 3), np.array([[0.5, -1.0, 2.0]])
axes(X="n m", dz="1 m")
"""
LINE = "np.dot(X, dz.T)"
ASK = f'predict("{LINE}", options=["(n, m)", "(n, 1)", "error"])'
FRESH = f'{SETUP}__import__("pathlib").Path("progress.json").unlink(missing_ok=True)\n'
QUESTION = FRESH + ASK
CARDS = f'{FRESH}cards("dw")'
PLAYER = f'{SETUP}player("dw = {LINE}")'
MISSED = "You said (n, m). It is (n, 1), here (2, 1)."


@pytest.fixture
def show(lab):
    """Return a function that runs one cell and returns its output."""

    def run(source):
        (cell,) = lab.open_new(source)
        return lab.run(cell)

    return run


def lock_in(place, option):
    """Choose an option by mouse and press *Lock in* below it."""
    form = place.locator("form").filter(has=place.page.get_by_role("radio", name=option, exact=True))
    form.get_by_role("radio", name=option, exact=True).check()
    form.get_by_role("button", name="Lock in").click()


def test_a_prediction_by_keyboard(lab, show):
    output, press = show(QUESTION), lab.page.keyboard.press
    radios = output.get_by_role("radio")
    radios.first.focus()
    press("Space")
    for key, place in (("ArrowRight", 1), ("ArrowDown", 2), ("ArrowLeft", 1), ("ArrowUp", 0)):
        press(key)
        expect(radios.nth(place)).to_be_checked()
        expect(radios.nth(place)).to_be_focused()
    assert MISSED not in output.inner_text()
    press("Enter")
    verdict = output.get_by_role("status").first
    expect(verdict).to_be_focused()
    expect(verdict).to_contain_text(MISSED)
    expect(output.locator("svg[role=img]")).to_have_count(1)
    press("Tab")
    press("Tab")  # past the picture
    expect(output.get_by_role("button", name="Try again")).to_be_focused()


def test_a_prediction_by_mouse(show):
    output = show(QUESTION)
    output.get_by_role("button", name="Lock in").click()
    expect(output.get_by_text("Choose one first.")).to_be_visible()
    lock_in(output, "(n, m)")
    expect(output.get_by_text(MISSED)).to_be_visible()


def test_a_verdict_comes_in_a_frame_and_asks_no_kernel(lab, show):
    output = show(QUESTION)
    lab.end_kernels()
    output.get_by_role("radio").first.check()
    assert output.evaluate("""output => {
        output.querySelector("form").requestSubmit();
        return output.querySelector(".dos-verdict") !== null; // before a frame could pass
    }""")
    expect(output.get_by_text(MISSED)).to_be_visible()


def test_what_was_answered_is_there_on_the_next_day(lab):
    (lab.folder / "progress.json").unlink(missing_ok=True)
    question, recap = lab.open_new(SETUP + ASK, "predictions()")
    lock_in(lab.run(question), "(n, m)")
    expect(lab.run(recap).get_by_text("Your one prediction was not right.")).to_be_visible()
    with lab.page.expect_response(lambda answer: "/checkpoints" in answer.url):
        lab.page.keyboard.press("Control+s")
    lab.end_kernels()
    lab.open("mine.ipynb")  # without a kernel: from what was saved
    expect(lab.code(0).get_by_text(MISSED)).to_be_visible()
    lab.run_all()
    expect(lab.code(0).get_by_text(MISSED)).to_be_visible()
    expect(lab.code(0).get_by_role("radio", checked=True).first).to_be_disabled()
    (lab.folder / "progress.json").unlink()
    lab.run_all()
    expect(lab.code(0).get_by_role("button", name="Lock in")).to_be_enabled()


def test_a_room_counts_hands(lab, show):
    output, press = show(QUESTION), lab.page.keyboard.press
    output.get_by_text("For a room").click()
    for count, field in enumerate(output.get_by_role("spinbutton").all()):
        field.focus()
        press("Control+a")
        lab.page.keyboard.type(f"{10 + count}")
    output.get_by_role("button", name="Reveal").click()
    rows = output.get_by_role("row")
    bars = rows.filter(has=lab.page.get_by_role("rowheader"))
    expect(bars).to_have_count(3)
    expect(bars.nth(1)).to_contain_text("11 ← true")
    expect(rows.nth(1)).to_contain_text("np.dot keeps the axes of both.")  # below the first bar


def test_cards_one_after_the_other(show):
    output = show(CARDS)
    lock_in(output, "an error")
    expect(output.get_by_text("It gives (n, m); (n, 1) is wanted.")).to_be_visible()
    lock_in(output, "none")
    expect(output.get_by_text("m is still there, and should have been summed.")).to_be_visible()
    output.get_by_role("button", name="Next card").click()
    expect(output.get_by_text("Card 2 of 3.")).to_be_visible()
    expect(output.get_by_role("radio").nth(6)).to_be_focused()


@pytest.fixture
def frames():
    """What the pure function draws, in words."""
    X, dz = np.arange(6.0).reshape(2, 3), np.array([[0.5, -1.0, 2.0]])
    axes(X="n m", dz="1 m")
    made = player(f"dw = {LINE}", {"np": np, "X": X, "dz": dz})
    return [re.search("<desc.*?>(.*?)</desc>", made.frame(k))[1] for k in range(len(made))]


def test_the_player_goes_by_arrow_keys_buttons_and_play(lab, show, frames):
    output, words = show(PLAYER), lab.page.locator("svg[role=img] > desc")
    expect(words).to_have_text(frames[0])
    slider = output.get_by_role("slider")
    slider.focus()
    for key, k in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1)):
        lab.page.keyboard.press(key)
        expect(words).to_have_text(frames[k])
        expect(slider).to_have_attribute("aria-valuetext", f"product: {k + 1} of {len(frames)}")
    expect(output.get_by_role("status")).to_have_text(frames[1])
    for name, k in (("to the last", -1), ("one back", -2), ("to the first", 0), ("one on", 1)):
        output.get_by_role("button", name=name).click()
        expect(words).to_have_text(frames[k])
    output.get_by_role("button", name="Play").click()
    for each in frames[2:]:
        expect(words).to_have_text(each)
    expect(output.get_by_role("button", name="Play")).to_be_visible()  # and no longer Pause
    expect_nothing_moves_for_who_wants_no_motion(lab, output)


LAB = swap_lab()
DATA = {data.name: data for data in LAB.formula.data}
# One after the other, each of another kind: silent, an error, right again, with other data.
CHANGES = [
    ("shape of Y", "(m, 1)"), ("operator", "np.dot(Y, log A.T)"), ("shape of A", "(m, 1)"),
    ("operator", "np.dot(Y, log A)"), ("shape of Y", "(1, m)"), ("then", ".item()"), ("data", "m = 1"),
]  # fmt: skip


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_the_laboratory_follows_every_change(lab, show, by):
    output = show("from helpers import swap_lab\nswap_lab()")
    names, chosen = [*LAB.formula.controls, "data"], [*LAB.formula.start, LAB.formula.data[0].name]
    kinds = set()
    for name, value in CHANGES:
        button = output.get_by_role("group", name=name).get_by_role("button", name=value, exact=True)
        if by == "mouse":
            button.click()
        else:
            button.focus()
            lab.page.keyboard.press("Space")
        chosen[names.index(name)] = value
        report = LAB.report(tuple(chosen[:-1]), DATA[chosen[-1]])
        expect(output.get_by_role("status")).to_contain_text(report.title)
        says = html.unescape(re.search(r"<desc[^>]*>(.*?)</desc>", report.trace.svg(), flags=re.S)[1])
        expect(output.locator("svg[role=img] > desc")).to_have_text(says)
        expect(button).to_have_attribute("aria-pressed", "true")
        kinds.add(report.kind)
    assert kinds == {"right", "error", "silent"}
