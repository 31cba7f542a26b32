"""The reader's arrays with other sizes, and with other values: what is right only here is an accident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from helpers.shapes.axes import NAMES

#: Axes of the course's notation, for arrays whose axes nobody has named.
NOTATION = {"X": "n m", "Y": "1 m", "A": "1 m", "dz": "1 m", "z": "1 m", "w": "n 1", "dw": "n 1"}

_OTHER_SIZES = (4, 5, 7, 9, 11, 13)


def variations(own: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is different, and a namespace in which it is.

    Examples are drawn again, with replacement, from those that are there, and features likewise: so
    whatever was computed from them (``dz`` from ``A`` and ``Y``) still belongs to them.
    """
    axes = {name: found for name, value in own.items() if (found := _axes(name, value))}
    if axes:
        yield _resized(own, axes)
    flat = [name for name in own if _is_flat(own[name])]
    if flat:
        yield _redrawn(own, flat)


def _axes(name: str, value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, np.ndarray):
        return None
    if known := NAMES.recall(value):
        return None if "?" in known[0] else known[0]
    letters = tuple(NOTATION.get(name, "").split())
    fits = len(letters) == value.ndim > 0 and all(
        size == 1 for letter, size in zip(letters, value.shape, strict=True) if letter == "1"
    )
    return letters if fits else None


def _resized(own: dict[str, Any], axes: dict[str, tuple[str, ...]]) -> tuple[str, dict[str, Any]]:
    sizes: dict[str, int] = {}
    for name, letters in axes.items():
        sizes |= dict(zip(letters, own[name].shape, strict=True))
    sizes.pop("1", None)
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


def _is_flat(value: Any) -> bool:
    """Return whether an array holds one number many times, as activations do at w = 0."""
    return isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.size > 1 and np.ptp(value) == 0


def _redrawn(own: dict[str, Any], flat: list[str]) -> tuple[str, dict[str, Any]]:
    random = np.random.default_rng(0)
    other = dict(own)
    for name in flat:
        other[name] = random.uniform(0.05, 0.95, own[name].shape).astype(own[name].dtype)
    for name in {"dz", "dZ"} & own.keys():
        if {"A", "Y"} <= own.keys() and np.array_equal(own[name], own["A"] - own["Y"]):
            other[name] = other["A"] - other["Y"]
    return f"other values in {' and '.join(flat)}", other
