"""`%%shapes` in a live cell."""

import pytest
from lab import TROUBLE
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ARRAYS = """import numpy as np
from helpers import axes
X, Y, A = np.ones((2, 5)), np.ones((1, 5)), np.full((5, 1), 0.5)
axes(X="n m", Y="1 m", A="m 1")"""


def pictures(output):
    return output.locator("img[src^='data:image/svg+xml']")


def test_a_silent_mistake_is_questioned(lab):
    first, cell = lab.open_new(ARRAYS, "")
    lab.run(first)
    lab.type_into(cell, "%%shapes\nwrong = np.sum(Y * np.log(A))\nf'{wrong:.4f}'")
    output = lab.run(cell)
    expect(output.get_by_text("-17.3287")).to_be_visible()  # 25 products in place of 5
    expect(pictures(output)).to_have_count(1)
    assert "both stretched" in pictures(output).get_attribute("alt")
    expect(output.get_by_role("note")).to_contain_text("Did you mean")
    output.get_by_text("Letters, sizes and numbers").click()
    expect(output.get_by_role("row", name="np.log(A) (m, 1) 5 × 1")).to_be_visible()
    expect(output.locator(TROUBLE)).to_have_count(0)


def test_an_error_keeps_the_line_of_the_reader_and_has_a_picture(lab):
    first, cell = lab.open_new(ARRAYS, "")
    lab.run(first)
    lab.type_into(cell, "%%shapes\nfine = 2 * X\nwrong = np.dot(X, Y)\nnever = 1")
    output = lab.run(cell)
    traceback = output.locator(TROUBLE)
    expect(traceback).to_contain_text("ValueError")
    expect(traceback).to_contain_text("----> 3 wrong = np.dot(X, Y)")
    assert "helpers" not in traceback.inner_text()
    expect(pictures(output)).to_have_count(1)
    assert "np.dot(X, Y)" in pictures(output).get_attribute("alt")
