"""A process of its own for one exercise: it runs a student's cells and calls their answer, and knows no more.

What is kept apart: it is another process, started fresh in an empty folder, without this package on its path;
its memory, time and output are limited. Where the system can (Linux, as a rule), it has no network, sees no
other process, finds neither this package nor what others have handed in, and writes to its own folder alone.
What is not: it runs as the same user, so it can read the other files that this user can read.
"""

import ast
import builtins
import contextlib
import linecache
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import types
from collections.abc import Iterator
from functools import cache, partial
from multiprocessing import Pipe
from pathlib import Path

import numpy as np

import axiswise
from axiswise.source import compiled
from helpers.data import PACKAGE, folder
from helpers.exercises.guard import TimeUp, call_within
from helpers.marks import worker
from helpers.marks.stand_in import BorrowedFormula

#: Seconds for the cells before an answer, and bytes for everything.
CELLS, MEMORY = 60.0, 4 * 1024**3
_OURS = ("helpers", "axiswise", "dot_or_star", "__editable__", "_dot_or_star", "_axiswise")
_ALONE = ("unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "--map-root-user")
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "MPLBACKEND": "Agg"}
_TRY = "from helpers.marks.worker import confine; confine([])"
_HIDDEN = "hidden"  # the file in a room that names what an answer is not to find


class Ended(Exception):  # noqa: N818 - it is an outcome
    """The process of an exercise has ended; the text says how."""


@contextlib.contextmanager
def room(formulas: bool = False, submissions: Path | None = None) -> Iterator[Path]:
    """Make a folder with what a student's cells may import, and remove it again.

    It holds links to what is installed, but for this package and the shape engine; and a package ``helpers``
    with data alone. ``formulas`` adds the series' own. The folder of ``submissions`` is hidden from answers.
    """
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        installed, stand_in = place / "installed", place / "helpers"
        installed.mkdir()
        stand_in.mkdir()
        sites = [Path(path) for path in sys.path if path.endswith("-packages")]
        entries = {entry.name: entry for site in reversed(sites) for entry in site.iterdir()}
        for entry in (each for name, each in entries.items() if not name.startswith(_OURS)):
            with contextlib.suppress(OSError):
                (installed / entry.name).symlink_to(entry, target_is_directory=entry.is_dir())
        for module in ("data.py", "validate.py"):
            shutil.copy(PACKAGE / module, stand_in)
        shutil.copy(PACKAGE / "marks" / "stand_in.py", stand_in / "__init__.py")
        shutil.copy(worker.__file__, place)
        ours = [PACKAGE, Path(axiswise.__file__).parent, folder("notebooks"), submissions]
        needed = [place, Path(sys.prefix), Path(sys.base_prefix)]  # never hidden, whatever is handed in there
        hidden = [str(each) for each in ours if each and not any(each in (n, *n.parents) for n in needed)]
        (place / _HIDDEN).write_text("\n".join(hidden), encoding="utf-8")
        (place / "axiswise.py").write_text("from helpers import axes, player, trace\n", encoding="utf-8")
        shutil.copytree(folder("data"), place / "data", ignore=shutil.ignore_patterns("*.py", "*.md"))
        if formulas:
            shutil.copytree(PACKAGE / "formulas", stand_in / "formulas")
        yield place


@cache
def alone() -> tuple[str, ...]:
    """Return what, put before a command, keeps it from all others; nothing where the system cannot."""
    if shutil.which(_ALONE[0]) is None:
        return ()
    with tempfile.TemporaryDirectory() as empty:
        path = os.pathsep.join(sys.path)
        done = subprocess.run(
            [*_ALONE, sys.executable, "-c", _TRY],
            capture_output=True,
            check=False,
            cwd=empty,
            env=os.environ | {"PYTHONPATH": path, **_ONE_THREAD},
        )
    return _ALONE if done.returncode == 0 else ()


