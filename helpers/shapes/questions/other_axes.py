"""Changes of an operation that give its result other axes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.shapes.edit import transposed
from helpers.shapes.questions.line import Line
from helpers.shapes.questions.repairs import column, first_column, is_reduction, with_keyword


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
