"""Run code of a reader on copies and within limits, so that accidents in it do not reach the notebook.

The code gets copies of the notebook's variables; a time limit, a memory limit where the system has one, and a
few hundred characters of output are all that it can take; random generators, warnings, the working folder and
other settings of the process are put back. This is no protection against attacks, nor against ``os._exit``,
crashes of C code, threads that go on running, and one call of C code that never returns to Python.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import copy
import ctypes
import decimal
import gc
import io
import os
import random
import signal
import sys
import threading
import time
import types
import warnings
from _thread import allocate_lock, start_new_thread
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from axiswise.letters import NAMES

#: Bytes that code may ask for beyond what the process has, and from which on an array is not copied.
_ROOM, _LARGE = 2 * 1024**3, 20_000_000
_MOST_PRINTED, _DEEPEST = 2000, 20_000

# ----------------------------------------------------------------------------------------------- copies


def names_in(source: str) -> list[str]:
    """Return the names that ``source`` mentions, in order; none where it is no Python.

    >>> names_in("np.dot(X, dz.T)")
    ['np', 'X', 'dz']
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return list(dict.fromkeys(node.id for node in sorted(found, key=lambda n: (n.lineno, n.col_offset))))


def codes_in(function: Any) -> list[types.CodeType]:
    """Return the code of a function and of the functions inside it; none where it has no code of Python's."""
    codes = [code for code in [getattr(function, "__code__", None)] if isinstance(code, types.CodeType)]
    for code in codes:  # grows while it is read
        codes += [inner for inner in code.co_consts if isinstance(inner, types.CodeType)]
    return codes


def copied(names: Iterable[str], namespace: Mapping[str, Any]) -> dict[str, Any]:
    """Return a namespace of its own with copies of what ``names`` stand for."""
    copies = Copies(namespace)
    copies.add(names)
    return copies.own


class Copies:
    """Copies of variables, in a namespace of their ``own``.

    Arrays keep the names of their axes. The reader's functions come along, and read the copies too. Modules,
    open files and the like, which nobody can copy, stay what they are; large arrays become read-only views.
    """

    def __init__(self, namespace: Mapping[str, Any]):
        self.namespace, self.own = namespace, {}
        shared = [vars(builtins), *filter(None, [running_shell()])]
        self.memo = {id(each): each for each in shared}

    def add(self, names: Iterable[str]) -> None:
        """Copy what names stand for, as far as it is there."""
        for name in names:
            if name in self.namespace and name not in self.own:
                self.own[name] = self.copy(self.namespace[name])

    def copy(self, value: Any) -> Any:
        """Return a copy of a value, the same one for the same value."""
        if id(value) in self.memo:
            return self.memo[id(value)]
        if isinstance(value, types.FunctionType) and value.__globals__ is self.namespace:
            return self._function(value)
        if not isinstance(value, np.ndarray):
            try:
                return copy.deepcopy(value, self.memo)
            except Exception:  # a module, an open file: nothing that could be copied
                return value
        own = value.view() if value.nbytes > _LARGE else copy.deepcopy(value, self.memo)
        own.flags.writeable = value.nbytes <= _LARGE and value.flags.writeable
        if known := NAMES.recall(value):
            NAMES.remember(own, *known)
        return own

    def _function(self, function: types.FunctionType) -> types.FunctionType:
        code, defaults, cells = function.__code__, function.__defaults__, function.__closure__
        own = types.FunctionType(code, self.own, function.__name__, defaults, cells)
        own.__kwdefaults__ = function.__kwdefaults__
        own.__dict__.update(function.__dict__)
        self.memo[id(function)] = own
        self.add(name for each in codes_in(function) for name in each.co_names)
        return own


def running_shell() -> Any:
    """Return the running notebook or IPython, or None."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


# ------------------------------------------------------------------------------------------------- runs


@dataclass(frozen=True)
class Run:
    """What code did: its ``value``, or the ``problem`` it raised; whether anything ``warned``; its output.

    ``printed`` is the beginning of the output, ``lines`` how many lines that was. ``of_expression`` tells
    whether the value is that of an expression, and not of an assignment.
    """

    value: Any = None
    problem: BaseException | None = None
    warned: bool = False
    printed: str = ""
    lines: int = 0
    of_expression: bool = False

    @property
    def shape(self) -> tuple[int, ...] | None:
        """The shape of the value; None where there is none."""
        return None if self.problem else np.shape(self.value)


def run(call: Callable[[], Any]) -> Run:
    """Run code that is known to end and to change nothing; an exception is part of the answer.

    >>> run(lambda: 1 + 1).value, run(lambda: 1 / 0).problem
    (2, ZeroDivisionError('division by zero'))
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            return Run(call(), warned=bool(caught))
        except Exception as problem:
            return Run(problem=problem, warned=bool(caught))


def evaluate(source: Any, namespace: Mapping[str, Any]) -> Run:
    """Evaluate an expression of our own (text or compiled); an exception is part of the answer.

    >>> evaluate("1 + 1", {}).value
    2
    """
    return run(lambda: eval(source, dict(namespace)))


