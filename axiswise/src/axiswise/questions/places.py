"""Cells that stand in another place than one thinks, or become other numbers there."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from axiswise.edits import index_on, on_a_mesh, sizes_in, with_keyword
from axiswise.line import (
    Finding,
    Line,
    core_of,
    differ,
    is_none,
    largest,
    lettered,
    runs_because,
    shown,
)
from axiswise.record import Step
from axiswise.source import Taken, enclosed, items_of, parsed, transposed

#: A second name for what has one: ``Z = X``.
_SECOND_NAME = re.compile(r"(?m)^\w+ = [^\W\d]\w*\s*(#|;|$)")

#: Names of class numbers, and of what has a number for each class.
_CLASSES = re.compile(r"y\w*|lab\w*|targ\w*|t|c|classes")
_SCORES = re.compile(
    r"[zZpPaAsS]\d*|d?scores\w*|logits\w*|prob\w*|softmax\w*|margins?|one_?hot\w*|y_?hat|y_pred"
)

#: Names of what is one number.
_NUMBERS = re.compile(r"cost|loss|err|norm|[rms]s[se]|dist|energy|\bJ\b|sq|var", re.IGNORECASE)

#: Names that say that the array is there to be written to.
_BUFFERS = ("out", "buf", "result", "res", "tmp", "scratch", "work")


def third_argument(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``np.dot(P, Q, R)``: R is written to, not multiplied."""
    match line.tree(position):
        case ast.Call(function, [_, _, third] as given) if not isinstance(third, ast.Constant):
            entry = line.entry(position)
            if not entry.is_of_two:
                return
            called, a, b, c = map(ast.unparse, (function, *given))
            if c not in (a, b) and not c.lower().startswith(_BUFFERS):
                products = [f"{called}({called}({a}, {b}), {c})", " * ".join(map(enclosed, (a, b, c)))]
                yield Finding(
                    position, "out",
                    f"The third argument of {called} is the array that the result is written "
                    f"into: {c} takes no part in it. Did you mean all three?",
                    products[: 1 + (entry.family == "product")],
                )  # fmt: skip


