"""One sentence in plain words: why operands do not fit."""

from __future__ import annotations

import ast

from axiswise.errors import arguments, functions, stores
from axiswise.errors.failure import PRODUCTS, SUMS_OF_LAST_AXES, Failure
from axiswise.errors.truths import truth
from axiswise.questions.line import shown
from axiswise.record import Step


def reason(failure: Failure) -> str:
    """Return why a sub-expression failed, ``""`` where its shapes are not the reason."""
    own = (truth, _types, _third, _products, _cells, _einsum, functions.demand, stores.assigned)
    for explanation in (*own, *arguments.EXPLANATIONS):
        text = explanation(failure)
        if text:
            return text
    return ""


def _third(failure: Failure) -> str:
    """Explain ``np.dot(P, Q, R)``: R is written to."""
    if failure.name not in PRODUCTS or len(failure.arrays) != 3 or not failure.is_about_shapes:
        return ""
    return (
        f"{failure.name} takes two arrays: the third, {shown(failure.arrays[2][1])}, is where the result is "
        "written."
    )


def _products(failure: Failure) -> str:
    is_product = failure.name in (*PRODUCTS, *SUMS_OF_LAST_AXES) and failure.is_about_shapes
    if is_product and len(failure.arrays) == 1 and "does not have enough dimensions" in failure.message:
        return f"{failure.name} needs axes on both sides, and one side is a number."
    if not is_product or not failure.pair:
        return ""
    left, right = failure.pair
    if failure.name in SUMS_OF_LAST_AXES:
        return _last_axes(failure, left, right)
    if not left.shape or not right.shape:
        number = left if not left.shape else right
        return f"{failure.name} needs axes on both sides, and {number.source} is one number."
    a, b = left.shape[-1], right.shape[max(len(right.shape) - 2, 0)]
    if a == b:
        return ""
    parts, partner = (
        "columns" if len(left.shape) > 1 else "entries",
        "a row" if len(right.shape) > 1 else "an entry",
    )
    each = (
        f"each of the {a} {parts} of {left.source}"
        if a != 1
        else f"the one {'column' if len(left.shape) > 1 else 'entry'} of {left.source}"
    )
    return f"Inner sizes {a} and {b} do not match: {each} needs {partner} of {right.source} to meet."


def _last_axes(failure: Failure, left: Step, right: Step) -> str:
    """Explain ``np.inner``, ``np.vecdot``, ``np.matvec`` and ``np.tensordot(…, axes=1)``."""
    if not left.shape or not right.shape or (failure.name == "tensordot" and "axes=1" not in failure.source):
        return ""
    place, which = (0, "first") if failure.name == "tensordot" else (-1, "last")
    if left.shape[-1] == right.shape[place]:
        return ""
    return (
        f"{failure.name} sums the last axis of {shown(left)}, of size {left.shape[-1]}, with the {which} of "
        f"{shown(right)}, of size {right.shape[place]}: they must be equal."
    )


def _cells(failure: Failure) -> str:
    if not failure.is_about_shapes or "broadcast" not in failure.message or failure.name == "einsum":
        return ""
    if "value array" in failure.message:
        return ""  # it is put into a place: see ``stores.assigned``
    if failure.name.endswith("=") and failure.pair and failure.name not in ("==", "!=", "<=", ">="):
        target, change = failure.pair
        return (
            f"{target.source} keeps its shape {target.shape} in {failure.name}, and {shown(change)} of "
            f"shape {change.shape} does not fit into it."
        )
    steps = [step for _, step in failure.arrays[failure.name in ("[]", "at") :] if step.shape]
    for axis in range(-1, -1 - max((len(step.shape) for step in steps), default=0), -1):
        sized = [step for step in steps if len(step.shape) >= -axis and step.shape[axis] != 1]
        clash = next((step for step in sized if step.shape[axis] != sized[0].shape[axis]), None)
        if clash is not None:
            before = "first axis" if max(len(each.shape) for each in steps) == 2 else "last axis but one"
            where = {-1: "last axis", -2: before}.get(axis, f"axis {axis}")
            both = [_sized(each, axis, other) for each, other in ((sized[0], clash), (clash, sized[0]))]
            return (
                f"Lined up from the right, the {where} is {both[0]} and {both[1]}: the sizes must be equal, "
                "or one of them 1." + _read_from_the_left(failure)
            )
    return ""


def _read_from_the_left(failure: Failure) -> str:
    """Say that ``S * W @ dZ`` is ``(S * W) @ dZ``."""
    line, column = failure.line.steps[failure.position].span[2:]
    rest = failure.trace.source.splitlines()[line - 1][column:].lstrip()
    if failure.name != "*" or not rest.startswith("@"):
        return ""
    return " Python reads * and @ from left to right: put brackets around the product that comes first."


def _sized(step: Step, axis: int, other: Step) -> str:
    """Write a size with its letter, where that is not the other's too: ``C[lab][:3]`` has but a part of m."""
    letter = step.axes[axis]
    size = step.shape[axis] if letter in ("1", "?", other.axes[axis]) else f"{letter} = {step.shape[axis]}"
    return f"{size} in {step.source}"


def _einsum(failure: Failure) -> str:
    match failure.tree:
        case ast.Call(_, [ast.Constant(str() as letters), *_]) if failure.name == "einsum":
            groups, _, out = letters.replace(" ", "").partition("->")
            inputs = groups.split(",")
        case _:
            return ""
    steps = [step for _, step in failure.arrays]
    if len(inputs) != len(steps):
        return f"There are {len(inputs)} groups of letters for {len(steps)} operands."
    sizes: dict[str, Step] = {}
    for group, step in zip(inputs, steps, strict=True):
        if "." not in group and len(group) != len(step.shape):
            return f"'{group}' has {len(group)} letters, but {shown(step)} has {len(step.shape)} axes."
        for letter, size in zip(group, step.shape, strict=False):
            known, owner = sizes.setdefault(letter, (size, step))
            if 1 not in (known, size) and known != size:
                return (
                    f"The letter {letter} is {known} in {shown(owner)} and {size} in {shown(step)}: one "
                    "letter has one size."
                )
    new = next((letter for letter in out if letter not in groups and letter != "."), "")
    return f"The letter {new} stands after -> and in none of the operands before it." if new else ""


def _types(failure: Failure) -> str:
    """Explain the errors about kinds of numbers that this subject runs into."""
    if not isinstance(failure.exception, TypeError):
        return ""
    steps = [step for _, step in failure.arrays]
    if "boolean subtract" in failure.message:
        return "NumPy does not subtract True and False: compare them, or turn one side into numbers."
    if "boolean negative" in failure.message:
        return "NumPy has no minus for True and False: ~ turns each of them over."
    if "Cannot cast ufunc" in failure.message and failure.pair:
        target, change = failure.pair
        return (
            f"{target.source} holds whole numbers ({target.dtype}), and {failure.name} cannot put the "
            f"fractions of {change.source} into them."
        )
    if "only 0-dimensional arrays" in failure.message or "only length-1 arrays" in failure.message:
        return (
            f"{failure.source.partition('(')[0]} takes one number, and {shown(steps[0])} is an array."
            if steps
            else ""
        )
    return ""
