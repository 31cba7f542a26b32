"""Why an axis, a new shape, an index or a list of arrays does not fit."""

from __future__ import annotations

import ast
import math
import re

from axiswise.errors.failure import JOINS, Failure
from axiswise.questions.line import shown
from axiswise.record import Step

#: How NumPy says that there is no such axis.
IS_OUTSIDE = "is out of bounds for array"

#: Functions that make an array of a shape.
_SHAPED = ("zeros", "ones", "empty")


def axis(failure: Failure) -> str:
    """Explain an axis that is not there."""
    found = re.search(rf"axis (-?\d+) {IS_OUTSIDE} of dimension (\d+)", failure.message)
    if not found or not failure.arrays:
        return ""
    step = failure.arrays[0][1]
    have = {0: "no axis", 1: "one axis, 0"}.get(
        len(step.shape), f"{len(step.shape)} axes, 0 to {len(step.shape) - 1}"
    )
    return f"{shown(step)} has {have}: there is no axis {found[1]}."


def reshape(failure: Failure) -> str:
    """Explain a reshape into another number of cells."""
    found = re.match(r"cannot reshape array of size (\d+) into shape \((.*)\)", failure.message)
    if not found or failure.name != "reshape" or not failure.arrays:
        return ""
    step, wanted = failure.arrays[0][1], [int(each) for each in re.findall(r"-?\d+", found[2])]
    cells = " · ".join(map(str, step.shape))
    if "newaxis" in found[2]:
        wanted.append(-1)
    elif "-1" in failure.source:  # NumPy says nothing of a size that it was to find, if that comes first
        wanted.insert(0, -1)
    if -1 in wanted:
        return (
            f"{shown(step)} has {cells} = {math.prod(step.shape)} cells, which do not go evenly into "
            f"{tuple(wanted)}."
        )
    return (
        f"{shown(step)} has {cells} = {math.prod(step.shape)} cells, and {tuple(wanted)} has room for "
        f"{math.prod(wanted)}."
    )


def joined(failure: Failure) -> str:
    """Explain arrays that cannot be put together."""
    steps = [step for _, step in failure.arrays if step.shape]
    if failure.name not in JOINS or not failure.is_about_shapes or len(steps) < 2:
        return ""
    other = next((step for step in steps if step.shape != steps[0].shape), steps[1])
    if "number of dimensions" in failure.message:
        return (
            f"{shown(steps[0])} has {len(steps[0].shape)} axes and {shown(other)} has {len(other.shape)}: "
            "to be joined, they need as many."
        )
    if "same shape" in failure.message:
        return (
            f"{shown(steps[0])} has shape {steps[0].shape} and {shown(other)} has {other.shape}: to be "
            "stacked, they must be equal."
        )
    if "along dimension" not in failure.message:
        return ""
    axis, i, a, j, b = map(int, re.findall(r"\d+", failure.message.partition("along dimension")[2]))
    if max(i, j) >= len(steps):
        return (
            f"Along axis {axis}, one array has size {a} and another {b}: only the axis that is joined may "
            "differ."
        )
    return (
        f"Along axis {axis}, {shown(steps[i])} has size {a} and {shown(steps[j])} has {b}: only the axis "
        "that is joined may differ."
    )


def index(failure: Failure) -> str:
    """Explain masks and places that do not fit."""
    takes_places = failure.name in ("[]", "take", "take_along_axis")
    if not isinstance(failure.exception, IndexError) or not takes_places or not failure.arrays:
        return ""
    base = failure.arrays[0][1]
    if failure.message.startswith("boolean index did not match"):
        axis, size, given = re.findall(r"\d+", failure.message)
        return (
            f"The mask has {given} {'entry' if given == '1' else 'entries'} where axis {axis} of "
            f"{shown(base)} has {size}."
        )
    place = re.match(r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)", failure.message)
    if place:
        index, axis, size = map(int, place.groups())
        return (
            f"Axis {axis} of {shown(base)} has size {size}, so its places are 0 to {size - 1}: there is no"
            f" {index}."
        )
    if "too many indices" in failure.message:
        return _too_many(failure, base)
    if "must be of integer" in failure.message:
        step = next((step for _, step in failure.arrays[1:] if step.dtype.startswith("float")), None)
        return f"An index is a whole number or a truth, and {shown(step)} holds {step.dtype}." if step else ""
    return ""


