"""Time and weigh a built site in Chromium: ``uv run --group site python benchmarks/site.py _site``.

It prints the table of docs/site.md. Seconds are the least of several visits: from a press on *Check* to the
verdict, on a page; until the first cell is done in the browser edition; from a key press on a slider to the
new picture; until the first content of the largest page. Bytes are those that a host sends which compresses
what is worth it, for a browser that has kept nothing, or what the visit before left there.
"""

import functools
import gzip
import shutil
import sys
import tempfile
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from playwright.sync_api import expect, sync_playwright

VISITS, PRESSES = 3, 20
VISIT = ("first visit", "second visit")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]
EXPLORER = "08_train_and_see"
BARE = """async address => {
    const start = performance.now();
    const { loadPyodide } = await import(address);
    await loadPyodide();
    return (performance.now() - start) / 1000;
}"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime / 1000"
WORDS = (
    "document.querySelector('.jp-OutputArea:has(input[aria-valuetext^=w]) svg[role=img] > desc')?.textContent"
)


CHECKED, EXERCISE = "05_gradients", "[data-key='05/dw_by_star']"
ANSWER = "def dw_by_star(X, A, Y):\n    return np.sum(X * (A - Y), axis=1, keepdims=True) / X.shape[1]"
PACKED = {".whl", ".zip", ".png", ".woff", ".woff2", ".pf_index", ".pf_fragment"}  # as small as they get


class Host(SimpleHTTPRequestHandler):
    """A static host that notes which files it has sent."""

    sent: ClassVar[list[Path]] = []

    def log_request(self, code="-", size="-"):
        """Note the file."""
        if code == 200:
            self.sent.append(Path(self.translate_path(self.path)))

    def log_message(self, *_):
        """Say nothing."""


@functools.cache
def weight(path):
    """Return the bytes of a file on its way, compressed unless it is packed already."""
    path = path / "index.html" if path.is_dir() else path
    return path.stat().st_size if path.suffix in PACKED else len(gzip.compress(path.read_bytes()))


def sent():
    """Return the megabytes sent since it was asked last."""
    files = Host.sent.copy()
    Host.sent.clear()
    return sum(map(weight, files)) / 1e6


def verdict(page, root):
    """Return the seconds from a press on *Check* to the verdict, and the megabytes sent between them."""
    page.goto(f"{root}/{CHECKED}.html")
    box = page.locator(EXERCISE)
    box.get_by_label("Your code").fill(ANSWER)
    page.wait_for_load_state("networkidle")
    sent()
    start = time.perf_counter()
    box.get_by_role("button", name="Check", exact=True).click()
    expect(box.locator(".said")).to_contain_text("right, on all", timeout=120_000)
    return time.perf_counter() - start, sent()


def opened(page, root, name):
    """Return the megabytes sent for a page before anybody scrolls."""
    sent()
    page.goto(f"{root}/{name}.html", wait_until="networkidle")
    return sent()


def run_all(page, root, notebook):
    """Open a notebook and run it as soon as it is there; return the seconds until the first cell is done."""
    start = time.perf_counter()
    page.goto(f"{root}/run/notebooks/index.html?path={notebook}.ipynb")
    page.locator(".jp-CodeCell").first.wait_for()
    page.locator(".lm-MenuBar-itemLabel:text-is('Run')").click()
    page.locator(".lm-Menu-itemLabel:text-is('Run All Cells')").click()
    expect(page.locator(".jp-CodeCell .jp-InputPrompt").first).to_have_text("[1]:", timeout=120_000)
    return time.perf_counter() - start


def run_first(page, root):
    """Return the seconds until the first notebook in the browser has run a cell, and the megabytes."""
    sent()
    taken = run_all(page, root, "00_start_here")
    page.wait_for_load_state("networkidle")
    return taken, sent()


def visits(start_browser, root, visit, count=2):
    """Return what a visit takes with an empty cache, and then with what the visits before it left there."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as memory:
        taken = []
        for _ in range(count):
            context = start_browser(memory)
            taken.append(visit(context.pages[0], root))
            context.close()
    return taken


def presses(page, root):
    """Return the seconds from each key press on the first slider of the explorer to its picture."""
    run_all(page, root, EXPLORER)
    slider = page.locator(".jp-OutputArea input[aria-valuetext^=w]").first
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


def waits(page, root, name, python):
    """Return the seconds to the first of a page, to a bare Python, and from each key press to its picture."""
    paint = min(first_content(page, root, name) for _ in range(VISITS))
    bare = min(page.evaluate(BARE, python) for _ in range(VISITS))
    return paint, bare, sorted(presses(page, root))


def main(folder):
    """Print the table."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    script = next(Path(folder).glob("run/static/python/*/pyodide.mjs"))
    python = f"{root}/{script.relative_to(folder).as_posix()}"
    names = [page.stem for page in sorted(Path(folder).glob("*.html"), key=lambda page: page.stat().st_size)]
    with sync_playwright() as playwright:
        start_browser = functools.partial(
            playwright.chromium.launch_persistent_context,
            executable_path=shutil.which("chromium"),
            args=FLAGS,
        )
        checks, runs = (
            list(map(min, *(visits(start_browser, root, visit) for _ in range(VISITS))))
            for visit in (verdict, run_first)
        )
        sizes = {
            each: visits(start_browser, root, functools.partial(opened, name=each), 1)[0] for each in names
        }
        name = max(sizes, key=sizes.get)
        print("| what | found | wanted |\n|---|---|---|")
        print(f"| a page before scrolling, the heaviest ({name}) | {1000 * sizes[name]:.0f} kB | 400 kB |")
        for visit, (taken, moved), most in zip(VISIT, checks, ("4 s, 12 MB", "3 s, nothing"), strict=True):
            print(f"| press on *Check* to verdict, {visit} | {taken:.1f} s, {moved:.1f} MB | {most} |")
        for visit, (taken, moved), most in zip(VISIT, runs, ("30 MB", ""), strict=True):
            print(f"| first cell of the browser edition, {visit} | {taken:.1f} s, {moved:.1f} MB | {most} |")
        rest = functools.partial(waits, name=names[-1], python=python)
        ((paint, bare, moves),) = visits(start_browser, root, rest, 1)
        print(f"| first content of the largest page ({names[-1]}) | {paint:.1f} s | |")
        print(f"| bare loadPyodide | {bare:.1f} s | |")
        print(f"| key press to picture | {moves[len(moves) // 2]:.2f} s, at most {moves[-1]:.2f} | |")


if __name__ == "__main__":
    main(sys.argv[1])
