"""Find the mistake in a line that has run already, on whatever arrays there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from helpers.exercises.catalogue.entry import Misconception, compiled
from helpers.exercises.checking.compare import Unreadable, read
from helpers.exercises.checking.diagnose import nearest
from helpers.exercises.checking.trial import Case, Trial
from helpers.exercises.outcome import Run
from helpers.exercises.references import find
from helpers.exercises.sandbox.run_safely import Attempt, Raised

#: Longest axis on which the catalogue is run: some mistakes make a table of every example with every example.
_LONGEST = 500


def mistake_in(
    line: str, formula: str, tried: Iterable[tuple[dict[str, Any], Any, Run]]
) -> Misconception | None:
    """Return the mistake in the catalogue that does what ``line`` does, in words that fit it; None for none.

    Parameters
    ----------
    line : str
        An expression.
    formula : str
        What it should compute.
    tried : iterable of (dict, value, Run)
        For each run: the exercise's arguments by name, the truth, and what the line gave.
    """
    reference = find(formula)
    if reference is None:
        return None
    cases = []
    for arrays, truth, done in tried:
        arguments = tuple(arrays.get(name) for name in reference.axes)
        if any(value is None or max(np.shape(value), default=0) > _LONGEST for value in arguments):
            return None
        expected = list(truth) if len(reference.result) > 1 else [truth]
        cases.append(Case("", {}, arguments, expected, _attempt(done, len(expected))))
    try:
        written = compiled(f"({line})", "")
    except SyntaxError:
        return None
    return nearest(Trial(reference, cases), written)


def _attempt(done: Run, parts: int) -> Attempt:
    if done.problem is not None:
        return Attempt(raised=Raised(type(done.problem).__name__, str(done.problem)))
    try:
        return Attempt(parts=read(done.value, parts))
    except Unreadable as problem:
        return Attempt(problem=str(problem))
