"""What each operation does to axes: one file per family, looked up by the object that was really called."""

from __future__ import annotations

import ast
from collections.abc import Callable

import numpy as np

from helpers.shapes.rules import contract, elementwise, rearrange, reduce, select
from helpers.shapes.rules.plan import PLAIN_ARRAYS, Call, Plan

Rule = Callable[[Call], Plan | None]

_FAMILIES = (elementwise, contract, reduce, rearrange, select)


def _collected(table: str) -> dict:
    return {key: rule for family in _FAMILIES for key, rule in getattr(family, table, {}).items()}


_FUNCTIONS: dict[Callable, Rule] = _collected("FUNCTIONS")
_METHODS: dict[str, Rule] = _collected("METHODS")
_ATTRIBUTES: dict[str, Rule] = _collected("ATTRIBUTES")

#: Operators, as they are written.
SYMBOLS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.USub: "-", ast.UAdd: "+", ast.Invert: "~",
}  # fmt: skip


def of_operator(operator: ast.AST) -> tuple[str, Rule] | None:
    """Return the name and the rule of an operator, or None."""
    symbol = SYMBOLS.get(type(operator))
    if symbol is None:
        return None
    return symbol, contract.matmul if symbol == "@" else elementwise.elementwise


def of_attribute(name: str) -> tuple[str, Rule] | None:
    """Return the name and the rule of an attribute of an array, or None."""
    rule = _ATTRIBUTES.get(name)
    return rule and (f".{name}", rule)


def of_function(function: Callable) -> tuple[str, Rule | None, bool]:
    """Return the name of what was called, its rule (or None), and whether it is a method of an array."""
    owner = getattr(function, "__self__", None)
    name = getattr(function, "__name__", type(function).__name__)
    if type(owner) in PLAIN_ARRAYS:
        return f".{name}", _METHODS.get(name), True
    if isinstance(function, np.ufunc):
        return f"np.{name}", _FUNCTIONS.get(function, elementwise.ufunc), False
    try:
        rule = _FUNCTIONS.get(function)
    except TypeError:  # an object that is called and cannot be hashed
        return name, None, False
    return _full_name(function, name), rule, False


def _full_name(function: Callable, name: str) -> str:
    module = getattr(function, "__module__", None) or ""
    return name if module.split(".")[0] != "numpy" else f"np{module[5:]}.{name}"
