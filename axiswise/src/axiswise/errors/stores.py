"""Why a value does not fit where it is put: into a place of an array, a row of a list, a format."""

from __future__ import annotations

import ast
import re

from axiswise.errors.failure import Failure
from axiswise.questions.line import shown

#: How NumPy begins to say that an array was put into the place of one number.
NO_SINGLE_NUMBER = "setting an array element with a sequence"

#: How NumPy begins to say that a value has another shape than the place that it is put into.
DOES_NOT_FIT = (
    "could not broadcast input array", "shape mismatch: value array", "NumPy boolean array indexing",
)  # fmt: skip

_ITEM = "From an array of one cell, .item() takes the number."


def assigned(failure: Failure) -> str:
    """Explain a value that does not fit where it is put."""
    if failure.message.startswith(NO_SINGLE_NUMBER):
        return _one_number(failure)
    if "passed to numpy.ndarray.__format__" in failure.message:
        return f"A format such as .3f is for one number, and was given an array. {_ITEM}"
    match failure.tree:
        case ast.AugAssign(ast.Subscript() as target) if "broadcast" in failure.message and failure.arrays:
            value = failure.arrays[-1][1]
            place = re.search(r"shapes (\(.*?\))", failure.message)
            return (
                f"{ast.unparse(target)} keeps its shape {place[1]} in {failure.name}, and {shown(value)} of "
                f"shape {value.shape} does not fit into it."
            )
    found = re.match(
        r"(?:could not broadcast input array from|shape mismatch: value array of) shape (\(.*?\)) "
        r"(?:into|could not be broadcast to indexing result of) shape (\(.*\))",
        failure.message,
    )
    value = shown(failure.arrays[-1][1]) if len(failure.arrays) > 1 else "what is assigned"
    counts = re.match(
        r"NumPy boolean array indexing assignment .* (\d+) input .* (\d+) output", failure.message
    )
    if counts:
        places = f"{failure.source} is {counts[2]} places where the mask is True"
        return f"{places}, and {value} has {counts[1]} cells."
    if not found:
        return ""
    return f"{failure.source} has room for shape {found[2]}, and {value} has shape {found[1]}."


def _one_number(failure: Failure) -> str:
    """Explain several numbers where one was wanted, and rows of different lengths in one list."""
    steps = [step for _, step in failure.arrays]
    if "inhomogeneous" in failure.message:
        shapes = [f"{shown(step)} has shape {step.shape}" for step in steps[:2]]
        if len(shapes) == 2:
            return f"{shapes[0]} and {shapes[1]}: rows of one array must be equally long."
        return "The rows of this list are not equally long, so they make no array."
    if [step.source for step in steps] == [failure.source]:
        return f"There is room for one number, and {shown(steps[0])} is an array. {_ITEM}"
    if len(steps) > 1 and steps[-1].shape:
        return (
            f"{failure.source} has room for one number, and {shown(steps[-1])} has shape {steps[-1].shape}."
        )
    return f"{failure.source} has room for one number, and was given several."
