"""A limit on the time that a reader's function may take, by the strongest means there is where it runs.

On the main thread of Linux and macOS a timer signal interrupts Python and what waits (``time.sleep``).
Elsewhere (Windows, other threads, the browser) every line of Python looks at the clock. Behind either stands
a watchdog, for answers that turn the first off. One call of C code that runs for minutes is interrupted by
none: Python listens between its own instructions only.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable

from helpers.exercises.sandbox.watchdog import Watchdog

#: After the first alarm, further ones come at this distance (seconds): a loop that catches everything leaves
#: only when it is hit again while it is catching.
_AGAIN = 1e-4


class TimeUp(BaseException):
    """The function did not come back in time. No ``except Exception`` of the reader's catches it."""


def time_limit(seconds: float):
    """Return a limit to ``start()`` and ``stop()`` around a call; ``TimeUp`` is raised inside the call."""
    watch = _Watch(seconds) if hasattr(sys, "monitoring") else None
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        return _Limit(Watchdog(seconds, TimeUp, _ours, watch), _Alarm(seconds), reserve=watch)
    return _Limit(Watchdog(seconds, TimeUp, _ours), watch or _Tracer(seconds))


def call_within(seconds: float, call: Callable):
    """Return what ``call()``, a lambda, returns; raise ``TimeUp`` where it takes longer."""
    limit = time_limit(seconds)
    try:
        limit.start()
        try:
            return call()
        finally:
            limit.stop()
    finally:
        limit.stop()  # again: the end of the time may have fallen just before the first


class _Limit:
    """Two lines of defence: the last to start is the first to stop. The watchdog may start the reserve."""

    def __init__(self, *lines, reserve=None):
        self.lines, self.reserve = list(lines), reserve

    def start(self):
        for line in self.lines:
            line.start()

    def stop(self):
        # TimeUp may still fall into the stopping itself: then it is taken up again.
        while self.lines:
            try:
                if self.reserve is not None:
                    self.reserve.stop()  # first: it would raise in every step of what follows
                self.lines[-1].stop()
                self.lines.pop()
            except TimeUp:
                continue


def _ours(code) -> bool:
    """Tell whether the alarm came before or after the reader's code, which is called from a lambda."""
    return code.co_filename.startswith(_HERE) and code.co_name != "<lambda>"


_HERE = __file__.rpartition("time_limit")[0]


class _Alarm:
    """A timer signal."""

    def __init__(self, seconds):
        self.seconds = max(seconds, _AGAIN)

    def start(self):
        self.blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        self.handlers = {each: signal.getsignal(each) for each in (signal.SIGALRM, signal.SIGINT)}
        signal.signal(signal.SIGALRM, self._ring)
        self.timer = signal.setitimer(signal.ITIMER_REAL, self.seconds, _AGAIN)

    def stop(self):
        signal.setitimer(signal.ITIMER_REAL, *self.timer)
        signal.pthread_sigmask(signal.SIG_SETMASK, self.blocked)
        for each, handler in self.handlers.items():
            signal.signal(each, signal.SIG_DFL if handler is None else handler)

    def _ring(self, _, frame):
        if frame is not None and not _ours(frame.f_code):
            raise TimeUp


class _Watch:
    """Every line and every jump of this thread looks at the clock (Python 3.12 and later)."""

    def __init__(self, seconds):
        self.deadline = time.monotonic() + seconds
        self.thread, self.tool = threading.get_ident(), None

    def start(self):
        monitoring = sys.monitoring
        self.tool = next((i for i in range(5, -1, -1) if monitoring.get_tool(i) is None), None)
        if self.tool is None:
            return
        events = monitoring.events
        monitoring.use_tool_id(self.tool, "time limit of an exercise")
        for event in (events.LINE, events.JUMP):
            monitoring.register_callback(self.tool, event, self._look)
        monitoring.set_events(self.tool, events.LINE | events.JUMP)

    def stop(self):
        if self.tool is not None:
            sys.monitoring.set_events(self.tool, 0)
            sys.monitoring.free_tool_id(self.tool)
            self.tool = None

    def _look(self, code, *_):
        late = time.monotonic() > self.deadline
        if late and threading.get_ident() == self.thread and not _ours(code):
            raise TimeUp


class _Tracer:
    """Every line looks at the clock, once: a function that catches everything in an endless loop goes on."""

    def __init__(self, seconds):
        self.deadline = time.monotonic() + seconds

    def start(self):
        self.before = sys.gettrace()
        sys.settrace(self._look)

    def stop(self):
        sys.settrace(self.before)

    def _look(self, frame, *_):
        frame.f_trace_opcodes = True  # a loop on one line has no lines to look at
        if time.monotonic() > self.deadline and not _ours(frame.f_code):
            raise TimeUp
        return self._look
