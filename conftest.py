"""Settings of the test run that a configuration file cannot hold."""

import gc
import importlib.util
import os
import re
import tempfile
from pathlib import Path

import pytest

if missing := [
    name for name in ("nbval", "hypothesis", "sklearn", "IPython") if not importlib.util.find_spec(name)
]:
    raise pytest.UsageError(
        f"{', '.join(missing)} not found: pytest runs outside the project's environment. Run: uv run pytest"
    )

from nbformat.v4 import new_output  # after the check above
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell
from xdist.scheduler import LoadScopeScheduling

from helpers import extras


def _execute_as_jupyter_does(self, cell_input, allow_stdin=None):
    """Execute with history, so that a trailing ``;`` hides a value under nbval as it does for a reader."""
    if self.kc.is_alive():
        return self.kc.execute(cell_input, allow_stdin=bool(allow_stdin), stop_on_error=False)
    raise RuntimeError("The kernel has died; restart it.")


RunningKernel.execute_cell_input = _execute_as_jupyter_does

WARNING = re.compile(r"^\S+:\d+: \w*Warning: ", flags=re.M)
_run = IPyNbCell.runtest


def _run_and_hear_warnings(self):
    """Fail a cell that warns, though its outputs be not compared; progress on stderr is no warning."""
    _run(self)
    for output in self.test_outputs:
        if output.get("name") == "stderr" and WARNING.search(output["text"]):
            self.raise_cell_error("A cell warns.", output["text"])


IPyNbCell.runtest = _run_and_hear_warnings

#: Their items take long and share little: they begin early, in any process. Other modules stay together.
SPLIT = (
    "tests/notebooks/test_exercises.py",
    "tests/browser/test_notebooks.py",
    "tests/browser/site/test_site_notebooks.py",
)


class _Scheduler(LoadScopeScheduling):
    """Hand out whole notebooks and modules, single items of modules that take long, and practice as a whole.

    What is wrong with each formula of the bank is found once in a process.
    """

    def _split_scope(self, nodeid):
        if nodeid.startswith(("tests/practice/", "helpers/practice/")):
            return "practice"
        return nodeid if nodeid.startswith(SPLIT) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return _Scheduler(config, log)


ROOT = Path(__file__).parent
FILES = pytest.StashKey[set[Path]]()
CONFINED = (ROOT / "tests/notebooks/confined.py").read_text(encoding="utf-8")
FOLDERS = ("notebooks", "helpers", "data", "docs", "teaching", "tests", "benchmarks")
_start = RunningKernel.__init__


def _start_confined(self, *arguments, **options):
    _start(self, *arguments, **options)
    self.kc.execute(f"exec({CONFINED!r}, {{}})", silent=True)


RunningKernel.__init__ = _start_confined


def _files():
    """Return what lies where a cell may write by a relative path, without what an editor keeps for itself."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    found += [path for path in ROOT.iterdir() if path.is_file()]
    return {path for path in found if not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts)}


def pytest_configure(config):
    """Give the kernels of each process an IPython of their own, without anybody's profile or history.

    Once, of two that began in the same moment with neither there yet, one never answered.
    """
    folder = tempfile.TemporaryDirectory(prefix="ipython-", ignore_cleanup_errors=True)
    os.environ["IPYTHONDIR"] = folder.name
    config.add_cleanup(folder.cleanup)


def pytest_sessionstart(session):
    session.config.stash[FILES] = _files()


def pytest_sessionfinish(session):
    """Fail where a cell has left a file behind; of several processes, the one that began first looks."""
    left = sorted(map(str, _files() - session.config.stash[FILES]))
    if left and not hasattr(session.config, "workerinput"):
        print(f"\nThese files were left behind: {', '.join(left)}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_finish():
    """Spare Python looking through what collecting has made, again and again, for cycles to free."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def _turn(nodeid):
    return next((turn for turn, module in enumerate(SPLIT) if nodeid.startswith(module)), len(SPLIT))


def pytest_collection_modifyitems(items):
    """Begin with what takes long: notebooks, then their exercises; one process builds the site meanwhile.

    Where an extra is missing, hold each cell tagged with its name against the sentence that it prints there.
    """
    items.sort(key=lambda item: (not item.nodeid.startswith("notebooks/"), _turn(item.nodeid)))
    if of_site := [item for item in items if item.nodeid.startswith(SPLIT[-1])]:
        items.remove(of_site[0])
        items.insert(0, of_site[0])
    absent = {extra for extra in extras.EXTRAS if not extras.installed(extra)}
    for item in items if absent else ():
        tags = item.cell.metadata.get("tags", ()) if isinstance(item, IPyNbCell) else ()
        for extra in absent.intersection(tags):
            item.cell.outputs = [new_output("stream", name="stdout", text=f"{extras.missing(extra)}\n")]
            item.options["check"] = True
