"""Masks and places of one axis that are used on another."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from axiswise.questions.line import Finding, Line, shown
from axiswise.record import Step
from axiswise.source import enclosed, items_of

#: What gives places along the axis that it has.
_PLACES = ("argsort(", "arange(", "nonzero(", "permutation(", "argwhere(")


def of_another_axis(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``X[mask]`` where the mask is along m and the rows of X are n."""
    step = line.steps[position]
    node = line.tree(position) if step.operands and step.source.endswith("]") else None
    if not isinstance(node, ast.Subscript):
        return
    base = line.steps[step.operands[0]]
    parts = items_of(node.slice)
    if not base.axes or base.source != ast.get_source_segment(step.source, node.value):
        return
    steps = [line.steps[at] for at in step.operands[1:]]
    for at, own, letter, size in clashes(line, base, parts, steps):
        yield Finding(
            position, "index",
            f"{own} goes along {letter}, and is used on {base.axes[at]} of {shown(base)}. It runs because "
            f"both have size {size}. Did you mean {letter} with {letter}?",
            moved(base, parts, letter),
        )  # fmt: skip
        return


def clashes(
    line: Line, base: Step, parts: list[ast.expr], steps: list[Step]
) -> Iterator[tuple[int, str, str, int]]:
    """Find the parts of an index, among ``steps``, that belong to other axes than those they are used on.

    Yield (axis, how the index is written, the letter that it belongs to, its size).
    """
    axis = 0
    for part in parts:
        index = _step(part, steps)
        letters = _letters(line, part, index)
        for name in letters:
            known = base.axes[axis] if axis < len(base.axes) else "?"
            if not {name, known} & {"1", "?"} and name != known:
                written = shown(index) if index and index.axes else ast.unparse(part)
                yield axis, written, name, base.shape[axis]
            axis += 1
        axis += 0 if letters or _is_none(part) else 1
        if isinstance(part, ast.Constant) and part.value is Ellipsis:
            return


def _step(part: ast.expr, steps: list[Step]) -> Step | None:
    """Return the step of a part of an index."""
    text = ast.unparse(part)
    return next((each for each in steps if _unparsed(each) == text), None)


def _unparsed(step: Step) -> str:
    return step.name or ast.unparse(ast.parse(f"({step.source}\n)", mode="eval"))


def _letters(line: Line, part: ast.expr, index: Step | None) -> tuple[str, ...]:
    """Return the axes that a mask, or places along an axis, belong to; none of what may be places of any."""
    match part:
        case ast.Call(ast.Name("range"), [ast.Call(ast.Name("len"), [ast.Name(name)])]):
            found = next((each for each in line.steps if each.name == name and each.axes), None)
            return found.axes[:1] if found else ()
    if index is None or not index.axes:
        return ()
    if index.dtype == "bool":
        return index.axes
    is_place = index.op is not None or index.name
    return index.axes if is_place and len(index.axes) == 1 and _gives_places(line, index) else ()


def _gives_places(line: Line, index: Step) -> bool:
    source = index.source
    if index.name:
        defined = line.defined(index.name, line.steps.index(index))
        source = line.source(defined) if defined is not None else ""
    return source.endswith(")") and any(f".{name}" in source.partition("[")[0] for name in _PLACES)


def _is_none(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant) and part.value is None


def moved(base: Step, parts: list[ast.expr], letter: str) -> Iterator[str]:
    """Yield the index on the axis that it belongs to."""
    if base.axes.count(letter) != 1:
        return
    written = [ast.unparse(part) for part in parts]
    if len(written) == 1:
        yield f"{enclosed(base.source)}[{', '.join([':'] * base.axes.index(letter) + written)}]"
    elif len(written) == 2:
        yield f"{enclosed(base.source)}[{written[1]}, {written[0]}]"
