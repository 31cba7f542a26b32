"""Python source for functions of single numbers."""

from __future__ import annotations

import math

import numpy as np

from axiswise.forms.cell import InexpressibleError

_UFUNC_OPERATORS = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "true_divide": "/",
    "power": "**", "float_power": "**",
    "mod": "%", "remainder": "%", "floor_divide": "//", "negative": "-", "positive": "+",
    "greater": ">", "greater_equal": ">=", "less": "<", "less_equal": "<=", "equal": "==", "not_equal": "!=",
    "bitwise_and": "&", "bitwise_or": "|", "bitwise_xor": "^", "invert": "~",
}  # fmt: skip
OPERATORS = set(_UFUNC_OPERATORS.values())

#: Not in ``math`` under NumPy's name, and what Python writes for them.
_WRITTEN = {
    "abs": "abs({})",
    "absolute": "abs({})",
    "fabs": "abs({})",
    "square": "({}) ** 2",
    "reciprocal": "1 / ({})",
    "where": "({1}) if ({0}) else ({2})",
    "maximum": "max({}, {})",
    "minimum": "min({}, {})",
    "clip": "min(max({}, {}), {})",
    "logical_and": "bool({}) and bool({})",
    "logical_or": "bool({}) or bool({})",
    "logical_not": "not ({})",
    "float": "float({})",
    "int": "int({})",
    "bool": "bool({})",
}
#: Python's own would not let nan pass, or raises where NumPy warns.
_NAN_SAFE = {"maximum", "minimum", "clip"}
_FOR_NUMBERS = {
    "round",
    "nan_to_num",
    "real",
    "imag",
    "float32",
    "float16",
    "int32",
    "int8",
    "uint8",
    "complex128",
}
_MATH = {
    name: name
    for name in (
        "exp", "expm1", "log", "log2", "log10", "log1p", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh",
        "hypot", "cbrt", "exp2", "isnan", "isfinite", "isinf",
    )
}  # fmt: skip
_MATH |= {f"arc{name}": f"a{name}" for name in ("sin", "cos", "tan", "tan2", "sinh", "cosh", "tanh")}


def plain_name(name: str) -> str:
    """Return the name of an operation without ``np.`` or a dot; of an operator's ufunc, the operator.

    >>> plain_name("np.multiply"), plain_name("np.log"), plain_name(".clip")
    ('*', 'log', 'clip')
    """
    name = name.removeprefix("np.").removeprefix("numpy.").removeprefix(".").removesuffix(".outer")
    return _UFUNC_OPERATORS.get(name, name)


def scalar_call(name: str, args: list[str], finite: bool, is_bool: bool = False) -> str:
    """Return source that applies the operation ``name`` to numbers.

    ``finite`` says that no infinity or nan came up: only then do ``math`` and ``max`` agree with NumPy.

    >>> scalar_call("np.log", ["A[0, i]"], finite=True)
    'math.log(A[0, i])'
    """
    name = plain_name(name)
    if name in OPERATORS:
        return _operator(name, args, is_bool)
    if name in _WRITTEN and (finite or name not in _NAN_SAFE):
        return _WRITTEN[name].format(*args)
    if finite and name in _MATH and hasattr(math, _MATH[name]):
        return f"math.{_MATH[name]}({', '.join(args)})"
    if isinstance(getattr(np, name, None), np.ufunc) or name in _NAN_SAFE | _FOR_NUMBERS:
        return f"np.{name}({', '.join(args)})"
    raise InexpressibleError(f"{name} of single numbers is not known.")


def _operator(name: str, args: list[str], is_bool: bool) -> str:
    if len(args) == 1:
        return f"not ({args[0]})" if name == "~" and is_bool else f"{name}({args[0]})"
    return "(" + f" {name} ".join(f"({arg})" for arg in args) + ")"
