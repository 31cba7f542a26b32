"""Arguments of one call whose axes must be the same: rows to solve for, links of a chain, weights."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from axiswise.questions.line import Finding, Line, shown
from axiswise.record import Step
from axiswise.source import transposed


def solved(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``np.linalg.solve(A, b)`` where the rows of A and of b are different axes."""
    operands = line.steps[position].operands
    if _called(line, position) != "solve" or len(operands) != 2:
        return
    left, right = (line.steps[at] for at in operands)
    asked = _rows(left, right, "solve")
    if asked:
        at = 1 if len(right.axes) == 2 else 0
        repair = line.write(position, {operands[at]: transposed((left, right)[at].source)})
        yield Finding(position, "axes", asked, [repair])


def fitted(line: Line) -> Iterator[Finding]:
    """Ask about ``np.linalg.lstsq(X, y)``, as of ``solve``; its result is a tuple, and no step."""
    for call in ast.walk(line.syntax) if "lstsq(" in line.cell else ():
        match call:
            case ast.Call(ast.Attribute(_, "lstsq") | ast.Name("lstsq"), [matrix, values, *_]):
                p, q = line.at(matrix), line.at(values)
            case _:
                continue
        asked = _rows(line.steps[p], line.steps[q], "lstsq") if None not in (p, q) else ""
        if asked:
            yield Finding(p, "axes", asked, [transposed(line.source(p))])


def _rows(left: Step, right: Step, name: str) -> str:
    """Return what there is to ask about two sides whose rows should be one axis, ``""`` if nothing."""
    if len(left.axes) < 2 or not right.axes:
        return ""
    a, b = left.axes[-2], right.axes[max(len(right.axes) - 2, 0)]
    letter = a if len(right.axes) == 2 else b
    if not _are_others(a, b) or left.shape[-2] != right.shape[max(len(right.shape) - 2, 0)]:
        return ""
    return (
        f"{name} pairs the rows {a} of {shown(left)} with the rows {b} of {shown(right)}. It runs because "
        f"both have size {left.shape[-2]}. Did you mean {letter} with {letter}?"
    )


def chained(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``np.linalg.multi_dot([X, W, T])`` where m of X meets n of W."""
    steps = [(at, line.steps[at]) for at in line.steps[position].operands]
    if _called(line, position) != "multi_dot" or any(not step.axes for _, step in steps):
        return
    for (p, left), (q, right) in pairwise(steps):
        a, b = left.axes[-1], right.axes[0]
        if _are_others(a, b):
            yield Finding(
                position, "axes",
                f"multi_dot sums {a} of {shown(left)} together with {b} of {shown(right)}. It runs because "
                f"both have size {right.shape[0]}. Did you mean {a} with {a}, or {b} with {b}?",
                [line.write(position, {at: transposed(line.source(at))}) for at in (q, p)],
            )  # fmt: skip
            return


def weighed(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``np.average(D, axis=1, weights=wt)`` where the weights belong to the other axis."""
    step, name = line.steps[position], _called(line, position)
    if name not in ("average", "cov"):
        return
    keywords = {each.arg: each.value for each in line.tree(position).keywords}
    weights = _step(
        line, position, keywords.get("weights", keywords.get("aweights", keywords.get("fweights")))
    )
    table = line.steps[step.operands[0]] if step.operands else None
    if weights is None or len(weights.axes) != 1 or len(table.axes) != 2:
        return
    axis = keywords.get("axis" if name == "average" else "rowvar", ast.Constant(1))
    if not isinstance(axis, ast.Constant) or axis.value not in (0, 1, -1):
        return
    along, letter = table.axes[axis.value], weights.axes[0]
    if not _are_others(along, letter):
        return
    if name == "average":
        other = step.source.replace(f"axis={axis.value}", f"axis={1 - axis.value % 2}", 1)
    else:
        other = line.write(position, {step.operands[0]: transposed(table.source)})
    yield Finding(
        position, "axes",
        f"{name} weighs {along} of {shown(table)} with {shown(weights)}. It runs because both have size "
        f"{weights.shape[0]}. Did you mean {letter} with {letter}?",
        [other],
    )  # fmt: skip


def _called(line: Line, position: int) -> str:
    """Return the name of the function that a step calls, ``""`` of other steps."""
    if not line.source(position).endswith(")"):
        return ""
    match line.tree(position):
        case ast.Call(ast.Attribute(_, name) | ast.Name(name)):
            return name
    return ""


def _step(line: Line, position: int, node: ast.expr | None) -> Step | None:
    text = ast.unparse(node) if node is not None else None
    found = (line.steps[at] for at in line.steps[position].operands[1:])
    return next((each for each in found if each.source == text), None)


def _are_others(a: str, b: str) -> bool:
    return a != b and not {a, b} & {"1", "?"}
