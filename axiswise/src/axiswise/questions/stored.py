"""What is put into a part of an array: ``X[:, 0] = y``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from axiswise.questions.indexed import clashes, moved
from axiswise.questions.line import Finding, Line, shown
from axiswise.record import Step
from axiswise.source import items_of, transposed


def stored(line: Line) -> Iterator[Finding]:
    """Ask about a value whose axes are others than those of the place that it is put into."""
    for target, given in _stores(line):
        base = target.value if isinstance(target, ast.Subscript) else target
        whole, value = line.at(base), line.at(given)
        if whole is None or value is None:
            continue
        index = target.slice if isinstance(target, ast.Subscript) else ast.Tuple([])
        put = line.steps[value]
        place = _place(line.steps[whole], index, put.axes)
        clash = _clash(place, put) if place is not None else None
        if clash:
            a, b, size = clash
            names = tuple(name for name, _ in place)
            written = f"{ast.unparse(target)} ({' '.join(names)})"
            yield Finding(
                value, "stored",
                f"{written} gets {shown(put)}: {a} meets {b}. It runs because both have size {size}. "
                f"Did you mean {a} with {a}?",
                [transposed(put.source)] if len(put.axes) == 2 else [],
                lambda found, names=names: found.axes == names,
            )  # fmt: skip


def misplaced(line: Line) -> Iterator[Finding]:
    """Ask about ``oh[np.arange(m), lab] = 1`` where the places of m are used on k of oh."""
    for target, _ in _stores(line):
        base = line.at(target.value) if isinstance(target, ast.Subscript) else None
        if base is None:
            continue
        parts = items_of(target.slice)
        inside = [line.at(part) for part in parts]
        steps = [line.steps[at] for at in inside if at is not None]
        for at, own, letter, size in clashes(line, line.steps[base], parts, steps):
            if (letter, size) not in {
                pair for step in steps for pair in zip(step.axes, step.shape, strict=True)
            }:
                continue
            is_flat = all(len(step.axes) == 1 for step in steps)
            instead = next(moved(line.steps[base], parts, letter), "") if is_flat else ""
            yield Finding(
                max(each for each in inside if each is not None), "index",
                f"In {ast.unparse(target)}, {own} goes along {letter}, and is used on "
                f"{line.steps[base].axes[at]} of {shown(line.steps[base])}. It runs because both have size "
                f"{size}. Did you mean {letter} with {letter}{': ' * bool(instead)}{instead}?",
            )  # fmt: skip
            break


def _stores(line: Line) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield (place, value) of the statements that put a value into an array."""
    if "]" not in line.cell and "copyto(" not in line.cell:
        return
    for node in ast.walk(line.syntax):
        match node:
            case ast.Assign([ast.Subscript() as target], value) | ast.AugAssign(
                ast.Subscript() as target, _, value
            ):
                yield target, value
            case ast.Call(ast.Attribute(_, "copyto") | ast.Name("copyto"), [target, value]):
                yield target, value


def _place(base: Step, index: ast.expr, letters: tuple[str, ...]) -> list[tuple[str, int | None]] | None:
    """Return (name, size) of the axes that an index of numbers and slices names; None for other indices.

    ``letters`` are those of what is put there.
    """
    parts = items_of(index)
    left, names = list(zip(base.axes, base.shape, strict=True)), []
    for part in parts:
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


def _clash(place: list[tuple[str, int | None]], put: Step) -> tuple[str, str, int] | None:
    """Return two letters that meet when both are lined up from the right, and their size."""
    for (a, size), b, other in zip(place[::-1], put.axes[::-1], put.shape[::-1], strict=False):
        if size not in (None, other):
            return None
        if a != b and not {a, b} & {"1", "?"}:
            return a, b, other
    return None
