"""Cells that stand in another place than one thinks."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator

from axiswise.questions.line import ELEMENTS, Finding, Line, shown
from axiswise.questions.products import DOTS
from axiswise.questions.repairs import column
from axiswise.record import Step
from axiswise.source import enclosed, items_of, transposed


def flat_transpose(line: Line, position: int) -> Iterator[Finding]:
    """Ask about ``.T`` of a 1-D array. Before ``np.dot`` it does no harm, and many write it so."""
    step = line.steps[position]
    if step.op is None or step.op.name not in (".T", "np.transpose", ".transpose", ".mT"):
        return
    base = line.steps[step.operands[0]] if step.operands else step
    above = line.above.get(position)
    if len(step.shape) != 1 or (
        above is not None and line.steps[above].op and line.steps[above].op.name in DOTS
    ):
        return
    yield Finding(
        position, "flat",
        f"{shown(base)} has one axis, so .T changes nothing. Did you mean a column?",
        [column(base.source)],
        whole=line.top(position),
    )  # fmt: skip


def scrambled(line: Line, position: int) -> Iterator[Finding]:
    """Ask about reshape in place of transpose: it keeps the order in which cells are read."""
    step = line.steps[position]
    match line.tree(position) if "reshape" in step.source else None:
        case ast.Call(ast.Attribute(_, "reshape"), arguments) if step.operands and len(step.shape or ()) > 1:
            base = _before_ravel(line, step.operands[0])
        case _:
            return
    wanted = _letters(line, position, arguments)
    letter = _moved(base, step, wanted)
    if not letter:
        return
    order = _order(base, step, wanted)
    source = enclosed(base.source)
    if order is None:
        repair = f"{source}.reshape({source}.shape[0], -1).T"
    elif order == [1, 0]:
        repair = transposed(base.source)
    else:
        repair = f"{source}.transpose({', '.join(map(str, order))})"
    yield Finding(
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


def _before_ravel(line: Line, position: int) -> Step:
    match line.tree(position):
        case ast.Call(ast.Attribute(_, "ravel" | "flatten")) if line.steps[position].operands:
            return line.steps[line.steps[position].operands[0]]
    return line.steps[position]


def _letters(line: Line, position: int, arguments: list[ast.expr]) -> list[str]:
    """Return the axis whose size each argument is, ``""`` for ``-1`` and other numbers."""
    flat = [item for each in arguments for item in items_of(each)]
    lengths = {line.steps[at].source: line.steps[at].length for at in line.steps[position].operands[1:]}
    wanted = [lengths.get(ast.unparse(item), "") for item in flat]
    return wanted[-len(line.steps[position].shape) :]


def _moved(base: Step, step: Step, wanted: list[str]) -> str:
    """Return a letter whose axis has other cells before it than it had."""
    for axis, (letter, size) in enumerate(zip(base.axes, base.shape, strict=True)):
        if letter in "1?" or size < 2 or base.axes.count(letter) > 1:
            continue
        if wanted.count(letter) == 1 and len(wanted) == len(step.shape):
            at = wanted.index(letter)
        elif base.shape.count(size) == step.shape.count(size) == 1 and len(step.shape) <= len(base.shape):
            at = step.shape.index(size)
        else:
            continue
        is_before = math.prod(base.shape[:axis]) == math.prod(step.shape[:at])
        if not is_before or _swapped(base.axes, wanted):
            return letter
    return ""


def _swapped(before: tuple, after: list[str]) -> bool:
    order = [before.index(letter) for letter in after if letter in before and letter not in "1?"]
    return order != sorted(order)
