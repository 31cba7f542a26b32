"""What the parameters of a function get."""

from __future__ import annotations

import inspect
from collections.abc import Callable

from axiswise.functions.call import Operand


def bound(function: Callable, arguments: list[Operand], keywords: dict[str, Operand]) -> dict[str, Operand]:
    """Return what each parameter of a function gets."""
    found = inspect.signature(function).bind(*arguments, **keywords)
    defaults = {
        name: Operand(parameter.default)
        for name, parameter in inspect.signature(function).parameters.items()
        if name not in found.arguments
    }
    return defaults | found.arguments


def measured(operand: Operand) -> Operand:
    """Let a literal 1 count as the size of an axis of size one inside the function too."""
    return Operand(1, length="1") if operand.is_literal and operand.value == 1 else operand
