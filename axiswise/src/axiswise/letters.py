"""Names of axes: declared once, remembered with the array, derived by rules; never read off a size."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np

from axiswise.annotations import ANY, fits
from axiswise.functions.call import NOTHING, Call, Operand, base_of, dims_of, is_array
from axiswise.functions.plan import is_open, is_part_of
from axiswise.watch import Node


def reference_to(value: Any, at_end: Callable | None = None) -> weakref.ref | None:
    """Return a weak reference to a value; None where its class takes none."""
    try:
        return weakref.ref(value, at_end)
    except TypeError:
        return None


class Names:
    """Which axes an array has, for as long as the array lives.

    Arrays are found by identity and held by weak reference, so remembering one costs no copy of its data.
    """

    def __init__(self):
        self._known: dict[int, tuple[weakref.ref, tuple[int, ...], tuple, tuple]] = {}
        #: By the identity of a namespace, which is held so that no other one gets it.
        self._intended: dict[int, tuple[Mapping[str, object], dict[str, tuple[str, ...]]]] = {}

    def intended(self, namespace: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
        """Return the axes that variables of this very namespace are to have."""
        return self._intended.get(id(namespace), (namespace, {}))[1]

    def intend(self, namespace: Mapping[str, object], specs: Mapping[str, tuple[str, ...]]) -> None:
        """Note which axes variables of this very namespace are to have."""
        if specs:
            self._intended.setdefault(id(namespace), (namespace, {}))[1].update(specs)

    def clear(self, namespace: Mapping[str, object]) -> None:
        """Forget the names of the arrays in a namespace, and what its variables are to have."""
        for value in list(namespace.values()):
            self.forget(value)
        self._intended.pop(id(namespace), None)

    def remember(self, array: np.ndarray, axes: tuple[str, ...], origin: tuple[str, ...]) -> None:
        """Attach ``axes`` and ``origin`` (one string per axis each) to ``array``."""
        key, known = id(array), self._known
        reference = reference_to(array, lambda _: known.pop(key, None))
        if reference is not None:
            known[key] = reference, tuple(array.shape), axes, origin

    def forget(self, array: Any) -> None:
        """Drop what was known about ``array``, if anything was."""
        self._known.pop(id(array), None)

    def recall(self, array: Any) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return (axes, origin) of an array that is remembered; None for all else."""
        reference, shape, axes, origin = self._known.get(id(array), (None,) * 4)
        is_known = reference is not None and reference() is array and shape == array.shape
        return (axes, origin) if is_known else None

    def operand(self, value: Any) -> Operand:
        """Wrap a value with the axes that are remembered for it."""
        if not is_array(value):
            axes = dims_of(value)
            return Operand(value, axes, ("declared",) * len(axes))
        known = self.recall(value) or (("?",) * value.ndim, ("unknown",) * value.ndim)
        return Operand(value, *known)

    def declared(self, namespace: Mapping[str, object]) -> Iterator[tuple[str, str, int]]:
        """Yield (variable, letter, size) for every declared letter of the arrays in ``namespace``."""
        for variable, value in namespace.items():
            if known := self.recall(value):
                for letter, how, size in zip(*known, value.shape, strict=True):
                    if how == "declared" and letter != "1":
                        yield variable, letter, size


