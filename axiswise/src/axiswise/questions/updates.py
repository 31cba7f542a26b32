"""A step of descent leaves the axes of the weights as they are."""

from __future__ import annotations

from collections.abc import Iterator

from axiswise.questions.gradients import agree, fits, gradient_of, in_words, one_each
from axiswise.questions.line import Finding, Line, element, shown
from axiswise.questions.meant import is_table_on_purpose
from axiswise.questions.other_axes import core_of, reshaped
from axiswise.questions.stretched import is_meant, repeated
from axiswise.record import Step


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
            what = f"{step.target} was {in_words(was.shape, was.axes)} "
            what += f"and is now {in_words(step.shape, step.axes)}. "
            what += f"Did you mean {one_each(step.target, was.axes)}?"
        elif other is not None and (core := _lump(line, other, was)) is not None:
            what = f"{shown(line.steps[core])} is one number, so all of {step.target} takes the same step"
            letter = next(name for name in was.axes if name not in "1?")
            what += f". Did you mean one number for {element(letter)}?"
        else:
            continue
        yield Finding(
            position, "update", what,
            _lifted(line, core, position, was.axes),
            lambda found, was=was: fits(found, was.axes),
        )  # fmt: skip


def _lifted(line: Line, core: int, position: int, wanted: tuple[str, ...]) -> Iterator[str]:
    if core != position and core in line.below(position):
        yield from (line.lifted(core, position, text) for text in reshaped(line, core, wanted))


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
    if agree(now.shape, now.axes, was.shape, was.axes) or len(now.shape) < len(was.shape):
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
        return not any(is_table_on_purpose(line, at) for at in now.operands) or bool(repeated(now.axes))
    return bool(was.shape) and bool(repeated(now.axes))


def _behind(line: Line, position: int) -> Iterator[int]:
    """Yield a step and what it was computed from, on lines above too."""
    for at in line.below(position):
        yield at
        earlier = line.defined(line.steps[at].name, at) if line.steps[at].name else None
        if earlier is not None:
            yield from _behind(line, earlier)


def _lump(line: Line, other: int, was: Step) -> int | None:
    """Return a sum over everything that was meant to leave the axis of ``was``."""
    letters = {name for name in was.axes if name not in "1?"}
    if line.steps[other].shape or not letters:
        return None
    for at in _behind(line, other):
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
            is_step = is_product or ("m" in inside.axes and _is_scaled(line, other))
            if is_step and letters < set(inside.axes) - {"1", "?"}:
                return at
    return None


def _is_scaled(line: Line, other: int) -> bool:
    """Tell whether a change has a factor before it, as ``lr * …`` has."""
    op = line.steps[other].op
    return op is not None and op.name in ("*", "/") and len(op.operands) == 2
