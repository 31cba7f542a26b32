"""What a formula gives, computed with the loop column from the reader's own arrays."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np

from helpers.exercises.copies import names_in, run_line
from helpers.exercises.outcome import Run
from helpers.formulas import loop

#: Formulas that are one part of what a function of the loop column returns.
_PARTS = {
    "dw": ("gradients", 0),
    "db": ("gradients", 1),
    "dW": ("softmax_gradients", 0),
    "A": ("forward", None),
}


def names_of(formula: str) -> list[str]:
    """Return the variables that a formula reads: a function's arguments, or the names in an expression."""
    function = _function(formula)
    return list(inspect.signature(function).parameters) if function else names_in(formula)


def is_of_the_course(formula: str) -> bool:
    """Return whether a formula has a function in the loop column."""
    return _function(formula) is not None


def _function(formula: str):
    name = _PARTS.get(formula, (formula, None))[0]
    function = getattr(loop, name, None)
    return function if inspect.isfunction(function) else None


def true_value(formula: str, own: dict[str, Any]) -> Any:
    """Compute a formula with the loop column, or an expression as it is written.

    Parameters
    ----------
    formula : str
        A function of ``helpers.formulas.loop``, one of dw, db, dW, A, or an expression to compare with.
    own : dict
        A namespace that may be changed.

    Raises
    ------
    ValueError
        Where a variable is missing, or the expression fails.
    """
    function = _function(formula)
    if function is None:
        done: Run = run_line(formula, own)
        if done.problem is not None:
            raise ValueError(
                f"formula={formula!r} is neither a formula of the course nor does it run: {done.problem}"
            )
        return done.value
    names = list(inspect.signature(function).parameters)
    if missing := [name for name in names if name not in own]:
        raise ValueError(
            f"formula={formula!r} is computed from {', '.join(names)}; "
            f"the notebook has no {', '.join(missing)}."
        )
    arguments = {name: own[name] for name in names}
    try:
        value = function(*in_columns(arguments))
    except (IndexError, TypeError, ValueError, AttributeError) as problem:
        shapes = ", ".join(f"{name} {np.shape(given)}" for name, given in arguments.items())
        raise ValueError(f"formula={formula!r} cannot be computed from {shapes}.") from problem
    part = _PARTS.get(formula, ("", None))[1]
    return value if part is None else value[part]


def in_columns(arguments: dict[str, Any]) -> list[Any]:
    """Give the loop its layout: labels and activations as rows, one column of X for each example."""
    labels = arguments.get("Y")
    in_rows = isinstance(labels, np.ndarray) and labels.ndim == 2 and labels.shape[1] == 1 < labels.shape[0]
    for name in ("Y", "A"):
        value = arguments.get(name)
        if isinstance(value, np.ndarray) and (value.ndim == 1 or (value.ndim == 2 and value.shape[1] == 1)):
            arguments[name] = value.reshape(1, -1)
    X, Y = arguments.get("X"), arguments.get("Y")
    if isinstance(X, np.ndarray) and isinstance(Y, np.ndarray) and X.ndim == 2:
        examples = Y.shape[-1]
        turned = X.shape[0] == examples and (in_rows or X.shape[1] != examples)
        arguments["X"] = X.T if turned else X
    return list(arguments.values())
