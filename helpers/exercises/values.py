"""Predictions of a value: the options are numbers, or True and False."""

from __future__ import annotations

import reprlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from helpers.exercises.answers import Answer
from helpers.exercises.copies import copied, names_in, run_line
from helpers.exercises.options import ERROR, tidy

_TRUTHS = {"True": True, "False": False}


def are_values(options: list[str]) -> bool:
    """Return whether options are values, not axes; an error may be among them.

    >>> are_values(["2", "219"]), are_values(["True", "False", "error"]), are_values(["(n, 1)", "()"])
    (True, True, False)
    """
    values = [option for option in options if tidy(option) != ERROR]
    return bool(values) and all(tidy(option) in _TRUTHS or _number(option) is not None for option in values)


def value_of(expression: str, options: list[str], namespace: Mapping[str, Any]) -> Answer:
    """Return which option ``expression`` gives, to the decimals written there; else the value itself."""
    done = run_line(expression, copied(names_in(expression), namespace))
    if done.problem is not None:
        return Answer(ERROR, ERROR, (f"{type(done.problem).__name__}: {done.problem}",), None)
    offered = [tidy(option) for option in options if _is(done.value, option)]
    given = offered[0] if offered else _written(done.value)
    return Answer(given, given, (), None)


def _written(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, int | float | np.floating) else reprlib.repr(value)


def _number(option: str) -> float | None:
    try:
        return float(option)
    except ValueError:
        return None


def _is(value: Any, option: str) -> bool:
    """Return whether a value is what an option says."""
    if isinstance(value, bool | np.bool_):
        return _TRUTHS.get(tidy(option)) == bool(value)
    number = _number(option)
    if number is None or not isinstance(value, int | float | np.number) or np.iscomplexobj(value):
        return False
    decimals = len(option.partition(".")[2])
    close = abs(float(value) - number) <= 0.5 * 10.0**-decimals if decimals else float(value) == number
    return bool(close) or (np.isnan(number) and bool(np.isnan(value)))
