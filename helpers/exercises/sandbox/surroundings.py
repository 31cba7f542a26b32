"""Take note of what lies around a notebook's variables, and put it back: once for a whole check.

That is the environment, where Python looks for modules, the mask of new files, how many may be open, decimal
numbers, hooks, the shell, and the figures and settings of matplotlib where it is in use.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading

_HOOKS = ("excepthook", "unraisablehook", "displayhook")


class Surroundings:
    """What a function can change outside of Python's and the notebook's own names."""

    def __init__(self):
        self.environment, self.path = dict(os.environ), sys.path[:]
        self.mask = os.umask(0)
        os.umask(self.mask)
        decimal = sys.modules.get("decimal")
        self.decimal = decimal.getcontext().copy() if decimal else None
        self.drawing = _Drawing() if "matplotlib.pyplot" in sys.modules else None
        shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
        self.shell = _Shell(shell) if shell is not None else None
        self.looking_on, self.threshold = (sys.gettrace(), sys.getprofile()), gc.get_threshold()
        self.hooks = {name: getattr(sys, name) for name in _HOOKS}
        self.files = _files_allowed()
        self.running = _running()

    def left_running(self) -> bool:
        """Tell whether something runs that did not run before: a thread, a timer, a task."""
        return bool(_running() - self.running)

    def restore(self) -> None:
        """Bring everything back."""
        if dict(os.environ) != self.environment:
            os.environ.clear()
            os.environ.update(self.environment)
        sys.path[:] = self.path
        os.umask(self.mask)
        sys.settrace(self.looking_on[0])
        sys.setprofile(self.looking_on[1])
        gc.set_threshold(*self.threshold)
        for name, hook in self.hooks.items():
            setattr(sys, name, hook)
        if self.files != _files_allowed():
            _allow_files(self.files)
        if self.shell is not None:
            self.shell.restore()
        if self.decimal is not None:
            sys.modules["decimal"].setcontext(self.decimal)
        if self.drawing is not None:
            self.drawing.restore()


def _running() -> set:
    try:
        tasks = asyncio.all_tasks()
    except RuntimeError:  # no loop is running
        tasks = set()
    return {*threading.enumerate(), *tasks}


def _files_allowed() -> tuple[int, int] | None:
    """Return how many files may be open, where the system says so (not Windows, not the browser)."""
    try:
        import resource  # noqa: PLC0415 - not on every system

        return resource.getrlimit(resource.RLIMIT_NOFILE)
    except (ImportError, AttributeError):  # in the browser the module is there, and empty
        return None


def _allow_files(limits: tuple[int, int]) -> None:
    import resource  # noqa: PLC0415 - only where it was there before

    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    except ValueError:  # the upper limit was lowered: only the system's owner raises it again
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(limits[0], most), most))


class _Shell:
    """What the notebook does with each cell and with what is displayed."""

    def __init__(self, shell):
        self.shell = shell
        self.publisher = vars(shell.display_pub), dict(vars(shell.display_pub))
        lists = [shell.ast_transformers, *shell.events.callbacks.values()]
        lists += [getattr(shell.input_transformer_manager, name) for name in _TRANSFORMS]
        self.lists = [(each, each[:]) for each in lists]

    def restore(self) -> None:
        now, before = self.publisher
        for name in now.keys() - before.keys():
            del now[name]
        now.update(before)
        for each, content in self.lists:
            each[:] = content
        self.shell.ast_transformers = self.lists[0][0]


_TRANSFORMS = ("cleanup_transforms", "line_transforms", "token_transformers")


class _Drawing:
    """Matplotlib's settings, and which figures are open."""

    def __init__(self):
        self.pyplot = sys.modules["matplotlib.pyplot"]
        self.settings, self.figures = dict(self.pyplot.rcParams), self.pyplot.get_fignums()

    def restore(self) -> None:
        for number in self.pyplot.get_fignums():
            if number not in self.figures:
                self.pyplot.close(number)
        if dict(self.pyplot.rcParams) != self.settings:
            dict.update(self.pyplot.rcParams, self.settings)
