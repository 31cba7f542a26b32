"""Wrap values with what is known about them: names of axes, sizes that they hold."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from axiswise.axes import Names
from axiswise.lengths import Lengths
from axiswise.node import Node
from axiswise.rules.call import NOTHING, Operand, is_array


@dataclass(frozen=True, slots=True)
class _Rows:
    """The axes of one entry along the first axis of an array, which is not held.

    ``owners`` are the array and the one that it is a view of: its rows are views of one of them.
    """

    owners: tuple[weakref.ref, ...]
    shape: tuple[int, ...]
    axes: tuple[str, ...]
    origin: tuple[str, ...]

    @classmethod
    def of(cls, whole: Operand) -> _Rows:
        owners = [each for each in (whole.value, whole.value.base) if is_array(each)]
        return cls(tuple(map(weakref.ref, owners)), whole.shape[1:], whole.axes[1:], whole.origin[1:])

    def are_of(self, array: Any) -> bool:
        """Tell whether an array is the one that has the rows."""
        return any(owner() is array for owner in self.owners)

    def has(self, value: Any) -> bool:
        """Tell whether an array is one of the rows."""
        is_view = value.base is not None and any(owner() is value.base for owner in self.owners)
        return is_view and value.shape == self.shape


class Naming:
    """What is known about the values of one run, by identity of the array or by name of the variable."""

    def __init__(self, names: Names, lengths: Lengths):
        self._names = names
        self._rows: dict[str, _Rows] = {}
        self.lengths = lengths

    def recalled(self, value: Any) -> Operand:
        """Wrap a value that comes from elsewhere with the names that are remembered for it."""
        if not is_array(value):
            return Operand(value)
        known = self._names.recall(value) or (("?",) * value.ndim, ("unknown",) * value.ndim)
        return Operand(value, *known, merged=self._names.merged(value))

    def is_remembered(self, value: Any) -> bool:
        """Tell whether ``value`` is an array whose names are remembered."""
        return is_array(value) and self._names.recall(value) is not None

    def remembered(
        self, value: Any, axes: tuple[str, ...], origin: tuple[str, ...], merged: tuple[str, ...] = ()
    ) -> Operand:
        """Remember the names of an array from now on, and wrap it; what was declared stays declared."""
        if is_array(value):
            known = self._names.recall(value)
            if known and known[0] == axes:
                origin = known[1]
            else:
                self._names.remember(value, axes, origin, merged)
        return Operand(value, axes, origin, merged=merged)

    def forget(self, value: Any) -> None:
        """Remember no names of a value any more, nor of its rows."""
        self._names.forget(value)
        self._rows = {name: rows for name, rows in self._rows.items() if not rows.are_of(value)}

    def of_variable(self, name: str, value: Any) -> Operand:
        """Wrap the value of a variable."""
        rows = self._rows.get(name)
        if rows is not None and is_array(value) and rows.has(value) and not self.is_remembered(value):
            return self.remembered(value, rows.axes, rows.origin)
        operand = self.recalled(value)
        self.lengths.attach(name, operand)
        return operand

    def chosen(self, value: Any, operands: Iterable[Operand]) -> Operand:
        """Wrap the value of ``a if b else c`` or ``a or b``, which is the value of one of them."""
        for operand in operands:
            if operand.value is value:
                return Operand(
                    value, operand.axes, operand.origin, length=operand.length, parts=operand.parts
                )
        return self.recalled(value)

    def assign(self, node: Node, operand: Operand) -> None:
        """Note where a value goes: to a name, to several, or row by row to the variable of a loop."""
        names = [*node.unpacked, node.target] if node.target else node.unpacked
        parts = operand.parts if operand.parts and len(operand.parts) == len(node.unpacked) else None
        for name, part in zip(names, [*(parts or [NOTHING] * len(node.unpacked)), operand], strict=False):
            self.lengths.assigned(name, part)
        if names and not node.waits:
            self.lengths.take_effect()
        if (node.rows or node.unpacked) and operand.is_array and operand.ndim:
            self._rows.update(dict.fromkeys((node.rows, *node.unpacked), _Rows.of(operand)))
