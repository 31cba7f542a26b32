"""What a line gave, and what it gives with a repair in it: where both are numbers."""

from __future__ import annotations

import ast
import math

import numpy as np

from axiswise.copies import Copies
from axiswise.functions.call import is_array, is_number
from axiswise.questions.line import Line

#: Arrays with more cells than this, taken together, are not computed with again.
_MOST_CELLS = 100_000


def got_and_wanted(line: Line, top: int, repairs: dict[int, str]) -> tuple[str, str]:
    """Return what an expression gave and what it gives with all of its repairs, or two empty strings.

    Both are numbers with three digits. The expression is computed again on copies of the arrays that are
    still there. Where that does not give the number that the line gave, the arrays have changed since, and
    nothing is said; nor where both numbers read alike.
    """
    got, inside = line.steps[top].value, set(line.below(top))
    mended = {step: repair for step, repair in repairs.items() if step in inside}
    nested = any(below in mended for step in mended for below in line.below(step) if below != step)
    if line.steps[top].shape != () or not is_number(got) or nested or "" in mended.values():
        return "", ""
    again = _computed(line, top, line.source(top))
    wanted = _computed(line, top, mended.get(top) or line.write(top, mended))
    if again is None or wanted is None or not math.isclose(again, got, rel_tol=1e-9):
        return "", ""
    said = f"{got:.3g}", f"{wanted:.3g}"
    return said if said[0] != said[1] else ("", "")


def _computed(line: Line, position: int, source: str) -> float | None:
    try:
        trace = Copies().run(ast.parse(source), _values(line, position), {})
        return float(trace.steps[-1].value)
    except Exception:  # no longer there, too large, or more than a computation
        return None


def _values(line: Line, position: int) -> dict[str, object]:
    """Return copies of what the variables of an expression held.

    Raises
    ------
    ValueError
        Where the arrays are large.
    """
    read = [line.steps[at] for at in line.below(position)]
    found = {step.name: step.value for step in read if step.name}
    if sum(value.size for value in found.values() if is_array(value)) > _MOST_CELLS:
        raise ValueError("The arrays are too large to compute with again.")
    copies = {name: value.copy() if is_array(value) else value for name, value in found.items()}
    return {line.numpy: np, **copies}
