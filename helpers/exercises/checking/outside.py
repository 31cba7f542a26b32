"""What a function takes from the notebook around it: variables, and sizes of its data alone."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import numpy as np

from helpers.exercises.checking.trial import Clock, Trial, try_answer
from helpers.exercises.checking.writing import codes_of, features, globals_read
from helpers.exercises.reference import Reference
from helpers.exercises.sandbox.keep_state import Variables


def namespace(answer: Callable) -> dict:
    """Return the variables that a function lives among: those of the notebook."""
    return answer.__globals__


def with_sizes_told(answer: Callable, trial: Trial, clock: Clock) -> tuple[Trial, str]:
    """Try an answer with the notebook's n, m, k, h set to the sizes of its arguments.

    Returns the trial and the letters that make a difference; the first trial and "" where none does.
    """
    outside = namespace(answer)
    read = globals_read(answer) & trial.reference.letters & outside.keys()
    if not read:
        return trial, ""

    def announce(sizes):
        outside.update({letter: sizes[letter] for letter in read})

    told = try_answer(answer, trial.reference, clock, announce)
    return (told, " and ".join(sorted(read))) if _differs(told, trial) else (trial, "")


def _differs(told: Trial, trial: Trial) -> bool:
    """Tell whether an answer does better with the sizes: it is right more often, or raises no longer."""
    return _count(told) > _count(trial)


def _count(trial: Trial) -> tuple[int, int]:
    runs = sum(case.attempt.raised is None for case in trial.cases)
    return sum(case.right for case in trial.cases), runs


def size_from_outside(letters: str, trial: Trial) -> list[str]:
    """Say where the sizes should come from."""
    taken = " and ".join(_taken(letter, trial.reference) for letter in letters.split(" and "))
    return [
        f"Your function takes {letters} from the notebook. Other data have other numbers.",
        f"Take what it needs from its arguments: {taken}.",
    ]


def _taken(letter: str, reference: Reference) -> str:
    """Return the line that takes a size from the first argument that has it."""
    name, axes = next((name, axes.split()) for name, axes in reference.axes.items() if letter in axes.split())
    size = f"len({name})" if reference.lists else f"{name}.shape[{axes.index(letter)}]"
    return f"{letter} = {size}"


def arrays_from_outside(answer: Callable, trial: Trial) -> list[str]:
    """Say which arrays of the notebook a function reads, and what to do instead; nothing for none."""
    outside = namespace(answer)
    read = sorted(name for name in globals_read(answer) if isinstance(outside.get(name), np.ndarray | list))
    if not read:
        return []
    return [
        f"Your function reads {_and(read)} from the notebook: right for that data at most.",
        f"Take what you need from its arguments ({trial.reference.signature}), or compute it inside.",
    ]


def names_changed(variables: Variables) -> list[str]:
    """Say which names of the notebook a function took away or gave to something else."""
    gone, other = variables.changed()
    back = "in the notebook. The check has put back what was there."
    lines = [f"Your function deletes {_and(gone)} {back}"] if gone else []
    return [*lines, f"Your function gives a new value to {_and(other)} {back}"] if other else lines


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


def _and(names: list[str]) -> str:
    return " and ".join(names)
