"""Work in JupyterLab as a reader does: open a notebook, type, run, look at what came out."""

import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

from nbformat import v4
from playwright.sync_api import expect

from helpers.commands.notebook_files import NOTEBOOK_METADATA, text_of
from tests.servers import launch

NOTEBOOK = ".jp-NotebookPanel:not(.lm-mod-hidden)"
CELLS = f"{NOTEBOOK} .jp-Cell"
TROUBLE = "[data-mime-type='application/vnd.jupyter.stderr']"  # a traceback, or a warning
OWN, ROOM = "mine.ipynb", 4  # a reader's own notebook, and its cells: as many as a test needs
PATIENCE = 120_000  # ms for a whole notebook on a busy machine
expect.set_options(timeout=PATIENCE)

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

# Every cell in the page, not only those on the screen: so that all of them can be looked at.
SETTINGS = {
    "@jupyterlab/notebook-extension/tracker": '{"windowingMode": "none"}',
    "@jupyterlab/apputils-extension/themes": '{"theme": "JupyterLab Light"}',
}

# An error ends Run All, unless it is meant: what follows is never numbered.
SETTLED = f"""notebook => {{
    const cells = [...notebook.querySelectorAll(".jp-CodeCell")];
    const prompts = cells.map(cell => cell.querySelector(".jp-InputPrompt").innerText);
    const failed = notebook.querySelector("{TROUBLE}");
    return !prompts.some(each => each.includes("*")) && (failed || prompts.every(each => /\\d/.test(each)));
}}"""


def wait_until(page, asks, given=None):
    """Ask an async function of the page until it says yes: `wait_for_function` takes a promise for one."""
    answer = """async given => {
        for (let tries = 0; tries < 480; tries++) {
            if (await (ASKS)(given)) return true;
            await new Promise(done => setTimeout(done, 250));
        }
    }"""
    assert page.evaluate(answer.replace("ASKS", asks), given), asks


def start_browser(playwright, chromium, memory, **options):
    """Start the Chromium at a path, with a folder for what it remembers; return its context."""
    context = playwright.chromium.launch_persistent_context(
        memory, executable_path=chromium, args=FLAGS, **options
    )
    context.set_default_timeout(PATIENCE)  # what never comes fails in the end; what is slow is not wrong
    return context


def start(folder, home):
    """Start `study` on copies in a folder; return the process and the address of the first notebook."""
    for name, value in SETTINGS.items():
        file = home / ".jupyter" / "lab" / "user-settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(value, encoding="utf-8")
    study = Path(sys.executable).with_name("study")
    process, address, _ = launch([study, "--port", _first_port(), "--folder", folder], {"HOME": str(home)})
    return process, address


def _first_port():
    """Where Jupyter begins to look for a free port: far from 8888 and from other test processes.

    Two servers that look at the same moment may find the same port free.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return str(9000 + 100 * int(worker))


def stop(process):
    """End a server that was started, and wait until it has ended.

    A save that is under way when a server is told to stop leaves a thread that waits for ever.
    """
    process.terminate()
    process.stdout.close()
    try:
        process.wait(PATIENCE / 1000)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Lab:
    """A running JupyterLab in a page; ``notebook`` is the open one."""

    def __init__(self, page, address, folder):
        self.page, self.folder = page, folder
        self.root, self.token = re.fullmatch(r"(.+)/lab/tree/.+[?&]token=(\w+)", address).groups()
        self.notebook = page.locator(NOTEBOOK)
        self.is_at_own = False

    def open(self, name):
        """Open a notebook of the folder, alone, with a kernel of its own."""
        self.open_address(f"{self.root}/lab/tree/{name}?token={self.token}&reset")

    def open_address(self, address):
        """Open what is at an address, and wait until it can be worked with."""
        self.is_at_own = False
        self.page.goto(address)
        self._wait_until_ready()

    def _wait_until_ready(self):
        self.page.locator(CELLS).first.wait_for()
        self.page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()  # in the status bar

    def open_next(self, name):
        """Open a notebook in place of one that has been run, in the same page: JupyterLab loads slowly."""
        if not self.page.url.startswith(self.root):
            self.open(name)
            return
        self.menu("File", "Close All Tabs")
        discard, closed = self.page.get_by_role("button", name="Discard"), self.page.locator(".jp-Launcher")
        discard.or_(closed).wait_for()
        if discard.is_visible():  # not where it has just been saved by itself
            discard.click()
        self.menu("File", "Open from Path…")
        self.page.locator(".jp-Dialog input").fill(name)
        self.page.keyboard.press("Enter")
        self._wait_until_ready()

    def open_own(self):
        """Open a notebook that the reader made."""
        cells = [v4.new_code_cell() for _ in range(ROOM)]
        notebook = v4.new_notebook(cells=cells, metadata=NOTEBOOK_METADATA)
        (self.folder / OWN).write_text(text_of(notebook), encoding="utf-8")
        self.open(OWN)

    def open_new(self, *sources):
        """Write these cells and return them; one notebook does for all tests as long as its kernel lives."""
        if not self.is_at_own:
            self.open_own()
            self.is_at_own = True
        cells = [self.code(number) for number in range(ROOM)]
        self.type_into(cells[0], "%reset -f")
        self.run(cells[0])
        self.menu("Edit", "Clear Outputs of All Cells")
        for cell, source in itertools.zip_longest(cells, sources, fillvalue="pass"):
            self.type_into(cell, source)
        return cells[: len(sources)]

    def code(self, number):
        """Return a code cell, counted from 0."""
        return self.notebook.locator(".jp-CodeCell").nth(number)

    def code_with(self, text):
        """Return the code cell whose source holds a text."""
        source = self.page.locator(".jp-InputArea-editor").filter(has_text=text)
        return self.notebook.locator(".jp-CodeCell").filter(has=source)

    def type_into(self, cell, source):
        """Type over what is in a cell."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)

    def run(self, cell):
        """Run a cell and wait until it is done; return its output."""
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        expect(prompt).not_to_have_text(before)
        expect(prompt).to_have_text(re.compile(r"\[\d+\]"), timeout=PATIENCE)
        return cell.locator(".jp-OutputArea").first

    def menu(self, name, item):
        """Choose from the menu bar."""
        self.page.locator(f".lm-MenuBar-itemLabel:text-is('{name}')").click()
        self.page.locator(f".lm-Menu-itemLabel:text-is('{item}')").click()

    def run_all(self):
        """Run every cell, and wait until the last is done or one has failed."""
        self.menu("Run", "Run All Cells")
        self.page.wait_for_function(SETTLED, arg=self.notebook.element_handle(), timeout=PATIENCE)
        self.page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()

    def use_theme(self, name):
        """Choose a theme for what is opened from now on."""
        self._ask("put", "lab/api/settings/@jupyterlab/apputils-extension:themes", f'{{"theme": "{name}"}}')

    def end_kernels(self):
        """Leave nothing running for the next test to share."""
        self.is_at_own = False
        for kernel in self._ask("get", "api/kernels").json():
            self._ask("delete", f"api/kernels/{kernel['id']}")

    def _ask(self, method, path, raw=None):
        answer = self.page.request.fetch(
            f"{self.root}/{path}",
            method=method,
            headers={"Authorization": f"token {self.token}"},
            data=None if raw is None else {"raw": raw},
        )
        assert answer.ok, f"{method} {path}: {answer.status}"
        return answer
