"""Functions of the reader's that something else calls: an object, ``partial``, ``map``, ``sorted``."""

from __future__ import annotations

import builtins
import functools
import math
import types
from collections.abc import Callable
from typing import Any

import numpy as np

#: Functions that take a generator, or a ``map``, to its end, or let go of it, before they return.
_USE_UP = {
    *(getattr(builtins, name) for name in ("all", "any", "dict", "frozenset", "list", "max", "min", "set")),
    sorted, sum, tuple, math.fsum, math.prod, np.fromiter,
}  # fmt: skip

#: Functions that call what they are given, and keep nothing of it when they return.
_CALL_AT_ONCE = (sorted, min, max, functools.reduce, np.apply_along_axis)

#: Functions that call what they are given when their result is used.
_CALL_LATER = (map, filter)


def uses_up(function: Any) -> bool:
    """Tell whether a function leaves nothing of a generator behind."""
    return any(function is each for each in _USE_UP)


def calls_at_once(function: Any, above: Any) -> bool:
    """Tell whether a function calls what it is given before ``above``, which gets its result, returns."""
    if type(function) is types.BuiltinFunctionType and function.__name__ == "sort":
        return type(function.__self__) is list
    if any(function is each for each in _CALL_LATER):
        return uses_up(above)
    return any(function is each for each in _CALL_AT_ONCE)


def method_of(called: Any) -> types.MethodType | None:
    """Return the ``__call__`` of an object whose class the reader wrote, None for all else."""
    kind = type(called)
    if type(kind) is not type:
        return None  # its class may do anything when it is asked
    found = next((vars(each)["__call__"] for each in kind.__mro__ if "__call__" in vars(each)), None)
    return types.MethodType(found, called) if type(found) is types.FunctionType else None


def within(called: Any) -> tuple[Callable | None, Callable[[Callable], Callable]]:
    """Return the reader's own function that a call comes down to, and how another takes its place.

    >>> function, put = within(functools.partial(max, 3))
    >>> function is max, put(min)(5)
    (True, 3)
    """
    if type(called) is functools.partial:
        return called.func, lambda other: functools.partial(other, *called.args, **called.keywords)
    return method_of(called), lambda other: other
