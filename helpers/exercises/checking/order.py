"""The order of an answer's arguments: told by their names, or found out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

from helpers.exercises.checking.trial import Clock, Trial, try_answer
from helpers.exercises.reference import Reference

_MOST = 3


def by_name(answer: Callable, reference: Reference) -> Reference:
    """Return the exercise with its arguments in the order of the answer's, where those have their names.

    >>> from helpers.exercises.references import find
    >>> list(by_name(lambda Y, A: 0, find("cost")).axes), list(by_name(lambda p, q: 0, find("cost")).axes)
    (['Y', 'A'], ['A', 'Y'])
    """
    names = _names(answer)
    if sorted(names) != sorted(reference.axes) or names == list(reference.axes):
        return reference
    remark = f"Where it is called by place, the order is ({reference.signature}): yours was called by name."
    return replace(reference.in_order(names), remark=f"{reference.remark} {remark}".strip())


def other_order(answer: Callable, trial: Trial, clock: Clock) -> bool:
    """Tell whether an answer with names of its own is right with its arguments in another order."""
    names = list(trial.reference.axes)
    if len(names) > _MOST or set(_names(answer)) & set(names):
        return False
    orders = list(permutations(names))[1:]
    others = (trial.reference.in_order(list(order)) for order in orders)
    return any(try_answer(answer, other, clock, whole=False).passed for other in others)


def _names(answer: Callable) -> list[str]:
    return list(answer.__code__.co_varnames[: answer.__code__.co_argcount])
