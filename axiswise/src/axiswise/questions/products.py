"""Sums of products that pair each example with each, where each example with itself was meant."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from axiswise.questions.line import Finding, Line, element, shown
from axiswise.questions.meant import is_of_pairs, is_table_on_purpose, same_quantity
from axiswise.questions.stretched import is_summed_up, repeated
from axiswise.record import Step
from axiswise.source import enclosed, transposed

#: Products of two arrays that are written without naming the axes.
DOTS = {"np.dot", ".dot", "@", "np.matmul"}

_NAMED = {"np.inner", "np.tensordot", "np.einsum"}

#: Operations through which a sum of products stays one: next to another, and next to a number.
_ADDED = {"+", "-", "np.add", "np.subtract", "np.negative"}
_SCALED = {"*", "/", "np.multiply", "np.divide"}


def over_size_one(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``np.dot`` of (m, 1) with (1, m), and about tables of which all is summed."""
    step = line.steps[position]
    if not _is_of_two(line, step, position):
        return
    letter = repeated(step.axes)
    (p, left, _), (q, right, _) = line.arrays(position)
    if not letter or step.op.name not in DOTS | _NAMED | {"np.outer"}:
        return
    is_same = same_quantity(line, p, q)
    is_outer = step.op.name == "np.outer" or (step.op.name in DOTS and _meets_over_one(step, left, right))
    summed = is_summed_up(line, position) if is_outer else _is_added_up(line, position, p, q)
    if is_outer and not summed:
        on_purpose = is_table_on_purpose(line, p) and is_table_on_purpose(line, q)
        if step.op.name == "np.outer" or is_same or on_purpose or _are_margins(line, p, q):
            return
    elif not summed or (is_same and not is_outer):
        return
    what = f"{letter} × {letter} {'products' if is_outer else 'sums'}"
    end = ", and all of them were summed" if summed else ""
    start = f"{shown(left)} and {shown(right)} " + ("met over an axis of size one: " if is_outer else "gave ")
    yield Finding(
        position, "outer",
        f"{start}{what}{end}. Did you mean {element(letter)} with {element(letter)}?",
        _cell_by_cell(line, p, q) if summed else _both_turned(line, position, p, q),
        lambda found: not repeated(found.axes),
    )  # fmt: skip


def _is_of_two(line: Line, step: Step, position: int) -> bool:
    is_contraction = step.op is not None and step.op.kind == "contract" and len(step.op.labels) == 2
    return is_contraction and len(line.arrays(position)) == 2


def _is_added_up(line: Line, position: int, p: int, q: int) -> bool:
    """Tell whether all of a table goes into one sum or mean, and nowhere else.

    Of its squares, logarithms or comparisons it does not: they need the table. Neither does one with a name
    that is used again, or that may be a table of all pairs.
    """
    step, above = line.steps[position], line.above.get(position)
    if above is None:
        used = [at for at, each in enumerate(line.steps) if each.name and each.name == step.target]
        return len(used) == 1 and not is_of_pairs(line, p, q) and _is_added_up(line, used[0], p, q)
    op = line.steps[above].op
    if op is None or op.kind == "reduce":
        may_be_mean = "m" not in step.axes or not is_of_pairs(line, p, q)  # of all pairs of examples
        return is_summed_up(line, position, ("sum", "mean") if may_be_mean else ("sum",))
    others = [line.steps[at].op for at, *_ in line.arrays(above) if at != position]
    is_added = op.name in _ADDED and all(other and other.kind == "contract" for other in others)
    is_linear = is_added or (op.name in _SCALED and not others)
    return is_linear and _is_added_up(line, above, p, q)


def _are_margins(line: Line, p: int, q: int) -> bool:
    """Tell whether two operands are the sums of one table along both axes, which give what is expected."""
    found = []
    for at in (p, q):
        named = line.defined(line.steps[at].name, at) if line.steps[at].name else at
        op = line.steps[named].op if named is not None else None
        if op is None or op.kind != "reduce" or op.operands[0] is None:
            return False
        found.append(op.operands[0])
    return same_quantity(line, *found)


def _cell_by_cell(line: Line, p: int, q: int) -> Iterator[str]:
    left, right = line.source(p), line.source(q)
    for one, other in ((left, transposed(right)), (transposed(left), right), (left, right)):
        yield f"{enclosed(one)} * {enclosed(other)}"


def _both_turned(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    yield line.write(position, {p: transposed(line.source(p)), q: transposed(line.source(q))})


def _meets_over_one(step: Step, left: Step, right: Step) -> bool:
    return "1" in {name for name, _ in _summed(step, left, right)}


def _summed(step: Step, left: Step, right: Step) -> list[tuple[str, int]]:
    """Return (name, label) of each axis of two operands that is summed."""
    return [
        (name, label)
        for operand, labels in zip((left, right), step.op.labels, strict=True)
        for name, label in zip(operand.axes, labels, strict=True)
        if label in step.op.reduced
    ]


def apart(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``np.einsum('ij,kj->', T, P)``: i and k run along one axis, each by itself."""
    step = line.steps[position]
    if not _is_of_two(line, step, position) or step.op.name != "np.einsum" or step.shape:
        return
    (p, left, own), (q, right, others) = line.arrays(position)
    found = [
        (name, a, b)
        for name, a in zip(left.axes, own, strict=True)
        for other, b in zip(right.axes, others, strict=True)
        if name == other and name not in "1?" and a not in others and b not in own
    ]
    match line.tree(position):
        case ast.Call(_, [ast.Constant(str() as letters), *_]) if (
            len(found) == 1 and set(own) & set(others) and "." not in letters
        ):
            name, a, b = found[0][0], *map(chr, found[0][1:])
        case _:
            return
    if not same_quantity(line, p, q):
        yield Finding(
            position, "outer",
            f"{a} and {b} both run along {name}, each by itself, so {shown(left)} and {shown(right)} gave "
            f"{name} × {name} sums, and all of them were summed. Did you mean {element(name)} with "
            f"{element(name)}?",
            [step.source.replace(letters, letters.replace(b, a), 1)],
        )  # fmt: skip