def run_guarded(call: Callable[[], Any], seconds: float) -> Run:
    """Run code of a reader; whatever it raises is part of the answer, `TimeUp` where it takes longer."""
    value, error, caught = None, None, []
    printed = _Printed()
    before = [(put_back, read()) for read, put_back in _SETTINGS]
    modules = _module_contents()
    try:
        with _contained(printed) as caught:
            value = call_within(seconds, lambda: _with_names_put_back(call, modules))
    except BaseException as problem:
        error = problem
    finally:
        for contents, names in modules:
            _put_back(contents, names)
        for put_back, setting in before:
            put_back(setting)
    return Run(value, error, bool(caught), printed.text, printed.lines)


def _with_names_put_back(call: Callable[[], Any], modules: list[tuple[dict, dict]]) -> Any:
    """Put the names of modules, Python's own first, back at once: everything that follows needs them."""
    vars(builtins)["input"] = _no_input
    try:
        return call()
    finally:
        for contents, names in modules:
            contents.update(names)


@contextlib.contextmanager
def _contained(printed: _Printed) -> Iterator[list]:
    with (
        _memory_limit(),
        _no_exit(),
        np.errstate(all="warn"),
        np.printoptions(),
        decimal.localcontext(),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        warnings.catch_warnings(record=True) as caught,
    ):
        warnings.simplefilter("always")
        sys.stdin = io.StringIO()
        sys.setrecursionlimit = _set_recursion_limit
        yield caught


class _Printed(io.TextIOBase):
    """Takes what is printed, keeps the beginning, and counts the lines."""

    def __init__(self):
        self.text, self.lines = "", 0

    def write(self, text: str) -> int:
        self.lines += text.count("\n")
        self.text += text[: max(0, _MOST_PRINTED - len(self.text))]
        return len(text)


def _no_input(*_):
    raise EOFError("a check cannot answer input()")


def _set_recursion_limit(limit: int, set_limit: Callable = sys.setrecursionlimit) -> None:
    """Set a limit that Python bears: beyond it is no exception, but the end of Python."""
    set_limit(min(limit, _DEEPEST))


@contextlib.contextmanager
def _no_exit() -> Iterator[None]:
    """Let ``exit()`` and ``quit()`` raise SystemExit, where they would end the notebook."""
    shell = running_shell()
    if shell is not None:
        shell.ask_exit = _refuse_to_exit
    try:
        yield
    finally:
        vars(shell).pop("ask_exit", None) if shell is not None else None


def _refuse_to_exit():
    raise SystemExit("an answer cannot end the notebook")