class CallNames(Names):
    """Which axes arrays have inside a function that states letters of its own, for one call.

    ``outer`` are the names of its caller, ``annotated`` the axes that the function states; ``given`` returns
    what its parameters get. ``letters`` says which axis of the caller each of its letters stands for.
    """

    def __init__(
        self, outer: Names, annotated: Mapping[str, tuple[str, ...]],
        given: Callable[[], Mapping[str, Operand]],
    ):  # fmt: skip
        super().__init__()
        self._outer, self._annotated, self._given = outer, annotated, given
        self.letters = dict.fromkeys(chain(*annotated.values()), "?") | {"1": "1"}
        #: The (size, axis of the caller, parameter) of those that some parameter has.
        self.bound: dict[str, tuple[int, str, str]] = {}

    def recall(self, array: Any) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return (axes, origin) of an array, in the letters of the function."""
        known = None if id(array) in self._known else self._outer.recall(array)
        if known is None:
            return super().recall(array)
        own = {outer: letter for letter, outer in self.letters.items() if outer != "?"}
        return tuple(own.get(name, name) for name in known[0]), known[1]

    def begin(self) -> list[str]:
        """Give the parameters the letters stated for them, once; return what makes no sense, in words."""
        given, self._given, problems = self._given(), dict, []
        arrays = {name: given[name] for name in self._annotated if name in given and given[name].is_array}
        for name, operand in arrays.items():
            pairs, wanted = fits(operand.axes, self._annotated[name]), " ".join(self._annotated[name])
            if pairs is None:
                problems.append(f"{name} is to be ({wanted}), and its shape is {operand.shape}.")
                continue
            for (outer, letter), size in zip(pairs, operand.shape, strict=True):
                known = self.bound.setdefault(letter, (size, outer, name))
                if letter not in (ANY, "1"):
                    problems += _two_of(letter, known, (size, outer, name))
                if self.letters.get(letter) == "?":
                    self.letters[letter] = outer
            axes = tuple(outer if letter == ANY else letter for outer, letter in pairs)
            self.remember(operand.value, axes, ("declared",) * len(axes))
        return problems

    def hand_on(self, value: Any) -> None:
        """Name a result for the caller: as it is named inside, else as it is stated."""
        self.begin()
        self._outside(value, self._annotated.get("return", ()))

    def _outside(self, value: Any, stated: tuple[str, ...] = ()) -> None:
        known = (self.recall(value) or (stated,))[0]
        if is_array(value) and self._outer.recall(value) is None and len(known) == value.ndim:
            names = tuple(self.letters.get(name, name) for name in known)
            self._outer.remember(
                value, names, tuple("derived" if name != "?" else "unknown" for name in names)
            )
        elif type(value) is tuple:
            for each in value:
                self._outside(each)


def _two_of(letter: str, one: tuple[int, str, str], other: tuple[int, str, str]) -> list[str]:
    """Say that one letter would be two sizes, or two axes: each is given as (size, axis, parameter)."""
    at = 0 if one[0] != other[0] else 1
    differs = one[0] != other[0] or (one[1] != other[1] and not is_open(one[1]) and not is_open(other[1]))
    return [f"{letter} is {one[at]} in {one[2]}, and {other[at]} in {other[2]}."] if differs else []


#: The notebook's memory. ``trace`` and ``%%shapes`` read and extend it.
NAMES = Names()


def declare(
    namespace: Mapping[str, object], specs: Mapping[str, str], names: Names = NAMES,
    to_be: Iterable[str] = (),
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    """Attach the axes in ``specs`` ("n m") to the arrays of those names in ``namespace``.

    Returns
    -------
    dict
        What variables are to have that are not there yet, or are among ``to_be``: these may have other axes.

    Raises
    ------
    ValueError
        Where a value is no array, the number of axes differs, ``1`` meets another size, a letter gets two
        sizes among the arrays of ``namespace``, or a letter is none.
    """
    again = {id(namespace[variable]) for variable in specs if variable in namespace}
    others = {variable: value for variable, value in namespace.items() if id(value) not in again}
    sizes = {letter: (size, variable) for variable, letter, size in names.declared(others)}
    found, intended = [], {}
    for variable, spec in specs.items():
        letters = _letters(variable, spec)
        if variable not in namespace or variable in to_be:
            intended[variable] = letters
        if variable in namespace:
            try:
                _check(variable, namespace[variable], letters, sizes, others)
                found.append((namespace[variable], letters))
            except ValueError:
                if variable not in intended:
                    raise
    for array, letters in found:
        origin = tuple("unknown" if letter == "?" else "declared" for letter in letters)
        names.remember(array, letters, origin)
    return intended


def _letters(variable: str, spec: str) -> tuple[str, ...]:
    for letter in spec.split():
        if not (letter in "1?" or letter.isidentifier()):
            raise ValueError(
                f"axes({variable}={spec!r}): {letter} is no letter. Write names with spaces between them; "
                "1 is an axis of size one, ? one without a name."
            )
    return tuple(spec.split())


def _check(
    variable: str, array: Any, letters: tuple[str, ...], sizes: dict[str, tuple[int, str]],
    others: Container[str],
) -> None:  # fmt: skip
    spec = " ".join(letters)
    if not is_array(array):
        raise ValueError(
            f"axes({variable}={spec!r}): {variable} is a {type(array).__name__}; it must be an array of "
            "NumPy, torch, JAX, CuPy or the array API."
        )
    shape = array.shape
    if len(letters) != len(shape):
        raise ValueError(
            f"axes({variable}={spec!r}) names {len(letters)} axes, but {variable} has {len(shape)}: "
            f"shape {shape}. Write one letter for each axis."
        )
    for letter, size in zip(letters, shape, strict=True):
        if letter == "1" and size != 1:
            raise ValueError(
                f"{variable} has shape {shape}: an axis named 1 has size {size}, but must have size 1. "
                "Give it a letter, or check the array."
            )
        known, owner = (size, "") if letter in "1?" else sizes.setdefault(letter, (size, variable))
        if known != size:
            raise ValueError(
                f"{variable} has shape {shape}, so {letter} would be {size}, but {letter} is {known} "
                f"in {owner}. Give the axis another letter, or check the array."
                + " If its letters were for other code: axes.clear() starts anew."
                * (owner in others)
            )


def axes(**specs: str) -> None:
    """Name the axes of the notebook's arrays, once: ``axes(X="n m", Y="1 m")``.

    Of a variable that is not there yet, it says which axes it is to have: each value that it gets in a traced
    cell is compared with them. ``axes.clear()`` forgets all of that here.

    Raises
    ------
    ValueError
        Where a value is no array, the number of axes differs, ``1`` meets another size, or a letter gets two
        sizes.

    Examples
    --------
    >>> X = np.ones((2, 5))
    >>> axes(X="n m", dw="n 1")
    >>> axes(X="n m k")
    Traceback (most recent call last):
        ...
    ValueError: axes(X='n m k') names 3 axes, but X has 2: shape (2, 5). Write one letter for each axis.
    >>> axes.clear()
    """
    caller = sys._getframe(1)
    known = NAMES.intended(caller.f_globals)
    intended = declare({**caller.f_globals, **caller.f_locals}, specs, to_be=known)
    NAMES.intend(caller.f_globals, intended)


def _clear() -> None:
    """Forget the letters of the caller's variables, and those that are to be."""
    NAMES.clear(sys._getframe(1).f_globals)


