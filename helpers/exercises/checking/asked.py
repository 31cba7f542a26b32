"""What can be checked: a function that takes the arguments of its exercise, and has something in it."""

from __future__ import annotations

import dis
import inspect


def what(answer) -> str:
    """Say what was given in place of a function."""
    return (
        f"the class {answer.__name__}"
        if isinstance(answer, type)
        else f"a result, of type {type(answer).__name__}"
    )


def takes(answer, count: int) -> bool:
    """Tell whether a function can be called with so many arguments."""
    try:
        inspect.signature(answer).bind(*[None] * count)
    except TypeError:
        return False
    except ValueError:  # a function of NumPy's that does not say
        return True
    return True


_NOTHING = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE", "POP_TOP", "CACHE"}


def is_stub(answer) -> bool:
    """Tell whether a function has nothing in it but a docstring, ``pass`` or ``...``."""
    code = getattr(answer, "__code__", None)
    return code is not None and all(step.opname in _NOTHING for step in dis.get_instructions(code))
