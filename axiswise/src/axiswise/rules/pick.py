"""Some of the cells along one axis, by a function: ``np.take``, ``np.delete``, ``np.choose``."""

from __future__ import annotations

import numpy as np

from axiswise.rules.call import UNKNOWN, Call, Operand
from axiswise.rules.plan import Plan, all_passed_on, broadcast, named_only
from axiswise.rules.select import advanced, basic, is_basic, part_of, written_out


def take(call: Call) -> Plan | None:
    """``np.take(X, positions, axis=1)``, ``X.take(positions, 1)``."""
    operand, axis = call.arguments[0], call.value(2, "axis")
    positions = written_out(call.argument(1, "indices"))
    if axis is None and positions.is_array:
        return named_only(all_passed_on(positions))
    if not operand.is_array or not isinstance(axis, int) or positions.value is UNKNOWN:
        return None
    index = [Operand(slice(None)) for _ in range(operand.ndim)]
    index[axis] = positions
    return basic(operand, index) if is_basic(positions) else advanced(operand, index)


def compress(call: Call) -> Plan | None:
    """``np.delete(X, 0, axis=1)``: fewer cells along one axis."""
    operand, axis = call.arguments[0], call.value(2, "axis")
    if not operand.is_array or not isinstance(axis, int):
        return None
    names = all_passed_on(operand)
    names[axis] = part_of(operand.axis(axis % operand.ndim))
    return named_only(names)


def chosen_cells(call: Call) -> Plan | None:
    """``np.compress(mask, X, axis=1)``: the cells along one axis for which the mask is true."""
    return compress(
        Call(
            call.name,
            [call.arguments[1], *call.arguments[:1], *call.arguments[2:]],
            call.keywords,
            call.result,
        )
    )


def choose(call: Call) -> Plan | None:
    """``np.choose(labels, S)``: for each example the entry of one row."""
    positions, choices = call.arguments[:2]
    rows = (
        [Operand(np.empty(choices.shape[1:]), choices.axes[1:], choices.origin[1:])]
        if choices.is_array
        else None
    )
    rows = rows or call.items(choices)
    known = [each for each in (positions, *rows) if each.is_array]
    if not positions.is_array or not all(each.is_array or each.is_number for each in rows):
        return None
    ndim = max(each.ndim for each in known)
    plan = Plan("", known, broadcast(known, ndim), tuple(range(ndim)))
    return named_only([*zip(*plan.names(), strict=True)])


def diff(call: Call) -> Plan | None:
    """``np.diff(X, axis=1)``: steps between examples are no examples."""
    operand, axis = call.arguments[0], call.value(2, "axis", -1)
    if not operand.is_array or not isinstance(axis, int):
        return None
    names = all_passed_on(operand)
    names[axis] = ("?", "unknown")
    return named_only(names)


def take_along_axis(call: Call) -> Plan | None:
    """``np.take_along_axis(A, order, axis=0)``: the axes of the positions."""
    positions = call.arguments[1]
    return named_only(all_passed_on(positions)) if positions.is_array else None


FUNCTIONS = {
    np.compress: chosen_cells,
    np.choose: choose,
    np.take: take,
    np.delete: compress,
    np.diff: diff,
    np.take_along_axis: take_along_axis,
}

METHODS = {"take": take}
