"""A gradient has the axes of what it is the gradient of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from axiswise.questions.line import Finding, Line
from axiswise.questions.other_axes import core_of, reshaped
from axiswise.questions.stretched import repeated
from axiswise.record import Step

_GRADIENT = re.compile(r"d([A-Za-z]\w*)|grad_(\w+)|(\w+)_grad")


def gradients(line: Line) -> Iterator[Finding]:
    """Ask about a ``dw`` that has not the axes of ``w``; where there is no ``w``, nothing is asked."""
    last = {step.target: position for position, step in enumerate(line.steps) if step.target}
    for target, position in last.items():
        name = gradient_of(target)
        wanted = _known(line, name, position) if name else None
        step = line.steps[position]
        if (
            wanted is None
            or agree(step.shape, step.axes, *wanted)
            or not _reads_other_arrays(line, position, name)
        ):
            continue
        core = core_of(line, position)
        if not _is_differentiated(line, position, core, name, wanted[1]):
            continue
        yield Finding(
            core, "gradient",
            f"{name} is {in_words(*wanted)}, but {target} came out as {in_words(step.shape, step.axes)}. "
            f"Did you mean {one_each(name, wanted[1])}?",
            reshaped(line, core, wanted[1]),
            lambda found, wanted=wanted: fits(found, wanted[1]),
            whole=position,
        )  # fmt: skip


def gradient_of(target: str) -> str:
    """Return what a variable is the gradient of, by its name.

    >>> gradient_of("dW1"), gradient_of("grad_b"), gradient_of("cost")
    ('W1', 'b', '')
    """
    found = _GRADIENT.fullmatch(target)
    return next(filter(None, found.groups())) if found else ""


def wanted(line: Line, position: int) -> tuple[tuple, tuple] | None:
    """Return the (shape, axes) that a target should have: for ``dw`` those of ``w``, else those it had."""
    target = line.steps[position].target
    name = gradient_of(target)
    return (_known(line, name, position) if name else None) or (
        _known(line, target, position) if target else None
    )


def _known(line: Line, name: str, position: int) -> tuple[tuple, tuple] | None:
    """Return the (shape, axes) of a variable; a number with the name of an axis is but its size."""
    found = line.before.get(name)
    for step in line.steps[:position]:
        if name in (step.name, step.target) and step.shape is not None:
            found = step.shape, step.axes
    is_size = found is not None and not found[0] and any(name in step.axes for step in line.steps)
    return None if is_size else found


def agree(shape: tuple, axes: tuple, wanted_shape: tuple, wanted_axes: tuple) -> bool:
    """Tell whether axes are the same, as far as they are known; a slice of one example counts as size one."""
    if not wanted_axes:
        return all(size == 1 for size in shape) and (not shape or "1" in axes or "?" in axes)
    if shape == () and set(wanted_axes) == {"1"}:
        return True
    if len(axes) != len(wanted_axes):
        return False
    names_agree = all(
        a == b or "?" in (a, b) or ("1" in (a, b) and size == other == 1)
        for a, b, size, other in zip(axes, wanted_axes, shape, wanted_shape, strict=True)
    )
    return names_agree and (shape == wanted_shape or "?" not in axes + wanted_axes)


def fits(found: Step, axes: tuple) -> bool:
    """Tell whether a repaired step has these axes, as far as they are known."""
    return len(found.axes) == len(axes) and ("?" in axes or found.axes == axes)


def in_words(shape: tuple, axes: tuple) -> str:
    """Write axes as ``(n 1)``, those of a number as ``one number``."""
    return f"({' '.join(axes)})" if shape else "one number"


def one_each(name: str, axes: tuple) -> str:
    """Say how many numbers a variable should have."""
    if not axes:
        return f"one number, as {name} is"
    return f"one number for each entry of {name}"


def _reads_other_arrays(line: Line, position: int, name: str) -> bool:
    return any(line.steps[at].axes and line.steps[at].name not in ("", name) for at in line.below(position))


def _is_differentiated(line: Line, position: int, core: int, name: str, wanted: tuple[str, ...]) -> bool:
    """Tell whether a ``dNAME`` can be about NAME at all, and not about a namesake from elsewhere.

    A number gets its gradient from the examples alone: with k outputs there are k of them. An array gets it
    by sums and products: new zeros, distances, a product that NAME itself is a factor of, one of other and
    more letters, and arrays that are just laid out in the other way belong to something else.
    """
    step = line.steps[position]
    own, letters = (set(axes) - {"1", "?"} for axes in (step.axes, wanted))
    if not wanted:
        return own <= {"m"}
    op = line.steps[core].op
    if op is None:
        return True
    if op.kind == "make" or (op.kind == "reduce" and op.reducer not in ("sum", "mean")):
        return False
    if op.kind == "contract":
        is_factor = any(
            line.steps[at].name == name or _is_turned(line, at, name) for at in op.operands if at is not None
        )
        return not is_factor and not (letters < own and not repeated(step.axes))
    read = [line.steps[at].axes for at in line.below(position) if line.steps[at].axes]
    return own != letters or len(letters) < 2 or any(axes != step.axes for axes in read)


def _is_turned(line: Line, position: int, name: str) -> bool:
    """Tell whether a step is a variable, turned over: ``K.T``."""
    step = line.steps[position]
    return (
        step.op is not None
        and step.op.kind == "rearrange"
        and any(line.steps[at].name == name for at in step.operands)
    )