axes.clear = _clear


class Letters:
    """What is known about the values of one run: the axes of arrays, and which variables hold a size.

    A number counts as the size of an axis if it was read from a shape, in the assignment that gave its
    variable the value that it has now. A variable that has its value from before this cell counts if it has
    the name of a declared axis and its size, both together. Nothing else counts, however equal: no literal,
    no variable of a loop, no parameter that was given something else.

    Parameters
    ----------
    names : Names
    namespace : mapping
    sees_every_value : callable
        Whether every value that a variable gets in this run is passed to ``assign``.
    cell : Letters, optional
        For one call of a function, those of the cell that called it.
    own : container of str
        The variables of that function; others are those of the cell.
    given : callable
        Returns what its parameters were given.
    """

    def __init__(
        self, names: Names, namespace: Mapping[str, Any], sees_every_value: Callable[[str], bool],
        cell: Letters | None = None, own: Container[str] = (),
        given: Callable[[], Mapping[str, Operand]] = dict,
    ):  # fmt: skip
        self.names, self.namespace, self._sees_every_value = names, namespace, sees_every_value
        self._cell, self._own, self.given = cell, own, given
        self._sizes: dict[str, Operand] = {}
        #: The owner (any, where it is None), shape, axes and origin of arrays that variables get unnamed.
        self.rows: dict[str, tuple[weakref.ref | None, tuple, tuple, tuple]] = {}
        #: What variables are to have; those of a function are others.
        self.intended = {} if cell else dict(names.intended(namespace))

    def take(self, operand: Operand, intended: tuple[str, ...], sizes: Mapping[str, int]) -> None:
        """Give the axes of an array that no rule names, or that are parts, the names that are stated."""
        pairs = fits(operand.axes, intended) or ()
        named = [have if want == ANY or not is_open(have) else want for have, want in pairs]
        are_known = all(is_open(have) or want in (have, ANY) for have, want in pairs)
        are_sizes = all(
            sizes.get(name, size) == size or is_part_of(have, name)  # some of the examples
            for (have, _), name, size in zip(pairs, named, operand.shape, strict=False)
        )
        if pairs and are_known and are_sizes and tuple(named) != operand.axes:
            pairs = zip(operand.axes, named, operand.origin, strict=True)
            origin = tuple(how if have == name else "declared" for have, name, how in pairs)
            operand.axes, operand.origin = tuple(named), origin
            self.names.remember(operand.value, operand.axes, origin)

    @property
    def cell(self) -> Letters:
        """What is known about variables of the cell."""
        return self._cell or self

    def remember(self, value: Any, axes: tuple[str, ...], origin: tuple[str, ...]) -> Operand:
        """Remember the axes of an array from now on, and wrap it; what was declared stays declared."""
        if is_array(value):
            known = self.names.recall(value)
            if known and known[0] == axes:
                origin = known[1]
            else:
                self.names.remember(value, axes, origin)
        return Operand(value, axes, origin)

    def forget(self, array: Any) -> None:
        """Remember no axes of an array any more, nor of its rows."""
        self.names.forget(array)
        self.rows = {
            name: rows for name, rows in self.rows.items() if rows[0] is None or rows[0]() is not array
        }

    def of_variable(self, name: str, value: Any) -> Operand:
        """Wrap the value of a variable, which may be a row of an array that a loop runs over."""
        if name in self.rows and is_array(value) and self.names.recall(value) is None:
            owner, shape, axes, origin = self.rows[name]
            base = base_of(value)
            is_row = owner is None or (base is not None and base is owner())
            if is_row and value.shape == shape:
                return self.remember(value, axes, origin)
        operand = self.names.operand(value)
        self.measure_variable(name, operand)
        return operand

    def assign(self, node: Node, operand: Operand) -> None:
        """Note where a value goes: to a name, to several, or row by row to the variable of a loop."""
        names = [*node.unpacked, *([node.target] if node.target else [])]
        if not names and not node.rows:
            return
        fits = operand.parts and len(operand.parts) == len(node.unpacked)
        parts = operand.parts if fits else [NOTHING] * len(node.unpacked)
        self._sizes.update(zip(names, map(_held, [*parts, operand]), strict=False))
        if (node.rows or node.unpacked) and operand.is_array and operand.ndim:
            array = operand.value
            base = base_of(array)
            owner = weakref.ref(base if is_array(base) else array)
            rows = owner, operand.shape[1:], operand.axes[1:], operand.origin[1:]
            self.rows.update(dict.fromkeys((node.rows, *node.unpacked), rows))

    def measure_variable(self, name: str, operand: Operand) -> None:
        """Say which axis the number in a variable is the size of, or those in a shape."""
        value = operand.value
        if not _is_size(value) or not self._sees_every_value(name):
            return
        if name not in self._sizes and name not in self._own:
            if self._cell is not None:
                self._cell.measure_variable(name, operand)
            elif type(value) is int and self._declared.get(name) == value:
                operand.length = name
            return
        held = self._sizes[name] if name in self._sizes else self.given().get(name, NOTHING)
        if type(held.value) is type(value) and held.value == value:
            operand.length, operand.parts = held.length, held.parts

    @cached_property
    def _declared(self) -> dict[str, int]:
        return {letter: size for _, letter, size in self.names.declared(self.namespace)}


