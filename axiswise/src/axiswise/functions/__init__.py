"""The one table of NumPy functions: each once, under all its names; how to ask for one, or for a family.

The table stands in this folder, a file per group of families, a line a function. To add a function, add a
line there. Whoever wants to know something of an operation asks here, and never compares names with a list::

    of(step.op)                      # the entry of what a step did; ``NONE``, which is falsy, of what is none
    named("np.multiply")             # of a name as source or ``Op.name`` has it; "multiply" will do, too
    of_node(node)                    # of a call, an operator, an attribute or an index in a syntax tree
    of_object(function)              # of what the code really called

    named("np.multiply") is named("*") is named("operator.mul")
    of(op).name == "*"               # operators and their functions have one name; np.sum and .sum, too
    of(op).family == "reduction"     # families: see ``Function``
    of(op).is_cellwise               # + * np.log np.where: one cell of each operand
    of(op).is_dot                    # np.dot .dot @ np.matmul
    of(op).fold in ("sum", "mean")   # also of np.nansum, np.average; ``is_linear_reduction``
    of(op).takes("keepdims")         # its function has this parameter
    of(op).words                     # "products", "summed", "range": for sentences
    named(".sum") is named("np.sum") # a method that is a function, too
    SYMBOLS[type(node.op)]           # + * @ == of an operator in a syntax tree

The family answers for every spelling. ``Op.name`` remains what the reader has written.
"""

from __future__ import annotations

import ast
import functools
import types
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from axiswise.functions import elementwise, folds, making, views
from axiswise.functions.call import LIBRARIES, PLAIN_ARRAYS, derivative_of, is_foreign, package_of
from axiswise.functions.plan import Answer, Function, found
from axiswise.record import Op

__all__ = [
    "NONE", "SYMBOLS", "TABLE", "Answer", "Called", "Function", "named", "of", "of_attribute", "of_called",
    "of_index", "of_node", "of_object", "of_operator",
]  # fmt: skip

#: Operators of the syntax tree, as they are written.
SYMBOLS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.USub: "-", ast.UAdd: "+", ast.Invert: "~",
}  # fmt: skip

#: What is known of an operation that the table does not have.
NONE = Function("")

#: How the names of functions begin that NumPy has not, or that do something else there.
_OTHERS = ("torch.", "jax.")

TABLE = [*elementwise.TABLE, *folds.TABLE, *making.TABLE, *views.TABLE]
_BY_NAME = {name: function for function in TABLE for name in function.names.split()}
_BY_OBJECT = {
    found(name): function for name, function in _BY_NAME.items()
    if not name.startswith(".") and found(name) is not None
}  # fmt: skip
#: A ufunc that has no line of its own works cell by cell, and takes single numbers.
for _name, _ufunc in vars(np).items():
    if type(_ufunc) is np.ufunc:
        _own = Function(
            f"np.{_name}", elementwise.elementwise, "cell by cell", scalar=f"np.{_name}({{args}})"
        )
        _BY_NAME.setdefault(f"np.{_name}", _BY_OBJECT.setdefault(_ufunc, _own))
_BY_LAST_PART = {
    name.rpartition(".")[2]: _BY_NAME[name] for name in reversed(_BY_NAME) if not name.startswith(_OTHERS)
}
#: What other libraries call otherwise than NumPy, or do otherwise under the same name.
_BY_OTHERS = {
    name.rpartition(".")[2]: _BY_NAME[name] for name in reversed(_BY_NAME) if name.startswith(_OTHERS)
}
#: What NumPy makes of a function of numbers, and a library of C: any ufunc.
_CELLWISE = Function("ufunc", elementwise.elementwise, "cell by cell")

_CALLABLES = (
    type, types.FunctionType, types.MethodType, types.BuiltinFunctionType,
    np.ufunc, np.vectorize, type(np.sum),
)  # fmt: skip


@functools.cache
def named(name: str) -> Function:
    """Return the entry of a name as source or ``Op.name`` write it; ``NONE`` where the table has none.

    Of ``np.add.outer`` it is that of ``np.add``, which computes the cells. A name without ``np.`` is Python's
    own where Python has it, else the first of NumPy's that ends so.

    >>> named("np.multiply").name, named("operator.mul").name, named(".sum").family, named("norm").fold
    ('*', '*', 'reduction', 'norm')
    >>> bool(named("frobnicate"))
    False
    """
    name = name.removesuffix(".outer") if name.count(".") > 1 else name
    last = name.rpartition(".")[2]
    others = _BY_OTHERS if "." in name[1:] else {}
    return _BY_NAME.get(name) or _BY_LAST_PART.get(last) or others.get(last, NONE)


def of(op: Op | None) -> Function:
    """Return the entry of what a step did."""
    return named(op.name) if op else NONE


def of_object(function: Any) -> Function:
    """Return the entry of an object that the code called; an object of the reader's own is not looked at."""
    if type(function) not in _CALLABLES:
        return NONE
    known = _BY_OBJECT.get(function)
    is_cellwise = type(function) is np.ufunc or (type(function) is np.vectorize and not function.signature)
    return known or (_CELLWISE if is_cellwise else NONE)


