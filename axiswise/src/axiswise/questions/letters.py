"""Two different axes side by side, because their sizes happen to be equal, or one of them is 1."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import combinations

from axiswise.questions.line import Finding, Line, shown
from axiswise.questions.meant import is_cut, is_of_pairs
from axiswise.questions.repairs import along_other, column, has_turn, kept, other_axis, turned
from axiswise.questions.stretched import repeated
from axiswise.record import STRETCHED, Step
from axiswise.source import enclosed, transposed


def mismatched(line: Line, position: int) -> Iterator[Finding]:
    """Ask about two different axes that were paired, or summed together, since their sizes are equal."""
    step = line.steps[position]
    if step.op is None or step.op.kind not in ("elementwise", "contract") or len(line.arrays(position)) < 2:
        return
    clash = _different_letters(line, position)
    if not clash:
        return
    (p, a), (q, b), is_summed, sizes = clash
    left, right = line.steps[p], line.steps[q]
    if is_summed:
        what = f"{step.op.name} sums {a} of {shown(left)} together with {b} of {shown(right)}"
    else:
        what = f"{step.op.name} pairs {a} of {shown(left)} with {b} of {shown(right)}"
    why = "one of them has size 1" if len(set(sizes)) > 1 else f"both have size {sizes[0]}"
    read_first = _read_from_the_left(line, position, right)
    if read_first:
        yield read_first
        return
    repairs = _side_by_side(line, position, p, q)
    is_table = bool(repeated(left.axes) or repeated(right.axes) or is_of_pairs(line, p, q))
    most = max(len(left.axes), len(right.axes))
    yield Finding(
        position, "axes", f"{what}. It runs because {why}. {_meant(line, (p, a), (q, b))}", repairs,
        lambda found: (is_table or not repeated(found.axes)) and (most > 1 or len(found.axes) == 1),
    )  # fmt: skip


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
        case _:
            return None
    return Finding(
        above, "axes",
        f"* and @ are read from left to right, so {shown(left)} meets {shown(right)} first. "
        f"Did you mean {right.source} @ {last.source} first?",
        [f"{enclosed(left.source)} * ({enclosed(right.source)} @ {enclosed(last.source)})"],
    )  # fmt: skip


def _different_letters(line: Line, position: int) -> tuple | None:
    """Return two (operand, letter) that share an index, whether it is summed, and both sizes."""
    step = line.steps[position]
    held: dict[object, list[tuple[int, str, int]]] = {}
    for operand, each, labels in line.arrays(position):
        for axis, (name, label, size) in enumerate(zip(each.axes, labels, each.shape, strict=True)):
            if name in "1?":
                continue
            if label == STRETCHED:
                if step.op.kind != "elementwise" or is_cut(line, operand):
                    continue
                label = step.op.out[axis - len(each.shape)]  # noqa: PLW2901 - its place in the result
            held.setdefault(label, []).append((operand, name, size))
    for label, found in held.items():
        for (p, a, size), (q, b, other) in combinations(found, 2):
            if p != q and a != b:
                sizes = size, other
                are_cut = sizes == (1, 1) and is_cut(line, p) and is_cut(line, q)
                if not (label in step.op.reduced and are_cut):
                    return (p, a), (q, b), label in step.op.reduced, sizes
    return None


def _side_by_side(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Put equal axes side by side, or write the other product."""
    step, left, right = line.steps[position], line.steps[p], line.steps[q]
    is_cellwise = step.op.kind == "elementwise"
    if step.op.name == "/":
        yield from other_axis(line, position, p, q)
    if len(left.shape) == len(right.shape):
        yield from along_other(line, position, p, q)
    yield from kept(line, position, p, q)
    if is_cellwise:
        for each in (q, p):
            if len(line.steps[each].shape) == 1:
                yield line.write(position, {each: column(line.source(each))})
        if left.axes[-1:] == right.axes[-1:] and len(left.shape) == len(right.shape) == 2:
            yield line.write(position, {p: column(left.source)})
    if step.op.name == "np.einsum":
        yield from _every_turned(line, position, p, q)
        return
    is_product = step.op.name == "*" and has_turn(right.source) and left.axes[-1:] == right.axes[:1]
    if is_product and right.axes[1:] == ("1",):
        yield f"{line.numpy}.dot({left.source}, {right.source})"
    if not is_cellwise:
        yield from _meeting(line, position, p, q)
    yield from turned(line, position, p, q)
    if step.op.name == "*":
        for one, other in (
            (left.source, right.source),
            (transposed(left.source), right.source),
            (left.source, transposed(right.source)),
        ):
            yield f"{line.numpy}.dot({one}, {other})"
    elif not is_cellwise:
        yield line.write(position, {p: transposed(right.source), q: left.source})
        yield line.write(position, {p: right.source, q: transposed(left.source)})
        yield f"{enclosed(left.source)} * {enclosed(right.source)}"


def _meeting(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Turn the one operand that has to be turned for equal letters to meet, where it is one of both."""
    left, right = line.steps[p], line.steps[q]
    if len(left.axes) == len(right.axes) == 2:
        meet = [at for at, axis in ((p, 0), (q, 1)) if left.axes[axis] == right.axes[axis] != "?"]
        if len(meet) == 1:
            yield line.write(position, {meet[0]: transposed(line.source(meet[0]))})


def _every_turned(line: Line, position: int, p: int, q: int) -> Iterator[str]:
    """Turn an operand wherever it stands in the call: both X of ``np.einsum('ij,jk,ik->i', X, S, X)``."""
    for each in (q, p):
        alike = [at for at, *_ in line.arrays(position) if line.source(at) == line.source(each)]
        if len(line.steps[each].shape) == 2:
            yield line.write(position, {at: transposed(line.source(at)) for at in alike})
        elif len(line.steps[each].shape) > 2:
            yield line.write(position, {at: f"{enclosed(line.source(at))}.mT" for at in alike})


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
                f"The letter {letter} meets an axis of size 1 in {shown(each)} and a longer one in "
                f"{shown(other)}: einsum stretched {each.source} without a word. "
                f"Did you mean the letters of {each.source} in another order?",
                [step.source.replace(letters, new, 1)],
            )  # fmt: skip
            return
