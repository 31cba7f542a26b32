"""What is put into a part of an array: ``X[:, 0] = y``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from helpers.shapes.edit import transposed
from helpers.shapes.questions.line import Finding, Line, shown
from helpers.shapes.record import Step


def stored(line: Line) -> Iterator[Finding]:
    """Ask about a value whose axes are others than those of the place that it is put into."""
    for node in _assignments(line.cell):
        target = node.target if isinstance(node, ast.AugAssign) else node.targets[0]
        base, value = _at(line, target.value), _at(line, node.value)
        place = _place(line.steps[base], target.slice) if base is not None else None
        if value is None or place is None:
            continue
        put = line.steps[value]
        clash = _clash(place, put)
        if clash:
            a, b, size = clash
            names = tuple(name for name, _ in place)
            written = f"{ast.unparse(target)} ({' '.join(names)})"
            yield Finding(
                value, "stored",
                f"{written} gets {shown(put)}: {a} meets {b}. It runs because both have size {size}. "
                f"Did you mean {a} with {a}?",
                [transposed(put.source)] if len(put.axes) == 2 else [],
                lambda found, names=names: found.axes == names,
            )  # fmt: skip


def _assignments(cell: str) -> Iterator[ast.Assign | ast.AugAssign]:
    """Yield the statements that put a value into a part of an array."""
    if "]" not in cell:
        return
    try:
        tree = ast.parse(cell)
    except SyntaxError:  # a cell with magics or await
        return
    for node in ast.walk(tree):
        match node:
            case ast.Assign([ast.Subscript()]) | ast.AugAssign(ast.Subscript()):
                yield node


def _at(line: Line, node: ast.expr) -> int | None:
    """Return the last step that was made at the place of a node."""
    rows = line.cell.splitlines()
    start = node.lineno, len(rows[node.lineno - 1].encode()[: node.col_offset].decode())
    end = node.end_lineno, len(rows[node.end_lineno - 1].encode()[: node.end_col_offset].decode())
    found = (at for at, step in enumerate(line.steps) if step.span == (*start, *end) and step.axes)
    return max(found, default=None)


def _place(base: Step, index: ast.expr) -> list[tuple[str, int | None]] | None:
    """Return (name, size) of the axes that an index of numbers and slices names; None for other indices."""
    parts = index.elts if isinstance(index, ast.Tuple) else [index]
    left, names = list(zip(base.axes, base.shape, strict=True)), []
    for part in parts:
        match part:
            case ast.Slice(None, None, None) if left:
                names.append(left.pop(0))
            case ast.Slice() if left:
                names.append((left.pop(0)[0], None))
            case ast.Constant(int()) | ast.UnaryOp(_, ast.Constant(int())) if left:
                left.pop(0)
            case _:
                return None
    return [*names, *left]


def _clash(place: list[tuple[str, int | None]], put: Step) -> tuple[str, str, int] | None:
    """Return two letters that meet when both are lined up from the right, and their size."""
    for (a, size), b, other in zip(place[::-1], put.axes[::-1], put.shape[::-1], strict=False):
        if size not in (None, other):
            return None
        if a != b and not {a, b} & {"1", "?"}:
            return a, b, other
    return None
