"""The swap laboratory, worked with the keyboard alone and with the mouse alone."""

import html
import re

import pytest
from playwright.sync_api import expect

from helpers import swap_lab

pytestmark = pytest.mark.browser

LAB = swap_lab()
DATA = {data.name: data for data in LAB.formula.data}
START = ["(1, m)", "(1, m)", "Y * log A", "np.sum", LAB.formula.data[0].name]
# One after the other, each of another kind: silent, an error, right again, with other data.
CHANGES = [
    ("shape of Y", "(m, 1)"), ("operator", "np.dot(Y, log A.T)"), ("shape of A", "(m, 1)"),
    ("operator", "np.dot(Y, log A)"), ("shape of Y", "(1, m)"), ("then", ".item()"), ("data", "m = 1"),
]  # fmt: skip


def words_of(picture):
    """Return what a picture says to who does not see it."""
    return html.unescape(re.search(r"<desc[^>]*>(.*?)</desc>", picture, flags=re.S)[1])


def expect_report(output, chosen):
    report = LAB.report(tuple(chosen[:-1]), DATA[chosen[-1]])
    expect(output.get_by_text(report.title)).to_be_visible()
    expect(output.locator("svg[role=img] > desc")).to_have_text(words_of(report.trace.svg()))


def follow_changes(lab, change):
    (cell,) = lab.open_new("from helpers import swap_lab\nswap_lab()")
    output, chosen = lab.run(cell), list(START)
    expect_report(output, chosen)
    kinds = set()
    for name, value in CHANGES:
        row = output.locator(".widget-toggle-buttons").filter(
            has=lab.page.locator(f".widget-label:text-is('{name}')")
        )
        change(row.get_by_role("button", name=value, exact=True))
        chosen[[*LAB.formula.controls, "data"].index(name)] = value
        expect_report(output, chosen)
        kinds.add(LAB.report(tuple(chosen[:-1]), DATA[chosen[-1]]).kind)
    assert kinds == {"right", "error", "silent"}


def test_by_mouse(lab):
    follow_changes(lab, lambda button: button.click())


def test_by_keyboard(lab):
    def tab_to(button):
        if not lab.page.evaluate("document.activeElement.matches('.jp-OutputArea *')"):
            lab.notebook.locator(".widget-toggle-button").first.focus()
        here, there = lab.page.locator(".jp-OutputArea button").evaluate_all(
            "(all, wanted) => [all.indexOf(document.activeElement), all.indexOf(wanted)]",
            button.element_handle(),
        )
        for _ in range(abs(there - here)):
            lab.page.keyboard.press("Tab" if there > here else "Shift+Tab")
        expect(button).to_be_focused()
        lab.page.keyboard.press("Space")

    follow_changes(lab, tab_to)
