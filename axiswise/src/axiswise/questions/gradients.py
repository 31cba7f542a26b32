"""A gradient has the axes of what it is the gradient of, and a step of descent leaves them as they are."""

from __future__ import annotations

from collections.abc import Iterator

from axiswise.functions.plan import is_open
from axiswise.line import Finding, Line, element, gradient_of, lettered, repeated, shown
from axiswise.questions.pairs import is_outer_product_intended
from axiswise.record import Step


def gradients(line: Line) -> Iterator[Finding]:
    """Catch a ``dw`` that has not the axes of ``w``; where there is no ``w``, nothing is asked."""
    last = {step.target: position for position, step in enumerate(line.steps) if step.target}
    for target, position in last.items():
        name, step = gradient_of(target), line.steps[position]
        known = _known(line, name, position) if name else None
        if known is None or step.intended is not None or agree(step.shape, step.axes, *known):
            continue
        core = core_of(line, position)
        reads_others = any(
            line.steps[at].axes and line.steps[at].name not in ("", name) for at in line.below(position)
        )
        if reads_others and _is_differentiated(line, position, core, name, known[1]):
            yield Finding(
                core, "gradient",
                f"{name} is {in_words(*known)}, but {target} came out as {in_words(step.shape, step.axes)}. "
                f"Did you mean {_one_each(name, known[1])}?",
                toward(line, core, known[1]),
                lambda found, axes=known[1]: _fits(found, axes),
                whole=position,
            )  # fmt: skip


def wanted(line: Line, position: int) -> tuple[tuple, tuple] | None:
    """Return the (shape, axes) that a target should have: as stated, as ``w`` for ``dw``, or as it was."""
    target, intended = line.steps[position].target, line.steps[position].intended
    if intended is not None:
        return (), intended
    found = (_known(line, name, position) for name in (gradient_of(target), target) if name)
    return next((each for each in found if each), None)


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
    if len(axes) != len(wanted_axes) or (shape != wanted_shape and "?" in axes + wanted_axes):
        return False
    pairs = zip(axes, wanted_axes, shape, wanted_shape, strict=True)
    return all(
        a == b or is_open(a) or is_open(b) or ("1" in (a, b) and size == other == 1)
        for a, b, size, other in pairs
    )


def _fits(found: Step, axes: tuple) -> bool:
    """Tell whether a repaired step has these axes, as far as they are known."""
    return len(found.axes) == len(axes) and ("?" in axes or found.axes == axes)


def in_words(shape: tuple, axes: tuple) -> str:
    """Write axes as ``(n 1)``, those of a number as ``one number``."""
    return f"({' '.join(axes)})" if shape else "one number"


def _one_each(name: str, axes: tuple) -> str:
    return f"one number for each entry of {name}" if axes else f"one number, as {name} is"


def _is_differentiated(line: Line, position: int, core: int, name: str, wanted: tuple[str, ...]) -> bool:
    """Tell whether a ``dNAME`` can be about NAME at all, and not about a namesake from elsewhere.

    A number gets its gradient from the examples alone: with k outputs there are k of them. An array gets it
    by sums and products: new zeros, distances, a product that NAME itself is a factor of, one of other and
    more letters, and arrays that are just laid out in the other way belong to something else.
    """
    step, op = line.steps[position], line.op(core)
    own, letters = set(lettered(step.axes)), set(lettered(wanted))
    if not wanted:
        return own <= {"m"}
    if op is None or op.kind == "make" or (op.kind == "reduce" and op.reducer not in ("sum", "mean")):
        return op is None
    if op.kind == "contract":
        factors = [at for at in op.operands if at is not None]
        factors += [below for at in factors if line.op(at, "rearrange") for below in line.steps[at].operands]
        is_factor = any(line.steps[at].name == name for at in factors)
        return not is_factor and not (letters < own and not repeated(step.axes))
    read = [line.steps[at].axes for at in line.below(position) if line.steps[at].axes]
    return own != letters or len(letters) < 2 or any(axes != step.axes for axes in read)


