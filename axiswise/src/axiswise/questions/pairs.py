"""Axes that meet and should not, and axes that should have met: of operators, products and comparisons."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain, combinations, pairwise

from axiswise.edits import (
    COMPARISONS,
    DOTS,
    column,
    has_turn,
    letters_of,
    reordered_letters,
    sign_of,
)
from axiswise.line import Array, Finding, Line, differ, elements, named, repeated, shown
from axiswise.questions.sums import other_sum
from axiswise.record import STRETCHED, Step
from axiswise.source import enclosed, transposed

#: What a table is made of.
_RESULTS = {"*": "products", "+": "sums", "-": "differences", "/": "quotients"} | dict.fromkeys(
    COMPARISONS, "comparisons"
)

_NONE = re.compile(r"\b(None|newaxis|expand_dims)\b")
_TURNED = re.compile(r"\.m?T\b|transpose|swapaxes|None|newaxis|expand_dims|reshape")


def mismatched(line: Line, position: int) -> Finding | None:
    """Catch two different axes that were paired, or summed together, since their sizes are equal."""
    clash = _different_letters(line, position) if line.op(position, "elementwise", "contract") else None
    if not clash:
        return None
    p, q, a, b, sizes, is_summed = clash
    left, right, name = line.steps[p], line.steps[q], line.steps[position].op.name
    read_first = _read_from_the_left(line, position, right)
    if read_first:
        return read_first
    meets = (
        f"{name} sums {a} of {shown(left)} together" if is_summed else f"{name} pairs {a} of {shown(left)}"
    )
    why = "one of them has size 1" if len(set(sizes)) > 1 else f"both have size {sizes[0]}"
    is_table = bool(repeated(left.axes) or repeated(right.axes) or line.is_of_pairs(p, q))
    most = max(len(left.axes), len(right.axes))
    return Finding(
        position, "axes",
        f"{meets} with {b} of {shown(right)}. It runs because {why}. {_meant(line, (p, a), (q, b))}",
        _side_by_side(line, position, p, q),
        lambda found: (is_table or not repeated(found.axes)) and (most > 1 or len(found.axes) == 1),
    )  # fmt: skip


def _different_letters(line: Line, position: int) -> tuple | None:
    """Return two operands, different letters that share an index, their sizes, whether it is summed."""
    op, held = line.op(position), {}
    for array in line.arrays(position):
        for axis, (name, label, size) in enumerate(array.cells()):
            if label != STRETCHED:
                place = label
            elif op.kind == "elementwise" and not line.is_cut(array.at):
                place = op.out[axis - len(array.axes)]
            else:
                continue
            if name not in "1?":
                held.setdefault(place, []).append((array.at, name, size))
    for label, found in held.items():
        for (p, a, size), (q, b, other) in combinations(found, 2):
            are_cut = size == other == 1 and line.is_cut(p) and line.is_cut(q)
            if p != q and a != b and not (label in op.reduced and are_cut):
                return p, q, a, b, (size, other), label in op.reduced
    return None


def _meant(line: Line, left: tuple[int, str], right: tuple[int, str]) -> str:
    """Say which axis may have been meant: one that both sides have, or have been computed from."""
    (p, a), (q, b) = left, right
    for letter, other in ((a, q), (b, p)):
        if any(letter in line.steps[at].axes for at in line.below(other)):
            return f"Did you mean {letter} with {letter}?"
    return "Are they one axis?"


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
            return Finding(
                above, "axes",
                f"* and @ are read from left to right, so {shown(left)} meets {shown(right)} first. "
                f"Did you mean {right.source} @ {last.source} first?",
                [f"{enclosed(left.source)} * ({enclosed(right.source)} @ {enclosed(last.source)})"],
            )  # fmt: skip
    return None


def _side_by_side(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Put equal axes side by side, or write the other product."""
    op, left, right, site = line.op(position), line.steps[p], line.steps[q], line.site(position, p, q)
    is_cellwise, sign = op.kind == "elementwise", sign_of(op.name)
    are_tables = len(left.axes) == len(right.axes) == 2
    if sign == "/":
        yield from other_sum(line, position, p, q)
    yield from site.edits(*["other axis"] * (len(left.shape) == len(right.shape)), "keepdims")
    if op.name == "np.einsum":
        yield from _every_turned(line, position, p, q)
        return
    if is_cellwise:
        yield from site.edits("column")
        if are_tables and left.axes[1] == right.axes[1]:
            yield site.write({0: column(left.source)})
        is_product = sign == "*" and has_turn(right.source) and left.axes[-1:] == right.axes[:1]
        if is_product and right.axes[1:] == ("1",):
            yield from site.edits("dot")
    elif are_tables:
        # Turn the one operand that has to be turned for equal letters to meet, where it is one of both.
        meet = [k for k, axis in ((0, 0), (1, 1)) if left.axes[axis] == right.axes[axis] != "?"]
        if len(meet) == 1:
            yield site.write({meet[0]: transposed(site.parts[meet[0]].source)})
    yield from site.turns(is_product=not is_cellwise)
    if not is_cellwise:
        yield from site.edits("exchange", "star")
    elif sign == "*":
        yield from site.edits("dot")


