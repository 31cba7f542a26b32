"""Every notebook, opened and run in the browser edition by a reader who changes nothing."""

import pytest
from test_notebooks import ORIGINALS, run_and_look

pytestmark = pytest.mark.browser

# Between them, they have every kind of part, of picture and of library; the others are run here once a week.
EACH_TIME = ("00", "05", "06", "08", "10", "13", "14")
NOTEBOOKS = [
    pytest.param(path, id=path.stem, marks=() if path.stem.startswith(EACH_TIME) else pytest.mark.slow)
    for path in ORIGINALS
]


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_it_runs_here_too_and_asks_no_other_server(lab, border, path):
    lab.open(path.name)
    run_and_look(lab, path)
    assert border.crossed == []
    assert lab.host.missing == []
