"""Work in the browser edition as a reader does, and serve it as a host does."""

import json
import re
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from lab import CELLS, NOTEBOOK, OWN, PATIENCE, ROOM, SETTLED, Lab, wait_until
from nbformat import v4
from playwright.sync_api import expect

from helpers import data
from helpers.commands.notebook_files import NOTEBOOK_METADATA, text_of

CHECKOUT = data.PACKAGE.parent
# What Chromium asks for by itself, in spite of all flags.
CHROMIUMS_OWN = ("accounts.google", "update.googleapis", "autofill.googleapis", "clients2.google")
LISTING = "run/api/contents/all.json"
# The kernel says "idle" before it starts too; what it said of its start is taken away once it runs.
STARTED = ".jp-NotebookKernelStatus-fade:not(.jp-NotebookKernelStatus-info)"
READY = f"body:has({STARTED}) .jp-Notebook-ExecutionIndicator[data-status='idle']"

# Every live part has its controls.
DRAWN = """notebook => [...notebook.querySelectorAll("[data-mime-type$='widget-view+json']")]
    .every(each => each.querySelector(".jupyter-widgets"))"""
# Whether a file in the browser's storage holds a text.
KEPT = """async ([path, text]) => {
    const answer = asked => new Promise(done => { asked.onsuccess = () => done(asked.result); });
    for (const { name } of await indexedDB.databases()) {
        const base = await answer(indexedDB.open(name));
        const has = base.objectStoreNames.contains("files");
        const file = has && await answer(base.transaction("files").objectStore("files").get(path));
        base.close();
        if (JSON.stringify(file || "").includes(text)) return true;
    }
}"""
# What sticks out of the page, other than what scrolls within itself.
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Host:
    """A static host: a folder at an address, which may show another folder later."""

    def __init__(self, folder):
        self.folder, self.missing = folder, []
        host = self

        class Handler(SimpleHTTPRequestHandler):
            def translate_path(self, path):
                self.directory = host.folder
                return super().translate_path(path.removeprefix("/below/the/root"))

            def log_message(self, *_):
                pass

            def log_error(self, form, *values):
                if not self.path.endswith("/favicon.ico"):  # every browser asks for one
                    host.missing.append(f"{self.path}: {form % values}")

        self.server = _start(Handler)
        # A project's pages often lie below the root of their host.
        self.url = f"http://127.0.0.1:{self.server.server_port}/below/the/root"

    def add_notebook(self, name, sources):
        """Publish one more notebook in the browser edition."""
        cells = [v4.new_code_cell(source) for source in sources]
        text = text_of(v4.new_notebook(cells=cells, metadata=NOTEBOOK_METADATA))
        (self.folder / "run" / "files" / name).write_text(text, encoding="utf-8")
        listing = json.loads((self.folder / LISTING).read_text(encoding="utf-8"))
        entry = next(each for each in listing["content"] if each["type"] == "notebook")
        others = [each for each in listing["content"] if each["name"] != name]
        listing["content"] = [*others, entry | {"name": name, "path": name}]
        (self.folder / LISTING).write_text(json.dumps(listing), encoding="utf-8")


class Border:
    """A proxy that lets nothing through and notes what was asked of other machines, workers' requests too."""

    def __init__(self):
        self.crossed = crossed = []

        class Handler(SimpleHTTPRequestHandler):
            def refuse(self):
                if not any(name in self.path for name in CHROMIUMS_OWN):
                    crossed.append(self.path)
                self.send_error(502)

            do_CONNECT = do_GET = do_HEAD = do_POST = refuse  # noqa: N815 - names of http.server

            def log_message(self, *_):
                pass

        self.server = _start(Handler)
        self.settings = {"server": f"http://127.0.0.1:{self.server.server_port}", "bypass": "127.0.0.1"}


def _start(handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Lite(Lab):
    """The browser edition in a page; ``notebook`` is the open one."""

    def __init__(self, page, host):
        self.page, self.host = page, host
        self.notebook = page.locator(NOTEBOOK)
        self.is_at_own = False

    def open(self, name):
        """Open a notebook of the site, with a kernel of its own."""
        self.is_at_own = False
        self.page.goto(f"{self.host.url}/run/notebooks/index.html?path={name}")
        self.page.locator(CELLS).first.wait_for()

    def open_own(self):
        """Open a notebook that the reader made."""
        self.host.add_notebook(OWN, [""] * ROOM)
        self.open(OWN)
        self._wait_for_python()

    def run_all(self):
        """Run every cell, and wait until the last is done or one has failed."""
        self._wait_for_python()
        self.menu("Run", "Run All Cells")
        notebook = self.notebook.element_handle()
        self.page.wait_for_function(SETTLED, arg=notebook, timeout=PATIENCE)
        self.page.wait_for_function(DRAWN, arg=notebook)

    def save(self):
        """Save, and wait until it is done."""
        self.page.keyboard.press("Control+s")
        expect(self.page.locator(".jp-NotebookCheckpoint")).to_contain_text(re.compile("seconds ago|now"))

    def wait_until_kept(self, name, text):
        """Wait until the browser keeps a file with this text: what a save says may be of the one before."""
        wait_until(self.page, KEPT, [name, text])

    def _wait_for_python(self):
        """Wait until there is a kernel: a cell that is run before is forgotten."""
        self.page.locator(READY).wait_for()