def _every_turned(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Turn an operand wherever it stands in the call: both X of ``np.einsum('ij,jk,ik->i', X, S, X)``."""
    for each in (q, p):
        source = line.source(each)
        other = {2: transposed(source)}.get(len(line.steps[each].shape), f"{enclosed(source)}.mT")
        alike = [array.at for array in line.arrays(position) if line.source(array.at) == source]
        if len(line.steps[each].shape) > 1:
            yield line.write(position, dict.fromkeys(alike, other))


def two_sizes(line: Line, position: int) -> Finding | None:
    """Catch a letter of einsum that meets an axis of size one, which einsum stretches in silence."""
    letters = letters_of(line.tree(position)) if line.op(position, "np.einsum") else ""
    arrays, groups = line.arrays(position), letters.replace(" ", "").partition("->")[0].split(",")
    for k, (array, group) in enumerate(zip(arrays, groups, strict=False) if letters else ()):
        if STRETCHED in array.labels and len(group) == len(array.labels):
            letter = group[array.labels.index(STRETCHED)]
            other = next(arrays[i].step for i, each in enumerate(groups) if i != k and letter in each)
            return Finding(
                position, "einsum",
                f"The letter {letter} meets an axis of size 1 in {shown(array.step)} and a longer one in "
                f"{shown(other)}: einsum stretched {array.step.source} without a word. "
                f"Did you mean the letters of {array.step.source} in another order?",
                [line.source(position).replace(letters, reordered_letters(letters, k), 1)],
            )  # fmt: skip
    return None


def other_side(line: Line, position: int) -> Finding | None:
    """Catch ``D @ Vt``: n of D meets the directions of Vt (? n), which have no letter, not its n."""
    arrays = line.pair(position, "contract")
    for table, directions in (arrays, arrays[::-1]) if arrays else ():
        summed, letters = set(table.labels) & set(directions.labels), named(directions.axes)
        is_known = len(table.axes) == len(directions.axes) == 2 and len(summed) == 1 == len(letters)
        if not is_known or table.axes.count(letters[0]) != 1 or len(set(directions.step.shape)) > 1:
            continue
        (label,), (letter,) = summed, letters
        meets = table.axes[table.labels.index(label)]
        is_unnamed = directions.axes[directions.labels.index(label)] == "?" and meets not in "1?"
        if not is_unnamed or not _comes_from_decomposition(line, directions.at):
            continue
        site = line.site(position, table.at, directions.at)
        swapped = [site.write({0: site.parts[1].source, 1: site.parts[0].source})] if meets != letter else []
        return Finding(
            position, "axes",
            f"{line.op(position).name} sums {meets} of {shown(table.step)} together with the axis of "
            f"{shown(directions.step)} that has no name. It runs because both have size "
            f"{directions.step.shape[0]}. Did you mean {letter} with {letter}?",
            chain(swapped, site.turns(is_product=True)),
        )  # fmt: skip
    return None


def _comes_from_decomposition(line: Line, position: int) -> bool:
    """Tell whether an operand is a part of a decomposition: of ``U, s, Vt = np.linalg.svd(D)``."""
    parts = set()
    for node in ast.walk(line.syntax):
        match node:
            case ast.Assign([ast.Tuple(names)], ast.Call(ast.Attribute(_, "eigh" | "eig" | "svd" | "qr"))):
                parts |= {each.id for each in names if isinstance(each, ast.Name)}
    return any(isinstance(node, ast.Name) and node.id in parts for node in line.layers(position))


def stretched(line: Line, position: int) -> Finding | None:
    """Catch ``Y (1 m) * A (m 1)``: the same axis, stretched both ways."""
    op = line.op(position, "elementwise")
    if op is None or len(line.steps[position].axes) < 2 or op.name.endswith(".outer"):
        return None
    for left, right in combinations(line.arrays(position), 2):
        letter = _both_ways(left, right)
        if letter and not is_outer_product_intended(line, position, left.at, right.at):
            return Finding(
                position, "stretched",
                f"{shown(left.step)} and {shown(right.step)} were both stretched: {letter} × {letter} "
                f"{_RESULTS.get(sign_of(op.name), 'results')}. {elements(letter)}",
                _paired(line, position, left.at, right.at),
                lambda found, letter=letter: letter in found.axes and not repeated(found.axes),
            )  # fmt: skip
    return None


def _both_ways(left: Array, right: Array) -> str:
    """Return the letter that each of two operands has where the other has no cell of its own."""
    one, other = (
        {
            (name, size)
            for name, label, size in array.cells()
            if label != STRETCHED and label not in against.labels and name not in "1?"
        }
        for array, against in ((left, right), (right, left))
    )
    return min((name for name, _ in one & other), default="")


def is_outer_product_intended(line: Line, position: int, one: int, other: int) -> bool:
    """Tell whether a table of all pairs was asked for: by None on both sides, or as ``sq + sq.T``.

    ``x[:, None] - y`` with None on one side is taken for a table too, as long as it is not summed up at once:
    mean squares and accuracies are meant for each example. So are differences from a row with two axes. A
    difference or quotient of one thing with itself is no table where nothing shows that it was turned:
    ``P.sum(axis=1) / P.sum(axis=1, keepdims=True)``.
    """
    both, sign = (one, other), sign_of(line.op(position).name)
    spread = [each for each in both if line.is_table_on_purpose(each)]
    if len(spread) == 2 or (spread and line.variables(one) == line.variables(other)):
        return True
    has_none = any(_NONE.search(line.source(each)) for each in spread)
    is_flat = any(len(line.steps[each].axes) == 1 for each in both)
    is_summed = line.is_summed_up(position)
    if has_none and (is_flat or sign not in ("-", "==", "!=")) and not is_summed:
        return True
    if sign == "*" and is_summed:
        return False
    is_shown = sign in ("*", "+") or spread or any(_TURNED.search(line.source(each)) for each in both)
    return bool(is_shown) and line.same_quantity(one, other)


def _paired(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Turn one operand over; a 1-D array and a column become alike."""
    site = line.site(position, p, q)
    yield from site.edits("keepdims")
    aligned = []
    for flat, table in ((p, q), (q, p)):
        if len(line.steps[flat].shape) == 1 and len(line.steps[table].shape) == 2:
            aligned = list(site.edits("first column", "column"))
            is_given = line.steps[table].name and not line.steps[flat].name
            if line.is_table_on_purpose(table) or is_given or _is_updated(line, line.source(table)):
                aligned.reverse()
    is_turned = any(has_turn(part.source) for part in site.parts)
    turns = list(site.turns())
    yield from turns + aligned if is_turned else aligned + turns


def _is_updated(line: Line, source: str) -> bool:
    """Tell whether a place gets a new value in this cell, ``params[key] = …``, so that its axes stay."""
    assigned = (node for node in ast.walk(line.syntax) if isinstance(node, ast.Assign))
    return bool({"[", "."} & set(source)) and any(
        ast.unparse(each) == source for node in assigned for each in node.targets
    )


def across(line: Line, position: int) -> Finding | None:
    """Catch a square table and what each of its rows was reduced to, lined up with its columns."""
    arrays = line.pair(position, "-", "/", "*")
    rows = arrays[1].step if arrays else None
    if not arrays or not line.op(arrays[1].at, "reduce") or not rows.operands or len(arrays[0].axes) != 2:
        return None
    table, site = arrays[0].step, line.site(position, arrays[1].at)
    is_square = table.axes[0] == table.axes[1] != "?" and line.source(rows.operands[0]) == table.source
    if not is_square or len(rows.axes) != 1 or rows.op.out != rows.op.labels[0][:1]:
        return None
    return Finding(
        position, "rows",
        f"{shown(rows)} has a number for each row of {shown(table)}, and {line.op(position).name} pairs it "
        "with the columns. Did you mean each row with its own?",
        site.edits("keepdims"),
    )  # fmt: skip


def over_size_one(line: Line, position: int) -> Finding | None:
    """Catch ``np.dot`` of (m, 1) with (1, m), and tables of which all is summed."""
    arrays, op = line.pair(position, "contract"), line.op(position)
    letter = repeated(line.steps[position].axes)
    if not arrays or not letter or len(op.labels) != 2:
        return None
    (p, q), (left, right) = (each.at for each in arrays), (each.step for each in arrays)
    over_one = any(name == "1" and label in op.reduced for each in arrays for name, label, _ in each.cells())
    is_outer = op.name == "np.outer" or (op.name in DOTS and over_one)
    is_summed = line.is_summed_up(position) if is_outer else _is_added_up(line, position, p, q)
    is_same = line.same_quantity(p, q)
    if is_outer and not is_summed:
        on_purpose = line.is_table_on_purpose(p) and line.is_table_on_purpose(q)
        if op.name == "np.outer" or is_same or on_purpose or _are_margins(line, p, q):
            return None
    elif not is_summed or (is_same and not is_outer):
        return None
    start = "met over an axis of size one: " if is_outer else "gave "
    what = f"{letter} × {letter} {'products' if is_outer else 'sums'}"
    site = line.site(position, p, q)
    return Finding(
        position, "outer",
        f"{shown(left)} and {shown(right)} {start}{what}{', and all of them were summed' * is_summed}. "
        f"{elements(letter)}",
        site.edits("star" if is_summed else "turn both"),
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
    if line.op(above) is None or line.op(above, "reduce"):
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
    return all(op and op.operands[0] is not None for op in ops) and line.same_quantity(
        *(op.operands[0] for op in ops)
    )


def apart(line: Line, position: int) -> Finding | None:
    """Catch ``np.einsum('ij,kj->', T, P)``: i and k run along one axis, each by itself."""
    arrays, op = line.pair(position, "np.einsum"), line.op(position)
    letters = letters_of(line.tree(position)) if arrays else ""
    if not letters or "." in letters or op.kind != "contract" or line.steps[position].shape:
        return None
    left, right = arrays
    alone = [
        (name, a, b)
        for name, a, _ in left.cells()
        for other, b, _ in right.cells()
        if name == other and name not in "1?" and a not in right.labels and b not in left.labels
    ]
    if len(alone) != 1 or not set(left.labels) & set(right.labels) or line.same_quantity(left.at, right.at):
        return None
    name, a, b = alone[0][0], *map(chr, alone[0][1:])
    return Finding(
        position, "outer",
        f"{a} and {b} both run along {name}, each by itself, so {shown(left.step)} and {shown(right.step)} "
        f"gave {name} × {name} sums, and all of them were summed. {elements(name)}",
        [line.source(position).replace(letters, letters.replace(b, a), 1)],
    )  # fmt: skip


def one_in_a_list(line: Line, position: int) -> Finding | None:
    """Catch ``[A > 0.5] == Y``: the list of one array has an axis more than the array."""
    match line.tree(position) if "[" in line.source(position) else None:
        case ast.Compare(left, [_], [right]) | ast.BinOp(left, _, right):
            lists = [side for side in (left, right) if isinstance(side, ast.List) and len(side.elts) == 1]
        case _:
            return None
    ndim = len(line.steps[position].shape or ())
    for at in line.with_axes(position):
        array, source = line.steps[at], line.source(position)
        is_in_list = any(ast.dump(each.elts[0]) == ast.dump(line.tree(at)) for each in lists)
        if is_in_list and ndim > len(array.shape):
            texts = [
                source.replace(f"[{array.source}]", new, 1) for new in (f"({array.source})", array.source)
            ]
            return Finding(
                position, "list",
                f"[{array.source}] is a list with one array in it, so the result has an axis more than "
                f"{shown(array)}. Did you mean {array.source} itself?",
                texts,
                lambda found: len(found.axes) < ndim,
            )  # fmt: skip
    return None


def solved(line: Line, position: int) -> Finding | None:
    """Catch ``np.linalg.solve(A, b)`` where the rows of A and of b are different axes."""
    operands = line.steps[position].operands
    return (
        _rows(line, position, "solve", *operands)
        if line.called(position) == "solve" and len(operands) == 2
        else None
    )


def fitted(line: Line) -> Iterator[Finding]:
    """Catch ``np.linalg.lstsq(X, y)``, as of ``solve``; its result is a tuple, and no step."""
    for call in ast.walk(line.syntax) if "lstsq(" in line.cell else ():
        match call:
            case ast.Call(ast.Attribute(_, "lstsq") | ast.Name("lstsq"), [matrix, values, *_]):
                p, q = line.at(matrix), line.at(values)
                found = _rows(line, p, "lstsq", p, q) if None not in (p, q) else None
                yield from [found] if found else []


def _rows(line: Line, position: int, name: str, p: int, q: int) -> Finding | None:
    """Ask about two sides whose rows should be one axis."""
    left, right = line.steps[p], line.steps[q]
    if len(left.axes) < 2 or not right.axes:
        return None
    row = max(len(right.axes) - 2, 0)
    a, b, size = left.axes[-2], right.axes[row], right.shape[row]
    if not differ(a, b) or left.shape[-2] != size:
        return None
    letter, turned = (a, q) if len(right.axes) == 2 else (b, p)
    turned = p if position == p else turned
    return Finding(
        position, "axes",
        f"{name} pairs the rows {a} of {shown(left)} with the rows {b} of {shown(right)}. It runs because "
        f"both have size {size}. Did you mean {letter} with {letter}?",
        [line.write(position, {turned: transposed(line.source(turned))})],
    )  # fmt: skip


def chained(line: Line, position: int) -> Finding | None:
    """Catch ``np.linalg.multi_dot([X, W, T])`` where m of X meets n of W."""
    operands = line.steps[position].operands
    if line.called(position) != "multi_dot" or len(line.with_axes(position)) != len(operands):
        return None
    for p, q in pairwise(operands):
        left, right = line.steps[p], line.steps[q]
        a, b = left.axes[-1], right.axes[0]
        if differ(a, b):
            return Finding(
                position, "axes",
                f"multi_dot sums {a} of {shown(left)} together with {b} of {shown(right)}. It runs because "
                f"both have size {right.shape[0]}. Did you mean {a} with {a}, or {b} with {b}?",
                line.site(position, p, q).edits("turn"),
            )  # fmt: skip
    return None
