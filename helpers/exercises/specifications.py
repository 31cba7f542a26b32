"""The loop that an answer is held against, from a formula with indices: one number at a time.

Index letters: ``i`` an example (m), ``j`` a feature (n), ``c`` a class (k), ``u`` a hidden unit (h); ``i2``
and ``l`` where an index runs a second time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from statistics import fmean
from typing import Any

import numpy as np

#: An operand with the indices behind it.
INDEXED = re.compile(r"(\w+)\[([\w, ]+)\]")


def indexed(part: str) -> list[tuple[str, list[str]]]:
    """Return each operand with the indices behind it.

    >>> indexed("P[j, i] * q[j]")
    [('P', ['j', 'i']), ('q', ['j'])]
    """
    return [(name, at.split(", ")) for name, at in INDEXED.findall(part)]


class _Size(int):
    """A size that can be counted through: ``for i in m``."""

    def __iter__(self) -> Iterator[int]:
        return iter(range(self))


def _centred(numbers: Iterable[float]) -> list[float]:
    row = list(numbers)
    mean = fmean(row)
    return [x - mean for x in row]


def _std(numbers: Iterable[float]) -> float:
    return math.sqrt(fmean(x * x for x in _centred(numbers)))


#: What a pattern may call, besides ``sum`` and what ``math`` has.
_FUNCTIONS = vars(math) | {"mean": fmean, "centred": _centred, "std": _std}


@cache
def _compiled(source: str) -> Callable:
    return eval(source, _FUNCTIONS)


class Pattern:
    """One formula as Python with indices; called with its operands in order, it computes it.

    Attributes
    ----------
    axes : dict of str to str
        For each operand, the letters of its axes: ``{"P": "n m", "q": "n"}``; ``""`` for a number.
    target : str
        The name of the result.
    survivors : tuple of str
        The indices of the result.
    right : str
        What stands on the right.

    Examples
    --------
    >>> Pattern("s[i] = sum(P[j, i] * q[j] for j in n)", {"P": "n m", "q": "n"})(np.eye(2), np.ones(2))
    array([1., 1.])
    """

    def __init__(self, text: str, axes: dict[str, str]):
        left, _, self.right = text.partition(" = ")
        self.axes, self.target = axes, left.partition("[")[0]
        self.survivors = tuple(index for _, at in indexed(left) for index in at)

    @cached_property
    def size_of(self) -> dict[str, str]:
        """For each index, the letter of its axis."""
        pairs = (zip(at, self.axes[name].split(), strict=True) for name, at in indexed(self.right))
        return dict(sorted({pair for each in pairs for pair in each}))

    def sizes(self, arguments: tuple) -> dict[str, int]:
        """Return the size of each letter, which can be counted through; none where laid otherwise."""
        laid = [
            (axes.split(), np.shape(each)) for axes, each in zip(self.axes.values(), arguments, strict=True)
        ]
        pairs = (pair for letters, lengths in laid for pair in zip(letters, lengths, strict=False))
        sizes = {letter: _Size(size) for letter, size in pairs if letter != "1"}
        fits = all(lengths == tuple(sizes.get(letter, 1) for letter in letters) for letters, lengths in laid)
        return sizes if fits else {}

    def __call__(self, *arguments: Any) -> np.ndarray | float:
        """Compute it."""
        sizes, free = self.sizes(arguments), [index for index in self.survivors if index != "0"]
        # Lists, since the numbers in them are Python's own: those refuse to be divided by 0.
        given = [*(np.asarray(each, float).tolist() for each in arguments), *sizes.values()]
        right = INDEXED.sub(lambda found: found[0].replace(", ", "]["), self.right)
        entry = _compiled(f"lambda {', '.join([*self.axes, *sizes, *free])}: {right}")
        result = np.zeros([sizes[self.size_of[index]] for index in free])
        for at in np.ndindex(result.shape):
            result[at] = entry(*given, *at)
        shape = [1 if index == "0" else sizes[self.size_of[index]] for index in self.survivors]
        return result.reshape(shape) if shape else float(result)
