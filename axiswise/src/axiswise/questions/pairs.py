"""Axes that meet and should not, and axes that should have met."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain, combinations, pairwise

from axiswise.edits import has_turn, letters_of
from axiswise.functions import TABLE, named, of, of_node
from axiswise.functions.plan import is_part
from axiswise.line import (
    Array,
    Finding,
    Line,
    differ,
    elements,
    lettered,
    repeated,
    shown,
)
from axiswise.questions.sums import other_sum
from axiswise.record import STRETCHED
from axiswise.source import transposed

_NONE = re.compile(r"\b(None|newaxis|expand_dims)\b")
_TURNED = re.compile(r"\.m?T\b|transpose|swapaxes|None|newaxis|expand_dims|reshape")

#: Functions that take a list of arrays, and the axis along which they join two arrays with two axes.
_JOINS = {function.name: function.joins for function in TABLE if function.joins is not None}

#: The axis of one operand, and that of the next, which calls pair.
MEETINGS = {
    "inner": (-1, -1), "vecdot": (-1, -1), "matvec": (-1, -1), "tensordot": (-1, 0), "multi_dot": (-1, 0),
    "solve": (0, 0), "lstsq": (0, 0), "cov": (-1, -1), "corrcoef": (-1, -1), "interp": (0, 0),
    "polyfit": (0, 0), "bincount": (0, 0),
}  # fmt: skip


def mismatched(line: Line, position: int) -> Iterator[Finding]:
    """Catch two different axes that were paired, or summed together, since their sizes are equal."""
    op = line.op(position, "elementwise", "contract")
    for p, q, a, b, sizes, label in _different_letters(line, position) if op else ():
        left, right = line.steps[p], line.steps[q]
        yield from _read_from_the_left(line, position, p, q)
        verb, together = ("sums", " together") if label in op.reduced else ("pairs", "")
        why = "one of them has size 1" if len(set(sizes)) > 1 else f"both have size {sizes[0]}"
        read = [{name for at in line.below(each) for name in line.steps[at].axes} for each in (q, p)]
        letter = next((name for name, axes in zip((a, b), read, strict=True) if name in axes), "")
        meant = f"Did you mean {letter} with {letter}?" if letter else "Are they one axis?"
        is_table = bool(repeated(left.axes) or repeated(right.axes) or line.is_of_pairs(p, q))
        most = max(len(left.axes), len(right.axes))
        yield Finding(
            position, "axes",
            f"{op.name} {verb} {a} of {shown(left)}{together} with {b} of {shown(right)}. It runs because "
            f"{why}. {meant}",
            _side_by_side(line, position, p, q),
            lambda found, is_table=is_table, most=most: (is_table or not repeated(found.axes))
            and (most > 1 or len(found.axes) == 1),
        )  # fmt: skip


def _different_letters(line: Line, position: int) -> Iterator[tuple]:
    """Yield two operands, different letters that share an index, their sizes and the label of the index."""
    op, held = line.op(position), {}
    for array in line.arrays(position):
        is_row = op.kind == "elementwise"
        for axis, (name, label, size) in enumerate(array.cells(), -len(array.axes)):
            if name not in "1?" and (label != STRETCHED or is_row):
                held.setdefault(op.out[axis] if label == STRETCHED else label, []).append(
                    (array.at, name, size)
                )
    for label, found in held.items():
        for (p, a, size), (q, b, other) in combinations(found, 2):
            is_own = b in line.steps[p].axes or a in line.steps[q].axes  # a part beside its partner
            if p != q and (differ(a, b) or (a != b and is_own and (is_part(a) or is_part(b)))):
                yield p, q, a, b, (size, other), label


def _read_from_the_left(line: Line, position: int, p: int, q: int) -> Iterator[Finding]:
    """Ask about ``S * W @ dZ``, which is ``(S * W) @ dZ``."""
    above = line.above.get(position, position)
    is_left = line.op(above, "@") and line.op(position, "*") and line.steps[above].operands[0] == position
    are_signs = isinstance(line.tree(above), ast.BinOp) and isinstance(line.tree(position), ast.BinOp)
    if is_left and are_signs and not line.source(above).startswith("(" + line.source(position)):
        left, right, last = (line.steps[at] for at in (p, q, line.steps[above].operands[1]))
        yield Finding(
            above, "axes",
            f"* and @ are read from left to right, so {shown(left)} meets {shown(right)} first. "
            f"Did you mean {right.source} @ {last.source} first?",
            line.site(above, above).edits("bracket"),
        )  # fmt: skip


def _side_by_side(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Put equal axes side by side, or write the other product."""
    left, right = line.steps[p], line.steps[q]
    if of(line.op(position)).name == "einsum":
        # Turn an operand wherever it stands in the call: both X of ``np.einsum('ij,jk,ik->i', X, S, X)``.
        for each in (q, p):
            same = [array.at for array in line.arrays(position) if line.source(array.at) == line.source(each)]
            for text in line.site(each, each).edits("turn", "turn last"):
                yield line.write(position, dict.fromkeys(same, text))
        return
    is_product = not line.op(position, "elementwise")
    if is_product and len(left.axes) == len(right.axes) == 2:
        # First the one operand that has to be turned for equal letters to meet, where it is one of both.
        meet = [at for at, a, b in zip((p, q), left.axes, right.axes, strict=True) if a == b != "?"]
        yield from line.site(position, *meet).edits("turn") if len(meet) == 1 else ()
    yield from pair_edits(line, position, p, q, is_product)