@contextlib.contextmanager
def _memory_limit() -> Iterator[None]:
    """Let large allocations raise MemoryError, where the system has a limit for them (Linux)."""
    if sys.platform != "linux":
        yield
        return
    import resource  # noqa: PLC0415 - not on every system

    before = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    allowed = [limit for limit in (used + _ROOM, *before) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(allowed), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


# --------------------------------------------------------------------------- settings that are put back


def _put_back(now: dict, before: dict) -> None:
    for name in now.keys() - before.keys():
        if not isinstance(now[name], types.ModuleType):  # a module that was loaded late may stay
            del now[name]
    now.update(before)


def _module_contents() -> list[tuple[dict, dict]]:
    """Return the names of the modules that checks rely on, to be put back should an answer rebind one."""
    watched = [
        module
        for name, module in list(sys.modules.items())
        if name in _RELIED_ON or name.startswith(("helpers", "axiswise"))
    ]
    return [(vars(module), dict(vars(module))) for module in watched]


_RELIED_ON = {"builtins", "numpy", "numpy.linalg", "numpy.random", "math", "time", "warnings"}


def _put_back_path(before: list[str]) -> None:
    sys.path[:] = before


def _put_back_environment(before: dict[str, str]) -> None:
    if dict(os.environ) != before:
        _put_back(os.environ, before)


def _drawing() -> tuple | None:
    """Return Matplotlib's settings and the open figures, where it is in use."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return pyplot and (pyplot, dict.copy(pyplot.rcParams), pyplot.get_fignums())


def _put_back_drawing(before: tuple | None) -> None:
    if before is not None:
        pyplot, settings, figures = before
        for number in set(pyplot.get_fignums()) - set(figures):
            pyplot.close(number)
        dict.update(pyplot.rcParams, settings)


#: Settings of the process: how each is read, and how it is put back.
_SETTINGS = (
    (lambda: sys.stdin, lambda before: setattr(sys, "stdin", before)),
    (lambda: dict(sys.modules), sys.modules.update),
    (lambda: sys.setrecursionlimit, lambda before: setattr(sys, "setrecursionlimit", before)),
    (sys.getrecursionlimit, sys.setrecursionlimit),
    (sys.getswitchinterval, sys.setswitchinterval),
    (gc.isenabled, lambda before: gc.enable() if before else gc.disable()),
    (os.getcwd, os.chdir),
    (random.getstate, random.setstate),
    (np.random.get_state, np.random.set_state),
    (lambda: sys.path[:], _put_back_path),
    (lambda: dict(os.environ), _put_back_environment),
    (_drawing, _put_back_drawing),
)

# ------------------------------------------------------------------------------------------- time limit

#: After time is up, `TimeUp` is raised again at this distance (seconds): a loop that catches everything
#: leaves only when it is hit again while it is catching. The watching thread, slower, begins after the alarm.
_AGAIN, _AGAIN_BY_THREAD, _GRACE = 1e-4, 1e-3, 0.3
_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc


class TimeUp(BaseException):
    """Code did not come back in time. No ``except Exception`` of the reader's catches it."""


def call_within(seconds: float, call: Callable[[], Any]) -> Any:
    """Return what ``call()`` returns; raise `TimeUp` where it takes longer."""
    limit = TimeLimit(seconds)
    try:
        limit.start()
        try:
            return call()
        finally:
            limit.stop()
    finally:
        limit.stop()  # again: the end of the time may have fallen just before the first


class TimeLimit:
    """Raises `TimeUp` in the thread that made it, again and again from the end of the time on, until stopped.

    On the main thread of Linux and macOS a timer signal does so, which ends waiting (``time.sleep``) too. A
    thread does where there is no signal, or where the code has turned it off; from Python 3.12 on it also
    lets each line look at the clock. Where threads cannot start, in the browser, each line always does.
    """

    def __init__(self, seconds: float):
        self.seconds = max(seconds, _AGAIN)
        self.deadline = time.monotonic() + seconds
        on_main = threading.current_thread() is threading.main_thread()
        self.thread, self.has_alarm = threading.get_ident(), on_main and hasattr(signal, "setitimer")
        self.lock, self.running = allocate_lock(), allocate_lock()
        self.stopped = self.fired = False
        self.tool = None

    def start(self) -> None:
        """Begin to measure the time."""
        if self.has_alarm:
            self.blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
            self.handlers = {each: signal.getsignal(each) for each in (signal.SIGALRM, signal.SIGINT)}
            signal.signal(signal.SIGALRM, lambda _, frame: self._look(frame and frame.f_code))
            self.timer = signal.setitimer(signal.ITIMER_REAL, self.seconds, _AGAIN)
        self.running.acquire()
        try:
            start_new_thread(self._watch, ())
        except RuntimeError:  # there are no threads
            self._look_in_every_line()

    def stop(self) -> None:
        """Raise no longer; an exception that is still on its way arrives here."""
        while True:
            try:
                return self._stop()
            except TimeUp:
                self.fired = False

    def _stop(self) -> None:
        with self.lock:
            self.stopped = True
        if self.tool is not None:
            sys.monitoring.set_events(self.tool, 0)
            sys.monitoring.free_tool_id(self.tool)
            self.tool = None
        if self.has_alarm:
            signal.setitimer(signal.ITIMER_REAL, *self.timer)
            signal.pthread_sigmask(signal.SIG_SETMASK, self.blocked)
            for each, handler in self.handlers.items():
                signal.signal(each, signal.SIG_DFL if handler is None else handler)
            self.has_alarm = False
        if self.running.locked():
            self.running.release()
        if self.fired:
            _raise_in(ctypes.c_ulong(self.thread), ctypes.py_object(TimeUp))
            while True:  # until it comes: to take it back would leave Python waiting for it
                pass

    def _watch(self) -> None:
        wait = self.seconds + (_GRACE if self.has_alarm else 0)
        while not self.running.acquire(timeout=wait):
            wait = _AGAIN_BY_THREAD
            with self.lock:
                frame = sys._current_frames().get(self.thread)
                if self.stopped or frame is None or _is_ours(frame.f_code):
                    continue
                if not self.fired:
                    self._look_in_every_line()
                self.fired = True
                _raise_in(ctypes.c_ulong(self.thread), ctypes.py_object(TimeUp))

    def _look_in_every_line(self) -> None:
        monitoring = getattr(sys, "monitoring", None)  # from Python 3.12 on
        free = [tool for tool in range(5, -1, -1) if monitoring and monitoring.get_tool(tool) is None]
        if free:
            self.tool = free[0]
            monitoring.use_tool_id(self.tool, "time limit of an exercise")
            for event in (monitoring.events.LINE, monitoring.events.JUMP):
                monitoring.register_callback(self.tool, event, self._look)
            monitoring.set_events(self.tool, monitoring.events.LINE | monitoring.events.JUMP)

    def _look(self, code: types.CodeType | None, *_) -> None:
        if (
            not self.stopped
            and time.monotonic() > self.deadline
            and threading.get_ident() == self.thread
            and code is not None
            and not _is_ours(code)
        ):
            raise TimeUp


def _is_ours(code: types.CodeType) -> bool:
    """Tell whether a thread is in this file, before or behind the code of the reader."""
    return code.co_filename == __file__ and code.co_name != "<lambda>"
