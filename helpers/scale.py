"""``%%scale``: a cell that runs where Dask is installed, and elsewhere says what to install.

``%load_ext helpers.scale`` teaches it to a notebook. The cell's own lines reach Python as they are, so that
``await``, a trailing ``;`` and the numbers of lines work as ever.
"""

import importlib.util

MAGIC = "%%scale"
#: What such a cell prints where Dask is missing. The tests compare it with nothing else there.
MISSING = "This cell needs Dask, which is not installed here. On a computer: uv run --extra scale study"


def installed():
    """Return whether Dask and its cluster can be imported."""
    return all(importlib.util.find_spec(name) for name in ("dask", "distributed"))


def transform(lines):
    """Return the lines of a cell as Python shall see them: a cell with the magic is run or replaced.

    >>> transform(["x = 1"])
    ['x = 1']
    """
    if not lines or lines[0].strip() != MAGIC:
        return lines
    return ["\n", *lines[1:]] if installed() else [f"print({MISSING!r})\n"]


def load_ipython_extension(shell):
    """Teach ``%%scale`` to a shell, once."""
    if transform not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.append(transform)
