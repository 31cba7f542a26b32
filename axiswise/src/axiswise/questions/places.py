"""Cells that stand in another place than one thinks: indices, stores, reshapes, ``out=``."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator

from axiswise.edits import column, index_on, sizes_in
from axiswise.line import ELEMENTS, Finding, Line, differ, is_none, lettered, runs_because, shown
from axiswise.record import Step
from axiswise.source import enclosed, items_of, parsed, transposed

#: What gives places along the axis that it has.
_PLACES = ("argsort", "arange", "nonzero", "permutation", "argwhere")

_BINARY = ("dot", "@", "maximum", "minimum", "+", "-", "*", "/")

#: Names that say that the array is there to be written to.
_BUFFERS = ("out", "buf", "result", "res", "tmp", "scratch", "work")


def third_argument(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``np.dot(P, Q, R)``: R is written to, not multiplied."""
    is_call = line.source(position).endswith(")") and line.op(position, *_BINARY)
    match line.tree(position) if is_call else None:
        case ast.Call(_, [first, second, third]) if not isinstance(third, ast.Constant):
            a, b, c = map(ast.unparse, (first, second, third))
            function = line.source(position).partition("(")[0]
            if c not in (a, b) and not c.lower().startswith(_BUFFERS):
                yield Finding(
                    position, "out",
                    f"The third argument of {line.op(position).name} is the array that the result is written "
                    f"into: {c} takes no part in it. Did you mean all three?",
                    [f"{function}({function}({a}, {b}), {c})"],
                )  # fmt: skip


