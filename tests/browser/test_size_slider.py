"""The size slider, worked from the keyboard inside a notebook."""

import pytest
from playwright.sync_api import expect

from helpers.plots.scaling import size_slider
from helpers.timing import Timings

pytestmark = pytest.mark.browser

TIMES = {"loop": {1: 1e-4, 10: 1e-3}, "dot": {1: 1e-5, 10: 1.2e-5, 100: 1.1e-4}}
SOURCE = f"""from helpers import size_slider
from helpers.timing import Timings
size_slider(Timings(100, {TIMES}))"""
KEYS = {"ArrowLeft": -1, "ArrowRight": 1}


def test_sizes_are_gone_through_by_arrow_keys_and_end_where_they_end(lab):
    slider = size_slider(Timings(100, TIMES))
    (cell,) = lab.open_new(SOURCE)
    shown = lab.run(cell)
    words = shown.locator("svg[role=img] > desc")
    expect(words).to_have_text(slider.words(100))
    shown.get_by_role("slider", name="examples m").focus()
    keys = [*["ArrowLeft"] * 4, *["ArrowRight"] * 8]
    position = slider.sizes.index(100)
    for key in keys:
        lab.page.keyboard.press(key)
        position = min(max(position + KEYS[key], 0), len(slider.sizes) - 1)
        expect(words).to_have_text(slider.words(slider.sizes[position]))
    assert position == len(slider.sizes) - 1
