"""Read what a function returned as arrays of numbers, and compare it with what it should be."""

from __future__ import annotations

import types

import numpy as np

#: Largest difference, relative to the largest entry of the right result: float64 that went through single
#: precision on its way, and, by the bytes of a number, float16 and float32.
SINGLE = 1e-6
_WITHIN = {2: 5e-3, 4: 1e-5}
#: What float64 reaches.
DOUBLE = 1e-9


class Unreadable(Exception):  # noqa: N818 - it is no error of ours
    """What was returned is not made of numbers; the text says what it is."""


def read(value, parts: int) -> list[np.ndarray]:
    """Return the parts of a result as arrays of their own.

    Raises
    ------
    Unreadable
        If it is not so many parts, or one of them is not numbers.

    >>> read([[1], [2]], 1)
    [array([[1],
           [2]])]
    """
    if parts == 1:
        return [_array(value)]
    if not isinstance(value, tuple | list) or len(value) != parts:
        got = f"{len(value)} of them" if isinstance(value, tuple | list) else _kind(value)
        raise Unreadable(f"It should return {parts} results, separated by a comma; it returned {got}.")
    return [_array(part) for part in value]


def _array(value) -> np.ndarray:
    if value is None or value is ...:
        raise Unreadable("It returned None. Is a return missing?")
    if isinstance(value, type | types.GeneratorType | types.FunctionType | str | bytes | dict | set):
        raise Unreadable(f"It returned {_kind(value)}; expected numbers.")
    if isinstance(value, np.ma.MaskedArray):
        if np.ma.getmaskarray(value).any():
            raise Unreadable("It returned a masked array, in which entries are hidden; expected numbers.")
        value = value.data
    try:
        array = np.array(value)
    except Exception as problem:
        raise Unreadable(f"It returned {_kind(value)} that does not make a table of numbers.") from problem
    if array.dtype.kind == "O" and isinstance(value, int):
        raise Unreadable("It returned a whole number with more digits than NumPy takes.")
    if array.dtype.kind not in "biuf":
        kind = "objects" if array.dtype.kind == "O" else f"type {array.dtype}"
        raise Unreadable(f"It returned {_kind(value)} of {kind}; expected real numbers.")
    return array


def _kind(value) -> str:
    if value is None:
        return "None"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    return f"a {type(value).__name__}" if type(value).__name__ != "ndarray" else "an array"


def difference(got: np.ndarray, wanted) -> float:
    """Return the largest difference relative to the largest entry of ``wanted``; infinite for another shape.

    Where one number is wanted, an array of size one will do; and one number where one axis of size one is,
    since np.squeeze leaves that of it. nan agrees with nan, and infinity with itself.

    >>> difference(np.array([[2.0]]), 2.0), difference(np.ones(3), np.ones((3, 1)))
    (0.0, inf)
    >>> difference(np.array(2.0), np.array([2.0])), difference(np.array(2.0), np.array([[2.0]]))
    (0.0, inf)
    """
    wanted = np.asarray(wanted)
    of_one = got.size == wanted.size == 1 and (wanted.ndim == 0 or got.ndim < wanted.ndim == 1)
    if got.shape != wanted.shape and not of_one:
        return np.inf
    got, wanted = got.reshape(wanted.shape).astype(float), wanted.astype(float)
    same = (got == wanted) | (np.isnan(got) & np.isnan(wanted))
    if same.all():
        return 0.0
    finite = np.isfinite(wanted)
    largest = np.max(np.abs(wanted[finite]), initial=0.0) or 1.0
    with np.errstate(invalid="ignore"):
        apart = np.abs(np.where(same, 0.0, got - wanted))
    return float(np.max(apart)) / largest if np.isfinite(apart).all() else np.inf


def agrees(got: np.ndarray, wanted) -> bool:
    """Return whether ``got`` is ``wanted`` within its own precision."""
    within = _WITHIN.get(got.dtype.itemsize, SINGLE) if got.dtype.kind == "f" else SINGLE
    return difference(got, wanted) <= within
