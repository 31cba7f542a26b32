"""Products that are summed over a shared axis."""

from __future__ import annotations

import numpy as np

from helpers.shapes.rules.elementwise import elementwise
from helpers.shapes.rules.plan import Call, Plan, broadcast, is_known


def dot(call: Call) -> Plan | None:
    """``np.dot``: last axis of the left with the last but one of the right; plain product with a number."""
    left, right = call.arguments[:2]
    if not is_known([left, right]):
        return None
    if not left.shape or not right.shape:
        return elementwise(Call(call.name, [left, right], {}, call.result))
    inner = len(left.shape) + len(right.shape)
    left_labels = (*range(len(left.shape) - 1), inner)
    free = iter(range(len(left.shape), inner))
    summed = max(len(right.shape) - 2, 0)
    right_labels = tuple(inner if axis == summed else next(free) for axis in range(len(right.shape)))
    out = tuple(label for label in left_labels + right_labels if label != inner)
    return Plan("contract", [left, right], [left_labels, right_labels], out, "sum")


def matmul(call: Call) -> Plan | None:
    """``@``: as ``np.dot`` up to two axes; further axes on the left are lined up like those of ``*``."""
    left, right = call.arguments[:2]
    if not is_known([left, right]):
        return None
    if len(left.shape) <= 2 and len(right.shape) <= 2:
        return dot(call)
    ends = [min(len(operand.shape), 2) for operand in (left, right)]
    ndim = max(len(left.shape) - ends[0], len(right.shape) - ends[1])
    leading = [
        broadcast([o], 0, drop=len(o.shape)) if e < 2 else None
        for o, e in zip((left, right), ends, strict=True)
    ]
    stacks = broadcast([o for o, e in zip((left, right), ends, strict=True) if e == 2], ndim, drop=2)
    left_stack, right_stack = (stacks.pop(0) if lead is None else () for lead in leading)
    row, inner, column = ndim, ndim + 1, ndim + 2
    left_end, right_end = (row, inner)[-ends[0] :], (inner, column)[: ends[1]]
    out = (*range(ndim), *(label for label in left_end + right_end if label != inner))
    return Plan("contract", [left, right], [left_stack + left_end, right_stack + right_end], out, "sum")


FUNCTIONS = {np.dot: dot, np.matmul: matmul}

METHODS = {"dot": dot}
