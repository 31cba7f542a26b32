"""What each operation does to axes: one file per family, looked up by the object that was really called."""

from __future__ import annotations

import ast
import operator
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from axiswise.rules import (
    contract,
    einsum,
    elementwise,
    join,
    linalg,
    make,
    pick,
    rearrange,
    reduce,
    select,
)
from axiswise.rules.call import PLAIN_ARRAYS, Call
from axiswise.rules.plan import Plan

#: What a rule answers: a plan, plans in a list or dictionary where the result is one, or None.
Answer = Plan | list["Answer"] | dict[Any, "Answer"] | None

Rule = Callable[[Call], Answer]

_FAMILIES = (elementwise, contract, einsum, reduce, rearrange, pick, make, linalg, join)


def _collected(table: str) -> dict:
    return {key: rule for family in _FAMILIES for key, rule in getattr(family, table, {}).items()}


_FUNCTIONS: dict[Callable, Rule] = _collected("FUNCTIONS")
_METHODS: dict[str, Rule] = _collected("METHODS")
_ATTRIBUTES: dict[str, Rule] = _collected("ATTRIBUTES")

#: ``np.add.reduce`` and the like.
_UFUNC_METHODS: dict[str, Rule] = {
    "reduce": reduce.reduction("ufunc", "opaque", default=0),
    "accumulate": reduce.along(0),
    "outer": elementwise.outer,
}

_CALLABLES = (
    type, types.FunctionType, types.MethodType, types.BuiltinFunctionType,
    np.ufunc, np.vectorize, type(np.sum),
)  # fmt: skip

#: Operators, as they are written.
SYMBOLS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.USub: "-", ast.UAdd: "+", ast.Invert: "~",
}  # fmt: skip


def of_operator(node: ast.AST) -> tuple[str, Rule | None]:
    """Return the name and the rule of an operator."""
    symbol = SYMBOLS.get(type(node))
    if symbol is None:
        return type(node).__name__, None
    return symbol, _rule_of(symbol)


def _rule_of(symbol: str) -> Rule:
    return contract.matmul if symbol == "@" else elementwise.elementwise


#: Operators as functions: ``operator.sub(a, b)``, ``a.__sub__(b)``.
_OF_OPERATORS = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**",
    "matmul": "@", "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
}  # fmt: skip
_OPERATORS = {getattr(operator, name): symbol for name, symbol in _OF_OPERATORS.items()}


def of_attribute(name: str) -> tuple[str, Rule | None]:
    """Return the name and the rule of an attribute of an array."""
    return f".{name}", _ATTRIBUTES.get(name)


def of_index(base: Any) -> tuple[str, Rule]:
    """Return the name and the rule of square brackets behind this object."""
    rule = next((rule for indexed, rule in join.INDEXED.items() if indexed is base), select.subscript)
    return "[]", rule


def of_function(function: Callable) -> tuple[str, Rule | None, bool]:
    """Return the name of what was called, its rule (or None), and whether it is a method of an array.

    An object of the reader's own class is not even looked at: its attributes may do anything.
    """
    found = _as_operator(function)
    if found is not None or type(function) not in _CALLABLES:
        return found or ("", None, False)
    owner = getattr(function, "__self__", None)
    name = getattr(function, "__name__", "")
    if type(owner) in PLAIN_ARRAYS:
        return f".{name}", _METHODS.get(name), True
    if issubclass(type(owner), np.random.Generator | np.random.RandomState):
        return name, make.RANDOM_METHODS.get(name), False
    if type(owner) is np.ufunc:
        return f"np.{owner.__name__}.{name}", _UFUNC_METHODS.get(name), False
    if type(function) is np.vectorize:
        return name, elementwise.elementwise if function.signature is None else None, False
    rule = _FUNCTIONS.get(function)
    if rule is None and type(function) is np.ufunc:
        rule = elementwise.ufunc
    return _full_name(function, name), rule, False


def _as_operator(function: Callable) -> tuple[str, Rule | None, bool] | None:
    """Return what ``operator.sub`` or ``a.__sub__`` is, None for what is no operator."""
    if type(function) is types.MethodWrapperType and type(function.__self__) in PLAIN_ARRAYS:
        symbol, is_method = _OF_OPERATORS.get(function.__name__.strip("_")), True
    elif type(function) is types.BuiltinFunctionType:
        symbol, is_method = _OPERATORS.get(function), False
    else:
        return None
    return (symbol, _rule_of(symbol), is_method) if symbol else None


def _full_name(function: Callable, name: str) -> str:
    if vars(np).get(name) is function:
        return f"np.{name}"
    module = getattr(function, "__module__", None) or ""
    return f"np{module[5:]}.{name}" if module.split(".")[0] == "numpy" else name
