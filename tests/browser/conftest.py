"""A page in the system's Chromium, with nothing left from an earlier one."""

import os
import shutil

import pytest
from lab import Lab, start, start_browser, stop
from playwright.sync_api import sync_playwright


def _is_for_browsers(config):
    return "not browser" not in config.option.markexpr


def _is_demanded(config):
    """Tell whether this run is for the browser, where everything is there: a skip is a failure then."""
    return os.environ.get("CI") == "true" and _is_for_browsers(config)


def pytest_ignore_collect(config):
    """Import nothing where all of it would be left out: the site's builder takes seconds, in each process."""
    return None if _is_for_browsers(config) else True


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return _no_skip((yield), collector.config)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    return _no_skip((yield), item.config)


def _no_skip(report, config):
    if report.skipped and _is_demanded(config):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium")
    if path is None:
        reason = "chromium is not installed (on Debian and Ubuntu: apt-get install chromium)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def browser(chromium, tmp_path_factory):
    """Return a function that starts a browser with a memory of its own."""
    with sync_playwright() as playwright:
        yield lambda **options: start_browser(
            playwright, chromium, tmp_path_factory.mktemp("browser"), **options
        )


@pytest.fixture
def page(browser):
    """Open an empty page; what the page asked of other machines is in `page.strangers`."""
    context = browser()
    yield _watched(context.pages[0])
    context.close()


def _watched(page):
    page.strangers = []
    page.on("request", lambda request: _note_stranger(page.strangers, request.url))
    return page


def _note_stranger(strangers, url):
    if not url.startswith(("http://localhost:", "http://127.0.0.1:", "data:", "blob:", "about:")):
        strangers.append(url)


@pytest.fixture(scope="session")
def _study(browser, tmp_path_factory):
    """One JupyterLab and one page for all, on copies of the notebooks and with a home of its own."""
    folder = tmp_path_factory.mktemp("copies")
    process, address = start(folder, tmp_path_factory.mktemp("home"))
    context = browser()
    yield Lab(_watched(context.pages[0]), address, folder)
    context.close()
    stop(process)


@pytest.fixture
def lab(_study):
    """Show JupyterLab in light, with no kernel but that of the reader's own notebook, where it is open."""
    yield _study
    if not _study.is_at_own:
        _study.end_kernels()
    _study.use_theme("JupyterLab Light")
