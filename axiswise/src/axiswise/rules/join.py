"""Several arrays become one: ``concatenate``, ``stack``, ``np.c_``; one is repeated: ``tile``, ``repeat``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from axiswise.rules.call import Call, Operand
from axiswise.rules.elementwise import elementwise, same_cells
from axiswise.rules.make import entries
from axiswise.rules.plan import Plan, common_name, named_only, passed_on

_NEW = ("1", "derived")
_UNKNOWN = ("?", "unknown")

Axes = list[tuple[str, str]]


def _axes(operand: Operand) -> Axes:
    return [operand.axis(i) for i in range(operand.ndim)]


def _as_row(operand: Operand) -> Axes:
    return _axes(operand) if operand.ndim > 1 else [_NEW, *_axes(operand)]


def _as_column(operand: Operand) -> Axes:
    return _axes(operand) if operand.ndim > 1 else [*_axes(operand), _NEW]


def _as_stack(operand: Operand) -> Axes:
    return [*_as_row(operand), _NEW] if operand.ndim < 3 else _axes(operand)


def _joined(items: list[Axes], axis: int) -> Plan | None:
    """Join arrays along ``axis``, which then has no name: a letter is one axis of one size."""
    ndim = len(items[0])
    if any(len(item) != ndim for item in items) or not -ndim <= axis < ndim:
        return None
    names = [common_name(partners) for partners in zip(*items, strict=True)]
    if len(items) > 1:
        names[axis] = _UNKNOWN
    return named_only(names)


def _items(call: Call) -> list[Operand] | None:
    items = call.items(call.arguments[0])
    return items if items and all(item.is_array and item.ndim for item in items) else None


def concatenate(call: Call) -> Plan | None:
    """``np.concatenate([A, B], axis=1)``."""
    items, axis = _items(call), call.value(1, "axis", 0)
    return _joined([_axes(item) for item in items], axis) if items and isinstance(axis, int) else None


def stack(call: Call) -> Plan | None:
    """``np.stack([a, b])``: a new axis that counts the arrays, named like what a comprehension ran over."""
    items, axis = _items(call), call.value(1, "axis", 0)
    if not items or not isinstance(axis, int) or len({item.ndim for item in items}) > 1:
        return None
    names = [common_name(partners) for partners in zip(*map(_axes, items), strict=True)]
    names.insert(axis % (len(names) + 1), _counted(call)[0])
    return named_only(names)


def _counted(call: Call) -> Axes:
    """Return the axes that a comprehension ran over."""
    letters = call.arguments[0].counted or ("?",)
    return [_UNKNOWN if letter == "?" else (letter, "derived") for letter in letters]


def array(call: Call) -> Plan | None:
    """``np.array(X)`` of an array, ``np.array([a, b])`` of a list of arrays or numbers."""
    if not call.arguments:
        return None
    return same_cells(call) or stack(call.of(call.arguments[:1])) or _of_numbers(call)


def _of_numbers(call: Call) -> Plan | None:
    """``np.array([[x * y for y in b] for x in a])``."""
    if not call.arguments[0].counted:
        return None
    names = _counted(call)
    return named_only((names + [_UNKNOWN] * np.ndim(call.result))[: np.ndim(call.result)])


def stacker(shaped: Callable[[Operand], Axes], axis: int):
    """Make the rule of ``hstack`` and its like, by how a 1-D array is read and along which axis it joins."""

    def rule(call: Call) -> Plan | None:
        items = _items(call)
        return (
            _joined([shaped(item) for item in items], axis if len(shaped(items[0])) > 1 else 0)
            if items
            else None
        )

    return rule


def columns(call: Call) -> Plan | None:
    """``np.c_[a, b]``: the index holds the arrays."""
    items = call.arguments[1:]
    known = all(item.is_array and item.ndim for item in items)
    return _joined([_as_column(item) for item in items], -1) if known else None


def rows(call: Call) -> Plan | None:
    """``np.r_[a, b]`` of arrays."""
    items = call.arguments[1:]
    return (
        _joined([_axes(item) for item in items], 0)
        if all(item.is_array and item.ndim for item in items)
        else None
    )


def append(call: Call) -> Plan | None:
    """``np.append(X, Y, axis=1)``; without an axis, everything in one row."""
    items, axis = call.arguments[:2], call.value(2, "axis")
    if not all(item.is_array and item.ndim for item in items):
        return None
    if axis is None and any(item.ndim > 1 for item in items):
        return named_only([_UNKNOWN])
    return _joined([_axes(item) for item in items], axis or 0)


def pad(call: Call) -> Plan | None:
    """``np.pad(I, ((0, 0), (2, 2)))``: an axis that gets further cells has no name."""
    operand, width = call.arguments[0], call.value(1, "pad_width")
    if not operand.is_array or not isinstance(width, int | tuple | list):
        return None
    widths = np.broadcast_to(np.asarray(width), (operand.ndim, 2))
    pairs = zip(_axes(operand), widths, strict=True)
    return named_only([_UNKNOWN if np.any(each != 0) else passed_on(*axis) for axis, each in pairs])


def tile(call: Call) -> Plan | None:
    """``np.tile(b, (1, m))``: an axis of size one repeated m times is m; others repeated have no name."""
    operand, times = call.arguments[0], entries(call, call.arguments[1:2])
    if not operand.is_array or not times:
        return None
    ndim = max(operand.ndim, len(times))
    axes = [_NEW] * (ndim - operand.ndim) + _axes(operand)
    times = [("1", 1)] * (ndim - len(times)) + times
    return named_only([_repeated(axis, letter) for axis, (letter, _) in zip(axes, times, strict=True)])


def repeat(call: Call) -> Plan | None:
    """``np.repeat(b, m, axis=1)``."""
    operand, times, axis = call.arguments[0], entries(call, call.arguments[1:2]), call.value(2, "axis")
    if not operand.is_array or not times or not isinstance(axis, int):
        return None
    names = [passed_on(*each) for each in _axes(operand)]
    names[axis] = _repeated(names[axis], times[0][0])
    return named_only(names)


def _repeated(axis: tuple[str, str], letter: str) -> tuple[str, str]:
    if letter == "1":
        return passed_on(*axis)
    return (letter, "derived") if letter and axis[0] == "1" else _UNKNOWN


def broadcast_to(call: Call) -> Plan | None:
    """``np.broadcast_to(b, (k, m))``: letters of the shape where an axis is stretched."""
    operand, sizes = call.arguments[0], call.argument(1, "shape")
    wanted = entries(call, [sizes]) if sizes is not None else None
    if not operand.is_array or not wanted:
        return None
    axes = [_NEW] * (len(wanted) - operand.ndim) + _axes(operand)
    return named_only(
        [
            ((letter, "derived") if letter else _UNKNOWN) if axis[0] == "1" else passed_on(*axis)
            for axis, (letter, _) in zip(axes, wanted, strict=True)
        ]
    )


def broadcast_arrays(call: Call) -> list[Plan | None] | None:
    """``np.broadcast_arrays(w, dz)``: each has the axes of all, unless it is what was given."""
    whole = elementwise(call)
    if whole is None:
        return None
    names = named_only([*zip(*whole.names(), strict=True)])
    same = [result is operand.value for result, operand in zip(call.result, call.arguments, strict=True)]
    return [None if is_same else names for is_same in same]


FUNCTIONS = {
    np.concatenate: concatenate, np.stack: stack,
    **dict.fromkeys((np.array, np.asarray, np.asanyarray), array),
    np.hstack: stacker(_axes, 1), np.vstack: stacker(_as_row, 0), np.column_stack: stacker(_as_column, 1),
    np.dstack: stacker(_as_stack, 2), np.append: append, np.pad: pad,
    np.tile: tile, np.repeat: repeat, np.broadcast_to: broadcast_to,
    np.broadcast_arrays: broadcast_arrays,
}  # fmt: skip

METHODS = {"repeat": repeat}

#: Objects that are indexed rather than called.
INDEXED = {np.c_: columns, np.r_: rows}
