"""Products that are summed over a shared axis."""

from __future__ import annotations

import numpy as np

from axiswise.rules.call import Call, Operand, is_known
from axiswise.rules.elementwise import elementwise
from axiswise.rules.plan import Plan, broadcast, named_only, passed_on
from axiswise.rules.reduce import axes_of


def dot(call: Call) -> Plan | None:
    """``np.dot``: last axis of the left with the last but one of the right; plain product with a number."""
    left, right = call.arguments[0], call.argument(1, "b")
    return _pairwise(call, left, right, max(right.ndim - 2, 0))


def inner(call: Call) -> Plan | None:
    """``np.inner``: last axis with last axis."""
    left, right = call.arguments[:2]
    return _pairwise(call, left, right, right.ndim - 1)


def _pairwise(call: Call, left: Operand, right: Operand, summed: int) -> Plan | None:
    if not is_known([left, right]):
        return None
    if not left.ndim or not right.ndim:
        return elementwise(Call(call.name, [left, right], {}, call.result))
    return contracted(left, right, [left.ndim - 1], [summed])


def contracted(left: Operand, right: Operand, left_axes: list[int], right_axes: list[int]) -> Plan:
    """Sum over these axes of the left, each with its partner of the right; the others stay."""
    left_labels = tuple(range(left.ndim))
    right_labels = [left.ndim + axis for axis in range(right.ndim)]
    for a, b in zip(left_axes, right_axes, strict=True):
        right_labels[b] = a
    gone = set(left_axes)
    out = tuple(label for label in (*left_labels, *right_labels) if label not in gone)
    return Plan("contract", [left, right], [left_labels, tuple(right_labels)], out, "sum")


def matmul(call: Call) -> Plan | None:
    """``@``: as ``np.dot`` up to two axes; further axes are lined up like those of ``*``."""
    pair = call.arguments[:2]
    if not is_known(pair) or not all(operand.ndim for operand in pair):
        return None
    if max(operand.ndim for operand in pair) <= 2:
        return dot(call)
    ndim = max(operand.ndim for operand in pair) - 2
    row, summed, column = ndim, ndim + 1, ndim + 2
    ends = [(row, summed)[-pair[0].ndim :], (summed, column)[: pair[1].ndim]]
    stacks = iter(broadcast([operand for operand in pair if operand.ndim > 1], ndim, drop=2))
    labels = [
        (next(stacks) if operand.ndim > 1 else ()) + end for operand, end in zip(pair, ends, strict=True)
    ]
    out = (*range(ndim), *(label for end in ends for label in end if label != summed))
    return Plan("contract", pair, labels, out, "sum")


def row_by_row(left_ends: int, right_ends: int):
    """Make the rule of ``vecdot``, ``matvec``, ``vecmat``: how many last axes of each are multiplied."""

    def rule(call: Call) -> Plan | None:
        pair, ends = call.arguments[:2], (left_ends, right_ends)
        is_large = all(operand.ndim >= end for operand, end in zip(pair, ends, strict=True))
        if call.keywords or not is_known(pair) or not is_large:
            return None
        ndim = max(operand.ndim - end for operand, end in zip(pair, ends, strict=True))
        summed, kept = ndim, ndim + 1
        labels = [broadcast(pair, ndim, drop=end)[position] for position, end in enumerate(ends)]
        labels[0] += (kept, summed)[-left_ends:]
        labels[1] += (summed, kept)[:right_ends]
        return Plan("contract", pair, labels, (*range(ndim), *[kept] * (left_ends != right_ends)), "sum")

    return rule


def outer(call: Call) -> Plan | None:
    """``np.outer``: every cell of the left with every cell of the right."""
    left, right = call.arguments[:2]
    found = [_flat(operand, first) for operand, first in ((left, 0), (right, 10))]
    if not is_known([left, right]) or None in found:
        sides = zip((left, right), found, strict=True)
        return named_only([_only(side, flat) for side, flat in sides])
    (left_labels, a), (right_labels, b) = found
    return Plan("contract", [left, right], [left_labels, right_labels], (a, b), "sum")


