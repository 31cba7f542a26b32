"""What happened on this line: every sub-expression with its axes, its picture, its loop.

Importing this in a notebook teaches it ``%%shapes``.
"""

import sys

from helpers.shapes.axes import axes
from helpers.shapes.trace import trace

__all__ = ["axes", "trace"]

# Where no IPython has been loaded no shell is running, and loading it would take longer than all else here.
if "IPython" in sys.modules:
    from IPython import get_ipython

    if shell := get_ipython():
        from helpers.shapes.magic import install

        install(shell)
