"""Why a function with demands of its own failed, and how to meet them: ``np.bincount``, ``np.average``."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from axiswise.errors.failure import Failure
from axiswise.questions.line import shown
from axiswise.questions.repairs import column, with_keyword
from axiswise.record import Step
from axiswise.source import enclosed, transposed


def demand(failure: Failure) -> str:
    """Say what a function wants and what it was given."""
    explain = _DEMANDS.get(failure.name)
    return explain(failure, *(step for _, step in failure.arrays)) if explain and failure.arrays else ""


def _flat_product(failure: Failure, left: Step, *others: Step) -> str:
    if not others or "reshape" not in failure.message:
        return ""
    sizes = [f"{shown(step)} has {math.prod(step.shape)}" for step in (left, others[0])]
    return f"vdot reads each side as one row of cells. {sizes[0]} and {sizes[1]}: it needs as many."


def _observations(failure: Failure, left: Step, *others: Step) -> str:
    if not others or "along dimension 1" not in failure.message or "rowvar" in failure.source:
        return ""
    columns = [f"{shown(step)} has {step.shape[-1]}" for step in (left, others[0])]
    return f"{failure.name} takes columns for observations. {columns[0]} and {columns[1]}: it needs as many."


def _counted(failure: Failure, numbers: Step, *others: Step) -> str:
    if "too deep" in failure.message:
        return f"bincount takes an array with one axis, and {shown(numbers)} has {len(numbers.shape)}."
    if "negative" in failure.message:
        return f"bincount counts 0, 1, 2 and so on, and {shown(numbers)} holds a negative number."
    if "Cannot cast" in failure.message:
        return f"bincount counts whole numbers, and {shown(numbers)} holds {numbers.dtype}."
    return _as_many(numbers, others[0]) if others and "same length" in failure.message else ""


def _as_many(numbers: Step, weights: Step) -> str:
    sizes = math.prod(numbers.shape), math.prod(weights.shape)
    return (
        f"{shown(numbers)} has {sizes[0]} entries and the weights {shown(weights)} have {sizes[1]}: "
        "it needs as many."
    )


def _weighed(failure: Failure, values: Step, *others: Step) -> str:
    if not others:
        return ""
    weights = others[0]
    if "Axis must be specified" in failure.message:
        return (
            f"{shown(values)} has {len(values.shape)} axes and the weights {shown(weights)} have "
            f"{len(weights.shape)}: axis= must say along which one they go."
        )
    axis = re.search(r"axis=(-?\d+)", failure.source)
    if axis and "weights" in failure.message.lower() and len(weights.shape) == 1:
        return (
            f"Along axis {axis[1]}, {shown(values)} has size {values.shape[int(axis[1])]}, and the weights "
            f"{shown(weights)} have size {weights.shape[0]}."
        )
    return ""


def _fitted(failure: Failure, *steps: Step) -> str:
    """Explain points and values of which there must be as many: those of ``np.interp`` come second."""
    pair = steps[failure.name == "interp" :][:2]
    if len(pair) < 2 or not re.search("same (length|shape)", failure.message):
        return ""
    sizes = [f"{shown(step)} has {math.prod(step.shape)}" for step in pair]
    return f"{failure.name} pairs entries. {sizes[0]} and {sizes[1]}: it needs as many."


def _chained(failure: Failure, *steps: Step) -> str:
    for left, right in pairwise(steps):
        if left.shape and right.shape and left.shape[-1] != right.shape[0]:
            return (
                f"multi_dot sums the last axis of {shown(left)}, of size {left.shape[-1]}, with the first of "
                f"{shown(right)}, of size {right.shape[0]}: they must be equal."
            )
    return ""


def _taken(failure: Failure, values: Step, *others: Step) -> str:
    if not others or "same number of dimensions" not in failure.message:
        return ""
    counts = [f"{shown(step)} has {len(step.shape)}" for step in (values, others[0])]
    return f"take_along_axis needs as many axes on both sides. {counts[0]} and {counts[1]}."


_DEMANDS = {
    "vdot": _flat_product, "cov": _observations, "corrcoef": _observations, "bincount": _counted,
    "average": _weighed, "take_along_axis": _taken,
    "interp": _fitted, "polyfit": _fitted, "histogram": _fitted,
    "multi_dot": _chained,
}  # fmt: skip

#: The functions that are explained here.
DEMANDING = tuple(_DEMANDS)


def met(failure: Failure) -> Iterator[str]:
    """Yield calls that may give a function what it wants."""
    line, at = failure.line, failure.position
    for position, step in failure.arrays:
        if failure.name == "bincount" and "Cannot cast" in failure.message:
            yield line.write(at, {position: f"{enclosed(step.source)}.astype(int)"})
        if failure.name == "bincount" and "too deep" in failure.message:
            yield line.write(at, {position: f"{enclosed(step.source)}.ravel()"})
        if failure.name == "take_along_axis" and len(step.shape) == 1:
            yield line.write(at, {position: column(step.source)})
            yield line.write(at, {position: f"{enclosed(step.source)}[None, :]"})
    if failure.name == "multi_dot":
        yield from (line.write(at, {position: transposed(step.source)}) for position, step in failure.arrays)
    if failure.name == "average":
        plain = re.sub(r",\s*axis=-?\d+", "", failure.source)
        yield from (with_keyword(plain, f"axis={axis}") for axis in range(len(failure.arrays[0][1].shape)))