def flattened(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``np.append(X, row)`` of (n d): without an axis, everything becomes one row."""
    arrays = line.with_axes(position) if line.entry(position).name == "append" else []
    if not arrays:
        return
    step, others = line.steps[arrays[0]], arrays[1:]
    is_flat = len(line.steps[position].axes) == 1 and "axis=" not in line.source(position)
    if len(lettered(step.axes)) == 2 and is_flat:
        texts = line.source(position), *line.site(position, *others).edits("row", "column", "turn")
        yield Finding(
            position, "flat",
            f"np.append without an axis makes one long row of {shown(step)}. "
            "Did you mean more rows or columns?",
            (with_keyword(text, f"axis={axis}") for text in texts for axis in (0, 1)),
        )  # fmt: skip


def flat_transpose(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``.T`` of a 1-D array. Before ``np.dot`` and ``[:, None]`` it does no harm."""
    step, above = line.steps[position], line.above.get(position, position)
    if len(step.shape or ()) != 1 or not line.op(position, "T", "mT"):
        return
    pair = [each.at for each in line.pair(above, "elementwise")]
    is_twice = len(pair) == 2 and line.same_quantity(*pair)  # ``t - t.T``: each with each
    has_column = is_twice and any(len(line.steps[at].axes) == 2 for at in pair)
    if has_column or line.op(above, "dot", "@") or line.source(above).endswith("None]"):
        return
    base, first = line.steps[step.operands[0]] if step.operands else step, pair[0] if is_twice else position
    table = {position: base.source} if first != position else {}
    at, turned = above if table else position, line.source(first) if table else base.source
    yield Finding(
        at, "flat",
        f"{shown(base)} has one axis, so .T changes nothing. Did you mean a column?",
        [line.write(at, table | {first: f"{enclosed(turned)}[:, None]"})],
        whole=line.top(position),
    )  # fmt: skip


def scrambled(line: Line, position: int) -> Iterator[Finding]:
    """Catch reshape in place of transpose: it keeps the order in which cells are read."""
    step = line.steps[position]
    if line.entry(position).name != "reshape" or not step.operands or len(step.shape or ()) < 2:
        return
    at = step.operands[0]
    base = line.steps[line.steps[at].operands[0] if line.entry(at).name == "ravel" else at]
    lengths = {line.source(each): line.steps[each].length for each in step.operands[1:]}
    sizes = sizes_in(line.tree(position).args)
    wanted = [lengths.get(ast.unparse(size), "") for size in sizes][-len(step.shape) :]
    for letter in _moved(base, step, wanted):
        order, source = _order(base, step, wanted), enclosed(base.source)
        permuted = f"{source}.transpose({', '.join(map(str, order))})"
        split = _split(base.shape, step.shape)
        repairs = {(): f"{source}.reshape({source}.shape[0], -1).T", (1, 0): transposed(base.source)}
        if split and len(sizes) == len(split):  # first in the old order
            shape = ", ".join(ast.unparse(sizes[at]) for at in split)
            places = ", ".join(str(split.index(at)) for at in range(len(split)))
            repairs[order] = f"{source}.reshape({shape}).transpose({places})"
        if merged := _split(step.shape, base.shape):
            joined = ", ".join(map(ast.unparse, sizes))
            repairs[order] = f"{source}.transpose({', '.join(map(str, merged))}).reshape({joined})"
        what = "to transpose" if order else "to reshape, then transpose"
        yield Finding(
            position, "reshape",
            f"reshape fills {step.shape} in the order in which {shown(base)} is read, so the numbers of "
            f"one {line.one(letter)} end up in several places. "
            f"Did you mean {'to transpose, then reshape' if merged else what}?",
            [repairs.get(order, permuted)],
            lambda found: found.shape == step.shape,
        )  # fmt: skip


def _split(before: tuple[int, ...], after: tuple[int, ...]) -> list[int]:
    """Return the places of the new sizes in the order of the old ones, of which one is split in two.

    ``[]`` where that is not what a reshape does: (2, 6, 8) to (2, 4, 6, 2) splits 8, and 6 comes too late.
    """
    left, order = list(enumerate(after)), []
    for size in before:
        found = next((pair for pair in left if pair[1] == size), None)
        order.append([found[0]] if found else [])
        left = [pair for pair in left if pair != found]
    is_split = order.count([]) == 1 and len(left) == 2
    if not is_split or left[0][1] * left[1][1] != before[order.index([])]:
        return []
    order[order.index([])] = [at for at, _ in left]
    return [at for group in order for at in group]


def _order(base: Step, step: Step, wanted: list[str]) -> tuple[int, ...]:
    """Return the order of the axes in which a transpose gives this shape; ``()`` where that is not clear."""
    for before, after in ((base.axes, wanted), (base.shape, step.shape)):
        if sorted(before) == sorted(after) and len(set(before)) == len(before):
            return tuple(map(before.index, after))
    return ()


def _moved(base: Step, step: Step, wanted: list[str]) -> Iterator[str]:
    """Yield letters whose axis has other cells before it than it had; ``wanted`` are those asked for."""
    order = [base.axes.index(letter) for letter in lettered(wanted) if letter in base.axes]
    is_split = bool(_split(base.shape, step.shape))
    for axis, (letter, size) in enumerate(zip(base.axes, base.shape, strict=True)):
        is_asked = wanted.count(letter) == 1 and len(wanted) == len(step.shape)
        is_alone = base.shape.count(size) == step.shape.count(size) == 1 and (
            is_split or len(step.shape) <= len(base.shape)
        )
        if letter not in "1?" and size > 1 and base.axes.count(letter) == 1 and (is_asked or is_alone):
            at = wanted.index(letter) if is_asked else step.shape.index(size)
            if math.prod(base.shape[:axis]) != math.prod(step.shape[:at]) or order != sorted(order):
                yield letter


def flat_product(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``d.dot(d.T)`` and ``x @ y.T`` of one axis: one number, where a column times a row is a table."""
    left, right = line.pair(position, "dot", "@") or (None, None)
    is_flat = left is not None and line.op(right.at, "T") and len(left.axes) == len(right.axes) == 1
    names = " ".join(line.steps[at].target for at in line.path(position)) if is_flat else ""
    is_other = is_flat and differ(left.axes[0], right.axes[0])
    is_same = is_flat and line.same_quantity(left.at, right.at) and not _NUMBERS.search(names)
    if is_other or is_same:
        column, row = enclosed(left.step.source), transposed(right.step.source)
        yield Finding(
            position, "axes" if is_other else "flat",
            f"{transposed(shown(right.step)) if is_other else shown(left.step)} has one axis, so .T changes "
            "nothing, and the result is one number. Did you mean each entry with each?",
            [f"{line.numpy}.outer({column}, {row})"],
        )  # fmt: skip


def same_array(line: Line) -> Iterator[Finding]:
    """Catch ``Z = X`` and then ``Z -= …``, which changes X too: both are names of one array."""
    statements = line.syntax.body if _SECOND_NAME.search(line.cell) else []
    for k, node in enumerate(statements):
        match node:
            case ast.Assign([ast.Name(new)], ast.Name(old)) if (at := line.at(node.value)) is not None:
                changed = _changed(statements[k + 1 :], new, old, old in line.before)
                if changed:
                    yield Finding(
                        at, "alias",
                        f"{new} and {old} are one array, so {changed} changes both. Did you mean a copy?",
                        [f"{enclosed(old)}.copy()"],
                    )  # fmt: skip


def _changed(statements: list[ast.stmt], new: str, old: str, is_kept: bool) -> str:
    """Return the statement that changes an array of two names in place, where the other is still read."""
    for k, node in enumerate(statements):
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        names = {each.id for each in targets if isinstance(each, ast.Name)}
        stores = {ast.unparse(each.value) for each in targets if isinstance(each, ast.Subscript)}
        touched = (stores | (names if isinstance(node, ast.AugAssign) else set())) & {new, old}
        if touched:
            other = old if new in touched else new
            rest = (each for later in statements[k:] for each in ast.walk(later))
            is_read = any(isinstance(each, ast.Name) and each.id == other for each in rest)
            return ast.unparse(node) if is_read or (other == old and is_kept) else ""
        if names & {new, old}:
            return ""
    return ""


def of_another_axis(line: Line, position: int) -> Iterator[Finding]:
    """Catch ``X[mask]`` where the mask is along m and the rows of X are n, and ``scores[:, y]``."""
    step = line.steps[position]
    node = line.tree(position) if step.operands and step.source.endswith("]") else None
    base = line.steps[step.operands[0]] if isinstance(node, ast.Subscript) else None
    if base and base.axes and base.source == ast.get_source_segment(step.source, node.value):
        parts = _parts(node.slice, [line.steps[at] for at in step.operands[1:]])
        for text, instead, kind in _misused(line, base, parts):
            yield Finding(position, kind, text, [instead] if instead else ())


def misplaced(line: Line) -> Iterator[Finding]:
    """Catch ``oh[np.arange(m), lab] = 1`` where the places of m are used on k of oh; ``oh[:, lab] = 1``."""
    for target in [each for each, _ in line.stores if isinstance(each, ast.Subscript)]:
        at, *inside = [line.at(each) for each in (target.value, *items_of(target.slice))]
        inside = [each for each in inside if each is not None]
        parts = _parts(target.slice, [line.steps[each] for each in inside])
        for text, instead, kind in _misused(line, line.steps[at], parts) if inside and at is not None else ():
            end = f": {instead}?" if instead else "?"
            yield Finding(max(inside), kind, f"In {ast.unparse(target)}, {text[:-1]}{end}")


def _misused(line: Line, base: Step, parts: list[Part]) -> Iterator[tuple[str, str, str]]:
    """Yield a question about an index, the index that may have been meant (or ``""``), and the kind."""
    for what, letter, size in _clashes(line, base, parts):
        are_flat = all(len(step.axes) == 1 for *_, step in parts if step and step.axes) and len(parts) <= 2
        texts, is_clear = [text for text, *_ in parts], are_flat and base.axes.count(letter) == 1
        instead = index_on(base.source, texts, base.axes.index(letter)) if is_clear else ""
        yield f"{what}. {runs_because(size, letter=letter)}", instead, "axes"
    flat = [(text, step) for text, _, step in parts if step and len(step.axes) == 1 and "int" in step.dtype]
    for (_, one), (_, other) in combinations(flat, 2):
        (a,), (b,) = one.axes, other.axes
        if differ(a, b) and one.shape == other.shape:
            what = f"{shown(one)} and {shown(other)} are paired, place by place, since both have size"
            texts = [text for text, _ in flat] if len(flat) == len(parts) else []
            instead = on_a_mesh(base.source, texts, line.numpy) if texts else ""
            yield f"{what} {one.shape[0]}. Did you mean each {a} with each {b}?", instead, "axes"
    for kind, what, instead in _crossed(line, base, parts):
        yield f"{what}. Did you mean one number for each?", instead, kind


#: A part of an index: its source, its syntax, and its step.
Part = tuple[str, ast.expr, Step | None]


def _parts(index: ast.expr, steps: list[Step]) -> list[Part]:
    """Return the parts of an index with their steps, which are among ``steps``."""
    found = {each.name or ast.unparse(parsed(each.source)): each for each in reversed(steps)}
    return [(text, part, found.get(text)) for part in items_of(index) for text in [ast.unparse(part)]]


def _clashes(line: Line, base: Step, parts: list[Part]) -> Iterator[tuple[str, str, int]]:
    """Find the parts of an index that belong to other axes than those they are used on.

    Yield (in words, the letter that it belongs to, its size).
    """
    axis, is_alone = 0, sum(bool(index and index.axes) for *_, index in parts) == 1
    for text, part, index in parts:
        letters = _letters(line, index, is_alone)
        for name, (own, size) in zip(
            letters, list(zip(base.axes, base.shape, strict=True))[axis:], strict=False
        ):
            if differ(name, own) and (name, size) in zip(index.axes, index.shape, strict=True):
                yield f"{shown(index)} goes along {name}, and is used on {own} of {shown(base)}", name, size
        axis += len(letters) or int(not is_none(part))
        if text == "...":
            return


def _crossed(line: Line, base: Step, parts: list[Part]) -> Iterator[tuple[str, str, str]]:
    """Find class numbers, one for each row, that pick whole rows or columns: ``scores[:, y]``, ``scores[y]``.

    Yield (kind, in words, the index that pairs each row with its own number).
    """
    texts = [text for text, *_ in parts] + [":"] * (len(base.axes) - len(parts))
    found = [(axis, text, index) for axis, (text, _, index) in enumerate(parts) if index and index.axes]
    numbers = [each for each in found if each[2].dtype.startswith(("int", "uint"))]
    for axis, text, index in numbers if len(texts) == len(base.axes) else ():
        is_whole = [each == ":" for each in texts]
        along = [at for at, whole in enumerate(is_whole) if whole and base.axes[at] != base.axes[axis]]
        own, other = _own_axes(base, index, along), axis
        are_rows = not own and is_whole == [axis == 1, axis == 0]
        if are_rows and _own_axes(base, index, [axis]) and _are_classes(line, base, index, 1 - axis):
            own, other = [axis], 1 - axis
        elif not own or (base.axes[own[0]] == "?" and index.shape[0] <= base.shape[axis]):
            continue
        texts[own[0]], texts[other] = f"{line.numpy}.arange(len({text}))", text
        what = f"{shown(index)} picks whole {'columns' if axis else 'rows'} of {shown(base)}"
        is_certain = not are_rows and "?" not in index.axes
        yield (
            "stretched" if is_certain else "index", what, f"{enclosed(base.source)}[{', '.join(texts)}]",
        )  # fmt: skip
        return


def _own_axes(base: Step, index: Step, among: list[int]) -> list[int]:
    """Return the axes of an array that an index runs along; none where it does not."""
    cells = [cell for cell in zip(index.axes, index.shape, strict=True) if cell[0] != "1"]
    found = [at for at in among if (base.axes[at], base.shape[at]) in cells]
    return found if len(found) == len(index.axes) == 1 else []


def _are_classes(line: Line, base: Step, index: Step, other: int) -> bool:
    """Tell whether an index that fits the axis it is used on is more likely meant for the ``other`` one."""
    made = line.given(line.steps.index(index))
    if line.reducer(made).startswith("arg"):  # of ``F.argmax(1)`` each is a place along what was reduced
        return base.axes[other] in line.reduced(made)
    is_drawn = line.entry(made).family == "random"  # places to draw again: a large one is luck
    if is_drawn or _letters(line, index) or largest(index) >= base.shape[other]:
        return False
    is_named = _CLASSES.fullmatch(index.name) and _SCORES.fullmatch(base.name)
    return bool(base.shape[other] < index.shape[0] or is_named)


def _letters(line: Line, index: Step | None, is_alone: bool = False) -> tuple[str, ...]:
    """Return the axes that a mask, or places along an axis, belong to; none of what may be places of any.

    ``np.arange`` alone takes the first rows of a table: ``positions[np.arange(len(ids))]``.
    """
    if index is None or index.dtype == "bool":
        return index.axes if index else ()
    entry = line.entry(line.given(line.steps.index(index)))
    is_place = entry.is_place and not (is_alone and entry.name == "arange")
    return index.axes if is_place and len(index.axes) == 1 and (index.op or index.name) else ()


def stored(line: Line) -> Iterator[Finding]:
    """Catch a value whose axes are others than those of the place that it is put into."""
    for target, given in line.stores:
        is_part = isinstance(target, ast.Subscript)
        base, index = (target.value, target.slice) if is_part else (target, ast.Tuple([]))
        whole, value = line.at(base), line.at(given, least=0)
        put = line.steps[value] if None not in (whole, value) else None
        place = _place(line, line.steps[whole], index) if put else ()
        yield from _lumped(line, target, value, place) if put else ()
        meet = zip(place[::-1], put.axes[::-1], put.shape[::-1], strict=False) if put and put.axes else ()
        sizes = {cell for step in line.steps for cell in zip(step.axes, step.shape or (), strict=True)}
        for a, b, size in meet:
            if differ(a, b) and (a, size) in sizes:
                yield Finding(
                    value, "axes",
                    f"{ast.unparse(target)} ({' '.join(place)}) gets {shown(put)}: {a} meets {b}. "
                    f"{runs_because(size, letter=a)}",
                    line.site(value, core_of(line, value)).edits("turn", "other axis"),
                    lambda found, place=place: found.axes == place,
                )  # fmt: skip


def _lumped(line: Line, target: ast.expr, value: int, place: tuple[str, ...]) -> Iterator[Finding]:
    """Catch ``C[j] = X[idx == j].mean()``: one number for a row whose axis X has, too."""
    is_lump = line.reducer(value) in ("sum", "mean") and not line.steps[value].axes
    letters = set(lettered(place))
    for array in line.arrays(value) if is_lump else ():
        if letters and letters < set(lettered(array.axes)):
            yield Finding(
                value, "stored",
                f"{ast.unparse(target)} ({' '.join(place)}) gets one number, {line.source(value)}, over "
                f"all of {shown(array.step)}. Did you mean one for {line.element(min(letters))}?",
                line.site(value, value).edits("along an axis"),
                lambda found: found.axes == place,
            )  # fmt: skip


def _place(line: Line, base: Step, index: ast.expr) -> tuple[str, ...]:
    """Return the names of the axes that an index leaves; none where that cannot be told."""

    def step_of(node: ast.expr) -> Step | None:
        at = line.at(node, least=0)
        return None if at is None else line.steps[at]

    try:
        return tuple(name for name, _ in Taken(base, index, step_of).axes)
    except (LookupError, TypeError, ValueError):
        return ()


def cut_off(line: Line) -> Iterator[Finding]:
    """Catch floats that are put into an array of whole numbers: ``out = np.zeros_like(y); out[i] = 0.5``.

    Pictures of small whole numbers are rounded so by everyone.
    """
    for target, given in line.stores:
        base, value = line.at(getattr(target, "value", target)), line.at(given, least=0)
        if base is None or line.steps[base].dtype not in ("int32", "int64"):
            continue
        put = line.steps[value] if value is not None else None
        kept = getattr(given, "value", 0) if put is None else put.value if put.cells is None else put.cells
        numbers, made = np.asarray(kept), line.given(base)
        if numbers.dtype.kind == "f" and np.any(numbers % 1):
            is_new = line.steps[made].source.endswith(")")
            yield Finding(
                made if is_new else base, "dtype",
                f"{shown(line.steps[base])} holds whole numbers, so {ast.unparse(target)} cuts off the "
                f"fractions of {shown(put) if put else kept}. Did you mean an array of floats?",
                _as_floats(line.source(made)) if is_new else (),
            )  # fmt: skip


def _as_floats(source: str) -> list[str]:
    """Write what makes an array so that it holds floats."""
    typed = re.sub(r"(dtype=)?(np\.)?\bint(32|64|_)?\b", "dtype=float", source)
    others = [with_keyword(source, "dtype=float"), f"{enclosed(source)}.astype(float)"]
    return others if typed == source else [typed]
