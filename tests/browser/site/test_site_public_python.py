"""The site without a Python of its own: what it asks of Pyodide's public address, and of nobody else."""

from urllib.parse import urlsplit

import pytest
from lite import CHECKOUT, Border, Host, Lite
from playwright.sync_api import expect

from helpers.commands import site
from helpers.commands.notebook_files import series

# A second edition to run is built for it: half a minute for an address.
pytestmark = [pytest.mark.browser, pytest.mark.slow]

constants = pytest.importorskip("jupyterlite_pyodide_kernel.constants", reason="of the group site")
URL = constants.PYODIDE_CDN_URL

PARTS = """import ipywidgets
import matplotlib.pyplot as plt
from helpers import dot, penguins, standardise, train
birds = penguins()
print(train(dot, standardise(birds.X)[0], birds.Y, steps=20))
"""


@pytest.fixture
def public_host(pyodide, tmp_path):
    paths = series()
    site.build_to_run(CHECKOUT, site.without_outputs(paths), tmp_path / "site" / "run")
    return Host(tmp_path / "site")


def test_it_runs_with_the_public_python(browser, pyodide, public_host):
    border = Border()
    context = browser(proxy=border.settings)
    asked = []

    def answer(route):
        asked.append(route.request.url.removeprefix(f"{URL}/"))
        route.fulfill(path=pyodide / asked[-1], headers={"Access-Control-Allow-Origin": "*"})

    context.route(f"{URL}/**", answer)
    lite = Lite(context.pages[0], public_host)
    (cell,) = lite.open_new(PARTS)
    output = lite.run(cell)
    expect(output).to_contain_text("<Run: 20 steps")
    assert {"pyodide.mjs", "pyodide-lock.json"} <= set(asked)
    # A browser may open a connection ahead of a request that is then answered here.
    assert {address.partition(":")[0] for address in border.crossed} <= {urlsplit(URL).netloc}
    context.close()
