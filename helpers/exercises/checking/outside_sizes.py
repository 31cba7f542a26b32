"""Sizes that a function takes from the notebook: by their letters, or as the numbers that they are there."""

from __future__ import annotations

import dis
from collections.abc import Callable
from dataclasses import dataclass, field
from types import CodeType

import numpy as np

from helpers.exercises.checking.outside import namespace
from helpers.exercises.checking.trial import Clock, Trial, try_answer
from helpers.exercises.checking.writing import codes_of, globals_read, small_numbers
from helpers.exercises.reference import Reference
from helpers.exercises.sandbox.run_safely import Attempt

#: A smaller number may be anything, the 2 of a square for one.
_TELLING = 4

#: How many constants an instruction can tell apart.
_PLACES = 256


@dataclass(frozen=True)
class Outside:
    """Sizes that a function takes from the notebook: by their letters, or as numbers that have a letter."""

    letters: tuple[str, ...] = ()
    numbers: dict[int, str] = field(default_factory=dict)

    def __bool__(self):
        return bool(self.letters or self.numbers)


def with_sizes_told(answer: Callable, trial: Trial, clock: Clock) -> tuple[Trial, Outside]:
    """Try an answer with the notebook's n, m, k, h set to the sizes of its arguments.

    Returns the trial and what is from outside; the first trial and nothing where it makes no difference.
    """
    outside = namespace(answer)
    sizes = {
        letter: outside[letter]
        for letter in trial.reference.letters & outside.keys()
        if _is_size(outside[letter])
    }
    found = Outside(
        tuple(sorted(sizes.keys() & globals_read(answer))),
        {value: letter for letter, value in sizes.items() if value >= _TELLING and _has(answer, value)},
    )
    if not found:
        return trial, found
    code = answer.__code__

    def announce(true):
        outside.update({letter: true[letter] for letter in found.letters})
        answer.__code__ = _with_constants(
            code, {value: true[letter] for value, letter in found.numbers.items()}
        )

    try:
        told = try_answer(answer, trial.reference, clock, announce)
    finally:
        answer.__code__ = code
    return (told, found) if _differs(told, trial) else (trial, Outside())


def _is_size(value) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _has(answer: Callable, number: int) -> bool:
    codes = codes_of(answer)
    constants = [each for code in codes for each in code.co_consts]
    constants += [step.argval for code in codes for step in small_numbers(code)]
    return any(type(each) is int and each == number for each in constants)


def _with_constants(code: CodeType, instead: dict[int, int]) -> CodeType:
    """Return code with other numbers in it, in the functions inside it as well."""

    def other(constant):
        if isinstance(constant, CodeType):
            return _with_constants(constant, instead)
        return instead.get(constant, constant) if type(constant) is int else constant

    constants, instructions = [*map(other, code.co_consts)], bytearray(code.co_code)
    for step in small_numbers(code):
        if step.argval in instead and len(constants) < _PLACES:
            instructions[step.offset : step.offset + 2] = dis.opmap["LOAD_CONST"], len(constants)
            constants.append(instead[step.argval])
    return code.replace(co_consts=tuple(constants), co_code=bytes(instructions))


def _differs(told: Trial, trial: Trial) -> bool:
    """Tell whether the sizes make a difference to what an answer does."""
    pairs = zip(told.cases, trial.cases, strict=False)
    return any(not _alike(one.attempt, other.attempt) for one, other in pairs)


def _alike(one: Attempt, other: Attempt) -> bool:
    if one.parts is None or other.parts is None:
        return str(one.raised) == str(other.raised) and one.problem == other.problem
    return all(np.array_equal(*pair, equal_nan=True) for pair in zip(one.parts, other.parts, strict=True))


def size_from_outside(found: Outside, trial: Trial) -> list[str]:
    """Say where the sizes should come from."""
    letters = [*found.letters, *(letter for letter in found.numbers.values() if letter not in found.letters)]
    taken = " and ".join([_taken(letter, trial.reference) for letter in letters])
    numbers = [
        f"Your function has {value} in it, this notebook's {letter}."
        for value, letter in found.numbers.items()
    ]
    names = [f"Your function takes {' and '.join(found.letters)} from the notebook."] if found.letters else []
    first = " ".join([*names, *numbers, "Other data have other numbers."])
    return [first, f"Take what it needs from its arguments: {taken}."]


def _taken(letter: str, reference: Reference) -> str:
    """Return the line that takes a size from the first argument that has it."""
    name, axes = next((name, axes.split()) for name, axes in reference.axes.items() if letter in axes.split())
    size = f"len({name})" if reference.lists else f"{name}.shape[{axes.index(letter)}]"
    return f"{letter} = {size}"
