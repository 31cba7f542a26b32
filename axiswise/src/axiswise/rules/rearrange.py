"""The same cells in another order, or with axes of size one more or fewer."""

from __future__ import annotations

import numpy as np

from axiswise.rules.call import NOTHING, Call, Operand
from axiswise.rules.make import entries
from axiswise.rules.plan import Plan, all_passed_on, named_only, passed_on
from axiswise.rules.reduce import axes_of

#: A list of more rows than this takes longer to name than to make.
_MOST_ROWS = 100


def permuted(operand: Operand, order: list[int]) -> Plan:
    """Put the axes of ``operand`` in this order."""
    return Plan("rearrange", [operand], [tuple(range(operand.ndim))], tuple(order))


def transpose(call: Call) -> Plan | None:
    """``X.T``, ``np.transpose(X, order)``, ``X.transpose(1, 0)``."""
    operand, *rest = call.arguments
    order = call.value(1, "axes") if len(rest) <= 1 else tuple(each.plain for each in rest)
    if not operand.is_array:
        return None
    order = axes_of(operand, order)
    return (
        permuted(operand, order[::-1] if len(rest) == 0 and "axes" not in call.keywords else order)
        if order
        else None
    )


def matrix_transpose(call: Call) -> Plan | None:
    """``X.mT``: the last two axes change places."""
    operand = call.arguments[0]
    return permuted(operand, [*range(operand.ndim - 2), operand.ndim - 1, operand.ndim - 2])


def swapaxes(call: Call) -> Plan | None:
    """``np.swapaxes(X, 0, 1)``."""
    operand = call.arguments[0]
    pair = axes_of(operand, (call.value(1, "axis1"), call.value(2, "axis2")))
    if pair is None:
        return None
    order = list(range(operand.ndim))
    order[pair[0]], order[pair[1]] = order[pair[1]], order[pair[0]]
    return permuted(operand, order)


def moveaxis(call: Call) -> Plan | None:
    """``np.moveaxis(X, 0, -1)``."""
    operand = call.arguments[0]
    source, target = (
        axes_of(operand, call.value(i, name)) for i, name in ((1, "source"), (2, "destination"))
    )
    if not source or not target:
        return None
    order = [axis for axis in range(operand.ndim) if axis not in source]
    for to, axis in sorted(zip(target, source, strict=True)):
        order.insert(to, axis)
    return permuted(operand, order)


def rollaxis(call: Call) -> Plan | None:
    """``np.rollaxis(X, 2)``: one axis goes before another."""
    operand, before = call.arguments[0], call.value(2, "start", 0)
    moved = axes_of(operand, call.value(1, "axis")) if operand.is_array else None
    if not moved or len(moved) > 1 or not isinstance(before, int):
        return None
    order = [axis for axis in range(operand.ndim) if axis != moved[0]]
    before = before + operand.ndim if before < 0 else before
    order.insert(before - (moved[0] < before), moved[0])
    return permuted(operand, order)


def expand_dims(call: Call) -> Plan | None:
    """``np.expand_dims(v, 1)``: an axis of size one more."""
    operand, axis = call.arguments[0], call.value(1, "axis")
    wanted = axis if isinstance(axis, tuple) else (axis,)
    if not operand.is_array or not all(isinstance(each, int) for each in wanted):
        return None
    ndim = operand.ndim + len(wanted)
    new = sorted(each % ndim for each in wanted)
    return with_new_axes(operand, new, ndim)


def with_new_axes(operand: Operand, new: list[int], ndim: int) -> Plan:
    """Add axes of size one at these positions of the result."""
    kept = iter(range(operand.ndim))
    out = tuple(ndim + position if position in new else next(kept) for position in range(ndim))
    return Plan("rearrange", [operand], [tuple(range(operand.ndim))], out, "", tuple(new))


def atleast_2d(call: Call) -> Plan | None:
    """``np.atleast_2d(v)``: a row."""
    operand = call.arguments[0]
    return (
        with_new_axes(operand, list(range(2 - operand.ndim)), max(2, operand.ndim))
        if operand.is_array
        else None
    )


def squeeze(call: Call) -> Plan | None:
    """``np.squeeze(Y)``: axes of size one fewer."""
    operand = call.arguments[0]
    gone = axes_of(operand, call.value(1, "axis")) if operand.is_array else None
    if gone is None:
        return None
    labels = tuple(range(operand.ndim))
    return Plan(
        "rearrange", [operand], [labels], tuple(a for a in labels if a not in gone or operand.shape[a] != 1)
    )


