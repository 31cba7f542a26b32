"""Names for axes: declared once, remembered with the array, never read off a size."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Iterator, Mapping

import numpy as np


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
