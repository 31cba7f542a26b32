"""What Python's and NumPy's shortest messages mean in an exercise."""

from __future__ import annotations

import math
import re

import numpy as np

from helpers.exercises.reference import Reference
from helpers.exercises.sandbox.run_safely import Raised

_HINTS = (
    (r"ufunc 'bitwise_xor'|operand type\(s\) for \^", "In Python, power is **."),
    (r"only (0-dimensional|length-1) arrays", "It takes one number, and was given an array."),
    (r"output array (is not acceptable|has wrong)", "The third argument of np.dot is where the result goes."),
    (
        r"Cannot cast ufunc .* from dtype\('float64'\) to dtype\('u?int",
        "An array of whole numbers takes nothing with a point: .astype(float) makes one that does.",
    ),
)
_ONE_ROW = re.compile(r"index \d+ is out of bounds for axis 0 with size 1$")
_MANY_ANSWERS = "truth value of an array"


def in_other_words(raised: Raised, reference: Reference) -> list[str]:
    """Return a sentence about an exception, none where it explains itself."""
    if _ONE_ROW.search(raised.message):
        return _only_row(raised, reference)
    if raised.kind == "NameError":
        return _not_here(raised, reference)
    if _MANY_ANSWERS in raised.message:
        asked = re.search(r"\b(?:if|elif|while) (.*?):|(\S.*?) (?:and|or) ", raised.line)
        gives = f"{asked[1] or asked[2]} gives" if asked else "the comparison gives"
        return [f"One if cannot decide for all at once: {gives} an answer for each."]
    return [hint for pattern, hint in _HINTS if re.search(pattern, raised.message)]


def _only_row(raised: Raised, reference: Reference) -> list[str]:
    found = re.search(r"(\w+)\[(\w+)\]", raised.source or raised.line)
    if not found:
        return []
    name, index = found.groups()
    axes = reference.axes.get(name) or next(iter(reference.result.values()))
    is_ = "is (1, m)" if axes == "1 m" else "has one row"
    return [f"{name} {is_}: its only row is {name}[0]. Number {index} of it is {name}[0, {index}]."]


def _not_here(raised: Raised, reference: Reference) -> list[str]:
    found = re.search(r"name '(\w+)' is not defined", raised.message)
    name = found[1] if found else ""
    if name == "math" and not reference.lists:
        used = re.search(r"math\.(\w+)", raised.line)
        of_numpy = f"np.{used[1]}" if used and hasattr(np, used[1]) else "NumPy's function"
        return [f"math is not imported here, and takes one number only: {of_numpy} takes a whole array."]
    if name == "math" or (reference.lists and hasattr(math, name)):
        return ["It comes with import math, in a line of its own, and then math. in front of the function."]
    return [f"It is NumPy's: write np.{name}."] if name and hasattr(np, name) else []
