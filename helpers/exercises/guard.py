"""Run code of a reader on copies and within limits, so that accidents in it do not reach the notebook.

The code gets copies of the notebook's variables; a time limit, a memory limit where the system has one, and a
few hundred characters of output are all that it can take; random generators, warnings and the working folder
are put back. This is no protection against attacks, nor against crashes of C code, threads that
go on running, and one call of C code that never returns to Python.
"""

from __future__ import annotations

import _thread
import ast
import builtins
import contextlib
import copy
import functools
import gc
import io
import math
import os
import random
import signal
import sys
import threading
import time
import types
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from axiswise.letters import NAMES
from axiswise.source import codes_in, syntax_of

if sys.platform == "linux":  # where a limit of memory holds; a browser has the module, and nothing in it
    import resource

_HAS_TIMER = hasattr(signal, "setitimer") and sys.platform != "emscripten"

#: Bytes that code may ask for beyond what the process has, and from which on an array is not copied.
_ROOM, _LARGE = 2 * 1024**3, 20_000_000
_MOST_PRINTED = 2000

# ----------------------------------------------------------------------------------------------- copies


def names_in(source: str) -> list[str]:
    """Return the names that ``source`` mentions, in order; none where it is no Python.

    >>> names_in("np.dot(X, dz.T)")
    ['np', 'X', 'dz']
    """
    found = (node for node in ast.walk(syntax_of(source)) if isinstance(node, ast.Name))
    return list(dict.fromkeys(node.id for node in sorted(found, key=lambda n: (n.lineno, n.col_offset))))


def codes_of(function: Any) -> list[types.CodeType]:
    """Return the code of a function, or a code, and of the functions inside it; none of what has no code."""
    code = getattr(function, "__code__", function)
    return [code, *codes_in(code)] if isinstance(code, types.CodeType) else []


class Copies:
    """Copies of variables, in a namespace of their ``own``.

    Arrays keep the names of their axes. The reader's functions come along, and read the copies too. Modules,
    open files and the like, which nobody can copy, stay what they are; large arrays become read-only views.
    """

    def __init__(self, namespace: Mapping[str, Any]):
        self.namespace, self.own = namespace, {}
        self.memo = {id(each): each for each in (vars(builtins), running_shell())}

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
        self.add(name for each in codes_of(function) for name in each.co_names)
        return own