def _only(operand: Operand, flat: tuple[tuple[int, ...], int] | None) -> tuple[str, str]:
    """Name an array that is read as one row."""
    return passed_on(*operand.axis(flat[0].index(flat[1]))) if flat else ("?", "unknown")


def _flat(operand: Operand, first: int) -> tuple[tuple[int, ...], int] | None:
    """Label an array that is read as one row: its axes named 1 have one cell each, and one axis remains."""
    labels = tuple(range(first, first + operand.ndim))
    remaining = [label for label, name in zip(labels, operand.axes, strict=True) if name != "1"]
    return (labels, remaining[0]) if len(remaining) == 1 else None


def vdot(call: Call) -> Plan | None:
    """``np.vdot``: cell by cell in reading order, summed over everything."""
    left, right = call.arguments[:2]
    if not is_known([left, right]):
        return None
    if left.shape == right.shape and left.axes == right.axes:
        labels = tuple(range(left.ndim))
        return Plan("contract", [left, right], [labels, labels], (), "sum")
    found = [_flat(operand, first) for operand, first in ((left, 0), (right, 10))]
    if None in found:
        return named_only([])
    (left_labels, a), (right_labels, b) = found
    return Plan(
        "contract", [left, right], [left_labels, tuple(a if x == b else x for x in right_labels)], (), "sum"
    )


def trace(call: Call) -> Plan | None:
    """``np.trace``: the sum along the diagonal of a matrix, or of each in a stack."""
    operand = call.arguments[0]
    offset = call.value(1, "offset", 0)
    pair = axes_of(operand, (call.value(2, "axis1", 0), call.value(3, "axis2", 1)))
    if pair is None or operand.ndim < 2:
        return None
    kept = [axis for axis in range(operand.ndim) if axis not in pair]
    if offset == 0 and operand.shape[pair[0]] == operand.shape[pair[1]]:
        labels = tuple(pair[0] if axis == pair[1] else axis for axis in range(operand.ndim))
        return Plan("contract", [operand], [labels], tuple(kept), "sum")
    return named_only([passed_on(*operand.axis(axis)) for axis in kept])


def tensordot(call: Call) -> Plan | None:
    """``np.tensordot``: ``axes`` is a count, or the axes of the left and of the right."""
    left, right = call.arguments[:2]
    chosen = call.value(2, "axes", 2)
    if isinstance(chosen, int):
        chosen = tuple(range(left.ndim - chosen, left.ndim)), tuple(range(chosen))
    pairs = [each if isinstance(each, tuple | list) else (each,) for each in chosen]
    if not is_known([left, right]) or not all(isinstance(axis, int) for each in pairs for axis in each):
        return None
    return contracted(
        left, right, [axis % left.ndim for axis in pairs[0]], [axis % right.ndim for axis in pairs[1]]
    )


def multi_dot(call: Call) -> Plan | None:
    """``np.linalg.multi_dot([A, B, C])``: the outer axes of the chain."""
    chain = call.items(call.arguments[0])
    ends = [chain[0].axis(0)] * (chain[0].ndim == 2) + [chain[-1].axis(-1)] * (chain[-1].ndim == 2)
    return named_only([passed_on(*axis) for axis in ends])


#: Products that NumPy has since version 2.2.
_SINCE_2_2 = {"matvec": (2, 1), "vecmat": (1, 2)}

FUNCTIONS = {
    np.dot: dot, np.matmul: matmul, np.inner: inner, np.outer: outer, np.linalg.outer: outer, np.vdot: vdot,
    np.trace: trace, np.tensordot: tensordot, np.linalg.multi_dot: multi_dot,
    np.vecdot: row_by_row(1, 1),
    **{getattr(np, name): row_by_row(*ends) for name, ends in _SINCE_2_2.items() if hasattr(np, name)},
}  # fmt: skip

METHODS = {"dot": dot, "trace": trace}
