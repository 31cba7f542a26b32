"""The smallest input on which an answer is wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import product

import numpy as np

from helpers.exercises.checking.trial import Case
from helpers.exercises.references import Reference
from helpers.exercises.sandbox.run_safely import run_safely

#: Numbers to try in place of what stands in an array, by argument; labels and shares of classes stay.
_SIMPLE = {
    "A": (0.5,),
    "a": (0.5,),
    "y": (),
    "Y": (),
    "dz": (0.0, 0.5),
    "dZ": (),
    "learning_rate": (),
    "A1": (0.0, 0.5),
    "E": (1.0,),
    "v": (1.0,),
}


def smallest_failure(answer: Callable, reference: Reference, deadline: float) -> Case | None:
    """Return the failing case with the fewest examples and features, its numbers as simple as they get."""
    for sizes in _small_sizes(reference):
        case = _case(answer, reference, sizes, reference.inputs(sizes), deadline)
        if case is not None and not case.right:
            return _simplified(answer, reference, case, deadline)
        if time.monotonic() > deadline:
            break
    return None


def _small_sizes(reference: Reference) -> list[dict[str, int]]:
    free = [letter for letter in "nmkh" if letter in reference.letters]
    least = {"m": reference.least_m, "n": reference.least_n, "k": 2}
    ranges = [range(least.get(letter, 1), 4) for letter in free]
    choices = sorted(product(*ranges), key=lambda sizes: (sum(sizes), sizes))
    return [
        dict(zip("nmkh", (1, 1, 1, 1), strict=True)) | dict(zip(free, sizes, strict=True))
        for sizes in choices
    ]


def _case(answer, reference, sizes, arguments, deadline):
    """Return the case, or None where the exercise has no result: a deviation of 0 is not to be divided by."""
    rounded = tuple(
        _rounded(argument, name) for argument, name in zip(arguments, reference.axes, strict=True)
    )
    try:
        expected = reference.expected(rounded)
    except ArithmeticError:
        return None
    attempt = run_safely(answer, rounded, len(expected), deadline)
    return None if attempt.out_of_time else Case("", sizes, rounded, expected, attempt)


def _rounded(argument, name):
    """Return the numbers with one decimal; shares of several classes would no longer add up to 1."""
    if name in ("A", "dZ") and np.ndim(argument) == 2 and len(argument) > 1:
        return argument
    if isinstance(argument, list):
        return [round(number, 1) for number in argument]
    return np.round(argument, 1) if np.ndim(argument) else round(argument, 1)


def _simplified(answer, reference, case, deadline):
    """Replace one number after the other by a simple one, as long as the answer stays wrong."""
    for place, name in enumerate(reference.axes):
        argument = case.arguments[place]
        if name in ("A", "dZ") and np.ndim(argument) == 2 and len(argument) > 1:
            continue
        for where in np.ndindex(np.shape(argument)):
            for simple in _SIMPLE.get(name, (0.0, 1.0)):
                if time.monotonic() > deadline or not where:
                    return case
                arguments = _with(case.arguments, place, where, simple)
                smaller = _case(answer, reference, case.sizes, arguments, deadline)
                if (
                    smaller is not None
                    and not smaller.right
                    and not _all_zero(smaller)
                    and (smaller.attempt.raised is None) == (case.attempt.raised is None)
                ):
                    case = smaller
                    break
    return case


def _all_zero(case):
    """Tell whether nothing but zeros comes out and is expected: where a shape is wrong, they show nothing."""
    return case.attempt.parts is not None and not any(map(np.any, (*case.attempt.parts, *case.expected)))


def _with(arguments, place, where, number):
    changed = np.array(arguments[place])
    changed[where] = number
    new = changed.tolist() if isinstance(arguments[place], list) else changed
    return (*arguments[:place], new, *arguments[place + 1 :])
