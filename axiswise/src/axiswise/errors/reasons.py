"""Why NumPy refuses an operation: each returns a sentence, ``""`` where it is not the reason."""

from __future__ import annotations

import ast
import math
import re

import numpy as np

from axiswise.edits import letters_of
from axiswise.errors.failure import Failure, Said
from axiswise.functions import SYMBOLS, of_node
from axiswise.line import shown
from axiswise.record import Step

_FROM_THE_LEFT = " Python reads * and @ from left to right: put brackets around the product that comes first."


def inner_sizes(failure: Failure, _: re.Match, left: Step, right: Step, *others: Step) -> str:
    """Explain inner sizes of a product that differ."""
    if not failure.is_about_shapes or others:
        return ""
    a, b = left.shape[-1], right.shape[max(len(right.shape) - 2, 0)]
    if a == b:
        return ""
    part, parts = ("column", "columns") if len(left.shape) > 1 else ("entry", "entries")
    each = f"each of the {a} {parts} of {left.source}" if a != 1 else f"the one {part} of {left.source}"
    partner = "a row" if len(right.shape) > 1 else "an entry"
    return f"Inner sizes {a} and {b} do not match: {each} needs {partner} of {right.source} to meet."


def met(failure: Failure, _: re.Match) -> str:
    """Explain a call that pairs two axes of different sizes."""
    arrays = [step for step in failure.steps if step.shape]
    is_call = isinstance(failure.tree, ast.Call)
    ndims = [len(step.shape) for step in arrays]
    for k, i, other, j in of_node(failure.tree).meetings(failure.tree, ndims) if is_call else ():
        left, right = arrays[k], arrays[other]
        if left.shape[i] != right.shape[j]:
            return (
                f"{failure.name} pairs axis {i} of {shown(left)}, of size {left.shape[i]}, with axis {j} of "
                f"{shown(right)}, of size {right.shape[j]}: they must be equal."
            )
    return ""


def broadcast(failure: Failure, _: re.Match) -> str:
    """Explain sizes that do not fit cell by cell; what is put into a place is another kind of error."""
    if not failure.is_about_shapes or failure.name == "einsum" or "value array" in failure.message:
        return ""
    if isinstance(failure.tree, ast.AugAssign) and failure.steps:
        change, given = failure.steps[-1], re.search(r"shapes? (\(.*?\))", failure.message)
        shape = re.sub(",(?=[^ )])", ", ", given[1]) if given else failure.steps[0].shape
        return (
            f"{ast.unparse(failure.tree.target)} keeps its shape {shape} in {failure.name}, and "
            f"{shown(change)} of shape {change.shape} does not fit into it."
        )
    steps = [step for step in failure.steps[failure.name in ("[]", "at") :] if step.shape]
    most = max((len(step.shape) for step in steps), default=0)
    for axis in range(-1, -1 - most, -1):
        sized = [step for step in steps if len(step.shape) >= -axis and step.shape[axis] != 1]
        clash = next((step for step in sized if step.shape[axis] != sized[0].shape[axis]), None)
        if clash is not None:
            names = {-1: "last axis", -2: "first axis" if most == 2 else "last axis but one"}
            one, other = _sized(sized[0], axis, clash), _sized(clash, axis, sized[0])
            is_read_so = failure.name == "*" and failure.line.is_before_dot(failure.position)
            return (
                f"Lined up from the right, the {names.get(axis, f'axis {axis}')} is {one} and {other}: "
                f"the sizes must be equal, or one of them 1.{_FROM_THE_LEFT * is_read_so}"
            )
    return ""


def _sized(step: Step, axis: int, other: Step) -> str:
    """Write a size with its letter, where that is not the other's too: ``C[lab][:3]`` has but a part of m."""
    letter = step.axes[axis]
    size = step.shape[axis] if letter in ("1", "?", other.axes[axis]) else f"{letter} = {step.shape[axis]}"
    return f"{size} in {step.source}"


def groups(failure: Failure, _: re.Match) -> str:
    """Explain letters of einsum that are too few or too many, or have two sizes."""
    inputs = letters_of(failure.tree)[1].split(",")
    sizes: dict[str, tuple[int, Step]] = {}
    for group, step in zip(inputs, failure.steps, strict=False) if inputs[0] else ():
        if "." not in group and len(group) != len(step.shape):
            return f"'{group}' has {len(group)} letters, but {shown(step)} has {len(step.shape)} axes."
        for letter, size in zip(group, step.shape, strict=False):
            known, owner = sizes.setdefault(letter, (size, step))
            if 1 not in (known, size) and known != size:
                return (
                    f"The letter {letter} is {known} in {shown(owner)} and {size} in {shown(step)}: one "
                    "letter has one size."
                )
    return ""


def unbracketed(failure: Failure, _: re.Match) -> str:
    """Explain ``y > 0 & y < 1``, of which Python makes ``y > (0 & y) < 1``."""
    tree = failure.tree if isinstance(failure.tree, ast.Compare) else None
    found = [node for node in (tree.left, *tree.comparators) if halves(node)[1]] if tree else ()
    first = ast.unparse(found[0]) if found else ""
    return first and f"Python reads {first} first, and compares then. Put brackets around each comparison."


def halves(node: ast.expr) -> tuple[ast.expr, str, ast.expr]:
    """Return what stands before & or |, the sign, what stands behind it; without a sign all of it twice."""
    match node:
        case ast.BinOp(left, ast.BitAnd() | ast.BitOr() as sign, right):
            return left, SYMBOLS[type(sign)], right
    return node, "", node


def unpacked(failure: Failure, found: re.Match, base: Step) -> str:
    """Explain more names than an array has rows, or axes, or fewer."""
    whole = next(failure.line.around(failure.position, ast.Assign), None)
    is_shape = whole is not None and whole.source.endswith(f"{base.source}.shape")
    if not is_shape and (whole is None or not base.shape or not whole.source.endswith(base.source)):
        return ""
    what = Said(base).axes if is_shape else f"{base.shape[0]} rows"
    return f"{shown(base)} has {what}, and there are {found[1]} names."


def no_method(failure: Failure, found: re.Match) -> str:
    """Explain ``X.exp()``: what NumPy has and its arrays have not."""
    numpy, name = failure.line.numpy, found[1]
    return f"An array has no {name}: write {numpy}.{name}(…)." if hasattr(np, name) else ""


def ambiguous(failure: Failure, _: re.Match) -> str:
    """Explain an array where Python asks for one truth."""
    many = {math.prod(step.shape): shown(step) for step in reversed(failure.steps)}
    most = max(many, default=0)
    what = f"{many[most]} has {most} cells" if most > 1 else ""
    return what and f"One truth is needed here, and {what}: is it meant for all of them, or for any?"
