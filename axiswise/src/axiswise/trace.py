"""Run source once, exactly as Python would, and record what happened and where it failed."""

from __future__ import annotations

import ast
import builtins
import dataclasses
import io
import itertools
import linecache
import os
import types
from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from axiswise import errors
from axiswise.copies import TryOnCopies
from axiswise.functions.call import is_array, is_number
from axiswise.letters import NAMES, Letters, declare
from axiswise.reader_functions import RECORDER, CellRecorder, Functions
from axiswise.record import Step, Trace, TraceError, with_short_names
from axiswise.recorder import Steps
from axiswise.watch import Instrument

_COUNT = itertools.count(1)


class TracedLine(Trace):
    """All that happened when source was traced, and what can be made of it.

    Pictures, words and forms are made from this record alone; nothing is evaluated again.
    """

    __slots__ = ()

    def __repr__(self):
        return self.text()

    def _repr_html_(self) -> str:
        from axiswise.rich import rich  # noqa: PLC0415 - loaded when a picture is asked for

        return rich(self)

    def svg(self, layout: str = "page") -> str:
        """Draw every sub-expression as a box with its axes. ``layout="slide"`` is for projectors."""
        from axiswise.draw import svg  # noqa: PLC0415

        return svg(with_short_names(self), layout)

    def save(self, path: str | os.PathLike) -> None:
        """Write the picture to a file whose name ends in ``.svg`` or ``.png``.

        Raises
        ------
        ValueError
            Where the name ends otherwise.
        ModuleNotFoundError
            For ``.png`` where the package ``cairosvg`` is not installed.

        Examples
        --------
        >>> trace("c = u + v", {"u": 1.0, "v": 2.0}).save("c.jpg")
        Traceback (most recent call last):
        ValueError: 'c.jpg' ends in neither .svg nor .png, so there is no picture of that kind.
        """
        from axiswise.rich import write_picture  # noqa: PLC0415

        write_picture(self.svg(), Path(path))

    def text(self) -> str:
        """Say in words what the picture shows."""
        from axiswise.draw import text  # noqa: PLC0415

        return text(self)

    def loop(self) -> str | None:
        """Return source that computes the same with scalar loops, or None (``notes`` then say why)."""
        from axiswise.forms import loop  # noqa: PLC0415

        return loop(self)

    def index_form(self, plain: bool = False) -> str | None:
        """Return the line as LaTeX in indices (``plain=True``: as text), or None."""
        from axiswise.forms import index_form  # noqa: PLC0415

        return index_form(self, plain)

    def einsum_form(self) -> str | None:
        """Return source that computes the same with ``np.einsum``, or None."""
        from axiswise.forms import einsum_form  # noqa: PLC0415

        return einsum_form(self)


