"""Products with a square table of directions: ``vecs`` of ``np.linalg.eigh``, ``Vt`` of ``np.linalg.svd``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from axiswise.questions.line import Finding, Line, shown
from axiswise.questions.repairs import turned


def other_side(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``D @ Vt``: n of D meets the directions of Vt (? n), which have no letter, not its n."""
    step = line.steps[position]
    arrays = line.arrays(position) if step.op is not None and step.op.kind == "contract" else []
    if len(arrays) != 2 or any(len(labels) != 2 for *_, labels in arrays):
        return
    for (p, table, own), (q, directions, others) in (arrays, arrays[::-1]):
        summed = set(own) & set(others)
        letters = [name for name in directions.axes if name not in "1?"]
        if len(summed) != 1 or len(letters) != 1 or table.axes.count(letters[0]) != 1:
            continue
        (label,), (letter,) = summed, letters
        meets = table.axes[own.index(label)]
        if directions.axes[others.index(label)] != "?" or meets in "1?" or len(set(directions.shape)) > 1:
            continue
        if not _are_directions(line, line.tree(q), q):
            continue
        yield Finding(
            position, "axes",
            f"{step.op.name} sums {meets} of {shown(table)} together with the axis of {shown(directions)} "
            f"that has no name. It runs because both have size {directions.shape[0]}. "
            f"Did you mean {letter} with {letter}?",
            _met(line, position, p, q, is_swapped=meets != letter),
        )  # fmt: skip
        return


def _are_directions(line: Line, node: ast.AST | None, position: int) -> bool:
    """Tell whether an operand comes from a decomposition in this cell, turned over or with fewer rows."""
    match node:
        case ast.Attribute(value, "T") | ast.Subscript(value):
            return _are_directions(line, value, position)
        case ast.Name(name) if (found := line.defined(name, position)) is not None:
            return _are_directions(line, line.tree(found), found)
        case ast.Name(name):
            return name in _decomposed(line)
    return False


def _decomposed(line: Line) -> set[str]:
    """Return the names that get the parts of a decomposition: ``U, s, Vt = np.linalg.svd(D)``."""
    found = set()
    for node in ast.walk(line.syntax):
        match node:
            case ast.Assign([ast.Tuple(names)], ast.Call(ast.Attribute(_, "eigh" | "eig" | "svd" | "qr"))):
                found |= {each.id for each in names if isinstance(each, ast.Name)}
    return found


def _met(line: Line, position: int, p: int, q: int, is_swapped: bool) -> Iterator[str]:
    """Turn the directions; where the table has the letter on its far side, change places."""
    if is_swapped:
        yield line.write(position, {p: line.source(q), q: line.source(p)})
    yield from turned(line, position, p, q)
