"""Run tests in copies of the last commit, in processes forked from one that has imported the libraries."""

import compileall
import contextlib
import gc
import importlib
import io
import multiprocessing
import os
import py_compile
import resource
import signal
import subprocess
import sys
import tarfile
import time
from multiprocessing.connection import wait

import pytest
from hypothesis import Phase, settings

_FORK = multiprocessing.get_context("fork")
# What takes long to import and is not mutated; `helpers` itself is imported anew for each mutant.
_LIBRARIES = (
    "numpy", "pandas", "sklearn.linear_model", "dask.array", "distributed", "matplotlib.pyplot",
    "IPython", "ipywidgets", "nbval.kernel", "nbclient", "coverage",
)  # fmt: skip
_MEMORY = 6 * 2**30  # bytes: a mutant that asks for more fails
_OPTIONS = ["-o", "addopts=", "-x", "-q", "--doctest-modules", "--assert=plain", "-p", "no:cacheprovider"]
_TIERS = ["-m", "not browser and not nbgrader and not slow"]


def import_libraries():
    """Import what every run needs, and let Hypothesis draw the same examples each time, without shrinking."""
    for name in _LIBRARIES:
        importlib.import_module(name)
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile("mutants", derandomize=True, database=None, phases=phases, deadline=None)
    settings.load_profile("mutants")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    gc.freeze()  # pytest collects garbage at its end: of a mutant's run only


def make_copy(root, folder):
    """Write the last commit of a repository into a folder."""
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=root, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    by_content = py_compile.PycInvalidationMode.CHECKED_HASH  # whatever the clock says
    for name in ("helpers", "tests"):
        compileall.compile_dir(folder / name, quiet=2, invalidation_mode=by_content)
    return folder


def run_tests(arguments, only=None, on_test=None):
    """Run pytest on files until a test fails; of their tests, those in ``only`` (name: seconds), cheap first.

    Returns a dictionary: ``failed``, the name of what failed or None, and ``seconds`` of each test.
    """
    watching = _Watching(only, on_test)
    code = pytest.main([*_OPTIONS, *_TIERS, *arguments], plugins=[watching])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) and not watching.failed:
        watching.failed = "collection"
    return {"failed": watching.failed, "seconds": watching.seconds}


class _Watching:
    """A plugin of pytest that chooses tests, and notes how they went."""

    def __init__(self, only, on_test):
        self.only, self.on_test = only, on_test
        self.failed, self.seconds = None, {}

    def pytest_collection_modifyitems(self, items):
        if self.only is not None:
            items[:] = sorted((i for i in items if i.nodeid in self.only), key=lambda i: self.only[i.nodeid])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        if self.on_test:
            self.on_test(item.nodeid)
        begin = time.monotonic()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.monotonic() - begin
            if self.on_test:
                self.on_test("")

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed = report.nodeid

    def pytest_collectreport(self, report):
        if report.failed:
            self.failed = f"{report.nodeid} (collection)"


def run_all(jobs, copies):
    """Yield ``copy, key, result`` for each of the jobs ``key, work, seconds``, done side by side.

    ``work(copy)`` runs in a process of its own; the result is None where it died or did not end in time.
    """
    jobs, free, running = iter(jobs), list(copies), {}
    while True:
        while free and (job := next(jobs, None)):
            key, work, seconds = job
            receiver, sender = _FORK.Pipe(duplex=False)
            process = _FORK.Process(target=_work, args=(work, free[-1], sender))
            process.start()
            sender.close()
            running[receiver] = process, free.pop(), key, time.monotonic() + seconds
        if not running:
            return
        ready = set(wait(running, timeout=1))
        for receiver, (process, copy, key, end) in list(running.items()):
            if receiver in ready or time.monotonic() > end:
                result = _received(receiver) if receiver in ready else None
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)  # and what it has started
                process.join()
                del running[receiver]
                free.append(copy)
                yield copy, key, result


def _received(receiver):
    try:
        return receiver.recv()
    except EOFError:
        return None


def _work(work, copy, sender):
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    os.chdir(copy)
    sys.path[:0] = [str(copy)]
    sys.dont_write_bytecode = True
    os.environ |= {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "CI": "true"}
    with open(copy.parent / f"{copy.name}.log", "w") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    sender.send(work(copy))
