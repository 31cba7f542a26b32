"""Cells that met others than they should: both operands stretched, or two different axes side by side."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import chain, combinations

from helpers.shapes.edit import enclosed, transposed
from helpers.shapes.questions.line import RESULTS, Finding, Line, element, shown
from helpers.shapes.questions.repairs import column, first_column, has_turn, kept, other_axis, turned
from helpers.shapes.record import STRETCHED, Step

_COMPARISONS = {"==", "!=", "<", "<=", ">", ">=", "np.equal", "np.not_equal", "np.less", "np.greater"}

#: Products of two arrays that are written without naming the axes.
DOTS = {"np.dot", ".dot", "@", "np.matmul"}


def stretched(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``Y (1 m) * A (m 1)``: the same axis, stretched both ways."""
    step = line.steps[position]
    if step.op is None or step.op.kind != "elementwise" or len(step.axes) < 2:
        return
    for one, other in combinations(line.arrays(position), 2):
        letter = _both_ways(one, other)
        if letter and not is_meant(line, position, one[0], other[0]):
            (p, left, _), (q, right, _) = one, other
            what = "comparisons" if step.op.name in _COMPARISONS else RESULTS.get(step.op.name, "results")
            yield Finding(
                position, "stretched",
                f"{shown(left)} and {shown(right)} were both stretched: {letter} × {letter} {what}. "
                f"Did you mean {element(letter)} with {element(letter)}?",
                _paired(line, position, p, q),
                lambda found: letter in found.axes and not repeated(found.axes),
            )  # fmt: skip
            return


def _both_ways(one: tuple, other: tuple) -> str:
    """Return the letter that each of two operands has where the other has no cell of its own."""
    alone = []
    for (_, step, labels), (_, _, others) in ((one, other), (other, one)):
        alone.append(
            {
                (name, size)
                for name, size, label in zip(step.axes, step.shape, labels, strict=True)
                if label != STRETCHED and label not in others and name not in "1?"
            }
        )
    return min((name for name, _ in alone[0] & alone[1]), default="")


def is_meant(line: Line, position: int, one: int, other: int) -> bool:
    """Tell whether a table of all pairs was asked for: by None on both sides, or as ``sq + sq.T``."""
    spread = line.is_table_on_purpose(one), line.is_table_on_purpose(other)
    if all(spread) or (any(spread) and line.variables(one) == line.variables(other)):
        return True
    is_product = line.steps[position].op.name in ("*", "np.multiply")
    return line.same_quantity(one, other) and not (is_product and is_summed_up(line, position))


def is_summed_up(line: Line, position: int, reducers: tuple[str, ...] = ("sum", "mean")) -> bool:
    """Tell whether all of a table goes into one number right away."""
    above = line.above.get(position)
    op = line.steps[above].op if above is not None else None
    if op is None:
        return False
    if op.kind == "elementwise" and len(line.arrays(above)) == 1:
        return is_summed_up(line, above, reducers)
    gone = set(op.reduced)
    return op.kind == "reduce" and op.reducer in reducers and set(op.labels[0]) <= gone