def running_shell() -> Any:
    """Return the running notebook or IPython, or None."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


# ------------------------------------------------------------------------------------------------- runs


@dataclass(frozen=True)
class Run:
    """What code did: its ``value``, or the ``problem`` it raised; whether it ``warned``, and ``printed``."""

    value: Any = None
    problem: BaseException | None = None
    warned: bool = False
    printed: str = ""


def run(call: Callable[[], Any], caught: type[BaseException] = Exception) -> Run:
    """Run code that is known to end and to change nothing; an exception is part of the answer.

    >>> run(lambda: 1 + 1).value, run(lambda: 1 / 0).problem
    (2, ZeroDivisionError('division by zero'))
    """
    value, problem = None, None
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            value = call()
        except KeyboardInterrupt:
            raise
        except caught as error:
            problem = error
    of_numbers = [each for each in warned if not issubclass(each.category, DeprecationWarning)]
    return Run(value, problem, bool(of_numbers))


def evaluate(source: Any, namespace: Mapping[str, Any]) -> Run:
    """Evaluate an expression of our own (text or compiled); an exception is part of the answer.

    >>> evaluate("1 + 1", {}).value
    2
    """
    return run(lambda: eval(source, dict(namespace)))


class contained:  # noqa: N801 - used as a function
    """Limit memory while an answer is called, and put back settings of the process behind its last call.

    A reader's Stop (SIGINT) ends what runs within, once, whatever catches it there; none gets in the way of
    putting back.

    Raises
    ------
    KeyboardInterrupt
        Behind everything that was put back, where Stop was pressed.
    """

    def __enter__(self) -> None:
        self._pressed = False
        self._on_main = threading.current_thread() is threading.main_thread()
        if self._on_main:
            self._handler = signal.signal(signal.SIGINT, self._stop)
        self._before = [(put_back, read()) for read, put_back in _SETTINGS]
        sys.stdin, builtins.input = io.StringIO(), _no_input
        gc.disable()  # in a long session, collecting takes longer than all tries of a change together

    def __exit__(self, kind, problem, traceback) -> None:
        for put_back, setting in self._before:
            put_back(setting)
        if self._on_main:
            signal.signal(signal.SIGINT, signal.SIG_DFL if self._handler is None else self._handler)
        if self._pressed and kind is not KeyboardInterrupt:
            raise KeyboardInterrupt

    def _stop(self, _, frame: types.FrameType | None) -> None:
        is_first, self._pressed = not self._pressed, True
        own = (contained.__enter__.__code__, contained.__exit__.__code__)
        while frame is not None and frame.f_code not in own:
            frame = frame.f_back
        if is_first and frame is None:
            raise KeyboardInterrupt


def run_guarded(call: Callable[[], Any], seconds: float) -> Run:
    """Run code of a reader, in `contained`; whatever it raises is part of the answer, `TimeUp` too.

    Raises
    ------
    KeyboardInterrupt
        Where the reader has pressed Stop.
    """
    printed = _Printed()
    with np.errstate(all="warn"), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        done = run(functools.partial(call_within, seconds, call), BaseException)
    return replace(done, printed=printed.text)


class _Printed(io.TextIOBase):
    """Takes what is printed, and keeps the beginning."""

    text = ""

    def write(self, text: str) -> int:
        self.text += text[: max(0, _MOST_PRINTED - len(self.text))]
        return len(text)


def _no_input(*_):
    raise EOFError("a check cannot answer input()")


def _limit_memory() -> tuple[int, int] | None:
    """Let large allocations raise MemoryError, where the system has a limit for them; return that before."""
    if sys.platform != "linux":
        return None
    before = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    allowed = [limit for limit in (used + _ROOM, *before) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(allowed), before[1]))
    return before


def _timer() -> Any:
    """Return the handler and the timer of alarms; None where the system, or this thread, has none."""
    if not _HAS_TIMER or threading.current_thread() is not threading.main_thread():
        return None
    return signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)


def _put_back_timer(before: Any) -> None:
    if before:
        handler, timer = before
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, signal.SIG_DFL if handler is None else handler)


def _put_back_streams(before: tuple) -> None:
    sys.stdin, sys.stdout, sys.stderr = before


def _warnings() -> warnings.catch_warnings:
    """Return what puts the filters of warnings back when it ends."""
    caught = warnings.catch_warnings()
    caught.__enter__()
    return caught


#: Settings of the process: how each is read, and how it is put back. Those of warnings and of floating-point
#: errors, and what output goes to, `run_guarded` puts back itself, unless Stop falls into that.
_SETTINGS = (
    (lambda: (sys.stdin, sys.stdout, sys.stderr), _put_back_streams),
    (_warnings, lambda caught: caught.__exit__(None, None, None)),
    (np.geterr, lambda before: np.seterr(**before)),
    (lambda: builtins.input, lambda before: setattr(builtins, "input", before)),
    (sys.getrecursionlimit, sys.setrecursionlimit),
    (gc.isenabled, lambda before: gc.enable() if before else None),
    (os.getcwd, os.chdir),
    (random.getstate, random.setstate),
    (np.random.get_state, np.random.set_state),
    (_timer, _put_back_timer),
    (_limit_memory, lambda before: before and resource.setrlimit(resource.RLIMIT_AS, before)),
    (np.get_printoptions, lambda before: np.set_printoptions(**before)),
)

# ------------------------------------------------------------------------------------------- time limit

_AGAIN = 1e-4  # seconds between two looks at the clock, once time is up


class TimeUp(BaseException):
    """Code did not come back in time. No ``except Exception`` of the reader's catches it."""


def call_within(seconds: float, call: Callable[[], Any]) -> Any:
    """Return what ``call()`` returns; raise `TimeUp` where it takes longer.

    On the main thread of Linux and macOS a timer signal looks at the clock, which ends waiting
    (``time.sleep``) too; elsewhere each instruction of Python does.
    """
    deadline = time.monotonic() + seconds

    def is_late(frame: types.FrameType | None) -> bool:
        return bool(frame) and frame.f_code.co_filename != __file__ and time.monotonic() > deadline

    def trace(frame: types.FrameType, *_) -> Callable:
        frame.f_trace_opcodes = True  # ``while True: pass`` has one line, which begins once
        if is_late(frame):
            raise TimeUp
        return trace

    def strike(_, frame: types.FrameType | None) -> None:
        if is_late(frame):
            # A loop that catches everything leaves only when it is struck again on its way back. Python looks
            # for signals behind a call, so nothing is called between this next alarm and the exception.
            for _ in iter(functools.partial(_thread.interrupt_main, signal.SIGALRM), 0):
                raise TimeUp

    timer, traced = _timer(), sys.gettrace()
    if timer is None:
        sys.settrace(trace)
    else:
        signal.signal(signal.SIGALRM, strike)
        signal.setitimer(signal.ITIMER_REAL, max(seconds, _AGAIN), _AGAIN)
    try:
        return call()
    finally:
        deadline = math.inf
        _put_back_timer(timer)
        if timer is None:  # a debugger complains of whoever sets this
            sys.settrace(traced)
