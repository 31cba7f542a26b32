"""Names of axes: declared once, remembered with the array, derived by rules; never read off a size."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from axiswise.functions.call import NOTHING, Call, Operand, is_array
from axiswise.watch import Node


class Names:
    """Which axes an array has, for as long as the array lives.

    Arrays are found by identity and held by weak reference, so remembering one costs no copy of its data.
    """

    def __init__(self):
        self._known: dict[int, tuple[weakref.ref, tuple[int, ...], tuple[str, ...], tuple[str, ...]]] = {}
        self._merged: dict[int, tuple[str, ...]] = {}

    def remember(
        self, array: np.ndarray, axes: tuple[str, ...], origin: tuple[str, ...], merged: tuple[str, ...] = ()
    ) -> None:
        """Attach ``axes`` and ``origin`` (one string per axis each) to ``array``.

        ``merged`` are the axes that its only axis was made of: of ``X.ravel()`` those of X.
        """
        key = id(array)

        def forget(_ref, key=key, known=self._known, merged=self._merged):
            known.pop(key, None)
            merged.pop(key, None)

        self._known[key] = (weakref.ref(array, forget), array.shape, axes, origin)
        self._merged.pop(key, None)
        if merged:
            self._merged[key] = merged

    def forget(self, array: np.ndarray) -> None:
        """Drop what was known about ``array``, if anything was."""
        self._known.pop(id(array), None)

    def recall(self, array: np.ndarray) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return (axes, origin) of an array that is remembered, else None."""
        found = self._known.get(id(array))
        if found is None or found[0]() is not array or found[1] != array.shape:
            return None
        return found[2], found[3]

    def merged(self, array: np.ndarray) -> tuple[str, ...]:
        """Return the axes that the only axis of an array was made of, ``()`` where that is not known."""
        return self._merged.get(id(array), ()) if self.recall(array) else ()

    def declared(self, namespace: Mapping[str, object]) -> Iterator[tuple[str, str, int]]:
        """Yield (variable, letter, size) for every declared letter of the arrays in ``namespace``."""
        for variable, value in namespace.items():
            if isinstance(value, np.ndarray) and (known := self.recall(value)):
                for letter, how, size in zip(*known, value.shape, strict=True):
                    if how == "declared" and letter != "1":
                        yield variable, letter, size


#: The notebook's memory. ``trace`` and ``%%shapes`` read and extend it.
NAMES = Names()


def declare(namespace: Mapping[str, object], specs: Mapping[str, str], names: Names = NAMES) -> None:
    """Attach the axes in ``specs`` ("n m") to the arrays of those names in ``namespace``.

    Raises
    ------
    ValueError
        Where a name is no array, the number of axes differs, ``1`` meets another size, or a letter gets two
        sizes among the arrays of ``namespace``.
    """
    parsed = {variable: _parse(variable, spec, namespace) for variable, spec in specs.items()}
    again = {id(array) for array, _ in parsed.values()}
    others = {variable: value for variable, value in namespace.items() if id(value) not in again}
    sizes = {letter: (size, variable) for variable, letter, size in names.declared(others)}
    for variable, (array, letters) in parsed.items():
        _check(variable, array.shape, letters, sizes)
    for array, letters in parsed.values():
        names.remember(
            array, letters, tuple("unknown" if letter == "?" else "declared" for letter in letters)
        )


def _parse(variable: str, spec: str, namespace: Mapping[str, object]) -> tuple[np.ndarray, tuple[str, ...]]:
    array = namespace.get(variable)
    if not isinstance(array, np.ndarray):
        found = f"is a {type(array).__name__}" if variable in namespace else "is not defined yet"
        raise ValueError(f"axes({variable}={spec!r}): {variable} {found}; it must be a NumPy array.")
    letters = tuple(spec.split())
    if len(letters) != array.ndim:
        raise ValueError(
            f"axes({variable}={spec!r}) names {len(letters)} axes, but {variable} has {array.ndim}: "
            f"shape {array.shape}. Write one letter for each axis."
        )
    return array, letters


def _check(variable: str, shape: tuple, letters: tuple, sizes: dict[str, tuple[int, str]]) -> None:
    for letter, size in zip(letters, shape, strict=True):
        if letter == "1" and size != 1:
            raise ValueError(
                f"{variable} has shape {shape}: an axis named 1 has size {size}, but must have size 1. "
                "Give it a letter, or check the array."
            )
        if letter not in "1?":
            known, owner = sizes.setdefault(letter, (size, variable))
            if known != size:
                raise ValueError(
                    f"{variable} has shape {shape}, so {letter} would be {size}, but {letter} is {known} "
                    f"in {owner}. Give the axis another letter, or check the array."
                )


def axes(**specs: str) -> None:
    """Name the axes of the notebook's arrays, once: ``axes(X="n m", Y="1 m")``.

    Raises
    ------
    ValueError
        Where a name is no array, the number of axes differs, ``1`` meets another size, or a letter gets two
        sizes.

    Examples
    --------
    >>> X = np.ones((2, 5))
    >>> axes(X="n m")
    >>> axes(X="n m k")
    Traceback (most recent call last):
        ...
    ValueError: axes(X='n m k') names 3 axes, but X has 2: shape (2, 5). Write one letter for each axis.
    """
    caller = sys._getframe(1)
    declare({**caller.f_globals, **caller.f_locals}, specs)


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
