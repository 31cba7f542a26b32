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
    """Return (source, span, operands) of the condition of an ``if``, and of what is put into one place."""
    at = None
    if message.startswith(IS_AMBIGUOUS) and not isinstance(parsed(source), ast.expr):
        at = next((at for at in operands[-1:] if math.prod(trace.steps[at].shape or ()) > 1), None)
    elif message.startswith(NO_SINGLE_NUMBER):
        at = _assigned(trace, span)
    if at is None:
        return source, span, operands
    step = trace.steps[at]
    return step.source, step.span, (at,)


def _assigned(trace: Trace, place: Span) -> int | None:
    """Return the step of one cell that was assigned to a place, if it is one."""
    try:
        tree = ast.parse(trace.source)
    except SyntaxError:  # a cell with magics in it
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(_begins(target) == place[:2] for target in node.targets):
            found = (at for at, step in enumerate(trace.steps) if step.span[:2] == _begins(node.value))
            whole = max(found, key=lambda at: trace.steps[at].span[2:], default=None)
            if whole is not None and set(trace.steps[whole].shape or (0,)) == {1}:
                return whole
    return None


def _begins(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset
