"""The site, built and published once for all of these tests."""

import os

import pytest
from lite import CHECKOUT, Border, Host, Lite

from helpers.commands import site


@pytest.fixture(scope="session")
def pyodide():
    """Find the Pyodide that DOT_OR_STAR_PYODIDE names."""
    named = os.environ.get("DOT_OR_STAR_PYODIDE")
    if named and (CHECKOUT / named / "pyodide.mjs").is_file():
        return CHECKOUT / named
    reason = f"DOT_OR_STAR_PYODIDE names no folder with a Pyodide: {named}"
    pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return None


@pytest.fixture(scope="session")
def host(pyodide, tmp_path_factory):
    folder = tmp_path_factory.mktemp("published") / "site"
    site.build(folder, pyodide)
    return Host(folder)


@pytest.fixture(scope="session")
def border():
    return Border()


@pytest.fixture(scope="module")
def reader(browser, border):
    """A browser with a memory of its own that reaches nothing but this machine."""
    context = browser(proxy=border.settings)
    yield context
    context.close()


@pytest.fixture(scope="module")
def _shared(reader, host):
    return Lite(reader.pages[0], host)


@pytest.fixture
def lab(_shared):
    """Stand in for JupyterLab in the tests that both editions have to pass."""
    return _shared
