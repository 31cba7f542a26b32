"""The site, built once for all of these tests."""

import os
import shutil
import time

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
    """Publish a copy of the site, which the first process of this run that comes here builds."""
    folder = tmp_path_factory.mktemp("published") / "site"
    in_common = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        in_common = in_common.parent
    built, done = in_common / "site-of-all", in_common / "site-of-all-is-done"
    try:
        (in_common / "site-of-all-is-begun").mkdir()
    except FileExistsError:
        while not done.exists():
            time.sleep(0.2)
        assert built.is_dir(), "another process could not build the site"
    else:
        try:
            site.build(built, pyodide)
        finally:
            done.touch()
    shutil.copytree(built, folder)
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
def lab(reader, host):
    """Stand in for JupyterLab in the tests that both editions have to pass; one page does for a module."""
    return Lite(reader.pages[0], host)
