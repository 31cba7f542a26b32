"""An exercise whose answer never ends."""

import pytest
from lab import PATIENCE
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


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