def ravel(call: Call) -> Plan | None:
    """``Y.ravel()``: one axis keeps its name, several become one that has none."""
    operand = call.arguments[0]
    if not operand.is_array or len(call.arguments) > 1:
        return None
    plan = _reshaped(operand, [("", -1)])
    plan.merged = () if call.keywords else plan.merged
    return plan


def reshape(call: Call) -> Plan | None:
    """``Y.reshape(-1, 1)``: axes keep their name only where none was merged, split or reordered."""
    operand, *sizes = call.arguments
    sizes = sizes or [call.keywords[key] for key in ("shape", "newshape") if key in call.keywords]
    wanted = entries(call, sizes)
    return (
        _reshaped(operand, wanted) if operand.is_array and wanted and not call.keywords.get("order") else None
    )


def _is_undone(operand: Operand, wanted: list[tuple[str, object]]) -> bool:
    """Tell whether axes that had become one come apart as they were: ``X.ravel().reshape(X.shape)``."""
    return len(operand.merged) == len(wanted) and all(
        letter == before or size == -1 for (letter, size), before in zip(wanted, operand.merged, strict=True)
    )


def _reshaped(operand: Operand, wanted: list[tuple[str, object]]) -> Plan:
    """Match the axes not named 1 from both ends, by letter; what is left must be one with one."""
    if _is_undone(operand, wanted):
        return named_only([(name, "derived") for name in operand.merged])
    source = [axis for axis, name in enumerate(operand.axes) if name != "1"]
    target = [position for position, (letter, _) in enumerate(wanted) if letter != "1"]
    new = tuple(position for position, (letter, _) in enumerate(wanted) if letter == "1")
    pairs = {}
    for end in (0, -1):
        while source and target and wanted[target[end]][0] == operand.axes[source[end]]:
            pairs[target.pop(end)] = source.pop(end)
    if len(source) == len(target) == 1 and wanted[target[0]][0] in ("", operand.axes[source[0]]):
        pairs[target.pop()] = source.pop()
    if source or target:
        names = {
            position: passed_on(*operand.axis(axis)) for position, axis in pairs.items()
        } | dict.fromkeys(new, ("1", "derived"))
        plan = named_only([names.get(position, ("?", "unknown")) for position in range(len(wanted))])
        plan.merged = operand.axes if len(wanted) == 1 and "?" not in operand.axes else ()
        return plan
    out = tuple(pairs.get(position, operand.ndim + position) for position in range(len(wanted)))
    return Plan("rearrange", [operand], [tuple(range(operand.ndim))], out, "", new)


def rows_of(call: Call) -> list[Plan] | None:
    """``list(X)``: the entries along the first axis, as views."""
    operand = call.arguments[0] if call.arguments else NOTHING
    if not operand.is_array or operand.ndim < 2 or len(operand.value) > _MOST_ROWS:
        return None
    row = named_only(all_passed_on(operand)[1:])
    return [row] * len(operand.value)


def rot90(call: Call) -> Plan | None:
    """``np.rot90(X)``: two axes change places with each quarter turn."""
    operand, turns = call.arguments[0], call.value(1, "k", 1)
    pair = axes_of(operand, call.value(2, "axes", (0, 1))) if operand.is_array else None
    if pair is None or not isinstance(turns, int):
        return None
    names = all_passed_on(operand)
    if turns % 2:
        names[pair[0]], names[pair[1]] = names[pair[1]], names[pair[0]]
    return named_only(names)


FUNCTIONS = {
    np.transpose: transpose, np.permute_dims: transpose, np.matrix_transpose: matrix_transpose,
    np.swapaxes: swapaxes, np.moveaxis: moveaxis, np.rollaxis: rollaxis,
    np.expand_dims: expand_dims, np.atleast_2d: atleast_2d,
    np.squeeze: squeeze, np.ravel: ravel, np.reshape: reshape, np.rot90: rot90, list: rows_of, tuple: rows_of,
}  # fmt: skip

METHODS = {
    "transpose": transpose, "swapaxes": swapaxes, "squeeze": squeeze,
    "ravel": ravel, "flatten": ravel, "reshape": reshape,
}  # fmt: skip

ATTRIBUTES = {"T": transpose, "mT": matrix_transpose}
