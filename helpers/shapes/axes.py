"""Names for axes: declared once, remembered with the array, never read off a size."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Mapping

import numpy as np


class Names:
    """Which axes an array has, for as long as the array lives.

    Arrays are found by identity and held by weak reference, so remembering one costs no copy of its data.
    """

    def __init__(self):
        self._known: dict[int, tuple[weakref.ref, tuple[int, ...], tuple[str, ...], tuple[str, ...]]] = {}

    def remember(self, array: np.ndarray, axes: tuple[str, ...], origin: tuple[str, ...]) -> None:
        """Attach ``axes`` and ``origin`` (one string per axis each) to ``array``."""
        key = id(array)

        def forget(_ref, key=key, known=self._known):
            known.pop(key, None)

        self._known[key] = (weakref.ref(array, forget), array.shape, axes, origin)

    def recall(self, array: np.ndarray) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return (axes, origin) of an array that is remembered, else None."""
        found = self._known.get(id(array))
        if found is None or found[0]() is not array or found[1] != array.shape:
            return None
        return found[2], found[3]

    def sizes(self) -> dict[str, int]:
        """Return the size of every letter among the live arrays whose axes were declared."""
        sizes = {}
        for _ref, shape, axes, origin in list(self._known.values()):
            for name, size, how in zip(axes, shape, origin, strict=True):
                if how == "declared" and name not in "1?":
                    sizes[name] = size
        return sizes


#: The notebook's memory. ``trace`` and ``%%shapes`` read and extend it.
NAMES = Names()


def declare(namespace: Mapping[str, object], specs: Mapping[str, str], names: Names) -> None:
    """Attach the axes in ``specs`` ("n m") to the arrays of those names in ``namespace``.

    Raises
    ------
    ValueError
        Where a name is no array, the number of axes differs, ``1`` meets another size, or a letter gets two sizes.
    """
    sizes = {}
    parsed = {name: _parse(name, spec, namespace) for name, spec in specs.items()}
    declared_again = {id(array) for array, _ in parsed.values()}
    for key, (_, shape, axes, origin) in list(names._known.items()):
        if key not in declared_again:
            sizes.update({a: s for a, s, o in zip(axes, shape, origin, strict=True) if o == "declared" and a != "1"})
    for name, (array, letters) in parsed.items():
        for letter, size in zip(letters, array.shape, strict=True):
            if letter == "1" and size != 1:
                raise ValueError(f"{name} has shape {array.shape}: the axis named 1 has size {size}. An axis named 1 must have size one.")
            if letter not in "1?" and sizes.setdefault(letter, size) != size:
                raise ValueError(f"{name} has shape {array.shape}, so {letter} would be {size}, but {letter} is {sizes[letter]} in another array. Give the axis another letter, or check the array.")
    for array, letters in parsed.values():
        origin = tuple("unknown" if letter == "?" else "declared" for letter in letters)
        names.remember(array, letters, origin)


def _parse(name: str, spec: str, namespace: Mapping[str, object]) -> tuple[np.ndarray, tuple[str, ...]]:
    array = namespace.get(name)
    if not isinstance(array, np.ndarray):
        found = "is not defined yet" if name not in namespace else f"is a {type(array).__name__}"
        raise ValueError(f"axes({name}={spec!r}): {name} {found}; it must be a NumPy array.")
    letters = tuple(spec.split())
    if len(letters) != array.ndim:
        raise ValueError(f"axes({name}={spec!r}) names {len(letters)} axes, but {name} has {array.ndim}: shape {array.shape}.")
    return array, letters


def axes(**specs: str) -> None:
    """Name the axes of the notebook's arrays, once: ``axes(X="n m", Y="1 m")``.

    >>> X = np.ones((2, 5))
    >>> axes(X="n m")
    >>> axes(X="n m k")
    Traceback (most recent call last):
        ...
    ValueError: axes(X='n m k') names 3 axes, but X has 2: shape (2, 5).
    """
    caller = sys._getframe(1)
    declare({**caller.f_globals, **caller.f_locals}, specs, NAMES)
