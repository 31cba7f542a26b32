"""Keep the notebook from ending, and Python's stack from overflowing, while a reader's function runs."""

from __future__ import annotations

import asyncio
import contextlib
import sys

#: As deep as calls may go, whatever limit a function sets: beyond it is no exception, but the end of Python.
DEEPEST = 20_000
_GONE = object()


class NoEnd:
    """For as long as it lasts, ``exit()``, ``quit()`` and stopping the loop raise ``SystemExit``."""

    def __init__(self):
        self.before = []
        self._put(sys, "setrecursionlimit", _no_deeper(sys.setrecursionlimit))
        if "IPython" in sys.modules:
            self._put(sys.modules["IPython"].get_ipython(), "ask_exit", _refuse)
        with contextlib.suppress(RuntimeError):  # no loop is running
            self._put(asyncio.get_running_loop(), "stop", _refuse)

    def _put(self, owner, name: str, function) -> None:
        if owner is not None and hasattr(owner, "__dict__"):
            self.before.append((owner, name, vars(owner).get(name, _GONE)))
            setattr(owner, name, function)

    def restore(self) -> None:
        """Let them end again."""
        for owner, name, function in self.before:
            if function is _GONE:
                delattr(owner, name)
            else:
                setattr(owner, name, function)


def _refuse(*_):
    raise SystemExit("an answer cannot end the notebook")


def _no_deeper(set_limit):
    return lambda limit: set_limit(min(limit, DEEPEST))
