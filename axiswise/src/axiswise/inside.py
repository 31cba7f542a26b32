"""Where a function or a comprehension of the reader's failed, and on what.

Its variables are still in the frame of the exception, so the axes of the operands are found again on
stand-ins, and nothing runs a second time on values of the reader's.
"""

from __future__ import annotations

import ast
import dataclasses
import types
from collections.abc import Iterator, Mapping
from typing import Any

from axiswise import errors, rules
from axiswise.axes import NAMES
from axiswise.edit import parsed
from axiswise.frames import Place
from axiswise.grammar import COMPREHENSIONS
from axiswise.instrument import Instrument
from axiswise.node import Node
from axiswise.record import Step, Trace, TraceError
from axiswise.rehearse import Rehearsal
from axiswise.rules.call import is_array
from axiswise.source_text import SourceText
from axiswise.twins import source_of

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
            return rules.of_function(vars(namespace[owner]).get(name))[0]
        case ast.Call(ast.Name(name)):
            return rules.of_function(namespace.get(name))[0]
        case ast.Call(ast.Attribute(owner, name)):
            return f".{name}" if rehearsal(ast.unparse(owner)) else ""
    return ""


def _statement(trace: Trace, line: Span) -> int:
    """Return the number of the statement that failed: that of the last step, if it is part of it."""
    if not trace.steps:
        return 0
    last = trace.steps[-1]
    return last.statement + (not line[:2] <= last.span[:2] <= line[2:])
