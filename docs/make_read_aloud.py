"""Write what a screen reader is told on a built site: ``uv run python docs/make_read_aloud.py _site``.

It opens pages in Chromium and takes the accessibility tree of one picture, one prediction before and
after its answer, and the laboratory.
"""

import functools
import shutil
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

WRITTEN = Path(__file__).with_name("read-aloud.md")
HEAD = """# What a screen reader is told

Written by `uv run python docs/make_read_aloud.py _site`: the accessibility tree that Chromium gives to it.
"""


def _heard(page, root):
    """Return (title, tree) of each thing that is listened to."""
    page.set_viewport_size({"width": 1280, "height": 720})  # smaller ones say more
    page.goto(f"{root}/05_gradients.html")
    yield "A picture", page.locator(".shown:has(.axiswise)").nth(1).aria_snapshot()
    part = page.locator(".part").first
    part.scroll_into_view_if_needed()  # it comes alive as it comes near
    part.get_by_role("button", name="Lock in").wait_for()
    yield "A prediction", part.aria_snapshot()
    part.get_by_role("radio").first.check()
    part.get_by_role("button", name="Lock in").click()
    yield "The same, answered", part.aria_snapshot()
    page.goto(f"{root}/06_swap_them.html")
    lab = page.locator(".part[data-key*=swap-lab]").first
    lab.scroll_into_view_if_needed()
    operators = lab.get_by_role("group", name="operator")
    operators.get_by_role("button", name="np.dot(Y, log A)", exact=True).click()
    yield "The laboratory, after a press on np.dot(Y, log A)", lab.aria_snapshot()


def told(page, root):
    """Return what is told of the site at an address, as Markdown; ``page`` is one of Playwright's."""
    return HEAD + "".join(f"\n## {title}\n\n```yaml\n{tree}\n```\n" for title, tree in _heard(page, root))


def main(folder):
    """Serve the site, listen, and write the page beside this file."""
    handler = functools.partial(SimpleHTTPRequestHandler, directory=folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        WRITTEN.write_text(
            told(browser.new_page(), f"http://127.0.0.1:{server.server_port}"), encoding="utf-8"
        )
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(*sys.argv[1:])
