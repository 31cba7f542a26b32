"""Who asks their system for less motion."""

import pytest
from playwright.sync_api import expect
from test_explorers import SCRUBBER
from test_parts import PLAYER

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("source", [PLAYER, SCRUBBER], ids=["player", "scrubber"])
def test_nothing_plays_for_who_wants_no_motion(lab, source):
    (cell,) = lab.open_new(source)
    shown = lab.run(cell)
    play = shown.get_by_role("button", name="Play")
    expect(play).to_be_visible()
    lab.page.emulate_media(reduced_motion="reduce")
    expect(play).to_be_hidden()
    expect(shown.get_by_role("slider")).to_be_visible()
    lab.page.emulate_media(reduced_motion="no-preference")
