"""An array in square brackets of its own, which make a list of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from axiswise.questions.line import Finding, Line, shown
from axiswise.record import Step


def one_in_a_list(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``[A > 0.5] == Y``: the list of one array has an axis more than the array."""
    match line.tree(position) if "[" in line.source(position) else None:
        case ast.Compare(left, [_], [right]) | ast.BinOp(left, _, right):
            sides = (left, right)
        case _:
            return
    step = line.steps[position]
    ndim = len(step.shape or ())
    inside = [side.elts[0] for side in sides if isinstance(side, ast.List) and len(side.elts) == 1]
    arrays = [line.steps[at] for at in step.operands if line.steps[at].axes]
    for node in inside:
        array = next((each for each in arrays if _is(node, each)), None)
        if array is not None and ndim > len(array.shape):
            text = step.source.replace(f"[{array.source}]", f"({array.source})", 1)
            yield Finding(
                position, "list",
                f"[{array.source}] is a list with one array in it, so the result has an axis more than "
                f"{shown(array)}. Did you mean {array.source} itself?",
                [text, text.replace(f"({array.source})", array.source, 1)],
                lambda found: len(found.axes) < ndim,
            )  # fmt: skip
            return


def _is(node: ast.expr, step: Step) -> bool:
    return ast.unparse(node) == ast.unparse(ast.parse(step.source, mode="eval"))
