"""What a rule is given: the operation that has just been evaluated, its operands, and which are arrays.

Arrays of other libraries follow NumPy's rules: torch, JAX, CuPy, and what speaks the array API. One is
recognised by what its class promises. Nothing is imported for it: whoever has such an array has its library.
Of an array only its sizes, its type of numbers and the few cells of a picture are read.
"""

from __future__ import annotations

import ast
import functools
import inspect
import re
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from axiswise.record import Step

# Arrays of other libraries

#: Attributes by which a class promises that its arrays are like NumPy's.
_PROMISES = {"__array_namespace__", "__cuda_array_interface__"}

#: The libraries, by the name of their package, whose arrays have been met.
LIBRARIES: set[str] = set()

#: What other libraries call NumPy's parameters.
PARAMETERS = {"dim": "axis", "dims": "axis", "keepdim": "keepdims", "size": "shape"}

#: Parameters that are arrays, in the order in which they stand where they are given by place.
OPERANDS = ("input", "tensors", "tensor", "x", "x1", "mat", "other", "mat2", "vec", "vec2", "x2")

#: How a library writes what NumPy's edits write: pattern and replacement.
_DIALECTS = {
    "torch": ((r"\bkeepdims=", "keepdim="), (r"\baxis=", "dim="), (r"(\w)\.dot\(", r"\1.matmul("),
              (r"\.astype\(int\)", ".long()"), (r"\.astype\(float\)", ".float()")),
    "array_api_strict": ((r"(\w)\.dot\(", r"\1.matmul("),),
}  # fmt: skip


def package_of(made: Any) -> str:
    """Return the package that a class or a function belongs to: ``jax`` for those of ``jaxlib``, too."""
    return str(made.__module__).partition(".")[0].removesuffix("lib")


@functools.lru_cache(maxsize=1024)
def is_foreign(kind: type) -> bool:
    """Tell whether a class is that of another library's arrays; no code of the class runs.

    Arrays with names of their own axes are none, and classes of a notebook may do anything. The package of
    the class is a library of arrays if it makes them: by ``asarray``.

    >>> is_foreign(np.ndarray), is_foreign(list)
    (False, False)
    """
    found = {name for each in kind.__mro__ for name in vars(each)}
    is_own = issubclass(kind, np.ndarray | np.generic) or kind.__module__ == "__main__" or "dims" in found
    is_found = not is_own and bool(found & _PROMISES) and {"shape", "dtype"} <= found
    package = package_of(kind)
    if is_found and any(hasattr(sys.modules.get(name), "asarray") for name in (package, f"{package}.numpy")):
        LIBRARIES.add(package)
    return is_found


def home_of(value: Any) -> types.ModuleType | None:
    """Return the module whose functions take this array: ``torch``, ``jax.numpy``; None for NumPy's."""
    if not is_foreign(type(value)):
        return None
    if hasattr(value, "__array_namespace__"):
        return value.__array_namespace__()
    return sys.modules.get(package_of(type(value)))


def derivative_of(function: Any) -> tuple[bool, Any] | None:
    """Return whether what ``jax.grad`` has made gives the value too, and by which arguments it derives."""
    is_gradient = False
    if type(function).__name__ == "PjitFunction":
        function = function.__wrapped__
    while type(function) is types.FunctionType and str(function.__globals__.get("__name__")).startswith(
        "jax."
    ):
        is_gradient |= function.__code__.co_name == "grad_f"
        cells = [cell.cell_contents for cell in function.__closure__ or ()]
        held = dict(zip(function.__code__.co_freevars, cells, strict=True))
        if "argnums" in held:
            return None if held["has_aux"] else (not is_gradient, held["argnums"])
        function = held.get("fun") or held.get("value_and_grad_f")
    return None


def spelled(text: str, home: types.ModuleType, source: str) -> str:
    """Write source with the keywords of a library, but those that ``source`` has as they stand there.

    >>> spelled("torch.sum(X, axis=1)", types.ModuleType("torch"), "torch.sum(X)")
    'torch.sum(X, dim=1)'
    """
    for pattern, own in _DIALECTS.get(home.__name__, ()):
        text = text if re.search(pattern, source) else re.sub(pattern, own, text)
    return text


