"""Where an error belongs, when Python blames the statement around it."""

from __future__ import annotations

import ast
import math

from axiswise.errors.stores import DOES_NOT_FIT, NO_SINGLE_NUMBER
from axiswise.errors.truths import IS_AMBIGUOUS
from axiswise.record import Trace
from axiswise.source import SourceText, items_of, parsed, syntax_of

Span = tuple[int, int, int, int]


def narrowed(
    trace: Trace, source: str, span: Span, operands: tuple[int, ...], message: str
) -> tuple[str, Span, tuple[int, ...]]:
    """Return (source, span, operands) of the condition of an ``if``, and of what is put into a place."""
    at = None
    operands = _of_store(trace, span) or operands
    if message.startswith(IS_AMBIGUOUS) and not isinstance(parsed(source), ast.expr):
        at = next((at for at in operands[-1:] if math.prod(trace.steps[at].shape or ()) > 1), None)
    elif message.startswith((NO_SINGLE_NUMBER, *DOES_NOT_FIT)):
        value = _assigned(trace, span)
        if value is None:
            return source, span, operands
        if message.startswith(NO_SINGLE_NUMBER) and set(trace.steps[value].shape) == {1}:
            at = value
        else:
            return source, span, (*(each for each in operands if each != value), value)
    if at is None:
        return source, span, operands
    step = trace.steps[at]
    return step.source, step.span, (at,)


def _of_store(trace: Trace, place: Span) -> tuple[int, ...]:
    """Return the array and the parts of the index where something is put into ``X[sel]``, else ``()``.

    The place itself is no step: nothing is read there.
    """
    span = SourceText(trace.source).span
    for node in ast.walk(syntax_of(trace.source)):
        is_store = isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load)
        if is_store and span(node) == place:
            found = (_last_at(trace, span(each)) for each in (node.value, *items_of(node.slice)))
            return tuple(at for at in found if at is not None)
    return ()


def _last_at(trace: Trace, place: Span) -> int | None:
    return max((at for at, step in enumerate(trace.steps) if step.span == place), default=None)


def _assigned(trace: Trace, place: Span) -> int | None:
    """Return the array that was assigned to a place."""
    span = SourceText(trace.source).span
    for node in ast.walk(syntax_of(trace.source)):
        if isinstance(node, ast.Assign) and any(span(target)[:2] == place[:2] for target in node.targets):
            value = span(node.value)
            found = (at for at, step in enumerate(trace.steps) if step.span[:2] == value[:2])
            whole = max(found, key=lambda at: trace.steps[at].span[2:], default=None)
            is_whole = whole is not None and trace.steps[whole].span[2:] >= value[2:]
            return whole if is_whole and trace.steps[whole].shape else None
    return None
