"""Cells that stand in another place than one thinks: indices, stores, joins, reshapes, ``out=``."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from itertools import chain, pairwise

from axiswise.edits import DOTS, column, index_on, sizes_in
from axiswise.line import ELEMENTS, Finding, Line, differ, elements, named, shown
from axiswise.record import Step
from axiswise.source import enclosed, items_of, parsed, transposed

#: What gives places along the axis that it has.
_PLACES = ("argsort", "arange", "nonzero", "permutation", "argwhere")

#: Functions that take a list of arrays, and the axis along which they join two arrays with two axes.
_JOINS = {"concatenate": 0, "vstack": 0, "hstack": 1, "column_stack": 1}

_COMPARISONS = ("allclose", "array_equal", "array_equiv")

_BINARY = {
    "np.dot", "np.multiply", "np.add", "np.subtract", "np.divide", "np.matmul", "np.maximum", "np.minimum",
}  # fmt: skip

#: Names that say that the array is there to be written to.
_BUFFERS = ("out", "buf", "result", "res", "tmp", "scratch", "work")


def third_argument(line: Line, position: int) -> Finding | None:
    """Catch ``np.dot(P, Q, R)``: R is written to, not multiplied."""
    match line.tree(position) if line.op(position, *_BINARY) else None:
        case ast.Call(_, [first, second, third]):
            a, b, c = map(ast.unparse, (first, second, third))
        case _:
            return None
    if c in (a, b) or c.lower().startswith(_BUFFERS) or isinstance(third, ast.Constant):
        return None
    function = line.source(position).partition("(")[0]
    return Finding(
        position, "out",
        f"The third argument of {line.op(position).name} is the array that the result is written into: "
        f"{c} takes no part in it. Did you mean all three?",
        [f"{function}({function}({a}, {b}), {c})"],
    )  # fmt: skip


def flat_transpose(line: Line, position: int) -> Finding | None:
    """Catch ``.T`` of a 1-D array. Before ``np.dot`` it does no harm, and many write it so."""
    step = line.steps[position]
    is_turn = line.op(position, ".T", "np.transpose", ".transpose", ".mT")
    if not is_turn or len(step.shape) != 1 or line.op(line.above.get(position, position), *DOTS):
        return None
    base = line.steps[step.operands[0]] if step.operands else step
    return Finding(
        position, "flat",
        f"{shown(base)} has one axis, so .T changes nothing. Did you mean a column?",
        [column(base.source)],
        whole=line.top(position),
    )  # fmt: skip


def scrambled(line: Line, position: int) -> Finding | None:
    """Catch reshape in place of transpose: it keeps the order in which cells are read."""
    step = line.steps[position]
    match line.tree(position) if "reshape" in step.source and step.operands else None:
        case ast.Call(ast.Attribute(_, "reshape"), arguments) if len(step.shape or ()) > 1:
            at = step.operands[0]
        case _:
            return None
    if line.called(at) in ("ravel", "flatten") and line.steps[at].operands:
        at = line.steps[at].operands[0]
    base = line.steps[at]
    lengths = {line.source(each): line.steps[each].length for each in step.operands[1:]}
    wanted = [lengths.get(ast.unparse(item), "") for item in sizes_in(arguments)][-len(step.shape) :]
    letter = _moved(base, step, wanted)
    if not letter:
        return None
    order, source = _order(base, step, wanted), enclosed(base.source)
    if order is None:
        repair = f"{source}.reshape({source}.shape[0], -1).T"
    else:
        permuted = f"{source}.transpose({', '.join(map(str, order))})"
        repair = transposed(base.source) if order == [1, 0] else permuted
    return Finding(
        position, "reshape",
        f"reshape fills {step.shape} in the order in which {shown(base)} is read, so the numbers of "
        f"one {ELEMENTS.get(letter, letter)} end up in several places. "
        f"Did you mean {'to reshape, then transpose' if order is None else 'to transpose'}?",
        [repair],
    )  # fmt: skip


def _order(base: Step, step: Step, wanted: list[str]) -> list[int] | None:
    """Return the order of the axes in which a transpose gives this shape; None where that is not clear."""
    for before, after in ((base.axes, wanted), (base.shape, step.shape)):
        if sorted(before) == sorted(after) and len(set(before)) == len(before):
            return [before.index(each) for each in after]
    return None


def _moved(base: Step, step: Step, wanted: list[str]) -> str:
    """Return a letter whose axis has other cells before it than it had; ``wanted`` are those asked for."""
    order = [base.axes.index(letter) for letter in named(wanted) if letter in base.axes]
    for axis, (letter, size) in enumerate(zip(base.axes, base.shape, strict=True)):
        if letter in "1?" or size < 2 or base.axes.count(letter) > 1:
            continue
        if wanted.count(letter) == 1 and len(wanted) == len(step.shape):
            at = wanted.index(letter)
        elif base.shape.count(size) == step.shape.count(size) == 1 and len(step.shape) <= len(base.shape):
            at = step.shape.index(size)
        else:
            continue
        if math.prod(base.shape[:axis]) != math.prod(step.shape[:at]) or order != sorted(order):
            return letter
    return ""


def of_another_axis(line: Line, position: int) -> Finding | None:
    """Catch ``X[mask]`` where the mask is along m and the rows of X are n."""
    step = line.steps[position]
    node = line.tree(position) if step.operands and step.source.endswith("]") else None
    base = line.steps[step.operands[0]] if isinstance(node, ast.Subscript) else None
    if not base or not base.axes or base.source != ast.get_source_segment(step.source, node.value):
        return None
    parts = items_of(node.slice)
    for at, own, letter, size in _clashes(line, base, parts, [line.steps[at] for at in step.operands[1:]]):
        return Finding(
            position, "index",
            f"{own} goes along {letter}, and is used on {base.axes[at]} of {shown(base)}. It runs because "
            f"both have size {size}. Did you mean {letter} with {letter}?",
            _indexed(base, parts, letter),
        )  # fmt: skip
    return None


def _clashes(
    line: Line, base: Step, parts: list[ast.expr], steps: list[Step]
) -> Iterator[tuple[int, str, str, int]]:
    """Find the parts of an index, among ``steps``, that belong to other axes than those they are used on.

    Yield (axis, how the index is written, the letter that it belongs to, its size).
    """
    axis = 0
    for part in parts:
        text = ast.unparse(part)
        index = next(
            (each for each in steps if (each.name or ast.unparse(parsed(each.source))) == text), None
        )
        letters = _letters(line, part, index)
        for at, name in enumerate(letters, axis):
            if differ(name, base.axes[at] if at < len(base.axes) else "?"):
                yield at, shown(index) if index and index.axes else text, name, base.shape[at]
        axis += len(letters) or int(not (isinstance(part, ast.Constant) and part.value is None))
        if isinstance(part, ast.Constant) and part.value is Ellipsis:
            return


def _letters(line: Line, part: ast.expr, index: Step | None) -> tuple[str, ...]:
    """Return the axes that a mask, or places along an axis, belong to; none of what may be places of any."""
    match part:
        case ast.Call(ast.Name("range"), [ast.Call(ast.Name("len"), [ast.Name(name)])]):
            return next((each.axes[:1] for each in line.steps if each.name == name and each.axes), ())
    if index is None or index.dtype == "bool":
        return index.axes if index else ()
    at = line.steps.index(index)
    source = line.source(line.given(at))
    is_place = source.endswith(")") and any(f".{name}(" in source.partition("[")[0] for name in _PLACES)
    return index.axes if is_place and len(index.axes) == 1 and (index.op or index.name) else ()


def _indexed(base: Step, parts: list[ast.expr], letter: str) -> list[str]:
    """Return the index on the axis that it belongs to."""
    if base.axes.count(letter) != 1 or len(parts) > 2:
        return []
    return [index_on(base.source, [ast.unparse(part) for part in parts], base.axes.index(letter))]


def stored(line: Line) -> Iterator[Finding]:
    """Catch a value whose axes are others than those of the place that it is put into."""
    for target, given in _stores(line):
        base, index = (
            (target.value, target.slice) if isinstance(target, ast.Subscript) else (target, ast.Tuple([]))
        )
        whole, value = line.at(base), line.at(given)
        if whole is None or value is None:
            continue
        put = line.steps[value]
        place = _place(line.steps[whole], index, put.axes)
        clash = _first_clash(place, put) if place is not None else None
        if clash:
            (a, b, size), names = clash, tuple(name for name, _ in place)
            yield Finding(
                value, "stored",
                f"{ast.unparse(target)} ({' '.join(names)}) gets {shown(put)}: {a} meets {b}. It runs "
                f"because both have size {size}. Did you mean {a} with {a}?",
                line.site(value, value).edits("turn"),
                lambda found, names=names: found.axes == names,
            )  # fmt: skip


def misplaced(line: Line) -> Iterator[Finding]:
    """Catch ``oh[np.arange(m), lab] = 1`` where the places of m are used on k of oh."""
    for target, _ in _stores(line):
        base = line.at(target.value) if isinstance(target, ast.Subscript) else None
        if base is None:
            continue
        parts, whole = items_of(target.slice), line.steps[base]
        inside = [at for at in map(line.at, parts) if at is not None]
        steps = [line.steps[at] for at in inside]
        known = {pair for step in steps for pair in zip(step.axes, step.shape, strict=True)}
        found = (each for each in _clashes(line, whole, parts, steps) if each[2:] in known)
        for at, own, letter, size in list(found)[:1]:
            is_flat = all(len(step.axes) == 1 for step in steps)
            instead = "".join(_indexed(whole, parts, letter)) if is_flat else ""
            yield Finding(
                max(inside), "index",
                f"In {ast.unparse(target)}, {own} goes along {letter}, and is used on {whole.axes[at]} of "
                f"{shown(whole)}. It runs because both have size {size}. "
                f"Did you mean {letter} with {letter}{': ' * bool(instead)}{instead}?",
            )  # fmt: skip


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


def _place(base: Step, index: ast.expr, letters: tuple[str, ...]) -> list[tuple[str, int | None]] | None:
    """Return (name, size) of the axes that an index of numbers and slices names; None for other indices.

    ``letters`` are those of what is put there.
    """
    left, names = list(zip(base.axes, base.shape, strict=True)), []
    for part in items_of(index):
        match part:
            case ast.Slice(None, None, None) if left:
                names.append(left.pop(0))
            case ast.Slice(upper=ast.Name(letter)) if left and letter in letters:
                left.pop(0)  # ``D[:k]`` is k of the m places
                names.append(("?", None))
            case ast.Slice() if left:
                names.append((left.pop(0)[0], None))
            case ast.Constant(int()) | ast.UnaryOp(_, ast.Constant(int())) if left:
                left.pop(0)
            case _:
                return None
    return [*names, *left]


def _first_clash(place: list[tuple[str, int | None]], put: Step) -> tuple[str, str, int] | None:
    """Return two letters that meet when both are lined up from the right, and their size."""
    for (a, size), b, other in zip(place[::-1], put.axes[::-1], put.shape[::-1], strict=False):
        if size not in (None, other):
            return None
        if differ(a, b):
            return a, b, other
    return None


def joined(line: Line, position: int) -> Finding | None:
    """Catch ``np.concatenate([X, R])``, ``np.allclose(X, R)`` where different axes are lined up."""
    name = line.called(position) if not line.op(position) or line.op(position, "opaque") else ""
    arrays = line.with_axes(position)[-2 if name == "interp" else 0 :]
    if not name or len(arrays) < 2 or not _takes_arrays(line.tree(position).args, name):
        return None
    axis = _free_axis(line.tree(position), name, len(line.steps[arrays[0]].axes))
    for p, q in pairwise(arrays):
        left, right = line.steps[p], line.steps[q]
        pairs = enumerate(zip(left.axes, right.axes, strict=False))
        clash = next(((at, a, b) for at, (a, b) in pairs if at != axis and differ(a, b)), None)
        if clash and len(left.axes) == len(right.axes):
            at, a, b = clash
            meant = "Are they one axis?" if name == "interp" else f"Did you mean {a} with {a}?"
            return Finding(
                position, "joined",
                f"{name} lines up {a} of {shown(left)} with {b} of {shown(right)}. It runs because both have "
                f"size {left.shape[at]}. {meant}",
                [line.write(position, {each: transposed(line.source(each))}) for each in (q, p)]
                if len(right.axes) == 2 else [],
            )  # fmt: skip
    return None


def _takes_arrays(arguments: list[ast.expr], name: str) -> bool:
    """Tell whether a call lines up whole arrays."""
    if name in ("vdot", "corrcoef", "cov", "interp", *_COMPARISONS):
        return len(arguments) == (3 if name == "interp" else 2)
    return name in (*_JOINS, "stack") and bool(arguments) and isinstance(arguments[0], ast.List | ast.Tuple)


def _free_axis(call: ast.Call, name: str, ndim: int) -> int | None:
    """Return the axis that may differ: the one that is joined."""
    if name in ("corrcoef", "cov"):
        return 0
    if name not in _JOINS:
        return None
    if ndim == 1:
        return None if name in ("vstack", "column_stack") else 0
    given = [each.value for each in call.keywords if each.arg == "axis"] + call.args[1:2]
    is_given = name == "concatenate" and given and isinstance(given[0], ast.Constant)
    return given[0].value % ndim if is_given else _JOINS[name]


def compared(line: Line, position: int) -> Finding | None:
    """Catch ``np.allclose(y, col)`` of (m) and (m 1), which compares each example with each."""
    step, name = line.steps[position], line.called(position)
    arrays = line.with_axes(position) if name in _COMPARISONS and not step.op and step.shape == () else []
    if len(arrays) != 2:
        return None
    left, right = (line.steps[at] for at in arrays)
    letters = set(named(left.axes))
    is_one = len(letters) == 1 and letters == set(named(right.axes)) and "?" not in left.axes + right.axes
    if not is_one or left.axes == right.axes:
        return None
    (letter,) = letters
    what = "can never be equal" if name == "array_equal" else f"give {letter} × {letter} comparisons"
    site = line.site(position, *arrays)
    flat = {len(left.axes), len(right.axes)} == {1, 2}
    names = ("first column", "first row", "column") if flat else ("turn",)
    return Finding(
        position, "stretched",
        f"{shown(left)} and {shown(right)} {what}. {elements(letter)}",
        chain(site.edits(*names)),
    )  # fmt: skip
