"""Some of the cells: integer indices, slices, None, masks, arrays of positions."""

from __future__ import annotations

import numpy as np

from helpers.shapes.rules.call import UNKNOWN, Call, Operand
from helpers.shapes.rules.plan import Plan, broadcast, common_name, named_only, passed_on

_INTEGERS = (int, np.integer)

#: The origin of positions that pick a part of an axis, whichever axis that is.
_PART = "part"


def subscript(call: Call) -> Plan | None:
    """``X[0, :]``, ``X[:, mask]``, ``v[:, None]``: integers drop an axis, the others keep or add one."""
    operand, *index = call.arguments
    if not operand.is_array:
        return None
    if len(index) == 1 and isinstance(index[0].value, tuple):
        index = call.items(index[0])
    index = _without_ellipsis([_written_out(each) for each in index], operand.ndim)
    if index is None:
        return None
    return _basic(operand, index) if all(map(_is_basic, index)) else _advanced(operand, index)


def _written_out(index: Operand) -> Operand:
    """Make an array of a list or range of positions: ``X[:, [0, 2]]``, ``X[:, [i]]``, ``P[y, range(m)]``.

    A list in which no position is twice picks a part of the axis, and has its name; others may be anything.
    """
    if type(index.value) is range:
        return Operand(np.arange(len(index.value)), (index.length or "?",), ("derived",))
    if index.parts and all(part.is_number for part in index.parts):
        value = np.array([part.value for part in index.parts])
        is_part = value.dtype == bool or len(np.unique(value)) == len(value)
        return Operand(value, ("?",), (_PART if is_part else "unknown",))
    if type(index.value) is list:
        value = np.array(index.value)
        return Operand(value, ("?",) * value.ndim, ("unknown",) * value.ndim)
    return index


def _is_basic(index: Operand) -> bool:
    value = index.value
    return (
        value is None
        or isinstance(value, slice)
        or (isinstance(value, _INTEGERS) and not isinstance(value, bool))
    )


def _width(index: Operand) -> int:
    """Return how many axes of the array a part of the index reads."""
    if index.value is None or index.value is Ellipsis:
        return 0
    return index.ndim if index.is_array and index.value.dtype == bool else 1


def _without_ellipsis(index: list[Operand], ndim: int) -> list[Operand] | None:
    """Write an ellipsis, or the end of a short index, as whole slices; None where a part is not known."""
    if any(each.value is UNKNOWN or isinstance(each.value, str | list) for each in index):
        return None
    missing = ndim - sum(map(_width, index))
    if missing < 0:
        return None
    whole = [Operand(slice(None)) for _ in range(missing)]
    at = next((i for i, each in enumerate(index) if each.value is Ellipsis), None)
    return index + whole if at is None else index[:at] + whole + index[at + 1 :]


def _basic(operand: Operand, index: list[Operand]) -> Plan:
    out, new_axes, given, read, axis = [], [], {}, [], 0
    for each in index:
        if each.value is None:
            new_axes.append(len(out))
            out.append(operand.ndim + len(out))
            continue
        read.append(each.value if isinstance(each.value, slice) else int(each.value))
        if each.value == slice(None):
            out.append(axis)
        elif isinstance(each.value, slice):
            given[len(out)] = _part_of(operand.axis(axis))
            out.append(100 + axis)
        axis += 1
    labels = tuple(range(operand.ndim))
    kind = "rearrange" if all(each == slice(None) for each in read) else "select"
    return Plan(kind, [operand], [labels], tuple(out), "", tuple(new_axes), given, tuple(read))


def _part_of(axis: tuple[str, str]) -> tuple[str, str]:
    """Name what is left of an axis: some examples are examples, but some of an axis named 1 may be none."""
    return ("?", "unknown") if axis[0] == "1" else passed_on(*axis)


def _advanced(operand: Operand, index: list[Operand]) -> Plan | None:
    """Masks and arrays of positions, lined up with each other like the operands of ``*``."""
    groups, names, places, axis = [], [], [], 0
    for each in index:
        if each.value is None:
            names.append(("1", "derived"))
        elif isinstance(each.value, slice):
            is_whole = each.value == slice(None)
            names.append(passed_on(*operand.axis(axis)) if is_whole else _part_of(operand.axis(axis)))
        elif each.is_array or isinstance(each.value, _INTEGERS):
            groups.append(_positions(operand, each, axis))
            places.append((len(groups) + len(names), len(names)))
        else:
            return None
        axis += _width(each)
    ndim = max(map(len, groups))
    picked = [_lined_up(groups, ndim, position) for position in range(ndim)]
    stand_together = len({at for _, at in places}) == 1
    at = places[0][1] if stand_together else 0
    return named_only([*names[:at], *picked, *names[at:]])


def _positions(operand: Operand, index: Operand, axis: int) -> list[tuple[str, str]]:
    """Return the axes that one index contributes to the result."""
    if not index.is_array:
        return []
    if index.value.dtype == bool:
        covered = [operand.axis(axis + i) for i in range(index.ndim)]
        own = [index.axis(i) for i in range(index.ndim)]
        pairs = (
            [common_name(pair) for pair in zip(covered, own, strict=True)]
            if index.origin != ("list",)
            else covered
        )
        letters = [pair for pair in pairs if pair[0] != "1"]
        return [passed_on(*letters[0]) if len(letters) == 1 else ("?", "unknown")]
    if index.origin == (_PART,):
        return [_part_of(operand.axis(axis))]
    return [index.axis(i) for i in range(index.ndim)]


def _lined_up(groups: list[list[tuple[str, str]]], ndim: int, position: int) -> tuple[str, str]:
    found = [group[position - ndim + len(group)] for group in groups if position - ndim + len(group) >= 0]
    lettered = [pair for pair in found if pair[0] != "1"]
    return common_name(lettered or found)


def take(call: Call) -> Plan | None:
    """``np.take(X, positions, axis=1)``, ``X.take(positions, 1)``."""
    operand, axis = call.arguments[0], call.value(2, "axis")
    positions = _written_out(call.argument(1, "indices"))
    if axis is None and positions.is_array:
        return named_only([passed_on(*positions.axis(i)) for i in range(positions.ndim)])
    if not operand.is_array or not isinstance(axis, int) or positions.value is UNKNOWN:
        return None
    index = [Operand(slice(None)) for _ in range(operand.ndim)]
    index[axis] = positions
    return _basic(operand, index) if _is_basic(positions) else _advanced(operand, index)


def compress(call: Call) -> Plan | None:
    """``np.delete(X, 0, axis=1)``: fewer cells along one axis."""
    operand, axis = call.arguments[0], call.value(2, "axis")
    if not operand.is_array or not isinstance(axis, int):
        return None
    names = [passed_on(*operand.axis(i)) for i in range(operand.ndim)]
    names[axis] = _part_of(operand.axis(axis % operand.ndim))
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
    names = [passed_on(*operand.axis(i)) for i in range(operand.ndim)]
    names[axis] = ("?", "unknown")
    return named_only(names)


def take_along_axis(call: Call) -> Plan | None:
    """``np.take_along_axis(A, order, axis=0)``: the axes of the positions."""
    positions = call.arguments[1]
    return (
        named_only([passed_on(*positions.axis(i)) for i in range(positions.ndim)])
        if positions.is_array
        else None
    )


FUNCTIONS = {
    np.compress: chosen_cells,
    np.choose: choose,
    np.take: take,
    np.delete: compress,
    np.diff: diff,
    np.take_along_axis: take_along_axis,
}

METHODS = {"take": take}
