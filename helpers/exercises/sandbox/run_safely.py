"""Call a reader's function so that nothing it does reaches the notebook.

What no process survives is out of reach: ``os._exit``, crashes of C code, the system's own end to a process
that takes all memory; and threads that the function leaves running.
"""

from __future__ import annotations

import builtins
import copy
import io
import itertools
import linecache
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from types import CoroutineType

import numpy as np

from helpers.exercises.checking.compare import Unreadable, read
from helpers.exercises.sandbox.keep_state import Machinery
from helpers.exercises.sandbox.memory_limit import memory_limit
from helpers.exercises.sandbox.time_limit import TimeUp, call_within

_MOST_PRINTED = 2000


@dataclass(frozen=True)
class Raised:
    """An exception: its type and message; the reader's line, and in it what failed ("" if unknown)."""

    kind: str
    message: str
    line: str = ""
    source: str = ""

    def __str__(self):
        return f"{self.kind}: {self.message}" if self.message else self.kind


@dataclass
class Attempt:
    """What one call did.

    ``parts`` are the arrays returned, or None; then ``raised`` or ``problem`` says why. ``listed`` tells of a
    list or a tuple where one part was wanted. ``value_is_none`` and
    ``out_of_time`` single out two cases. ``printed`` is the beginning of what it wrote, ``lines`` how many
    lines that were, and ``changed`` the positions of arguments it changed in place.
    """

    parts: list[np.ndarray] | None = None
    raised: Raised | None = None
    problem: str = ""
    listed: bool = False
    value_is_none: bool = False
    out_of_time: bool = False
    printed: str = ""
    lines: int = 0
    warned: list[str] = field(default_factory=list)
    changed: tuple[int, ...] = ()


class _Paper(io.TextIOBase):
    """Takes what is printed, keeps the beginning, and counts the lines."""

    def __init__(self):
        self.text, self.lines = "", 0

    def writable(self):
        return True

    def write(self, text):
        self.lines += text.count("\n")
        if len(self.text) < _MOST_PRINTED:
            self.text += text[: _MOST_PRINTED - len(self.text)]
        return len(text)


def _no_input(*_):
    raise EOFError("a check cannot answer input()")


def run_safely(function: Callable, arguments: tuple, parts: int, deadline: float) -> Attempt:
    """Call ``function`` with copies of ``arguments`` until ``deadline`` (``time.monotonic``) at most.

    Nothing is raised: what went wrong stands in the `Attempt`.
    """
    attempt, paper, given = Attempt(), _Paper(), copy.deepcopy(arguments)
    value, error = _guarded(lambda: function(*given), paper, attempt.warned, deadline)
    attempt.printed, attempt.lines = paper.text, paper.lines
    if error is None:
        attempt.value_is_none = value is None or value is ...
        attempt.listed = parts == 1 and type(value) in (list, tuple)
        attempt.parts, error = _read(value, parts, deadline)
        if type(value) is CoroutineType:  # of an async function: Python would warn that nobody awaits it
            value.close()
    if isinstance(error, Unreadable):
        attempt.problem = str(error)
    elif error is not None:
        attempt.raised = _raised(error, getattr(function, "__code__", None), deadline)
        attempt.out_of_time = isinstance(error, TimeUp)
    attempt.changed = tuple(
        place for place, before in enumerate(arguments) if not _same(given[place], before)
    )
    return attempt


def _read(value, parts: int, deadline: float):
    """Return the arrays in a value and None, or None and why there are none."""
    if type(value) in (np.ndarray, np.float64, float) and parts == 1:
        try:
            return read(value, parts), None
        except Unreadable as problem:
            return None, problem
    # Reading another kind of object may run the reader's code.
    return _guarded(lambda: read(value, parts), _Paper(), [], deadline)


def _same(now, before) -> bool:
    try:
        return np.array_equal(now, before)
    except Exception:  # a list may hold anything by now
        return False


def _guarded(call: Callable, paper: _Paper, warned: list[str], deadline: float):
    """Return the value of a call and None, or None and what it raised; everything else is put back."""
    value, error = None, None
    state = Machinery()
    python, true_python = vars(builtins), dict(vars(builtins))
    try:
        with memory_limit(), warnings.catch_warnings(record=True) as caught, np.errstate(all="warn"):
            warnings.simplefilter("always")
            python["input"] = _no_input
            sys.stdin, sys.stdout, sys.stderr = io.StringIO(), paper, paper
            value = call_within(
                deadline - time.monotonic(), lambda: _and_python_back(call, python, true_python)
            )
        warned += [str(warning.message) for warning in caught[:20]]
    except BaseException as problem:
        error = problem
    finally:
        state.restore()
    return value, error


def _and_python_back(call: Callable, python: dict, true_python: dict):
    """Put Python's own names back at once: the time limit needs them to stop."""
    try:
        return call()
    finally:
        python.update(true_python)


def _raised(error: BaseException, code, deadline: float) -> Raised:
    if isinstance(error, TimeUp):
        return Raised("TimeUp", "")
    message, _ = _guarded(lambda: str(error)[:500], _Paper(), [], max(deadline, time.monotonic() + 0.1))
    line = source = ""
    steps = _steps(error.__traceback__)
    if inside := [step for step in steps if step.tb_frame.f_code is code]:
        line = linecache.getline(code.co_filename, inside[-1].tb_lineno).strip()
        source = _failed(code, inside[-1].tb_lasti)
    error.__traceback__ = None
    return Raised(type(error).__name__, message or "", line, source)


def _steps(step) -> list:
    steps = []
    while step is not None:
        steps.append(step)
        step = step.tb_next
    return steps


def _failed(code, instruction: int) -> str:
    """Return the sub-expression that an instruction belongs to, "" where its text is not known."""
    place = itertools.islice(code.co_positions(), instruction // 2, None)
    first, last, start, end = next(place, (None,) * 4)
    if first is None or first != last or start is None or end is None:
        return ""
    return linecache.getline(code.co_filename, first).encode()[start:end].decode(errors="replace")