def trace(
    source: str, namespace: MutableMapping[str, Any], axes: Mapping[str, str] | None = None
) -> TracedLine:
    """Execute ``source`` once in ``namespace``, as ``exec`` does, and return what happened.

    Parameters
    ----------
    source : str
    namespace : dict
        Names that the source reads, and where those that it assigns end up.
    axes : dict of str to str, optional
        Axes of arrays in ``namespace``, ``{"X": "n m"}``, and those that a result is to have.

    Returns
    -------
    TracedLine
        An exception of the source does not propagate: it is in ``error``.

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
    tree = compile(source, filename, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    intended = declare(namespace, axes) if axes else {}
    run = Run(source, tree, namespace, intended=intended)
    code = compile(run.tree, filename, "exec", dont_inherit=True)
    linecache.cache[filename] = (len(source), None, io.StringIO(source).readlines(), filename)
    problem = None
    run.start()
    try:
        exec(code, namespace)
    except Exception as raised:
        problem = raised.with_traceback(raised.__traceback__.tb_next)  # without this very frame
    finally:
        run.stop()
    if problem is None and "def " not in source and "lambda" not in source:
        linecache.cache.pop(filename, None)  # nothing is left whose source someone may ask for
    return run.finish(problem)


class Run:
    """Execute ``tree`` between ``start`` and ``stop``, then ``finish``.

    ``lines_above`` is the number of lines above ``source`` in the file that ``module`` was read from;
    ``intended`` are the axes that variables are to have, besides what was stated with ``axes``.
    """

    def __init__(
        self, source: str, module: ast.Module, namespace: MutableMapping[str, Any], lines_above: int = 0,
        intended: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ):  # fmt: skip
        self._trace = TracedLine(source)
        steps = Steps(self._trace)
        self._hook = f"__shapes_{next(_COUNT)}__"
        instrument = Instrument(source, self._hook, lines_above)
        self.tree = instrument.rewrite(module)
        self._namespace, place = namespace, namespace.get("__builtins__", builtins)
        self._builtins = place if isinstance(place, dict) else vars(place)
        letters = Letters(NAMES, namespace, instrument.sees_every_value)
        letters.intended |= intended
        self._recorder = CellRecorder(instrument, Functions(namespace, NAMES, steps), letters, steps)
        steps.know(
            {
                name: NAMES.operand(value)
                for name, value in namespace.items()
                if is_array(value) or is_number(value)
            }
        )

    def start(self) -> None:
        """Make the recorder reachable, under a name that is in no namespace of the reader's."""
        self._builtins[self._hook] = self._recorder

    def stop(self) -> None:
        """Make it unreachable again."""
        self._builtins.pop(self._hook, None)

    def finish(self, problem: BaseException | None) -> TracedLine:
        """Say what went wrong, ask what is doubtful, drop all values."""
        self.stop()
        if isinstance(problem, Exception):
            self._trace.error = self._error(problem)
        self._guarded(self._recorder.finish)
        return self._trace

    def _guarded(self, speak: Callable[[], Any]) -> Any:
        """Return what ``speak`` returns; where it fails, nothing is said, and the trace stands."""
        try:
            return speak()
        except Exception as problem:
            self._trace.notes.append(f"Something could not be said ({type(problem).__name__}: {problem}).")
            return None

    def _error(self, problem: Exception) -> TraceError:
        """Say where the source failed: in the innermost code of the reader's that was followed."""
        text, found = self._recorder.instrument.text, _places(problem, self._namespace)
        while len(found) > 1 and self._hook not in found[0][0].f_code.co_names:  # ``%%time`` calls the cell
            del found[0]
        words = f"{type(problem).__name__}: {problem}".rstrip(": ")
        if not found:
            return TraceError(text.text, (1, 0, 1, 0), words, problem)
        cell, at = found[0]
        plain = TraceError(text.segment(at), text.span(at), words, problem)
        for frame, place in reversed(found):
            deep = self._guarded(lambda: self._explained(plain, frame, place, cell))  # noqa: B023
            if deep is not None:
                return deep
        return plain

    def _explained(
        self, plain: TraceError, frame: types.FrameType, at: ast.AST, cell: types.FrameType
    ) -> TraceError | None:
        """Explain what failed in the cell, or in what it called; None where nothing of that was seen."""
        is_here = frame.f_code.co_filename == cell.f_code.co_filename
        recorder = frame.f_locals.get(RECORDER) or (self._recorder if is_here else None)
        failed = recorder.failed(at) if recorder else None
        if failed is None and recorder is not self._recorder:
            return None
        last = tuple(range(len(self._trace.steps)))[-1:] if frame is cell else ()
        at, operands, name = failed or (at, last, "")  # a statement fails with what it was about to use
        text, steps = recorder.instrument.text, recorder.steps
        try_on_copies = TryOnCopies(steps.trace, {**frame.f_globals, **frame.f_locals}, NAMES)
        source, span = text.segment(at), text.span(at)
        found = errors.explain(steps.trace, source, span, operands, plain.exception, try_on_copies, name)
        return found if steps.trace is self._trace else self._for_cell(found, steps, plain.span, is_here)

    def _for_cell(
        self, found: TraceError, function: Steps, call: tuple[int, int, int, int], is_here: bool
    ) -> TraceError:
        """Say what failed in a function at its call, unless it stands in the cell; its operands are added."""
        start, statement = len(self._trace.steps), self._recorder.statement
        for step in [function.trace.steps[each] for each in found.operands]:
            span = step.span if is_here else call
            traits = step.shape, step.dtype, step.axes, step.origin
            self._trace.steps.append(Step(step.source, span, *traits, name=step.name, statement=statement))
        return dataclasses.replace(
            found,
            span=found.span if is_here else call,
            operands=tuple(range(start, len(self._trace.steps))),
            text=found.text if is_here else f"In {function.name}: {found.text}",
        )


def _places(problem: BaseException, namespace: Mapping[str, Any]) -> list[tuple[types.FrameType, ast.expr]]:
    """Return the frames of ``namespace`` that an exception came through, and where; the cell first."""
    found, step = [], problem.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        position = next(itertools.islice(code.co_positions(), step.tb_lasti // 2, None), (None,))
        if step.tb_frame.f_globals is namespace and None not in position:
            names = "lineno", "end_lineno", "col_offset", "end_col_offset"
            node = ast.Constant(None, **dict(zip(names, position, strict=True)))
            found.append((step.tb_frame, node))
        step = step.tb_next
    return found
