"""Which variables hold the size of an axis: ``n, m = X.shape``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.shapes.axes import Names
from helpers.shapes.rules.call import NOTHING, Call, Operand


class Lengths:
    """Sizes on their way from ``X.shape`` to ``np.zeros((n, 1))``.

    A number counts as the size of an axis if it was read from a shape, or if its variable has the name of a
    declared axis and its value, both together; never by its value alone.
    """

    def __init__(self, names: Names, namespace: Mapping[str, Any]):
        self._names = names
        self._namespace = namespace
        self._held: dict[str, Operand] = {}
        self._declared: dict[str, int] | None = None

    def attach(self, name: str, operand: Operand) -> None:
        """Say which axis the number in the variable ``name`` is the size of, or those in a shape."""
        value = operand.value
        held = self._held.get(name)
        if held is not None:
            if type(value) is type(held.value) and value == held.value:
                operand.length, operand.parts = held.length, held.parts
        elif type(value) is int and self._declared_sizes().get(name) == value:
            operand.length = name

    def assigned(self, name: str, operand: Operand) -> None:
        """Note what the variable ``name`` holds from now on."""
        if (operand.length or operand.parts) and _is_size(operand.value):
            self._held[name] = Operand(operand.value, length=operand.length, parts=operand.parts)
        else:
            self._held.pop(name, None)

    def _declared_sizes(self) -> dict[str, int]:
        if self._declared is None:
            self._declared = {letter: size for _, letter, size in self._names.declared(self._namespace)}
        return self._declared


def _is_size(value: Any) -> bool:
    """Tell a number or a shape from tuples of arrays, which must not be held."""
    return type(value) is int or (type(value) is tuple and all(type(each) is int for each in value))


def measure(operand: Operand, call: Call) -> None:
    """Note that a result is a size: ``X.shape``, ``X.shape[1]``, ``len(X)``, ``y.size``, ``range(m)``."""
    base = call.arguments[0] if call.arguments else NOTHING
    if call.name == ".shape" and base.is_array:
        sizes = zip(base.shape, base.axes, strict=True)
        operand.parts = [Operand(size, length=name.replace("?", "")) for size, name in sizes]
    elif call.name == "[]" and base.parts:
        _measure_part(operand, base.parts, call.arguments[1].plain)
    elif call.name == "+" and type(operand.value) is tuple:
        operand.parts = [part for each in call.arguments for part in call.items(each)]
    elif call.name in ("len", "np.size") and base.is_array:
        axis = 0 if call.name == "len" else call.value(1, "axis")
        operand.length = base.axes[axis].replace("?", "") if isinstance(axis, int) else ""
    elif call.name == ".size" and base.is_array and base.ndim == 1:
        operand.length = base.axes[0].replace("?", "")
    elif call.name == "int" or (call.name == "range" and len(call.arguments) == 1):
        operand.length = base.length
    elif call.name in ("enumerate", "zip", "reversed"):
        operand.length = base.axes[0].replace("?", "") if base.is_array and base.ndim else base.length


def _measure_part(operand: Operand, parts: list[Operand], index: Any) -> None:
    """Note what ``X.shape[1]`` or ``X.shape[::-1]`` is."""
    if type(index) is int:
        operand.length = parts[index].length
    elif type(index) is slice:
        operand.parts = parts[index]
