"""Run source once, exactly as Python would, and record what happened and where it failed."""

from __future__ import annotations

import ast
import builtins
import dataclasses
import inspect
import io
import itertools
import linecache
import types
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from axiswise import errors, functions, questions
from axiswise.copies import Rehearsal
from axiswise.errors import said, speaks_itself
from axiswise.functions.call import is_array, is_number
from axiswise.letters import NAMES, declare
from axiswise.reader_functions import Followed, source_of
from axiswise.record import Step, Trace, TraceError
from axiswise.recorder import Recorder, Steps
from axiswise.source import SourceText, parsed
from axiswise.watch import COMPREHENSIONS, Instrument, Node


@dataclass(frozen=True, slots=True)
class Place:
    """A frame of the reader's code, the place in its source where it stood, and what is visible there."""

    frame: types.FrameType
    node: ast.expr
    variables: dict[str, Any]

    @property
    def filename(self) -> str:
        """The file or cell that the code is written in."""
        return self.frame.f_code.co_filename

    @property
    def is_comprehension(self) -> bool:
        """True for the frame that Python gives to a generator expression, and before 3.12 to a list."""
        name = self.frame.f_code.co_name
        return name.startswith("<") and name not in ("<module>", "<lambda>")

    @property
    def function(self) -> str:
        """The name of the function, ``""`` for a cell and what has no name of its own."""
        name = self.frame.f_code.co_name
        return "the lambda" if name == "<lambda>" else "" if name.startswith("<") else name


