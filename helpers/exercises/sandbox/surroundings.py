"""Take note of what lies around a notebook's variables, and put it back: once for a whole check.

That is the environment, where Python looks for modules, the mask of new files, decimal numbers, and the
figures and settings of matplotlib where it is in use.
"""

from __future__ import annotations

import os
import sys


class Surroundings:
    """What a function can change outside of Python's and the notebook's own names."""

    def __init__(self):
        self.environment, self.path = dict(os.environ), sys.path[:]
        self.mask = os.umask(0)
        os.umask(self.mask)
        decimal = sys.modules.get("decimal")
        self.decimal = decimal.getcontext().copy() if decimal else None
        self.drawing = _Drawing() if "matplotlib.pyplot" in sys.modules else None

    def restore(self) -> None:
        """Bring everything back."""
        if dict(os.environ) != self.environment:
            os.environ.clear()
            os.environ.update(self.environment)
        sys.path[:] = self.path
        os.umask(self.mask)
        if self.decimal is not None:
            sys.modules["decimal"].setcontext(self.decimal)
        if self.drawing is not None:
            self.drawing.restore()


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