def pair_edits(line: Line, position: int, p: int, q: int, is_product: bool) -> Iterator[str]:
    """Yield the edits of an operation on two arrays that let equal axes meet, the most likely first."""
    site, left, right = line.site(position, p, q), line.steps[p], line.steps[q]
    if is_product:
        turns, is_flat = list(site.turns(is_product=True)), "1" in left.axes
        is_of_cells = left.shape == right.shape and (is_flat or not line.is_of_pairs(p, q))
        yield from turns[:1] if is_of_cells else turns
        yield from site.edits("sum of products" if is_of_cells and is_flat else "cell by cell")
        yield from (*turns[1:], *site.edits("exchange", "star"))
        return
    node = of_node(line.tree(position))
    if node.name == "/":
        yield from other_sum(line, position, p, q)
    yield from site.edits(*["other axis"] * (len(left.shape) == len(right.shape)), "keepdims", "column")
    has_failed, dot = line.op(position) is None, ["dot"] * (node.name == "*")
    meets = left.axes[-1:] == right.axes[:1] and right.axes[1:] == ("1",) and has_turn(right.source)
    yield from site.edits(*dot * bool(has_failed or meets))
    are_tables = len(left.axes) == len(right.axes) == 2
    if are_tables and left.axes[1] == right.axes[1] and "1" not in left.axes:
        yield from line.site(position, p).edits("stand")
    yield from site.turns(is_product=True)
    yield from site.edits(*dot)


def two_sizes(line: Line, position: int) -> Iterator[Finding]:
    """Catch a letter of einsum that meets an axis of size one, which einsum stretches in silence."""
    letters = letters_of(line.tree(position)) if line.op(position, "einsum") else ""
    arrays, groups = line.arrays(position), letters.replace(" ", "").partition("->")[0].split(",")
    for k, (array, group) in enumerate(zip(arrays, groups, strict=False) if letters else ()):
        if STRETCHED in array.labels and len(group) == len(array.labels):
            letter = group[array.labels.index(STRETCHED)]
            other = next(arrays[i].step for i, each in enumerate(groups) if i != k and letter in each)
            yield Finding(
                position, "einsum",
                f"The letter {letter} meets an axis of size 1 in {shown(array.step)} and a longer one in "
                f"{shown(other)}: einsum stretched {array.step.source} without a word. "
                f"Did you mean {transposed(array.step.source)}?",
                line.site(position, array.at).edits("turn"),
            )  # fmt: skip


