"""The reader's arrays with other sizes, and with other values: what is right only here is an accident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from axiswise.letters import NAMES

#: Axes of the usual notations, for arrays whose axes nobody has named: examples in columns, in rows, flat.
NOTATIONS = (
    {"X": "n m", "Y": "1 m", "A": "1 m", "dz": "1 m", "z": "1 m", "w": "n 1", "dw": "n 1"},
    {"X": "m n", "Y": "m 1", "A": "m 1", "dz": "m 1", "z": "m 1", "w": "n 1", "dw": "n 1"},
    {"X": "n m", "Y": "m", "A": "m", "dz": "m", "z": "m", "w": "n", "dw": "n"},
    {"X": "m n", "Y": "m", "A": "m", "dz": "m", "z": "m", "w": "n", "dw": "n"},
)

_OTHER_SIZES = (4, 5, 7, 9, 11, 13)


def variations(own: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is different, and a namespace in which it is.

    Examples are drawn again, with replacement, from those that are there, and features likewise: so
    whatever was computed from them (``dz`` from ``A`` and ``Y``) still belongs to them.
    """
    arrays = {name: value for name, value in own.items() if isinstance(value, np.ndarray)}
    if sizes := _sizes(arrays, axes := _axes(arrays)):
        yield _resized(own, axes, sizes)
    flat = [name for name, array in arrays.items() if _is_flat(array)]
    if flat:
        yield _redrawn(own, flat)


def _axes(arrays: dict[str, np.ndarray]) -> dict[str, tuple[str, ...]]:
    """Return the axes of all arrays: as they are remembered, else those of the first notation that fits."""
    known = {name: found[0] for name, array in arrays.items() if (found := NAMES.recall(array))}
    if known.keys() == arrays.keys():
        return known
    for notation in NOTATIONS:
        axes = {name: tuple(notation[name].split()) for name in arrays if name in notation}
        if axes.keys() == arrays.keys() and _sizes(arrays, axes):
            return axes
    return {}


def _sizes(arrays: dict[str, np.ndarray], axes: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Return the size of each letter; none where a letter would have two, or a name is unknown."""
    sizes: dict[str, int] = {"1": 1}
    for name, letters in axes.items():
        if len(letters) != arrays[name].ndim or "?" in letters:
            return {}
        for letter, size in zip(letters, arrays[name].shape, strict=True):
            if sizes.setdefault(letter, size) != size:
                return {}
    del sizes["1"]
    return sizes


def _resized(
    own: dict[str, Any], axes: dict[str, tuple[str, ...]], sizes: dict[str, int]
) -> tuple[str, dict[str, Any]]:
    free = iter(size for size in _OTHER_SIZES if size not in sizes.values())
    random = np.random.default_rng(0)
    picks = {letter: random.integers(0, size, next(free)) for letter, size in sorted(sizes.items())}
    other = dict(own)
    for name, letters in axes.items():
        for axis, letter in enumerate(letters):
            if letter in picks:
                other[name] = np.take(other[name], picks[letter], axis)
        NAMES.remember(other[name], letters, ("declared",) * len(letters))
    for letter, size in sizes.items():
        if own.get(letter) == size:
            other[letter] = len(picks[letter])
    return ", ".join(f"{letter} = {len(pick)}" for letter, pick in picks.items()), other


def _is_flat(array: np.ndarray) -> bool:
    """Return whether an array holds one number many times, as activations do at w = 0."""
    return array.dtype.kind == "f" and array.size > 1 and np.ptp(array) == 0


def _redrawn(own: dict[str, Any], flat: list[str]) -> tuple[str, dict[str, Any]]:
    random = np.random.default_rng(0)
    other = dict(own)
    for name in flat:
        other[name] = random.uniform(0.05, 0.95, own[name].shape).astype(own[name].dtype)
    for name in {"dz", "dZ"} & own.keys():
        if {"A", "Y"} <= own.keys() and np.array_equal(own[name], own["A"] - own["Y"]):
            other[name] = other["A"] - other["Y"]
    return f"other values in {' and '.join(flat)}", other
