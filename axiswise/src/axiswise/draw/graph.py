"""What feeds what: the steps of a statement as a tree, and what each operation does to its operands."""

from __future__ import annotations

from axiswise.record import STRETCHED, Op, Trace

#: How arithmetic is written between boxes.
SIGNS = {
    "*": "×",
    "/": "/",
    "+": "+",
    "-": "−",
    "**": "**",
    "np.multiply": "×",
    "np.add": "+",
    "np.subtract": "−",
    "np.divide": "/",
    **{sign: sign for sign in ("==", "!=", "<", "<=", ">", ">=", "&", "|", "^", "//", "%")},
}


def statements(trace: Trace) -> dict[int, list[int]]:
    """Return the positions of the steps of each statement."""
    found: dict[int, list[int]] = {}
    for position, step in enumerate(trace.steps):
        found.setdefault(step.statement, []).append(position)
    return found


def roots(trace: Trace, positions: list[int]) -> list[int]:
    """Return the steps that no other step of the statement reads."""
    read = {o for p in positions for o in trace.steps[p].operands}
    return [p for p in positions if p not in read]


def substantial(trace: Trace, position: int) -> bool:
    """Tell whether a step is an array, or a number computed from one."""
    step = trace.steps[position]
    if step.is_array:
        return True
    return step.op is not None and any(substantial(trace, o) for o in step.operands)


def inputs_of(trace: Trace, position: int) -> tuple[int, ...]:
    """Return the operands of a step that are arrays or come from arrays."""
    return tuple(o for o in trace.steps[position].operands if substantial(trace, o))


def stretched(trace: Trace, position: int) -> bool:
    """Tell whether a step repeats the cells of an array operand along an axis."""
    op = trace.steps[position].op
    if op is None or op.kind != "elementwise":
        return False
    arrays = [
        labels
        for labels, operand in zip(op.labels, op.operands, strict=True)
        if operand is not None and trace.steps[operand].is_array
    ]
    return any(copies(labels, op.out, trace.steps[position].shape) for labels in arrays)


def copies(labels: tuple[int, ...], out: tuple[int, ...], shape: tuple[int, ...]) -> dict[int, int]:
    """Return the positions of the result along which an operand is stretched, with the size there.

    >>> copies((STRETCHED, 1), (0, 1), (3, 5))
    {0: 3}
    """
    padded = (STRETCHED,) * (len(out) - len(labels)) + tuple(labels)
    return {p: shape[p] for p, label in enumerate(padded) if label == STRETCHED and shape[p] != 1}


def crossable(trace: Trace, op: Op | None) -> bool:
    """Tell whether a contraction can stand crosswise: two arrays of at most two axes, one label summed.

    Every label of the result comes from one operand only.
    """
    if (
        op is None
        or op.kind != "contract"
        or len(op.labels) != 2
        or len(op.reduced) != 1
        or None in op.operands
    ):
        return False
    left, right = op.labels
    summed = op.reduced[0]
    if STRETCHED in left + right or len(set(left)) != len(left) or len(set(right)) != len(right):
        return False
    own = [label for label in left if label != summed] + [label for label in right if label != summed]
    return summed in left and summed in right and len(left) <= 2 and len(right) <= 2 and tuple(own) == op.out
