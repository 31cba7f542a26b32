"""Arrays that are put side by side, or compared as a whole, though their axes differ."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from axiswise.questions.line import Finding, Line, element, shown
from axiswise.questions.repairs import column, first_column
from axiswise.record import Step
from axiswise.source import transposed

#: Functions that take a list of arrays, and the axis along which they join two arrays with two axes.
_JOINS = {"concatenate": 0, "vstack": 0, "hstack": 1, "column_stack": 1}

_COMPARISONS = ("allclose", "array_equal", "array_equiv")


def joined(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``np.concatenate([X, R])``, ``np.allclose(X, R)`` where different axes are lined up."""
    step = line.steps[position]
    is_whole = step.op is None or step.op.kind == "opaque"
    match line.tree(position) if is_whole and len(step.operands) > 1 else None:
        case ast.Call(ast.Attribute(_, name) | ast.Name(name), arguments):
            arrays = [(at, line.steps[at]) for at in step.operands if line.steps[at].axes]
            arrays = arrays[-2:] if name == "interp" else arrays
        case _:
            return
    if len(arrays) < 2 or not _takes_arrays(line, arguments, name):
        return
    axis = _axis(line.tree(position), name, len(arrays[0][1].axes))
    for (p, left), (q, right) in pairwise(arrays):
        clash = _clash(left, right, axis) if len(left.axes) == len(right.axes) else None
        if clash:
            a, b, size = clash
            meant = "Are they one axis?" if name == "interp" else f"Did you mean {a} with {a}?"
            yield Finding(
                position, "joined",
                f"{name} lines up {a} of {shown(left)} with {b} of {shown(right)}. It runs because both have "
                f"size {size}. {meant}",
                [line.write(position, {each: transposed(line.source(each))}) for each in (q, p)]
                if len(right.axes) == 2 else [],
            )  # fmt: skip
            return


def _takes_arrays(line: Line, arguments: list[ast.expr], name: str) -> bool:
    if name in ("vdot", "corrcoef", "cov", *_COMPARISONS):
        return len(arguments) == 2
    if name == "interp":
        return len(arguments) == 3
    return name in (*_JOINS, "stack") and bool(arguments) and isinstance(arguments[0], ast.List | ast.Tuple)


def _axis(call: ast.Call, name: str, ndim: int) -> int | None:
    """Return the axis that may differ: the one that is joined."""
    given = [each.value for each in call.keywords if each.arg == "axis"] + call.args[1:2]
    if name in ("vdot", "stack", "interp", *_COMPARISONS):
        return None
    if name in ("corrcoef", "cov"):
        return 0
    if ndim == 1:
        return None if name in ("vstack", "column_stack") else 0
    is_given = name == "concatenate" and given and isinstance(given[0], ast.Constant)
    return given[0].value % ndim if is_given else _JOINS[name]


def _clash(left: Step, right: Step, axis: int | None) -> tuple[str, str, int] | None:
    for at, (a, b) in enumerate(zip(left.axes, right.axes, strict=True)):
        if at != axis and a != b and not {a, b} & {"1", "?"}:
            return a, b, left.shape[at]
    return None


def compared(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``np.allclose(y, col)`` of (m) and (m 1), which compares each example with each."""
    step = line.steps[position]
    match line.tree(position) if step.op is None and step.shape == () and step.operands else None:
        case ast.Call(ast.Attribute(_, name) | ast.Name(name)) if name in _COMPARISONS:
            arrays = [(at, line.steps[at]) for at in step.operands if line.steps[at].axes]
        case _:
            return
    if len(arrays) != 2 or arrays[0][1].axes == arrays[1][1].axes:
        return
    (p, left), (q, right) = arrays
    letters = [{name for name in each.axes if name not in "1?"} for each in (left, right)]
    if len(letters[0]) != 1 or letters[0] != letters[1] or {"?"} & {*left.axes, *right.axes}:
        return
    (letter,) = letters[0]
    what = "can never be equal" if name == "array_equal" else f"give {letter} × {letter} comparisons"
    yield Finding(
        position, "stretched",
        f"{shown(left)} and {shown(right)} {what}. Did you mean {element(letter)} with {element(letter)}?",
        _alike(line, position, p, q),
    )  # fmt: skip


def _alike(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Yield both operands with the same axes."""
    for each, other in ((q, p), (p, q)):
        step, ndim = line.steps[each], len(line.steps[other].axes)
        if len(step.axes) == 2 and ndim == 1:
            flat = first_column(step.source) if step.axes[1] == "1" else f"{step.source}[0]"
            yield line.write(position, {each: flat})
        elif len(step.axes) == 2:
            yield line.write(position, {each: transposed(step.source)})
        elif line.steps[other].axes[1] == "1":
            yield line.write(position, {each: column(step.source)})