def stretched(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``Y (1 m) * A (m 1)``: the same axis, stretched both ways."""
    op = line.op(position, "elementwise")
    is_table = op is not None and len(line.steps[position].axes) > 1 and not op.name.endswith(".outer")
    for left, right in combinations(line.arrays(position), 2) if is_table else ():
        twice = _twice(left, right)
        if twice and not is_outer_product_intended(line, position, left.at, right.at):
            letter = min(twice)
            what = of(op).words or "results"
            yield Finding(
                position, "stretched",
                f"{shown(left.step)} and {shown(right.step)} were both stretched: {letter} × {letter} "
                f"{what}. {elements(letter)}",
                _paired(line, position, left.at, right.at),
                lambda found, letter=letter: letter in found.axes and not repeated(found.axes),
            )  # fmt: skip


def _twice(left: Array, right: Array) -> list[str]:
    """Return the axes that two operands both have, and run along each by itself."""
    alone, other = (
        {(name, size) for name, label, size in one.cells() if label not in (STRETCHED, *another.labels)}
        for one, another in ((left, right), (right, left))
    )
    return lettered(name for name, _ in alone & other)


def is_outer_product_intended(line: Line, position: int, one: int, other: int) -> bool:
    """Tell whether a table of all pairs was asked for: by None on both sides, or as ``sq + sq.T``.

    ``x[:, None] - y`` with None on one side is taken for a table too, as long as it is not summed up at once:
    mean squares and accuracies are meant for each example. So are differences from a row with two axes. A
    difference or quotient of one thing with itself is no table where nothing shows that it was turned:
    ``P.sum(axis=1) / P.sum(axis=1, keepdims=True)``.
    """
    both, is_summed = (one, other), line.is_summed_up(position)
    spread = [each for each in both if line.is_table_on_purpose(each)]
    has_none = any(_NONE.search(line.source(each)) for each in spread) and not is_summed
    is_flat = any(len(line.steps[each].axes) == 1 for each in both)
    is_turned = any(_TURNED.search(line.source(each)) for each in both)
    return bool(
        len(spread) == 2
        or (spread and line.variables(one) == line.variables(other))
        or (has_none and (is_flat or not line.op(position, "-", "==", "!=")))
        or (
            not (is_summed and line.op(position, "*"))
            and (spread or is_turned or line.op(position, "*", "+"))
            and line.same_quantity(one, other)
        )
    )


def _paired(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Turn one operand over; a 1-D array and a column become alike."""
    site, aligned = line.site(position, p, q), []
    yield from site.edits("keepdims")
    for flat, table in ((p, q), (q, p)):
        if len(line.steps[flat].shape) == 1 and len(line.steps[table].shape) == 2:
            aligned = list(site.edits("first column", "column"))
            is_given = line.steps[table].name and not line.steps[flat].name
            if line.is_table_on_purpose(table) or is_given or _is_updated(line, line.source(table)):
                aligned.reverse()
    is_turned = any(has_turn(part.source) for part in site.parts)
    yield from chain(site.turns(), aligned) if is_turned else chain(aligned, site.turns())


def _is_updated(line: Line, source: str) -> bool:
    """Tell whether a place gets a new value in this cell, ``params[key] = …``, so that its axes stay."""
    assigned = (node for node in ast.walk(line.syntax) if isinstance(node, ast.Assign))
    is_place = "[" in source or "." in source
    return is_place and any(ast.unparse(each) == source for node in assigned for each in node.targets)


def across(line: Line, position: int) -> Iterator[Finding]:
    """Catch a square table and what each of its rows was reduced to, lined up with its columns."""
    for table, rows in [line.pair(position, "-", "/", "*")] if line.pair(position, "-", "/", "*") else ():
        op, square = line.op(rows.at, "reduce"), table.step
        is_square = len(table.axes) == 2 and table.axes[0] == table.axes[1] != "?" and len(rows.axes) == 1
        is_own = op is not None and line.source(rows.step.operands[0]) == square.source
        if is_square and is_own and op.out == op.labels[0][:1]:
            yield Finding(
                position, "rows",
                f"{shown(rows.step)} has a number for each row of {shown(square)}, and "
                f"{line.op(position).name} pairs it with the columns. Did you mean each row with its own?",
                line.site(position, rows.at).edits("keepdims"),
            )  # fmt: skip


def over_size_one(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``np.dot`` of (m, 1) with (1, m), and tables of which all is summed."""
    arrays, op, letter = (
        line.pair(position, "contract"),
        line.op(position),
        repeated(line.steps[position].axes),
    )
    if not arrays or not letter or len(op.labels) != 2:
        return
    (p, left), (q, right) = ((each.at, each.step) for each in arrays)
    over_one = any(name == "1" and label in op.reduced for each in arrays for name, label, _ in each.cells())
    is_outer = of(op).name == "outer" or (of(op).is_dot and over_one)
    is_summed = line.is_summed_up(position) if is_outer else _is_added_up(line, position, p, q)
    is_same = line.same_quantity(p, q)
    on_purpose = (
        of(op).name == "outer" or all(map(line.is_table_on_purpose, (p, q))) or _are_margins(line, p, q)
    )
    if (is_summed and (is_outer or not is_same)) or (is_outer and not is_same and not on_purpose):
        start, what = ("met over an axis of size one:", "products") if is_outer else ("gave", "sums")
        yield Finding(
            position, "outer",
            f"{shown(left)} and {shown(right)} {start} {letter} × {letter} {what}"
            f"{', and all of them were summed' * is_summed}. {elements(letter)}",
            line.site(position, p, q).edits("star" if is_summed else "turn both"),
            lambda found: not repeated(found.axes),
        )  # fmt: skip


def _is_added_up(line: Line, position: int, p: int, q: int) -> bool:
    """Tell whether all of a table goes into one sum or mean, and nowhere else.

    Of its squares, logarithms or comparisons it does not: they need the table. Neither does one with a name
    that is used again, or that may be a table of all pairs.
    """
    step, above = line.steps[position], line.above.get(position)
    if above is None:
        used = [at for at, each in enumerate(line.steps) if each.name and each.name == step.target]
        return len(used) == 1 and not line.is_of_pairs(p, q) and _is_added_up(line, used[0], p, q)
    if line.op(above) is None or line.reducer(above):
        may_be_mean = "m" not in step.axes or not line.is_of_pairs(p, q)  # of all pairs of examples
        return line.is_summed_up(position, ("sum", "mean") if may_be_mean else ("sum",))
    others = [each.at for each in line.arrays(above) if each.at != position]
    # A sum of products stays one next to another, and next to a number.
    is_added = line.op(above, "+", "-") and all(line.op(at, "contract") for at in others)
    is_linear = is_added or (line.op(above, "*", "/") and not others)
    return bool(is_linear) and _is_added_up(line, above, p, q)


def _are_margins(line: Line, p: int, q: int) -> bool:
    """Tell whether two operands are the sums of one table along both axes, which give what is expected."""
    ops = [line.op(line.given(at), "reduce") for at in (p, q)]
    tables = [op.operands[0] for op in ops if op and op.operands[0] is not None]
    return len(tables) == 2 and line.same_quantity(*tables)


def lined_up(line: Line, position: int) -> Iterator[Finding]:
    """Catch calls that line up different axes: rows to solve for, links of a chain, joined arrays."""
    name = line.called(position) if not line.op(position) or line.op(position, "opaque") else ""
    for p, i, q, j in _meetings(line, position, name) if name else ():
        left, right, size = line.steps[p], line.steps[q], line.steps[q].shape[j]
        a, b = left.axes[i], right.axes[j]
        if differ(a, b) and left.shape[i] == size:
            letter = next((x for x, axes in ((a, right.axes), (b, left.axes)) if x in axes), "")
            meant = f"Did you mean {letter} with {letter}?" if letter else "Are they one axis?"
            yield Finding(
                position, "axes" if name in MEETINGS else "joined",
                f"{name} pairs {a} of {shown(left)} with {b} of {shown(right)}. It runs because both have "
                f"size {size}. {meant}",
                line.site(position, p, q).edits("turn"),
            )  # fmt: skip


def _meetings(line: Line, position: int, name: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield (operand, axis, operand, axis) of the axes that a call lines up."""
    operands, call = line.with_axes(position), line.tree(position)
    is_plain = name in MEETINGS and not call.keywords and (len(operands) == 2 or name == "multi_dot")
    is_list = name in (*_JOINS, "stack") and call.args and isinstance(call.args[0], ast.List | ast.Tuple)
    for p, q in pairwise(operands):
        ndim, other = len(line.steps[p].axes), len(line.steps[q].axes)
        if is_plain:
            yield p, MEETINGS[name][0], q, MEETINGS[name][1]
        elif ndim == other and (is_list or name == "vdot" or named(f"np.{name}").family == "test"):
            joined = _joined_axis(call, name, ndim) if is_list else None
            yield from ((p, axis, q, axis) for axis in range(ndim) if axis != joined)


def _joined_axis(call: ast.Call, name: str, ndim: int) -> int | None:
    """Return the axis that may differ: the one that is joined."""
    given = [each.value for each in call.keywords if each.arg == "axis"] + call.args[1:2]
    if name == "concatenate" and ndim > 1 and given and isinstance(given[0], ast.Constant):
        return given[0].value % ndim
    if ndim == 1:
        return None if name in ("vstack", "column_stack", "stack") else 0
    return _JOINS.get(name)


def compared(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``np.allclose(y, col)`` of (m) and (m 1), which compares each example with each."""
    step = line.steps[position]
    name = line.called(position) if step.op is None and step.shape == () else ""
    arrays = line.with_axes(position) if named(f"np.{name}").family == "test" else []
    axes = [line.steps[at].axes for at in arrays]
    letters = {name for each in axes for name in each} - {"1"}
    if (
        len(axes) == 2
        and axes[0] != axes[1]
        and len(letters) == 1
        and "?" not in letters
        and all(map(lettered, axes))
    ):
        (letter,) = letters
        what = "can never be equal" if name == "array_equal" else f"give {letter} × {letter} comparisons"
        left, right = (shown(line.steps[at]) for at in arrays)
        names = ("turn",) if len(axes[0]) == len(axes[1]) else ("first column", "first row", "column")
        yield Finding(
            position, "stretched",
            f"{left} and {right} {what}. {elements(letter)}",
            line.site(position, *arrays).edits(*names),
        )  # fmt: skip
