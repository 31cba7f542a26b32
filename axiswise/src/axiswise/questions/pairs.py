"""Axes that meet and should not, and axes that should have met."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain, combinations, pairwise

import numpy as np

from axiswise.edits import Site, along_next_axis, along_other_axes
from axiswise.functions import Function, of, of_node
from axiswise.functions.plan import is_part
from axiswise.line import (
    Array,
    Finding,
    Line,
    core_of,
    differ,
    gradient_of,
    lettered,
    repeated,
    runs_because,
    shaped,
    shown,
)
from axiswise.questions.sums import other_sum, over_examples
from axiswise.record import STRETCHED, Step
from axiswise.source import enclosed, transposed

_NONE = re.compile(r"\b(None|newaxis|expand_dims)\b")
#: What a column and a row are called in ``dz @ h[t - 1].T``.
_COLUMN, _ROW = re.compile(r"\w+(\[[^]]*\])?"), re.compile(r"\w+(\[[^]]*\])?\.T")
#: What leaves out the first places of an axis, or the last: the array, the cut, how many.
_CUT = re.compile(r"(\w+)\[((\d+):|:-(\d+))\]")
_TURNED = re.compile(r"\.m?T\b|transpose|swapaxes|None|newaxis|expand_dims|reshape")


def mismatched(line: Line, position: int) -> Iterator[Finding]:
    """Catch two different axes that were paired, or summed together, since their sizes are equal."""
    op = line.op(position, "elementwise", "contract")
    for p, q, a, b, sizes, label in _different_letters(line, position) if op else ():
        if _is_of_one_set(line, position, p, q, {a, b}):
            return
        left, right = line.steps[p], line.steps[q]
        yield from _of_all_pairs(line, position, p, q)
        verb, together = ("sums", " together") if label in op.reduced else ("pairs", "")
        read = [{name for at in line.below(each) for name in line.steps[at].axes} for each in (q, p)]
        letter = next((name for name, axes in zip((a, b), read, strict=True) if name in axes), "")
        is_table = bool(repeated(left.axes) or repeated(right.axes) or line.is_of_pairs(p, q))
        are_strips = len(left.axes) == len(right.axes) == 1 and not _wants_table(line, position)
        yield Finding(
            position, "axes",
            f"{op.name} {verb} {a} of {shown(left)}{together} with {b} of {shown(right)}. "
            f"{runs_because(*sizes, letter=letter)}",
            _side_by_side(line, position, p, q),
            lambda found, is_table=is_table, are_strips=are_strips: (is_table or not repeated(found.axes))
            and (not are_strips or len(found.axes) == 1),
        )  # fmt: skip


def _of_all_pairs(line: Line, position: int, p: int, q: int) -> Iterator[Finding]:
    """Ask about ``((P - Q) ** 2).sum(axis=1)`` of (p d) and (q d), a distance of each p from each q."""
    left, right = line.steps[p], line.steps[q]
    a, b = left.axes[0], right.axes[0]
    above = next((at for at in line.path(position)[::-1] if line.op(at, "reduce")), position)
    pairs = line.site(position, p).edits("stand") if left.axes[1:] == right.axes[1:] != () else ()
    for text in pairs if line.op(position, "-") and above != position else ():
        yield Finding(
            above, "axes",
            f"{a} of {shown(left)} meets {b} of {shown(right)}, entry by entry. It runs because both have "
            f"size {left.shape[0]}. Did you mean each {a} with each {b}?",
            along_next_axis(line.write(above, {position: text})),
        )  # fmt: skip


def _is_of_one_set(line: Line, position: int, p: int, q: int, letters: set[str]) -> bool:
    """Tell whether the two letters of a square table are of one set, as rows and columns of a graph are.

    So they are where the table meets itself turned over, or what is made of one vector of its own sums:
    ``A + A.T``, ``np.diag(A.sum(axis=1)) - A``, ``A / np.sqrt(d[:, None] * d)``; and where a product that had
    equal letters meet is evaluated again with what it gave: ``v = A @ v`` in a loop. A symmetric table, of
    distances or covariances, has one set too; but it is not to meet a vector along the wrong axis.
    """
    left, right = line.steps[p], line.steps[q]
    is_across = line.op(position, "elementwise") and len(lettered(left.axes)) != len(lettered(right.axes))
    if not is_across and any(set(step.axes) == letters and _is_symmetric(step) for step in line.steps):
        return True
    if sorted(left.axes) == sorted(right.axes) and left.axes != right.axes:
        return bool(line.op(position, "elementwise")) and line.same_quantity(p, q)
    for table, other in ((p, q), (q, p)):
        axes, step = line.steps[table].axes, line.steps[other]
        is_square = len(axes) == len(set(axes)) == 2 and "?" not in axes
        if is_square and repeated(step.axes) in axes:
            behind = [*line.behind(other)]  # a diagonal, or all products of one vector with itself
            outer = [line.steps[at].axes for at in behind if line.pair(at, "*", "outer")]
            return any(line.entry(at).name == "diag" for at in behind) or any(map(repeated, outer))
    return any(each.span == line.steps[position].span for each in line.steps[:position])


def _is_symmetric(step: Step) -> bool:
    """Tell whether a table equals its transpose, and not because it has a single value or two."""
    cells = np.array(step.cells) if step.name and step.cells else np.eye(0)
    is_square = cells.ndim == 2 and cells.shape == cells.T.shape
    return is_square and len(np.unique(cells)) > 1 and np.allclose(cells, cells.T)


def _wants_table(line: Line, position: int) -> bool:
    """Tell whether a product of two strips goes into what has two axes: ``dW = delta * a``."""
    top = line.top(position)
    target = line.steps[top].target
    known = line.before.get(gradient_of(target) or target, ((), ()))
    operands = line.steps[top].operands if line.op(top, "-", "+") else ()
    is_wide = len(known[0]) == 2 or any(len(line.steps[at].axes) == 2 for at in operands)
    return is_wide and (of(line.op(position)).is_dot or bool(line.op(position, "*")))


def _different_letters(line: Line, position: int) -> Iterator[tuple]:
    """Yield two operands, different letters that share an index, their sizes and the label of the index."""
    op, held = line.op(position), {}
    for array in line.arrays(position):
        for axis, (name, label, size) in enumerate(array.cells(), -len(array.axes)):
            if name not in "1?" and (label != STRETCHED or op.kind == "elementwise"):
                held.setdefault(op.out[axis] if label == STRETCHED else label, []).append(
                    (array.at, name, size)
                )
    for label, found in held.items():
        for (p, a, size), (q, b, other) in combinations(found, 2):
            is_own = b in line.steps[p].axes or a in line.steps[q].axes  # a part beside its partner
            if p != q and (differ(a, b) or (a != b and is_own and (is_part(a) or is_part(b)))):
                yield p, q, a, b, (size, other), label


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
        is_one_turned = sum(part.has_turn for part in site.parts) == 1
        if is_one_turned and "1" not in left.axes + right.axes:  # ``X @ Y.T`` for ``X.T @ Y``
            yield from site.edits("turn both")
        if len(right.axes) == 2 and left.axes and left.axes[0] == right.axes[1] not in ("1", "?"):
            yield from site.edits("swap")
        product = "sum of products" if left.shape == right.shape and "1" in left.axes else "cell by cell"
        yield from site.turns(is_product=True)
        yield from site.edits(product, "exchange", "star", "outer", "turn inside", "other place")
        return
    node, has_failed = line.entry(position), line.op(position) is None
    dot = ["dot", *["dot exchanged"] * (has_failed and not line.is_before_dot(position))] * (node.name == "*")
    yield from _without_bias(line, position, p, q) if has_failed and dot else ()
    yield from _cut_alike(line, position, p, q) if has_failed else ()
    yield from (*other_sum(line, position, p, q), *over_examples(line, position, q))
    if len(left.shape) == len(right.shape):
        yield from line.site(position, core_of(line, p, "*", "/"), core_of(line, q, "*", "/")).edits(
            "other axis"
        )
    yield from (*site.edits("keepdims"), *_among(site), *site.edits("other place"))
    if node.name == "*":
        yield from line.site(position, core_of(line, p, "*", "/")).edits("column")
    yield from site.edits("column")
    if node.name == "-" and line.same_quantity(p, q):  # ``X - X.T``: each row with each
        yield line.site(position, p, q).write({0: f"{enclosed(left.source)}[:, None]", 1: left.source})
    meets = left.axes[-1:] == right.axes[:1] and right.axes[1:] == ("1",) and site.parts[1].has_turn
    yield from site.edits(*dot * bool(has_failed or meets))
    if len(left.axes) == len(right.axes) == 2 and left.axes[1] == right.axes[1]:
        yield from line.site(position, p).edits("stand")
    yield from (*site.edits("flat"), *site.turns(is_product=True), *site.edits(*dot))


def _cut_alike(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Cut the operand that is still whole: ``x[1:] - x`` takes off what stood before, ``x[:-1]``."""
    for at, other in ((p, q), (q, p)):
        part, whole = line.steps[at], line.steps[other]
        cut, source = _CUT.fullmatch(part.source), enclosed(whole.source)
        if cut and whole.shape[0] - part.shape[0] == int(cut[3] or cut[4]):
            ends = [f"[{cut[2]}]", f"[:-{cut[3]}]" if cut[3] else f"[{cut[4]}:]"]
            for end in ends[source == cut[1] :]:
                yield line.site(position, p, q).write({(p, q).index(other): source + end})


