"""The second line of defence against an answer that never ends: a thread of its own raises TimeUp in it.

An answer can turn off the first one (``signal.alarm(0)``, ``sys.settrace(None)``), by accident or on purpose;
the thread it cannot see. What stays out of reach is one call of C code that never listens to Python.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from _thread import allocate_lock, get_ident, start_new_thread
from collections.abc import Callable

#: Seconds that the first line gets before this one begins; and between one exception and the next.
GRACE = 0.3
_AGAIN = 0.001
_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc


class Watchdog:
    """Raise an exception in the thread that made it, again and again, once time is up.

    A loop that catches everything leaves only where an exception falls on the one step between its catching
    and its trying again: ``every_step``, where there is one, is then started too.
    """

    def __init__(self, seconds: float, exception: type[BaseException], ours: Callable, every_step=None):
        self.seconds, self.exception, self.ours = seconds + GRACE, exception, ours
        self.every_step = every_step
        self.watched = ctypes.c_ulong(get_ident())
        # Locks and threads of C: an answer may have replaced what Python's own ones are made of.
        self.lock, self.running, self.stopped = allocate_lock(), allocate_lock(), False
        self.fired = False

    def start(self) -> None:
        """Begin to watch, where threads can start (not in the browser)."""
        self.running.acquire()
        with contextlib.suppress(RuntimeError):
            start_new_thread(self._watch_quietly, ())

    def stop(self) -> None:
        """Watch no longer; an exception that is still on its way arrives here."""
        with self.lock:
            self.stopped = True
        if self.running.locked():
            self.running.release()
        if self.fired:
            if self.every_step is not None:
                self.every_step.stop()
            try:
                self._raise()
                while True:  # until it comes: to take it back would leave Python waiting for it
                    pass
            except self.exception:
                self.fired = False

    def _raise(self):
        _raise_in(self.watched, ctypes.py_object(self.exception))

    def _watch_quietly(self):
        with contextlib.suppress(BaseException):  # an answer may raise anything in any thread
            self._watch()

    def _watch(self):
        ours, frames = self.ours, sys._current_frames  # now: an answer may put others in their places
        wait = self.seconds
        while not self.running.acquire(timeout=wait):
            wait = _AGAIN
            with self.lock:
                frame = frames().get(self.watched.value)
                if not self.stopped and frame is not None and not ours(frame.f_code):
                    if self.every_step is not None and not self.fired:
                        self.every_step.start()
                    self.fired = True
                    self._raise()
