"""Cards, answered with the mouse and with the keyboard."""

import pytest
from playwright.sync_api import expect

from helpers.exercises.cards import FATES, deal

pytestmark = pytest.mark.browser

SOURCE = 'from helpers import deal\n\ndeal("db")'


@pytest.fixture
def dealt(lab):
    (cell,) = lab.open_new(SOURCE)
    output = lab.run(cell)
    expect(output.get_by_role("button", name="Next card")).to_be_enabled()
    return output


def test_by_mouse(dealt):
    deck = deal("db")
    dealt.get_by_role("button", name=FATES[deck.card.fate], exact=True).click()
    expect(dealt.get_by_text(f"Yes: {FATES[deck.card.fate]}.")).to_be_visible()
    dealt.get_by_role("button", name="Next card").click()
    deck.turn()
    expect(dealt.get_by_text(f"Card 2 of {len(deck.cards)}. 1 of 1 right so far.")).to_be_visible()
    expect(dealt.get_by_text(deck.card.mistake.source)).to_be_visible()


def test_by_keyboard(lab, dealt):
    deck, keyboard = deal("db"), lab.page.keyboard
    told = next(told for name, told in FATES.items() if name != deck.card.fate)
    first = dealt.get_by_role("button").first
    first.focus()
    wanted = dealt.get_by_role("button", name=told, exact=True)
    while not wanted.evaluate("each => each === document.activeElement"):
        keyboard.press("Tab")
        expect(dealt.locator(":focus")).to_have_count(1)  # still inside the card
    keyboard.press("Enter")
    expect(dealt.get_by_role("alert")).to_contain_text(f"You said: {told}. But")