def _without_bias(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Leave out the entry of the bias, which a product with weights has more: ``(W.T @ d)[1:]``."""
    for at, other in ((p, q), (q, p)):
        more, less = line.steps[at], line.steps[other]
        pairs = zip(more.axes, less.axes, more.shape, less.shape, strict=False)
        longer = [k for k, (a, b, *_) in enumerate(pairs) if a != b]
        is_one = len(more.axes) == len(less.axes) and len(longer) == 1 == sum(more.shape) - sum(less.shape)
        if is_one and line.op(at, "contract"):
            yield line.site(position, at).write({0: f"{enclosed(more.source)}[{':, ' * longer[0]}1:]"})


def _among(site: Site) -> Iterator[str]:
    """Put the axes of one operand where the other, of more axes, has them: ``img - mean[:, None, None]``."""
    for k, (part, other) in enumerate(zip(site.parts, site.parts[::-1], strict=True)):
        own = [name for name in other.axes if name in part.axes]
        if len(other.axes) > 2 and tuple(own) == part.axes:
            index = [":" if name in own else "None" for name in other.axes]
            index = index[index.index(":") :]
            yield site.write({k: f"{enclosed(part.source)}[{', '.join(index)}]"})


def in_einsum(line: Line, position: int) -> Iterator[Finding]:
    """Catch a letter of einsum that meets an axis of size one, which einsum stretches in silence."""
    for array in line.arrays(position) if line.op(position, "einsum") else ():
        if STRETCHED in array.labels:
            yield Finding(
                position, "einsum",
                f"A letter of einsum meets an axis of size 1 of {shown(array.step)} and a longer one: einsum "
                f"stretched it without a word. Did you mean {transposed(array.step.source)}?",
                line.site(position, array.at).edits("turn"),
            )  # fmt: skip


def stretched(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``Y (1 m) * A (m 1)``: the same axis, stretched both ways, also where it has but a size."""
    op = line.op(position, "elementwise")
    is_table = op is not None and len(line.steps[position].axes) > 1 and not op.name.endswith(".outer")
    for left, right in combinations(line.arrays(position), 2) if is_table else ():
        twice = _twice(left, right, is_half_named=bool(line.op(position, "-", "==", "!=")))
        if twice and not is_outer_product_intended(line, position, left.at, right.at):
            name, is_named = min(twice), "?" not in twice
            one, other = (shown(at.step) if is_named else shaped(at.step) for at in (left, right))
            many = f"{name} × {name}" if is_named else " × ".join(map(str, line.steps[position].shape))
            meant = line.elements(name) if is_named else "Did you mean each with its own?"
            yield Finding(
                position, "stretched" if is_named else "sizes",
                f"{one} and {other} were both stretched: {many} {of(op).words or 'results'}. {meant}",
                _paired(line, position, left.at, right.at),
                lambda found, name=name: name == "?" or (name in found.axes and not repeated(found.axes)),
            )  # fmt: skip


def _twice(left: Array, right: Array, is_half_named: bool) -> list[str]:
    """Return the axes that two operands both have, and run along each by itself.

    Axes without a name count where a 1-D array meets a column of equal size; with ``is_half_named`` it is
    enough that one of both has none.
    """
    alone, other = (
        {(name, size) for name, label, size in one.cells() if label not in (STRETCHED, *another.labels)}
        for one, another in ((left, right), (right, left))
    )
    is_column = any(len(each.axes) == 2 and each.step.shape[1] == 1 for each in (left, right))
    if is_column and 1 in (len(left.axes), len(right.axes)):
        found = [{a, b} for a, size in alone for b, other_size in other if size == other_size > 1]
        if any(names == {"?"} or ("?" in names and is_half_named) for names in found):
            return ["?"]
    return [name for name, _ in alone & other if name not in "1?"]


def is_outer_product_intended(line: Line, position: int, one: int, other: int) -> bool:
    """Tell whether a table of all pairs was asked for: by None on both sides, or as ``sq + sq.T``.

    ``x[:, None] - y`` with None on one side is taken for a table too, as long as it is not summed up at once:
    mean squares and accuracies are meant for each example. So are differences from a row with two axes, but
    not a result with three: ``X[:, None] - Z``. A difference or quotient of one thing with itself is no table
    where nothing shows that it was turned: ``P.sum(axis=1) / P.sum(axis=1, keepdims=True)``.
    """
    both, is_summed = (one, other), line.is_summed_up(position)
    spread = [each for each in both if line.is_table_on_purpose(each)]
    has_none = any(_NONE.search(line.source(each)) for each in spread) and not is_summed
    is_flat = any(len(line.steps[each].axes) == 1 for each in both) or len(line.steps[position].axes) > 2
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
    is_turned = any(part.has_turn for part in site.parts)
    yield from chain(site.turns(), aligned) if is_turned else chain(aligned, site.turns())


def _is_updated(line: Line, source: str) -> bool:
    """Tell whether a place gets a new value in this cell, ``params[key] = …``, so that its axes stay."""
    assigned = (node for node in ast.walk(line.syntax) if isinstance(node, ast.Assign))
    is_place = "[" in source or "." in source
    return is_place and any(ast.unparse(each) == source for node in assigned for each in node.targets)


def on_both_sides(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``w * S * w``: weights that meet the columns of a square table twice, and its rows never."""
    outer = line.pair(position, "*")
    for row, product in (outer, outer[::-1]) if outer else ():
        inner = line.pair(product.at, "*")
        for square, twin in (inner, inner[::-1]) if inner else ():
            letter = repeated(square.axes) if len(square.axes) == 2 else ""
            if letter and row.axes == twin.axes == (letter,) and row.step.source == twin.step.source:
                weights, table = enclosed(row.step.source), enclosed(square.step.source)
                above = line.above.get(position, position)
                yield Finding(
                    above if line.reducer(above) == "sum" and not line.steps[above].shape else position,
                    "weights",
                    f"{shown(row.step)} meets the columns of {shown(square.step)} twice, and its rows never. "
                    "Did you mean the sum over both?",
                    [f"{weights} @ {table} @ {weights}"],
                )  # fmt: skip


def across(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``S / S.sum(axis=1)`` of a square table, which lines up what each row gave with the columns."""
    for table, rows in [pair] if (pair := line.pair(position, "-", "/")) else ():
        op, letter = line.op(line.given(rows.at), "reduce"), repeated(table.axes)
        is_own = op is not None and line.source(op.operands[0]) == table.step.source
        is_of_rows = is_own and table.axes == (letter, letter) and op.out == op.labels[0][:1]
        if is_of_rows and not _is_symmetric(table.step):
            yield Finding(
                position, "rows",
                f"{shown(rows.step)} has a number for each row of {shown(table.step)}, and "
                f"{line.op(position).name} pairs it with the columns. Did you mean each row with its own?",
                line.site(position, rows.at).edits("keepdims", "column"),
            )  # fmt: skip


def over_size_one(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``np.dot`` of (m, 1) with (1, m), and tables of which all is summed."""
    arrays, op = line.pair(position, "contract"), line.op(position)
    letter = repeated(line.steps[position].axes) if arrays else ""
    if not letter or len(op.labels) != 2:
        return
    (p, left), (q, right) = ((each.at, each.step) for each in arrays)
    is_outer = of(op).name == "outer" or (of(op).is_dot and "1" in line.reduced(position))
    is_summed = line.is_summed_up(position) if is_outer else _is_added_up(line, position, p, q)
    is_same = line.same_quantity(p, q)
    is_of_stacks = of(op).name == "dot" and min(len(left.axes), len(right.axes)) > 2
    on_purpose = (
        of(op).name == "outer"
        or all(map(line.is_table_on_purpose, (p, q)))
        or _are_margins(line, p, q)
        or (letter not in line.examples and _COLUMN.fullmatch(left.source) and _ROW.fullmatch(right.source))
    )
    if is_of_stacks:
        yield Finding(
            position, "outer",
            f"{op.name} pairs every {letter} of {shown(left)} with every {letter} of {shown(right)}. "
            f"{line.elements(letter).removesuffix('?')}, as @ does?",
            line.site(position, p, q).edits("matmul"),
        )  # fmt: skip
    elif (is_summed and (is_outer or not is_same)) or (is_outer and not is_same and not on_purpose):
        start, what = ("met over an axis of size one:", "products") if is_outer else ("gave", "sums")
        yield Finding(
            position, "stretched" if is_outer and is_summed else "outer",
            f"{shown(left)} and {shown(right)} {start} {letter} × {letter} {what}"
            f"{', and all of them were summed' * is_summed}. {line.elements(letter)}",
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
        is_of_examples = not line.examples.isdisjoint(step.axes) and line.is_of_pairs(p, q)
        return line.is_summed_up(position, ("sum",) if is_of_examples else ("sum", "mean"))
    is_scaled = line.op(above, "*", "/") and len(line.arrays(above)) == 1
    return bool(is_scaled) and _is_added_up(line, above, p, q)


def _are_margins(line: Line, p: int, q: int) -> bool:
    """Tell whether two operands are the sums of one table along both axes, which give what is expected."""
    ops = [line.op(line.given(at), "reduce") for at in (p, q)]
    tables = [op.operands[0] for op in ops if op and op.operands[0] is not None]
    return len(tables) == 2 and line.same_quantity(*tables)


def lined_up(line: Line, position: int) -> Iterator[Finding]:
    """Catch calls that line up different axes: rows to solve for, weights, joined arrays."""
    node = line.tree(position) if line.op(position) is None or line.op(position, "opaque") else None
    while isinstance(node, ast.Subscript):  # ``np.linalg.lstsq(X, y)[0]``: what is called gives a tuple
        node = node.value
    function = of_node(node)
    is_call = function and isinstance(node, ast.Call)
    for p, i, q, j in _meetings(line, node, function, line.with_axes(position)) if is_call else ():
        left, right, size = line.steps[p], line.steps[q], line.steps[q].shape[j]
        a, b = left.axes[i], right.axes[j]
        if differ(a, b) and left.shape[i] == size:
            letter = next((x for x, axes in ((a, right.axes), (b, left.axes)) if x in axes), "")
            texts = list(line.site(position, p, q).edits("turn", "turn inside"))
            others = along_other_axes(line.source(position))
            if function.family == "reduction":
                texts = others + texts
            elif function.family == "join":
                texts += others
            yield Finding(
                position, "joined" if function.family == "join" else "axes",
                f"{function.name} pairs {a} of {shown(left)} with {b} of {shown(right)}. "
                f"{runs_because(size, letter=letter)}",
                texts,
            )  # fmt: skip


def _meetings(
    line: Line, call: ast.Call, function: Function, operands: list[int]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield (operand, axis, operand, axis) of the axes that a call lines up."""
    ndims = [len(line.steps[at].axes) for at in operands]
    if function.family != "join":
        for k, i, other, j in function.meetings(call, ndims):
            yield operands[k], i, operands[other], j
    elif len(set(ndims)) == 1 and call.args and isinstance(call.args[0], ast.List | ast.Tuple):
        joined = _joined_axis(call, function, ndims[0])
        for p, q in pairwise(operands):
            yield from ((p, axis, q, axis) for axis in range(ndims[0]) if axis != joined)


def _joined_axis(call: ast.Call, function: Function, ndim: int) -> int | None:
    """Return the axis that may differ: the one that is joined."""
    given = [each.value for each in call.keywords if each.arg == "axis"] + call.args[1:2]
    if ndim == 1 or not given:
        return function.joins if ndim > 1 else function.joins_rows
    return given[0].value % ndim if function.joins == 0 and isinstance(given[0], ast.Constant) else None
