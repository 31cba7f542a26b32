"""Time a built site in Chromium: ``uv run --group site python benchmarks/site.py _site``.

How long a reader waits, in seconds, the least of several visits: for the first result in the browser
edition, on a first visit and on a second; from a key press on a slider to the new picture; and for the
first content of the largest page to read. Beside the first result stands a bare loadPyodide.
"""

import functools
import shutil
import sys
import tempfile
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

VISITS, PRESSES = 3, 20
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]
EXPLORER = "08_train_and_see"
BARE = """async address => {
    const start = performance.now();
    const { loadPyodide } = await import(address);
    await loadPyodide();
    return (performance.now() - start) / 1000;
}"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime / 1000"
WORDS = "document.querySelector('.jp-OutputArea svg[role=img] > desc')?.textContent"


class Quiet(SimpleHTTPRequestHandler):
    """A static host that says nothing."""

    def log_message(self, *_):
        """Say nothing."""


def run_all(page, root, notebook):
    """Open a notebook and run it as soon as it is there; return the seconds until the first cell is done."""
    start = time.perf_counter()
    page.goto(f"{root}/run/notebooks/index.html?path={notebook}.ipynb")
    page.locator(".jp-CodeCell").first.wait_for()
    page.locator(".lm-MenuBar-itemLabel:text-is('Run')").click()
    page.locator(".lm-Menu-itemLabel:text-is('Run All Cells')").click()
    expect(page.locator(".jp-CodeCell .jp-InputPrompt").first).to_have_text("[1]:", timeout=120_000)
    return time.perf_counter() - start


def visits(start_browser, root):
    """Return the seconds to the first result with an empty cache, and with what that visit left there."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as memory:
        taken = []
        for _ in range(2):
            context = start_browser(memory)
            taken.append(run_all(context.pages[0], root, "00_start_here"))
            context.close()
    return taken


def presses(page, root):
    """Return the seconds from each key press on the first slider of the explorer to its picture."""
    run_all(page, root, EXPLORER)
    slider = page.locator(".jp-OutputArea .noUi-handle").first
    slider.wait_for(timeout=120_000)
    page.wait_for_function("!document.querySelector('.jp-Notebook').innerText.includes('[*]')")
    slider.focus()
    taken = []
    for _ in range(PRESSES):
        before, start = page.evaluate(WORDS), time.perf_counter()
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"before => {WORDS} !== before", arg=before)
        taken.append(time.perf_counter() - start)
    return taken


def first_content(page, root, name):
    """Return the seconds until the browser paints the first of a page."""
    page.goto(f"{root}/{name}.html")
    page.wait_for_function(PAINT)
    return page.evaluate(PAINT)


def main(folder):
    """Print the table."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    script = next(Path(folder).glob("run/static/python/*/pyodide.mjs"))
    python = f"{root}/{script.relative_to(folder).as_posix()}"
    largest = max(Path(folder).glob("*.html"), key=lambda page: page.stat().st_size)
    with sync_playwright() as playwright:
        start_browser = functools.partial(
            playwright.chromium.launch_persistent_context,
            executable_path=shutil.which("chromium"),
            args=FLAGS,
        )
        cold, warm = (
            min(each) for each in zip(*(visits(start_browser, root) for _ in range(VISITS)), strict=True)
        )
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as memory:
            context = start_browser(memory)
            page = context.pages[0]
            paint = min(first_content(page, root, largest.stem) for _ in range(VISITS))
            bare = min(page.evaluate(BARE, python) for _ in range(VISITS))
            moves = sorted(presses(page, root))
            context.close()
    print(f"bare loadPyodide            {bare:5.2f} s")
    print(f"first result, first visit   {cold:5.2f} s, {cold / bare:.1f} times that")
    print(f"first result, second visit  {warm:5.2f} s, {warm / bare:.1f} times that")
    print(
        f"key press to picture        {moves[len(moves) // 2]:5.2f} s, from {moves[0]:.2f} to {moves[-1]:.2f}"
    )
    print(
        f"first content of a page     {paint:5.2f} s, {largest.name}, {largest.stat().st_size / 1e6:.2f} MB"
    )


if __name__ == "__main__":
    main(sys.argv[1])
