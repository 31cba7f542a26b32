"""What a mistake does when it runs: computed on every size, never stored."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from helpers.exercises.catalogue.entry import Misconception
from helpers.exercises.checking.compare import Unreadable, agrees, read
from helpers.exercises.references import REFERENCES, Reference

#: Inputs of each size: one alone may be right by its values.
_INPUTS = 4


@dataclass(frozen=True)
class Outcome:
    """``kind`` where all sizes differ: right, error, silent, warning or accident.

    ``elsewhere`` maps what is special about other sizes (``"n = m"``) to the kind there, where it differs. An
    accident is right where all sizes differ and wrong elsewhere.
    """

    kind: str
    elsewhere: dict[str, str]

    def __str__(self):
        places: dict[str, list[str]] = {}
        for special, kind in self.elsewhere.items():
            places.setdefault(kind, []).append(special)
        return "; ".join(
            [self.kind, *(f"{kind} where {' or '.join(where)}" for kind, where in places.items())]
        )


def outcome(mistake: Misconception) -> Outcome:
    """Run a mistake on every size of its exercise.

    >>> from helpers.exercises.misconceptions import of
    >>> str(outcome(of("standardised")[0]))
    'error; silent where n = m; right where n = 1'
    """
    reference = REFERENCES[mistake.formula]
    kinds = [(special, _kind(mistake.code, reference, sizes)) for special, sizes in reference.sizes()]
    usual = [kind for special, kind in kinds if not special]
    head = next((kind for kind in usual if kind != "right"), "right")
    elsewhere = {special: kind for special, kind in kinds if special and kind != head}
    return Outcome("accident" if head == "right" and elsewhere else head, elsewhere)


def _kind(code, reference: Reference, sizes: dict[str, int]) -> str:
    """Return what the code does on several inputs of these sizes: one that is not right decides."""
    kinds = [_kind_once(code, reference, reference.inputs(sizes, seed)) for seed in range(_INPUTS)]
    return next((kind for kind in kinds if kind != "right"), "right")


def _kind_once(code, reference, arguments):
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn"):
        warnings.simplefilter("always")
        try:
            parts = read(code(*arguments), len(reference.result))
        except Unreadable:
            return "silent"
        except Exception:  # whatever a wrong line raises is its outcome
            return "error"
    if all(agrees(got, wanted) for got, wanted in zip(parts, reference.expected(arguments), strict=True)):
        return "right"
    return "warning" if caught else "silent"
