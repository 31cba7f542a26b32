"""What happened on this line: every sub-expression with its axes, its picture, its loop.

Importing this in a notebook teaches it ``%%shapes``, as ``%load_ext axiswise`` does.
"""

# ruff: noqa: F403, F405 - type checkers read __all__ as it stands here, and find the kinds of arrays behind *
import sys

from axiswise.annotations import *
from axiswise.checked import AxisError, checked, install_import_hook
from axiswise.letters import axes
from axiswise.trace import trace

__all__ = [
    "AxisError", "Bool", "Complex", "Float", "Float32", "Float64", "Inexact", "Int", "Integer", "Num", "Real",
    "Shaped", "UInt", "axes", "checked", "install_import_hook", "player", "trace",
]  # fmt: skip
__version__ = "0.3.0"


def __getattr__(name):
    """Load the player when it is first asked for: it draws, and the rest need not."""
    if name != "player":
        raise AttributeError(f"axiswise has no {name!r}. It has: {', '.join(__all__)}.")
    from axiswise.play import player  # noqa: PLC0415

    globals()["player"] = player
    return player


def load_ipython_extension(shell):
    """Teach ``%%shapes`` to a shell, once."""
    from axiswise.magic import install  # noqa: PLC0415 - needs IPython, which the rest does not

    install(shell)


# Where no IPython has been loaded no shell is running, and loading it would take longer than all else here.
if "IPython" in sys.modules:
    from IPython import get_ipython

    if shell := get_ipython():
        load_ipython_extension(shell)