def _is_size(value: Any) -> bool:
    """Tell a number or a shape from tuples of arrays, which must not be held."""
    is_shape = issubclass(type(value), tuple) and all(type(each) is int for each in value)
    return type(value) is int or is_shape


def _held(operand: Operand) -> Operand:
    """Return what is kept of a value that a variable gets: its size, if it is one."""
    is_held = (operand.length or operand.parts) and _is_size(operand.value)
    return Operand(operand.value, length=operand.length, parts=operand.parts) if is_held else NOTHING


def measure(operand: Operand, call: Call) -> None:
    """Note that a result is a size: ``X.shape``, ``X.shape[1]``, ``len(X)``, ``y.size``, ``range(m)``."""
    base = call.arguments[0] if call.arguments else NOTHING
    if call.name in (".shape", ".size") and base.is_array and issubclass(type(operand.value), tuple):
        operand.parts = [
            Operand(size, length=name) for size, name in zip(base.shape, base.letters, strict=True)
        ]
    elif call.name == "[]" and base.parts:
        index = call.arguments[1].plain
        if type(index) is int:
            operand.length = base.parts[index].length
        elif type(index) is slice:
            operand.parts = base.parts[index]
    elif call.name in ("np.size", ".size") and base.letters:
        axis = call.value(1, "axis", 0 if base.ndim == 1 else None)
        operand.length = base.letters[axis] if isinstance(axis, int) else ""
    elif call.name in ("len", "int", "enumerate", "zip", "reversed") or (
        call.name == "range" and len(call.arguments) == 1
    ):
        operand.length = base.letters[0] if base.letters else base.length
