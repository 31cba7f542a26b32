"""The options that a prediction offers: always the true one, among mistakes that people make."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from axiswise.letters import NAMES
from helpers.exercises.answers import written
from helpers.exercises.copies import names_in

ERROR, SCALAR = "error", "()"
_MOST = 5


def axes_options(expression: str, namespace: Mapping[str, Any], truth: str) -> list[str]:
    """Return axes to choose from, the true ones among them, and ``"error"`` last.

    The others come from the operands: nothing summed, everything summed, turned round, every example with
    every example, an axis of size one lost or kept. The order is a fixed shuffle that does not know which
    is true.
    """
    operands = _operands(expression, namespace)
    letters = list(dict.fromkeys(letter for axes in operands for letter in axes if letter not in ("1", 1)))
    pool = dict.fromkeys(map(written, _plausible(operands, letters)))
    others = [option for option in pool if option not in (truth, ERROR)][:_MOST]
    chosen = [*others, truth] if truth != ERROR else others
    return [*sorted(chosen, key=lambda option: shuffled(expression, option)), ERROR]


def with_truth(expression: str, options: list[str], is_true: Callable, truth: str) -> list[str]:
    """Return the author's options, each once, with the true one put in where none is."""
    options = list({tidy(option): option for option in reversed(options)}.values())[::-1]
    if any(is_true(tidy(option)) for option in options):
        return options
    place = shuffled(expression, truth) % (len(options) + 1)
    return [*options[:place], truth, *options[place:]]


def in_sizes(option: str, namespace: Mapping[str, Any]) -> str:
    """Write an option with the sizes that its letters have in the notebook.

    >>> in_sizes("(1, m)", {"m": 5}), in_sizes("(k, m)", {"m": 5})
    ('(1, 5)', '(k, 5)')
    """
    sizes = {letter: size for letter, size in namespace.items() if isinstance(size, int)}
    return re.sub(r"\b[a-z]\b", lambda found: str(sizes.get(found[0], found[0])), option)


def shuffled(expression: str, option: str) -> int:
    """Return a number that is the same in every run and looks random."""
    return zlib.crc32(f"{expression}|{option}".encode())


def as_text(given: Any, argument: str) -> str:
    """Return an option or an answer as text; numbers and truth values are given as they are written.

    >>> as_text(219, "answer"), as_text(True, "answer"), as_text("(n, 1)", "answer")
    ('219', 'True', '(n, 1)')
    """
    if isinstance(given, bool | int | float | np.bool_ | np.number):
        return str(given.item() if isinstance(given, np.generic) else given)
    if not isinstance(given, str):
        raise ValueError(f"{argument} is {given!r}; expected text, such as '(n, m)', or a number.")
    return given


def tidy(option: str) -> str:
    """Write an option one way, however it was typed.

    >>> tidy("(m,1)"), tidy(" ( m , ) "), tidy("scalar"), tidy("Error")
    ('(m, 1)', '(m,)', '()', 'error')
    """
    bare = re.sub(r"\s+", "", option)
    if bare.lower() in ("scalar", "number", "onenumber"):
        return SCALAR
    if bare.lower() in ("true", "false"):
        return bare.capitalize()
    if not bare.startswith("("):
        return bare.lower()
    return written(tuple(part for part in bare.strip("()").split(",") if part))


def _operands(expression: str, namespace: Mapping[str, Any]) -> list[tuple]:
    """Return the axes of the arrays in an expression: letters where known, else sizes."""
    arrays = [namespace.get(name) for name in names_in(expression)]
    arrays = [value for value in arrays if isinstance(value, np.ndarray)]
    known = [NAMES.recall(value) for value in arrays]
    if all(found and "?" not in found[0] for found in known):
        return [found[0] for found in known]
    return [value.shape for value in arrays]


def _plausible(operands: list[tuple], letters: list) -> Iterator[tuple]:
    """Yield results that people expect, most expected first."""
    one = "1" if all(isinstance(letter, str) for letter in letters) else 1
    yield from operands
    yield ()
    for letter in letters[-1:]:
        yield (letter, letter)
    for letter in letters:
        yield (letter, one)
    for axes in operands:
        yield axes[::-1]
    for letter in letters:
        yield (letter,)
        yield (one, letter)
    yield (one, one)
