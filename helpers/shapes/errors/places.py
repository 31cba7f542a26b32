"""Where an error belongs, when Python blames the statement around it."""

from __future__ import annotations

import ast
import math

from helpers.shapes.edit import parsed
from helpers.shapes.errors.arguments import NO_SINGLE_NUMBER
from helpers.shapes.errors.truths import IS_AMBIGUOUS
from helpers.shapes.record import Trace

Span = tuple[int, int, int, int]


def narrowed(
    trace: Trace, source: str, span: Span, operands: tuple[int, ...], message: str
) -> tuple[str, Span, tuple[int, ...]]:
    """Return (source, span, operands) of the condition of an ``if``, and of what is put into a place."""
    at = None
    if message.startswith(IS_AMBIGUOUS) and not isinstance(parsed(source), ast.expr):
        at = next((at for at in operands[-1:] if math.prod(trace.steps[at].shape or ()) > 1), None)
    elif message.startswith((NO_SINGLE_NUMBER, "could not broadcast input array")):
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


def _assigned(trace: Trace, place: Span) -> int | None:
    """Return the array that was assigned to a place."""
    try:
        tree = ast.parse(trace.source)
    except SyntaxError:  # a cell with magics in it
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(_begins(target) == place[:2] for target in node.targets):
            found = (at for at, step in enumerate(trace.steps) if step.span[:2] == _begins(node.value))
            whole = max(found, key=lambda at: trace.steps[at].span[2:], default=None)
            is_whole = whole is not None and trace.steps[whole].span[2:] >= _ends(node.value)
            return whole if is_whole and trace.steps[whole].shape else None
    return None


def _begins(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _ends(node: ast.expr) -> tuple[int, int]:
    return node.end_lineno, node.end_col_offset
