"""Some of the cells: integer indices, slices, None, masks, arrays of positions."""

from __future__ import annotations

import numpy as np

from helpers.shapes.rules.plan import UNKNOWN, Call, Plan


def subscript(call: Call) -> Plan | None:
    """``X[0, :]``, ``Y[0, 0]``, ``v[:, None]``: integers drop an axis, slices keep it, None adds one."""
    operand, *index = call.arguments
    if not operand.is_array:
        return None
    index = _without_ellipsis([each.plain for each in index], len(operand.shape))
    if index is None or any(each is UNKNOWN or not _is_basic(each) for each in index):
        return None
    out, new_axes, labels, given, axis = [], [], [], {}, 0
    for each in index:
        if each is None:
            new_axes.append(len(out))
            out.append(len(operand.shape) + len(out))
            continue
        labels.append(axis)
        if isinstance(each, slice):
            is_whole = each == slice(None)
            if not is_whole:
                given[len(out)] = (operand.axes[axis], _derived(operand.origin[axis]))
            out.append(axis if is_whole else 100 + axis)
        axis += 1
    read = tuple(each if isinstance(each, slice) else int(each) for each in index if each is not None)
    return Plan("select", [operand], [tuple(labels)], tuple(out), "", tuple(new_axes), given, read)


def _derived(origin: str) -> str:
    return "derived" if origin == "declared" else origin


def _is_basic(each) -> bool:
    return (
        each is None
        or isinstance(each, slice)
        or (isinstance(each, int | np.integer) and not isinstance(each, bool))
    )


def _without_ellipsis(index: list, ndim: int) -> list | None:
    """Write an ellipsis, or the end of a short index, as whole slices."""
    used = sum(each is not None and each is not Ellipsis for each in index)
    if used > ndim:
        return None
    whole = [slice(None)] * (ndim - used)
    at = next((i for i, each in enumerate(index) if each is Ellipsis), None)
    return index + whole if at is None else index[:at] + whole + index[at + 1 :]