def flat_transpose(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``.T`` of a 1-D array. Before ``np.dot`` it does no harm, and many write it so."""
    step = line.steps[position]
    is_turn = line.op(position, "T", "mT") and len(step.shape) == 1
    if is_turn and not line.op(line.above.get(position, position), "dot", "@"):
        base = line.steps[step.operands[0]] if step.operands else step
        yield Finding(
            position, "flat",
            f"{shown(base)} has one axis, so .T changes nothing. Did you mean a column?",
            [column(base.source)],
            whole=line.top(position),
        )  # fmt: skip


def scrambled(line: Line, position: int) -> Iterator[Finding]:
    """Catch reshape in place of transpose: it keeps the order in which cells are read."""
    step = line.steps[position]
    is_reshape = "reshape" in step.source and line.called(position) == "reshape"
    if not is_reshape or not step.operands or len(step.shape or ()) < 2:
        return
    at = step.operands[0]
    base = line.steps[line.steps[at].operands[0] if line.called(at) in ("ravel", "flatten") else at]
    lengths = {line.source(each): line.steps[each].length for each in step.operands[1:]}
    sizes = sizes_in(line.tree(position).args)
    wanted = [lengths.get(ast.unparse(size), "") for size in sizes][-len(step.shape) :]
    for letter in _moved(base, step, wanted):
        order, source = _order(base, step, wanted), enclosed(base.source)
        permuted = f"{source}.transpose({', '.join(map(str, order))})"
        repairs = {(): f"{source}.reshape({source}.shape[0], -1).T", (1, 0): transposed(base.source)}
        yield Finding(
            position, "reshape",
            f"reshape fills {step.shape} in the order in which {shown(base)} is read, so the numbers of "
            f"one {ELEMENTS.get(letter, letter)} end up in several places. "
            f"Did you mean {'to transpose' if order else 'to reshape, then transpose'}?",
            [repairs.get(order, permuted)],
        )  # fmt: skip


def _order(base: Step, step: Step, wanted: list[str]) -> tuple[int, ...]:
    """Return the order of the axes in which a transpose gives this shape; ``()`` where that is not clear."""
    for before, after in ((base.axes, wanted), (base.shape, step.shape)):
        if sorted(before) == sorted(after) and len(set(before)) == len(before):
            return tuple(map(before.index, after))
    return ()


def _moved(base: Step, step: Step, wanted: list[str]) -> Iterator[str]:
    """Yield letters whose axis has other cells before it than it had; ``wanted`` are those asked for."""
    order = [base.axes.index(letter) for letter in lettered(wanted) if letter in base.axes]
    for axis, (letter, size) in enumerate(zip(base.axes, base.shape, strict=True)):
        is_asked = wanted.count(letter) == 1 and len(wanted) == len(step.shape)
        is_alone = base.shape.count(size) == step.shape.count(size) == 1 and len(step.shape) <= len(
            base.shape
        )
        if letter not in "1?" and size > 1 and base.axes.count(letter) == 1 and (is_asked or is_alone):
            at = wanted.index(letter) if is_asked else step.shape.index(size)
            if math.prod(base.shape[:axis]) != math.prod(step.shape[:at]) or order != sorted(order):
                yield letter


def of_another_axis(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``X[mask]`` where the mask is along m and the rows of X are n."""
    step = line.steps[position]
    node = line.tree(position) if step.operands and step.source.endswith("]") else None
    base = line.steps[step.operands[0]] if isinstance(node, ast.Subscript) else None
    if base and base.axes and base.source == ast.get_source_segment(step.source, node.value):
        parts, inside = items_of(node.slice), [line.steps[at] for at in step.operands[1:]]
        for what, letter, size in _clashes(line, base, parts, inside):
            yield Finding(
                position, "index", f"{what}. {runs_because(size, letter)}", _indexed(base, parts, letter)
            )


def _clashes(
    line: Line, base: Step, parts: list[ast.expr], steps: list[Step]
) -> Iterator[tuple[str, str, int]]:
    """Find the parts of an index, among ``steps``, that belong to other axes than those they are used on.

    Yield (in words, the letter that it belongs to, its size).
    """
    axis = 0
    for part in parts:
        text = ast.unparse(part)
        same = (each for each in steps if (each.name or ast.unparse(parsed(each.source))) == text)
        index = next(same, None)
        letters = _letters(line, index)
        for at, name in enumerate(letters, axis):
            if at < len(base.axes) and differ(name, base.axes[at]):
                own = shown(index) if index and index.axes else text
                yield (
                    f"{own} goes along {name}, and is used on {base.axes[at]} of {shown(base)}",
                    name,
                    base.shape[at],
                )
        axis += len(letters) or int(not is_none(part))
        if text == "...":
            return


def _letters(line: Line, index: Step | None) -> tuple[str, ...]:
    """Return the axes that a mask, or places along an axis, belong to; none of what may be places of any."""
    if index is None or index.dtype == "bool":
        return index.axes if index else ()
    source = line.source(line.given(line.steps.index(index)))
    is_place = source.endswith(")") and any(f".{name}(" in source.partition("[")[0] for name in _PLACES)
    return index.axes if is_place and len(index.axes) == 1 and (index.op or index.name) else ()


def _indexed(base: Step, parts: list[ast.expr], letter: str) -> list[str]:
    """Return the index on the axis that it belongs to."""
    is_clear = base.axes.count(letter) == 1 and len(parts) <= 2
    return [index_on(base.source, list(map(ast.unparse, parts)), base.axes.index(letter))] if is_clear else []


def stored(line: Line) -> Iterator[Finding]:
    """Catch a value whose axes are others than those of the place that it is put into."""
    for target, given in _stores(line):
        is_part = isinstance(target, ast.Subscript)
        base, index = (target.value, target.slice) if is_part else (target, ast.Tuple([]))
        whole, value = line.at(base), line.at(given)
        put = line.steps[value] if None not in (whole, value) else None
        place = _place(line.steps[whole], index, put.axes) if put else []
        for a, b, size in _lined_up(place, put) if put else ():
            names = tuple(name for name, _ in place)
            yield Finding(
                value, "stored",
                f"{ast.unparse(target)} ({' '.join(names)}) gets {shown(put)}: {a} meets {b}. "
                f"{runs_because(size, a)}",
                line.site(value, value).edits("turn"),
                lambda found, names=names: found.axes == names,
            )  # fmt: skip


def misplaced(line: Line) -> Iterator[Finding]:
    """Catch ``oh[np.arange(m), lab] = 1`` where the places of m are used on k of oh."""
    for target, _ in _stores(line):
        base = line.at(target.value) if isinstance(target, ast.Subscript) else None
        parts = items_of(target.slice) if base is not None else []
        inside = [at for at in map(line.at, parts) if at is not None]
        steps = [line.steps[at] for at in inside]
        known = {pair for step in steps for pair in zip(step.axes, step.shape, strict=True)}
        for what, letter, size in _clashes(line, line.steps[base], parts, steps) if inside else ():
            if (letter, size) in known:
                is_flat = all(len(step.axes) == 1 for step in steps)
                instead = _indexed(line.steps[base], parts, letter) if is_flat else []
                text = f"In {ast.unparse(target)}, {what}. {runs_because(size, letter)}"
                yield Finding(max(inside), "index", ": ".join([text[:-1], *instead]) + "?")


def _stores(line: Line) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield (place, value) of the statements that put a value into an array."""
    has_stores = "]" in line.cell or "copyto(" in line.cell
    for node in ast.walk(line.syntax) if has_stores else ():
        match node:
            case (
                ast.Assign([ast.Subscript() as target], value)
                | ast.AugAssign(ast.Subscript() as target, _, value)
                | ast.Call(ast.Attribute(_, "copyto") | ast.Name("copyto"), [target, value])
            ):
                yield target, value


def _place(base: Step, index: ast.expr, letters: tuple[str, ...]) -> list[tuple[str, int | None]]:
    """Return (name, size) of the axes that an index of numbers and slices names; none for other indices.

    ``letters`` are those of what is put there.
    """
    left, names = list(zip(base.axes, base.shape, strict=True)), []
    for part in items_of(index):
        name, size = left.pop(0) if left else ("", 0)
        match part:
            case _ if not name:
                return []
            case ast.Slice(upper=ast.Name(letter)) if letter in letters:
                names.append(("?", None))  # ``D[:k]`` is k of the m places
            case ast.Slice():
                names.append((name, size if ast.unparse(part) == ":" else None))
            case ast.Constant(int()) | ast.UnaryOp(_, ast.Constant(int())):
                continue
            case _:
                return []
    return [*names, *left]


def _lined_up(place: list[tuple[str, int | None]], put: Step) -> Iterator[tuple[str, str, int]]:
    """Yield two letters that meet when both are lined up from the right, and their size."""
    for (a, size), b, other in zip(place[::-1], put.axes[::-1], put.shape[::-1], strict=False):
        if size not in (None, other):
            return
        if differ(a, b):
            yield a, b, other
