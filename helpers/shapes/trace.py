"""Run source once, exactly as Python would, and record what happened."""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import inspect
import itertools
import linecache
import types
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import numpy as np

from helpers.shapes import errors, questions
from helpers.shapes.axes import NAMES, Names, declare
from helpers.shapes.instrument import Instrument
from helpers.shapes.record import Trace, TraceError
from helpers.shapes.recorder import Recorder

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
    with run.recording():
        try:
            _execute(code, namespace)
        except Exception as raised:
            raised.__traceback__ = raised.__traceback__.tb_next.tb_next
            problem = raised
    return run.finish(problem, code)


def _execute(code: types.CodeType, namespace: MutableMapping[str, Any]) -> None:
    if code.co_flags & inspect.CO_COROUTINE:
        asyncio.run(eval(code, namespace))
    else:
        exec(code, namespace)


class Run:
    """One run of one piece of source: ``tree`` is what to execute while ``recording``; then ``finish``."""

    def __init__(
        self, source: str, module: ast.Module, namespace: MutableMapping[str, Any], names: Names = NAMES
    ):
        self.trace = Trace(source)
        self._hook = f"__shapes_{next(_COUNT)}__"
        self._instrument = Instrument(source, self._hook)
        self.tree = self._instrument.rewrite(module)
        self._namespace = namespace
        self._recorder = Recorder(self._instrument, namespace, names, self.trace)
        self._before = {
            node.id: (np.shape(value), known[0])
            for node in ast.walk(module)
            if isinstance(node, ast.Name) and isinstance(value := namespace.get(node.id), np.ndarray)
            and (known := names.recall(value) or (("?",) * value.ndim,))
        }  # fmt: skip

    @contextlib.contextmanager
    def recording(self) -> Iterator[None]:
        """Make the recorder reachable for the rewritten source, from the built-in names."""
        place = self._namespace.get("__builtins__", builtins)
        place = place if isinstance(place, dict) else vars(place)
        place[self._hook] = self._recorder
        try:
            yield
        finally:
            place.pop(self._hook, None)

    def finish(self, problem: BaseException | None, code: types.CodeType) -> Trace:
        """Say what went wrong, ask what is doubtful, let go of all values."""
        if problem is not None:
            self.trace.error = self._explained(problem, code)
        self._recorder.finish(succeeded=problem is None)
        self.trace.questions = questions.find(self.trace, self._before, self.evaluate)
        return self.trace

    def evaluate(self, source: str) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
        """Return the axes and the shape of an expression that may stand in place of another, None if it fails."""
        return None

    def _explained(self, problem: BaseException, code: types.CodeType) -> TraceError:
        span = _failing_span(problem, code)
        numbered = enumerate(self._instrument.nodes)
        number = next((number for number, node in numbered if _bytes_span(node.expression) == span), None)
        if number is None:
            return errors.explain(
                self.trace, self.trace.source.strip(), (1, 0, 1, 0), (), problem, self.evaluate, ""
            )
        node = self._instrument.nodes[number]
        operands = self._recorder.waiting(number)
        return errors.explain(self.trace, node.source, node.span, operands, problem, self.evaluate, "")


def _bytes_span(node: ast.AST) -> tuple:
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


def _failing_span(problem: BaseException, code: types.CodeType) -> tuple | None:
    """Return the place in the source where the exception passed through."""
    found = None
    step = problem.__traceback__
    while step is not None:
        if step.tb_frame.f_code is code:
            line, end_line, column, end_column = next(
                itertools.islice(code.co_positions(), step.tb_lasti // 2, None)
            )
            found = line, column, end_line, end_column
        step = step.tb_next
    return found