def _too_many(failure: Failure, base: Step) -> str:
    axes = "one axis" if len(base.shape) == 1 else f"{len(base.shape)} axes"
    match failure.tree, failure.arrays[1:]:
        case ast.Subscript(slice=ast.expr() as index), [(_, mask)] if not isinstance(index, ast.Tuple):
            return f"The mask {shown(mask)} has {len(mask.shape)} axes, and {shown(base)} has {axes}."
    return f"{shown(base)} has {axes}, and there are more indices than that."


def square(failure: Failure) -> str:
    """Explain what only a square matrix has."""
    is_of_rows = "core dimension" in failure.message or "Incompatible dimensions" in failure.message
    if failure.name in ("solve", "lstsq") and failure.pair and is_of_rows:
        left, right = failure.pair
        rows = f"{shown(left)} has {left.shape[0]} rows and {shown(right)} has {right.shape[0]}"
        return f"{rows}: {failure.name} needs as many on both sides."
    if failure.name == "trace" and "at least two dimensions" in failure.message and failure.arrays:
        return f"trace adds up the diagonal of a table, and {shown(failure.arrays[0][1])} has one axis."
    if "must be square" not in failure.message or not failure.arrays:
        return ""
    step = failure.arrays[0][1]
    function, sizes = failure.source.partition("(")[0], " × ".join(map(str, step.shape))
    return f"{function} needs a square matrix, and {shown(step)} is {sizes}."


def moved(failure: Failure) -> str:
    """Explain axes that cannot be squeezed or put in an order."""
    if not failure.arrays:
        return ""
    step = failure.arrays[0][1]
    if failure.message.startswith("cannot select an axis to squeeze"):
        return f"Only an axis of size 1 can be squeezed away, and {shown(step)} has shape {step.shape}."
    if failure.message.startswith("axes don't match array"):
        axes = "one axis" if len(step.shape) == 1 else f"{len(step.shape)} axes"
        return f"{shown(step)} has {axes}: the order must name each of them once."
    return ""


def unpacked(failure: Failure) -> str:
    """Explain ``n, m, k = X.shape`` where X has two axes, and rows for too many names."""
    found = re.match(r"(?:not enough|too many) values to unpack \(expected (\d+)", failure.message)
    value = failure.value_of_names if found else None
    if value is None or not failure.arrays:
        return ""
    step, names = failure.arrays[-1][1], f"{found[1]} name{'s' if found[1] != '1' else ''}"
    if isinstance(value, ast.Attribute) and ast.unparse(value) == f"{step.source}.shape":
        return f"{ast.unparse(value)} has one number for each axis of {shown(step)}, and there are {names}."
    if ast.unparse(value) == step.source and step.shape:
        return f"{shown(step)} has {step.shape[0]} entries along its first axis, and there are {names}."
    return ""


def listed(failure: Failure) -> str:
    """Explain arrays that were not put into a list, and sizes not into a tuple."""
    if failure.name in _SHAPED and "as a data type" in failure.message:
        return (
            f"{failure.name} takes the whole shape in one tuple: what follows it is the type of the numbers."
        )
    is_second = failure.message.startswith("only integer scalar arrays can be converted")
    if failure.name not in JOINS or not is_second or len(failure.arrays) < 2:
        return ""
    arrays = ", ".join(step.source for _, step in failure.arrays)
    return f"{failure.name} takes one list of arrays, [{arrays}]: what follows it is the axis."


EXPLANATIONS = (axis, reshape, joined, index, square, moved, unpacked, listed)
