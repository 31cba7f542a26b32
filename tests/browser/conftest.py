"""A page in the system's Chromium, with nothing left from an earlier one."""

import os
import shutil

import pytest
from lab import Lab, start
from playwright.sync_api import sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium")
    if path is None:
        reason = "chromium is not installed (on Debian and Ubuntu: apt-get install chromium)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return path


@pytest.fixture
def page(chromium, tmp_path):
    """Open an empty page; what the page asked of other machines is in `page.strangers`."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "browser", executable_path=chromium, args=FLAGS
        )
        page = context.pages[0]
        page.strangers = []
        page.on("request", lambda request: _note_stranger(page.strangers, request.url))
        yield page
        context.close()


def _note_stranger(strangers, url):
    if not url.startswith(("http://localhost:", "http://127.0.0.1:", "data:", "blob:", "about:")):
        strangers.append(url)


@pytest.fixture(scope="session")
def _study(tmp_path_factory):
    """One JupyterLab for all, on copies of the notebooks and with a home of its own."""
    folder = tmp_path_factory.mktemp("copies")
    process, address = start(folder, tmp_path_factory.mktemp("home"))
    yield address, folder
    process.terminate()
    process.stdout.close()
    process.wait()


@pytest.fixture
def lab(_study, page):
    """Open the light theme of JupyterLab in an empty page."""
    lab = Lab(page, *_study)
    lab.use_theme("JupyterLab Light")
    yield lab
    lab.end_kernels()