def of_node(node: ast.AST | None) -> Function:  # noqa: PLR0911 - one line a kind of node
    """Return the entry of a call, an operator, an attribute or an index in a syntax tree.

    >>> [of_node(ast.parse(source, mode="eval").body).name for source in ("X @ w", "X.mean(0)", "v[None]")]
    ['@', 'mean', '[]']
    """
    match node:
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator) | ast.Compare(ops=[operator]):
            return named(SYMBOLS.get(type(operator), ""))
        case ast.UnaryOp(ast.USub()):
            return named("np.negative")
        case ast.Call(ast.Name(name)):
            return named(name)
        case ast.Call(ast.Attribute(_, name)):
            known = _BY_NAME.get(f"np.{name}") or named(f".{name}")
            return known or (_BY_OTHERS.get(name, NONE) if LIBRARIES else NONE)
        case ast.Attribute(_, name):
            return _BY_NAME.get(f".{name}", NONE)
        case ast.Subscript(ast.Attribute(_, name)) if f"np.{name}" in _BY_NAME:
            return named(f"np.{name}")
        case ast.Subscript():
            return named("[]")
    return NONE


# ----- for the recorder: what was evaluated -----


class Called(NamedTuple):
    """An operation that the code did: its name as it is shown, and its entry.

    Of a call ``numpys`` is NumPy's own function; ``is_method`` tells the method of an array, ``is_foreign``
    what another array library has. A function of such a library has no name here: it is shown as written.
    """

    name: str
    entry: Function = NONE
    numpys: Callable | None = None
    is_method: bool = False
    is_foreign: bool = False


def of_operator(node: ast.AST) -> Called:
    """Return what an operator is."""
    symbol = SYMBOLS.get(type(node), "")
    return Called(symbol or type(node).__name__, named(symbol))


def of_attribute(name: str) -> Called:
    """Return what an attribute of an array is."""
    is_method = callable(getattr(np.ndarray, name, None))
    return Called(f".{name}", NONE if is_method else _BY_NAME.get(f".{name}", NONE))


def of_index(base: Any) -> Called:
    """Return what square brackets behind this object are."""
    return Called("[]", named(next((each for each in ("np.c_", "np.r_") if found(each) is base), "[]")))


def of_called(function: Any, result: Any = None) -> Called:
    """Return what was called, and gave ``result``.

    An object of the reader's own class is not even looked at: its attributes may do anything.
    """
    return _of_library(function, result) or _of_numpy(function)


def _of_numpy(function: Any) -> Called:
    kind = type(function)
    if kind not in _CALLABLES:
        return Called("")
    owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
    if type(owner) in PLAIN_ARRAYS:
        return Called(f".{name}", _BY_NAME.get(f".{name}", NONE), getattr(type(owner), name), is_method=True)
    entry = of_object(function)
    if issubclass(type(owner), np.random.Generator | np.random.RandomState):
        entry = _BY_NAME.get(f"random.{name}", NONE)
    elif type(owner) is np.ufunc:
        entry, name = _BY_NAME.get(f"ufunc.{name}", NONE), f"np.{owner.__name__}.{name}"
    elif kind is types.BuiltinFunctionType and entry.symbol and entry.names.startswith(entry.symbol):
        name = entry.symbol
    elif kind is not np.vectorize:
        name = _full_name(function, name)
        entry = entry or _BY_NAME.get(name if "." in name else "", NONE)
    return Called(name, entry, function)


def _of_library(function: Any, result: Any) -> Called | None:
    """Return what another array library's function or method is; None of NumPy's and the reader's own.

    Only libraries are asked whose arrays have been met, at the latest in the ``result``.
    """
    is_foreign(type(result))  # by which its library is met
    kind = type(function)
    derived = derivative_of(function) if "jax" in LIBRARIES else None
    if derived:
        return Called("", views.derivative(*derived), is_foreign=True)
    if not LIBRARIES or (kind not in _CALLABLES and package_of(kind) not in LIBRARIES):
        return None
    owner = getattr(function, "__self__", None)
    is_method = is_foreign(type(owner))
    place = type(owner) if is_method else owner if isinstance(owner, type) else kind
    has_module = not is_method and getattr(function, "__module__", None)
    library = package_of(function if has_module else place)
    if library not in LIBRARIES:
        return None
    name = getattr(function, "__name__", "") or kind.__name__.lower()  # ``nn.Linear(5, 3)``
    name = name.removeprefix("linalg_").lstrip("_")
    keys = [f"{library}.{name}", *[f".{name}"] * is_method, f"np.{name}", f"np.linalg.{name}"]
    entry = next((_BY_NAME[key] for key in keys if key in _BY_NAME), None)
    entry = entry or _BY_OBJECT.get(getattr(np, name, None), NONE)
    return Called(f".{name}" if is_method else "", entry, _numpys(entry, is_method), is_method, True)


@functools.cache
def _numpys(entry: Function, is_method: bool) -> Callable | None:
    """Return NumPy's own function of an entry, or its method, whichever there is."""
    names = sorted(entry.names.split(), key=lambda name: name.startswith(".") != is_method)
    return next(filter(callable, map(found, names)), None)


def _full_name(function: Callable, name: str) -> str:
    if vars(np).get(name) is function:
        return f"np.{name}"
    module = getattr(function, "__module__", None) or ""
    library = module.split(".")[0]
    if library in ("einops", "einx"):
        return f"{library}.{name}"
    return f"np{module[5:]}.{name}" if library == "numpy" else name
