"""Every notebook, opened and run in the browser edition by a reader who changes nothing."""

import pytest
from test_notebooks import ORIGINALS, run_and_look

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ORIGINALS, ids=[path.stem for path in ORIGINALS])
def test_it_runs_here_too_and_asks_no_other_server(lab, border, path):
    run_and_look(lab, path)
    assert border.crossed == []
    assert lab.host.missing == []
