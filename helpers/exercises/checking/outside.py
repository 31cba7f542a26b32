"""What a function takes from the notebook around it, and what it does to its names."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType, ModuleType

import numpy as np

from helpers.data import Dataset
from helpers.exercises.checking.trial import Trial
from helpers.exercises.checking.writing import codes_of, features, globals_read
from helpers.exercises.sandbox.keep_state import Variables
from helpers.exercises.sandbox.run_safely import Raised


def namespace(answer: Callable) -> dict:
    """Return the variables that a function lives among: those of the notebook."""
    return answer.__globals__


def arrays_from_outside(answer: Callable, trial: Trial) -> list[str]:
    """Say which arrays of the notebook a function reads, and what to do instead; nothing for none."""
    outside = namespace(answer)
    read = sorted(name for name in globals_read(answer) if _holds_data(outside.get(name)))
    if not read:
        return []
    return [
        f"Your function reads {' and '.join(read)} from the notebook: right for that data at most.",
        f"Take what you need from its arguments ({trial.reference.signature}), or compute it inside.",
    ]


def _holds_data(value) -> bool:
    """Tell whether a variable is an array or a list, or one of our data sets."""
    return isinstance(value, np.ndarray | list | Dataset)


def calls_outside(answer: Callable, raised: Raised) -> list[str]:
    """Say which function of the notebook an answer has called where it failed."""
    name = raised.source.partition("(")[0]
    called = namespace(answer).get(name)
    if called is answer or not isinstance(called, FunctionType):
        return []
    if not any(_holds_data(called.__globals__.get(each)) for each in globals_read(called)):
        return []  # a part of the answer that the reader has put into a function of its own
    return [f"It calls {name} of this notebook, written for its own data. Write the formula out."]


def names_changed(variables: Variables) -> list[str]:
    """Say which names of the notebook a function took away or gave to something else."""
    gone, other = variables.changed()
    back = "in the notebook. The check has put back what was there."
    lines = [f"Your function deletes {' and '.join(gone)} {back}"] if gone else []
    return [*lines, f"Your function gives a new value to {' and '.join(other)} {back}"] if other else lines


def names_hidden(answer: Callable) -> list[str]:
    """Say which of the names of modules stand for something else inside a function, or in the notebook."""
    outside, lines = namespace(answer), []
    for name, module in (("np", "NumPy"), ("math", "math")):
        if any(name in code.co_varnames for code in codes_of(answer)):
            lines.append(f"Inside your function {name} is a variable of its own, and no longer {module}.")
        elif name in globals_read(answer) and not isinstance(outside.get(name, np), ModuleType):
            kind = type(outside[name]).__name__
            lines.append(
                f"{name} in the notebook is of type {kind}, and no longer {module}: import it again."
            )
    return lines


def with_matrices(answer: Callable) -> list[str]:
    """Say what np.matrix does to ``*`` where a function makes one."""
    if not features(answer) & {"matrix", "asmatrix", "mat"}:
        return []
    return ["np.matrix gives * another meaning: the matrix product. Keep to arrays, where * pairs."]
