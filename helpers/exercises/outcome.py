"""What becomes of a line of code beside the truth: right, error, silent, warning or accident."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

#: What each kind of outcome means, in the order in which they are offered.
KINDS = {
    "right": "it runs, and the result is right",
    "error": "it raises an exception",
    "silent": "it runs without a word, and the result is wrong",
    "warning": "it runs with a warning, and the result is wrong",
    "accident": "it is right here, but only because of a size or a value",
}

#: Largest difference from the truth, relative to its largest entry, that counts as agreement in float64.
TOLERANCE = 1e-12


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a line: its ``value``, or the ``problem`` it raised; ``warned`` where NumPy warned.

    ``of_expression`` tells whether the value is that of an expression, and not of an assignment.
    """

    value: Any = None
    problem: Exception | None = None
    warned: bool = False
    of_expression: bool = False

    @property
    def shape(self) -> tuple[int, ...] | None:
        """The shape of the value; None where there is none."""
        return None if self.problem else np.shape(self.value)


def run(source: Any, namespace: Mapping[str, Any]) -> Run:
    """Evaluate an expression (text or compiled) in ``namespace``; an exception is part of the answer.

    >>> run("1 + 1", {}).value, run("1 / 0", {}).problem
    (2, ZeroDivisionError('division by zero'))
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            return Run(eval(source, dict(namespace)), warned=bool(caught))
        except Exception as problem:
            return Run(problem=problem, warned=bool(caught))


def agrees(value: Any, truth: Any) -> bool:
    """Return whether ``value`` is ``truth``, entry by entry and in the same shape.

    Where the truth is one number, an array of size one that holds it agrees too.

    >>> agrees([[2.0]], 2.0), agrees([1.0, 2.0], [[1.0], [2.0]])
    (True, False)
    """
    if isinstance(truth, tuple):
        parts = isinstance(value, tuple | list) and len(value) == len(truth)
        return parts and all(map(agrees, value, truth))
    wanted = np.asarray(truth, dtype=float)
    try:
        got = np.asarray(value)
        tolerance = _tolerance(got.dtype)
        got = got.astype(float)
    except (TypeError, ValueError):
        return False
    if got.shape != wanted.shape and not wanted.size == got.size == 1 > wanted.ndim:
        return False
    scale = np.max(np.abs(wanted), initial=0.0) or 1.0
    return bool(np.all(np.abs(got.reshape(wanted.shape) - wanted) <= tolerance * scale))


def _tolerance(dtype: np.dtype) -> float:
    return 1e-5 if dtype == np.float32 else TOLERANCE


def verdict(done: Run, truth: Any) -> str:
    """Return what one run shows: ``right``, ``error``, ``silent`` or ``warning``; never ``accident``."""
    if done.problem is not None:
        return "error"
    if agrees(done.value, truth):
        return "right"
    return "warning" if done.warned else "silent"