#: The name of one of NumPy's types takes longer to make than all else in a step.
_name = functools.cache(str)


def dtype_of(value: Any) -> str:
    """Return the type of an array's numbers as NumPy calls it: ``float32`` for ``torch.float32``."""
    dtype = value.dtype
    return _name(dtype) if isinstance(dtype, np.dtype) else str(dtype).rpartition(".")[2]


def numpys_dtype(name: str) -> np.dtype:
    """Return NumPy's type of this name; of one that only others have, ``bfloat16``, the nearest."""
    try:
        return np.dtype(name)
    except TypeError:
        return np.dtype(np.float32)


def cells_of(value: Any, most: int) -> np.ndarray | None:
    """Copy at most so many cells along each axis to the host; None where there are none to be read.

    The array itself is not copied, and what is computed from it later has the same gradient.
    """
    try:
        corner = value[tuple(slice(min(size, most)) for size in value.shape)]
        for name in ("detach", "cpu", "get"):
            corner = getattr(corner, name, lambda corner=corner: corner)()
        return np.asarray(corner)
    except Exception:  # abstract, sparse, or of a type that NumPy has not
        return None


# Which values are arrays

#: Arrays whose arithmetic is NumPy's own. Others (``np.matrix``, masked arrays) follow rules of their own.
PLAIN_ARRAYS = (np.ndarray, np.memmap)


_NUMBERS = (int, float, complex, np.generic)


def is_array(value: Any) -> bool:
    """Tell an array from other values, without asking the value itself: its attributes may do anything."""
    kind = type(value)
    return kind is np.ndarray or issubclass(kind, np.ndarray) or is_foreign(kind)


def is_plain(value: Any) -> bool:
    """Tell whether a value is an array whose arithmetic is NumPy's, or like it."""
    kind = type(value)
    return kind in PLAIN_ARRAYS or is_foreign(kind)


def kind_of(value: Any) -> str:
    """Return the letter for the type of an array's numbers: ``f``, ``i``, ``b``."""
    return numpys_dtype(dtype_of(value)).kind if is_foreign(type(value)) else value.dtype.kind


def base_of(value: Any) -> Any:
    """Return the array that this one is a part of, None where it is none or its library does not tell."""
    is_own = issubclass(type(value), np.ndarray)
    return value.base if is_own else getattr(value, "_base", getattr(value, "base", None))


def is_number(value: Any) -> bool:
    """Tell a Python or NumPy scalar from other values, without asking the value itself."""
    return issubclass(type(value), _NUMBERS)


def dims_of(value: Any) -> tuple[str, ...]:
    """Return the names of axes that an array brings along, as those of xarray do; none of other values.

    Those of the reader's own classes are read only where that runs no code of theirs.
    """
    library = type(value).__module__.partition(".")[0]
    if library in ("builtins", "numpy"):
        return ()
    dims = getattr(value, "dims", ()) if library == "xarray" else inspect.getattr_static(value, "dims", ())
    is_named = type(dims) is tuple and all(type(name) is str for name in dims)
    return dims if is_named else ()


_HARMLESS = (
    np.ndarray, *_NUMBERS, str, tuple, list, dict, slice, range, type(None), type(...), types.ModuleType,
)  # fmt: skip


def is_harmless(value: Any) -> bool:
    """Tell whether a value does nothing at its end, so that it may be held a moment longer."""
    kind = type(value)
    return issubclass(kind, _HARMLESS) or kind.__module__.startswith("numpy") or is_foreign(kind)


# An operation and its operands

#: In place of a value that is not known.
UNKNOWN = object()


