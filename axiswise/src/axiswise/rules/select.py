"""Some of the cells: integer indices, slices, None, masks, arrays of positions."""

from __future__ import annotations

import numpy as np

from axiswise.rules.call import UNKNOWN, Call, Operand
from axiswise.rules.plan import Plan, common_name, named_only, passed_on

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
    index = _without_ellipsis([written_out(each) for each in index], operand.ndim)
    if index is None:
        return None
    return basic(operand, index) if all(map(is_basic, index)) else advanced(operand, index)


def written_out(index: Operand) -> Operand:
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


def is_basic(index: Operand) -> bool:
    """Tell whether a part of an index is a number, a slice or None."""
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


def basic(operand: Operand, index: list[Operand]) -> Plan:
    """Plan an index of numbers, slices and None."""
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
            given[len(out)] = part_of(operand.axis(axis))
            out.append(100 + axis)
        axis += 1
    labels = tuple(range(operand.ndim))
    kind = "rearrange" if all(each == slice(None) for each in read) else "select"
    return Plan(kind, [operand], [labels], tuple(out), "", tuple(new_axes), given, tuple(read))


def part_of(axis: tuple[str, str]) -> tuple[str, str]:
    """Name what is left of an axis: some examples are examples, but some of an axis named 1 may be none."""
    return ("?", "unknown") if axis[0] == "1" else passed_on(*axis)


def advanced(operand: Operand, index: list[Operand]) -> Plan | None:
    """Plan masks and arrays of positions, lined up with each other like the operands of ``*``."""
    groups, names, places, axis = [], [], [], 0
    for each in index:
        if each.value is None:
            names.append(("1", "derived"))
        elif isinstance(each.value, slice):
            is_whole = each.value == slice(None)
            names.append(passed_on(*operand.axis(axis)) if is_whole else part_of(operand.axis(axis)))
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
        return [part_of(operand.axis(axis))]
    return [index.axis(i) for i in range(index.ndim)]


def _lined_up(groups: list[list[tuple[str, str]]], ndim: int, position: int) -> tuple[str, str]:
    found = [group[position - ndim + len(group)] for group in groups if position - ndim + len(group) >= 0]
    lettered = [pair for pair in found if pair[0] != "1"]
    return common_name(lettered or found)
