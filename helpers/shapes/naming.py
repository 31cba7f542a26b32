"""Wrap values with what is known about them: names of axes, sizes that they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from helpers.shapes.axes import Names
from helpers.shapes.instrument import Node
from helpers.shapes.lengths import Lengths
from helpers.shapes.rules.call import Operand, is_array


class Naming:
    """What is known about the values of one run, by identity of the array or by name of the variable."""

    def __init__(self, names: Names, namespace: Mapping[str, Any]):
        self._names = names
        self._rows: dict[str, Operand] = {}
        self.lengths = Lengths(names, namespace)

    def recalled(self, value: Any) -> Operand:
        """Wrap a value that comes from elsewhere with the names that are remembered for it."""
        if not is_array(value):
            return Operand(value)
        known = self._names.recall(value) or (("?",) * value.ndim, ("unknown",) * value.ndim)
        return Operand(value, *known)

    def is_remembered(self, value: Any) -> bool:
        """Tell whether ``value`` is an array whose names are remembered."""
        return is_array(value) and self._names.recall(value) is not None

    def remembered(self, value: Any, axes: tuple[str, ...], origin: tuple[str, ...]) -> Operand:
        """Remember the names of an array from now on, and wrap it; what was declared stays declared."""
        if is_array(value):
            known = self._names.recall(value)
            if known and known[0] == axes:
                origin = known[1]
            else:
                self._names.remember(value, axes, origin)
        return Operand(value, axes, origin)

    def forget(self, value: Any) -> None:
        """Remember no names of a value any more."""
        self._names.forget(value)

    def of_variable(self, name: str, value: Any) -> Operand:
        """Wrap the value of a variable."""
        operand = self.recalled(value)
        whole = self._rows.get(name)
        if whole is not None and operand.is_array and _is_row(value, whole.value):
            operand.axes, operand.origin = whole.axes[1:], whole.origin[1:]
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
        if node.target:
            self.lengths.assigned(node.target, operand)
        for name, part in zip(node.unpacked, operand.parts or (), strict=False):
            self.lengths.assigned(name, part)
        if operand.is_array and operand.ndim:
            self._rows.update(dict.fromkeys((node.rows, *node.unpacked), operand))

    def let_go(self) -> None:
        """Hold no array any longer."""
        self._rows.clear()


def _is_row(value: Any, whole: Any) -> bool:
    """Tell whether an array is a view of one entry along the first axis of another."""
    return (
        value.shape == whole.shape[1:]
        and value.base is not None
        and (value.base is whole or value.base is whole.base)
    )
