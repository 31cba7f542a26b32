"""What met in a line that was traced: its last operation, or the one that failed, and on which axes."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from axiswise.record import Op, Step, Trace

_SIGNS = {ast.Mult: "*", ast.MatMult: "@", ast.Add: "+", ast.Sub: "-", ast.Div: "/", ast.Pow: "**"}
DOTS = ("np.dot", "@", "np.matmul")


@dataclass(frozen=True, slots=True)
class Met:
    """One operation.

    Attributes
    ----------
    name : str
        ``"*"``, ``"np.dot"``, ``"np.sum"``, …; "" where none is known.
    axes : tuple of tuple of str
        The axes of each operand that is an array.
    gone : tuple of str
        The axes that were summed, or otherwise reduced.
    after : str
        What stands after the operation in the line.
    stretched : str
        The name of the first operation of the line, in the order of evaluation, that operands of different
        axes met in; "" where all were the same.
    """

    name: str = ""
    axes: tuple[tuple[str, ...], ...] = ()
    gone: tuple[str, ...] = ()
    after: str = ""
    stretched: str = ""

    @property
    def is_dot(self) -> bool:
        """Whether it is a product that sums over the axes inside."""
        return self.name in DOTS

    @property
    def alike(self) -> bool:
        """Whether two operands have the same axes."""
        return len(self.axes) > 1 and len(set(self.axes)) == 1


def met_in(trace: Trace | None) -> Met:
    """Return what met last in a trace, or where it failed."""
    if trace is None:
        return Met()
    steps, stretched = trace.steps, _first_stretched(trace.steps)
    if trace.error is None:
        last = steps[-1] if steps else None
        op = last.op if last else None
        return Met(op.name, _axes(last.operands, steps), _gone(op, steps), "", stretched) if op else Met()
    error = trace.error
    after = trace.source[error.span[3] :] if error.span[0] == error.span[2] == 1 else ""
    return Met(_written(error.source), _axes(error.operands, steps), (), after, stretched)


def _first_stretched(steps: list[Step]) -> str:
    for step in steps:
        if step.op is not None and len(set(_axes(step.operands, steps))) > 1:
            return step.op.name
    return ""


def _axes(operands: tuple[int, ...], steps: list[Step]) -> tuple[tuple[str, ...], ...]:
    return tuple(steps[place].axes for place in operands if steps[place].shape)


def _gone(op: Op, steps: list[Step]) -> tuple[str, ...]:
    """Return the names of the axes that are in no result."""
    reduced, names = set(op.reduced), {}
    for place, labels in zip(op.operands, op.labels, strict=True):
        if place is not None:
            names |= dict(zip(labels, steps[place].axes, strict=False))
    return tuple(name for label, name in names.items() if label in reduced)


def _written(source: str) -> str:
    """Return the operation that a sub-expression is."""
    try:
        node = ast.parse(source, mode="eval").body
    except SyntaxError:
        return ""
    if isinstance(node, ast.BinOp):
        return _SIGNS.get(type(node.op), "")
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""
