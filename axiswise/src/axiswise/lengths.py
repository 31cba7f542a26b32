"""Which variables hold the size of an axis: ``n, m = X.shape``."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

from axiswise.axes import Names
from axiswise.rules.call import NOTHING, Call, Operand


class Lengths:
    """Sizes on their way from ``X.shape`` to ``np.zeros((n, 1))``.

    A number counts as the size of an axis if it was read from a shape, in the assignment that gave its
    variable the value that it has now. A variable that has its value from before this cell counts if it has
    the name of a declared axis and its size, both together. Nothing else counts, however equal: no literal,
    no variable of a loop, no parameter.

    ``are_told`` says of a variable whether every value that it gets in this cell is passed to ``assigned``.
    """

    def __init__(self, names: Names, namespace: Mapping[str, Any], are_told: Callable[[str], bool]):
        self._names = names
        self._namespace = namespace
        self._are_told = are_told
        self._held: dict[str, Operand] = {}
        self._waiting: list[tuple[str, Operand]] = []
        self._declared: dict[str, int] | None = None

    @property
    def of_cell(self) -> Lengths:
        """What the variables of the cell hold."""
        return self

    def attach(self, name: str, operand: Operand) -> None:
        """Say which axis the number in the variable ``name`` is the size of, or those in a shape."""
        value = operand.value
        if not _is_size(value) or not self._are_told(name):
            return
        held = self._held.get(name)
        if held is None:
            self._from_elsewhere(name, operand)
        elif type(value) is type(held.value) and value == held.value:
            operand.length, operand.parts = held.length, held.parts

    def _from_elsewhere(self, name: str, operand: Operand) -> None:
        """Look at a variable that this cell has not assigned."""
        if type(operand.value) is int and self._declared_sizes().get(name) == operand.value:
            operand.length = name

    def assigned(self, name: str, operand: Operand) -> None:
        """Note what the variable ``name`` is about to hold."""
        is_held = (operand.length or operand.parts) and _is_size(operand.value)
        held = Operand(operand.value, length=operand.length, parts=operand.parts) if is_held else NOTHING
        self._waiting.append((name, held))

    def take_effect(self) -> None:
        """Let the variables that are being assigned together hold what they were assigned."""
        self._held.update(self._waiting)
        self._waiting.clear()

    def begin(self) -> None:
        """Let go of assignments that an exception has prevented."""
        self._waiting.clear()

    def forget(self, names: Iterable[str] | None) -> None:
        """Hold nothing of variables that may get other values unseen; None for all."""
        if names is None:
            self._are_told = lambda _: False
        else:
            self._held.update(dict.fromkeys(names, NOTHING))

    def _declared_sizes(self) -> dict[str, int]:
        if self._declared is None:
            self._declared = {letter: size for _, letter, size in self._names.declared(self._namespace)}
        return self._declared


class LocalLengths(Lengths):
    """The same for one call of a function, whose variables are ``names``; others are those of the ``cell``.

    ``given`` returns what its parameters were given.
    """

    def __init__(
        self, cell: Lengths, names: Container[str], are_told: Callable[[str], bool],
        given: Callable[[], Mapping[str, Operand]],
    ):  # fmt: skip
        super().__init__(cell._names, cell._namespace, are_told)
        self._cell, self._locals, self._given = cell, names, given

    @property
    def of_cell(self) -> Lengths:
        """What the variables of the cell hold, as for a function within a function."""
        return self._cell

    def _from_elsewhere(self, name: str, operand: Operand) -> None:
        if name not in self._locals:
            self._cell.attach(name, operand)
            return
        given = self._given().get(name, NOTHING)
        if given.value == operand.value:
            operand.length, operand.parts = given.length, given.parts


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
