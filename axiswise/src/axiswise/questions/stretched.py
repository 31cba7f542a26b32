"""Every pair of examples, where each example with itself was meant."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain, combinations

from axiswise.questions.line import RESULTS, Finding, Line, element, shown
from axiswise.questions.meant import is_table_on_purpose, same_quantity, variables
from axiswise.questions.repairs import column, first_column, has_turn, kept, turned
from axiswise.record import STRETCHED

_COMPARISONS = {"==", "!=", "<", "<=", ">", ">=", "np.equal", "np.not_equal", "np.less", "np.greater"}


_NONE = re.compile(r"\b(None|newaxis|expand_dims)\b")

_TURNED = re.compile(r"\.m?T\b|transpose|swapaxes|None|newaxis|expand_dims|reshape")


def stretched(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``Y (1 m) * A (m 1)``: the same axis, stretched both ways."""
    step = line.steps[position]
    if (
        step.op is None
        or step.op.kind != "elementwise"
        or len(step.axes) < 2
        or step.op.name.endswith(".outer")
    ):
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
                lambda found, letter=letter: letter in found.axes and not repeated(found.axes),
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
    """Tell whether a table of all pairs was asked for: by None on both sides, or as ``sq + sq.T``.

    ``x[:, None] - y`` with None on one side is taken for a table too, as long as it is not summed up at once:
    mean squares and accuracies are meant for each example. So are differences from a row with two axes. A
    difference or quotient of one thing with itself is no table where nothing shows that it was turned:
    ``P.sum(axis=1) / P.sum(axis=1, keepdims=True)``.
    """
    spread = is_table_on_purpose(line, one), is_table_on_purpose(line, other)
    if all(spread) or (any(spread) and variables(line, one) == variables(line, other)):
        return True
    name = line.steps[position].op.name
    chosen = [each for each, is_spread in zip((one, other), spread, strict=True) if is_spread]
    has_none = any(_NONE.search(line.source(each)) for each in chosen)
    is_flat = any(len(line.steps[each].axes) == 1 for each in (one, other))
    if has_none and (is_flat or name not in ("-", "==", "!=")) and not is_summed_up(line, position):
        return True
    if name in ("*", "np.multiply") and is_summed_up(line, position):
        return False
    is_shown = (
        name in ("*", "+") or any(spread) or any(_TURNED.search(line.source(each)) for each in (one, other))
    )
    return is_shown and same_quantity(line, one, other)


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
    """Turn one operand over; a 1-D array and a column become alike."""
    lined_up = []
    yield from kept(line, position, p, q)
    for flat, table in ((p, q), (q, p)):
        if len(line.steps[flat].shape) == 1 and len(line.steps[table].shape) == 2:
            lined_up = [
                line.write(position, {table: first_column(line.source(table))}),
                line.write(position, {flat: column(line.source(flat))}),
            ]
            is_given = line.steps[table].name and not line.steps[flat].name
            if is_table_on_purpose(line, table) or is_given or _is_updated(line, line.source(table)):
                lined_up.reverse()
    is_turned = has_turn(line.source(p)) or has_turn(line.source(q))
    yield from (
        chain(turned(line, position, p, q), lined_up)
        if is_turned
        else chain(lined_up, turned(line, position, p, q))
    )


def _is_updated(line: Line, source: str) -> bool:
    """Tell whether a place gets a new value in this cell, ``params[key] = …``, so that its axes stay."""
    if "[" not in source and "." not in source:
        return False
    targets = (
        each for node in ast.walk(line.syntax) if isinstance(node, ast.Assign) for each in node.targets
    )
    return any(ast.unparse(each) == source for each in targets)


def repeated(axes: tuple[str, ...]) -> str:
    """Return a letter that stands twice among ``axes``, else ``""``."""
    return next((name for name in axes if name not in "1?" and axes.count(name) > 1), "")
