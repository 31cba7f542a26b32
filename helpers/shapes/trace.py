"""Run source once, exactly as Python would, and record what happened."""

from __future__ import annotations

import ast
import asyncio
import builtins
import inspect
import itertools
import linecache
import types
from collections.abc import Mapping, MutableMapping
from typing import Any

from helpers.shapes import errors, questions
from helpers.shapes.axes import NAMES, declare
from helpers.shapes.functions import of_readers_function
from helpers.shapes.instrument import Instrument
from helpers.shapes.record import Trace, TraceError
from helpers.shapes.recorder import Recorder
from helpers.shapes.rehearse import Rehearsal
from helpers.shapes.rules.plan import is_array, is_number

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
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    problem = None
    run.start()
    try:
        _execute(code, namespace)
    except Exception as raised:
        problem = raised.with_traceback(_without_ours(raised.__traceback__, filename))
    finally:
        run.stop()
    return run.finish(problem)


def _execute(code: types.CodeType, namespace: MutableMapping[str, Any]) -> None:
    if code.co_flags & inspect.CO_COROUTINE:
        asyncio.run(eval(code, namespace))
    else:
        exec(code, namespace)


def _without_ours(step: types.TracebackType | None, filename: str) -> types.TracebackType | None:
    """Begin a traceback where the reader's source begins."""
    while step is not None and step.tb_frame.f_code.co_filename != filename:
        step = step.tb_next
    return step


class Run:
    """One run of one piece of source: execute ``tree`` between ``start`` and ``stop``, then ``finish``.

    ``lines_above`` is the number of lines that stand above ``source`` in the file that ``module`` was read from.
    """

    def __init__(
        self, source: str, module: ast.Module, namespace: MutableMapping[str, Any], lines_above: int = 0
    ):
        self.trace = Trace(source)
        self._hook = f"__shapes_{next(_COUNT)}__"
        self._instrument = Instrument(source, self._hook, lines_above)
        self.tree = self._instrument.rewrite(module)
        self._namespace = namespace
        self._recorder = Recorder(self._instrument, namespace, NAMES, self.trace, of_readers_function)
        self._rehearsal = Rehearsal(self.trace, namespace, NAMES)
        self._before = _arrays(namespace)

    def _builtins(self) -> dict[str, Any]:
        place = self._namespace.get("__builtins__", builtins)
        return place if isinstance(place, dict) else vars(place)

    def start(self) -> None:
        """Make the recorder reachable, under a name that is in no namespace of the reader's."""
        self._builtins()[self._hook] = self._recorder

    def stop(self) -> None:
        """Make it unreachable again."""
        self._builtins().pop(self._hook, None)

    def finish(self, problem: BaseException | None) -> Trace:
        """Say what went wrong, ask what is doubtful, let go of all values."""
        self.stop()
        if isinstance(problem, Exception):
            self.trace.error = self._explained(problem)
        self._recorder.finish(succeeded=problem is None)
        self.trace.questions = questions.find(self.trace, self._before, self._rehearsal)
        return self.trace

    def _explained(self, problem: Exception) -> TraceError:
        place = self._place(problem)
        numbered = enumerate(self._instrument.nodes)
        number = next((number for number, node in numbered if _place_of(node.expression) == place), None)
        if number is None:
            return errors.explain(
                self.trace, self.trace.source.strip(), (1, 0, 1, 0), (), problem, self._rehearsal, ""
            )
        node = self._instrument.nodes[number]
        operands = self._recorder.waiting(number)
        return errors.explain(self.trace, node.source, node.span, operands, problem, self._rehearsal, "")

    def _place(self, problem: Exception) -> tuple | None:
        """Return where in the source an exception came up: (line, end line, column, end column) in bytes."""
        found, step = None, problem.__traceback__
        while step is not None:
            code = step.tb_frame.f_code
            if self._hook in code.co_names:
                found = next(itertools.islice(code.co_positions(), step.tb_lasti // 2, None))
            step = step.tb_next
        return found


def _place_of(node: ast.AST) -> tuple:
    return node.lineno, node.end_lineno, node.col_offset, node.end_col_offset


def _arrays(namespace: Mapping[str, Any]) -> dict[str, tuple[tuple, tuple]]:
    """Return shape and axes of the variables that hold arrays or numbers, as they are before the source runs."""
    found = {name: ((), ()) for name, value in namespace.items() if is_number(value)}
    for name, value in namespace.items():
        if is_array(value):
            known = NAMES.recall(value)
            found[name] = value.shape, known[0] if known else ("?",) * value.ndim
    return found
