"""``%%scale`` and ``%%fast``: cells that run where their extra is installed, and elsewhere say what to do.

``%load_ext helpers.extras`` teaches both to a notebook. The cell's own lines reach Python as they are, so
that ``await``, a trailing ``;`` and the numbers of lines work as ever.
"""

import importlib.util

#: For each extra of this package: what it brings, and the modules to look for.
EXTRAS = {"scale": ("Dask", ("dask", "distributed")), "fast": ("Numba", ("numba",))}


def installed(extra):
    """Return whether what an extra brings can be imported."""
    return all(importlib.util.find_spec(name) for name in EXTRAS[extra][1])


def missing(extra):
    """Return what a cell prints where its extra is missing. The tests compare it with nothing else there.

    >>> missing("fast")
    'This cell needs Numba, which is not installed here. On a computer: uv run --extra fast study'
    """
    name = EXTRAS[extra][0]
    return f"This cell needs {name}, which is not installed here. On a computer: uv run --extra {extra} study"


def transform(lines):
    """Return the lines of a cell as Python shall see them: a cell with one of the magics is run or replaced.

    >>> transform(["x = 1"])
    ['x = 1']
    """
    extra = lines[0].strip().removeprefix("%%") if lines and lines[0].startswith("%%") else ""
    if extra not in EXTRAS:
        return lines
    return ["\n", *lines[1:]] if installed(extra) else [f"print({missing(extra)!r})\n"]


def load_ipython_extension(shell):
    """Teach both magics to a shell, once."""
    if transform not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.append(transform)
