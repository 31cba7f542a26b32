"""Changes of an operation that give its result other axes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from axiswise.questions.line import Line
from axiswise.questions.repairs import column, first_column, is_reduction, with_keyword
from axiswise.source import enclosed, transposed

_KEEPDIMS = re.compile(r",?\s*keepdims=\w+")


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


def reshaped(line: Line, core: int, wanted: tuple[str, ...]) -> Iterator[str]:
    """Yield changes of one operation that may give its result the axes ``wanted``.

    Cells stay as they are where turning them is enough. A sum runs only over what is not wanted, never over
    an axis of size one, and gives one number only where one is wanted.
    """
    step, source = line.steps[core], line.source(core)
    if step.op and step.op.kind == "contract" and len(line.arrays(core)) == 2:
        (p, *_), (q, *_) = line.arrays(core)
        left, right = transposed(line.source(p)), transposed(line.source(q))
        yield line.write(core, {p: right, q: left})
        yield line.write(core, {q: right})
        yield line.write(core, {p: left})
    reduced = is_reduction(source) and bool(step.op and step.op.labels)
    if reduced and "axis=" in source:
        plain = _KEEPDIMS.sub("", source)
        yield from (with_keyword(plain, "keepdims=True"), plain)
    yield from oriented(source, step.axes)
    if reduced:
        if line.steps[step.op.operands[0]].axes == wanted:
            yield line.source(step.op.operands[0])
        plain = re.sub(r",?\s*(axis=-?\w+|keepdims=\w+)", "", source)
        yield from (with_keyword(plain, way) for way in _ways(line.steps[step.op.operands[0]].axes, wanted))
        if may_be_summed(line.steps[step.op.operands[0]].axes, wanted):
            yield plain
    elif step.op is None or step.op.kind == "elementwise":
        yield from (f"{line.numpy}.sum({source}, {way})" for way in _ways(step.axes, wanted))
        if may_be_summed(step.axes, wanted):
            yield f"{line.numpy}.sum({source})"


def oriented(source: str, axes: tuple[str, ...]) -> Iterator[str]:
    """Yield the same cells with their axes in another order, or with one of size one more or less.

    >>> list(oriented("dw", ("1", "n"))), list(oriented("dw", ("n",)))
    (['dw.T', 'dw[0]'], ['dw[:, None]', 'dw[None, :]'])
    """
    if len(axes) == 1:
        yield from (column(source), f"{enclosed(source)}[None, :]")
    if len(axes) == 2:
        yield transposed(source)
        if axes[1] == "1":
            yield first_column(source)
        if axes[0] == "1":
            yield f"{enclosed(source)}[0]"


def _ways(axes: tuple[str, ...], wanted: tuple[str, ...]) -> list[str]:
    """Return the axes that may be summed away, as keywords of ``np.sum``."""
    free = [axis for axis in range(len(axes))[::-1] if len(axes) > 1 and axes[axis] not in ("1", *wanted)]
    return [f"axis={axis}{keep}" for keep in (", keepdims=True", "") for axis in free]


def may_be_summed(axes: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Tell whether a sum over everything is meant: a number is wanted, and only examples would be summed."""
    return not wanted and set(axes) <= {"1", "m", "?"}
