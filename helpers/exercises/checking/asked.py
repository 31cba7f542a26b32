"""What can be checked: a function that takes the arguments of its exercise, and has something in it."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable
from types import FunctionType

from helpers.exercises.reference import Reference


def what(answer) -> str:
    """Say what was given in place of a function."""
    return (
        f"the class {answer.__name__}"
        if isinstance(answer, type)
        else f"a result, of type {type(answer).__name__}"
    )


def called(answer, notebook: dict) -> list[str]:
    """Return the names of a function: its own, and those that it has in the notebook; never none.

    >>> square = lambda w: w**2
    >>> called(square, {"ridge_penalty": square})
    ['ridge_penalty', '<lambda>']
    """
    try:
        own = [answer.__name__]
    except BaseException:  # an object of the reader's may do anything here
        own = []
    given = [name for name, value in notebook.items() if value is answer and not name.startswith("_")]
    return [*given, *own] if own in ([], ["<lambda>"]) and given else [*own, *given] or ["your function"]


def takes(answer, count: int) -> bool:
    """Tell whether a function can be called with so many arguments; True where it does not say."""
    try:
        inspect.signature(answer).bind(*[None] * count)
    except TypeError:
        return False
    except BaseException:  # a function of NumPy's that does not say, an object that does anything
        return True
    return True


def plain(answer, name: str, notebook: dict) -> Callable:
    """Return a function of the notebook's that does what ``answer`` does, whatever kind of object that is."""
    if isinstance(answer, FunctionType):
        return answer

    def call(*arguments):
        return answer(*arguments)

    return FunctionType(call.__code__, notebook, name, None, call.__closure__)


_NONE = {"LOAD_CONST", "LOAD_COMMON_CONSTANT", "RETURN_CONST"}  # as several versions of Python load it
_NOTHING = _NONE | {"RESUME", "NOP", "RETURN_VALUE", "POP_TOP", "CACHE"}


def is_stub(answer) -> bool:
    """Tell whether a function has nothing in it but a docstring, ``pass`` or ``...``."""
    code = getattr(answer, "__code__", None)
    return code is not None and all(step.opname in _NOTHING for step in dis.get_instructions(code))


def shown(answer, reference: Reference) -> str:
    """Return the name that a reader gave the function, or that of the exercise where it has none."""
    return reference.name if answer.__name__ == "<lambda>" else answer.__name__