def places(problem: BaseException, namespace: Mapping[str, Any]) -> list[Place]:
    """Return where an exception came through code of ``namespace``, the cell first."""
    found, step = [], problem.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        position = next(itertools.islice(code.co_positions(), step.tb_lasti // 2, None), (None,))
        if step.tb_frame.f_globals is namespace and None not in position:
            line, end_line, column, end_column = position
            at = {"lineno": line, "end_lineno": end_line, "col_offset": column, "end_col_offset": end_column}
            variables = {**step.tb_frame.f_globals, **step.tb_frame.f_locals}
            place = Place(step.tb_frame, ast.Constant(None, **at), variables)
            if place.is_comprehension and found:
                place.variables.update({**found[-1].variables, **step.tb_frame.f_locals})
            found.append(place)
        step = step.tb_next
    return found


Span = tuple[int, int, int, int]


def explained(
    problem: Exception, place: Place, cell: Place, text: SourceText, trace: Trace
) -> TraceError | None:
    """Return what failed at ``place``, below the line at ``cell``; None where that is the line itself.

    ``text`` and ``trace`` are those of the cell. The operands are added to ``trace.steps``.
    """
    is_here = place.filename == cell.filename
    lines = "" if is_here else source_of(place.filename)
    own = text if is_here else SourceText(lines)
    source, span = own.segment(place.node), own.span(place.node)
    around = list(_around(trace.source if is_here else lines, span))
    expression = parsed(source)
    is_own_step = place.frame is cell.frame and not around
    if is_own_step or not isinstance(expression, ast.expr | ast.AugAssign):
        return None
    inner = Trace(trace.source if is_here else lines)
    namespace = dict(place.variables)
    _bind(around, inner, namespace, place.is_comprehension)
    inner.steps += _attributes(expression, namespace)
    rehearsal = Rehearsal(inner, namespace, NAMES)
    steps = _operands(source, span, rehearsal, namespace)
    start = len(inner.steps)
    inner.steps += steps
    found = errors.explain(
        inner, source, span, tuple(range(start, len(inner.steps))), problem, rehearsal,
        _operation(expression, namespace, rehearsal),
    )  # fmt: skip
    place_in_cell = span if is_here else text.span(cell.node)
    statement = _statement(trace, text.span(cell.node))
    at = len(trace.steps)
    trace.steps += [
        dataclasses.replace(step, statement=statement, span=step.span if is_here else place_in_cell)
        for step in steps
    ]
    return dataclasses.replace(
        found, span=place_in_cell, operands=tuple(range(at, len(trace.steps))),
        text=found.text if is_here or not place.function else f"In {place.function}: {found.text}",
    )  # fmt: skip


def _around(source: str, span: Span) -> Iterator[ast.comprehension]:
    """Yield the ``for … in …`` of the comprehensions around a place, the outer ones first."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    text = SourceText(source)
    for node in ast.walk(tree):
        if isinstance(node, COMPREHENSIONS):
            line, column, end_line, end_column = text.span(node)
            if (line, column) < span[:2] and span[2:] < (end_line, end_column):
                yield from node.generators


def _bind(around: list[ast.comprehension], inner: Trace, namespace: dict[str, Any], is_alive: bool) -> None:
    """Give the variables of comprehensions the axes of rows, and forget namesakes from outside.

    ``is_alive`` tells that the frame still has their values. It has not where Python ran the comprehension
    within its surroundings.
    """
    for each in around:
        rows = Rehearsal(inner, namespace, NAMES).trace(ast.unparse(each.iter))
        names = {node.id for node in ast.walk(each.target) if isinstance(node, ast.Name)}
        held = {name: namespace.pop(name) for name in names if name in namespace}
        namespace.update(held if is_alive else {})
        whole = rows.steps[-1] if rows and rows.steps else None
        if whole is None or not whole.shape or not isinstance(each.target, ast.Name):
            continue
        name = each.target.id
        value = held.get(name) if is_alive else None
        if len(whole.shape) > 1 and (not is_array(value) or value.shape == whole.shape[1:]):
            row = whole.shape[1:], whole.dtype, whole.axes[1:], whole.origin[1:]
            inner.steps.append(Step(name, (1, 0, 1, 0), *row, name=name))


def _operands(source: str, span: Span, rehearsal: Rehearsal, namespace: Mapping[str, Any]) -> list[Step]:
    """Return steps for the direct operands; none where the axes of one cannot be found."""
    closed = f"({source}\n)" if "\n" in source else source
    instrument = Instrument(closed, "")
    instrument.rewrite(ast.parse(closed))
    top, steps = instrument.nodes[0], []
    for below in top.below:
        node = instrument.nodes[instrument.number_of[below]]
        if isinstance(namespace.get(node.source), types.ModuleType):
            continue
        found = rehearsal.trace(node.source)
        if found is None:
            return []
        if not found.steps:
            continue  # a setting
        name = node.expression.id if isinstance(node.expression, ast.Name) else ""
        place = _moved(node, span, len(closed) > len(source))
        last = found.steps[-1]
        steps.append(Step(node.source, place, last.shape, last.dtype, last.axes, last.origin, name=name))
    return steps


def _attributes(expression: ast.AST, namespace: Mapping[str, Any]) -> Iterator[Step]:
    """Yield steps for arrays that objects hold, ``self.w``, as far as reading them runs no code."""
    for node in ast.walk(expression):
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            continue
        value = _held(namespace.get(node.value.id), node.attr)
        if is_array(value):
            unknown = ("?",) * value.ndim, ("unknown",) * value.ndim
            axes, origin = NAMES.recall(value) or unknown
            yield Step(ast.unparse(node), (1, 0, 1, 0), value.shape, str(value.dtype), axes, origin)


def _held(owner: Any, name: str) -> Any:
    """Return what an object holds under a name, None where its class has a say in it."""
    kind = type(owner)
    if kind.__getattribute__ is not object.__getattribute__ or hasattr(kind, name) or not kind.__dictoffset__:
        return None
    return object.__getattribute__(owner, "__dict__").get(name)


def _moved(node: Node, span: Span, is_closed: bool) -> Span:
    """Return where a node of a sub-expression stands in the source around it."""
    ends = []
    for line, column in (node.span[:2], node.span[2:]):
        ends += [span[0] + line - 1, column + (span[1] - is_closed if line == 1 else 0)]
    return tuple(ends)


def _operation(expression: ast.AST, namespace: Mapping[str, Any], rehearsal: Rehearsal) -> str:
    """Return the name of the NumPy function or of the method that was called."""
    match expression:
        case ast.Call(ast.Attribute(ast.Name(owner), name)) if isinstance(
            namespace.get(owner), types.ModuleType
        ):
            return functions.of_function(vars(namespace[owner]).get(name))[0]
        case ast.Call(ast.Name(name)):
            return functions.of_function(namespace.get(name))[0]
        case ast.Call(ast.Attribute(owner, name)):
            return f".{name}" if rehearsal(ast.unparse(owner)) else ""
    return ""


def _statement(trace: Trace, line: Span) -> int:
    """Return the number of the statement that failed: that of the last step, if it is part of it."""
    if not trace.steps:
        return 0
    last = trace.steps[-1]
    return last.statement + (not line[:2] <= last.span[:2] <= line[2:])


_COUNT = itertools.count(1)


class Run:
    """Execute ``tree`` between ``start`` and ``stop``, then ``finish``.

    ``lines_above`` is the number of lines above ``source`` in the file that ``module`` was read from.
    """

    def __init__(
        self, source: str, module: ast.Module, namespace: MutableMapping[str, Any], lines_above: int = 0
    ):
        self._trace = Trace(source)
        self._hook = f"__shapes_{next(_COUNT)}__"
        self._instrument = Instrument(source, self._hook, lines_above)
        try:
            self.tree = self._instrument.rewrite(module)
        except RecursionError:
            self.tree = module
            self._trace.notes.append("This source is nested too deeply to be followed; it ran as it stands.")
        self._namespace = namespace
        self._followed = Followed(namespace, NAMES)
        self._recorder = Recorder(self._instrument, namespace, NAMES, Steps(self._trace), self._followed)
        self._followed.watch(self._recorder)
        self._rehearsal = Rehearsal(self._trace, namespace, NAMES)
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
            self._trace.error = self._error(problem)
        self._recorder.finish(succeeded=problem is None)
        asked = self._guarded(lambda: questions.find(self._trace, self._before, self._rehearsal))
        self._trace.questions = asked or []
        self._guarded(lambda: self._followed.finish(self._trace))
        self._trace.questions.sort(key=lambda question: question.step)
        return self._trace

    def _guarded(self, speak: Callable[[], Any]) -> Any:
        """Return what ``speak`` returns; where it fails, nothing is said, and the trace stands."""
        try:
            return speak()
        except Exception as problem:
            self._trace.notes.append(f"Something could not be said ({type(problem).__name__}: {problem}).")
            return None

    def _error(self, problem: Exception) -> TraceError:
        """Say where the source failed: in the innermost code of the reader's that did not raise by itself."""
        text, found = self._instrument.text, places(problem, self._namespace)
        at = found[0].node if found else text.whole()
        plain = self._plain(at, problem)
        if speaks_itself(problem):
            return plain
        for place in reversed(found):
            deep = self._guarded(lambda: explained(problem, place, found[0], text, self._trace))  # noqa: B023
            if deep is not None:
                return deep
        return self._guarded(lambda: self._explained(plain, at)) or plain

    def _plain(self, place: ast.AST, problem: Exception) -> TraceError:
        text = self._instrument.text
        return TraceError(text.segment(place), text.span(place), _words(problem), problem)

    def _choice(self, place: ast.AST) -> ast.IfExp | None:
        """Return ``a if test else b`` of a test: since Python 3.12 the test is blamed for having no truth."""
        expressions = (node.expression for node in self._instrument.nodes)
        choices = (each for each in expressions if isinstance(each, ast.IfExp))
        return next((each for each in choices if _ends(each.test) == _ends(place)), None)

    def _explained(self, plain: TraceError, place: ast.AST) -> TraceError:
        numbered = enumerate(self._instrument.nodes)
        number = next((number for number, node in numbered if _ends(node.expression) == _ends(place)), None)
        unfinished = self._recorder.unfinished(number) if number is not None else None
        choice = self._choice(place) if number is not None and unfinished is None else None
        if choice is not None:
            return self._explained(self._plain(choice, plain.exception), choice)
        operands, name = unfinished or (self._recorder.last_steps(), "")
        return errors.explain(
            self._trace, plain.source, plain.span, operands, plain.exception, self._rehearsal, name
        )


def _words(problem: Exception) -> str:
    return f"{type(problem).__name__}: {said(problem)}".rstrip(": ")


def _ends(node: ast.AST) -> tuple[int, int, int, int]:
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


def _arrays(namespace: Mapping[str, Any]) -> dict[str, tuple[tuple, tuple]]:
    """Return shape and axes of the variables that hold arrays or numbers, before the source runs."""
    found = {name: ((), ()) for name, value in namespace.items() if is_number(value)}
    for name, value in namespace.items():
        if is_array(value):
            known = NAMES.recall(value)
            found[name] = value.shape, known[0] if known else ("?",) * value.ndim
    return found


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