def steps_of_descent(line: Line) -> Iterator[Finding]:
    """Catch ``w = w - …`` that makes ``w`` grow, or that moves all of its entries alike."""
    for position, step in enumerate(line.steps):
        old = _own(line, position, step.target) if step.target and line.op(position, "+", "-") else None
        if old is None:
            continue
        was = line.steps[old]
        others = [at for at in step.operands if old not in line.below(at)]
        lump = _lump(line, others[0], was) if len(others) == 1 else None
        if _grew(line, position, old):
            core = core_of(line, others[0]) if len(others) == 1 else position
            text = f"{step.target} was {in_words(was.shape, was.axes)} and is now "
            text += f"{in_words(step.shape, step.axes)}. Did you mean {_one_each(step.target, was.axes)}?"
        elif lump is not None:
            core = lump
            text = f"{shown(line.steps[core])} is one number, so all of {step.target} takes the same step"
            text += f". Did you mean one number for {element(lettered(was.axes)[0])}?"
        else:
            continue
        is_below = core != position and core in line.below(position)
        texts = toward(line, core, was.axes) if is_below else ()
        yield Finding(
            position, "update", text,
            (line.write(position, {core: text}) for text in texts),
            lambda found, was=was: _fits(found, was.axes),
        )  # fmt: skip


def _own(line: Line, position: int, name: str) -> int | None:
    """Return the step that reads ``name`` in order to change it, below operations cell by cell only."""
    step = line.steps[position]
    if step.name == name and not step.operands:
        return position
    found = (_own(line, below, name) for below in step.operands if line.op(position, "elementwise"))
    return next((at for at in found if at is not None), None)


def _grew(line: Line, position: int, old: int) -> bool:
    """Tell whether a new value has axes that the old one had not, and nobody asked for them."""
    was, now = line.steps[old], line.steps[position]
    if agree(now.shape, now.axes, was.shape, was.axes) or len(now.shape) < len(was.shape):
        return False
    if any(gradient_of(line.steps[at].name) == now.target for at in line.below(position)):
        return True
    while line.steps[old].shape == was.shape and old != position:
        old = line.above[old]
    pair = [array.at for array in line.arrays(old)]
    if len(pair) == 2 and is_outer_product_intended(line, old, *pair):
        return False
    has_pairs = bool(repeated(now.axes))
    if line.op(position, "-"):
        return has_pairs or not any(map(line.is_table_on_purpose, now.operands))
    return has_pairs and bool(was.shape)


def _lump(line: Line, other: int, was: Step) -> int | None:
    """Return a sum over everything that was meant to leave the axis of ``was``."""
    letters, scale = set(lettered(was.axes)), line.op(other, "*", "/")
    if line.steps[other].shape or not letters:
        return None
    for at in line.behind(other):
        op = line.op(at, "reduce")
        below = op.operands[0] if op and op.reducer in ("sum", "mean") and not line.steps[at].shape else None
        if below is None:
            continue
        summed = set(lettered(line.steps[below].axes))
        is_product = line.op(below, "*") and len(line.arrays(below)) > 1
        is_step = is_product or ("m" in summed and scale is not None and len(scale.operands) == 2)
        if is_step and letters < summed:
            return at
    return None


def core_of(line: Line, position: int) -> int:
    """Go down through factors and signs to the operation that made the axes."""
    if not line.op(position, "elementwise"):
        return position
    inside = [array.at for array in line.arrays(position)]
    if not line.steps[position].shape:
        operands = line.steps[position].operands
        inside = [at for at in operands if any(line.steps[below].axes for below in line.below(at))]
    return core_of(line, inside[0]) if len(inside) == 1 else position


def toward(line: Line, core: int, axes: tuple[str, ...]) -> Iterator[str]:
    """Yield edits of one operation that may give its result these axes.

    Cells stay as they are where turning them is enough. A sum gives one number only where one is wanted, and
    only examples are summed.
    """
    itself, pair = line.site(core, core), line.pair(core, "contract")
    if pair:
        yield from line.site(core, *(array.at for array in pair)).edits("turn and exchange", "turn")
    yield from itself.edits(*["keepdims"] * ("axis=" in line.source(core)), "no keepdims")
    yield from itself.edits("column", "row", "turn", "first column", "first row")
    inside = line.op(core).operands[0] if line.reducer(core) and line.arrays(core) else core
    read = line.steps[inside].axes
    if not pair or inside != core:
        yield from itself.edits("no sum", "along an axis", "sum along an axis")
    if not axes and set(read) <= {"1", "m", "?"}:
        yield from itself.edits("every axis", "sum")