@dataclass(slots=True, eq=False)
class Operand:
    """One value on its way into an operation.

    Attributes
    ----------
    value : object
        The value itself, or ``UNKNOWN``.
    axes, origin : tuple of str
        As in ``Step``.
    step : int or None
        Position in ``Trace.steps``.
    is_literal : bool
        True for a number written in the source.
    length : str
        The letter whose size this number is: ``m`` for ``X.shape[1]``.
    parts : list of Operand or None
        The items of a tuple or list.
    counted : tuple of str
        Of a list, the axes that comprehensions ran over: ``("k", "m")`` where each of k lists has m entries.
    written : ast.AST or None
        How a slice stands in the source.
    home : module or None
        Of an array that is held no longer: the library that it was from, None for NumPy.
    shape : tuple of int
        ``()`` of what is no array.
    ndim : int
    """

    value: Any = UNKNOWN
    axes: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    step: int | None = None
    is_literal: bool = False
    length: str = ""
    parts: list[Operand] | None = None
    counted: tuple[str, ...] = ()
    written: ast.AST | None = None
    home: types.ModuleType | None = None
    shape: tuple[int, ...] = field(init=False)
    ndim: int = field(init=False)

    def __post_init__(self):
        self.shape = tuple(self.value.shape) if is_array(self.value) else ()
        self.ndim = len(self.shape)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The (name, origin) of each axis."""
        return list(zip(self.axes, self.origin, strict=True))

    @property
    def letters(self) -> list[str]:
        """The letter of each axis of an array, ``""`` where it has none."""
        return [name.replace("?", "") for name in self.axes] if self.is_array else []

    @property
    def is_array(self) -> bool:
        """True for an array that follows NumPy's rules."""
        return is_plain(self.value)

    @property
    def is_number(self) -> bool:
        """True for a Python or NumPy scalar."""
        return is_number(self.value)

    @property
    def plain(self) -> Any:
        """The value, with tuples and lists put together from their parts."""
        if self.value is UNKNOWN and self.parts is not None:
            return tuple(part.plain for part in self.parts)
        return self.value


NOTHING = Operand()


def absent(step: Step) -> Operand:
    """Return the operand of a step; an array is held no longer: its axes and type stay, and one cell."""
    if not step.shape:
        return Operand(step.value, length=step.length)
    value = np.broadcast_to(np.zeros((), numpys_dtype(step.dtype)), step.shape)
    return Operand(value, step.axes, step.origin, length=step.length, home=step.home)


@dataclass(slots=True)
class Call:
    """One operation that has just been evaluated: its arguments (a method's array first) and its result."""

    name: str
    arguments: list[Operand]
    keywords: dict[str, Operand]
    result: Any
    function: Callable | None = None
    recall: Callable[[Any], Operand] = Operand

    def of(self, arguments: list[Operand]) -> Call:
        """Return the same operation on these arguments alone."""
        return Call(self.name, arguments, {}, self.result, self.function, self.recall)

    def argument(self, position: int, name: str) -> Operand | None:
        """Return the argument at this position or of this name, or None."""
        if position < len(self.arguments):
            return self.arguments[position]
        return self.keywords.get(name)

    def value(self, position: int, name: str, default: Any = None) -> Any:
        """Return the plain value of an argument."""
        found = self.argument(position, name)
        return default if found is None else found.plain

    def items(self, operand: Operand) -> list[Operand]:
        """Return the items of a tuple or list, written out or held by a variable."""
        if operand.parts is not None:
            return operand.parts
        is_list = isinstance(operand.value, tuple | list)
        return [self.recall(item) for item in operand.value] if is_list else []


def is_known(operands: list[Operand]) -> bool:
    """Tell whether all operands are plain arrays or numbers."""
    return all(operand.is_array or operand.is_number for operand in operands)


def bound(function: Callable, arguments: list[Operand], keywords: dict[str, Operand]) -> dict[str, Operand]:
    """Return what each parameter of a function gets, but ``*rest``.

    A literal 1 counts as the size of an axis of size one inside the function, too.
    """
    signature, one = inspect.signature(function), Operand(1, length="1")
    found = {name: Operand(parameter.default) for name, parameter in signature.parameters.items()}
    found |= signature.bind(*arguments, **keywords).arguments
    return {
        name: one if each.is_literal and each.value == 1 else each
        for name, each in found.items()
        if type(each) is Operand
    }