class Apart:
    """The process of one exercise, which has run the cells up to its answer.

    Parameters
    ----------
    place : Path
        A `room`.
    cells : list of str
        The code up to the answer.
    name : str
        The answer's name in it.

    Raises
    ------
    Ended
        If the process ends while it runs the cells, or they take longer than `CELLS` seconds.
    """

    def __init__(self, place: Path, cells: list[str], name: str):
        self._folder = tempfile.TemporaryDirectory()
        self._connection, theirs = Pipe()
        paths = os.pathsep.join([str(place), str(place / "installed")])
        hidden = (place / _HIDDEN).read_text(encoding="utf-8").splitlines() if alone() else []
        start = [sys.executable, "-S", "-P", str(place / "worker.py"), str(theirs.fileno()), *hidden]
        self._process = subprocess.Popen(
            [*alone(), *start],
            pass_fds=[theirs.fileno()],
            cwd=self._folder.name,
            env={"PYTHONPATH": paths, "HOME": self._folder.name, "PATH": os.defpath, **_ONE_THREAD},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        try:
            message = {"cells": cells, "name": name, "bytes": MEMORY}
            found = call_within(CELLS, partial(self.ask, message))
        except TimeUp:
            self.close()
            raise Ended("the cells up to the answer did not come to an end") from None
        #: The notebook's own numbers by their names, such as m: whoever changes one here changes it there.
        self.numbers = {k: v for k, v in found["numbers"].items() if type(v) in (int, float)}

    def ask(self, message):
        """Send a message and return the reply; raise `Ended` where there is none."""
        if self._connection.closed:
            raise Ended("its process has ended")
        try:
            worker.send(self._connection, message)
            while not self._connection.poll(0.05):
                pass  # beside the main thread only what runs is ended by a time limit, not what waits
            return worker.receive(self._connection)
        except (OSError, EOFError, ValueError, TypeError, RecursionError) as error:
            self.close()
            raise Ended("its process ended before it had answered") from error

    def close(self) -> None:
        """End the process and all that it has started, and remove its folder."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._connection.close()
        self._folder.cleanup()


class RemoteAnswer:
    """An answer in the process of its exercise: called as a function, and read as one, but never run here.

    ``source`` is that of the function, with the name ``name``. Its code is compiled here for what can be said
    of a function without calling it. ``bound`` are lines that define it there, where the cells do not.
    """

    def __init__(self, apart: Apart, name: str, source: str, bound: str = ""):
        self.__name__, self.__globals__, self.source = name, apart.numbers, source
        self.__code__ = _code_of(name, source)
        self.__defaults__ = self.__closure__ = None
        self._apart, self._bound = apart, bound
        #: Whether a call of it has called a formula of the series.
        self.borrowed = False

    def __call__(self, *arguments):
        """Return what the answer returns; raise what it raises, and print what it prints."""
        values = worker.packed(arguments)
        call = {"source": self._bound, "values": values, "numbers": self.__globals__}
        reply = self._apart.ask(call)
        try:
            for before, after in zip(arguments, reply["arguments"], strict=True):
                _overwrite(before, worker.unpacked(after))
            print(reply["printed"], end="")
            kind, message = reply.get("raised", ("", ""))
            if not kind:
                return worker.unpacked(reply["value"])
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise Ended("its process sent what is no result") from error
        self.borrowed |= kind == BorrowedFormula.__name__
        raise _exception(kind, message)

    def redefined(self, source: str) -> "RemoteAnswer":
        """Return the answer with other source, in the same process."""
        is_value = [type(each) for each in worker.statements_of(source)] == [ast.Expr]  # a lambda
        bound = f"{self.__name__} = {source}" if is_value else source
        return RemoteAnswer(self._apart, self.__name__, source, bound)


def _code_of(name, source):
    """Return the code of the function that some source defines, without running it.

    Raises SyntaxError where it is no Python, or defines no such function.
    """
    try:
        whole = compiled(source, f"<{name}>")  # the student has been warned
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise SyntaxError(str(error)) from error
    for code in whole.co_consts:
        if isinstance(code, types.CodeType) and code.co_name in (name, "<lambda>"):
            linecache.cache[f"<{name}>"] = (len(source), None, source.splitlines(keepends=True), f"<{name}>")
            return code
    raise SyntaxError(f"{name} is no function")


def _overwrite(before, after):
    """Write to an argument what the answer has left in it, where that is of the same kind."""
    if isinstance(before, np.ndarray) and isinstance(after, np.ndarray) and before.shape == after.shape:
        before[...] = after.real if before.dtype.kind != "c" else after
    elif isinstance(before, list) and isinstance(after, list):
        before[:] = after


def _exception(kind, message):
    """Return an exception of Python's own of that name, or one that has the name."""
    found = getattr(builtins, str(kind), None)
    if not (isinstance(found, type) and issubclass(found, Exception)):
        found = type(str(kind), (Exception,), {})
    try:
        return found(str(message))
    except TypeError:  # some want more than a message
        return RuntimeError(f"{kind}: {message}")
