"""What an index in square brackets takes of an array, read from the source and the record."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from axiswise.record import Step
from axiswise.source import items_of

#: Returns what a node was evaluated to.
StepOf = Callable[[ast.expr], Step | None]


class Taken:
    """The cells that ``base[index]`` takes: by slices, numbers, arrays of positions and ``range(m)``.

    Attributes
    ----------
    axes : list of (str, int)
        The name and the size of each axis that is left; a part of an axis has no name.

    Raises
    ------
    LookupError, TypeError, ValueError
        Where a part is something else: a mask, None, an ellipsis.
    """

    def __init__(self, base: Step, index: ast.expr, step_of: StepOf):
        nodes = items_of(index)
        self._nodes = [*nodes, *[ast.Slice()] * (len(base.shape) - len(nodes))]
        self._cuts = [_cut(node, size, step_of) for node, size in zip(self._nodes, base.shape, strict=True)]
        ranges = [k for k, cut in enumerate(self._cuts) if isinstance(cut, range)]
        is_whole = [ast.unparse(node) == ":" for node in self._nodes]
        cells = {k: (base.axes[k] if is_whole[k] else "?", len(self._cuts[k])) for k in ranges}
        arrays = [cut for cut in self._cuts if isinstance(cut, Step)]
        most = max(arrays, key=lambda step: len(step.shape)) if arrays else base
        self._group = [-1 - k for k in range(len(most.shape) if arrays else 0)]
        cells |= dict(zip(self._group, zip(most.axes, most.shape, strict=True), strict=False))
        chosen = [k for k in range(len(self._cuts)) if k not in ranges]
        is_block = arrays and chosen == [*range(chosen[0], chosen[-1] + 1)]  # else the positions come first
        before = [k for k in ranges if is_block and k < chosen[0]]
        self._keys = [*before, *self._group, *(k for k in ranges if k not in before)]
        self.axes = [cells[key] for key in self._keys]

    def where(self, idx: tuple) -> list[tuple[ast.expr, Any, tuple]]:
        """Return for each axis of the array, for the entry at ``idx``: node, what it takes, where in that.

        It takes a range of positions, one position, those of a step, or (the node) those of a range.
        """
        at = dict(zip(self._keys, idx, strict=True))
        group = tuple(at[key] for key in self._group)
        own = [(at[k],) if k in at else group for k in range(len(self._cuts))]
        return list(zip(self._nodes, self._cuts, own, strict=True))


def _cut(node: ast.expr, size: int, step_of: StepOf) -> range | int | Step | ast.expr:
    match node:
        case ast.Slice(lower, upper, stride):
            ends = (end and _whole(end, step_of(end)) for end in (lower, upper, stride))
            return range(*slice(*ends).indices(size))
        case ast.Call(ast.Name("range")):
            return node
    step = step_of(node)
    if step is None or not step.shape:
        return _whole(node, step)
    if step.dtype == "bool":
        raise LookupError
    return step


def _whole(node: ast.expr, step: Step | None) -> int:
    return operator.index(ast.literal_eval(node) if step is None else step.value)
