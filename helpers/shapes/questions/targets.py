"""What a result is called says which axes it should have: ``dw`` those of ``w``, a new ``w`` those of the old one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.shapes.edit import transposed
from helpers.shapes.questions.line import Finding, Line, element, shown
from helpers.shapes.questions.pairs import is_meant, repeated
from helpers.shapes.questions.repairs import column, first_column, is_reduction, with_keyword
from helpers.shapes.record import Step

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
            or _agree(step.shape, step.axes, *wanted)
            or not _reads_other_arrays(line, position, name)
        ):
            continue
        core = core_of(line, position)
        yield Finding(
            core, "gradient",
            f"{name} is {_axes(*wanted)}, but {target} came out as {_axes(step.shape, step.axes)}. "
            f"Did you mean {_one_each(name, wanted[1])}?",
            reshaped(line, core),
            lambda found, wanted=wanted: _fits(found, wanted[1]),
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
    """Return (shape, axes) that the target of an expression should have: those of ``w`` for ``dw``, or its own."""
    target = line.steps[position].target
    name = gradient_of(target)
    return (_known(line, name, position) if name else None) or (
        _known(line, target, position) if target else None
    )


def _known(line: Line, name: str, position: int) -> tuple[tuple, tuple] | None:
    for step in reversed(line.steps[:position]):
        if name in (step.name, step.target) and step.shape is not None:
            return step.shape, step.axes
    return line.before.get(name)


def _agree(shape: tuple, axes: tuple, wanted_shape: tuple, wanted_axes: tuple) -> bool:
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


def _fits(found: Step, axes: tuple) -> bool:
    return len(found.axes) == len(axes) and ("?" in axes or found.axes == axes)


def _axes(shape: tuple, axes: tuple) -> str:
    return f"({' '.join(axes)})" if shape else "one number"


def _one_each(name: str, axes: tuple) -> str:
    if not axes:
        return f"one number, as {name} is"
    return f"one number for each entry of {name}"


def _reads_other_arrays(line: Line, position: int, name: str) -> bool:
    return any(line.steps[at].axes and line.steps[at].name not in ("", name) for at in line.below(position))


def core_of(line: Line, position: int) -> int:
    """Go down through factors and signs to the operation that made the axes."""
    while True:
        op = line.steps[position].op
        if op is None or op.kind != "elementwise":
            return position
        if line.steps[position].shape:
            inside = [operand for operand, _, _ in line.arrays(position)]
        else:
            inside = [
                at for at in line.steps[position].operands if any(line.steps[b].axes for b in line.below(at))
            ]
        if len(inside) != 1:
            return position
        position = inside[0]


def reshaped(line: Line, core: int) -> Iterator[str]:
    """Yield changes of one operation that change the axes of its result."""
    step, source = line.steps[core], line.source(core)
    if step.op and step.op.kind == "contract" and len(line.arrays(core)) == 2:
        (p, *_), (q, *_) = line.arrays(core)
        left, right = transposed(line.source(p)), transposed(line.source(q))
        yield line.write(core, {p: right, q: left})
        yield line.write(core, {q: right})
        yield line.write(core, {p: left})
    ways = [f"axis={axis}{keep}" for keep in (", keepdims=True", "") for axis in (1, 0)]
    if is_reduction(source):
        plain = re.sub(r",?\s*(axis=-?\w+|keepdims=\w+)", "", source)
        yield from (with_keyword(plain, way) for way in ways)
        yield plain
    elif step.op is None or step.op.kind == "elementwise":
        yield from (f"{line.numpy}.sum({source}, {way})" for way in ways)
        yield f"{line.numpy}.sum({source})"
    if len(step.shape) == 2:
        yield transposed(source)
        yield first_column(source)
    if len(step.shape) == 1:
        yield column(source)


def steps_of_descent(line: Line) -> Iterator[Finding]:
    """Ask about ``w = w - …`` that makes ``w`` grow, or that moves all of its entries alike."""
    for position, step in enumerate(line.steps):
        if not step.target or step.op is None or step.op.kind != "elementwise" or step.op.name not in "+-":
            continue
        old = _own(line, position, step.target)
        if old is None:
            continue
        was, other = line.steps[old], _change(line, position, old)
        core = core_of(line, other) if other is not None else position
        if _grew(line, position, old):
            what = f"{step.target} was {_axes(was.shape, was.axes)} and is now {_axes(step.shape, step.axes)}"
            what += f". Did you mean {_one_each(step.target, was.axes)}?"
        elif other is not None and (core := _lump(line, other, was)) is not None:
            what = f"{shown(line.steps[core])} is one number, so every entry of {step.target} takes the same step"
            letter = next(name for name in was.axes if name not in "1?")
            what += f". Did you mean one number for {element(letter)}?"
        else:
            continue
        yield Finding(
            position, "update", what,
            (line.lifted(core, position, text) for text in (reshaped(line, core) if core != position else ())),
            lambda found, was=was: _fits(found, was.axes),
        )  # fmt: skip


def _own(line: Line, position: int, name: str) -> int | None:
    """Return the step that reads ``name`` in order to change it, below operations cell by cell only."""
    step = line.steps[position]
    if step.name == name and not step.operands:
        return position
    if step.op is None or step.op.kind != "elementwise":
        return None
    found = (_own(line, below, name) for below in step.operands)
    return next((at for at in found if at is not None), None)


def _change(line: Line, position: int, old: int) -> int | None:
    """Return the operand of a step of descent that is not the old value."""
    others = [at for at in line.steps[position].operands if old not in line.below(at)]
    return others[0] if len(others) == 1 else None


def _grew(line: Line, position: int, old: int) -> bool:
    """Tell whether a new value has axes that the old one had not, and nobody asked for them."""
    was, now = line.steps[old], line.steps[position]
    if _agree(now.shape, now.axes, was.shape, was.axes) or len(now.shape) < len(was.shape):
        return False
    names = {line.steps[at].name for at in line.below(position)}
    if any(gradient_of(name) == now.target for name in names if name):
        return True
    while line.steps[old].shape == was.shape and old != position:
        old = line.above[old]
    pair = [operand for operand, _, _ in line.arrays(old)]
    if len(pair) == 2 and is_meant(line, old, *pair):
        return False
    if now.op.name == "-":
        return not any(line.is_table_on_purpose(at) for at in now.operands) or bool(repeated(now.axes))
    return bool(was.shape) and bool(repeated(now.axes))


def _lump(line: Line, other: int, was: Step) -> int | None:
    """Return a sum over everything that was meant to leave the axis of ``was``."""
    letters = {name for name in was.axes if name not in "1?"}
    if line.steps[other].shape or not letters:
        return None
    for at in line.below(other):
        op = line.steps[at].op
        if (
            op
            and op.kind == "reduce"
            and op.reducer in ("sum", "mean")
            and not line.steps[at].shape
            and op.operands[0] is not None
        ):
            inside = line.steps[op.operands[0]]
            is_product = (
                inside.op is not None
                and inside.op.name in ("*", "np.multiply")
                and len(line.arrays(op.operands[0])) > 1
            )
            if is_product and letters < set(inside.axes) - {"1", "?"}:
                return at
    return None