def _paired(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Turn one operand over; a 1-D array and a column become two rows, or two columns if one was asked for."""
    lined_up = []
    for flat, table in ((p, q), (q, p)):
        if len(line.steps[flat].shape) == 1 and len(line.steps[table].shape) == 2:
            lined_up = [
                line.write(position, {table: first_column(line.source(table))}),
                line.write(position, {flat: column(line.source(flat))}),
            ]
            if line.is_table_on_purpose(table):
                lined_up.reverse()
    is_turned = has_turn(line.source(p)) or has_turn(line.source(q))
    yield from (
        chain(turned(line, position, p, q), lined_up)
        if is_turned
        else chain(lined_up, turned(line, position, p, q))
    )


def over_size_one(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``np.dot`` of (m, 1) with (1, m), and about tables of which all is summed."""
    step = line.steps[position]
    if (
        step.op is None
        or step.op.kind != "contract"
        or len(step.op.labels) != 2
        or len(line.arrays(position)) != 2
    ):
        return
    letter = repeated(step.axes)
    (p, left, _), (q, right, _) = line.arrays(position)
    if not letter or step.op.name not in DOTS | {"np.outer"}:
        return
    is_same = line.same_quantity(p, q)
    is_outer = step.op.name == "np.outer" or _meets_over_one(step, left, right)
    summed = is_summed_up(line, position, ("sum", "mean") if is_outer else ("sum",))
    if is_outer and not summed:
        on_purpose = line.is_table_on_purpose(p) and line.is_table_on_purpose(q)
        if step.op.name == "np.outer" or is_same or on_purpose:
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


def _cell_by_cell(line: Line, p: int, q: int) -> Iterator[str]:
    left, right = line.source(p), line.source(q)
    for one, other in ((left, transposed(right)), (transposed(left), right), (left, right)):
        yield f"{enclosed(one)} * {enclosed(other)}"


def _both_turned(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    yield line.write(position, {p: transposed(line.source(p)), q: transposed(line.source(q))})


def _meets_over_one(step: Step, left: Step, right: Step) -> bool:
    inner = {
        name
        for operand, labels in ((left, step.op.labels[0]), (right, step.op.labels[1]))
        for name, label in zip(operand.axes, labels, strict=True)
        if label in step.op.reduced
    }
    return "1" in inner


def repeated(axes: tuple[str, ...]) -> str:
    """Return a letter that stands twice among ``axes``, else ``""``."""
    return next((name for name in axes if name not in "1?" and axes.count(name) > 1), "")


def mismatched(line: Line, position: int) -> Iterator[Finding]:
    """Ask about two different axes that were paired, or summed together, since their sizes are equal."""
    step = line.steps[position]
    if step.op is None or step.op.kind not in ("elementwise", "contract"):
        return
    clash = _different_letters(line, position)
    if not clash:
        return
    (p, a), (q, b), is_summed, size = clash
    left, right = line.steps[p], line.steps[q]
    if is_summed:
        what = f"{step.op.name} sums {a} of {shown(left)} together with {b} of {shown(right)}"
    else:
        what = f"{step.op.name} pairs {a} of {shown(left)} with {b} of {shown(right)}"
    why = f"It runs because both have size {size}" if size > 1 else "It runs because one of them has size 1"
    read_first = _read_from_the_left(line, position, right)
    if read_first:
        yield read_first
        return
    repairs = _side_by_side(line, position, p, q)
    yield Finding(position, "axes", f"{what}. {why}. Did you mean {a} with {a}?", repairs)


def _read_from_the_left(line: Line, position: int, right: Step) -> Finding | None:
    """Ask about ``S * W @ dZ``, which is ``(S * W) @ dZ``."""
    above = line.above.get(position)
    match line.tree(above) if above is not None else None:
        case ast.BinOp(ast.BinOp(_, ast.Mult(), _), ast.MatMult(), _) if not line.source(above).startswith(
            "(" + line.source(position)
        ):
            left, last = (
                line.steps[line.steps[position].operands[0]],
                line.steps[line.steps[above].operands[1]],
            )
        case _:
            return None
    return Finding(
        above, "axes",
        f"* and @ are read from left to right, so {shown(left)} meets {shown(right)} first. "
        f"Did you mean {right.source} @ {last.source} first?",
        [f"{enclosed(left.source)} * ({enclosed(right.source)} @ {enclosed(last.source)})"],
    )  # fmt: skip


def _different_letters(line: Line, position: int) -> tuple | None:
    """Return two (operand, letter) that share an index, whether it is summed, and its size."""
    step = line.steps[position]
    held: dict[object, list[tuple[int, str, int]]] = {}
    for operand, each, labels in line.arrays(position):
        for axis, (name, label, size) in enumerate(zip(each.axes, labels, each.shape, strict=True)):
            if name in "1?":
                continue
            if label == STRETCHED:
                if step.op.kind != "elementwise":
                    continue
                label = step.op.out[axis - len(each.shape)]  # noqa: PLW2901 - its place in the result
            held.setdefault(label, []).append((operand, name, size))
    for label, found in held.items():
        for (p, a, size), (q, b, _) in combinations(found, 2):
            if p != q and a != b:
                return (p, a), (q, b), label in step.op.reduced, size
    return None


def _side_by_side(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Put equal axes side by side, or write the other product."""
    step, left, right = line.steps[position], line.steps[p], line.steps[q]
    is_cellwise = step.op.kind == "elementwise"
    if step.op.name == "/":
        yield from other_axis(line, position, p, q)
    yield from kept(line, position, p, q)
    if is_cellwise:
        for each in (q, p):
            if len(line.steps[each].shape) == 1:
                yield line.write(position, {each: column(line.source(each))})
        if left.axes[-1:] == right.axes[-1:] and len(left.shape) == len(right.shape) == 2:
            yield line.write(position, {p: column(left.source)})
    yield from turned(line, position, p, q)
    if step.op.name == "*":
        for one, other in (
            (left.source, right.source),
            (transposed(left.source), right.source),
            (left.source, transposed(right.source)),
        ):
            yield f"{line.numpy}.dot({one}, {other})"
    elif not is_cellwise:
        yield f"{enclosed(left.source)} * {enclosed(right.source)}"


def two_sizes(line: Line, position: int) -> Iterator[Finding]:
    """Ask about a letter of einsum that meets an axis of size one, which einsum stretches in silence."""
    step = line.steps[position]
    if step.op is None or step.op.name != "np.einsum":
        return
    match line.tree(position):
        case ast.Call(_, [ast.Constant(str() as letters), *_]):
            pass
        case _:
            return
    inputs = letters.replace(" ", "").partition("->")[0].split(",")
    for k, (operand, each, labels) in enumerate(line.arrays(position)):
        if STRETCHED in labels and len(inputs) > k and len(inputs[k]) == len(labels):
            letter = inputs[k][labels.index(STRETCHED)]
            other = next(
                s for o, s, other in line.arrays(position)
                if o != operand and letter in inputs[[p for p, _, _ in line.arrays(position)].index(o)]
            )  # fmt: skip
            turned_letters = ",".join(x[::-1] if i == k else x for i, x in enumerate(inputs))
            new = letters.replace(" ", "").replace(",".join(inputs), turned_letters, 1)
            yield Finding(
                position, "einsum",
                f"The letter {letter} meets an axis of size 1 in {shown(each)} and a longer one in {shown(other)}: "
                f"einsum stretched {each.source} without a word. Did you mean another letter order for {each.source}?",
                [step.source.replace(letters, new, 1)],
            )  # fmt: skip
            return
