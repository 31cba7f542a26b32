"""Run source once, exactly as Python would, and record what happened."""

from __future__ import annotations

import ast
import inspect
import io
import itertools
import linecache
import types
from collections.abc import Mapping, MutableMapping
from typing import Any

from axiswise.axes import declare
from axiswise.record import Trace
from axiswise.run import Run

_COUNT = itertools.count(1)


def trace(source: str, namespace: MutableMapping[str, Any], axes: Mapping[str, str] | None = None) -> Trace:
    """Execute ``source`` once in ``namespace``, as ``exec`` does, and return what happened.

    Parameters
    ----------
    source : str
    namespace : dict
        Names that the source reads, and where those that it assigns end up.
    axes : dict of str to str, optional
        Axes of arrays in ``namespace``: ``{"X": "n m"}``.

    Returns
    -------
    Trace
        An exception of the source does not propagate: it is in ``Trace.error``.

    Raises
    ------
    SyntaxError
        Where ``source`` is no Python.
    ValueError
        Where ``axes`` do not fit the arrays.
    SystemExit, KeyboardInterrupt
        Where ``source`` raises one: as from ``exec``, nobody should have to look for a wish to stop.

    Examples
    --------
    >>> import numpy as np
    >>> namespace = {"np": np, "X": np.ones((2, 5)), "dz": np.ones((1, 5))}
    >>> t = trace("dw = np.dot(X, dz.T)", namespace, axes={"X": "n m", "dz": "1 m"})
    >>> t.steps[-1].axes, t.steps[-1].origin
    (('n', '1'), ('derived', 'derived'))
    """
    filename = f"<line {next(_COUNT)}>"
    flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    tree = compile(source, filename, "exec", flags, dont_inherit=True)
    if axes:
        declare(namespace, axes)
    run = Run(source, tree, namespace)
    code = compile(run.tree, filename, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    linecache.cache[filename] = (len(source), None, io.StringIO(source).readlines(), filename)
    problem = None
    run.start()
    try:
        _execute(code, namespace)
    except Exception as raised:
        problem = raised.with_traceback(_without_ours(raised.__traceback__, filename))
    finally:
        run.stop()
    if problem is None and "def " not in source and "lambda" not in source:
        linecache.cache.pop(filename, None)  # nothing is left whose source someone may ask for
    return run.finish(problem)


def _execute(code: types.CodeType, namespace: MutableMapping[str, Any]) -> None:
    if code.co_flags & inspect.CO_COROUTINE:
        import asyncio  # noqa: PLC0415 - it takes longer to load than all else here

        asyncio.run(eval(code, namespace))
    else:
        exec(code, namespace)


def _without_ours(step: types.TracebackType | None, filename: str) -> types.TracebackType | None:
    """Begin a traceback where the reader's source begins."""
    while step is not None and step.tb_frame.f_code.co_filename != filename:
        step = step.tb_next
    return step
